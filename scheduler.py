"""When: a tick asks the archive what is due, and one crawl in a process of its own does it. Nothing else.

The schedule's truth is `next_poll` in the sources table, so a restart costs nothing and no tick is ever made up for.
Environment: as in spiders/settings.py, and

    PACTWATCH_LOG       "json" for log lines that programs read
    PACTWATCH_PORT      a port for /healthz and /metrics; none is opened without it
    PACTWATCH_HOST      the address it is opened on (default 127.0.0.1)
    PACTWATCH_DEADLINE  seconds that one crawl may take (default 1800)
    PACTWATCH_GRACE     seconds that a crawl gets to store what is in flight when it is to stop (default 30)
"""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from pactwatch.errors import ArchiveUnavailable, PactwatchError
from spiders.service import logs
from spiders.service.child import Child, Ended
from spiders.service.orders import Orders, Refused, command_line, orders_of
from spiders.service.presence import seen_from_outside
from spiders.service.pulse import Pulse
from storage.due import Due, due
from storage.figures import LARGE_WAL, wal_bytes
from storage.locks import holder, sole

logger = logging.getLogger("scheduler")

CHORE_SECONDS = 7200.0
"""For migrations and for looking over a large archive: 48 s a GiB."""
RETRY_SECONDS = 600.0
"""A chore that failed is not tried again before."""
CLOCK_CHECK_SECONDS = 10.0
CLOCK_SLIP_SECONDS = 2.0
"""A clock that falls behind by more than this was set back; less is the slow correction of NTP."""
CRAWL_SAYS = "pactwatch: "
"""Before the sentence with which a crawl gives up."""
HOPELESS = 2
"""The exit status of whatever will not work until a person does something."""


