"""Word to the service manager over its datagram socket (sd_notify(3)): ready, alive, stopping."""

import socket
from collections.abc import Mapping


class ServiceManager:
    """systemd, where it started us; elsewhere every word goes nowhere."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")
        microseconds = environment.get("WATCHDOG_USEC", "")
        self.watchdog_seconds = int(microseconds) / 1e6 if microseconds.isdecimal() else None
        """It restarts us when it has not heard from us for this long; None: it does not watch."""

    def ready(self, status: str) -> None:
        """The service has started; `status` is shown by `systemctl status`."""
        self._tell(f"READY=1\nSTATUS={status}")

    def alive(self, status: str) -> None:
        """The service still works."""
        self._tell(f"WATCHDOG=1\nSTATUS={status}")

    def stopping(self) -> None:
        """The service ends by itself."""
        self._tell("STOPPING=1")

    def _tell(self, what: str) -> None:
        if not self._address:
            return
        # A leading @ stands for the NUL byte of Linux's abstract namespace.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as door:
            try:
                door.sendto(what.encode(), address)
            except OSError:  # a manager that does not listen is no reason to stop working
                return
