"""A request as a page sees it, and what a page answers: no HTTP in either, so that pages are functions of values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pactwatch.errors import NotFound
from review.web.clock import Clock
from review.web.forms import Form, as_number
from storage.archive import Archive

MOST_ROWS = 300
"""A page is no longer than this: each line of the inbox is compared sentence by sentence, some milliseconds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One request, with the archive open for as long as it is answered."""

    archive: Archive
    now: datetime
    clock: Clock
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    form: Form = field(default_factory=lambda: Form({}))

    def number(self, name: str = "id") -> int:
        """A number in the path. Raises NotFound."""
        number = as_number(self.path[name])
        if number is None:
            raise NotFound(f"Nothing has the number {self.path[name]!r}.")
        return number

    def word(self, name: str) -> str:
        """A word of the query, without the space around it; "" where there is none."""
        return self.query.get(name, "").strip()

    def limit(self, usual: int) -> int:
        """How many rows are asked for, at most MOST_ROWS; what is no number asks for the usual."""
        return min(as_number(self.word("limit")) or usual, MOST_ROWS)

    def more(self, usual: int, *, rows: int) -> int | None:
        """How many rows a longer page would have; None where `rows` are all there are, or no page is longer."""
        limit = self.limit(usual)
        return min(limit + usual, MOST_ROWS) if rows == limit < MOST_ROWS else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A page: a template and what it is filled with."""

    template: str
    values: Mapping[str, object]
    status: int = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """The reader is sent on, after something was written."""

    path: str


Answer = Shown | Sent
