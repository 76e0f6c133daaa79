"""Compares canonical() with what the test suites of four URL libraries expect, beside courlan and w3lib.

    python -m bench.urls --pairs url_pairs.jsonl [--quiet]

The suites disagree with each other, so nobody can satisfy all. Two measures for each: "identity", the input and what
the suite expects of it are one and the same to the tool; "form", the tool writes what the suite writes, but for scheme,
www and the last slash. A tool that calls everything one would lead by the first, so pairs that a suite keeps apart and
the tool brings together are counted as "merged". The last line is one line of JSON.
"""

import argparse
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import courlan
import w3lib.url

from pactwatch.errors import UnusableURL
from pactwatch.urls import canonical

# Rows ask many things of a library; these functions ask for the one form of a whole address, with no options.
_ASKS_FOR_THE_FORM = re.compile(
    r"(?:clean_url|normalize_url|scrub_url|canonicalize_url|safe_url_string|safe_download_url)"
    r"\((?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\)"
)
FOLLOWED = """\
Which suite canonical() follows: ural's normalize_url, the only one that asks our question (which addresses show one
page): no scheme, no www, no mobile or AMP twin, no index page, no tracking, sorted parameters. Not followed in it:
addresses without a scheme and with a user's name are refused; percent-encoding is kept (a key has to be ASCII).
ural's canonicalize_url and w3lib keep fragments, tracking or order that make an address fetchable: not our question.
courlan keeps fragments and cleans markup out of addresses found in text; our links come out of a parser. metadata-lib
asks for the outlet's domain, so its rows are compared by host: we keep the host below it, since editions differ."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An address and what a suite makes of it."""

    suite: str
    url: str
    expected: str


Tool = Callable[[str], str | None]


def main() -> int:
    """Print the disagreements and the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.urls", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pairs", type=Path, required=True, help="JSON lines: suite, input, expected, call")
    parser.add_argument("--quiet", action="store_true", help="figures only, without the list of disagreements")
    arguments = parser.parse_args()
    suites: dict[str, list[Row]] = defaultdict(list)
    asked_otherwise: dict[str, int] = defaultdict(int)
    for suite, row in _rows(arguments.pairs):
        asked_otherwise[suite] += row is None
        suites[suite] += [row] if row else []
    tools: dict[str, Tool] = {"pactwatch": canonical, "courlan": courlan.clean_url, "w3lib": w3lib.url.canonicalize_url}
    figures = {
        suite: {tool: _compared(rows, tool == "pactwatch" and not arguments.quiet, ask) for tool, ask in tools.items()}
        | {"other_questions": asked_otherwise[suite]}
        for suite, rows in suites.items()
    }
    print(FOLLOWED + "\n")
    speeds = {name: _speed(tool, [row.url for rows in suites.values() for row in rows]) for name, tool in tools.items()}
    _print(figures, speeds)
    versions = {name: version(name) for name in ("courlan", "w3lib")}
    print(json.dumps({"bench": "urls", "suites": figures, "urls_per_second": speeds, "versions": versions}))
    return 0


def _rows(pairs: Path) -> Iterator[tuple[str, Row | None]]:
    """Every row under the name of its library; None for one that asks another question."""
    for line in pairs.read_text("utf8").splitlines():
        values = json.loads(line)
        library = values["suite"].split(":")[0].split("/")[-1]
        call = values.get("call")
        asks = call is None or _ASKS_FOR_THE_FORM.fullmatch(call) is not None
        yield library, Row(suite=library, url=values["input"], expected=values["expected"]) if asks else None


def _compared(rows: list[Row], tell: bool, tool: Tool) -> dict[str, int]:
    identity = form = refused = 0
    answers: dict[str, str] = {}
    for row in rows:
        answer = _answer(tool, row.url)
        if answer is None:
            refused += 1
            if tell:
                print(f"{row.suite:13} refused   {row.url!r}, expected {row.expected!r}")
            continue
        answers[row.url] = answer
        same_form = _bare(_asked(row, answer)) == _bare(row.expected)
        same_identity = same_form or answer == _answer(tool, _addressed(row.expected))
        identity, form = identity + same_identity, form + same_form
        if tell and not same_identity:
            print(f"{row.suite:13} otherwise {row.url!r}: {answer!r}, expected {row.expected!r}")
    merged = _merged(rows, answers)
    return {"rows": len(rows), "identity": identity, "form": form, "refused": refused, "merged": merged}


def _merged(rows: list[Row], answers: dict[str, str]) -> int:
    """Count the pairs of addresses that the suite keeps apart and the tool does not."""
    known = [row for row in {row.url: row for row in rows}.values() if row.url in answers]
    return sum(
        answers[one.url] == answers[other.url] and _bare(one.expected) != _bare(other.expected)
        for one, other in combinations(known, 2)
    )


def _answer(tool: Tool, url: str) -> str | None:
    try:
        return tool(url)
    except (UnusableURL, ValueError):
        return None


def _asked(row: Row, answer: str) -> str:
    return urlsplit(answer).hostname or "" if row.suite == "metadata-lib" else answer


def _addressed(text: str) -> str:
    return text if re.match(r"[a-z]+:", text, re.IGNORECASE) else "https://" + text.removeprefix("//")


def _bare(url: str) -> str:
    return re.sub(r"^(?:https?:)?//(?:www\.)?|/(?=$|\?|#)", "", url)


def _speed(tool: Tool, urls: list[str]) -> int:
    began, rounds = time.perf_counter(), 20
    for _ in range(rounds):
        for url in urls:
            _answer(tool, url)
    return round(rounds * len(urls) / (time.perf_counter() - began))


def _print(figures: dict[str, dict[str, dict[str, int] | int]], speeds: dict[str, int]) -> None:
    print(f"{'suite':13} {'tool':10} {'rows':>5} {'identity':>9} {'form':>5} {'refused':>8} {'merged':>7}")
    for suite, tools in figures.items():
        for tool, figure in tools.items():
            if isinstance(figure, dict):
                print(f"{suite:13} {tool:10} {figure['rows']:5} {figure['identity']:9} {figure['form']:5}"
                      f" {figure['refused']:8} {figure['merged']:7}")  # fmt: skip
    print("addresses per second: " + ", ".join(f"{tool} {speed:,}" for tool, speed in speeds.items()))


if __name__ == "__main__":
    raise SystemExit(main())
