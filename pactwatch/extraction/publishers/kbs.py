"""KBS news in Korean, and KBS World Radio in its languages (one host, ?lang=e, k, j, c ...)."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPES = {
    "kbs": Recipe(
        outlet="KBS News",
        hosts=("news.kbs.co.kr",),
        zone=KST,
        layouts=(
            Layout(
                seen="since 2023",
                body="div#cont_newstext, div.detail-body",
                title="h4.headline-title",
                published="em.input-date",
                modified="em.edit-date",
                authors=".reporter-name",
                section=".category-name",
                drop=(".detail-visual", ".detail-caption"),
            ),
        ),
        affixes=(r"[|-]\s?KBS\s?뉴스",),
        boilerplate=(
            ("tip line", re.compile(r"^■ 제보하기|^▷ (?:카카오톡|전화|이메일|유튜브)")),
            ("label", re.compile(r"^\[(?:앵커|리포트|기자)\]$")),
        ),
    ),
    "kbs_world": Recipe(
        outlet="KBS World",
        hosts=("world.kbs.co.kr",),
        zone=KST,
        layouts=(
            Layout(
                seen="since 2019",
                body="div.body_txt",
                title=".title_area h1",
                published=".title_area .date",
                section=".title_area .cate",
                image_caption=".img_box figcaption, .img_box .txt",
                drop=(".img_box", ".no-print"),
            ),
        ),
        byline=re.compile(r"^(?P<names>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}), KBS World Radio News\.?$"),
        affixes=(r"l\s?KBS WORLD", r"\|\s?KBS WORLD.*"),
        boilerplate=(("caption", re.compile(r"^Photo ?: .{2,80}$")),),
    ),
}
