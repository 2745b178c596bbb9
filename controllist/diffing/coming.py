"""What came and what went: a node that one edition alone has, by itself or with its branch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from controllist.codes import ControlCode
from controllist.diffing import direction
from controllist.diffing.altering import differences
from controllist.diffing.changes import Change, ChangeKind, Effect
from controllist.diffing.lineage import term_elsewhere
from controllist.diffing.pairs import Pair
from controllist.diffing.sides import Sides, says_nothing
from controllist.diffing.wording import flipped
from controllist.model import Definition, Edition, Node, Note, Provision

_EXPLAINS = (Note, Definition)
_ITEM_CAME = ("item added", "condition added under all")
_ITEM_WENT = ("item dropped", "condition dropped under all")


def arrived(sides: Sides, pair: Pair) -> Iterator[Change]:
    """A new node, or words of an old one that have a place of their own now."""
    node = pair.new
    assert node is not None
    if says_nothing(node):
        return
    within = sides.branch_top(node, sides.new, sides.alignment.old_of)
    if pair.how == "split":
        assert pair.old is not None
        told = Told("neutral", "words taken over", False, f"its words stood at {pair.old.code} before")
    elif isinstance(node, _EXPLAINS) and (earlier := term_elsewhere(node, sides.explained_before, sides.new)):
        told = _redefined(
            sides, earlier, node, "term defined elsewhere before", f"the term was defined at {earlier.code} before"
        )
    else:
        told = _came(sides, node, within)
    kind: ChangeKind = "note-added" if isinstance(node, Note) else "added"
    kind = "definition" if isinstance(node, Definition) else kind
    yield sides.change(kind, None, node, told.effect, told.substantive, "", node.text, told.detail, told.rule, within)


def left(sides: Sides, pair: Pair) -> Iterator[Change]:
    """An old node that is gone, or whose words stand within another one now."""
    node = pair.old
    assert node is not None
    if says_nothing(node):
        return
    within = sides.branch_top(node, sides.old, sides.alignment.new_of)
    if pair.how == "merged":
        assert pair.new is not None
        told = Told("neutral", "words taken over", False, f"its words stand at {pair.new.code} now")
    elif isinstance(node, _EXPLAINS) and (later := term_elsewhere(node, sides.explained_after, sides.old)):
        told = _redefined(sides, node, later, "term defined elsewhere now", f"the term is defined at {later.code} now")
    else:
        told = _went(sides, node, within)
    kind: ChangeKind = "note-removed" if isinstance(node, Note) else "removed"
    kind = "definition" if isinstance(node, Definition) else kind
    yield sides.change(kind, node, None, told.effect, told.substantive, node.text, "", told.detail, told.rule, within)


class Told(NamedTuple):
    """What is told of a node that came or went."""

    effect: Effect
    rule: str
    substantive: bool
    detail: str


def _came(sides: Sides, node: Node, within: ControlCode | None) -> Told:
    above = sides.new.by_code.get(node.parent) if node.parent else None
    effect, rule = direction.arrival(sides.new, node, above)
    substantive = effect != "neutral" or rule.startswith("inclusion")
    if within is not None and direction.holds_others(sides.new[within]) and rule not in direction.SILENT:
        effect, rule = direction.inside(node, effect, rule, lambda: sides.top_effect(within), "added")
    detail = "new" if within is None else f"came with {within}"
    if _explains(node):
        substantive = True
    elif rule in _ITEM_CAME and (told := _said_by_its_place(sides, node, sides.new, sides.old, sides.alignment.old_of)):
        effect, rule, substantive = told, "first item of its place", told != "neutral"
    elif rule == "item added" and (whole := sides.part_of_an_old_item(node)):
        effect, rule = "narrower", "carved out of an older item"
        detail = f"{whole.code} covered it before, on looser terms"
    return Told(effect, rule, substantive, detail)


def _went(sides: Sides, node: Node, within: ControlCode | None) -> Told:
    above = sides.old.by_code.get(node.parent) if node.parent else None
    effect, rule = direction.departure(sides.old, node, above)
    substantive = effect != "neutral" or rule.startswith("inclusion")
    if within is not None and direction.holds_others(sides.old[within]) and rule not in direction.SILENT:
        effect, rule = direction.inside(node, effect, rule, lambda: sides.top_effect(within, gone=True), "dropped")
    if _explains(node):
        effect, rule, substantive = *direction.explanation_dropped(rule), True
    elif rule in _ITEM_WENT and (told := _said_by_its_place(sides, node, sides.old, sides.new, sides.alignment.new_of)):
        effect, rule, substantive = told, "last item of its place", told != "neutral"
    return Told(effect, rule, substantive, "gone" if within is None else f"went with {within}")


def _explains(node: Node) -> bool:
    return isinstance(node, Definition) or (isinstance(node, Note) and node.kind == "technical-note")


def _said_by_its_place(
    sides: Sides, node: Node, here: Edition, there: Edition, twins: Mapping[ControlCode, ControlCode]
) -> Effect | None:
    """The effect of a place that has items in one edition alone, which its words and theirs together tell.

    Pumps that are pumps with any of two parts now are fewer, although each item below "any" lets in more.
    """
    above = here.by_code.get(node.parent) if node.parent else None
    twin = twins.get(above.code) if isinstance(above, Provision) else None
    if above is None or twin is None or there.children(twin) or not there.by_code[twin].text:
        return None
    if sides.split.get(twin) or sides.merged.get(twin):
        return None  # the words of others stood there: this one is a further one
    old, new = (there.by_code[twin], above) if here is sides.new else (above, there.by_code[twin])
    return differences(sides, old, new).effect


def _redefined(sides: Sides, old: Node, new: Node, rule: str, detail: str) -> Told:
    """What became of the meaning of a term that is defined elsewhere now, in much the same words.

    Only members of an enumeration decide: a note words much else otherwise than a definition does.
    """
    found = sides.members_told(_without_heading(old.text), _without_heading(new.text))
    telling = [p for p in found.passages if not p.editorial] if found else []
    if not found or not telling:
        return Told("neutral", rule, False, detail)
    found = flipped(found) if direction.excluding(sides.new, new) else found
    return Told(found.effect, "; ".join(dict.fromkeys((rule, *(p.rule for p in telling)))), True, detail)


def _without_heading(text: str) -> str:
    """What a definition or note says of a term: without the term in quotation marks at its head."""
    head = re.match(r"\W?[\"“„'‘‚,][^\"“”'‘’‛]{2,80}[\"“”'‘’‛]", text)
    return text[head.end() :] if head else text
