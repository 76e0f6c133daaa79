"""What is no article says so by kind; what stands behind a wall, or shows only its beginning, says that."""

import json

import pytest

from pactwatch.article import Article
from pactwatch.extraction import article_from
from tests.test_extraction import PARAGRAPHS, URL, json_ld, page

STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
LINKS = "".join(f'<li><a href="/news/{n}">Headline number {n} of a day that never was</a></li>' for n in range(40))


def read(body: str, *, title: str = "Agreement renewed", head: str = "") -> Article:
    return article_from(page(title=title, head=head, body=body), URL, None)


NO_STORIES = {
    "an error with status 200": ("error", "<h1>Page not found</h1><p>We could not find that page.</p>"),
    "a service error": ("error", "<h1>Service Error</h1><p>An unexpected server error occurred.</p>"),
    "a Korean error": ("error", "<p>삭제되었거나 존재하지 않는 기사입니다.</p>"),
    "a Japanese error": ("error", "<p>お探しのページは見つかりませんでした。掲載期間が終了した可能性があります。</p>"),
    "an anti-bot page": ("challenge", "<h1>Just a moment...</h1><p>Checking your browser before you go on.</p>"),
    "a captcha": ("challenge", "<h1>Are you a robot?</h1><p>Please click the box below to let us know.</p>"),
    "a consent wall": ("consent", "<h1>Before you continue</h1><p>We value your privacy. Accept all cookies?</p>"),
    "a login": ("login", "<h1>Sign in</h1><form><p>Please sign in to your account.</p></form>"),
    "a list": ("list", f"<ul>{LINKS}</ul>"),
    "nothing": ("empty", ""),
}


@pytest.mark.parametrize("name", NO_STORIES)
def test_what_is_no_article_says_so(name: str) -> None:
    kind, body = NO_STORIES[name]

    article = read(body, title="")

    assert article.kind == kind
    assert not article.is_story


def test_a_video_page_without_a_text_is_a_video() -> None:
    head = '<meta property="og:type" content="video.other">'

    assert read("<h1>Ministers meet</h1><p>Watch.</p>", head=head).kind == "video"


def test_a_live_blog_is_a_story_of_its_own_kind() -> None:
    article = read(STORY, head=json_ld(**{"@type": "LiveBlogPosting"}))

    assert article.kind == "live"
    assert article.is_story


@pytest.mark.parametrize("sentence", ["Page not found, said the librarian of this made-up story.", "Just a moment..."])
def test_a_story_that_holds_such_words_stays_an_article(sentence: str) -> None:
    assert read(f"{STORY}<p>{sentence}</p>").kind == "article"


def test_a_short_report_on_someone_who_was_not_found_is_an_article() -> None:
    missing = "行方不明の架空の登山者は見つかりませんでした。捜索は続く。この記事は試験のために作った。"

    article = article_from(page(title="捜索続く", head=json_ld(), body=f"<h1>捜索続く</h1><p>{missing}</p>"), URL, None)

    assert article.kind == "article"


def test_a_front_page_with_long_teasers_is_a_list() -> None:
    teasers = "".join(
        f'<h3><a href="/{n}">Headline number {n} of a day that never was</a></h3><p>A teaser, of an invented story.</p>'
        for n in range(40)
    )

    front = page(title="The Outlet", body=teasers)

    assert article_from(front, "https://news.outlet.example/world/", None).kind == "list"
    assert article_from(front, URL, None).kind == "article"


def test_a_wall_that_only_the_header_speaks_of_is_none() -> None:
    article = read(f"<header>Already a subscriber? Subscribe to read more.</header><p>{PARAGRAPHS[0]}</p>")

    assert article.access == "free"


def test_json_ld_tells_what_is_paid_for() -> None:
    assert read(STORY, head=json_ld(isAccessibleForFree="False")).access == "paywalled"
    assert read(STORY, head=json_ld(isAccessibleForFree=True)).access == "free"


@pytest.mark.parametrize(
    "wall",
    ["Subscribe to continue reading", "この記事は有料会員限定です。残り512文字", "구독자 전용 기사입니다"],
)
def test_words_beside_a_short_text_tell_it_too(wall: str) -> None:
    article = read(f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><div class='wall'>{wall}</div>")

    assert (article.access, article.stub) == ("paywalled", True)


def test_a_text_that_breaks_off_is_a_stub() -> None:
    assert read(STORY.replace("base near Busan.", "base near...")).stub
    assert not read(STORY).stub


def test_a_body_in_json_ld_twice_as_long_shows_a_stub() -> None:
    head = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "articleBody": "Word and more. " * 40})}</script>'

    assert read(f"<p>{PARAGRAPHS[0]}</p>", head=head).kind == "article"


@pytest.mark.parametrize(
    ("url", "headline", "kind"),
    [
        ("https://outlet.example/world/live/2024/jun/14/ferry", "Ferries return to the bay", "live"),
        ("https://outlet.example/asia/live-news/ferry-06-14-24/index.html", "Ferries return to the bay", "live"),
        ("https://outlet.example/2024/06/14/1", "Ferries return to the bay – live updates", "live"),
        ("https://outlet.example/2024/06/14/1", "LIVE: Ferries return to the bay", "live"),
        ("https://outlet.example/2024/06/14/1", "Ferries return to the bay – as it happened", "live"),
        ("https://outlet.example/2024/06/14/1", "연락선 운항 재개 실시간 중계", "live"),
        ("https://outlet.example/2024/06/14/1", "How to live beside a bay", "article"),
        ("https://outlet.example/live-music/2024/06/14/1", "Where we live", "article"),
        ("https://outlet.example/2024/06/14/live-and-let-ferry", "Live fish cross the bay", "article"),
    ],
)
def test_a_live_report_is_told_by_its_address_or_headline(url: str, headline: str, kind: str) -> None:
    body = f"<html><body><h1>{headline}</h1>{STORY}</body></html>"

    assert article_from(body.encode(), url).kind == kind


def test_a_page_called_live_without_a_text_is_none() -> None:
    body = "<html><body><h1>Live</h1><video></video></body></html>"

    assert article_from(body.encode(), "https://outlet.example/live/channel-one").kind != "live"
