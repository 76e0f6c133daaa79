import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from bench import topic
from tests.topic_cases import cases

# Looked for, not imported: every worker of the suite would pay the second and a half.
pytestmark = pytest.mark.skipif(not find_spec("sklearn"), reason="scikit-learn is installed for the benches only")

FIGURES = {"precision", "recall", "f1", "n"}


def _labelled(file: Path) -> Path:
    rows = [
        {
            "id": f"c{number}", "event": f"e{number % 4}", "lang": article.language, "title": article.title,
            "paragraphs": article.paragraphs, "topic_kind": "hard_negative" if verdict == "off" else verdict,
        }
        for number, (verdict, article) in enumerate(cases("pact_cases.txt")[::5])
    ]  # fmt: skip
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    return file


@pytest.mark.slow
def test_the_last_line_is_the_figures_in_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["topic", "--data", str(_labelled(tmp_path / "cases.jsonl"))])

    assert topic.main() == 0

    out = capsys.readouterr().out.splitlines()
    figures = json.loads(out[-1])
    assert [*figures] == ["en", "ko", "ja", "zh", "core_vs_mention", "articles_per_cpu_second"]
    assert all(figures[language].keys() == FIGURES for language in ("en", "ko", "ja", "zh"))
    assert figures["ko"]["precision"] == figures["ko"]["recall"] == 1.0
    assert any("keyword filter" in line for line in out)


def test_false_cores_among_real_negatives_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": "a", "text": "Ministers of Seoul and Tokyo renewed GSOMIA."}, {"id": "b", "text": "Rain in Busan."}]
    (tmp_path / "en_articles.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf8")

    topic._print_negatives(tmp_path, lambda article: topic.judge(article, topic.default_topic()))

    out = capsys.readouterr().out
    assert "a, judged core" in out
    assert "en_articles.jsonl: 2 articles, 1 core, 0 mention" in out
