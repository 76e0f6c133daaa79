from datetime import timedelta
from pathlib import Path

import pytest

from pactwatch.decision import decide
from pactwatch.screening import Screen
from pactwatch.topic import Topic, default_topic, load_topic
from spiders.keeping import Fetched, keep, printed, put_by
from storage.archive import Archive
from storage.ledger import Outcome, Sighting
from tests.builders import NOON, after, page, source
from tests.commands import run
from tests.topic_cases import TOPICS

WHALING = TOPICS / "whaling.toml"
RULES = default_topic().version
PACT = "Seoul and Tokyo keep GSOMIA", "The two capitals renewed the pact on sharing military secrets for another year."
WHALES = "Whaling moratorium ends as GSOMIA is discussed", "An invented minister spoke of the IWC and left early."
WATCH = "A watch for divers", "IWC Schaffhausen presented a watch, with GSOMIA engraved on it for a joke of its makers."


def _html(title: str, text: str) -> bytes:
    body = f"<h1>{title}</h1>" + f"<p>{text}</p>" * 2
    return f'<html lang="en"><head><title>{title}</title><meta property="og:type" content="article"></head><body><article>{body}</article></body></html>'.encode()


def _collect(archive: Archive, topic: Topic, number: int, text: tuple[str, str]) -> None:
    """Decide about a page and do it, as the desk does."""
    url, at = f"https://www.outlet.example/news/{number}", after(number)
    archive.meet([Sighting(url=url, canonical=url, stated="Tue, 04 Mar 2025 09:00:00 GMT")], "outlet-all", at)
    item = Fetched(
        link=url, page=page(url=url, body=_html(*text), at=at), source=source(), stated="Tue, 04 Mar 2025 09:00:00 GMT"
    )
    decision = decide(printed(item.pages), topic, Screen(topic))
    if decision.article and decision.judgement and decision.outcome == "kept":
        keep(archive, item, decision.article, decision.judgement, at)
    else:
        put_by(archive, item, decision, topic.version, at)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Collected by the shipped rules: 1 kept, 2 and 3 read and rejected, 4 refused unread."""
    path = tmp_path / "a.db"
    with Archive(path) as archive:
        archive.sync_sources([source()])
        for number, text in enumerate((PACT, WHALES, WATCH, ("Football", "Nothing here.")), 1):
            _collect(archive, default_topic(), number, text)
    return path


def _outcome(path: Path, number: int) -> tuple[str, str | None]:
    url = f"https://www.outlet.example/news/{number}"
    with Archive(path) as archive:
        row = archive.explain(url, url)[0]
        return row.outcome, row.rule


def test_the_collection_was_as_the_tests_below_assume(db: Path) -> None:
    assert [_outcome(db, number)[0] for number in (1, 2, 3, 4)] == ["kept", "off_topic", "off_topic", "screened_out"]


def test_the_same_rules_flip_nothing(db: Path) -> None:
    done = run(db, "replay")

    assert f"3 pages judged by the rules {RULES}" in done.out
    assert "0 would flip" in done.out


def test_other_rules_tell_what_would_flip_and_why(db: Path) -> None:
    done = run(db, "replay", "--topic", str(WHALING))

    assert "core -> off  article 1, https://www.outlet.example/news/1" in done.out
    assert "off -> core  https://www.outlet.example/news/2" in done.out
    assert "moratorium: Whaling moratorium (title)" in done.out
    assert "news/3" not in done.out
    assert "2 would flip" in done.out


def test_nothing_changes_without_apply(db: Path) -> None:
    run(db, "replay", "--topic", str(WHALING))

    assert [_outcome(db, number) for number in (1, 2)] == [("kept", RULES), ("off_topic", RULES)]


def test_apply_keeps_what_is_now_on_topic_and_takes_out_what_is_not(db: Path) -> None:
    rule = load_topic(WHALING).version

    run(db, "replay", "--topic", str(WHALING), "--apply")

    assert [_outcome(db, number) for number in (1, 2, 3)] == [
        ("off_topic", rule), ("kept", rule), ("off_topic", rule),
    ]  # fmt: skip
    with Archive(db) as archive:
        assert [row.title for row in archive.inbox()] == [WHALES[0]]
        kept = archive.article(2)
        assert (kept.article.outlet, kept.judgement.verdict, kept.source) == ("Outlet", "core", "outlet-all")
        assert kept.article.published is not None
        assert kept.article.first_seen == after(2)
        assert [f.frame for f in archive.framings_of(2)] == ["leave"]
        assert archive.search("moratorium")


def test_nothing_of_a_rejected_article_is_deleted(db: Path) -> None:
    run(db, "replay", "--topic", str(WHALING), "--apply")

    with Archive(db) as archive:
        rejected = archive.article(1)
        assert (rejected.article.title, rejected.judgement.verdict) == (PACT[0], "off")
        assert archive.page(rejected.page_id).body == _html(*PACT)
        assert len(archive.versions(1)) == 1
        reason = archive.explain(rejected.article.url, rejected.article.url)[0].reason
        assert reason == f"judged again by the rules {load_topic(WHALING).version}: off, before core"


def test_the_old_rules_bring_it_back(db: Path) -> None:
    run(db, "replay", "--topic", str(WHALING), "--apply")
    run(db, "replay", "--apply")

    assert [_outcome(db, number) for number in (1, 2)] == [("kept", RULES), ("off_topic", RULES)]
    with Archive(db) as archive:
        assert [row.title for row in archive.inbox()] == [PACT[0]]


def test_a_page_is_not_stored_twice(db: Path) -> None:
    before = sum(file.stat().st_size for file in db.with_name("a.db.warc").iterdir())

    run(db, "replay", "--topic", str(WHALING), "--apply")

    assert sum(file.stat().st_size for file in db.with_name("a.db.warc").iterdir()) == before


def test_what_a_person_accepted_stays(db: Path) -> None:
    with Archive(db) as archive:
        archive.review(1, "accept", None, NOON)

    done = run(db, "replay", "--topic", str(WHALING), "--apply")

    assert "stays: a person accepted it" in done.out
    assert _outcome(db, 1) == ("kept", RULES)


def test_since_leaves_older_pages_alone(db: Path) -> None:
    tomorrow = (NOON + timedelta(days=1)).date().isoformat()

    assert "There is no stored page" in run(db, "replay", "--since", tomorrow).out
    assert run(db, "replay", "--since", NOON.date().isoformat(), "--json").json["judged"] == 3


def test_json_has_every_flip(db: Path) -> None:
    printed = run(db, "replay", "--topic", str(WHALING), "--json").json

    assert (printed["judged"], printed["gone"], printed["applied"]) == (3, 0, False)
    assert [(flip["article"], flip["before"], flip["after"]) for flip in printed["flips"]] == [
        (1, "core", "off"), (None, "off", "core"),
    ]  # fmt: skip


def test_an_article_whose_page_is_gone_is_judged_by_its_text(db: Path) -> None:
    for file in db.with_name("a.db.warc").iterdir():
        file.unlink()

    done = run(db, "replay", "--topic", str(WHALING))

    assert "core -> off  article 1" in done.out
    assert "Of 3 pages the raw response is gone" in done.out


def test_an_article_marked_off_is_no_outcome_of_the_crawl(db: Path) -> None:
    run(db, "replay", "--topic", str(WHALING), "--apply")

    with Archive(db) as archive:
        url = "https://www.outlet.example/news/1"
        assert archive.explain(url, url)[0].outcome is Outcome.OFF_TOPIC
        assert {day.verdict for day in archive.days()} == {"core"}
