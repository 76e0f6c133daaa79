"""Pages of outlets without a recipe, written here, as articles."""

import json
import subprocess
import sys
from datetime import UTC, datetime

from pactwatch.extraction import article_from

URL = "https://news.outlet.example/world/2022/06/14/renewal"
PARAGRAPHS = [
    "The two governments said on Tuesday that the military information agreement would be renewed without changes.",
    "Deputy minister Han Seo-jin, who is invented, told reporters in Seoul that 14 rounds of talks had been held.",
    "Her counterpart in Tokyo, the equally fictional Mori Haruto, spoke of a practical step after two hard years.",
    "Analysts expect that working groups will meet again in April, first by video and later at a base near Busan.",
]
LD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Agreement renewed",
    "datePublished": "2022-06-14T15:21:33+09:00",
    "dateModified": "2022-06-14T18:00:00+09:00",
    "author": [{"@type": "Person", "name": "By Yun Ara"}, {"@type": "Person", "name": "Kato Ren, staff writer"}],
    "articleSection": "World",
    "publisher": {"@type": "Organization", "name": "The Outlet"},
}


def page(*, title: str = "Agreement renewed | The Outlet", head: str = "", body: str | None = None) -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS) if body is None else body
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/world">World</a></nav><article>{paragraphs}</article>'
        "<footer>Copyright The Outlet. All rights reserved.</footer></body></html>"
    ).encode()


def json_ld(**changes: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(LD | changes)}</script>'


def test_an_article_is_read_with_all_that_its_page_states() -> None:
    article = article_from(page(head=json_ld()), URL, "text/html")

    assert article.title == "Agreement renewed"
    assert list(article.paragraphs) == PARAGRAPHS
    assert article.authors == ("Yun Ara", "Kato Ren")
    assert article.published is not None
    assert article.published.instant == datetime(2022, 6, 14, 6, 21, 33, tzinfo=UTC)
    assert (article.published.offset, article.published.source) == (540, "json-ld")
    assert article.modified is not None
    assert article.section == "World"
    assert (article.language, article.kind, article.access) == ("en", "article", "free")
    assert article.outlet == "news.outlet.example"


def test_a_page_names_its_own_address() -> None:
    head = '<link rel="canonical" href="/world/renewal">'

    assert article_from(page(head=head), f"{URL}?utm_source=x", None).canonical_url.endswith("/world/renewal")


def test_broken_json_ld_leaves_the_rest_of_the_page() -> None:
    article = article_from(page(head='<script type="application/ld+json">{"@type": [}</script>'), URL, None)

    assert list(article.paragraphs) == PARAGRAPHS
    assert article.published is not None
    assert (article.published.source, article.published.precision) == ("url", "day")


def test_a_korean_page_without_a_zone_speaks_korean_time() -> None:
    body = '<h1>협정 연장</h1><div class="date">입력 2022.06.14 15:21</div>' + "".join(
        f"<p>한일 양국은 협정을 연장하기로 했다고 가상의 대변인이 밝혔다. 이는 지어낸 문장 {n}번이다.</p>"
        for n in range(9)
    )

    article = article_from(page(title="협정 연장", body=body), "https://outlet.example/a/1", None)

    assert article.language == "ko"
    assert article.published is not None
    assert article.published.instant == datetime(2022, 6, 14, 6, 21, tzinfo=UTC)


def test_nothing_is_a_page_of_kind_empty() -> None:
    assert article_from(b"", URL, None).kind == "empty"


def test_decoding_loads_neither_lxml_nor_trafilatura() -> None:
    script = "import sys; import pactwatch.extraction; print({'lxml', 'trafilatura'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


def test_a_reporter_who_signs_with_a_mail_address_is_the_author() -> None:
    told = "".join(
        f"<p>지어낸 회의는 {number}번째 날에도 열리지 않았다고 없는 사람이 말했다.</p>" for number in range(6)
    )
    page = (
        f"<html lang=ko><body><h1>열리지 않은 회의</h1><article>{told}<p>한가람 기자 garam@outlet.example</p></article>"
    )

    found = article_from(page.encode(), "https://www.outlet.example/1")

    assert found.authors == ("한가람",)
    assert not any("garam" in paragraph for paragraph in found.paragraphs)


def test_an_agency_in_a_dateline_is_no_author() -> None:
    told = "".join(f"<p>架空の会議は{number}日目も開かれなかったと、存在しない人が語った。</p>" for number in range(6))
    page = f"<html lang=ja><body><h1>開かれない会議</h1><article><p>【ソウル時事】会議は開かれなかった。</p>{told}</article>"

    assert article_from(page.encode(), "https://www.outlet.example/1").authors == ()
