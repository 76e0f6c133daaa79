"""Looking back: which addresses stand for a stretch of the past, and one real collection of it."""

from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pactwatch.catalogue import load_catalogue
from pactwatch.errors import InvalidCatalogue
from spiders.window import addresses, between, recent
from storage.archive import Archive
from storage.sources import Tracked
from tests.builders import source
from tests.commands import finish, run, start
from tests.outlet import Answer, Collection, Outlet

JUNE = between(date(2022, 6, 10), date(2022, 6, 20))
LATE = datetime(2025, 3, 4, 15, 30, tzinfo=UTC)
"""Half past midnight of the 5th in Seoul."""
DAILY = "https://outlet.example/list/{date:%Y%m%d}"
GOOGLE = "https://news.google.com/rss/search?q=%EC%A7%80%EC%86%8C%EB%AF%B8%EC%95%84+when%3A7d&hl=ko&gl=KR&ceid=KR%3Ako"
GDELT = "https://api.gdeltproject.org/api/v2/doc/doc?query=gsomia&mode=artlist&format=json&timespan=7d"


def asked(url: str, window=JUNE, now: datetime = LATE, last_ok: datetime | None = None, **changes: object) -> list[str]:
    return list(addresses(Tracked(source=source(url=url, **changes), last_ok=last_ok), window, now))


def queries(urls: list[str]) -> list[dict[str, str]]:
    return [{name: values[0] for name, values in parse_qs(urlsplit(url).query).items()} for url in urls]


def test_google_is_asked_week_by_week_and_without_its_own_window() -> None:
    found = queries(asked(GOOGLE, kind="search"))

    assert [query["q"] for query in found] == [
        "지소미아 after:2022-06-10 before:2022-06-17",
        "지소미아 after:2022-06-17 before:2022-06-21",
    ]
    assert {(query["hl"], query["gl"], query["ceid"]) for query in found} == {("ko", "KR", "KR:ko")}


def test_gdelt_is_asked_from_moment_to_moment() -> None:
    found = queries(asked(GDELT, kind="search"))

    assert [(query["startdatetime"], query["enddatetime"]) for query in found] == [
        ("20220610000000", "20220617000000"),
        ("20220617000000", "20220621000000"),
    ]
    assert all("timespan" not in query for query in found)


def test_lists_by_day_are_asked_for_every_day_the_newest_first() -> None:
    found = asked(DAILY, kind="section")

    assert len(found) == 11
    assert (found[0], found[-1]) == ("https://outlet.example/list/20220620", "https://outlet.example/list/20220610")


def test_a_day_begins_in_the_far_east_and_ends_in_the_far_west() -> None:
    assert JUNE.since == datetime(2022, 6, 9, 10, tzinfo=UTC)
    assert JUNE.until == datetime(2022, 6, 21, 12, tzinfo=UTC)


def test_a_sitemap_is_asked_as_ever_and_what_knows_no_past_is_not_asked() -> None:
    assert asked("https://outlet.example/sitemap.xml", kind="sitemap") == ["https://outlet.example/sitemap.xml"]
    assert asked("https://outlet.example/feed", kind="feed") == []
    assert asked("https://outlet.example/politics", kind="section") == []
    assert asked("https://www.bing.com/news/search?q=gsomia&format=rss", kind="search") == []


@pytest.mark.parametrize(
    ("country", "last_ok", "days"),
    [
        ("KR", None, ["20250305"]),
        ("US", None, ["20250304"]),
        ("KR", datetime(2025, 3, 4, 14, 50, tzinfo=UTC), ["20250305", "20250304"]),
        ("KR", datetime(2025, 1, 1, tzinfo=UTC), ["20250305", "20250304", "20250303", "20250302"]),
    ],
)
def test_from_day_to_day_a_list_is_asked_for_today_and_for_what_is_open_since_the_last_answer(
    country: str, last_ok: datetime | None, days: list[str]
) -> None:
    found = asked(DAILY, recent(LATE), last_ok=last_ok, kind="section", country=country)

    assert [url.rpartition("/")[2] for url in found] == days


def test_the_catalogue_takes_addresses_with_a_day_and_only_sound_ones(tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue.toml"
    block = '[[source]]\nname="a"\noutlet="A"\nurl="{}"\nkind="section"\nlanguage="ko"\ncountry="KR"\ninsecure=true\n'
    catalogue.write_text(block.replace("{}", DAILY), "utf8")

    (loaded,) = load_catalogue(catalogue)
    catalogue.write_text(block.replace("{}", "file:///{date:%Y}"), "utf8")

    assert (loaded.url, loaded.insecure) == (DAILY, True)
    with pytest.raises(InvalidCatalogue):
        load_catalogue(catalogue)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--until", "2022-06-20"], "--until needs --since"),
        (["--since", "2022-06-20", "--until", "2022-06-10"], "turn them around"),
        (["--since", "last week"], "last week"),
    ],
)
def test_days_that_make_no_stretch_are_refused(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run(tmp_path / "news.db", "collect", *arguments)

    assert done.status == 2
    assert said in done.err


@pytest.mark.slow
def test_a_collection_of_the_past_takes_what_was_listed_then_and_leaves_the_schedule_alone(tmp_path: Path) -> None:
    with Outlet() as outlet:
        collection = Collection(tmp_path, outlet)
        past(collection, outlet)

        done = finish(
            start(
                collection.db,
                "collect",
                "--since",
                "2022-06-10",
                "--until",
                "2022-06-11",
                environment=collection.environment,
            )
        )

        with Archive(collection.db) as archive:
            kept = {stored.article.url for stored in archive.articles()}
            polls = {name: archive.polls(name) for name in ("map", "daily", "feed")}
            schedules = {tracked.next_poll for tracked in archive.sources()}
    assert done.status == 0, done.err
    assert kept == {outlet.url(path) for path in ("/june/10", "/june/11", "/june/map")}
    assert outlet.asked("/feed") == 0
    assert [len(found) for found in polls.values()] == [1, 1, 0]
    assert {found[0]["outcome"] for found in polls.values() if found} == {"ok"}
    assert schedules == {None}


def past(collection: Collection, outlet: Outlet) -> None:
    """A sitemap index over three months, a list by day of which the 12th is not wanted, and a feed."""
    collection.source("map", "/map", "sitemap")
    collection.source("daily", "/day/{date:%Y%m%d}", "section", selectors=["ul a"])
    collection.source("feed", "/feed")
    outlet.feed("/feed", ["/new"])
    months = "".join(f"<sitemap><loc>/map/{month}</loc></sitemap>" for month in (5, 6, 7))
    outlet.answers["/map"] = Answer(body=f"<sitemapindex>{months}</sitemapindex>".encode(), content_type="text/xml")
    for month in (5, 6, 7):
        entry = f"<url><loc>/{'june/map' if month == 6 else month}</loc><lastmod>2022-{month:02}-10T12:00:00Z</lastmod></url>"
        outlet.answers[f"/map/{month}"] = Answer(body=f"<urlset>{entry}</urlset>".encode(), content_type="text/xml")
    for day in (10, 11, 12):
        outlet.answers[f"/day/202206{day}"] = Answer(body=f'<ul><li><a href="/june/{day}">one</a></ul>'.encode())
        outlet.article(f"/june/{day}", title=f"The pact on the {day}th", topic=f"the {day}th of June")
    outlet.article("/june/map", title="The pact in the map", topic="the map")
