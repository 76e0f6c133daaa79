"""How fast raw pages are screened, and how many are spared a parse.

    python -m bench.screen --pages DIR [--pages DIR ...]

DIR holds gold.jsonl (file) and the gzipped pages it names. Beside ours run the decoding alone, which is the floor, and
what a reader would write instead: the decoded page in lower case, searched for a list of keywords. That is quicker and
refuses what it must not: a word with a tag inside it, an article in escaped JSON. The last line is one line of JSON.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.topic import KEYWORDS
from pactwatch.errors import UnreadablePage
from pactwatch.extraction import decode
from pactwatch.glossary import default_topic
from pactwatch.screening import Screen

ROUNDS = 3


def main() -> int:
    """Screen all pages, print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.screen", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pages", type=Path, required=True, action="append", help="folder with gold.jsonl and pages")
    arguments = parser.parse_args()
    for folder in arguments.pages:
        if not (folder / "gold.jsonl").is_file():
            parser.error(f"there is no gold.jsonl in {folder}")
    pages = [page for folder in arguments.pages for page in _pages(folder)]
    screen = Screen(default_topic())
    words = [word.casefold() for word in KEYWORDS.replace('"', "").split(" OR ")]
    ours = _measured(pages, lambda page: bool(screen.terms_in(page, "text/html")))
    keywords = _measured(pages, lambda page: _holds(page, words))
    floor = _measured(pages, lambda page: bool(decode(page, "text/html")))
    megabytes = sum(map(len, pages)) / 1e6
    print(f"{len(pages)} pages, {megabytes:.1f} MB")
    for name, (speed, passed) in (("pactwatch", ours), ("keywords", keywords), ("decoding alone", floor)):
        print(f"{name:16} {speed:7.1f} MB per CPU-second  {passed:4} pages pass")
    print(
        json.dumps(
            {"pages": len(pages), "mb_per_cpu_second": round(ours[0], 1), "passed": ours[1],
             "keywords_mb_per_cpu_second": round(keywords[0], 1), "decoding_mb_per_cpu_second": round(floor[0], 1)}
        )
    )  # fmt: skip
    return 0


def _pages(folder: Path) -> list[bytes]:
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf8").splitlines()]
    bodies = [(folder / row["file"]).read_bytes() for row in rows]
    return [gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body for body in bodies]


def _holds(page: bytes, words: list[str]) -> bool:
    text = decode(page, "text/html").casefold()
    return any(word in text for word in words)


def _measured(pages: list[bytes], look: Callable[[bytes], bool]) -> tuple[float, int]:
    """Megabytes per second of CPU time in the best round, and how many pages pass."""
    best, passed = 0.0, 0
    for _ in range(ROUNDS):
        began = time.process_time()
        passed = sum(_passes(page, look) for page in pages)
        best = max(best, sum(map(len, pages)) / 1e6 / (time.process_time() - began))
    return best, passed


def _passes(page: bytes, look: Callable[[bytes], bool]) -> bool:
    try:
        return look(page)
    except UnreadablePage:
        return False


if __name__ == "__main__":
    sys.exit(main())
