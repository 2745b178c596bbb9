"""Items and notes nested where they do not belong, at any depth."""

from __future__ import annotations

import itertools
import random

from lxml import etree

from tests.parsing.other_markup.trees import (
    LABEL,
    Element,
    Mutator,
    cells_of,
    inside,
    is_note_item,
    items,
    local,
    make,
    notes,
    text_of,
)


def _children(item: Element) -> list[Element]:
    within, known = inside(item), []
    for element in within.iter():
        if element is not within and element in _memo and _owner(element) is item:
            known.append(element)
    return known


_memo: set[Element] = set()


def _owner(element: Element) -> Element | None:
    return next((a for a in element.iterancestors() if a in _memo), None)


def _place(target: Element, moved: list[Element], template: Element) -> None:
    """Put items behind what an item holds."""
    within = inside(target)
    if template.tag == "ITEM":
        last = within[-1]
        is_list = last.tag == "P" and len(last) == 1 and last[0].tag == "LIST"
        home = last[0] if is_list else etree.SubElement(etree.SubElement(within, "P"), "LIST", TYPE="alpha")
        home.extend(moved)
    else:
        within.extend(moved)


def misplaced(deeper: int, share: float = 0.06, seed: int = 7) -> Mutator:
    """Items put `deeper` levels below the item before them, with all that follow in their list; or above it (-1)."""

    def mutate(root: Element) -> None:
        rng = random.Random(seed)
        _memo.clear()
        _memo.update(items(root))
        done: set[Element] = set()
        for item in [i for i in root.iter() if i in _memo]:
            if item in done or is_note_item(item) or rng.random() > share:
                continue
            behind = list(itertools.takewhile(lambda s: s in _memo and not is_note_item(s), item.itersiblings()))
            # One fault a list: what has been moved with all below it is left alone afterwards.
            done.update(e for moved in (item, *behind) for e in moved.iter() if e in _memo)
            if deeper < 0:
                owner = _owner(item)
                if owner is None or _owner(owner) is None or is_note_item(owner):
                    continue
                at = owner.getparent().index(owner) + 1
                for moved in reversed([item, *behind]):
                    owner.getparent().insert(at, moved)
                continue
            target = next((s for s in item.itersiblings(preceding=True) if s in _memo), None)
            if target is None or item.getprevious() is not target:
                continue
            path = [target]
            while len(path) < deeper and (below := [c for c in _children(path[-1]) if not is_note_item(c)]):
                path.append(below[-1])
            if len(path) == deeper and _ends_with(path[0], path[-1]):
                _place(path[-1], [item, *behind], item)

    return mutate


def _ends_with(outer: Element, inner: Element) -> bool:
    """Whether nothing stands in `outer` behind `inner`, so that a move there keeps the order of the words."""
    around = itertools.takewhile(lambda e: e is not outer, [inner, *inner.iterancestors()])
    return not any(text_of(s) for e in around for s in e.itersiblings())


def notes_in_last_item(root: Element) -> None:
    """Half of the notes that stand behind an item move into it."""
    rng = random.Random(5)
    for note in list(notes(root)):
        before = note[0].getprevious()
        at = before
        if rng.random() > 0.5 or at is None:
            continue
        if local(at) == "table" and len(cells_of(at)) == 2 and LABEL.fullmatch(text_of(cells_of(at)[0])):
            cells_of(at)[1].extend(note)
        elif local(at) == "div" and "grid-list" in (at.get("class") or "").split():
            at[1].extend(note)
        elif at.tag == "P" and len(at) == 1 and at[0].tag == "LIST" and len(at[0]) and at[0][-1].find("NP") is not None:
            at[0][-1].find("NP").extend(note)


def notes_before_lists(root: Element) -> None:
    """Half of the notes that stand behind a list stand before it, still in the same provision."""
    rng = random.Random(11)
    known = {i for i in items(root) if not is_note_item(i)}
    in_notes = {i for i in items(root) if is_note_item(i)}
    for note in list(notes(root)):
        before = list(itertools.takewhile(lambda s: s in known, note[0].itersiblings(preceding=True)))
        if len(before) > 1 and note[0].getnext() not in in_notes and rng.random() < 0.5:
            before[-1].addprevious(note[0])


def notes_apart(root: Element) -> None:
    """Each note in a box of its own: a division within a division."""
    for note in list(notes(root)):
        if local(note[0]) not in ("table", "div"):
            continue
        outer = make(note[0], "div", **{"class": "box"})
        middle = make(note[0], "div")
        outer.append(middle)
        note[0].addprevious(outer)
        middle.extend(note)
