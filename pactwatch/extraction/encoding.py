"""Bytes to text: what the page says about its encoding, and what its bytes say when it is silent or lies.

The order: a byte order mark; escape sequences of ISO-2022; valid UTF-8 (no other encoding of a real text is valid
UTF-8 by chance); the header's charset, then the page's own, if the bytes bear them out; then the bytes alone. Labels
mean what browsers make of them (EUC-KR is CP949, Shift_JIS is CP932, GB2312 is GB18030, Latin-1 is Windows-1252).
"""

import codecs
import re
from typing import NamedTuple

from pactwatch.errors import UnreadablePage

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BYTE_ORDER_MARKS = tuple(mark for mark, _ in _MARKS)
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00\x18ftyp")
_ESCAPES = ((b"\x1b$)C", "iso2022_kr"), (b"\x1b$B", "iso2022_jp_2"), (b"\x1b$@", "iso2022_jp_2"), (b"~{", "hz"))
# https://encoding.spec.whatwg.org/#names-and-labels, those of our languages; the rest is asked of Python.
_LABELS = {
    "euc-kr": "cp949", "euckr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "ks_c_5601": "cp949",
    "korean": "cp949", "ms949": "cp949", "windows-949": "cp949", "x-windows-949": "cp949", "shift_jis": "cp932",
    "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932", "windows-31j": "cp932",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs", "x-euc-jp": "euc_jp", "iso-8859-1": "cp1252",
    "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254", "utf8": "utf-8",
    "unicode": "utf-8", "x-johab": "johab", "ks_c_5601-1992": "johab", "iso-2022-jp": "iso2022_jp_2",
}  # fmt: skip
# What Python calls encodings but no page is written in.
_NO_CHARSETS = {
    "idna",
    "punycode",
    "undefined",
    "rot13",
    "base64",
    "bz2",
    "hex",
    "quopri",
    "uu",
    "zlib",
    "unicode_escape",
}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE)
_HEAD, _SAMPLE = 8_192, 60_000
"""Bytes in which a page may declare its charset, and from which a silent page's is told."""
_FOREIGN = re.compile(rb"[\x80-\xff]")

# The most frequent letters of running text: in the right encoding they make up a fifth to a half of it.
_KOREAN = frozenset("이다의는에가을한고로지를하도사기인은대어서부시자전정과리해일보제스수아관으")
_SIMPLIFIED = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过说产种"
)
_TRADITIONAL = frozenset(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過說產種"
)
_KANA = frozenset(map(chr, [*range(0x3041, 0x3094), *range(0x30A1, 0x30FD)]))


class _Script(NamedTuple):
    """An encoding a silent page may be in, and the letters by which its language shows."""

    encoding: str
    letters: frozenset[str]


_SCRIPTS = (
    _Script("cp949", _KOREAN),
    _Script("euc_jp", _KANA),
    _Script("cp932", _KANA),
    _Script("gb18030", _SIMPLIFIED),
    _Script("big5hkscs", _TRADITIONAL),
    _Script("johab", _KOREAN),
)
_CLEAR = 0.12
"""Share of a script's frequent letters among all that is not ASCII, from which on it is believed."""


class Decoded(NamedTuple):
    """A page's text."""

    text: str
    is_utf8: bool
    """Whether the bytes are this text in UTF-8, letter by letter."""


def decode(body: bytes, content_type: str | None) -> str:
    """Return the text of a page; what cannot be decoded stands as U+FFFD. Raises UnreadablePage for binary files."""
    return decoded(body, content_type).text


def decoded(body: bytes, content_type: str | None) -> Decoded:
    """Return the text as `decode` does, and whether the bytes will do for a parser. Raises UnreadablePage."""
    if body.startswith(_BINARY):
        raise UnreadablePage("These bytes are no text but a file (PDF, picture, archive): give a page of HTML.")
    plain = _plain_utf8(body)
    if plain is not None:
        return Decoded(plain, is_utf8=True)
    text = body.decode(encoding_of(body, content_type), "replace")
    return Decoded(text.removeprefix("\ufeff").replace("\x00", ""), is_utf8=False)


def _plain_utf8(body: bytes) -> str | None:
    """The text of the usual page: valid UTF-8 to its last letter, without a mark or nulls; None for any other."""
    if body.startswith(_BYTE_ORDER_MARKS) or b"\x00" in body:
        return None
    # few pages have the first byte of one, which takes a fifth of the time to look for
    if body.isascii() and any(escape[:1] in body and escape in body for escape, _ in _ESCAPES):
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def encoding_of(body: bytes, content_type: str | None) -> str:
    """Return Python's name of the encoding that `body` is in."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return encoding
    wide = _wide(body)
    if wide:
        return wide
    if body.isascii():
        return next((encoding for escape, encoding in _ESCAPES if escape in body and _decodes(body, encoding)), "utf-8")
    if _decodes(body, "utf-8"):
        return "utf-8"
    declared = [name for name in (_charset((content_type or "").encode()), _charset(body[:_HEAD])) if name]
    for encoding in (*declared, "utf-8"):  # at last UTF-8 that is broken here and there, as cut headlines leave it
        if _borne_out(body, encoding):
            return encoding
    return _guessed(body) or next(iter(declared), None) or _by_statistics(body)


def _wide(body: bytes) -> str | None:
    """UTF-16 without a mark: the markup's zeros stand at every other byte."""
    even, odd = body[:2000:2].count(0), body[1:2000:2].count(0)
    if max(even, odd) * 10 < len(body[:2000]) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _charset(text: bytes) -> str | None:
    match = _DECLARED.search(text)
    if match is None:
        return None
    label = match[1].decode("ascii").lower()
    try:
        name = codecs.lookup(_LABELS.get(label, label)).name
    except LookupError:
        return None
    return None if name in _NO_CHARSETS or name.startswith(("utf-16", "utf-32")) else name


def _decodes(body: bytes, encoding: str) -> bool:
    """Whether all bytes are letters of `encoding`; the last letter may be cut in the middle."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(body)
    except UnicodeDecodeError:
        return False
    return True


def _borne_out(body: bytes, encoding: str) -> bool:
    """Whether nearly all of the letters exist in `encoding`, and none of our scripts is plainly there instead."""
    text = body.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken and broken * 50 > sum(1 for letter in text if letter > "\x7f"):
        return False
    if encoding.startswith(("cp12", "iso8859", "latin", "koi8", "mac")):
        return _guessed(body) is None
    return True


def _guessed(body: bytes) -> str | None:
    """The East Asian encoding in which the bytes read like a language, if any does."""
    first = _FOREIGN.search(body)
    sample = body[first.start() : first.start() + _SAMPLE] if first else b""
    best, clarity = None, _CLEAR
    for script in _SCRIPTS:
        found = _clarity(sample, script)
        if found > clarity:
            best, clarity = script.encoding, found
    return best


def _clarity(sample: bytes, script: _Script) -> float:
    letters = [letter for letter in sample.decode(script.encoding, "replace") if letter > "\x7f"]
    broken = letters.count("\ufffd")
    if not letters or broken * 20 > len(letters):
        return 0.0
    good = sum(1 for letter in letters if letter in script.letters)
    # half-width katakana and private letters are what other encodings look like when they are misread
    odd = sum(1 for letter in letters if "\uff61" <= letter <= "\uff9f" or "\ue000" <= letter <= "\uf8ff")
    return (good - 2 * odd - 5 * broken) / len(letters)


def _by_statistics(body: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_SAMPLE]).best()
    return best.encoding if best else "cp1252"
