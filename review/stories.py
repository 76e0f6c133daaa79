"""`pactwatch story`: articles of one event, across outlets and languages, and a person's word on who belongs where."""

from datetime import timedelta

import click
from rich.text import Text

from review.output import Column, counted, day_and_time, examples, print_json, print_table, say, say_paragraph, shown
from review.place import ID, LIMIT, Place, json_option, now
from storage.story_list import Listed
from storage.storylines import Decision, Story, Told

COLUMNS = (
    Column(name="story", style="bold cyan", right=True, whole=True),
    Column(name="first told", style="dim"),
    Column(name="last", style="dim"),
    Column(name="articles", right=True),
    Column(name="outlets", right=True),
    Column(name="languages", style="dim"),
    Column(name="first headline", wide=True),
)
SAYS = {
    "merge": "story {other} was made one with story {story}",
    "split": "{articles} left story {story} for story {other}",
    "move": "{articles} came from story {other} to story {story}",
}


@click.group(epilog=examples("pactwatch story list", "pactwatch story show 12"))
def story() -> None:
    """Show the events, and say which articles tell of one.

    Your word is never overridden.
    """


@story.command("list", epilog=examples("pactwatch story list", "pactwatch story list --least 3"))
@click.option("--limit", type=LIMIT, default=50, show_default=True, help="At most so many lines.")
@click.option("--least", type=LIMIT, default=1, show_default=True, help="Only stories of so many articles or more.")
@json_option
@click.pass_obj
def list_(place: Place, limit: int, least: int, as_json: bool) -> None:
    """List the stories, the one with the newest article first."""
    with place.archive() as archive:
        rows = archive.stories(limit, least)
    if as_json:
        print_json(rows)
        return
    if not rows:
        say("There are no such stories.")
        return
    print_table(COLUMNS, [_cells(row) for row in rows])
    say()
    say(f"{counted(len(rows), 'story', 'stories')}. Who told what: pactwatch story show {rows[0].id}", "dim")


@story.command(epilog=examples("pactwatch story show 12", "pactwatch story show 12 --json"))
@click.argument("story_id", metavar="ID", type=ID)
@json_option
@click.pass_obj
def show(place: Place, story_id: int, as_json: bool) -> None:
    """Show one story: who told it, when, and why it is one.

    That is its timeline, its independent sources, how late each language was, and the evidence for each article.
    Copies and reprints of one agency's report are one source.
    """
    with place.archive() as archive:
        found = archive.story(story_id)
    if as_json:
        print_json(document(found))
        return
    _print(found)


@story.command(epilog=examples("pactwatch story split 12 31 34"))
@click.argument("story_id", metavar="ID", type=ID)
@click.argument("articles", metavar="ARTICLE...", type=ID, nargs=-1, required=True)
@click.pass_obj
def split(place: Place, story_id: int, articles: tuple[int, ...]) -> None:
    """Make a story of its own of some articles of a story.

    ID is the story's number, ARTICLE the numbers of those that leave it.
    """
    with place.archive() as archive:
        new = archive.split_story(story_id, sorted(set(articles)), now())
    say(f"{counted(len(set(articles)), 'article')} of story {story_id} now make story {new}. It stays so.")


@story.command(epilog=examples("pactwatch story merge 12 15"))
@click.argument("story_id", metavar="ID", type=ID)
@click.argument("other_id", metavar="OTHER", type=ID)
@click.pass_obj
def merge(place: Place, story_id: int, other_id: int) -> None:
    """Make two stories one, under the number of the first."""
    with place.archive() as archive:
        came = archive.merge_stories(story_id, other_id, now())
    say(f"Story {story_id} now holds story {other_id} too: {counted(came, 'article')} came over. It stays so.")


@story.command(epilog=examples("pactwatch story move 31 12"))
@click.argument("article_id", metavar="ARTICLE", type=ID)
@click.argument("story_id", metavar="ID", type=ID)
@click.pass_obj
def move(place: Place, article_id: int, story_id: int) -> None:
    """Put an article into another story."""
    with place.archive() as archive:
        old = archive.move_article(article_id, story_id, now())
    say(f"Article {article_id} is now in story {story_id}, no longer in story {old}. It stays so.")


def document(found: Story) -> dict[str, object]:
    """Return a story as it is printed for programs, with spans of time in hours."""
    return {
        "id": found.id, "first": found.first.id, "sources": found.sources, "spread_hours": _hours(found.spread),
        "lag_hours": {language: _hours(lag) for language, lag in found.lags.items()},
        "articles": found.articles, "beside": found.beside, "decisions": found.decisions,
        "follow_ups": [{"story": story, "article": one, "reason": why} for story, one, why in found.follow_ups],
    }  # fmt: skip


def _cells(row: Listed) -> tuple[object, ...]:
    languages = " ".join(row.languages)
    seen = "" if row.stated else "seen "
    times = (seen + day_and_time(row.first_at), seen + day_and_time(row.last_at))
    return (row.id, *times, row.articles, row.outlets, languages, row.title)


def _print(found: Story) -> None:
    say_paragraph(Text.assemble((f"Story {found.id}  ", "bold cyan"), (shown(found.first.title), "bold")))
    say_paragraph(
        f"{counted(len(found.articles), 'article')} from {counted(len(found.sources), 'independent source')}: "
        + ", ".join(shown(source) for source in found.sources)
    )
    say_paragraph(
        f"first told by {shown(found.first.outlet)}, told for {span(found.spread)}; {_lags(found)}", style="dim"
    )
    say()
    for article in found.articles:
        _print_article(article)
    for one in found.beside:
        what = f"{one.genre}: article {one.id}, {one.language}, {shown(one.outlet)}: {shown(one.title)}"
        say_paragraph(f"{what} ({shown(one.why)})", style="yellow")
    for other, article_id, reason in found.follow_ups:
        say_paragraph(f"follow-up: article {article_id} in story {other} ({shown(reason)})", style="yellow")
    for decision in found.decisions:
        say_paragraph(f"{day_and_time(decision.at)}  {said(decision)}", style="green")


def _print_article(article: Told) -> None:
    at = day_and_time(article.at) if article.stated else f"seen {day_and_time(article.at)}"
    head = Text.assemble((f"{at}  ", "dim"), (str(article.id), "bold cyan"), f"  {article.language}  ")
    head.append(f"{shown(article.outlet)}: {shown(article.title)}")
    say_paragraph(head)
    if reason := why(article):
        say_paragraph(Text(shown(reason), style="dim"), indent="    ")


def why(article: Told) -> str:
    """Return why an article is in its story; "" where there is nothing to say."""
    reason = f"copy of {article.copy_of}: {article.why}" if article.copy_of else article.why
    if article.pinned:
        reason = f"put here by a person; {reason}" if reason else "put here by a person"
    score = f"likeness {article.score:.2f}, " if article.score is not None and reason else ""
    return score + reason


def _lags(found: Story) -> str:
    late = [f"{language} {span(lag)} later" for language, lag in found.lags.items() if lag]
    return ", ".join(late) or "no other language"


def said(decision: Decision) -> str:
    """Return a person's word on a story as a sentence."""
    articles = counted(len(decision.articles), "article")
    return SAYS[decision.what].format(story=decision.story_id, other=decision.other_id, articles=articles)


def span(time: timedelta) -> str:
    """Return how long a time is: "12 min", "5 h"."""
    hours = time / timedelta(hours=1)
    return f"{hours:.0f} h" if hours >= 1.95 else f"{time / timedelta(minutes=1):.0f} min"


def _hours(span: timedelta) -> float:
    return round(span / timedelta(hours=1), 2)
