"""Stories: what joins them, what keeps them apart, and that a person's word stands."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from pactwatch.anchors import anchors
from pactwatch.article import Article
from pactwatch.errors import ArchiveError, NotFound
from pactwatch.glossary import LANGUAGES, news_vocabulary
from pactwatch.likeness import Rarity, likeness, reasons, speaks_of, weighed
from pactwatch.stories import ALIKE
from pactwatch.topic import default_topic
from storage.archive import Archive
from tests.builders import NOON, after, article, moment, reading

# Invented officials and an invented accord on a ferry; four languages, one event.
ENGLISH = (
    "Officials signed the Hangang ferry accord on March 4 after 14 rounds of talks that took 27 months.",
    "KMFA spokeswoman Han Seo-jin, who is invented, said 38 harbours and 1,250 sailors would be covered.",
)
KOREAN = (
    "당국자들은 27개월에 걸친 14차례 협의 끝에 3월 4일 한강 여객선 합의에 서명했다.",
    "가상의 인물인 KMFA 한서진 대변인은 항구 38곳과 선원 1250명이 대상이라고 말했다.",
)
JAPANESE = (
    "当局者は27カ月にわたる14回の協議を経て、3月4日に漢江フェリー合意に署名した。",
    "架空の人物であるKMFAのハン・ソジン報道官は、38の港と船員1250人が対象だと述べた。",
)
OTHER = (
    "A storm tore the roof off the Lantern market hall on the night of March 4, firefighters said.",
    "Nobody was hurt; 73 stalls with fish and lamps were soaked, and the invented mayor Aoki promised tents.",
)


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "stories.db") as opened:
        yield opened


def told(number: int, paragraphs: tuple[str, ...], **changes) -> Article:
    values = {
        "url": f"https://outlet{number}.example/{number}", "outlet": f"Outlet {number}", "paragraphs": paragraphs,
        "title": (*paragraphs, "")[0][:40], "published": moment(after(number)),
    }  # fmt: skip
    return article(**(values | changes))


def keep(archive: Archive, one: Article, at=NOON) -> int:
    return archive.keep(reading(one, at=at)).id


def story_of(archive: Archive, article_id: int) -> int:
    return archive.article(article_id).story_id


def test_one_event_in_three_languages_is_one_story(archive):
    ids = [
        keep(archive, told(1, ENGLISH)),
        keep(archive, told(2, KOREAN, language="ko")),
        keep(archive, told(3, JAPANESE, language="ja")),
    ]
    other = keep(archive, told(4, OTHER))

    assert len({story_of(archive, one) for one in ids}) == 1
    assert story_of(archive, other) != story_of(archive, ids[0])


def test_every_link_of_a_story_has_a_reason(archive):
    keep(archive, told(1, ENGLISH))
    korean = keep(archive, told(2, KOREAN, language="ko"))

    (link,) = archive.relations(korean)

    assert link.relation.kind == "same_event"
    assert "27 month" in link.relation.reason or "1250" in link.relation.reason
    assert not link.is_copy


def test_the_order_of_arrival_does_not_matter(tmp_path):
    several = [
        told(1, ENGLISH), told(2, KOREAN, language="ko"), told(3, JAPANESE, language="ja"), told(4, OTHER),
        told(5, (*OTHER[::-1], "Traders on the Lantern quay had asked for a new roof since 2019.")),
    ]  # fmt: skip
    groupings = set()
    for seed in range(6):
        with Archive(tmp_path / f"{seed}.db") as archive:
            order = random.Random(seed).sample(several, len(several))
            stories = {one.url: story_of(archive, keep(archive, one)) for one in order}
            stories = {one.url: story_of(archive, number) for number, one in enumerate(order, 1)}
            groups = {frozenset(url for url in stories if stories[url] == story) for story in stories.values()}
            groupings.add(frozenset(groups))

    assert len(groupings) == 1


def test_a_title_alone_joins_nothing(archive):
    one = keep(archive, told(1, ENGLISH, title="[Column] The day in brief"))
    other = keep(archive, told(2, OTHER, title="[Column] The day in brief"))

    assert story_of(archive, one) != story_of(archive, other)


def test_a_series_of_one_outlet_makes_no_story(archive):
    forms = (
        "The Harbour index closed at {a} points on {day}, {b} points above the day before.",
        "Dealers bought {c} shares of ferries and sold {d} of cranes; the won stood at {e} to the dollar.",
    )
    stories = set()
    for day in range(3, 8):
        numbers = {name: 1000 * day + 37 * place for place, name in enumerate("abcde", 1)}
        body = tuple(form.format(day=f"March {day}", **numbers) for form in forms)
        at = NOON + timedelta(days=day)
        one = told(day, body, outlet="Market Desk", title=f"Harbour index closes at {1000 * day + 37}",
                   url=f"https://market.example/{day}", published=moment(at))  # fmt: skip
        stories.add(story_of(archive, keep(archive, one, at)))

    assert len(stories) == 5


def test_the_next_step_is_another_story_and_linked(archive):
    first = keep(archive, told(1, ENGLISH))
    later = NOON + timedelta(days=6)
    text = (
        "The Hangang ferry accord, signed on March 4 after 14 rounds of talks, cleared parliament on March 10.",
        "KMFA spokeswoman Han Seo-jin said the 38 harbours and 1,250 sailors would now be registered.",
    )
    second = keep(archive, told(2, text, published=moment(later)), later)

    assert story_of(archive, first) != story_of(archive, second)
    assert [link.relation.kind for link in archive.relations(second)] == ["follow_up"]
    assert archive.story(story_of(archive, first)).follow_ups[0][:2] == (story_of(archive, second), second)


def test_twelve_articles_of_one_agency_and_one_outlet_are_two_sources(archive):
    credited = ("SEOUL, March 4 (Seonjin News Agency) -- " + ENGLISH[0], *ENGLISH[1:])
    for number in range(1, 12):
        keep(archive, told(number, credited, title="Ferry accord signed"))
    last = keep(archive, told(12, KOREAN, language="ko"))

    story = archive.story(story_of(archive, last))

    assert len(story.articles) == 12
    assert len(story.sources) == 2


def test_a_story_knows_its_first_article_its_lags_and_its_spread(archive):
    korean = keep(archive, told(50, KOREAN, language="ko"))
    english = keep(archive, told(1, ENGLISH))

    story = archive.story(story_of(archive, korean))

    assert story.first.id == english
    assert story.lags == {"en": timedelta(0), "ko": timedelta(minutes=49)}
    assert story.spread == timedelta(minutes=49)


def test_an_edited_version_moves_to_its_own_story(archive):
    one = keep(archive, told(1, ENGLISH))
    two = told(2, KOREAN, language="ko")
    other = keep(archive, two)

    keep(
        archive,
        replace(two, title="다른 기사", paragraphs=("등대 시장의 지붕이 폭풍에 날아갔다.", "다친 사람은 없었다.")),
    )

    assert story_of(archive, other) != story_of(archive, one)


def test_a_pinned_article_stays_through_an_edit(archive):
    one = keep(archive, told(1, ENGLISH))
    two = told(2, OTHER)
    other = keep(archive, two)
    archive.move_article(other, story_of(archive, one), NOON)

    keep(archive, replace(two, paragraphs=(*OTHER, "The market opens again on Monday with 12 tents.")))

    assert story_of(archive, other) == story_of(archive, one)


def test_what_a_person_split_stays_apart_when_more_arrives(archive):
    one, two = keep(archive, told(1, ENGLISH)), keep(archive, told(2, KOREAN, language="ko"))
    new = archive.split_story(story_of(archive, one), [two], NOON)

    third = keep(archive, told(3, JAPANESE, language="ja"))

    assert story_of(archive, two) == new != story_of(archive, one)
    assert story_of(archive, third) in {new, story_of(archive, one)}


def test_what_a_person_merged_stays_one_when_more_arrives(archive):
    one, two = keep(archive, told(1, ENGLISH)), keep(archive, told(2, OTHER))
    archive.merge_stories(story_of(archive, one), story_of(archive, two), NOON)

    keep(archive, told(3, KOREAN, language="ko"))
    keep(archive, told(4, (*OTHER, "The roof was 40 years old.")))

    assert story_of(archive, one) == story_of(archive, two)
    assert [decision.what for decision in archive.story(story_of(archive, one)).decisions] == ["merge"]


def test_articles_that_a_person_parts_are_no_longer_said_to_be_of_one_event(archive):
    one, other = keep(archive, told(1, ENGLISH)), keep(archive, told(2, KOREAN, language="ko"))
    assert [link.relation.kind for link in archive.relations(one)] == ["same_event"]

    archive.split_story(story_of(archive, one), [other], NOON)

    assert archive.relations(one) == archive.relations(other) == []


def test_a_later_word_replaces_an_earlier_one(archive):
    one, two = keep(archive, told(1, ENGLISH)), keep(archive, told(2, OTHER))
    first = story_of(archive, one)
    archive.merge_stories(first, story_of(archive, two), NOON)

    new = archive.split_story(first, [two], NOON)

    assert (story_of(archive, one), story_of(archive, two)) == (first, new)


def test_a_copy_taken_out_by_a_person_stays_out(archive):
    one, copy = keep(archive, told(1, ENGLISH)), keep(archive, told(2, ENGLISH))
    new = archive.split_story(story_of(archive, one), [copy], NOON)

    keep(archive, told(3, ENGLISH))

    assert story_of(archive, copy) == new != story_of(archive, one)


@pytest.mark.parametrize("act", ["merge", "split all", "move to where it is", "no story"])
def test_a_word_that_means_nothing_is_refused(archive, act):
    one = keep(archive, told(1, ENGLISH))
    story = story_of(archive, one)

    with pytest.raises((ArchiveError, NotFound)):
        {
            "merge": lambda: archive.merge_stories(story, story, NOON),
            "split all": lambda: archive.split_story(story, [one], NOON),
            "move to where it is": lambda: archive.move_article(one, story, NOON),
            "no story": lambda: archive.story(story + 1),
        }[act]()


def test_articles_without_text_or_date_are_stories_of_their_own(archive):
    stories = {
        story_of(archive, keep(archive, told(number, (), title=title, published=None)))
        for number, title in enumerate(("", "Ferry", "Market", "지붕"), 1)
    }

    assert len(stories) == 4


def test_without_any_dates_the_figures_and_names_still_join(archive):
    undated = [
        tuple(paragraph.replace(" on March 4", "").replace("3월 4일 ", "") for paragraph in text)
        for text in (ENGLISH, KOREAN, OTHER)
    ]
    one = keep(archive, told(1, undated[0], published=None))
    two = keep(archive, told(2, undated[1], published=None, language="ko"))
    other = keep(archive, told(3, undated[2], published=None))

    assert story_of(archive, one) == story_of(archive, two) != story_of(archive, other)


# As many as the worst day of one event brings.
COPIES, REPORTS = 2000, 500


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_flood_of_copies_are_copies_of_the_first_and_one_story(archive):
    with archive.writing():
        kept = [
            archive.keep(reading(told(1, ENGLISH, url=f"https://o{number}.example/a", outlet=f"Portal {number % 50}")))
            for number in range(COPIES)
        ]
    other = keep(archive, told(2, KOREAN, language="ko"))

    assert kept[0].copies == ()
    assert {one.copies[0] for one in kept[1:]} == {"exact"}
    assert {row.id: row.copies for row in archive.inbox()} == {1: COPIES - 1, other: 0}
    assert len({stored.story_id for stored in archive.articles()}) == 1
    assert len(archive.story(story_of(archive, other)).articles) == COPIES + 1


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_flood_of_reports_of_one_event_is_one_story(archive):
    chance = random.Random(5)
    verbs = "inspect paint repair anchor light guard clean measure visit film name open".split()
    things = "piers lamps ropes boats cranes gates steps wells roofs carts nets bells".split()
    with archive.writing():
        for number in range(REPORTS):
            own = " ".join(f"They {chance.choice(verbs)} {chance.choice(things)} {number}-{i}." for i in range(3))
            words = ENGLISH[0].split()
            chance.shuffle(words)
            keep(archive, told(number, (" ".join(words), ENGLISH[1], own), title=f"Ferry accord signed, part {number}"))
        other = keep(archive, told(REPORTS + 1, OTHER))
    stories = [stored.story_id for stored in archive.articles()]

    assert max(stories.count(story) for story in set(stories)) >= REPORTS - 5
    assert stories.count(story_of(archive, other)) == 1


EDITORIAL = (
    "The ferry accord that officials signed on March 4 was overdue, and 14 rounds of talks in 27 months are no boast.",
    "Han Seo-jin, the invented spokeswoman of the KMFA, counts 38 harbours and 1,250 sailors; we count the accidents.",
)


EXPLAINER = (
    "The Hangang ferry accord says which harbours count as one, and who counts the sailors.",
    "Whoever joins has to send a letter with a drawing of the quay, and every boat carries a lamp at night.",
)


@pytest.mark.parametrize(
    ("paragraphs", "changes", "genre"),
    [
        (EDITORIAL, {"title": "Editorial: A ferry at last"}, "comment"),
        (EDITORIAL, {"section": "Opinion"}, "comment"),
        (EXPLAINER, {"title": "What is the ferry accord?"}, "background"),
    ],
)
def test_comment_and_background_stand_beside_a_story_whichever_came_first(archive, paragraphs, changes, genre):
    first = keep(archive, told(1, paragraphs, **changes))
    report = keep(archive, told(2, ENGLISH, title="Ferry accord signed"))
    other = keep(archive, told(3, KOREAN, language="ko"))

    story = archive.story(story_of(archive, report))

    assert [one.id for one in story.articles] == [report, other]
    assert [(one.id, one.genre) for one in story.beside] == [(first, genre)]
    assert archive.story(story_of(archive, first)).sources == ("Outlet 1",)


def test_a_page_without_a_date_tells_a_story_no_time(archive):
    dated = keep(archive, told(1, ENGLISH, published=moment(NOON - timedelta(days=40))))
    undated = keep(archive, told(2, KOREAN, language="ko", published=None))

    story = archive.story(story_of(archive, dated))
    (line,) = archive.stories(10)

    assert [one.id for one in story.articles] == [dated, undated]
    assert (story.spread, story.lags) == (timedelta(), {"en": timedelta()})
    assert (line.first_at, line.last_at, line.stated) == (story.first.at, story.first.at, True)


def test_an_explainer_is_no_source_of_its_story(archive):
    report = keep(archive, told(1, ENGLISH))
    keep(archive, told(2, EDITORIAL, title="What is the ferry accord?"))

    assert archive.story(story_of(archive, report)).sources == ("Outlet 1",)


def test_an_explainer_that_is_pegged_to_an_event_is_in_its_story(archive):
    report = keep(archive, told(1, ENGLISH))
    explainer = keep(archive, told(2, EDITORIAL, title="What is the ferry accord?"))

    assert story_of(archive, explainer) == story_of(archive, report)


def test_a_comment_that_a_person_moves_in_is_one_of_the_story(archive):
    comment = keep(archive, told(1, EDITORIAL, section="Opinion"))
    report = keep(archive, told(2, ENGLISH))
    archive.move_article(comment, story_of(archive, report), NOON)

    story = archive.story(story_of(archive, report))

    assert {one.id for one in story.articles} == {comment, report}
    assert story.beside == ()


def test_a_text_is_as_old_as_its_oldest_copy_whichever_came_first(archive):
    copy = keep(archive, told(1, ENGLISH, published=moment(NOON + timedelta(days=5))))
    korean = keep(archive, told(2, KOREAN, language="ko"))
    assert story_of(archive, copy) != story_of(archive, korean)

    original = keep(archive, told(3, ENGLISH))

    assert story_of(archive, original) == story_of(archive, copy) == story_of(archive, korean)


def test_the_heir_of_a_text_is_as_old_as_its_oldest_copy(archive):
    late = moment(NOON + timedelta(days=5))
    head = told(1, ENGLISH, published=late)
    keep(archive, head)
    heir = keep(archive, told(2, ENGLISH, published=late))
    oldest = keep(archive, told(3, ENGLISH))
    korean = keep(archive, told(4, KOREAN, language="ko"))
    assert story_of(archive, heir) == story_of(archive, korean)

    keep(archive, replace(head, title="A storm in the market", paragraphs=OTHER))

    assert story_of(archive, heir) == story_of(archive, oldest) == story_of(archive, korean)


def test_a_page_without_a_date_joins_no_dated_report_whose_day_it_does_not_name() -> None:
    rarity = Rarity(articles=0, having={})
    undated = told(1, (ENGLISH[0].replace("on March 4 ", ""), ENGLISH[1]), published=None)
    one, two, three = (
        weighed(anchors(each, default_topic()), rarity)
        for each in (told(2, ENGLISH), undated, replace(undated, url="https://a.example/"))
    )

    assert likeness(one, two).score == likeness(one, two).content / 2
    assert likeness(two, three).score == likeness(two, three).content


def test_stories_made_anew_are_those_that_were_and_keep_their_numbers(archive):
    several = [
        told(1, ENGLISH), told(2, KOREAN, language="ko"), told(3, JAPANESE, language="ja"), told(4, OTHER),
        told(5, ENGLISH), told(6, EDITORIAL, section="Opinion"),
    ]  # fmt: skip
    ids = [keep(archive, one) for one in several]
    archive.move_article(ids[2], story_of(archive, ids[3]), NOON)
    before = [(story_of(archive, one), linked(archive, one)) for one in ids]

    assert list(archive.reindex(NOON)) == [6]

    assert [(story_of(archive, one), linked(archive, one)) for one in ids] == before
    assert not archive.index_is_outdated()


def linked(archive: Archive, one: int) -> set[tuple[int, int | None, str, bool]]:
    links = archive.relations(one)
    return {(link.article_id, link.other_id, link.relation.kind, link.is_copy) for link in links}


def test_stories_of_older_rules_are_grouped_by_those_of_now(archive):
    ids = [
        keep(archive, told(1, ENGLISH)),
        keep(archive, told(2, KOREAN, language="ko")),
        keep(archive, told(3, OTHER)),
    ]
    with archive.writing():
        archive._db.execute("UPDATE articles SET story_id = 1")
        archive._db.execute("DELETE FROM indexed_by WHERE name = 'stories'")
    assert archive.index_is_outdated()

    list(archive.reindex(NOON))

    one, same, other = (story_of(archive, each) for each in ids)
    assert one == same != other


def test_a_reason_names_whole_words_in_the_characters_of_its_language() -> None:
    rarity = Rarity(articles=0, having={})
    one, two = (
        weighed(anchors(told(number, (text,), language="ja", title="", published=None), default_topic()), rarity)
        for number, text in enumerate(("専門家の協議体は再開した。", "当局は協議体を再開する。"))
    )

    said = reasons(one, two).partition("the words ")[2]

    assert set(said.split(", ")) == {"協議体", "再開"}


def test_only_a_day_a_figure_or_an_acronym_links_articles_of_two_languages_and_events() -> None:
    names = "GSOMIA between Seoul and Tokyo is spoken of by both defence ministries."
    english, day, korean, both = (
        anchors(one, default_topic())
        for one in (
            told(1, (names,)), told(2, (names, "It was on March 4.")),
            told(3, ("서울과 도쿄의 국방부가 지소미아를 이야기했다.", "3월 4일의 일이다."), language="ko"),
            told(4, ("서울과 도쿄의 국방부가 지소미아를 이야기했다.",), language="ko"),
        )
    )  # fmt: skip

    assert speaks_of(day, korean)
    assert not speaks_of(english, both)
    assert speaks_of(english, day)


def test_the_endings_of_spoken_korean_are_no_words_of_an_event() -> None:
    spoken = told(1, ("두 차관이 손을 맞잡았습니다.", "협정입니다. 회선을 놓습니까?"), language="ko", title="")

    words = anchors(spoken, default_topic()).words

    assert {"차관", "맞잡", "협정", "회선"} <= words.keys()
    assert words.keys().isdisjoint({"습니", "니다", "입니", "니까"})


def test_an_explainer_in_a_story_is_background_of_no_other(archive):
    report = keep(archive, told(1, ENGLISH))
    explainer = keep(archive, told(2, EDITORIAL, title="What is the ferry accord?"))
    later = keep(
        archive, told(3, (ENGLISH[1], "The ferry accord of March 4 cleared parliament on March 16."),
                      published=moment(NOON + timedelta(days=12))),
    )  # fmt: skip

    kinds = {(link.article_id, link.other_id): link.relation.kind for link in archive.relations(later)}

    assert kinds.get((explainer, later)) is None
    assert story_of(archive, later) != story_of(archive, report)


def test_the_topics_own_names_and_a_day_join_no_two_languages() -> None:
    rarity = Rarity(articles=0, having={})
    tariffs = article(
        title="Tariff letters reach Seoul and Tokyo",
        paragraphs=(
            "Both capitals got letters on March 18.",
            "The GSOMIA between South Korea and Japan is not touched.",
        ),
    )
    watch = article(
        url="https://koe.example/1",
        outlet="Koe",
        language="ja",
        title="当直の声",
        paragraphs=("３月１８日の夜、電話が鳴った。", "日韓のＧＳＯＭＩＡを支える回線である。"),
    )

    one, two = (weighed(anchors(each, default_topic()), rarity) for each in (tariffs, watch))

    assert likeness(one, two).score < ALIKE


def test_what_was_done_tells_two_events_of_one_day_apart_across_languages() -> None:
    on_the_day = {"published": moment(NOON), "language": "en"}
    protest = article(
        title="Tokyo summons the ambassador over the ferry accord",
        paragraphs=("The foreign minister lodged a strong protest on March 4 with the ambassador in Tokyo.",),
        **on_the_day,
    )
    rally = article(
        title="Candlelight rally for the ferry accord",
        paragraphs=("Some 300 students and civic groups held a vigil in Tokyo on March 4.",),
        **on_the_day,
    )
    same = article(
        url="https://koe.example/1", outlet="Koe", language="ja", published=moment(NOON), title="外相、大使を呼び抗議",
        paragraphs=("外相は４日、東京で大使を呼び、強く抗議した。",),
    )  # fmt: skip
    rarity = Rarity(articles=0, having={})

    first, other, translated = (weighed(anchors(one, default_topic()), rarity) for one in (protest, rally, same))

    assert likeness(first, translated).score > ALIKE > likeness(other, translated).score
    assert "the matter protest" in reasons(first, translated)


def test_what_was_done_is_what_headline_and_lead_say() -> None:
    background = told(1, ("The ferry sails again.", "Tickets sell.", "Years ago its union began a hunger strike."))

    assert "a:hunger_strike" not in anchors(background, default_topic()).marks


def test_an_act_and_the_topics_names_alone_join_no_two_languages() -> None:
    rarity = Rarity(articles=0, having={})
    english = article(title="A poll", paragraphs=("An opinion poll on the GSOMIA of South Korea and Japan.",))
    korean = article(
        language="ko", title="여론조사", paragraphs=("지소미아를 물은 여론조사가 나왔다. 한일 두 나라 모두다.",)
    )

    one, two = (weighed(anchors(each, default_topic()), rarity) for each in (english, korean))

    assert likeness(one, two).score < ALIKE


def test_the_vocabulary_of_news_knows_every_matter_in_four_languages() -> None:
    spoken = {concept.id: {language for language, _ in concept.terms} for concept in news_vocabulary().concepts}

    assert [name for name, languages in spoken.items() if languages != set(LANGUAGES)] == []
