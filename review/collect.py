"""`pactwatch collect`: one collection from beginning to end, with its closing table."""

from pathlib import Path

import click

from pactwatch.errors import PactwatchError
from review.closing import Collected, print_closing
from review.output import examples, print_json
from review.place import TEXT, Place, json_option, now


@click.command(
    epilog=examples("pactwatch collect", "pactwatch collect --due", "pactwatch collect --source yonhap-en-all")
)
@click.option("--source", "names", type=TEXT, multiple=True, metavar="NAME", help="Only this source; may be repeated.")
@click.option("--due", is_flag=True, help="Only the sources whose time has come.")
@click.option("--log", type=click.Path(path_type=Path, dir_okay=False), help="Write the crawl's log into this file.")
@json_option
@click.pass_obj
def collect(place: Place, names: tuple[str, ...], due: bool, log: Path | None, as_json: bool) -> None:
    """Fetch what is new, compare it, keep it.

    It ends with a table of what became of every link.

    Ctrl-C ends it early: what is under way is finished and kept, and the next collection begins with the rest.
    """
    if names and due:
        raise click.UsageError(
            "--source and --due exclude each other: a named source is asked whether it is due or not."
        )
    _require_writable(log)
    with place.prepared() as archive:
        for name in names:
            archive.source(name)
    # Here, since they read the environment, and `prepared` has a sentence for one that cannot be used.
    from review.crawling import crawl_quietly
    from review.progress import Progress
    from spiders.crawl import Plan

    began = now()
    progress = Progress()
    with progress.shown():
        crawl_quietly(
            Plan(sources=names, due=due, settings={"PACTWATCH_DB": str(place.db)}), watch=progress.watch, log=log
        )
    with place.archive() as archive:
        ended = now()
        waiting = len(archive.waiting(ended, limit=100_000))
        next_due = min((t.next_poll for t in archive.sources() if t.source.enabled and t.next_poll), default=None)
        collected = Collected(
            began=began, ended=ended, outcomes=archive.outcomes(began), waiting=waiting, unread=archive.unread(),
            next_due=next_due, stopped=progress.stopped,
        )  # fmt: skip
    if as_json:
        print_json(collected)
    else:
        print_closing(collected)


def _require_writable(log: Path | None) -> None:
    if log is None:
        return
    try:
        log.open("a").close()
    except OSError as error:
        raise PactwatchError(f"{log} cannot be written ({error.strerror}): give another file with --log.") from error
