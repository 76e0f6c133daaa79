import ast
from pathlib import Path

import pytest

from pactwatch.errors import InvalidTopic
from pactwatch.glossary import LANGUAGES, default_topic, load_topic

STORY = ("gsomia", "지소미아", "ジーソミア", "군사정보보호", "軍事情報包括保護")

GOOD = """name = "Ferry"

[[concept]]
id = "ferry"
kind = "pact"
en = ["ferry treaty"]
ko = ["여객선 협정"]
"""


def _written(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "ferry.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_the_shipped_topic_speaks_four_languages() -> None:
    topic = default_topic()

    spoken = {language for concept in topic.concepts for language, _ in concept.terms}
    assert spoken == set(LANGUAGES)
    assert topic.sides == {"korea", "japan"}
    assert sum(len(concept.terms) for concept in topic.concepts) > 700


def test_a_topic_is_read_as_it_is_written(tmp_path: Path) -> None:
    topic = load_topic(_written(tmp_path, GOOD))

    (concept,) = topic.concepts
    assert (topic.name, concept.id, concept.kind, concept.role) == ("Ferry", "ferry", "pact", "name")
    assert concept.terms == (("en", "ferry treaty"), ("ko", "여객선 협정"))


def test_the_version_is_of_the_characters_in_the_file(tmp_path: Path) -> None:
    first = load_topic(_written(tmp_path, GOOD))
    again = load_topic(_written(tmp_path, GOOD))
    changed = load_topic(_written(tmp_path, GOOD.replace("treaty", "pact")))

    assert first == again
    assert first.version != changed.version


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("name = ", 1, "not valid TOML"),
        (GOOD + 'x = "\n', 8, "not valid TOML"),
        ("", 1, "no name"),
        ('name = " "\n', 1, "no name"),
        ('name = "x"\n', 1, "no concepts"),
        ('name = "x"\nconcept = 3\n', 1, "no concepts"),
        ('name = "x"\nconcept = [3]\n', 1, "no concepts"),
        (GOOD + 'jp = ["x"]\n', 8, "unknown key 'jp' in a concept"),
        (GOOD.replace("\n\n", '\nterms = ["x"]\n\n', 1), 2, "unknown key 'terms'"),
        (GOOD.replace('id = "ferry"\n', ""), 3, "no id"),
        (GOOD.replace('"pact"', '"animal"'), 5, "kind 'animal'"),
        (GOOD.replace('"pact"', '["pact"]'), 5, "kind ['pact']"),
        ('name = "x"\n[[concept]]\nid = "a"\nkind = "pact"\n', 2, "no terms"),
        (GOOD.replace('["ferry treaty"]', "[]"), 6, "empty list"),
        (GOOD.replace('["ferry treaty"]', '"ferry treaty"'), 6, "is a list of texts"),
        (GOOD.replace('["ferry treaty"]', "[3]"), 6, "is a list of texts"),
        (GOOD.replace("ferry treaty", "ferry (treaty|pact)"), 6, "patterns are not allowed"),
        (GOOD.replace("ferry treaty", "ferr.*"), 6, "patterns are not allowed"),
        (GOOD.replace("ferry treaty", "—"), 6, "no letter or digit"),
        (GOOD + 'role = "matter"\n', 8, "no role 'matter'"),
        (GOOD + "role = 7\n", 8, "no role 7"),
        (GOOD + 'role = ["name"]\n', 8, "no role"),
        (GOOD + "weight = 11\n", 8, "0 to 10"),
        (GOOD + "weight = true\n", 8, "0 to 10"),
        (GOOD + "weight = nan\n", 8, "0 to 10"),
        (GOOD + "side = 1\n", 8, "side is the name"),
        (GOOD + 'hides = ["island"]\n', 8, "no concept's id"),
        (
            GOOD + '[[concept]]\nid = "b"\nkind = "pact"\nen = ["Ferry-Treaty"]\n',
            11,
            "in two concepts, 'ferry' and 'b'",
        ),
        (GOOD + '[[concept]]\nid = "ferry"\nkind = "pact"\nen = ["x"]\n', 8, "second concept"),
        (GOOD + '[[concept]]\nid = "b"\nkind = "party"\nen = ["x"]\n', 8, "needs side"),
    ],
)
def test_a_topic_file_that_cannot_be_used_says_where(tmp_path: Path, text: str, line: int, complaint: str) -> None:
    with pytest.raises(InvalidTopic) as caught:
        load_topic(_written(tmp_path, text))

    said = str(caught.value)
    assert complaint in said
    assert f"ferry.toml, line {line}: " in said
    assert said.count("\n") == 0


def test_a_topic_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidTopic, match=r"ferry\.toml: the topic file is not UTF-8"):
        load_topic(_written(tmp_path, b'name = "\xc1\xf6"'))


def test_a_topic_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidTopic, match=r"none\.toml: the topic file cannot be read"):
        load_topic(tmp_path / "none.toml")


def test_nothing_in_the_code_names_the_story() -> None:
    root = Path(__file__).parent.parent
    files = [file for room in ("pactwatch", "storage", "spiders", "review") for file in (root / room).rglob("*.py")]

    naming = {
        (file.name, text) for file in files for text in _texts(file) if any(name in text.casefold() for name in STORY)
    }

    assert naming <= {("glossary.py", "gsomia.toml")}


def _texts(file: Path) -> list[str]:
    """Every text the code works with, and every name it gives; docstrings, comments and examples may name the story."""
    tree = ast.parse(file.read_text("utf8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said]
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return [text for text in texts if isinstance(text, str) and not text.startswith("pactwatch ")] + names
