"""The tools that read the saved pages: ours and three others, each with its metadata, from the same bytes."""

import base64
import json
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lxml.html import fromstring

from bench.page_gold import Gold
from pactwatch.dates import parse_moment
from pactwatch.extraction.document import text_of
from pactwatch.extraction.encoding import decode
from pactwatch.extraction.reading import extract

RIVALS = Path(".venv/rivals/bin/python")
"""Made by `make rivals`: newspaper4k cannot live in our environment."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a tool read from one page."""

    text: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    """Aware; a bare day is its midnight in the zone the page speaks in."""
    local: datetime | None = None
    """The same as the page prints it, naive."""
    bare_day: bool = False
    """Whether it tells a day only."""
    language: str = ""
    rule: str = ""
    seconds: float = 0.0
    """Of processor time."""
    error: str | None = None


def answers(tool: str, pages: Iterable[Gold]) -> list[Answer]:
    """Read every page with a tool; an exception is an answer with an error."""
    if tool == "newspaper4k":
        return _in_rivals_environment(list(pages))
    return [_timed(READERS[tool], page) for page in pages]


def _timed(read: Callable[[Gold], Answer], page: Gold) -> Answer:
    body = page.body  # unpacked before the clock starts
    began = time.process_time()
    try:
        answer = read(page)
    except Exception as error:  # noqa: BLE001 (what a tool raises is what we measure)
        answer = Answer(error=f"{type(error).__name__}: {error}")
    del body
    return _with_seconds(answer, time.process_time() - began)


def _with_seconds(answer: Answer, seconds: float) -> Answer:
    values = {name: getattr(answer, name) for name in Answer.__slots__}
    return Answer(**(values | {"seconds": seconds}))


def _pactwatch(page: Gold) -> Answer:
    extraction = extract(page.body, page.url, None)
    article, moment = extraction.article, extraction.article.published
    local = moment.instant + timedelta(minutes=moment.offset or 0) if moment else None
    return Answer(
        text=article.text, title=article.title, authors=article.authors, language=article.language,
        published=moment.instant if moment else None, local=local.replace(tzinfo=None) if local else None,
        bare_day=moment is not None and moment.precision == "day", rule=extraction.rules["paragraphs"],
    )  # fmt: skip


def _trafilatura(page: Gold) -> Answer:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(page.body, url=page.url or None, with_metadata=True, include_comments=False)
    if found is None:
        return Answer()
    moment = parse_moment(found.date, source="tool", zone=None, reference=None) if found.date else None
    return Answer(
        text=found.text or "", title=found.title or "", language=found.language or "",
        authors=tuple(name.strip() for name in (found.author or "").split(";") if name.strip()),
        published=moment.instant if moment else None, local=moment.instant.replace(tzinfo=None) if moment else None,
        bare_day=True,
    )  # fmt: skip


def _readability(page: Gold) -> Answer:
    from readability import Document  # type: ignore[import-untyped]

    document = Document(decode(page.body, None))  # it cannot tell an encoding by itself
    return Answer(text=text_of(fromstring(document.summary())), title=document.short_title())


READERS = {"pactwatch": _pactwatch, "trafilatura": _trafilatura, "readability": _readability}


def _in_rivals_environment(pages: list[Gold]) -> list[Answer]:
    if not RIVALS.exists():
        return [Answer(error="not installed: make rivals") for _ in pages]
    lines = "".join(
        json.dumps({"body": base64.b64encode(page.body).decode(), "url": page.url, "language": page.language}) + "\n"
        for page in pages
    )
    worker = Path(__file__).parent / "rivals" / "newspaper_worker.py"
    done = subprocess.run([RIVALS, worker], input=lines, capture_output=True, text=True, check=True)
    return [_from_worker(json.loads(line)) for line in done.stdout.splitlines()]


def _from_worker(said: dict[str, object]) -> Answer:
    if said.get("error"):
        return Answer(error=str(said["error"]), seconds=float(str(said["seconds"])))
    stated = str(said["published"] or "")
    moment = datetime.fromisoformat(stated) if stated else None
    aware = moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
    return Answer(
        text=str(said["text"]), title=str(said["title"]), authors=tuple(map(str, said["authors"])),  # type: ignore[call-overload]
        published=aware, local=moment.replace(tzinfo=None) if moment else None, language=str(said["language"]),
        seconds=float(str(said["seconds"])),
    )  # fmt: skip
