"""`pactwatch review`: what a person says of an article."""

import click

from review.output import day_and_time, examples, say
from review.place import ID, TEXT, Place, now
from storage.reviews import Verdict

SAID: dict[Verdict, str] = {"accept": "accepted", "reject": "rejected", "mention": "called a mere mention"}


@click.command(
    epilog=examples("pactwatch review 12 accept", 'pactwatch review 12 reject --note "another pact is meant"')
)
@click.argument("article_id", metavar="ID", type=ID)
@click.argument("verdict", type=click.Choice(list(SAID)))
@click.option("--note", type=TEXT, help="Why, in your words.")
@click.option("--version", type=ID, metavar="N", help="The version you read; refused when another stands by now.")
@click.pass_obj
def review(place: Place, article_id: int, verdict: Verdict, note: str | None, version: int | None) -> None:
    """Accept an article, reject it, or call it a mention.

    Nothing said is ever changed: a later word stands beside the earlier one, and the last one counts. It holds for
    the version that stands now; when the outlet changes the text in substance, the article comes back.
    """
    with place.archive() as archive:
        before = archive.reviews(article_id)
        judged = archive.review(article_id, verdict, note, now(), version)
        title = archive.article(article_id).article.title
    say(f"Article {article_id} in version {judged} is {SAID[verdict]}: {title}")
    if before:
        last = before[-1]
        say(f"Before, on {day_and_time(last.at)}, version {last.version} was given: {last.verdict}.", "dim")
