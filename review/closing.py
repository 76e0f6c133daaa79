"""The closing table of a collection: what became of every link, and what to do next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from rich.text import Text

from review.output import counted, day_and_time, say, shown
from storage.counts import Outcomes
from storage.ledger import Outcome
from storage.polls import SUCCESSES, PollOutcome

MOST_TROUBLES = 12
MOST_REASONS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Collected:
    """What a collection came to."""

    began: datetime
    ended: datetime
    outcomes: Outcomes
    waiting: int
    """Pages left for the next collection."""
    unread: int
    """Articles in the inbox."""
    next_due: datetime | None
    stopped: bool


# label, outcome of the ledger, style; in the order in which a page can leave the way through the house
_LEFT = (
    ("off topic", Outcome.OFF_TOPIC, ""),
    ("screened out", Outcome.SCREENED_OUT, ""),
    ("no article", Outcome.NOT_ARTICLE, ""),
    ("missing", Outcome.MISSING, "yellow"),
    ("robots.txt forbids", Outcome.ROBOTS, "yellow"),
    ("refused", Outcome.REFUSED, "yellow"),
    ("blocked", Outcome.BLOCKED, "red"),
    ("failed", Outcome.FAILED, "red"),
    ("given up", Outcome.GIVEN_UP, "red"),
)


def print_closing(collected: Collected) -> None:
    """Print the table."""
    outcomes = collected.outcomes
    asked = sum(outcomes.polls.values())
    if not asked and not outcomes.urls:
        _print_nothing(collected)
        return
    answered = sum(count for outcome, count in outcomes.polls.items() if PollOutcome(outcome) in SUCCESSES)
    seconds = (collected.ended - collected.began).total_seconds()
    how = "Stopped after" if collected.stopped else "Collected in"
    say(f"{how} {seconds:.0f} s: {answered} of {counted(asked, 'source')} answered.", "bold")
    say()
    for label, number, details, style in _lines(outcomes):
        row = Text.assemble((f"  {label:<20}", style), (f"{number:>7,}", f"bold {style}"))
        say(row.append(f"   {shown(details)}" if details else "", "dim"))
    _print_troubles(outcomes)
    say()
    for line in _next(collected):
        say(line)


def _lines(outcomes: Outcomes) -> Iterator[tuple[str, int, str, str]]:
    urls = outcomes.urls
    yield "found", outcomes.links, "links that the sources listed", ""
    refused = urls.get(Outcome.REFUSED, 0)
    yield "already known", max(0, outcomes.links - outcomes.fresh - refused), "", ""
    yield "new", outcomes.fresh, "", ""
    yield "kept", outcomes.new, _split(outcomes.verdicts, outcomes.languages), "green"
    if outcomes.copies:
        yield "  of them duplicates", sum(outcomes.copies.values()), _split(outcomes.copies), ""
    if outcomes.again:
        yield "the same article", outcomes.again, "reached by another address", ""
    if outcomes.edited:
        yield "new versions", outcomes.edited, "of articles we had", "green"
    for label, outcome, style in _LEFT:
        if urls.get(outcome) or outcome in (Outcome.OFF_TOPIC, Outcome.SCREENED_OUT, Outcome.FAILED):
            yield label, urls.get(outcome, 0), _reasons(outcomes, outcome), style if urls.get(outcome) else ""


def _split(*counts: Mapping[str, int]) -> str:
    parts = [
        ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in sorted(count.items(), key=lambda c: -c[1]))
        for count in counts
    ]
    return " · ".join(part for part in parts if part)


def _reasons(outcomes: Outcomes, outcome: Outcome) -> str:
    reasons = [(reason, count) for what, reason, count in outcomes.reasons if what == outcome]
    told = [f"{reason} ({count:,})" if count > 1 else reason for reason, count in reasons[:MOST_REASONS]]
    more = len(reasons) - len(told)
    return "; ".join([*told, *([f"{more} other reasons"] if more > 0 else [])])


def _print_troubles(outcomes: Outcomes) -> None:
    if not outcomes.troubles:
        return
    say()
    say("Sources with trouble", "bold")
    for source, outcome, detail in outcomes.troubles[:MOST_TROUBLES]:
        said = outcome.replace("_", " ")
        say(f"  {source}: {said}" + (f", {detail}" if detail and detail != said else ""), "yellow")
    if len(outcomes.troubles) > MOST_TROUBLES:
        say(f"  and {len(outcomes.troubles) - MOST_TROUBLES} more: pactwatch sources list")


def _print_nothing(collected: Collected) -> None:
    say("No source was asked, since none is due.", "bold")
    if collected.next_due is not None:
        say(f"The next one is due at {day_and_time(collected.next_due)} UTC; `pactwatch collect` asks all of them now.")


def _next(collected: Collected) -> Iterator[str]:
    outcomes = collected.outcomes
    if collected.waiting:
        yield f"{counted(collected.waiting, 'page waits', 'pages wait')}: the next `pactwatch collect` begins there."
    if collected.unread:
        yield f"Next: pactwatch inbox ({counted(collected.unread, 'article')} to review)"
    if outcomes.copies:
        yield "      pactwatch duplicates"
    if outcomes.troubles:
        yield f"      pactwatch sources show {outcomes.troubles[0][0]}"
    if not (collected.unread or outcomes.troubles):
        yield "Next: pactwatch days, pactwatch search WORDS"
