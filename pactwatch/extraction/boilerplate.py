"""Lines among an article's paragraphs that are none of it, by name. They are kept apart, never thrown away."""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from pactwatch.extraction.patterns import any_of


def _anywhere(lines: str, *, words: str) -> Callable[[str], object]:
    """Tells by patterns that may begin inside a line; each holds one of `words`, without which nothing is searched."""
    search, held = any_of(lines).search, words.split()

    def tells(line: str) -> object:
        lower = line.lower()
        return any(word in lower for word in held) and search(line)

    return tells


# Name -> what tells that a line is it. Long lines are sentences: only copyright notices may be long.
_LINES: dict[str, Callable[[str], object]] = {
    "copyright": _anywhere(
        r"""
        ^\W*(?:copyright|©|ⓒ|\(c\)|all rights reserved)
        all rights reserved\.?\W*$
        무단\s?(?:전재|복제|배포)
        재배포\s?(?:및|금지)
        저작권자
        無断(?:転載|複製|転用)
        ^\W*版权(?:声明|所有)
        未经\S{0,6}(?:授权|许可)\S{0,6}不得(?:转载|使用)
        """,
        words="copyright reserved © ⓒ (c) 무단 재배포 저작권자 無断 版权 未经",
    ),
    "mail": re.compile(r"^\W*(?:[가-힣]{2,4}\s*(?:기자)?\s*)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*$").match,
    "subscription": any_of(
        r"""
        subscribe (?:to|now|for)
        sign up (?:for|to)
        already a subscriber
        to continue reading
        register to (?:read|continue)
        this (?:article|story) is for subscribers
        この記事は(?:会員|有料)
        有料会員
        会員(?:限定|登録)
        ログインして
        残り\s?\d+\s?文字
        点击(?:展开|查看|阅读)(?:全文|更多)
        扫码(?:看|查看|阅读|关注|下载)
        続きを読む
        구독(?:하기|신청)
        뉴스레터
        """,
        before="^",
    ).match,
    "related": any_of(
        r"""
        related(?: (?:articles?|stories|news|topics|links|coverage))?\s*:?\s*$
        (?:read (?:more|also)|see also|also read|more on|recommended)\b
        관련\s?(?:기사|뉴스)
        함께 보면
        많이 본
        추천\s?기사
        【?関連(?:記事|リンク|ニュース|キーワード|画像)?】?(?:\W|$)
        【?あわせて読み
        こちらもおすすめ
        ▶\s?(?:관련|바로|제보|네이버|한겨레|연합|조선|중앙|동아)
        【?(?:延伸|相关|推荐)(?:阅读|新闻|报道)】?
        실시간 (?:주요\s?뉴스|인기)
        \S{2,12}의 다른 기사(?:\W|$)
        """,
        before=r"^\W*",
    ).match,
    "share": any_of(
        r"""
        share(?: this)?(?: article| story)?
        tweet
        facebook
        twitter
        (?:기사 ?)?공유(?:하기)?
        シェア(?:する)?
        印刷
        print
        advertisement
        광고
        広告
        """,
        before="^",
        after=r"\W*$",
    ).match,
    # Portals: when it was entered and edited, how many wrote below it, what readers felt.
    "counters": any_of(
        r"""
        (?:.{1,20}\|\s*)?입력\s?:?\s?\d{4}\s?[.-].*(?:수정|댓글|글자\s?크기|$)
        .{1,20}\|\s*\d{4}[.-]\d\d?[.-]\d\d?\.?\s.{0,12}\|\s*댓글
        이 기사에 대해 어떻게 생각
        이 기사는 언론사에서 .{1,20}섹션으로 분류
        最終更新\s?[:：]?\s?\d
        .{1,24}配信\s+コメント\s?\d
        """,
        before="^",
    ).match,
    # Who stood behind the reporter, and how the desk ends a text.
    "desk": any_of(
        r"""
        (?:责任编辑|责编|值班编辑)\s?[:：／/].{1,20}$
        原标题\s?[:：]
        [(（]?(?:来源|转载自)\s?[:：].{1,30}$
        \W?(?:end|끝|계속|完)\W?$
        촬영\s?기자\s?[:：]
        영상\s?(?:취재|편집|촬영)\s?[:：]
        [(（]?영상취재
        ▣\s?제보
        [\[(]?this (?:article|story) (?:was|has been) translated from
        [（(]翻译自
        """,
        before="^",
    ).match,
    "contact": any_of(
        r"""
        please direct (?:comments|questions)
        (?:send|e-?mail) (?:comments|us|tips)
        follow (?:us|him|her|them|@)
        contact (?:the )?(?:author|reporter|us)\b
        기사\s?제보
        제보는
        """,
        before="^",
    ).match,
    "caption": _anywhere(
        r"""
        ^photo/illu(?:s)?tration
        ^file photo
        ^\[?(?:사진|그래픽)\s?[=:/|제설]
        ^【?(?:写真|画像)】?[:：＝=]
        ^[【（(](?:写真|画像)(?:説明)?[】）)]
        ^\[photo\]
        ^[\[(]사진\s?[=:제][^\])]*[\])]$
        (?:사진|photo|写真)\s?[=＝][^.。]{1,40}$
        """,
        words="photo 사진 그래픽 写真 画像",
    ),
}
_LONGEST = {"copyright": 400, "caption": 220}
_LONGEST_LINE = 160


class Boilerplate(NamedTuple):
    """A line of the page that is no part of the article."""

    name: str
    text: str


def sorted_out(lines: list[str], title: str = "") -> tuple[tuple[str, ...], tuple[Boilerplate, ...]]:
    """Return the paragraphs among `lines` (NFC, each once where neighbours repeat), and what is none, by name."""
    paragraphs: list[str] = []
    apart: list[Boilerplate] = []
    for line in lines:
        text = unicodedata.normalize("NFC", line).strip()
        if not text or (paragraphs and paragraphs[-1] == text):
            continue
        name = name_of(text) or ("title" if text == title and not paragraphs else None)
        if name:
            apart.append(Boilerplate(name, text))
        else:
            paragraphs.append(text)
    return tuple(paragraphs), tuple(apart)


def name_of(line: str) -> str | None:
    """The name of the boilerplate that a line is, if it is any."""
    return next(
        (name for name, tells in _LINES.items() if len(line) <= _LONGEST.get(name, _LONGEST_LINE) and tells(line)),
        None,
    )
