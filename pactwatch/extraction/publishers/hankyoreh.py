"""한겨레 and its English and Japanese editions. Its feeds carry no dates: the page is where they are."""

import re

from pactwatch.extraction.recipe import KST, Layout, Recipe

# Next.js since 2023; classes end in a hash ("ArticleDetailView_title__9kRU_"), so they are matched by their beginning.
_NEXT = Layout(
    seen="since 2023",
    body="div.article-text p.text",
    title="[class*=ArticleDetailView_title]",
    published="[class*=ArticleDetailView_dateListItem]",
    authors="[class*=ArticleDetailView_reporterLink]",
    section="[class*=ArticleDetailView_breadcrumb] a",
    image_caption="[class*=ArticleDetailContent_figcaption], .article-text figcaption",
)
_LINES = (
    ("contact", re.compile(r"^Please direct (?:comments|questions)")),
    ("mail", re.compile(r"^[\w.+-]+@hani\.co\.kr$")),
    ("contact", re.compile(r"^お問い合わせ\s?japan@hani")),
)

RECIPES = {
    "hankyoreh_ko": Recipe(
        outlet="Hankyoreh",
        hosts=("hani.co.kr",),
        zone=KST,
        layouts=(
            _NEXT,
            Layout(
                seen="2014-2023",
                body=".article-text-font-size .text",
                title=".article-head .title",
                published="p.date-time span",
                authors=".kiza-info .name",
                drop=(".image-area", ".subtitle", ".desc"),
            ),
        ),
        affixes=(r":\s.{2,12}:\s뉴스\s:\s한겨레",),
        boilerplate=_LINES,
    ),
    "hankyoreh_en": Recipe(
        outlet="Hankyoreh",
        hosts=("english.hani.co.kr",),
        zone=KST,
        layouts=(
            _NEXT,
            Layout(
                seen="2018-2023",
                body="div#bodyapp",
                title="h2#titleapp",
                published=".headline-data",
                section=".view_map span a",
                drop=(".imgcaption",),
            ),
        ),
        affixes=(
            r":\s(?:International|National|North Korea|Business|Editorial).{0,20}:\sHankyoreh",
            r"\[News analysis\]",
        ),
        byline=re.compile(
            r"^By (?P<names>[A-Z][^.!?]{3,90}?)(?:, (?:\w+ ){0,3}(?:reporter|correspondent|writer)s?.*)?$"
        ),
        boilerplate=_LINES,
    ),
    "hankyoreh_ja": Recipe(
        outlet="Hankyoreh",
        hosts=("japan.hani.co.kr",),
        zone=KST,
        layouts=(
            Layout(
                seen="until 2026",  # body and date as of 2026-01; general knowledge, not verified on a saved page
                body=".article-contents, .article-text p.text",
                title=".article-title, [class*=ArticleDetailView_title]",
                published=".article-control p, [class*=ArticleDetailView_dateListItem]",
                drop=(".image-area", "[class*=ArticleDetailContent_imageWrap]"),
            ),
        ),
        affixes=(r":\s.{2,12}:\sハンギョレ(?:新聞)?",),
        byline=re.compile(
            r"^(?P<names>[一-鿿々]{2,4}(?:[、・][一-鿿々]{2,4})*)\s?(?:先任)?(?:記者|特派員|論説委員)?"
            r"\s?[（(]?\s?(?:お問い合わせ\s?)?[\w.+-]+@hani\.co\.kr\s?[）)]?$"
        ),
        boilerplate=(*_LINES, ("original", re.compile(r"^(?:韓国語原文入力|訳\s?[A-Z.]{2,6}$|https?://www\.hani)"))),
    ),
}
