"""What the service costs while there is nothing to do, which is nearly always: `python -m bench.idle --sources 500`.

Ticks of the scheduler's own code over a real database in which no source is due, and its memory; beside them the
figures of the usual design, in which the scheduler's process crawls as well and asks the whole archive at each tick.
"""

import argparse
import asyncio
import json
import logging
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pactwatch.source import Source

ROOT = Path(__file__).parent.parent


def prepare(db: Path, sources: int) -> None:
    """Make a database of so many sources, none of which is due."""
    from storage.archive import Archive
    from storage.polls import Poll, PollOutcome
    from storage.upkeep import maintain

    now = datetime.now(UTC)
    names = [f"outlet-{number}" for number in range(sources)]
    with Archive(db) as archive:
        archive.sync_sources([_source(name) for name in names])
        with archive.writing():
            for name in names:
                poll = Poll(source=name, at=now, outcome=PollOutcome.OK, next_poll=now + timedelta(hours=20))
                archive.record_poll(poll)
        archive.alarms_told([], now, "")
    maintain(db, now)


def _source(name: str) -> Source:
    return Source(
        name=name, outlet=name, url=f"https://{name}.example/feed", kind="feed", language="en", country="KR",
        category="all", paywall="none", enabled=True, why_disabled=None, confidence="high",
    )  # fmt: skip


async def ours(db: Path, ticks: int) -> list[float]:
    """CPU seconds of each tick of the scheduler."""
    from scheduler import Scheduler
    from spiders.service.orders import Orders

    scheduler = Scheduler(Orders(db=db, environment={}), lambda: datetime.now(UTC), time.monotonic)
    scheduler._prepared = True  # by `prepare`: the shipped catalogue has no place in this database
    found = []
    for _ in range(ticks):
        began = time.process_time()
        well = await scheduler.tick()
        found.append(time.process_time() - began)
        if not well or scheduler.pulse.crawls:
            raise RuntimeError("that was no idle tick")
    return found


def theirs(db: Path, ticks: int) -> list[float]:
    """CPU seconds of each question to the whole archive, opened once, in a process that holds the crawler too."""
    import spiders.crawl  # noqa: F401 (for its weight)
    from storage.archive import Archive

    found = []
    with Archive(db) as archive:
        for _ in range(ticks):
            began = time.process_time()
            due = [
                tracked
                for tracked in archive.sources()
                if (tracked.next_poll or datetime.now(UTC)) <= datetime.now(UTC)
            ]
            found.append(time.process_time() - began)
            if due:
                raise RuntimeError("that was no idle tick")
    return found


def measure(design: str, db: Path, ticks: int) -> dict[str, float]:
    """The figures of one design, from a process of its own."""
    command = [sys.executable, "-m", "bench.idle", "--design", design, "--db", str(db), "--ticks", str(ticks)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Read the options and print the figures of both designs."""
    parser = argparse.ArgumentParser(prog="python -m bench.idle", description="What doing nothing costs.")
    parser.add_argument("--sources", type=int, default=500)
    parser.add_argument("--ticks", type=int, default=500)
    parser.add_argument("--design", choices=["ours", "theirs"], help=argparse.SUPPRESS)
    parser.add_argument("--db", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.design:
        logging.disable(logging.WARNING)
        seconds = (
            asyncio.run(ours(arguments.db, arguments.ticks))
            if arguments.design == "ours"
            else theirs(arguments.db, arguments.ticks)
        )
        print(json.dumps({"milliseconds": statistics.median(seconds) * 1000, "megabytes": _resident_megabytes()}))
        return
    with tempfile.TemporaryDirectory(prefix="idle-") as name:
        db = Path(name) / "news.db"
        prepare(db, arguments.sources)
        found = {design: measure(design, db, arguments.ticks) for design in ("ours", "theirs")}
    for design, figures in found.items():
        print(f"{design:7} {figures['milliseconds']:7.2f} ms of CPU a tick  {figures['megabytes']:6.1f} MB")
    print(
        json.dumps(
            {
                "sources": arguments.sources,
                "ticks": arguments.ticks,
                "idle_tick_ms": round(found["ours"]["milliseconds"], 3),
                "memory_mb": round(found["ours"]["megabytes"], 1),
                "other_tick_ms": round(found["theirs"]["milliseconds"], 3),
                "other_memory_mb": round(found["theirs"]["megabytes"], 1),
            }
        )
    )


def _resident_megabytes() -> float:
    status = Path("/proc/self/status").read_text().split("VmRSS:")[1]
    return int(status.split()[0]) / 1024


if __name__ == "__main__":
    main()
