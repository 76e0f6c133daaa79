"""What an article is: the value that every room of the house passes on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Precision = Literal["second", "minute", "day", "month"]
Access = Literal["free", "paywalled"]
Kind = Literal["article", "live", "list", "video", "error", "login", "consent", "challenge", "empty"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """An instant as a page states it, and how we know."""

    instant: datetime
    """Aware, UTC. With precision "day" it is the midnight that begins the day in `offset`."""
    text: str
    """The characters the page prints, as they stand."""
    offset: int | None
    """Minutes east of UTC in which the page speaks, stated or the outlet's own; None when unknown (read as UTC)."""
    precision: Precision
    source: str
    """Where it was found: "json-ld", "meta:article:published_time", "time", "text", "url", "feed"."""

    def __post_init__(self) -> None:
        if self.instant.tzinfo is None or self.instant.utcoffset():
            raise ValueError(f"a moment is in UTC, not {self.instant.isoformat()}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One article as one page shows it at one time. None means "the page does not say"."""

    url: str
    """The address it was read from, after redirects."""
    canonical_url: str
    """Its identity: `urls.canonical` of what the page names as its own address, else of `url`."""
    outlet: str
    """Who published it, by the name the catalogue uses; the host without "www." where nobody told us."""
    language: str
    """ISO 639-1 ("en", "ko", "ja", "zh"); "und" when the text does not tell."""
    title: str
    paragraphs: tuple[str, ...]
    """The body as a reader sees it, NFC, without captions, related links and copyright lines."""
    authors: tuple[str, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    section: str | None = None
    image: str | None = None
    image_caption: str | None = None
    wire: str | None = None
    """The agency credited in dateline, byline or text ("Yonhap", "Kyodo"), whoever printed it."""
    access: Access = "free"
    stub: bool = False
    """Only the beginning: the rest stands behind a wall, on further pages or elsewhere."""
    kind: Kind = "article"
    """Anything but "article" and "live" (updates that are still being added) is a page that carries no story."""
    first_seen: datetime | None = None
    """When we first read it (aware, UTC). The page cannot know; the archive fills it in."""

    @property
    def text(self) -> str:
        """The paragraphs joined by newlines: what is compared, judged and indexed beside the title."""
        return "\n".join(self.paragraphs)

    @property
    def is_story(self) -> bool:
        """Whether there is anything to judge and keep."""
        return self.kind in {"article", "live"}
