"""What an answer that is no article, or no answer at all, means for a source and for a page."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from scrapy import exceptions
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from spiders import resolver
from spiders.cache_headers import retry_after
from spiders.refusals import AddressRefused, HostHeld, RobotsForbids, RobotsUnavailable
from storage.ledger import Outcome
from storage.polls import PollOutcome

ROBOTS_WAIT = timedelta(minutes=30)
"""How long a page waits whose robots.txt could not be read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """One thing that went wrong, in the words of the polls and of the ledger."""

    poll: PollOutcome
    page: Outcome
    reason: str
    """A phrase for both."""
    status: int | None = None
    retry_after: timedelta | None = None
    weight: float = 0.25
    """What it adds to a source's failures: 1 hard, 0.5 soft, 0.25 temporary."""


# status -> (poll outcome, page outcome, weight); what is not listed follows its hundred.
_BY_STATUS = {
    401: (PollOutcome.BLOCKED, Outcome.BLOCKED, 0.5),
    403: (PollOutcome.BLOCKED, Outcome.BLOCKED, 0.5),
    404: (PollOutcome.MISSING, Outcome.MISSING, 0.5),
    410: (PollOutcome.GONE, Outcome.MISSING, 1.0),
    429: (PollOutcome.RATE_LIMITED, Outcome.FAILED, 0.25),
    451: (PollOutcome.BLOCKED, Outcome.BLOCKED, 0.5),
}


def of_failure(failure: Failure, now: datetime) -> Trouble:
    """Read what Scrapy hands to an errback."""
    error = failure.value
    if isinstance(error, HttpError):
        return of_status(error.response, now)
    if isinstance(error, RobotsForbids):
        return Trouble(poll=PollOutcome.ROBOTS, page=Outcome.ROBOTS, reason=str(error), weight=0.5)
    if isinstance(error, RobotsUnavailable):
        return _without_robots(error)
    if isinstance(error, AddressRefused):
        return Trouble(poll=PollOutcome.REFUSED, page=Outcome.REFUSED, reason=str(error), weight=1.0)
    if isinstance(error, HostHeld):
        wait = max(error.until - now, timedelta())
        return Trouble(
            poll=PollOutcome.RATE_LIMITED, page=Outcome.FOUND, reason=str(error), retry_after=wait, weight=0.0
        )
    request = getattr(failure, "request", None)
    return _of_error(error, urlsplit(request.url).hostname or "" if request is not None else "")


def _without_robots(error: RobotsUnavailable) -> Trouble:
    """A host whose robots.txt cannot be had may not be asked for now; an address that we never ask stays one."""
    why = _of_error(error.cause, error.host) if error.cause is not None else None
    if why is None:
        why = Trouble(poll=PollOutcome.ROBOTS, page=Outcome.FOUND, reason=str(error))
    if why.poll is PollOutcome.REFUSED:
        return why
    # No attempt is counted: what keeps us from robots.txt says nothing of the page.
    return replace(why, page=Outcome.FOUND, retry_after=ROBOTS_WAIT)


def of_status(response: Response, now: datetime) -> Trouble:
    """Read an answer with a status of 300 and more."""
    status = response.status
    hundred = (
        (PollOutcome.SERVER_ERROR, Outcome.FAILED, 0.5)
        if status >= 500
        else (PollOutcome.CLIENT_ERROR, Outcome.FAILED, 0.5)
    )
    poll, page, weight = _BY_STATUS.get(status, hundred)
    reason = f"answered {status}"
    if response.headers.get("cf-mitigated") == b"challenge":
        poll, page, reason = PollOutcome.BLOCKED, Outcome.BLOCKED, f"answered {status} with a bot challenge"
    wait = retry_after(response.headers.get("Retry-After"), now)
    return Trouble(poll=poll, page=page, reason=reason, status=status, retry_after=wait, weight=weight)


def _of_error(error: BaseException | None, host: str) -> Trouble:
    timeouts = (exceptions.DownloadTimeoutError, TimeoutError)
    if isinstance(error, timeouts):
        return _temporary(PollOutcome.TIMEOUT, "no complete answer in time")
    if isinstance(error, exceptions.CannotResolveHostError):
        if host in resolver.refused:
            reason = f"{host} leads to {resolver.refused[host]}, which is not a public address"
            return Trouble(poll=PollOutcome.REFUSED, page=Outcome.REFUSED, reason=reason, weight=1.0)
        return _temporary(PollOutcome.UNREACHABLE, f"there is no host {host}")
    if isinstance(error, exceptions.DownloadCancelledError):
        return Trouble(poll=PollOutcome.TOO_LARGE, page=Outcome.GIVEN_UP, reason="larger than we read", weight=0.5)
    if isinstance(error, exceptions.UnsupportedURLSchemeError):
        return Trouble(poll=PollOutcome.REFUSED, page=Outcome.REFUSED, reason="not a web address", weight=1.0)
    if isinstance(error, exceptions.ResponseDataLossError):
        return _temporary(PollOutcome.UNREACHABLE, "the answer broke off")
    if isinstance(error, exceptions.IgnoreRequest):
        return _ignored(str(error))
    if _is_insecure(error):
        return Trouble(
            poll=PollOutcome.INSECURE,
            page=Outcome.FAILED,
            reason=f"the certificate of {host} does not hold",
            weight=0.5,
        )
    return _temporary(PollOutcome.UNREACHABLE, f"{host} could not be reached ({type(error).__name__})")


def _ignored(said: str) -> Trouble:
    if "DOWNLOAD_MAXSIZE" in said:  # a body that grows beyond it when it is unpacked
        return Trouble(poll=PollOutcome.TOO_LARGE, page=Outcome.GIVEN_UP, reason="larger than we read", weight=0.5)
    if "redirect" in said.lower():
        return Trouble(poll=PollOutcome.CLIENT_ERROR, page=Outcome.GIVEN_UP, reason="redirects without end", weight=0.5)
    return _temporary(PollOutcome.UNREACHABLE, said or "not fetched")


def _is_insecure(error: BaseException | None) -> bool:
    reasons = getattr(error.__cause__, "reasons", ()) if isinstance(error, exceptions.DownloadFailedError) else ()
    if isinstance(error, ResponseFailed):
        reasons = error.reasons
    kinds = [type(getattr(reason, "value", reason)) for reason in reasons]
    return any("SSL" in kind.__module__ or "VerificationError" in kind.__name__ for kind in kinds if kind)


def _temporary(poll: PollOutcome, reason: str) -> Trouble:
    return Trouble(poll=poll, page=Outcome.FAILED, reason=reason)
