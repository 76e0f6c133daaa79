"""What a page should give, and whether it does: the fixtures of the recipes, field by field."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from pactwatch.article import Article, Moment
from pactwatch.extraction.reading import Extraction

FIELDS = (
    "outlet", "language", "kind", "access", "stub", "title", "paragraphs", "authors", "published", "modified",
    "section", "image", "image_caption", "wire",
)  # fmt: skip
REQUIRED = ("url", "title", "paragraphs", "published", "language")
"""What every fixture must state; the page of an article that shows none of these proves nothing."""


class Difference(NamedTuple):
    """A field that is not what was expected of it."""

    field: str
    expected: object
    found: object
    rule: str


def empty_expectations(expected: Mapping[str, object]) -> list[str]:
    """The fields that are missing or state nothing: an expectation that no reading could fail."""
    missing = [name for name in REQUIRED if name not in expected]
    unknown = [name for name in expected if name not in {*FIELDS, "url", "content_type", "absent"}]
    empty = [name for name, value in expected.items() if value in (None, "", [], [""]) and name != "absent"]
    return missing + unknown + empty


def differences(expected: Mapping[str, object], extraction: Extraction) -> list[Difference]:
    """Compare every field that `expected` states; "absent" lists fields that must stay empty."""
    found = as_data(extraction.article)
    wanted = {name: expected[name] for name in FIELDS if name in expected}
    absent = expected.get("absent", [])
    wanted |= {str(name): None for name in absent} if isinstance(absent, list) else {}
    return [
        Difference(name, value, found[name], extraction.rules.get(name, "?"))
        for name, value in wanted.items()
        if (found[name] or None if value is None else found[name]) != value
    ]


def as_data(article: Article) -> dict[str, object]:
    """The article's fields as an expected.json writes them."""
    values: dict[str, object] = {name: getattr(article, name) for name in FIELDS}
    values["paragraphs"], values["authors"] = list(article.paragraphs), list(article.authors)
    return values | {"published": written(article.published), "modified": written(article.modified)}


def written(moment: Moment | None) -> str | None:
    """A moment in the page's own time, as far as it is known: "2022-06-14", "2022-06-14T15:21+09:00"."""
    if moment is None:
        return None
    local = moment.instant + timedelta(minutes=moment.offset or 0)
    if moment.precision in {"day", "month"}:
        return f"{local:%Y-%m-%d}"[: 10 if moment.precision == "day" else 7]
    clock = f"{local:%Y-%m-%dT%H:%M:%S}" if moment.precision == "second" else f"{local:%Y-%m-%dT%H:%M}"
    if moment.offset is None:
        return clock
    sign, minutes = ("-" if moment.offset < 0 else "+"), abs(moment.offset)
    return f"{clock}{sign}{minutes // 60:02}:{minutes % 60:02}"
