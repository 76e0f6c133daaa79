import pytest

from pactwatch.matching import Terms, matcher
from pactwatch.parties import Parties, joined_in, signs
from pactwatch.topic import default_topic
from pactwatch.variants import Folded

BOTH = frozenset({"korea", "japan"})


def _context(text: str) -> Terms:
    return matcher(default_topic()).everything(Folded([text]), "en").context


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("japan and south korea", [("pair", False)]),
        ("japan and the united states", [("others", False)]),
        ("japan, south korea and the united states", [("group", False)]),
        ("japan met south korea", []),
        ("korea-japan", [("pair", True)]),
        ("tokyo", []),
    ],
)
def test_countries_are_one_where_they_are_joined_or_listed_so(text: str, joined: list[tuple[str, bool]]) -> None:
    found = joined_in(Folded([text]).text, _context(text), BOTH)

    assert [(countries.whose, countries.listed) for countries in found] == joined


def test_what_is_written_as_one_is_joined_to_no_other_country() -> None:
    text = "korea japan and the united states"

    assert [countries.whose for countries in joined_in(text, _context(text), BOTH)] == ["pair"]


def test_who_stands_in_a_span_is_the_union_of_its_signs() -> None:
    of = signs(default_topic())

    bits = [of.of[concept.id] for concept in _context("seoul, the united states").concepts]

    assert of.parties(bits[0] | bits[1] | of.of_joined["others"]) == Parties(
        sides=frozenset({"korea"}), roles=frozenset({"power"}), spokesmen=frozenset(), together=frozenset({"others"}),
        outsider=False, partner=True, stranger=True,
    )  # fmt: skip


def test_a_pair_shows_both_parties() -> None:
    of = signs(default_topic())

    assert of.parties(of.of["korea_japan"]).sides == BOTH
