"""A node before and after: the values the alignment of two editions gives, and the pairs as they are found."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Literal

from attrs import define, field, frozen

from controllist.codes import ControlCode
from controllist.model import Edition, Node

How = Literal["same place", "renumbered", "moved", "merged", "split", "added", "removed"]


@frozen
class Pair:
    """A node before and after; one side is None where it came or went.

    For `merged` the old node's words are now part of `new`, for `split` the new node's words were part of `old`: the
    other side is then a neighbour or parent that has a pair of its own too.
    """

    old: Node | None
    new: Node | None
    how: How


# Without slots: with them and with what is worked out once, each look at a field would go by `__getattr__`.
@frozen(slots=False)
class Alignment:
    """What became of the nodes of two editions: the pairs where something differs, and all codes by their twins.

    `differing` has those of the new edition in reading order, then what is gone in reading order.
    """

    old: Edition = field(repr=False)
    new: Edition = field(repr=False)
    differing: tuple[Pair, ...]
    new_of: dict[ControlCode, ControlCode] = field(repr=False)
    old_of: dict[ControlCode, ControlCode] = field(repr=False)
    still: frozenset[str] = field(repr=False)
    """The codes under which both editions have the same node."""

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """All pairs in the same order, those among them of nodes that stand as they stood."""
        told = {p.new.code: p for p in self.differing if p.new is not None and p.how != "merged"}
        nodes = self.old.by_code
        here = (
            told.get(n.code) or Pair(nodes[self.old_of[n.code]], n, "same place") for n in self.new.by_code.values()
        )
        return (*here, *(p for p in self.differing if p.new is None or p.how == "merged"))


@define
class Taken:
    """The pairs found so far, by the code on either side, and how those were found that are not at the same place."""

    new_of: dict[ControlCode, ControlCode] = field(factory=dict)
    old_of: dict[ControlCode, ControlCode] = field(factory=dict)
    how: dict[ControlCode, How] = field(factory=dict)

    def take(self, old: Node, new: Node, how: How) -> None:
        self.new_of[old.code], self.old_of[new.code] = new.code, old.code
        if how != "same place":
            self.how[new.code] = how

    def open(self, old: Node, new: Node) -> bool:
        """Whether neither of two nodes has a pair yet."""
        return old.code not in self.new_of and new.code not in self.old_of

    def left(self, olds: Iterable[Node], news: Iterable[Node]) -> tuple[list[Node], list[Node]]:
        """Those without a pair."""
        new_of, old_of = self.new_of, self.old_of
        return [n for n in olds if n.code not in new_of], [n for n in news if n.code not in old_of]
