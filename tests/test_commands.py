"""What holds for every command: help with an example that can be run, a page in docs, errors in one sentence."""

import os
import re
import shlex
import signal
import sqlite3
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from review.cli import pactwatch
from storage.archive import Archive
from tests.builders import page
from tests.commands import finish, on_terminal, read_anew, run, start
from tests.newsstand import newsstand
from tests.outlet import ROOT, wait_until


def commands(group: click.Group = pactwatch, above: tuple[str, ...] = ()) -> dict[str, click.Command]:
    """Every command by its whole name, groups included."""
    found = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        found[" ".join([*above, name])] = command
        if isinstance(command, click.Group):
            found |= commands(command, (*above, name))
    return found


COMMANDS = commands()
READING = [
    ["inbox"],
    ["show", "1"],
    ["search", "협정"],
    ["duplicates"],
    ["days"],
    ["explain", "https://wire.example/news/1"],
]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return newsstand(tmp_path / "news.db")


def sentence(done) -> str:
    """The one line on stderr of a command that failed as it should."""
    assert done.status == 2
    assert done.out == ""
    (line,) = done.err.splitlines()
    assert line.startswith("pactwatch: ")
    assert "Traceback" not in line
    return line.removeprefix("pactwatch: ")


# Help and documentation


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example_that_parses(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    help_ = run(Path("none.db"), *name.split(), "--help").out
    _, _, after = help_.partition("Example")
    lines = [line.strip() for line in after.splitlines() if line.strip().startswith("pactwatch ")]

    assert lines, help_
    for line in lines:
        words = shlex.split(line.partition(" > ")[0].partition(" | ")[0])
        for file in (word for word in words if re.fullmatch(r"[\w-]+\.(txt|html|opml)", word)):
            (tmp_path / file).touch()
        _parse(pactwatch, words[1:])


def _parse(command: click.Command, words: list[str], above: click.Context | None = None) -> None:
    with command.make_context("pactwatch", list(words), parent=above) as context:
        if isinstance(command, click.Group):
            _, below, rest = command.resolve_command(context, [*context._protected_args, *context.args])
            assert below is not None
            _parse(below, rest, context)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    documented = (ROOT / "docs" / "commands.md").read_text("utf8")

    assert f"`pactwatch {name}" in documented


@pytest.mark.parametrize("name", COMMANDS)
def test_the_first_sentence_of_every_command_fits_into_the_list(name: str) -> None:
    assert not COMMANDS[name].get_short_help_str(limit=60).endswith("...")


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: arguments[0])
def test_what_prints_data_prints_json_too(db: Path, arguments: list[str]) -> None:
    done = run(db, *arguments, "--json")

    assert (done.status, done.err) == (0, "")
    assert done.json


@pytest.mark.parametrize("arguments", READING, ids=lambda arguments: arguments[0])
def test_case_66_hostile_titles_reach_no_output_alive(db: Path, arguments: list[str]) -> None:
    for also in ([], ["--json"]):
        printed = run(db, *arguments, *also).out
        assert not {"\x1b", "\x9b", "\x07", "\u202e", "\r"} & set(printed)


# Bad input


@pytest.mark.parametrize(
    "arguments", [*READING, ["page", "1"], ["review", "1", "accept"], ["export", "--format", "csv"]], ids=lambda a: a[0]
)
def test_a_missing_database_is_named_and_not_made(tmp_path: Path, arguments: list[str]) -> None:
    said = sentence(run(tmp_path / "none.db", *arguments))

    assert "There is no database at" in said
    assert f"`pactwatch --db {tmp_path / 'none.db'} collect`" in said


def test_a_hint_names_no_database_that_the_command_did_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTWATCH_DB", str(tmp_path / "none.db"))

    assert "run `pactwatch collect` first" in CliRunner().invoke(pactwatch, ["inbox"]).stderr
    assert not (tmp_path / "none.db").exists()


def test_what_is_not_a_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, just some notes of mine\n" * 9)

    said = sentence(run(path, "inbox"))

    assert "notes.txt is not a database" in said
    assert path.read_text().startswith("not a database")


def test_a_newer_database_is_refused(db: Path) -> None:
    with sqlite3.connect(db) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('pactwatch', 'of_2031', '2031')"
        )
    connection.close()

    assert "upgrade pactwatch" in sentence(run(db, "inbox"))


def test_an_unwritable_place_is_named() -> None:
    assert "/proc/none.db" in sentence(run(Path("/proc/none.db"), "collect"))


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "is a directory" in sentence(run(tmp_path, "inbox"))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert "no folder" in sentence(run(tmp_path / "none" / "news.db", "collect"))


def test_a_name_that_no_file_can_have_is_no_fault_of_ours(tmp_path: Path) -> None:
    assert "cannot be opened: File name too long" in sentence(run(tmp_path / ("n" * 300), "inbox"))


@pytest.mark.parametrize(
    ("name", "value"), [("PACTWATCH_DELAY", "slow"), ("PACTWATCH_TIMEOUT", "1,5"), ("PACTWATCH_HOSTS", "{a: b}")]
)
def test_an_environment_that_cannot_be_used_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    read_anew(monkeypatch, {name: value})

    said = sentence(run(tmp_path / "news.db", "collect"))

    assert "A PACTWATCH_ variable of the environment cannot be used" in said
    assert not (tmp_path / "news.db").exists()


