"""`pactwatch doctor`: whether everything that a collection needs is there, checked before it is needed."""

import os
import shutil
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

import click

from pactwatch.catalogue import default_catalogue, load_catalogue
from pactwatch.errors import PactwatchError
from pactwatch.topic import default_topic, load_topic
from review.output import Column, examples, print_json, print_table, typed
from review.place import Place, json_option, now
from storage.archive import Archive
from storage.counts import SQLITE_VERSION, Health
from storage.figures import LARGE_WAL
from storage.locks import holder

Rank = Literal["ok", "note", "warning", "error"]
STATUS: dict[Rank, int] = {"ok": 0, "note": 0, "warning": 1, "error": 2}
GIB = 1024**3
LITTLE_SPACE, NO_SPACE = GIB, GIB // 10
LATE = timedelta(hours=26)
"""A healthy service polls something every few minutes, and keeps house once a day."""
CLOCK_TOLERANCE = timedelta(minutes=5)
STYLES = {"ok": "green", "note": "dim", "warning": "yellow", "error": "red"}
# Each a trick to reach a private network (tests/test_resolver.py has them all): the guard must refuse every one.
PRIVATE = ("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fe80::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1")


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was checked."""

    what: str
    rank: Rank
    said: str


@click.command(epilog=examples("pactwatch doctor", "pactwatch doctor --fast --json"))
@click.option("--fast", is_flag=True, help="Do not read the whole database, which takes a minute a GiB.")
@json_option
@click.pass_context
def doctor(ctx: click.Context, fast: bool, as_json: bool) -> None:
    """Check whether a collection could work here.

    The database, the disk, the clock, the guard of the network and the files are looked at.

    The exit status is 0 when all is well, 1 with warnings, 2 when a collection could not work.
    """
    place: Place = ctx.obj
    findings = list(_findings(place, look=not fast))
    worst = max(findings, key=lambda finding: STATUS[finding.rank]).rank
    if as_json:
        print_json({"state": worst if STATUS[worst] else "ok", "findings": findings})
    else:
        columns = (Column(name="what", style="bold"), Column(name="state", styles=STYLES), Column(name="", wide=True))
        print_table(columns, [(finding.what, finding.rank, typed(finding.said)) for finding in findings])
    ctx.exit(STATUS[worst])


def _findings(place: Place, *, look: bool) -> Iterator[Finding]:
    yield from _of_database(place, look=look)
    yield _disk(place.db)
    yield _sqlite()
    yield _certificates()
    yield from _of_settings()


def _of_settings() -> Iterator[Finding]:
    try:
        from spiders import settings
    except ValueError as error:
        yield Finding(what="environment", rank="error", said=f"a PACTWATCH_ variable is not what it should be: {error}")
        return
    yield _guard()
    yield _file("catalogue", settings.PACTWATCH_CATALOGUE, load_catalogue, default_catalogue, "sources")
    yield _file("topic", settings.PACTWATCH_TOPIC, load_topic, default_topic, None)
    if "no contact configured" in settings.USER_AGENT:
        said = "PACTWATCH_CONTACT is not set: an outlet that is troubled by us cannot reach you"
        yield Finding(what="contact", rank="note", said=said)


def _of_database(place: Place, *, look: bool) -> Iterator[Finding]:
    if not place.db.exists():
        said = f"there is none at {place.db} yet: `pactwatch collect` or the scheduler makes it"
        yield Finding(what="database", rank="warning", said=said)
        return
    try:
        with Archive(place.db) as archive:
            health = archive.check(look=look)
    except PactwatchError as error:
        yield Finding(what="database", rank="error", said=str(error))
        return
    yield _database(place.db, health)
    yield _log(health)
    yield _clock(health)
    yield _seed(health)
    yield _index(health)
    yield _last_poll(health)
    yield _sources(health)
    yield _upkeep(health)
    pid = holder(place.db, "scheduler")
    yield Finding(what="scheduler", rank="ok" if pid else "note", said=f"process {pid}" if pid else "none runs")


def _database(path: Path, health: Health) -> Finding:
    size = f"{_size(health.bytes)} and {_size(health.page_bytes)} of pages; {health.articles:,} articles"
    if health.integrity in ("ok", "not asked"):
        said = f"{path}: {size}, {health.urls:,} URLs" + ("" if health.integrity == "ok" else "; not looked through")
        return Finding(what="database", rank="ok", said=said)
    return Finding(what="database", rank="error", said=f"{path} is damaged ({health.integrity}): restore a backup")


def _log(health: Health) -> Finding:
    size = _size(health.wal_bytes)
    if health.wal_bytes < LARGE_WAL:
        return Finding(what="write-ahead log", rank="ok", said=size)
    said = f"{size}: a program has read the database for very long; end it, and the log shrinks at the next upkeep"
    return Finding(what="write-ahead log", rank="warning", said=said)


def _clock(health: Health) -> Finding:
    moment = now()
    if health.newest is not None and health.newest > moment + CLOCK_TOLERANCE:
        said = f"shows {moment:%Y-%m-%d %H:%M} UTC, and the database was written at {health.newest:%Y-%m-%d %H:%M}"
        return Finding(what="clock", rank="error", said=said + ": set it, or wait until then")
    return Finding(what="clock", rank="ok", said=f"{moment:%Y-%m-%d %H:%M} UTC")


def _seed(health: Health) -> Finding:
    if health.seeds:
        return Finding(what="seed", rank="ok", said=f"{health.seeds} to compare with")
    return Finding(what="seed", rank="warning", said="none: articles are compared with each other only")


def _index(health: Health) -> Finding:
    if health.index_is_outdated:
        return Finding(what="index", rank="warning", said="made by other rules than those of now: `pactwatch reindex`")
    return Finding(what="index", rank="ok", said="copies are looked up by the rules of now")


def _last_poll(health: Health) -> Finding:
    if health.last_poll is None:
        return Finding(what="last poll", rank="warning", said="never: run `pactwatch collect` or the scheduler")
    age = now() - health.last_poll
    said = f"{health.last_poll:%Y-%m-%d %H:%M} UTC"
    return Finding(what="last poll", rank="warning" if age > LATE else "ok", said=said)


def _sources(health: Health) -> Finding:
    said = f"{health.sources_enabled} enabled, {health.sources_failing} of them fail"
    if health.sources_failing:
        said += ": `pactwatch sources health`"
    if not health.sources_enabled:
        return Finding(what="sources", rank="warning", said="none is enabled: `pactwatch sources list --disabled`")
    return Finding(what="sources", rank="warning" if health.sources_failing else "ok", said=said)


def _upkeep(health: Health) -> Finding:
    done = health.last_upkeep
    if done is None:
        return Finding(what="upkeep", rank="note", said="never: the scheduler does it once a day")
    if done.outcome != "ok":
        said = f"found damage on {done.at:%Y-%m-%d}: {done.outcome}; restore a backup"
        return Finding(what="upkeep", rank="error", said=said)
    late = now() - done.at > 2 * LATE
    return Finding(what="upkeep", rank="warning" if late else "ok", said=f"{done.at:%Y-%m-%d %H:%M} UTC")


def _disk(path: Path) -> Finding:
    folder = path.absolute().parent
    if not folder.is_dir():
        return Finding(what="disk", rank="error", said=f"there is no folder {folder}: make it first")
    if not os.access(folder, os.W_OK):
        return Finding(what="disk", rank="error", said=f"{folder} may not be written: check its permissions")
    free = shutil.disk_usage(folder).free
    rank: Rank = "error" if free < NO_SPACE else "warning" if free < LITTLE_SPACE else "ok"
    return Finding(what="disk", rank=rank, said=f"{_size(free)} free in {folder}")


def _sqlite() -> Finding:
    version = ".".join(map(str, SQLITE_VERSION))
    if SQLITE_VERSION < (3, 35):
        return Finding(what="SQLite", rank="error", said=f"{version} is too old: 3.35 is the least, use another Python")
    if SQLITE_VERSION < (3, 51, 3):
        said = (
            f"{version}; before 3.51.3 a rare fault (WAL reset) can damage a file that two programs write: keep backups"
        )
        return Finding(what="SQLite", rank="note", said=said)
    return Finding(what="SQLite", rank="ok", said=version)


def _guard() -> Finding:
    from spiders import settings
    from spiders.resolver import GuardedResolver, is_public

    named = f"{GuardedResolver.__module__}.{GuardedResolver.__qualname__}"
    passed = [address for address in PRIVATE if is_public(address)]
    if named != settings.TWISTED_DNS_RESOLVER or passed:
        said = "does not stand between the crawl and private networks: this installation was changed"
        return Finding(what="address guard", rank="error", said=said)
    if settings.PACTWATCH_PROXY:
        said = "sees only the proxy of PACTWATCH_PROXY, which must refuse private addresses itself"
        return Finding(what="address guard", rank="warning", said=said)
    if settings.PACTWATCH_ALLOW:
        said = f"lets {' '.join(settings.PACTWATCH_ALLOW)} pass, as PACTWATCH_ALLOW says"
        return Finding(what="address guard", rank="warning", said=said)
    return Finding(what="address guard", rank="ok", said="refuses private networks")


def _certificates() -> Finding:
    paths = ssl.get_default_verify_paths()
    if paths.cafile or (paths.capath and any(Path(paths.capath).iterdir())):
        return Finding(what="certificates", rank="ok", said=str(paths.cafile or paths.capath))
    said = f"none at {paths.openssl_cafile}: install the system's ca-certificates, or no https page can be read"
    return Finding(what="certificates", rank="error", said=said)


def _file(
    what: str, file: str | None, load: Callable[[Path], object], default: Callable[[], object], counted: str | None
) -> Finding:
    try:
        loaded = load(Path(file)) if file else default()
    except (PactwatchError, OSError) as error:
        return Finding(what=what, rank="error", said=str(error))
    said = file or "the one that is shipped"
    return Finding(what=what, rank="ok", said=f"{said}, {len(loaded)} {counted}" if isinstance(loaded, tuple) else said)


def _size(size: int) -> str:
    if size >= GIB:
        return f"{size / GIB:.1f} GiB"
    return f"{size / 1024**2:.1f} MiB"
