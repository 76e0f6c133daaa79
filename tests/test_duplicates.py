import pytest

from pactwatch.duplicates import COPIES, fingerprint, relation
from tests.builders import PARAGRAPHS, article

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


@pytest.mark.parametrize("body", [PARAGRAPHS, KOREAN])
def test_a_paragraph_more_makes_a_near_copy(body: tuple[str, ...]) -> None:
    related = relation(article(paragraphs=body), article(paragraphs=(*body, OTHERS[0])))

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
