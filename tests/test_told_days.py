"""Days, months and figures, wherever in a long text they stand."""

from datetime import date

import pytest

from pactwatch.quantities import quantities
from pactwatch.told_days import days_in, months_in

PUBLISHED = date(2025, 3, 4)
FAR = "The invented harbour master spoke at length of nets and gulls and of the weather to come, and of nothing else. "
FAR_JA = "架空の港長は網とかもめとこれからの天気について長々と語り、ほかのことには何も触れなかったという。その後も話は続いた。"

SAID = [
    ("It was signed on March 1, 2025.", {date(2025, 3, 1)}, set(), set()),
    ("On 3 March, 1,250 sailors met.", {date(2025, 3, 3)}, set(), {"1250"}),
    ("2025년 3월 2일 서명했다. 항구 38곳이다.", {date(2025, 3, 2)}, set(), {"38"}),
    ("協議は14回、27カ月に及び、3日に終わった。", {date(2025, 3, 3)}, set(), {"14 time", "27 month"}),
    ("Talks began in November 2016.", set(), {"2016-11"}, set()),
    ("They met on Saturday, for two hours.", {date(2025, 3, 1)}, set(), {"2 hour"}),
    ("会談は昨日あった。", {date(2025, 3, 3)}, set(), set()),
    ("In 2025-03-02monday the name is no word.", {date(2025, 3, 2), date(2025, 3, 3)}, set(), set()),
]


@pytest.mark.parametrize(("said", "days", "months", "figures"), SAID, ids=[row[0][:24] for row in SAID])
@pytest.mark.parametrize("far", [FAR, FAR_JA], ids=["en", "ja"])
def test_what_is_told_is_the_same_far_from_everything_else(far, said, days, months, figures):
    text = f"{far}{said} {far}"

    assert days_in(text, PUBLISHED) == days
    assert months_in(text) == months
    assert quantities(text) == figures


def test_a_number_that_ends_a_long_silence_belongs_to_nothing_before_it():
    text = "In March nothing was said" + ", and nothing was done" * 5 + " before 7 came."

    assert days_in(text, PUBLISHED) == frozenset()


def test_a_year_in_wide_digits_makes_a_date_full():
    assert days_in("２０１６年１１月２３日に署名した。", None) == {date(2016, 11, 23)}
    assert months_in("２０１６年１１月に署名した。") == {"2016-11"}
