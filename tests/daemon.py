"""The real scheduler in a process of its own, on a clock that a test can set."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.clock import Clock
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
        self.process.wait(timeout=20)
        self._reader.join(timeout=5)
        if self.process.stderr:
            self.process.stderr.close()

    @property
    def log(self) -> str:
        """Everything it has written."""
        return "\n".join(self.lines)

    def send(self, number: signal.Signals) -> None:
        """Send the daemon, and not its children, a signal."""
        self.process.send_signal(number)

    def ends(self, seconds: float = 40) -> int:
        """Wait for its end; the exit status."""
        status = self.process.wait(timeout=seconds)
        self._reader.join(timeout=5)
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
        wait_until(lambda: bool(self._crawls()))
        return self._crawls()[0]

    def ticks(self) -> int:
        """How often it ticked, as it says at its end."""
        (ticks,) = re.findall(r"stopped after (\d+) ticks", self.log)
        return int(ticks)

    def resident_megabytes(self) -> float:
        """Its memory."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        (kilobytes,) = re.findall(r"VmRSS:\s+(\d+) kB", status)
        return int(kilobytes) / 1024

    def _crawls(self) -> list[int]:
        return [pid for pid in self.children() if b"spiders.crawl" in _command_line(pid)]

    def _read(self) -> None:
        for line in self.process.stderr or ():
            self.lines.append(line.rstrip("\n"))


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> None:
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
