"""Every input that once broke something, and a first handful of new ones for each door; `make fuzz` tries many more."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from fuzz import __main__ as driver
from fuzz.targets import TARGETS

KEPT = sorted(p for p in driver.CORPUS.glob("*/*") if p.is_file())
INPUTS = 400 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 25

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="a hang is told by a timer of POSIX")


@pytest.fixture(autouse=True)
def _timer() -> None:
    signal.signal(signal.SIGPROF, driver._ring)


@pytest.mark.parametrize("path", KEPT, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_what_once_broke_something_is_answered(path: Path) -> None:
    # The bound of two seconds is held by `make fuzz`; here a slow moment of the machine must fail nothing.
    assert driver.tried(TARGETS[path.parent.name], driver.kept(path), seconds=30.0) == ""


def test_there_is_a_corpus() -> None:
    assert {p.parent.name for p in KEPT} >= {"codes", "read-package", "thresholds"}


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_input_is_an_answer_or_one_error(name: str) -> None:
    target = TARGETS[name]
    pool = [target.seed(driver.Random(n)) for n in range(4)]
    for number in range(INPUTS):
        given = driver.input_of(target, pool, number, seed=2)
        wrong = driver.tried(target, given)
        assert not wrong or wrong == "hang", f"input {number}: {wrong}"


def test_a_finding_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver itself: what raises something else than an error of ours is found."""
    broken = driver.Target("toy", lambda draw: "x", lambda given: 1 / 0)
    assert driver.tried(broken, "x").startswith("ZeroDivisionError at test_corpus.py")
