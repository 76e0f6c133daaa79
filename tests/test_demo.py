"""The demo's newsroom is what it says it is, and the real collection makes of it what its labels say."""

import fcntl
import os
import random
import re
import socket
import struct
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.cells import cell_len

from demo.check import address, articles_by_ref, copies_found, copies_of_seeds, entry
from demo.newsroom import Text, newsroom
from demo.offers import NEWS_SITEMAP
from demo.server import Server
from demo.truth import COPIES, copies, expected, kept, stories, versions
from pactwatch.extraction import article_from
from pactwatch.judgement import judge
from pactwatch.topic import default_topic
from storage.archive import Archive
from storage.articles import Stored
from storage.keeping import Reading
from tests import commands
from tests.builders import reading
from tests.outlet import wait_until

ROOM = newsroom()
ROOT = Path(__file__).parent.parent
EXPECTED = expected(ROOM)
KEPT = kept(ROOM)
OUTLETS = pytest.mark.parametrize("outlet", ROOM.outlets, ids=lambda outlet: outlet.key)


# The newsroom


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(ROOM) as server:
        server.next_round()
        yield server


def test_the_newsroom_is_as_large_as_it_says() -> None:
    assert len(ROOM.by_ref) >= 60
    assert len(ROOM.outlets) >= 10
    assert {outlet.language for outlet in ROOM.outlets} == {"en", "ko", "ja", "zh"}
    assert len({outlet.layout for outlet in ROOM.outlets}) == len(ROOM.outlets)


def test_every_way_of_listing_articles_is_played() -> None:
    formats = {offer.format for outlet in ROOM.outlets for offer in outlet.offers}

    assert formats == {"rss", "atom", "rdf", "json", "sitemap", "section"}


def test_every_trap_is_laid() -> None:
    answers = {trap.answer for outlet in ROOM.outlets for trap in outlet.traps}
    relations = {text.relation for text in ROOM.by_ref.values()} - {None}

    assert answers == {"page", "amp", "redirect", "missing", "broken", "busy", "endless"}
    assert relations == {
        "wire_reprint", "portal_copy", "reprint", "truncation", "edit", "translation", "rewrite", "independent"
    }  # fmt: skip
    assert any(text.access == "paywalled" for text in ROOM.by_ref.values())
    assert any(text.published is None and text.verdict == "core" for text in ROOM.by_ref.values())


@OUTLETS
def test_every_page_says_that_it_is_fiction(outlet, server: Server) -> None:
    notice = ROOM.words(outlet)["fiction"]
    pages = [server.answer(outlet.host, text.path) for text in outlet.present(2)]

    assert {page.status for page in pages} == {200}
    assert all(notice in page.body.decode(outlet.encoding) for page in pages)


@OUTLETS
def test_every_file_of_texts_says_that_it_is_fiction(outlet) -> None:
    first = (ROOT / "demo" / "texts" / f"{outlet.key}.toml").read_text("utf8").splitlines()[0]

    assert first.startswith("# Fiction: the outlet, its reporters, the officials")


@pytest.mark.parametrize(("key", "encoding"), [("neutinamu", "euc-kr"), ("shiomi", "shift_jis")])
def test_old_encodings_are_true(key: str, encoding: str, server: Server) -> None:
    outlet = ROOM.outlet(key)
    bodies = [server.answer(outlet.host, text.path).body for text in outlet.texts]

    for body, text in zip(bodies, outlet.texts, strict=True):
        assert text.paragraphs[0][:10] in body.decode(encoding)
        with pytest.raises(UnicodeDecodeError):
            body.decode("utf-8")


@OUTLETS
def test_no_outlet_is_on_the_public_internet(outlet) -> None:
    assert outlet.host.endswith(".example")


def test_a_copy_names_an_original_and_no_text_is_written_twice() -> None:
    for text in ROOM.by_ref.values():
        assert text.of is None or text.of in ROOM.by_ref
    copied = {ref for group in copies(ROOM) for ref in group}
    own = [text.paragraphs[0] for text in ROOM.by_ref.values() if text.ref not in copied]

    assert len(own) == len(set(own))


def test_the_second_round_has_one_edited_article_and_one_new_one() -> None:
    assert [text.ref for text in ROOM.by_ref.values() if text.second] == ["lantern/poll"]
    assert [text.ref for text in ROOM.by_ref.values() if text.round == 2] == ["lantern/date"]


def test_the_server_answers_an_etag_it_knows_with_304_until_its_feed_changes() -> None:
    with Server(ROOM) as server:
        host = "www.seoullantern.example"
        (before,) = server.answer(host, "/atom.xml").headers
        (again,) = server.answer(host, "/atom.xml").headers
        server.next_round()
        (after,) = server.answer(host, "/atom.xml").headers

    assert before == again
    assert before != after


