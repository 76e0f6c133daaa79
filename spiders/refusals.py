"""Why a request was not sent."""

from scrapy.exceptions import IgnoreRequest

from storage.hosts import Hold


class AddressRefused(IgnoreRequest):
    """Not an address that we would ever ask."""


class HostHeld(IgnoreRequest):
    """The host asked us to come back later."""

    def __init__(self, host: str, hold: Hold) -> None:
        super().__init__(f"{host} is left alone until {hold.until:%Y-%m-%d %H:%M} UTC ({hold.reason})")
        self.until = hold.until


class RobotsForbids(IgnoreRequest):
    """robots.txt says no."""


class RobotsUnavailable(IgnoreRequest):
    """robots.txt could not be read, so nothing may be fetched for now (RFC 9309, 2.3.1.4)."""

    def __init__(self, host: str, why: str, cause: Exception | None = None) -> None:
        super().__init__(why)
        self.host = host
        self.cause = cause
