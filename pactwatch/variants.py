"""One form for all spellings of a term, and the way back to the text as it stands.

Nothing here knows a topic. Two forms are made of a text:

- `Folded`: width, case, old and new characters, joiners (space, hyphen, dash, middle dot) no longer differ; every
  position leads back to the original. The judge reads this.
- `squeezed`: the same with everything dropped that is no letter or digit. The screen reads this: whatever spacing,
  punctuation or markup stood inside a term, the term is found, so the screen finds at least what the judge finds.
"""

import itertools
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from pactwatch.text import is_cjk

# What may stand between the parts of a term: hyphens and dashes, middle dots of three scripts (U+318D is a letter to
# Unicode, but Korean newspapers set it as a dot), the swung dashes; white space is added by rule.
JOINERS = "-‐‑‒–—―−﹣－·ㆍ・‧･•∙⋅᛫〜～"

# The same character, old and new: kyūjitai, shinjitai, traditional and simplified, led to the last of each group
# (Unihan kSimplifiedVariant, kTraditionalVariant; the list of new forms in the jōyō table of 1981).
_CHARACTER_GROUPS = (
    "軍军 報报 護护 協协 韓韩 國国 議议 約约 東东 爾尔 華华 義义 發発发 會会 長长 務务 終终 續続续 繼継继 復复 "
    "條条 効效 機机 構构 絕絶绝 導导 彈弾弹 戰戦战 時时 間间 動动 實実实 門门 開开 關関关 對対对 與与 無无 總総总 "
    "統统 黨党 內内 員员 問问 題题 經経经 濟済济 緊紧 強强 徵徴征 勞労劳 償偿 決决 應応应 廣広广 澤沢泽 龍竜龙 恵惠 "
    "單単单 團団团 岡冈 權権权 圖図图 亞亜亚 聯联 網网 訊讯 號号 書书 認认 識识 證証证 談谈 論论 請请 諾诺 謝谢 譯訳译 "
    "讓譲让 貿贸 資资 賠赔 贊賛赞 車车 輸输 遠远 運运 還还 進进 選选 邊辺边 郵邮 鄭郑 銀银 錄録录 鐵鉄铁 閣阁 "
    "陸陆 陽阳 際际 隊队 險険险 雙双 電电 靜静 韋韦 頓顿 領领 須须 預预 類类 風风 飛飞 馬马 駐驻 體体 鮮鲜 鳥鸟 "
    "點点 齊斉齐 濱浜滨 瀨瀬濑 橫横 賢贤 趙赵 顯顕显 鐘钟 鍾钟 錫锡 悅悦 爲為为 尋寻 將将 帶帯带 廢廃废 "
    "彥彦 德徳 擊撃击 數数 斷断 暫暂 樣様样 標标 檢検检 歐欧 歷歴历 氣気气 淺浅 漢汉 灣湾 爭争 獨独 產産产 畫画 "
    "當当 盜盗 礎础 禮礼 種种 稱称 積积 穩穏稳 簽签 籤签 級级 納纳 紙纸 線线 縣県县 脅胁 舉挙举 葉叶 藝芸艺 處処处 "
    "衛卫 衝冲 術术 規规 視视 觀観观 覽覧览 計计 訂订 記记 訪访 設设 許许 試试 該该 說説说 調调 變変变 責责 費费"
).split()
_CHARACTERS = {old: group[-1] for group in _CHARACTER_GROUPS for old in group[:-1]}


def _daily(character: str) -> bool:
    """Whether a character is of daily use in Japan: JIS X 0208, level 1."""
    return b"\x88\x9f" <= character.encode("shift_jis", "replace") <= b"\x98\x72"


_PRINTED = {
    "ja": str.maketrans({group[-1]: next(filter(_daily, group), group[0]) for group in _CHARACTER_GROUPS}),
    "ko": str.maketrans({group[-1]: group[0] for group in _CHARACTER_GROUPS}),
}

