"""The whole process: what it hands over before it is gone, and outputs that take nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = (sys.executable, "-m", "controllist")
FULL = Path("/dev/full")
posix = pytest.mark.skipif(os.name != "posix", reason="needs the shell of a POSIX system")


def run(arguments: str, *, to: str = "") -> subprocess.CompletedProcess[str]:
    line = f'"{PROGRAM[0]}" -m controllist {arguments} {to}'
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)


@posix
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ("show 3B001.f.4 --list nl-semicon", 0),
        ("show 3B999", 1),
        ("show", 2),
        ("parse no-such-file --list eu-dual-use --edition 2025-11-15", 3),
    ],
)
def test_the_status_is_that_of_the_command(arguments: str, status: int) -> None:
    assert run(arguments).returncode == status


@posix
def test_all_of_a_long_answer_comes_through_a_pipe() -> None:
    """Far more than a pipe holds at once: nothing of it may be lost when the process goes."""
    whole = run("show eu-dual-use@2021-09-09")
    piped = run("show eu-dual-use@2021-09-09", to="| cat")
    assert piped.stdout == whole.stdout
    assert len(whole.stdout) > 500_000


@posix
def test_a_reader_that_stops_is_no_error() -> None:
    found = run("show eu-dual-use@2021-09-09", to="| head -n 1")
    assert (found.returncode, found.stderr, found.stdout.count("\n")) == (0, "", 1)


@posix
@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_an_output_that_is_full_is_one_line() -> None:
    found = run("show 3B001.f", to=f"> {FULL}")
    assert (found.returncode, found.stderr.count("\n")) == (3, 1)
    assert found.stderr.startswith("controllist: expected files and outputs that can be used, found: ")


@posix
@pytest.mark.parametrize(
    ("arguments", "closed", "status"),
    [
        ("show 3B001.f.4 --list nl-semicon", ">&-", 0),
        ("show 3B001.f.4 --list nl-semicon", "2>&-", 0),
        ("show 3B999", ">&- 2>&-", 1),
    ],
)
def test_an_output_that_is_closed_gets_nothing(arguments: str, closed: str, status: int) -> None:
    found = run(arguments, to=closed)
    assert found.returncode == status
    assert "Traceback" not in found.stderr
