"""What deploy/ promises fits what the scheduler does."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

import scheduler
from review.web.command import web
from spiders.service import orders
from tests.outlet import ROOT

UNIT, PAGES = ROOT / "deploy" / "pactwatch.service", ROOT / "deploy" / "pactwatch-web.service"


def service_of(path: Path) -> configparser.SectionProxy:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(path)
    return unit["Service"]


@pytest.fixture
def service() -> configparser.SectionProxy:
    return service_of(UNIT)


def test_a_stop_leaves_more_time_than_a_crawl_gets_to_store_what_is_in_flight(
    service: configparser.SectionProxy,
) -> None:
    assert int(service["TimeoutStopSec"]) > 2 * orders.GRACE_SECONDS
    assert f"--stop-timeout {service['TimeoutStopSec']}" in (ROOT / "deploy" / "Dockerfile").read_text()


def test_only_the_scheduler_gets_the_signal_since_it_tells_its_crawl_itself(
    service: configparser.SectionProxy,
) -> None:
    assert service["KillMode"] == "mixed"


def test_what_needs_a_person_is_not_tried_again(service: configparser.SectionProxy) -> None:
    assert int(service["RestartPreventExitStatus"]) == scheduler.HOPELESS


def test_the_watchdog_does_not_bite_a_service_that_ticks_as_it_should(service: configparser.SectionProxy) -> None:
    assert int(service["WatchdogSec"]) > orders.Orders.__dataclass_fields__["every_seconds"].default


def test_neither_runs_as_root_and_both_write_their_data_only(service: configparser.SectionProxy) -> None:
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text()

    assert (service["User"], service["ProtectSystem"]) == ("pactwatch", "strict")
    assert re.findall(r"^USER (.*)$", dockerfile, re.MULTILINE) == ["pactwatch"]
    assert "--read-only" in dockerfile


def test_every_setting_of_the_example_is_one_that_is_read() -> None:
    named = set(re.findall(r"^#?(PACTWATCH_\w+)=", (ROOT / "deploy" / "pactwatch.env").read_text(), re.MULTILINE))
    files = ("scheduler.py", "spiders/settings.py", "spiders/service/orders.py")
    read = "".join((ROOT / file).read_text() for file in files)

    assert named
    assert {name for name in named if f'"{name}"' not in read} == set()


def test_the_pages_are_shut_in_as_the_scheduler_is_and_reach_nobody_else(service: configparser.SectionProxy) -> None:
    pages = service_of(PAGES)

    _, _, command = pages["ExecStart"].partition("/bin/pactwatch ")
    assert web.make_context("web", command.split()[1:], parent=click.Context(web)).params["host"] == "127.0.0.1"
    assert (pages["IPAddressDeny"], pages["IPAddressAllow"]) == ("any", "localhost")
    shut_in = {
        name: value for name, value in service.items() if name.startswith(("Protect", "Private", "RestrictN", "NoNew"))
    }
    assert {name: pages.get(name) for name in shut_in} == shut_in
    assert pages["User"] == "pactwatch"


@pytest.mark.slow
@pytest.mark.parametrize("path", [UNIT, PAGES], ids=lambda path: path.stem)
def test_systemd_has_nothing_to_say_against_the_unit(tmp_path: Path, path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze looks the unit over, and is not here")
    text = re.sub("/opt/pactwatch/bin/[a-z-]+", "/bin/true", path.read_text())
    unit = tmp_path / path.name
    unit.write_text(text)

    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
