"""The provision that explains a description best: the short ways give what weighing every provision gives."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from controllist.index.standing import FOREMOST, Spot, foremost
from controllist.matching import provisions
from controllist.matching.provisions import (
    FROM_ABOVE,
    FROM_BELOW,
    FROM_BESIDE,
    Explained,
    Fit,
    Meeting,
    Way,
    best_provision,
    explained,
    fit_for_one,
    gathered,
    strongest,
)

ENTRY = 7
ABOVE = (None, 0, 1, 1, 0, 4, 0)
"""An entry of seven provisions: what each stands below."""


@frozen
class Tree:
    """As much of a segment as the choice of a provision asks for."""

    codes: tuple[str, ...] = ("2B350", "2B350.a", "2B350.a.1", "2B350.a.2", "2B350.b", "2B350.b.1", "2B350.c")
    first: tuple[int, ...] = (0,) * (ENTRY + 1)

    def path(self, at: int) -> tuple[int, ...]:
        above = ABOVE[at]
        return (at,) if above is None else (at, *self.path(above))


TREE: Any = Tree()
SHARES = st.sampled_from([0.25, 0.5, 0.75, 1.0])


@st.composite
def meetings(draw: st.DrawFn, most: int = len(ABOVE), fewest: int = 1) -> list[Meeting]:
    """Words and trade words that meet provisions of the entry, each provision once."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        weights = draw(st.dictionaries(st.integers(0, most - 1), SHARES, min_size=fewest))
        spots: tuple[Spot, ...] = tuple((at, at, weight, "") for at, weight in weights.items())
        named = draw(st.booleans())
        way = Way("vocabulary" if named else "stem", hit=number if named else -1)
        best = {ENTRY: max(weights.values())}
        found.append(Meeting(best, {ENTRY: spots}.__getitem__, draw(SHARES), way, named, 1.0))
    return found


def weighed_one_by_one(pieces: list[Explained]) -> tuple[float, int]:
    """The share and the provision by weighing all of them, as the module's page tells it."""

    def worth(at: int, told: dict[int, Any]) -> float:
        values = [0.0]
        for other, (value, _, meeting) in told.items():
            relation = FROM_BESIDE
            if other in TREE.path(at):
                relation = FROM_ABOVE
            elif at in TREE.path(other):
                relation = FROM_BELOW
            values.append(value if other == at else value * relation[meeting.named])
        return max(values)

    def rank(at: int) -> tuple[float, int, int]:
        return -sum(weight * worth(at, told) for _, weight, told, _, _ in pieces), len(TREE.codes[at]), at

    met = {0, *(at for _, _, told, _, _ in pieces for at in told)}
    best = min(met, key=rank)
    return -rank(best)[0], best


@given(st.lists(meetings(), min_size=1, max_size=3))
def test_the_best_provision_is_that_of_weighing_them_all(met: list[list[Meeting]]) -> None:
    pieces = [explained(i, 1.0 + i, gathered(found, ENTRY), True) for i, found in enumerate(met)]
    fit = best_provision(TREE, ENTRY, pieces, 1.0, 1.0)
    assert (fit.raw, fit.document) == weighed_one_by_one(pieces)


@given(meetings())
def test_what_is_worth_most_is_enough_for_one_word(met: list[Meeting]) -> None:
    whole = best_provision(TREE, ENTRY, [explained(0, 2.0, gathered(met, ENTRY), True)], 0.5, 4.0)
    assert fit_for_one(TREE, 0, 2.0, strongest(met, ENTRY), 0.5, 4.0) == whole


@given(meetings(most=40, fewest=9))
def test_the_foremost_spots_of_each_word_are_enough(every: list[Meeting]) -> None:
    """Of many places a word has in an entry the best ten count: they are among the first eleven of each meeting."""
    few = [m._replace(foremost=lambda number, m=m: foremost(m.foremost(number))) for m in every]  # type: ignore[misc]
    told, fewer = gathered(every, ENTRY), gathered(few, ENTRY)
    assert explained(0, 1.0, fewer, True)[3:] == explained(0, 1.0, told, True)[3:]
    if len(told) > provisions.MOST_PLACES:
        kept, others = explained(0, 1.0, fewer, True)[2], explained(0, 1.0, told, True)[2]
        assert [(at, one[0]) for at, one in kept.items()] == [(at, one[0]) for at, one in others.items()]


def test_a_few_spots_are_left_as_they_are() -> None:
    spots: tuple[Spot, ...] = tuple((at, at, 0.5, "") for at in range(FOREMOST))
    assert foremost(spots) is spots
    assert [spot[0] for spot in foremost((*spots, (40, 40, 0.9, "")))] == [40, *range(FOREMOST - 1)]


def test_an_entry_without_reasons_is_itself() -> None:
    assert best_provision(TREE, ENTRY, [], 1.0, 1.0) == Fit(0, 0.0, {})
