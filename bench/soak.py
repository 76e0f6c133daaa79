"""Runs the monitor through months in minutes, against outlets that misbehave, and counts what is left.

    python -m bench.soak --ticks 5000 --seconds 600

Thousands of ticks of the scheduler's own code on a clock of which a minute passes at each; every crawl is a real
process. Meanwhile, at random: SIGTERM and kill -9 to crawls and to real daemons, a locked database, a full disk, a
clock that jumps. `--seconds` is the time it may take; how often outlets are asked follows from both.

At the end the outlets behave, everything that waits is fetched, and the archive must hold every version that any other
process has ever seen committed, once and whole, and a line in the ledger for every address that was ever listed.
"""

import argparse
import contextlib
import json
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.aftermath import aftermath, committed
from bench.clock import Clock, can_be_built
from bench.unruly import OUTLETS, Newsroom

ROOT = Path(__file__).parent.parent
DISK_MEGABYTES = 256
CRAWL_SECONDS = 4.0
"""About what one costs, in the plan of how often outlets are asked."""
PEACE_SECONDS = (2.0, 9.0)
"""Between two wrongs: with less, no crawl would ever come to its end."""
BATCH = 60
"""Ticks between two looks at the archive."""


class Soak:
    """One run: a folder, a newsroom, a clock, and everything that goes wrong."""

    def __init__(self, folder: Path, newsroom: Newsroom, ticks: int, seconds: float, seed: int) -> None:
        self.disk = folder / "disk"
        self.disk.mkdir(exist_ok=True)
        self.db = self.disk / "news.db"
        self.newsroom = newsroom
        self.ticks, self.seconds = ticks, seconds
        self.clock = Clock(folder)
        self.random = random.Random(seed)
        self.kills = 0
        self.troubles: dict[str, int] = {}
        self.acknowledged: dict[tuple[str, int], str] = {}
        self.kilobytes: list[int] = []
        self.idle: list[float] = []
        self.ticked = self.crawls = 0
        self._folder = folder
        self._over = threading.Event()
        self._environment = os.environ | self._settings() | self.clock.environment

    def _settings(self) -> dict[str, str]:
        catalogue = self._folder / "catalogue.toml"
        crawls = max(4.0, self.seconds / CRAWL_SECONDS)
        interval = min(max(self.ticks * 60 / crawls, 300), 20 * 3600)
        catalogue.write_text("\n".join(self._source(outlet, int(interval)) for outlet in OUTLETS), "utf8")
        return {
            "PACTWATCH_DB": str(self.db), "PACTWATCH_CATALOGUE": str(catalogue), "PACTWATCH_ALLOW": "127.0.0.0/8",
            "PACTWATCH_HOSTS": json.dumps(dict.fromkeys(OUTLETS, "127.0.0.1")), "PACTWATCH_DELAY": "0",
            "PACTWATCH_TIMEOUT": "3",
            "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
        }  # fmt: skip

    def _source(self, outlet: str, interval: int) -> str:
        fields: dict[str, Any] = {
            "name": outlet.split(".")[0], "outlet": outlet, "url": self.newsroom.url(outlet, "/feed"), "kind": "feed",
            "language": "en", "country": "KR", "category": "all", "paywall": "none", "confidence": "high",
        }  # fmt: skip
        lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in fields.items())
        return f"[[source]]\n{lines}min_interval = {interval}\nenabled = true\n"

    # What is run

    def run(self) -> None:
        """Tick to the end, with everything going wrong, and then let what waits be done in peace."""
        chaos = threading.Thread(target=self._chaos, daemon=True)
        with self._ticker() as ticker:
            chaos.start()
            while self.ticked < self.ticks:
                self.newsroom.publish()
                self._batch(ticker, min(BATCH, self.ticks - self.ticked))
                if self.random.random() < 0.15 and not self._over.is_set():
                    self._daemon()
                self.look()
            self._over.set()
            chaos.join()
            self._drain(ticker)
        self.look()

    def _batch(self, ticker: "subprocess.Popen[str]", ticks: int) -> None:
        done = _told(ticker, ticks)
        self.ticked += ticks
        self.crawls = int(done["crawls"])
        self.kilobytes += done["kilobytes"]
        self.idle += done["idle_seconds"]

    def _drain(self, ticker: "subprocess.Popen[str]") -> None:
        """Fetch all that waits: every wait is over within two days, and five failures are an end too."""
        self.newsroom.unruly = False
        for _ in range(12):
            self.clock.shift(self.clock_seconds() + 2 * 86_400)
            _told(ticker, 1)
            with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(self.db, timeout=30)) as found:
                if not found.execute("SELECT count(*) FROM ledger WHERE outcome IN ('found', 'failed')").fetchone()[0]:
                    return

    def _daemon(self) -> None:
        """Let a real daemon run for some seconds beside, and end it with or without a word."""
        log = (self._folder / "daemon.log").open("a")
        command = [sys.executable, str(ROOT / "scheduler.py"), "--db", str(self.db), "--every", "0.3"]
        with log, subprocess.Popen(command, env=self._environment, stdout=log, stderr=log) as daemon:
            time.sleep(self.random.uniform(1, 5))
            daemon.send_signal(self.random.choice([signal.SIGTERM, signal.SIGKILL]))
            self._count("daemon killed")
            self.kills += 1
            daemon.wait(60)

    # What goes wrong

    def _chaos(self) -> None:
        wrongs = (self._kill_crawl, self._kill_crawl, self._kill_crawl, self._lock, self._fill_disk, self._jump)
        end = time.monotonic() + self.seconds
        while not self._over.wait(self.random.uniform(*PEACE_SECONDS)):
            if time.monotonic() > end:
                self._over.set()
                return
            self.random.choice(wrongs)()
            self.look()

    def _kill_crawl(self) -> None:
        for pid in _crawls(self.db):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, self.random.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM]))
                self.kills += 1
                self._count("crawl killed")

    def _lock(self) -> None:
        with contextlib.suppress(sqlite3.Error), contextlib.closing(self._connection()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            self._count("database locked")
            time.sleep(self.random.uniform(0.5, 3))

    def _fill_disk(self) -> None:
        ballast = self.disk / "ballast"
        if not ballast.parent.is_mount():
            return
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(1 << 16))
        self._count("disk full")
        time.sleep(self.random.uniform(0.5, 2))
        ballast.unlink()

    def _jump(self) -> None:
        self.clock.shift(self.clock_seconds() + self.random.choice([-3600, -600, 3600, 86_400]))
        self._count("clock set")

    # What is watched

    def look(self) -> None:
        """Note what is committed: from now on it must never be missing."""
        with contextlib.suppress(sqlite3.Error):
            seen = committed(self.db)
            self.acknowledged |= {key: digest for key, digest in seen.items() if key not in self.acknowledged}

    def clock_seconds(self) -> int:
        """How far the clock is off by now; the ticker moves it too."""
        return int((self._folder / "shift").read_text())

    def memory_growth(self) -> float:
        """The last quarter of the ticks against the second, as a share."""
        quarter = max(1, len(self.kilobytes) // 4)
        second, last = self.kilobytes[quarter : 2 * quarter], self.kilobytes[-quarter:]
        return statistics.median(last) / statistics.median(second or last) - 1

    def _count(self, what: str) -> None:
        self.troubles[what] = self.troubles.get(what, 0) + 1

    def _connection(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{self.db.as_uri()}?mode=rw", uri=True, timeout=0.1, isolation_level=None)

    @contextlib.contextmanager
    def _ticker(self) -> "Iterator[subprocess.Popen[str]]":
        environment = {name: value for name, value in self._environment.items() if name != "LD_PRELOAD"}
        environment["SOAK_PRELOAD"] = self.clock.environment["LD_PRELOAD"]
        command = [sys.executable, "-m", "bench.ticker", str(self.db), self.clock.environment["SHIFTED_CLOCK"]]
        command.append(str(self._folder / "ticker.log"))
        with subprocess.Popen(
            command, env=environment, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as ticker:
            yield ticker
            if ticker.stdin:
                ticker.stdin.close()


def _told(ticker: "subprocess.Popen[str]", ticks: int) -> dict[str, Any]:
    if ticker.stdin is None or ticker.stdout is None:
        raise RuntimeError("the ticker has no pipes")
    ticker.stdin.write(f"{ticks}\n")
    ticker.stdin.flush()
    answer = ticker.stdout.readline()
    if not answer:
        raise RuntimeError("the scheduler's process died: see ticker.log")
    found: dict[str, Any] = json.loads(answer)
    return found


def _crawls(db: Path) -> list[int]:
    """The processes that crawl into this database now."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            ours = f"PACTWATCH_DB={db}".encode() in (process / "environ").read_bytes().split(b"\0")
            if ours and b"spiders.crawl" in (process / "cmdline").read_bytes():
                found.append(int(process.name))
    return found


@contextlib.contextmanager
def _own_disk(folder: Path) -> Iterator[bool]:
    """A small file system for the database, where this user may make one."""
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m", "tmpfs", str(disk)]
    with contextlib.suppress(FileNotFoundError):
        if subprocess.run(mount, capture_output=True).returncode == 0:
            try:
                yield True
            finally:
                subprocess.run(["umount", "--lazy", str(disk)], check=True)
            return
    yield False


def soak(ticks: int, seconds: float, seed: int) -> dict[str, object]:
    """Run one; the figures of the last line."""
    with tempfile.TemporaryDirectory(prefix="soak-") as name, _own_disk(Path(name)) as small, Newsroom(seed) as room:
        for _ in range(30):
            room.publish()
        run = Soak(Path(name), room, ticks, seconds, seed)
        began = time.monotonic()
        run.run()
        found = aftermath(run.db, run.acknowledged, room.shown)
        print(f"{run.ticked} ticks, {run.crawls} crawls, {room.requests} requests in {time.monotonic() - began:.0f} s")
        print("wrongs:", ", ".join(f"{what} {count}" for what, count in sorted(run.troubles.items())))
        if not small:
            print("no full disk: that takes a mount, and so root")
        print(f"{len(run.acknowledged)} versions acknowledged; {len(room.shown)} addresses listed")
        print(f"idle tick: {statistics.median(run.idle) * 1000:.2f} ms of CPU (median)")
        ours, theirs = max(run.kilobytes) / 1024, _scrapy_daemon_megabytes()
        print(f"memory: at most {ours:.1f} MB; a daemon that imports its crawler begins at {theirs:.1f} MB")
    return {
        "ticks": run.ticked, "kills": run.kills, "articles": found.articles, "lost": found.lost,
        "duplicates": found.duplicates, "half_rows": found.half_rows, "urls_unaccounted": found.urls_unaccounted,
        "integrity": found.integrity, "memory_growth": round(run.memory_growth(), 4),
    }  # fmt: skip


def _scrapy_daemon_megabytes() -> float:
    """The memory of the usual design, a scheduler that crawls in its own process, before its first crawl."""
    script = (
        "import apscheduler.schedulers.asyncio, spiders.crawl, re, pathlib;"
        "print(re.findall(r'VmRSS:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[0])"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


def main() -> None:
    """Read the options, soak, print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description="Months in minutes, all going wrong.")
    parser.add_argument("--ticks", type=int, default=5000, help="of a minute each (5000)")
    parser.add_argument("--seconds", type=float, default=600, help="that it may take, about (600)")
    parser.add_argument("--seed", type=int, default=1, help="of the random wrongs (1)")
    arguments = parser.parse_args()
    if not can_be_built():
        sys.exit("bench.soak sets the clock of its processes with a small C library: install a C compiler (cc).")
    print(json.dumps(soak(arguments.ticks, arguments.seconds, arguments.seed)))


if __name__ == "__main__":
    main()
