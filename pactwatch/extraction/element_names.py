"""What the class or id of an element says it is, where it is none of the story."""

from functools import lru_cache

from pactwatch.extraction.patterns import any_of

# Name -> words in a class or an id that tell what an element is, when it is small beside the whole.
_MARKED = {
    "caption": any_of(
        r"""
        caption
        cutline
        photo[-_]?(?:desc|text|info|credit)
        ima?ge?[-_]?(?:desc|txt|credit|sub)
        """,
        before=r"(?:^|[\s_-])",
    ),
    "related": any_of(
        r"""
        related
        recommend
        read-?more
        also-?read
        more-?(?:stories|news|articles|link|on)
        see-?also
        link-?box
        top-?stories
        trending
        most-?(?:read|popular)
        outbrain
        taboola
        """,
        before=r"(?:^|[\s_-])",
    ),
    "share": any_of(
        r"(?:sns|social|share|sharing|addthis|utility|print|bookmark|font-?size|toolbar|tool-?box)s?(?:$|[\s_-])",
        before=r"(?:^|[\s_-])",
    ),
    "subscription": any_of(
        r"(?:newsletter|subscri(?:be|ption)|paywall|promo|sign-?up|piano|membership|donat(?:e|ion))",
        before=r"(?:^|[\s_-])",
    ),
    "advertisement": any_of(
        r"(?:ads?|advert\w*|ad-?(?:box|slot|unit|wrap|container)|banner|sponsor\w*|dfp|gpt)(?:$|[\s_-])",
        before=r"(?:^|[\s_-])",
    ),
    "copyright": any_of(r"(?:copyright|copy_?right|license)", before=r"(?:^|[\s_-])"),
    "byline": any_of(
        r"(?:byline|author(?:s|-?(?:info|box|bio|name|card|profile))?|reporter|journalist|writer|credit|profile)(?:$|[\s_-])",
        before=r"(?:^|[\s_-])",
    ),
    "comments": any_of(r"(?:comments?|reply|replies|disqus)(?:$|[\s_-])", before=r"(?:^|[\s_-])"),
    "tags": any_of(
        r"(?:tags?|keywords?|breadcrumbs?|topics?|pagination|paging|article-?tags|hashtags?)(?:$|[\s_-])",
        before=r"(?:^|[\s_-])",
    ),
    "hidden": any_of(
        r"(?:sr-only|screen-?reader(?:-text)?|visually-?hidden|blind|a11y)(?:$|[\s_-])", before=r"(?:^|[\s_-])"
    ),
}


@lru_cache(maxsize=20_000)
def marked_as(words: str) -> str | None:
    """The name of what an element with these words in class and id is, if they tell."""
    return next((name for name, pattern in _MARKED.items() if pattern.search(words)), None)
