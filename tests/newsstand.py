"""A database with articles in four languages, made by the archive's own verbs: what tests of the commands look at.

Everybody and everything in the texts is invented.
"""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from pactwatch.judgement import Evidence
from storage.archive import Archive
from storage.keeping import Kept
from storage.ledger import Outcome, Settlement, Sighting
from tests.builders import NOON, PARAGRAPHS, after, article, judgement, moment, page, reading, source

KOREAN = (
    "한국과 일본 정부는 4일 군사정보보호협정(지소미아)을 조건 없이 연장하기로 합의했다고 밝혔다.",
    "가상의 인물인 한서진 차관은 서울에서 기자들과 만나 열네 차례 협의가 있었다고 말했다.",
    "역시 허구인 모리 하루토 심의관은 도쿄에서 현실적인 한 걸음이라고 평가했다.",
    "전문가들은 4월에 실무 협의가 부산 인근 기지에서 다시 열릴 것으로 내다봤다.",
)
JAPANESE = (
    "日韓両政府は4日、軍事情報包括保護協定を条件なしで延長することで合意したと発表した。",
    "架空の人物である韓瑞珍次官はソウルで記者団に対し、14回の協議を重ねたと述べた。",
    "同じく架空の森晴人審議官は東京で現実的な一歩だと語った。",
)
CHINESE = (
    "韩国和日本政府4日宣布，双方同意无条件延长军事情报保护协定。",
    "虚构人物韩瑞珍副部长在首尔对记者说，双方共进行了14轮磋商。",
    "同样虚构的森晴人审议官在东京称这是务实的一步。",
)
HOSTILE = "\x1b[31mEvil\x1b[0m \u202etitle\r\nwith [bold]markup[/] \x9b2J"


def newsstand(db: Path) -> Path:
    """Fill a database: 1 Korean, 2 its copy, 3 Japanese, 4 Chinese, 5 English, 6 a hostile mention without date."""
    if db.exists():  # with a seed, which all are compared with
        return _filled(db)
    original = _original()
    shutil.copyfile(original, db)
    shutil.copytree(_pages(original), _pages(db))
    return db


def _pages(db: Path) -> Path:
    return db.with_name(db.name + ".warc")


@cache
def _original() -> Path:
    """The one that new ones are copies of, made once in a process."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    return _filled(folder / "news.db")


def _filled(db: Path) -> Path:
    with Archive(db) as archive:
        archive.sync_sources(
            [source(name="wire-ko"), source(name="outlet-off", url="https://o.example/", enabled=False)]
        )
        put(archive, 1, -300, "wire.example", "가상통신", "ko", "한일 군사정보보호협정 조건 없이 연장", KOREAN)
        put(archive, 2, -240, "portal.example", "포털뉴스", "ko", "한일 지소미아 연장 합의", KOREAN)
        put(archive, 3, -180, "shimbun.example", "架空新聞", "ja", "日韓、協定を条件なしで延長", JAPANESE)
        put(archive, 4, -120, "bao.example", "虚构时报", "zh", "韩日同意延长军事情报保护协定", CHINESE)
        put(archive, 5, -60, "outlet.example", "Outlet", "en", "Renewal of the pact", PARAGRAPHS)
        put(
            archive, 6, 2000, "evil.example", "Evil\x07 Outlet", "en", HOSTILE,
            ("One more text, of which nothing stands elsewhere.",), published=None, verdict="mention",
        )  # fmt: skip
        archive.meet(
            [Sighting(url="https://wire.example/football", canonical="https://wire.example/football")], "wire-ko", NOON
        )
        archive.settle(
            "https://wire.example/football", "https://wire.example/football",
            Settlement(outcome=Outcome.SCREENED_OUT, reason="holds no term of the topic's glossary", at=NOON, rule="rule-1"),
        )  # fmt: skip
    return db


def put(
    archive: Archive, number: int, minutes: float, host: str, outlet: str, language: str, title: str,
    paragraphs: tuple[str, ...], *, verdict: str = "core", **changes: Any,
) -> Kept:  # fmt: skip
    """Meet, keep and settle one article as a collection would."""
    url, at = f"https://{host}/news/{number}", after(minutes)
    values = {"url": url, "outlet": outlet, "language": language, "title": title, "paragraphs": paragraphs}
    kept_as = article(**{"published": moment(at, offset=540, text="as printed")} | values | changes)
    evidence = (Evidence(concept="pact", term=paragraphs[0][:6], sentence=paragraphs[0], where="paragraph 1"),)
    archive.meet([Sighting(url=url, canonical=url, title=title)], "wire-ko", at)
    kept = archive.keep(
        reading(
            kept_as, judgement=judgement(verdict=verdict, evidence=evidence), at=at,
            page=page(url=url, body=b"\xff\x00<html>\xe9</html>\n"), urls=(url, f"https://amp.{host}/{number}"),
        )
    )  # fmt: skip
    archive.settle(
        url, url,
        Settlement(outcome=Outcome.KEPT, reason="core; new", at=at, evidence=("pact: 협정 (title)",), rule="rule-1", article_id=kept.id),
    )  # fmt: skip
    return kept
