"""How things are printed: coloured tables on a terminal, aligned lines elsewhere, JSON for programs.

What comes from outside (titles, names, reasons) is never believed: it may neither move the cursor nor colour the
screen, nor turn the reading direction. Columns are aligned by cells, of which a Hangul syllable takes two. On a
terminal a table fits: the wide column is set on two lines, and what is longer still cut with "…". Elsewhere nothing is
cut and every row is one line with all its cells, so that `grep` and `awk` see what a person sees.
"""

import json
import re
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, is_dataclass
from dataclasses import fields as fields_of
from datetime import datetime
from pathlib import Path

import click
from click.core import ParameterSource
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

# C0 and C1 controls and DEL drive a terminal (ECMA-48); bidi embeddings and isolates reorder what is read after them
# (CVE-2021-42574); lone surrogates cannot be encoded.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# Soft hyphen, zero-width space, reading marks, BOM: they have no shape, and terminals disagree on their width.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]")

GAP = "  "
MOST_CELLS = 96
"""Text is not set wider than this: longer lines are hard to read."""
MOST_LINES = 2
"""A cell of a wide column is set on at most so many lines."""
LEAST, LEAST_WIDE = 6, 30
"""No column is cut to fewer cells than this, and no wide one, until the others are cut."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    style: str = ""
    """rich's words, for a terminal."""
    styles: Mapping[str, str] = field(default_factory=dict)
    """The style of a cell that holds just this text."""
    right: bool = False
    wide: bool = False
    """Takes the room that is left, and gives way where there is none."""
    whole: bool = False
    """Cut last of all: what a person types again."""
    most: int | None = None
    """On a terminal, at most so many cells."""
    heading: bool = False
    """On a terminal its cell stands once above the rows that share it."""

    def style_of(self, cell: str) -> str:
        """Return the style of one cell."""
        return self.styles.get(cell, self.style)


def shown(text: str) -> str:
    """Return `text` on one line, with everything that could act on a terminal replaced by U+FFFD."""
    one_line = " ".join(re.split(r"[\r\n\t\u2028\u2029]+", text))
    return _UNPRINTABLE.sub("\ufffd", _INVISIBLE.sub("", one_line))


def typed(text: str, context: click.Context | None = None) -> str:
    """Return `text` with the commands it tells to type as they must be typed to mean the database that was named."""
    context = context or click.get_current_context(silent=True)
    root = context.find_root() if context else None
    if root is None or "db" not in root.params or root.get_parameter_source("db") is not ParameterSource.COMMANDLINE:
        return text
    return text.replace("`pactwatch ", f"`pactwatch --db {shlex.quote(str(root.params['db']))} ")


def day_and_time(moment: datetime | str | None) -> str:
    """Return an instant in UTC to the minute; "no date" for None."""
    if moment is None:
        return "no date"
    stamp = moment if isinstance(moment, str) else moment.isoformat()
    return f"{stamp[:10]} {stamp[11:16]}"


def counted(number: int, thing: str, things: str | None = None) -> str:
    """Return a number with its noun: "1 article", "1,204 articles"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def examples(*lines: str) -> str:
    """Return the epilog of a command's help: lines that can be typed as they stand."""
    heading = "Example:" if len(lines) == 1 else "Examples:"
    return "\b\n" + "\n".join([heading, *(f"  {line}" for line in lines)])


def on_terminal() -> bool:
    """Whether a person looks at stdout: no colour, no cut titles and no progress anywhere else."""
    return sys.stdout.isatty()


def console() -> Console:
    """Return the terminal: no markup, no emoji codes, nothing guessed from the text."""
    return Console(markup=False, highlight=False, emoji=False)


def say(line: str | Text = "", style: str = "") -> None:
    """Print a line; `style` (rich's words) counts on a terminal only. A Text must have been made of shown() parts."""
    text = Text(shown(typed(line)), style=style) if isinstance(line, str) else line
    if on_terminal():
        console().print(text, soft_wrap=True)  # an address that is wrapped by the terminal can still be copied
    else:
        click.echo(text.plain)


def say_paragraph(line: str | Text, style: str = "", indent: str = "") -> None:
    """Print a paragraph: on a terminal set to a readable width, elsewhere on one line."""
    text = Text(shown(line), style=style) if isinstance(line, str) else line
    if not on_terminal():
        click.echo(indent + text.plain)
        return
    screen = console()
    for part in text.wrap(screen, min(screen.width, MOST_CELLS) - cell_len(indent)):
        part.rstrip()
        screen.print(Text(indent).append_text(part), soft_wrap=True)


