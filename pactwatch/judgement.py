"""Is this article about the pact? The rules are those an analyst would state.

A name that means only our pact speaks for itself. A generic name ("GSOMIA", "the intelligence-sharing pact") is ours
when both parties are near and no other country stands in their place; so is a description: a word for an agreement
and a word for military secrets close together in one sentence; and where none is named, a sentence of both parties and
nobody else that says what becomes of their sharing of such secrets. "Sharing information" alone may be about taxes: it
needs a military word near it, and none of taxes, customs, diseases and the like. Whatever is written directly before a
name says whose it is: "Korea-Japan" makes it ours, "US-India" or "trilateral" another's. Where the lead tells of
another agreement, only what is certainly ours counts further down.

Core: named in the title; or spoken of in two paragraphs or more and not in passing; or named in the first paragraph,
in a long report in its first sentence or under a title that shows a party or defence, and not as mere background ("two
days after Seoul left the pact"); or named in the second, where the lead of a short report or a title with both parties
tells what becomes of it, the title of a short report speaks of secrets, or that paragraph is half of the text.
After the first naming a bare "the agreement" speaks of it too, until another agreement is named. Mention: ours, but
once and in passing. Off: everything else, whoever appears in it.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from pactwatch.article import Article
from pactwatch.claims import Claims
from pactwatch.framing import Framing, framings
from pactwatch.glossary import Topic
from pactwatch.matching import Term, Terms, matcher
from pactwatch.reading import Reading
from pactwatch.variants import Folded

Verdict = Literal["core", "mention", "off"]

SHORT_UNITS = 5
"""Up to the title and four paragraphs a report is short: named in its lead, it is about the pact."""
PASSING = 10
"""Spoken of in fewer than one in ten units is in passing."""
MOST_EVIDENCE = 12
"""Of each sort: terms that made it ours, and context."""


class Evidence(NamedTuple):
    """A term of the topic where it stands. A named tuple, as there are dozens in an article."""

    concept: str
    term: str
    """As the article writes it."""
    sentence: str
    where: str
    """"title" or "paragraph 3", counted from one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What the rules say of an article, and why."""

    verdict: Verdict
    score: float
    """0 to 1: core from .5, mention from .2 to below .5, off below .2."""
    evidence: tuple[Evidence, ...]
    """For core and mention the terms that made it ours, then context; for off the terms that did not suffice."""
    version: str
    """The version of the topic that decided."""
    framings: tuple[Framing, ...] = ()
    """Which words the article uses for what happens to the pact."""


def judge(article: Article, topic: Topic) -> Judgement:
    """Judge whether `article` is about `topic`, reading title and paragraphs in one pass."""
    folded = Folded([article.title, *article.paragraphs])
    matches = matcher(topic).matches(folded, article.language)
    if not matches.claims:
        return Judgement(verdict="off", score=0.0, evidence=(), version=topic.version)
    reading = Reading(folded, matches, topic, article.language)
    claims = Claims(reading)
    if not claims.ours:
        shown = [term for term in matches.claims if term[2].role in ("name", "generic") or term[2].kind == "related"]
        score = 0.1 if shown else 0.0
        return Judgement(
            verdict="off", score=score, evidence=_evidence(reading, shown[:MOST_EVIDENCE]), version=topic.version
        )
    return _ours(reading, claims, topic)


def _ours(reading: Reading, claims: Claims, topic: Topic) -> Judgement:
    units = set(reading.units_of(claims.ours))
    further = claims.spoken_of_further()
    spoken = units.union(reading.units_of(further))
    core = _core(reading, claims, spoken)
    context = _telling(reading.matches.context)
    strength = 0.4 * (0 in units) + 0.25 * (1 in units) + 0.1 * len(spoken - {0, 1})
    strength += min(0.1, 0.02 * sum(concept.weight for _, _, concept in context))
    score = 0.5 + 0.5 * min(1.0, strength) if core else 0.2 + 0.29 * min(1.0, strength)
    return Judgement(
        verdict="core" if core else "mention",
        score=round(score, 3),
        evidence=_evidence(reading, [*claims.ours[:MOST_EVIDENCE], *context[:MOST_EVIDENCE]]),
        version=topic.version,
        framings=framings(reading, [*claims.ours, *further]),
    )


def _core(reading: Reading, claims: Claims, spoken: set[int]) -> bool:
    if 0 in spoken:
        return True
    if len(spoken) > 1:
        return len(spoken) * PASSING >= reading.units
    first, _, _ = claims.ours[0]
    short = reading.units <= SHORT_UNITS
    if reading.unit(first) <= reading.last_of_lead:
        return short or _leads(reading, first)
    if reading.unit(first) > reading.last_of_lead + 1:
        return False
    return _told_before(reading, claims) or (short and reading.marks("frame", *reading.lead)) or _half(reading, first)


def _leads(reading: Reading, first: int) -> bool:
    """Whether a long report's lead names it not in passing: in its first sentence, or under a title of its matters."""
    sentence, title = reading.sentence(first), reading.span(0, 0)
    if reading.marks("passing", *sentence):
        return False
    opens = sentence[0] == reading.span(reading.unit(first), reading.unit(first))[0]
    return opens or bool(reading.parties(*title).sides) or reading.marks("field", *title)


def _told_before(reading: Reading, claims: Claims) -> bool:
    """Whether the title says what becomes of both parties' business, or speaks of secrets."""
    title = reading.span(0, 0)
    both = reading.parties(*title).sides >= reading.all_sides and reading.marks("frame", *title)
    return both or (reading.units <= SHORT_UNITS and claims.matter_in(*title))


def _half(reading: Reading, first: int) -> bool:
    """Whether the second of two paragraphs begins with it: half of the text."""
    return reading.units == 3 and reading.sentence(first)[0] == reading.span(2, 2)[0]


def _telling(context: Terms) -> list[Term]:
    """Return the first term of each concept but the countries."""
    seen: dict[str, Term] = {}
    for term in zip(*context, strict=True):
        concept = term[2]
        if concept.kind != "party" and concept.id not in seen:
            seen[concept.id] = term
    return list(seen.values())


def _evidence(reading: Reading, shown: list[Term]) -> tuple[Evidence, ...]:
    return tuple([Evidence(concept.id, *reading.cited(start, end)) for start, end, concept in shown])
