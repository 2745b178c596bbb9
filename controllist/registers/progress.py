"""How far a long run is: rows, rate, time left; on stderr, one line that is written over, or one a while in a log."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO


class Progress:
    """Call `add` with rows that are done; `about` is how many there may be, `quiet` says nothing at all."""

    def __init__(
        self,
        out: TextIO,
        about: int,
        *,
        quiet: bool = False,
        done: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._out = out
        self._about = about
        self._quiet = quiet
        self._done = self._known = done
        self._clock = clock
        self._live = out.isatty()
        self._every = 0.5 if self._live else 15.0
        self._began = self._last = clock()
        self._shown = 0

    def add(self, rows: int) -> None:
        """So many rows more."""
        self._done += rows
        if self._quiet:
            return
        now = self._clock()
        if now - self._last >= self._every:
            self._last = now
            self._show(self.line(now))

    def line(self, now: float) -> str:
        """The line for a moment: `1,600 of about 4,000 rows, 400 rows/s, 0:00:06 left`."""
        passed = max(now - self._began, 1e-6)
        rate = (self._done - self._known) / passed
        words = f"{self._done:,} of about {max(self._about, self._done):,} rows, {rate:,.0f} rows/s"
        left = max(0, self._about - self._done)
        return f"{words}, {_clock_time(left / rate)} left" if rate else words

    def _show(self, line: str) -> None:
        if self._live:
            self._out.write("\r" + line.ljust(self._shown))
            self._shown = len(line)
        else:
            self._out.write(line + "\n")
        self._out.flush()

    def end(self) -> None:
        """Wipe the line."""
        if self._live and self._shown and not self._quiet:
            self._out.write("\r" + " " * self._shown + "\r")
            self._out.flush()


def _clock_time(seconds: float) -> str:
    """Hours, minutes, seconds.

    >>> _clock_time(3725.4)
    '1:02:05'
    """
    whole = int(seconds)
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
