from dataclasses import replace
from datetime import date, timedelta

import pytest

from pactwatch.duplicates import COPIES, fingerprint, relation
from pactwatch.habits import Corpus
from tests.builders import NOON, PARAGRAPHS, after, article, moment

KOREAN = (
    "정부는 17일 서울에서 열린 회의에서 군사정보보호협정을 한 해 더 연장하기로 했다고 밝혔다.",
    "가상의 인물인 한서진 차관은 기자들에게 열네 차례에 걸친 협의가 모두 끝났다고 말했다.",
    "양측 실무진은 4월 부산 인근 기지에서 다시 만나 세부 절차를 논의할 예정이다.",
    "전문가들은 이번 결정이 두 나라의 신뢰를 되살리는 첫걸음이 되리라고 내다봤다.",
)
OTHERS = (
    "Harbour workers in the north ended their strike after the port agreed to a new roster for the winter season.",
    "The weather office expects rain from the west and asks hikers to keep away from the river until the weekend.",
    "A museum of mathematics opens its doors in May with a room that visitors may fold, cut and put together again.",
)


def test_the_same_words_are_exact_whatever_their_typography() -> None:
    wide = tuple(p.replace("14", "１４").replace(" ", "\u2009").replace("Tokyo", "To\u00adkyo") for p in PARAGRAPHS)

    assert relation(article(), article(paragraphs=wide)).kind == "exact"


def test_two_empty_bodies_are_no_copies() -> None:
    assert relation(article(paragraphs=()), article(paragraphs=(), title="Other")).kind == "none"


def test_a_body_of_three_words_is_known_by_its_headline_too() -> None:
    stub = article(paragraphs=("For subscribers only.",))

    assert relation(stub, article(paragraphs=stub.paragraphs)).kind == "exact"
    assert relation(stub, article(paragraphs=stub.paragraphs, title="Another day")).kind == "none"


@pytest.mark.parametrize(
    ("body", "title"), [(PARAGRAPHS, "Governments renew agreement"), (KOREAN, "군사정보보호협정 연장")]
)
def test_a_paragraph_more_makes_a_near_copy(body: tuple[str, ...], title: str) -> None:
    longer = article(paragraphs=(*body, OTHERS[0]), outlet="Elsewhere", title=title, url="https://x.example/1")
    related = relation(article(paragraphs=body), longer)

    assert related.kind == "near"
    assert related.share_of_article == pytest.approx(1.0)
    assert related.share_of_other < 1


@pytest.mark.parametrize("body", [PARAGRAPHS, KOREAN])
def test_the_first_paragraph_alone_is_contained(body: tuple[str, ...]) -> None:
    related = relation(article(paragraphs=body[:1]), article(paragraphs=body))

    assert related.kind == "contained"
    assert related.share_of_article > related.share_of_other


def test_one_paragraph_in_a_text_of_its_own_is_a_quote() -> None:
    related = relation(article(paragraphs=(*OTHERS, PARAGRAPHS[0])), article(paragraphs=(*PARAGRAPHS, *PARAGRAPHS)))

    assert related.kind == "quote"
    assert related.kind not in COPIES


def test_the_same_words_with_other_numbers_are_a_template() -> None:
    report = (
        "The index closed at {} points on Monday as foreign investors bought shares of chip makers for another day, "
        "with a turnover of {} units; it had opened lower after a weak session overseas, dealers at the exchange said. "
        "{} shares rose and {} fell. The won was steady against the dollar, and bond yields hardly moved in late trade."
    )
    monday, friday = report.format(2416, 88123, 391, 402), report.format(2399, 91002, 377, 455)

    assert relation(article(paragraphs=(monday,)), article(paragraphs=(friday,))).kind == "template"


def test_headline_and_text_at_another_outlet_are_a_portals_copy() -> None:
    portal = article(
        outlet="Portal",
        url="https://portal.example/1",
        paragraphs=(*PARAGRAPHS, "Read the article at the publisher's site."),
    )

    assert relation(portal, article()).kind == "portal_copy"


