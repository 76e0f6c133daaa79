"""The made-up reports of tests/topics/pact_cases.txt, as articles with what each must be called."""

from pathlib import Path

from pactwatch.article import Article

TOPICS = Path(__file__).parent / "topics"


def cases(file: str) -> list[tuple[str, Article]]:
    blocks = (TOPICS / file).read_text("utf8").split("\n@")[1:]
    return [_case(block.strip().split("\n")) for block in blocks]


def report(language: str, title: str, *paragraphs: str) -> Article:
    url = "https://www.outlet.example/1"
    return Article(
        url=url, canonical_url=url, outlet="Outlet", language=language, title=title, paragraphs=paragraphs
    )  # fmt: skip


def _case(lines: list[str]) -> tuple[str, Article]:
    verdict, language, *_ = lines[0].split()  # then what kind of text it is
    return verdict, report(language, *lines[1:])
