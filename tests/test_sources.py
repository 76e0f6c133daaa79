from datetime import timedelta
from pathlib import Path

import pytest

from pactwatch.catalogue import default_catalogue
from pactwatch.errors import NotFound
from storage.archive import Archive
from storage.polls import Poll, PollOutcome
from tests.builders import NOON, after, source


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(tmp_path / "a.db") as archive:
        yield archive


def polled(archive: Archive, name: str = "outlet-all", **changes) -> None:
    values = {
        "outcome": PollOutcome.OK,
        "etag": '"1"',
        "last_modified": "then",
        "body_hash": "h",
        "next_poll": after(30),
    }
    archive.record_poll(Poll(source=name, at=NOON, **(values | changes)))


def names(archive: Archive) -> list[str]:
    return [tracked.source.name for tracked in archive.sources()]


def test_a_source_comes_back_as_the_catalogue_has_it(archive: Archive) -> None:
    section = source(
        name="outlet-section", url="https://www.outlet.example/world", kind="section", selectors=("ul a", "h2 > a"),
        link_pattern=r"/news/\d+", note="A note.", min_interval=900, enabled=False, why_disabled="Gone.",
    )  # fmt: skip
    archive.sync_sources([source(), section])

    assert archive.source("outlet-all").source == source()
    assert archive.source("outlet-section").source == section
    assert archive.source("outlet-all").origin == "catalogue"


def test_the_shipped_catalogue_survives_the_table(archive: Archive) -> None:
    archive.sync_sources(default_catalogue())
    archive.sync_sources(default_catalogue())

    assert {tracked.source for tracked in archive.sources()} == set(default_catalogue())


def test_what_the_catalogue_changes_is_taken_over(archive: Archive) -> None:
    archive.sync_sources([source()])

    archive.sync_sources([source(outlet="The Outlet", paywall="soft", enabled=False, why_disabled="Gone.")])

    assert archive.source("outlet-all").source == source(
        outlet="The Outlet", paywall="soft", enabled=False, why_disabled="Gone."
    )


def test_the_state_of_polling_survives_the_catalogue(archive: Archive) -> None:
    archive.sync_sources([source()])
    polled(archive)

    archive.sync_sources([source(note="A note.")])

    tracked = archive.source("outlet-all")
    assert (tracked.etag, tracked.last_modified, tracked.body_hash) == ('"1"', "then", "h")
    assert (tracked.next_poll, tracked.last_outcome) == (after(30), "ok")


def test_a_new_address_is_asked_at_once_and_without_the_validators_of_the_old(archive: Archive) -> None:
    archive.sync_sources([source()])
    polled(archive)

    archive.sync_sources([source(url="https://www.outlet.example/new.xml")])

    tracked = archive.source("outlet-all")
    assert (tracked.etag, tracked.last_modified, tracked.body_hash, tracked.next_poll) == (None, None, None, None)
    assert archive.due_sources(NOON) == [tracked]


def test_a_source_that_a_person_disabled_stays_disabled(archive: Archive) -> None:
    archive.sync_sources([source()])

    archive.disable_source("outlet-all", "Too much sport.")
    archive.sync_sources([source(outlet="The Outlet")])

    kept = archive.source("outlet-all").source
    assert (kept.enabled, kept.why_disabled, kept.outlet) == (False, "Too much sport.", "The Outlet")
    assert archive.due_sources(NOON) == []


def test_a_source_that_a_person_enabled_stays_enabled_and_is_due_at_once(archive: Archive) -> None:
    archive.sync_sources([source(enabled=False, why_disabled="Gone.")])
    polled(archive, outcome=PollOutcome.MISSING, next_poll=after(600))

    archive.enable_source("outlet-all")
    archive.sync_sources([source(enabled=False, why_disabled="Gone.")])

    tracked = archive.source("outlet-all")
    assert (tracked.source.enabled, tracked.source.why_disabled, tracked.failures) == (True, None, 0)
    assert archive.due_sources(NOON) == [tracked]


def test_a_source_that_left_the_catalogue_is_kept_with_its_polls(archive: Archive) -> None:
    archive.sync_sources([source(), source(name="other", url="https://other.example/feed.xml")])
    polled(archive)

    archive.sync_sources([source(name="other", url="https://other.example/feed.xml")])

    assert names(archive) == ["other", "outlet-all"]
    assert len(archive.polls("outlet-all")) == 1


def test_a_source_that_left_the_catalogue_rests_until_it_is_back(archive: Archive) -> None:
    archive.sync_sources([source(), source(name="kept", url="https://kept.example/feed")])
    archive.enable_source("kept")
    archive.sync_sources([])
    gone, kept = archive.source("outlet-all").source, archive.source("kept").source
    archive.sync_sources([source()])

    assert (gone.enabled, gone.why_disabled) == (False, "no longer in the catalogue")
    assert kept.enabled
    assert archive.source("outlet-all").source.enabled


def test_a_persons_own_source_is_not_the_catalogues_to_change(archive: Archive) -> None:
    mine = source(name="mine", url="https://mine.example/feed.xml")
    assert archive.add_source(mine)

    archive.sync_sources([source(), source(name="mine", url="https://elsewhere.example/feed.xml", language="ko")])

    tracked = archive.source("mine")
    assert (tracked.source, tracked.origin) == (mine, "person")


@pytest.mark.parametrize(
    "again",
    [source(url="https://elsewhere.example/feed.xml"), source(name="another-name")],
    ids=["same name", "same address"],
)
def test_a_source_is_added_once(archive: Archive, again) -> None:
    archive.sync_sources([source()])

    assert not archive.add_source(again)
    assert names(archive) == ["outlet-all"]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("yonhap", "did you mean yonhap-en, yonhap-ko?"),
        ("Yonhap-EN", "did you mean yonhap-en?"),
        ("yonap-ko", "did you mean yonhap-ko, yonhap-en?"),
        ("xinhua", "`pactwatch sources list` shows the names."),
    ],
)
def test_an_unknown_name_is_answered_with_the_near_ones(archive: Archive, typed: str, hint: str) -> None:
    archive.sync_sources(
        [source(name=name, url=f"https://{name}.example/") for name in ("yonhap-ko", "yonhap-en", "kbs-world")]
    )

    for ask in (archive.source, archive.enable_source, lambda name: archive.disable_source(name, "no")):
        with pytest.raises(NotFound) as caught:
            ask(typed)
        assert str(caught.value) == f"There is no source named {typed!r}: {hint}"


def test_the_longest_overdue_source_is_asked_first(archive: Archive) -> None:
    archive.sync_sources(
        [source(name=name, url=f"https://{name}.example/") for name in ("late", "later", "new", "not-yet")]
    )
    polled(archive, "late", next_poll=after(20))
    polled(archive, "later", next_poll=after(10))
    polled(archive, "not-yet", next_poll=after(90))

    due = archive.due_sources(NOON + timedelta(hours=1))

    assert [tracked.source.name for tracked in due] == ["new", "later", "late"]
