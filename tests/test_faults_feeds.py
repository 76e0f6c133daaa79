"""What outlets serve as feeds on bad days: every case a source of its own, all in two real crawls."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from storage.archive import Archive
from tests.faulty import Cases, Done, Exchange, answer, crawled, feed, first
from tests.outlet import article_page

pytestmark = pytest.mark.slow

KOREAN = "지소미아 협정 종료"
NEW = 1800  # seconds: the interval a source begins with


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    """Two crawls of all cases, one after the other."""
    with crawled(tmp_path_factory.mktemp("feeds"), dialects, broken, unchanged, hostile, then=Cases.again) as done:
        yield done


def dialects(cases: Cases) -> None:
    entry = '<entry><title>a</title><link href="/on"/></entry>'
    bodies = {
        "case1-rss": "<rss version='2.0'><channel><item><link>/on</link></item></channel></rss>",
        "case1-atom": f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>",
        "case1-rdf": "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><item><link>/on</link></item></rdf:RDF>",
        "case1-json": json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "url": "/on"}]}),
    }
    for name, body in bodies.items():
        cases.page(cases.case(name, answer(body, content_type="application/xml", ETag='"1"')), "/on")
    base = f'<item xml:base="http://case12.test:{cases.server.port}/b/"><link>on</link></item>'
    relative = f"<rss><channel><item><link>/root</link></item><item><link>//case12.test:{cases.server.port}/same</link></item>{base}</channel></rss>"
    host = cases.case("case12", answer(relative, content_type="text/xml"))
    for path in ("/root", "/same", "/b/on"):
        cases.page(host, path)


def broken(cases: Cases) -> None:
    truncated = b"<rss><channel><item><link>/1</link></item><item><link>/2</link></item><item><link>/333"
    cases.case("case2", answer(truncated, content_type="text/xml", ETag='"1"'))
    cases.case("case3", answer("<html><form>Please log in</form></html>", ETag='"1"'))
    cases.case("case4", answer(b""))
    cases.case(
        "case5",
        answer(
            b"<rss><channel><item><title>a\0b\x0bc</title><link>/1</link></item></channel></rss>",
            content_type="text/xml",
        ),
    )
    text = f'<?xml version="1.0" encoding="{{}}"?><rss><channel><item><title>{KOREAN}</title><link>/1</link></item></channel></rss>'
    cases.case("case6-header", answer(text.format("utf-8").encode("euc-kr"), content_type="text/xml; charset=euc-kr"))
    cases.case("case6-prolog", answer(text.format("euc-kr").encode("euc-kr"), content_type="text/xml; charset=utf-8"))
    cases.case("case6-bom", answer(text.format("euc-kr").encode("utf-8-sig"), content_type="text/xml; charset=euc-kr"))
    cases.case("case7-16", answer(text.format("utf-16").encode("utf-16"), content_type="text/xml"))
    cases.case("case7-32", answer(text.format("utf-32").encode("utf-32"), content_type="text/xml"))
    cases.case("case8", answer('{"items": [{"url": "/1", "title": "a\\ud800b"}]}', content_type="application/json"))
    dates = {
        "/none": "",
        "/zoneless": "Tue, 04 Mar 2025 09:00:00",
        "/year1": "Mon, 01 Jan 0001 00:00:00 GMT",
        "/far": "Tue, 01 Jan 2099 00:00:00 GMT",
    }
    items = "".join(f"<item><link>{path}</link><pubDate>{date}</pubDate></item>" for path, date in dates.items())
    host = cases.case("case9", answer(f"<rss><channel>{items}</channel></rss>", content_type="text/xml"))
    for path in dates:
        cases.page(host, path, answer(article_page(f"Dated {path}", path, dated=False)))


def unchanged(cases: Cases) -> None:
    def guid_of_the_hour(exchange: Exchange) -> None:
        item = f'<item><guid isPermaLink="false">{exchange.number}</guid><link>/on?utm_source=rss{exchange.number}</link></item>'
        answer(f"<rss><channel>{item}</channel></rss>", content_type="text/xml")(exchange)

    host = cases.case("case10", guid_of_the_hour)
    for number in (1, 2):
        cases.page(host, f"/on?utm_source=rss{number}", answer(article_page("The same pact")))
    many = "".join(f"<item><link>/closed/{n}</link></item>" for n in range(10_000))
    host = cases.case("case11", answer(f"<rss><channel>{many}</channel></rss>", content_type="text/xml"))
    cases.page(host, "/robots.txt", answer("User-agent: *\nDisallow: /closed/\n", content_type="text/plain"))

    def conditional(exchange: Exchange) -> None:
        known = exchange.headers.get("If-None-Match") == '"1"'
        (answer(b"", 304) if known else feed("/1", ETag='"1"'))(exchange)

    cases.case("case14", conditional)
    cases.case("case15", feed("/1"))
    cases.case("case16", first(feed("/1", ETag='"1"'), feed("/1", ETag='"2"')))
    cases.case("case16-expires", feed("/1", ETag='"1"', Expires="0"))
    cases.case(
        "case16-index",
        answer("<sitemapindex><sitemap><loc>/child</loc></sitemap></sitemapindex>", ETag='"1"'),
        path="/map",
        kind="sitemap",
    )
    child = "<urlset><url><loc>/{}</loc></url></urlset>"
    cases.page("case16-index.test", "/child", first(answer(child.format(1)), answer(child.format(2))))
    for number in range(2):
        overlap = [f"/{number}/{n}" for n in range(5)]
        cases.server.scripts["lost.test", f"/{number}"] = feed(*overlap)
    cases.case("lost", lambda exchange: cases.server.scripts["lost.test", f"/{exchange.number - 1}"](exchange))


def hostile(cases: Cases) -> None:
    cases.case("case13", feed("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.test"))
    laughs = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "%s">]>' % (b"&a;" * 100) + b"<html><p>GSOMIA &b;</p></html>"
    outside = f'<!DOCTYPE r [<!ENTITY x SYSTEM "http://case41.test:{cases.server.port}/stolen">]><rss><channel><item><title>&x;</title><link>/page</link></item></channel></rss>'
    host = cases.case("case41", answer(outside, content_type="text/xml"))
    cases.page(host, "/page", answer(laughs, content_type="application/xhtml+xml"))
    host = cases.case("case42", feed("/nested", "/long"))
    cases.page(host, "/nested", answer(b"<p>GSOMIA</p>" + b"<div>" * 200_000))
    cases.page(host, "/long", answer(b"<html><body><p>GSOMIA " + b"a" * 10_000_000))
    title = b"Pact\r\n2026-01-01 ERROR forged \x1b[31mred\x1b[0m"
    item = (
        b"<rss><channel><item><title>%s</title><link>/on</link></item><item><link>http://[x\x1b[31m</link></item></channel></rss>"
        % title
    )
    host = cases.case("case66", answer(item, content_type="text/xml"))
    cases.page(host, "/on", answer(article_page(title.decode(), "forged lines")))


@pytest.mark.parametrize("name", ["case1-rss", "case1-atom", "case1-rdf", "case1-json"])
def test_case_1_every_dialect_brings_its_article_and_its_validators(done: Done, name: str) -> None:
    assert done.cases.outcomes(name)[0] == "ok"
    assert done.cases.entry(done.server.url(f"{name}.test", "/on")).outcome == "kept"
    assert done.cases.tracked(name).etag == '"1"'


def test_case_2_a_feed_that_breaks_off_is_used_flagged_and_asked_for_whole_again(done: Done) -> None:
    poll = done.cases.polls("case2")[0]

    assert (poll["outcome"], poll["links"]) == ("truncated", 2)
    assert done.cases.tracked("case2").etag is None
    assert all("If-None-Match" not in headers for headers in done.server.headers_of("case2.test", "/feed"))


def test_case_3_a_login_page_is_no_feed_and_its_validators_are_not_kept(done: Done) -> None:
    tracked = done.cases.tracked("case3")

    assert done.cases.outcomes("case3") == ["not_a_feed", "not_a_feed"]
    assert (tracked.etag, tracked.failures) == (None, 2.0)


def test_case_4_nothing_is_an_error_and_not_zero_items(done: Done) -> None:
    assert done.cases.outcomes("case4")[0] == "empty"
    assert done.cases.tracked("case4").failures > 0


def test_case_5_control_characters_are_filtered(done: Done) -> None:
    assert done.cases.polls("case5")[0]["links"] == 1
    assert title_of(done, "case5") == "abc"


@pytest.mark.parametrize("name", ["case6-header", "case6-prolog", "case6-bom", "case7-16", "case7-32"])
def test_cases_6_and_7_titles_arrive_readable(done: Done, name: str) -> None:
    assert title_of(done, name) == KOREAN


def test_case_8_a_half_character_is_replaced_and_can_be_exported(done: Done) -> None:
    title = title_of(done, "case8")

    assert title == "a\ufffdb"
    assert json.loads(json.dumps(title, ensure_ascii=False).encode("utf-8")) == title


def test_case_9_dates_that_cannot_be_are_no_dates(done: Done) -> None:
    with Archive(done.cases.db) as archive:
        published = {
            stored.article.url.rpartition("/")[2]: stored.article.published
            for stored in archive.articles() if "case9" in stored.article.url
        }  # fmt: skip

    assert published["none"] is None
    assert published["year1"] is None
    assert published["far"] is None
    assert published["zoneless"] is not None
    assert published["zoneless"].instant.date().isoformat() in {"2025-03-03", "2025-03-04"}


def test_case_10_an_entry_with_a_new_guid_and_tracking_every_time_is_the_same_entry(done: Done) -> None:
    assert [poll["fresh"] for poll in done.cases.polls("case10")] == [1, 0]
    with Archive(done.cases.db) as archive:
        assert sum("case10" in stored.article.url for stored in archive.articles()) == 1


def test_case_11_of_ten_thousand_the_newest_are_taken_and_a_round_has_an_end(done: Done) -> None:
    poll = done.cases.polls("case11")[0]

    assert poll["links"] == 1000
    assert "lists 10000 entries, of which the newest 1000 were read" in poll["detail"]
    assert "700 of its pages wait for the next crawl" in poll["detail"]
    outcomes = [done.cases.entry(done.server.url("case11.test", f"/closed/{n}")).outcome for n in (0, 299, 300, 999)]
    assert outcomes == ["robots", "robots", "robots", "found"]  # two crawls, 300 each; the rest waits for the third


def test_case_12_relative_links_lead_where_a_browser_goes(done: Done) -> None:
    for path in ("/root", "/same", "/b/on"):
        assert done.cases.entry(done.server.url("case12.test", path)).outcome == "kept"


def test_case_13_what_is_no_web_address_has_a_row_that_says_so(done: Done) -> None:
    for address in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.test"):
        entry = done.cases.entry(address)

        assert entry.outcome == "refused"
        assert entry.reason.startswith("not a web address but")


def test_case_14_not_modified_costs_nothing_and_lengthens_the_interval(done: Done) -> None:
    assert done.cases.outcomes("case14") == ["ok", "unchanged"]
    assert done.server.asked("case14.test", "/1") == 1
    assert done.cases.tracked("case14").interval_seconds == NEW * 0.5 * 1.5


def test_case_15_the_same_bytes_are_unchanged_without_any_validator(done: Done) -> None:
    assert done.cases.outcomes("case15") == ["ok", "unchanged"]


def test_case_16_a_new_etag_on_the_same_bytes_is_unchanged_and_expires_0_keeps_no_validator(done: Done) -> None:
    assert done.cases.outcomes("case16") == ["ok", "unchanged"]
    assert done.cases.tracked("case16").etag == '"2"'
    assert done.cases.tracked("case16-expires").etag is None
    assert "If-None-Match" not in done.server.headers_of("case16-expires.test", "/feed")[1]


def test_an_index_that_stays_the_same_does_not_hide_what_changed_below_it(done: Done) -> None:
    assert done.cases.entry(done.server.url("case16-index.test", "/2")).outcome == "missing"


def test_a_list_of_which_nothing_is_known_says_what_may_have_been_missed_and_hurries(done: Done) -> None:
    poll = done.cases.polls("lost")[1]

    assert poll["missed"] == 5
    assert "5 items or more may have been missed" in poll["detail"]
    assert (
        done.cases.tracked("lost").interval_seconds == NEW * 0.5 * 0.25
        or done.cases.tracked("lost").interval_seconds == 300
    )


def test_case_41_nothing_outside_is_fetched_and_nothing_expands(done: Done) -> None:
    assert done.server.asked("case41.test", "/stolen") == 0
    assert done.cases.entry(done.server.url("case41.test", "/page")).outcome in {"not_article", "off_topic", "kept"}


def test_cases_42_and_43_monstrous_pages_end_in_the_ledger_and_cost_no_one_else(done: Done) -> None:
    for path in ("/nested", "/long"):
        assert done.cases.entry(done.server.url("case42.test", path)).outcome not in {"found", "failed"}


def test_case_66_what_an_outlet_prints_cannot_forge_a_log_line(done: Done) -> None:
    assert "\x1b" not in done.errors
    assert not re.search(r"^2026-01-01 ERROR forged", done.errors, re.M)
    assert title_of(done, "case66") == "Pact 2026-01-01 ERROR forged [31mred[0m"


def test_no_fault_of_ours_in_all_of_it(done: Done) -> None:
    assert "Traceback" not in done.errors
    with Archive(done.cases.db) as archive:
        outcomes = {poll["outcome"] for tracked in archive.sources() for poll in archive.polls(tracked.source.name)}
        next_polls = [tracked.next_poll for tracked in archive.sources()]

    assert not outcomes & {"fault", "interrupted"}
    assert all(at and at > datetime.now(UTC) - timedelta(minutes=5) for at in next_polls)


def title_of(done: Done, name: str) -> str | None:
    """The title that a case's first entry was seen under."""
    urls = [done.server.url(f"{name}.test", path) for path in ("/1", "/on")]
    with Archive(done.cases.db) as archive:
        rows = [row for url in urls for row in archive.explain(url, url)]
    return rows[0].sightings[0][1]
