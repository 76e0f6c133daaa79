"""Which raw pages cannot be about a topic, so that they are never parsed.

What must never happen: a page is refused whose article the judge would call core or mention. What we accept: pages
that pass and turn out to be off. So the screen asks only for what every such verdict needs, a name, or the two halves
of a description and the parties, anywhere on the page, whatever spacing, punctuation or markup stands inside, with
no regard to word boundaries, distance, other agreements or false friends. Each can only make the judge say off.

A page is looked at in up to four ways, until one passes: without its tags (지소<b>미아</b>), as it stands (attributes,
scripts), with markup that was itself escaped (articles inside JSON), and without the readings of ruby.
"""

import html
import re
from collections.abc import Iterator

import ahocorasick

from pactwatch.extraction import decode
from pactwatch.glossary import Topic
from pactwatch.matching import opened, opens
from pactwatch.variants import squeezed

# A tag as a browser reads it: "<" and a letter, "/", "!" or "?", up to the ">" outside quotation marks. None runs over
# another "<", so broken markup hides at most what stands between its own angle brackets, in time linear in the page.
_TAG = re.compile(r"""</?[a-z!?](?:[^<>"']++|"[^<"]*+"|'[^<']*+')*+>|<\\?/?[a-z!?][^<>]*+>""", re.IGNORECASE)
_JSON_ESCAPE = re.compile(r"\\+u([0-9a-f]{4})", re.IGNORECASE)
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_ESCAPED_MARKUP = re.compile(r"&lt;|&#0*60;|&#x0*3c;|&amp;#|&amp;[a-z]+;", re.IGNORECASE)
_SKIPPED = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))
_RUBY_READINGS = (("<rt", "</rt"), ("<rp", "</rp"))


class Screen:
    """A topic, ready to look at raw pages; build it once."""

    def __init__(self, topic: Topic) -> None:
        self._sides = topic.sides
        # what may go unsaid, by the language an article can have; a page's language is not known here
        self._homes = _homes(topic)
        self._automaton = ahocorasick.Automaton()
        entries: dict[str, tuple[set[str], set[str]]] = {}
        terms: dict[str, str] = {}
        for concept in topic.concepts:
            opening, sides = opens(concept), {concept.side} if concept.side else set()
            if concept.role in ("pair", "group"):
                sides = set(self._sides)
            if opening is None and not sides:
                continue
            for _, term in concept.terms:
                key = squeezed(term)
                terms.setdefault(key, term)
                does = entries.setdefault(key, (set(), set()))
                does[0].update({opening} if opening else ())
                does[1].update(sides)
        for key, (opening_by, sides) in entries.items():
            self._automaton.add_word(key, (terms[key], frozenset(opening_by), frozenset(sides)))
        self._automaton.make_automaton()

    def terms_in(self, body: bytes, content_type: str | None) -> tuple[str, ...]:
        """Return the topic's terms, as its file writes them, that let this raw page pass; empty: do not parse it."""
        for view in _views(decode(body, content_type)):
            terms = self._passing(view)
            if terms:
                return terms
        return ()

    def _passing(self, view: str) -> tuple[str, ...]:
        found = {entry for _, entry in self._automaton.iter(squeezed(view))}
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
    if "\\u" in page or "\\U" in page:
        page = _SURROGATE_PAIR.sub(_joined, _JSON_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), page))
    bare = html.unescape(_TAG.sub("", _without(page, _SKIPPED)))
    yield bare
    yield html.unescape(page)
    if _ESCAPED_MARKUP.search(page):
        yield html.unescape(_TAG.sub("", html.unescape(_TAG.sub("", page))))
    elif "\\u003c" in page or "<\\/" in page or "<script" in page:
        yield html.unescape(_TAG.sub("", page))
    if "<rt" in page:
        yield html.unescape(_TAG.sub("", _without(page, (*_SKIPPED, *_RUBY_READINGS))))


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")


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
