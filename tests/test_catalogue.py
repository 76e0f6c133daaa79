import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pactwatch.catalogue import Source, default_catalogue, load_catalogue, opml, refused_in_opml, sources_in_opml
from pactwatch.errors import InvalidCatalogue
from pactwatch.source import NAME
from pactwatch.urls import canonical, usable
from tests.outlet import ROOT

BLOCK = """[[source]]
name = "outlet-all"
outlet = "Outlet"
url = "https://www.outlet.example/feed.xml"
kind = "feed"
language = "ko"
country = "KR"
"""
LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>feeds</title></head><body>
  <outline text="Asia" title="Asia">
    <outline text="Korea">
      <outline text="Outlet" title="Outlet &amp; Sons" type="rss" xmlUrl="https://outlet.example/feed.xml" description="All  of it"/>
      <outline text="\xeb\x89\xb4\xec\x8a\xa4" xmlUrl="feed://news.example/rss"/>
    </outline>
    <outline text="Outlet &amp; Sons" xmlUrl="feed:https://outlet.example/other.xml"/>
  </outline>
  <outline text="Outlet again" xmlurl="https://www.outlet.example/feed.xml"/>
  <outline text="A file" xmlUrl="file:///etc/passwd"/>
  <outline text="A web site" htmlUrl="https://outlet.example/"/>
