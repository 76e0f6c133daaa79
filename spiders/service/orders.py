"""What a scheduler is told once, by its command line and its environment."""

import argparse
import contextlib
import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pactwatch.errors import PactwatchError

DEADLINE_SECONDS = 1800.0
"""A crawl closes itself after CLOSESPIDER_TIMEOUT; one that is still there after this hangs."""
GRACE_SECONDS = 30.0
"""From "stop" to the kill: more than one response may take, so that all in flight is stored."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Orders:
    """What a scheduler is told once."""

    db: Path
    every_seconds: float = 60.0
    deadline_seconds: float = DEADLINE_SECONDS
    grace_seconds: float = GRACE_SECONDS
    host: str = "127.0.0.1"
    port: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    """For its children."""


class Refused(PactwatchError):
    """It will not work until a person does something."""


def command_line(environment: Mapping[str, str]) -> argparse.Namespace:
    """Read the command line; what it leaves open is as the environment says."""
    parser = argparse.ArgumentParser(
        prog="pactwatch-scheduler", description="Watch the news: poll every source when its time has come."
    )
    db = Path(environment.get("PACTWATCH_DB") or "pactwatch.db")
    parser.add_argument("--db", type=Path, default=db, help="the database file (%(default)s)")
    parser.add_argument("--once", action="store_true", help="do what is due now, and exit")
    parser.add_argument("--every", type=_seconds, default=60.0, metavar="SECONDS", help="between two ticks (60)")
    parser.add_argument(
        "--port", type=int, default=environment.get("PACTWATCH_PORT") or None, help="for /healthz and /metrics (none)"
    )
    return parser.parse_args()


def _seconds(text: str) -> float:
    with contextlib.suppress(ValueError):
        if 0.05 <= (value := float(text)) <= 86_400:
            return value
    raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds from 0.05 to 86400")


def orders_of(arguments: argparse.Namespace, environment: Mapping[str, str]) -> Orders:
    """Add the rest from the environment, what its crawls read too. Raises Refused."""
    try:
        importlib.import_module("spiders.settings")  # a crawl would end with the same fault, at every tick
        return Orders(
            db=arguments.db,
            every_seconds=arguments.every,
            deadline_seconds=float(environment.get("PACTWATCH_DEADLINE") or DEADLINE_SECONDS),
            grace_seconds=float(environment.get("PACTWATCH_GRACE") or GRACE_SECONDS),
            host=environment.get("PACTWATCH_HOST") or "127.0.0.1",
            port=arguments.port,
            environment={**environment, "PACTWATCH_DB": str(arguments.db)},
        )
    except ValueError as error:
        raise Refused(f"A PACTWATCH_ variable of the environment is not what it should be: {error}.") from error
