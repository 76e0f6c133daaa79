"""Times as the reader's clock shows them, with UTC one look away."""

from datetime import UTC, datetime, timedelta, tzinfo

from markupsafe import Markup

from pactwatch.article import Moment
from review.output import shown
from storage.stamps import instant


class Clock:
    """The clock of the reader: of this machine, unless a zone was named."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        self._zone = zone

    def when(self, moment: datetime | Moment | str | None) -> Markup:
        """Return an instant, a moment of a page or a stamp as a <time> element; "no date" for None."""
        if moment is None:
            return Markup("no date")
        if isinstance(moment, Moment):
            return self._stated(moment)
        return self._instant(instant(moment) if isinstance(moment, str) else moment)

    def day(self, moment: datetime | Moment) -> str:
        """Return the reader's day of an instant; of a page that gives only a day, that day."""
        if isinstance(moment, Moment):
            return _on_page(moment)[:10] if moment.precision in ("day", "month") else self.day(moment.instant)
        return f"{self.local(moment):%Y-%m-%d}"

    def local(self, at: datetime) -> datetime:
        """Return an instant in the reader's zone."""
        return at.astimezone(self._zone)

    def zone(self, at: datetime) -> str:
        """Return how the reader's zone is called at an instant: "KST, UTC+09:00"."""
        local = self.local(at)
        name, offset = local.tzname() or "", local.strftime("%z")
        zone = f"UTC{offset[:3]}:{offset[3:5]}"
        return zone if not name or name[0] in "+-" else "UTC" if name == "UTC" else f"{name}, {zone}"

    def _stated(self, moment: Moment) -> Markup:
        """A day is not turned to another zone: whose midnight it would be, no page says."""
        printed = f'printed "{shown(moment.text)}"'
        if moment.precision in ("day", "month"):
            text = _on_page(moment)[: 10 if moment.precision == "day" else 7]
            return _element(text, text, f"only the {moment.precision}; {printed}")
        return self._instant(moment.instant, f"; {printed}")

    def _instant(self, at: datetime, more: str = "") -> Markup:
        utc = f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        return _element(at.isoformat(timespec="seconds"), f"{self.local(at):%Y-%m-%d %H:%M}", utc + more)


def _on_page(moment: Moment) -> str:
    """Return the day and time by the outlet's own clock."""
    return (moment.instant + timedelta(minutes=moment.offset or 0)).isoformat()


def _element(stated: str, text: str, title: str) -> Markup:
    return Markup('<time datetime="{}" title="{}">{}</time>').format(stated, title, text)
