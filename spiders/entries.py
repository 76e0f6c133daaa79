"""Everything a crawl writes into the ledger about links: met, refused, decided."""

from collections.abc import Callable

from pactwatch.errors import ArchiveError, NotFound, UnusableURL
from pactwatch.urls import canonical
from spiders.discovery import Discovery, Link
from spiders.rounds import Round
from spiders.session import Session
from spiders.underway import DIED, Reading
from storage.ledger import Outcome, Settlement, Sighting


class Entries:
    """Writes the ledger; an archive that takes no more ends the crawl through `stop`."""

    def __init__(self, session: Session, stop: Callable[[str], None]) -> None:
        self._session = session
        self._stop = stop

    def meet(self, found: Discovery, round_: Round) -> tuple[str, ...]:
        """Enter every link of an answer, those we never fetch too; the addresses to fetch now."""
        now = self._session.clock()
        refused = list(found.dropped)
        hidden = {link.url: link.hidden for link in found.links if link.hidden}
        sightings = []
        for link in found.links:
            try:
                sightings.append(_sighting(link))
            except UnusableURL as error:
                refused.append((link.url, str(error)))
        try:
            with self._session.archive.writing():
                tally = self._session.archive.meet(sightings, round_.name, now)
                refused += [(url, hidden[url]) for url in tally.fetch if url in hidden]
                for url, why in refused:
                    self.settle(url, Settlement(outcome=Outcome.REFUSED, reason=why, at=now))
        except ArchiveError as error:
            self._fail(error)
            return ()
        round_.listed(len(sightings) + len(refused), tally)
        return tuple(url for url in tally.fetch if url not in hidden)

    def settle(self, url: str, decision: Settlement) -> None:
        """Write what became of an address."""
        try:
            identity = canonical(url)
        except UnusableURL:
            identity = url
        try:
            self._session.archive.settle(url, identity, decision)
        except ArchiveError as error:
            self._fail(error)

    def account_for(self, left: Reading | None) -> None:
        """Write down as failed what an earlier crawl died of, so that this one does not begin with it."""
        if left is None:
            return
        now = self._session.clock()
        if left.kind == "page":
            self.settle(left.name, Settlement(outcome=Outcome.FAILED, reason=DIED, at=now))
            return
        try:
            round_ = Round(tracked=self._session.archive.source(left.name), began=now)
        except NotFound:  # removed since
            return
        round_.fault(DIED)
        self.record(round_)

    def record(self, round_: Round) -> None:
        """Write the poll of a round that is complete."""
        round_.ended = True
        try:
            self._session.archive.record_poll(round_.poll(self._session.clock()))
        except ArchiveError as error:
            self._fail(error)

    def _fail(self, error: ArchiveError) -> None:
        if self._session.fatal is None:
            self._session.fatal = error
            self._stop(str(error))


def _sighting(link: Link) -> Sighting:
    return Sighting(
        url=link.url, canonical=canonical(link.url), title=link.title, stated=link.stated, modified=link.modified
    )