def print_table(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
    """Print rows below their columns' names, aligned by the width of cells."""
    cells = [[shown("" if value is None else str(value)) for value in row] for row in rows]
    if on_terminal():
        _print_on_terminal(columns, cells)
        return
    lines = [[column.name for column in columns], *cells]
    widths = [max(cell_len(line[place]) for line in lines) for place in range(len(columns))]
    for line in lines:
        padded = (_padded(cell, width, column) for cell, width, column in zip(line, widths, columns, strict=True))
        click.echo(GAP.join(padded).rstrip())


def print_json(value: object) -> None:
    """Print one JSON document, UTF-8 whatever the locale, readable to people and harmless to terminals."""
    text = json.dumps(jsonable(value), ensure_ascii=False, indent=2)
    write(harmless(text).encode() + b"\n")


def write(data: bytes) -> None:
    """Write bytes to stdout as they are, after what was printed before."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def harmless(document: str) -> str:
    """Return a JSON document with the characters that `json` leaves as they are and a terminal does not, as escapes."""
    return re.sub("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", document)


def jsonable(value: object) -> object:
    """Return `value` with dataclasses as objects and instants as ISO 8601."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: jsonable(getattr(value, field.name)) for field in fields_of(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, dict):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return [jsonable(item) for item in value]
    return value


def _print_on_terminal(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> None:
    screen = console()
    places = [place for place, column in enumerate(columns) if not column.heading]
    above = [place for place, column in enumerate(columns) if column.heading]
    margin = GAP if above else ""
    widths = _fitted(columns, cells, places, screen.width - cell_len(margin) - len(GAP) * (len(places) - 1))
    head = [_padded(_cut(columns[p].name, widths[p]), widths[p], columns[p]) for p in places]
    screen.print(Text(margin + GAP.join(head).rstrip(), style="dim"), no_wrap=True, overflow="crop")
    before = ""
    for row in cells:
        heading = GAP.join(row[place] for place in above).rstrip()
        if heading != before:
            screen.print(Text(_cut(heading, screen.width), style="bold"), no_wrap=True, overflow="crop")
            before = heading
        for line in _row_lines(columns, row, widths):
            screen.print(Text(margin).append_text(line), no_wrap=True, overflow="crop")


def _row_lines(columns: Sequence[Column], row: Sequence[str], widths: Mapping[int, int]) -> list[Text]:
    """Return a row as lines: one, or more where a wide cell needs them."""
    parts = {place: _set_in(row[place], width, wide=columns[place].wide) for place, width in widths.items()}
    lines = []
    for number in range(max(len(part) for part in parts.values())):
        line = Text()
        for place, width in widths.items():
            cell = parts[place][number] if number < len(parts[place]) else ""
            line.append(_padded(cell, width, columns[place]), style=columns[place].style_of(row[place])).append(GAP)
        line.rstrip()
        lines.append(line)
    return lines


def _set_in(cell: str, width: int, *, wide: bool) -> list[str]:
    if not wide or cell_len(cell) <= width:
        return [_cut(cell, width)]
    lines = [line.plain.rstrip() for line in Text(cell).wrap(console(), width)]
    rest = " ".join(lines[MOST_LINES - 1 :])
    return [*lines[: MOST_LINES - 1], _cut(rest, width)] if len(lines) > MOST_LINES else lines


def _fitted(
    columns: Sequence[Column], cells: Sequence[Sequence[str]], places: Sequence[int], room: int
) -> dict[int, int]:
    """Return the width of each column: its longest cell, up to its `most`; then the widest give way until all fit."""
    widths = {}
    for place in places:
        column = columns[place]
        widest = max((cell_len(row[place]) for row in cells), default=0)
        widths[place] = max(cell_len(column.name), min(widest, column.most or widest))
    for giving, least in (
        ([p for p in places if columns[p].wide], max(LEAST, min(room // 3, LEAST_WIDE))),
        ([p for p in places if not columns[p].whole], LEAST),
        (places, 1),
    ):
        _shrink(widths, giving, room, least)
    return widths


def _shrink(widths: dict[int, int], places: Sequence[int], room: int, least: int) -> None:
    while sum(widths.values()) > room:
        widest = max(places, key=lambda place: widths[place], default=None)
        if widest is None or widths[widest] <= least:
            return
        widths[widest] -= 1


def _cut(cell: str, width: int) -> str:
    return cell if cell_len(cell) <= width else set_cell_size(cell, max(width - 1, 0)).rstrip() + "…"


def _padded(cell: str, width: int, column: Column) -> str:
    space = " " * (width - cell_len(cell))
    return space + cell if column.right else cell + space
