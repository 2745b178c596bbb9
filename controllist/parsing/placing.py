"""All ways to place one unit below the nodes that are open, each with its price.

>>> entry, item = (Frame(Opened(0, "entry", "9A901"), leads=True),), Unit("item", "a", text="round")
>>> options(entry, item)[0]
[(0.0, 0, 'letter', 1)]
>>> frames, placement = taken(entry, 1, item, options(entry, item)[0][0])
>>> [frame.node.code for frame in frames], placement
(['9A901', '9A901.a'], ('open', 0, 0.0, ''))
"""

from __future__ import annotations

from math import inf

from attrs import evolve

from controllist.parsing.evidence import Frame, Frames, Opened, Option, Options, Placed, Unit
from controllist.parsing.item_places import evident_item, item_options, open_item
from controllist.parsing.labels import label_types, ordinal
from controllist.parsing.note_places import evident_note, note_options, open_note
from controllist.parsing.prices import EXPECTED, FINISHED, UNFINISHED

__all__ = ["Frame", "Opened", "Unit", "evident", "options", "taken"]

_LONGEST_CONNECTOR = 12


def options(frames: Frames, unit: Unit, most: float = inf, near: float = inf) -> Options:
    """Each place that is open to a unit, the outermost first, and what those left out cost at the least.

    What costs more than `most`, or more than `near` above the cheapest, may be left out.
    """
    kind = unit.kind
    if not frames or kind == "text" or kind == "footnote":
        return [(0.0, len(frames) - 1, "footnote" if frames and kind == "footnote" else "text", 0)], inf
    if unit.is_sure:
        if kind == "note":
            return note_options(frames, unit, 0.0), inf
        return item_options(frames, unit, 0.0, most, near)
    is_due = any(_is_due(f, unit) for f in frames)
    cost = FINISHED if unit.starts_new else EXPECTED if is_due else 0.0
    text: Option = (cost, len(frames) - 1, "text", 0)
    late = UNFINISHED if not unit.starts_new and not is_due else 0.0
    if kind == "note":
        return [text, *note_options(frames, unit, late)], inf
    found, rest = item_options(frames, unit, late, most, near)
    return [text, *found], rest


def evident(frames: Frames, unit: Unit) -> tuple[Option, float] | None:
    """The cheapest place of a unit and what all others cost at the least, where a look tells both; None elsewhere."""
    if not frames:
        return None
    kind = unit.kind
    return evident_item(frames, unit) if kind == "item" else evident_note(frames, unit) if kind == "note" else None


def taken(frames: Frames, index: int, unit: Unit, option: Option) -> tuple[Frames, Placed]:
    """The nodes that are open once an option is taken, and the placement it is."""
    cost, _, kind, _ = option
    if kind == "text":
        return _more_text(frames, unit, cost)
    if kind == "footnote":
        return frames, ("open", frames[-1].node.unit, cost, "")
    if kind == "note":
        return open_note(frames, index, unit, option)
    return open_item(frames, index, unit, option)


def _is_due(frame: Frame, unit: Unit) -> bool:
    """Whether the next label of a list stands in its column: running text stands to the right of it."""
    items = frame.items
    if unit.kind != "item" or unit.indent is None or items.indent is None or unit.page != items.page:
        return False
    if items.type not in label_types(unit.label) or abs(unit.indent - items.indent) > 1:
        return False
    return ordinal(unit.label, items.type) == items.last + 1


def _more_text(frames: Frames, unit: Unit, cost: float) -> tuple[Frames, Placed]:
    if not frames:
        return frames, ("text", -1, cost, "")
    at = len(frames) - 1
    node = frames[at].node
    if unit.depth is not None and node.depth is not None and not (node.is_note and unit.depth >= node.depth):
        # A paragraph at the depth of the heading of a note belongs to it, neither outside nor inside it.
        while at > 0 and not _holds(frames[at], unit) and frames[at].node.kind not in ("entry", "definition"):
            at -= 1
    frame = frames[at]
    leads = unit.leads or (frame.leads and unit.connects)
    kept = [*frames[:at], Frame(frame.node, leads, frame.items, frame.notes, frame.is_noted)]
    if unit.connects:
        kept += frames[at + 1 :]
    if at > 0 and frame.node.kind == "item" and (unit.connects or kept[at - 1].items.closing == 1):
        # The connective stands apart, or "tin or" was half of a text.
        kept[at - 1] = _closing(kept[at - 1], 1 if unit.connects else 0)
    return tuple(kept), ("text", frame.node.unit, cost, "")


def _holds(frame: Frame, unit: Unit) -> bool:
    """Whether a text lies inside a node; an "or" may stand between two items, and belongs to the first."""
    depth = frame.node.depth
    if depth is None or unit.depth is None:
        return False
    is_between = unit.connects and len(unit.text) <= _LONGEST_CONNECTOR and frame.node.kind == "item"
    return depth < unit.depth or (is_between and depth == unit.depth)


def _closing(frame: Frame, closing: int) -> Frame:
    """A node whose last item, it turns out, ends in a connector, or does not."""
    return Frame(frame.node, frame.leads, evolve(frame.items, closing=closing), frame.notes, frame.is_noted)
