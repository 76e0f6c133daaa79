"""Being seen: the service manager is told how the scheduler is, and so is whoever asks on its port."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from spiders.service.notify import ServiceManager
from spiders.service.orders import Orders
from spiders.service.pulse import Pulse
from storage.figures import figures

logger = logging.getLogger("scheduler")


@contextlib.asynccontextmanager
async def seen_from_outside(orders: Orders, pulse: Pulse) -> AsyncIterator[None]:
    """Tell the service manager how we are, and whoever asks on the port."""
    loop = asyncio.get_running_loop()
    manager = ServiceManager(orders.environment)
    async with contextlib.AsyncExitStack() as stack:
        if orders.port is not None:
            # Imported here: whoever opens no port does not carry the library.
            from spiders.service.endpoint import Endpoint

            endpoint = Endpoint(pulse, lambda: figures(orders.db, datetime.now(UTC)), loop.time)
            stack.callback(endpoint.close)
            await endpoint.open(orders.host, orders.port)
            logger.info("answering on http://%s:%d/healthz and /metrics", orders.host, endpoint.port)
        manager.ready(f"watching {orders.db}")
        if manager.watchdog_seconds:
            watchdog = asyncio.create_task(_keep_watchdog(manager, manager.watchdog_seconds, pulse))
            stack.callback(watchdog.cancel)
        try:
            yield
        finally:
            manager.stopping()


async def _keep_watchdog(manager: ServiceManager, seconds: float, pulse: Pulse) -> None:
    loop = asyncio.get_running_loop()
    while True:
        if pulse.is_alive(loop.time()):
            manager.alive(pulse.said(loop.time()))
        await asyncio.sleep(seconds / 3)
