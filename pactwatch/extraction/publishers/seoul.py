"""서울신문. Paragraphs are parted by br; a menu of font sizes stands beside them."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

RECIPE = Recipe(
    outlet="Seoul Shinmun",
    hosts=("seoul.co.kr",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2023",
            body=".viewContent",
            title="h1.h38",
            published=".dateInfo .writeInfo",
            modified=".dateInfo .updateInfo",
            authors=".reporterInfo .name a",
            section=".breadcrumb li:last-child a",
            image_caption=".v_photo_caption",
            drop=(".v_photoarea", ".v_photo_caption", ".stit", ".fontSize"),
        ),
        Layout(seen="until 2023", body="div#atic_txt1, div#articleContent", drop=(".v_photo", ".fontSize")),
    ),
    affixes=(r"[|:]\s?서울신문",),
    boilerplate=(("copyright", re.compile(r"^(?:▶|ⓒ\s?서울신문)")),),
)
