"""Every copy under its original, an article or a seed: what the inbox does not list, since it is read already."""

from itertools import groupby

from pactwatch.duplicates import COPIES
from review.web.asked import Asked, Shown

USUAL = 100


def copies(asked: Asked) -> Shown:
    """The copies, those of a seed first, of all kinds or one."""
    limit, kind = asked.limit(USUAL), asked.word("kind")
    rows = asked.archive.duplicates(limit, kind if kind in COPIES else None)
    groups = [(original, list(group)) for original, group in groupby(rows, key=lambda row: row.original)]
    known = [original for original, _ in groups if isinstance(original, int)]
    return Shown(
        template="copies.html",
        values={
            "groups": groups, "kinds": sorted(COPIES), "kind": kind if kind in COPIES else "",
            "seeds": {f"seed {seed.name}": seed for seed in asked.archive.seeds()},
            "languages": {number: asked.archive.article(number).article.language for number in known},
            "more": asked.more(USUAL, rows=len(rows)),
        },
    )  # fmt: skip
