"""The short form of bench.soak: an hour of ticks, with everything going wrong."""

import json
import subprocess
import sys

import pytest

from bench.clock import can_be_built
from tests.outlet import ROOT


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_case_50_nothing_acknowledged_is_lost_doubled_or_half_there_whatever_goes_wrong() -> None:
    if not can_be_built():
        pytest.skip("setting the clock of a process under test needs a C compiler")

    done = subprocess.run(
        [sys.executable, "-m", "bench.soak", "--ticks", "80", "--seconds", "12", "--seed", "7"],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["articles"] > 10
    assert found["kills"] > 0
    losses = {name: found[name] for name in ("lost", "duplicates", "half_rows", "urls_unaccounted", "integrity")}
    assert losses == {"lost": 0, "duplicates": 0, "half_rows": 0, "urls_unaccounted": 0, "integrity": "ok"}
