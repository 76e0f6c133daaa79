"""Readers of stories that stand in a script: Fusion.globalContent of Arc, Next's __NEXT_DATA__, JSON-LD's body."""

import json
import re
from collections.abc import Callable
from typing import Any

from pactwatch.extraction.document import Document
from pactwatch.extraction.recipe import State

_FUSION = re.compile(r"Fusion\.globalContent\s*=\s*(?=\{)")
_ARC_DATES = ("first_publish_date", "display_date", "publish_date")
_TEXT_ELEMENTS = {"text": "p", "paragraph": "p", "header": "h2", "quote": "blockquote"}


def fusion(page: Document) -> State | None:
    """Arc sites (Chosun, Reuters until 2024, Washington Post's customers): the whole story in Fusion.globalContent."""
    content = _assigned(page, _FUSION)
    if not isinstance(content, dict) or not isinstance(content.get("content_elements"), list):
        return None
    picture = _first(content, "promo_items", "basic") or {}
    picture = picture if isinstance(picture, dict) else {}
    return State(
        title=_text(_first(content, "headlines", "basic")),
        markup="".join(map(_arc_markup, content["content_elements"])),
        authors=tuple(
            name for credit in _first(content, "credits", "by") or [] if (name := _text(_first(credit, "name")))
        ),
        published=_text(next((content[name] for name in _ARC_DATES if content.get(name)), None)),
        modified=_text(content.get("last_updated_date")),
        section=_text(_first(content, "taxonomy", "primary_section", "name")),
        image=_text(picture.get("url")),
        image_caption=_text(picture.get("caption")),
    )


def article_body(page: Document) -> State | None:
    """Outlets that draw the page by scripts but print the whole story in JSON-LD's articleBody, a paragraph a line."""
    body = page.article_node.text("articleBody") or ""
    lines = [line for line in re.split(r"\s*\n\s*|<br ?/?>", body) if line.strip()]
    return State(markup="".join(f"<p>{line}</p>" for line in lines)) if lines else None


def next_data(read: Callable[[dict[str, Any]], State | None]) -> Callable[[Document], State | None]:
    """A reader of Next.js pages: `read` gets props.pageProps, and returns None for a shape it does not know."""

    def reader(page: Document) -> State | None:
        script = next((s for s in page.elements("script") if s.get("id") == "__NEXT_DATA__"), None)
        data = _loaded(script.text or "") if script is not None else None
        properties = _first(data, "props", "pageProps")
        return read(properties) if isinstance(properties, dict) else None

    return reader


def at(data: Any, *path: str | int) -> Any:
    """What stands at a path of keys (of objects) and places (of lists) in JSON data; None where the path ends early."""
    return _first(data, *path)


def _arc_markup(element: Any) -> str:
    if not isinstance(element, dict):
        return ""
    kind, content = element.get("type"), element.get("content")
    if kind == "list":
        return "".join(
            f"<p>{item.get('content', '')}</p>" for item in element.get("items", []) if isinstance(item, dict)
        )
    if kind in _TEXT_ELEMENTS and isinstance(content, str):
        tag = _TEXT_ELEMENTS[kind]
        return f"<{tag}>{content}</{tag}>"
    return ""


def _assigned(page: Document, name: re.Pattern[str]) -> Any:
    for script in page.elements("script"):
        text = script.text or ""
        if match := name.search(text):
            try:
                return json.JSONDecoder(strict=False).raw_decode(text, match.end())[0]
            except (ValueError, RecursionError):
                return None
    return None


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _first(data: Any, *path: str | int) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
