"""Fetching one page for `pactwatch extract`: through the guard, in a process of its own."""

import os
import re
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.outlet import ROOT
from tests.test_extraction import json_ld
from tests.test_extraction import page as page_of


class _Outlet(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"User-agent: *\nDisallow: /private" if self.path == "/robots.txt" else page_of(head=json_ld())
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Outlet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def extract(url: str, allow: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "review", "--db", "no-such.db", "extract", url],
        capture_output=True, text=True, cwd=ROOT, timeout=100,
        env={"PATH": "/usr/bin:/bin", "PACTWATCH_ALLOW": allow, "PACTWATCH_DELAY": "0"}
        | {"PYTHONPATH": os.environ["PYTHONPATH"]} | environment, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_an_address_is_fetched_once_and_printed(address: str) -> None:
    done = extract(f"{address}/world/renewal", allow="127.0.0.0/8")

    assert done.returncode == 0, done.stderr
    assert "Agreement renewed" in done.stdout
    assert "Yun Ara, Kato Ren" in done.stdout


@pytest.fixture(scope="module")
def refused(address: str) -> "subprocess.CompletedProcess[str]":
    """An address refused, with the name of every module that was imported to that end."""
    return extract(f"{address}/world/renewal", allow="", PYTHONPROFILEIMPORTTIME="1")


@pytest.mark.slow
def test_an_address_in_a_private_network_is_refused(refused: "subprocess.CompletedProcess[str]") -> None:
    assert refused.returncode == 2
    assert "was not had" in refused.stderr


@pytest.mark.slow
def test_to_fetch_a_page_imports_no_server_no_console_no_second_client_and_no_second_parser(
    refused: "subprocess.CompletedProcess[str]",
) -> None:
    imported = set(re.findall(r"\| +(\S+)$", refused.stderr, re.MULTILINE))

    assert "scrapy.crawler" in imported
    unused = {"aiohttp", "bs4", "numpy", "requests", "scrapy.extensions.telnet", "soupsieve", "starlette", "tldextract"}
    assert unused & imported == set()


@pytest.mark.slow
def test_what_robots_txt_forbids_is_not_fetched(address: str) -> None:
    done = extract(f"{address}/private/renewal", allow="127.0.0.0/8")

    assert done.returncode == 2
    assert "robots.txt" in done.stderr
