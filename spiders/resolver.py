"""The guard at the one point every connection passes: no name and no literal may lead into a private network."""

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any, Self

from scrapy.exceptions import CloseSpider
from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer
from twisted.internet.base import ReactorBase
from twisted.internet.error import DNSLookupError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

refused: dict[str, str] = {}
"""Names that were refused in this process, and the address each led to: the reason for the ledger."""


def is_public(address: str, allowed: Sequence[Network] = ()) -> bool:
    """Tell whether `address` may be connected to: a global unicast address, or one in the networks allowed.

    An IPv6 address that carries an IPv4 one (mapped, 6to4, NAT64) is judged by the one it carries.
    """
    try:
        parsed: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address)
    except ValueError:
        return False
    parsed = _carried(parsed)
    if any(parsed in network for network in allowed if network.version == parsed.version):
        return True
    return parsed.is_global and not parsed.is_multicast


def _is_literal(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _carried(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


class GuardedResolver(CachingThreadedResolver):
    """Resolves names, first from our own table of hosts, and refuses every answer that is not public.

    Redirects, retries, robots.txt and a name that resolves otherwise the second time all come through here, since
    the check is made on the very address that is connected to. Scrapy's own cache is left empty for that reason.
    """

    def __init__(
        self, reactor: ReactorBase, timeout: float, hosts: Mapping[str, str], allowed: Sequence[Network]
    ) -> None:
        super().__init__(reactor, cache_size=0, timeout=timeout)
        self._hosts = hosts
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: ReactorBase) -> Self:
        """Scrapy's way of making one; `crawler` has settings, whatever else it is."""
        settings = crawler.settings
        allowed = [ipaddress.ip_network(network) for network in settings.getlist("PACTWATCH_ALLOW")]
        return cls(reactor, settings.getfloat("DNS_TIMEOUT"), settings.getdict("PACTWATCH_HOSTS"), allowed)

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "defer.Deferred[str]":  # noqa: N802 (Twisted's name)
        """Resolve `name`; fails with DNSLookupError where there is no address that we may connect to."""
        if _is_literal(name) and not is_public(name, self._allowed):
            return defer.maybeDeferred(self._checked, name, name)  # Python looks up no IPv6 literal: say why here
        known = self._hosts.get(name)
        found = defer.succeed(known) if known else super().getHostByName(name, timeout)
        return found.addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if is_public(address, self._allowed):
            return address
        refused[name] = address
        raise DNSLookupError(f"{name} leads to {address}, which is not a public address")


def require_guard() -> None:
    """Refuse to crawl without the guard: runners other than CrawlerProcess ignore the setting that installs it."""
    from twisted.internet import reactor

    if not isinstance(getattr(reactor, "resolver", None), GuardedResolver):
        raise CloseSpider("the address guard is not in place: start crawls with `pactwatch collect` or `scrapy crawl`")
