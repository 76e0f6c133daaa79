import base64
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pactwatch.errors import UnusableURL
from pactwatch.urls import canonical, usable

SPELLINGS = [
    # the same place, written otherwise
    ("HTTP://WWW.Outlet.Example:80/news/1", "https://outlet.example/news/1"),
    ("https://outlet.example:443/news/1/", "https://outlet.example/news/1"),
    ("https://outlet.example", "https://outlet.example/"),
    ("https://outlet.example./a//b/./c/../d", "https://outlet.example/a/b/d"),
    ("  https://outlet.example/news/1\n", "https://outlet.example/news/1"),
    ("https://outlet.example/news/1#comments", "https://outlet.example/news/1"),
    ("https://outlet.example/#!/news/1", "https://outlet.example/#!/news/1"),
    ("https://outlet.example/index.html", "https://outlet.example/"),
    ("https://outlet.example/world/index.php?id=7", "https://outlet.example/world?id=7"),
    ("https://outlet.example/Default.aspx", "https://outlet.example/"),
    # percent-encoding and names beyond ASCII
    ("https://outlet.example/a%7eb/caf%c3%a9", "https://outlet.example/a~b/caf%C3%A9"),
    ("https://outlet.example/협정", "https://outlet.example/%ED%98%91%EC%A0%95"),
    ("https://outlet.example/%b1%b9", "https://outlet.example/%B1%B9"),
    ("https://outlet.example/AC%2fDC", "https://outlet.example/AC%2FDC"),
    ("https://outlet.example/s?q=a+b&k=%7e", "https://outlet.example/s?k=~&q=a%20b"),
    ("https://新聞.example/1", "https://xn--efvv70d.example/1"),
    ("https://ＯＵＴＬＥＴ．example/1", "https://outlet.example/1"),
    # the query: order, repetition, tracking
    ("https://outlet.example/v?b=2&a=1&b=2", "https://outlet.example/v?a=1&b=2"),
    ("https://outlet.example/v?id=1&amp;utm_source=rss&#038;utm_medium=rss", "https://outlet.example/v?id=1"),
    ("https://outlet.example/v?UTM_Source=x&fbclid=1&id=1&at_medium=RSS", "https://outlet.example/v?id=1"),
    ("https://outlet.example/v?from=2022-06-14&source=12", "https://outlet.example/v?from=2022-06-14&source=12"),
    ("https://outlet.example/v?from=rss&source=twitter", "https://outlet.example/v"),
    ("https://outlet.example/view.asp?12345", "https://outlet.example/view.asp?12345"),
    # devices
    ("https://m.outlet.example/news/1", "https://outlet.example/news/1"),
    ("https://www.mobile.outlet.example/news/1", "https://outlet.example/news/1"),
    ("https://amp.outlet.example/news/1", "https://outlet.example/news/1"),
    ("https://ja.m.wikipedia.org/wiki/GSOMIA", "https://ja.wikipedia.org/wiki/GSOMIA"),
    ("https://www.gov.cn/news", "https://www.gov.cn/news"),
    ("https://outlet.example/news/1/amp/", "https://outlet.example/news/1"),
    ("https://outlet.example/amp/news/1", "https://outlet.example/news/1"),
    ("https://outlet.example/news/1.amp.html", "https://outlet.example/news/1.html"),
    ("https://outlet.example/news/1.amp?outputType=amp", "https://outlet.example/news/1"),
    ("https://outlet.example/amp", "https://outlet.example/amp"),
    ("https://outlet.example/news/1?print=1", "https://outlet.example/news/1"),
    ("https://outlet.example/news?id=1&mode=print", "https://outlet.example/news?id=1"),
    ("https://outlet.example/news/1/print/", "https://outlet.example/news/1"),
    ("https://outlet.example/2024/05/06/a-slug/print", "https://outlet.example/2024/05/06/a-slug"),
    ("https://outlet.example/print/news/1", "https://outlet.example/news/1"),
    ("https://outlet.example/news/1.print.html", "https://outlet.example/news/1.html"),
    ("https://outlet.example/technology/print", "https://outlet.example/technology/print"),
    ("https://outlet.example/print", "https://outlet.example/print"),
    ("https://outlet.example/news/1?print=2", "https://outlet.example/news/1?print=2"),
    # a named port is part of the identity, and so is its scheme
    ("http://127.0.0.1:8000/news/1", "http://127.0.0.1:8000/news/1"),
    ("http://[::1]:8000/news/1", "http://[::1]:8000/news/1"),
    ("https://[0:0::1]/", "https://[::1]/"),
]

