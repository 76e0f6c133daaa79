"""Long alternatives, written one to a line."""

import re


def any_of(lines: str, *, before: str = "", after: str = "") -> re.Pattern[str]:
    """Return a pattern that finds any of the patterns in `lines`, in any case, between `before` and `after`."""
    alternatives = "|".join(line for raw in lines.splitlines() if (line := raw.strip()))
    return re.compile(f"{before}(?:{alternatives}){after}", re.IGNORECASE | re.MULTILINE)
