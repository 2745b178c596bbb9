"""The run of labels: where each item and note belongs, told by the sequence, with nesting and indentation as evidence.

Levels alternate between letters and numbers, labels run a, b, c … with gaps that the law keeps, and lists restart
inside notes. Markup nests wrongly at times and print shifts between pages, so neither decides alone: every way to
place a label has a price, made of what speaks against it, and the cheapest run of an entry wins. Several runs are
followed at once, since the labels that come later often tell what an earlier one was.

>>> run = place([Unit("entry", text="Pumps:", code="2B001"), Unit("item", "a", text="having all of the following:"),
...     Unit("item", "1", text="steel; and"), Unit("item", "2", text="pressure"), Unit("item", "b", text="valves")])
>>> [(p.action, p.target) for p in run]
[('open', -1), ('open', 0), ('open', 1), ('open', 1), ('open', 0)]
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import evolve, frozen

UnitKind = Literal["entry", "section", "front", "heading", "definition", "note", "item", "dash", "text", "footnote"]
Action = Literal["open", "text"]

BEAM = 8
"""How many runs are followed at once: ambiguities that last longer than three labels have not been seen."""


@frozen
class Unit:
    """One paragraph with its marker, as evidence for its place.

    `label` is the item's label or the name of the note, `number` of a note its number, of an item a label printed
    before its own. `names` is the code that a note names in its first words. `starts_new` is False where the text
    before it has not ended (print). `leads` tells that its text ends so that a list must follow, `connects` that it
    ends in "and" or "or".
    """

    kind: UnitKind
    label: str = ""
    number: str = ""
    text: str = ""
    code: str = ""
    names: str = ""
    depth: int | None = None
    indent: float | None = None
    page: int = 0
    is_italic: bool = False
    is_sure: bool = True
    starts_new: bool = True
    is_unused: bool = False
    leads: bool = False
    connects: bool = False
    is_ordered: bool = True
    """False for a list whose labels follow another list's and so need not run a, b, c."""
    cited: frozenset[str] = frozenset()
    """The codes that the texts of the list name: where two places are open to a label, a cited one is likelier."""
    group: str = ""
    """For an entry or section: the code above it, where the list has sections."""


@frozen
class Placement:
    """`open`: a node of its own below the node of unit `target` (-1: at the top); `text`: more text of that node.

    `doubt` tells in words what is odd about it, empty where nothing is.
    """

    action: Action
    target: int
    cost: float = 0.0
    doubt: str = ""


@frozen
class _Frame:
    """A node that is open: what may still come below it."""

    unit: int
    kind: UnitKind
    code: str
    label: str = ""
    label_type: str = ""
    depth: int | None = None
    indent: float | None = None
    page: int = 0
    leads: bool = False
    child_type: str = ""
    last: int = 0
    used: frozenset[int] = frozenset()
    child_depth: int | None = None
    child_indent: float | None = None
    child_page: int = 0
    closing: int = 0
    """1: the last child ended in a connector, so one more follows; 2: that one has come."""
    notes: tuple[tuple[str, int], ...] = ()
    is_note: bool = False
    is_italic: bool = False


@frozen
class _Run:
    cost: float
    frames: tuple[_Frame, ...]
    trail: tuple[object, ...] | None
    """Placements as a linked list, newest first: (placement, rest)."""


