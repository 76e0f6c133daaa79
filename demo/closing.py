"""What the demo prints when both rounds are over: what was kept, what was turned away, and the words to try next."""

import shlex
import shutil
import sys
from pathlib import Path

from rich.cells import cell_len, set_cell_size

from demo.check import differences, misgrouped
from demo.newsroom import Newsroom
from demo.server import Server
from demo.truth import expected
from pactwatch.urls import canonical
from storage.archive import Archive
from storage.listings import Duplicate, Row

LANGUAGES = {"en": "English", "ko": "Korean", "ja": "Japanese", "zh": "Chinese"}
SHOWN_OF_EACH = 3
MOST_WIDTH = 120
TURNED_AWAY = ("meridian/india", "neutinamu/arrangement", "neutinamu/announcer", "shiomi/blossom", "jiangou/fta")
"""Articles that look like ours and are not; the reader sees why each was turned away."""


def print_findings(database: Path, room: Newsroom, server: Server) -> int:
    """Print what is in the database; 1 where it differs from the labels of the texts."""
    with Archive(database) as archive:
        _print_inbox(archive.inbox(limit=1000))
        _print_copies(archive)
        _print_turned_away(archive, room, server)
        differing = differences(archive, room, server.port)
        groups = misgrouped(archive, room, server.port)
    count = len(expected(room))
    print(f"\n{count - len(differing)} of {count} addresses became what the labels of the newsroom's texts say.")
    for line in [*(f"{path}: {wrong}" for path, wrong in differing.items()), *groups]:
        print(f"  differs: {line}")
    return 1 if differing or groups else 0


def print_words(database: Path, room: Newsroom, server: Server) -> None:
    """Print commands to try; they work after the newsroom has closed."""
    outlet = room.outlet("meridian")
    redirect = server.base(outlet) + outlet.trap("redirect").path
    with Archive(database) as archive:
        copy = next(
            (copy.id for copy in archive.duplicates(limit=1000) if _is_of_seed(copy) and copy.kind != "exact"), 1
        )
    command = f"{_command()} --db {shlex.quote(str(database))}"
    print("\nTry next (the newsroom is closed, the database stays):")
    for words in ("inbox", "duplicates", "search 협정", "search 日韓", f"show {copy}", f"explain {redirect}", "web"):
        print(f"  {command} {words}")


def _print_inbox(rows: list[Row]) -> None:
    print("\n--- For you to review ---")
    for language, name in LANGUAGES.items():
        ours = sorted((row for row in rows if row.language == language), key=_interest)
        print(f"\n{name}: {len(ours)} articles, with their copies folded away")
        for row in ours[:SHOWN_OF_EACH]:
            copies = f" +{row.copies}" if row.copies else ""
            _print_line(f"{row.id:>3}{copies:<3}", f"{row.outlet}: {row.title}")


def _interest(row: Row) -> tuple[bool, int, str]:
    return row.verdict != "core", -row.copies, row.published or "9"


def _print_copies(archive: Archive) -> None:
    print("\nCopies of the seed")
    for copy in archive.duplicates(limit=1000):
        if _is_of_seed(copy):
            _print_line(f"{copy.id:>3}    {copy.kind:<10}", f"{copy.outlet}: {copy.title}")


def _is_of_seed(copy: Duplicate) -> bool:
    return isinstance(copy.original, str)


def _print_turned_away(archive: Archive, room: Newsroom, server: Server) -> None:
    print("\nTurned away, with a reason for each")
    for ref in TURNED_AWAY:
        url, _ = server.page(ref)
        (row, *_) = archive.explain(url, canonical(url))
        text, outcome = room.by_ref[ref], row.outcome.value.replace("_", " ")
        _print_line(f"{outcome:<13}", text.title)
        _print_line(" " * 13, text.why or "")


def _print_line(number: str, text: str) -> None:
    width = min(MOST_WIDTH, shutil.get_terminal_size((100, 24)).columns) - len(number) - 3
    text = text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
    print(f"  {number} {text}")


def _command() -> str:
    beside = Path(sys.executable).with_name("pactwatch")
    if not beside.exists():
        return f"{_near(Path(sys.executable))} -m review"
    return _near(beside)


def _near(path: Path) -> str:
    here = Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))
