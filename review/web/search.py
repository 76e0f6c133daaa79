"""Search in every language, and what became of a URL."""

from review.web.asked import Asked, Shown
from review.web.marking import marked
from storage.search import words_of

USUAL = 20


def search(asked: Asked) -> Shown:
    """The newest articles that hold every word, the words marked."""
    query, language, limit = asked.word("q"), asked.word("language"), asked.limit(USUAL)
    words = words_of(query)
    hits = asked.archive.search(query, limit, language or None) if words else []
    marks = dict.fromkeys(words, "asked for")
    return Shown(
        template="search.html",
        values={
            "query": query, "words": words, "language": language, "languages": asked.archive.languages(),
            "hits": [(hit, marked(hit.title, marks), marked(hit.passage, marks)) for hit in hits],
            "more": asked.more(USUAL, rows=len(hits)),
        },
    )  # fmt: skip
