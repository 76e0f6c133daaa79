"""What trafilatura is given, and when it is asked a second time."""

import pytest
from lxml.html import HtmlElement, document_fromstring

from pactwatch.extraction import by_trafilatura
from pactwatch.extraction.by_trafilatura import lines_by_trafilatura

SENTENCE = "The two governments of this invented report have signed an agreement on sharing secrets."


def container(text: str, kind: str = "x") -> HtmlElement:
    return document_fromstring(f"<html><body><div class='{kind}'><p>{text}</p></div></body></html>").find(".//div")


class Trafilatura:
    """Answers as it is told, and remembers what it was asked."""

    def __init__(self, **texts: str) -> None:
        self.texts = texts
        self.asked: list[str] = []
        self.pages: list[HtmlElement] = []

    def attempt(self, page: HtmlElement, focus: str) -> str:
        self.asked.append(focus)
        self.pages.append(page)
        return self.texts[focus]


def test_a_text_that_is_most_of_its_page_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Trafilatura(first=SENTENCE)
    monkeypatch.setattr(by_trafilatura, "_attempt", reader.attempt)

    assert lines_by_trafilatura(container(SENTENCE * 4), 400) == [SENTENCE]
    assert reader.asked == ["first"]


@pytest.mark.parametrize(("second", "found"), [(SENTENCE * 3, 3), (SENTENCE, 1), ("", 1)])
def test_a_second_attempt_counts_where_it_finds_much_more(
    monkeypatch: pytest.MonkeyPatch, second: str, found: int
) -> None:
    reader = Trafilatura(first=SENTENCE, recall=second)
    monkeypatch.setattr(by_trafilatura, "_attempt", reader.attempt)

    assert lines_by_trafilatura(container(SENTENCE * 9), 800) == [SENTENCE * found]
    assert reader.asked == ["first", "recall"]


@pytest.mark.parametrize(("kind", "marks"), [("x", 1), ("article-body", 0)])
def test_what_nothing_calls_an_article_is_marked_as_one(monkeypatch: pytest.MonkeyPatch, kind: str, marks: int) -> None:
    reader = Trafilatura(first=SENTENCE)
    monkeypatch.setattr(by_trafilatura, "_attempt", reader.attempt)

    lines_by_trafilatura(container(SENTENCE, kind), 100)

    assert len(reader.pages[0].findall("body/article")) == marks


def test_trafilatura_itself_reads_what_it_is_given() -> None:
    assert lines_by_trafilatura(container(SENTENCE * 4), 400) == [SENTENCE * 4]
