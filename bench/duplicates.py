"""Reviewed pairs: which are found, which are wrongly merged? `python -m bench.duplicates --data FOLDER`.

FOLDER holds {language}_articles.jsonl and {language}_pairs.jsonl (a, b, label). All articles of a file are the archive
from which habits are learnt; a pair is merged when the index finds it and its kind groups. The same pairs are put to
datasketch's MinHash-LSH and to TF-IDF. Then the articles arrive in three shuffled orders, each judged by what the
archive knew when it came: the share of reviewed pairs that this decides otherwise is printed.
"""

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from bench.pairs import Pair, articles_in, day_of, languages_in, pairs_in
from bench.rivals import minhash_pairs, tfidf_pairs
from pactwatch.article import Article
from pactwatch.duplicates import COPIES, Relation, relation
from pactwatch.fingerprints import Fingerprint, fingerprint
from pactwatch.habits import Corpus
from storage.passages import COMMON, FEW_PASSAGES

DUPLICATES = {"exact", "same_article_update", "syndicated_copy", "same_source_rewrite", "digest_contains"}
NEGATIVES = {"template_negative", "boilerplate_negative", "different_event", "followup_story"}
ORDERS = 3

Figures = dict[str, dict[str, int]]


def main() -> None:
    """Read the arguments, print what went wrong and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    figures: dict[str, Figures] = {"pactwatch": {}, "datasketch": {}, "tfidf": {}}
    for language in languages_in(folder):
        articles = {article.url: article for article in articles_in(folder, language)}
        pairs = [pair for pair in pairs_in(folder, language) if {pair.one, pair.other} <= articles.keys()]
        texts = {url: article.text for url, article in articles.items()}
        merged = _merged(articles, pairs, language)
        figures["pactwatch"][language] = _counted(pairs, merged)
        figures["datasketch"][language] = _counted(pairs, minhash_pairs(texts))
        figures["tfidf"][language] = _counted(pairs, tfidf_pairs(texts))
    print(json.dumps(figures))


def _counted(pairs: list[Pair], merged: set[frozenset[str]]) -> dict[str, int]:
    groups: dict[str, list[bool]] = {"duplicates": [], "negatives": []}
    for pair in pairs:
        name = "duplicates" if pair.label in DUPLICATES else "negatives" if pair.label in NEGATIVES else None
        if name:
            groups[name].append(frozenset((pair.one, pair.other)) in merged)
    found, wrong = groups["duplicates"], groups["negatives"]
    return {"duplicates": len(found), "found": sum(found), "negatives": len(wrong), "merged": sum(wrong)}


def _merged(articles: dict[str, Article], pairs: list[Pair], language: str) -> set[frozenset[str]]:
    prints = {url: fingerprint(article) for url, article in articles.items()}
    corpus = Corpus(common=COMMON)
    for url, print_ in prints.items():
        corpus.add(print_, day_of(articles[url]))
    merged = set()
    apart: Counter[str] = Counter()
    for pair in pairs:
        related = _related(prints[pair.one], prints[pair.other], corpus)
        if related.kind in COPIES and _in_index(prints[pair.one], prints[pair.other]):
            merged.add(frozenset((pair.one, pair.other)))
        apart[f"{pair.label}: {related.kind}"] += pair.label not in DUPLICATES | NEGATIVES
        if (pair.label in DUPLICATES) != (related.kind in COPIES) and pair.label in DUPLICATES | NEGATIVES:
            print(f"{language} {pair.one} {pair.other} {pair.label}: {related.kind} ({related.reason})")
    print(f"{language} neither counted: {dict(+apart)}")
    _print_order(articles, prints, pairs, merged, language)
    return merged


def _related(one: Fingerprint, two: Fingerprint, corpus: Corpus) -> Relation:
    return relation(one, two, corpus.habits(one, two))


def _in_index(one: Fingerprint, two: Fingerprint) -> bool:
    least = 1 if min(len(one.passages), len(two.passages)) < FEW_PASSAGES else 2
    return len(one.passages & two.passages) >= least


def _print_order(
    articles: dict[str, Article], prints: dict[str, Fingerprint], pairs: list[Pair], merged: set[frozenset[str]],
    language: str,
) -> None:  # fmt: skip
    others: dict[str, list[str]] = {}
    for pair in pairs:
        others.setdefault(pair.one, []).append(pair.other)
        others.setdefault(pair.other, []).append(pair.one)
    otherwise = 0
    for order in range(ORDERS):
        urls = list(prints)
        random.Random(order).shuffle(urls)
        corpus, arrived = Corpus(common=COMMON), set()
        for url in urls:
            corpus.add(prints[url], day_of(articles[url]))
            arrived.add(url)
            for other in others.get(url, ()):
                if other in arrived:
                    copy = _related(prints[url], prints[other], corpus).kind in COPIES
                    otherwise += copy != (frozenset((url, other)) in merged)
    print(f"{language} decided otherwise by order of arrival: {otherwise} of {ORDERS * len(pairs)}")


if __name__ == "__main__":
    main()
