from pathlib import Path

import pytest

from pactwatch.framing import Framing
from pactwatch.judgement import judge
from pactwatch.topic import default_topic
from storage.archive import Archive
from storage.framings import Framed
from tests.builders import after, article, judgement, moment, reading
from tests.commands import run
from tests.topic_cases import report


def _frames(language: str, title: str, *paragraphs: str) -> list[tuple[str, str]]:
    return [(f.frame, f.word) for f in judge(report(language, title, *paragraphs), default_topic()).framings]


@pytest.mark.parametrize(
    ("language", "title", "frame", "word"),
    [
        ("en", "Seoul terminates GSOMIA with Tokyo", "end", "terminates"),
        ("en", "Seoul ditches GSOMIA with Tokyo", "scrap", "ditches"),
        ("en", "Seoul ditched GSOMIA with Tokyo", "scrap", "ditched"),
        ("en", "Seoul withdraws from GSOMIA with Tokyo", "withdraw", "withdraws"),
        ("en", "Seoul decides not to renew GSOMIA with Tokyo", "not_extend", "not to renew"),
        ("en", "Seoul suspends end of GSOMIA with Tokyo", "suspend", "suspends"),
        ("en", "Seoul normalises GSOMIA with Tokyo", "normalize", "normalises"),
        ("en", "Seoul lets GSOMIA with Tokyo lapse", "lapse", "lapse"),
        ("en", "Seoul extends GSOMIA with Tokyo", "extend", "extends"),
        ("ko", "지소미아 종료 결정", "end", "종료 결정"),
        ("ko", "지소미아 파기", "scrap", "파기"),
        ("ko", "지소미아 연장 않기로", "not_extend", "연장 않기로"),
        ("ko", "지소미아 종료 조건부 유예", "conditional", "조건부 유예"),
        ("ko", "지소미아 정상화", "normalize", "정상화"),
        ("ko", "지소미아 재연장", "extend", "재연장"),
        ("ja", "日韓GSOMIA、韓国が破棄", "scrap", "破棄"),
        ("ja", "日韓GSOMIA、終了へ", "end", "終了"),
        ("ja", "日韓GSOMIA、失効回避", "lapse", "失効"),
        ("ja", "日韓GSOMIA、正常化で一致", "normalize", "正常化"),
        ("ja", "日韓GSOMIA、終了通告を凍結", "suspend", "凍結"),
        ("zh", "韩国终止韩日军情协定", "end", "终止"),
        ("zh", "韩国废除韩日军情协定", "scrap", "废除"),
        ("zh", "韩国不再续签韩日军情协定", "not_extend", "不再续签"),
        ("zh", "韩日恢复韩日军情协定", "restore", "恢复"),
    ],
)
def test_the_word_for_the_event_is_told(language: str, title: str, frame: str, word: str) -> None:
    assert (frame, word) in _frames(language, title)


def test_only_sentences_that_speak_of_the_pact_count() -> None:
    frames = _frames(
        "en",
        "GSOMIA of Seoul and Tokyo",
        "Seoul will keep the pact.",
        "A strike at the port ended.",
        "Rents were frozen.",
    )

    assert frames == [("keep", "keep")]


def test_a_bare_agreement_counts_after_the_name() -> None:
    frames = _frames("ko", "지소미아 논란", "정부가 일본과 맺은 협정을 파기하면 안 된다.", "농성은 종료됐다.")

    assert frames == [("scrap", "파기")]


def test_a_frame_counts_once_a_sentence() -> None:
    assert _frames("en", "Seoul to end GSOMIA with Tokyo, ending years of work") == [("end", "end")]


TEXTS = (
    "Dockers in the invented port of Nam held a vote on new shifts before the evening ferry came in.",
    "A choir of forty will sing at the opening of a library that exists on paper only, says its builder.",
    "Snow closed three mountain roads, and a bus driver named Oh, who is made up, walked home.",
)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "a.db"
    with Archive(path) as archive:
        for number, (outlet, frame, word) in enumerate(
            [("Herald", "scrap", "ditch"), ("Herald", "scrap", "axe"), ("Times", "end", "terminate")]
        ):
            url = f"https://{outlet}.example/{number}"
            text = (TEXTS[number],)
            read = article(
                url=url, outlet=outlet, title=f"{word} {number}", paragraphs=text, published=moment(after(number))
            )
            framing = Framing(frame=frame, word=word, sentence=f"They {word} it.", where="title")
            archive.keep(reading(read, judgement=judgement(framings=(framing,)), urls=(url,)))
    return path


def test_framings_are_kept_with_their_sentence(db: Path) -> None:
    with Archive(db) as archive:
        assert archive.framings_of(3) == [
            Framing(frame="end", word="terminate", sentence="They terminate it.", where="title")
        ]
        assert archive.framed() == [
            Framed(day="2025-03-04", outlet="Herald", language="en", frame="scrap", articles=2, words=("axe", "ditch")),
            Framed(day="2025-03-04", outlet="Times", language="en", frame="end", articles=1, words=("terminate",)),
        ]


def test_an_edited_article_has_the_framings_it_has_now(db: Path) -> None:
    with Archive(db) as archive:
        url = "https://Times.example/2"
        edited = article(url=url, outlet="Times", title="edited", paragraphs=("Quite another text.",))
        archive.keep(reading(edited, judgement=judgement(framings=()), urls=(url,)))

        assert archive.framings_of(3) == []


def test_the_command_counts_by_outlet(db: Path) -> None:
    done = run(db, "framing")

    assert [line.split() for line in done.out.splitlines()[:3]] == [
        ["outlet", "scrap", "end"], ["Herald", "2"], ["Times", "1"],
    ]  # fmt: skip


def test_the_command_prints_sentences_and_json(db: Path) -> None:
    assert "They ditch it." in run(db, "framing", "scrap").out
    assert [row["sentence"] for row in run(db, "framing", "end", "--json").json] == ["They terminate it."]
    assert {row["frame"] for row in run(db, "framing", "--json").json} == {"scrap", "end"}
    assert "No article uses the frame" in run(db, "framing", "none").out
