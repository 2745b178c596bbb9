"""A classifier over invented provisions, so that the tests of tables need no shipped list."""

from __future__ import annotations

import pytest

from controllist.codes import ControlCode
from controllist.index import build_index
from controllist.lexicon import read_line
from controllist.model import Edition, Provision
from controllist.registers.classifying import Classifier, Plan

VALVE = Provision(ControlCode("2B350"), "entry", text="chemical plant: valves of fluoropolymer, nominal size > 10 mm")
LASER = Provision(ControlCode("6A005"), "entry", text="lasers with an average output power > 5 W")


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    edition = Edition("eu-dual-use", "2024-01-01", "en", "digest", (VALVE, LASER))
    concepts = [
        read_line("valve\t2B350\tvalve\tklep; afsluiter\tVentil\tvanne\t"),
        read_line("laser\t6A005\tlaser\tlaser\tLaser\tlaser\t"),
    ]
    plan = Plan((), (edition,))
    return Classifier(plan, build_index([edition], concepts))
