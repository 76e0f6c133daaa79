"""The raw responses, in WARC files beside the database: one gzip member a record, its place in the pages table."""

import hashlib
import io
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from sqlite_utils import Database
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pactwatch.errors import ArchiveUnavailable, NotFound
from storage.database import stamp

# Hop-by-hop and framing headers describe the transfer, not the body that is stored decoded (RFC 9110, 7.6.1).
_NOT_KEPT = {"transfer-encoding", "connection", "keep-alive", "content-encoding", "content-length", "set-cookie"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A response as it came, the body decompressed."""

    url: str
    at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def content_type(self) -> str | None:
        """The Content-Type header, if the server sent one."""
        return next((value for name, value in self.headers if name.lower() == "content-type"), None)


class Pages:
    """Writes one WARC file per process, made with the first page; finished records are never touched again.

    A file of its own needs no lock against another writer, and a record torn by a kill is the last of its file and
    has no row in the database (WARC 1.1, ISO 28500:2017, one member per record as its annex D recommends).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: BinaryIO | None = None
        self._name = ""

    def add(self, db: Database, page: Page, further: Iterable[Page] = ()) -> int:
        """Append a page, and those on which its article goes on, in the caller's transaction; its id.

        Raises ArchiveUnavailable.
        """
        first = self._add(db, page)
        parts = [(self._add(db, part), first, number) for number, part in enumerate(further, 2)]
        db.conn.executemany("INSERT INTO page_parts (page_id, first, number) VALUES (?,?,?)", parts)
        return first

    def further(self, db: Database, page_id: int) -> list[Page]:
        """The pages on which the article of a page goes on. Raises as `get`."""
        rows = db.execute("SELECT page_id FROM page_parts WHERE first = ? ORDER BY number", [page_id]).fetchall()
        return [self.get(db, part) for (part,) in rows]

    def _add(self, db: Database, page: Page) -> int:
        record, digest = _record(page), hashlib.sha256(page.body).hexdigest()
        try:
            offset = self._append(record, page.at)
        except OSError as error:
            raise ArchiveUnavailable(
                f"The page files in {self._folder} cannot be written: {error.strerror}."
            ) from error
        cursor = db.execute(
            "INSERT INTO pages (url, at, status, content_type, file, offset, length, sha256) VALUES (?,?,?,?,?,?,?,?)",
            [page.url, stamp(page.at), page.status, page.content_type, self._name, offset, len(record), digest],
        )
        return cursor.lastrowid or 0

    def get(self, db: Database, page_id: int) -> Page:
        """Read a page back. Raises NotFound for an unknown id, ArchiveUnavailable when its file is gone or damaged."""
        row = next(iter(db.query("SELECT * FROM pages WHERE id = ?", [page_id])), None)
        if row is None:
            raise NotFound(f"There is no page {page_id}: `pactwatch show ID` names the page of an article.")
        path = self._folder / row["file"]
        if Path(row["file"]).name != row["file"]:  # a database from elsewhere may name any file of this machine
            raise ArchiveUnavailable(f"Page {page_id} lies outside {self._folder}: this database was tampered with.")
        try:
            with path.open("rb") as file:
                file.seek(row["offset"])
                member = io.BytesIO(file.read(row["length"]))
        except OSError as error:
            raise ArchiveUnavailable(f"{path} cannot be read: {error.strerror}. Restore it from a backup.") from error
        try:
            page = _read(member, row["url"], datetime.fromisoformat(row["at"]))
        except (ArchiveLoadFailed, zlib.error, EOFError):
            page = None
        if page is None or hashlib.sha256(page.body).hexdigest() != row["sha256"]:
            raise ArchiveUnavailable(f"Page {page_id} in {path} is damaged: restore that file from a backup.")
        return page

    def close(self) -> None:
        """Close the file this process wrote."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _append(self, record: bytes, at: datetime) -> int:
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._name = f"{at.astimezone(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.warc.gz"
            self._file = (self._folder / self._name).open("ab")
        offset = self._file.tell()
        self._file.write(record)
        self._file.flush()
        return offset


def _record(page: Page) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    headers = [(name, value) for name, value in page.headers if name.lower() not in _NOT_KEPT]
    headers.append(("Content-Length", str(len(page.body))))
    status = StatusAndHeaders(f"{page.status} {_phrase(page.status)}", headers, protocol="HTTP/1.1")
    when = f"{page.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    writer.write_record(
        writer.create_warc_record(
            page.url,
            "response",
            payload=io.BytesIO(page.body),
            length=len(page.body),  # else warcio copies it to a temporary file and leaves that open
            http_headers=status,
            warc_headers_dict={"WARC-Date": when},
        )
    )
    return buffer.getvalue()


def _read(member: BinaryIO, url: str, at: datetime) -> Page | None:
    records: Iterable[object] = ArchiveIterator(member)
    for record in records:
        headers = tuple((str(n), str(v)) for n, v in record.http_headers.headers)  # type: ignore[attr-defined]
        status = int(record.http_headers.get_statuscode())  # type: ignore[attr-defined]
        body = record.content_stream().read()  # type: ignore[attr-defined]
        return Page(url=url, at=at, status=status, headers=headers, body=body)
    return None


def _phrase(status: int) -> str:
    return {200: "OK"}.get(status, "Status")
