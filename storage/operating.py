"""What an operator asks and does: seeds, the index, health, gaps, alarms."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pactwatch.glossary import Topic, default_topic
from pactwatch.seed import Seed
from storage import (
    alarms,
    chores,
    counts,
    gaps,
    health,
    recall,
    reindexing,
    seeds,
)
from storage.database import transaction
from storage.opened import Opened
from storage.translation import translated


class Operating(Opened):
    """The verbs of an operator."""

    # Seeds, and what is compared with them

    def seeds(self) -> list[Seed]:
        """What every article is measured against."""
        with translated(self.path):
            return seeds.every(self._db)

    def add_seed(self, seed: Seed, at: datetime) -> None:
        """Add a seed, or replace the one of its name."""
        with translated(self.path):
            seeds.put(self._db, seed, at)

    def remove_seed(self, name: str) -> None:
        """Remove a seed. Raises NotFound."""
        with translated(self.path):
            seeds.remove(self._db, name)

    def reindex(self, at: datetime, topic: Topic | None = None) -> Iterator[int]:
        """Make the index of passages, all relations and all stories anew; how many articles are done, as it goes."""
        with translated(self.path):
            yield from reindexing.reindex(self._db, at, topic or default_topic())

    def index_is_outdated(self) -> bool:
        """Whether the index was made by other rules than those of now: `reindex` then."""
        with translated(self.path):
            return reindexing.outdated(self._db)

    # What the operator asks

    def check(self, *, look: bool = True) -> counts.Health:
        """What `doctor` tells of the file: versions, sizes, integrity of the structure unless told not to look."""
        with translated(self.path):
            return counts.health(self._db, self.path, look=look)

    def checkups(self, now: datetime) -> list[health.Checkup]:
        """How every source is, measured against its own past, the worst first."""
        with translated(self.path):
            return health.checkups(self._db, now)

    def gaps(self, now: datetime, hours: float = gaps.HOURS) -> list[gaps.Gap]:
        """Languages that are silent while another reports."""
        with translated(self.path):
            return gaps.gaps(self._db, now, hours)

    def alarm_changes(self, now: datetime, channel: str) -> list[alarms.Change]:
        """What is otherwise than was last told over a channel."""
        with translated(self.path):
            return alarms.changes(self._db, now, channel)

    def alarms_told(self, changes: Iterable[alarms.Change], at: datetime, channel: str) -> None:
        """Note what a channel has taken."""
        with translated(self.path), transaction(self._db):
            alarms.told(self._db, changes, at, channel)
            chores.note(self._db, "alarms", "ok", at)

    def listed(self, since: datetime) -> list[recall.Listed]:
        """Every page that a search has shown since then, with what became of it."""
        with translated(self.path):
            return recall.listed(self._db, since)
