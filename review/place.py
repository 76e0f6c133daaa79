"""Where a command works: the database it was given, and what its options have in common."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from pactwatch.catalogue import default_catalogue, load_catalogue
from pactwatch.errors import ArchiveUnavailable, PactwatchError
from pactwatch.seed import default_seed
from storage.archive import Archive


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The database a command works on."""

    db: Path
    debug: bool = False

    def archive(self) -> Archive:
        """Open the archive that is there; none is made. Raises ArchiveError."""
        if not self._exists():
            raise ArchiveUnavailable(
                f"There is no database at {self.db} yet: run `pactwatch collect` first, or name another with --db."
            )
        return Archive(self.db)

    def prepared(self) -> Archive:
        """Open the archive, or make one, with the catalogue taken over and the seed in place as a collection would.

        Raises ArchiveError, InvalidCatalogue.
        """
        new = not self._exists()
        catalogue, topic = _own_files()
        sources = load_catalogue(Path(catalogue)) if catalogue else default_catalogue()
        archive = Archive(self.db)
        archive.sync_sources(sources)
        if new and not topic:
            archive.add_seed(default_seed(), now())
        return archive

    def _exists(self) -> bool:
        try:
            return self.db.exists()
        except OSError as error:
            raise ArchiveUnavailable(f"{self.db} cannot be opened: {error.strerror}.") from error


def _own_files() -> tuple[str | None, str | None]:
    """The catalogue and the topic that the environment names instead of those shipped."""
    try:
        from spiders import settings
    except ValueError as error:
        raise PactwatchError(
            f"A PACTWATCH_ variable of the environment cannot be used ({error}): numbers are seconds, "
            "PACTWATCH_HOSTS is a JSON object."
        ) from error
    return settings.PACTWATCH_CATALOGUE, settings.PACTWATCH_TOPIC


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