# Where the folded form has another length a mark from the private use area stands in its place until it is evened out.
_DROPPED = "\ue000"
_LONGER = "\ue001"
_COMBINING = "\ue002"  # accents, and the voicing marks that half-width kana carry as characters of their own
_JAMO = "\ue003"  # Hangul in parts
_MARKS = frozenset((_DROPPED, _LONGER, _COMBINING, _JAMO))
_UNEVEN = re.compile("  +|\ue000\ue000*|\ue001|\ue002\ue002*|\ue003\ue003*")
_SPACES = re.compile("  +")  # the same where no mark stands, found in a quarter of the time
_BREAKS = re.compile(rf"[\s{re.escape(JOINERS)}]+")
_NOT_WORD = re.compile(r"[^\w\x00-\x7f]+")
_ASCII_PUNCTUATION = bytes(code for code in range(128) if not chr(code).isalnum())
_MOST_JOINTS = 4


def _folded_character(character: str) -> str:
    if character == "\n":
        return character
    if character in JOINERS or character.isspace():
        return " "
    if unicodedata.category(character) == "Cf":
        return ""
    normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    return "".join(_CHARACTERS.get(each, each) for each in normal)


class _Table(dict[int, str]):
    """Character by character, always one for one."""

    def __missing__(self, code: int) -> str:
        folded = _folded_character(chr(code))
        if len(folded) > 1 and not any(each.isalnum() for each in folded):
            folded = chr(code)  # "…", "℃": no part of a term
        value = _mark(folded) or folded
        self[code] = value
        return value


def _mark(folded: str) -> str | None:
    if len(folded) != 1:
        return _LONGER if folded else _DROPPED
    if unicodedata.combining(folded):
        return _COMBINING
    return _JAMO if "\u1100" <= folded <= "\u11ff" else None


_TABLE = _Table()


class _Folded(dict[str, str]):
    """The same by the character itself, which spares a call for each."""

    def __missing__(self, character: str) -> str:
        self[character] = _TABLE[ord(character)]
        return self[character]


_FOLDED = _Folded()
# What running text is made of: here folding is lower case and no more, which tests/test_variants.py holds against the
# table. All other characters are looked up one by one, in an article of 2,500 about a hundred.
_PLAIN = "\n !\"#$%&'()*+,./0-9:;<=>?@A-Za-z_‘’“”、。「」『』《》【】…가-힣ぁ-ゖァ-ヺー" + "".join(
    f"{chr(ord(before) + 1)}-{chr(ord(after) - 1)}"
    for before, after in itertools.pairwise(("\u4dff", *sorted(_CHARACTERS), "\ua000"))
    if ord(after) - ord(before) > 1
)
_NOT_PLAIN = re.compile(f"([^{_PLAIN}])")


def _even(text: str) -> tuple[str, re.Pattern[str] | None]:
    """Return `text` folded one for one, and what finds the pieces that have another length, if there are any."""
    if text.isascii():
        even, marked = text.translate(_TABLE), False
    else:
        pieces = _NOT_PLAIN.split(text)
        folded = list(map(_FOLDED.__getitem__, pieces[1::2]))
        pieces[1::2] = folded
        even, marked = "".join(pieces).lower(), not _MARKS.isdisjoint(folded)
    if marked:
        return even, _UNEVEN
    return even, _SPACES if "  " in even else None


@lru_cache(maxsize=4096)  # a text in parts (NFD) consists of a few pieces, over and over
def _exact(original: str, even: str) -> str:
    """Return an uneven piece as it folds at its own length."""
    folded = (_folded_character(was) if now in _MARKS else now for was, now in zip(original, even, strict=True))
    return unicodedata.normalize("NFC", "".join(folded))


def as_printed(folded: str, language: str) -> str:
    """Return folded text in the characters that a language is printed in, so that a person can read it."""
    return folded.translate(_PRINTED.get(language, {}))


