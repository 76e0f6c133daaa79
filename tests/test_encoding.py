"""Bytes of every encoding our outlets used, declared, silent and lying."""

import re
from pathlib import Path

import pytest

from pactwatch.errors import UnreadablePage
from pactwatch.extraction import decode
from pactwatch.extraction.encoding import encoding_of

KOREAN = "한일 양국은 군사정보보호협정을 연장하기로 했다고 외교부가 밝혔다. 이 문장은 시험을 위해 지어낸 것이다."
JAPANESE = (
    "日韓両政府は軍事情報包括保護協定を延長することで一致したと、架空の外務省が発表した。この文は試験のために作った。"
)
SIMPLIFIED = "这是一个为了测试而写的句子，两国政府的发言人在会上说，他们对此事不予评论，我们也没有更多的消息。"
TRADITIONAL = "這是一個為了測試而寫的句子，兩國政府的發言人在會上說，他們對此事不予評論，我們也沒有更多的消息。"

TEXTS = [
    (KOREAN, "cp949"), (KOREAN, "johab"), (KOREAN, "utf-8"), (KOREAN, "iso2022_kr"), (JAPANESE, "cp932"),
    (JAPANESE, "euc_jp"), (JAPANESE, "iso2022_jp"), (JAPANESE, "utf-8"), (SIMPLIFIED, "gb18030"),
    (TRADITIONAL, "big5"),
]  # fmt: skip


def page(text: str, charset: str | None = None) -> str:
    declared = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{declared}<title>{text[:12]}</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("text", "encoding"), TEXTS, ids=[f"{encoding}-{text[:2]}" for text, encoding in TEXTS])
def test_a_silent_page_is_told_by_its_bytes(text: str, encoding: str) -> None:
    assert decode(page(text).encode(encoding), "text/html") == page(text)


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (KOREAN, "utf-8", "euc-kr"),
        (KOREAN, "cp949", "utf-8"),
        (KOREAN, "cp949", "iso-8859-1"),
        (JAPANESE, "cp932", "utf-8"),
        (JAPANESE, "utf-8", "Shift_JIS"),
        (JAPANESE, "euc_jp", "windows-1252"),
        (JAPANESE, "utf-8", "utf-16"),
        (KOREAN, "cp949", "no-such-charset"),
    ],
)
def test_a_page_that_lies_about_its_charset_is_read_all_the_same(text: str, encoding: str, said: str) -> None:
    assert decode(page(text, said).encode(encoding), None) == page(text, said)


def test_labels_mean_what_browsers_make_of_them() -> None:
    beyond_ks_x_1001 = page("펲시콜라와 똠방각하", "euc-kr")

    assert decode(beyond_ks_x_1001.encode("cp949"), None) == beyond_ks_x_1001


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_text_is_read_with_or_without_its_mark(encoding: str) -> None:
    assert decode(page(KOREAN).encode(encoding), "text/html; charset=euc-kr") == page(KOREAN)


def test_the_header_decides_where_the_bytes_allow_both() -> None:
    assert decode("<p>Žluťoučký kůň</p>".encode("iso8859-2"), "text/html; charset=iso-8859-2") == "<p>Žluťoučký kůň</p>"


def test_a_page_cut_in_the_middle_of_a_letter_keeps_all_others() -> None:
    assert decode(KOREAN.encode()[:-2], None).startswith(KOREAN[:-2])


def test_utf_8_with_a_broken_letter_stays_utf_8() -> None:
    body = page(KOREAN * 20).encode() + b"<p>\xea\xb0</p>"

    assert KOREAN in decode(body, None)


@pytest.mark.parametrize("body", [b"%PDF-1.7 ...", b"\x89PNG\r\n", b"PK\x03\x04", b"\xff\xd8\xff\xe0"])
def test_a_file_that_is_no_text_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadablePage, match="no text"):
        decode(body, "text/html")


def test_real_files_are_told_by_their_bytes_alone(shared: Path) -> None:
    """Files whose folder names their encoding; what they declare is taken out first."""
    wrong = []
    for file in sorted((shared / "data/encodings").rglob("*")):
        if file.is_file():
            body = re.sub(rb"(?i)(charset|encoding)\s*=", b"", file.read_bytes())
            named = "cp949" if file.parent.name.lower() == "euc-kr" else file.parent.name
            if body.decode(encoding_of(body, None), "replace") != body.decode(_browsers(named), "replace"):
                wrong.append(f"{file.parent.name}/{file.name}")

    assert wrong == ["CP932/www2.chuo-u.ac.jp-suishin.xml"]  # sixteen Japanese letters in all, none of them kana


def _browsers(name: str) -> str:
    named = {"shift_jis": "cp932", "gb2312": "gb18030", "big5": "big5hkscs", "iso-2022-jp": "iso2022_jp_2"}
    return named.get(name.lower(), name)
