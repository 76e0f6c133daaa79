"""How things are printed: tables on a terminal, aligned lines elsewhere, JSON for programs.

What comes from outside (titles, names, reasons) is never believed: it may neither move the cursor nor colour the
screen, nor be read as markup.
"""

import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, is_dataclass
from dataclasses import fields as fields_of
from datetime import datetime

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

# C0 and C1 controls and DEL drive a terminal (ECMA-48); bidi embeddings and isolates reorder what is read after them
# (CVE-2021-42574); lone surrogates cannot be encoded.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a table. The wide one gives way where a terminal is too narrow."""

    name: str
    style: str = ""
    right: bool = False
    wide: bool = False


def shown(text: str) -> str:
    """Return `text` on one line, with everything that could act on a terminal replaced by U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", " ".join(re.split(r"[\r\n\t\u2028\u2029]+", text)))


def day_and_time(moment: datetime | str | None) -> str:
    """Return an instant in UTC to the minute; "no date" for None."""
    if moment is None:
        return "no date"
    stamp = moment if isinstance(moment, str) else moment.isoformat()
    return f"{stamp[:10]} {stamp[11:16]}"


def on_terminal() -> bool:
    """Whether a person looks at stdout: no colour, no cut titles and no progress anywhere else."""
    return sys.stdout.isatty()


def say(line: str = "", style: str = "") -> None:
    """Print a line; `style` (rich's words) counts on a terminal only."""
    if on_terminal():
        _console().print(Text(shown(line), style=style))
    else:
        click.echo(shown(line))


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
    """Print rows below their columns' names, aligned by the width of cells: a Hangul syllable takes two."""
    cells = [[shown("" if value is None else str(value)) for value in row] for row in rows]
    if on_terminal():
        _console().print(_rich_table(columns, cells))
        return
    lines = [[column.name for column in columns], *cells]
    widths = [max(cell_len(line[place]) for line in lines) for place in range(len(columns))]
    for line in lines:
        padded = (_padded(cell, width, column) for cell, width, column in zip(line, widths, columns, strict=True))
        click.echo("  ".join(padded).rstrip())


def print_json(value: object) -> None:
    """Print one JSON document, UTF-8 whatever the locale, readable to people and harmless to terminals."""
    text = json.dumps(jsonable(value), ensure_ascii=False, indent=2)
    stdout = click.get_binary_stream("stdout")
    sys.stdout.flush()
    stdout.write(harmless(text).encode() + b"\n")
    stdout.flush()


def harmless(document: str) -> str:
    """Return a JSON document with the characters that `json` leaves as they are and a terminal does not, as escapes."""
    return re.sub("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", document)


def jsonable(value: object) -> object:
    """Return `value` with dataclasses as objects and instants as ISO 8601."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: jsonable(getattr(value, field.name)) for field in fields_of(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    return value


def _console() -> Console:
    return Console(markup=False, highlight=False, emoji=False)


def _padded(cell: str, width: int, column: Column) -> str:
    space = " " * (width - cell_len(cell))
    return space + cell if column.right else cell + space


def _rich_table(columns: Sequence[Column], cells: Iterable[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(
            column.name,
            style=column.style,
            justify="right" if column.right else "left",
            no_wrap=True,
            overflow="ellipsis",
            ratio=1 if column.wide else None,
        )
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    return table
