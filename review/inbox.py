"""`pactwatch inbox`: what is new and not yet judged by a person."""

import click

from review.output import Column, counted, examples, print_json, print_table, say
from review.place import LIMIT, TEXT, Place, json_option
from storage.archive import Archive
from storage.listings import Row

VERDICT_STYLES = {"core": "green", "mention": "yellow"}
COLUMNS = (
    Column(name="day", heading=True),
    Column(name="id", style="bold cyan", right=True),
    Column(name="outlet", most=16),
    Column(name="lang", style="dim"),
    Column(name="verdict", styles=VERDICT_STYLES),
    Column(name="copies", style="magenta", right=True),
    Column(name="title", wide=True),
)


@click.command(epilog=examples("pactwatch inbox", "pactwatch inbox --language ko --limit 5"))
@click.option("--limit", type=LIMIT, default=30, show_default=True, help="At most so many articles.")
@click.option("--language", "-l", type=TEXT, metavar="CODE", help="Only articles in this language (en, ko, ja, zh).")
@json_option
@click.pass_obj
def inbox(place: Place, limit: int, language: str | None, as_json: bool) -> None:
    """List what no one has reviewed, newest first.

    An article without a date stands on the day it was found. A copy of another article is not listed; its original
    says how many copies there are. An article that its outlet has changed in substance since it was reviewed is listed
    again.
    """
    with place.archive() as archive:
        rows = archive.inbox(limit, language)
        if as_json:
            print_json(rows)
            return
        if not rows:
            _say_empty(archive, language)
            return
        print_table(COLUMNS, [_cells(row) for row in rows])
        total = archive.unread(language) if len(rows) == limit else len(rows)
    say()
    more = f" of {total:,}; --limit {total} shows all" if total > len(rows) else ""
    say(f"{counted(len(rows), 'article')}{more}. Read one with: pactwatch show {rows[0].id}", "dim")


def _cells(row: Row) -> tuple[object, ...]:
    remarks = ("" if row.published else "(no date) ") + (f"(version {row.version}) " if row.version > 1 else "")
    day = (row.published or row.first_seen)[:10]
    return (day, row.id, row.outlet, row.language, row.verdict, row.copies or "", remarks + (row.title or "(no title)"))


def _say_empty(archive: Archive, language: str | None) -> None:
    languages = archive.languages()
    if not languages:
        say("Nothing has been kept yet: run `pactwatch collect`.")
    elif language is not None and language not in languages:
        say(f"There are no articles in {language!r}; there are some in: {', '.join(languages)}.")
    else:
        say("The inbox is empty: every article is reviewed, or a copy of one (`pactwatch duplicates`).")
