"""`pactwatch search`: full text in every language."""

from collections.abc import Iterable

import click
from rich.text import Text

from review.output import counted, examples, on_terminal, print_json, say, say_paragraph, shown
from review.place import LIMIT, TEXT, Place, json_option
from storage.search import Hit, spans, words_of


@click.command(
    epilog=examples(
        "pactwatch search GSOMIA Tokyo",
        "pactwatch search 협정 --language ko",
        "pactwatch search '\"military information\"'",
    )
)
@click.argument("words", nargs=-1, required=True, type=TEXT)
@click.option("--limit", type=LIMIT, default=20, show_default=True, help="At most so many articles.")
@click.option("--language", "-l", type=TEXT, metavar="CODE", help="Only articles in this language (en, ko, ja, zh).")
@json_option
@click.pass_obj
def search(place: Place, words: tuple[str, ...], limit: int, language: str | None, as_json: bool) -> None:
    """Find articles by their words, newest first.

    All of WORDS stand in the title or the text of an article.

    A word in an alphabet also finds what begins with it; Korean, Japanese and Chinese words are found wherever they
    stand. "Words in quotation marks" are found just so, side by side.
    """
    asked = " ".join(words)
    if not words_of(asked):
        raise click.UsageError(f"There is no letter or digit to search for in {asked!r}.")
    with place.archive() as archive:
        hits = archive.search(asked, limit, language)
    if as_json:
        print_json(hits)
        return
    if not hits:
        say(f"No article holds {' and '.join(words_of(asked))}.")
        return
    for hit in hits:
        _print(hit, asked)
    more = " or more; --limit shows further ones" if len(hits) == limit else ""
    say(f"{counted(len(hits), 'article')}{more}.", "dim")


def _print(hit: Hit, asked: str) -> None:
    facts = f"{(hit.published or 'no date')[:10]}  {hit.outlet}  {hit.language}  {hit.verdict}"
    say(Text.assemble((str(hit.id), "bold cyan"), "  ", (shown(hit.title), "bold"), "  ", (shown(facts), "dim")))
    say_paragraph(marked(hit.passage, words_of(asked)), indent="    ")
    if on_terminal():
        say()


def marked(text: str, words: Iterable[str]) -> Text:
    """Return `text`, fit for a terminal, with every place of the words in bold."""
    line = Text(shown(text))
    for start, end in spans(line.plain, words):
        line.stylize("bold yellow", start, end)
    return line
