"""How time is stored: as text whose order is the order of time."""

from datetime import UTC, datetime


def stamp(moment: datetime) -> str:
    """Return `moment` as every table stores time: UTC, to the second, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def instant(text: str) -> datetime:
    """Return the aware UTC time of a `stamp`."""
    return datetime.fromisoformat(text)
