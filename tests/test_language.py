"""The language of a text by its letters, and by the page's word where they leave a choice."""

import pytest

from pactwatch.extraction.document import Document
from pactwatch.extraction.language import language_of

SENTENCE = "The two governments renewed their pact."


def page(language: str | None) -> Document:
    stated = f' lang="{language}"' if language else ""
    return Document(f"<html{stated}><body></body></html>", "https://www.evening.example/1")


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        ("협정은 연장된다", "en", "ko"),
        ("협정(協定)은 연장된다", None, "ko"),
        ("協定は延長される", "en", "ja"),
        ("协定将延长", "ja", "zh"),
        (SENTENCE, None, "en"),
        (SENTENCE, "de-AT", "de"),
        (SENTENCE, "ko", "en"),
        (f"{SENTENCE} (협정)", "ko", "en"),
        (f"{SENTENCE} “café”", None, "en"),
        ("GSOMIA 2016 — a, b, c, d", None, "und"),
        ("GSOMIA 2016 — a, b, c, d", "ko", "ko"),
        ("abcdefghi jklmnopqrst", "ko", "en"),
        ("abcdefghi jklmnopqrs", "ko", "ko"),
        ("12 — 34", None, "und"),
        ("", None, "und"),
    ],
)
def test_letters_tell_the_language_before_the_page_does(text: str, stated: str | None, language: str) -> None:
    assert language_of(text, page(stated)) == language
