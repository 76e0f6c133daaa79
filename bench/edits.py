"""Which edits does a copy survive? `python -m bench.edits --data FOLDER [--articles N]`.

FOLDER holds {en,ko,ja}_articles.jsonl (id, title, text; HTML is stripped). Of each language the first N articles of
middle length are edited in sixteen ways, as another outlet would print them, and looked up among all articles of the
file through the same passages the index holds. A class is recalled when the copy is found and called one (a quoted
paragraph: when it is found and called a quote or more). Precision is over every merge of an edited text with any
article; one with a text that the source itself shares a passage with, which nobody reviewed, is not counted as false.
A template has every number changed, and must not merge.
"""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.edit_classes import EDITS, Source
from bench.pairs import articles_in
from pactwatch.article import Article
from pactwatch.duplicates import COPIES, relation
from pactwatch.fingerprints import fingerprint
from storage.passages import worth_comparing

LANGUAGES = ("en", "ko", "ja")
SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|(?<=다\.)\s*")


def main() -> None:
    """Edit, look up, print a table and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=60)
    options = parser.parse_args()
    figures: dict[str, object] = {}
    merged = true = templates = 0
    for language in LANGUAGES:
        outcome = _Language(language, articles_in(options.data, language), options.articles).measured()
        figures[language] = outcome.recall
        merged, true, templates = merged + outcome.merged, true + outcome.true, templates + outcome.templates_merged
        print(language, " ".join(f"{name} {value}" for name, value in outcome.recall.items()))
    figures |= {"precision": round(true / merged, 4) if merged else 1.0, "templates_merged": templates}
    print(json.dumps(figures))


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What one language came to."""

    recall: dict[str, float]
    merged: int
    true: int
    templates_merged: int


class _Language:
    def __init__(self, language: str, articles: Sequence[Article], count: int) -> None:
        self._language = language
        self._articles = articles
        self._prints = [fingerprint(article) for article in articles]
        self._holders: dict[int, list[int]] = defaultdict(list)
        for number, print_ in enumerate(self._prints):
            for passage in print_.passages:
                self._holders[passage].append(number)
        # A text that has no word of its own headline is a page in the way, not an article to be edited.
        middle = [n for n, p in enumerate(self._prints) if 150 <= p.length <= 4000 and p.title_words & p.words]
        self._chosen = [n for n in middle if len(_sentences(articles[n].text)) >= 8][:count]

    def measured(self) -> Outcome:
        recall: dict[str, float] = {}
        merged = true = templates = 0
        for name, edit in EDITS.items():
            chance = random.Random(name)  # the same texts in every run
            tried = found = 0
            for number in self._chosen:
                edited = edit(self._source(number, chance), chance)
                if edited is None:
                    continue
                tried += 1
                kinds = self._kinds(edited)
                found += kinds.get(number, "none") in (COPIES | {"quote"} if name == "quoted_paragraph" else COPIES)
                copies = [other for other, kind in kinds.items() if kind in COPIES]
                if name == "template":
                    templates += number in copies
                elif name != "quoted_paragraph":
                    merged += len(copies)
                    true += sum(self._same(number, other) for other in copies)
            if name != "template":
                recall[name] = round(found / tried, 4) if tried else 1.0
        return Outcome(recall=recall, merged=merged, true=true, templates_merged=templates)

    def _kinds(self, edited: Article) -> dict[int, str]:
        print_ = fingerprint(edited)
        holders = [self._holders[passage] for passage in print_.passages if passage in self._holders]
        candidates = worth_comparing(holders, len(print_.passages))
        return {number: relation(print_, self._prints[number]).kind for number in candidates}

    def _same(self, source: int, other: int) -> bool:
        return source == other or relation(self._prints[source], self._prints[other]).kind != "none"

    def _source(self, number: int, chance: random.Random) -> Source:
        article = self._articles[number]
        stranger = self._articles[(number + 1 + chance.randrange(len(self._articles) - 1)) % len(self._articles)]
        words = tuple(_units(stranger.text, self._language)) or ("x",)
        sentences = tuple(_sentences(article.text))
        return Source(language=self._language, article=article, sentences=sentences, others=words)


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for line in text.split("\n") for sentence in SENTENCE.split(line) if sentence.strip()]


def _units(text: str, language: str) -> list[str]:
    return re.findall(r"\w+", text) if language != "ja" else re.findall(r"\w{1,4}", text)


if __name__ == "__main__":
    main()
