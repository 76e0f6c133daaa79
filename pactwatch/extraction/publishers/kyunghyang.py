"""경향신문. The page carries a reader for the blind whose words are not the story's."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Kyunghyang Shinmun",
    hosts=("khan.co.kr",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2023",
            body="#articleBody p.content_text",
            title="article header h1, h1#articleTtl",
            published="article .date p, .byline em",
            authors="header .editor a",
            section="header .category a",
            image_caption=".art_photo .caption",
        ),
        Layout(seen="until 2023", body=".art_body p.content_text, #articleBody", drop=(".art_photo", ".caption")),
    ),
    affixes=(r"[-|]\s?경향신문",),
    boilerplate=(
        ("voice reader", re.compile(r"^(?:본문 ?듣기|음성으로 듣기|글자 크기)")),
        ("mail", re.compile(r"^[\w.+-]+@(?:kyunghyang|khan)\.(?:com|co\.kr)$")),
    ),
)
