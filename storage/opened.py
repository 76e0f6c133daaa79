"""An open archive: one database file and the page files beside it, and its transactions."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from storage.database import PATIENCE, open_database, snapshot, transaction
from storage.pages import Pages
from storage.translation import translated


class Opened:
    """One database file and the page files beside it."""

    def __init__(self, path: Path, patience: timedelta = PATIENCE) -> None:
        """Open or create the file; a writer waits for others as long as `patience`."""
        self.path = path
        self._db = open_database(path, patience)
        self._pages = Pages(path.with_name(path.name + ".warc"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; the last one out folds the write-ahead log back into the database."""
        self._pages.close()
        with translated(self.path):
            self._db.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Make everything written inside the block one transaction."""
        with translated(self.path), transaction(self._db):
            yield

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """Let everything read inside the block be of one moment; nothing may be written in it."""
        with translated(self.path), snapshot(self._db):
            yield
