"""A text in sentences, in scripts with and without spaces."""

import re

# A point ends no sentence inside a number, after a single letter ("U.S."), or after the short forms below. Japanese and
# Chinese points need no space after them; a Korean one often has none ("했다.정부는").
_END = re.compile(
    r"""
    [。！？!?]+[」』”’"')）\]]*            # unmistakable
    | (?<=[다요죠음함됨임])\.[”’"')）\]]*  # a Korean ending
    | (?<![\d])\.{1,3}[”’"')）\]]*(?=\s)
    | (?<=\d)\.[”’"')）\]]*(?=\s+[^\d\s])
    """,
    re.VERBOSE,
)
_SHORT = re.compile(
    r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|Lt|St|vs|Gen|Col|Rep|Sen|Gov|Prof|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Corp|Co|No))$"
)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, in order, without the space around them; a paragraph ends a sentence."""
    return [sentence for paragraph in text.split("\n") for sentence in _sentences_in(paragraph)]


def _sentences_in(paragraph: str) -> list[str]:
    found, start = [], 0
    for end in _END.finditer(paragraph):
        if end[0].startswith(".") and _SHORT.search(paragraph, max(0, end.start() - 8), end.start()):
            continue
        found.append(paragraph[start : end.end()].strip())
        start = end.end()
    found.append(paragraph[start:].strip())
    return [sentence for sentence in found if sentence]
