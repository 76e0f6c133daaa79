"""`pactwatch gaps`: languages that are silent while another reports."""

import click

from review.output import Column, examples, print_json, print_table, say
from review.place import Place, json_option, now
from storage.gaps import HOURS

COLUMNS = (
    Column(name="language", style="bold"),
    Column(name="cause", styles={"outage": "red", "silence": "yellow"}),
    Column(name="since"),
    Column(name="why", wide=True),
)


@click.command(epilog=examples("pactwatch gaps", "pactwatch gaps --hours 12 --json"))
@click.option("--hours", type=click.FloatRange(1, 720), default=HOURS, show_default=True, help="Silent for so long.")
@json_option
@click.pass_context
def gaps(ctx: click.Context, hours: float, as_json: bool) -> None:
    """Show which languages are silent while others are not.

    An outage: half of the language's sources do not answer. A silence: they answer, and nothing about the story is
    found there. The exit status is 1 when there is a gap.
    """
    place: Place = ctx.obj
    with place.archive() as archive:
        found = archive.gaps(now(), hours)
    if as_json:
        print_json([{"gap": gap, "why": gap.why} for gap in found])
    elif found:
        print_table(COLUMNS, [(gap.language, gap.cause, f"{gap.since:%Y-%m-%d %H:%M}", gap.why) for gap in found])
    else:
        say("No language is silent while another reports.")
    ctx.exit(1 if found else 0)
