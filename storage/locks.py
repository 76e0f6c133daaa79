"""One scheduler and one crawl per database: a lock file beside it, held by the kernel and so gone with its process."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pactwatch.errors import AlreadyRunning, ArchiveUnavailable


@contextlib.contextmanager
def sole(path: Path, role: Literal["scheduler", "collection"]) -> Iterator[None]:
    """Be the only one in this role on the database at `path`. Raises AlreadyRunning, naming the other's process."""
    lock_path = path.with_name(f"{path.name}.{role}.lock")
    try:
        file = lock_path.open("a+")
    except OSError as error:
        raise ArchiveUnavailable(f"{lock_path} cannot be written: {error.strerror}.") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            other = file.read().strip() or "unknown"
            raise AlreadyRunning(
                f"Another {role} (process {other}) works on {path}: wait for it, or stop it first."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def holder(path: Path, role: Literal["scheduler", "collection"]) -> str | None:
    """The process that is in this role on the database at `path` now, if there is one."""
    lock_path = path.with_name(f"{path.name}.{role}.lock")
    try:
        with lock_path.open("r") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return lock_path.read_text().strip() or "unknown"
    except OSError:
        return None
    return None
