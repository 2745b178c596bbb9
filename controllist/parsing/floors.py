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

from controllist.parsing.evidence import Unit
from controllist.parsing.labels import readings
from controllist.parsing.prices import (
    CITED,
    DEPTH_NEAR,
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
)

_OPENED = frozenset(("item", "dash", "note"))
"""What is a node of its own where it is sure."""
_ITEMS = frozenset(("item", "dash"))


def floor(before: Unit, unit: Unit) -> float:
    """What any place for a unit costs at the least; below nothing where something may be taken off."""
    if unit.kind not in _ITEMS:
        is_next = unit.kind == "note" and unit.number.isdecimal() and int(unit.number) > 1
        return -NEXT_NUMBER if is_next else 0.0
    cost = 0.0
    if unit.is_sure and before.is_sure and before.kind in _OPENED:
        known = readings(unit.label)
        cost = _of_kind(before, unit, *known[0])
        if len(known) > 1:
            cost = min(cost, _of_kind(before, unit, *known[1]))
    if not unit.cited:
        return cost
    # In forms that tell of levels a code that is named only makes dear places cheaper, never free ones.
    return cost - CITED if unit.depth is None and unit.indent is None else max(cost - CITED, 0.0)


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
