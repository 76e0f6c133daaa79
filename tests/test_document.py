"""What is done to a page before and while it is parsed: code taken out, bytes handed on, selectors asked in vain."""

import pytest

from pactwatch.extraction.code import holds_code, without_code
from pactwatch.extraction.document import Document
from pactwatch.extraction.encoding import decoded
from pactwatch.extraction.selecting import is_possible

URL = "https://www.evening.example/1"


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<p>a</p><script>let x = 1</script><p>b</p>", "<p>a</p><script></script><p>b</p>"),
        ("<STYLE>p { color: red }</STYLE><p>b</p>", "<STYLE></STYLE><p>b</p>"),
        ('<script type="application/ld+json">{}</script>', '<script type="application/ld+json">{}</script>'),
        ("<script>Fusion.globalContent={}</script>", "<script>Fusion.globalContent={}</script>"),
        ("<script><!-- old --></script>", "<script><!-- old --></script>"),
        ('<script data-x="a>b">let x</script>', '<script data-x="a>b">let x</script>'),
        ("<p>a</p><script>never closed", "<p>a</p><script>never closed"),
    ],
)
def test_code_is_emptied_but_for_data_and_the_unusual(markup: str, left: str) -> None:
    assert without_code(markup) == left


@pytest.mark.parametrize(("letters", "held"), [(1, True), (10, True), (11, False)])
def test_letters_of_code_are_those_inside_scripts_and_styles(letters: int, held: bool) -> None:
    page = "<p>a</p><script>12345</script><p>b</p><style>12</style><script src='x'>123</script>"

    assert holds_code(page, letters) is held


def test_a_long_page_that_is_mostly_code_is_read_whole() -> None:
    page = Document(f"<html><body><script>{'x' * 1_200_000}</script><p>The pact stays.</p></body></html>", URL)

    assert page.tree.findtext(".//p") == "The pact stays."


def test_of_a_page_of_endless_text_the_beginning_is_read_without_code() -> None:
    text = f"<p>The pact stays.</p><script>{'x' * 700_000}</script><p>Still.</p>{'<p>y</p>' + 'z' * 700 * 2000}"
    page = Document(f"<html><body>{text}</body></html>", URL)

    assert len(page.html) == 1_000_000
    assert [p.text for p in page.tree.iter("p")][:2] == ["The pact stays.", "Still."]


@pytest.mark.parametrize(
    ("body", "is_utf8"),
    [
        ("<p>협정</p>".encode(), True),
        (b"<p>pact</p>", True),
        (b"\xef\xbb\xbf<p>pact</p>", False),
        (b"<p>pact</p>" + b" " * 3000 + b"\x00", False),
        ("<p>협정</p>".encode("cp949"), False),
        ("<p>協定</p>".encode("iso2022_jp"), False),
        ("<p>pact</p>".encode("utf-16"), False),
    ],
    ids=["utf-8", "ascii", "mark", "null", "cp949", "iso-2022-jp", "utf-16"],
)
def test_bytes_that_are_the_text_in_utf8_are_known(body: bytes, is_utf8: bool) -> None:
    found = decoded(body, None)

    assert found.is_utf8 is is_utf8
    assert not is_utf8 or found.text.encode() == body


def test_the_parser_reads_the_bytes_as_they_came() -> None:
    body = "<html><body><p>협정은 남는다.</p></body></html>"

    assert Document(body, URL, encoded=body.encode()).tree.findtext(".//p") == "협정은 남는다."


@pytest.mark.parametrize(
    ("selector", "possible"),
    [
        ("div.story", True),
        ("div.story > :is(p, h2)", True),
        ("div.older, #story-7", True),
        ("div.older > p", False),
        ("div.story.older", False),
        ("p:not(.older)", True),
        ("[data-x='.older'] p", True),
        ("h1", True),
    ],
)
def test_a_selector_whose_names_the_page_lacks_finds_nothing(selector: str, possible: bool) -> None:
    assert is_possible(selector, '<div class="story" id="story-7"><p>The pact stays.</p></div>') is possible
