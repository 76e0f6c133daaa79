"""A raw page as streams of letters, for a screen that must be quick and may find too much but never too little.

The letters and digits of ASCII are one stream, all other characters another: each is made by deleting bytes, at the
speed of memory, and no spacing, punctuation or markup (which are ASCII) is left inside a word of either. A term that
mixes both is looked for by its longer part. Where folding turns other characters into ASCII letters (ＧＳＯＭＩＡ) the
page is folded as a whole besides.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from pactwatch.variants import squeezed

_LOWER = bytes(range(256)).lower()
_ASCII = bytes(range(128))
_NO_LETTERS = bytes(code for code in _ASCII if not chr(code).isalnum())
# Letters of other blocks that fold to letters of ASCII, symbols (™, ℃) left out.
_LIKE_ASCII = re.compile(
    "[ªº\u0130\u0132\u0133\u013f\u0140\u0149\u017f\u01c4-\u01cc\u01f1-\u01f3\u02b0-\u02b8\u02e1-\u02e3\u1d2c-\u1d6a\u1d78-\u1dbf"
    "\u1e9a\u1e9b\u2071\u207f\u2090-\u209c\u2102\u2107\u210a-\u2113\u2115\u2118-\u211d\u2124-\u2139\u2145-\u2149\u2160-\u217f"
    "\u249c-\u24e9\uff21-\uff3a\uff41-\uff5a\ufb00-\ufb06\U0001d400-\U0001d7cb\U0001f110-\U0001f189]"
)
_PART = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
# References as pages end them, and the two that stand inside words where they do not.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[A-Za-z][A-Za-z0-9]{1,30};|nbsp|shy)")
_JSON_ESCAPE = re.compile(r"\\+u([0-9a-f]{4})", re.IGNORECASE)
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def streams(text: str) -> Iterator[str]:
    """Return what `text` holds in letters: ASCII in lower case, then the rest folded, then both as they mix."""
    yield text.encode("ascii", "ignore").translate(_LOWER, _NO_LETTERS).decode("ascii")
    if text.isascii():
        return
    others = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    yield squeezed(others)
    if _LIKE_ASCII.search(others):
        yield squeezed(text)


def key_in_streams(term: str) -> str:
    """Return the part of a term under which every stream that could hold it is searched."""
    parts: list[str] = _PART.findall(squeezed(term))
    return max(parts, key=len)


def unescaped(text: str) -> str:
    """Return `text` with its character references replaced, as a browser would."""
    return _REFERENCE.sub(lambda found: _character(found[0]), text) if "&" in text else text


@lru_cache(maxsize=4096)
def _character(reference: str) -> str:
    return html.unescape(reference)


def without_json_escapes(text: str) -> str:
    r"""Return `text` with its \u escapes replaced, pairs of surrogates joined."""
    if "\\u" not in text and "\\U" not in text:
        return text
    return _SURROGATE_PAIR.sub(_joined, _JSON_ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text))


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
