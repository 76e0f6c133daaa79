"""How each source is: whether it answers, what it brings, what its pages give."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storage import sources
from storage.due import FAILING
from storage.rhythm import WINDOW, Rhythm, State, rhythm
from storage.sources import Tracked
from storage.stamps import instant, stamp

MEMORY = timedelta(days=90)
"""Older news of a source says nothing about how it is."""
SOON = timedelta(days=7)
"""Authorities renew a month before the end: who has not by then has forgotten, or their machine has."""
ENOUGH_PAGES = 10
"""Shares of fewer pages than this say nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """What its pages of the last four weeks gave. A share of nothing is None."""

    read: int
    """Pages that passed the screen and were read."""
    kept: int
    body: float | None
    """Of the pages read, those that gave an article's text."""
    title: float | None
    date: float | None
    author: float | None
    """These three: of the articles kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkup:
    """One source, looked over."""

    source: str
    outlet: str
    kind: str
    language: str
    state: State
    why: str
    """A phrase; empty where there is nothing to say."""
    since: datetime | None
    """The last success."""
    rhythm: Rhythm
    shares: Shares
    certificate_until: datetime | None
    """When the certificate of its host ends; None where it was never seen."""


def checkups(db: Database, now: datetime) -> list[Checkup]:
    """Every source, looked over, the worst first."""
    news, shares, details, ends = _news(db, now), _shares(db, now), _last_details(db), _ends(db)
    found = []
    for tracked in sources.every(db):
        name = tracked.source.name
        gone, certificate_until = ends.get(name, (False, None))
        signs = _Signs(
            tracked=tracked, pace=rhythm(news.get(name, ()), now), shares=shares.get(name, _NOTHING),
            detail=details.get(name), gone=gone, certificate_until=certificate_until,
        )  # fmt: skip
        found.append(_checkup(signs, now))
    worst_first = list(State)
    return sorted(found, key=lambda checkup: (worst_first.index(checkup.state), checkup.source))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Signs:
    """All that is known of a source before it is judged."""

    tracked: Tracked
    pace: Rhythm
    shares: Shares
    detail: str | None
    gone: bool
    certificate_until: datetime | None


def _checkup(signs: _Signs, now: datetime) -> Checkup:
    source = signs.tracked.source
    state, why = _state(signs, now)
    return Checkup(
        source=source.name, outlet=source.outlet, kind=source.kind, language=source.language,
        state=state, why=why, since=signs.tracked.last_ok, rhythm=signs.pace, shares=signs.shares,
        certificate_until=signs.certificate_until,
    )  # fmt: skip


def _state(signs: _Signs, now: datetime) -> tuple[State, str]:
    tracked, pace, shares = signs.tracked, signs.pace, signs.shares
    if not tracked.source.enabled:
        return State.GONE if signs.gone else State.OFF, tracked.source.why_disabled or ""
    if tracked.failures >= FAILING:
        return State.FAILING, _trouble(tracked, pace, signs.detail)
    if pace.state not in (State.OK, State.NEW):
        return pace.state, pace.why
    if shares.read >= ENOUGH_PAGES and shares.body is not None and shares.body < 0.5:
        return State.POOR, f"only {shares.body:.0%} of {shares.read} pages gave a text"
    if shares.kept >= ENOUGH_PAGES and shares.date is not None and shares.date < 0.5:
        return State.POOR, f"only {shares.date:.0%} of {shares.kept} articles gave a date"
    if signs.certificate_until is not None and signs.certificate_until - now < SOON:
        return State.EXPIRING, f"the certificate of its host ends on {signs.certificate_until:%Y-%m-%d %H:%M}"
    return pace.state, pace.why


def _trouble(tracked: Tracked, pace: Rhythm, detail: str | None) -> str:
    outcome, kind = tracked.last_outcome or "", tracked.source.kind
    if outcome == "empty" and kind == "section" and pace.last is not None:
        return "its selectors match nothing any more: the page was rebuilt"
    if outcome == "not_a_feed":
        return f"answers with something that is no {kind}: a page, a login or a challenge"
    return f"{outcome.replace('_', ' ')}: {detail}" if detail else outcome.replace("_", " ")


def _news(db: Database, now: datetime) -> Mapping[str, list[tuple[datetime, int]]]:
    found: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    sql = "SELECT source, at, fresh FROM polls WHERE fresh > 0 AND at >= ? ORDER BY source, at"
    for name, at, fresh in db.execute(sql, [stamp(now - MEMORY)]):
        found[name].append((instant(at), fresh))
    return found


_NOTHING = Shares(read=0, kept=0, body=None, title=None, date=None, author=None)


def _shares(db: Database, now: datetime) -> Mapping[str, Shares]:
    start = stamp(now - WINDOW)
    read = {
        name: (pages, texts)
        for name, pages, texts in db.execute(
            "SELECT source, count(*), sum(outcome <> 'not_article') FROM ledger "
            "WHERE decided_at >= ? AND outcome IN ('kept', 'off_topic', 'not_article') GROUP BY source",
            [start],
        )
    }
    kept = {
        name: (articles, titles, dates, authors)
        for name, articles, titles, dates, authors in db.execute(
            "SELECT source, count(*), sum(title <> ''), sum(published IS NOT NULL), sum(authors <> '[]') "
            "FROM articles WHERE changed_at >= ? GROUP BY source",
            [start],
        )
    }
    found = {}
    for name in read.keys() | kept.keys():
        pages, texts = read.get(name, (0, 0))
        articles, titles, dates, authors = kept.get(name, (0, 0, 0, 0))
        found[name] = Shares(
            read=pages, kept=articles, body=_share(texts, pages), title=_share(titles, articles),
            date=_share(dates, articles), author=_share(authors, articles),
        )  # fmt: skip
    return found


def _last_details(db: Database) -> Mapping[str, str | None]:
    rows = db.execute("SELECT source, detail FROM polls WHERE id IN (SELECT max(id) FROM polls GROUP BY source)")
    return dict(rows.fetchall())


def _ends(db: Database) -> Mapping[str, tuple[bool, datetime | None]]:
    """Of each source whether it is gone, and when the certificate of its host ends."""
    rows = db.execute("SELECT name, enabled = 0 AND gone_at IS NOT NULL, certificate_until FROM sources")
    return {name: (bool(gone), instant(until) if until else None) for name, gone, until in rows}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
