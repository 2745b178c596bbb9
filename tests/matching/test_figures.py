"""Figures told in a description, held against what it was matched to (made-up provisions)."""

from __future__ import annotations

import pytest

from controllist.index import Index, build_index
from controllist.lexicon import read_line
from controllist.matching import match
from controllist.model import Edition
from controllist.notation import read

TEXT = """\
6A999 | list | lasers
.a | all | glow lasers
.a.1 | | average output power > 20 kW
.a.2 | | wavelength ≤ 700 nm
"""


@pytest.fixture(scope="module")
def index() -> Index:
    edition = Edition("eu-dual-use", "2024-01-01", "en", "digest", read(TEXT))
    return build_index([edition], [read_line("glow\t6A999.a\tglow laser\tgloeilaser\t\t\t")])


@pytest.mark.parametrize(
    ("text", "verdict", "missing"),
    [
        ("glow laser, average output power 30 kW, wavelength 600 nm", "met", ()),
        ("glow laser, average output power 10 kW", "not-met", ()),
        ("gloeilaser, average output power 30 kW", "unknown", ("wavelength",)),
        ("glow laser, 3 kg", "not-assessed", ()),
        ("glow laser", "not-assessed", ()),
    ],
)
def test_assessment(index: Index, text: str, verdict: str, missing: tuple[str, ...]) -> None:
    best = match(text, index).candidates[0]
    assert (best.code, best.assessment) == ("6A999.a", verdict)
    assert set(missing) <= set(best.missing)


def test_figures_that_are_not_met_lower_the_score_and_leave_the_candidate(index: Index) -> None:
    met = match("glow laser, average output power 30 kW, wavelength 600 nm", index).candidates[0]
    not_met = match("glow laser, average output power 10 kW, wavelength 600 nm", index).candidates[0]
    assert not_met.score < met.score
    assert [e.query_text for e in not_met.evidence if e.kind == "quantity"] == ["10 kW", "600 nm"]
    assert not_met.score == pytest.approx(sum(e.score for e in not_met.evidence), abs=0.001)


def test_the_basis_is_that_of_the_weakest_condition() -> None:
    text = "6A999 | list | glow lasers\n.a | all | big glow lasers\n.a.1 | | power > 20 kW\n  @inferred x | y\n"
    edition = Edition("eu-dual-use", "2024-01-01", "en", "digest", read(text))
    found = match("big glow lasers", build_index([edition], []))
    assert [(c.code, c.basis.grade) for c in found.candidates] == [("6A999.a", "inferred")]
