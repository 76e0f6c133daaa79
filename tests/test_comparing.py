from pathlib import Path

import pytest

from storage.archive import Archive
from tests.builders import PARAGRAPHS, after, article, reading
from tests.commands import on_terminal, run
from tests.newsstand import KOREAN, newsstand

NEW = "A parliamentary committee asked for the minutes of every meeting that was held since last spring."


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return newsstand(tmp_path / "news.db")


@pytest.fixture
def seeded(db: Path, tmp_path: Path) -> Path:
    file = tmp_path / "spring.txt"
    file.write_text("Renewal of the pact\n\n" + "\n\n".join(PARAGRAPHS[:3]), "utf8")
    assert run(db, "seed", "add", str(file), "--name", "spring").status == 0
    return db


def test_two_articles_are_compared_with_what_they_share_marked(db: Path) -> None:
    done = run(db, "compare", "2", "1")

    assert done.status == 0
    assert "exact: the same words" in done.out
    assert f"⟦{KOREAN[0]}⟧" in done.out.replace("⟧.", ".⟧")


def test_two_articles_stand_beside_each_other_on_a_terminal(db: Path) -> None:
    screen = on_terminal(db, "compare", "2", "1", columns=100)

    assert " │ " in screen


def test_a_comparison_as_json_has_scores_and_passages(db: Path) -> None:
    told = run(db, "compare", "2", "1", "--json").json

    assert (told["relation"]["kind"], told["relation"]["share_of_article"]) == ("exact", 1.0)
    assert [row["one"] for row in told["rows"]] == [row["two"] for row in told["rows"]]


def test_an_article_is_compared_with_the_seed_whose_text_is_not_kept(seeded: Path) -> None:
    done = run(seeded, "compare", "5", "seed")

    assert done.status == 0
    assert "of the first stands in the second" in done.out
    assert "⟦" in done.out
    assert "\nB " not in done.out


def test_an_article_is_compared_with_a_file(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.txt"
    file.write_text("Renewal of the pact\n" + PARAGRAPHS[0] + "\n" + NEW, "utf8")

    done = run(db, "compare", str(file), "5")

    assert done.status == 0
    assert "quote" in done.out or "contained" in done.out


@pytest.mark.parametrize("what", ["999", "no-such-file.html", "seed:none"])
def test_what_cannot_be_compared_is_named(db: Path, what: str) -> None:
    done = run(db, "compare", "1", what)

    assert done.status == 2
    assert what.removeprefix("seed:") in done.err


def test_novelty_tells_seed_accepted_articles_and_numbers_apart(seeded: Path) -> None:
    with Archive(seeded) as archive:
        archive.review(5, "accept", None, after(5))
        paragraphs = (PARAGRAPHS[0], PARAGRAPHS[1].replace("14", "17"), PARAGRAPHS[3], NEW)
        kept = archive.keep(
            reading(article(url="https://z.example/1", outlet="Z", paragraphs=paragraphs), at=after(90))
        )

    told = run(seeded, "novelty", str(kept.id), "--json").json
    said = [(one["state"], one["where"]) for one in told["sentences"]]
    assert said[0] == ("repeated", "seed spring")
    assert said[1] in [("other_number", "seed spring"), ("other_number", "5")]
    assert said[2:] == [("repeated", "5"), ("new", None)]
    assert told["seeds"][0]["relation"]["share_of_other"] > 0.3
    assert "4 sentences: 1 new, 2 repeated, 1 other number" in run(seeded, "novelty", str(kept.id)).out


def test_what_nobody_accepted_makes_nothing_old(db: Path) -> None:
    told = run(db, "novelty", "2", "--json").json

    assert {one["state"] for one in told["sentences"]} == {"new"}


def test_seeds_are_shown_added_and_removed(seeded: Path) -> None:
    listed = run(seeded, "seed", "show")
    facts = run(seeded, "seed", "show", "spring", "--json").json

    assert "spring" in listed.out
    assert facts[0]["title"] == "Renewal of the pact"
    assert PARAGRAPHS[0][:40] not in run(seeded, "seed", "show", "spring").out
    assert run(seeded, "seed", "remove", "spring").status == 0
    assert "There is no seed" in run(seeded, "seed", "show").out
    assert run(seeded, "seed", "remove", "spring").status == 2


def test_a_seed_without_text_is_refused(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.write_text("Only a headline", "utf8")

    done = run(db, "seed", "add", str(file), "--name", "x")

    assert done.status == 2
    assert "holds no article" in done.err


def test_reindex_finds_what_was_kept_before_the_seed_came(seeded: Path) -> None:
    with Archive(seeded) as archive:
        before = [link for link in archive.relations(5) if link.seed]

    done = run(seeded, "reindex")

    assert "6 articles indexed anew" in done.out
    with Archive(seeded) as archive:
        after_ = [link for link in archive.relations(5) if link.seed]
        copies = [link.relation.kind for link in archive.relations(2)]
    assert (before, [link.seed for link in after_]) == ([], ["spring"])
    assert copies == ["exact"]


def test_an_index_of_another_version_is_outdated_until_it_is_made_anew(db: Path) -> None:
    with Archive(db) as archive:
        fresh = archive.index_is_outdated()
        with archive.writing():
            archive._db.execute("UPDATE indexed_by SET version = 1")
        old = archive.index_is_outdated()

    assert (fresh, old) == (False, True)
    assert "the index was of another version" in run(db, "reindex").out
    with Archive(db) as archive:
        assert not archive.index_is_outdated()
