"""`pactwatch web` as a process: where it listens, what it says, how it ends; and what it costs the other commands."""

import ast
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from pactwatch.errors import PactwatchError
from review.web.command import reach
from review.web.server import Listening
from tests.commands import finish, run, start
from tests.newsstand import newsstand
from tests.outlet import ROOT

SERVING = {"starlette", "jinja2", "uvicorn", "markupsafe", "anyio"}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return newsstand(tmp_path / "news.db")


@pytest.mark.slow
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)])
def test_it_says_where_it_listens_answers_there_and_ends_when_told(db: Path, number: int, status: int) -> None:
    process = start(db, "web", "--port", "0")
    assert process.stdout is not None
    said = process.stdout.readline().decode() + process.stdout.readline().decode()
    (url,) = re.findall(r"http://127\.0\.0\.1:\d+/", said)

    with urllib.request.urlopen(f"{url}sources", timeout=100) as response:
        page = response.read().decode()
    process.send_signal(number)

    done = finish(process)
    assert "wire-ko" in page
    assert "only programs of this machine can reach them" in said
    assert (done.status, done.err.strip()) == (status, "")


def test_a_port_that_is_taken_is_one_sentence(db: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = run(db, "web", "--port", str(taken.getsockname()[1]))

    assert done.status == 2
    assert "try another --port" in done.err
    assert "Traceback" not in done.err


def test_it_listens_on_an_address_of_either_kind() -> None:
    for host, url in (("127.0.0.1", "http://127.0.0.1:"), ("localhost", "http://localhost:"), ("::1", "http://[::1]:")):
        try:
            listening = Listening.on(host, 0)
        except PactwatchError:
            assert host == "::1"  # a machine without IPv6
            continue
        with listening:
            assert listening.url == f"{url}{listening.port}/"


def test_an_address_that_is_not_of_this_machine_is_one_sentence(db: Path) -> None:
    assert "Nothing can listen on 192.0.2.7" in run(db, "web", "--host", "192.0.2.7").err


def test_a_missing_database_is_named_and_not_made(tmp_path: Path) -> None:
    done = run(tmp_path / "none.db", "web")

    assert "There is no database at" in done.err
    assert not (tmp_path / "none.db").exists()


def test_a_zone_that_is_none_is_one_sentence(db: Path) -> None:
    assert "no time zone that this machine knows" in run(db, "web", "--zone", "Seoul/Asia").err


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_on_loopback_it_says_that_only_this_machine_reaches_it(host: str) -> None:
    assert "only programs of this machine can reach them" in reach(host, 8418)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "desk.example"])
def test_elsewhere_it_says_that_there_is_no_password(host: str) -> None:
    assert "whoever reaches port 8418 of this machine can read and review everything" in reach(host, 8418)


@pytest.mark.slow
def test_no_other_command_imports_what_serves_the_pages() -> None:
    script = (
        "import sys; from review.cli import pactwatch\n"
        "try: pactwatch.main(['--help'])\n"
        f"except SystemExit: pass\nsys.stderr.write(' '.join({SERVING!r} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "web " in done.stdout
    assert done.stderr == ""


def test_only_the_room_of_the_pages_imports_what_serves_them() -> None:
    users = set()
    for room in ("pactwatch", "storage", "spiders", "review"):
        for file in (ROOT / room).rglob("*.py"):
            nodes = [node for node in ast.walk(ast.parse(file.read_text("utf8"))) if isinstance(node, ast.ImportFrom)]
            if any((node.module or "").split(".")[0] in SERVING for node in nodes):
                users.add(file.parent.relative_to(ROOT).as_posix())

    assert users == {"review/web"}
