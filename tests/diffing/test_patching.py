"""Patches lead from one edition to another and back, to the last field, and fit no third one."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from controllist import catalogue
from controllist.diffing.comparing import diff
from controllist.diffing.patching import apply, compose, from_json, invert, make_patch, to_json
from controllist.errors import MisuseError, SourceError
from controllist.model import Edition
from tests.diffing import mutations

NL = tuple(catalogue.load(a) for a in catalogue.editions("nl-semicon"))
EU = catalogue.load("eu-dual-use@2025-11-15")
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


def test_the_shipped_editions_form_a_chain():
    a, b, c = NL
    assert apply(compose(a, diff(a, b).patch, diff(b, c).patch), a) == c


def test_a_patch_fits_no_other_edition():
    a, b, c = NL
    patch = diff(a, b).patch
    with pytest.raises(MisuseError, match="made for"):
        apply(patch, c)
    other = evolve(a, nodes=tuple(evolve(n, text=n.text + "!") for n in a.nodes))
    with pytest.raises(MisuseError, match="other words"):
        apply(patch, other)


def test_a_patch_is_read_from_what_was_written_only():
    with pytest.raises(SourceError):
        from_json('{"format": "something else"}')
    with pytest.raises(SourceError):
        from_json("[]")


@pytest.mark.parametrize("odd", ['"3"', "true", "-1", "[]", "null", "1.5"])
def test_a_hunk_stands_at_a_number(odd: str):
    written = to_json(diff(*NL[:2]).patch)
    first = written.index('"old_start": ') + len('"old_start": ')
    end = written.index(",", first)
    with pytest.raises(SourceError, match="expected a patch"):
        from_json(written[:first] + odd + written[end:])
