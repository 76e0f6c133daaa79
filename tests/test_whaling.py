"""Another story is another file: everything that judges and screens works on it without a line of code."""

import pytest

from pactwatch.judgement import judge
from pactwatch.screening import Screen
from pactwatch.topic import default_topic, load_topic
from tests.topic_cases import TOPICS, report

TOPIC = load_topic(TOPICS / "whaling.toml")
SCREEN = Screen(TOPIC)


@pytest.mark.parametrize(
    ("language", "title", "paragraph", "verdict"),
    [
        ("en", "Fleet sails as whaling moratorium ends", "Five ships left Shimonoseki on Monday.", "core"),
        ("en", "Ships sail again", "The fleet left port a day after the country left the IWC.", "core"),
        ("en", "Ships sail again", "An invented minister called the ban on hunting fin whales outdated.", "core"),
        ("ja", "捕鯨船団、下関を出港", "国際捕鯨委員会からの脱退を受け、31年ぶりに再開した。", "core"),
        ("ko", "고래잡이 재개", "국제포경위원회를 탈퇴한 지 하루 만이다.", "core"),
        ("zh", "捕鲸船启航", "该国退出国际捕鲸委员会后恢复捕鲸。", "core"),
        ("en", "New watch shown", "IWC Schaffhausen presented a watch for divers.", "off"),
        (
            "en",
            "Whales seen off the coast",
            "Tourists counted nine whales; a treaty with the ferry company helped.",
            "off",
        ),
        ("ko", "지소미아 연장", "정부는 일본과의 지소미아를 연장했다.", "off"),
    ],
)
def test_a_second_topic_is_judged_by_its_own_file(language: str, title: str, paragraph: str, verdict: str) -> None:
    assert judge(report(language, title, paragraph), TOPIC).verdict == verdict


def test_the_screen_works_by_that_file() -> None:
    def passes(text: str) -> bool:
        return bool(SCREEN.terms_in(f"<p>{text}</p>".encode(), "text/html; charset=utf-8"))

    assert passes("the wha<b>ling mora</b>torium")
    assert passes("国際捕鯨委員会")
    assert passes("a ban on minke whales")
    assert not passes("정부는 지소미아를 연장했다")
    assert not passes("a ban on smoking")


def test_its_frames_are_its_own() -> None:
    article = report("en", "Country left whaling moratorium", "It will resume whaling under a quota of its own.")

    assert [(f.frame, f.word) for f in judge(article, TOPIC).framings] == [("leave", "left"), ("resume", "resume")]


def test_neither_topic_knows_the_others_story() -> None:
    article = report("en", "Fleet sails as whaling moratorium ends", "Ships left on Monday.")

    assert judge(article, TOPIC).verdict == "core"
    assert judge(article, default_topic()).verdict == "off"
