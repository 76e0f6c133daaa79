"""The scheduler's own code in a process that is never killed, ticking at a word: so that its memory can be watched.

It reads a number of ticks a line from stdin, and answers with a line of JSON: what it has done, how large it is.
"""

import asyncio
import contextlib
import json
import logging
import os
import re
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scheduler import Scheduler
from spiders.service.orders import Orders

TICK_SECONDS = 60


class ShiftedTime:
    """The clock of the soak: the true time and what stands in a file, moved on by a minute at every tick."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def seconds(self) -> int:
        """How far it is off."""
        return int(self._file.read_text())

    def now(self) -> datetime:
        """What it shows, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.seconds)

    def move_on(self) -> None:
        """Let a minute pass."""
        new = self._file.with_suffix(".ticker")
        new.write_text(str(self.seconds + TICK_SECONDS))
        new.replace(self._file)


def resident_kilobytes() -> int:
    """The memory of this process."""
    (kilobytes,) = re.findall(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(kilobytes)


async def tick(scheduler: Scheduler, clock: ShiftedTime, ticks: int) -> dict[str, object]:
    """Tick so often, one minute after another; the figures of these ticks."""
    sizes, idle = [], []
    for _ in range(ticks):
        clock.move_on()
        crawls, began = scheduler.pulse.crawls, time.process_time()
        well = await scheduler.tick()
        if well and scheduler.pulse.crawls == crawls:
            idle.append(time.process_time() - began)
        sizes.append(resident_kilobytes())
    return {
        "ticks": ticks, "failed": scheduler.pulse.failed_ticks, "crawls": scheduler.pulse.crawls,
        "failed_crawls": scheduler.pulse.failed_crawls, "kilobytes": sizes, "idle_seconds": idle,
    }  # fmt: skip


async def serve(db: Path, shift: Path) -> None:
    """Answer until stdin ends."""
    environment = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}
    environment |= {"PACTWATCH_DB": str(db), "LD_PRELOAD": os.environ["SOAK_PRELOAD"]}
    clock = ShiftedTime(shift)
    orders = Orders(db=db, deadline_seconds=60, grace_seconds=5, environment=environment)
    scheduler = Scheduler(orders, clock.now, time.monotonic)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(await tick(scheduler, clock, int(line))), flush=True)


if __name__ == "__main__":
    logging.basicConfig(filename=sys.argv[3], level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(Path(sys.argv[1]), Path(sys.argv[2])))
