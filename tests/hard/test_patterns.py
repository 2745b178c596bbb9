"""No regular expression of the package grows faster than its text.

Of processor time most patterns take some thousandths of a second for 64,000 characters, the slowest linear one a
quarter; half a second is more than that on a busy machine too. `HYPOTHESIS_PROFILE=deep` (`make fuzz`) tries a million
characters of each kind.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
CHARACTERS, SECONDS = (1_000_000, 8.0) if DEEP else (64_000, 0.5)
PROGRAM = Path(__file__).with_name("_patterns.py")

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="a pattern is stopped by a timer of POSIX")


def test_every_pattern_is_linear_in_practice() -> None:
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(CHARACTERS), str(SECONDS)],
        env={**os.environ, "PYTHONPATH": str(PROGRAM.parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *slow, count = done.stdout.splitlines()
    assert int(count) > 400
    assert [json.loads(line) for line in slow] == []


@pytest.mark.parametrize(
    ("pattern", "slow"), [(r"\d+x", True), (r"(?<!\d)\d+x", False), (r"a++b", True), (r"(?<!a)a++b", False)]
)
def test_the_measure_tells_a_slow_pattern_from_a_quick_one(pattern: str, slow: bool) -> None:
    probe = (
        "import re, signal, sys; sys.path.insert(0, sys.argv[1]); import _patterns as p\n"
        "signal.signal(signal.SIGPROF, p.ring)\n"
        "t = {k: p.spent(re.compile(sys.argv[2]), u * 64_000, 0.5, start=False) for k, u in (('a', 'a'), ('7', '7'))}\n"
        "print(max(t.values()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, str(PROGRAM.parent), pattern], capture_output=True, text=True, check=True
    )
    assert (float(done.stdout) >= 0.5) is slow
