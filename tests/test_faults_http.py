"""What servers do on bad days: statuses, redirects, floods, silence. Every case a host of its own, two real crawls."""

import gzip
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import brotli
import pytest

from storage.archive import Archive
from tests.faulty import Cases, Done, Exchange, answer, crawled, feed, first, redirect

try:
    from compression import zstd  # Python 3.14
except ImportError:
    from backports import zstd

pytestmark = pytest.mark.slow

MEBIBYTE = 1024 * 1024
LIMIT = 15 * MEBIBYTE
RETRY_AFTER = {
    "seconds": ("3600", 3600),
    "date": ("two hours after the answer", 7200),
    "negative": ("-5", 300),
    "garbage": ("soon", 300),
    "years": ("315360000", 86_400),
}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    with crawled(tmp_path_factory.mktemp("http"), statuses, redirects, floods, silence, then=second_crawl) as done:
        yield done


def second_crawl(cases: Cases) -> str:
    """Make all due but those whose host asked for patience, as time would."""
    with Archive(cases.db) as archive:
        for tracked in archive.sources():
            if tracked.source.enabled and not tracked.source.name.startswith("case17"):
                archive.retry_source(tracked.source.name)
    return cases.run()


def statuses(cases: Cases) -> None:
    def until_a_date(exchange: Exchange) -> None:
        date = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
        feed("/1", status=429, Retry_After=date)(exchange)

    for name, (value, _) in RETRY_AFTER.items():
        cases.case(f"case17-{name}", until_a_date if name == "date" else feed("/1", status=429, Retry_After=value))
    host = cases.case("case17-page", feed("/busy", "/1", "/2", "/3"))
    cases.page(host, "/busy", answer("wait", 429, Retry_After="1800"))
    cases.source("case17-beside", cases.server.at(cases.server.url(host, "/other"), feed("/4")), min_interval=60)
    words = answer("Please limit requests to one every 5 seconds or contact us.", content_type="text/html")
    cases.source(
        "case17-words", cases.server.at(f"http://api.gdeltproject.org:{cases.server.port}/doc", words), "search"
    )
    cases.host("api.gdeltproject.org")
    cases.case("case18", feed("/1", status=503, Retry_After="3600"))
    cases.case("case19", lambda exchange: (answer("down", 500) if exchange.number <= 2 else feed("/1"))(exchange))
    cases.case("case20-404", answer("no", 404))
    cases.case("case20-410", answer("no", 410))
    cases.case("case21-401", answer("no", 401))
    cases.case("case21-403", answer("no", 403))
    cases.case("case21-challenge", answer("<html>Just a moment", 503, cf_mitigated="challenge"))


def redirects(cases: Cases) -> None:
    url = cases.server.url
    cases.case("case22", redirect(url("new22.test"), 301))
    cases.case("case22-once", first(redirect(url("new22.test"), 308), feed("/1")))
    cases.case("case22-front", redirect(url("new22.test", "/"), 301))
    cases.page(cases.host("new22.test"), "/feed", feed("/1"))
    cases.page("new22.test", "/", feed("/1"))
    cases.case("case23", redirect(url("case23.test")))
    cases.case("case24", redirect("file:///etc/passwd"))
    cases.case("case25", redirect(url("other25.test"), Set_Cookie="session=secret; Path=/"))
    cases.page(cases.host("other25.test"), "/feed", feed("/1"))
    host = cases.case("case27", feed("/refresh"))
    refresh = '<html><head><meta http-equiv="refresh" content="0; url=http://10.1.2.3/"></head></html>'
    cases.page(host, "/refresh", answer(refresh))


def floods(cases: Cases) -> None:
    def endless(exchange: Exchange) -> None:
        exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n<rss>")
        for _ in range(300):
            exchange.send(b"x" * MEBIBYTE)

    def packed(body: bytes, encoding: str) -> None:
        cases.case(
            f"case29-{encoding.replace(',', '-')}", answer(body, Content_Encoding=encoding, content_type="text/xml")
        )

    cases.case("case28", endless)
    cases.case("case28-announced", answer(b"<rss>" + b" " * (LIMIT + MEBIBYTE)))
    flood = b"\0" * (64 * MEBIBYTE)
    packed(gzip.compress(flood, 9), "gzip")
    packed(gzip.compress(gzip.compress(flood, 9), 9), "gzip,gzip")
    packed(zlib.compress(flood, 9), "deflate")
    packed(brotli.compress(flood, quality=5), "br")
    packed(zstd.compress(flood), "zstd")


