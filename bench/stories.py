"""Are articles of one event one story? `python -m bench.stories --data FILE [--shuffles 5]`.

FILE has one article a line: id, `story` or `event`, and either title and paragraphs with outlet, url, lang, byline and
published_at, or a bare text. Each article is kept in a real archive, one after the other, through the product's own
door; the stories are those that stand at the end. TF-IDF with average linkage is given its best threshold, knowing the
answers; MinHash-LSH joins what it calls copies. B-cubed precision and recall (Bagga and Baldwin 1998); "cross-language
pairs" is the share of the pairs of one event in two languages that are in one story.
"""

import argparse
import json
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.rivals import minhash_pairs, tfidf_stories
from pactwatch.article import Article, Moment
from pactwatch.glossary import default_topic
from pactwatch.judgement import judge
from storage.archive import Archive
from storage.keeping import Reading
from storage.pages import Page

FOLDS = 4


def main() -> None:
    """Read the arguments, print the figures of each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--shuffles", type=int, default=5, help="other orders of arrival to try")
    parser.add_argument("--wrong", action="store_true", help="print the articles that are in the wrong company")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.data.read_text("utf8").splitlines() if line.strip()]
    stories = {row["id"]: row.get("story") or row["event"] for row in rows}
    languages = {row["id"]: row.get("lang", "en") for row in rows}
    ours, milliseconds = kept(rows)
    if options.wrong:
        print_wrong(rows, stories, ours)
    figures = {"pactwatch": score(stories, ours, languages)}
    report("in the order given", figures["pactwatch"], f", {milliseconds:.1f} ms an article, kept in all")
    report_orders(rows, stories, languages, options.shuffles)
    report_folds(rows, stories, languages)
    texts = {row["id"]: text_of(row) for row in rows}
    figures["tfidf"] = max(
        (score(stories, found, languages) for found in tfidf_stories(texts)), key=lambda figure: figure["f1"]
    )
    figures["minhash"] = score(stories, joined(texts, minhash_pairs(texts)), languages)
    report("TF-IDF, average link", figures["tfidf"], ", at its best threshold")
    report("MinHash-LSH", figures["minhash"])
    print(json.dumps(figures))


def kept(rows: Iterable[dict[str, Any]]) -> tuple[dict[str, int], float]:
    """Keep articles one by one in an archive; row id -> story, and milliseconds an article."""
    ids: dict[str, int] = {}
    topic = default_topic()
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "bench.db") as archive:
        began = time.process_time()
        with archive.writing():
            for row in rows:
                ids[row["id"]] = archive.keep(reading_of(row, judge(article_of(row), topic))).id
        spent = time.process_time() - began
        story = {name: archive.article(article_id).story_id for name, article_id in ids.items()}
    return story, 1000 * spent / len(ids)


def reading_of(row: dict[str, Any], judgement: Any) -> Reading:
    """Return what a visit to the page of a row would bring; a later version of a page is kept beside the first."""
    article = article_of(row)
    at = article.published.instant if article.published else datetime(2026, 1, 1, tzinfo=UTC)
    page = Page(url=article.url, at=at, status=200, headers=(("Content-Type", "text/html"),), body=b"<html></html>")
    return Reading(article=article, judgement=judgement, page=page, source=None, at=at, urls=(article.url,))


def article_of(row: dict[str, Any]) -> Article:
    """Return the article of a row; a bare text has no headline."""
    lines = row["paragraphs"] if "paragraphs" in row else [part for part in row["text"].split("\n") if part.strip()]
    url = f"{row.get('url', 'https://text.example/')}#{row['id']}"
    published = None
    if row.get("published_at"):
        at = datetime.fromisoformat(row["published_at"])
        offset = at.utcoffset()
        published = Moment(
            instant=at.astimezone(UTC), text=row["published_at"], precision="second", source="json-ld",
            offset=int(offset.total_seconds() // 60) if offset is not None else None,
        )  # fmt: skip
    return Article(
        url=url, canonical_url=url, outlet=row.get("outlet", row["id"]), language=row.get("lang", "en"),
        title=row.get("title", ""), paragraphs=tuple(lines), published=published,
        authors=(row["byline"],) if row.get("byline") else (),
    )  # fmt: skip


def text_of(row: dict[str, Any]) -> str:
    """Return title and text, for those who know nothing else."""
    return "\n".join([row["title"], *row["paragraphs"]]) if "paragraphs" in row else str(row["text"])


def score(true: Mapping[str, Hashable], found: Mapping[str, Hashable], languages: Mapping[str, str]) -> dict[str, Any]:
    """Return B-cubed precision, recall and F1 and the share of cross-language pairs joined (None without any)."""
    wanted, got = _groups(true), _groups(found)
    precision = recall = 0.0
    for name in true:
        both = len(wanted[true[name]] & got[found[name]])
        precision += both / len(got[found[name]]) / len(true)
        recall += both / len(wanted[true[name]]) / len(true)
    across = [
        found[one] == found[other]
        for group in wanted.values()
        for one, other in combinations(sorted(group), 2)
        if languages[one] != languages[other]
    ]
    return {
        "precision": round(precision, 3), "recall": round(recall, 3),
        "f1": round(2 * precision * recall / (precision + recall), 3),
        "cross_language_pairs": round(sum(across) / len(across), 3) if across else None,
    }  # fmt: skip


def _groups(found: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for name, group in found.items():
        groups[group].add(name)
    return groups


def joined(names: Iterable[str], pairs: Iterable[frozenset[str]]) -> dict[str, str]:
    """Return the connected components of pairs, each under one of its names."""
    group = {name: name for name in names}
    for one, other in map(tuple, pairs):
        old, new = group[one], group[other]
        group.update({name: new for name, is_in in group.items() if is_in == old})
    return group


def report(what: str, figure: Mapping[str, Any], more: str = "") -> None:
    """Print one line of figures."""
    across = figure["cross_language_pairs"]
    pairs = f", cross-language pairs {across:.3f}" if across is not None else ""
    three = " ".join(f"{name} {figure[name]:.3f}" for name in ("precision", "recall", "f1"))
    print(f"{what:22s} {three}{pairs}{more}")


def report_orders(rows: Sequence[Any], stories: Mapping[str, str], languages: Mapping[str, str], orders: int) -> None:
    """Print the worst and the best figure over other orders of arrival."""
    figures = []
    for seed in range(orders):
        shuffled = random.Random(seed).sample(list(rows), len(rows))
        figures.append(score(stories, kept(shuffled)[0], languages))
    for what in ("f1", "cross_language_pairs"):
        values = [figure[what] for figure in figures if figure[what] is not None]
        if values:
            print(f"{len(figures)} random orders: {what} {min(values):.3f} to {max(values):.3f}")


def report_folds(rows: Sequence[Any], stories: Mapping[str, str], languages: Mapping[str, str]) -> None:
    """Print the figures with a quarter of the events left out at a time: how much rests on single events."""
    events = sorted(set(stories.values()))
    figures = []
    for fold in range(FOLDS):
        left_out = set(events[fold::FOLDS])
        rest = [row for row in rows if stories[row["id"]] not in left_out]
        figures.append(score({row["id"]: stories[row["id"]] for row in rest}, kept(rest)[0], languages)["f1"])
    print(f"a quarter of the events left out: F1 {min(figures):.3f} to {max(figures):.3f}")


def print_wrong(rows: Sequence[Any], stories: Mapping[str, str], found: Mapping[str, int]) -> None:
    """Print each article that is not with the most of its event, or is with the most of another."""
    groups = _groups(found)
    for row in rows:
        mine = [name for name in groups[found[row["id"]]] if name != row["id"]]
        mates = [name for name, story in stories.items() if story == stories[row["id"]] and name != row["id"]]
        strangers = sum(stories[name] != stories[row["id"]] for name in mine)
        missing = sum(found[name] != found[row["id"]] for name in mates)
        if strangers or missing:
            title = row.get("title") or row["text"][:60].replace("\n", " ")
            print(
                f"{row['id']} {stories[row['id']]}: {strangers} strangers, {missing} of {len(mates)} missing: {title}"
            )


if __name__ == "__main__":
    main()
