import pytest
from hypothesis import example, given

from pactwatch.streams import key_in_streams, streams, unescaped, without_json_escapes
from pactwatch.variants import Folded, spellings
from tests.test_variants import TEXT

TERMS = ("한 일 지소미아", "ジーソミア", "日韓GSOMIA", "military-info pact", "GSOMIA", "일본")


@given(TEXT, TEXT, TEXT)
@example("", "ＧＳＯＭＩＡ", "")
@example("Ｇ", "SOMIA", "")
@example("", "日韓 G.S.O.M.I.A.", "")
def test_what_the_judge_finds_is_in_the_streams(before: str, middle: str, after: str) -> None:
    texts = [before + term + after for term in TERMS] + [before + middle + after]
    for text in texts:
        folded, letters = Folded([text]).text, list(streams(text))
        for term in TERMS:
            if any(spelling in folded for spelling in spellings(term)):
                assert any(key_in_streams(term) in stream for stream in letters)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S.-Japan pact", ["theusjapanpact"]),
        ("日韓GSOMIA 3回", ["gsomia3", "日韩回"]),
        ("지소<b>미아</b>", ["bb", "지소미아"]),
        ("ｼﾞｰｿﾐｱ", ["", "ジーソミア"]),
        ("ＧＳＯＭＩＡ, 2016™", ["2016", "gsomiatm", "gsomia2016tm"]),
        ("", [""]),
    ],
)
def test_a_text_falls_into_ascii_and_the_rest(text: str, expected: list[str]) -> None:
    assert list(streams(text)) == expected


@pytest.mark.parametrize(
    ("term", "key"), [("日韓GSOMIA", "gsomia"), ("日韓NY", "日韩"), ("한 일 협정", "한일협정"), ("K-pact", "kpact")]
)
def test_a_mixed_term_is_looked_for_by_its_longer_part(term: str, key: str) -> None:
    assert key_in_streams(term) == key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a&amp;b &lt;p&gt; &#44544; &#xAE00; &nbsp;", "a&b <p> 글 글 \u00a0"),
        ("?a=1&b=2&copy=3", "?a=1&b=2&copy=3"),
        ("GSO&shyMIA&nbspx", "GSO\u00adMIA\u00a0x"),
        ("&#99999999; &#0;", "\ufffd \ufffd"),
        ("&bogus; & ;", "&bogus; & ;"),
    ],
)
def test_references_are_replaced_as_a_browser_would(text: str, expected: str) -> None:
    assert unescaped(text) == expected


def test_json_escapes_are_replaced_and_pairs_joined() -> None:
    assert without_json_escapes(r"\u9280 \\uc9c0 \ud83d\ude00 \ud83d") == "銀 지 😀 \ud83d"
