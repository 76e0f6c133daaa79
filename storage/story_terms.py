"""How many of the texts that stand for a story's articles have a term, kept at hand from one article to the next.

An article adds to some three hundred counts that lie anywhere in the table, each on a page of its own. So an article
writes its terms in one row of a log, and every so many articles the log is added to the table in one pass. What was
read of both stays in memory, as long as the log goes on from where it was read: each row has a random token, so that
a row that was rolled back, or a log that another process has added up, is noticed, and everything is read again.
"""

import json
import secrets
import zlib
from collections import Counter
from collections.abc import Collection, Iterable
from weakref import WeakKeyDictionary

from sqlite_utils import Database

EVERYTHING = ""
"""The term that every text has: its count is how many there are."""
UNCOUNTED = 128
"""Rows of the log; reading them, which each process does once, takes a few milliseconds."""
REMEMBERED = 60_000
"""Terms, some 8 MB: all that a language uses often."""
_SEPARATOR = "\n"


def add(db: Database, terms: Collection[str]) -> None:
    """Count a text's terms."""
    _of(db).enter(1, terms)


def take_away(db: Database, terms: Collection[str]) -> None:
    """Count a text's terms no longer."""
    _of(db).enter(-1, terms)


def counts(db: Database, terms: Iterable[str]) -> dict[str, int]:
    """Return term -> how many texts have it."""
    return _of(db).read(terms)


def size(db: Database) -> int:
    """How many texts there are."""
    return counts(db, (EVERYTHING,))[EVERYTHING]


class _Counts:
    """What one connection has read of the table and of the log."""

    def __init__(self, db: Database) -> None:
        self._db = db.conn
        self._table: dict[str, int] = {}
        self._log: Counter[str] = Counter()
        self._rows = 0
        self._last = (0, 0)

    def read(self, terms: Iterable[str]) -> dict[str, int]:
        self._catch_up()
        several = list(terms)
        table, log = self._table, self._log
        unknown = [term for term in several if term not in table]
        if unknown:
            if len(table) > REMEMBERED:
                table.clear()
                unknown = several
            table.update(dict.fromkeys(unknown, 0))
            sql = "SELECT term, articles FROM json_each(?) CROSS JOIN story_terms ON term = value"
            table.update(self._db.execute(sql, [json.dumps(sorted(unknown), ensure_ascii=False)]).fetchall())
        return {term: table[term] + log[term] if term in log else table[term] for term in several}

    def enter(self, step: int, terms: Collection[str]) -> None:
        self._catch_up()
        if self._rows >= UNCOUNTED:
            self._add_up()
        several = {*terms, EVERYTHING}
        self._log_row(step, _packed(several))
        self._count(step, several)

    def _catch_up(self) -> None:
        """Read what was logged since, or everything where the log does not go on from the last row known."""
        sql = "SELECT id, token, step, terms FROM story_terms_log WHERE id >= ? ORDER BY id"
        rows = self._db.execute(sql, [self._last[0]]).fetchall()
        if not rows or rows[0][:2] != self._last:
            self._forget()
            rows = self._db.execute(sql, [0]).fetchall()
        for number, token, step, packed in rows:
            if number != self._last[0]:
                self._last = (number, token)
                self._count(step, _unpacked(packed))

    def _forget(self) -> None:
        self._table, self._log, self._rows, self._last = {}, Counter(), 0, (0, 0)

    def _count(self, step: int, terms: Iterable[str]) -> None:
        log = self._log
        for term in terms:
            log[term] += step
        self._rows += 1

    def _log_row(self, step: int, packed: bytes) -> None:
        token = secrets.randbits(62)
        sql = "INSERT INTO story_terms_log (token, step, terms) VALUES (?,?,?)"
        self._last = (self._db.execute(sql, [token, step, packed]).lastrowid or 0, token)

    def _add_up(self) -> None:
        """Add the log to the table; one row without terms stays, from which the log goes on."""
        self._db.executemany(
            "INSERT INTO story_terms (term, articles) VALUES (?,?) "
            "ON CONFLICT (term) DO UPDATE SET articles = articles + excluded.articles",
            sorted(item for item in self._log.items() if item[1]),
        )
        self._log_row(0, _packed(()))
        self._db.execute("DELETE FROM story_terms_log WHERE id < ?", [self._last[0]])
        table = self._table
        table.update({term: table[term] + step for term, step in self._log.items() if term in table})
        self._log, self._rows = Counter(), 1


_known: WeakKeyDictionary[Database, _Counts] = WeakKeyDictionary()


def _of(db: Database) -> _Counts:
    if (counts := _known.get(db)) is None:
        counts = _known[db] = _Counts(db)
    return counts


def _packed(terms: Iterable[str]) -> bytes:
    return zlib.compress(_SEPARATOR.join(sorted(terms)).encode("utf-8"), 1)


def _unpacked(packed: bytes) -> list[str]:
    """Return the terms again; the row that only marks where the log goes on has the one that everything has."""
    return zlib.decompress(packed).decode("utf-8").split(_SEPARATOR)
