"""An article's page holds what `pactwatch show`, `novelty`, `compare` and `extract` know of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pactwatch.framing import Framing
from pactwatch.judgement import Evidence
from pactwatch.seed import seed_of
from storage.archive import Archive
from tests.browser import Browser, served
from tests.builders import NOON, PARAGRAPHS, after, article, judgement, page, reading
from tests.newsstand import KOREAN, newsstand

NEWER = (PARAGRAPHS[0], PARAGRAPHS[1].replace("14 rounds", "15 rounds"), *PARAGRAPHS[2:])
MARKUP = """<html><head><title>t</title><script type="application/ld+json">{"@type": "NewsArticle",
"headline": "Renewal of the military information agreement", "datePublished": "2025-03-04T12:00:00Z"}</script></head>
<body><article><h1>Renewal of the military information agreement</h1><p>%s</p></article></body></html>"""


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsstand, and article 7 in two versions, with evidence and framing, of which article 5 has all but a number."""
    path = tmp_path_factory.mktemp("article") / "news.db"
    with Archive(path) as archive:
        archive.add_seed(seed_of(article(paragraphs=PARAGRAPHS[:1]), "spring"), NOON)
    newsstand(path)
    with Archive(path) as archive:
        evidence = (
            Evidence(concept="pact_generic", term="military information agreement", sentence="", where="title"),
            Evidence(concept="pact_generic", term="military information agreement", sentence="", where="paragraph 1"),
            Evidence(concept="seoul", term="Seoul", sentence="", where="paragraph 2"),
        )
        framings = (Framing(frame="renew", word="renewed", sentence=PARAGRAPHS[0], where="paragraph 1"),)
        judged = judgement(evidence=evidence, framings=framings)
        body = (MARKUP % "</p><p>".join(NEWER)).encode()
        url = "https://daily.example/7"
        archive.review(5, "accept", None, NOON)
        for minutes, paragraphs in ((100, PARAGRAPHS), (200, NEWER)):
            read = article(url=url, outlet="Daily", paragraphs=paragraphs, authors=("Invented Writer",))
            raw = page(url=url, body=body, at=after(minutes))
            archive.keep(reading(read, judgement=judged, page=raw, at=after(minutes)))
        archive.review(7, "mention", "in passing <i>only</i>", NOON)
    return path


@pytest.fixture(scope="module")
def browser(db: Path) -> Iterator[Browser]:
    with served(db) as browser:
        yield browser


def section(browser: Browser, heading: str, path: str = "/articles/7") -> str:
    found = browser.get(path).page.xpath(f"//section[h2[starts-with(., '{heading}')]]")[0]
    return " ".join(found.text_content().split())


def test_the_text_stands_by_paragraphs_in_its_language(browser: Browser) -> None:
    body = browser.get("/articles/1").page.xpath("//div[@class='body']")[0]

    assert body.get("lang") == "ko"
    assert tuple(paragraph.text_content() for paragraph in body.xpath("p")) == KOREAN


def test_the_terms_that_decided_are_marked_where_they_decided(browser: Browser) -> None:
    sheet = browser.get("/articles/7").page.xpath("//article")[0]

    marks = [(mark.getparent().get("id"), mark.text, mark.get("title")) for mark in sheet.xpath(".//mark")]

    assert marks == [
        (None, "military information agreement", "pact_generic"),
        ("p1", "military information agreement", "pact_generic"),
        ("p2", "Seoul", "seoul"),
    ]


def test_the_judgement_names_each_concept_with_its_places(browser: Browser) -> None:
    said = section(browser, "Why it was kept")

    assert "core score 0.90 by rules rule-1" in said
    assert "pact generic military information agreement title, military information agreement paragraph 1" in said


def test_the_head_says_who_when_and_by_whom(browser: Browser) -> None:
    head = " ".join(browser.get("/articles/7").page.xpath("//article/header")[0].text_content().split())

    assert "Daily · 2025-03-04 12:00 · English · by Invented Writer · 4 paragraphs · article 7" in head


def test_the_date_says_where_it_came_from(browser: Browser) -> None:
    said = section(browser, "On file", "/articles/1")

    assert "2025-03-04 07:00, printed “as printed”, from json-ld, to the second" in said
    assert "through" not in said


