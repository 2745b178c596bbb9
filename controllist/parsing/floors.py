"""What a unit costs at the least, wherever it goes: the unit before it tells, whatever else is open.

A reading that lies behind can only win by what the straight one pays and need not pay. What every reading pays is told
here, so that most readings have lost as soon as they are met. Where a unit was surely opened, it is the innermost node
that is open to the next one, and has nothing below it.

>>> from controllist.parsing.evidence import Unit
>>> before = Unit("item", "b", text="of steel; and", depth=2, connects=True)
>>> round(floor(before, Unit("item", "3", text="lids", depth=1)), 2)
0.66
"""

from __future__ import annotations

from collections.abc import Iterable

from controllist.parsing.evidence import Unit
from controllist.parsing.labels import readings
from controllist.parsing.prices import (
    CITED,
    DEPTH_NEAR,
    ELSEWHERE,
    ELSEWHERE_STEP,
    FIRST_IS_NOT_FIRST,
    GAP,
    INCOMPLETE,
    LEVEL,
    NEXT_NUMBER,
    NO_LEAD_IN,
    OTHER_LIST,
    SAME_TYPE,
    UNUSED_IN_NOTE,
    UNUSED_LEAD_IN,
    UPRIGHT,
    WRONG_NUMBER,
    least_cited_price,
)

_OPENED = frozenset(("item", "dash", "note"))
"""What is a node of its own where it is sure."""
_ITEMS = frozenset(("item", "dash"))


def floor(before: Unit, unit: Unit) -> float:
    """What any place for a unit costs at the least; below nothing where something may be taken off."""
    if unit.kind not in _ITEMS:
        return _of_note(before, unit) if unit.kind == "note" else 0.0
    cost = 0.0
    if unit.is_sure and before.is_sure and before.kind in _OPENED:
        known = readings(unit.label)
        cost = _of_kind(before, unit, *known[0])
        if len(known) > 1:
            cost = min(cost, _of_kind(before, unit, *known[1]))
    if not unit.cited:
        return cost
    if unit.depth is None and unit.indent is not None:
        return max(cost - CITED, 0.0)
    return least_cited_price(cost, unit.depth is not None)


def taken_off(units: Iterable[Unit]) -> float:
    """What may be taken off the prices of units at the most, all of them together."""
    most = 0.0
    for unit in units:
        if unit.kind == "note":
            if unit.number:
                most += NEXT_NUMBER
        elif unit.cited and unit.depth is None and unit.indent is None:
            most += CITED
    return most


def _of_note(before: Unit, unit: Unit) -> float:
    """What a note costs at the least: where an item was opened just now and holds it, that has no notes yet."""
    if not unit.number.isdecimal() or int(unit.number) <= 1:
        return 0.0
    depth, around = unit.depth, before.depth if before.kind in _ITEMS and before.is_sure else None
    if unit.is_sure and depth is not None and around is not None and around < depth:
        return min(WRONG_NUMBER, ELSEWHERE + ELSEWHERE_STEP + 0.5 * LEVEL - NEXT_NUMBER)
    return -NEXT_NUMBER


def _of_kind(before: Unit, unit: Unit, kind: str, number: int) -> float:
    """What an item of one kind of list costs at the least."""
    is_note = before.kind == "note"
    known = () if is_note else readings(before.label)
    leads = before.leads or (is_note and not before.text)
    outside = LEVEL if is_note else _beside(before, unit, kind, number)
    if leads:
        outside += UNUSED_IN_NOTE if is_note else UNUSED_LEAD_IN
    inside = 0.0 if leads else NO_LEAD_IN
    if number > 1 and unit.is_ordered:
        inside += FIRST_IS_NOT_FIRST
    if inside < outside:
        if unit.depth is not None and before.depth is not None and unit.depth <= before.depth:
            inside += DEPTH_NEAR
        if len(known) == 1 and known[0][0] == kind != "dash":
            inside += SAME_TYPE
        if is_note and before.is_italic and not unit.is_italic:
            inside += UPRIGHT
    return inside if inside < outside else outside


def _beside(before: Unit, unit: Unit, kind: str, number: int) -> float:
    """What it costs at the least to leave an item that announces nothing: its own list goes on, or one further out."""
    known = readings(before.label)
    of_list, last = known[0]
    if len(known) > 1 and kind in (of_list, known[1][0]):
        return LEVEL
    if kind == of_list and (number == last + 1 or kind == "dash" or not unit.is_ordered):
        return LEVEL
    beside = LEVEL + (GAP if kind == of_list else OTHER_LIST)
    further = 2 * LEVEL + (INCOMPLETE if before.connects else 0.0)
    return min(beside, further)
