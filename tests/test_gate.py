"""The gate refuses no page that the screen would let pass without it."""

import html
import itertools
import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.screen import _pages
from pactwatch.article import Article
from pactwatch.gate import Gate
from pactwatch.glossary import Topic
from pactwatch.matching import opens
from pactwatch.screening import Screen
from pactwatch.topic import default_topic, load_topic
from tests.topic_cases import TOPICS, cases


class OpenGate:
    """Lets everything through to be looked at in earnest."""

    def lets_pass(self, streams: list[str]) -> bool:
        return True


def _without_a_gate(topic: Topic) -> Screen:
    screen = Screen(topic)
    screen._gate = OpenGate()  # type: ignore[assignment]
    return screen


PACT, WHALING = default_topic(), load_topic(TOPICS / "whaling.toml")
SCREENS = [(Screen(topic), _without_a_gate(topic)) for topic in (PACT, WHALING)]
TERMS = sorted({term for topic in (PACT, WHALING) for c in topic.concepts if opens(c) or c.side for _, term in c.terms})
BETWEEN = (
    "<b>",
    "</b>",
    "<br/>",
    "</p><p class='a > b'>",
    '<a title="',
    "<!-- a > b -->",
    "<",
    ">",
    "<\\/b>",
    "</",
    "\\",
    '"',
)
APART = ("<script>var a = '<i>';</script>", "<style>x</style>", "<rt>よみ</rt>", "\\u003cb\\u003e", "&lt;b&gt;")
INSIDE = ("&shy;", "&nbsp;", "\u00ad", "\u200b", "・", "-", "™", " ", "\n", "&amp;shy;", "'")
MARKUP = st.one_of(st.just(""), *map(st.sampled_from, (BETWEEN, APART, INSIDE)))
WAYS = (
    str,
    str.upper,
    lambda piece: "".join(f"&#{ord(letter)};" for letter in piece),
    lambda piece: json.dumps(piece)[1:-1],
    lambda piece: html.escape(json.dumps(piece)[1:-1]),
    lambda piece: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in piece),  # ＧＳＯＭＩＡ
)


@st.composite
def broken_terms(draw: st.DrawFn) -> str:
    """A term as a page may write it: cut into pieces, each in its own way, with markup between."""
    term = draw(st.sampled_from(TERMS))
    cuts = sorted(draw(st.sets(st.integers(0, len(term)), max_size=3)) | {0, len(term)})
    pieces = [term[start:end] for start, end in itertools.pairwise(cuts)]
    return "".join(draw(st.sampled_from(WAYS))(piece) + draw(MARKUP) for piece in pieces)


PAGES = st.lists(st.one_of(broken_terms(), MARKUP, st.text(max_size=9)), max_size=6).map("".join)


def _answers(body: bytes, content_type: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [tuple(screen.terms_in(body, content_type) for screen in pair) for pair in SCREENS]


@given(PAGES, st.sampled_from(["utf-8", "cp949", "cp932", "gb18030", "utf-16", "iso-8859-1"]))
@example("<p>지소<b>미아</b>", "utf-8")
@example("&#71;S&shy;OMIA", "utf-8")
@example("<p>accord<p>intelligence<p>Tokyo", "utf-8")
@example("The agreement, Yoon Suk-yeol told Kishida Fumio", "utf-8")
@example("<p>약정</p><p>기시다 후미오, 박진", "cp949")
def test_with_the_gate_every_page_is_answered_as_without_it(page: str, encoding: str) -> None:
    body = page.encode(encoding, "xmlcharrefreplace" if encoding != "utf-8" else "surrogatepass")

    for gated, whole in _answers(body, f"text/html; charset={encoding}"):
        assert gated == whole


@pytest.mark.parametrize("article", [article for _, article in cases("pact_cases.txt")], ids=lambda a: a.title)
def test_so_is_every_made_up_report(article: Article) -> None:
    body = "".join(f"<p>{html.escape(text)}</p>" for text in (article.title, *article.paragraphs)).encode()

    for gated, whole in _answers(body, "text/html; charset=utf-8"):
        assert gated == whole


@pytest.mark.slow
def test_so_are_real_pages(shared: Path) -> None:
    pages = [page for folder in ("pages_world", "pages_kojp") for page in _pages(shared / "data" / folder)[::3]]

    for page in pages:
        for gated, whole in _answers(page, "text/html"):
            assert gated == whole


def test_people_open_only_where_those_of_every_party_do() -> None:
    opening = {"accord": "instrument", "kishida": "spokesman of japan", "moonjaein": "spokesman of korea"}
    gate = Gate({key: frozenset({does}) for key, does in opening.items()}, frozenset({"japan", "korea"}))

    assert gate.lets_pass(["accordkishidamoonjaein"])
    assert gate.lets_pass(["accord", "kishidamoonjaein"])
    assert not gate.lets_pass(["accord"])
    assert not gate.lets_pass(["kishidamoonjaein"])


@pytest.mark.parametrize("does", ["name", "instrument", "matter"])
def test_a_topic_without_parties_is_opened_by_what_names_or_describes_it(does: str) -> None:
    gate = Gate({"whaling": frozenset({does})}, frozenset())

    assert gate.lets_pass(["endofwhaling"]) == (does == "name")
