import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from pactwatch.article import Article
from pactwatch.judgement import Evidence, Judgement, judge
from pactwatch.topic import default_topic
from tests.topic_cases import cases, report

TOPIC = default_topic()
FILLER = ("The committee then turned to the budget.", "A vote is expected in spring.", "Members left at six.") * 3


@pytest.mark.parametrize(
    ("verdict", "article"),
    [*cases("pact_cases.txt"), *cases("desk_cases.txt")],
    ids=lambda value: getattr(value, "title", value),
)
def test_a_report_is_called_what_an_analyst_would_call_it(verdict: str, article: Article) -> None:
    assert judge(article, TOPIC).verdict == verdict


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Seoul and Tokyo keep the G.S.O.M.I.A. alive."),
        ("en", "Seoul and Tokyo keep the Gsomia alive."),
        ("en", "Seoul and Tokyo keep the intelligence‑sharing pact alive."),
        ("en", "Seoul and Tokyo keep the ＧＳＯＭＩＡ alive."),
        ("ko", "정부가 지소미아를 연장했다."),
        ("ko", unicodedata.normalize("NFD", "정부가 지소미아를 연장했다.")),
        ("ko", "정부가 한ㆍ일 군사정보 보호협정을 연장했다."),
        ("ko", "정부가 한·일군사비밀정보보호협정을 연장했다."),
        ("ko", "정부가 한-일 정보보호협정을 연장했다."),
        ("ja", "政府は日韓ｼﾞｰｿﾐｱを延長した。"),
        ("ja", "政府は日韓ＧＳＯＭＩＡを延長した。"),
        ("ja", "政府は日韓軍事情報包括保護協定を延長した。"),
        ("ja", "政府は日韓軍事情報包括保護協定を延長した。".translate(str.maketrans("韓軍報護協", "韩军报护协"))),
        ("zh", "政府延長韓日軍事情報保護協定。"),
        ("zh", "政府延长《韩日军情协定》。"),
    ],
)
def test_spelling_does_not_matter(language: str, sentence: str) -> None:
    assert judge(report(language, "-", sentence), TOPIC).verdict == "core"


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ko", "지소, 미아 캠페인 홍보대사"),
        ("ko", "'우체국' 지소미 아역 배우"),
        ("ko", "한미 지소미아 개정"),
        ("ja", "米韓GSOMIAを改定"),
        ("en", "US-India GSOMIA annex signed as Seoul and Tokyo look on"),
        ("en", "Begsomian wins in Seoul and Tokyo"),
    ],
)
def test_what_only_looks_like_the_name_is_none(language: str, title: str) -> None:
    assert judge(report(language, title), TOPIC).verdict == "off"


def test_the_evidence_says_which_words_stand_where() -> None:
    article = report("ko", "회담 소식", "두 장관이 만났다. 정부는 일본과의 ‘지소미아’를 연장하기로 했다.")

    judgement = judge(article, TOPIC)

    assert judgement.evidence == (
        Evidence(
            concept="pact",
            term="지소미아",
            sentence="정부는 일본과의 ‘지소미아’를 연장하기로 했다.",
            where="paragraph 1",
        ),
    )
    assert judgement.version == TOPIC.version


def test_a_rejection_shows_the_name_that_did_not_suffice() -> None:
    judgement = judge(report("en", "US, India sign annex", "The GSOMIA annex was signed in New Delhi."), TOPIC)

    assert (judgement.verdict, [item.term for item in judgement.evidence]) == ("off", ["GSOMIA"])


def test_a_name_in_brackets_is_the_same_pact_as_the_name_before() -> None:
    article = report("ja", "日米協議", "日米両政府は軍事情報包括保護協定(GSOMIA)の運用を協議した。", "韓国も注目する。")

    assert judge(article, TOPIC).verdict == "off"


def test_a_lead_of_another_agreement_leaves_only_what_is_certain() -> None:
    article = report(
        "en", "Manila, Tokyo open talks on secrets", "The Philippines and Japan opened talks on an agreement on secrets.",
        "Defence officials met for two days.", "The agreement would cover missile data, as the one with Seoul does.",
    )  # fmt: skip

    assert judge(article, TOPIC).verdict == "off"
    certain = replace(article, paragraphs=(*article.paragraphs, "Japan signed its GSOMIA with South Korea in 2016."))
    assert judge(certain, TOPIC).verdict == "mention"


