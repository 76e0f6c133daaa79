"""한국일보. Redrawn in January and July 2026; the story's own classes (editor-p, editor-img-box) stayed."""

from pactwatch.extraction.recipe import KST, Layout, Recipe

_DROP = (".editor-img-box", ".edit-subscribe", ".writer", ".btn-area")

RECIPE = Recipe(
    outlet="Hankook Ilbo",
    hosts=("hankookilbo.com",),
    zone=KST,
    layouts=(
        Layout(
            seen="since 2026-07",
            body="#article-view-content :is(h2.sub-tit-ll, h3, p.editor-p)",
            image_caption="#article-view-content .editor-img-box .caption",
        ),
        Layout(
            seen="2020-2026",
            body="[itemprop=articleBody] > :is(h2, h3, p.editor-p)",
            authors=".writer .name strong",
            image_caption=".editor-img-box .caption",
        ),
        Layout(seen="until 2020", body="#article-body .editor-p, #article-body", drop=_DROP),
    ),
    affixes=(r"(?:-[가-힣/·]{2,8})?\s?[|ㅣ]\s?한국일보",),
)
