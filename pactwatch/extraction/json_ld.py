"""JSON-LD as outlets write it: lists, graphs, one object in another, control characters and stray commas."""

import json
import re
from dataclasses import dataclass
from typing import Any

_ARTICLES = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|NewsItem|Review|Reportage)$")
_VIDEO = "VideoObject"
_WRAPPINGS = (("<![CDATA[", "]]>"), ("<!--", "-->"))
_STRAY_COMMA = re.compile(r",\s*(?=[}\]])")
_DEEPEST = 12
_MOST = 400
"""Levels and objects that are looked at; a page beyond them is no news page."""


@dataclass(frozen=True, slots=True)
class Node:
    """One JSON-LD object."""

    fields: dict[str, Any]

    @property
    def types(self) -> list[str]:
        """Names of its types, without their vocabulary."""
        return [str(kind).rsplit("/", 1)[-1] for kind in _listed(self.fields.get("@type"))]

    @property
    def is_article(self) -> bool:
        """Whether it describes something written."""
        return any(_ARTICLES.search(kind) for kind in self.types)

    def text(self, field: str) -> str | None:
        """The field as text: its own, its first, or the name, value or address of what stands there."""
        return next(iter(self.texts(field)), None)

    def texts(self, field: str) -> list[str]:
        """Every text of a field that may be a list."""
        return [text for value in _listed(self.fields.get(field)) if (text := _text(value))]

    def nodes(self, field: str) -> list["Node"]:
        """The objects of a field."""
        return [Node(value) for value in _listed(self.fields.get(field)) if isinstance(value, dict)]


def nodes_in(script: str) -> list[Node]:
    """Return every object in a JSON-LD script, outer ones first; none where it is no JSON even after mending."""
    data = parsed(script)
    nodes: list[Node] = []
    level = [data]
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                nodes.append(Node(value))
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
        level = [value for value in below if isinstance(value, dict | list)]
        if not level or len(nodes) > _MOST:
            break
    return [node for node in nodes[:_MOST] if "@type" in node.fields]


def parsed(text: str) -> Any:
    """Return the JSON value in `text`, mended where outlets break it; None where that does not help."""
    text = text.strip().rstrip("; \n")
    for opening, closing in _WRAPPINGS:
        text = text.removeprefix("//").strip().removeprefix(opening).removesuffix(closing).removesuffix("//").strip()
    for attempt in (text, _STRAY_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str | None:
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "@value", "url", "@id") if value.get(key)), None)
    if isinstance(value, list):
        value = next(iter(value), None)
    return value.strip() or None if isinstance(value, str) else None
