"""A child process with a deadline: asked to stop first, and killed when it does not."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pactwatch.errors import PactwatchError

ROOT = Path(__file__).parent.parent.parent
LONGEST_LINE = 8 * 1024
"""Bytes of one line of a child that reach the log."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """How a child ended."""

    status: int
    """Its exit status, or minus the number of the signal that ended it."""
    overdue: bool = False
    """It was asked to stop because its time was up."""


class NotStarted(PactwatchError):
    """The machine does not let us start a process."""


class Child:
    """One run of a Python module of ours, in a session of its own: what the terminal sends reaches only us."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str], *, grace: float) -> None:
        self._arguments = arguments
        self._environment = environment
        self._grace = grace
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = False

    async def run(self, deadline: float, tell: Callable[[str], None]) -> Ended:
        """Run to the end, or to the deadline in seconds; `tell` gets every line that it writes."""
        self._process = await self._start()
        relay = asyncio.create_task(_relay(self._process.stdout, tell))
        try:
            if self._stopping:  # it was told so while it was being made
                await self.stop()
            overdue = not await self._ends_within(deadline)
            if overdue:
                await self.stop()
            status = await self._process.wait()
        finally:
            await asyncio.wait({relay}, timeout=1)  # what it wrote last is still in the pipe
            relay.cancel()
        return Ended(status=status, overdue=overdue)

    async def stop(self) -> None:
        """Ask it to stop, and kill it when it has not after the grace."""
        self._stopping = True
        if self._process is None:
            return
        self._signal(signal.SIGTERM)
        if not await self._ends_within(self._grace):
            self.kill()

    def kill(self) -> None:
        """End it at once."""
        self._signal(signal.SIGKILL)

    async def _start(self) -> asyncio.subprocess.Process:
        try:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", *self._arguments,
                stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
                env=_importable(self._environment), start_new_session=True, limit=LONGEST_LINE,
            )  # fmt: skip
        except OSError as error:  # no memory, no processes left, an interpreter that this user may not run
            raise NotStarted(f"{sys.executable} cannot be started: {error.strerror}.") from error

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.send_signal(number)

    async def _ends_within(self, seconds: float) -> bool:
        if self._process is None:
            return False
        try:
            await asyncio.wait_for(self._process.wait(), seconds)
        except TimeoutError:
            return False
        return True


def _importable(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with our modules on the path, where they lie in a bare checkout."""
    variables = dict(environment)
    if (ROOT / "pyproject.toml").is_file():
        variables["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), variables.get("PYTHONPATH")]))
    return variables


async def _relay(stream: asyncio.StreamReader | None, tell: Callable[[str], None]) -> None:
    while stream is not None:
        try:
            line = await stream.readline()
        except ValueError:  # longer than the limit: the stream has dropped it, and goes on behind it
            continue
        if not line:
            return
        if text := line.decode("utf-8", "replace").rstrip():
            tell(text)
