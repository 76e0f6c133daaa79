"""A wall clock that can be set for processes under test, as a person, NTP or a machine that slept would set it."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

SOURCE = Path(__file__).with_name("shifted_clock.c")


def can_be_built() -> bool:
    """Whether there is a C compiler: no clock without one."""
    return shutil.which("cc") is not None


class Clock:
    """The true time plus some seconds, for every process that gets `environment`. Timers run on undisturbed."""

    def __init__(self, folder: Path) -> None:
        library = folder / "shifted_clock.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
        self._file = folder / "shift"
        self.environment = {"SHIFTED_CLOCK": str(self._file), "LD_PRELOAD": str(library)}
        self.shift(0)

    def shift(self, seconds: float) -> None:
        """Set the clock to the true time plus `seconds`."""
        self.seconds = int(seconds)
        new = self._file.with_suffix(".new")
        new.write_text(str(self.seconds))
        new.replace(self._file)

    def now(self) -> datetime:
        """What it shows, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.seconds)