def silence(cases: Cases) -> None:
    def short(exchange: Exchange) -> None:
        exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 5000\r\n\r\n<rss><channel>")

    def drip(exchange: Exchange) -> None:
        exchange.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n")
        for _ in range(200):
            exchange.send(b" ")
            time.sleep(0.1)

    def drip_headers(exchange: Exchange) -> None:
        exchange.send(b"HTTP/1.1 200 OK\r\n")
        for number in range(200):
            exchange.send(b"X-%d: 1\r\n" % number)
            time.sleep(0.1)

    def cut(exchange: Exchange) -> None:
        exchange.send(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>")
        exchange.reset()

    cases.case("case31", short)
    cases.case("case32", drip)
    cases.case("case33-headers", drip_headers)
    cases.case("case33-mute", lambda exchange: time.sleep(15))
    host = cases.case("case33-page", feed("/mute"))
    cases.page(host, "/mute", lambda exchange: time.sleep(15))
    cases.case("case36-reset", cut)
    cases.case("case36-once", first(cut, feed("/1")))
    cases.host("case36-refused.test", "127.0.0.1")
    cases.source("case36-refused", "http://case36-refused.test:9/feed")
    cases.source("case35", "http://no-such-host.invalid/feed")
    cases.case("well", feed("/1"))


@pytest.mark.parametrize("name", RETRY_AFTER)
def test_case_17_a_429_is_asked_once_and_left_alone_as_long_as_it_says_up_to_a_day(done: Done, name: str) -> None:
    (poll,) = done.cases.polls(f"case17-{name}")
    wait = (done.cases.tracked(f"case17-{name}").next_poll or datetime.now(UTC)) - datetime.fromisoformat(
        str(poll["at"])
    )

    assert poll["outcome"] == "rate_limited"
    assert done.server.asked(f"case17-{name}.test") == 1
    assert timedelta(seconds=RETRY_AFTER[name][1] - 60) <= wait <= timedelta(hours=27)


def test_case_17_a_429_on_a_page_holds_the_host_for_every_source_and_page_of_it(done: Done) -> None:
    url = done.server.url
    with Archive(done.cases.db) as archive:
        held = archive.held_hosts(datetime.now(UTC))

    assert "case17-page.test" in held
    assert done.server.asked("case17-page.test", "/busy") == 1
    assert [done.server.asked("case17-page.test", path) for path in ("/1", "/2", "/3")] == [0, 0, 0]
    assert done.cases.entry(url("case17-page.test", "/1")).outcome == "found"
    assert done.cases.entry(url("case17-page.test", "/1")).attempts == 0
    for name in ("case17-page", "case17-beside"):
        assert (done.cases.tracked(name).next_poll or datetime.now(UTC)) >= held["case17-page.test"].until


def test_case_17_too_often_in_words_and_with_status_200_is_heard_too(done: Done) -> None:
    (poll,) = done.cases.polls("case17-words")

    assert poll["outcome"] == "rate_limited"
    assert "Please limit requests" in str(poll["detail"])
    with Archive(done.cases.db) as archive:
        assert "api.gdeltproject.org" in archive.held_hosts(datetime.now(UTC))


def test_case_17_a_person_may_ask_again_at_once(done: Done) -> None:
    with Archive(done.cases.db) as archive:
        archive.hold_host("case17-years.test", datetime.now(UTC) + timedelta(hours=1), "answered 429")
        before = archive.due_sources(datetime.now(UTC))
        archive.retry_source("case17-years")
        after = archive.due_sources(datetime.now(UTC))

    assert "case17-years" not in [tracked.source.name for tracked in before]
    assert "case17-years" in [tracked.source.name for tracked in after]


def test_case_18_a_503_with_a_time_is_the_same(done: Done) -> None:
    assert done.cases.outcomes("case18")[0] == "server_error"
    assert done.server.asked("case18.test") == 2  # once a crawl


def test_case_19_errors_are_tried_twice_and_forgotten_with_the_first_success(done: Done) -> None:
    assert done.cases.outcomes("case19") == ["server_error", "ok"]
    assert done.server.asked("case19.test", "/feed") == 3
    assert done.cases.tracked("case19").failures == 0


def test_case_20_a_missing_feed_is_tried_later_and_one_that_is_gone_is_disabled_with_its_reason(done: Done) -> None:
    missing, gone = done.cases.tracked("case20-404"), done.cases.tracked("case20-410")

    assert (missing.source.enabled, missing.failures) == (True, 1.0)
    assert (gone.source.enabled, done.cases.outcomes("case20-410")) == (False, ["gone"])
    assert "answered 410" in (gone.source.why_disabled or "")


@pytest.mark.parametrize("name", ["case21-401", "case21-403", "case21-challenge"])
def test_case_21_a_block_is_an_outcome_and_is_not_hammered(done: Done, name: str) -> None:
    assert done.cases.outcomes(name) == ["blocked", "blocked"]
    assert done.server.asked(f"{name}.test", "/feed") == 2


def test_case_22_a_permanent_redirect_is_counted_until_it_is_believed(done: Done) -> None:
    moved, once, front = (done.cases.tracked(name) for name in ("case22", "case22-once", "case22-front"))

    assert (moved.moved_to, moved.moved_times) == (done.server.url("new22.test"), 2)
    assert moved.address == moved.source.url
    assert (once.moved_to, once.moved_times) == (None, 0)
    assert (front.moved_to, front.moved_times) == (None, 0)


def test_case_23_a_redirect_loop_ends_after_five(done: Done) -> None:
    poll = done.cases.polls("case23")[0]

    assert (poll["outcome"], poll["detail"]) == ("client_error", "redirects without end")
    assert done.server.asked("case23.test", "/feed") == 12  # six a crawl


def test_case_24_a_redirect_to_a_file_is_not_followed(done: Done) -> None:
    assert done.cases.outcomes("case24")[0] == "client_error"


def test_case_25_nothing_of_one_host_is_told_to_another(done: Done) -> None:
    assert done.cases.outcomes("case25") == ["ok", "unchanged"]
    for headers in done.server.headers_of("other25.test", "/feed") + done.server.headers_of("case25.test", "/feed"):
        assert not {"Cookie", "Authorization", "Referer"} & headers.keys()


def test_case_27_a_refresh_to_a_private_host_is_refused(done: Done) -> None:
    entry = done.cases.entry(done.server.url("case27.test", "/refresh"))

    assert (entry.outcome, entry.reason) == ("refused", "10.1.2.3 leads to 10.1.2.3, which is not a public address")


@pytest.mark.parametrize(
    "name",
    ["case28", "case28-announced", "case29-gzip", "case29-gzip-gzip", "case29-deflate", "case29-br", "case29-zstd"],
)
def test_cases_28_to_30_what_is_larger_than_we_read_is_cut(done: Done, name: str) -> None:
    assert done.cases.outcomes(name)[0] == "too_large"
    assert done.server.sent.get((f"{name}.test", "/feed"), 0) < 3 * LIMIT


def test_case_31_an_answer_that_is_shorter_than_it_says_is_asked_once_more(done: Done) -> None:
    assert done.cases.outcomes("case31")[0] == "unreachable"
    assert done.server.asked("case31.test", "/feed") == 4  # twice a crawl


@pytest.mark.parametrize("name", ["case32", "case33-headers", "case33-mute"])
def test_cases_32_and_33_slow_answers_are_cut_at_the_deadline(done: Done, name: str) -> None:
    assert done.cases.outcomes(name)[0] == "timeout"


def test_case_33_a_page_that_never_ends_is_cut_and_tried_again_later(done: Done) -> None:
    entry = done.cases.entry(done.server.url("case33-page.test", "/mute"))

    assert (entry.outcome, entry.reason) == ("failed", "no complete answer in time")


def test_case_35_a_host_that_is_not_there_costs_no_one_else(done: Done) -> None:
    assert done.cases.outcomes("case35")[0] in {"unreachable", "timeout", "robots"}
    assert done.cases.outcomes("well") == ["ok", "unchanged"]


def test_case_36_a_reset_is_tried_once_more_and_then_later(done: Done) -> None:
    assert done.cases.outcomes("case36-reset")[0] == "unreachable"
    assert done.server.asked("case36-reset.test", "/feed") == 4
    assert done.cases.outcomes("case36-once")[0] == "ok"
    assert done.cases.outcomes("case36-refused")[0] in {"unreachable", "robots"}


def test_failures_add_up_and_the_wait_grows_with_them(done: Done) -> None:
    tracked = done.cases.tracked("case31")
    waits = [
        datetime.fromisoformat(str(poll["next_poll"])) - datetime.fromisoformat(str(poll["at"]))
        for poll in done.cases.polls("case31")
    ]

    assert tracked.failures == 0.5
    assert waits[0] < waits[1]


def test_no_fault_of_ours_in_all_of_it(done: Done) -> None:
    assert "Traceback" not in done.errors
    with Archive(done.cases.db) as archive:
        outcomes = {poll["outcome"] for tracked in archive.sources() for poll in archive.polls(tracked.source.name)}

    assert not outcomes & {"fault", "interrupted"}
