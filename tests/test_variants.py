import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pactwatch.variants import _NOT_PLAIN, _TABLE, Folded, as_printed, spellings

TEXT = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("지소미아日韓軍事情報ｼﾞｰｿﾐｱ・-‐ \u00a0\u200bＧSOMIAé\u0301\u1112\u1161\u11ab…㈱ﬁİß"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＧＳＯＭＩＡ", "gsomia"),
        ("Gsomia", "gsomia"),
        ("ｼﾞｰｿﾐｱ", "ジーソミア"),
        ("ジ\u3099", "ジ\u3099"),
        ("シ\u3099ーソミア", "ジーソミア"),
        (unicodedata.normalize("NFD", "한일 지소미아"), "한일 지소미아"),
        ("한·일", "한 일"),
        ("한ㆍ일", "한 일"),
        ("한‧일", "한 일"),
        ("한 - 일", "한 일"),
        ("日本・韓国", "日本 韩国"),
        ("日韓軍事情報包括保護協定", "日韩军事情报包括保护协定"),
        ("intelligence‑sharing", "intelligence sharing"),
        ("intelligence—sharing", "intelligence sharing"),
        ("pa\u00adct", "pact"),
        ("지소\u200b미아", "지소미아"),
        ("a\u3000 \u00a0b", "a b"),
    ],
)
def test_spellings_of_one_word_fold_to_one_form(written: str, folded: str) -> None:
    assert Folded([written]).text == folded


def test_plain_characters_fold_to_lower_case_and_no_further() -> None:
    plain = [character for character in map(chr, range(0x10000)) if not _NOT_PLAIN.match(character)]

    assert len(plain) > 30_000
    assert [character for character in plain if _TABLE[ord(character)] != character.lower()] == []


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("GSOMIA", {"gsomia", "g.s.o.m.i.a"}),
        ("한 일", {"한 일", "한일"}),
        ("군사 정보 협정", {"군사 정보 협정", "군사정보 협정", "군사 정보협정", "군사정보협정"}),
        ("パク・ジン", {"パク ジン", "パクジン"}),
        ("Suk-yeol", {"suk yeol", "sukyeol"}),
        ("Korea-Japan", {"korea japan"}),
        ("intelligence-sharing pact", {"intelligence sharing pact"}),
        ("日韓GSOMIA", {"日韩gsomia"}),
        ("9 19 군사 합의", {"9 19 군사 합의", "9 19군사 합의", "9 19 군사합의", "9 19군사합의"}),
    ],
)
def test_spacing_is_spelled_by_rule(term: str, expected: set[str]) -> None:
    assert spellings(term) == expected


def test_a_term_of_many_parts_has_two_spellings() -> None:
    assert spellings("대한민국 정부와 일본국 정부 간의 군사 비밀 정보의 보호") == {
        "대한민국 정부와 일본국 정부 간의 군사 비밀 정보의 보호",
        "대한민국정부와일본국정부간의군사비밀정보의보호",
    }


def test_paragraphs_stay_apart() -> None:
    assert Folded(["한", "일\n본"]).text == "한\n일 본"


def test_every_place_leads_back_to_the_original() -> None:
    folded = Folded(["…ｼﾞｰｿﾐｱ（GSOMIA）と 한 - 일 『협정』"])

    for term, original in [("ジーソミア", "ｼﾞｰｿﾐｱ"), ("gsomia", "GSOMIA"), ("한 일", "한 - 일"), ("협정", "협정")]:
        start = folded.text.index(term)
        assert folded.slice(start, start + len(term)) == original


@given(st.lists(TEXT, max_size=3))
def test_any_text_folds_and_leads_back(paragraphs: list[str]) -> None:
    folded = Folded(paragraphs)

    ends = [folded.at(position) for position in range(len(folded.text) + 1)]
    assert ends == sorted(ends)
    whole = folded.slice(0, len(folded.text))
    assert whole in folded.original
    assert Folded(whole.split("\n")).text == folded.text


@pytest.mark.parametrize(
    ("language", "printed"),
    [("ja", "日韓軍事協議体、労働会議、機関の論点"), ("ko", "韓日 軍事協議體, 國會 論點")],
)
def test_folded_characters_are_printed_as_a_language_has_them(language: str, printed: str) -> None:
    folded = Folded([printed]).text

    assert as_printed(folded, language) == printed
