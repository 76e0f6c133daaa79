"""What becomes of a page: refused unread, no article, off topic, or worth keeping. Decides, and does nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pactwatch.article import Article
from pactwatch.errors import UnreadablePage
from pactwatch.extraction import Printed, article_of
from pactwatch.glossary import Topic
from pactwatch.judgement import Judgement, judge
from pactwatch.screening import Screen


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What was decided about one page, and why."""

    outcome: Literal["screened_out", "not_article", "off_topic", "kept"]
    reason: str
    article: Article | None = None
    """What was read on it; for "kept" always there."""
    judgement: Judgement | None = None
    """What the rules say of that; for "kept" and "off_topic" always there."""


def decide(pages: Sequence[Printed], topic: Topic, screen: Screen, *, keep_all: bool = False) -> Decision:
    """Screen, read and judge a page as it came, and those on which its article goes on.

    With `keep_all` an article is kept whatever it is about.
    """
    try:
        if not keep_all and not screen.terms_in(pages[0].body, pages[0].content_type):
            return Decision(outcome="screened_out", reason="holds no term of the topic's glossary")
        article = article_of(pages)
    except UnreadablePage as error:
        return Decision(outcome="not_article", reason=str(error))
    if not article.is_story:
        reason = f"no article but a page of kind {article.kind!r}"
        return Decision(outcome="not_article", reason=reason, article=article)
    judgement = judge(article, topic)
    if judgement.verdict == "off" and not keep_all:
        return Decision(outcome="off_topic", reason=_why_off(judgement), article=article, judgement=judgement)
    return Decision(outcome="kept", reason=_why_kept(judgement), article=article, judgement=judgement)


def _why_off(judgement: Judgement) -> str:
    if not judgement.evidence:
        return "read and judged off topic: the article itself names nothing of the topic"
    return f"read and judged off topic (score {judgement.score:.2f})"


def _why_kept(judgement: Judgement) -> str:
    return f"{judgement.verdict} (score {judgement.score:.2f})"
