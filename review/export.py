"""`pactwatch export`: every article as a table for a spreadsheet, or as lines for a program."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import click

from pactwatch.errors import PactwatchError
from review.output import counted, examples, harmless, jsonable, write
from review.place import TEXT, Place
from storage.exports import Exported

BOM = "\ufeff"
"""Without it Excel reads a CSV file as the system's old encoding, and Korean is garbage."""
# What a spreadsheet takes for a formula (OWASP, "CSV Injection"), full-width forms for CJK systems included.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@click.command(
    epilog=examples("pactwatch export --format csv --output articles.csv", "pactwatch export --format jsonl")
)
@click.option("--format", "kind", type=click.Choice(["csv", "jsonl"]), required=True, help="How to write it.")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="A file that does not exist yet; else standard output."
)  # fmt: skip
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Only from this day on (2025-03-04).")
@click.option("--language", "-l", type=TEXT, metavar="CODE", help="Only articles in this language.")
@click.option("--text", is_flag=True, help="With the articles' text; mind the rights of its publishers.")
@click.pass_obj
def export(
    place: Place, kind: str, output: Path | None, since: datetime | None, language: str | None, text: bool
) -> None:
    """Write all articles as CSV or JSON lines.

    One a row, oldest first: what it is, what was decided, what people said.

    Both formats are UTF-8; CSV begins with a byte order mark for Excel, and a cell that a spreadsheet would take for
    a formula begins with an apostrophe.
    """
    lines: Callable[[Iterable[Exported]], Iterator[str]] = as_csv if kind == "csv" else as_jsonl
    with place.archive() as archive:
        rows = archive.exported(since=since.replace(tzinfo=UTC) if since else None, language=language, text=text)
        if output is None:
            for line in lines(rows):
                write(line.encode())
            return
        written = _to_file(output, lines(rows))
    click.echo(f"{counted(written - (kind == 'csv'), 'article')} in {output}", err=True)


def as_csv(rows: Iterable[Exported]) -> Iterator[str]:
    """Return the lines of a CSV file (RFC 4180) with its header."""
    yield BOM + _csv_line([field.name for field in fields(Exported)])
    for row in rows:
        yield _csv_line([_cell(getattr(row, field.name)) for field in fields(row)])


def as_jsonl(rows: Iterable[Exported]) -> Iterator[str]:
    """Return one JSON object a line."""
    for row in rows:
        yield harmless(json.dumps(jsonable(row), ensure_ascii=False)) + "\n"


def _csv_line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC).writerow(cells)
    return line.getvalue()


def _cell(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    text = "; ".join(value) if isinstance(value, tuple) else str(value)
    text = _NOT_TEXT.sub("\ufffd", text)
    return f"'{text}" if _FORMULA.match(text) else text


def _to_file(path: Path, lines: Iterable[str]) -> int:
    """Write a new file; the number of its lines. An existing one is never touched, a broken one is removed again."""
    try:
        file = path.open("xb")
    except FileExistsError as error:
        raise PactwatchError(f"{path} exists: give another name with --output, or move it away.") from error
    except OSError as error:
        raise PactwatchError(
            f"{path} cannot be written ({error.strerror}): give another name with --output."
        ) from error
    number = 0
    try:
        with file:
            for line in lines:
                file.write(line.encode())
                number += 1
    except BaseException as error:
        path.unlink()
        if isinstance(error, OSError):
            raise PactwatchError(f"{path} could not be written to its end ({error.strerror}): it is gone.") from error
        raise
    return number
