"""A raw page as streams of letters, for a screen that must be quick and may find too much but never too little.

The letters and digits of ASCII are one stream, all other characters another: each is made by deleting bytes, at the
speed of memory, and no spacing, punctuation or markup (which are ASCII) is left inside a word of either. A term that
mixes both is looked for by its longer part. Where folding turns other characters into ASCII letters (ＧＳＯＭＩＡ) the
page is folded as a whole besides.

A page is worked on as UTF-8: all that matters of its markup is ASCII, and one picture in it would make every character
of a string four bytes long.
"""

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from pactwatch.variants import squeezed

_LOWER = bytes(range(256)).lower()
_ASCII = bytes(range(128))
_NO_ASCII_LETTERS = bytes(code for code in range(256) if code > 127 or not chr(code).isalnum())
# Letters of other blocks that fold to letters of ASCII, symbols (™, ℃) left out.
_LIKE_ASCII = re.compile(
    "[ªº\u0130\u0132\u0133\u013f\u0140\u0149\u017f\u01c4-\u01cc\u01f1-\u01f3\u02b0-\u02b8\u02e1-\u02e3\u1d2c-\u1d6a\u1d78-\u1dbf"
    "\u1e9a\u1e9b\u2071\u207f\u2090-\u209c\u2102\u2107\u210a-\u2113\u2115\u2118-\u211d\u2124-\u2139\u2145-\u2149\u2160-\u217f"
    "\u249c-\u24e9\uff21-\uff3a\uff41-\uff5a\ufb00-\ufb06\U0001d400-\U0001d7cb\U0001f110-\U0001f189]"
)
_PART = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
# References as pages end them, and the two that stand inside words where they do not.
_REFERENCE = re.compile(rb"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[A-Za-z][A-Za-z0-9]{1,30};|nbsp|shy)")
# A backslash and those that escape it; that it begins with one character lets the search leap from one to the next.
_JSON_ESCAPE = re.compile(rb"\\(?<!\\\\)\\*+[uU]([0-9a-fA-F]{4})")
_SURROGATE_PAIR = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]")


def utf8(text: str) -> bytes:
    """Return `text` in the form in which pages are worked on; half a pair of surrogates does no harm."""
    return text.encode("utf-8", "surrogatepass")


def streams(text: str) -> Iterator[str]:
    """Return what `text` holds in letters: ASCII in lower case, then the rest folded, then both as they mix."""
    return streams_of(utf8(text))


def streams_of(page: bytes) -> Iterator[str]:
    """Return the same of a text in UTF-8."""
    yield page.translate(_LOWER, _NO_ASCII_LETTERS).decode("ascii")
    if page.isascii():
        return
    others = page.translate(None, _ASCII).decode("utf-8", "surrogatepass")
    yield squeezed(others)
    if _LIKE_ASCII.search(others):
        yield squeezed(page.decode("utf-8", "surrogatepass"))


def key_in_streams(term: str) -> str:
    """Return the part of a term under which every stream that could hold it is searched."""
    parts: list[str] = _PART.findall(squeezed(term))
    return max(parts, key=len)


def unescaped(text: str) -> str:
    """Return `text` with its character references replaced, as a browser would."""
    return unescaped_in(utf8(text)).decode("utf-8", "surrogatepass")


def unescaped_in(page: bytes) -> bytes:
    """Return a text in UTF-8 with its character references replaced."""
    return _REFERENCE.sub(lambda found: _character(found[0]), page) if b"&" in page else page


def escaped_in(page: bytes) -> bool:
    """Whether character references stand in a text in UTF-8."""
    return b"&" in page and _REFERENCE.search(page) is not None


@lru_cache(maxsize=4096)
def _character(reference: bytes) -> bytes:
    return utf8(html.unescape(reference.decode("ascii")))


def without_json_escapes(text: str) -> str:
    r"""Return `text` with its \u escapes replaced, pairs of surrogates joined."""
    return without_json_escapes_in(utf8(text)).decode("utf-8", "surrogatepass")


def without_json_escapes_in(page: bytes) -> bytes:
    r"""Return a text in UTF-8 with its \u escapes replaced, pairs of surrogates joined."""
    if b"\\u" not in page and b"\\U" not in page:
        return page
    return _SURROGATE_PAIR.sub(_joined, _JSON_ESCAPE.sub(lambda escape: _numbered(escape[1]), page))


@lru_cache(maxsize=4096)
def _numbered(digits: bytes) -> bytes:
    return utf8(chr(int(digits, 16)))


def _joined(pair: re.Match[bytes]) -> bytes:
    return pair[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode()
