"""`pactwatch framing`: which word each outlet uses for what happens to the topic."""

from collections import Counter
from collections.abc import Iterable

import click

from review.output import Column, counted, examples, print_json, print_table, say
from review.place import LIMIT, TEXT, Place, json_option
from storage.framings import Framed, Quoted

SENTENCES = (
    Column(name="id", right=True),
    Column(name="day"),
    Column(name="outlet", style="cyan"),
    Column(name="word", style="bold"),
    Column(name="sentence", wide=True),
)


@click.command(epilog=examples("pactwatch framing", "pactwatch framing --by day", "pactwatch framing scrap --json"))
@click.argument("frame", type=TEXT, required=False)
@click.option(
    "--by", type=click.Choice(["outlet", "language", "day"]), default="outlet", show_default=True,
    help="What a line of the table stands for.",
)  # fmt: skip
@click.option("--copies", is_flag=True, help="Count reprints of other articles too.")
@click.option("--limit", type=LIMIT, default=50, show_default=True, help="At most so many sentences of FRAME.")
@json_option
@click.pass_obj
def framing(place: Place, frame: str | None, by: str, copies: bool, limit: int, as_json: bool) -> None:
    """Count the words each outlet uses for the event.

    The topic file defines the frames: who "ends" the pact and who "scraps" it. A frame counts where a sentence that
    speaks of the pact holds one of its words, once an article.

    With FRAME the sentences themselves are shown. With --json every count has its day, outlet, language and words.
    """
    with place.archive() as archive:
        sentences = archive.framing_sentences(frame, limit) if frame else []
        counts = [] if frame else archive.framed(copies=copies)
    if as_json:
        print_json(sentences if frame else counts)
    elif frame:
        _print_sentences(frame, sentences)
    else:
        _print_counts(counts, by)


def _print_sentences(frame: str, sentences: list[Quoted]) -> None:
    if not sentences:
        say(f"No article uses the frame {frame!r}: `pactwatch framing` counts those in use.")
        return
    print_table(SENTENCES, [(s.article_id, s.day, s.outlet, s.word, s.sentence) for s in sentences])


def _print_counts(counts: list[Framed], by: str) -> None:
    if not counts:
        say("No article kept so far says what happens to it: `pactwatch replay --apply` reads older ones again.")
        return
    total = Counter[str]()
    for count in counts:
        total[count.frame] += count.articles
    frames = [frame for frame, _ in total.most_common()]
    columns = (Column(name=by, style="bold"), *(Column(name=frame, right=True) for frame in frames))
    print_table(columns, [(name, *_cells(lines, frames)) for name, lines in _grouped(counts, by)])
    say(f"{counted(total.total(), 'use')} of {counted(len(frames), 'frame')}. An article may use several.", "dim")


def _grouped(counts: Iterable[Framed], by: str) -> list[tuple[str, Counter[str]]]:
    groups: dict[str, Counter[str]] = {}
    for count in counts:
        groups.setdefault(getattr(count, by), Counter())[count.frame] += count.articles
    if by == "day":
        return list(groups.items())
    return sorted(groups.items(), key=lambda group: (-group[1].total(), group[0]))


def _cells(lines: Counter[str], frames: list[str]) -> list[object]:
    return [lines[frame] or "" for frame in frames]
