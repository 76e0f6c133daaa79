"""How the extraction bench scores: whole pages of known readings, and the shape of its last line."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.extraction import main
from bench.page_gold import Gold
from bench.page_scores import f1, interval, score
from bench.page_tools import Answer
from tests.test_extraction import PARAGRAPHS, URL, json_ld, page


def naive(*parts: int) -> datetime:
    return datetime(2022, 6, *parts, tzinfo=UTC).replace(tzinfo=None)  # type: ignore[misc,arg-type]


def gold(**fields: object) -> Gold:
    return Gold(file=Path("page.html"), row={"url": URL, "gold_fields": list(fields)} | fields)


@pytest.mark.parametrize(
    ("wanted", "found", "expected"),
    [
        ("one two three", "one two three", 1.0),
        ("one two three four", "one two", 2 / 3),
        ("협정이 연장됐다", "협정이 연장됐다", 1.0),
        ("협정", "협상", 0.5),
        ("one one", "one", 2 / 3),
        ("one", "", 0.0),
        ("", "", 1.0),
    ],
)
def test_the_body_counts_by_the_overlap_of_its_words(wanted: str, found: str, expected: float) -> None:
    assert f1(wanted, found) == pytest.approx(expected)


def test_only_what_the_gold_grades_is_scored() -> None:
    answer = Answer(text="one two", title="A headline", authors=("Han Garam",))

    assert score(gold(title="A  headline"), answer) == {"title": 1.0}
    assert score(gold(authors=["Kato Ren"]), answer) == {"authors": 0.0}
    assert score(gold(authors=None), Answer()) == {"authors": 1.0}


def test_a_day_counts_in_the_gold_s_zone_and_a_minute_only_where_it_tells_one() -> None:
    answer = Answer(published=datetime(2022, 6, 14, 16, 30, tzinfo=UTC), local=naive(15, 1, 30))

    assert score(gold(date="2022-06-15T01:30:00+09:00"), answer) == {"day": 1.0, "minute": 1.0}
    assert score(gold(date="2022-06-14T16:31:00Z"), answer) == {"day": 1.0, "minute": 0.0}
    assert score(gold(date="2022-06-15"), answer) == {"day": 1.0}
    assert score(gold(date="2022-06-14"), answer) == {"day": 0.0}


def test_a_bare_day_is_right_where_the_gold_in_utc_is_the_evening_before() -> None:
    day = Answer(published=datetime(2022, 6, 14, 15, tzinfo=UTC), local=naive(15), bare_day=True)

    assert score(gold(date="2022-06-14T15:00:00Z"), day)["day"] == 1.0


def test_the_interval_of_one_value_is_that_value() -> None:
    assert interval([0.5, 0.5, 0.5]) == (0.5, 0.5)
    assert interval([]) is None


def test_the_last_line_is_one_line_of_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(page(head=json_ld())))
    row = {
        "file": "page.html.gz",
        "url": URL,
        "lang": "en",
        "title": "Agreement renewed",
        "text": "\n".join(PARAGRAPHS),
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(row | {"gold_fields": ["title", "text"]}) + "\n", "utf8")
    monkeypatch.setattr("sys.argv", ["bench.extraction", "--pages", str(tmp_path), "--tools", "pactwatch,readability"])

    assert main() == 0

    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["pactwatch"]["en"] == {
        "pages": 1, "body_f1": 1.0, "title": 1.0, "authors": None, "day": None, "minute": None, "language": 1.0,
    }  # fmt: skip
    assert figures["pactwatch"]["ko"]["pages"] == 0
    assert {"pactwatch", "readability"} <= figures["pages_per_cpu_second"].keys()