OUTLETS = [
    # Korea JoongAng Daily, three generations
    (
        "https://koreajoongangdaily.joins.com/news/2026-01-30/national/diplomacy/Some-Words/2512840?detailWord=x",
        "https://koreajoongangdaily.joins.com/news/2026-01-30/2512840",
    ),
    (
        "https://koreajoongangdaily.joins.com/2022/06/16/national/diplomacy/korea-japan/20220616170750364.html",
        "http://koreajoongangdaily.joins.com/2022/06/16/business/20220616170750364.html?detailWord=",
    ),
    (
        "http://koreajoongangdaily.joins.com/news/article/article.aspx?aid=3074957",
        "https://koreajoongangdaily.joins.com/news/article/Article.aspx?cloc=x&aid=3074957",
    ),
    # Korea Times: months, sections and hosts
    (
        "https://www.koreatimes.co.kr/www/nation/2022/12/120_331002.html",
        "http://w.koreatimes.co.kr/www/nation/2022/08/113_331002.html",
    ),
    (
        "https://jawww.koreatimes.co.kr/www/nation/2023/01/120_331002.html?fl",
        "http://mobile.koreatimes.co.kr/pages/article.asp?newsIdx=331002",
    ),
    (
        "https://www.koreatimes.co.kr/foreignaffairs/20250701/a-slug",
        "https://koreatimes.co.kr/southkorea/politics/20250701/a-slug?utm_source=rss",
    ),
    # Yonhap: one key, many hosts
    (
        "https://en.yna.co.kr/view/AEN20190820002300325?section=nk/nk",
        "https://m-en.yna.co.kr/view/AEN20190820002300325",
    ),
    ("https://www.yna.co.kr/view/AKR20191122123500001", "https://m.yna.co.kr/amp/view/AKR20191122123500001"),
    (
        "https://jp.yna.co.kr/view/AJP20220614000100882",
        "http://japanese.yonhapnews.co.kr/headline/2022/06/14/0200000000AJP20220614000100882.HTML",
    ),
    (
        "https://www.koreaherald.com/view.php?ud=20220615000725",
        "http://m.koreaherald.com/view.php?mp=1&np=1&ud=20220615000725",
    ),
    ("https://www.koreaherald.com/article/10617883", "https://m.koreaherald.com/article/10617883"),
    (
        "https://english.hani.co.kr/arti/english_edition/e_international/1218025.html",
        "https://english.hani.co.kr/arti/english_edition/e_national/1218025.html",
    ),
    (
        "https://mainichi.jp/english/articles/20220614/p2a/00m/0na/011000c",
        "https://mainichi.jp/english/articles/20220614/p2a/00m/0na/011000c?inb=ra",
    ),
    ("https://www.nikkei.com/article/DGXZQOUA14000/", "https://r.nikkei.com/article/DGXZQOUA14000?n_cid=x&s=5"),
    (
        "https://english.kyodonews.net/news/2024/12/1e02e4711978-one-slug.html",
        "https://english.kyodonews.net/news/2024/12/1e02e4711978-another-slug.html?phrase=x",
    ),
    (
        "https://www.asahi.com/articles/ASM8R5743M8RUHBI01T.html?iref=com_alist_8_01",
        "https://digital.asahi.com/articles/ASM8R5743M8RUHBI01T.html",
    ),
    ("https://www.asahi.com/ajw/articles/14644632", "http://asahi.com/ajw/articles/14644632?ref=rss"),
    (
        "https://www3.nhk.or.jp/news/html/20230318/k10014012351000.html",
        "https://news.web.nhk/newsweb/na/na-k10014012351000",
    ),
    (
        "https://n.news.naver.com/mnews/article/001/0011234567?sid=100",
        "https://news.naver.com/main/read.naver?mode=LSD&mid=sec&sid1=100&oid=001&aid=0011234567",
    ),
    (
        "https://www.hankyung.com/news/article/2016111059415",
        "https://www.hankyung.com/politics/article/2016111059415",
    ),
    ("https://fnnews.com/ampNews/201911221833507301", "https://www.fnnews.com/news/201911221833507301"),
    (
        "https://www.donga.com/news/amp/all/20241212/130626634/1",
        "https://www.donga.com/news/Politics/article/all/20241212/130626634/1",
    ),
    ("https://m.segye.com/ampView/20230528504892", "https://www.segye.com/newsView/20230528504892"),
    ("https://m.nocutnews.co.kr/news/amp/5954774", "https://www.nocutnews.co.kr/news/5954774"),
    (
        "https://m.mk.co.kr/news/business/view-amp/2020/11/1170942/",
        "https://www.mk.co.kr/news/business/view/2020/11/1170942/",
    ),
    ("https://www.hokkaido-np.co.jp/sp/amp/article/462434", "https://www.hokkaido-np.co.jp/article/462434/"),
    (
        "https://admin.korea.kr/briefing/pressReleaseView.do?newsId=156782520&pWiseMinistry=ministryNews&repCode=A00033",
        "https://m.korea.kr/briefing/pressReleaseView.do?newsId=156782520",
    ),
    (
        "https://www.nikkei.com/news/print-article/?R_FLG=0&bf=0&ng=DGXMZO48888880T20C19A8000000",
        "https://www.nikkei.com/article/DGXMZO48888880T20C19A8000000/",
    ),
    (
        "https://www.regional.example/news/articlePrint.html?idxno=4711",
        "https://www.regional.example/news/articleView.html?idxno=4711",
    ),
    ("https://news1.kr/amp/politics/diplomacy-defense/4985709", "https://www.news1.kr/articles/?4985709"),
    (
        "https://edition.cnn.com/2024/01/02/asia/a-slug/index.html",
        "https://amp.cnn.com/cnn/2024/01/02/asia/a-slug/index.html",
    ),
    (
        "https://www.voakorea.com/a/korea_slug_7026370/7026370.html",
        "https://www.voakorea.com/a/7026370.html?withmediaplayer=1",
    ),
    (
        "http://news.tvchosun.com/mobile/svc/osmo_news_detail.html?type=news&catid=&contid=2019112290077",
        "http://news.tvchosun.com/site/data/html_dir/2019/11/22/2019112290077.html",
    ),
    ("https://www.youtube.com/watch?v=Q5p&si=ELP", "https://youtube.com/watch?v=Q5p"),
    (
        "http://www.regional.example/news/articleViewAmp.html?idxno=4711",
        "https://m.regional.example/news/articleView.html?idxno=4711&sc_section_code=S1N1",
    ),
]

