"""What the scheduler says to the outside: log lines, the service manager, /healthz and /metrics, the operator."""

import asyncio
import contextlib
import http.client
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from pactwatch.errors import PactwatchError
from spiders.service.alerting import MOST_LINES, message, tell
from spiders.service.child import LONGEST_LINE, Child
from spiders.service.logs import ForPeople, ForPrograms, relay
from spiders.service.notify import ServiceManager
from spiders.service.pulse import TICKS_TO_FAIL, Pulse
from storage.alarms import Change
from storage.archive import Archive
from storage.polls import Poll, PollOutcome
from tests.builders import NOON, source
from tests.daemon import Daemon, ready, wait_until
from tests.outlet import ROOT, Answer, Collection, Outlet

# apprise 1.9 imports imghdr where Python still has it.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

# Log lines

HOSTILE = "Title\r\n2031-01-01 CRITICAL all is lost\x1b[2J\x1b]0;owned\x07 \u202egnp.exe \x9b31m\ud800"


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("crawl", logging.WARNING, "f", 1, "%s", (text,), None)


def test_case_66_a_title_can_neither_break_a_log_line_nor_drive_a_terminal() -> None:
    line = ForPeople().format(record(HOSTILE))

    assert line.endswith(
        r"WARNING Title\r\n2031-01-01 CRITICAL all is lost\x1b[2J\x1b]0;owned\x07 \u202egnp.exe \x9b31m\ud800"
    )
    assert line.isprintable()


def test_case_66_nor_can_it_as_json() -> None:
    line = ForPrograms().format(record(HOSTILE))

    assert line.isprintable()
    assert json.loads(line)["message"].startswith(r"Title\r\n2031")
    assert (json.loads(line)["level"], json.loads(line)["from"]) == ("WARNING", "crawl")


def test_korean_and_japanese_stand_in_the_log_as_they_are() -> None:
    assert "지소미아 破棄" in ForPrograms().format(record("지소미아 破棄"))


def test_a_traceback_is_one_line() -> None:
    try:
        int("two\nlines")
    except ValueError:
        failed = logging.LogRecord("s", logging.ERROR, "f", 1, "fault", (), sys.exc_info())

    assert "\n" not in ForPeople().format(failed)
    assert "ValueError: invalid literal for int() with base 10: 'two\\nlines'" in ForPeople().format(failed)


