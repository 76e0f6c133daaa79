"""Which raw pages cannot be about a topic, so that they are never parsed.

What must never happen: a page is refused whose article the judge would call core or mention. What we accept: pages
that pass and turn out to be off. So the screen asks only for what every such verdict needs, a name, or the two halves
of a description and the parties, anywhere on the page, whatever spacing, punctuation or markup stands inside, with
no regard to word boundaries, distance, other agreements or false friends. Each can only make the judge say off.

A page is looked at in up to five ways, until one passes: its text without scripts and tags (지소<b>미아</b>), with what
stands in scripts, what stands in tags (attributes), without markup that was itself escaped (articles inside JSON), and
without the readings of ruby. Only style sheets are never looked at.
"""

import re
from collections.abc import Iterator

from pactwatch.automaton import automaton
from pactwatch.extraction import decode
from pactwatch.glossary import Topic
from pactwatch.matching import opened, opens
from pactwatch.streams import key_in_streams, streams, unescaped, without_json_escapes

# A tag as a browser reads it: "<" and a letter, "/", "!" or "?", up to the ">" outside quotation marks. None runs over
# another "<", so broken markup hides at most what stands between its own angle brackets, in time linear in the page.
_TAG = re.compile(r"""(<[A-Za-z/!?](?:[^<>"']++|"[^<"]*+"|'[^<']*+')*+>|<\\?/?[A-Za-z!?][^<>]*+>)""")
_STYLES = (("<style", "</style"),)
_SKIPPED = (("<!--", "-->"), ("<script", "</script"), *_STYLES)
_RUBY_READINGS = (("<rt", "</rt"), ("<rp", "</rp"))


class Screen:
    """A topic, ready to look at raw pages; build it once."""

    def __init__(self, topic: Topic) -> None:
        self._sides = topic.sides
        # what may go unsaid, by the language an article can have; a page's language is not known here
        self._homes = _homes(topic)
        entries: dict[str, tuple[set[str], set[str]]] = {}
        terms: dict[str, str] = {}
        for concept in topic.concepts:
            opening, sides = opens(concept), {concept.side} if concept.side else set()
            if concept.role in ("pair", "group"):
                sides = set(self._sides)
            if opening is None and not sides:
                continue
            for _, term in concept.terms:
                key = key_in_streams(term)
                terms.setdefault(key, term)
                does = entries.setdefault(key, (set(), set()))
                does[0].update({opening} if opening else ())
                does[1].update(sides)
        self._automaton = automaton(
            {key: (terms[key], frozenset(opens_), frozenset(sides)) for key, (opens_, sides) in entries.items()}
        )

    def terms_in(self, body: bytes, content_type: str | None) -> tuple[str, ...]:
        """Return the topic's terms, as its file writes them, that let this raw page pass; empty: do not parse it."""
        found: set[tuple[str, frozenset[str], frozenset[str]]] = set()
        for view in _views(decode(body, content_type)):
            for text in streams(view):
                found.update(entry for _, entry in self._automaton.iter(text))
            # together: the title may stand in a tag and the body in a script
            terms = self._passing(found)
            if terms:
                return terms
        return ()

    def _passing(self, found: set[tuple[str, frozenset[str], frozenset[str]]]) -> tuple[str, ...]:
        by = frozenset().union(*(does for _, does, _ in found))
        if not opened(by, self._sides) or not ("name" in by or self._parties_met(found)):
            return ()
        return tuple(sorted(term for term, does, _ in found if does))

    def _parties_met(self, found: set[tuple[str, frozenset[str], frozenset[str]]]) -> bool:
        sides = frozenset().union(*(sides for _, _, sides in found))
        return any(sides | home >= self._sides for home in self._homes)


def _homes(topic: Topic) -> list[frozenset[str]]:
    languages = {language for concept in topic.concepts for language in concept.home}
    return [frozenset()] + [
        frozenset(c.side for c in topic.concepts if c.side and language in c.home) for language in sorted(languages)
    ]


def _views(page: str) -> Iterator[str]:
    page = without_json_escapes(page)
    yield unescaped(_apart(_without(page, _SKIPPED))[0])
    text, tags = (unescaped(part) for part in _apart(_without(page, _STYLES)))
    yield text
    yield tags
    if "<" in text:  # markup that was escaped, as articles inside JSON are
        yield unescaped(_apart(text)[0])
    if "<" in tags[1:]:
        yield unescaped(_apart(tags)[0])
    if "<rt" in page:
        yield unescaped(_apart(_without(page, (*_SKIPPED, *_RUBY_READINGS)))[0])


def _apart(page: str) -> tuple[str, str]:
    """Return what stands outside of tags, and the tags, each once: most of a page's are alike."""
    pieces = _TAG.split(page)
    return "".join(pieces[::2]), " ".join(dict.fromkeys(pieces[1::2]))


def _without(page: str, spans: tuple[tuple[str, str], ...]) -> str:
    """Return `page` without what lies between each opening and its closing; an opening left open cuts nothing."""
    for opening, closing in spans:
        if opening not in page:
            continue
        pieces, done = [], 0
        while (start := page.find(opening, done)) >= 0 and (end := page.find(closing, start)) >= 0:
            pieces.append(page[done:start])
            done = end
        page = "".join([*pieces, page[done:]])
    return page