def test_relations_have_their_reasons_and_a_way_to_look(browser: Browser) -> None:
    said = section(browser, "Related", "/articles/2")

    assert "the same text as 가상통신: 한일 군사정보보호협정 조건 없이 연장 · side by side" in said
    assert "the same words from beginning to end" in said


def test_sentences_are_new_repeated_or_have_another_number(browser: Browser) -> None:
    found = browser.get("/articles/7").page.xpath("//ol[@class='sentences']/li")

    assert [one.get("class") for one in found] == ["repeated", "other_number", "repeated", "repeated"]
    assert " ".join(found[0].text_content().split()).startswith("repeated seed spring")
    assert found[1].xpath(".//del")[0].text + found[1].xpath(".//ins")[0].text == "1415"
    assert found[2].xpath(".//a/@href") == ["/articles/5"]


def test_versions_show_what_was_changed(browser: Browser) -> None:
    found = browser.get("/articles/7").page.xpath("//section[h2='Versions']/details")

    assert ["stands now" in one.text_content() for one in found] == [True, False]
    assert (found[0].xpath(".//del")[0].text, found[0].xpath(".//ins")[0].text) == ("14", "15")


def test_every_version_can_be_read_as_it_was(browser: Browser) -> None:
    page = browser.get("/articles/7/versions/1").page

    assert tuple(text.text for text in page.xpath("//div[@class='body']/p")) == PARAGRAPHS
    assert browser.get("/articles/7").page.xpath("//a[starts-with(., 'The whole text')]/@href") == [
        "/articles/7/versions/2", "/articles/7/versions/1",
    ]  # fmt: skip
    assert "version 2 stands now" in browser.get("/articles/7/versions/1").said


def test_of_many_versions_the_newest_are_told_and_the_others_named(tmp_path: Path) -> None:
    with Archive(tmp_path / "d.db") as archive:
        for number in range(13):
            archive.keep(reading(article(paragraphs=(*PARAGRAPHS, f"{number} guests came.")), at=after(number)))

    with served(tmp_path / "d.db") as browser:
        found = browser.get("/articles/1").page.xpath("//section[h2='Versions']")[0]

    assert len(found.xpath("details")) == 10
    assert " ".join(found.xpath("p")[0].text_content().split()) == "Earlier: 3, 2, 1"


def test_framings_stand_with_their_sentences(browser: Browser) -> None:
    assert f"renew renewed paragraph 1 {PARAGRAPHS[0]}" in section(browser, "Framing")


def test_reviews_stand_with_their_notes(browser: Browser) -> None:
    assert "mention version 2: in passing <i>only</i>" in section(browser, "Reviews")


def test_the_page_leads_to_the_next_and_the_previous_of_the_inbox(browser: Browser) -> None:
    page = browser.get("/articles/4").page

    assert page.xpath("//a[@rel='prev']/@href") == ["/articles/6"]
    assert page.xpath("//a[@rel='next']/@href") == ["/articles/3"]


def test_who_reads_one_language_stays_in_it(db: Path, browser: Browser) -> None:
    (link,) = browser.get("/?language=ko").page.xpath("//p[@class='headline']/a/@href")
    page = browser.get("/articles/7?language=ko").page

    assert link == "/articles/1?language=ko"
    assert page.xpath("//a[@rel='next']/@href") == ["/articles/1?language=ko"]
    assert page.xpath("//nav[@class='up']/a/@href")[0] == "/?language=ko"
    assert page.xpath("//form[@class='review']/input[@name='language']/@value") == ["ko"]


def test_every_field_is_shown_with_the_rule_that_found_it(browser: Browser) -> None:
    rules = {row[0]: (row[1], row[2]) for row in browser.get("/articles/7/fields").rows()}

    assert rules["title"] == ("Renewal of the military information agreement", "json-ld:headline")
    assert rules["published"][0].startswith("2025-03-04T12:00:00")
    assert rules["paragraphs"][0].startswith("4 paragraphs")


