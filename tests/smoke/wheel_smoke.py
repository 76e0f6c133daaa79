"""Uses the installed wheel as a newcomer would: its commands, its data files, a crawl over loopback, the scheduler."""

import json
import os
import re
import subprocess
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import distribution
from pathlib import Path

HERE = Path(__file__).parent
PAGE = """<html lang="en"><head><title>Ministers weigh the pact</title>
<meta property="article:published_time" content="2025-03-04T09:00:00+09:00"></head><body><article>
<h1>Ministers weigh the pact</h1>{paragraphs}</article></body></html>"""
PARAGRAPH = (
    "<p>Officials from South Korea and Japan met on Tuesday to discuss the General Security of Military Information "
    "Agreement, the GSOMIA, and agreed to meet again before the end of month {n}, according to an invented spokesman.</p>"
)
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>
<item><title>Ministers weigh the pact</title><link>http://127.0.0.1:{port}/news/2025/03/04/pact</link></item>
</channel></rss>"""


class Outlet(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.send_error(404)
            return
        port = self.server.server_address[1]
        paragraphs = "".join(PARAGRAPH.format(n=n) for n in range(1, 7))
        body = (FEED.format(port=port) if self.path == "/feed" else PAGE.format(paragraphs=paragraphs)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def run(*command: str, **environment: str) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, env=os.environ | environment, cwd=HERE, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def main() -> None:
    files = {str(file).split("/", 1)[0] for file in distribution("pactwatch").files or []}
    unexpected = {name for name in files if name.startswith(("tests", "bench", "demo"))}
    if unexpected:
        sys.exit(f"the wheel holds {unexpected}")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outlet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    feed = f"http://127.0.0.1:{server.server_address[1]}/feed"
    db = str(HERE / "smoke.db")
    catalogue = HERE / "catalogue.toml"
    catalogue.write_text(
        f'[[source]]\nname = "smoke"\noutlet = "Smoke"\nurl = "{feed}"\nkind = "feed"\nlanguage = "en"\ncountry = "KR"\n'
        'category = "all"\npaywall = "none"\nconfidence = "high"\nenabled = true\n'
    )
    crawl = {"PACTWATCH_ALLOW": "127.0.0.0/8", "PACTWATCH_CATALOGUE": str(catalogue), "PACTWATCH_DELAY": "0"}
    run("pactwatch", "--db", db, "collect", "--source", "smoke", **crawl)
    inbox = json.loads(run("pactwatch", "--db", db, "inbox", "--json"))
    assert [row["outlet"] for row in inbox] == ["Smoke"], inbox
    assert json.loads(run("pactwatch", "--db", db, "search", "GSOMIA", "--json")), "search finds nothing"
    assert json.loads(run("pactwatch", "--db", db, "doctor", "--json")), "doctor says nothing"
    run("pactwatch-scheduler", "--db", db, "--once", **crawl)
    look_at_the_pages(db)
    print("wheel ok: collect, inbox, search, doctor, the scheduler and the review pages work from it")


def look_at_the_pages(db: str) -> None:
    """Ask the installed pages for one of their templates and one of their files."""
    pages = subprocess.Popen(
        ["pactwatch", "--db", db, "web", "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=HERE
    )
    try:
        line = pages.stdout.readline() if pages.stdout else ""
        (url,) = re.findall(r"http://127\.0\.0\.1:\d+/", line)
        for path, held in (("sources", "smoke"), ("static/style.css", "font-family")):
            with urllib.request.urlopen(url + path, timeout=60) as response:
                assert held in response.read().decode(), path
    finally:
        pages.terminate()
        pages.wait(60)


if __name__ == "__main__":
    main()
