"""What the newsroom's pages should become, address by address, from the labels of its texts.

The ideal, not what today's rules reach: a test may compare the part that is built, never less. Copies are what a
reader would call the same text (reprint, portal copy, truncation, edit); a translation, a rewrite and an independent
report are the same story and no copies.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from demo.newsroom import Newsroom, Outlet, Text
from demo.offers import tracked

COPIES = {
    "wire_reprint": {"wire_reprint"},
    "portal_copy": {"portal_copy", "exact"},
    "reprint": {"near"},
    "truncation": {"contained"},
    "edit": {"edited"},
}
"""Relations that make one text of two (all others leave them apart), and the kinds that say so in the archive."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """What one address should become once all rounds are over."""

    path: str
    """With host: what follows the scheme, without the port."""
    outcome: str
    language: str
    text: Text | None
    """The article that stands behind it, as the last round finds it; None for a failure."""

    @property
    def title(self) -> str | None:
        """The headline as the outlet sets it, the wide space of Japanese ones included."""
        return self.text.title if self.text else None

    @property
    def published(self) -> datetime | None:
        """The instant in UTC; None where the page gives none."""
        return self.text.published.astimezone(UTC) if self.text and self.text.published else None


def expected(newsroom: Newsroom) -> Mapping[str, Expected]:
    """Return every address that a source of the newsroom lists, "host/path" -> what it should become."""
    rows = [row for outlet in newsroom.outlets for row in _of_outlet(outlet)]
    return {row.path: row for row in rows}


def kept(newsroom: Newsroom) -> Mapping[str, Text]:
    """Return the articles that should be kept, outlet/id -> as the last round finds them."""
    return {text.ref: text.second or text for text in newsroom.by_ref.values() if text.outcome == "kept"}


def versions(text: Text) -> int:
    """Return how many versions of an article there should be."""
    return 2 if text.edited else 1


def copies(newsroom: Newsroom) -> set[frozenset[str]]:
    """Return the groups of kept articles that are one text, each of two and more."""
    return _groups({text.ref: text.of for text in newsroom.by_ref.values() if text.relation in COPIES and text.of})


def stories(newsroom: Newsroom) -> set[frozenset[str]]:
    """Return the groups of kept articles that tell one story in whatever words and language, each of two and more."""
    return _groups({text.ref: text.of for text in newsroom.by_ref.values() if text.of})


def _groups(original: Mapping[str, str]) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for ref in original:
        first = ref
        while first in original:
            first = original[first]
        groups[first] |= {ref, first}
    return {frozenset(group) for group in groups.values()}


def _of_outlet(outlet: Outlet) -> Iterator[Expected]:
    tracking = next((offer.tracking for offer in outlet.offers if offer.tracking), None)
    for text in outlet.texts:
        path = outlet.host + tracked(text.path, tracking)
        yield Expected(path=path, outcome=text.outcome, language=outlet.language, text=text.second or text)
    for trap in outlet.traps:
        behind = outlet.by_id[trap.to] if trap.to else None
        yield Expected(
            path=(trap.host or outlet.host) + trap.path, outcome=trap.outcome, language=outlet.language, text=behind
        )
