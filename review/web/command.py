"""`pactwatch web`: the review pages. What serves them is imported when they are served, by no other command."""

import ipaddress
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import click

from review.output import examples, say
from review.place import TEXT, Place

PORT = 8418


class _Zone(click.ParamType[tzinfo]):
    """A time zone by its name in the tz database."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tzinfo:
        if isinstance(value, tzinfo):
            return value
        try:
            return ZoneInfo(str(value))
        except (LookupError, ValueError, OSError):
            self.fail(f"{value!r} is no time zone that this machine knows, such as Asia/Seoul or UTC.", param, ctx)


@click.command(
    epilog=examples("pactwatch web", "pactwatch web --port 9000 --zone Asia/Seoul", "pactwatch web --host 0.0.0.0")
)
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free one.")
@click.option("--host", type=TEXT, default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--name", "names", type=TEXT, multiple=True, metavar="NAME",
    help="A host name under which readers reach the pages; may be repeated.",
)  # fmt: skip
@click.option("--zone", type=_Zone(), help="The time zone of the dates, such as Asia/Seoul; else this machine's.")
@click.pass_obj
def web(place: Place, port: int, host: str, names: tuple[str, ...], zone: tzinfo | None) -> None:
    """Serve the review pages to a browser.

    The inbox, articles, stories, search, what became of a URL, and how the sources are; what you say of an article is
    kept as `pactwatch review` keeps it.

    There is no password: as long as --host is this machine's own address, 127.0.0.1, nobody else can reach them.
    """
    from review.web.server import Listening, serve

    place.archive().close()
    with Listening.on(host, port) as listening:
        say(f"The review pages of {place.db}: {listening.url} (Ctrl-C ends them)")
        say(reach(host, listening.port), "dim")
        serve(place, listening, names=names, zone=zone)


def reach(host: str, port: int) -> str:
    """Return in a sentence who can read and review when the pages listen on `host`."""
    if is_loopback(host):
        return f"They listen on {host}, so that only programs of this machine can reach them."
    return (
        f"They listen on {host}: whoever reaches port {port} of this machine can read and review everything, "
        "without a password."
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens on `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
