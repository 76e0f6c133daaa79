"""The catalogue: the sources a person keeps in a TOML file, one [[source]] block each.

A block has name, outlet, url, kind, language and country; category ("all"), paywall ("unknown"), confidence ("medium")
and enabled (true) may be left out. A disabled source says why in why_disabled. A mistake is one sentence with file,
line and source; nothing is guessed, and no key is ignored.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pactwatch.dated_urls import is_dated, on_day
from pactwatch.errors import InvalidCatalogue, UnusableURL
from pactwatch.opml import opml, refused_in_opml, sources_in_opml
from pactwatch.source import CONFIDENCES, KINDS, NAME, PAYWALLS, Confidence, Kind, Paywall, Source
from pactwatch.urls import usable

__all__ = [
    "Confidence",
    "Kind",
    "Paywall",
    "Source",
    "default_catalogue",
    "load_catalogue",
    "opml",
    "refused_in_opml",
    "sources_in_opml",
]

_Word = TypeVar("_Word", bound=str)
_HEAD = re.compile(r"\s*\[\[\s*source\s*\]\]")
_KEYS = frozenset(Source.__dataclass_fields__)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_COUNTRY = re.compile(r"[A-Z]{2}")


@cache
def default_catalogue() -> tuple[Source, ...]:
    """Return the sources this package ships, data/sources.toml."""
    resource = files("pactwatch") / "data" / "sources.toml"
    return _Reader(name=resource.name, text=resource.read_text(encoding="utf-8")).sources()


def load_catalogue(path: Path) -> tuple[Source, ...]:
    """Read a catalogue file. Raises InvalidCatalogue with file, line and source when it cannot be used."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InvalidCatalogue(f"{path}: the catalogue cannot be read ({error.strerror}); check the path.") from error
    except UnicodeDecodeError as error:
        raise InvalidCatalogue(f"{path}: the catalogue is not UTF-8; save it as UTF-8.") from error
    return _Reader(name=str(path), text=text).sources()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reader:
    name: str
    text: str

    def sources(self) -> tuple[Source, ...]:
        table = self._table()
        for key in table.keys() - {"source"}:
            raise self.wrong(self.line(key), f"unknown key {key!r}; a catalogue has [[source]] blocks and no more")
        blocks = table.get("source")
        if not isinstance(blocks, list) or not blocks or not all(isinstance(block, dict) for block in blocks):
            raise self.wrong(1, "the catalogue has no sources; write at least one [[source]] block")
        found: dict[str, Source] = {}
        for number, block in enumerate(blocks):
            source = _Block(reader=self, values=block, start=self._block_line(number)).source()
            if source.name in found:
                line = self.line("name", self._block_line(number))
                raise self.wrong(line, f"a second source is named {source.name!r}; names are unique")
            found[source.name] = source
        return tuple(found.values())

    def _table(self) -> dict[str, object]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"\(at line (\d+)", str(error))
            line = int(at[1]) if at else self.text.count("\n") + 1
            what = re.sub(r" \(at .*\)$", "", str(error))
            raise self.wrong(line, f"not valid TOML: {what[:1].lower()}{what[1:]}") from error

    def _block_line(self, number: int) -> int:
        """Return the line of the block's [[source]]; 1 where they are written some other way."""
        heads = _heads(self.text)
        return heads[number] if number < len(heads) else 1

    def line(self, key: str, start: int = 1) -> int:
        """Return the first line from `start` that sets the key; `start` where it is written some other way."""
        for number, line in enumerate(self.text.splitlines()[start - 1 :], start):
            if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
                return number
        return start

    def wrong(self, line: int, what: str) -> InvalidCatalogue:
        return InvalidCatalogue(f"{self.name}, line {line}: {what}.")


