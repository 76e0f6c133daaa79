"""One article under several addresses of its outlet: a rule for each scheme of addresses, newest last.

A rule reads the host without www, m, mobile and amp, and the path and query without tracking; what it catches is put
into one form that no longer tells months, sections, slugs and hosts apart. The form is a key that looks like the
outlet's address; nobody fetches it. A rule without evidence in the comment is general knowledge of the outlet.
"""

import re
from functools import lru_cache

_Rule = tuple[str, str, str]
"""The outlet's host and all below it (or with = that one only), a pattern for path and query, and the identity."""

RULES: tuple[_Rule, ...] = (
    # Korea JoongAng Daily: aid to 2020, a key of 17 digits to 2023, then a date and a number that only grows.
    ("joinsmsn.com", r"/news/article/article\.aspx\?.*\baid=(\d+)", "koreajoongangdaily.joins.com/aid/{}"),
    ("mengnews.joins.com", r"/view\.aspx\?.*\baid=(\d+)", "koreajoongangdaily.joins.com/aid/{}"),
    ("koreajoongangdaily.joins.com", r".*/article\.aspx\?.*\baid=(\d+)", "koreajoongangdaily.joins.com/aid/{}"),
    ("koreajoongangdaily.joins.com", r"/\d{4}/\d\d/\d\d/.*?(\d{17})\.html", "koreajoongangdaily.joins.com/{}"),
    (
        "koreajoongangdaily.joins.com",
        r"/news/(\d{4}-\d\d-\d\d)/(?:.*/)?(\d{5,})(?:\?|$)",
        "koreajoongangdaily.joins.com/{}/{}",
    ),
    # JoongAng Ilbo moved from joins.com to joongang.co.kr in 2021 with its numbers; its Japanese edition has its own.
    ("news.joins.com", r"/article/(?:[\w-]+/)*(\d{7,})", "joongang.co.kr/article/{}"),
    ("mnews.joins.com", r"/article/(?:[\w-]+/)*(\d{7,})", "joongang.co.kr/article/{}"),
    ("joongang.co.kr", r"/(?:amp)?article/(\d{7,})", "joongang.co.kr/article/{}"),
    ("japanese.joins.com", r"/jarticle/(\d+)", "japanese.joins.com/JArticle/{}"),
    # Yonhap: language, date and number in one key on every host (en, www, m, m-en, jp), old and new name.
    ("yna.co.kr", r"/.*?\b([A-Z]{3}\d{17})", "yna.co.kr/view/{}"),
    ("yonhapnews.co.kr", r"/.*?([A-Z]{3}\d{17})", "yna.co.kr/view/{}"),
    # Korea Times: the number after the last _ is the article; months, sections and hosts (www, w, jawww) vary.
    # Since 2025 a date and a slug.
    ("koreatimes.co.kr", r"/www2?/.*_(\d{4,})\.html", "koreatimes.co.kr/_{}"),
    ("koreatimes.co.kr", r"/.*\.asp\?.*\bnewsidx=(\d{4,})", "koreatimes.co.kr/_{}"),
    ("koreatimes.co.kr", r"/(?:[\w-]+/)*(\d{8})/([^/?]+)", "koreatimes.co.kr/{}/{}"),
    # Korea Herald: ud is a date and a number; new numbers since 2025. www, m, khnews.kheraldm.com.
    ("koreaherald.com", r"/(?:common/)?(?:view|newsprint)\.php\?.*\bud=(\d{14})", "koreaherald.com/view.php?ud={}"),
    ("kheraldm.com", r"/view\.php\?.*\bud=(\d{14})", "koreaherald.com/view.php?ud={}"),
    ("koreaherald.com", r"/article/(\d{7,})", "koreaherald.com/article/{}"),
    # Hankyoreh: the number counts through its sections; the Japanese edition and h21 have their own numbers.
    ("hani.co.kr", r"/arti/english_edition/(?:.*/)?(\d+)\.html", "english.hani.co.kr/arti/english_edition/{}.html"),
    ("japan.hani.co.kr", r"/arti/(?:.*/)?(\d+)\.html", "japan.hani.co.kr/arti/{}.html"),
    ("=hani.co.kr", r"/arti/(?:.*/)?(\d+)\.html", "hani.co.kr/arti/{}.html"),
    # Other Korean outlets.
    ("donga.com", r"/(en|jp|cn|tw)/(?:home/)?article/all/(\d{8})/(\d+)", "donga.com/{}/article/all/{}/{}"),
    ("donga.com", r"/(?:[\w-]+/)*(?:article/all|amp/all|3/all)/(\d{8})/(\d+)", "donga.com/news/article/all/{}/{}"),
    ("chosun.com", r"/site/data/html_dir/\d{4}/\d\d/\d\d/(\d{13})", "news.chosun.com/{}"),
    ("m.chosun.com", r"/svc/article\.html\?.*\bcontid=(\d{13})", "news.chosun.com/{}"),
    ("chosun.com", r"/svc/article\.html\?.*\bcontid=(\d{13})", "news.chosun.com/{}"),
    ("hankyung.com", r"/(?:[\w-]+/)*(?:article|amp)/(\d{9,}\w?)", "hankyung.com/article/{}"),
    ("fnnews.com", r"/(?:ampNews|news)/(\d{15,})", "fnnews.com/news/{}"),
    ("ajunews.com", r"/(?:view/)?(\d{15,})", "ajunews.com/view/{}"),
    ("news1.kr", r"/(?!photos)(?:[\w-]+[/?])*(\d{6,})", "news1.kr/articles/{}"),
    ("newsis.com", r"/.*?\b(NIS[XI]\d{8}_\d{10})", "newsis.com/view/{}"),
    ("segye.com", r"/(?:newsView|ampView|view)/(\d{14})", "segye.com/newsView/{}"),
    ("khan.co.kr", r"/.*(?:\bart_?id=|article/)(\d{15})", "khan.co.kr/article/{}"),
    ("kmib.co.kr", r"/.*\barcid=(\d{10})", "kmib.co.kr/article/{}"),
    ("nocutnews.co.kr", r"/news/(?:amp/)?(\d{6,})", "nocutnews.co.kr/news/{}"),
    ("mk.co.kr", r"/news/([\w-]+)/view(?:-amp)?/(\d{4}/\d\d/\d+)", "mk.co.kr/news/{}/view/{}"),
    ("ytn.co.kr", r"/(?:_ln/|news_view(?:\.amp)?\.php\?.*param=)(\d{4}_\d{18})", "ytn.co.kr/_ln/{}"),
    ("sbs.co.kr", r"/news/endPage\w*\.do\?.*\bnews_id=(N\d{10})", "news.sbs.co.kr/news/{}"),
    ("news.kbs.co.kr", r"/news/.*view\.do\?.*\bncd=(\d+)", "news.kbs.co.kr/news/{}"),
    ("mn.kbs.co.kr", r"/news/.*view\.do\?.*\bncd=(\d+)", "news.kbs.co.kr/news/{}"),
    ("jtbc.co.kr", r"/.*?\b(NB\d{8})\b", "news.jtbc.co.kr/article/{}"),
    ("world.kbs.co.kr", r"/service/\w+\.htm\?.*?Seq_Code=(\d+).*?\blang=(\w)", "world.kbs.co.kr/{1}/{0}"),
    ("tvchosun.com", r"/.*(?:html_dir/\d{4}/\d\d/\d\d/|\bcontid=)(\d{13})", "news.tvchosun.com/{}"),
    ("wowtv.co.kr", r"/NewsCenter/(?:AMP|News)/Read\?.*\barticleId=(A\d{12})", "wowtv.co.kr/{}"),
    ("edaily.co.kr", r"/.*\bnewsId=(\d{17})", "edaily.co.kr/{}"),
    ("mt.co.kr", r"/.*\bno=(\d{19})", "news.mt.co.kr/{}"),
    # One release under the hosts www, m and admin and with the ministry's parameters or without.
    ("korea.kr", r"/(\w+/\w+View\.do)\?.*\bnewsId=(\d{6,})", "korea.kr/{}?newsId={}"),
    # Portals: outlet and article number under a dozen hosts and paths; Daum's number is a timestamp.
    ("naver.com", r"/(?:[\w-]+/)*article/(?:comment/)?(\d{3})/(\d{10})", "n.news.naver.com/article/{}/{}"),
    ("naver.com", r"/.*\baid=(\d{10}).*?\boid=(\d{3})", "n.news.naver.com/article/{1}/{0}"),
    ("daum.net", r"/v/(\d{14,})", "v.daum.net/v/{}"),
    ("yahoo.co.jp", r"/(?:articles|pickup/articles)/([0-9a-f]{40})", "news.yahoo.co.jp/articles/{}"),
    ("livedoor.com", r"/(?:lite/)?topics[/_]detail/(\d+)", "news.livedoor.com/topics/detail/{}"),
    # Japanese outlets.
    ("mainichi.jp", r"(/english)?/articles/(?:amp/)?(\d{8}/\w{3}/\w{3}/\w{3}/\w{7})", "mainichi.jp{}/articles/{}"),
    ("nikkei.com", r"/(?:article/|news/print-article\?.*\bng=)(DG\w{8,})", "nikkei.com/article/{}"),
    ("hokkaido-np.co.jp", r"/(?:sp/)?(?:amp/)?article/(\d+)", "hokkaido-np.co.jp/article/{}"),
    ("english.kyodonews.net", r"/articles/-/(\d+)", "english.kyodonews.net/articles/-/{}"),
    ("english.kyodonews.net", r"/news/\d{4}/\d\d/([0-9a-f]{12})", "english.kyodonews.net/news/{}"),
    ("asahi.com", r"/ajw/articles/(?:amp/)?(\d{8}|AJ\d{12})", "asahi.com/ajw/articles/{}"),
    ("asahi.com", r"/(?:sp/|amp/)?articles/((?:AS\w|DA3S)\w{8,})\.html", "asahi.com/articles/{}"),
    ("nhk.or.jp", r"/news/html/\d{8}/(k\d{14})", "news.web.nhk/newsweb/na/na-{}"),
    ("news.web.nhk", r"/newsweb/(?:na/)?na-(k\d{14})", "news.web.nhk/newsweb/na/na-{}"),
    ("sankei.com", r"(/[\w/]+/\d{6}/\w{3}\d{10})-n\d+\.html", "sankei.com{}-n1.html"),
    ("japannews.yomiuri.co.jp", r"/.*?/(\d{8}-\d+)$", "japannews.yomiuri.co.jp/{}"),
    ("yomiuri.co.jp", r"/[\w/]+/(\d{8}-OYT\w+)", "yomiuri.co.jp/{}"),
    ("nippon.com", r"/(\w\w(?:-\w+)?)/news/(\w{2,4}\d{10,})", "nippon.com/{}/news/{}"),
    # The world. An opaque link of Google News is its token, whatever page it stood on.
    ("news.google.com", r"/(?:__i/)?(?:rss/)?(?:articles|read)/([\w-]{20,})", "news.google.com/articles/{}"),
    ("cnn.com", r"(?:/cnn)?(/\d{4}/\d\d/\d\d/[^?]+)", "cnn.com{}"),
    ("voakorea.com", r"/a/(?:[^?]+/)?(\d{6,})\.html", "voakorea.com/a/{}.html"),
    ("voanews.com", r"/a/(?:[^?]+/)?(\d{6,})\.html", "voanews.com/a/{}.html"),
    ("reuters.com", r"/article/(?:.*-)?id(?=[A-Z]{4,8}\d)([A-Z0-9]{6,24})(?:\?|$)", "reuters.com/article/id{}"),
    ("scmp.com", r"/.*?article/(\d{5,})(?:/|$)", "scmp.com/article/{}"),
    ("bbc.co.uk", r"(/(?:news|korean|japanese|zhongwen)/.+)", "bbc.com{}"),
    # The content system of ND Soft, behind some hundred Korean regional papers: one number, three views of it.
    ("", r"/news/article(?:View|ViewAmp|Print)\.html\?.*\bidxno=(\d+)", "{host}/news/articleView.html?idxno={}"),
)  # fmt: skip

_COMPILED = [(host, re.compile(pattern, re.IGNORECASE), form) for host, pattern, form in RULES]


def outlet_identity(host: str, rest: str) -> str | None:
    """Return host and path of the article's identity by its outlet's rules; None where no rule knows it."""
    for pattern, form in _rules_of(host):
        if found := pattern.match(rest):
            return form.format(*(group or "" for group in found.groups()), host=host)
    return None


@lru_cache(maxsize=4096)
def _rules_of(host: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((pattern, form) for of, pattern, form in _COMPILED if _is_of(host, of))


def _is_of(host: str, of: str) -> bool:
    if of.startswith("="):
        return host == of[1:]
    return not of or host == of or host.endswith("." + of)
