"""Which place of a page names its headline: other rules beside ours, and whether what wins on some outlets wins on all.

    python -m bench.headlines --pages DIR

DIR as for bench.extraction. A rule names the place whose headline stands instead of ours. Of every rule: on how many
pages it changes the headline, gains and loses. Then half of the outlets are drawn, over and over; the rule that is best
on them is tried on the other half. A rule that holds gains there, too; one that fits pages does not.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.page_gold import gold_of
from pactwatch.extraction.document import Document, tidy
from pactwatch.extraction.encoding import decoded
from pactwatch.extraction.kickers import squeezed
from pactwatch.extraction.reading import extract
from pactwatch.extraction.titles import places

DRAWS = 2000
NO_ADDRESS = "https://outlet.invalid/"
Texts = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Headline:
    """A page's headline: as the gold has it, as we read it, and as each place states it."""

    outlet: str
    gold: str
    ours: str
    texts: Texts

    def by(self, rule: Callable[[Texts], str | None]) -> str:
        """The headline that a rule takes, ours where it has no word."""
        place = rule(self.texts)
        return self.texts.get(place, self.ours) if place else self.ours


def _same(texts: Texts, *names: str) -> bool:
    """Whether all of these places are there and state the same headline."""
    return all(name in texts for name in names) and len({squeezed(texts[name]) for name in names}) == 1


def _differs(texts: Texts, one: str, other: str) -> bool:
    return one in texts and other in texts and not _same(texts, one, other)


def _shared_otherwise(texts: Texts) -> bool:
    """Whether JSON-LD and the h1 agree and og:title has other words."""
    return _same(texts, "json-ld", "h1") and _differs(texts, "h1", "og")


def _indexed_otherwise(texts: Texts) -> bool:
    """Whether og:title and the h1 agree and JSON-LD has other words."""
    return _same(texts, "og", "h1") and _differs(texts, "h1", "json-ld")


def _part(texts: Texts) -> bool:
    """Whether og:title is an end of the h1."""
    part, whole = squeezed(texts["og"]), squeezed(texts["h1"])
    return whole.startswith(part) or whole.endswith(part)


RULES: dict[str, Callable[[Texts], str | None]] = {
    "as it is": lambda texts: None,
    "always the h1": lambda texts: "h1",
    "always og:title": lambda texts: "og",
    "always twitter:title": lambda texts: "twitter",
    "always JSON-LD": lambda texts: "json-ld",
    "h1 = JSON-LD, og:title differs: og:title": lambda texts: "og" if _shared_otherwise(texts) else None,
    "... and the title is the h1": (
        lambda texts: "og" if _shared_otherwise(texts) and _same(texts, "h1", "title") else None
    ),
    "... and twitter:title is og:title": (
        lambda texts: "og" if _shared_otherwise(texts) and _same(texts, "og", "twitter") else None
    ),
    "... and og:title is a part of the h1": (
        lambda texts: "og" if _shared_otherwise(texts) and _part(texts) else None
    ),
    "h1 = og:title, JSON-LD differs: h1": lambda texts: "h1" if _indexed_otherwise(texts) else None,
    "h1 = og:title, JSON-LD differs: JSON-LD": lambda texts: "json-ld" if _indexed_otherwise(texts) else None,
    "... and the title is JSON-LD": (
        lambda texts: "json-ld" if _indexed_otherwise(texts) and _same(texts, "json-ld", "title") else None
    ),
}  # fmt: skip


def main() -> int:
    """Compare the rules, print the table and the draws."""
    parser = argparse.ArgumentParser(prog="python -m bench.headlines", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pages", type=Path, required=True, help="folder with gold.jsonl and the pages it names")
    read = headlines(parser.parse_args().pages)
    for name in RULES:
        gained, lost, changed = compared(read, name)
        print(f"  {name:44}{right(read, name):5} right  {changed:4} changed  +{gained} -{lost}")
    chosen, on_the_drawn, on_the_others = drawn(read)
    print(f"  chosen most often: {', '.join(f'{name} ({times / DRAWS:.2f})' for name, times in chosen.most_common(3))}")
    print(f"  pages gained on the half it was chosen on {on_the_drawn:+.2f}, on the other half {on_the_others:+.2f}")
    figures = {"pages": len(read), "right": right(read, "as it is")}
    print(json.dumps(figures | {"drawn": round(on_the_drawn, 3), "others": round(on_the_others, 3)}))
    return 0


def headlines(folder: Path) -> list[Headline]:
    """Read the pages of a folder whose headline is known."""
    read = []
    for gold in gold_of(folder):
        if gold.title is None:
            continue
        url = gold.url or NO_ADDRESS
        page = Document(decoded(gold.body, None)[0], url)
        ours = extract(gold.body, url).article.title
        read.append(Headline(outlet=gold.outlet, gold=tidy(gold.title), ours=tidy(ours), texts=places(page)))
    return read


def right(read: list[Headline], name: str) -> int:
    """How many headlines a rule gets right."""
    return sum(tidy(page.by(RULES[name])) == page.gold for page in read)


def compared(read: list[Headline], name: str) -> tuple[int, int, int]:
    """How many headlines a rule gains, loses and changes."""
    by_rule = [(page, tidy(page.by(RULES[name]))) for page in read]
    gained = sum(text == page.gold != page.ours for page, text in by_rule)
    lost = sum(text != page.gold == page.ours for page, text in by_rule)
    return gained, lost, sum(text != page.ours for page, text in by_rule)


def drawn(read: list[Headline], seed: int = 7) -> tuple[Counter[str], float, float]:
    """Which rules are best on a half of the outlets, and what they gain in the mean there and on the other half."""
    chance = random.Random(seed)
    outlets = sorted({page.outlet for page in read})
    scores = {name: dict.fromkeys(outlets, 0) for name in RULES}
    for name, of_outlet in scores.items():
        for page in read:
            of_outlet[page.outlet] += tidy(page.by(RULES[name])) == page.gold
    chosen: Counter[str] = Counter()
    gains = [0, 0]
    for _ in range(DRAWS):
        half = set(chance.sample(outlets, len(outlets) // 2))
        sums = {name: [0, 0] for name in RULES}
        for name, of_outlet in scores.items():
            for outlet, score in of_outlet.items():
                sums[name][outlet not in half] += score
        best = max(RULES, key=lambda name: (sums[name][0], name == "as it is"))
        chosen[best] += 1
        for side in (0, 1):
            gains[side] += sums[best][side] - sums["as it is"][side]
    return chosen, gains[0] / DRAWS, gains[1] / DRAWS


if __name__ == "__main__":
    raise SystemExit(main())
