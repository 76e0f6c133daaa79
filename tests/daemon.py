"""The real scheduler in a process of its own, on a clock that a test can set."""

import contextlib
import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.clock import Clock
from storage.archive import Archive
from storage.preparation import prepare
from tests import outlet
from tests.outlet import ROOT, Collection


class Daemon:
    """`python scheduler.py` on a collection's database; a context manager that leaves no process behind."""

    def __init__(self, collection: Collection, *arguments: str, clock: Clock | None = None, **environment: str) -> None:
        self._environment = os.environ | collection.environment | environment | (clock.environment if clock else {})
        self._command = [sys.executable, str(ROOT / "scheduler.py"), "--every", "0.3", *arguments]
        self._folder = collection.db.parent
        self.lines: list[str] = []

    def __enter__(self) -> Self:
        # Another working directory than the checkout: the daemon finds its modules by itself.
        self.process = subprocess.Popen(
            self._command, env=self._environment, cwd=self._folder, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for pid in [*self.children(), self.process.pid]:
            _signal(pid, signal.SIGKILL)
        self.process.wait(timeout=60)
        self._reader.join(timeout=60)
        if self.process.stderr:
            self.process.stderr.close()

    @property
    def log(self) -> str:
        """Everything it has written."""
        return "\n".join(self.lines)

    def send(self, number: signal.Signals) -> None:
        """Send the daemon, and not its children, a signal."""
        self.process.send_signal(number)

    def ends(self, seconds: float = 100) -> int:
        """Wait for its end; the exit status."""
        status = self.process.wait(timeout=seconds)
        self._reader.join(timeout=60)
        return status

    def children(self) -> list[int]:
        """The processes it has started that still run."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except (OSError, IndexError):
                continue
            if int(fields[1]) == self.process.pid and fields[0] != "Z":
                found.append(int(stat.parent.name))
        return found

    def crawl(self) -> int:
        """Wait for a crawl of its; the process."""
        found: list[int] = []
        wait_until(lambda: bool(found.extend(self._crawls()) or found))
        return found[0]

    def port(self) -> int:
        """Wait for the port that it answers on (`--port 0`); its number."""
        wait_until(lambda: "answering on" in self.log)
        (number,) = re.findall(r"answering on http://[^/]*:(\d+)/healthz", self.log)
        return int(number)

    def tick(self, times: int) -> None:
        """Wait until so many more ticks have begun and all but the last are over (`--port 0`)."""
        until = self._begun() + times
        wait_until(lambda: self._begun() >= until)

    def ticks(self) -> int:
        """How often it ticked, as it says at its end."""
        (ticks,) = re.findall(r"stopped after (\d+) ticks", self.log)
        return int(ticks)

    def resident_megabytes(self) -> float:
        """Its memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        (kilobytes,) = re.findall(r"VmRSS:\s+(\d+) kB", status)
        return int(kilobytes) / 1024

    def _begun(self) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port(), timeout=60)
        with contextlib.closing(connection):
            connection.request("GET", "/healthz")
            return int(json.load(connection.getresponse())["ticks"])

    def _crawls(self) -> list[int]:
        return [pid for pid in self.children() if b"spiders.crawl" in _command_line(pid)]

    def _read(self) -> None:
        for line in self.process.stderr or ():
            self.lines.append(line.rstrip("\n"))


def ready(collection: Collection) -> Collection:
    """Prepare the database and write its chores down as done, so that all a daemon will do with it is crawl."""
    now = datetime.now(UTC)
    prepare(collection.db, Path(collection.environment["PACTWATCH_CATALOGUE"]), None, now)
    change(collection.db, "INSERT INTO chores VALUES ('upkeep', ?1, 'ok'), ('alarms', ?1, 'ok')", now.isoformat())
    return collection


def change(db: Path, sql: str, *values: object) -> None:
    """Change a database as no command would."""
    with contextlib.closing(sqlite3.connect(db, timeout=60)) as connection, connection:
        connection.execute(sql, values)


def kept(collection: Collection) -> list[str]:
    """The addresses of all articles."""
    with Archive(collection.db) as archive:
        return sorted(stored.article.url for stored in archive.articles())


def all_kept(collection: Collection, urls: Iterable[str]) -> Callable[[], bool]:
    """The condition that these articles and no others are in. What a killed crawl left is not of the next one's polls."""
    expected = sorted(urls)
    return lambda: kept(collection) == expected


def polled(collection: Collection, name: str = "all") -> int:
    """How many polls of a source are complete."""
    if not collection.db.exists():
        return 0
    with contextlib.closing(sqlite3.connect(collection.db)) as connection:
        if not connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'polls'").fetchone()[0]:
            return 0
        sql = "SELECT count(*) FROM polls WHERE source = ? AND outcome <> 'interrupted'"
        return int(connection.execute(sql, [name]).fetchone()[0])


def polled_at_least(collection: Collection, times: int) -> Callable[[], bool]:
    """The condition that so many polls of the source `all` are complete."""
    return lambda: polled(collection) >= times


def wait_until(condition: Callable[[], bool], seconds: float = 100) -> None:
    """Wait for something that a daemon does, which starts a process for it, and another before."""
    outlet.wait_until(condition, seconds)


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
