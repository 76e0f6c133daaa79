"""Accept, reject, mention: as `pactwatch review` does it, bound to the version that was on the page."""

from typing import cast
from urllib.parse import urlencode

from pactwatch.errors import PactwatchError
from review.reviews import SAID
from review.web.asked import Asked, Sent
from review.web.forms import as_number
from storage.archive import Archive
from storage.articles import Stored
from storage.reviews import Review, Verdict


def review(asked: Asked) -> Sent:
    """Write down what a person says. Said twice in a row, by a second click, it stands once.

    Raises NotFound, and OtherVersion when the article was changed since it was read.
    """
    article_id, form, archive = asked.number(), asked.form, asked.archive
    verdict, version = form.one("verdict"), form.number("version")
    note = form.one("note").replace("\r\n", "\n") or None
    if verdict not in SAID or version is None:
        raise PactwatchError("Say accept, reject or mention, of the version you read. Nothing was written.")
    with archive.writing():
        if not _stands(archive, article_id, Review(version=version, verdict=verdict, note=note, at="")):
            archive.review(article_id, verdict, note, asked.now, version)
    path = "/" if form.one("back") == "inbox" else f"/articles/{article_id}"
    language = {"language": form.one("language")} if form.one("language") else {}
    return Sent(f"{path}?{urlencode(language | {'reviewed': str(article_id)})}")


def said_of(archive: Archive, number: str) -> tuple[Stored, Review, str] | None:
    """Return the article of that number, the last word on it and the participle of that; None where there is none."""
    article_id = as_number(number)
    reviews = archive.reviews(article_id) if article_id else []
    if not article_id or not reviews:
        return None
    return archive.article(article_id), reviews[-1], SAID[cast(Verdict, reviews[-1].verdict)]


def _stands(archive: Archive, article_id: int, said: Review) -> bool:
    """Whether the last word on the article, as it stands, is this one."""
    words = archive.reviews(article_id)
    if not words or said.version != archive.article(article_id).version:
        return False
    last = words[-1]
    return (last.version, last.verdict, last.note) == (said.version, said.verdict, said.note)
