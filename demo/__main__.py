"""The main job on an invented newsroom, with no internet: collect, compare with the seed, keep, show.

    python -m demo [--out demo-out] [--port 8417]

Starts the newsroom on 127.0.0.1, runs the real `pactwatch collect` on it twice, and shows what it came to. The second
round finds unchanged feeds, one edited article and one new one.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from demo.closing import print_findings, print_words
from demo.newsroom import Newsroom, newsroom
from demo.server import Server
from pactwatch.extraction import article_from
from pactwatch.seed import seed_of
from storage.archive import Archive

PORT = 8417
SEED = "demo"
DATABASE, CATALOGUE = "demo.db", "catalogue.toml"
ACCESS_LOG = "access.log"
"""What the newsroom was asked for and how it answered, a line each."""
TIMEOUT_SECONDS = 2
"""How long the page that never ends may try; the rest answers at once."""


def main() -> int:
    """Run both rounds; 0 when all went as it should."""
    arguments = _arguments()
    began = time.monotonic()
    out: Path = arguments.out
    trouble = _emptied(out)
    if trouble:
        print(f"demo: {trouble}", file=sys.stderr)
        return 2
    room = newsroom()
    with Server(room, arguments.port) as server:
        _print_opening(room, server)
        database = _prepared(out, room, server)
        for heading in ("Round 1: everything is new", "Round 2, a day later: most feeds answer that nothing changed"):
            print(f"\n--- {heading} ---\n", flush=True)
            status = _collect(database, out, server)
            if status:
                return status
            server.next_round()
        (out / ACCESS_LOG).write_text("".join(f"{line}\n" for line in server.log), "utf8")
        status = print_findings(database, room, server)
    print_words(database, room, server)
    print(f"\nThe whole demo took {time.monotonic() - began:.0f} s.")
    return status


def _emptied(out: Path) -> str | None:
    """Make the folder anew; what stands in the way where that cannot be, or where it is none of the demo's own."""
    try:
        if out.exists() and any(out.iterdir()) and not any((out / name).exists() for name in (DATABASE, CATALOGUE)):
            return (
                f"{out} holds other things than a demo; name an empty folder with --out, or one that is not there yet."
            )
        if out.exists():
            shutil.rmtree(out)
        out.mkdir(parents=True)
    except OSError as error:
        return f"{out} cannot be made anew ({error.strerror}); name another folder with --out."
    return None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--out", type=Path, default=Path("demo-out"), help="folder of the database, made anew")
    parser.add_argument("--port", type=int, default=PORT, help="where the newsroom listens; another if that is taken")
    return parser.parse_args()


def _print_opening(room: Newsroom, server: Server) -> None:
    print(f"An invented newsroom listens on 127.0.0.1:{server.port}:")
    print(
        f"{len(room.outlets)} outlets, {len(room.by_ref)} articles in English, Korean, Japanese and Chinese. All of it"
    )
    print("is fiction. Every article is compared with this seed:")
    print(f"  {room.seed.title} ({room.outlet(room.seed.outlet).name})")


def _prepared(out: Path, room: Newsroom, server: Server) -> Path:
    """Write the catalogue, and a database that knows the demo's own seed and no other."""
    (out / CATALOGUE).write_text(_catalogue(room, server), "utf8")
    database = out / DATABASE
    url, page = server.page(room.seed.ref)
    with Archive(database) as archive:
        archive.add_seed(seed_of(article_from(page, url, "text/html; charset=utf-8"), SEED), datetime.now(UTC))
    return database


def _catalogue(room: Newsroom, server: Server) -> str:
    blocks = []
    for outlet in room.outlets:
        for offer in outlet.offers:
            fields = {
                "name": offer.name, "outlet": outlet.name, "url": server.base(outlet) + offer.path, "kind": offer.kind,
                "language": outlet.language, "country": outlet.country, "category": outlet.category,
                "paywall": "none", "confidence": "high", "note": "invented, for the demo",
                "selectors": list(offer.selectors),
            }  # fmt: skip
            lines = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in fields.items())
            blocks.append(f"[[source]]\n{lines}enabled = true\n")
    return "\n".join(blocks)


def _collect(database: Path, out: Path, server: Server) -> int:
    environment = os.environ | {
        "PACTWATCH_CATALOGUE": str(out / CATALOGUE),
        "PACTWATCH_HOSTS": json.dumps(server.hosts),
        "PACTWATCH_ALLOW": "127.0.0.0/8",
        "PACTWATCH_DELAY": "0.05",
        "PACTWATCH_TIMEOUT": str(TIMEOUT_SECONDS),
    }
    command = [sys.executable, "-m", "review", "--db", str(database), "collect", "--log", str(out / "crawl.log")]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
