"""robots.txt on good and bad days (RFC 9309), and the pace that it and we ask for: every case a host of its own."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protego import Protego

from spiders.robots import MOST_BYTES, rules
from tests.faulty import Cases, Done, Script, answer, crawled, feed, redirect, waiting

pytestmark = pytest.mark.slow

DELAY = 0.6


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    with crawled(tmp_path_factory.mktemp("robots"), hosts) as done:
        yield done


def hosts(cases: Cases) -> None:
    cases.environment |= {"PACTWATCH_DELAY": str(DELAY), "PACTWATCH_LONGEST_CRAWL_DELAY": "2.4"}
    for name, robots in files(cases).items():
        host = cases.case(name, feed("/private/1", "/public/1"))
        cases.page(host, "/robots.txt", robots)
        for path in ("/private/1", "/public/1"):
            cases.page(host, path)
    host = cases.case("paced", feed("/1"))
    cases.source("paced-too", cases.server.at(cases.server.url(host, "/second"), feed("/2")))


def text(body: str | bytes, **headers: str) -> Script:
    return answer(body, content_type="text/plain", **headers)


def files(cases: Cases) -> dict[str, Script]:
    rule = "User-agent: *\nDisallow: /private/\n"
    elsewhere = cases.host("robots-elsewhere.test")
    cases.page(elsewhere, "/rules", text(rule))
    filler = "# nothing to see here\n" * 150_000
    return {
        "case37-plain": text(rule),
        "case37-ours": text("User-agent: *\nDisallow: /\n\nUser-agent: PactWatch\nDisallow: /private/\n"),
        "case37-bom": text(b"\xef\xbb\xbf" + rule.encode()),
        "case37-redirect": redirect(cases.server.url(elsewhere, "/rules"), 301),
        "case37-loop": redirect("/robots.txt"),
        "case37-large": text(rule + filler),
        "case37-late": text(filler + rule),
        "case38-503": answer("down", 503),
        "case38-429": answer("wait", 429),
        "case38-mute": waiting(15, text(rule)),
        "case39": answer("User-agent: *\nDisallow: /\n", 404, "text/plain"),
        "case39-403": answer("User-agent: *\nDisallow: /\n", 403, "text/plain"),
        "case40": text("User-agent: *\nCrawl-delay: 30\nDisallow: /private/\n"),
    }


@pytest.mark.parametrize(
    "name", ["case37-plain", "case37-ours", "case37-bom", "case37-redirect", "case37-large", "case40"]
)
def test_case_37_rules_are_obeyed_however_they_are_served(done: Done, name: str) -> None:
    forbidden, allowed = (
        done.cases.entry(done.server.url(f"{name}.test", path)) for path in ("/private/1", "/public/1")
    )

    assert (forbidden.outcome, forbidden.reason) == ("robots", "robots.txt forbids it")
    assert allowed.outcome == "kept"
    assert done.server.asked(f"{name}.test", "/private/1") == 0
    assert done.server.asked(f"{name}.test", "/robots.txt") == 1


@pytest.mark.parametrize("name", ["case37-late", "case37-loop", "case39", "case39-403"])
def test_cases_37_and_39_what_is_no_rule_of_the_host_forbids_nothing(done: Done, name: str) -> None:
    assert done.cases.entry(done.server.url(f"{name}.test", "/private/1")).outcome == "kept"


@pytest.mark.parametrize("name", ["case38-503", "case38-429", "case38-mute"])
def test_case_38_rules_that_cannot_be_had_close_the_host_for_now(done: Done, name: str) -> None:
    assert done.cases.outcomes(name) in (["robots"], ["timeout"])
    assert done.server.asked(f"{name}.test") == 0
    assert done.cases.tracked(name).failures <= 0.25


def test_case_40_a_crawl_delay_is_kept_up_to_the_cap(done: Done) -> None:
    times = done.server.times_of("case40.test")[1:]  # the rules themselves came before anyone knew of a delay

    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert gaps
    assert min(gaps) > 2 * DELAY  # what is seen from afar is less exact than what was sent


def test_the_pace_of_a_host_holds_across_its_sources(done: Done) -> None:
    times = done.server.times_of("paced.test")

    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert len(times) == 5
    assert min(gaps) > DELAY * 0.35  # less than the 0.7 that the jitter leaves: arrival on a busy machine is late


def test_we_say_who_we_are(done: Done) -> None:
    agents = {headers["User-Agent"] for _, _, headers, _ in done.server.requests}

    assert agents == {"pactwatch/0.1.0 (news monitor; no contact configured)"}


def test_rules_are_read_in_whole_lines_up_to_the_limit() -> None:
    body = b"Disallow: /a\n" * 50_000

    read = rules(body)

    assert MOST_BYTES - 13 < len(read) <= MOST_BYTES
    assert read.endswith(b"Disallow: /a\n")


@given(st.binary(max_size=500), st.text(max_size=200))
def test_no_robots_txt_raises(noise: bytes, lines: str) -> None:
    for body in (noise, lines.encode("utf-8", "replace")):
        parsed = Protego.parse(rules(body).decode("utf-8", "ignore"))

        assert parsed.can_fetch("https://outlet.example/1", "pactwatch") in (True, False)