@pytest.mark.parametrize("ref", ROOM.by_ref)
def test_a_page_of_any_layout_is_read_word_for_word(ref: str, server: Server) -> None:
    outlet = ROOM.outlet(ROOM.by_ref[ref].outlet)
    text = next(text for text in outlet.present(2) if text.ref == ref)
    page = server.answer(outlet.host, text.path)

    article = article_from(page.body, server.base(outlet) + text.path, page.content_type)

    assert (article.kind, article.paragraphs) == ("article", text.paragraphs)
    assert (article.title, article.authors) == (text.title, text.authors)


def test_a_visitor_that_hangs_up_is_no_news(capfd: pytest.CaptureFixture[str]) -> None:
    before = answering()
    with Server(ROOM) as server, socket.create_connection(("127.0.0.1", server.port)) as visitor:
        visitor.sendall(b"GET / HTTP/1.1\r\n")
        wait_until(lambda: bool(answering() - before))
        visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close with a reset
        visitor.close()
        wait_until(lambda: not answering() - before)

    assert capfd.readouterr().err == ""


def answering() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if "process_request_thread" in thread.name}


# The demo


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("five years of work")

    done = subprocess.run(
        [sys.executable, "-m", "demo", "--out", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr.startswith(f"demo: {tmp_path} holds other things than a demo")
    assert (tmp_path / "thesis.txt").read_text() == "five years of work"


@dataclass(frozen=True)
class Run:
    """One run of the whole demo."""

    output: str
    archive: Archive
    articles: dict[str, Stored]
    port: int
    """Where the newsroom of that run listened; it lives on in the addresses."""
    requests: list[tuple[int, int, str]]
    """Round, status and address of everything the newsroom was asked for."""
    log: str


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent  # of all workers: the first runs the demo, the others wait for it
    out, printed = place / "demo-out", place / "demo.txt"
    with (place / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not printed.exists():
            printed.write_text(_run_demo(out), "utf8")
    output = printed.read_text("utf8")
    lines = [line.split(" ", 2) for line in (out / "access.log").read_text("utf8").splitlines()]
    port = int(re.search(r"127\.0\.0\.1:(\d+)", output)[1])
    with Archive(out / "demo.db") as archive:
        yield Run(
            output=output, archive=archive, articles=articles_by_ref(archive, ROOM, port), port=port,
            requests=[(int(round_), int(status), url) for round_, status, url in lines],
            log=(out / "crawl.log").read_text("utf8"),
        )  # fmt: skip


def _run_demo(out: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "demo", "--out", str(out), "--port", "0"],
        cwd=ROOT, capture_output=True, text=True, timeout=110, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("path", EXPECTED)
def test_every_address_ends_in_the_ledger_as_its_label_says(path: str, run: Run) -> None:
    row = entry(run.archive, address(EXPECTED[path], run.port))

    assert row is not None
    assert (row.outcome, row.reason if row.outcome != EXPECTED[path].outcome else "") == (EXPECTED[path].outcome, "")


@pytest.mark.slow
@pytest.mark.parametrize("ref", KEPT)
def test_an_article_is_read_word_for_word(ref: str, run: Run) -> None:
    article, text = run.articles[ref].article, KEPT[ref]
    row = _row(text)

    assert article.title == row.title
    assert article.paragraphs == text.paragraphs
    assert article.authors == text.authors
    assert article.language == row.language
    assert (article.published.instant if article.published else None) == row.published
    assert article.access == text.access
    assert article.outlet == ROOM.outlet(text.outlet).name


@pytest.mark.slow
@pytest.mark.parametrize("ref", KEPT)
def test_an_article_is_judged_as_its_label_says(ref: str, run: Run) -> None:
    assert run.articles[ref].judgement.verdict == KEPT[ref].verdict


@pytest.mark.slow
@pytest.mark.parametrize("ref", KEPT)
def test_only_the_edited_article_has_two_versions(ref: str, run: Run) -> None:
    assert run.articles[ref].version == versions(KEPT[ref])


@pytest.mark.slow
def test_nothing_is_kept_but_what_should_be(run: Run) -> None:
    assert run.articles.keys() == KEPT.keys()
    assert len({stored.id for stored in run.archive.articles()}) == len(KEPT)


@pytest.mark.slow
def test_copies_are_grouped_and_translations_and_rewrites_are_not(run: Run) -> None:
    assert copies_found(run.archive, ROOM, run.port) == copies(ROOM)


@pytest.mark.slow
@pytest.mark.parametrize("ref", [ref for ref, text in KEPT.items() if text.relation in COPIES])
def test_a_copy_points_to_its_original_and_says_what_it_is(ref: str, run: Run) -> None:
    text = KEPT[ref]
    copy, original = run.articles[ref], run.articles[text.of or ""]
    kinds = [
        link.relation.kind
        for link in run.archive.relations(copy.id)
        if link.is_copy and (link.article_id, link.other_id) == (copy.id, original.id)
    ]

    assert len(kinds) == 1
    assert set(kinds) <= COPIES[text.relation or ""]


@pytest.mark.slow
def test_copies_of_the_seed_are_found_whatever_was_changed_in_them(run: Run) -> None:
    assert copies_of_seeds(run.archive, ROOM, run.port) == {
        "demo": {"lantern/seed", "sumida/seed-reprint", "meridian/seed-truncated", "harbourmast/seed-edited"}
    }


@pytest.mark.slow
def test_the_second_round_asks_again_and_most_sources_have_nothing_new(run: Run) -> None:
    polls = {tracked.source.name: run.archive.polls(tracked.source.name) for tracked in run.archive.sources()}

    assert {len(of_source) for of_source in polls.values()} == {2}
    # One feed has news; an index is always read in full, since what it names changes without it.
    read_in_full = {"lantern-all", "rashin-sitemap"}
    assert {name: newest["outcome"] for name, (newest, _) in polls.items()} == {
        name: "ok" if name in read_in_full else "unchanged" for name in polls
    }
    assert sum(newest["status"] == 304 for newest, _ in polls.values()) >= 8


@pytest.mark.slow
def test_every_page_that_was_served_is_in_the_ledger(run: Run) -> None:
    sources = {tracked.source.url for tracked in run.archive.sources()}
    pages = {url for _, status, url in run.requests if status == 200 and not url.endswith(("/robots.txt", ".xml.gz"))}

    assert len(pages - sources) >= 60
    assert {url for url in pages - sources if entry(run.archive, url) is None} == set()


@pytest.mark.slow
def test_nothing_is_asked_for_that_robots_txt_forbids_and_nothing_twice_without_need(run: Run) -> None:
    asked = Counter(url for _, _, url in run.requests)
    sources = {tracked.source.url for tracked in run.archive.sources()}
    # An edited article is read again; a server error and a page that never ends are tried once more; an index is
    # followed by its sitemap; robots.txt is read once a round.
    again = ("/robots.txt", NEWS_SITEMAP, "/poll-majority-keep-pact/2302260.html", "/broken-server", "/world/2025/live")

    assert [url for url in asked if "/drafts/" in url or url.endswith("/amp")] == []
    assert {
        url for url, times in asked.items() if times > 1 and url not in sources and not url.endswith(again)
    } == set()
    assert max(asked.values()) <= 2


def grouped(placed: dict[str, int]) -> set[frozenset[str]]:
    """Return the stories of two and more articles that the labels call kept."""
    groups: dict[int, set[str]] = {}
    for ref, story in placed.items():
        groups.setdefault(story, set()).add(ref)
    return {frozenset(group) for group in groups.values() if len(group) > 1}


@pytest.mark.slow
def test_each_event_is_one_story_in_all_languages_and_nothing_else_is_in_it(run: Run) -> None:
    assert grouped({ref: stored.story_id for ref, stored in run.articles.items()}) == stories(ROOM)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_the_stories_are_the_same_in_any_order_of_arrival(seed: int, server: Server, tmp_path: Path) -> None:
    texts = random.Random(seed).sample(list(KEPT.items()), len(KEPT))
    with Archive(tmp_path / "news.db") as archive:
        ids = {ref: archive.keep(_visit(server, text)).id for ref, text in texts}
        placed = {ref: archive.article(one).story_id for ref, one in ids.items()}

    assert grouped(placed) == stories(ROOM)


def _visit(server: Server, text: Text) -> Reading:
    host = ROOM.outlet(text.outlet).host
    one = article_from(server.answer(host, text.path).body, f"http://{host}{text.path}", "text/html")
    return reading(one, judgement=judge(one, default_topic()))


@pytest.mark.slow
def test_the_demo_shows_all_four_languages_and_what_to_try_next(run: Run) -> None:
    for shown in ("지소미아", "ＧＳＯＭＩＡ", "军事情报保护协定", "A pact that never quite ended"):
        assert shown in run.output
    assert f"{len(EXPECTED)} of {len(EXPECTED)} addresses became what the labels" in run.output
    assert "inbox" in run.output.split("Try next")[1]
    assert max(cell_len(line) for line in run.output.split("Try next")[0].splitlines()) <= 120
    assert "Traceback" not in run.output + run.log


@pytest.mark.slow
@pytest.mark.parametrize("words", [["inbox"], ["search", "협정"], ["search", "日韓"], ["show", "3"], ["duplicates"]])
def test_the_words_to_try_work_when_the_newsroom_is_closed(words: list[str], run: Run) -> None:
    done = commands.run(run.archive.path, *words)

    assert (done.status, done.err) == (0, "")
    assert done.out.strip()


def _row(text: Text):
    return next(row for row in EXPECTED.values() if row.text == text)
