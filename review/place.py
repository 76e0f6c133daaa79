"""Where a command works: the database it was given, and what its options have in common."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pactwatch.catalogue import default_catalogue, load_catalogue
from pactwatch.errors import ArchiveUnavailable
from pactwatch.seed import default_seed
from spiders import settings
from storage.archive import Archive


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The database a command works on."""

    db: Path
    debug: bool = False

    def archive(self) -> Archive:
        """Open the archive that is there; none is made. Raises ArchiveError."""
        if not self.db.exists():
            raise ArchiveUnavailable(
                f"There is no database at {self.db} yet: run `pactwatch collect` first, or name another with --db."
            )
        return Archive(self.db)

    def prepared(self) -> Archive:
        """Open the archive, or make one with the catalogue and the seed in place as a collection would."""
        new = not self.db.exists()
        archive = Archive(self.db)
        if new:
            file = settings.PACTWATCH_CATALOGUE
            archive.sync_sources(load_catalogue(Path(file)) if file else default_catalogue())
            if not settings.PACTWATCH_TOPIC:
                archive.add_seed(default_seed(), now())
        return archive


class _Text(click.ParamType[str]):
    """Text of any language; bytes that are no UTF-8 could be neither stored nor shown."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            str(value).encode()
        except UnicodeEncodeError:
            self.fail("This is not UTF-8: check the encoding of your terminal.", param, ctx)
        return str(value)


TEXT = _Text()
ID = click.IntRange(1, 2**63 - 1)
"""An article's number; SQLite holds no larger one."""
LIMIT = click.IntRange(1, 1_000_000)

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


def now() -> datetime:
    """The time, in UTC: the one clock of this room."""
    return datetime.now(UTC)
