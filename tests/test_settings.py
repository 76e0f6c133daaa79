"""Scrapy's settings: what we override is there to be overridden."""

from scrapy.settings import default_settings

from spiders import settings


def test_what_scrapy_is_not_to_load_bears_the_name_that_scrapy_gives_it() -> None:
    known = default_settings.EXTENSIONS_BASE | default_settings.DOWNLOADER_MIDDLEWARES_BASE

    named = settings.EXTENSIONS | settings.DOWNLOADER_MIDDLEWARES
    assert {name for name, order in named.items() if order is None} <= known.keys()
