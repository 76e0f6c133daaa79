"""Saved pages with what is to be read from them: gold.jsonl of a folder, one JSON object a line."""

import gzip
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Gold:
    """A page and its gold. A field that the folder does not grade is None."""

    file: Path
    row: dict[str, Any]

    @cached_property
    def body(self) -> bytes:
        """The page as it was served."""
        data = self.file.read_bytes()
        return gzip.decompress(data) if self.file.suffix == ".gz" else data

    @property
    def url(self) -> str:
        """Its address; empty where the folder does not know it."""
        return self.row.get("url") or ""

    @property
    def outlet(self) -> str:
        """Who published it."""
        return self.row.get("outlet") or (urlsplit(self.url).hostname or "unknown").removeprefix("www.")

    @property
    def language(self) -> str:
        """ISO 639-1, "other" where the folder does not say."""
        return self.row.get("lang") or "other"

    def graded(self, *names: str) -> bool:
        """Whether the folder grades one of these fields."""
        return any(name in self.row["gold_fields"] for name in names)

    @property
    def text(self) -> str | None:
        """The whole body."""
        return self.row["text"] if self.graded("text") else None

    @property
    def title(self) -> str | None:
        """The headline."""
        return self.row["title"] if self.graded("title") else None

    @property
    def authors(self) -> list[str] | None:
        """The authors; an empty list where the page has none."""
        return list(self.row["authors"] or []) if self.graded("authors", "author") else None

    @property
    def published(self) -> tuple[datetime, bool] | None:
        """The moment of publication, and whether the gold tells the time; naive where it tells no zone."""
        text = self.row["date"] if self.graded("date") else None
        if not text:
            return None
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
        # a naive midnight is a bare day
        return moment, len(text) > 10 and not (moment.tzinfo is None and moment.time() == datetime.min.time())


def gold_of(folder: Path) -> list[Gold]:
    """Read gold.jsonl of `folder`."""
    rows = map(json.loads, (folder / "gold.jsonl").read_text("utf8").splitlines())
    return [Gold(file=folder / row["file"], row=row) for row in rows]
