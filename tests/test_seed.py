import json

import pytest

from pactwatch.duplicates import relation
from pactwatch.errors import InvalidSeed
from pactwatch.seed import default_seed, seed_from_json, seed_of
from tests.builders import PARAGRAPHS, article


def test_a_seed_survives_its_json_but_for_the_order_of_its_words() -> None:
    seed = seed_of(article(authors=("Han Seo-jin",)), "own")

    back = seed_from_json(seed.to_json())

    assert (back.name, back.title, back.authors, back.published) == (
        seed.name,
        seed.title,
        seed.authors,
        seed.published,
    )
    assert back.fingerprint.shingles == seed.fingerprint.shingles
    assert back.fingerprint.order == ()


def test_a_seed_without_its_text_knows_its_copies() -> None:
    seed = seed_from_json(seed_of(article(), "own").to_json())

    assert relation(article(), seed.fingerprint).kind == "exact"
    assert relation(article(paragraphs=PARAGRAPHS[:1]), seed.fingerprint).kind == "contained"
    assert relation(seed.fingerprint, article(paragraphs=PARAGRAPHS[:1])).share_of_other == 1.0


def test_the_shipped_seed_holds_facts_and_hashes_and_no_sentence() -> None:
    table = json.loads(default_seed().to_json())
    hashes = table.pop("fingerprint")

    assert (table["outlet"], table["published"]) == ("Korea JoongAng Daily", "2022-06-14")
    assert all(value < 1 << 24 for value in hashes["shingles"])
    assert max(len(text.split()) for text in json.dumps(table).split('"')) <= 11


@pytest.mark.parametrize("paragraphs", [(), ("Three words only.",)])
def test_too_little_text_makes_no_seed(paragraphs: tuple[str, ...]) -> None:
    with pytest.raises(InvalidSeed, match="too little text"):
        seed_of(article(paragraphs=paragraphs), "own")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"fingerprint": 3}', '{"name": "x", "fingerprint": {}}'])
def test_what_is_no_seed_is_refused(text: str) -> None:
    with pytest.raises(InvalidSeed, match="no seed"):
        seed_from_json(text)
