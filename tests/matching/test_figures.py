"""Figures told in a description, held against what it was matched to (made-up provisions)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from controllist.index import Index, build_index
from controllist.lexicon import Concept, read_line
from controllist.matching import match
from controllist.model import Edition
from controllist.notation import read

TEXT = """\
6A999 | list | lasers
.a | all | glow lasers
.a.1 | | average output power > 20 kW
.a.2 | | wavelength ≤ 700 nm
2B999 | any | glow pumps
.a | | maximum flow rate > 5 m³/h
.b | | casing of glass, volume > 100 l and < 2000 l
3B999 | all | blink scanners
.a | | wavelength ≥ 193 nm
.b | | overlay ≤ 20 nm
3A999 | | twinkle scopes, bandwidth > 90 GHz
1C999 | all | shimmer powders
.a | | purity ≥ 99.9 %
.b | | accuracy of the grain < 0.2 %
2B998 | list | lathes
.a | | shimmer lathes, positioning accuracy < 6 µm
.b | | gleam lathes, positioning accuracy < 6 µm, unidirectional positioning repeatability ≤ 9 µm
.c | any | gleam taps
.c.1 | | gleam taps of nominal size > 100 mm
.c.2 | | casings designed for gleam taps specified in 2B998.c.1
3A997 | | sparkle counters, feelers ≥ 34
2B997 | all | sparkle drills
.a | | positioning accuracy < 10 µm
.b | | bore > 3 m
3A998 | | sparkle converters, sample rate > 500 samples/s
7A999 | | dusk altimeters, frequency outside 4 to 5 GHz
2B996 | list | dusk mills
.a | | dusk mills that can contour with ≥ 5 axes
.b | | dusk mills with ≥ 60 axes
.c | not-used |
3A996 | list | dusk amplifiers
.a | | frequency > 3 GHz and ≤ 4 GHz, output power > 90 W
.b | | frequency > 6 GHz and ≤ 9 GHz, output power > 40 W
3A995 | | dusk arrays with > 700 outputs
"""


@pytest.fixture(scope="module")
def index() -> Index:
    edition = Edition("eu-dual-use", "2024-01-01", "en", "digest", read(TEXT))
    return build_index([edition], [*_concepts()])


def _concepts() -> Iterator[Concept]:
    yield read_line("glow\t6A999.a\tglow laser\tgloeilaser\t\t\t")
    yield read_line("scope\t3A999\ttwinkle scope\ttwinkelscoop\t\t\t")
    yield read_line("powder\t1C999\tshimmer powder\t\t\t\t")
    yield read_line("lathe\t2B998.a\tshimmer lathe\t\t\t\t")
    yield read_line("gleam-lathe\t2B998.b\tgleam lathe\t\t\t\t")
    yield read_line("tap\t2B998.c\tgleam tap\t\t\t\t")
    yield read_line("casing\t2B998.c.2\tgleam casing\t\t\t\t")
    yield read_line("counter\t3A997\tsparkle counter\t\t\t\t")
    yield read_line("drill\t2B997\tsparkle drill\t\t\t\t")
    yield read_line("converter\t3A998\tsparkle converter\t\t\t\t")
    yield read_line("dusk-mill\t2B996\tdusk mill\tschemerfrees\tDämmerfräse\t\t")
    yield read_line("dusk-amplifier\t3A996\tdusk amplifier\t\t\t\t")
    yield read_line("dusk-array\t3A995\tdusk array\t\t\t\t")
    yield read_line("dusk-altimeter\t7A999\tdusk altimeter\t\t\t\t")
    yield read_line("glow-pump\t2B999\tglow pump\tgloeipomp\t\t\t")


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


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("glow pump 3 m3/h, 5000 l", "down"),  # both alternatives out of reach
        ("glow pump 3 m3/h", ""),  # the other alternative stays open
        ("glow pump 3 m3/h, 500 l", "up"),  # one figure within a bound is enough
        ("glow pump 8 m³/h", "up"),
        ("glow pump 3 m3/h, 9 000 000 l", ""),  # so far off that it measures something else
        ("glow pump, 12 pcs, 40 kg, 99 %", ""),  # figures of pieces, packages, purities
        ("shimmer powder in tins 99.99 %", "up"),  # a purity
        ("shimmer powder 99.5 %", "down"),
        ("shimmer powder 0.5 %", "down"),  # a small share speaks of another than a purity
        ("shimmer powder 40 %", ""),  # an ingredient
        ("shimmer lathe 8 µm", "down"),
        ("gleam lathe in red 8 µm", "up"),  # without a name it may be the repeatability
        ("gleam tap 50 mm", "down"),  # that casings for such taps are controlled as well is no way out
        ("gleam tap in red 500 mm", "up"),
        ("gleam casing 50 mm", "down"),  # judged by the taps they are for
        ("sparkle converter 2 samples/s", "down"),  # far off, but no other figure comes in this unit
        ("sparkle counter with 8 feelers", "down"),  # a number of what the provision counts
        ("sparkle counter in red with 80 feelers", "up"),
        ("sparkle counter with 8 lamps", ""),
        ("sparkle counter, 8 pcs", ""),
        ("blink scanner 200 nm", "up"),  # the wavelength then, which says nothing of the overlay
        ("blink scanner 100 nm", "down"),  # whichever of the two it is
        ("twinkle scope 1 GHz", "down"),
        ("twinkle scope 500 MHz", "down"),  # frequencies of signals speak over four decades
        ("twinkle scope 20 MHz", "down"),
        ("twinkle scope 20 MHz, 230 V 50 Hz", "down"),  # beside the mains as well
        ("twinkle scope 230 V 50 Hz", ""),  # the mains measure something else
        ("twinkle scope 500 kHz", ""),  # further than four decades
        ("dusk altimeter 4.2 GHz", "down"),  # within what the goods must lie outside of
        ("dusk altimeter in red 6 GHz", "up"),
        ("3-axis dusk mill", "down"),  # also against 60 axes, far as they are, and with an item that is not used
        ("drie-assige schemerfrees", "down"),
        ("3-Achs-Dämmerfräse", "down"),
        ("six-axis dusk mill in red", "up"),
        ("dusk amplifier 3.5 GHz, 60 W", "down"),  # 60 W would do at another frequency
        ("dusk amplifier in red 3.5 GHz, 95 W", "up"),
        ("dusk array, 300 I/O", "down"),
    ],
)
def test_a_figure_without_a_name_speaks_by_its_unit(index: Index, text: str, moves: str) -> None:
    best = match(text, index).candidates[0]
    words = match(text, index, figures=False).candidates[0]
    assert best.assessment == "not-assessed"
    assert {"down": best.score < words.score, "up": best.score > words.score, "": best.score == words.score}[moves]
    figures = [e for e in best.evidence if e.kind == "quantity"]
    assert [e.score < 0 for e in figures] == ([moves == "down"] if moves else [])
    assert all(text[slice(*e.query_span)] == e.query_text and e.provision_text for e in figures)
    assert best.score == pytest.approx(sum(e.score for e in best.evidence), abs=0.001)


def test_a_named_figure_speaks_of_no_other_property(index: Index) -> None:
    """8 µm would do for the accuracy of 2B997, but it is told to be the repeatability."""
    named = match("sparkle drill in red, unidirectional repeatability 8 µm", index).candidates[0]
    plain = match("sparkle drill in red, 8 µm", index).candidates[0]
    fits = [any(e.score > 0 for e in c.evidence if e.kind == "quantity") for c in (named, plain)]
    assert fits == [False, True]


def test_where_the_goods_named_best_stay_under_a_figure_others_are_lowered_too(index: Index) -> None:
    """A pump that is too small is no laser because of that; the reason is told, and the order stays."""
    below, words = (match("glow pump 3 m3/h, 5000 l", index, figures=figures) for figures in (True, False))
    assert [c.code for c in below.candidates] == [c.code for c in words.candidates]
    for now, before in zip(below.candidates, words.candidates, strict=True):
        assert now.score < before.score
        assert now.score == pytest.approx(sum(e.score for e in now.evidence), abs=0.001)
    assert {e.provision for c in below.candidates for e in c.evidence if e.kind == "quantity"} == {"2B999.a"}


@pytest.mark.parametrize(("text", "moves"), [("twinkle scope, 4 x 1 GHz", False), ("twinkle scope, 1 GHz", True)])
def test_pieces_with_a_figure_each_may_sum_up(index: Index, text: str, moves: bool) -> None:
    assert (match(text, index).best < match(text, index, figures=False).best) is moves


def test_figures_that_meet_a_control_raise_its_score(index: Index) -> None:
    text = "blorped glow laser for Zweeler, average output power 30 kW, wavelength 600 nm"
    met, words = (match(text, index, figures=figures).candidates[0] for figures in (True, False))
    assert (met.assessment, met.score > words.score) == ("met", True)
    assert met.score == pytest.approx(sum(e.score for e in met.evidence), abs=0.001)


def test_the_basis_is_that_of_the_weakest_condition() -> None:
    text = "6A999 | list | glow lasers\n.a | all | big glow lasers\n.a.1 | | power > 20 kW\n  @inferred x | y\n"
    edition = Edition("eu-dual-use", "2024-01-01", "en", "digest", read(text))
    found = match("big glow lasers", build_index([edition], []))
    assert [(c.code, c.basis.grade) for c in found.candidates] == [("6A999.a", "inferred")]
