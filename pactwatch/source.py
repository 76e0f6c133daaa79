"""A source: one address of an outlet that lists its articles."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["feed", "sitemap", "section", "search"]
Paywall = Literal["none", "soft", "hard", "unknown"]
"""Soft: some articles a month, or the beginning of each. Hard: nothing without a subscription."""
Confidence = Literal["high", "medium", "low"]
"""High: seen working in 2026 or by several. Medium: an older check, or many listings. Low: inferred, or dead."""

KINDS: tuple[Kind, ...] = get_args(Kind)
PAYWALLS: tuple[Paywall, ...] = get_args(Paywall)
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)

NAME = re.compile(r"[a-z0-9][a-z0-9._:-]{0,79}")
"""What a person types after --source: small letters, digits, hyphens; a host name will do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where we look, and what a person should know about it."""

    name: str
    outlet: str
    url: str
    """As `urls.usable` writes it; "{date:%Y%m%d}" in it stands for a day (dated_urls.py)."""
    kind: Kind
    language: str
    """ISO 639, two or three letters; "und" where nobody said."""
    country: str
    """ISO 3166, two letters: where the outlet is; "ZZ" where nobody said."""
    category: str
    paywall: Paywall
    enabled: bool
    why_disabled: str | None
    confidence: Confidence
    selectors: tuple[str, ...] = ()
    """For a section page: CSS selectors of the links, or of what holds them."""
    link_pattern: str | None = None
    """For a section page: a regular expression that the address of an article matches somewhere."""
    note: str | None = None
    min_interval: int | None = None
    """Seconds between two polls at least, where the server limits us or changes seldom."""
    insecure: bool = False
    """The host's certificate is not verified: a person's decision, shown wherever the source is."""
