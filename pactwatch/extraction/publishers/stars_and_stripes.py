"""Stars and Stripes, the paper of the American forces. Stories open "CAMP HUMPHREYS, South Korea — "."""

import re

from pactwatch.extraction.recipe import Layout, Recipe

_DROP = ("figure", ".caption", ".photo", ".related", ".ad", ".newsletter", ".social-share")

RECIPE = Recipe(
    outlet="Stars and Stripes",
    hosts=("stripes.com",),
    layouts=(
        # General knowledge of 2026-11, not verified on saved pages; addresses, captions and bylines were seen.
        Layout(
            seen="since 2021",
            body="div.article-body, [itemprop=articleBody]",
            title="h1.article-title, h1.headline",
            drop=_DROP,
        ),
        Layout(
            seen="until 2021",
            body="div#article_body, div.article_body",
            title="h1.article_title",
            published=".article_date",
            drop=_DROP,
        ),
    ),
    affixes=(r"[-|]\s?Stars (?:and|&) Stripes",),
    # "By SETH NOBODY | STARS AND STRIPES Published: April 30, 2021", and since 2021 without what is behind the bar
    byline=re.compile(
        r"^By (?P<names>[A-Z][A-Za-z.'’ -]{3,60}?(?:,? and [A-Z][A-Za-z.'’ -]{3,40}?)?)"
        r"\s*\|\s*STARS AND STRIPES(?:\s*(?:•|Published:).{3,40})?$",
        re.IGNORECASE,
    ),
    boilerplate=(
        ("caption", re.compile(r"^.{20,300}\([A-Z][\w.'’ -]{3,40}/(?:Stars and Stripes|U\.S\. \w+(?: \w+)?)\)$")),
        ("source", re.compile(r"^Source URL:")),
        ("contact", re.compile(r"^(?:[\w.]+@stripes\.com|Twitter: ?@\w+)$", re.IGNORECASE)),
        ("contribution", re.compile(r"^Stars and Stripes reporters? .{5,80} contributed to this report\.$")),
    ),
)
