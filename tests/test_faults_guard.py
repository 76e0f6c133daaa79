"""Nothing we read leads us into a private network: every trick in one crawl, with a canary that no one may reach."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from twisted.internet import reactor
from twisted.internet.error import DNSLookupError

from pactwatch.catalogue import load_catalogue
from pactwatch.errors import InvalidCatalogue, UnusableURL
from spiders.resolver import GuardedResolver, is_public
from storage.archive import Archive
from tests.builders import source
from tests.faulty import Cases, FaultyServer, answer, feed, redirect
from tests.outlet import ROOT

OUTLET = "127.0.0.2"
"""The one address that the crawl may reach."""

LITERALS = (
    "127.0.0.1", "127.1", "0.0.0.0", "2130706433", "0x7f000001", "017700000001", "0177.0.0.1", "127.0.0.1.",
    "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255",
    "[::1]", "[::]", "[fc00::1]", "[fe80::1]", "[::ffff:127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
    "①②⑦.⓪.⓪.①", "localhost", "127。0。0。1",
)  # fmt: skip


class Done(NamedTuple):
    cases: Cases
    outlet: FaultyServer
    canary: FaultyServer
    errors: str


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    with FaultyServer(OUTLET) as outlet, FaultyServer("127.0.0.1") as canary:
        cases = Cases(tmp_path_factory.mktemp("guard"), outlet)
        cases.environment["PACTWATCH_ALLOW"] = f"{OUTLET}/32"
        proxy = f"http://127.0.0.1:{canary.port}"
        cases.environment |= {"HTTP_PROXY": proxy, "http_proxy": proxy, "HTTPS_PROXY": proxy, "https_proxy": proxy}
        tricks(cases, outlet, canary)
        errors = cases.run()
        yield Done(cases, outlet, canary, errors)


def tricks(cases: Cases, outlet: FaultyServer, canary: FaultyServer) -> None:
    host = cases.host("outlet.test", OUTLET)
    private = f"http://127.0.0.1:{canary.port}"
    literals = [f"http://{literal}:{canary.port}/{number}" for number, literal in enumerate(LITERALS)]
    named = cases.host("named.test", "127.0.0.1")
    others = [
        f"http://{named}:{canary.port}/name",
        f"http://a\\@127.0.0.1:{canary.port}/",
        f"http://127.0.0.1:{canary.port}%5c@outlet.test/",
        f"http://outlet.test@127.0.0.1:{canary.port}/",
        f"http://user:secret@outlet.test:{outlet.port}/page",
        f"http://outlet.test:{outlet.port}/redirects",
        f"http://outlet.test:{outlet.port}/refreshes",
        f"http://outlet.test:{outlet.port}/to-a-user",
        f"http://robots.test:{outlet.port}/page",
    ]
    cases.page(host, "/to-a-user", redirect(f"http://user:secret@outlet.test:{outlet.port}/page"))
    cases.page(host, "/redirects", redirect(f"{private}/redirected"))
    cases.page(host, "/refreshes", answer(f'<meta http-equiv="refresh" content="0;url={private}/refreshed">'))
    cases.page(cases.host("robots.test", OUTLET), "/robots.txt", redirect(f"{private}/rules"))
    cases.source("links", outlet.at(outlet.url(host, "/feed"), feed(*literals, *others)))
    sitemap = f"<sitemapindex><sitemap><loc>{private}/child.xml</loc></sitemap></sitemapindex>"
    cases.source("map", outlet.at(outlet.url(host, "/map"), answer(sitemap)), "sitemap")
    cases.source("moved", outlet.at(outlet.url(host, "/moved"), redirect(f"{private}/moved", 301)))
    cases.source("named", f"http://{named}:{canary.port}/feed")


@pytest.mark.slow
def test_cases_58_to_61_the_canary_hears_nothing(done: Done) -> None:
    assert done.canary.connections == 0
    assert done.outlet.asked("outlet.test", "/redirects") == 1  # so the crawl was there, and did go on
    assert done.outlet.asked("outlet.test", "/refreshes") == 1


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(LITERALS)), ids=LITERALS)
def test_case_58_an_address_of_a_private_network_is_refused_in_every_spelling(done: Done, number: int) -> None:
    entry = done.cases.entry(f"http://{LITERALS[number]}:{done.canary.port}/{number}")

    assert entry.outcome == "refused"
    assert entry.reason


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/redirects", "/refreshes"])
def test_case_59_a_page_that_leads_into_a_private_network_is_refused(done: Done, path: str) -> None:
    entry = done.cases.entry(done.outlet.url("outlet.test", path))

    assert (entry.outcome, entry.reason) == ("refused", "127.0.0.1 leads to 127.0.0.1, which is not a public address")


@pytest.mark.slow
def test_case_59_names_sitemaps_and_sources_that_lead_there_are_refused(done: Done) -> None:
    assert done.cases.entry(f"http://named.test:{done.canary.port}/name").outcome == "refused"
    for name in ("map", "moved", "named"):
        (poll,) = done.cases.polls(name)

        assert poll["outcome"] == "refused"
        assert "which is not a public address" in str(poll["detail"])


@pytest.mark.slow
def test_case_59_a_robots_txt_that_leads_there_opens_nothing(done: Done) -> None:
    assert done.outlet.asked("robots.test", "/page") == 0


@pytest.mark.slow
def test_case_60_addresses_that_two_parsers_read_differently_are_refused(done: Done) -> None:
    port = done.canary.port
    tricks = [
        f"http://a\\@127.0.0.1:{port}/",
        f"http://127.0.0.1:{port}%5c@outlet.test/",
        f"http://outlet.test@127.0.0.1:{port}/",
    ]

    for url in [*tricks, f"http://user:secret@outlet.test:{done.outlet.port}/page"]:
        assert done.cases.entry(url).outcome == "refused"
    assert done.outlet.asked("outlet.test", "/page") == 0


@pytest.mark.slow
def test_case_60_nor_is_such_an_address_followed_when_a_redirect_names_it(done: Done) -> None:
    entry = done.cases.entry(done.outlet.url("outlet.test", "/to-a-user"))

    assert (entry.outcome, entry.reason) == (
        "refused",
        "The address names a user: only pages that anybody may read are fetched.",
    )


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://outlet.example/feed",
        "data:text/xml,x",
        "gopher://outlet.example/",
        "http://user@outlet.example/",
        "http://127.1/feed",
    ],
)
def test_case_62_what_is_no_web_address_is_no_source(tmp_path: Path, url: str) -> None:
    catalogue = tmp_path / "catalogue.toml"
    catalogue.write_text(f'[[source]]\nname="a"\noutlet="A"\nurl="{url}"\nkind="feed"\nlanguage="en"\ncountry="KR"\n')

    with pytest.raises(InvalidCatalogue):
        load_catalogue(catalogue)
    with Archive(tmp_path / "news.db") as archive, pytest.raises(UnusableURL):
        archive.add_source(source(url=url))


@pytest.mark.slow
def test_case_62_nor_is_it_fetched_when_it_got_into_the_database_otherwise(tmp_path: Path) -> None:
    with FaultyServer() as server:
        cases = Cases(tmp_path, server)
        host = cases.case("good", feed("/1"))
        with Archive(cases.db) as archive:
            for name in ("file", "user"):
                archive.add_source(source(name=name, url=f"https://{name}.example/"))
        with sqlite3.connect(cases.db) as connection:
            connection.execute("UPDATE sources SET url = 'file:///etc/passwd' WHERE name = 'file'")
            connection.execute(
                "UPDATE sources SET url = ? WHERE name = 'user'", [f"http://u:p@{host}:{server.port}/feed"]
            )
        connection.close()

        cases.run()

        assert [cases.outcomes(name) for name in ("good", "file", "user")] == [["ok"], ["refused"], ["refused"]]


@pytest.mark.slow
def test_without_the_guard_nothing_is_crawled(tmp_path: Path) -> None:
    with FaultyServer() as server:
        cases = Cases(tmp_path, server)
        cases.case("good", feed("/1"))
        unguarded = "TWISTED_DNS_RESOLVER=scrapy.resolver.CachingThreadedResolver"

        run = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "collect", "-s", unguarded, "-s", "LOG_LEVEL=INFO"],
            env=os.environ | cases.environment, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False,
        )  # fmt: skip

        assert "the address guard is not in place" in run.stderr
        assert server.connections == 0


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1", "::ffff:8.8.8.8"]
)
def test_public_addresses_pass(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "::ffff:10.0.0.1",
        "100.64.0.1",
        "fe80::1",
        "224.0.0.1",
        "192.0.2.1",
        "nonsense",
        "2001:0:7f00:1::",
    ],
)
def test_others_do_not(address: str) -> None:
    assert not is_public(address)


def test_case_59_the_answer_is_checked_every_time_a_name_is_looked_up() -> None:
    hosts = {"rebinding.test": "8.8.8.8"}
    resolver = GuardedResolver(reactor, 5, hosts, [])
    first, second = [], []

    resolver.getHostByName("rebinding.test").addCallback(first.append)
    hosts["rebinding.test"] = "127.0.0.1"
    resolver.getHostByName("rebinding.test").addErrback(second.append)

    assert first == ["8.8.8.8"]
    assert second[0].check(DNSLookupError)
