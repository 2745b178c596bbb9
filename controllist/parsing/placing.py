"""All ways to place one unit below the nodes that are open, each with its price.

>>> entry, item = (Frame(Opened(0, "entry", "9A901"), leads=True),), Unit("item", "a", text="round")
>>> options(entry, item)
[(0.0, 0, 'letter', 1)]
>>> frames, placement = taken(entry, 1, item, options(entry, item)[0])
>>> [frame.node.code for frame in frames], placement
(['9A901', '9A901.a'], ('open', 0, 0.0, ''))
"""

from __future__ import annotations

from attrs import evolve

from controllist.parsing.evidence import Frame, Frames, Opened, Option, Placed, Unit
from controllist.parsing.item_places import item_options, open_item
from controllist.parsing.labels import label_types, ordinal
from controllist.parsing.note_places import note_options, open_note
from controllist.parsing.prices import EXPECTED, FINISHED, UNFINISHED

__all__ = ["Frame", "Opened", "Unit", "options", "taken"]

_LONGEST_CONNECTOR = 12


def options(frames: Frames, unit: Unit) -> list[Option]:
    """Each place that is open to a unit, the outermost first."""
    kind = unit.kind
    if not frames or kind == "text" or kind == "footnote":
        return [(0.0, len(frames) - 1, "footnote" if frames and kind == "footnote" else "text", 0)]
    places = note_options if kind == "note" else item_options
    if unit.is_sure:
        return places(frames, unit, 0.0)
    is_due = any(_is_due(f, unit) for f in frames)
    cost = FINISHED if unit.starts_new else EXPECTED if is_due else 0.0
    text: Option = (cost, len(frames) - 1, "text", 0)
    return [text, *places(frames, unit, UNFINISHED if not unit.starts_new and not is_due else 0.0)]


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
