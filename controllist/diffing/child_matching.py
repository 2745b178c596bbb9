"""Pair the nodes below two places that belong together: same place, or renumbered.

Among siblings those with the same label and the same words are paired first, then the same words under another label,
then what is most alike, best first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from attrs import define, field, frozen
from rapidfuzz import fuzz

from controllist.codes import ControlCode
from controllist.diffing.cutoffs import (
    BRANCH_LETTERS,
    LABEL_BONUS,
    OTHER_LABEL,
    SAME_LABEL,
    SAME_NUMBER,
    SHORTEST_MOVE,
)
from controllist.diffing.normalization import key, levelled
from controllist.diffing.text_overlap import family, is_unused, label, only_one_has_text, says_the_same
from controllist.model import Edition, Node, Note, Provision

How = Literal["same place", "renumbered", "moved", "merged", "split", "added", "removed"]
_TOPS = frozenset({"category", "group", "entry", "definition"})


@frozen(eq=False)
class Tree:
    """One edition by what hangs below each place; nodes whose code stands twice count by their first standing."""

    edition: Edition
    _unique: dict[str, dict[str, Node]] = field(init=False, factory=dict)

    @property
    def nodes(self) -> dict[str, Node]:
        return self.edition.by_code

    def below(self, code: ControlCode) -> list[Node]:
        """What hangs directly on a place."""
        return [n for n in self.edition.below(code) if self.nodes[n.code] is n]

    def items_of(self, code: ControlCode) -> list[Node]:
        """What hangs directly on a place and is known by its words as well as by its code."""
        return [n for n in self.below(code) if n.kind not in _TOPS]

    def is_top(self, node: Node) -> bool:
        """Whether the code alone decides: headings, entries, terms, and what hangs on nothing."""
        return node.kind in _TOPS or node.parent not in self.nodes

    def branch_text(self, node: Node) -> str:
        """The levelled text of a node and its items, cut to the length that takes part in a comparison.

        Notes on a provision are left out: with one more it would look like another.
        """
        parts, length, waiting = [], 0, [node]
        provision = isinstance(node, Provision)
        while waiting and length <= BRANCH_LETTERS:
            part = waiting.pop()
            parts.append(levelled(part.text))
            length += len(parts[-1])
            waiting += [n for n in self.below(part.code) if isinstance(n, Provision) == provision][::-1]
        return " ".join(parts)[:BRANCH_LETTERS].strip()

    def unique_in_entry(self, entry: str) -> dict[str, Node]:
        """The provisions of an entry by what they say, without those that say the same as another or nothing."""
        if entry not in self._unique:
            below = self.edition.subtree(entry) if entry in self.nodes else ()
            self._unique[entry] = unique_by_text(n for n in below if isinstance(n, Provision))
        return self._unique[entry]


@define(eq=False)
class Matching:
    """Two editions and the pairs of their nodes so far: the codes by their counterparts, and how each was paired."""

    old: Tree
    new: Tree
    new_of: dict[ControlCode, ControlCode] = field(factory=dict)
    old_of: dict[ControlCode, ControlCode] = field(factory=dict)
    how: dict[ControlCode, How] = field(factory=dict)
    """By the new code, of what is not at the same place."""

    def pair(self, old: Node, new: Node, how: How) -> None:
        self.new_of[old.code], self.old_of[new.code] = new.code, old.code
        if how != "same place":
            self.how[new.code] = how

    def are_free(self, old: Node, new: Node) -> bool:
        """Whether neither of two nodes has a pair yet."""
        return old.code not in self.new_of and new.code not in self.old_of

    def unpaired(self, olds: Iterable[Node], news: Iterable[Node]) -> tuple[list[Node], list[Node]]:
        """Those without a pair."""
        return [n for n in olds if n.code not in self.new_of], [n for n in news if n.code not in self.old_of]

    def pair_tops(self) -> None:
        """Pair categories, groups, entries, terms and whatever hangs on nothing, by their codes."""
        olds = {n.code.casefold(): n for n in self.old.nodes.values() if self.old.is_top(n)}
        for node in self.new.nodes.values():
            twin = olds.get(node.code.casefold()) if self.new.is_top(node) else None
            if twin is not None and type(twin) is type(node) and twin.code not in self.new_of:
                self.pair(twin, node, "same place")

    def pair_in_place(self) -> None:
        """Pair what hangs on paired places, from the top down."""
        for node in self.new.nodes.values():
            if node.code in self.old_of:
                self.pair_below(self.old_of[node.code], node.code)

    def pair_below(self, old_code: ControlCode, new_code: ControlCode) -> None:
        """Pair what can be paired among the items and notes directly below two places."""
        if not self.old.edition.below(old_code):
            return
        olds, news = self.unpaired(self.old.items_of(old_code), self.new.items_of(new_code))
        if not (olds and news):
            return
        labelled = {(family(n), label(n)): n for n in olds}
        for node in news:
            twin = labelled.get((family(node), label(node)))
            if twin is not None and (twin.text == node.text or says_the_same(twin, node)):
                self.pair(twin, node, "same place")
        olds, news = self.unpaired(olds, news)
        if olds and news:
            self.pair_equal(olds, news, "renumbered")
            self.pair_likely(*self.unpaired(olds, news))

    def pair_branch(self, old_code: ControlCode, new_code: ControlCode) -> None:
        """Pair what can be paired below two places, at any depth."""
        self.pair_below(old_code, new_code)
        for node in self.new.below(new_code):
            if node.code in self.old_of:
                self.pair_branch(self.old_of[node.code], node.code)

    def pair_equal(self, olds: Sequence[Node], news: Sequence[Node], how: How, shortest: int = 1) -> None:
        """Pair what is of one family, says the same, and stands once on either side."""
        for one in sorted({family(n) for n in olds}):
            before, after = ([n for n in nodes if family(n) == one] for nodes in (olds, news))
            self.pair_same_text(before, after, how, shortest)

    def pair_same_text(self, olds: Iterable[Node], news: Iterable[Node], how: How, shortest: int) -> None:
        """Pair what says the same, of whatever family; less than `shortest` letters may stand anywhere."""
        before = unique_by_text(olds)
        for text, node in unique_by_text(news).items():
            if text in before and len(text) >= shortest:
                self.pair(before[text], node, how)

    def pair_likely(self, olds: Sequence[Node], news: Sequence[Node], *, strict: bool = True) -> None:
        """Pair what is most alike, best first; the same label counts for something, not for everything."""
        after = [self.new.branch_text(n) for n in news] if olds else []
        scored = []
        for i, old in enumerate(olds):
            before = self.old.branch_text(old)
            for j, new in enumerate(news):
                if family(new) != family(old) or only_one_has_text(old, new):
                    continue
                same_label = label(old) == label(new)
                enough = OTHER_LABEL
                if same_label:
                    enough = SAME_NUMBER if strict and isinstance(new, Note) else SAME_LABEL
                if is_unused(old) or is_unused(new) or not (before or after[j]):
                    score = 100.0 if same_label else 0.0
                else:
                    score = fuzz.ratio(before, after[j], score_cutoff=enough)
                if score < enough or (score < OTHER_LABEL and self._stands_elsewhere(old, new)):
                    continue
                scored.append((-score - (LABEL_BONUS if same_label else 0), i, j, same_label))
        for _, i, j, same_label in sorted(scored):
            if self.are_free(olds[i], news[j]):
                self.pair(olds[i], news[j], "same place" if same_label else "renumbered")

    def _stands_elsewhere(self, old: Node, new: Node) -> bool:
        """Whether the words of one of two items stand, as they are and once, at another place of the other entry.

        They moved there; what stands under their label is another item, not the same in other words.
        """
        went = _twin_in_entry(old, self.old, self.new)
        came = _twin_in_entry(new, self.new, self.old)
        return (went is not None and went.code not in self.old_of) or (
            came is not None and came.code not in self.new_of
        )


def _twin_in_entry(node: Node, here: Tree, there: Tree) -> Node | None:
    """The one item of the entry in the other edition that says the same, where one says it on either side."""
    text = key(node.text) if isinstance(node, Provision) else ""
    if len(text) < SHORTEST_MOVE or text not in here.unique_in_entry(node.code.entry):
        return None
    return there.unique_in_entry(node.code.entry).get(text)


def unique_by_text(nodes: Iterable[Node]) -> dict[str, Node]:
    """The nodes by what they say, without those that say the same as another or nothing."""
    by_text: dict[str, Node | None] = {}
    for node in nodes:
        text = key(node.text)
        if text and not is_unused(node):
            by_text[text] = None if text in by_text else node
    return {text: node for text, node in by_text.items() if node is not None}
