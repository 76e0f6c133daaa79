"""`pactwatch topic` and `pactwatch glossary`: what is looked for, and how one page is judged by it."""

import re
from collections import Counter
from importlib.resources import files
from pathlib import Path

import click

from pactwatch.article import Article
from pactwatch.errors import UnreadablePage
from pactwatch.extraction import article_from, decode
from pactwatch.extraction.document import Document
from pactwatch.extraction.language import language_of
from pactwatch.judgement import Judgement, judge
from pactwatch.screening import Screen
from pactwatch.topic import LANGUAGES, Concept, Topic, default_topic, load_topic
from pactwatch.variants import squeezed
from review.output import Column, counted, examples, print_json, print_table, say, say_paragraph
from review.pages import stored_page
from review.place import TEXT, Place, json_option
from spiders import settings

CONCEPTS = (
    Column(name="concept", style="bold"),
    Column(name="kind"),
    Column(name="side", style="dim"),
    *(Column(name=language, right=True) for language in LANGUAGES),
    Column(name="terms", wide=True),
)
topic_option = click.option(
    "--topic", "file", type=click.Path(path_type=Path, dir_okay=False),
    help="A topic file; else the one that a collection uses.",
)  # fmt: skip


def chosen(file: Path | None) -> Topic:
    """Return the topic of a file, or the one a collection uses. Raises InvalidTopic."""
    name = file or settings.PACTWATCH_TOPIC
    return load_topic(Path(name)) if name else default_topic()


@click.group("topic", epilog=examples("pactwatch topic show", "pactwatch topic try saved.html"))
def topic() -> None:
    """Show, check, begin and try what is looked for."""


@topic.command("show", epilog=examples("pactwatch topic show", "pactwatch topic show partners --json"))
@click.argument("concept", type=TEXT, required=False)
@topic_option
@json_option
def show(concept: str | None, file: Path | None, as_json: bool) -> None:
    """Show the concepts, or every term of CONCEPT."""
    looked_for = chosen(file)
    concepts = [each for each in looked_for.concepts if concept in (None, each.id)]
    if not concepts:
        raise click.UsageError(f"The topic has no concept {concept!r}: `pactwatch topic show` lists them.")
    if as_json:
        print_json({"name": looked_for.name, "version": looked_for.version, "concepts": concepts})
    elif concept:
        _print_terms(concepts[0])
    else:
        say(f"{looked_for.name}, rules {looked_for.version}", "bold")
        print_table(CONCEPTS, [_row(each) for each in concepts])


@topic.command("check", epilog=examples("pactwatch topic check mine.toml"))
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, file: Path) -> None:
    """Read a topic FILE over.

    What makes it unusable is told with its line. What only makes it useless, a language without a name or no name at
    all, is told too; then the exit status is 1.
    """
    read = load_topic(file)
    terms = sum(len(each.terms) for each in read.concepts)
    say(f"{file}: {counted(len(read.concepts), 'concept')}, {counted(terms, 'term')}, rules {read.version}.")
    doubts = _doubts(read)
    for doubt in doubts:
        say(f"  {doubt}", "yellow")
    ctx.exit(1 if doubts else 0)


@topic.command("new", epilog=examples("pactwatch topic new whaling"))
@click.argument("name", type=TEXT)
def new(name: str) -> None:
    """Begin a topic: writes NAME.toml, with comments."""
    if not re.fullmatch(r"[^\W_][\w .-]{0,99}", name):
        raise click.UsageError(f"{name!r} is no name for a topic: use letters, digits, spaces, hyphens and points.")
    file = Path(f"{name.removesuffix('.toml')}.toml")
    skeleton = (files("pactwatch") / "data" / "topic_skeleton.toml").read_text(encoding="utf-8")
    try:
        with file.open("x", encoding="utf-8") as new_file:
            new_file.write(skeleton.replace("NAME", file.stem, 1))
    except FileExistsError:
        raise click.UsageError(f"There is a file {file} already: give the topic another name.") from None
    except OSError as error:
        raise click.UsageError(f"{file} cannot be written: {error.strerror}.") from None
    say(f"Wrote {file}. Fill it in, then run: pactwatch topic check '{file}'")


@topic.command(
    "try", epilog=examples("pactwatch topic try saved.html", "pactwatch topic try notes.txt --topic my.toml")
)
@click.argument("page", metavar="URL|FILE", type=TEXT)
@topic_option
@json_option
@click.pass_obj
def attempt(place: Place, page: str, file: Path | None, as_json: bool) -> None:
    """Judge one page, with the words that decided.

    FILE is a saved page, or plain text with the title in its first line. A URL is read from the page that a collection
    stored; nothing is fetched.
    """
    looked_for = chosen(file)
    body, url, content_type = _page(place, page)
    try:
        article, passes = _read(body, url, content_type, looked_for)
    except UnreadablePage as error:
        raise click.UsageError(f"{page}: {error}") from None
    judgement = judge(article, looked_for)
    if as_json:
        print_json({"url": url, "title": article.title, "screen": passes, "judgement": judgement})
    else:
        _tell(article, judgement, passes)


