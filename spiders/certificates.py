"""Until when a host's certificate holds, as its answer shows: who forgets to renew it falls silent that day."""

from datetime import UTC, datetime

from scrapy.http import Response


def holds_until(response: Response) -> datetime | None:
    """Return when the certificate of the host that answered ends; None where there was none to see."""
    certificate = getattr(response.certificate, "original", None)
    stated = certificate.get_notAfter() if certificate is not None else None
    try:
        return datetime.strptime(stated.decode("ascii"), "%Y%m%d%H%M%SZ").replace(tzinfo=UTC) if stated else None
    except ValueError:  # a certificate may state its end in a zone of its own; none of a public authority does
        return None
