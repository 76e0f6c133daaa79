"""`pactwatch show`: one article with everything that is known about it, to be read like a page."""

from collections.abc import Iterator, Sequence

import click
from rich.text import Text

from pactwatch.article import Article
from pactwatch.judgement import Evidence
from review.dossier import Dossier, Related, dated, dossier, related, remarks
from review.inbox import VERDICT_STYLES
from review.output import counted, day_and_time, examples, print_json, say, say_paragraph, shown
from review.place import ID, Place, json_option
from review.search import marked
from storage.articles import Stored, Version
from storage.reviews import Review

MOST_LINES = 40
"""A section of the page is no longer than this."""


@click.command(epilog=examples("pactwatch show 12", "pactwatch show 12 --no-text"))
@click.argument("article_id", metavar="ID", type=ID)
@click.option("--text/--no-text", default=True, help="With or without the article's text.")
@json_option
@click.pass_obj
def show(place: Place, article_id: int, text: bool, as_json: bool) -> None:
    """Show one article and all that is known of it.

    That is its text, its dates, the verdict with the evidence, copies, versions, reviews and addresses.

    ID is the number that `pactwatch inbox` and `pactwatch search` print.
    """
    with place.archive() as archive:
        found = dossier(archive, article_id)
    if as_json:
        print_json(_document(found))
        return
    article = found.stored.article
    _print_head(found.stored)
    if text:
        for paragraph in article.paragraphs:
            say_paragraph(paragraph)
            say()
    for name, lines in _sections(found):
        say(name, "bold")
        for line in lines[:MOST_LINES]:
            _say_item(line)
        if len(lines) > MOST_LINES:
            _say_item(f"and {len(lines) - MOST_LINES} more lines: --json has them all")
        say()


def _say_item(line: str | Text) -> None:
    text = Text(shown(line)) if isinstance(line, str) else line
    inner = len(text.plain) - len(text.plain.lstrip())
    say_paragraph(text[inner:], indent="  " + " " * inner)


def _print_head(stored: Stored) -> None:
    article = stored.article
    say_paragraph(Text.assemble((f"{stored.id}  ", "bold cyan"), (shown(article.title), "bold")))
    say_paragraph(" · ".join(_facts(article)), style="dim")
    say(article.url, "blue")
    say()


def _facts(article: Article) -> Iterator[str]:
    yield article.outlet
    yield dated(article.published)
    if article.modified:
        yield f"changed {dated(article.modified)}"
    yield from remarks(article)


def _sections(found: Dossier) -> Iterator[tuple[str, Sequence[str | Text]]]:
    yield "Why it was kept", [*_verdict(found.stored)]
    if found.relations:
        yield "Related", [line for told in _relations(found) for line in _relation(told)]
    if len(found.story.articles) > 1:
        yield f"Story {found.story.id}", [*_story(found)]
    if len(found.versions) > 1:
        yield "Versions", [line for version in found.versions for line in _version(version)]
    if found.reviews:
        yield "Reviews", [_review(said) for said in found.reviews]
    yield "Where it was seen", [*_ways(found)]
    yield "On file", [*_file(found)]


def _verdict(stored: Stored) -> Iterator[str | Text]:
    verdict = stored.judgement.verdict
    score = f", score {stored.judgement.score:.2f} by rules {stored.judgement.version}"
    yield Text.assemble((verdict, VERDICT_STYLES.get(verdict, "")), shown(score))
    places: dict[tuple[str, str], list[Evidence]] = {}
    for item in stored.judgement.evidence:
        places.setdefault((item.where, item.sentence), []).append(item)
    for (where, sentence), items in places.items():
        line = Text.assemble((f"{shown(where)}  ", "dim")).append_text(marked(sentence, {item.term for item in items}))
        concepts = ", ".join(dict.fromkeys(item.concept for item in items))
        yield line.append(f"  [{shown(concepts)}]", "dim")


def _relations(found: Dossier) -> list[Related]:
    return [related(link, found.stored.id, found.others) for link in found.relations]


def _relation(told: Related) -> Iterator[Text]:
    other = f"seed {told.seed}" if told.seed is not None else str(told.other_id)
    named = f"  {shown(told.name)}" if told.name else ""
    yield Text.assemble((f"{told.how} ", "yellow" if told.is_copy else ""), (shown(other), "bold cyan"), named)
    yield Text(f"    {shown(told.reason)}", style="dim")


def _version(version: Version) -> Iterator[str | Text]:
    grade = "" if version.grade == "first" else f" ({version.grade})"
    yield f"{version.version}  {day_and_time(version.at)}{grade}  {version.title}"
    for before, after in dict.fromkeys((shown(change.before), shown(change.after)) for change in version.changes):
        if before and after:
            yield Text.assemble("    ", (before, "red strike"), " → ", (after, "green"))
        else:
            yield Text.assemble("    ", (f"- {before}", "red") if before else (f"+ {after}", "green"))


def _story(found: Dossier) -> Iterator[Text]:
    story = found.story
    told = f"{counted(len(story.articles), 'article')} from {counted(len(story.sources), 'source')}"
    yield Text(f"{told}; pactwatch story show {story.id} says why", style="dim")
    for other in story.articles:
        if other.id != found.stored.id:
            name = f"  {other.language}  {shown(other.outlet)}: {shown(other.title)}"
            yield Text.assemble((str(other.id), "bold cyan"), name)


def _review(said: Review) -> str:
    note = f": {said.note}" if said.note else ""
    return f"{day_and_time(said.at)}  {said.verdict} (version {said.version}){note}"


def _ways(found: Dossier) -> Iterator[str]:
    told = set()
    for entry in found.ways:
        told.add(entry.url)
        yield entry.url
        for source, _, first, last, times in entry.sightings:
            again = f", {times:,} times until {day_and_time(last)}" if times > 1 else ""
            yield f"    {source} on {day_and_time(first)}{again}"
    for url in found.urls:
        if url not in told:
            yield url


def _file(found: Dossier) -> Iterator[str]:
    stored = found.stored
    yield f"first seen {day_and_time(stored.article.first_seen)} UTC, version {stored.version}, story {stored.story_id}"
    if stored.article.published:
        moment = stored.article.published
        yield f'date as printed: "{moment.text}" (from {moment.source}, to the {moment.precision})'
    if stored.article.image:
        yield f"image: {stored.article.image}"
    if stored.article.image_caption:
        yield f"caption: {stored.article.image_caption}"
    if stored.page_id is not None:
        yield f"the page as it came: pactwatch page {stored.page_id}"


def _document(found: Dossier) -> dict[str, object]:
    stored = found.stored
    fields = {
        name: getattr(stored.article, name)
        for name in (
            "url", "canonical_url", "outlet", "language", "title", "paragraphs", "authors", "published", "modified",
            "section", "image", "image_caption", "wire", "access", "stub", "kind", "first_seen",
        )
    }  # fmt: skip
    return {
        "id": stored.id, **fields, "version": stored.version, "changed_at": stored.changed_at, "source": stored.source,
        "page": stored.page_id, "story": stored.story_id, "judgement": stored.judgement, "relations": found.relations,
        "versions": found.versions, "reviews": found.reviews, "urls": found.urls, "ledger": found.ways,
    }  # fmt: skip
