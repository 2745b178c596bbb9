"""No regular expression of the package grows faster than its text.

What is held is growth and no speed: eight times the time for four times the text is too much, on a busy machine as on
a quiet one. `HYPOTHESIS_PROFILE=deep` (`make fuzz`) tries a million characters of each kind.
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
CHARACTERS, SECONDS = (1_000_000, 30.0) if DEEP else (64_000, 2.0)
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
        "print([p.slow(re.compile(sys.argv[2]), unit, 64_000, 2.0, start=False) for unit in 'a7'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe, str(PROGRAM.parent), pattern], capture_output=True, text=True, check=True
    )
    assert (done.stdout != "['', '']\n") is slow
