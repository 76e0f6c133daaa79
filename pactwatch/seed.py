"""The seed: the article every other one is measured against, known by facts and hashes, never by its sentences."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from pactwatch.article import Article
from pactwatch.errors import InvalidSeed
from pactwatch.fingerprints import FINGERPRINT_VERSION, SHINGLE, Fingerprint, fingerprint

_SETS = (
    "shingles",
    "passages",
    "words",
    "numbers",
    "figures",
    "placed",
    "lead",
    "title",
    "title_words",
    "title_numbers",
)
_PLAIN = ("exact", "length", "house", "canonical_url", "wire")


@dataclass(frozen=True, kw_only=True, slots=True)
class Seed:
    """What is known of a seed. The facts are for people; the fingerprint is what articles are compared with."""

    name: str
    title: str
    url: str | None
    outlet: str
    language: str
    published: str | None
    """As the page states it, ISO 8601."""
    authors: tuple[str, ...]
    people: tuple[str, ...]
    """Who is named in it, where a person wrote that down."""
    events: tuple[str, ...]
    """The dated events it speaks of, in our words."""
    fingerprint: Fingerprint

    def to_json(self) -> str:
        """Return the seed as one JSON document that holds no sentence of it; `seed_from_json` reads it."""
        facts = {
            "name": self.name, "title": self.title, "url": self.url, "outlet": self.outlet, "language": self.language,
            "published": self.published, "authors": self.authors, "people": self.people, "events": self.events,
        }  # fmt: skip
        hashes: dict[str, Any] = {name: sorted(getattr(self.fingerprint, name)) for name in _SETS}
        hashes |= {name: getattr(self.fingerprint, name) for name in _PLAIN}
        return json.dumps(facts | {"version": FINGERPRINT_VERSION, "fingerprint": hashes}, ensure_ascii=False)


def seed_of(article: Article, name: str) -> Seed:
    """Return the seed that an article makes. Raises InvalidSeed for one with too little text to be found again."""
    print_ = fingerprint(article)
    if print_.length < 3 * SHINGLE or not print_.passages:
        raise InvalidSeed(f"{article.url} holds too little text to be a seed: give the page of a whole article.")
    return Seed(
        name=name,
        title=article.title,
        url=article.url,
        outlet=article.outlet,
        language=article.language,
        published=article.published.instant.isoformat() if article.published else None,
        authors=article.authors,
        people=(),
        events=(),
        fingerprint=print_,
    )


def seed_from_json(text: str) -> Seed:
    """Return the seed that `Seed.to_json` wrote. Raises InvalidSeed."""
    try:
        table = json.loads(text)
        return _seed(table, table["fingerprint"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidSeed(
            f"This is no seed as `pactwatch seed` writes it ({error!r}): add the article again."
        ) from error


@cache
def default_seed() -> Seed:
    """Return the seed this package ships: the pact's cautious return in June 2022, data/seed-joongang-2022.json."""
    return seed_from_json((files("pactwatch") / "data" / "seed-joongang-2022.json").read_text(encoding="utf-8"))


def _seed(table: dict[str, Any], hashes: dict[str, Any]) -> Seed:
    values: dict[str, Any] = {name: frozenset(hashes[name]) for name in _SETS}
    values |= {name: hashes[name] for name in _PLAIN}
    values |= {"outlet": table["outlet"], "language": table["language"], "published": _instant(table["published"])}
    print_ = Fingerprint(order=(), spots=(), **values)
    return Seed(
        name=table["name"], title=table["title"], url=table["url"], outlet=table["outlet"], language=table["language"],
        published=table["published"], authors=tuple(table["authors"]), people=tuple(table["people"]),
        events=tuple(table["events"]), fingerprint=print_,
    )  # fmt: skip


def _instant(stated: str | None) -> datetime | None:
    moment = datetime.fromisoformat(stated) if stated else None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