APART = [
    # what outlets' rules must not bring together
    (
        "https://koreajoongangdaily.joins.com/news/2026-01-30/national/diplomacy/Same/2512840",
        "https://koreajoongangdaily.joins.com/news/2026-01-30/national/diplomacy/Same/2512841",
    ),
    (
        "https://www.koreatimes.co.kr/www/nation/2022/12/120_331002.html",
        "https://www.koreatimes.co.kr/www/nation/2022/12/120_331003.html",
    ),
    ("https://en.yna.co.kr/view/AEN20190822011700315", "https://en.yna.co.kr/view/AEN20190822011751315"),
    ("https://www.hani.co.kr/arti/politics/55188.html", "http://japan.hani.co.kr/arti/politics/55188.html"),
    ("https://www.donga.com/en/article/all/20220614/3458888/1", "https://www.donga.com/jp/article/all/20220614/3458888/1"),
    ("https://news.naver.com/read?oid=001&aid=0011234567", "https://news.naver.com/read?oid=003&aid=0011234567"),
    ("http://world.kbs.co.kr/service/news_view.htm?lang=e&Seq_Code=149394", "http://world.kbs.co.kr/service/news_view.htm?lang=j&Seq_Code=149394"),
    ("https://www3.nhk.or.jp/news/html/20230318/k10014012351000.html", "https://www3.nhk.or.jp/news/easy/k10014012351000/k10014012351000.html"),
    ("https://www.korea.kr/briefing/pressReleaseView.do?newsId=156782520", "https://www.korea.kr/news/policyNewsView.do?newsId=156782521"),
    ("https://outlet.example/amp", "https://outlet.example/"),
    ("https://outlet.example/v?id=1", "https://outlet.example/v?id=2"),
    ("https://outlet.example/v?mod=1&si=1", "https://outlet.example/v?mod=2&si=2"),
    ("https://outlet.example/News/Read", "https://outlet.example/news/read"),
]  # fmt: skip


