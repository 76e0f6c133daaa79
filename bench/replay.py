"""Collects a folder of saved pages through the real spiders, over loopback, into a database.

    python -m bench.replay --pages DIR [--keep-all] [--db FILE]

DIR holds gold.jsonl (file, url) and the gzipped pages. With --keep-all every page counts as on topic, so that each is
extracted, compared and kept. Beside it runs what a reader would write instead: Scrapy with trafilatura in its
callback, on the same pages from the same server. The last line is one line of JSON.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.page_server import PageServer, SavedPage, saved_pages
from pactwatch.urls import canonical
from storage.archive import Archive


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One collection of all pages by one tool."""

    wall: float
    cpu: float
    peak_mb: float
    """The largest resident set of any child so far: only the first run's is surely its own."""
    errors: list[str]
    output: str


def main() -> int:
    """Run both, print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.replay", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pages", type=Path, required=True, help="folder with gold.jsonl and the pages it names")
    parser.add_argument("--keep-all", action="store_true", help="treat every page as on topic")
    parser.add_argument("--db", type=Path, help="keep the database here (default: a temporary one)")
    arguments = parser.parse_args()
    if not (arguments.pages / "gold.jsonl").is_file():
        parser.error(f"there is no gold.jsonl in {arguments.pages}")
    pages = saved_pages(arguments.pages)
    with tempfile.TemporaryDirectory() as place, PageServer(pages) as server:
        db = arguments.db or Path(place) / "replay.db"
        ours = _collect(server, db, Path(place), keep_all=arguments.keep_all)
        outcomes, missing = _accounted(db, pages)
        rival = _rival(server, pages)
    _print(pages, ours, rival, outcomes, missing)
    return 1 if missing or ours.errors else 0


def _collect(server: PageServer, db: Path, place: Path, *, keep_all: bool) -> Run:
    catalogue = place / "catalogue.toml"
    catalogue.write_text("".join(_source(host, url) for host, url in sorted(server.feeds().items())), "utf8")
    environment = os.environ | {
        "PACTWATCH_DB": str(db),
        "PACTWATCH_CATALOGUE": str(catalogue),
        "PACTWATCH_PROXY": server.proxy,
        "PACTWATCH_ALLOW": "127.0.0.0/8",
        "PACTWATCH_DELAY": "0",
        "PACTWATCH_KEEP_ALL": "1" if keep_all else "0",
    }
    return _timed([sys.executable, "-m", "spiders.crawl"], environment, "")


def _source(host: str, url: str) -> str:
    fields = {"name": host, "outlet": host, "url": url, "kind": "feed", "language": "en", "country": "US"}
    fields |= {"category": "all", "paywall": "unknown", "confidence": "high"}
    lines = "".join(f"{name} = {json.dumps(value)}\n" for name, value in fields.items())
    return f"[[source]]\n{lines}enabled = true\n\n"


def _rival(server: PageServer, pages: list[SavedPage]) -> Run:
    addresses = "\n".join(page.url for page in pages)
    return _timed([sys.executable, "-m", "bench.scrapy_trafilatura", server.proxy], dict(os.environ), addresses)


def _timed(command: list[str], environment: dict[str, str], given: str) -> Run:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, input=given, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    errors = [line for line in done.stderr.splitlines() if "ERROR" in line or "Traceback" in line]
    if done.returncode:
        errors.append(f"ended with status {done.returncode}: {done.stderr.strip()[-300:]}")
    return Run(wall=wall, cpu=cpu, peak_mb=after.ru_maxrss / 1024, errors=errors, output=done.stdout)


def _accounted(db: Path, pages: list[SavedPage]) -> tuple[Counter[str], list[str]]:
    outcomes: Counter[str] = Counter()
    missing = []
    with Archive(db) as archive:
        for page in pages:
            rows = archive.explain(page.url, canonical(page.url))
            if rows and rows[0].outcome not in {"found", "failed"}:
                outcomes[rows[0].outcome] += 1
            else:
                missing.append(page.url)
    return outcomes, missing


def _print(pages: list[SavedPage], ours: Run, rival: Run, outcomes: Counter[str], missing: list[str]) -> None:
    count = len(pages)
    print(f"{count} pages of {len({p.url.split('/')[2] for p in pages})} hosts")
    for name, run in (("pactwatch", ours), ("scrapy + trafilatura", rival)):
        print(
            f"{name:22} {count / run.wall:7.1f} pages/s  {count / run.cpu:7.1f} pages per CPU-second  "
            f"{len(run.errors)} errors"
        )
    print(f"peak memory of pactwatch: {ours.peak_mb:.0f} MB")
    print(f"ratio of pages per CPU-second: {rival.cpu / ours.cpu:.2f}")
    print("outcomes: " + ", ".join(f"{name} {number}" for name, number in outcomes.most_common()))
    for line in [*(f"not in the ledger: {url}" for url in missing), *ours.errors]:
        print(line)
    print(
        json.dumps(
            {
                "pages": count,
                "outcomes": dict(outcomes),
                "unaccounted": len(missing),
                "errors": len(ours.errors),
                "pages_per_second": round(count / ours.wall, 1),
                "pages_per_cpu_second": {
                    "pactwatch": round(count / ours.cpu, 1),
                    "scrapy+trafilatura": round(count / rival.cpu, 1),
                },
                "peak_mb": round(ours.peak_mb),
            }
        )
    )


if __name__ == "__main__":
    sys.exit(main())
