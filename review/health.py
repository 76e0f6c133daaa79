"""`pactwatch sources health`: how every source is, measured against its own past."""

from collections.abc import Iterable

import click

from review.output import Column, counted, day_and_time, examples, print_json, print_table, say
from review.place import TEXT, Place, json_option, now
from storage.health import Checkup
from storage.rhythm import State

STYLES = {
    "gone": "red", "failing": "red", "silent": "red", "low": "yellow", "flooding": "yellow", "poor": "yellow",
    "expiring": "yellow", "ok": "green", "new": "dim", "off": "dim",
}  # fmt: skip
COLUMNS = (
    Column(name="source", style="bold"),
    Column(name="state", styles=STYLES),
    Column(name="a day", right=True),
    Column(name="today", right=True),
    Column(name="week", right=True),
    Column(name="text", right=True),
    Column(name="date", right=True),
    Column(name="author", right=True),
    Column(name="last answer"),
    Column(name="why", wide=True),
)
WELL = (State.OK, State.NEW, State.OFF)


@click.command(epilog=examples("pactwatch sources health", "pactwatch sources health --trouble --language ko"))
@click.option("--language", "-l", type=TEXT, metavar="CODE", help="Only sources in this language.")
@click.option("--trouble", is_flag=True, help="Only sources that are not well; the exit status is 1 when there is one.")
@json_option
@click.pass_context
def health(ctx: click.Context, language: str | None, trouble: bool, as_json: bool) -> None:
    """Show how every source is, the worst first.

    A day: new links a day, by its own past four weeks; today and week: those that came. Text: the share of its pages
    that gave an article's text; date and author: the share of its articles that have one.

    A source is silent when seven items that were to come have not, low at a third of its usual week, flooding at five
    times its usual day.
    """
    place: Place = ctx.obj
    with place.archive() as archive:
        found = [checkup for checkup in archive.checkups(now()) if language in (None, checkup.language)]
    unwell = ill(found)
    shown = unwell if trouble else [checkup for checkup in found if checkup.state is not State.OFF]
    if as_json:
        print_json(shown)
    else:
        print_table(COLUMNS, [_cells(checkup) for checkup in shown])
        say()
        say(f"{counted(len(unwell), 'source')} of {len(found)} not well.", "dim")
    ctx.exit(1 if trouble and unwell else 0)


def ill(checkups: Iterable[Checkup]) -> list[Checkup]:
    """Return those sources that a person should look at."""
    return [checkup for checkup in checkups if checkup.state not in WELL]


def _cells(checkup: Checkup) -> tuple[object, ...]:
    pace, shares = checkup.rhythm, checkup.shares
    return (
        checkup.source, checkup.state.value, f"{pace.per_day:.1f}" if pace.per_day is not None else "",
        pace.day or "", pace.week or "", _percent(shares.body), _percent(shares.date), _percent(shares.author),
        day_and_time(checkup.since) if checkup.since else "never", checkup.why,
    )  # fmt: skip


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"
