"""What is told of a place at a glance holds against all places weighed: the least it costs, and the evident one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from math import inf
from operator import itemgetter
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import controllist.parsing
from controllist.ingest import parse_bytes
from controllist.parsing import outline
from controllist.parsing.evidence import Frames, Option, Unit
from controllist.parsing.floors import floor, taken_off
from controllist.parsing.outline import place
from controllist.parsing.placing import evident, options, taken
from controllist.parsing.prices import EXACT
from tests.parsing.test_outline import ENTRY, item, some_units


def test_what_a_list_that_said_or_must_pay() -> None:
    """The list that said "or" is left, unless one of its own kind goes on; a label that is next costs its level."""
    before = item("b", 2, connects=True)
    assert floor(before, item("3", 1)) == pytest.approx(0.66)
    assert floor(before, item("c", 2)) == pytest.approx(0.03)
    assert floor(item("b", 2), item("3", 1)) == pytest.approx(0.06)


def test_what_an_announced_list_must_pay() -> None:
    """A list beside its note costs less than to leave the note without one; named, a dear place costs less."""
    note = Unit("note", "note", text="means:", depth=2, leads=True)
    assert floor(note, item("1", 2)) == pytest.approx(0.5)
    assert floor(item("b", 2, leads=True), item("c", 2)) == pytest.approx(2.03)
    assert floor(item("b", leads=True), item("c", cited=frozenset({"9A901.c"}))) == pytest.approx(1.23)
    named = frozenset({"9A901.c"})
    assert floor(item("b", 2, leads=True), item("c", 2, cited=named)) == pytest.approx(1.23)
    # Where levels are told, what costs little costs so still, and what is dear no less than a small sign.
    assert floor(item("b", 2), item("c", 2, cited=named)) == pytest.approx(0.03)
    assert floor(item("b", 2, connects=True), item("3", 1, cited=named)) == pytest.approx(0.6)


def test_what_a_second_note_must_pay() -> None:
    """The next note of a run costs less than nothing; right inside an item that has none yet it is in no run."""
    note, second = Unit("note", "note", text="of lids", depth=2), Unit("note", "note", "2", text="of vats", depth=3)
    assert floor(note, second) == -0.5
    assert floor(item("b", 3), second) == -0.5
    assert floor(item("b", 2), second) == pytest.approx(0.815)
    assert floor(item("b", 2), evolve(second, number="1")) == 0.0
    assert taken_off([note, second, second, item("b", 2, cited=frozenset({"9A901.b"}))]) == 1.0


def test_nothing_is_evident_where_two_lists_wait() -> None:
    states = list(
        walk([ENTRY, item("a", leads=True), item("1", leads=True), item("a"), item("b")], itertools.repeat(0))
    )
    frames, _, unit, places = states[-1]
    assert len(places) > 1
    assert evident(frames, unit) is None


def walk(units: Sequence[Unit], choices: Iterator[int]) -> Iterator[tuple[Frames, Unit, Unit, list[Option]]]:
    """Each state on one way through the units of an entry, the unit before, the next one and all its places."""
    frames = outline._open_top((0.0, (), None), 0, units[0])[1]
    for index, (before, unit) in enumerate(itertools.pairwise(units), 1):
        places, _ = options(frames, unit)
        yield frames, before, unit, places
        best = sorted(places, key=itemgetter(0))
        frames, _ = taken(frames, index, unit, best[next(choices) % len(best)])


def hold(frames: Frames, before: Unit, unit: Unit, places: list[Option]) -> bool:
    """Whether the cheapest place was evident; what is told at a glance is compared with all places."""
    cheapest = min(places, key=itemgetter(0))
    assert cheapest[0] >= floor(before, unit) - EXACT
    told = evident(frames, unit)
    if told is not None:
        assert told[0] == cheapest
        assert all(option[0] >= told[1] - EXACT for option in places if option != cheapest)
    return told is not None


@given(some_units(), st.lists(st.integers(0, 5), min_size=20, max_size=20))
def test_a_glance_tells_what_weighing_tells(units: list[Unit], choices: list[int]) -> None:
    for state in walk(units, iter(choices)):
        hold(*state)


@given(some_units(), st.lists(st.integers(0, 5), min_size=20, max_size=20), st.floats(0, 9), st.floats(0, 9))
def test_what_is_left_out_costs_what_was_told(units: list[Unit], choices: list[int], most: float, near: float) -> None:
    for frames, _, unit, places in walk(units, iter(choices)):
        found, rest = options(frames, unit, most, near)
        assert [option for option in places if option in found] == found
        assert all(option[0] >= rest - EXACT for option in places if option not in found)
        least = min(places, key=itemgetter(0))
        wanted = [o for o in places if o[0] <= min(most, least[0] + near) - EXACT]
        assert all(option in found for option in wanted)


@given(some_units())
def test_an_entry_without_doubt_needs_no_second_look(units: list[Unit]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        told = place(units)
        patch.setattr(outline, "taken_off", lambda units: inf)
        assert place(units) == told


@pytest.mark.official
@pytest.mark.parametrize(
    ("file", "slug"),
    [
        ("reconstructed/eu-cml-2020-02-17.oj.xhtml", "eu-military"),
        ("reconstructed/eu-annex-i-2025-11-15.fmx.xml", "eu-dual-use"),
        ("eu-cml/2020-02-17/export-control-appendix1.layout.txt", "eu-military"),
    ],
)
def test_a_glance_tells_what_weighing_tells_of_official_files(
    official: Path, monkeypatch: pytest.MonkeyPatch, file: str, slug: str
) -> None:
    """Along the cheapest reading, and along one that takes another place now and then."""
    met: list[Unit] = []
    monkeypatch.setattr(controllist.parsing, "place", lambda units: (met.extend(units), place(units))[1])
    parse_bytes((official / file).read_bytes(), list=slug, applies_from="2025-11-15", name=file)
    tops = [n for n, unit in enumerate(met) if unit.kind in outline._TOPS]
    seen = evident_ones = 0
    for first, end in itertools.pairwise([*tops, len(met)]):
        for every in (1_000, 7):
            choices = (0 if n % every else 1 for n in itertools.count(1))
            told = [hold(*state) for state in walk(met[first:end], choices)]
            seen, evident_ones = seen + len(told), evident_ones + sum(told)
    assert seen > 500
    # In print no label is sure, so that each is weighed.
    assert evident_ones > 0.2 * seen or "layout" in file