@pytest.mark.parametrize(
    ("line", "name", "level", "said"),
    [
        ("2025-03-04 12:00:00 [scrapy.core.engine] ERROR: it broke", "scrapy.core.engine", logging.ERROR, "it broke"),
        ("pactwatch: The disk is full", "crawl", logging.WARNING, "pactwatch: The disk is full"),
        (
            "2025-03-04 12:00:00 [x] SHOUT: no level",
            "crawl",
            logging.WARNING,
            "2025-03-04 12:00:00 [x] SHOUT: no level",
        ),
    ],
)
def test_what_a_crawl_logs_keeps_its_name_and_level(
    line: str, name: str, level: int, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    relay(line)

    assert caplog.record_tuples == [(name, level, said)]


# The service manager


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(100)
        yield listener


def test_the_words_are_those_of_sd_notify(manager: socket.socket) -> None:
    service = ServiceManager({"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "30000000"})

    service.ready("watching a.db")
    service.alive("waits")
    service.stopping()

    said = [manager.recv(1000).decode() for _ in range(3)]
    assert said == ["READY=1\nSTATUS=watching a.db", "WATCHDOG=1\nSTATUS=waits", "STOPPING=1"]
    assert service.watchdog_seconds == 30


def test_an_abstract_address_is_understood() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(f"\0pactwatch-{os.getpid()}")
        listener.settimeout(60)

        ServiceManager({"NOTIFY_SOCKET": f"@pactwatch-{os.getpid()}"}).stopping()

        assert listener.recv(100) == b"STOPPING=1"


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": "/nowhere/notify"}])
def test_without_a_service_manager_nothing_happens(environment: dict[str, str]) -> None:
    ServiceManager(environment).ready("x")

    assert ServiceManager(environment).watchdog_seconds is None


@pytest.mark.slow
def test_the_daemon_tells_the_service_manager_that_it_is_ready_alive_and_ending(
    tmp_path: Path, manager: socket.socket
) -> None:
    with Outlet() as outlet:
        collection = Collection(tmp_path, outlet)
        collection.source("all", "/feed")
        words = {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": "600000"}
        with Daemon(collection, **words) as daemon:
            said = [manager.recv(1000).decode().split("\n")[0] for _ in range(3)]
            daemon.send(signal.SIGTERM)
            daemon.ends()
            while said[-1] != "STOPPING=1":
                said.append(manager.recv(1000).decode().split("\n")[0])

    assert said[0] == "READY=1"
    assert said[1:3] == ["WATCHDOG=1", "WATCHDOG=1"]


# How it is


def test_a_service_without_ticks_is_not_alive() -> None:
    pulse = Pulse(longest_silence=60, last_sign=0)

    assert (pulse.is_alive(59), pulse.is_alive(60)) == (True, False)


def test_a_long_crawl_is_life_until_its_deadline_has_passed() -> None:
    pulse = Pulse(longest_silence=60, last_sign=0, at_work_until=1000)

    assert (pulse.is_alive(999), pulse.is_alive(1000)) == (True, False)


def test_ticks_that_fail_in_a_row_are_illness_and_one_that_works_is_health() -> None:
    pulse = Pulse(longest_silence=60)
    for _ in range(TICKS_TO_FAIL):
        pulse.ended(1, "locked")
    ill, said = pulse.is_well(2), pulse.said(2)
    pulse.ended(3, "")

    assert (ill, said) == (False, "3 ticks failed in a row: locked")
    assert pulse.is_well(4)


# /healthz and /metrics


def get(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(connection):
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@pytest.mark.slow
def test_healthz_and_metrics_tell_of_a_service_that_works_and_of_one_that_does_not(tmp_path: Path) -> None:
    with Outlet() as outlet:
        collection = Collection(tmp_path, outlet)
        collection.source("all", "/feed")
        outlet.article("/on")
        outlet.feed("/feed", ["/on"])
        with Daemon(ready(collection), "--port", "0") as daemon:
            port = daemon.port()
            wait_until(lambda: "pactwatch_crawls_total 1.0" in get(port, "/metrics")[1])
            status, health = get(port, "/healthz")
            _, metrics = get(port, "/metrics")
            others = [get(port, "/metrics", "POST")[0], get(port, "/admin")[0], get(port, "/healthz", "HEAD")]
            megabytes = daemon.resident_megabytes()
            wait_until(lambda: not daemon.children())
            collection.db.rename(tmp_path / "gone.db")
            wait_until(lambda: get(port, "/healthz")[0] == 503)
            ill, blind = get(port, "/healthz")[1], get(port, "/metrics")[1]

    assert (status, json.loads(health)["well"]) == (200, True)
    assert 'pactwatch_sources{state="enabled"} 1.0' in metrics
    assert "pactwatch_up 1.0" in metrics
    assert "pactwatch_articles_total 1.0" in metrics
    assert others == [405, 404, (200, "")]
    assert "cannot be opened" in json.loads(ill)["said"]
    assert "pactwatch_up 0.0" in blind
    assert megabytes < 50


@pytest.mark.slow
def test_no_port_is_opened_unless_one_is_asked_for_and_then_on_loopback_only(tmp_path: Path) -> None:
    with Outlet() as outlet:
        collection = Collection(tmp_path, outlet)
        collection.source("all", "/feed")
        with Daemon(collection) as silent:
            wait_until(lambda: "watching" in silent.log)
            assert listening(silent.process.pid) == []
        with Daemon(collection, PACTWATCH_PORT="0") as daemon:
            port = daemon.port()
            assert listening(daemon.process.pid) == [f"127.0.0.1:{port}"]


def listening(pid: int) -> list[str]:
    """The addresses on which a process accepts TCP connections."""
    inodes = set()
    for fd in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed since it was listed
            inodes.add(os.readlink(fd))
    found = []
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
            host, port = fields[1].split(":")
            found.append(f"{socket.inet_ntoa(bytes.fromhex(host)[::-1])}:{int(port, 16)}")
    return found


@pytest.mark.slow
def test_a_port_that_is_taken_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with Outlet() as outlet:
        collection = Collection(tmp_path, outlet)
        collection.source("all", "/feed")
        with Daemon(collection, "--port", str(outlet.port)) as daemon:
            assert daemon.ends() == 2

    assert f"Port {outlet.port} cannot be opened: " in daemon.lines[-1]


# The operator


class Mailbox:
    """A channel that takes messages over HTTP, as long as it is told to."""

    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []
        self.takes = True
        mailbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if mailbox.takes:
                    mailbox.messages.append(json.loads(body))
                self.send_response(200 if mailbox.takes else 500)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.channel = f"json://127.0.0.1:{self._server.server_address[1]}/secret-token"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with contextlib.closing(Mailbox()) as mailbox:
        yield mailbox


@pytest.fixture
def failing(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "a.db") as archive:
        archive.sync_sources([source()])
        archive.record_poll(Poll(source="outlet-all", at=NOON, outcome=PollOutcome.BLOCKED, failures=1.0))
        yield archive


def test_the_operator_is_told_once(failing: Archive, mailbox: Mailbox) -> None:
    assert tell(failing, [mailbox.channel], NOON)
    assert tell(failing, [mailbox.channel], NOON)

    (got,) = mailbox.messages
    assert (got["title"], got["message"]) == (
        "pactwatch: 1 worse, 0 well again",
        "source outlet-all: ok -> failing (blocked)",
    )


def test_a_message_that_was_not_taken_is_sent_again(failing: Archive, mailbox: Mailbox) -> None:
    mailbox.takes = False
    refused = tell(failing, [mailbox.channel], NOON)
    mailbox.takes = True

    assert not refused
    assert tell(failing, [mailbox.channel], NOON)
    assert len(mailbox.messages) == 1


def test_a_channel_that_refuses_keeps_no_other_from_being_told_once(failing: Archive, mailbox: Mailbox) -> None:
    with contextlib.closing(Mailbox()) as broken:
        broken.takes = False
        channels = [broken.channel, mailbox.channel]
        first, second = tell(failing, channels, NOON), tell(failing, channels, NOON)
        broken.takes = True
        third = tell(failing, channels, NOON)

        assert (first, second, third) == (False, False, True)
        assert (len(mailbox.messages), len(broken.messages)) == (1, 1)


def test_a_hundred_changes_are_one_message() -> None:
    changes = [Change(subject=f"source {n}", before="ok", now="failing", why="\x1b[2J") for n in range(100)]

    title, text = message(changes)

    assert title == "pactwatch: 100 worse, 0 well again"
    assert len(text.splitlines()) == MOST_LINES + 1
    assert text.endswith("and 70 more: pactwatch sources health")
    assert "\x1b" not in text


def test_a_channel_s_secret_is_not_written_anywhere(failing: Archive, mailbox: Mailbox) -> None:
    mailbox.takes = False
    environment = os.environ | {"PACTWATCH_DB": str(failing.path), "PACTWATCH_ALERTS": mailbox.channel}

    done = subprocess.run(
        [sys.executable, "-m", "spiders.service.alerting"], env=environment, cwd=ROOT, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "a channel of PACTWATCH_ALERTS did not take the message: check its address\n"


@pytest.mark.slow
def test_the_daemon_tells_of_a_source_that_dies_and_of_its_recovery(tmp_path: Path, mailbox: Mailbox) -> None:
    with Outlet() as outlet:
        collection = Collection(tmp_path, outlet)
        collection.source("all", "/feed")
        outlet.answers["/feed"] = Answer(status=410)
        with Daemon(ready(collection), PACTWATCH_ALERTS=mailbox.channel) as daemon:
            wait_until(lambda: len(mailbox.messages) == 1)
            outlet.article("/on")
            outlet.feed("/feed", ["/on"])
            with Archive(collection.db) as archive:
                archive.enable_source("all")
            wait_until(lambda: len(mailbox.messages) == 2)
            assert mailbox.channel not in daemon.log

    assert [got["message"].split(" 20")[0] for got in mailbox.messages] == [
        "source all: ok -> gone (Gone: answered 410 on",
        "source all: gone -> ok",
    ]


# Children


def test_an_interpreter_that_cannot_be_started_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(PactwatchError, match="/nowhere/python cannot be started: No such file or directory"):
        asyncio.run(Child(["storage.upkeep"], os.environ, grace=1).run(1, print))


def test_a_child_that_writes_a_line_without_end_does_not_fill_our_memory_and_its_next_line_is_heard() -> None:
    heard: list[str] = []
    child = Child(["tests.endless"], os.environ, grace=1)

    ended = asyncio.run(child.run(30, heard.append))

    assert ended.status == 0
    assert heard[-1] == "the next line"
    assert max(map(len, heard)) <= LONGEST_LINE
