import pytest

from pactwatch.edits import Edit, edit_between, marked
from pactwatch.sentences import sentences_of
from tests.builders import PARAGRAPHS, article

KO = (
    "가상의 정부는 17일 협정을 연장한다고 밝혔다. 한서진 차관은 협의가 14차례였다고 말했다.",
    "다음 회의는 부산에서 열린다.",
)
JA = (
    "架空の政府は17日、協定を延長すると発表した。森陽斗外相は協議が14回あったと述べた。",
    "次の会合は釜山で開かれる。",
)


def edited(before: tuple[str, ...], old: str, new: str) -> Edit:
    assert any(old in line for line in before)
    after = tuple(line.replace(old, new) for line in before)
    return edit_between(article(paragraphs=before), article(paragraphs=after))


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        (PARAGRAPHS, " ", "  "), (PARAGRAPHS, "Tokyo", "To\u00adkyo"), (KO, "차관은 협의가", "차관은  협의가"),
        (PARAGRAPHS, "rounds of talks", "rounds\u00a0of talks"),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_no_edit(before: tuple[str, ...], old: str, new: str) -> None:
    assert edited(before, old, new).grade == "none"


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter", "1,204 views", "댓글 12", "조회수 1,204", "関連記事：市場の見方", "Advertisement",
        "저작권자 © 가상일보 무단전재 및 재배포 금지", "관련 기사", "3 comments",
    ],
)  # fmt: skip
def test_adverts_counters_and_links_are_no_edit(line: str) -> None:
    edit = edit_between(article(), article(paragraphs=(*PARAGRAPHS[:2], line, *PARAGRAPHS[2:])))

    assert (edit.grade, edit.substance) == ("none", False)


@pytest.mark.parametrize(
    ("before", "old", "new"),
    [
        (PARAGRAPHS, "Mori Haruto, spoke", "Mori Haruto — spoke"), (PARAGRAPHS, "practical", "practicel"),
        (KO, "협의가 14차례", "협의가 14 차례"), (JA, "発表した。", "発表した．"),
    ],
)  # fmt: skip
def test_typography_needs_no_second_look(before: tuple[str, ...], old: str, new: str) -> None:
    edit = edited(before, old, new)

    assert (edit.grade, edit.substance) == ("typography", False)


@pytest.mark.parametrize(
    ("before", "old", "new", "sort"),
    [
        (PARAGRAPHS, "14 rounds", "15 rounds", "number"), (KO, "14차례", "15차례", "number"), (JA, "14回", "15回", "number"),
        (PARAGRAPHS, "Han Seo-jin", "Han Mi-rae", "name"), (KO, "한서진 차관", "윤가람 차관", "name"),
        (JA, "森陽斗外相", "山田外相", "name"), (PARAGRAPHS, "would be renewed", "would not be renewed", "negation"),
        (KO, "연장한다고", "연장하지 않는다고", "negation"), (JA, "延長する", "延長しない", "negation"),
        (PARAGRAPHS, "said on Tuesday that", "denied on Tuesday that", "negation"),
    ],
)  # fmt: skip
def test_a_changed_fact_is_called_by_name(before: tuple[str, ...], old: str, new: str, sort: str) -> None:
    edit = edited(before, old, new)

    assert edit.grade == "fact"
    assert edit.substance
    assert [change.sort for change in edit.changes] == [sort]
    assert edit.summary == f"1 {sort} changed"


def test_one_word_for_another_is_a_reason_to_read_again() -> None:
    edit = edited(PARAGRAPHS, "practical step", "historic step")

    assert (edit.grade, edit.substance, edit.summary) == ("wording", True, "1 sentence reworded")


def test_a_sentence_more_or_less_is_an_edit_of_substance() -> None:
    longer = edit_between(article(), article(paragraphs=(*PARAGRAPHS, "A vote is expected in May.")))
    shorter = edit_between(article(), article(paragraphs=PARAGRAPHS[:-1]))

    assert [change.sort for change in longer.changes] == ["added"]
    assert [change.sort for change in shorter.changes] == ["removed"]
    assert longer.substance
    assert shorter.substance


def test_another_headline_is_graded_so_unless_a_number_changed_in_it() -> None:
    assert edit_between(article(), article(title="Pact renewed")).grade == "headline"
    assert edit_between(article(title="14 rounds held"), article(title="15 rounds held")).grade == "fact"


def test_paragraphs_in_another_order_are_moved_and_nothing_else() -> None:
    edit = edit_between(article(), article(paragraphs=(PARAGRAPHS[1], PARAGRAPHS[0], *PARAGRAPHS[2:])))

    assert {change.sort for change in edit.changes} == {"moved"}


def test_a_korean_change_is_marked_without_spaces_to_go_by() -> None:
    run = marked("협의는14차례였다", "협의는15차례였다")

    assert run == [("=", "협의는"), ("-", "14"), ("+", "15"), ("=", "차례였다")]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The U.S. envoy, Mr. Kim, left at 3.30 p.m. He said no more.", ["The U.S. envoy, Mr. Kim, left at 3.30 p.m. He said no more."]),
        ("It rose 3.5 percent. It fell later.", ["It rose 3.5 percent.", "It fell later."]),
        ("정부는 연장했다.일본도 환영했다.", ["정부는 연장했다.", "일본도 환영했다."]),
        ("「延長する」と述べた。次は釜山だ。", ["「延長する」と述べた。", "次は釜山だ。"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_text_falls_into_sentences(text: str, sentences: list[str]) -> None:
    assert sentences_of(text) == sentences


def test_two_versions_of_five_megabytes_are_compared_in_bounded_time() -> None:
    flood = tuple(f"This is sentence number {n} of a very long page that nobody wrote." for n in range(60_000))

    assert edit_between(article(paragraphs=flood), article(paragraphs=("It begins otherwise now.", *flood))).substance
