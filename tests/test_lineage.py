"""Editions of a list in a row: what changed between two, a corrigendum told apart from the amendment."""

from __future__ import annotations

from collections import Counter

import pytest
from attrs import evolve

from controllist import store
from controllist.diffing.comparison import diff
from controllist.diffing.patch import apply
from controllist.lineage import compared
from controllist.model import Edition

OLD, NEW = "eu-dual-use@2021-09-09", "eu-dual-use@2025-11-15"


@pytest.fixture(scope="module")
def pair() -> tuple[Edition, Edition]:
    return store.load(OLD), store.load(NEW)


def test_a_corrigendum_is_told_apart_and_the_patch_goes_the_whole_way(pair: tuple[Edition, Edition]) -> None:
    found = compared(*pair)
    causes = Counter(c.cause for c in found.changes)
    assert causes["corrigendum"] == 1
    assert causes["amendment"] > 500
    assert (found.old, found.new) == (OLD, NEW)
    assert apply(found.patch, pair[0]).nodes == pair[1].nodes


def test_without_corrections_all_is_one_step(pair: tuple[Edition, Edition]) -> None:
    assert {c.cause for c in compared(*pair, corrections=False).changes} == {"amendment"}


def test_an_edition_beside_itself_before_it_was_corrected() -> None:
    """All that differs was corrected, and nothing else about it differs from what a comparison finds."""
    before, after = store.load(NEW, known_on="2026-01-31"), store.load(NEW)
    plain = diff(before, after).changes
    assert plain
    assert compared(before, after).changes == tuple(evolve(c, cause="corrigendum") for c in plain)
