"""`pactwatch duplicates`: which articles say what another one says."""

import click

from pactwatch.duplicates import COPIES
from review.output import Column, counted, examples, print_json, print_table, say
from review.place import LIMIT, TEXT, Place, json_option
from storage.listings import Duplicate

COLUMNS = (
    Column(name="of", heading=True),
    Column(name="its outlet", heading=True),
    Column(name="its title", heading=True),
    Column(name="copy", style="bold cyan", right=True),
    Column(name="outlet", most=16),
    Column(name="lang", style="dim"),
    Column(name="kind", style="magenta"),
    Column(name="shared", right=True),
    Column(name="title", wide=True),
)


class _Original(click.ParamType[int | str]):
    """An article's number, or a seed's name."""

    name = "id or seed"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        text = TEXT.convert(value, param, ctx)
        if text.isascii() and text.isdigit():
            return int(text[:18])
        return text if text.startswith("seed ") else f"seed {text}"


@click.command(epilog=examples("pactwatch duplicates", "pactwatch duplicates --kind near --of 12"))
@click.option("--limit", type=LIMIT, default=50, show_default=True, help="At most so many lines.")
@click.option("--kind", type=click.Choice(sorted(COPIES)), help="Only copies of this kind.")
@click.option("--of", type=_Original(), metavar="ID|SEED", help="Only copies of this article, or of the seed so named.")
@json_option
@click.pass_obj
def duplicates(place: Place, limit: int, kind: str | None, of: int | str | None, as_json: bool) -> None:
    """List every copy under its original.

    "shared" is the part of the copy's text that stands in the original. `pactwatch show ID` gives the reasons.
    """
    with place.archive() as archive:
        rows = archive.duplicates(limit, kind, of)
    if as_json:
        print_json(rows)
        return
    if not rows:
        say("There are no such copies.")
        return
    print_table(COLUMNS, [_cells(row) for row in rows])
    say()
    more = " or more; --limit shows further ones" if len(rows) == limit else ""
    say(f"{counted(len(rows), 'line')}{more}. The reasons: pactwatch show {rows[0].id}", "dim")


def _cells(row: Duplicate) -> tuple[object, ...]:
    kind = row.kind.replace("_", " ")
    original = (row.original, row.original_outlet, row.original_title)
    return (*original, row.id, row.outlet, row.language, kind, f"{row.share_of_article:.0%}", row.title)
