"""The sixteen ways in which another outlet prints an article, as functions of it; what they add, we wrote."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pactwatch.article import Article
from pactwatch.fingerprints import numbers_in

CAPTIONS = {
    "en": "A view of the plenary hall on the first day of the session. [FILE PHOTO]",
    "ko": "회의 첫날 본회의장 모습. [자료사진]",
    "ja": "会議初日の本会議場（資料写真）",
}
INSERTS = {
    "en": (
        "Subscribe to our morning letter for more stories like this one.",
        "Related: what the markets say this week",
    ),
    "ko": ("이 기사가 마음에 드셨다면 구독해 주세요.", "관련 기사: 이번 주 시장은 어떻게 보나"),
    "ja": ("この記事が気に入ったら購読をお願いします。", "関連記事：今週の市場の見方"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """An article to edit, in sentences."""

    language: str
    article: Article
    sentences: tuple[str, ...]
    others: tuple[str, ...]
    """Words of other articles, to put in the place of its own."""


Edit = Callable[[Source, random.Random], Article | None]


def _elsewhere(source: Source, sentences: Iterable[str], **changes: str) -> Article:
    """The text at another outlet's address."""
    url = source.article.url + "-elsewhere"
    article = replace(source.article, outlet="Elsewhere", url=url, canonical_url=url, published=None, wire=None)
    return replace(article, paragraphs=tuple(sentences), **changes)  # type: ignore[arg-type]


def _exact(source: Source, _: random.Random) -> Article:
    return _elsewhere(source, source.sentences)


def _width(source: Source, _: random.Random) -> Article:
    wide = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}
    return _elsewhere(source, (sentence.translate(wide) for sentence in source.sentences))


def _decomposed(source: Source, _: random.Random) -> Article:
    return _elsewhere(source, (unicodedata.normalize("NFD", sentence) for sentence in source.sentences))


def _quote_marks(source: Source, _: random.Random) -> Article:
    marks = str.maketrans({"'": "’", '"': "”", "“": '"', "”": '"', "‘": "'", "’": "'", "「": "『", "」": "』"})
    return _elsewhere(source, (sentence.translate(marks) for sentence in source.sentences))


def _byline(source: Source, _: random.Random) -> Article:
    line = {"en": "By our own correspondent", "ko": "온라인뉴스팀 기자", "ja": "編集部"}[source.language]
    return _elsewhere(source, (line, *source.sentences))


def _headline(source: Source, chance: random.Random) -> Article:
    return _elsewhere(
        source, source.sentences, title=" ".join(chance.sample(source.others, min(6, len(source.others))))
    )


def _lead(source: Source, chance: random.Random) -> Article:
    own = (
        " ".join(chance.choices(source.others, k=25))
        if source.language != "ja"
        else "".join(chance.choices(source.others, k=25))
    )
    return _elsewhere(source, (own, *source.sentences[1:]))


def _captions(source: Source, _: random.Random) -> Article:
    caption = CAPTIONS[source.language]
    half = len(source.sentences) // 2
    return _elsewhere(source, (caption, *source.sentences[:half], caption, *source.sentences[half:]))


def _insertions(source: Source, _: random.Random) -> Article:
    first, second = INSERTS[source.language]
    third = len(source.sentences) // 3
    parts = (
        *source.sentences[:third],
        first,
        *source.sentences[third : 2 * third],
        second,
        *source.sentences[2 * third :],
    )
    return _elsewhere(source, (*parts, first))


def _cut(share: float) -> Edit:
    def cut(source: Source, _: random.Random) -> Article:
        text = "\n".join(source.sentences)
        return _elsewhere(source, text[: int(len(text) * share)].split("\n"))

    return cut


def _stub(source: Source, _: random.Random) -> Article:
    fifth = max(2, len(source.sentences) // 5)
    return _elsewhere(source, source.sentences[:fifth])


def _words_changed(share: float) -> Edit:
    def change(source: Source, chance: random.Random) -> Article:
        return _elsewhere(source, (_with_words_changed(s, source, chance, share) for s in source.sentences))

    return change


def _heavily_edited(source: Source, chance: random.Random) -> Article:
    """A wire report on a broadcaster's site: polite endings, a sentence in six gone, one word in twenty another."""
    kept = [sentence for sentence in source.sentences if chance.random() > 1 / 6] or list(source.sentences)
    kept = [re.sub(r"다([.]?)$", r"습니다\1", sentence) for sentence in kept]
    return _elsewhere(source, (_with_words_changed(sentence, source, chance, 0.05) for sentence in kept))


def _with_words_changed(sentence: str, source: Source, chance: random.Random, share: float) -> str:
    unit = r"\w{1,4}" if source.language == "ja" else r"\w+"
    return re.sub(unit, lambda m: chance.choice(source.others) if chance.random() < share else m[0], sentence)


def _quoted(source: Source, chance: random.Random) -> Article | None:
    """One paragraph of it, two sentences, in a text of another's words."""
    start = chance.randrange(1, len(source.sentences) - 2)
    quote = " ".join(source.sentences[start : start + 2])
    long_enough = len(quote.split()) >= 20 if source.language == "en" else len(re.findall(r"\w", quote)) >= 40
    if not long_enough:
        return None
    join = "" if source.language == "ja" else " "
    own = [join.join(chance.choices(source.others, k=40)) for _ in range(8)]
    return _elsewhere(source, (*own[:4], quote, *own[4:]), title=join.join(own[0].split()[:6]))


def _template(source: Source, chance: random.Random) -> Article | None:
    def other_number(match: re.Match[str]) -> str:
        return str((int(match[0][:9]) + chance.randrange(1, 90)) % 10 ** min(len(match[0]), 9)).zfill(len(match[0]))

    changed = [re.sub(r"\d+", other_number, sentence) for sentence in source.sentences]
    if min(len(numbers_in("\n".join(source.sentences))), len(numbers_in("\n".join(changed)))) < 4:
        return None
    return _elsewhere(source, changed)


EDITS: dict[str, Edit] = {
    "exact": _exact,
    "width": _width,
    "decomposed": _decomposed,
    "quote_marks": _quote_marks,
    "byline": _byline,
    "headline": _headline,
    "lead": _lead,
    "captions": _captions,
    "insertions": _insertions,
    "truncated_50": _cut(0.5),
    "words_changed_10": _words_changed(0.1),
    "heavily_edited_wire": _heavily_edited,
    "truncated_30": _cut(0.3),
    "stub": _stub,
    "quoted_paragraph": _quoted,
    "template": _template,
}
"""The sixteen classes of the target table, in its order."""
