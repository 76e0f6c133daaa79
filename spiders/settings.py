"""Scrapy's settings for every crawl, and the only place in this room that reads the environment.

Most lines override a default that is wrong for a service that runs for months; the measurements behind them are in
docs/decisions.md. What a person may set:

    PACTWATCH_DB        the database file (default: pactwatch.db in the working directory)
    PACTWATCH_TOPIC     a topic file (default: the one that is shipped)
    PACTWATCH_CATALOGUE a source catalogue (default: the one that is shipped)
    PACTWATCH_CONTACT   an address or page for the user agent, so that an outlet can reach you
    PACTWATCH_HOSTS     a JSON object of host names and the addresses they stand for, as in /etc/hosts
    PACTWATCH_ALLOW     networks that may be fetched from although they are private ("10.0.0.0/8 127.0.0.0/8")
    PACTWATCH_PROXY     the HTTP proxy for every request; proxies that other programs are given are ignored
    PACTWATCH_DELAY     seconds between two requests to one host (default 1)
    PACTWATCH_LONGEST_CRAWL_DELAY
                        seconds; a robots.txt that asks for more between two requests gets this (default 30)
    PACTWATCH_TIMEOUT   seconds for one response, first byte to last (default 20)
    PACTWATCH_ALERTS    where the operator is told of sources that fail and recover: apprise URLs, spaces between them
    PACTWATCH_RUN_BYTES how much one crawl may read (default 2 GiB); what is left over waits for the next
    PACTWATCH_KEEP_ALL  "1" keeps every article whatever it is about, to measure with
"""

import json
import os
from typing import Any

VERSION = "0.1.0"
BOT_NAME = "pactwatch"
SPIDER_MODULES = ["spiders.source_spiders"]

PACTWATCH_DB = os.environ.get("PACTWATCH_DB", "pactwatch.db")
PACTWATCH_TOPIC = os.environ.get("PACTWATCH_TOPIC")
PACTWATCH_CATALOGUE = os.environ.get("PACTWATCH_CATALOGUE")
PACTWATCH_HOSTS: dict[str, str] = json.loads(os.environ.get("PACTWATCH_HOSTS", "{}"))
PACTWATCH_ALLOW = os.environ.get("PACTWATCH_ALLOW", "").split()
PACTWATCH_PROXY = os.environ.get("PACTWATCH_PROXY")
PACTWATCH_ALERTS = os.environ.get("PACTWATCH_ALERTS", "").split()
PACTWATCH_KEEP_ALL = os.environ.get("PACTWATCH_KEEP_ALL") == "1"
PACTWATCH_RUN_BYTES = int(os.environ.get("PACTWATCH_RUN_BYTES", str(2 * 1024**3)))
_CONTACT = os.environ.get("PACTWATCH_CONTACT", "no contact configured")

# Who we are. An honest named agent with a contact passes where a pretended browser is refused.
USER_AGENT = f"pactwatch/{VERSION} (news monitor; {_CONTACT})"
ROBOTSTXT_USER_AGENT = "pactwatch"
ROBOTSTXT_OBEY = True
DEFAULT_REQUEST_HEADERS = {"Accept": "*/*", "Accept-Language": "en,ko,ja,zh;q=0.9"}
REFERRER_POLICY = "no-referrer"

# What stands between us and the network.
TWISTED_DNS_RESOLVER = "spiders.resolver.GuardedResolver"
HTTPPROXY_ENABLED = False
DOWNLOAD_HANDLERS: dict[str, str | None] = {
    "data": None, "file": None, "ftp": None, "s3": None,
    "http": "spiders.connections.Handler", "https": "spiders.connections.Handler",
}  # fmt: skip
# Scrapy's own in full, but for what we have better (robots.txt) or have no use for (cookies, a cache). Scrapy imports
# whatever is named, even to switch it off: cookies bring a list of all domains, and a client for its updates.
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": 50,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": 300,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": 580,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.stats.DownloaderStats": 850,
}
DOWNLOADER_MIDDLEWARES = {
    "spiders.gate.Gate": 50,
    "spiders.robots.RobotsMiddleware": 100,
    "spiders.proxy.ConfiguredProxy": 740,
}
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_MAXSIZE = 15 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_TIMEOUT = float(os.environ.get("PACTWATCH_TIMEOUT", "20"))
DNS_TIMEOUT = min(10.0, DOWNLOAD_TIMEOUT)
REDIRECT_MAX_TIMES = 5
METAREFRESH_MAXDELAY = 5

# How hard we may knock: one request at a time at one host, no second try after "too many" or "come back later".
CONCURRENT_REQUESTS = 16
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = float(os.environ.get("PACTWATCH_DELAY", "1"))
PACTWATCH_LONGEST_CRAWL_DELAY = float(os.environ.get("PACTWATCH_LONGEST_CRAWL_DELAY", "30"))
# GDELT allows one request in five seconds, says so in words and not in its robots.txt, and remembers for long.
DOWNLOAD_SLOTS = {"api.gdeltproject.org": {"delay": 6.0, "jitter": 0.0}}
DOWNLOAD_DELAY_JITTER = 0.3
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
CLOSESPIDER_TIMEOUT = 1500

# First in, first out: a source names its newest first, and so they are fetched.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# What Scrapy need not do, since the ledger decides what is fetched and nothing may be dropped without a row.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"
URLLENGTH_LIMIT = 0
ITEM_PIPELINES = {"spiders.pipeline.Desk": 100}
CONCURRENT_ITEMS = 1
# Likewise, without a console, a remote control (it brings a web server along) and a watch over the memory.
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memdebug.MemoryDebugger": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logstats.LogStats": 0,
    "scrapy.extensions.spiderstate.SpiderState": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}
STATS_DUMP = False
LOG_LEVEL = "WARNING"
LOG_FORMATTER = "spiders.log.OneLine"


def scrapy_settings() -> dict[str, Any]:
    """Return these settings as Scrapy takes them from a script."""
    return {name: value for name, value in globals().items() if name.isupper() and not name.startswith("_")}
