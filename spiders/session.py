"""What one crawl works with: the archive, the topic, the screen and the clock."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from scrapy.settings import BaseSettings

from pactwatch.catalogue import default_catalogue, load_catalogue
from pactwatch.errors import PactwatchError
from pactwatch.screening import Screen
from pactwatch.seed import default_seed
from pactwatch.topic import Topic, default_topic, load_topic
from spiders.holds import Holds
from spiders.underway import Underway
from storage.archive import Archive
from storage.hosts import host_of
from storage.locks import sole

LOCK_PATIENCE = timedelta(minutes=2)
"""How long a crawl waits for another program's lock on the database: its pages are fetched and would be lost."""


def now() -> datetime:
    """The time, in UTC: the one clock of this room."""
    return datetime.now(UTC)


@dataclass(kw_only=True, slots=True)
class Session:
    """Opened once per crawl, and shared by the spider and the desk."""

    archive: Archive
    topic: Topic
    screen: Screen
    holds: Holds
    underway: Underway
    clock: Callable[[], datetime] = now
    keep_all: bool = False
    """Keep every article whatever it is about; for measuring."""
    insecure_hosts: frozenset[str] = frozenset()
    """Hosts whose certificate is not verified, since a person marked a source of theirs so."""
    fatal: PactwatchError | None = None
    """Why the crawl had to stop: the archive would not take any more."""
    held: ExitStack = field(default_factory=ExitStack)
    """The archive and the lock on it."""

    @classmethod
    def open(cls, settings: BaseSettings) -> Self:
        """Open the archive that the settings name, with the catalogue taken over and the seed in place.

        Raises AlreadyRunning when another crawl works on it, and what loading a topic or a catalogue raises.
        """
        topic_file, catalogue_file = settings.get("PACTWATCH_TOPIC"), settings.get("PACTWATCH_CATALOGUE")
        topic = load_topic(Path(topic_file)) if topic_file else default_topic()
        catalogue = load_catalogue(Path(catalogue_file)) if catalogue_file else default_catalogue()
        path = Path(settings["PACTWATCH_DB"])
        with ExitStack() as held:
            held.enter_context(sole(path, "collection"))
            archive = held.enter_context(Archive(path, patience=LOCK_PATIENCE))
            underway = Underway(path)
            held.callback(underway.close)
            archive.sync_sources(catalogue)
            if not topic_file and not archive.seeds():
                archive.add_seed(default_seed(), now())
            return cls(
                archive=archive,
                topic=topic,
                screen=Screen(topic),
                holds=Holds(archive, now),
                underway=underway,
                insecure_hosts=frozenset(
                    host_of(tracked.address) for tracked in archive.sources() if tracked.source.insecure
                ),
                keep_all=settings.getbool("PACTWATCH_KEEP_ALL"),
                held=held.pop_all(),
            )

    def close(self) -> None:
        """Close the archive and let others crawl."""
        self.held.close()