</body></opml>"""


@pytest.fixture
def catalogue(tmp_path: Path):
    def load(text: str) -> tuple[Source, ...]:
        file = tmp_path / "mine.toml"
        file.write_text(text, "utf8")
        return load_catalogue(file)

    return load


# ---- what is shipped


def test_the_shipped_catalogue_speaks_four_languages_from_ninety_sources() -> None:
    enabled = [source for source in default_catalogue() if source.enabled]

    assert len(enabled) >= 90
    assert min(Counter(source.language for source in enabled)[language] for language in ("en", "ko", "ja", "zh")) >= 5
    assert {source.kind for source in enabled} == {"feed", "sitemap", "section", "search"}


def test_no_address_is_shipped_twice() -> None:
    addresses = Counter(canonical(source.url) for source in default_catalogue())

    assert [address for address, times in addresses.items() if times > 1] == []


@pytest.mark.parametrize("source", default_catalogue(), ids=lambda source: source.name)
def test_a_shipped_source_says_what_a_person_needs_to_know(source: Source) -> None:
    assert re.fullmatch(r"[a-z0-9-]{3,40}", source.name)
    assert usable(source.url) == source.url
    assert source.category in {"all", "national", "politics", "diplomacy", "world"}
    assert source.enabled or (source.why_disabled or "").endswith(".")
    assert source.kind == "section" or not (source.selectors or source.link_pattern)
    assert source.kind != "section" or not source.enabled or (source.selectors and source.link_pattern)
    assert source.kind != "search" or not source.enabled or (source.min_interval or 0) >= 900


ARTICLES = {
    # an article as each section page's outlet addresses it (the scheme is a fact, the words and numbers are not), and
    # a page of the outlet that is none
    "korea-joongang-daily-all": ("/news/2026-01-30/national/diplomacy/Some-Words/2512840", "/section/allArticles"),
    "chosun-en": ("/english/national-en/2026/02/02/ABCDEFGHIJKLMNOPQRSTUVWXYZ/", "/english/national-en/"),
    "donga-en": ("/en/article/all/20220614/3458888/1", "/en/list"),
    "korea-kr-press-releases": ("/briefing/pressReleaseView.do?newsId=156500001", "/briefing/pressReleaseList.do"),
    "korea-foreign-ministry-en": ("/eng/brd/m_5676/view.do?seq=322000&page=1", "/eng/brd/m_5676/list.do?page=2"),
    "joongang-ja": ("/JArticle/302194?sectcode=210&servcode=200", "/?sectcode=210"),
    "hankyoreh-ja": ("/arti/international/55188.html", "/arti/international/"),
    "donga-ja": ("/jp/article/all/20220614/3458888/1", "/jp"),
    "kyodo-en": ("/articles/-/83534", "/categories/politics"),
    "asahi-ajw-new": ("/ajw/articles/14644632", "/ajw/new"),
    "asahi-ajw-korean-peninsula": ("/ajw/articles/14604450", "/ajw/asia_world/korean_peninsula"),
    "japan-defence-ministry-en": ("/en/article/2026/10/0123456789abcdef.html", "/en/article/index.html"),
}


@pytest.mark.parametrize(
    "source", [s for s in default_catalogue() if s.kind == "section" and s.enabled], ids=lambda source: source.name
)
def test_a_section_pages_pattern_knows_an_article_from_a_list(source: Source) -> None:
    article, other = (urljoin(source.url, path) for path in ARTICLES[source.name])

    assert re.search(source.link_pattern or "", article)
    assert not re.search(source.link_pattern or "", other)


# ---- a person's own


def test_what_a_block_leaves_out_has_a_plain_meaning(catalogue) -> None:
    assert catalogue(BLOCK) == (
        Source(
            name="outlet-all", outlet="Outlet", url="https://www.outlet.example/feed.xml", kind="feed", language="ko",
            country="KR", category="all", paywall="unknown", enabled=True, why_disabled=None, confidence="medium",
        ),
    )  # fmt: skip


def test_a_whole_block_is_read_whole(catalogue) -> None:
    (source,) = catalogue(
        BLOCK.replace('"feed"', '"section"')
        + "category = 'diplomacy'\npaywall = 'soft'\nconfidence = 'low'\nenabled = false\nwhy_disabled = 'Gone.'\n"
        + "selectors = ['ul.top a']\nlink_pattern = '/news/\\d+'\nmin_interval = 900\nnote = 'A note.'\n"
    )

    assert source == Source(
        name="outlet-all", outlet="Outlet", url="https://www.outlet.example/feed.xml", kind="section", language="ko",
        country="KR", category="diplomacy", paywall="soft", enabled=False, why_disabled="Gone.", confidence="low",
        selectors=("ul.top a",), link_pattern=r"/news/\d+", note="A note.", min_interval=900,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the catalogue has no sources"),
        ("source = 1", "line 1: the catalogue has no sources"),
        ("[[source]\n", "line 1: not valid TOML"),
        ("title = 'x'\n" + BLOCK, "line 1: unknown key 'title'"),
        (BLOCK + "urll = 'x'\n", "line 8: source 'outlet-all': unknown key 'urll'"),
        (BLOCK + BLOCK.replace("https", "http"), "line 9: a second source is named 'outlet-all'"),
        (BLOCK.replace("name =", "# name ="), "line 1: there is no name"),
        (BLOCK.replace("outlet-all", "Outlet All"), "line 2: source 'Outlet All': name is 'Outlet All'"),
        (BLOCK.replace('"Outlet"', "7"), "line 3: source 'outlet-all': outlet is a text"),
        (BLOCK.replace("https:", "ftp:"), "line 4: source 'outlet-all': 'ftp://.* no web address"),
        (BLOCK.replace('"feed"', '"rss"'), "line 5: source 'outlet-all': kind is 'rss'; use feed, sitemap"),
        (BLOCK.replace('"ko"', '"Korean"'), "line 6: source 'outlet-all': language is 'Korean'"),
        (BLOCK.replace('"KR"', '"Korea"'), "line 7: source 'outlet-all': country is 'Korea'"),
        (BLOCK + "enabled = 1\n", "line 8: source 'outlet-all': enabled is true or false"),
        (BLOCK + "enabled = false\n", "source 'outlet-all': there is no why_disabled"),
        (BLOCK + "why_disabled = 'x'\n", "line 8: source 'outlet-all': why_disabled is for"),
        (BLOCK + "paywall = 'thick'\n", "line 8: source 'outlet-all': paywall is 'thick'"),
        (BLOCK + "selectors = 'a'\n", "line 8: source 'outlet-all': selectors is a list"),
        (BLOCK + "selectors = ['a[']\n", "line 8: source 'outlet-all': 'a\\[' is no CSS selector"),
        (BLOCK + "link_pattern = '('\n", "line 8: source 'outlet-all': '\\(' is no regular expression"),
        (BLOCK + "min_interval = 0\n", "line 8: source 'outlet-all': min_interval is a number of seconds"),
        (BLOCK + "min_interval = true\n", "line 8: source 'outlet-all': min_interval is a number of seconds"),
    ],
)
def test_a_mistake_is_one_sentence_with_file_line_and_source(catalogue, text: str, message: str) -> None:
    with pytest.raises(InvalidCatalogue, match=rf"mine\.toml, {message}|mine\.toml, line \d+: {message}") as caught:
        catalogue(text)

    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"# caf\xe9\n")

    with pytest.raises(InvalidCatalogue, match=r"none\.toml: the catalogue cannot be read"):
        load_catalogue(tmp_path / "none.toml")
    with pytest.raises(InvalidCatalogue, match=r"latin\.toml: the catalogue is not UTF-8"):
        load_catalogue(tmp_path / "latin.toml")


# ---- OPML


def test_feeds_come_out_of_opml_with_the_headings_above_them() -> None:
    found = [(s.name, s.outlet, s.url, s.category, s.language, s.kind, s.note) for s in sources_in_opml(LIST)]

    assert found == [
        ("outlet-sons", "Outlet & Sons", "https://outlet.example/feed.xml", "Asia/Korea", "und", "feed", "All of it"),
        ("news.example", "뉴스", "http://news.example/rss", "Asia/Korea", "und", "feed", None),
        ("outlet-sons-2", "Outlet & Sons", "https://outlet.example/other.xml", "Asia", "und", "feed", None),
    ]


def test_a_name_that_is_taken_is_given_to_no_other_feed() -> None:
    found = sources_in_opml(LIST, taken={"outlet-sons", "news.example"})

    assert [source.name for source in found] == ["outlet-sons-2", "news.example-2", "outlet-sons-3"]


def test_what_opml_lists_and_nobody_could_fetch_is_named() -> None:
    ((url, why),) = refused_in_opml(LIST)

    assert url == "file:///etc/passwd"
    assert "no web address" in why


def test_bare_ampersands_do_not_spoil_opml() -> None:
    (source,) = sources_in_opml(
        b'<opml><body><outline text="A & B" xmlUrl="https://a.example/?x=1&y=2"/></body></opml>'
    )

    assert (source.outlet, source.url) == ("A & B", "https://a.example/?x=1&y=2")


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "broken"),
        (b"no markup", "broken"),
        (LIST[:300], "broken"),
        (b"<html><body><outline xmlUrl='https://a.example/'/></body></html>", "no OPML file: it begins with <html>"),
        (
            b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
            b'<opml><body><outline text="t" xmlUrl="https://a.example/"><outline text="&x;"/></outline></body></opml>',
            "declares entities",
        ),
    ],
)
def test_what_is_no_opml_is_refused_in_a_sentence(body: bytes, message: str) -> None:
    with pytest.raises(InvalidCatalogue, match=message) as caught:
        sources_in_opml(body)

    assert "\n" not in str(caught.value)


@given(st.one_of(
    st.binary(max_size=200),
    st.tuples(st.integers(0, len(LIST)), st.integers(0, 40), st.binary(max_size=20)).map(
        lambda cut: LIST[: cut[0]] + cut[2] + LIST[cut[0] + cut[1] :]
    ),
))  # fmt: skip
@example(b'<?xml version="1.0" encoding="none"?><opml/>')
@example(b"<opml>" * 600)
@example(b'<opml><outline text="[]" xmlUrl="http://[::1]/"/></opml>')
def test_damaged_opml_is_read_or_refused_and_never_a_fault(body: bytes) -> None:
    try:
        found = sources_in_opml(body)
    except InvalidCatalogue:
        return

    assert all(NAME.fullmatch(source.name) and usable(source.url) for source in found)


def test_real_opml_files_are_read_whole(shared: Path) -> None:
    files = sorted((shared / "data/feeds/awesome-rss-feeds").glob("*.opml"))
    read = {file.name: len(sources_in_opml(file.read_bytes())) for file in files}
    listed = {
        file.name: len(set(re.findall(rb'xmlUrl="([^"]+)"', file.read_bytes()))) for file in files
    }  # their lists repeat some feeds

    assert len(files) >= 10
    assert read == listed


def test_feeds_survive_a_journey_through_opml() -> None:
    feeds = [source for source in default_catalogue() if source.kind == "feed"]

    again = sources_in_opml(opml(default_catalogue()))

    assert {(source.url, source.outlet, source.category) for source in again} == {
        (source.url, source.outlet, source.category) for source in feeds
    }


def test_a_command_that_reads_no_catalogue_does_not_load_what_reads_selectors() -> None:
    script = "import sys; import review.inbox; print({'soupsieve', 'bs4'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
