"""Which of the dates on a page is the article's, where its data names none."""

import pytest

from pactwatch.extraction.checking import written
from pactwatch.extraction.document import Document
from pactwatch.extraction.moments import published


def date_on(body: str) -> str | None:
    return written(published(Document(f"<html><body>{body}</body></html>", "https://www.evening.example/story"), 540))


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("<span>2022.06.10</span><b>Today</b><h1>Pact</h1><p>2022.06.14</p><ul><li><li><li>2022.06.16</ul>", "2022-06-14"),
        ("<h1>Pact</h1><p>2022.06.10</p><p>입력 2022.06.14 15:21</p>", "2022-06-14T15:21+09:00"),
        ("<h1>Pact</h1><p>2022.06.10</p><time datetime='2022-06-14T15:21:00+09:00'>today</time>", "2022-06-14T15:21:00+09:00"),
        ("<h1>Pact</h1><p>수정 2022.06.15</p><p>2022.06.14</p>", "2022-06-14"),
        ("<h1>Pact</h1><p>Seoul<br>2022年６月１４日</p>", "2022-06-14"),
        ("<p>입력 99.99</p><p>2022.06.14</p>", "2022-06-14"),
        ("<nav>2022.06.14</nav><footer><p>2022.06.14</footer><div class=related><p>2022.06.14</div>", None),
        ("<script>// 2022.06.14</script><p>No date here.</p>", None),
        ("<p itemprop=datePublished content='2022-06-14'></p><p>2022.06.10</p>", "2022-06-14"),
        ("<time pubdate datetime='2022-06-14'>today</time><p>입력 2022.06.10</p>", "2022-06-14"),
    ],
    ids=(
        "the one beside the heading", "with a word that says so", "of a time element", "not of a change",
        "after a line break, in wide digits", "the likeliest that is a date", "never among other stories",
        "never in a script", "as the markup says", "of a time element with pubdate",
    ),
)  # fmt: skip
def test_the_date_of_an_article(body: str, date: str | None) -> None:
    assert date_on(body) == date


@pytest.mark.parametrize(("path", "date"), [("/2022/06/16/story", "2022-06-14"), ("/2022/13/45/story", None)])
def test_a_day_without_a_year_is_one_before_that_of_the_address(path: str, date: str | None) -> None:
    page = Document("<html><body><p>입력 6월 14일</p></body></html>", f"https://www.evening.example{path}")

    assert written(published(page, 540)) == date
