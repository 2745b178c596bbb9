"""Patches lead from one edition to another and back, to the last field, and fit no third one."""

from __future__ import annotations

import json

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from controllist import store
from controllist.codes import ControlCode
from controllist.diffing.comparison import diff
from controllist.diffing.patch import apply, compose, from_json, invert, make_patch, to_json
from controllist.errors import MisuseError, SourceError
from controllist.model import Basis, Edition, Provision
from tests.diffing import mutations

NL = tuple(store.load(a) for a in store.editions("nl-semicon"))
EU = store.load("eu-dual-use@2025-11-15")
CATEGORY_3 = evolve(EU, nodes=tuple(n for n in EU.nodes if n.code.startswith("3")))
SEEDS = st.integers(min_value=0, max_value=10**6)


def edited(edition: Edition, seed: int, day: str) -> Edition:
    edits = mutations.round_of_edits(edition, mutations.random.Random(seed), 6)
    return evolve(mutations.applied(edition, edits), applies_from=day)


@given(SEEDS)
@settings(deadline=None, max_examples=15)
@example(0)
def test_law_there_and_back(seed):
    a, b = CATEGORY_3, edited(CATEGORY_3, seed, "2026-01-01")
    patch = diff(a, b).patch
    assert apply(patch, a) == b
    assert apply(invert(patch), b) == a
    assert from_json(to_json(patch)) == patch


def test_a_patch_can_be_read_by_people(edition_of):
    """Its signs stand as they are, no longer six letters each."""
    old = edition_of("2B901 | | ovens above 200 °C")
    written = to_json(make_patch(old, edition_of("2B901 | | ovens of 5 µm above 200 °C", "2021-01-01")))
    assert "ovens of 5 µm above 200 °C" in written


@given(SEEDS, SEEDS)
@settings(deadline=None, max_examples=8)
def test_law_a_chain_is_the_whole_way(first, second):
    a = CATEGORY_3
    b = edited(a, first, "2026-01-01")
    c = edited(b, second, "2026-02-01")
    chain = compose(a, diff(a, b).patch, diff(b, c).patch)
    assert chain == diff(a, c).patch
    assert diff(a, apply(chain, a)).changes == diff(a, c).changes


@given(st.lists(st.sampled_from(CATEGORY_3.nodes), unique_by=id, max_size=12), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=15)
def test_law_any_order_of_any_nodes_can_be_reached(nodes, chance):
    """Not only sensible editions: nodes in another order, parents missing, codes twice."""
    a = evolve(CATEGORY_3, nodes=tuple(nodes))
    shuffled = [*nodes, *nodes[:2]]
    chance.shuffle(shuffled)
    b = evolve(CATEGORY_3, nodes=tuple(shuffled))
    assert apply(make_patch(a, b), a) == b
    assert apply(invert(make_patch(a, b)), b) == a


@pytest.mark.parametrize("edition", [*NL, EU], ids=lambda e: str(e.address))
def test_law_nothing_changed_against_itself(edition):
    assert diff(edition, edition).changes == ()
    assert diff(edition, edition).patch.hunks == ()


def test_what_a_patch_does_not_find_is_told_by_the_first_place_of_its_hunk():
    """The edition has the head the patch was made for, but other words."""
    a = evolve(EU, nodes=tuple(n for n in EU.nodes if n.code.startswith("3A001.a")))
    first, second, *rest = a.nodes
    patch = make_patch(a, evolve(a, nodes=(evolve(first, text="pots"), evolve(second, text="pans"), *rest)))
    for other in (evolve(first, text="jugs"), second), (first, evolve(second, text="jugs")):
        with pytest.raises(MisuseError, match=rf"^expected {first.code} of {a.address} as the patch has it"):
            apply(patch, evolve(a, nodes=(*other, *rest)))


