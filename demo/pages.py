"""Pages as an outlet's layout prints them: each file of layouts/ is HTML with $places, filled here."""

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from demo.newsroom import Outlet, Text, Trap

LAYOUTS = Path(__file__).parent / "layouts"

# How a reader sees a date: by language, and in the three forms that layouts ask for by name.
_DATES = {
    "en": "{m:%B} {m.day}, {m.year} {m:%H:%M}",
    "ko": "{m:%Y-%m-%d %H:%M}",
    "ja": "{m.year}年{m.month}月{m.day}日 {m.hour}時{m.minute:02}分",
    "zh": "{m:%Y}年{m:%m}月{m:%d}日 {m:%H:%M}",
}
_DOTTED = "{m.year}. {m.month}. {m.day}. {m:%H:%M}"
_DASHED = "{m:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Where an outlet's pages are made: its address, and the words of its language."""

    outlet: Outlet
    words: Mapping[str, Any]
    base: str
    """Scheme, host and port."""

    def address(self, trap: Trap) -> str:
        """Return the address of a trap, which may be on another host."""
        base = self.base.replace(self.outlet.host, trap.host) if trap.host else self.base
        return base + trap.path

    def article(self, text: Text, layout: str | None = None) -> str:
        """Return the page of an article."""
        places = self._frame() | self._article(text) | self._dates(text) | self._metadata(text)
        return _layout(layout or self.outlet.layout).substitute(places)

    def section(self, texts: list[Text]) -> str:
        """Return the page that lists the articles of a section."""
        items = "\n".join(f"<li>{self._link(text)}</li>" for text in texts)
        cards = "\n".join(
            f'<a class="card" href="{html.escape(text.path)}"><h3>{html.escape(text.title)}</h3></a>' for text in texts
        )
        return _layout(f"section_{self.outlet.layout}").substitute(self._frame() | {"items": items, "cards": cards})

    def _frame(self) -> dict[str, str]:
        words, outlet = self.words, self.outlet
        navigation = "".join(
            f'<li><a href="/section/{place}">{name}</a></li>' for place, name in enumerate(words["navigation"])
        )
        return {
            "language": outlet.language,
            "encoding": outlet.encoding,
            "outlet": html.escape(outlet.name),
            "base": self.base,
            "navigation": navigation,
            "fiction": words["fiction"],
            "advert": words["advert"],
            "newsletter": words["newsletter"],
            "related_heading": words["related"],
            "comments_heading": words["comments"],
            "comments": "".join(f"<li>{remark}</li>" for remark in words["remarks"]),
            "copyright": html.escape(words["copyright"].format(outlet=outlet.name)),
            "caption": html.escape(words["caption"].format(outlet=outlet.name)),
        }

    def _article(self, text: Text) -> dict[str, str]:
        paragraphs = [f"<p>{html.escape(paragraph)}</p>" for paragraph in text.paragraphs]
        advert = f'<div class="ad">{self.words["advert"]}</div>'
        paywalled = text.access == "paywalled"
        return {
            "id": text.id,
            "url": html.escape(self.base + text.path),
            "title": html.escape(text.title),
            "section": html.escape(text.section or ""),
            "authors": html.escape(", ".join(text.authors)),
            "byline": html.escape(self._byline(text)),
            "paragraphs": "\n".join(paragraphs),
            "paragraphs_with_advert": "\n".join([*paragraphs[:2], advert, *paragraphs[2:]]),
            "broken_lines": "<br><br>\n".join(html.escape(paragraph) for paragraph in text.paragraphs),
            "paywall": f'<div class="paywall">{self.words["subscribe"]}</div>' if paywalled else "",
            "related": "".join(f"<li>{self._link(other)}</li>" for other in self._related(text)),
        }

    def _byline(self, text: Text) -> str:
        if not text.authors:
            return ""
        authors = self.words["and"].join(text.authors)
        return str(self.words["by"].format(authors=authors))

    def _related(self, text: Text) -> list[Text]:
        if text.related:
            return [self.outlet.by_id[name] for name in text.related]
        return [other for other in self.outlet.texts if other.outcome == "screened_out" and other.id != text.id]

    def _link(self, text: Text) -> str:
        return f'<a href="{html.escape(text.path)}">{html.escape(text.title)}</a>'

    def _dates(self, text: Text) -> dict[str, str]:
        moment = text.published
        if moment is None:
            return dict.fromkeys(("date", "date_iso", "date_dotted", "date_dashed", "meta_published"), "")
        return {
            "date": _DATES[self.outlet.language].format(m=moment),
            "date_iso": moment.isoformat(),
            "date_dotted": _DOTTED.format(m=moment),
            "date_dashed": _DASHED.format(m=moment),
            "meta_published": f'<meta property="article:published_time" content="{moment.isoformat()}">',
        }

    def _metadata(self, text: Text) -> dict[str, str]:
        article = self._news_article(text)
        site = {"@type": "WebSite", "@id": self.base + "/#site", "name": self.outlet.name, "url": self.base + "/"}
        graph = {"@context": "https://schema.org", "@graph": [site, article]}
        return {
            "json_ld": _script({"@context": "https://schema.org"} | article),
            "json_ld_graph": _script(graph),
        }

    def _news_article(self, text: Text) -> dict[str, Any]:
        fields: dict[str, Any] = {
            "@type": "NewsArticle",
            "mainEntityOfPage": self.base + text.path,
            "headline": text.title,
            "inLanguage": self.outlet.language,
            "publisher": {"@type": "NewsMediaOrganization", "name": self.outlet.name},
        }
        if text.published:
            fields["datePublished"] = text.published.isoformat()
        if text.authors:
            fields["author"] = [{"@type": "Person", "name": name} for name in text.authors]
        if text.section:
            fields["articleSection"] = text.section
        if text.access == "paywalled":
            fields["isAccessibleForFree"] = False
        return fields


def _script(value: Mapping[str, Any]) -> str:
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


@cache
def _layout(name: str) -> Template:
    return Template((LAYOUTS / f"{name}.html").read_text("utf8"))
