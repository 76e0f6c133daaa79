"""Stories in the browser, and a person's word on them, as `pactwatch story` has it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.archive import Archive
from tests.browser import Browser, served
from tests.builders import after, article, moment, reading
from tests.commands import run
from tests.newsstand import newsstand


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return newsstand(tmp_path / "news.db")


@pytest.fixture
def browser(db: Path) -> Iterator[Browser]:
    with served(db) as browser:
        yield browser


def story_of(db: Path, number: int) -> int:
    with Archive(db) as archive:
        return archive.article(number).story_id


def decisions(db: Path, story: int) -> list[str]:
    return [one["what"] for one in run(db, "story", "show", str(story), "--json").json["decisions"]]


def test_the_list_has_what_the_command_lists(db: Path, browser: Browser) -> None:
    listed = run(db, "story", "list", "--json").json

    rows = browser.get("/stories").rows()

    assert [row[1] for row in rows] == [str(story["articles"]) for story in listed]
    assert rows[-1][0] == "한일 군사정보보호협정 조건 없이 연장 story 1"
    assert rows[-1][3] == "en ja ko zh"


def test_stories_of_one_article_can_be_left_out(browser: Browser) -> None:
    assert [row[1] for row in browser.get("/stories?least=2").rows()] == ["5"]


def test_a_story_is_told_in_the_order_of_time_in_all_languages(browser: Browser) -> None:
    items = browser.get("/stories/1").page.xpath("//ol/li[@data-row]")

    assert [item.xpath(".//p[@class='headline']/a/@href")[0] for item in items] == [
        f"/articles/{number}" for number in range(1, 6)
    ]
    assert [item.xpath(".//p[@class='headline']/a/@lang")[0] for item in items] == ["ko", "ko", "ja", "zh", "en"]


def test_comment_and_background_stand_below_the_timeline(db: Path) -> None:
    with Archive(db) as archive:
        text = (
            "That the two governments renewed the military information agreement after 14 rounds of talks is no feat.",
            "Deputy minister Han Seo-jin and Mori Haruto, both fictional, owe us a working group at Busan by April.",
        )
        one = article(url="https://voice.example/opinion/1", canonical_url="https://voice.example/opinion/1",
                      outlet="The Voice", title="Editorial: Renewed", paragraphs=text, published=moment(after(10)))  # fmt: skip
        comment = archive.keep(reading(one)).id
    with served(db) as browser:
        page = browser.get("/stories/1").page

    (heading,) = page.xpath("//h3[text()='Comment and background']")
    assert heading.getnext().xpath("a/@href") == [f"/articles/{comment}"]
    assert "comment · The Voice · en" in heading.getnext().text_content()


def test_each_article_says_why_it_is_there(browser: Browser) -> None:
    second = " ".join(browser.get("/stories/1").page.xpath("//ol/li[2]//p[@class='why']")[0].text_content().split())

    assert second == "copy of 1: the same words from beginning to end"


def test_copies_are_not_counted_among_the_sources(browser: Browser) -> None:
    assert "4 independent sources" in browser.get("/stories/1").said


def test_each_language_says_how_late_it_was(browser: Browser) -> None:
    assert browser.get("/stories/1").rows("//aside//tbody/tr") == [
        ["ko", "first"], ["ja", "2 h later"], ["zh", "3 h later"], ["en", "4 h later"],
    ]  # fmt: skip


def test_an_article_that_does_not_say_when_is_first_of_no_language(tmp_path: Path) -> None:
    with Archive(tmp_path / "c.db") as archive:
        for number, language, published in ((1, "en", moment()), (2, "en", moment(after(60))), (3, "fr", None)):
            url = f"https://o{number}.example/1"
            archive.keep(reading(article(url=url, outlet=f"O{number}", language=language, published=published)))

    with served(tmp_path / "c.db") as browser:
        answer = browser.get("/stories/1")

    assert "first in" not in answer.said
    assert answer.rows("//aside//tbody/tr") == [["en", "first"]]


def test_ticked_articles_make_a_story_of_their_own(db: Path, browser: Browser) -> None:
    sent = browser.submit("/stories/1", "/stories/1/split", {"article": ["4", "5"]})

    assert sent.status == 303
    assert sent.headers["location"] == f"/stories/{story_of(db, 4)}"
    assert story_of(db, 4) == story_of(db, 5) != story_of(db, 1)
    assert "put here by a person" in browser.get(sent.headers["location"]).said


def test_a_split_sent_twice_leads_to_the_same_story(db: Path, browser: Browser) -> None:
    fields = browser.filled("/stories/1", "/stories/1/split") | {"article": ["4", "5"]}

    answers = [browser.post("/stories/1/split", fields) for _ in range(2)]

    assert {answer.headers["location"] for answer in answers} == {f"/stories/{story_of(db, 4)}"}
    assert decisions(db, 1) == ["split"]


def test_a_split_of_nothing_or_of_everything_is_refused(browser: Browser) -> None:
    nothing = browser.submit("/stories/1", "/stories/1/split", {})
    everything = browser.submit("/stories/1", "/stories/1/split", {"article": ["1", "2", "3", "4", "5"]})

    assert (nothing.status, everything.status) == (400, 400)
    assert "Tick the articles that leave the story." in nothing.said
    assert "Nothing would be left of story 1" in everything.said


def test_an_article_is_moved_and_stays(db: Path, browser: Browser) -> None:
    other = story_of(db, 6)
    fields = browser.filled("/articles/5", "/articles/5/story") | {"story": str(other)}

    answers = [browser.post("/articles/5/story", fields) for _ in range(2)]

    assert {answer.headers["location"] for answer in answers} == {f"/stories/{other}"}
    assert story_of(db, 5) == other
    assert decisions(db, other) == ["move"]


def test_two_stories_are_made_one(db: Path, browser: Browser) -> None:
    fields = browser.filled("/stories/1", "/stories/1/merge") | {"other": str(story_of(db, 6))}

    answers = [browser.post("/stories/1/merge", fields) for _ in range(2)]

    assert {answer.headers["location"] for answer in answers} == {"/stories/1"}
    assert story_of(db, 6) == 1
    assert decisions(db, 1) == ["merge"]


@pytest.mark.parametrize(("action", "field"), [("/articles/5/story", "story"), ("/stories/1/merge", "other")])
@pytest.mark.parametrize(("number", "status"), [("", 400), ("x", 400), ("99", 404)])
def test_a_story_that_is_none_changes_nothing(
    db: Path, browser: Browser, action: str, field: str, number: str, status: int
) -> None:
    page = action.rpartition("/")[0]

    assert browser.submit(page, action, {field: number}).status == status
    assert story_of(db, 5) == 1


@pytest.mark.parametrize("action", ["/stories/1/split", "/stories/1/merge", "/articles/5/story"])
def test_a_form_from_elsewhere_changes_no_story(db: Path, browser: Browser, action: str) -> None:
    answer = browser.post(action, {"article": "5", "other": "2", "story": "2"}, Origin="https://evil.example")

    assert answer.status == 403
    assert story_of(db, 5) == 1


def test_a_story_that_is_not_there_is_said_not_to_be(browser: Browser) -> None:
    assert browser.get("/stories/99").status == 404


def test_where_there_are_no_stories_the_page_says_what_to_do(tmp_path: Path) -> None:
    Archive(tmp_path / "b.db").close()

    with served(tmp_path / "b.db") as browser:
        assert "pactwatch collect asks the sources" in browser.get("/stories").said
        assert "No event was told by two articles yet." in browser.get("/stories?least=2").said