def google_news(target: str) -> str:
    length = len(target).to_bytes(1, "big") if len(target) < 128 else bytes([len(target) & 127 | 128, len(target) >> 7])
    token = base64.urlsafe_b64encode(b"\x08\x13\x22" + length + target.encode() + b"\xd2\x01\x00").decode().rstrip("=")
    return f"https://news.google.com/rss/articles/{token}?oc=5"


LONG = "https://outlet.example/" + "a-long-slug-" * 15 + "1"
WRAPPED = [
    (google_news("https://outlet.example/news/1"), "https://outlet.example/news/1"),
    (google_news(LONG), LONG),
    (
        "http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=6&url=https%3a%2f%2fwww.outlet.example%2fnews%2f1%3futm_source%3dx&c=1",
        "https://outlet.example/news/1",
    ),
    ("https://www.google.com/url?sa=t&rct=j&q=&url=https%3A%2F%2Foutlet.example%2F1&usg=x", "https://outlet.example/1"),
    ("https://www.google.co.kr/url?q=https://outlet.example/1&sa=U", "https://outlet.example/1"),
    ("https://www.google.com/amp/s/amp.outlet.example/news/1.amp", "https://outlet.example/news/1"),
    ("https://outlet-example.cdn.ampproject.org/c/s/outlet.example/news/1/amp?id=2", "https://outlet.example/news/1?id=2"),
    ("http://feedproxy.google.com/~r/feed/~3/xYz/https://outlet.example/news/1", "https://outlet.example/news/1"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Foutlet.example%2F1%3Ffbclid%3Dx&h=AT0", "https://outlet.example/1"),
    # wrapped twice
    (google_news("https://www.google.com/url?q=https://m.outlet.example/1"), "https://outlet.example/1"),
    # nothing inside: it stays what it is
    (
        "https://news.google.com/rss/articles/CBMiAU_yqLnewOfAnotherKind?oc=5&hl=ja&gl=JP",
        "https://news.google.com/articles/CBMiAU_yqLnewOfAnotherKind",
    ),
    ("https://twitter.com/share?url=https://outlet.example/1", "https://twitter.com/share?url=https://outlet.example/1"),
    ("https://feedproxy.google.com/~r/feed/~3/xYz/", "https://feedproxy.google.com/~r/feed/~3/xYz"),
    ("https://www.google.com/search?q=https://outlet.example", "https://google.com/search?q=https://outlet.example"),
    ("https://www.google.com/url?q=javascript:alert(1)", "https://google.com/url?q=javascript:alert%281%29"),
]  # fmt: skip

REFUSED = [
    "",
    "   ",
    "outlet.example/news/1",
    "//outlet.example/news/1",
    "ftp://outlet.example/news/1",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://",
    "http:///news/1",
    "http:outlet.example",
    "https://user@outlet.example/",
    "https://user:word@outlet.example/",
    "https://outlet.example@127.0.0.1/",
    "https://outlet.example\\@other.example/",
    "https://outlet.example\\.other.example/",
    "https://outlet.example%5c.other.example/",
    "https://%31%32%37.0.0.1/",
    "https://outlet.example/a\x00b",
    "https://outlet.example/a\nb",
    "https://out\tlet.example/",
    "https://outlet..example/",
    "https://.outlet.example/",
    "https://-outlet.example/",
    "https://out let.example/",
    "https://outlet.example]",
    "https://[::1/",
    "https://[fe80::1%25eth0]/",
    "https://" + "a" * 64 + ".example/",
    "https://outlet.example:0/",
    "https://outlet.example:99999/",
    "https://outlet.example:http/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://127.1/",
    "http://0177.0.0.1/",
    "http://127.0.0.1.5/",
    "http://a\u2100b.example/",
    "https://outlet.example/\ud800",
    "https://outlet.example/" + "a" * 9000,
]


@pytest.mark.parametrize(("url", "identity"), SPELLINGS)
def test_all_spellings_of_an_address_have_one_identity(url: str, identity: str) -> None:
    assert canonical(url) == identity


@pytest.mark.parametrize(("url", "other"), OUTLETS)
def test_one_article_under_two_addresses_of_its_outlet_is_one(url: str, other: str) -> None:
    assert canonical(url) == canonical(other)


@pytest.mark.parametrize(("url", "other"), APART)
def test_two_articles_are_never_one(url: str, other: str) -> None:
    assert canonical(url) != canonical(other)


@pytest.mark.parametrize(("url", "identity"), WRAPPED)
def test_a_link_within_a_link_is_the_inner_one(url: str, identity: str) -> None:
    assert canonical(url) == identity


@pytest.mark.parametrize("url", REFUSED)
@pytest.mark.parametrize("read", [usable, canonical])
def test_what_no_news_site_links_to_is_refused(url: str, read) -> None:
    with pytest.raises(UnusableURL, match=r"\.$"):
        read(url)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.outlet.example/news/1?utm_source=rss#top", "https://www.outlet.example/news/1?utm_source=rss"),
        ("HTTP://OUTLET.example:80", "http://outlet.example/"),
        ("https://outlet.example?id=1", "https://outlet.example/?id=1"),
        ("https://outlet.example/협정?q=日韓 a", "https://outlet.example/%ED%98%91%EC%A0%95?q=%E6%97%A5%E9%9F%93%20a"),
        ("https://outlet.example/100%25/a%2Fb", "https://outlet.example/100%25/a%2Fb"),
        ("https://outlet.example/v?a=1&amp;b=2", "https://outlet.example/v?a=1&b=2"),
        ("https://outlet.example/a\\b", "https://outlet.example/a%5Cb"),
        ("http://127.0.0.1:41873/feed.xml", "http://127.0.0.1:41873/feed.xml"),
        ("https://뉴스.example/", "https://xn--vg1b002a.example/"),
    ],
)
def test_the_address_to_fetch_stays_as_it_was_listed(url: str, address: str) -> None:
    assert usable(url) == address


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/"),
        ("http://１２７。０。０。１/", "http://127.0.0.1/"),
        ("http://ｌｏｃａｌｈｏｓｔ:8000/", "http://localhost:8000/"),
        ("http://out\u00adlet.example/", "http://outlet.example/"),
    ],
)
def test_a_disguised_host_is_shown_as_what_it_is(url: str, address: str) -> None:
    assert usable(url) == address


