"""A real browser, driven over its debugging pipe (two file descriptors, a JSON message each up to a NUL byte)."""

import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SWITCHES = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
)  # fmt: skip
# Chromium reads commands from descriptor 3 and answers on 4.
START = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)
SECONDS = 40


class Pipe:
    """The messages to and from a browser, with all its pages."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands, self._answers = commands, answers
        self._read, self._number = b"", 0

    def send(self, method: str, session: str | None, parameters: dict[str, Any]) -> int:
        """Send a command; the number of its answer."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        return self._number

    def next(self, deadline: float) -> dict[str, Any]:
        """Wait for the next message."""
        while b"\0" not in self._read:
            ready, _, _ = select.select([self._answers], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, "the browser does not answer"
            self._read += os.read(self._answers, 1 << 16)
        message, _, self._read = self._read.partition(b"\0")
        return json.loads(message)


class Tab:
    """One page of a profile of its own, and what the browser complained of."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe, self._session = pipe, None
        self.complaints: list[str] = []
        self._loaded = 0
        self.profile = self.ask("Target.createBrowserContext")["browserContextId"]
        target = self.ask("Target.createTarget", url="about:blank", browserContextId=self.profile)["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def open(self, url: str) -> None:
        """Go there and wait until all is loaded."""
        with self.loading():
            self.ask("Page.navigate", url=url)

    def size(self, width: int, height: int = 800) -> None:
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def prefers(self, scheme: str) -> None:
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def value(self, script: str) -> Any:
        """What an expression comes to on the page."""
        return self.ask("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def press(self, key: str) -> None:
        text = {"Enter": "\r", "Escape": ""}.get(key, key)
        self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, text=text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=key)

    @contextlib.contextmanager
    def loading(self) -> Iterator[None]:
        """Wait at the end of the block for the page that it leads to."""
        before = self._loaded
        yield
        deadline = time.monotonic() + SECONDS
        while self._loaded == before:
            self._meet(self._pipe.next(deadline))

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        number = self._pipe.send(method, self._session, parameters)
        deadline = time.monotonic() + SECONDS
        while (answer := self._pipe.next(deadline)).get("id") != number:
            self._meet(answer)
        assert "error" not in answer, (method, answer["error"])
        return answer["result"]

    def _meet(self, event: dict[str, Any]) -> None:
        if event.get("sessionId") != self._session:  # of a page that has been left
            return
        self._loaded += event.get("method") == "Page.loadEventFired"
        if event.get("method") == "Log.entryAdded" and event["params"]["entry"]["level"] in ("error", "warning"):
            self.complaints.append(event["params"]["entry"]["text"])
        if event.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(str(event["params"]["exceptionDetails"]))


@contextlib.contextmanager
def chromium(profile: Path) -> Iterator[Pipe]:
    """Start the Chromium of this machine; the test is skipped where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    (commands_in, commands), (answers, answers_out) = os.pipe(), os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(commands_in), str(answers_out), program, *SWITCHES, f"--user-data-dir={profile}"],
        pass_fds=(commands_in, answers_out), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(commands_in)
    os.close(answers_out)
    try:
        yield Pipe(commands, answers)
    finally:
        process.terminate()
        process.wait(20)
        os.close(commands)
        os.close(answers)


@contextlib.contextmanager
def opened(pipe: Pipe) -> Iterator[Tab]:
    """A page with an empty profile, as of a browser that has just been started."""
    tab = Tab(pipe)
    try:
        yield tab
    finally:
        pipe.send("Target.disposeBrowserContext", None, {"browserContextId": tab.profile})
