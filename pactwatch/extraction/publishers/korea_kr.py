"""대한민국 정책브리핑: what every ministry of Korea releases; the ministry is the outlet of its feed, and the author.

Releases are dated to the day ("2026.01.06"); points begin with □ and ㅇ.
"""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

_DROP = (".filedown", ".file_list", ".view_btn", ".sns", "figure", ".article_footer", ".opennuri")

_PLACES = "(?:정책정보|정책뉴스|브리핑룸|보도자료|뉴스)"
"""Where on the site a page stands; its title says so behind the headline."""

RECIPE = Recipe(
    outlet="Korea Policy Briefing",
    hosts=("korea.kr",),
    zone=KST,
    layouts=(
        # as public scrapers of 2025-2026 name the title, the date, the files and (one of several names) the text
        Layout(
            seen="since 2020",
            body=".view_cont, .article_body, .rbody",
            title=".view_title h1, .article_head h1",
            published=".view_title .date, .article_head .date, .info .date",
            drop=_DROP,
        ),
    ),
    affixes=(rf"(?:[|-]\s?{_PLACES}\s?){{0,3}}[|-]\s?(?:대한민국 )?정책브리핑", rf"[|-]\s?{_PLACES}"),
    boilerplate=(
        ("source", re.compile(r"^[\"“]?이 (?:자료|글)는? .{2,30}(?:보도자료를 전재하여|에서 제공)")),
        ("license", re.compile(r"공공누리|저작권정책 참조|출처표시의 조건")),
        ("contact", re.compile(r"^문의\s*[:：]")),
        ("attachment", re.compile(r"^(?:첨부|붙임|별첨)\s?(?:파일)?\s?(?:\d+부?\.?|[:：].*)?$")),
        ("end", re.compile(r"^(?:끝\.?|<끝>)$")),
    ),
)
