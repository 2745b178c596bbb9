"""The provision that explains a description best: the short ways give what weighing every provision gives."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from controllist.index.standing import FOREMOST, LEVELLED, Spot, foremost, highest
from controllist.index.workedout import WorkedOut
from controllist.matching import provisions
from controllist.matching.provisions import (
    FROM_ABOVE,
    FROM_BELOW,
    FROM_BESIDE,
    Explained,
    Meeting,
    Told,
    Way,
    best_provision,
    explained,
    fit_for_all,
    gathered,
    highest_told,
    strongest,
)

ENTRY = 7
PROVISIONS = 7


@frozen
class Tree:
    """As much of a segment as the choice of a provision asks for: an entry of seven provisions."""

    codes: tuple[str, ...] = ("2B350", "2B350.a", "2B350.a.1", "2B350.a.2", "2B350.b", "2B350.b.1", "2B350.c")
    first: tuple[int, ...] = (0,) * (ENTRY + 1)

    parents: frozenset[int] = frozenset({0, 1, 4})
    paths: tuple[tuple[int, ...], ...] = ((0,), (1, 0), (2, 1, 0), (3, 1, 0), (4, 0), (5, 4, 0), (6, 0))


TREE: Any = Tree()
SHARES = st.sampled_from([0.25, 0.5, 0.75, 1.0])


@st.composite
def meetings(draw: st.DrawFn, most: int = PROVISIONS, fewest: int = 1) -> list[Meeting]:
    """Words and trade words that meet provisions of the entry, each provision once."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        weights = draw(st.dictionaries(st.integers(0, most - 1), SHARES, min_size=fewest))
        spots: tuple[Spot, ...] = tuple((at, at, weight, "") for at, weight in weights.items())
        named = draw(st.booleans())
        way = Way("vocabulary" if named else "stem", hit=number if named else -1)
        best = {ENTRY: max(weights.values())}
        found.append(meeting(best, spots, draw(SHARES), way, named))
    return found


def meeting(best: dict[int, float], spots: tuple[Spot, ...], worth: float, way: Way, named: bool) -> Meeting:
    all_of_them, few = WorkedOut(lambda _: spots), WorkedOut(lambda _: highest(foremost(spots)))
    return best, all_of_them, few, worth, way, named, worth


def worth_to(at: int, other: int, told: Told) -> float:
    """What a reason of one provision is worth to another, as the module's page tells it."""
    if other == at:
        return told[0]
    relation = FROM_BESIDE
    if other in TREE.paths[at]:
        relation = FROM_ABOVE
    elif at in TREE.paths[other]:
        relation = FROM_BELOW
    return told[0] * relation[told[2][5]]


def weighed_one_by_one(pieces: list[Explained]) -> tuple[float, int]:
    """The share and the provision by weighing all of them."""

    def rank(at: int) -> tuple[float, int, int]:
        worth = (weight * max(worth_to(at, *one) for one in told.items()) for _, weight, told, *_ in pieces)
        return -sum(worth), len(TREE.codes[at]), at

    met = {0, *(at for _, _, told, *_ in pieces for at in told)}
    best = min(met, key=rank)
    return -rank(best)[0], best


def of_all(met: list[list[Meeting]]) -> list[Explained]:
    return [explained(i, 1.0 + i, gathered(found, ENTRY)) for i, found in enumerate(met)]


@given(st.lists(meetings(), min_size=1, max_size=3))
def test_the_best_provision_is_that_of_weighing_them_all(met: list[list[Meeting]]) -> None:
    pieces = of_all(met)
    document, raw, _ = best_provision(TREE, ENTRY, pieces, 1.0, 1.0)
    assert (raw, document) == weighed_one_by_one(pieces)


@given(st.lists(meetings(), min_size=1, max_size=3))
def test_each_reason_is_the_first_of_those_worth_most(met: list[list[Meeting]]) -> None:
    """A provision shares the reason that is told first of those that are worth most to it."""
    document, _, reasons = best_provision(TREE, ENTRY, of_all(met), 1.0, 1.0)
    for i, found in enumerate(met):
        told = gathered(found, ENTRY)
        worth = {other: worth_to(document, other, one) for other, one in told.items()}
        first = next(other for other in worth if worth[other] == max(worth.values()))
        assert reasons[i] == (worth[first], told[first][2][4], first, "")


@given(st.lists(meetings(), min_size=1, max_size=3))
def test_what_is_worth_most_is_enough_where_one_provision_has_it_all(met: list[list[Meeting]]) -> None:
    whole = best_provision(TREE, ENTRY, of_all(met), 0.5, 4.0)
    short = fit_for_all(TREE, [(i, 1.0 + i, strongest(found, ENTRY)) for i, found in enumerate(met)], 0.5, 4.0)
    if short is not None:
        assert short == whole
    else:
        best = [set(highest_told(gathered(found, ENTRY))) for found in met]
        assert len(met) > 1
        assert not set.intersection(*best)


@given(meetings(most=40, fewest=9))
def test_what_is_worth_most_is_the_most_of_all_that_is_told(met: list[Meeting]) -> None:
    told = explained(0, 1.0, gathered(met, ENTRY))[2]
    assert strongest(met, ENTRY) == highest_told(told)


@given(meetings(), st.booleans())
def test_to_know_which_meeting_tells_most_changes_nothing(met: list[Meeting], reached: bool) -> None:
    """Nor does it where no provision says as much as was thought: what a term says may be spread over an entry."""
    most = [m[0][ENTRY] * m[3] for m in met]
    telling = met[most.index(max(most))] if most.count(max(most)) == 1 else None
    assert strongest(met, ENTRY, telling, max(most) if reached else 2 * max(most)) == strongest(met, ENTRY)


@given(meetings(most=40, fewest=9))
def test_the_foremost_spots_of_each_word_are_enough(every: list[Meeting]) -> None:
    """Of many places a word has in an entry the best ten count: they are among the first eleven of each meeting."""
    few = [(m[0], WorkedOut(lambda number, m=m: foremost(m[1][number])), *m[2:]) for m in every]  # type: ignore[misc]
    told, fewer = gathered(every, ENTRY), gathered(few, ENTRY)
    assert explained(0, 1.0, fewer)[3:] == explained(0, 1.0, told)[3:]
    if len(told) > provisions.MOST_PLACES:
        kept, others = explained(0, 1.0, fewer)[2], explained(0, 1.0, told)[2]
        assert [(at, one[0]) for at, one in kept.items()] == [(at, one[0]) for at, one in others.items()]


def test_a_few_spots_are_left_as_they_are() -> None:
    spots: tuple[Spot, ...] = tuple((at, at, 0.5, "") for at in range(FOREMOST))
    assert foremost(spots) is spots
    assert [spot[0] for spot in foremost((*spots, (40, 40, 0.9, "")))] == [40, *range(FOREMOST - 1)]


def test_the_highest_spots_hold_those_that_rounding_may_level() -> None:
    below, far_below = 0.5 * (1 - 1e-15), 0.5 * LEVELLED * LEVELLED
    spots: tuple[Spot, ...] = ((1, 1, far_below, ""), (2, 2, below, ""), (3, 3, 0.5, ""))
    assert [spot[0] for spot in highest(spots)] == [2, 3]


def test_an_entry_without_reasons_is_itself() -> None:
    assert best_provision(TREE, ENTRY, [], 1.0, 1.0) == (0, 0.0, {})