@pytest.mark.parametrize("command", [["collect"], ["sources", "list"], ["sources", "check", "x"]])
def test_a_catalogue_that_cannot_be_used_makes_no_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    (tmp_path / "own.toml").write_text("[[source]]\nname = 1\n")
    read_anew(monkeypatch, {"PACTWATCH_CATALOGUE": str(tmp_path / "own.toml")})

    said = sentence(run(tmp_path / "news.db", *command))

    assert "own.toml" in said
    assert not (tmp_path / "news.db").exists()


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "twelve", "1.5"])
def test_an_id_out_of_range_is_refused(db: Path, number: str) -> None:
    assert "show" in sentence(run(db, "show", "--", number))


@pytest.mark.parametrize("arguments", [["show", "99"], ["review", "99", "reject"], ["page", "99"]], ids=lambda a: a[0])
def test_an_unknown_id_is_named_with_where_to_look(db: Path, arguments: list[str]) -> None:
    said = sentence(run(db, *arguments))

    assert "99" in said
    assert "`pactwatch " in said


@pytest.mark.parametrize("words", [[""], ["  "], ["!!", "-"], ['""']])
def test_an_empty_search_asks_for_words(db: Path, words: list[str]) -> None:
    assert "no letter or digit" in sentence(run(db, "search", *words))


@pytest.mark.parametrize(
    "arguments", [["search"], ["show"], ["inbox", "--limit", "0"], ["inbox", "--color"], ["export"]]
)
def test_wrong_usage_is_one_sentence_that_leads_to_the_help(db: Path, arguments: list[str]) -> None:
    assert f"`pactwatch {arguments[0]} --help`" in sentence(run(db, *arguments))


@pytest.mark.parametrize("arguments", [[], ["story"], ["sources"], ["topic"]])
def test_a_group_that_is_told_nothing_shows_its_commands_a_line_each(arguments: list[str]) -> None:
    done = CliRunner().invoke(pactwatch, arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(" ".join(["Usage: pactwatch", *arguments, "[OPTIONS] COMMAND"]))
    assert "\nCommands:\n  " in done.stderr


def test_a_mistyped_command_is_told_its_neighbours(db: Path) -> None:
    assert "did you mean inbox?" in sentence(run(db, "inbocks"))


def test_an_argument_that_is_not_utf8_is_refused(db: Path) -> None:
    said = sentence(finish(start(db, "search", b"\xc7\xd1\xc0\xcf")))

    assert "not UTF-8" in said


def test_a_damaged_database_is_said_to_be_damaged(db: Path) -> None:
    content = bytearray(db.read_bytes())
    content[4096 : 4096 * 12] = b"\x00" * 4096 * 11
    db.write_bytes(content)

    assert "damaged" in sentence(run(db, "inbox"))


# Real processes


@pytest.mark.slow
def test_a_reader_that_has_seen_enough_ends_the_command_quietly(db: Path) -> None:
    with Archive(db) as archive:
        text = "\n".join(f"line {n}" for n in range(90_000)).encode()
        number = archive.add_page(page(body=text))
    process = start(db, "page", str(number))
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    process.stdout = None

    done = finish(process)

    assert (done.status, done.err) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
    ids=["C", "C without UTF-8", "Latin-1"],
)
def test_a_terminal_without_korean_gets_an_answer_too(db: Path, environment: dict[str, str]) -> None:
    inbox = finish(start(db, "inbox", environment=environment))
    document = finish(start(db, "search", "pact", "--json", environment=environment))

    assert (inbox.status, inbox.err) == (0, "")
    assert "Renewal of the pact" in inbox.out
    assert document.json[0]["id"] == 5


def _waits_for(pid: int, fifo: Path) -> bool:
    """Whether the process is inside the call that reads; a signal just before the call would be seen only after it."""
    state = Path(f"/proc/{pid}/stat").read_text(encoding="utf8").rpartition(")")[2].split()[0]
    return state == "S" and any(held.resolve() == fifo for held in Path(f"/proc/{pid}/fd").iterdir())


@pytest.mark.slow
def test_ctrl_c_ends_a_command_without_a_traceback(db: Path, tmp_path: Path) -> None:
    fifo = tmp_path / "feeds.opml"
    os.mkfifo(fifo)
    writer = os.open(fifo, os.O_RDWR)  # else the command would wait in open()
    process = start(db, "sources", "import", str(fifo))
    wait_until(lambda: _waits_for(process.pid, fifo), seconds=60)

    process.send_signal(signal.SIGINT)

    done = finish(process)
    os.close(writer)
    assert (done.status, done.err.strip()) == (130, "")


@pytest.mark.slow
@pytest.mark.parametrize("columns", [80, 120])
def test_on_a_terminal_there_is_colour_and_no_line_is_broken(db: Path, columns: int) -> None:
    seen = on_terminal(db, "inbox", columns=columns)
    plain = re.sub("\x1b\\[[0-9;]*m", "", seen)

    assert seen != plain
    assert "\x1b[31m" not in seen.partition("Evil")[0][-8:]
    assert max(cell_len(line) for line in plain.splitlines()[:-1]) <= columns
    assert "架空新聞" in plain


@pytest.mark.slow
def test_no_colour_where_it_is_not_wanted(db: Path) -> None:
    assert "\x1b[3" not in on_terminal(db, "inbox", NO_COLOR="1")
    assert "\x1b" not in finish(start(db, "inbox", environment={"FORCE_COLOR": "1"})).out
