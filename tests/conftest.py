"""No test leaves loopback: a connection anywhere else fails the test that made it."""

import contextlib
import ipaddress
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlite_utils import Database

from storage.database import open_database
from storage.schema import migrations

SHARED = Path(__file__).parent.parent.parent / "shared"
ABSENT = Path(__file__).parent / "absent"

# No example fails for the time it took: another process may have had the core.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")

# A shell that runs the tests in its background has them ignore SIGINT, and so all that they start: nothing would end of it.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _only_loopback() -> Iterator[None]:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not _is_loopback(str(address[0])):
            pytest.fail(f"a test tried to reach {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(socket.socket, "connect", guarded)
        yield


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data beside the checkout; tests that use it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder of measuring data is not beside this checkout")
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def _empty_archives_are_copied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Make the tables once: hundreds of tests begin with an empty archive, and its migrations take 50 ms each time.

    A database that holds anything is migrated as ever, and so is one that a process under test makes.
    """
    with contextlib.closing(open_database(tmp_path_factory.mktemp("empty") / "archive.db")) as template:
        apply = migrations.apply

        def copied(db: Database) -> None:
            if db.execute("SELECT 1 FROM sqlite_master").fetchone():
                apply(db)
            else:
                template.conn.backup(db.conn)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(migrations, "apply", copied)
            yield


@pytest.fixture(scope="session", autouse=True)
def _processes_find_only_what_is_installed_with_the_product() -> Iterator[None]:
    """Hide the benches' packages from the processes under test: numpy alone takes 0.15 s of each one's start."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PYTHONPATH", str(ABSENT), prepend=os.pathsep)
        yield
