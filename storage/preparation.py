"""Makes a database ready: created or brought up to date, with the catalogue taken over and the seed in place.

A process of its own for the scheduler, which would carry the weight of its imports for months:

    python -m storage.preparation DATABASE [CATALOGUE [TOPIC]]

Exit status 2: a person must do something (a foreign file, a broken catalogue); 3: it may work later (locked, full).
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from pactwatch.catalogue import default_catalogue, load_catalogue
from pactwatch.errors import ArchiveUnavailable, PactwatchError
from pactwatch.seed import default_seed
from storage.archive import Archive

HOPELESS, LATER = 2, 3


def prepare(path: Path, catalogue: Path | None, topic: Path | None, at: datetime) -> None:
    """Make the database at `path` ready for a crawl. Raises ArchiveError, InvalidCatalogue.

    The shipped seed belongs to the shipped topic: a database for another topic starts without one.
    """
    sources = load_catalogue(catalogue) if catalogue else default_catalogue()
    with Archive(path) as archive:
        archive.sync_sources(sources)
        if topic is None and not archive.seeds():
            archive.add_seed(default_seed(), at)


def main() -> int:
    """Prepare the database that the arguments name; an empty argument counts as none."""
    path, catalogue, topic = (Path(argument) if argument else None for argument in (*sys.argv[1:], "", "")[:3])
    if path is None:
        print("usage: python -m storage.preparation DATABASE [CATALOGUE [TOPIC]]", file=sys.stderr)
        return HOPELESS
    try:
        prepare(path, catalogue, topic, datetime.now(UTC))
    except ArchiveUnavailable as error:
        print(error, file=sys.stderr)
        return LATER
    except PactwatchError as error:
        print(error, file=sys.stderr)
        return HOPELESS
    return 0


if __name__ == "__main__":
    sys.exit(main())
