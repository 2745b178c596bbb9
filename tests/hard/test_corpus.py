"""Every input that once broke something, and a first handful of new ones for each door; `make fuzz` tries many more."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from controllist.errors import ControlListError
from fuzz import __main__ as driver
from fuzz.targets import TARGETS

KEPT = sorted(p for p in driver.CORPUS.glob("*/*") if p.is_file())
INPUTS = 400 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 25
SECONDS = 3 * driver.SECONDS
"""Of processor time, not of the clock: other programs hardly count, and three times the bound of `make fuzz` is enough
for what they take from the caches."""

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="a hang is told by a timer of POSIX")


@pytest.fixture(autouse=True)
def _timer() -> None:
    signal.signal(signal.SIGPROF, driver._ring)


def ready(name: str) -> driver.Target:
    """A target that has built what it builds once, an index or a profile."""
    target = TARGETS[name]
    with suppress(ControlListError):
        target.run(target.seed(driver.Random(0)))
    return target


@pytest.mark.parametrize("path", KEPT, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_what_once_broke_something_is_answered(path: Path) -> None:
    assert driver.tried(ready(path.parent.name), driver.kept(path), SECONDS) == ""


def test_there_is_a_corpus() -> None:
    assert {p.parent.name for p in KEPT} >= {"codes", "read-package", "thresholds"}


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_input_is_an_answer_or_one_error(name: str) -> None:
    target = ready(name)
    pool = [target.seed(driver.Random(n)) for n in range(4)]
    for number in range(INPUTS):
        wrong = driver.tried(target, driver.input_of(target, pool, number, seed=2), SECONDS)
        assert not wrong, f"input {number}: {wrong}"


def test_a_hang_is_told() -> None:
    """By processor time: a target that sleeps is slow and no hang, one that counts for ever is."""

    def forever(_: object) -> None:
        while True:
            pass

    assert driver.tried(driver.Target("toy", lambda draw: "x", lambda _: time.sleep(0.3)), "x", 0.1) == ""
    assert driver.tried(driver.Target("toy", lambda draw: "x", forever), "x", 0.1) == "hang"


def test_a_finding_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The driver itself: what raises something else than an error of ours is found."""
    broken = driver.Target("toy", lambda draw: "x", lambda given: 1 / 0)
    assert driver.tried(broken, "x").startswith("ZeroDivisionError at test_corpus.py")
