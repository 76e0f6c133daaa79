import pytest

from pactwatch.wires import credit, plain, registered_domain
from tests.builders import article


@pytest.mark.parametrize(
    ("paragraph", "agency"),
    [
        ("(서울=연합뉴스) 한도윤 기자 = 정부가 협정을 연장했다.", "Yonhap"),
        ("(도쿄=뉴시스) 정부가 협정을 연장했다.", "Newsis"),
        ("(서울=가람통신) 한도윤 기자 = 정부가 협정을 연장했다.", "가람통신"),
        ("[서울=뉴스1] 정부가 협정을 연장했다.", "News1"),
        ("【ソウル聯合ニュース】韓国政府は協定を延長した。", "Yonhap"),
        ("【東京=時事】政府は協定を延長した。", "Jiji"),
        ("【ワシントン共同】政府は協定を延長した。", "Kyodo"),
        ("【ソウル星川通信】韓国政府は協定を延長した。", "星川通信"),
        ("新华社东京8月22日电（记者某某）日本政府说。", "Xinhua"),
        ("SEOUL, Aug. 22 (Yonhap) -- The government said on Thursday.", "Yonhap"),
        ("WASHINGTON (AP) — Officials said on Thursday.", "AP"),
        ("TOKYO, March 4 (Elmgate) - Officials said on Thursday.", "Elmgate"),
        ("Officials spoke on Thursday, as seen from Elmgate News Agency reports.", "Elmgate"),
        ("[사진=누구제공] 정부가 협정을 연장했다.", None),
        ("[지디넷=홍길동기자] 정부가 협정을 연장했다.", None),
        ("Officials (including two ministers) -- all tired -- left.", None),
    ],
)
def test_an_agency_is_read_from_dateline_and_text(paragraph: str, agency: str | None) -> None:
    assert credit(article(paragraphs=(paragraph,))) == agency


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("By Elmgate", "Elmgate"), ("[연합뉴스]", "Yonhap"), ("도쿄=가람통신", "가람통신"), ("（共同）", "Kyodo"),
        ("By Staff", None), ("By Han Seo-jin", None), ("한도윤 기자", None),
    ],
)  # fmt: skip
def test_an_agency_is_read_from_the_byline(byline: str, agency: str | None) -> None:
    assert credit(article(authors=(byline,))) == agency


def test_what_the_page_says_of_its_wire_comes_first() -> None:
    assert credit(article(wire="연합뉴스", authors=("By Elmgate",))) == "Yonhap"


def test_names_of_one_agency_are_one_name() -> None:
    assert {plain(name) for name in ("연합뉴스", "Yonhap News Agency", "聯合ニュース", "yonhap")} == {"Yonhap"}


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://en.yna.co.kr/view/1", "yna.co.kr"), ("https://www.yna.co.kr/2", "yna.co.kr"),
        ("https://news.outlet.example/1", "outlet.example"), ("", ""), ("http://[", ""),
    ],
)  # fmt: skip
def test_editions_of_a_house_share_a_domain(url: str, domain: str) -> None:
    assert registered_domain(url) == domain


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("©星川通信社", "星川通信"),
        ("가람통신사", "가람통신"),
        ("The Elmgate News Agency", "Elmgate"),
        ("星川新聞社", "星川新聞社"),
    ],
)
def test_an_agency_is_one_by_all_its_names(name: str, agency: str) -> None:
    assert plain(name) == agency
