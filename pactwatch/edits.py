"""What a publisher changed in an article, and whether a person must read it again.

Policy. What no reader would notice is no edit: spacing, composition, advertisements, counters, related links. Another
quotation mark or a mended letter is typography. Everything else is an edit of substance, since one word can turn a
report round; a number, a name or a "not" that changes is called so.
"""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pactwatch.article import Article
from pactwatch.fingerprints import is_furniture, numbers_in, visible
from pactwatch.sentences import sentences_of
from pactwatch.text import is_cjk, tokens

Grade = Literal["none", "typography", "wording", "headline", "fact"]
Sort = Literal["spelling", "wording", "added", "removed", "moved", "headline", "number", "name", "negation"]

FACTS: frozenset[Sort] = frozenset({"number", "name", "negation"})
MOST_CHANGES = 60
"""Changes that are kept of one edit; a text with more is another text."""
MOST_SENTENCES = 3000
"""A page of five megabytes is compared by its first sentences."""
PAIRED = 0.4
"""From this share of tokens on a new sentence is an old one, changed."""

_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|den(?:y|ies|ied)|refus(?:e[sd]?|al)|reject(?:s|ed)?|fail(?:s|ed)?)\b"
    r"|n['’]t\b|않|못하|못했|없|아니|부인|거부|거절|말아야|ない|なかっ|ません|せず|否定|拒否|拒絶|不|没|沒|未|无|無|否认|否認|拒绝"
)
_LATIN_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'’-]+")
_KATAKANA_NAME = re.compile(r"[ァ-ヺー]{2,}(?:・[ァ-ヺー]{2,})*")
# A name before its office: 한서진 차관, 山本首相, 李总统.
_OFFICED = re.compile(
    r"[가-힣]{2,4}(?=\s?(?:대통령|총리|장관|차관|실장|대표|의원|위원장|대변인|총재|회장|사장|교수|대사|국장|기자|씨)(?![가-힣]{2}))"
    r"|[\u4e00-\u9fff]{1,4}(?=(?:首相|大統領|外相|防衛相|官房長官|大臣|長官|議員|氏|次官|大使|会長|社長|総理|总统|总理|外长|部长|主席))"
)
_COUNTER = re.compile(
    r"^\W*(?:(?:조회|댓글|추천|좋아요|공유|閲覧|コメント|いいね|ツイート|views?|comments?|likes?|shares?|reads?)\s*수?\W*[\d,.]+\s*[kKmM만천万]?"
    r"|[\d,.]+\s*[kKmM]?\s*(?:views?|comments?|likes?|shares?|reads?|件のコメント|개의 댓글|回閲覧))\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One place that reads otherwise than before. Of a sentence added or removed one side is empty."""

    sort: Sort
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """All that changed between two versions of an article."""

    grade: Grade
    """The gravest of the changes; facts are graver than the headline."""
    changes: tuple[Change, ...]

    @property
    def substance(self) -> bool:
        """Whether a person who read the version before should read this one."""
        return self.grade not in ("none", "typography")

    @property
    def summary(self) -> str:
        """The changes counted: "1 number, 2 sentences added"."""
        if self.grade == "none":
            return "no edit"
        counts = Counter(change.sort for change in self.changes)
        words = [f"{count} {_NAMES[sort][count != 1]}" for sort, count in counts.items()]
        return ", ".join(words) or "typography"


_NAMES: dict[Sort, tuple[str, str]] = {
    "spelling": ("spelling mended", "spellings mended"),
    "wording": ("sentence reworded", "sentences reworded"),
    "added": ("sentence added", "sentences added"),
    "removed": ("sentence removed", "sentences removed"),
    "moved": ("sentence moved", "sentences moved"),
    "headline": ("headline changed", "headlines changed"),
    "number": ("number changed", "numbers changed"),
    "name": ("name changed", "names changed"),
    "negation": ("negation changed", "negations changed"),
}


def reading_of(article: Article) -> str:
    """Return title and text as a reader sees them: pages of one edition differ in nothing but what is no edit."""
    said = (article.title, *_said(article.paragraphs))
    return "\n".join(" ".join(unicodedata.normalize("NFC", visible(line)).split()) for line in said)


def edit_between(before: Article, after: Article) -> Edit:
    """Return what changed from one version of an article to the next."""
    changes = [*_headline(before.title, after.title), *_body(before.paragraphs, after.paragraphs)]
    if changes:
        return Edit(
            grade=max((_grade(change) for change in changes), key=_GRADES.index), changes=tuple(changes[:MOST_CHANGES])
        )
    same = reading_of(before) == reading_of(after)
    return Edit(grade="none" if same else "typography", changes=())


_GRADES: tuple[Grade, ...] = ("none", "typography", "wording", "headline", "fact")


def _grade(change: Change) -> Grade:
    if change.sort in FACTS:
        return "fact"
    if change.sort == "headline":
        return "headline"
    return "typography" if change.sort == "spelling" else "wording"


def _said(paragraphs: Sequence[str]) -> list[str]:
    return [line for line in paragraphs if line.strip() and not is_furniture(line) and not _COUNTER.match(line)]


def _headline(before: str, after: str) -> list[Change]:
    if _letters(before) == _letters(after):
        return []
    fact = _fact(before, after)
    changes = [Change(sort="headline", before=before, after=after)]
    return [*changes, fact] if fact else changes


def _body(before: Sequence[str], after: Sequence[str]) -> list[Change]:
    old = sentences_of("\n".join(_said(before)))[:MOST_SENTENCES]
    new = sentences_of("\n".join(_said(after)))[:MOST_SENTENCES]
    old_keys, new_keys = [_letters(s) for s in old], [_letters(s) for s in new]
    if "".join(old_keys) == "".join(new_keys):
        return []
    gone, come = Counter(old_keys) - Counter(new_keys), Counter(new_keys) - Counter(old_keys)
    removed = _taken(old, old_keys, gone)
    added = _taken(new, new_keys, come)
    if not removed and not added:
        return [Change(sort="moved", before=s, after=s) for s in _moved(old_keys, new_keys, new)]
    return _paired(removed, added)


def _taken(sentences: Sequence[str], keys: Sequence[str], wanted: Counter[str]) -> list[str]:
    left, taken = Counter(wanted), []
    for sentence, key in zip(sentences, keys, strict=True):
        if left[key] > 0 and key:
            left[key] -= 1
            taken.append(sentence)
    return taken


def _moved(old: Sequence[str], new: Sequence[str], shown: Sequence[str]) -> list[str]:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [s for op, _, _, start, end in matcher.get_opcodes() if op != "equal" for s in shown[start:end]]


def _paired(removed: list[str], added: list[str]) -> list[Change]:
    """Match each removed sentence with the added one it became, the likeliest first come in order."""
    changes, open_ = [], [(sentence, Counter(tokens(sentence))) for sentence in added[: MOST_CHANGES * 4]]
    for sentence in removed[: MOST_CHANGES * 4]:
        words = Counter(tokens(sentence))
        best = max(range(len(open_)), key=lambda i: _alike(words, open_[i][1]), default=None)
        if best is None or _alike(words, open_[best][1]) < PAIRED:
            changes.append(Change(sort="removed", before=sentence, after=""))
            continue
        changes.append(_changed(sentence, open_.pop(best)[0]))
    return changes + [Change(sort="added", before="", after=sentence) for sentence, _ in open_]


def _alike(one: Counter[str], two: Counter[str]) -> float:
    return (one & two).total() / max(one.total(), two.total(), 1)


def _changed(before: str, after: str) -> Change:
    fact = _fact(before, after)
    if fact:
        return Change(sort=fact.sort, before=before, after=after)
    return Change(sort="spelling" if _mended(before, after) else "wording", before=before, after=after)


def _fact(before: str, after: str) -> Change | None:
    """Return the gravest fact that changed between two forms of a sentence; one that is only added is wording."""
    if _negations(before) != _negations(after):
        return Change(sort="negation", before=before, after=after)
    if numbers_in(before) != numbers_in(after):
        return Change(sort="number", before=before, after=after)
    gone, come = _names(before) - _names(after), _names(after) - _names(before)
    return Change(sort="name", before=before, after=after) if gone and come else None


def _negations(text: str) -> Counter[str]:
    return Counter({"not": len(_NEGATIONS.findall(text.casefold()))})


def _names(text: str) -> frozenset[str]:
    return frozenset(
        name for pattern in (_LATIN_NAME, _KATAKANA_NAME, _OFFICED) for name in pattern.findall(visible(text))
    )


def _mended(before: str, after: str) -> bool:
    """Whether words of an alphabet differ in a letter or two inside, as a typing error does."""
    old, new = tokens(before), tokens(after)
    if len(old) != len(new):
        return False
    pairs = [(one, two) for one, two in zip(old, new, strict=True) if one != two]
    return all(
        min(len(one), len(two)) >= 5 and one[0] == two[0] and not is_cjk(one) and abs(len(one) - len(two)) <= 1
        and difflib.SequenceMatcher(None, one, two).ratio() >= 0.8
        for one, two in pairs
    )  # fmt: skip


def _letters(text: str) -> str:
    return "".join(tokens(visible(text)))


def marked(before: str, after: str) -> list[tuple[Literal["=", "-", "+"], str]]:
    """Return two texts as one run of pieces: kept, taken out, put in. Words and characters are compared, not spaces."""
    old, new = _pieces(before), _pieces(after)
    run: list[tuple[Literal["=", "-", "+"], str]] = []
    for op, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            run.append(("=", "".join(old[start:end])))
            continue
        if end > start:
            run.append(("-", "".join(old[start:end])))
        if new_end > new_start:
            run.append(("+", "".join(new[new_start:new_end])))
    return run


def _pieces(text: str) -> list[str]:
    """Cut a text so that its pieces make it up again: words of alphabets, single characters, the rest."""
    return re.findall(r"[^\W_\u1100-\uffff]+|.", text, re.DOTALL)
