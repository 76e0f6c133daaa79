"""How the sources are: the table of `pactwatch sources health`, and one source with its last answers."""

from collections import Counter

from review.health import WELL, ill
from review.sources import distance, state
from review.web.asked import Asked, Shown
from storage.rhythm import State


def health(asked: Asked) -> Shown:
    """The table, the worst first, of all languages or one, of all sources or those in trouble."""
    language, trouble = asked.word("language"), bool(asked.word("trouble"))
    every = asked.archive.checkups(asked.now)
    found = [checkup for checkup in every if language in ("", checkup.language)]
    unwell = ill(found)
    rows = unwell if trouble else [checkup for checkup in found if checkup.state is not State.OFF]
    return Shown(
        template="sources.html",
        values={
            "rows": rows, "language": language, "trouble": trouble, "ill": len(unwell), "well": WELL,
            "off": sum(checkup.state is State.OFF for checkup in found), "every": len(found),
            "languages": [code for code, _ in Counter(checkup.language for checkup in every).most_common()],
        },
    )  # fmt: skip


def source(asked: Asked) -> Shown:
    """One source: what the catalogue says of it, its last answers, the links it showed last. Raises NotFound."""
    name, archive = asked.path["name"], asked.archive
    tracked = archive.source(name)
    waits = tracked.source.enabled and tracked.next_poll and tracked.next_poll > asked.now
    return Shown(
        template="source.html",
        values={
            "tracked": tracked, "state": state(tracked), "polls": archive.polls(name), "links": archive.shown_by(name),
            "next": distance(tracked.next_poll, asked.now) if waits and tracked.next_poll else "due",
            "checkup": next(one for one in archive.checkups(asked.now) if one.source == name),
        },
    )  # fmt: skip
