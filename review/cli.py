"""The `pactwatch` command: which file holds which of its commands, and the one place where errors become sentences."""

import difflib
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from pactwatch.errors import PactwatchError
from review.output import shown, typed
from review.place import Place

# command -> where it is, in the order of --help; a module is imported when its command is used.
COMMANDS: dict[str, str] = {
    "collect": "review.collect:collect",
    "inbox": "review.inbox:inbox",
    "show": "review.show:show",
    "review": "review.reviews:review",
    "search": "review.search:search",
    "duplicates": "review.duplicates:duplicates",
    "compare": "review.comparing:compare",
    "novelty": "review.comparing:novelty",
    "seed": "review.seeds:seed",
    "story": "review.stories:story",
    "days": "review.days:days",
    "framing": "review.framing:framing",
    "explain": "review.explain:explain",
    "web": "review.web.command:web",
    "topic": "review.topics:topic",
    "glossary": "review.topics:glossary",
    "replay": "review.replay:replay",
    "page": "review.pages:page",
    "export": "review.export:export",
    "sources": "review.sources:sources",
    "extract": "review.extracting:extract_page",
    "recipe": "review.extracting:recipe",
    "recall": "review.recall:recall",
    "gaps": "review.gaps:gaps",
    "doctor": "review.doctor:doctor",
    "backup": "review.upkeep:backup",
    "restore": "review.upkeep:restore",
    "reindex": "review.seeds:reindex",
    "vacuum": "review.upkeep:vacuum",
    "retention": "review.upkeep:retention",
}


class _ByNoun(click.Group):
    """Finds its commands in COMMANDS, and ends every one of them with a status and, if need be, one sentence."""

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

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = difflib.get_close_matches(name, COMMANDS, n=2)
            hint = f"did you mean {' or '.join(near)}?" if near else "`pactwatch --help` lists them."
            raise click.UsageError(f"There is no command {name!r}: {hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # "pactwatch inbox | head": the reader has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except PactwatchError as error:
            if ctx.params["debug"]:
                raise
            raise click.ClickException(typed(str(error), ctx)) from error
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run a command; every error of ours is one sentence on stderr and exit status 2.

        A group that is told nothing shows there what it could be told.
        """
        arguments = sys.argv[1:] if args is None else list(args)
        _take_any_text(sys.stdout, sys.stderr)
        try:
            status = super().main(arguments, "pactwatch", complete_var, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            sys.exit(error.exit_code)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "pactwatch"
            _end(f"{typed(error.format_message(), error.ctx)} (`{command} --help` shows how)")
        except click.ClickException as error:
            _end(error.format_message())
        except (click.Abort, KeyboardInterrupt):
            sys.exit(130)
        except Exception as error:  # outermost: no traceback reaches a user who did not ask for one
            if "--debug" in arguments:
                raise
            _end(f"a fault of pactwatch itself ({type(error).__name__}: {error}); run `pactwatch --debug ...` again")
        sys.exit(status if isinstance(status, int) else 0)


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
    """Run the command that the shell was given."""
    pactwatch.main()


def _take_any_text(*streams: Any) -> None:
    """Let a terminal without Korean, or half a character, spoil a letter and not the output."""
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _end(sentence: str) -> NoReturn:
    click.echo(f"pactwatch: {shown(sentence)}", err=True)
    sys.exit(2)
