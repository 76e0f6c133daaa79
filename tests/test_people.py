"""Authors as people: one name each, from data, markup, datelines and signatures."""

import json

import pytest

from pactwatch.extraction.bylines import byline_in
from pactwatch.extraction.document import Document
from pactwatch.extraction.people import authors, people
from pactwatch.wires import credited

BYLINES = [
    ("By Han Garam", ["Han Garam"]),
    ("BY HAN GARAM, YUN ARA [han.garam@outlet.example]", ["HAN GARAM", "YUN ARA"]),
    ("Han Garam and Kato Ren", ["Han Garam", "Kato Ren"]),
    ("Kato Ren, staff writer", ["Kato Ren"]),
    ("Kato Ren/ Staff Writer", ["Kato Ren"]),
    ("Han Garam (hgr)", ["Han Garam"]),
    ("Von Han Garam", ["Han Garam"]),
    ("Han Garam/Kato Ren", ["Han Garam", "Kato Ren"]),
    ("srf/kesm", ["srf/kesm"]),
    ("한가람 기자", ["한가람"]),
    ("한가람 도쿄특파원", ["한가람"]),
    ("한가람 워싱턴 특파원", ["한가람"]),
    ("한가람 기자 외 1명", ["한가람"]),
    ("한가람·윤아라 기자", ["한가람", "윤아라"]),
    ("한가람 기자 garam@outlet.example", ["한가람"]),
    ("(서울=연합뉴스) 한가람 기자", ["한가람"]),
    ("스포츠일보=한가람", ["한가람"]),
    ("森春人", ["森春人"]),
    ("ソウル＝森春人", ["森春人"]),
    ("森春人、加藤蓮", ["森春人", "加藤蓮"]),
    ("文・森春人", ["森春人"]),
    ("編集委員 森春人", ["森春人"]),
    ("https://www.facebook.com/outlet", []),
    ("文● オカモト／ASCII編集部", ["オカモト", "ASCII編集部"]),
    ("Текст: Анна Лин", ["Анна Лин"]),
    ("HAN GARAM, AP National Security Writer", ["HAN GARAM"]),
    ("Han Garam, CNN", ["Han Garam"]),
    ("Han Garam, MS, RDN", ["Han Garam"]),
    ("Han Garam. Evening International", ["Han Garam", "Evening International"]),
    ("Bruce Y. Han", ["Bruce Y. Han"]),
    ("AP", ["AP"]),
    ("Han Garam | November 18, 2019 12:01 PM", ["Han Garam"]),
    ("siteadmin", []),
    ("Guest", []),
    ("Staff Writer", []),
    ("No Author", []),
    ("", []),
]


@pytest.mark.parametrize(("line", "names"), BYLINES, ids=[line for line, _ in BYLINES])
def test_a_byline_names_people(line: str, names: list[str]) -> None:
    assert list(people([line])) == names


def page(head: str = "", body: str = "") -> Document:
    return Document(f"<html><head>{head}</head><body>{body}</body></html>", "https://www.evening.example/1")


def json_ld(*nodes: dict[str, object]) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@graph": list(nodes)})}</script>'


def test_an_author_named_by_an_id_is_looked_up() -> None:
    head = json_ld(
        {"@type": "NewsArticle", "headline": "x", "author": {"@id": "#han"}},
        {"@type": "Person", "@id": "#han", "name": "Han Garam"},
    )

    assert authors(page(head)) == (("Han Garam",), "json-ld:author")


def test_given_and_family_name_make_a_name() -> None:
    head = json_ld({"@type": "Article", "author": [{"givenName": "Garam", "familyName": "Han"}]})

    assert authors(page(head))[0] == ("Garam Han",)


def test_people_go_before_the_outlet_itself() -> None:
    head = json_ld({"@type": "Article", "author": {"name": "Evening Herald"}, "publisher": {"name": "Evening Herald"}})

    assert authors(page(head, '<a rel="author" href="/a">Han Garam</a>'))[0] == ("Han Garam",)
    assert authors(page(head))[0] == ("Evening Herald",)


def test_an_edition_or_a_desk_is_the_outlet_itself() -> None:
    site = '<meta property="og:site_name" content="HNN">'

    assert authors(page(f'<meta name="author" content="Han Garam, HNN SACHSEN">{site}'))[0] == ("Han Garam",)
    assert authors(page(f'<meta name="author" content="森春人／HNN編集部">{site}'))[0] == ("森春人",)
    assert authors(page(f'<meta name="author" content="HNN staff">{site}'))[0] == ("HNN staff",)


def test_in_microdata_the_name_is_marked_inside_the_person() -> None:
    body = (
        '<div itemprop="author" itemscope>by <a itemprop="name">Han Garam</a> <span>November 18, 2019</span>'
        "<button>Print this article</button></div>"
    )

    assert authors(page(body=body)) == (("Han Garam",), "itemprop=author")


def test_a_label_names_the_author_that_follows_it() -> None:
    menu = "<ul><li><b>Reporter</b></li></ul>"

    assert authors(page(body=f"{menu}<ul><li><b>Autorin/Autor</b> Han Garam</li></ul>"))[0] == ("Han Garam",)


