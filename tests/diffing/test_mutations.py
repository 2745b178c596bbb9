"""Edits made on purpose on shipped editions are found, with their kind and direction."""

from __future__ import annotations

from controllist import store
from tests.diffing import mutations


def test_edits_are_found_with_kind_and_direction():
    editions = [store.load(store.editions(name)[-1]) for name in store.shipped_lists() if store.editions(name)]
    result = mutations.measure(editions, 150, seed=2026)
    told = [(e.name, e.place, e.effect, [(c.kind, c.effect, c.detail) for c in cs]) for e, cs in result.missed]
    assert result.edits == 150
    assert (result.found >= 0.98, result.kind >= 0.95, result.effect >= 0.95) == (True, True, True), told


def test_an_edit_that_was_not_made_counts_as_missed():
    """The measure can fail: an expectation without its edit is not found."""
    edition = store.load("nl-semicon@2024-09-07")
    (edit, *_) = mutations.round_of_edits(edition, mutations.random.Random(1), 4)
    result = mutations._result([(edit, ())])
    assert (result.found, result.kind, result.effect) == (0.0, 0.0, 0.0)