def test_a_line_in_a_long_report_is_a_mention() -> None:
    line = "The member also asked about GSOMIA, the pact between South Korea and Japan."

    assert judge(report("en", "Committee meets", *FILLER, line), TOPIC).verdict == "mention"
    assert judge(report("en", "Committee meets on GSOMIA of Seoul and Tokyo", *FILLER, line), TOPIC).verdict == "core"


def test_background_in_the_lead_of_a_long_report_is_a_mention() -> None:
    lead = "A train derailed on Monday, three days after South Korea said that it would end GSOMIA with Japan."

    assert judge(report("en", "Train derails", lead, *FILLER), TOPIC).verdict == "mention"
    assert judge(report("en", "Statement", lead), TOPIC).verdict == "core"


def test_a_long_report_that_names_it_after_its_first_sentence_is_about_something_else() -> None:
    lead = (
        "He left the embassy in spring, a quiet man to the last. In 2016 he had seen GSOMIA of Seoul and Tokyo signed."
    )

    assert judge(report("en", "A life with bees", lead, *FILLER), TOPIC).verdict == "mention"
    assert judge(report("en", "Japan and its neighbours", lead, *FILLER), TOPIC).verdict == "core"


def test_pacts_are_not_the_pact() -> None:
    line = "Nobody writes about GSOMIA of Seoul and Tokyo."

    assert judge(report("en", "Parking, pigeons, pacts", *FILLER[:3], line, *FILLER[:3]), TOPIC).verdict == "mention"
    assert judge(report("en", "Parking, pigeons, pact", *FILLER[:3], line, *FILLER[:3]), TOPIC).verdict == "core"


def test_a_name_is_ours_where_one_party_and_no_third_country_is_in_the_article() -> None:
    alone = report("zh", "韩国股市收跌", "分析人士称，GSOMIA即将终止令市场不安。")

    assert judge(alone, TOPIC).verdict == "core"
    assert judge(replace(alone, paragraphs=(*alone.paragraphs, "美国不予置评。")), TOPIC).verdict == "off"


def test_another_deal_a_page_further_down_is_not_ours() -> None:
    line = "He had asked the government to keep the military information pact between South Korea and Japan."

    article = report("en", "Leader leaves hospital", *FILLER[:4], line, *FILLER[:3], "A deal on rents failed.")

    assert judge(article, TOPIC).verdict == "mention"


# As much in one line as any of these must be judged in time that grows with it and no faster.
ENDLESS = (
    "韓日GSOMIA ",
    "a",
    "the agreement of Seoul and Tokyo on military secrets, ",
    "Seoul Tokyo, ",
    "지소미아\0",
    "\ud800GSOMIA\udfff 日韓 ",
    ".",
    "日",
    "e\u0301",
)


@pytest.mark.parametrize("text", ENDLESS, ids=ascii)
def test_a_line_of_a_hundred_thousand_characters_is_judged(text: str) -> None:
    assert _line(text, 100_000).verdict in {"core", "mention", "off"}


@pytest.mark.slow
def test_a_line_of_a_million_characters_is_judged() -> None:
    assert _line("the agreement of Seoul and Tokyo on military secrets, ", 1_000_000).verdict == "core"


def _line(text: str, length: int) -> Judgement:
    return judge(report("ko", "-", text * (length // len(text))), TOPIC)


@pytest.mark.slow
def test_an_article_of_five_megabytes_is_judged() -> None:
    told = "정부는 일본과의 군사정보보호협정을 연장했다. The agreement was kept."
    paragraphs = (told, "위원회는 예산안을 다뤘다. Members left at six. " * 80) * 1_100

    judgement = judge(report("ko", "한일 군사정보보호협정 연장", *paragraphs), TOPIC)

    assert len("".join(paragraphs).encode()) > 5_000_000
    assert judgement.verdict == "core"
    assert len(judgement.evidence) <= 24


def test_the_seed_is_core(shared: Path) -> None:
    lines = [line.strip() for file in (shared / "seed").iterdir() for line in file.read_text("utf8").splitlines()]
    title, *paragraphs = [line for line in lines if line]

    assert judge(report("en", title, *paragraphs), TOPIC).verdict == "core"


def test_the_labelled_newsroom_is_judged_as_labelled(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "newsroom" / "dev.jsonl").read_text("utf8").splitlines()]
    wrong = [row["id"] for row in rows if _called(row) != _label(row)]

    assert wrong == []


def _called(row: dict) -> str:
    return judge(report(row["lang"], row["title"], *row["paragraphs"]), TOPIC).verdict


def _label(row: dict) -> str:
    return row["topic_kind"] if row["topic_kind"] in {"core", "mention"} else "off"