# Prices. A whole point is a clear sign against a place; three points are more than any one sign.
GAP = 1.2  # labels are left out: the law does it, but seldom
FIRST_IS_NOT_FIRST = 2.2  # a list begins with c or 4 (3B501.a.4)
BACKWARD = 3.0  # a label that is lower than the last one
AGAIN = 5.5  # a label that this list has already
OUTER_EXPECTS = 2.5  # a list begins late just where an outer list expects this very label: the label-repair rule
SAME_TYPE = 3.0  # letters below a letter
OTHER_LIST = 6.0  # a second list of another type below one node
NO_LEAD_IN = 1.0  # a list below a text that announces none
UNUSED_LEAD_IN = 2.0  # a text announces a list and none came
COMPLETE = 2.2  # "or" was said before the last item, and that item has come
INCOMPLETE = 0.6  # "or" was said and the last item has not come
DEPTH = 1.8  # the markup nests it elsewhere
DEPTH_NEAR = 0.5  # the markup puts it beside its parent, as the bare lists of consolidated texts do
INDENT = 1.6  # print puts it in another column
UNFINISHED = 4.0  # the text before has not ended, so this is rather its next line
FINISHED = 5.0  # the text before has ended, so this is rather something new
WRONG_NUMBER = 2.0  # Note 3 where Note 2 has not been
NAMED_DEEPER = 1.5  # a note names E.d where E.b.4.d is open: the items were nested too deep (ML7 of the Directive)
CITED = 0.8  # another text names the code this place would give: the other half of the label-repair rule
NAMED = 0.9  # a note names the code of another place
ITALIC = 0.4  # italics speak for a note
UPRIGHT = 2.6  # upright letters below an italic note speak for an item of the provision
OUTSIDE = 6.0  # an item or note of a section while one of its entries is open
EXPECTED = 3.0  # print goes on as text just where the next label of a list is due, in its column
LEVEL = 0.03  # for each level that closes: of two places alike the nearer one
COLUMN = 2.5
"""Characters by which print may miss a column."""


def place(units: Sequence[Unit]) -> list[Placement]:
    """One placement for each unit: the cheapest reading of the whole sequence."""
    runs = [_Run(0.0, (), None)]
    for index, unit in enumerate(units):
        runs = _step(runs, index, unit)
    best = min(runs, key=lambda r: r.cost)
    found: list[Placement] = []
    trail = best.trail
    while trail is not None:
        placement, trail = trail  # type: ignore[assignment]
        found.append(placement)  # type: ignore[arg-type]
    return found[::-1]


def ordinal(label: str, kind: str) -> int:
    """Which place a label has in its list: a and 1 are 1, z 26, aa 27; roman numbers by their value.

    >>> ordinal("c", "letter"), ordinal("aa", "letter"), ordinal("4", "number"), ordinal("iv", "roman")
    (3, 27, 4, 4)
    """
    if kind == "number":
        return int(label)
    if kind == "roman":
        values = [{"i": 1, "v": 5, "x": 10}[c] for c in label]
        return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))
    # aa, bb, cc continue after z, as the lists print them.
    return string.ascii_lowercase.index(label[0]) + 1 + 26 * (len(label) - 1)


def label_types(label: str) -> list[str]:
    """What kinds of list a label may belong to; `i` is a letter or a roman number.

    >>> label_types("i"), label_types("12"), label_types("bb"), label_types("—")
    (['letter', 'roman'], ['number'], ['letter'], ['dash'])
    """
    if label.isdigit():
        return ["number"]
    types = []
    if label.isascii() and label.isalpha() and (len(label) == 1 or len(set(label)) == 1):
        types.append("letter")
    if label and set(label) <= set("ivx"):
        types.append("roman")
    return types or ["dash"]


def _step(runs: list[_Run], index: int, unit: Unit) -> list[_Run]:
    if unit.kind in ("entry", "section", "front", "heading", "definition"):
        best = min(runs, key=lambda r: r.cost)
        return [_open_top(best, index, unit)]
    found: dict[tuple[tuple[int, str, int, int], ...], _Run] = {}
    for run in runs:
        for cost, frames, placement in _options(run.frames, index, unit):
            total = run.cost + cost
            key = tuple((f.unit, f.child_type, f.last, f.closing) for f in frames)
            known = found.get(key)
            if known is None or total < known.cost:
                found[key] = _Run(total, frames, (evolve(placement, cost=cost), run.trail))
    kept = sorted(found.values(), key=lambda r: r.cost)
    limit = kept[0].cost + 8
    return [r for r in kept[:BEAM] if r.cost <= limit]


