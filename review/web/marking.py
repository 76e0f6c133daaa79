"""Texts in pieces, some of them marked: what a template sets in <mark>, <ins> and <del>."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pactwatch.edits import marked as changed
from pactwatch.judgement import Evidence
from pactwatch.text import fold
from storage.articles import Version
from storage.search import spans

LONGEST = 4000
"""Characters; longer sentences are not compared letter by letter, which takes the square of their length."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text, and what it is marked with; "" for what is not marked."""

    text: str
    mark: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph with its place, counted from one."""

    number: int
    pieces: tuple[Piece, ...]


def paragraphs(texts: Iterable[str], evidence: Iterable[Evidence]) -> list[Paragraph]:
    """Return the paragraphs of an article, the terms that decided marked where they did."""
    found = list(evidence)
    return [
        Paragraph(number=number, pieces=marked(text, terms_in(found, f"paragraph {number}")))
        for number, text in enumerate(texts, 1)
    ]


def terms_in(evidence: Iterable[Evidence], where: str) -> dict[str, str]:
    """Return term -> concept of the evidence in one place."""
    return {item.term: item.concept for item in evidence if item.where == where}


def marked(text: str, marks: Mapping[str, str]) -> tuple[Piece, ...]:
    """Return a text in pieces, each place of a term marked; of terms that overlap the first and longest."""
    named = {fold(term): mark for term, mark in marks.items()}
    found = spans(text, marks) if marks else []
    pieces, done = [], 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start < done:
            continue
        pieces += [Piece(text[done:start]), Piece(text[start:end], named.get(fold(text[start:end]), "found"))]
        done = end
    return tuple(piece for piece in (*pieces, Piece(text[done:])) if piece.text)


def edits(version: Version) -> list[tuple[Piece, ...]]:
    """Return what changed with a version, each change once: pieces that stayed, went ("-") and came ("+")."""
    pairs = dict.fromkeys((change.before, change.after) for change in version.changes)
    return [difference(before, after) for before, after in pairs]


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return two texts as one run of pieces; of very long ones, the one and then the other."""
    if len(before) + len(after) > LONGEST:
        return tuple(Piece(text, mark) for text, mark in ((before, "-"), (after, "+")) if text)
    return tuple(Piece(text, "" if mark == "=" else mark) for mark, text in changed(before, after))