@click.command(epilog=examples("pactwatch glossary 지소미아", "pactwatch glossary 'whitelist' --json"))
@click.argument("word", type=TEXT)
@topic_option
@json_option
@click.pass_context
def glossary(ctx: click.Context, word: str, file: Path | None, as_json: bool) -> None:
    """Look WORD up: what it is called in every language.

    However it is spelled or spaced. Where no term is WORD, those that contain it are shown. The exit status is 1 when
    there is none.
    """
    found = _lookup(chosen(file), word)
    if as_json:
        print_json(found)
    elif not found:
        say(f"The glossary does not know {word!r}.")
    else:
        for concept in found:
            _print_terms(concept)
    ctx.exit(0 if found else 1)


def _lookup(looked_for: Topic, word: str) -> list[Concept]:
    key = squeezed(word)
    terms = [(each, squeezed(term)) for each in looked_for.concepts for _, term in each.terms]
    same = [each for each, term in terms if term == key]
    return list(dict.fromkeys(same or [each for each, term in terms if key and key in term]))


def _doubts(read: Topic) -> list[str]:
    named = Counter(lang for each in read.concepts if each.role in ("name", "generic") for lang, _ in each.terms)
    roles = {each.role for each in read.concepts}
    if not named and not roles >= {"instrument", "matter"}:
        return ["Nothing in it names or describes what it looks for: every article would be off topic."]
    spoken = Counter(lang for each in read.concepts for lang, _ in each.terms)
    silent = [language for language in LANGUAGES if spoken[language] and not named[language]]
    return [f"It has {language} terms, but no name in {language}." for language in silent]


def _row(concept: Concept) -> tuple[object, ...]:
    count = Counter(language for language, _ in concept.terms)
    kind = concept.kind if concept.role in ("context", concept.kind) else f"{concept.kind}, {concept.role}"
    terms = ", ".join(term for _, term in concept.terms[:6])
    return (concept.id, kind, concept.side, *(count[language] or "" for language in LANGUAGES), terms)


def _print_terms(concept: Concept) -> None:
    side = f", stands for {concept.side}" if concept.side else ""
    say(f"{concept.id}: {concept.kind}, {concept.role}{side}", "bold")
    for language in LANGUAGES:
        terms = [term for spoken, term in concept.terms if spoken == language]
        if terms:
            say_paragraph(f"{language}  {', '.join(terms)}", indent="  ")


# --- One page ---


def _page(place: Place, page: str) -> tuple[bytes, str, str | None]:
    if page.startswith(("http://", "https://")):
        stored = stored_page(place, page)
        if stored is None:
            raise click.UsageError(f"No page of {page} is stored: save it and give the file instead.")
        return stored.body, stored.url, stored.content_type
    try:
        return Path(page).read_bytes(), Path(page).resolve().as_uri(), None
    except OSError as error:
        raise click.UsageError(f"{page} cannot be read: {error.strerror}.") from None


def _read(body: bytes, url: str, content_type: str | None, looked_for: Topic) -> tuple[Article, tuple[str, ...] | None]:
    """The article, and the terms that let its raw page pass; None for plain text, which no screen looks at."""
    text = decode(body, content_type)
    if re.search(r"<(?:html|body|head|p|div|article|!doctype)\b", text, re.IGNORECASE):
        return article_from(body, url, content_type), Screen(looked_for).terms_in(body, content_type)
    title, *paragraphs = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    language = language_of(text, Document("<html></html>", "https://plain.invalid/"))
    article = Article(
        url=url, canonical_url=url, outlet="", language=language, title=title, paragraphs=tuple(paragraphs)
    )
    return article, None


def _tell(article: Article, judgement: Judgement, passes: tuple[str, ...] | None) -> None:
    say(article.title, "bold")
    say(f"{judgement.verdict} (score {judgement.score:.2f}), language {article.language}, rules {judgement.version}")
    if passes is not None:
        say(f"the screen lets it pass by: {', '.join(passes)}" if passes else "the screen would refuse it unread")
    for evidence in judgement.evidence:
        say(f"  {evidence.concept}: {evidence.term} ({evidence.where})", "cyan")
        say_paragraph(evidence.sentence, indent="    ")
    for framing in judgement.framings:
        say(f"  says {framing.frame}: {framing.word} ({framing.where})", "magenta")
