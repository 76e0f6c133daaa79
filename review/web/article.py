"""One article with all that is known of it, to be read and judged on one page."""

from dataclasses import dataclass

from pactwatch.errors import NotFound
from pactwatch.extraction.reading import extract
from pactwatch.novelty import Said, new_share
from review.comparing import STATES, summary, told_apart
from review.dossier import Dossier, dossier, related, remarks
from review.extracting import field_values
from review.web.asked import Asked, Shown
from review.web.marking import Piece, difference, edits, marked, paragraphs, terms_in
from review.web.reviews import said_of
from storage.archive import Archive

MOST_RELATIONS = 40
MOST_VERSIONS = 10
"""The newest are told with what they changed; a live page may have hundreds, and each has a page of its own."""
NEIGHBOURS = 200
"""The next article is looked for among so many of the inbox."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence of the article, with where it was said before."""

    said: Said
    name: str
    article_id: int | None
    change: tuple[Piece, ...]
    """Against the sentence as it was said there, where it has another number."""


def article(asked: Asked) -> Shown:
    """The article as it stands: text, judgement, relations, story, versions, novelty, framing. Raises NotFound."""
    archive = asked.archive
    found = dossier(archive, asked.number())
    stored = found.stored
    evidence, sentences = stored.judgement.evidence, told_apart(archive, stored, archive.seeds())
    language = asked.word("language")
    before, after = _neighbours(archive, stored.id, language)
    relations = [related(link, stored.id, found.others) for link in found.relations[:MOST_RELATIONS]]
    return Shown(
        template="article.html",
        values={
            "found": found, "stored": stored, "article": stored.article, "remarks": list(remarks(stored.article)),
            "title": marked(stored.article.title, terms_in(evidence, "title")),
            "paragraphs": paragraphs(stored.article.paragraphs, evidence), "evidence": _concepts(found),
            "relations": relations, "further": len(found.relations) - len(relations),
            "sentences": [_sentence(one) for one in sentences], "summary": summary(sentences),
            "new": new_share(sentences), "earlier": found.versions[-MOST_VERSIONS - 1 :: -1],
            "versions": [(one, edits(one)) for one in reversed(found.versions[-MOST_VERSIONS:])],
            "framings": archive.framings_of(stored.id), "before": before, "after": after,
            "language": language,
            "said": said_of(archive, str(stored.id)), "just": asked.word("reviewed") == str(stored.id),
        },
    )  # fmt: skip


def version(asked: Asked) -> Shown:
    """One version of an article as its outlet printed it, with what it changed. Raises NotFound."""
    stored, number = asked.archive.article(asked.number()), asked.number("version")
    versions = asked.archive.versions(stored.id)
    found = next((one for one in versions if one.version == number), None)
    if found is None:
        raise NotFound(f"Article {stored.id} has no version {number}: it has {len(versions)}.")
    return Shown(
        template="version.html",
        values={"stored": stored, "version": found, "changes": edits(found), "texts": found.text.split("\n")},
    )


def fields(asked: Asked) -> Shown:
    """Every field of the page an article was read from, with the rule that found it. Raises NotFound, ArchiveError."""
    stored = asked.archive.article(asked.number())
    values: dict[str, object] = {"stored": stored, "rows": [], "boilerplate": (), "raw": None}
    if stored.page_id is not None:
        raw = asked.archive.page(stored.page_id)
        extraction = extract(raw.body, raw.url, raw.content_type)
        rows = [(name, value, extraction.rules.get(name, "")) for name, value in field_values(extraction)]
        values |= {"rows": rows, "boilerplate": extraction.boilerplate, "raw": raw}
    return Shown(template="fields.html", values=values)


def _sentence(said: Said) -> Sentence:
    number = int(said.where) if said.where and said.where.isdigit() else None
    changed = said.state == "other_number" and said.before is not None
    return Sentence(
        said=said, name=STATES[said.state], article_id=number,
        change=difference(said.before or "", said.sentence) if changed else (),
    )  # fmt: skip


def _concepts(found: Dossier) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return concept -> (term, where) of the evidence, each once, the concepts in the order of the judgement."""
    concepts: dict[str, dict[tuple[str, str], None]] = {}
    for item in found.stored.judgement.evidence:
        concepts.setdefault(item.concept, {})[item.term, item.where] = None
    return [(concept, list(places)) for concept, places in concepts.items()]


def _neighbours(archive: Archive, article_id: int, language: str) -> tuple[int | None, int | None]:
    """Return the articles before and after one in the inbox, of one language or of all.

    Of an article that is not there, nothing and the first.
    """
    ids = [row.id for row in archive.inbox(NEIGHBOURS, language or None)]
    if article_id not in ids:
        return None, next(iter(ids), None)
    place = ids.index(article_id)
    return (ids[place - 1] if place else None), next(iter(ids[place + 1 :]), None)