class Scheduler:
    """Ticks until it is told to stop. A tick that fails is logged, and the next one tries again."""

    def __init__(self, orders: Orders, clock: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self._orders = orders
        self._clock = clock
        self._steady = steady
        self._prepared = False
        self._child: Child | None = None
        self._stopping = asyncio.Event()
        self._farewell: asyncio.Task[None] | None = None
        self._not_before: dict[str, float] = {}
        self._wal_is_large = False
        self.pulse = Pulse(longest_silence=3 * orders.every_seconds + 30, last_sign=steady())

    async def tick(self) -> bool:
        """Do what is due; False when something of it failed. Raises Refused."""
        self.pulse.began(self._steady())
        trouble = ""
        try:
            if not self._prepared:
                await self._prepare()
            trouble = await self._work(due(self._orders.db, self._clock()))
        except Refused:
            raise
        except PactwatchError as error:
            trouble = str(error)
        except Exception as error:  # outermost: the scheduler outlives whatever one tick brings
            logger.exception("a fault of ours")
            trouble = f"a fault of ours ({type(error).__name__})"
        if trouble:
            logger.error("this tick failed: %s", trouble)
        self.pulse.ended(self._steady(), trouble)
        return not trouble

    async def run(self) -> None:
        """Tick at the interval until `stop`. Raises Refused."""
        ticking = AsyncIOScheduler(timezone=UTC)
        refusals: list[Refused] = []

        async def tick() -> None:
            try:
                await self.tick()
            except Refused as error:
                refusals.append(error)
                self._stopping.set()

        job = ticking.add_job(
            tick, IntervalTrigger(seconds=self._orders.every_seconds, timezone=UTC),
            next_run_time=datetime.now(UTC), coalesce=True, max_instances=1, misfire_grace_time=None,
        )  # fmt: skip
        ticking.start()
        watch = asyncio.create_task(self._watch_clock(lambda: job.modify(next_run_time=datetime.now(UTC))))
        await self._stopping.wait()
        watch.cancel()
        ticking.pause()
        while self._child is not None:  # its tick is told of its end, and lets go of it
            await asyncio.sleep(0.02)
        ticking.shutdown(wait=False)
        if refusals:
            raise refusals[0]

    def stop(self) -> None:
        """End: a crawl that runs stores what is in flight. Said twice, it is killed."""
        again = self._stopping.is_set()
        self._stopping.set()
        if self._child is None:
            return
        if again:
            self._child.kill()
        else:
            logger.info("stopping: the crawl stores what is in flight")
            self._farewell = asyncio.get_running_loop().create_task(self._child.stop())

    async def _work(self, waiting: Due) -> str:
        """Crawl, tell the operator, keep house; what failed, empty for nothing."""
        trouble = await self._crawl() if waiting.crawl else ""
        if waiting.crawl:  # it may have found a source dead, or well again
            waiting = due(self._orders.db, self._clock())
        if waiting.alarms and self._orders.environment.get("PACTWATCH_ALERTS"):
            await self._chore("spiders.service.alerting")
        if waiting.upkeep:
            await self._chore("storage.upkeep", str(self._orders.db))
        self._watch_wal()
        return trouble

    async def _prepare(self) -> None:
        paths = [self._orders.environment.get(name, "") for name in ("PACTWATCH_CATALOGUE", "PACTWATCH_TOPIC")]
        said: list[str] = []
        arguments = ["storage.preparation", str(self._orders.db), *paths]
        ended = await self._run(arguments, CHORE_SECONDS, said.append)
        if self._stopping.is_set():
            return
        if ended.status == HOPELESS:
            raise Refused(said[-1] if said else f"{self._orders.db} cannot be prepared.")
        if ended.status:
            raise ArchiveUnavailable(said[-1] if said else f"{self._orders.db} could not be prepared.")
        self._prepared = True

    async def _crawl(self) -> str:
        if (other := holder(self._orders.db, "collection")) is not None:
            logger.info("the crawl waits: process %s collects into %s", other, self._orders.db)
            return ""
        last = ""

        def tell(line: str) -> None:
            nonlocal last
            last = line.removeprefix(CRAWL_SAYS) if line.startswith(CRAWL_SAYS) else last
            logs.relay(line)

        ended = await self._run(["spiders.crawl"], self._orders.deadline_seconds, tell)
        self.pulse.crawls += 1
        trouble = ""
        if ended.overdue:
            trouble = f"the crawl was not done after {self._orders.deadline_seconds:.0f} s and was stopped"
        elif ended.status < 0 and not self._stopping.is_set():
            trouble = f"the crawl was ended by signal {-ended.status}; what it left stays due"
        elif ended.status > 0:
            trouble = last or f"the crawl failed (exit status {ended.status}); what it left stays due"
        self.pulse.failed_crawls += bool(trouble)
        return trouble

    async def _chore(self, *arguments: str) -> None:
        name = arguments[0]
        if self._steady() < self._not_before.get(name, float("-inf")):
            return
        ended = await self._run(list(arguments), CHORE_SECONDS, logs.relay)
        if ended.status and not self._stopping.is_set():
            self._not_before[name] = self._steady() + RETRY_SECONDS
            logger.error("%s ended with status %d and is tried again later", name, ended.status)

    async def _run(self, arguments: list[str], deadline: float, tell: Callable[[str], None]) -> Ended:
        if self._stopping.is_set():
            return Ended(status=0)
        self._child = Child(arguments, self._orders.environment, grace=self._orders.grace_seconds)
        self.pulse.at_work_until = self._steady() + deadline + 2 * self._orders.grace_seconds
        try:
            return await self._child.run(deadline, tell)
        finally:
            self._child = None
            self.pulse.at_work_until = None
            self.pulse.last_sign = self._steady()

    def _watch_wal(self) -> None:
        size = wal_bytes(self._orders.db)
        if (size >= LARGE_WAL) is not self._wal_is_large:
            self._wal_is_large = not self._wal_is_large
            logger.warning("the log beside %s has %s bytes now: what reads it so long?", self._orders.db, f"{size:,}")

    async def _watch_clock(self, tick_now: Callable[[], object]) -> None:
        """Tick at once after the clock was set back: APScheduler would wait until it is the old time again."""
        loop = asyncio.get_running_loop()
        while True:
            wall, steady = datetime.now(UTC), loop.time()
            await asyncio.sleep(min(CLOCK_CHECK_SECONDS, self._orders.every_seconds))
            slip = (datetime.now(UTC) - wall).total_seconds() - (loop.time() - steady)
            if slip < -CLOCK_SLIP_SECONDS:
                logger.warning("the clock was set back by %.0f s", -slip)
                tick_now()


async def serve(orders: Orders, *, once: bool) -> int:
    """Run a scheduler until a signal ends it, or for one tick; the exit status. Raises Refused."""
    loop = asyncio.get_running_loop()
    scheduler = Scheduler(orders, lambda: datetime.now(UTC), loop.time)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, scheduler.stop)
    if once:
        return 0 if await scheduler.tick() else 1
    async with seen_from_outside(orders, scheduler.pulse):
        logger.info("watching %s, a tick every %g s", orders.db, orders.every_seconds)
        await scheduler.run()
    logger.info("stopped after %d ticks", scheduler.pulse.ticks)
    return 0


def main() -> None:
    """Run the scheduler that the command line and the environment describe, and exit with its status."""
    arguments = command_line(os.environ)
    logs.to_stderr(os.environ.get("PACTWATCH_LOG", ""))
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    try:
        orders = orders_of(arguments, os.environ)
        with sole(orders.db, "scheduler"):
            status = asyncio.run(serve(orders, once=arguments.once))
    except PactwatchError as error:
        status = _refuse(str(error))
    except OSError as error:  # of the port: everything else is caught where it happens
        status = _refuse(f"Port {arguments.port} cannot be opened: {error.strerror}.")
    sys.exit(status)


def _refuse(sentence: str) -> int:
    print(f"pactwatch-scheduler: {logs.harmless(sentence)}", file=sys.stderr)
    return HOPELESS


if __name__ == "__main__":
    main()