def test_an_agencys_text_under_another_headline_is_a_reprint() -> None:
    report = article(
        outlet="Yonhap News Agency", paragraphs=("SEOUL, March 4 (Yonhap) -- " + PARAGRAPHS[0], *PARAGRAPHS[1:])
    )
    reprint = article(
        outlet="Daily", url="https://daily.example/1", title="Pact is here to stay", paragraphs=(*PARAGRAPHS, OTHERS[0])
    )

    related = relation(reprint, report)
    assert related.kind == "wire_reprint"
    assert "Yonhap" in related.reason


def test_more_than_half_of_an_agencys_report_in_a_text_of_ones_own_is_a_reprint_and_less_is_an_excerpt() -> None:
    report = article(
        outlet="Elmgate News Agency",
        paragraphs=("SEOUL, March 4 (Elmgate) -- " + PARAGRAPHS[0], *PARAGRAPHS[1:], OTHERS[0], OTHERS[2]),
    )
    own = "Readers of this paper will remember how long the quarrel over the sheds at the old pier went on, and why."
    reprint = article(
        outlet="Daily", url="https://daily.example/1", title="Talks go on", paragraphs=(own, *PARAGRAPHS[1:], OTHERS[2])
    )
    excerpt = article(
        outlet="Letter", url="https://letter.example/1", title="Good morning", paragraphs=(own, *PARAGRAPHS[1:3])
    )

    assert relation(reprint, report).kind == "wire_reprint"
    assert relation(excerpt, report).kind == "contained"


def test_a_flash_that_became_a_report_at_one_address_is_an_edited_version() -> None:
    flash = article(title="Agreement renewed", paragraphs=PARAGRAPHS[:1])
    report = article(title="Why the pact stays", paragraphs=(*OTHERS, *PARAGRAPHS))

    assert relation(report, flash).kind == "edited"


@pytest.mark.parametrize("title", ["Pact renewed （Elmgate）", "（Update） Pact renewed", "Pact renewed (Elmgate)"])
def test_a_label_in_brackets_of_any_width_makes_no_other_headline(title: str) -> None:
    assert fingerprint(article(title=title)).title == fingerprint(article(title="Pact renewed")).title


def test_a_new_figure_under_the_same_headline_is_an_edited_version() -> None:
    corrected = tuple(p.replace("14 rounds", "15 rounds") for p in PARAGRAPHS)

    related = relation(article(outlet="Elsewhere", paragraphs=corrected), article())
    assert related.kind == "edited"
    assert "15 in place of 14" in related.reason


def test_another_headline_over_the_same_text_at_one_address_is_an_edited_version() -> None:
    assert relation(article(title="Pact renewed"), article()).kind == "edited"


def test_a_series_that_changes_the_name_is_a_template() -> None:
    frame = (
        "The Hall of Instruments shows {} from Saturday until the end of the month, on two floors, with a talk every noon.",
        "Tickets are sold at the door and online; members of the friends of the hall enter free on the first day.",
        "The hall stands behind the station. It is closed on Mondays and on the last Thursday of every other month.",
    )
    violins, organs = (tuple(p.format(what) for p in frame) for what in ("violins of Cremona", "portable organs"))
    one = article(title="Violins of Cremona at the Hall of Instruments", paragraphs=violins)
    two = article(
        title="Portable organs at the Hall of Instruments", paragraphs=organs, url="https://www.outlet.example/2"
    )

    assert relation(one, two).kind == "template"


def test_a_page_in_the_way_is_no_copy_though_every_word_is_the_same() -> None:
    wall = (
        "We get it: nobody loves advertisements, but they keep the lights on. Please add us to your list of exceptions.",
    )
    one = article(title="Hubble spots a dusty nebula", paragraphs=wall)
    two = article(title="Glaciers retreat along the coast", paragraphs=wall, url="https://www.outlet.example/2")

    assert relation(one, two).kind == "template"


