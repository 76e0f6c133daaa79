"""`pactwatch collect`: one collection from beginning to end, with its closing table."""

from datetime import date, datetime
from pathlib import Path

import click

from pactwatch.errors import PactwatchError
from review.closing import Collected, print_closing
from review.output import examples, print_json
from review.place import TEXT, Place, json_option, now

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    epilog=examples(
        "pactwatch collect",
        "pactwatch collect --source yonhap-en-all",
        "pactwatch collect --since 2022-06-01 --until 2022-06-30",
    )
)
@click.option("--source", "names", type=TEXT, multiple=True, metavar="NAME", help="Only this source; may be repeated.")
@click.option("--due", is_flag=True, help="Only the sources whose time has come.")
@click.option(
    "--since", type=_DAY, metavar="DAY", help="What was listed from this day on (2022-06-01), not what is new."
)
@click.option("--until", type=_DAY, metavar="DAY", help="With --since: the last day; today if not given.")
@click.option("--log", type=click.Path(path_type=Path, dir_okay=False), help="Write the crawl's log into this file.")
@json_option
@click.pass_obj
def collect(
    place: Place,
    names: tuple[str, ...],
    due: bool,
    since: datetime | None,
    until: datetime | None,
    log: Path | None,
    as_json: bool,
) -> None:
    """Fetch what is new, compare it, keep it.

    It ends with a table of what became of every link.

    With --since it looks back: sitemaps, lists by day and searches are asked for that time; feeds know no past.

    Ctrl-C ends it early: what is under way is finished and kept, and the next collection begins with the rest.
    """
    if names and due:
        raise click.UsageError(
            "--source and --due exclude each other: a named source is asked whether it is due or not."
        )
    days = _days(since, until)
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
            Plan(sources=names, due=due, since=days[0], until=days[1], settings={"PACTWATCH_DB": str(place.db)}),
            watch=progress.watch,
            log=log,
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


def _days(since: datetime | None, until: datetime | None) -> tuple[date | None, date | None]:
    if since is None:
        if until is not None:
            raise click.UsageError("--until needs --since: give the first day too.")
        return None, None
    last = until or now()
    if last.date() < since.date():
        raise click.UsageError(f"--since {since:%Y-%m-%d} is after the last day, {last:%Y-%m-%d}: turn them around.")
    return since.date(), last.date()


def _require_writable(log: Path | None) -> None:
    if log is None:
        return
    try:
        log.open("a").close()
    except OSError as error:
        raise PactwatchError(f"{log} cannot be written ({error.strerror}): give another file with --log.") from error
