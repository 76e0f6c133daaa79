"""Which raw pages cannot be about a topic, so that they are never parsed.

What must never happen: a page is refused whose article the judge would call core or mention. What we accept: pages
that pass and turn out to be off. So the screen asks only for what every such verdict needs, a name, or the two halves
of a description and the parties, anywhere on the page, whatever spacing, punctuation or markup stands inside, with
no regard to word boundaries, distance, other agreements or false friends. Each can only make the judge say off.

A page is looked at in up to five ways, until one passes: its text without scripts and tags (지소<b>미아</b>), with what
stands in scripts, what stands in tags (attributes), without markup that was itself escaped (articles inside JSON), and
without the readings of ruby. Only style sheets are never looked at. Before any of that is asked in earnest the gate
(gate.py) looks in the same letters for the few words without which no page passes; most hold none and are done with.
"""

import itertools
import re
from collections.abc import Iterator

from pactwatch.automaton import Automaton
from pactwatch.extraction import decode
from pactwatch.gate import Gate
from pactwatch.glossary import Topic
from pactwatch.matching import opened, opens
from pactwatch.streams import escaped_in, key_in_streams, streams_of, unescaped_in, utf8, without_json_escapes_in

# A tag as a browser reads it: "<" and a letter, "/", "!" or "?", up to the ">" outside quotation marks. None runs over
# another "<", so broken markup hides at most what stands between its own angle brackets, in time linear in the page.
_ANY_TAG = re.compile(rb"""<[A-Za-z/!?](?:[^<>"']++|"[^<"]*+"|'[^<']*+')*+>|<\\?/?[A-Za-z!?][^<>]*+>""")
_TAG = re.compile(b"(" + _ANY_TAG.pattern + b")")
_STYLES = ((b"<style", b"</style"),)
_SKIPPED = ((b"<!--", b"-->"), (b"<script", b"</script"), *_STYLES)
_RUBY_READINGS = ((b"<rt", b"</rt"), (b"<rp", b"</rp"))


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
        self._gate = Gate({key: frozenset(opens_) for key, (opens_, _) in entries.items()}, self._sides)
        self._automaton = Automaton(
            {key: (terms[key], frozenset(opens_), frozenset(sides)) for key, (opens_, sides) in entries.items()}
        )

    def terms_in(self, body: bytes, content_type: str | None) -> tuple[str, ...]:
        """Return the topic's terms, as its file writes them, that let this raw page pass; empty: do not parse it."""
        views = [tuple(streams_of(view)) for view in _views(decode(body, content_type))]
        if not self._gate.lets_pass(list(itertools.chain.from_iterable(views))):
            return ()
        found: set[tuple[str, frozenset[str], frozenset[str]]] = set()
        for view in views:
            for text in view:
                numbers = {number for number, _, _ in self._automaton.found_in(text)}
                found.update(self._automaton.values[number] for number in numbers)
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


def _views(decoded: str) -> Iterator[bytes]:
    page = without_json_escapes_in(utf8(decoded))
    yield unescaped_in(_outside(_without(page, _SKIPPED)))
    for part in _apart(_without(page, _STYLES)):
        plain = unescaped_in(part)
        yield plain
        # what was escaped holds markup or escapes of its own, as articles inside JSON do
        if plain.count(b"<") > part.count(b"<") or escaped_in(plain):
            yield unescaped_in(_outside(plain))
    if b"<rt" in page:
        yield unescaped_in(_outside(_without(page, (*_SKIPPED, *_RUBY_READINGS))))


def _apart(page: bytes) -> tuple[bytes, bytes]:
    """Return what stands outside of tags, and the tags, each once: most of a page's are alike."""
    pieces = _TAG.split(page)
    return b"".join(pieces[::2]), b" ".join(dict.fromkeys(pieces[1::2]))


def _outside(page: bytes) -> bytes:
    """Return what stands outside of tags."""
    return _ANY_TAG.sub(b"", page)


def _without(page: bytes, spans: tuple[tuple[bytes, bytes], ...]) -> bytes:
    """Return `page` without what lies between each opening and its closing; an opening left open cuts nothing."""
    for opening, closing in spans:
        if opening not in page:
            continue
        pieces, done = [], 0
        while (start := page.find(opening, done)) >= 0 and (end := page.find(closing, start)) >= 0:
            pieces.append(page[done:start])
            done = end
        page = b"".join([*pieces, page[done:]])
    return page