@lru_cache(maxsize=1)
def _heads(text: str) -> tuple[int, ...]:
    """Return the lines of the [[source]]s, which every source is asked for."""
    return tuple(i for i, line in enumerate(text.splitlines(), 1) if _HEAD.match(line))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Block:
    reader: _Reader
    values: dict[str, object]
    start: int

    def source(self) -> Source:
        for key in self.values.keys() - _KEYS:
            raise self._wrong(key, f"unknown key {key!r}; use {', '.join(sorted(_KEYS))}")
        enabled, why = self._enabled()
        return Source(
            name=self._matching("name", NAME, "small letters, digits and hyphens"),
            outlet=self._text("outlet"),
            url=self._url(),
            kind=self._one_of("kind", KINDS, None),
            language=self._matching("language", _LANGUAGE, 'two or three small letters, "ko"'),
            country=self._matching("country", _COUNTRY, 'two capital letters, "KR"'),
            category=self._text("category", "all"),
            paywall=self._one_of("paywall", PAYWALLS, "unknown"),
            enabled=enabled,
            why_disabled=why,
            confidence=self._one_of("confidence", CONFIDENCES, "medium"),
            selectors=self._selectors(),
            link_pattern=self._pattern(),
            note=self._text("note") if "note" in self.values else None,
            min_interval=self._seconds(),
            insecure=self._insecure(),
        )

    def _text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if value is None:
            raise self._wrong(key, f'there is no {key}; write {key} = "..."')
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(key, f'{key} is a text, {key} = "..."')
        return value

    def _matching(self, key: str, pattern: re.Pattern[str], described: str) -> str:
        value = self._text(key)
        if not pattern.fullmatch(value):
            raise self._wrong(key, f"{key} is {value!r}; it is written in {described}")
        return value

    def _one_of(self, key: str, words: tuple[_Word, ...], default: _Word | None) -> _Word:
        value = self._text(key, default)
        for word in words:
            if word == value:
                return word
        raise self._wrong(key, f"{key} is {value!r}; use {', '.join(words)}")

    def _url(self) -> str:
        url = self._text("url")
        try:
            return url if is_dated(url) and usable(on_day(url, date.max)) else usable(url)
        except UnusableURL as error:
            raise self._wrong("url", str(error).removesuffix(".")) from error

    def _enabled(self) -> tuple[bool, str | None]:
        enabled = self.values.get("enabled", True)
        if not isinstance(enabled, bool):
            raise self._wrong("enabled", "enabled is true or false")
        if enabled and "why_disabled" in self.values:
            raise self._wrong("why_disabled", "why_disabled is for a source with enabled = false")
        return enabled, None if enabled else self._text("why_disabled")

    def _selectors(self) -> tuple[str, ...]:
        value = self.values.get("selectors", [])
        if not isinstance(value, list) or not all(isinstance(selector, str) and selector.strip() for selector in value):
            raise self._wrong("selectors", 'selectors is a list of texts, selectors = ["...", "..."]')
        if not value:
            return ()
        import soupsieve  # here: a command that reads no catalogue starts a sixth sooner

        for selector in value:
            try:
                soupsieve.compile(selector)
            except soupsieve.SelectorSyntaxError as error:
                reason = str(error).splitlines()[0]
                raise self._wrong("selectors", f"{selector!r} is no CSS selector ({reason})") from error
        return tuple(value)

    def _pattern(self) -> str | None:
        if "link_pattern" not in self.values:
            return None
        pattern = self._text("link_pattern")
        try:
            re.compile(pattern)
        except re.error as error:
            raise self._wrong("link_pattern", f"{pattern!r} is no regular expression ({error})") from error
        return pattern

    def _seconds(self) -> int | None:
        value = self.values.get("min_interval")
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= 604800):
            raise self._wrong("min_interval", "min_interval is a number of seconds, at most a week")
        return value

    def _insecure(self) -> bool:
        value = self.values.get("insecure", False)
        if not isinstance(value, bool):
            raise self._wrong("insecure", "insecure is true or false")
        return value

    def _wrong(self, key: str, what: str) -> InvalidCatalogue:
        name = self.values.get("name")
        of = f"source {name!r}: " if isinstance(name, str) else ""
        line = self.reader.line(key, self.start) if key in self.values else self.start
        return self.reader.wrong(line, of + what)
