"""Patches: what turns one edition into another, to the last field, for programs.

A patch holds the nodes that go and come, hunk by hunk, and the heads of both editions (everything but the nodes). It
fits one edition only and says so: `apply` raises where the base is another one.
"""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from typing import Any

from attrs import evolve, frozen

from controllist import serialize
from controllist.errors import MisuseError, SourceError
from controllist.model import Edition, Node

FORMAT = "controllist-patch/1"


@frozen
class Hunk:
    """From `old_start` on `old_nodes` go, and `new_nodes` come, which stand from `new_start` on."""

    old_start: int
    old_nodes: tuple[Node, ...]
    new_start: int
    new_nodes: tuple[Node, ...]

    def inverted(self) -> Hunk:
        return Hunk(self.new_start, self.new_nodes, self.old_start, self.old_nodes)


@frozen
class Patch:
    """The heads of both editions, without nodes, and the hunks between their nodes, in order."""

    old: Edition
    new: Edition
    hunks: tuple[Hunk, ...]


def make_patch(old: Edition, new: Edition) -> Patch:
    """The patch from one edition to another; nodes that are equal and in the same order are kept."""
    equal = {code for code, node in old.by_code.items() if new.by_code.get(code) == node}
    before, after = (
        [n.code if n.code in equal and e.by_code[n.code] is n else f"{side} {at}" for at, n in enumerate(e.nodes)]
        for side, e in enumerate((old, new))
    )
    hunks = [
        Hunk(i, old.nodes[i:a], j, new.nodes[j:b])
        for tag, i, a, j, b in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return Patch(evolve(old, nodes=()), evolve(new, nodes=()), tuple(hunks))


def apply(patch: Patch, edition: Edition) -> Edition:
    """The edition the patch leads to; raises `MisuseError` where it was made for another one."""
    if evolve(edition, nodes=()) != patch.old:
        raise MisuseError(f"expected the edition the patch was made for, {patch.old.address}, found {edition.address}")
    nodes: list[Node] = []
    at = 0
    for hunk in patch.hunks:
        end = hunk.old_start + len(hunk.old_nodes)
        if edition.nodes[hunk.old_start : end] != hunk.old_nodes:
            place = hunk.old_nodes[0].code if hunk.old_nodes else f"node {hunk.old_start}"
            raise MisuseError(f"expected {place} of {patch.old.address} as the patch has it, found other words")
        nodes += [*edition.nodes[at : hunk.old_start], *hunk.new_nodes]
        at = end
    return evolve(patch.new, nodes=(*nodes, *edition.nodes[at:]))


def invert(patch: Patch) -> Patch:
    """The patch that leads back."""
    return Patch(patch.new, patch.old, tuple(h.inverted() for h in patch.hunks))


def compose(base: Edition, *patches: Patch) -> Patch:
    """One patch for a chain of them: what `make_patch` gives for the first and the last edition."""
    last = base
    for patch in patches:
        last = apply(patch, last)
    return make_patch(base, last)


def to_json(patch: Patch) -> str:
    """A patch as one JSON document, without loss."""
    hunks = [
        {
            "old_start": h.old_start,
            "old_nodes": _nodes_json(patch.old, h.old_nodes),
            "new_start": h.new_start,
            "new_nodes": _nodes_json(patch.new, h.new_nodes),
        }
        for h in patch.hunks
    ]
    document = {
        "format": FORMAT,
        "old": json.loads(serialize.to_json(patch.old)),
        "new": json.loads(serialize.to_json(patch.new)),
        "hunks": hunks,
    }
    return json.dumps(document, ensure_ascii=False)


def from_json(text: str) -> Patch:
    """The patch that `to_json` wrote; raises `SourceError` for anything else."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError(f"no {FORMAT} document")
        old, new = (serialize.from_json(json.dumps(data[side])) for side in ("old", "new"))
        hunks = tuple(
            Hunk(
                _position(h["old_start"]),
                _nodes_of(data["old"], h["old_nodes"]),
                _position(h["new_start"]),
                _nodes_of(data["new"], h["new_nodes"]),
            )
            for h in data["hunks"]
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(f"expected a patch written by controllist, found something else ({error})") from None
    return Patch(old, new, hunks)


def _position(found: Any) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise TypeError(f"{found!r:.60} is no position")
    return found


def _nodes_json(head: Edition, nodes: tuple[Node, ...]) -> Any:
    """The nodes as `serialize` writes them in an edition."""
    return json.loads(serialize.to_json(evolve(head, nodes=nodes)))["nodes"]


def _nodes_of(head: dict[str, Any], nodes: list[dict[str, Any]]) -> tuple[Node, ...]:
    return serialize.from_json(json.dumps({**head, "nodes": nodes})).nodes