def _open_top(run: _Run, index: int, unit: Unit) -> _Run:
    """Sections, entries, front matter and definitions have their place from their codes."""
    frames = run.frames
    if unit.kind in ("section", "front"):
        target, frames = -1, ()
    elif unit.kind == "heading":
        frames = tuple(f for f in frames[:1] if f.kind in ("section", "front"))
        target = frames[-1].unit if frames else -1
    elif unit.kind == "definition":
        frames = tuple(f for f in frames[:1] if f.kind == "front")
        target = frames[-1].unit if frames else -1
    else:
        frames = tuple(f for f in frames[:1] if f.kind == "section")
        target = frames[-1].unit if frames else -1
    frame = _Frame(
        index,
        unit.kind,
        unit.code,
        depth=-1 if unit.kind in ("section", "front", "heading", "definition") else unit.depth,
        indent=unit.indent,
        page=unit.page,
        # A heading announces what stands below it.
        leads=unit.leads or unit.kind in ("heading", "front"),
        is_note=unit.kind == "heading",
    )
    return _Run(run.cost, (*frames, frame), (Placement("open", target), run.trail))


Option = tuple[float, tuple[_Frame, ...], Placement]


def _options(frames: tuple[_Frame, ...], index: int, unit: Unit) -> Iterable[Option]:
    if not frames:
        yield 0.0, frames, Placement("text", -1)
        return
    if unit.kind == "text":
        yield _more_text(frames, unit)
        return
    if unit.kind == "footnote":
        yield 0.0, frames, Placement("open", frames[-1].unit)
        return
    if not unit.is_sure:
        is_due = any(_is_due(f, unit) for f in frames)
        cost, changed, placement = _more_text(frames, unit)
        yield cost + (FINISHED if unit.starts_new else EXPECTED if is_due else 0.0), changed, placement
        late = UNFINISHED if not unit.starts_new and not is_due else 0.0
    else:
        late = 0.0
    if unit.kind == "note":
        for at in range(len(frames)):
            yield _note(frames, at, index, unit, late)
        return
    for kind in label_types(unit.label):
        number = ordinal(unit.label, kind) if kind != "dash" else 0
        for at in range(len(frames)):
            option = _item(frames, at, index, unit, kind, number)
            yield option[0] + late, option[1], option[2]


def _is_due(frame: _Frame, unit: Unit) -> bool:
    """Whether the next label of a list stands in its column: running text stands to the right of it."""
    if unit.kind != "item" or unit.indent is None or frame.child_indent is None or unit.page != frame.child_page:
        return False
    if frame.child_type not in label_types(unit.label) or abs(unit.indent - frame.child_indent) > 1:
        return False
    return ordinal(unit.label, frame.child_type) == frame.last + 1


# -- text


def _more_text(frames: tuple[_Frame, ...], unit: Unit) -> Option:
    at = len(frames) - 1
    if (
        unit.depth is not None
        and frames[at].depth is not None
        and not (frames[at].is_note and _beside(frames[at], unit))
    ):
        while at > 0 and not _encloses(frames[at], unit) and frames[at].kind not in ("entry", "definition"):
            at -= 1
    frame = frames[at]
    changed = evolve(frame, leads=unit.leads or (frame.leads and unit.connects))
    kept = [*frames[:at], changed, *frames[at + 1 :]] if unit.connects else [*frames[:at], changed]
    if unit.connects and at > 0 and frame.label:
        kept[at - 1] = evolve(kept[at - 1], closing=1)
    return 0.0, tuple(kept), Placement("text", frame.unit)


def _encloses(frame: _Frame, unit: Unit) -> bool:
    return frame.depth is not None and unit.depth is not None and frame.depth < unit.depth


def _beside(frame: _Frame, unit: Unit) -> bool:
    """A paragraph that follows the heading of a note, neither outside nor inside it."""
    return frame.depth is not None and unit.depth is not None and unit.depth >= frame.depth


# -- items


