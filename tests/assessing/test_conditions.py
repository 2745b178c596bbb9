"""A figure that the law asks under a condition, and facts told with it or without."""

from __future__ import annotations

import pytest

from controllist.assessing.facts import Facts
from controllist.assessing.verdict import assess
from controllist.codes import ControlCode
from controllist.model import Edition, Provision


def lamp(text: str) -> Edition:
    return Edition("eu-dual-use", "2030-01-01", "en", "digest", (Provision(ControlCode("6A905"), "entry", text=text),))


@pytest.mark.parametrize(
    ("text", "told", "verdict", "taken"),
    [
        ("output power > 5 kW at 25 °C", "6 kW", "met", True),  # told without: taken for it, and said
        ("output power > 5 kW at 25 °C", "4 kW", "not-met", True),
        ("output power > 5 kW", "6 kW", "met", False),  # nothing to say where the law asks for no condition
        ("output power > 5 kW", "4 kW", "not-met", False),
    ],
)
def test_what_is_told_without_its_condition_is_taken_for_it(text: str, told: str, verdict: str, taken: bool) -> None:
    found = assess(lamp(text), "6A905", Facts.of({"output power": told}), assume_goods=True)
    assert found.verdict == verdict
    assert any("is taken as told" in c for c in found.cautions) is taken
