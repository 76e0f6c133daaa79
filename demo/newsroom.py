"""The newsroom as its texts tell it: outlets, the sources they offer, their articles, and the traps between them.

A folder of TOML files, one per outlet; each article carries the label of what it should become (demo/truth.py). An
article that is a copy of another holds no text of its own: `from` names the original, `keep` the paragraphs it takes
(counted from one), `replace` what the copying desk changed.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

TEXTS = Path(__file__).parent / "texts"
FURNITURE = Path(__file__).parent / "furniture.toml"

Verdict = Literal["core", "mention", "off"]
Answer = Literal["page", "amp", "redirect", "missing", "broken", "busy", "endless"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """One article as its outlet prints it, and what should become of it."""

    id: str
    outlet: str
    """The key of its outlet: the name of its file."""
    path: str
    title: str
    paragraphs: tuple[str, ...]
    verdict: Verdict
    outcome: str
    """The ledger's word for what becomes of its page."""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    section: str | None = None
    access: Literal["free", "paywalled"] = "free"
    relation: str | None = None
    """What it is to the article that `of` names: wire_reprint, translation ..."""
    of: str | None = None
    why: str | None = None
    related: tuple[str, ...] = ()
    """Articles of the same outlet that the page's box of links names; those of no interest where it is empty."""
    round: int = 1
    """The round from which on it is there."""
    second: "Text | None" = None
    """The state in which the second round finds it, where it is edited between the two."""
    edited: bool = False
    """Whether this is such a second state."""

    @property
    def ref(self) -> str:
        """Its name in the whole newsroom: outlet/id."""
        return f"{self.outlet}/{self.id}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Trap:
    """An address that is no article's own: another way to one, or a failure."""

    id: str
    path: str
    answer: Answer
    outcome: str
    title: str
    """As the source lists it."""
    host: str | None = None
    """Its host, where that is not the outlet's."""
    to: str | None = None
    through: tuple[str, ...] = ()
    """Where a chain of redirects leads, hop by hop."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A source as the outlet offers it: a feed, a sitemap, a section page."""

    name: str
    kind: str
    format: str
    path: str
    selectors: tuple[str, ...] = ()
    tracking: str | None = None
    """What it hangs on every link."""
    also: tuple[str, ...] = ()
    """Ids of the traps that it lists after the articles."""


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """An invented outlet."""

    key: str
    name: str
    host: str
    language: str
    country: str
    category: str
    layout: str
    encoding: str
    offers: tuple[Offer, ...]
    texts: tuple[Text, ...]
    traps: tuple[Trap, ...] = ()
    crawl_delay: float | None = None
    disallow: tuple[str, ...] = ()
    words: str | None = None
    """The furniture of its pages, where that is not the one of its language."""
    seed: str | None = None
    """The id of the article that the demo measures all others against."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Its host, and those of its traps that have one of their own."""
        return (self.host, *(trap.host for trap in self.traps if trap.host))

    def trap(self, name: str) -> Trap:
        """Return the trap of that id."""
        return next(trap for trap in self.traps if trap.id == name)

    @cached_property
    def by_id(self) -> Mapping[str, Text]:
        """Its articles by their ids."""
        return {text.id: text for text in self.texts}

    def present(self, round_: int) -> list[Text]:
        """Return its articles as they stand in a round, newest first."""
        there = [text for text in self.texts if text.round <= round_]
        standing = [text.second if round_ > 1 and text.second else text for text in there]
        return sorted(standing, key=lambda text: text.published.timestamp() if text.published else 0.0, reverse=True)


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    """All outlets."""

    outlets: tuple[Outlet, ...]
    furniture: Mapping[str, Mapping[str, Any]] = field(repr=False)

    @cached_property
    def by_ref(self) -> Mapping[str, Text]:
        """Every article by outlet/id."""
        return {text.ref: text for outlet in self.outlets for text in outlet.texts}

    def outlet(self, key: str) -> Outlet:
        """Return the outlet of that key."""
        return next(outlet for outlet in self.outlets if outlet.key == key)

    def words(self, outlet: Outlet) -> Mapping[str, Any]:
        """Return the furniture of an outlet's pages."""
        return self.furniture[outlet.words or outlet.language]

    @property
    def seed(self) -> Text:
        """The article that the demo measures all others against."""
        return next(outlet.by_id[outlet.seed] for outlet in self.outlets if outlet.seed)


def newsroom(folder: Path = TEXTS) -> Newsroom:
    """Read the texts. A copy is made from its original as that stands in the first round."""
    files = {file.stem: tomllib.loads(file.read_text("utf8")) for file in sorted(folder.glob("*.toml"))}
    written = {
        f"{key}/{article['id']}": _paragraphs(article["text"])
        for key, rows in files.items()
        for article in rows["article"]
        if "text" in article
    }
    outlets = tuple(_outlet(key, rows, written) for key, rows in files.items())
    return Newsroom(outlets=outlets, furniture=tomllib.loads(FURNITURE.read_text("utf8")))


def _outlet(key: str, rows: Mapping[str, Any], written: Mapping[str, tuple[str, ...]]) -> Outlet:
    fields = {name: _frozen(value) for name, value in rows.items() if name not in {"source", "article", "trap"}}
    return Outlet(
        key=key,
        offers=tuple(Offer(**_all_frozen(row)) for row in rows["source"]),
        texts=tuple(_text(key, row, written) for row in rows["article"]),
        traps=tuple(Trap(**_all_frozen(row)) for row in rows.get("trap", ())),
        **fields,
    )


def _text(key: str, row: Mapping[str, Any], written: Mapping[str, tuple[str, ...]]) -> Text:
    making = {"text", "from", "keep", "replace", "second_title", "second_text"}
    fields = {"outcome": "kept"} | _all_frozen({name: value for name, value in row.items() if name not in making})
    if "from" in row:
        fields["of"] = row["from"]
        paragraphs = _copied(written[row["from"]], row)
    else:
        paragraphs = _paragraphs(row["text"])
    text = Text(outlet=key, paragraphs=paragraphs, **fields)
    if "second_text" not in row:
        return text
    second = replace(text, title=row["second_title"], paragraphs=_paragraphs(row["second_text"]), edited=True)
    return replace(text, second=second)


def _copied(original: tuple[str, ...], row: Mapping[str, Any]) -> tuple[str, ...]:
    text = "\n\n".join(original[number - 1] for number in row["keep"])
    for old, new in row.get("replace", ()):
        if old not in text:
            raise ValueError(f"{row['id']}: there is no {old!r} in what it keeps of {row['from']}")
        text = text.replace(old, new)
    return _paragraphs(text)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(paragraph.strip() for paragraph in text.strip().split("\n\n"))


def _all_frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _frozen(value) for name, value in row.items()}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
