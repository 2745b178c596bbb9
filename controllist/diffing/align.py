"""What became of what: nodes of two editions paired by code and by likeness.

A code says where a provision stands, not what it is: where an item is put in front, all behind it get new labels.
So among the items below one place those with the same label and the same words are paired first, then the same words
under another label (renumbered), then what is most alike (`beneath`). What is left over is looked for in other places
(moved, `elsewhere`), in the words of a neighbour or parent (merged into it, split off from it, `takeover`), and is
gone or new only after that.

Definitions are paired by term, notes within their place by kind, number and likeness.
"""

from __future__ import annotations

from collections.abc import Iterator

from controllist.codes import ControlCode
from controllist.diffing.beneath import Beneath
from controllist.diffing.branches import Branches, stirred, with_all_below
from controllist.diffing.elsewhere import Elsewhere
from controllist.diffing.pairs import Alignment, Pair, Taken
from controllist.diffing.takeover import takeovers
from controllist.model import Definition, Edition, Node, Provision


def align(old: Edition, new: Edition) -> Alignment:
    """Pair every node of two editions; each node is in exactly one pair, merged and split ones apart.

    Nodes whose code stands twice in an edition are taken by their first standing.
    """
    still = unchanged(old, new)
    gone, come = stirred(old, still), stirred(new, still)
    restless = with_all_below(old, gone) | with_all_below(new, come)
    calm = still - restless
    where_they_were = dict(zip(calm, calm, strict=True))
    taken = Taken(where_they_were, where_they_were.copy())
    before, after = Branches(old, still, restless), Branches(new, still, restless)
    beneath = Beneath(before, after, taken)
    _pair_tops(before, after, taken)
    _pair_in_place(beneath, {n.parent for n in (*gone, *come)})
    Elsewhere(before, after, taken, beneath).pair()
    return Alignment(old, new, tuple(_differing(before, after, taken)), taken.new_of, taken.old_of, still)


def unchanged(old: Edition, new: Edition) -> frozenset[ControlCode]:
    """The codes under which both editions have the same node on the same place: nothing differs that a change tells."""
    twins = old.by_code.get
    found = []
    for node in new.by_code.values():
        code = node.code
        twin = twins(code)
        if twin is None or twin.text != node.text or twin.kind != node.kind or twin.parent != node.parent:
            continue
        if isinstance(node, Provision):
            alike = isinstance(twin, Provision) and twin.status == node.status and twin.requirement == node.requirement
        else:
            alike = node.kind != "definition" or twin.label == node.label
        if alike:
            found.append(code)
    return frozenset(found)


def _pair_tops(old: Branches, new: Branches, taken: Taken) -> None:
    """Categories, groups, entries, terms and whatever hangs on nothing: the code alone decides."""
    olds = {_top_key(n): n for n in old.tops}
    for node in new.tops:
        twin = olds.get(_top_key(node))
        if twin is not None and type(twin) is type(node) and twin.code not in taken.new_of:
            taken.take(twin, node, "same place")


def _pair_in_place(beneath: Beneath, disturbed: set[ControlCode | None]) -> None:
    """Pair what hangs on paired places, from the top down.

    Below a place where nothing is disturbed, and which is itself where it was, all is where it was.
    """
    new_of, old_of = beneath.taken.new_of, beneath.taken.old_of
    nodes = beneath.new.nodes
    visited = beneath.new.restless.keys() | disturbed
    for node in [nodes[code] for code in filter(visited.__contains__, nodes)]:
        code, above = node.code, node.parent
        if above not in disturbed and above is not None and code not in old_of and old_of.get(above) == above:
            new_of[code] = old_of[code] = code
        old_code = old_of.get(code)
        if old_code is not None and (code in disturbed or old_code != code):
            beneath.pair_below(old_code, code)


def _top_key(node: Node) -> str:
    return node.code.casefold() if isinstance(node, Definition) else node.code


def _differing(old: Branches, new: Branches, taken: Taken) -> Iterator[Pair]:
    """The pairs of nodes that do not stand as they stood, and all that came or went."""
    nodes, still = old.nodes, old.still
    merged, split = takeovers(old, new, taken)
    for node in new.restless.values():
        code = node.code
        old_code = taken.old_of.get(code)
        if old_code is None:
            whole = split.holder(node)
            yield Pair(None, node, "added") if whole is None else Pair(whole, node, "split")
            continue
        how = taken.how.get(code, "same place")
        if isinstance(node, Definition) and _defined_elsewhere(nodes[old_code], node, taken):
            how = "moved"
        if how != "same place" or old_code != code or code not in still:
            yield Pair(nodes[old_code], node, how)
    for node in old.restless.values():
        if node.code not in taken.new_of:
            whole = merged.holder(node)
            yield Pair(node, None, "removed") if whole is None else Pair(node, whole, "merged")


def _defined_elsewhere(old: Node, new: Definition, taken: Taken) -> bool:
    """Whether a term that had a definition of its own is now defined within a note, or the other way round."""
    if old.parent is None or new.parent is None:
        return False
    return taken.new_of.get(old.parent) != new.parent
