"""What is a report, what a comment, what background, in four languages."""

import pytest

from pactwatch.genres import genre
from tests.builders import article

HOME = "https://www.outlet.example/news/1"


@pytest.mark.parametrize(
    ("title", "section", "url"),
    [
        ("[사설] 여객선 합의를 환영한다", None, HOME),
        ("여객선 합의를 환영한다 [사설]", None, HOME),
        ("한강 칼럼: 노를 젓는 사람들", None, HOME),
        ("여객선 합의를 환영한다", "오피니언 > 사설", HOME),
        ("社説　フェリー合意　船を絶やすな", None, HOME),
        ("社説 フェリー合意を歓迎する", None, HOME),
        ("【コラム】渡し守の朝", None, HOME),
        ("フェリー合意を歓迎する", "社説・コラム", HOME),
        ("江鸥时评：渡轮协议之后", None, HOME),
        ("渡輪協議之後", "社論", HOME),
        ("Editorial: A ferry at last", None, HOME),
        ("A ferry at last | Opinion", None, HOME),
        ("A ferry at last", "Opinion", HOME),
        ("A ferry at last", "World / Commentary", HOME),
        ("A ferry at last", None, "https://www.outlet.example/opinion/2025/03/a-ferry"),
        ("A ferry at last", None, "https://www.outlet.example/letters-to-the-editor/a-ferry"),
    ],
)
def test_comment(title: str, section: str | None, url: str) -> None:
    assert genre(article(title=title, section=section, url=url, canonical_url=url)) == "comment"


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("[뉴스 돋보기] 여객선 합의, 무엇이 달라지나", None),
        ("여객선 합의란?", None),
        ("여객선 합의란 무엇인가?", None),
        ("「フェリー合意」って何？　親子で読むニュース", None),
        ("フェリー合意とは", None),
        ("什么是渡轮协议", None),
        ("【懶人包】渡輪協議", None),
        ("What is the ferry accord?", None),
        ("Explainer: The ferry accord", None),
        ("The ferry accord, explained", None),
        ("Five things to know about the ferry accord", None),
        ("The ferry accord", "Explainers"),
    ],
)
def test_background(title: str, section: str | None) -> None:
    assert genre(article(title=title, section=section)) == "background"


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("Editorial board of the Lantern resigns over ferry", "Media"),
        ("Column of smoke over the ferry: harbour closed", None),
        ("Seoul: ferry accord signed", "Politics"),
        ("Analysis: What the ferry accord leaves open", "World"),
        ("What the minister said on the ferry", None),
        ('정부 "여객선 합의 서명"', "정치"),
        ("사설 여객선 업체 3곳 압수수색", "사회"),
        ("칼럼니스트 한모 씨 배에서 구조", None),
        ("[단독] 여객선 합의 서명 연기", None),
        ("外媒评论：渡轮协议签署", "国际"),
        ("社説を撤回、架空新聞がおわび", None),
        ("フェリー合意に署名", "政治"),
    ],
)
def test_report(title: str, section: str | None) -> None:
    assert genre(article(title=title, section=section)) == "report"
