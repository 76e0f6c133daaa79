"""人民网 (People's Daily online). The last line names the editors in charge, "(责编：NAME、NAME)"."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

RECIPE = Recipe(
    outlet="People's Daily",
    hosts=("people.com.cn", "people.cn"),
    zone=480,
    layouts=(
        Layout(
            seen="since 2020",
            body=".rm_txt_con > p",
            authors=".rm_txt_con .edit",
            published=".rm_txt .channel .col-1-1, .rm_txt .channel",
        ),
        Layout(seen="2014-2020", body="#rwb_zw > p, .box_con > p", authors=".edit", published=".box01 .fl"),
    ),
    affixes=(r"--[^-]{2,8}--人民网", r"--人民网"),
    byline=re.compile(r"^[（(]责(?:任)?编(?:辑)?[：:]\s*(?P<names>[^()（）]{2,30})[)）]$"),
    boilerplate=(("shared", re.compile(r"^(?:分享让更多人看到|人民日报违法和不良信息举报)")),),
)
