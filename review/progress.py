"""How far a collection is: a line on a terminal that moves, nothing anywhere else."""

import contextlib
import sys
from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from spiders.source_spiders import CollectSpider


class Progress:
    """Watches a crawl."""

    def __init__(self) -> None:
        self.stopped = False
        """Whether the crawl was ended before all its sources were done."""
        self._bar: Bar | None = None
        self._task = TaskID(0)

    @contextlib.contextmanager
    def shown(self) -> Iterator[None]:
        """Show the line while the block runs, if a person looks at stderr; it is wiped at the end."""
        if not sys.stderr.isatty():
            yield
            return
        columns = (
            SpinnerColumn(),
            TextColumn("{task.fields[done]}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[pages]}"),
            TimeElapsedColumn(),
        )
        with Bar(*columns, console=Console(stderr=True, markup=False, emoji=False), transient=True) as self._bar:
            self._task = self._bar.add_task("", total=None, done="asking", pages="")
            yield
        self._bar = None

    def watch(self, spider: CollectSpider) -> None:
        """Take over the state of the crawl; called whenever something in it is done."""
        rounds = spider.rounds.values()
        ended = sum(round_.ended for round_ in rounds)
        self.stopped = ended < len(rounds)
        if self._bar is None:
            return
        waiting = sum(max(round_.waiting_for - 1, 0) for round_ in rounds)
        stats = spider.crawler.stats
        read = stats.get_value("item_scraped_count", 0) if stats else 0
        self._bar.update(
            self._task,
            total=len(rounds) or None,
            completed=ended,
            done=f"{ended}/{len(rounds)} sources",
            pages=f"{read:,} pages read, {waiting:,} to go",
        )
