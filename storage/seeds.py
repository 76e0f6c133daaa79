"""The seeds table: what every article is measured against."""

from datetime import datetime
from functools import lru_cache

from sqlite_utils import Database

from pactwatch.errors import NotFound
from pactwatch.seed import Seed, seed_from_json
from storage.database import stamp, transaction


def put(db: Database, seed: Seed, at: datetime) -> None:
    """Add the seed, or replace the one of its name."""
    with transaction(db):
        db.table("seeds").upsert({"name": seed.name, "body": seed.to_json(), "added_at": stamp(at)}, pk="name")


def remove(db: Database, name: str) -> None:
    """Remove the seed; what was found in its light stays. Raises NotFound."""
    with transaction(db):
        if not db.execute("DELETE FROM seeds WHERE name = ?", [name]).rowcount:
            raise NotFound(f"There is no seed named {name!r}: `pactwatch seed show` lists them.")


def every(db: Database) -> list[Seed]:
    """All seeds by name."""
    return [_seed(body) for (body,) in db.execute("SELECT body FROM seeds ORDER BY name")]


# Every article that is kept is measured against them.
_seed = lru_cache(maxsize=16)(seed_from_json)
