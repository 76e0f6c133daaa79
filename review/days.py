"""`pactwatch days`: how much was written, day by day."""

import click

from review.inbox import VERDICT_STYLES
from review.output import Column, examples, print_json, print_table, say
from review.place import LIMIT, Place, json_option

COLUMNS = (
    Column(name="day", heading=True),
    Column(name="lang"),
    Column(name="verdict", styles=VERDICT_STYLES),
    Column(name="articles", right=True),
    Column(name="copies", right=True, style="magenta"),
    Column(name="", style="cyan", wide=True),
)
WIDEST = 40
"""Cells of the longest bar."""


@click.command(epilog=examples("pactwatch days --limit 7"))
@click.option("--limit", type=LIMIT, default=14, show_default=True, help="At most so many days.")
@json_option
@click.pass_obj
def days(place: Place, limit: int, as_json: bool) -> None:
    """Count articles by day, language and verdict.

    A day is a day in UTC. An article that its page does not date counts on the day it was found.
    """
    with place.archive() as archive:
        rows = archive.days(limit)
    if as_json:
        print_json(rows)
        return
    if not rows:
        say("Nothing has been kept yet: run `pactwatch collect`.")
        return
    most = max(row.articles for row in rows)
    bars = ["#" * max(1, row.articles * WIDEST // max(most, WIDEST)) for row in rows]
    print_table(
        COLUMNS,
        [
            (row.day, row.language, row.verdict, row.articles, row.copies or "", bar)
            for row, bar in zip(rows, bars, strict=True)
        ],
    )
