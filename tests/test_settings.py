"""Scrapy's settings: what we leave out of Scrapy's own is chosen, and everything else is there."""

from scrapy.settings import default_settings

from spiders import settings

LEFT_OUT = {
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware",
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "scrapy.extensions.memusage.MemoryUsage",
    "scrapy.extensions.remote_control.RemoteControl",
    "scrapy.extensions.telnet.TelnetConsole",
}


def test_a_crawl_has_all_of_scrapy_s_parts_in_their_places_but_for_six() -> None:
    scrapy_s = default_settings.EXTENSIONS_BASE | default_settings.DOWNLOADER_MIDDLEWARES_BASE

    ours = settings.EXTENSIONS_BASE | settings.DOWNLOADER_MIDDLEWARES_BASE

    assert ours == {name: place for name, place in scrapy_s.items() if name not in LEFT_OUT}
    assert scrapy_s.keys() > LEFT_OUT