def test_an_outlets_background_weeks_later_is_another_report() -> None:
    later = article(
        title="Harbour workers end their strike", url="https://www.outlet.example/2",
        paragraphs=(OTHERS[0], *PARAGRAPHS[:3]), published=moment(NOON + timedelta(days=30)),
    )  # fmt: skip

    assert relation(later, article()).kind == "follow_up"


def test_half_a_text_in_common_weeks_later_is_the_background_of_another_report() -> None:
    later = article(
        title="Harbour workers end their strike", url="https://x.example/2", outlet="Elsewhere",
        paragraphs=(*OTHERS, *PARAGRAPHS[1:]), published=moment(NOON + timedelta(days=30)),
    )  # fmt: skip
    at_once = replace(later, published=moment())

    assert (relation(at_once, article()).kind, relation(later, article()).kind) == ("contained", "follow_up")


def test_what_an_outlet_prints_on_three_days_is_its_habit() -> None:
    corpus, banner = Corpus(common=200), " ".join(PARAGRAPHS[:2])
    prints = []
    for day, (own, name) in enumerate(
        zip(OTHERS, ("Harbour strike ends", "Rain from the west", "Museum opens"), strict=True)
    ):
        print_ = fingerprint(
            article(title=f"Letter: {name}", paragraphs=(banner, own), url=f"https://www.outlet.example/{day}")
        )
        corpus.add(print_, date(2025, 3, 4 + day))
        prints.append(print_)
    one, two = prints[:2]

    habits = corpus.habits(one, two)
    assert habits.passages
    assert "always prints" in relation(one, two, habits).reason
    assert "always prints" not in relation(one, two).reason


def test_editions_of_a_house_with_the_same_numbers_are_translations() -> None:
    english = article(url="https://en.house.example/1", outlet="House English")
    korean = article(
        url="https://www.house.example/9", outlet="하우스", language="ko", title="협정 연장",
        paragraphs=("정부는 2025년 협정을 연장했다. 협의는 14차례였다.",), published=moment(after(90)),
    )  # fmt: skip
    dated = article(
        url="https://en.house.example/1", outlet="House English", paragraphs=(*PARAGRAPHS, "It is valid for 2025.")
    )

    assert relation(dated, korean).kind == "translation"
    assert relation(english, korean).kind == "none"


def test_a_translation_may_come_the_next_day_where_its_numbers_are_many() -> None:
    korean = article(
        url="https://www.house.example/9", outlet="하우스", language="ko", title="여론 조사",
        paragraphs=("18일 1012명에게 물은 결과 찬성 57.3%, 반대 31.8%였다.",),
    )  # fmt: skip
    chinese = article(
        url="https://cn.house.example/1", outlet="House 中文", language="zh", title="民调",
        paragraphs=("18日对1012人的调查显示，赞成者占57.3%，反对者占31.8%。",), published=moment(after(20 * 60)),
    )  # fmt: skip
    few = replace(chinese, paragraphs=("赞成者占57.3%，反对者占31.8%。",))

    assert relation(chinese, korean).kind == "translation"
    assert relation(few, korean).kind == "none"


def test_different_reports_have_nothing_to_do_with_each_other() -> None:
    assert relation(article(), article(paragraphs=OTHERS)).kind == "none"


def test_fingerprints_do_for_the_texts_themselves() -> None:
    whole, part = article(), article(paragraphs=PARAGRAPHS[:2])

    assert relation(fingerprint(part), fingerprint(whole)) == relation(part, whole)


def test_a_shared_run_of_twenty_words_leaves_a_passage_in_common() -> None:
    run = " ".join(PARAGRAPHS[0].split() + PARAGRAPHS[1].split()[:6])
    one, two = article(paragraphs=(OTHERS[0] + " " + run, OTHERS[1])), article(paragraphs=(run + " " + OTHERS[2],))

    assert fingerprint(one).passages & fingerprint(two).passages


def test_five_megabytes_are_compared_like_an_article() -> None:
    flood = article(paragraphs=(("".join(KOREAN) + " ") * 20_000,))

    assert relation(flood, article(paragraphs=KOREAN)).kind in COPIES
    assert len(fingerprint(flood).order) < 60_000
