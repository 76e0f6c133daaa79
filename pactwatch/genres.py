"""Whether an article reports, comments or explains, by the words with which newsrooms mark it.

A comment tells of no event, and an explainer of all that came before: both belong beside a story, and neither is a
source that reported it. Only an explainer that is pegged to one event as closely as two reports stands in its story.
An outlet that marks nothing reports. A news analysis is a report here, since most of them tell the event once more.
What must never happen: a report is taken for a comment because its headline speaks of one ("editorial board resigns"),
so a word counts only where a kicker or a section's name stands.
"""

import re
from typing import Literal

from pactwatch.article import Article
from pactwatch.text import fold

Genre = Literal["report", "comment", "background"]

# What kickers and sections say, folded. The first of each may stand behind the outlet's name ("江鸥时评", "한강 칼럼").
_COMMENT_ENDINGS = (
    "사설", "칼럼", "시론", "시평", "논단", "만평", "오피니언", "社説", "コラム", "オピニオン",
    "社评", "社評", "社论", "社論", "时评", "時評", "锐评", "专栏", "專欄",
)  # fmt: skip
_COMMENT = {
    "opinion", "opinions", "editorial", "editorials", "op-ed", "op-eds", "column", "columns", "columnist", "columnists",
    "commentary", "commentaries", "comment", "viewpoint", "viewpoints", "guest column", "letters", "our view",
    "letter to the editor", "letters to the editor", "views", "comment is free", "contributors",
    "기고", "특별기고", "기자수첩", "기자의 눈", "독자투고", "여적", "횡설수설",
    "論説", "主張", "天声人語", "余録", "編集手帳", "春秋", "産経抄", "寄稿", "論点", "時論", "社説・コラム",
    "评论", "評論", "观点", "觀點", "投书", "投書",
}  # fmt: skip
_BACKGROUND_ENDINGS = (
    "돋보기",
    "팩트체크",
    "用語解説",
    "いちから解説",
    "なるほドリ",
    "名词解释",
    "名詞解釋",
    "懒人包",
    "懶人包",
)
_BACKGROUND = {
    "explainer", "explainers", "explained", "factbox", "timeline", "backgrounder", "q&a", "faq", "fact check",
    "용어", "용어설명", "시사용어", "타임라인", "キーワード", "年表", "一文看懂", "背景资料", "背景資料",
}  # fmt: skip
_SEGMENTS = {word.replace(" ", "-"): word for word in _COMMENT | _BACKGROUND if word.isascii()}
_BRACKETED = re.compile(
    r"^\s*[\[【〈<《〔(]([^\]】〉>》〕)]{1,20})[\]】〉>》〕)]|[\[【〈<《〔(]([^\]】〉>》〕)]{1,20})[\]】〉>》〕)]\s*$"
)
_BEFORE = re.compile(r"^([^:|/]{1,20}?)\s*[:|/]")
_BEHIND = re.compile(r"[:|]\s*([^:|]{1,20})$")
_FIRST_WORD = re.compile(r"^(社説|論説|主張)\s")
_SPLIT = re.compile(r"\s*[>/|,·・»]\s*")
# A headline that asks what a thing is, or says that it will tell.
_ASKS = re.compile(
    "|".join(
        (
            r"^what (?:is|are|was)\b.*\?$", r"^what (?:you need |we know|to know)", r"^what the .{3,80} says\b",
            r"\bexplained$", r"things to know\b", r"って(?:何|なに|なあに)", r"とは(?:何か)?[?？]?$", r"란\?",
            r"란 무엇", r"뭐길래", r"무엇인가\?", r"^(?:什么|什麼)是", r"是(?:什么|什麼)[?？]$",
        )
    )
)  # fmt: skip


def genre(article: Article) -> Genre:
    """Return what an article is by its section, its kicker, its address, and the form of its headline."""
    title = fold(article.title)
    marks = [*_kickers(title), *_SPLIT.split(fold(article.section or "")), *_segments(article.canonical_url)]
    if any(mark in _COMMENT or mark.endswith(_COMMENT_ENDINGS) for mark in marks):
        return "comment"
    if any(mark in _BACKGROUND or mark.endswith(_BACKGROUND_ENDINGS) for mark in marks) or _ASKS.search(title):
        return "background"
    return "report"


def _kickers(title: str) -> list[str]:
    found = [part for pair in _BRACKETED.findall(title) for part in pair]
    found += [*_BEFORE.findall(title), *_BEHIND.findall(title), *_FIRST_WORD.findall(title)]
    return [kicker.strip() for kicker in found]


def _segments(url: str) -> list[str]:
    path = url.partition("://")[2].partition("?")[0].split("/")[1:-1]
    return [word for segment in path if (word := _SEGMENTS.get(segment.lower()))]