class Folded:
    """A text in folded form, paragraphs kept apart by newlines, with the way back to the original."""

    __slots__ = ("_folded_at", "_original_at", "original", "text")

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.original = "\n".join(paragraphs)
        if self.original.count("\n") >= len(paragraphs):
            self.original = "\n".join([paragraph.replace("\n", " ") for paragraph in paragraphs])
        self._folded_at = [0]
        self._original_at = [0]
        even, pieces = _even(self.original)
        self.text = self._evened(even, pieces) if pieces else even

    def _evened(self, even: str, uneven_pieces: re.Pattern[str]) -> str:
        pieces: list[str] = []
        done = length = 0
        for uneven in uneven_pieces.finditer(even):
            start, end = uneven.span()
            if uneven[0][0] == _COMBINING and start > done:
                start -= 1  # the letter that carries the marks
            piece = " " if uneven[0][0] == " " else _exact(self.original[start:end], even[start:end])
            pieces += (even[done:start], piece)
            length += start - done
            # inside a piece positions lead on from its first character, after it they run in step again
            self._folded_at += (length, length + len(piece))
            self._original_at += (start, end)
            length += len(piece)
            done = end
        pieces.append(even[done:])
        return "".join(pieces)

    def at(self, position: int) -> int:
        """Return the position in `original` of a position in `text`."""
        i = bisect_right(self._folded_at, position) - 1
        at = self._original_at[i] + position - self._folded_at[i]
        return min(at, self._original_at[i + 1]) if i + 1 < len(self._original_at) else at

    def slice(self, start: int, end: int) -> str:
        """Return the original characters of `text[start:end]`."""
        if len(self._folded_at) == 1:  # most texts: they fold character by character
            return self.original[start:end]
        return self.original[self.at(start) : self.at(end)]


def spellings(term: str) -> frozenset[str]:
    """Return the folded forms under which `term` is looked for.

    A space, hyphen or dot in the term is a joint. In an alphabet the parts stay apart (which joiner is the same to
    us), but names like "Suk-yeol" are also written in one; in Korean, Japanese and Chinese a joint may be closed. A
    word in capitals is found with a point after each letter as well.
    """
    folded = Folded([term]).text.strip()
    parts = folded.split(" ")
    if term.isascii() and term.isupper() and term.isalpha() and len(term) > 2:
        return frozenset({folded, ".".join(folded)})
    if len(parts) == 1:
        return frozenset({folded})
    closable = [is_cjk(a[-1]) or is_cjk(b[0]) or _hyphen_between(term, a, b) for a, b in itertools.pairwise(parts)]
    if len(parts) > _MOST_JOINTS + 1:  # all open or all closed: 2 forms, not 2 to the joints
        shut = "".join(p + ("" if c else " ") for p, c in zip(parts, [*closable, True], strict=True))
        return frozenset({folded, shut})
    choices = [(" ", "") if closed else (" ",) for closed in closable]
    return frozenset(
        "".join(itertools.chain.from_iterable(zip(parts, [*joints, ""], strict=True)))
        for joints in itertools.product(*choices)
    )


def _hyphen_between(term: str, before: str, after: str) -> bool:
    """Whether a given name is joined here: "Suk-yeol", not "Japan-Korea"; the part after begins in lower case."""
    at = re.search(rf"{re.escape(before)}-{re.escape(after)}", term, re.IGNORECASE)
    return at is not None and before.isascii() and term[at.start()].isupper() and term[at.end() - len(after)].islower()


def squeezed(text: str) -> str:
    """Return the letters and digits of `text`, folded: what is left when spacing and punctuation do not count."""
    text = text.casefold() if text.isascii() else _squeezable(text)
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII_PUNCTUATION).decode("utf-8", "surrogatepass")


_OLD = re.compile(f"[{''.join(_CHARACTERS)}]")
_DOTS_THAT_ARE_LETTERS = re.compile("[ㆍ]")


def _squeezable(text: str) -> str:
    text = _DOTS_THAT_ARE_LETTERS.sub("", text)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    text = text.casefold()
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return _OLD.sub(lambda old: _CHARACTERS[old[0]], _NOT_WORD.sub("", text))