def test_words_of_a_printed_byline_stand_apart() -> None:
    assert authors(page(body='<div class="byline"><span>Von</span><a>Han Garam</a></div>'))[0] == ("Han Garam",)


@pytest.mark.parametrize(
    ("markup", "line", "names"),
    [
        ("<p><strong>Han Garam/Kato Ren</strong></p>", "Han Garam/Kato Ren", ("Han Garam", "Kato Ren")),
        ("<p><em>HAN GARAM</em></p>", "HAN GARAM", ("HAN GARAM",)),
        ("<p>Han Garam</p>", "Han Garam", ()),
        ("<h2>Han Garam</h2>", "Han Garam", ()),
        ("<p><b>Han Garam</b> stayed.</p>", "Han Garam stayed.", ()),
        ("<p><b>The pact stays</b></p>", "The pact stays", ()),
    ],
)
def test_a_paragraph_of_names_in_bold_signs_a_text(markup: str, line: str, names: tuple[str, ...]) -> None:
    given = page(body=f"<p>The pact stays.</p>{markup}")

    assert authors(given, ["The pact stays.", line])[0] == names


def test_who_signed_the_text_goes_before_the_outlet_in_its_data() -> None:
    given = page(json_ld({"@type": "Article", "author": {"name": "Evening Herald"}, "publisher": "Evening Herald"}))

    assert authors(given, (), ("森春人",)) == (("森春人",), "byline in the text")
    assert authors(given) == (("Evening Herald",), "json-ld:author")


SIGNED = [
    (["(서울=연합뉴스) 한가람 윤아라 기자 = 협정이 연장됐다.", "둘째 문단."], None),
    (["(서울=연합뉴스) 한가람 기자 = 협정이 연장됐다.", "둘째 문단."], ("한가람",)),
    (["[서울=뉴시스]한가람 기자 = 협정이 연장됐다.", "둘째 문단."], ("한가람",)),
    (["협정이 연장됐다.", "둘째 문단.", "한가람 기자 garam@outlet.example"], ("한가람",)),
    (["협정이 연장됐다.", "둘째 문단.", "/한가람 논설위원"], ("한가람",)),
    (["協定は延長された。", "次の段落である。（ソウル＝森春人）"], ("森春人",)),
    (["【ソウル森春人】協定は延長された。", "次の段落である。"], ("森春人",)),
    (["The pact stays.", "A second paragraph.", "BY HAN GARAM [garam@outlet.example]"], ("HAN GARAM",)),
    (["The pact stays.", "By the end of the day nothing else had happened."], None),
    (["協定は延長された。", "式典が開かれた（写真）"], None),
    (["協定は延長された。", "【質疑応答】", "まだ決まっていない。"], None),
    (["The pact stays."], None),
]


@pytest.mark.parametrize(("lines", "names"), SIGNED, ids=[lines[0][:12] + lines[-1][-12:] for lines, _ in SIGNED])
def test_a_text_is_signed_at_its_beginning_or_end(lines: list[str], names: tuple[str, ...] | None) -> None:
    byline = byline_in(lines)

    if names is None:
        assert byline is None or len(byline.names) > 1
    else:
        assert byline is not None
        assert byline.names == names


def test_only_a_line_that_holds_nothing_else_is_left_out() -> None:
    opened = byline_in(["(서울=연합뉴스) 한가람 기자 = 협정이 연장됐다."])
    closed = byline_in(["협정이 연장됐다.", "둘째 문단.", "한가람 기자"])

    assert opened is not None
    assert opened.line is None
    assert closed is not None
    assert closed.line == "한가람 기자"


@pytest.mark.parametrize(
    ("first", "authors_", "wire"),
    [
        ("SEOUL, Aug. 28 (Yonhap) -- The pact stays.", (), "Yonhap"),
        ("(서울=연합뉴스) 한가람 기자 = 협정이 연장됐다.", (), "Yonhap"),
        ("【ソウル聯合ニュース】協定は延長された。", (), "Yonhap"),
        ("【ソウル共同】協定は延長された。", (), "Kyodo"),
        ("Tokyo, June 14 (Jiji Press)--The pact stays.", (), "Jiji"),
        ("SEOUL (AP) — The pact stays.", (), "AP"),
        ("TOKYO (Reuters) - The pact stays.", (), "Reuters"),
        ("［ソウル ８日 ロイター］ - 協定は延長された。", (), "Reuters"),
        ("【6月14日 AFP】協定は延長された。", (), "AFP"),
        ("The pact stays.", ("The Associated Press",), "AP"),
        ("JAPAN and Korea met in a Reuters-like setting.", (), None),
        ("The Yonhap report was denied.", (), None),
    ],
)
def test_the_agency_is_credited_by_dateline_or_byline(first: str, authors_: tuple[str, ...], wire: str | None) -> None:
    assert credited((first, "A second paragraph.", "A third one."), authors_) == wire
