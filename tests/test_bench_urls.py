import json
from pathlib import Path

import pytest

from bench import urls

PAIRS = [
    {"suite": "medialab/ural:test.py", "input": "http://m.a.example/index.html", "expected": "a.example"},
    {"suite": "medialab/ural:test.py", "input": "https://user@a.example/x", "expected": "a.example/x"},
    {
        "suite": "scrapy/w3lib:test.py",
        "input": "http://a.example/?b=1&a=2",
        "expected": "http://a.example/?a=2&b=1",
        "call": "canonicalize_url('http://a.example/?b=1&a=2')",
    },
    {
        "suite": "scrapy/w3lib:test.py",
        "input": "http://a.example/?a=2&b=1#end",
        "expected": "http://a.example/?a=2&b=1#end",
        "call": "canonicalize_url('http://a.example/?a=2&b=1#end')",
    },
    {
        "suite": "scrapy/w3lib:test.py",
        "input": "p.html?id=200",
        "expected": "200",
        "call": "url_query_parameter('p.html?id=200', 'id')",
    },
]


def test_the_comparison_counts_agreement_refusals_and_what_was_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_text("\n".join(map(json.dumps, PAIRS)), "utf8")
    monkeypatch.setattr("sys.argv", ["bench.urls", "--pairs", str(pairs)])
    monkeypatch.setattr(urls, "_speed", lambda tool, addresses: 1)

    assert urls.main() == 0

    *told, last = capsys.readouterr().out.splitlines()
    suites = json.loads(last)["suites"]
    assert suites["ural"]["pactwatch"] == {"rows": 2, "identity": 1, "form": 1, "refused": 1, "merged": 0}
    assert suites["w3lib"]["pactwatch"] == {"rows": 2, "identity": 2, "form": 1, "refused": 0, "merged": 1}
    assert suites["w3lib"]["w3lib"]["merged"] == 1
    assert suites["w3lib"]["other_questions"] == 1
    assert any("refused   'https://user@a.example/x'" in line for line in told)
