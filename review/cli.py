"""The `pactwatch` command: which file holds which of its commands, and the one place where errors become sentences."""

import importlib
import os
import sys
from pathlib import Path

import click

from pactwatch.errors import PactwatchError
from review.place import Place

# command -> where it is; a module is imported when its command is used, so that --help and inbox start fast.
COMMANDS: dict[str, str] = {}


class _ByNoun(click.Group):
    """Finds its commands in COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[name]} is no command")
        return command


@click.group(cls=_ByNoun, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--db", type=click.Path(path_type=Path, dir_okay=False), envvar="PACTWATCH_DB", default=Path("pactwatch.db"),
    show_default=True, help="The database file.",
)  # fmt: skip
@click.option("--debug", is_flag=True, help="Show the traceback of a fault.")
@click.version_option(package_name="pactwatch")
@click.pass_context
def pactwatch(ctx: click.Context, db: Path, debug: bool) -> None:
    """Watch one story in the news: collect, compare with a seed article, keep, review."""
    ctx.obj = Place(db=db, debug=debug)


def main() -> None:
    """Run the command; every error of ours is one sentence on stderr and exit status 2."""
    debug = "--debug" in sys.argv
    try:
        status = pactwatch.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except PactwatchError as error:
        _end(str(error), debug=debug)
    except BrokenPipeError:  # "pactwatch inbox | head": the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 (outermost: no traceback reaches a user who did not ask for one)
        _end(f"a fault of pactwatch itself ({type(error).__name__}: {error}); run again with --debug", debug=debug)
    sys.exit(status if isinstance(status, int) else 0)


def _end(sentence: str, *, debug: bool) -> None:
    if debug:
        raise
    click.echo(f"pactwatch: {sentence}", err=True)
    sys.exit(2)
