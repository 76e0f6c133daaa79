"""Tells the operator what has changed since the last time, over the channels of PACTWATCH_ALERTS.

A process of its own (`python -m spiders.service.alerting`), since the channels weigh more than the whole scheduler.
What a channel did not take counts as not told, and is sent over it the next time.
"""

import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from apprise import Apprise

from pactwatch.errors import PactwatchError
from spiders import settings
from spiders.service.logs import harmless
from storage.alarms import Change
from storage.archive import Archive

MOST_LINES = 30
"""Of one message: when the line is cut, hundreds of sources fail at once."""


def message(changes: Sequence[Change]) -> tuple[str, str]:
    """Return the title and the text that tell of the changes."""
    worse = sum(change.now != "ok" for change in changes)
    title = f"pactwatch: {worse} worse, {len(changes) - worse} well again"
    lines = [harmless(change.sentence) for change in changes[:MOST_LINES]]
    more = len(changes) - len(lines)
    return title, "\n".join(lines + ([f"and {more} more: pactwatch sources health"] if more else []))


def tell(archive: Archive, channels: Sequence[str], now: datetime) -> bool:
    """Send over each channel what has changed since it was last told; False when one did not take it."""
    taken = [_tell(archive, channel, now) for channel in channels]
    return all(taken)


def _tell(archive: Archive, channel: str, now: datetime) -> bool:
    changes = archive.alarm_changes(now, channel)
    if changes:
        speaker = Apprise()
        title, text = message(changes)
        if not speaker.add(channel) or not speaker.notify(title=title, body=text):
            return False
    archive.alarms_told(changes, now, channel)
    return True


def main() -> int:
    """Tell of the database and over the channels that the environment names."""
    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its lines hold the channels' secrets
    try:
        with Archive(Path(settings.PACTWATCH_DB)) as archive:
            told = tell(archive, settings.PACTWATCH_ALERTS, datetime.now(UTC))
    except PactwatchError as error:
        print(error, file=sys.stderr)
        return 2
    if not told:
        print("a channel of PACTWATCH_ALERTS did not take the message: check its address", file=sys.stderr)
    return 0 if told else 1


if __name__ == "__main__":
    sys.exit(main())
