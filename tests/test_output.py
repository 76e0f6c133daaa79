import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from review import output
from review.output import Column, counted, day_and_time, jsonable, print_json, print_table, shown


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("한일 협정", "한일 협정"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m"),
        ("\x9b31mred", "\ufffd31mred"),
        ("bell\x07 back\x08 nul\x00", "bell\ufffd back\ufffd nul\ufffd"),
        ("\u202egnp.exe\u202c", "\ufffdgnp.exe\ufffd"),
        ("\u2066isolated\u2069", "\ufffdisolated\ufffd"),
        ("para\u2029graph", "para graph"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("zero\u200bwidth\ufeff\u200f", "zerowidth"),
        ("[bold]no markup[/] :smile:", "[bold]no markup[/] :smile:"),
    ],
)
def test_case_66_nothing_that_is_shown_can_act_on_a_terminal(said: str, seen: str) -> None:
    assert shown(said) == seen


def test_columns_stand_straight_with_wide_characters(capsys: pytest.CaptureFixture[str]) -> None:
    columns = [Column(name="id", right=True), Column(name="outlet"), Column(name="title", wide=True)]

    print_table(columns, [(1, "연합뉴스", "한일 협정"), (12, "Outlet", "日韓"), (3, None, "中日韩")])

    lines = capsys.readouterr().out.splitlines()
    assert [
        cell_len(line[: line.rindex(title)])
        for line, title in zip(lines, ["title", "한일", "日韓", "中日韩"], strict=True)
    ] == [14] * 4


def test_nothing_is_cut_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([Column(name="title", wide=True, most=5)], [("가나다라마바사" * 50,)])

    assert "가나다라마바사" * 50 in capsys.readouterr().out


@pytest.mark.parametrize("width", [24, 40, 80, 120])
def test_no_line_of_a_table_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(output, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    columns = [Column(name="outlet", most=18), Column(name="of", right=True), Column(name="title", wide=True)]

    print_table(columns, [("연합뉴스 영문판 정치부 기사", 123456, "한일 군사정보보호협정 " * 9), ("O", 1, "t")])

    assert max(cell_len(line) for line in capsys.readouterr().out.splitlines()) <= width


def test_json_is_utf8_and_harmless(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    print_json({"title": "한일\x1b[31m\x9b\u202e\ud83d\x7f"})

    printed = capsysbinary.readouterr().out
    assert "한일".encode() in printed
    assert not {0x1B, 0x7F} & set(printed)
    assert json.loads(printed) == {"title": "한일\x1b[31m\x9b\u202e\ud83d\x7f"}


def test_values_become_json(capsys: pytest.CaptureFixture[str]) -> None:
    @dataclass(frozen=True, kw_only=True, slots=True)
    class Told:
        at: datetime
        names: tuple[str, ...]

    told = Told(at=datetime(2025, 3, 4, tzinfo=UTC), names=("a", "b"))

    assert jsonable([told, None, {1: 2}]) == [
        {"at": "2025-03-04T00:00:00+00:00", "names": ["a", "b"]}, None, {"1": 2},
    ]  # fmt: skip


def test_times_and_counts_read_well() -> None:
    assert day_and_time(datetime(2025, 3, 4, 9, 5, tzinfo=UTC)) == "2025-03-04 09:05"
    assert day_and_time(None) == "no date"
    assert (counted(1, "copy", "copies"), counted(1204, "article")) == ("1 copy", "1,204 articles")
