"""Are relations named as a person named them? `python -m bench.relations --data FILE [--variants FILE]`.

FILE has one article a line (id, outlet, url, lang, title, byline, published_at, paragraphs, relation, relation_of).
A label is right when the kind is one of those in RIGHT. Near-duplicates are found without labels, all against all: the
recall counts the labelled pairs, the precision every merged pair that is not in one chain of copies. MinHash and
TF-IDF answer the second question only; they have no kinds.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.rivals import minhash_pairs, tfidf_pairs
from pactwatch.article import Article, Moment
from pactwatch.duplicates import COPIES, relation
from pactwatch.fingerprints import Fingerprint, fingerprint
from pactwatch.habits import Corpus
from pactwatch.seed import default_seed
from storage.passages import COMMON

# What we may call a labelled relation. Of a rewrite the text alone shows no more than that it is no copy.
RIGHT: dict[str, frozenset[str]] = {
    "wire_reprint": frozenset({"wire_reprint"}),
    "portal_copy": frozenset({"portal_copy", "exact"}),
    "update": frozenset({"edited"}),
    "excerpt": frozenset({"contained", "quote"}),
    "own_translation": frozenset({"translation"}),
    "rewrite": frozenset({"none", "same_event"}),
    "follow_up": frozenset({"none", "follow_up", "quote"}),
}
NEAR = ("wire_reprint", "portal_copy", "update", "excerpt")
# Of copies of a text that no agency wrote, a reprint and a portal's copy differ by whom they stand with, not by text.
COPY_OF_SEED = frozenset({"exact", "portal_copy", "wire_reprint", "near"})
RIGHT_OF_SEED = RIGHT | {"wire_reprint": COPY_OF_SEED, "portal_copy": COPY_OF_SEED}


def main() -> None:
    """Read the arguments, print what was wrong and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--variants", type=Path, help="articles made from the seed, same shape")
    options = parser.parse_args()
    rows = _rows(options.data)
    if options.variants:
        _variants(_rows(options.variants))
    figures = _typed(rows)
    pairs = {"pactwatch": _merged(rows), "minhash": minhash_pairs(_texts(rows)), "tfidf": tfidf_pairs(_texts(rows))}
    found = {name: _near_duplicates(rows, merged) for name, merged in pairs.items()}
    for name, figure in found.items():
        print(f"near duplicates, {name:10s} precision {figure['precision']:.3f} recall {figure['recall']:.3f}")
    print(json.dumps(figures | {"near_duplicate": found["pactwatch"]}))


def article_of(row: dict[str, Any]) -> Article:
    """Return the article of a row of the newsroom."""
    stated = row["published_at"]
    moment = None
    if stated:
        at = datetime.fromisoformat(stated)
        instant = at.astimezone(UTC)
        moment = Moment(instant=instant, text=stated, offset=None, precision="second", source="json-ld")
    return Article(
        url=row["url"], canonical_url=row["url"], outlet=row["outlet"], language=row["lang"], title=row["title"],
        paragraphs=tuple(row["paragraphs"]), authors=(row["byline"],) if row["byline"] else (), published=moment,
    )  # fmt: skip


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines() if line.strip()]


def _texts(rows: Iterable[dict[str, Any]]) -> dict[str, str]:
    return {row["id"]: "\n".join(row["paragraphs"]) for row in rows}


def _corpus(rows: Iterable[dict[str, Any]]) -> tuple[dict[str, Fingerprint], Corpus]:
    prints, corpus = {}, Corpus(common=COMMON)
    for row in rows:
        print_ = fingerprint(article_of(row))
        prints[row["id"]] = print_
        if print_.published:
            corpus.add(print_, print_.published.date())
    return prints, corpus


def _typed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    prints, corpus = _corpus(rows)
    right: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    for row in rows:
        label, other = row["relation"], prints.get(row["relation_of"] or "")
        if label not in RIGHT or other is None:
            continue
        one = prints[row["id"]]
        related = relation(one, other, corpus.habits(one, other))
        labelled[label] += 1
        right[label] += related.kind in RIGHT[label]
        if related.kind not in RIGHT[label]:
            print(f"{row['id']} {label}: called {related.kind} ({related.reason})")
    by_relation = {label: round(right[label] / labelled[label], 3) for label in labelled}
    return {"accuracy": round(right.total() / labelled.total(), 3), "by_relation": by_relation}


def _variants(rows: list[dict[str, Any]]) -> None:
    seed, right = default_seed().fingerprint, 0
    for row in rows:
        related = relation(article_of(row), seed)
        ok = related.kind in RIGHT_OF_SEED[row["relation"]]
        right += ok
        print(f"seed variant {row['id']} {row['relation']}: {related.kind}{'' if ok else ' WRONG'} ({related.reason})")
    print(f"seed variants: {right} of {len(rows)} with the right relation")


def _merged(rows: list[dict[str, Any]]) -> set[frozenset[str]]:
    prints, corpus = _corpus(rows)
    return {
        frozenset(pair)
        for pair in combinations(prints, 2)
        if prints[pair[0]].passages & prints[pair[1]].passages
        and relation(prints[pair[0]], prints[pair[1]], corpus.habits(prints[pair[0]], prints[pair[1]])).kind in COPIES
    }


def _near_duplicates(rows: list[dict[str, Any]], merged: set[frozenset[str]]) -> dict[str, float]:
    labelled = {frozenset((r["id"], r["relation_of"])) for r in rows if r["relation"] in NEAR}
    chains = _chains(labelled)
    true = sum(any(pair <= chain for chain in chains) for pair in merged)
    return {
        "precision": round(true / len(merged), 3) if merged else 1.0,
        "recall": round(len(labelled & merged) / len(labelled), 3),
    }


def _chains(pairs: Iterable[frozenset[str]]) -> list[set[str]]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        one, two = pair
        neighbours[one].add(two)
        neighbours[two].add(one)
    chains: list[set[str]] = []
    for start in neighbours:
        if any(start in chain for chain in chains):
            continue
        chain, waiting = {start}, [start]
        while waiting:
            fresh = neighbours[waiting.pop()] - chain
            chain |= fresh
            waiting.extend(fresh)
        chains.append(chain)
    return chains


if __name__ == "__main__":
    main()