def _item(frames: tuple[_Frame, ...], at: int, index: int, unit: Unit, kind: str, number: int) -> Option:
    frame = frames[at]
    cost = _leaving(frames, at)
    doubt = ""
    if kind == "dash":
        cost += _dash(frame, unit)
        number = frame.last + 1 if frame.child_type == "dash" else 1
    elif frame.child_type == kind:
        cost += _continues(frame, unit, number)
        if number in frame.used:
            doubt = f"expected {unit.label!r} once, found it again"
        elif not unit.is_ordered:
            pass
        elif number < frame.last:
            doubt = f"expected a label after the {_nth(frame.last)}, found {unit.label!r}"
        elif number > frame.last + 1:
            doubt = f"expected the {_nth(frame.last + 1)} label, found {unit.label!r}"
    else:
        cost += _begins(frames, at, unit, kind, number)
        if frame.child_type:
            doubt = f"expected one list here, found {unit.label!r} of another"
        elif kind == frame.label_type and kind != "dash":
            doubt = f"expected letters and numbers by turns, found {unit.label!r} below {frame.label!r}"
    if unit.number and unit.number != frame.label:
        cost += 2.0
    if unit.is_italic and not frame.is_note and not frame.is_italic and frame.child_type != kind:
        cost += ITALIC
    if frame.is_italic and frame.is_note and not unit.is_italic:
        cost += UPRIGHT
    if at == 0 and frame.kind == "section" and any(f.kind == "entry" for f in frames):
        cost += OUTSIDE
    changed = evolve(
        frame,
        child_type=kind,
        last=number,
        used=(frame.used if frame.child_type == kind else frozenset()) | {number},
        child_depth=unit.depth,
        child_indent=unit.indent,
        child_page=unit.page,
        closing=1 if unit.connects else frame.closing if unit.is_unused else 2 if frame.closing else 0,
    )
    label = unit.label if kind != "dash" else str(number)
    code = f"{frame.code}.{label}" if frame.code else ""
    if code in unit.cited and kind != "dash" and (cost > CITED or _is_open_deeper(frames[at:], kind, number, unit)):
        # It outweighs a sign against a place; it is no reason of its own, or codes would draw in what is a note's.
        cost -= CITED
    opened = _Frame(
        index,
        "item",
        code,
        label,
        kind,
        unit.depth,
        unit.indent,
        unit.page,
        unit.leads,
        is_note=frame.is_note or frame.kind in ("front", "definition"),
        is_italic=unit.is_italic,
    )
    return cost, (*frames[:at], changed, opened), Placement("open", frame.unit, doubt=doubt)


def _stands_deeper(frames: Sequence[_Frame], names: str) -> bool:
    """Whether no open provision has the code a note names, but one further in the same entry has its last label."""
    entry, _, _ = names.partition(".")
    label = names.rpartition(".")[2]
    return "." in names and any(f.label == label and f.code.startswith(f"{entry}.") and f.code != names for f in frames)


def _is_open_deeper(frames: Sequence[_Frame], kind: str, number: int, unit: Unit) -> bool:
    """Whether lists of one provision at two levels expect this label, and the form tells nothing of levels."""
    if unit.depth is not None or unit.indent is not None or any(f.is_note for f in frames):
        return False
    return any(f.child_type == kind and f.last + 1 == number for f in frames[1:])


