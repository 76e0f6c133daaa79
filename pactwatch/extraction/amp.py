"""AMP pages: their elements under the names that other pages have for them, so that every rule knows what they are.

Source: the components of amp.dev (2026-11). A name that is not here (amp-carousel, amp-accordion, amp-live-list,
amp-fit-text) stays: what it holds is read as if it stood there without it.
"""

from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

# The name elsewhere -> the components it is.
_NAMES = {
    "img": "amp-img amp-anim",
    "time": "amp-timeago",
    "nav": "amp-sidebar amp-mega-menu amp-nested-menu",
    # what is fetched later or shown above the page: related articles, the next ones, consent, notices
    "aside": "amp-list amp-next-page amp-consent amp-user-notification amp-lightbox amp-image-lightbox amp-app-banner",
    "button": "amp-social-share",
    # what comes from elsewhere, with what stands in its place until then
    "iframe": (
        "amp-iframe amp-ad amp-embed amp-sticky-ad amp-video amp-audio amp-video-iframe amp-youtube amp-vimeo"
        " amp-dailymotion amp-brightcove amp-jwplayer amp-kaltura-player amp-ooyala-player amp-ima-video amp-3q-player"
    ),
}
_ELSEWHERE = {component: name for name, components in _NAMES.items() for component in components.split()}
_PROMPTS = XPath("descendant::*[@subscriptions-section = 'content-not-granted' or @subscriptions-dialog]")
"""What AMP shows to whoever may not read on; it stands on every page, shown or not, and is no sign of a wall."""


def rename(tree: HtmlElement) -> None:
    """Give the components in a page the names of what they are.

    The tree is asked for them, in a thirtieth of the time that it takes to search the markup. To ask for attributes
    takes longer than that, and is left to pages that are AMP by their first element or by what they hold.
    """
    components = list(tree.iter(*_ELSEWHERE))
    for element in components:
        element.tag = _name_of(element)
    for element in cast("list[HtmlElement]", _PROMPTS(tree)) if components or _is_amp(tree) else ():
        element.tag = "aside"


def _is_amp(tree: HtmlElement) -> bool:
    return "amp" in tree.attrib or "⚡" in tree.attrib


def _name_of(component: HtmlElement) -> str:
    """A component that holds paragraphs was never closed, unless it is made to hold some: the story goes on in it."""
    name = _ELSEWHERE[component.tag]
    return "div" if name in {"img", "time"} and component.find(".//p") is not None else name
