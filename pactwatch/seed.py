"""The seed: the article every other one is measured against, known by facts and hashes, never by its sentences."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pactwatch.article import Article
from pactwatch.errors import InvalidSeed
from pactwatch.fingerprints import FINGERPRINT_VERSION, SHINGLE, Fingerprint, fingerprint


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
        print_ = self.fingerprint
        facts = {
            "name": self.name, "title": self.title, "url": self.url, "outlet": self.outlet, "language": self.language,
            "published": self.published, "authors": self.authors, "people": self.people, "events": self.events,
        }  # fmt: skip
        hashes = {
            "version": FINGERPRINT_VERSION, "exact": print_.exact, "length": print_.length,
            "shingles": sorted(print_.shingles), "passages": sorted(print_.passages), "numbers": sorted(print_.numbers),
            "title": sorted(print_.title), "title_numbers": sorted(print_.title_numbers),
            "canonical_url": print_.canonical_url, "wire": print_.wire,
        }  # fmt: skip
        return json.dumps(facts | {"fingerprint": hashes}, ensure_ascii=False, indent=1)


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
    print_ = Fingerprint(
        exact=hashes["exact"],
        shingles=frozenset(hashes["shingles"]),
        order=(),
        passages=frozenset(hashes["passages"]),
        numbers=frozenset(hashes["numbers"]),
        length=hashes["length"],
        title=frozenset(hashes["title"]),
        title_numbers=frozenset(hashes["title_numbers"]),
        outlet=table["outlet"],
        canonical_url=hashes["canonical_url"],
        language=table["language"],
        wire=hashes["wire"],
    )
    return Seed(
        name=table["name"], title=table["title"], url=table["url"], outlet=table["outlet"], language=table["language"],
        published=table["published"], authors=tuple(table["authors"]), people=tuple(table["people"]),
        events=tuple(table["events"]), fingerprint=print_,
    )  # fmt: skip