def test_two_articles_stand_side_by_side_with_what_they_share_marked(browser: Browser) -> None:
    found = browser.get("/articles/2/beside/1").page.xpath("//table[@class='beside']/tbody/tr")

    assert [cell.text_content() for cell in found[0]] == [KOREAN[0], KOREAN[0]]
    assert found[0].xpath("td[1]/mark")


def test_texts_that_share_nothing_stand_in_their_order(browser: Browser) -> None:
    found = browser.get("/articles/1/beside/3").page.xpath("//table[@class='beside']/tbody/tr")

    assert [bool(cell.text_content()) for cell in found[0]] == [True, True]
    assert [bool(cell.text_content()) for cell in found[3]] == [True, False]


def test_of_a_seed_only_what_the_article_shares_is_shown(browser: Browser) -> None:
    answer = browser.get("/articles/5/beside/seed:spring")

    assert "Of a seed no text is kept" in answer.said
    assert answer.page.xpath("//td/mark")[0].text.startswith("The two governments said")


@pytest.mark.parametrize(
    "path",
    ["/articles/99", "/articles/0", "/articles/x", "/articles/99999999999999999999", "/articles/99/fields", "/articles/7/versions/3", "/articles/7/versions/x",
     "/articles/1/beside/99", "/articles/1/beside/seed:none"],
)  # fmt: skip
def test_what_is_not_there_is_said_not_to_be(browser: Browser, path: str) -> None:
    answer = browser.get(path)

    assert answer.status == 404
    assert "That did not work" in answer.said


def test_case_66_a_hostile_title_is_text_and_nothing_else(browser: Browser) -> None:
    for path in ("/", "/articles/6", "/stories", "/search?q=title"):
        answer = browser.get(path)
        assert not {"\x1b", "\x9b", "\x07", "\u202e", "\r"} & set(answer.text), path
        assert "[31mEvil" in answer.said, path


@pytest.mark.parametrize(
    "title", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "</title><b>"]
)
def test_markup_in_a_title_a_text_or_a_note_stays_text(tmp_path: Path, title: str) -> None:
    hostile = Evidence(concept=title, term=title, sentence=title, where="paragraph 1")
    with Archive(tmp_path / "b.db") as archive:
        archive.keep(reading(article(title=title, outlet=title, authors=(title,), paragraphs=(f"a {title} pact", title)),
                             judgement=judgement(evidence=(hostile,))))  # fmt: skip
        archive.review(1, "accept", title, NOON)

    with served(tmp_path / "b.db") as browser:
        for path in ("/articles/1", "/stories", "/stories/1", "/search?q=pact", "/articles/1/beside/1"):
            page = browser.get(path).page
            assert title in page.text_content(), path
            assert not page.xpath("//main//script | //main//img | //main//b | //*[@onerror]"), path
            assert page.xpath("//script/@src") == ["/static/keys.js"], path


def test_no_page_has_a_script_or_a_style_of_its_own_or_anything_from_elsewhere(browser: Browser) -> None:
    for path in (
        "/",
        "/articles/7",
        "/articles/7/fields",
        "/stories",
        "/stories/1",
        "/search?q=협정",
        "/explain",
        "/sources",
    ):
        page = browser.get(path.replace("협정", "%ED%98%91%EC%A0%95")).page
        assert not page.xpath("//@style | //style | //script[not(@src)] | //@onclick"), path
        for source in page.xpath("//@src | //link/@href | //form/@action"):
            assert source.startswith("/"), (path, source)


def test_links_out_tell_nothing_of_where_they_stand(browser: Browser) -> None:
    links = browser.get("/articles/7").page.xpath("//a[starts-with(@href, 'http')]")

    assert links
    assert {link.get("rel") for link in links} == {"noopener noreferrer"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://", "http://[::1", "https://a\u202e.example/"]
)
def test_an_address_that_is_none_of_the_web_is_no_link(tmp_path: Path, url: str) -> None:
    with Archive(tmp_path / "c.db") as archive:
        archive.keep(reading(article(image=url)))

    with served(tmp_path / "c.db") as browser:
        links = browser.get("/articles/1").page.xpath("//dd//a/@href")

    assert not [link for link in links if not link.startswith(("/", "#", "https://www.outlet.example"))]
