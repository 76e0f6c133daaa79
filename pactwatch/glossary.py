"""A topic as a person writes it down: concepts, each with its terms in four languages, in one TOML file.

What each kind and role means to the judge and to the screen stands at the head of data/gsomia.toml.
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, get_args

from pactwatch.errors import InvalidTopic
from pactwatch.variants import Folded, squeezed

Language = Literal["en", "ko", "ja", "zh"]
Kind = Literal["pact", "person", "office", "place", "event", "phrase", "party", "frame", "related", "false_friend"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
KINDS: tuple[Kind, ...] = get_args(Kind)
# The roles a kind can play; the first is meant where the file names none.
ROLES: dict[Kind, tuple[str, ...]] = {
    "pact": ("name", "generic"),
    "phrase": ("context", "generic", "instrument", "matter", "sharing", "exchange", "field", "civil", "passing"),
    "party": ("ours", "pair", "other", "power", "foe", "others", "group"),
    "frame": ("frame",),
}
_CONTEXT_WEIGHT = 1.0
_HEAD = re.compile(r"\s*\[\[\s*concept\s*\]\]")
_NOT_PLAIN = re.compile(r"[\\*?+|^$\[\]{}<>]")
_KEYS = frozenset({"id", "kind", "role", "side", "home", "weight", "hides", *LANGUAGES})


@dataclass(frozen=True, kw_only=True, slots=True)
class Concept:
    """One thing a topic knows, by all the names it goes by."""

    id: str
    kind: Kind
    role: str
    terms: tuple[tuple[Language, str], ...]
    side: str | None = None
    """Which of the topic's parties the concept stands for: a country, its capital, its ministries."""
    home: tuple[str, ...] = ()
    """Languages in which this party goes without saying: "the government" in a Korean paper is Korea's."""
    weight: float = _CONTEXT_WEIGHT
    hides: tuple[str, ...] = ()
    """Ids of the concepts whose terms do not count where they overlap a term of this one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """What we look for. Two topics read from the same characters are equal."""

    name: str
    version: str
    """12 hexadecimal digits of the SHA-256 of the file: which rules decided."""
    concepts: tuple[Concept, ...]

    def __hash__(self) -> int:
        return hash(self.version)

    @property
    def sides(self) -> frozenset[str]:
        """The parties all of which an article must show before a generic name counts."""
        return _sides_of(self)

    def unsaid(self, language: str) -> frozenset[str]:
        """Return the parties that go without saying in an article of that language."""
        return _unsaid_in(self, language)


@lru_cache(maxsize=16)
def _sides_of(topic: Topic) -> frozenset[str]:
    return frozenset(c.side for c in topic.concepts if c.kind == "party" and c.role == "ours" and c.side)


@lru_cache(maxsize=128)
def _unsaid_in(topic: Topic, language: str) -> frozenset[str]:
    return frozenset(c.side for c in topic.concepts if c.side and language in c.home)


@cache
def default_topic() -> Topic:
    """Return the topic this package ships, data/gsomia.toml."""
    return _shipped("gsomia.toml")


@cache
def news_vocabulary() -> Topic:
    """Return what news speaks of whatever the topic: acts, bodies and things, data/news.toml."""
    return _shipped("news.toml")


def _shipped(name: str) -> Topic:
    text = (files("pactwatch") / "data" / name).read_text(encoding="utf-8")
    return _Reader(name=name, text=text).topic()


def load_topic(path: Path) -> Topic:
    """Read a topic file; raise InvalidTopic with file and line when it cannot be used."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise InvalidTopic(f"{path}: the topic file cannot be read ({error.strerror}); check the path.") from error
    except UnicodeDecodeError as error:
        raise InvalidTopic(f"{path}: the topic file is not UTF-8; save it as UTF-8.") from error
    return _Reader(name=str(path), text=text).topic()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reader:
    name: str
    text: str

    def topic(self) -> Topic:
        table = self._table()
        for key in table.keys() - {"name", "concept"}:
            raise self._wrong(self._line(key), f"unknown key {key!r}; a topic has name and [[concept]] blocks")
        name, blocks = table.get("name"), table.get("concept")
        if not isinstance(name, str) or not name.strip():
            raise self._wrong(1, 'the topic has no name; write name = "..." in the first line')
        if not isinstance(blocks, list) or not blocks or not all(isinstance(block, dict) for block in blocks):
            raise self._wrong(1, "the topic has no concepts; write at least one [[concept]] block")
        concepts = tuple(self._concept(block, number) for number, block in enumerate(blocks))
        self._check_together(concepts)
        version = hashlib.sha256(self.text.encode()).hexdigest()[:12]
        return Topic(name=name, version=version, concepts=concepts)

    def _table(self) -> dict[str, object]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"\(at line (\d+)|\(at end", str(error))
            line = int(at[1]) if at and at[1] else self.text.count("\n") + 1
            what = re.sub(r" \(at .*\)$", "", str(error))
            raise self._wrong(line, f"not valid TOML: {what[:1].lower()}{what[1:]}") from error

    def _concept(self, block: dict[str, object], number: int) -> Concept:
        start = self._block_line(number)
        for key in block.keys() - _KEYS:
            raise self._wrong(
                self._line(key, start), f"unknown key {key!r} in a concept; use {', '.join(sorted(_KEYS))}"
            )
        ident, kind = block.get("id"), block.get("kind")
        if not isinstance(ident, str) or not ident:
            raise self._wrong(start, 'the concept has no id; write id = "..."')
        if kind not in KINDS:
            raise self._wrong(self._line("kind", start), f"concept {ident!r} has kind {kind!r}; use {', '.join(KINDS)}")
        terms = tuple((lang, term) for lang in LANGUAGES for term in self._terms(block, lang, start))
        if not terms:
            raise self._wrong(start, f"concept {ident!r} has no terms; give it one in {', '.join(LANGUAGES)}")
        role = self._role(block, kind, start)
        side = self._side(block, kind, role, start)
        return Concept(
            id=ident, kind=kind, role=role, side=side, terms=terms,
            home=tuple(self._words(block, "home", start)), weight=self._weight(block, start),
            hides=tuple(self._words(block, "hides", start)),
        )  # fmt: skip

    def _role(self, block: dict[str, object], kind: Kind, start: int) -> str:
        allowed = ROLES.get(kind, ("context",))
        role = block.get("role", allowed[0])
        if role not in allowed:
            raise self._wrong(self._line("role", start), f"a {kind} has no role {role!r}; use {', '.join(allowed)}")
        return role

    def _side(self, block: dict[str, object], kind: Kind, role: str, start: int) -> str | None:
        side = block.get("side")
        if side is not None and not (isinstance(side, str) and side):
            raise self._wrong(self._line("side", start), "side is the name of a party, a text")
        if kind == "party" and role == "ours" and side is None:
            raise self._wrong(start, "a party of our own needs side, the name other concepts use for it")
        return side

    def _weight(self, block: dict[str, object], start: int) -> float:
        weight = block.get("weight", _CONTEXT_WEIGHT)
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 10:
            raise self._wrong(self._line("weight", start), "weight is a number from 0 to 10")
        return float(weight)

    def _terms(self, block: dict[str, object], language: Language, start: int) -> list[str]:
        terms = self._words(block, language, start)
        for term in terms:
            if _NOT_PLAIN.search(term):
                raise self._wrong(self._line(term, start), f"term {term!r} is no plain text; patterns are not allowed")
            if not squeezed(term):
                raise self._wrong(self._line(language, start), f"term {term!r} holds no letter or digit")
        return terms

    def _words(self, block: dict[str, object], key: str, start: int) -> list[str]:
        words = block.get(key, [])
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise self._wrong(self._line(key, start), f'{key} is a list of texts, {key} = ["...", "..."]')
        if key in block and not words:
            raise self._wrong(self._line(key, start), f"{key} is an empty list; fill it or leave it out")
        return words

    def _check_together(self, concepts: tuple[Concept, ...]) -> None:
        owner: dict[str, str] = {}
        seen: set[str] = set()
        for number, concept in enumerate(concepts):
            start = self._block_line(number)
            if concept.id in seen:
                raise self._wrong(start, f"a second concept has the id {concept.id!r}; ids are unique")
            seen.add(concept.id)
            for _, term in concept.terms:
                first = owner.setdefault(Folded([term]).text, concept.id)
                if first != concept.id:
                    line = self._line(term, start)
                    raise self._wrong(line, f"term {term!r} is in two concepts, {first!r} and {concept.id!r}; keep one")
        for number, concept in enumerate(concepts):
            for unknown in set(concept.hides) - seen:
                line = self._line(unknown, self._block_line(number))
                raise self._wrong(line, f"concept {concept.id!r} hides {unknown!r}, which is no concept's id")

    def _block_line(self, number: int) -> int:
        """Return the line of the concept's [[concept]]; 1 where they are written some other way."""
        heads = _heads(self.text)
        return heads[number] if number < len(heads) else 1

    def _line(self, what: str, start: int = 1) -> int:
        """Return the first line from `start` that shows `what`; `start` where none does (an escaped term)."""
        for number, line in enumerate(self.text.splitlines()[start - 1 :], start):
            if what in line:
                return number
        return start

    def _wrong(self, line: int, what: str) -> InvalidTopic:
        return InvalidTopic(f"{self.name}, line {line}: {what}.")


@lru_cache(maxsize=1)
def _heads(text: str) -> tuple[int, ...]:
    """Return the lines of the [[concept]]s, which every concept is asked for."""
    return tuple(i for i, line in enumerate(text.splitlines(), 1) if _HEAD.match(line))
