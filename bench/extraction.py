"""Reads a folder of saved pages and scores every field, beside trafilatura, newspaper4k and readability.

    python -m bench.extraction --pages DIR [--tools pactwatch,trafilatura] [--misses FIELD]

DIR holds gold.jsonl (file, url, lang, gold_fields and those fields) and the pages it names. The body counts by F1 over
the multiset of words (of characters in Korean, Japanese and Chinese), title and authors exactly, dates by day and
minute. --misses lists the pages on which we fail a field. The last line of output is one line of JSON.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from bench.page_gold import Gold, gold_of
from bench.page_scores import FIELDS, interval, mean, score
from bench.page_tools import Answer, answers

TOOLS = ("pactwatch", "trafilatura", "newspaper4k", "readability")
Scored = list[tuple[Gold, Answer, dict[str, float]]]


def main() -> int:
    """Run the tools, print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.extraction", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pages", type=Path, required=True, help="folder with gold.jsonl and the pages it names")
    parser.add_argument("--tools", default=",".join(TOOLS), help="which tools, by name, with commas")
    parser.add_argument("--misses", choices=FIELDS, help="list the pages on which we fail this field")
    given = parser.parse_args()
    pages = gold_of(given.pages)
    results: dict[str, Scored] = {}
    for tool in given.tools.split(","):
        read = answers(tool, pages)
        results[tool] = [(gold, answer, score(gold, answer)) for gold, answer in zip(pages, read, strict=True)]
    for tool, scored in results.items():
        _print_table(tool, scored)
    for tool, scored in results.items():
        if tool != "pactwatch" and "pactwatch" in results:
            _print_difference(tool, results["pactwatch"], scored)
    if given.misses:
        _print_misses(results["pactwatch"], given.misses)
    print(json.dumps(_figures(results), ensure_ascii=False))
    return 0


def _print_table(tool: str, scored: Scored) -> None:
    print(f"\n{tool}")
    print(f"  {'':24}pages  " + "  ".join(f"{field:>22}" for field in FIELDS))
    for name, rows in _groups(scored).items():
        cells = []
        for field in FIELDS:
            values = _values(rows, field)
            bounds = interval(values)
            cells.append(f"{mean(values):.3f} ({bounds[0]:.3f}-{bounds[1]:.3f})" if bounds else "-")
        print(f"  {name[:24]:24}{len(rows):5}  " + "  ".join(f"{cell:>22}" for cell in cells))
    errors = [(gold, answer) for gold, answer, _ in scored if answer.error]
    print(f"  errors: {len(errors)}")
    for gold, answer in errors[:20]:
        print(f"    {gold.url or gold.file.name}: {(answer.error or '')[:120]}")


def _groups(scored: Scored) -> dict[str, Scored]:
    """All pages, then by language, then by outlet where a folder names outlets."""
    groups: dict[str, Scored] = {"all": scored}
    for rows in _by(scored, lambda gold: gold.language), _by(scored, lambda gold: gold.row.get("outlet") or ""):
        groups |= rows
    return groups


def _print_difference(tool: str, ours: Scored, theirs: Scored) -> None:
    """Page by page, since both read the same pages: whether the difference is more than chance."""
    gains = [
        mine["body_f1"] - other["body_f1"]
        for (_, _, mine), (_, _, other) in zip(ours, theirs, strict=True)
        if "body_f1" in mine
    ]
    bounds = interval(gains)
    if bounds:
        print(f"\nbody F1, pactwatch minus {tool}: {mean(gains):+.4f} ({bounds[0]:+.4f} to {bounds[1]:+.4f})")


def _by(scored: Scored, key: Callable[[Gold], str]) -> dict[str, Scored]:
    found: dict[str, Scored] = defaultdict(list)
    for row in scored:
        if key(row[0]):
            found[key(row[0])].append(row)
    return dict(sorted(found.items()))


def _print_misses(scored: Scored, field: str) -> None:
    gold_field = {"body_f1": "text", "day": "date", "minute": "date", "language": "lang"}.get(field, field)
    for gold, answer, scores in sorted(scored, key=lambda row: row[2].get(field, 2)):
        if scores.get(field, 1) < 0.97:
            found = {"title": answer.title, "authors": answer.authors, "language": answer.language}
            shown = found.get(field, str(answer.published) if field != "body_f1" else f"{len(answer.text)} letters")
            said = gold.row.get(gold_field)
            said = f"{len(said)} letters" if field == "body_f1" and said else said
            print(f"{scores[field]:.3f} {gold.url or gold.file.name}")
            print(f"      gold {said!r}\n      read {shown!r} ({answer.rule})")


def _figures(results: dict[str, Scored]) -> dict[str, object]:
    figures: dict[str, object] = {}
    for tool, scored in results.items():
        languages = {"ja", "ko", "en"} | {gold.language for gold, _, _ in scored}
        groups = {name: [row for row in scored if row[0].language == name] for name in sorted(languages)}
        figures[tool] = {
            name: {"pages": len(rows)} | {field: _rounded(mean(_values(rows, field))) for field in FIELDS}
            for name, rows in ({"all": scored} | groups).items()
        } | {"errors": sum(1 for _, answer, _ in scored if answer.error)}
    speeds = {tool: _rounded(_pages_per_second([answer for _, answer, _ in rows])) for tool, rows in results.items()}
    if "pactwatch" in results:
        read = [answer for _, answer, _ in results["pactwatch"]]
        speeds["pactwatch by recipe"] = _rounded(_pages_per_second([a for a in read if a.rule.startswith("recipe")]))
        speeds["pactwatch by fallback"] = _rounded(_pages_per_second([a for a in read if a.rule[:6] != "recipe"]))
    return figures | {"pages_per_cpu_second": speeds}


def _pages_per_second(read: list[Answer]) -> float | None:
    seconds = sum(answer.seconds for answer in read[1:])  # the first page pays for what is loaded then
    return (len(read) - 1) / seconds if seconds else None


def _values(rows: Scored, field: str) -> list[float]:
    return [scores[field] for _, _, scores in rows if field in scores]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


if __name__ == "__main__":
    raise SystemExit(main())
