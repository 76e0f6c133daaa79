"""`pactwatch replay`: what other rules would make of everything that was read."""

from datetime import UTC, datetime
from pathlib import Path

import click

from pactwatch.topic import Topic
from review.output import counted, examples, print_json, say, say_paragraph
from review.place import Place, json_option, now
from review.topics import chosen
from spiders.replaying import Again, apply, replayed

STYLES = {"core": "bold green", "mention": "yellow", "off": "red"}


@click.command(
    epilog=examples(
        "pactwatch replay", "pactwatch replay --topic mine.toml --since 2026-01-31", "pactwatch replay --apply"
    )
)
@click.option(
    "--topic", "file", type=click.Path(path_type=Path, dir_okay=False), help="Rules to try; else those of a collection."
)
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), help="Only pages that were fetched on that day (UTC) or later."
)
@click.option("--apply", "applied", is_flag=True, help="Let the new verdicts stand.")
@json_option
@click.pass_obj
def replay(place: Place, file: Path | None, since: datetime | None, applied: bool, as_json: bool) -> None:
    """Judge all that was read again, from the stored pages.

    Prints what would flip and why. Nothing changes without --apply; with it, what is now about the topic is kept, what
    no longer is leaves the lists but not the database, and the ledger names the rules that decided. What a person
    accepted stays.

    A page that did not pass the screen was never stored and is not judged again.
    """
    topic = chosen(file)
    start = since.replace(tzinfo=UTC) if since else None
    judged, flips, gone = 0, [], 0
    with place.archive() as archive:
        for again in replayed(archive, topic, start):
            judged += 1
            gone += again.page is None
            if again.flips:
                flips.append(again)
                if not as_json:
                    _tell(again)
            if applied:
                apply(archive, again, topic.version, now())
    if as_json:
        flipped = [_as_data(again) for again in flips]
        print_json({"rule": topic.version, "judged": judged, "gone": gone, "applied": applied, "flips": flipped})
        return
    _sum_up(topic, judged, gone, flips, applied=applied)


def _tell(again: Again) -> None:
    standing = again.standing
    name = f"article {standing.article_id}, " if standing.article_id is not None else ""
    say(f"{standing.verdict} -> {again.verdict}  {name}{standing.urls[0]}", STYLES[again.verdict])
    if again.decision.article is not None:
        say(f"  {again.decision.article.outlet}: {again.decision.article.title}")
    if again.held:
        say("  stays: a person accepted it")
    why = ", ".join(again.words[:6]) or again.decision.reason
    say_paragraph(f"by the words {why}" if again.words else why, indent="  ")


def _sum_up(topic: Topic, judged: int, gone: int, flips: list[Again], *, applied: bool) -> None:
    if not judged:
        say("There is no stored page to judge again.")
        return
    verb = "flipped" if applied else "would flip"
    say(f"{counted(judged, 'page')} judged by the rules {topic.version} ({topic.name}): {len(flips)} {verb}.", "bold")
    if gone:
        say(f"Of {counted(gone, 'page')} the raw response is gone or damaged; kept articles were judged by their text.")
    if flips and not applied:
        say("Nothing was changed: --apply lets the new verdicts stand.", "dim")


def _as_data(again: Again) -> dict[str, object]:
    standing = again.standing
    return {
        "url": standing.urls[0], "article": standing.article_id, "page": standing.page_id, "before": standing.verdict,
        "after": again.verdict, "rule_before": standing.rule, "held_by_a_person": again.held, "words": again.words,
        "reason": again.decision.reason,
    }  # fmt: skip
