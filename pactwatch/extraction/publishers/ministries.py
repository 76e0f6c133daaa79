"""The foreign ministries of Korea and Japan. Neither signs its releases; Japan's pages print the year by its era."""

import re

from pactwatch.extraction.recipe import JST, KST, Layout, Recipe

_KOREA = (
    # general knowledge of 2026-11, not verified on a saved page
    Layout(
        seen="since 2018",
        body="div.bo_con, div.board_detail .contents, div.view_con",
        title=".bo_head h2, .board_detail .title",
        published=".bo_head .date, .bo_head dl, .board_detail .date",
        drop=(".file_list", ".bo_file", "table.file"),
    ),
)
_JAPAN = (
    Layout(
        seen="since 2012",
        body="#maincontents",
        title="#maincontents h1",
        published="#maincontents .rightalign",
        drop=(
            "h1",
            ".rightalign",
            "ul.menulist",
            ".related",
            ".breadcrumb",
            "#breadcrumb",
            ".any-area .link",
            "figure",
        ),
    ),
)
_LINES = (
    ("end", re.compile(r"^(?:끝\.?|/END/|以上)$")),
    ("attachment", re.compile(r"^(?:첨부\s?[:：]|붙임\s?[:：]|\(?unofficial translation\)?$)", re.IGNORECASE)),
    ("back", re.compile(r"^(?:Back to .{3,40}|報道発表(?:へ戻る|一覧)|このページのトップへ戻る.*|.{2,20}へ戻る)$")),
    ("related", re.compile(r"^(?:Related Links?|関連リンク)$")),
)

# Name -> its outlet, host or edition's path, zone, layouts.
_EDITIONS = (
    ("mofa_korea", "Korean Ministry of Foreign Affairs", ("mofa.go.kr",), KST, _KOREA),
    ("mofa_korea_en", "Korean Ministry of Foreign Affairs", ("mofa.go.kr/eng",), KST, _KOREA),
    ("mofa_japan_en", "Japanese Ministry of Foreign Affairs", ("mofa.go.jp",), JST, _JAPAN),
    ("mofa_japan", "Japanese Ministry of Foreign Affairs", ("mofa.go.jp/mofaj",), JST, _JAPAN),
)
RECIPES = {
    name: Recipe(
        outlet=outlet,
        hosts=hosts,
        zone=zone,
        layouts=layouts,
        affixes=(r"\|\s?(?:외교부|外務省|Ministry of Foreign Affairs.*)", r"[|｜]\s?(?:상세보기|View)\b.*"),
        boilerplate=_LINES,
    )
    for name, outlet, hosts, zone, layouts in _EDITIONS
}
