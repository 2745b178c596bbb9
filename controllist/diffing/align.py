"""What became of what: nodes of two editions paired by code and by likeness.

A code says where a provision stands, not what it is: where an item is put in front, all behind it get new labels.
So among the items below one place those with the same label and the same words are paired first, then the same words
under another label (renumbered), then what is most alike (`beneath`). What is left over is looked for in other places
(moved, `elsewhere`), in the words of a neighbour or parent (merged into it, split off from it, `takeover`), and is
gone or new only after that.

Definitions are paired by term, notes within their place by kind, number and likeness.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from controllist.codes import ControlCode
from controllist.diffing.beneath import Beneath
from controllist.diffing.branches import Branches, picked, with_all_below
from controllist.diffing.elsewhere import Elsewhere
from controllist.diffing.pairs import Alignment, Pair, Taken
from controllist.diffing.takeover import takeovers
from controllist.model import Definition, Edition, Node, Provision


def align(old: Edition, new: Edition) -> Alignment:
    """Pair every node of two editions; each node is in exactly one pair, merged and split ones apart.

    Nodes whose code stands twice in an edition are taken by their first standing.
    """
    still, gone, come = standing(old, new)
    restless = with_all_below(old, gone) | with_all_below(new, come)
    disturbed = {n.parent for n in (*gone, *come)}
    where_it_was = dict(zip(still, still, strict=True))
    for code in restless:
        where_it_was.pop(code, None)
    taken = Taken(where_it_was, where_it_was.copy())
    walked = picked(new, restless | disturbed)
    after = Branches(new, still, {code: n for code, n in walked.items() if code in restless})
    before = Branches(old, still, picked(old, restless))
    beneath = Beneath(before, after, taken)
    _pair_tops(before, after, taken)
    _pair_in_place(beneath, walked.values(), disturbed)
    Elsewhere(before, after, taken, beneath).pair()
    return Alignment(old, new, tuple(_differing(before, after, taken)), taken.new_of, taken.old_of, still)


def standing(old: Edition, new: Edition) -> tuple[frozenset[ControlCode], list[Node], list[Node]]:
    """The codes under which both editions have the same node on the same place, and all other nodes of either.

    Nothing differs between two nodes under one such code that a change tells.
    """
    left = dict(old.by_code)
    still: list[ControlCode] = []
    gone: list[Node] = []
    come: list[Node] = []
    for code, node in new.by_code.items():
        twin = left.pop(code, None)
        if twin is not None:
            if twin.text == node.text and twin.kind == node.kind and twin.parent == node.parent:
                if type(node) is Provision:  # sooner told than by `isinstance`
                    alike = (
                        type(twin) is Provision and twin.status == node.status and twin.requirement == node.requirement
                    )
                else:
                    alike = node.kind != "definition" or twin.label == node.label
                if alike:
                    still.append(node.code)
                    continue
            gone.append(twin)
        come.append(node)
    gone += left.values()
    return frozenset(still), gone, come


def _pair_tops(old: Branches, new: Branches, taken: Taken) -> None:
    """Categories, groups, entries, terms and whatever hangs on nothing: the code alone decides."""
    olds = {_top_key(n): n for n in old.tops}
    for node in new.tops:
        twin = olds.get(_top_key(node))
        if twin is not None and type(twin) is type(node) and twin.code not in taken.new_of:
            taken.take(twin, node, "same place")


def _pair_in_place(beneath: Beneath, walked: Iterable[Node], disturbed: Container[str | None]) -> None:
    """Pair what hangs on paired places, from the top down; `walked` are those places, and all that is restless.

    Below a place where nothing is disturbed, and which is itself where it was, all is where it was.
    """
    new_of, old_of = beneath.taken.new_of, beneath.taken.old_of
    for node in walked:
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
    """Whether a definition that hung on a note, or on another definition, hangs on another one now."""
    if old.parent is None or new.parent is None:
        return False
    return taken.new_of.get(old.parent) != new.parent
