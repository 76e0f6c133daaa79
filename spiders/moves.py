"""Where a source has moved to: permanent redirects, believed only when they repeat and lead somewhere sensible."""

from urllib.parse import urlsplit

from scrapy.http import Response

from storage.sources import MOVES_UNTIL_ADOPTED, Tracked

_PERMANENT = {301, 308}


def moved(tracked: Tracked, response: Response) -> tuple[str | None, int, str | None]:
    """(address, how often in a row it was named, what to say of it) after an answer that came by way of redirects.

    The address was fetched just now, so the guard and the gate have let it pass.
    """
    reasons = response.meta.get("redirect_reasons", [])
    if not reasons:
        adopted = tracked.address != tracked.source.url
        return (tracked.moved_to, tracked.moved_times, None) if adopted else (None, 0, None)
    target = response.url
    if tracked.source.url.startswith("https:") and target.startswith("http:"):
        return None, 0, f"redirected to {target}, which is not encrypted"
    if not set(reasons) <= _PERMANENT:
        return None, 0, None
    if not urlsplit(target).path.strip("/") and urlsplit(tracked.source.url).path.strip("/"):
        return None, 0, f"redirected to the front page {target}"
    times = tracked.moved_times + 1 if target == tracked.moved_to else 1
    adopted_now = "and is asked there from now on" if times == MOVES_UNTIL_ADOPTED else f"({times} times in a row)"
    return target, times, f"has moved to {target} {adopted_now}"
