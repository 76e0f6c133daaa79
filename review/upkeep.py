"""`pactwatch backup`, `restore`, `vacuum`, `retention`: what is done to the database as a whole."""

from datetime import timedelta
from pathlib import Path

import click

from pactwatch.errors import ArchiveUnavailable
from review.output import counted, examples, print_json, say
from review.place import Place, json_option, now
from storage.backup import Copied, back_up
from storage.backup import restore as put_back
from storage.retention import Rules, Surplus, discard, surplus
from storage.upkeep import shrink

FILE = click.Path(path_type=Path, dir_okay=False)
DAYS = click.IntRange(1, 36_500)


@click.command(epilog=examples("pactwatch backup /backups/news-2025-03-04.db"))
@click.argument("file", type=FILE)
@json_option
@click.pass_obj
def backup(place: Place, file: Path, as_json: bool) -> None:
    """Copy the database to FILE and its pages to FILE.warc.

    Collections and the scheduler may go on meanwhile. The copy is looked through before it gets its name: the
    structure of the database, and pages read back and compared with their hashes. Nothing is ever written over.
    """
    _require_database(place)
    copied = back_up(place.db, file)
    _tell_copied(copied, as_json=as_json)


@click.command(epilog=examples("pactwatch restore /backups/news-2025-03-04.db"))
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Also where there is a database with articles: it is set aside.")
@json_option
@click.pass_obj
def restore(place: Place, file: Path, force: bool, as_json: bool) -> None:
    """Put a backup in the place of the database.

    The backup is looked through first, and copied, so that FILE stays as it is. Stop the scheduler before. With
    --force the database that is there is renamed, not deleted.
    """
    copied = put_back(file, place.db, at=now(), force=force)
    _tell_copied(copied, as_json=as_json)


@click.command(epilog=examples("pactwatch vacuum"))
@json_option
@click.pass_obj
def vacuum(place: Place, as_json: bool) -> None:
    """Give the space of deleted rows back to the disk.

    It needs twice the size of the database in free space, and no collection may run.
    """
    _require_database(place)
    shrunk = shrink(place.db)
    if as_json:
        print_json(shrunk)
    else:
        say(f"{shrunk.before:,} bytes before, {shrunk.after:,} after.")


@click.command(epilog=examples("pactwatch retention --rejected-pages 90", "pactwatch retention --polls 365 --apply"))
@click.option(
    "--rejected-pages", type=DAYS, metavar="DAYS", envvar="PACTWATCH_KEEP_REJECTED_PAGES",
    help="Keep raw pages of what was read and rejected for so long (90 is a good beginning).",
)  # fmt: skip
@click.option(
    "--polls", type=DAYS, metavar="DAYS", envvar="PACTWATCH_KEEP_POLLS", help="Keep the log of polls for so long."
)
@click.option("--apply", "apply_", is_flag=True, help="Delete; without it nothing is.")
@json_option
@click.pass_obj
def retention(place: Place, rejected_pages: int | None, polls: int | None, apply_: bool, as_json: bool) -> None:
    """Show what could be thrown away, and throw it away.

    Without options that is nothing: a deletion is evidence lost. Articles, their versions and pages, reviews and the
    ledger are always kept. PACTWATCH_KEEP_REJECTED_PAGES and PACTWATCH_KEEP_POLLS set the days for good.
    """
    _require_database(place)
    rules = Rules(rejected_pages=_days(rejected_pages), polls=_days(polls))
    found = (discard if apply_ else surplus)(place.db, rules, now())
    if as_json:
        print_json({"applied": apply_, "surplus": found})
        return
    say(_told(found, rules, deleted=apply_))
    if not apply_ and (found.pages or found.polls):
        say("Nothing was deleted: add --apply to do it.", "dim")


def _told(found: Surplus, rules: Rules, *, deleted: bool) -> str:
    if rules == Rules():
        return "Everything is kept: no rule is set (--rejected-pages, --polls)."
    verb = "Deleted" if deleted else "To delete"
    return (
        f"{verb}: {counted(found.pages, 'page')} of rejected articles ({found.page_bytes:,} bytes), "
        f"{counted(found.polls, 'poll')}."
    )


def _tell_copied(copied: Copied, *, as_json: bool) -> None:
    if as_json:
        print_json(copied)
        return
    say(f"{copied.path}: {counted(copied.articles, 'article')}, {counted(copied.urls, 'URL')}, {copied.bytes:,} bytes")
    say(
        f"  and {counted(copied.page_files, 'page file')} of {copied.page_bytes:,} bytes; "
        f"structure sound, {counted(copied.pages_checked, 'page')} read back."
    )
    if copied.set_aside is not None:
        say(f"  The database that was there is {copied.set_aside} now.", "yellow")


def _require_database(place: Place) -> None:
    if not place.db.exists():
        raise ArchiveUnavailable(f"There is no database at {place.db}: name another with --db.")


def _days(days: int | None) -> timedelta | None:
    return timedelta(days=days) if days is not None else None
