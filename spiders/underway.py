"""What is being read at this moment, written down where the next crawl finds it should this one die of it.

A page can crash a parser that is written in C, eat all memory, or never come to an end, and then its crawl is killed.
Its link waits in the ledger, so the next crawl would begin with it and die of it too, for ever, and with it everything
that waits behind it. So whatever two crawls in a row have died of has failed: it waits, the others go on, and after
some tries it is given up like any page that fails. One death is no proof: crawls are killed for other reasons too.
"""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

DIED = "the crawl died while this was read"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A page by its link, or a source's answer by the source's name."""

    kind: Literal["page", "source"]
    name: str
    again: bool = False
    """The crawl before this one died while it was read."""


class Underway:
    """A file beside the database. It outlives its process, which is all that it is for: it is never synced."""

    def __init__(self, db: Path) -> None:
        self._file = os.open(db.with_name(db.name + ".reading"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._suspect: Reading | None = None

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def left(self) -> Reading | None:
        """What the last two crawls died of; told once."""
        text = os.pread(self._file, 1 << 16, 0)
        self._clear()
        try:
            found = Reading(**json.loads(text)) if text else None
        except (ValueError, TypeError):  # cut off by a full disk
            return None
        if found is None or found.again:
            return found
        self._suspect = found
        return None

    @contextlib.contextmanager
    def reading(self, what: Reading) -> Iterator[None]:
        """Say that this is read inside the block."""
        if what == self._suspect:
            self._suspect, what = None, replace(what, again=True)
        with contextlib.suppress(OSError):  # a full disk: then there is no mark, and the page is read all the same
            os.pwrite(self._file, json.dumps(asdict(what)).encode(), 0)
        try:
            yield
        finally:
            self._clear()

    def _clear(self) -> None:
        with contextlib.suppress(OSError):
            os.ftruncate(self._file, 0)
