"""How the bench of headlines compares rules: what they gain and lose, and what holds on other outlets."""

import gzip
import json
from pathlib import Path

import pytest

from bench.headlines import Headline, compared, drawn, main, right
from tests.test_extraction import URL, json_ld, page

OTHERWISE = "h1 = JSON-LD, og:title differs: og:title"


def headline(outlet: str, *, gold: str) -> Headline:
    """A page whose og:title has other words than its h1 and JSON-LD, which we follow."""
    texts = {"json-ld": "The pact stays", "h1": "The pact stays", "og": "Pact is kept", "title": "The pact stays"}
    return Headline(outlet=outlet, gold=gold, ours="The pact stays", texts=texts)


def test_a_rule_gains_where_the_gold_follows_it_and_loses_where_it_does_not() -> None:
    read = [
        headline("one", gold="Pact is kept"),
        headline("two", gold="The pact stays"),
        headline("three", gold="Else"),
    ]

    assert compared(read, OTHERWISE) == (1, 1, 3)
    assert [right(read, name) for name in ("as it is", OTHERWISE, "always the h1")] == [1, 1, 1]


def test_a_rule_that_holds_on_every_outlet_gains_on_the_half_it_was_not_chosen_on() -> None:
    chosen, on_the_drawn, on_the_others = drawn([headline(f"outlet {n}", gold="Pact is kept") for n in range(8)])

    assert chosen["as it is"] == 0
    assert (on_the_drawn, on_the_others) == (4, 4)


def test_a_rule_that_fits_half_of_the_outlets_gains_nothing_on_the_others() -> None:
    golds = ["Pact is kept", "The pact stays"] * 4

    _, on_the_drawn, on_the_others = drawn([headline(f"outlet {n}", gold=gold) for n, gold in enumerate(golds)])

    assert on_the_drawn > 0 > on_the_others


def test_the_last_line_is_one_line_of_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(page(head=json_ld())))
    row = {"file": "page.html.gz", "url": URL, "title": "Agreement renewed", "gold_fields": ["title"]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n", "utf8")
    monkeypatch.setattr("sys.argv", ["bench.headlines", "--pages", str(tmp_path)])

    assert main() == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"pages": 1, "right": 1, "drawn": 0.0, "others": 0.0}
