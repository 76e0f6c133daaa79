import pytest

from pactwatch.glossary import default_topic
from pactwatch.matching import matcher
from pactwatch.variants import Folded


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "pact", ["instrument"]),
        ("en", "Pacts", ["instrument"]),
        ("en", "pact's", ["instrument"]),
        ("en", "pactum", []),
        ("en", "pactsx", []),
        ("en", "impact", []),
        ("en", "新pact新", ["instrument"]),
        ("ko", "한일", ["korea_japan"]),
        ("ko", "무한일", []),
        ("ja", "ソウル", ["seoul"]),
        ("ja", "ソウルフード", []),
        ("ja", "ソウルs", ["seoul"]),
    ],
)
def test_a_term_stands_alone_as_its_script_asks(language: str, text: str, found: list[str]) -> None:
    matches = matcher(default_topic()).everything(Folded([text]), language)

    named = [*[concept for _, _, concept in matches.claims], *matches.context.concepts, *matches.marks.concepts]
    assert [concept.id for concept in named] == found
