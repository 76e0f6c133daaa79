"""`pactwatch days`: how much was written, day by day."""

import itertools
from collections import Counter
from collections.abc import Sequence

import click

from review.output import Column, examples, print_json, print_table, say
from review.place import LIMIT, Place, json_option
from storage.listings import Day

COLUMNS = (
    Column(name="day", style="bold"),
    Column(name="articles", right=True),
    Column(name="core", style="green", right=True),
    Column(name="mention", style="yellow", right=True),
    Column(name="copies", style="magenta", right=True),
    Column(name="languages"),
    Column(name="", style="cyan", wide=True),
)
WIDEST = 30
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
    by_day = [list(lines) for _, lines in itertools.groupby(rows, key=lambda row: row.day)]
    most = max(sum(line.articles for line in lines) for lines in by_day)
    print_table(COLUMNS, [_cells(lines, most) for lines in by_day])


def _cells(lines: Sequence[Day], most: int) -> tuple[object, ...]:
    verdicts, languages = Counter[str](), Counter[str]()
    for line in lines:
        verdicts[line.verdict] += line.articles
        languages[line.language] += line.articles
    total, copies = verdicts.total(), sum(line.copies for line in lines)
    spoken = ", ".join(f"{count} {language}" for language, count in languages.most_common())
    bar = "#" * max(1, total * WIDEST // max(most, WIDEST))
    return (lines[0].day, total, verdicts["core"] or "", verdicts["mention"] or "", copies or "", spoken, bar)
