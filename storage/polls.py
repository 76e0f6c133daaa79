"""The polls table: one row for every fetch of a source, in a fixed vocabulary, and what it changes for the next."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from storage.database import stamp, transaction


class PollOutcome(StrEnum):
    """How asking a source ended."""

    OK = "ok"
    UNCHANGED = "unchanged"  # 304, or the same bytes again
    TRUNCATED = "truncated"  # broken off: what came before the break was used
    EMPTY = "empty"  # no bytes, or nothing in it that could be followed
    NOT_A_FEED = "not_a_feed"  # something else was served: a login page, a captcha, an error with status 200
    MISSING = "missing"  # 404
    GONE = "gone"  # 410
    BLOCKED = "blocked"  # 401, 403, a challenge
    RATE_LIMITED = "rate_limited"  # 429
    SERVER_ERROR = "server_error"  # 5xx
    CLIENT_ERROR = "client_error"  # any other 4xx
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"  # no such host, refused, reset
    INSECURE = "insecure"  # the certificate does not hold
    TOO_LARGE = "too_large"
    ROBOTS = "robots"  # robots.txt forbids, or could not be read and so forbids for now
    REFUSED = "refused"  # an address we never ask: private network, another scheme
    INTERRUPTED = "interrupted"  # stopped before its articles were in: stays due
    FAULT = "fault"  # our own: the reason is in the log


SUCCESSES = frozenset({PollOutcome.OK, PollOutcome.UNCHANGED, PollOutcome.TRUNCATED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Poll:
    """One fetch of a source, with everything the source row takes over from it."""

    source: str
    at: datetime
    outcome: PollOutcome
    status: int | None = None
    links: int = 0
    """Links the answer listed."""
    fresh: int = 0
    """Of them, those that no source had shown before."""
    size: int = 0
    """Bytes of the answer, decompressed."""
    seconds: float = 0.0
    detail: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    interval_seconds: int = 1800
    next_poll: datetime | None = None
    """None leaves the source due."""
    failures: float = 0.0
    missed: int = 0
    """Items that may have come and gone since the poll before."""
    moved_to: str | None = None
    moved_times: int = 0
    certificate_until: datetime | None = None
    """When the certificate of its host ends; None where none was seen this time."""
    backfill: bool = False
    """A look into the past: it says nothing of when the source is asked next."""


def record(db: Database, poll: Poll) -> None:
    """Store the poll and what it changes for its source, in one transaction, after the source's items are in."""
    with transaction(db):
        db.table("polls").insert(
            {
                "source": poll.source, "at": stamp(poll.at), "outcome": poll.outcome, "status": poll.status,
                "links": poll.links, "fresh": poll.fresh, "bytes": poll.size, "seconds": round(poll.seconds, 3),
                "detail": poll.detail, "next_poll": stamp(poll.next_poll) if poll.next_poll else None,
                "missed": poll.missed,
            }
        )  # fmt: skip
        if poll.outcome is PollOutcome.INTERRUPTED or poll.backfill:
            return
        state: dict[str, object] = {
            "interval_seconds": poll.interval_seconds,
            "next_poll": stamp(poll.next_poll) if poll.next_poll else None,
            "failures": poll.failures,
            "last_poll": stamp(poll.at),
            "last_outcome": poll.outcome,
            "moved_to": poll.moved_to,
            "moved_times": poll.moved_times,
        }
        if poll.certificate_until is not None:
            state["certificate_until"] = stamp(poll.certificate_until)
        if poll.outcome in SUCCESSES:
            state |= {"etag": poll.etag, "last_modified": poll.last_modified, "body_hash": poll.body_hash}
            state["last_ok"] = stamp(poll.at)
        if poll.outcome is PollOutcome.GONE:
            why = f"Gone: answered 410 on {poll.at.date().isoformat()}. Enable it again if that was a mistake."
            state |= {"enabled": 0, "why_disabled": why, "gone_at": stamp(poll.at)}
        db.table("sources").update(poll.source, state)
        unchanged = "unchanged_in_a_row + 1" if poll.outcome is PollOutcome.UNCHANGED else "0"
        db.execute(f"UPDATE sources SET unchanged_in_a_row = {unchanged} WHERE name = ?", [poll.source])  # noqa: S608


def recent(db: Database, source: str, limit: int) -> list[dict[str, object]]:
    """The last polls of a source, newest first: at, outcome, status, links, fresh, missed, detail."""
    return list(
        db.query(
            "SELECT at, outcome, status, links, fresh, bytes, seconds, detail, next_poll, missed FROM polls "
            "WHERE source = ? ORDER BY at DESC, id DESC LIMIT ?",
            [source, limit],
        )
    )