def test_a_patch_fits_no_other_edition():
    a, b, c = NL
    patch = diff(a, b).patch
    with pytest.raises(MisuseError, match="made for"):
        apply(patch, c)
    other = evolve(a, nodes=tuple(evolve(n, text=n.text + "!") for n in a.nodes))
    with pytest.raises(MisuseError, match="other words"):
        apply(patch, other)


def pots(*codes: str, text: str = "") -> Edition:
    """An edition with these items, in this order."""
    return Edition(
        "toy", "2020-01-01", "en", "digest", tuple(Provision(ControlCode(c), "item", text=text) for c in codes)
    )


@pytest.mark.parametrize(
    ("old", "new", "hunks"),
    [
        ("abc", "abc", []),
        ("abc", "abxc", [(2, "", 2, "x")]),
        ("abc", "ac", [(1, "b", 1, "")]),
        ("abc", "xbc", [(0, "a", 0, "x")]),
        ("abc", "abcx", [(3, "", 3, "x")]),
        ("abcd", "dabc", [(0, "", 0, "d"), (3, "d", 4, "")]),
        ("", "ab", [(0, "", 0, "ab")]),
        ("ab", "", [(0, "ab", 0, "")]),
        ("abcdef", "axcyef", [(1, "b", 1, "x"), (3, "d", 3, "y")]),
    ],
)
def test_a_patch_holds_what_goes_and_comes_and_no_more(old, new, hunks):
    a, b = pots(*old), pots(*new)
    patch = make_patch(a, b)
    told = [(h.old_start, "".join(n.code for n in h.old_nodes), h.new_start, "".join(n.code for n in h.new_nodes))
            for h in patch.hunks]  # fmt: skip
    assert told == hunks
    assert apply(patch, a) == b
    assert apply(invert(patch), b) == a


@pytest.mark.parametrize(("kept", "hunks"), [("", [(0, "abc", 0, "abc")]), ("b", [(0, "a", 0, "a"), (2, "c", 2, "c")])])
def test_nodes_that_rest_on_another_text_are_none_of_those_before(kept, hunks):
    """The same words checked against another copy are another node; what rests on the same one stays."""
    a = pots(*"abc")
    checked_anew = Basis("checked", "another copy")
    b = evolve(a, nodes=tuple(n if n.code in kept else evolve(n, basis=checked_anew) for n in a.nodes))
    patch = make_patch(a, b)
    assert [(h.old_start, "".join(n.code for n in h.old_nodes), h.new_start, "".join(n.code for n in h.new_nodes))
            for h in patch.hunks] == hunks  # fmt: skip
    assert apply(patch, a) == b
    assert apply(invert(patch), b) == a


def test_the_place_where_a_patch_does_not_fit_is_named():
    a, b = pots("a", "b"), pots("a", "c")
    with pytest.raises(MisuseError, match=r"expected b of toy@2020-01-01 as the patch has it, found other words"):
        apply(make_patch(a, b), pots("a", "x"))
    with pytest.raises(
        MisuseError, match=r"expected the edition the patch was made for, toy@2020-01-01, found toy@2021"
    ):
        apply(make_patch(a, b), evolve(a, applies_from="2021-01-01"))


@pytest.mark.parametrize(
    "damage",
    [
        lambda d: d | {"format": "controllist-patch/2"},
        lambda d: {k: v for k, v in d.items() if k != "new"},
        lambda d: d | {"hunks": {"old_start": 0}},
        *(lambda d, odd=odd: d | {"hunks": [{**d["hunks"][0], "new_start": odd}]} for odd in ("0", True, -1, [], 1.5)),
        lambda d: d | {"hunks": [{**d["hunks"][0], "old_nodes": [{"code": 5}]}]},
        lambda d: d | {"old": []},
        lambda d: [d],
        lambda d: None,
    ],
)
def test_what_is_no_patch_is_one_line(damage):
    written = json.loads(to_json(make_patch(pots("a", "b"), pots("a", "c"))))
    with pytest.raises(
        SourceError, match=r"expected an? (?:patch|edition) written by controllist, found something else"
    ):
        from_json(json.dumps(damage(written)))