def _nth(number: int) -> str:
    """A place in words: 1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _continues(frame: _Frame, unit: Unit, number: int) -> float:
    cost = COMPLETE if frame.closing == 2 else 0.0
    if number in frame.used:
        cost += AGAIN
    elif not unit.is_ordered:
        cost += 0.0
    elif number < frame.last:
        cost += BACKWARD
    elif number > frame.last + 1:
        cost += GAP + min(0.1 * (number - frame.last), 1.5)
    if unit.depth is not None and frame.child_depth is not None and unit.depth != frame.child_depth:
        cost += DEPTH
    if _columns_differ(unit, frame.child_indent, frame.child_page):
        cost += INDENT
    return cost


def _begins(frames: tuple[_Frame, ...], at: int, unit: Unit, kind: str, number: int) -> float:
    frame = frames[at]
    cost = OTHER_LIST if frame.child_type else 0.0
    if number != 1 and unit.is_ordered:
        cost += FIRST_IS_NOT_FIRST
        expected = any(f.child_type == kind and f.last + 1 == number for f in frames[:at])
        cost += OUTER_EXPECTS if expected else 0.0
    if kind == frame.label_type:
        cost += SAME_TYPE
    if kind == "roman":
        cost += 0.8
    if not frame.leads:
        cost += NO_LEAD_IN
    if frame.kind in ("section", "front"):
        cost += 0.5
    if unit.depth is not None and frame.depth is not None and unit.depth <= frame.depth:
        is_flat = frame.kind == "entry" or frame.is_note
        cost += DEPTH_NEAR if unit.depth == frame.depth and is_flat else DEPTH
    if unit.depth is not None and frame.depth is not None and frame.kind in ("entry", "item"):
        cost += DEPTH if unit.depth > frame.depth + 1 else 0.0
    if (
        unit.indent is not None
        and frame.indent is not None
        and unit.page == frame.page
        and unit.indent < frame.indent + (-1 if frame.is_note else 1)
    ):
        cost += INDENT
    return cost


def _dash(frame: _Frame, unit: Unit) -> float:
    if frame.child_type == "dash":
        return DEPTH if unit.depth != frame.child_depth else 0.0
    cost = OTHER_LIST if frame.child_type else 0.0
    cost += 0.0 if frame.leads else NO_LEAD_IN
    if unit.depth is not None and frame.depth is not None and unit.depth <= frame.depth:
        cost += DEPTH_NEAR if unit.depth == frame.depth and (frame.kind == "entry" or frame.is_note) else DEPTH
    return cost


def _leaving(frames: tuple[_Frame, ...], at: int) -> float:
    """The price of closing all frames above this one."""
    cost = LEVEL * (len(frames) - 1 - at)
    for frame in frames[at + 1 :]:
        if frame.leads and not frame.child_type:
            cost += UNUSED_LEAD_IN if frame.kind != "note" else 1.0
        if frame.closing == 1:
            cost += INCOMPLETE
    return cost


def _columns_differ(unit: Unit, indent: float | None, page: int) -> bool:
    return unit.indent is not None and indent is not None and unit.page == page and abs(unit.indent - indent) > COLUMN


# -- notes


def _note(frames: tuple[_Frame, ...], at: int, index: int, unit: Unit, late: float) -> Option:
    """A note below frame `at`, at a price."""
    frame = frames[at]
    cost = late + 0.5 * _leaving(frames, at)
    if frame.kind == "note" or frame.kind == "heading":
        # A note speaks of a provision or of an item of a note; one right inside another is rare.
        cost += 1.5
    known = dict(frame.notes)
    if unit.number.isdigit():
        expected = known.get(unit.label, 0) + 1
        cost += 0.0 if int(unit.number) == expected else WRONG_NUMBER
        if int(unit.number) > 1 and int(unit.number) == expected:
            cost -= 0.5
    entry = next((f.code for f in frames if f.kind == "entry"), "")
    if entry and unit.names.startswith(entry) and frame.code != unit.names:
        cost += NAMED_DEEPER if _stands_deeper(frames, unit.names) else NAMED
    if entry and frame.kind == "section":
        cost += OUTSIDE
    cost += _note_depth(frames, at, unit) + _note_column(frames, at, unit)
    number = int(unit.number) if unit.number.isdigit() else known.get(unit.label, 0)
    known[unit.label] = number
    changed = evolve(frame, notes=tuple(sorted(known.items())))
    opened = _Frame(
        index,
        "note",
        "",
        depth=unit.depth,
        indent=unit.indent,
        page=unit.page,
        leads=unit.leads or not unit.text,
        is_note=True,
        is_italic=unit.is_italic,
    )
    return cost, (*frames[:at], changed, opened), Placement("open", frame.unit)


def _note_depth(frames: tuple[_Frame, ...], at: int, unit: Unit) -> float:
    if unit.depth is None:
        return 0.0
    inner = [i for i, f in enumerate(frames) if f.depth is not None and f.depth < unit.depth and f.kind != "note"]
    tops = [i for i, f in enumerate(frames) if f.kind in ("entry", "section", "front", "definition")]
    home = max([*inner, *tops], default=0)
    return 0.0 if at == home else 1.2 + 0.1 * abs(at - home)


def _note_column(frames: tuple[_Frame, ...], at: int, unit: Unit) -> float:
    if unit.indent is None:
        return 0.0
    near = [
        i
        for i, f in enumerate(frames)
        if f.kind != "note" and (f.indent is None or f.page != unit.page or f.indent + 1 < unit.indent)
    ]
    home = max(near, default=0)
    same_page = frames[home].page == unit.page
    return 0.0 if at == home else (1.2 if same_page or at > home else 0.3) + 0.1 * abs(at - home)
