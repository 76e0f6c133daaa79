"""Parameters that say who sent the reader, never which article is meant.

Compared by their names in small letters. A name that any outlet uses to choose an article (id, no, aid, ud, code, p,
page, sid, oid, date, lang) is not here, whatever lists elsewhere say: a dropped id would lose articles.

Sources, compared in 2026-11: ClearURLs rules (global and Google), AdGuard TrackParamFilter general_url.txt, Mozilla's
query-stripping list, the lists inside courlan 1.4 and ural, and 26,000 links in feeds and pages of 150 outlets.
"""

from functools import lru_cache

PREFIXES = (
    "utm_", "mtm_", "pk_", "piwik_", "matomo_",  # Google Analytics, Matomo and its old names
    "ga_", "hsa_", "vero_", "oly_", "mkt_", "ml_",  # advertising and mailing tools
    "at_", "xtor",  # AT Internet: bbc.com (at_medium), lemonde.fr (xtor)
    "fb_", "_ft_", "__tn__", "__cft__",  # Facebook
    "itm_", "iref", "cx_",  # links inside one site: sankei.com, asahi.com (iref, cx_)
    "amp_", "mc_", "_hs",  # AMP viewers, Mailchimp, HubSpot
    "pf_rd_", "trk_", "wt_", "wt.",  # Amazon, LinkedIn, Webtrends
)  # fmt: skip

SUFFIXES = ("_source", "_medium", "_campaign", "_affiliate", "_referrer")
"""Whatever the tool is called: aftr_source, ns_campaign, this_affiliate (courlan's rule)."""

NAMES = frozenset(
    # click identifiers of advertising networks
    "fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid twclid ttclid igshid igsh li_fat_id epik s_kwcid ysclid "
    "clickid srsltid rb_clickid "
    # analytics, mail, links inside one site: Nikkei (n_cid), Guardian (intcmp), CBS (intcid), Washington Post (itid)
    "_ga _gl _openstat mkt_tok ncid s_cid icid cmpid cmp cmpgn campaign_id campaign ocid itm ito n_cid intcmp intcid "
    "itid wickedid sc_campaign sc_channel sc_content sc_country sc_geo sc_medium sc_outcome "
    # who shared it where
    "fref ref refid ref_src ref_url referrer referer fromref share share_id shared sharetype smid smtyp smprod "
    "__twitter_impression __ccr feature via_app socialshare taid spref xid ftag guccounter guce_referrer "
    "guce_referrer_sig partner kakao_from _from wtrl wpisrc wpmm "
    # feeds that mark their links: Reuters (feedtype, feedname), SBS (plink, cooper)
    "feedtype feedname rss rssfrom plink cooper "
    # Google's results and AMP viewer, Baidu, Alibaba
    "usqp aoh gaa_at gaa_n gaa_ts gaa_sig ved amp amp_js_v spm scm".split()
)

OF_HOSTS = {
    # short names that mean an article elsewhere: only there, and on the hosts below
    "koreatimes.co.kr": ("fl",),  # every link of its feed, 2022
    "koreajoongangdaily.joins.com": ("detailword", "cloc"),  # its search, its front page
    "news.google.com": ("oc", "hl", "gl", "ceid"),
    "youtube.com": ("si", "ab_channel", "cbrd", "ucbcb", "pp"),
    "twitter.com": ("s", "t"),
    "x.com": ("s", "t"),
    "nytimes.com": ("module", "action", "pgtype", "region", "clicksource", "contentcollection"),
    "wsj.com": ("mod",),
    "barrons.com": ("mod",),
    "marketwatch.com": ("mod",),
    "businessinsider.com": ("r", "ir"),
}

VALUES = {
    # names that mean an article elsewhere, so only with a value that says what they are
    "source": ("twitter", "facebook", "rss", "feed", "email", "newsletter", "social", "line", "kakao", "googlenews"),
    "from": ("rss", "feed", "twitter", "facebook", "line", "mail", "email", "newsletter", "social", "kakao"),
    "output": ("amp", "print"),
    "outputtype": ("amp",),
    "mode": ("amp", "print"),
    "view": ("amp", "print"),
    "type": ("amp", "rss", "print"),
    "print": ("1", "true", "yes", "y"),
    "printable": ("1", "true", "yes", "y"),
    "m": ("0", "1"),  # the mobile view: blogspot, ND Soft
    "s": ("08", "09", "20", "21", "46"),  # added by the applications of Twitter
    "_ss": ("r",),
    "inb": ("ra", "ya"),  # mainichi.jp
    "cp": ("rss",),
}
"""Parameters that are tracking with these values only."""


def is_tracking(name: str, value: str, host: str) -> bool:
    """Whether the parameter only says where the reader came from, or on which device."""
    name, value = name.lower(), value.lower()
    if name in NAMES or name.startswith(PREFIXES) or name.endswith(SUFFIXES):
        return True
    return value in VALUES.get(name, ()) or name in _names_of(host)


@lru_cache(maxsize=4096)
def _names_of(host: str) -> frozenset[str]:
    of_host = (names for domain, names in OF_HOSTS.items() if host == domain or host.endswith("." + domain))
    return frozenset(name for names in of_host for name in names)
