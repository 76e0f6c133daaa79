"""Judges a labelled newsroom: precision, recall and F1 by language, by kind and by event, and every error's evidence.

    python -m bench.topic --data FILE.jsonl [--negatives DIR]

FILE holds one article a line (id, event, lang, title, paragraphs, topic_kind: core, mention, hard_negative or off).
DIR holds *_articles.jsonl (id, text) that are about something else; every one judged core is listed. Beside ours run
the keyword filter that a feed reader would be given, and TF-IDF with logistic regression, which is trained on all
events but the one it is tested on. Ours learns nothing: its figures by event say how far it holds on each. The last
line is one line of JSON.
"""

import argparse
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pactwatch.article import Article
from pactwatch.glossary import default_topic
from pactwatch.judgement import Judgement, judge

LANGUAGES = ("en", "ko", "ja", "zh")
LENGTH = 2_500  # characters of an article when speed is measured
ROUNDS = 3
# What a person would type into a feed reader or a media search for this story.
KEYWORDS = (
    '"GSOMIA" OR "지소미아" OR "ジーソミア" OR "군사정보보호협정" OR "軍事情報包括保護協定" OR "军事情报保护协定" OR '
    '"military information agreement" OR "intelligence-sharing pact" OR "intelligence-sharing agreement"'
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Labelled:
    """An article with what a person called it."""

    id: str
    event: str
    kind: str
    article: Article

    @property
    def on(self) -> bool:
        """Whether it speaks of the pact at all."""
        return self.kind in ("core", "mention")


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """On topic against off topic."""

    precision: float
    recall: float
    f1: float
    n: int


def main() -> int:
    """Judge, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.topic", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True, help="labelled articles, one JSON object a line")
    parser.add_argument("--negatives", type=Path, help="folder of *_articles.jsonl, none about the topic")
    arguments = parser.parse_args()
    if not arguments.data.is_file():
        parser.error(f"there is no file {arguments.data}")
    labelled = list(_labelled(arguments.data))
    topic = default_topic()
    judgements = [judge(item.article, topic) for item in labelled]
    says = [judgement.verdict != "off" for judgement in judgements]
    _print_scores("pactwatch", labelled, says)
    _print_kinds(labelled, judgements)
    _print_events(labelled, says)
    _print_errors(labelled, judgements)
    _print_scores("keyword filter", labelled, [_keyword(item.article) for item in labelled])
    if _teachable(labelled):
        _print_scores("TF-IDF, logistic regression, each event held out", labelled, _classified(labelled))
    else:
        print("\nTF-IDF was not trained: it needs two events on the topic and two that are not")
    if arguments.negatives:
        _print_negatives(arguments.negatives, lambda article: judge(article, topic))
    result: dict[str, object] = {name: _figures(_score(labelled, says, name)) for name in LANGUAGES}
    result["core_vs_mention"] = _core_against_mention(labelled, judgements)
    result["articles_per_cpu_second"] = _speed([item.article for item in labelled])
    print(json.dumps(result))
    return 0


def _labelled(file: Path) -> Iterator[Labelled]:
    for line in file.read_text("utf8").splitlines():
        row = json.loads(line)
        article = _article(row["lang"], row["title"], row["paragraphs"])
        yield Labelled(id=row["id"], event=row["event"], kind=row["topic_kind"], article=article)


def _article(language: str, title: str, paragraphs: Iterable[str]) -> Article:
    url = "https://labelled.example/"
    return Article(
        url=url, canonical_url=url, outlet="labelled", language=language, title=title, paragraphs=tuple(paragraphs)
    )


# --- Ours ---


def _score(labelled: list[Labelled], says: list[bool], language: str | None = None) -> Score:
    rows = [
        (item.on, said)
        for item, said in zip(labelled, says, strict=True)
        if language is None or item.article.language == language
    ]
    hits = sum(on and said for on, said in rows)
    said, on = sum(said for _, said in rows), sum(on for on, _ in rows)
    precision, recall = hits / said if said else 1.0, hits / on if on else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(precision=precision, recall=recall, f1=f1, n=len(rows))


def _figures(score: Score) -> dict[str, float]:
    return {
        "precision": round(score.precision, 4), "recall": round(score.recall, 4), "f1": round(score.f1, 4),
        "n": score.n,
    }  # fmt: skip


def _core_against_mention(labelled: list[Labelled], judgements: list[Judgement]) -> float:
    """Of the articles that are ours and were found to be, the share whose core or mention is right."""
    pairs = [(i.kind, j.verdict) for i, j in zip(labelled, judgements, strict=True) if i.on and j.verdict != "off"]
    return round(sum(kind == verdict for kind, verdict in pairs) / len(pairs), 4) if pairs else 1.0


def _speed(articles: list[Article]) -> int:
    """Articles judged per second of CPU time, each brought to LENGTH by repeating or cutting its paragraphs."""
    topic = default_topic()
    even = [replace(article, paragraphs=tuple(_at_length(article.paragraphs))) for article in articles]
    best = 0.0
    for _ in range(ROUNDS):
        began = time.process_time()
        for article in even:
            judge(article, topic)
        best = max(best, len(even) / (time.process_time() - began))
    return round(best)


def _at_length(paragraphs: tuple[str, ...]) -> Iterator[str]:
    left = LENGTH
    while left > 0 and any(paragraphs):
        for paragraph in paragraphs:
            yield paragraph[:left]
            left -= len(paragraph)
            if left <= 0:
                return


# --- The others ---


def _keyword(article: Article) -> bool:
    text = f"{article.title}\n{article.text}".casefold()
    return any(word.casefold() in text for word in re.findall(r'"([^"]+)"', KEYWORDS))


def _teachable(labelled: list[Labelled]) -> bool:
    """Whether examples of both kinds are left, whichever event is held out."""
    return all(len({item.event for item in labelled if item.on is on}) > 1 for on in (True, False))


def _classified(labelled: list[Labelled]) -> list[bool]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
    from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict  # type: ignore[import-untyped]
    from sklearn.pipeline import make_pipeline  # type: ignore[import-untyped]

    model = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, max_features=50_000),
        LogisticRegression(class_weight="balanced", max_iter=1_000),
    )
    texts = [f"{item.article.title}\n{item.article.text}" for item in labelled]
    predicted = cross_val_predict(
        model, texts, [item.on for item in labelled], groups=[item.event for item in labelled], cv=LeaveOneGroupOut()
    )
    return [bool(said) for said in predicted]


# --- Printing ---


def _print_scores(name: str, labelled: list[Labelled], says: list[bool]) -> None:
    print(f"\n{name}: on topic (core or mention) against hard negatives and off")
    for language in (*LANGUAGES, None):
        score = _score(labelled, says, language)
        if score.n:
            print(
                f"  {language or 'all':4} precision {score.precision:.3f}  recall {score.recall:.3f}  "
                f"F1 {score.f1:.3f}  n {score.n}"
            )


def _print_kinds(labelled: list[Labelled], judgements: list[Judgement]) -> None:
    print("\nby kind: how many were judged core, mention, off")
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for item, judgement in zip(labelled, judgements, strict=True):
        counts[item.kind, judgement.verdict] += 1
    for kind in ("core", "mention", "hard_negative", "off"):
        print(f"  {kind:14}" + "".join(f"{counts[kind, verdict]:6}" for verdict in ("core", "mention", "off")))


def _print_events(labelled: list[Labelled], says: list[bool]) -> None:
    right: dict[str, list[bool]] = defaultdict(list)
    for item, said in zip(labelled, says, strict=True):
        right[item.event].append(said == item.on)
    share = {event: sum(each) / len(each) for event, each in right.items()}
    worst = min(share, key=lambda event: (share[event], event))
    mean = sum(share.values()) / len(share)
    print(
        f"\nby event: {len(share)} events, right on average {mean:.3f}, worst {worst} with {share[worst]:.3f} "
        f"of {len(right[worst])}"
    )
    print("  " + "  ".join(f"{event} {value:.2f}" for event, value in sorted(share.items())))


def _print_errors(labelled: list[Labelled], judgements: list[Judgement]) -> None:
    print("\nerrors:")
    for item, judgement in zip(labelled, judgements, strict=True):
        wanted = item.kind if item.on else "off"
        if judgement.verdict != wanted:
            print(f"  {item.id} {item.article.language} {item.kind}, judged {judgement.verdict} {judgement.score}")
            _print_evidence(item.article, judgement)


def _print_evidence(article: Article, judgement: Judgement) -> None:
    print(f"    {article.title}")
    for evidence in judgement.evidence[:8]:
        print(f"    {evidence.concept}: {evidence.term} ({evidence.where}) {evidence.sentence[:160]}")


def _print_negatives(folder: Path, judged: Callable[[Article], Judgement]) -> None:
    print("\nreal articles about something else:")
    for file in sorted(folder.glob("*_articles.jsonl")):
        language = file.name.split("_")[0]
        verdicts: dict[str, int] = defaultdict(int)
        for line in file.read_text("utf8").splitlines():
            row = json.loads(line)
            text = re.sub(r"<[^>]+>", "\n", row["text"])
            article = _article(language, row.get("title") or "", filter(str.strip, text.split("\n")))
            judgement = judged(article)
            verdicts[judgement.verdict] += 1
            if judgement.verdict != "off":
                print(f"  {row['id']}, judged {judgement.verdict}")
                _print_evidence(article, judgement)
        print(
            f"  {file.name}: {sum(verdicts.values())} articles, {verdicts['core']} core, {verdicts['mention']} mention"
        )


if __name__ == "__main__":
    sys.exit(main())
