"""Runs the commands: in this process for most tests, in one of their own where a process is the point."""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import spiders.settings
from review.cli import pactwatch
from tests.outlet import ROOT


@dataclass(frozen=True, kw_only=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str
    raw: bytes

    @property
    def json(self) -> Any:
        """The document that was printed."""
        return json.loads(self.out)


def run(db: Path, *arguments: str) -> Done:
    """Run a command in this process, on a database."""
    result = CliRunner().invoke(pactwatch, ["--db", str(db), *arguments])
    return Done(status=result.exit_code, out=result.stdout, err=result.stderr, raw=result.stdout_bytes)


def read_anew(monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str]) -> None:
    """Let the next command in this process find another environment, as one in a process of its own would."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delitem(sys.modules, "spiders.settings")
    monkeypatch.delattr(spiders, "settings")


def start(db: Path, *arguments: str | bytes, **options: Any) -> "subprocess.Popen[bytes]":
    """Start a command in a process of its own."""
    environment = os.environ | options.pop("environment", {})
    return subprocess.Popen(
        [sys.executable, "-m", "review", "--db", str(db), *arguments],
        **{"cwd": ROOT, "env": environment, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options,
    )


def finish(process: "subprocess.Popen[bytes]") -> Done:
    """Wait for the end of a process."""
    out, err = process.communicate(timeout=100)
    decoded = [(stream or b"").decode("utf8", "backslashreplace") for stream in (out, err)]
    return Done(status=process.returncode, out=decoded[0], err=decoded[1], raw=out or b"")


def on_terminal(db: Path, *arguments: str, columns: int = 80, **environment: str) -> str:
    """Run a command on a pseudo-terminal of so many columns; all that reached it."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = start(
        db, *arguments, stdin=theirs, stdout=theirs, stderr=theirs,
        environment={"TERM": "xterm-256color", "COLUMNS": str(columns)} | environment,
    )  # fmt: skip
    os.close(theirs)
    seen = bytearray()
    while True:
        try:
            read = os.read(ours, 65536)
        except OSError:  # Linux: EIO once the last process has closed the other end
            break
        if not read:
            break
        seen += read
    process.wait(timeout=100)
    os.close(ours)
    return seen.decode("utf8", "replace").replace("\r\n", "\n")