@pytest.mark.parametrize("wrapped", ["https://m.outlet.example/news/1?utm_source=rss", LONG])
def test_what_a_redirector_hides_is_fetched_without_it(wrapped: str) -> None:
    assert usable(google_news(wrapped)) == wrapped
    assert usable(f"https://www.google.com/url?sa=t&url={quote(wrapped, safe='')}") == wrapped


def test_a_redirector_hides_no_address_that_is_refused() -> None:
    with pytest.raises(UnusableURL):
        usable("https://www.google.com/url?q=https://user@outlet.example/")


URLS = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}://{}{}{}".format,
        st.sampled_from(["http", "https", "HTTPS"]),
        st.sampled_from([
            "m.www.outlet.example", "amp.outlet.co.kr", "n.news.naver.com", "www.koreatimes.co.kr", "en.yna.co.kr",
            "www.google.com", "news.google.com", "x.cdn.ampproject.org", "feedproxy.google.com", "뉴스.example:81",
        ]),
        st.sampled_from(["", "/url?q=", "/amp/s/", "/c/s/", "/rss/articles/", "/www/120_331002.html", "/~r/", "/#!/"]),
        st.text(max_size=40),
    ),
    st.text(alphabet="htps:/.%?#&=;+2Fme\\@[]wam0", max_size=60).map("http://".__add__),
)  # fmt: skip


@given(URLS)
@example("http://a.example/%2e%2e/%252e/?%3D=%26&amp;amp;b")
@example("http://a.example/x.amp.amp/amp/amp/index.html/index.php")
def test_an_identity_is_its_own_identity(url: str) -> None:
    try:
        identity = canonical(url)
    except UnusableURL:
        return

    assert canonical(identity) == identity
    assert identity.isascii()
    assert usable(usable(url)) == usable(url)
