"""Disks that are full, or may not be written."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest


@contextlib.contextmanager
def small_disk(folder: Path, *, megabytes: int = 4, ballast: int = 1_000_000) -> Iterator[Path]:
    """A file system, a part of it taken by a file `ballast` that can be deleted to make room."""
    folder.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], capture_output=True
    ).returncode:
        pytest.skip("a small disk is made by mounting one, which takes root")
    try:
        (folder / "ballast").write_bytes(b"x" * ballast)
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)  # a process that was killed may still let go of it


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder that nobody may write: by a mount for root, whom permissions do not stop, else by permissions."""
    if os.geteuid():
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
        return
    mounted = subprocess.run(["mount", "--bind", folder, folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("root needs a mount to make a folder that it may not write")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True, capture_output=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)
