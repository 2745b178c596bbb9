"""What became of what: nodes of two editions paired by code and by likeness.

A code says where a provision stands, not what it is: where an item is put in front, all behind it get new labels.
So siblings are paired by their words first (`child_matching`). What is left over is looked for in other places (moved),
in the words of a neighbour or parent (merged into it, split off from it), and is removed or added only after that.
Definitions are paired by term, notes within their place by kind, number and likeness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from attrs import field, frozen
from rapidfuzz import fuzz

from controllist.codes import ControlCode
from controllist.diffing.child_matching import How, Matching, Tree
from controllist.diffing.cutoffs import ELSEWHERE, SHORTEST_ANYWHERE, SHORTEST_IN_ENTRY, SHORTEST_MOVE, SHORTEST_PART
from controllist.diffing.normalization import key
from controllist.diffing.text_overlap import (
    bounds_taken_over,
    family,
    much_the_same,
    opposed,
    took_over,
)
from controllist.model import Definition, Edition, Node, Note, Provision


@frozen
class Pair:
    """A node before and after; one side is None where it was added or removed.

    For `merged` the old node's words are now part of `new`, for `split` the new node's words were part of `old`: the
    other side is then a neighbour or parent that has a pair of its own too.
    """

    old: Node | None
    new: Node | None
    how: How


@frozen
class Alignment:
    """What became of the nodes of two editions: the pairs, and all codes by their counterparts.

    `pairs` has the nodes of the new edition in reading order, then what was removed in reading order.
    """

    old: Edition = field(repr=False)
    new: Edition = field(repr=False)
    pairs: tuple[Pair, ...]
    new_of: dict[ControlCode, ControlCode] = field(repr=False)
    old_of: dict[ControlCode, ControlCode] = field(repr=False)


def align(old: Edition, new: Edition) -> Alignment:
    """Pair every node of two editions; each node is in exactly one pair, merged and split ones apart.

    Nodes whose code stands twice in an edition are taken by their first standing.
    """
    matching = Matching(Tree(old), Tree(new))
    matching.pair_tops()
    matching.pair_in_place()
    _pair_moved_nodes(matching)
    return Alignment(old, new, tuple(_pairs(matching)), matching.new_of, matching.old_of)


def _pairs(matching: Matching) -> Iterator[Pair]:
    olds, news = matching.old.nodes, matching.new.nodes
    changed_old, changed_new = _changed(matching)
    split = _Takeover(matching.new, matching.old, matching.old_of, matching.new_of, changed_old)
    merged = _Takeover(matching.old, matching.new, matching.new_of, matching.old_of, changed_new)
    for node in news.values():
        old_code = matching.old_of.get(node.code)
        if old_code is None:
            whole = split.holder(node)
            yield Pair(None, node, "added") if whole is None else Pair(whole, node, "split")
        else:
            how = matching.how.get(node.code, "same place")
            if isinstance(node, Definition) and _is_defined_elsewhere(olds[old_code], node, matching):
                how = "moved"
            yield Pair(olds[old_code], node, how)
    for node in olds.values():
        if node.code not in matching.new_of:
            whole = merged.holder(node)
            yield Pair(node, None, "removed") if whole is None else Pair(node, whole, "merged")


def _changed(matching: Matching) -> tuple[list[Node], list[Node]]:
    """The nodes of either edition that do not stand in the very words of their counterpart, or have none."""
    olds, news = matching.old.nodes, matching.new.nodes
    same = {(old_code, code) for code, old_code in matching.old_of.items() if olds[old_code].text == news[code].text}
    return (
        [n for n in olds.values() if (n.code, matching.new_of.get(n.code)) not in same],
        [n for n in news.values() if (matching.old_of.get(n.code), n.code) not in same],
    )


def _is_defined_elsewhere(old: Node, new: Definition, matching: Matching) -> bool:
    """Whether a definition that hung on a note, or on another definition, hangs on another one now."""
    if old.parent is None or new.parent is None:
        return False
    return matching.new_of.get(old.parent) != new.parent


# --- moved: nodes left over at their own place, looked for in the whole list, and notes in their entry


def _pair_moved_nodes(matching: Matching) -> None:
    remaining = matching.unpaired(matching.old.nodes.values(), matching.new.nodes.values())
    _pair_whole_branches(matching, *remaining)
    remaining = olds, news = matching.unpaired(*remaining)
    olds = [n for n in olds if not isinstance(n, Definition) and (n.parent is None or n.parent in matching.new_of)]
    news = [n for n in news if not isinstance(n, Definition) and (n.parent is None or n.parent in matching.old_of)]
    for here in _by_entry(olds, news):
        matching.pair_equal(*here, "moved", SHORTEST_MOVE)
        _pair_alike(matching, *matching.unpaired(*here))
    olds, news = matching.unpaired(olds, news)
    provisions = _only(Provision, olds), _only(Provision, news)
    matching.pair_equal(*provisions, "moved", SHORTEST_MOVE)
    _pair_alike(matching, *matching.unpaired(*provisions))
    for code in [c for c, how in matching.how.items() if how == "moved"]:
        matching.pair_branch(matching.old_of[code], code)
    remaining = matching.unpaired(*remaining)
    _pair_same_words(matching, *remaining)
    _pair_notes_by_number(matching, matching.unpaired(*remaining)[0])


def _pair_whole_branches(matching: Matching, olds: Sequence[Node], news: Sequence[Node]) -> None:
    """Pair branches that moved as they were, the outermost first, before single nodes are looked at."""
    before = _branches_by_text(olds, matching.old)
    for text, node in _branches_by_text(news if before else (), matching.new).items():
        old = before.get(text)
        if old is not None and matching.are_free(old, node):
            matching.pair(old, node, "moved")
            matching.pair_branch(old.code, node.code)


def _branches_by_text(nodes: Sequence[Node], tree: Tree) -> dict[str, Node]:
    """Provisions with items by all their words, without those that stand twice or say little."""
    by_text: dict[str, Node | None] = {}
    for node in nodes:
        if isinstance(node, Provision) and tree.edition.children(node.code):
            text = tree.branch_text(node)
            if len(text) >= SHORTEST_MOVE:
                by_text[text] = None if text in by_text else node
    return {text: node for text, node in by_text.items() if node is not None}


def _pair_same_words(matching: Matching, olds: Sequence[Node], news: Sequence[Node]) -> None:
    """Whatever is left of an entry and says the same, at any depth and in any role, is the same words moved.

    A long note that stands once in either list may hang on another entry: printed between two entries it belongs to
    either.
    """
    olds = [n for n in olds if not isinstance(n, Definition)]
    news = [n for n in news if not isinstance(n, Definition)]
    for here in _by_entry(olds, news):
        matching.pair_same_text(*here, "moved", SHORTEST_IN_ENTRY)
        here = matching.unpaired(*here)
        _pair_alike(matching, _only(Note, here[0]), _only(Note, here[1]))
        _pair_notes_of_other_kinds(matching, *matching.unpaired(*here))
    olds, news = matching.unpaired(olds, news)
    matching.pair_same_text(_only(Note, olds), _only(Note, news), "moved", SHORTEST_ANYWHERE)
    # An item may have gone to an entry that is new itself.
    matching.pair_equal(_only(Provision, olds), _only(Provision, news), "moved", SHORTEST_ANYWHERE)


def _pair_notes_of_other_kinds(matching: Matching, olds: Sequence[Node], news: Sequence[Node]) -> None:
    """Notes of an entry that say much the same under another heading: a technical note is now a note, or back."""
    for new in _only(Note, news):
        for old in _only(Note, olds):
            if (
                family(old) != family(new)
                and not {"see-also", "note-excludes"} & {old.kind, new.kind}
                and matching.are_free(old, new)
                and much_the_same(old.text, new.text, matching.new.edition.language)
            ):
                matching.pair(old, new, "moved")


def _pair_alike(matching: Matching, olds: Sequence[Node], news: Sequence[Node]) -> None:
    """Pair what says nearly the same, best first."""
    after = [matching.new.branch_text(n) for n in news] if olds else []
    scored = []
    for i, old in enumerate(olds if after else ()):
        before = matching.old.branch_text(old)
        for j, new in enumerate(news if len(before) >= SHORTEST_MOVE else ()):
            if family(new) == family(old):
                score = fuzz.ratio(before, after[j], score_cutoff=ELSEWHERE)
                if score:
                    scored.append((-score, i, j))
    for _, i, j in sorted(scored):
        if matching.are_free(olds[i], news[j]):
            matching.pair(olds[i], news[j], "moved")


def _pair_notes_by_number(matching: Matching, olds: Sequence[Node]) -> None:
    """Notes still left below places that are paired now: the same number will do for less likeness.

    What hangs on a note paired so is looked at as well, by the usual likeness.
    """
    places = dict.fromkeys(n.parent for n in olds if isinstance(n, Note))
    for old_code in [p for p in places if p is not None and p in matching.new_of]:
        new_code = matching.new_of[old_code]
        left, notes = matching.unpaired(matching.old.below(old_code), matching.new.below(new_code))
        notes = _only(Note, notes)
        matching.pair_likely(_only(Note, left), notes, strict=False)
        for note in notes:
            if note.code in matching.old_of:
                matching.pair_branch(matching.old_of[note.code], note.code)


def _by_entry(olds: Iterable[Node], news: Iterable[Node]) -> Iterator[tuple[list[Node], list[Node]]]:
    """The nodes of both sides, entry by entry, where both have some."""
    before, after = _gathered(olds), _gathered(news)
    for entry in sorted(before.keys() & after.keys()):
        yield before[entry], after[entry]


def _gathered(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Nodes by the entry, or the term, that their code begins with."""
    by_entry: dict[str, list[Node]] = {}
    for node in nodes:
        by_entry.setdefault(node.code.entry, []).append(node)
    return by_entry


def _only(kind: type[Node], nodes: Iterable[Node]) -> list[Node]:
    return [n for n in nodes if isinstance(n, kind)]


# --- merged and split: the node of the other edition that has the words of one without a pair


@frozen(eq=False, slots=False)
class _Takeover:
    """The look from one edition (`here`) at the other (`there`); `there_of` and `here_of` pair the codes.

    `changed` is what does not stand there in the very words of its counterpart, or has none, in reading order.
    """

    here: Tree
    there: Tree
    there_of: dict[ControlCode, ControlCode]
    here_of: dict[ControlCode, ControlCode]
    changed: Sequence[Node]

    def holder(self, node: Node) -> Node | None:
        """The node of the other edition that has this one's words: its parent, a neighbour, or one of their notes.

        What stands there in the very words of its counterpart took none over.
        """
        above = self.there_of.get(node.parent) if node.parent else None
        text = key(node.text) if above is not None else ""
        if above is None or len(text) < SHORTEST_IN_ENTRY:
            return None
        top = self.there.nodes[above]
        tops = [top] if top.code in self._changed_codes else []
        beside = self._beside(top, isinstance(node, Note))
        for candidate in (*tops, *beside) if len(text) >= SHORTEST_PART else tops:
            if self._has_whole(candidate, node, text, top):
                return candidate
        far = tops if isinstance(node, Provision) else (*beside, *self._notes_of_entries.get(node.code.entry, ()))
        return next((c for c in far if self._has_in_other_words(c, node)), None)

    def _beside(self, top: Node, notes: bool) -> list[Node]:
        """What changed directly below a place, and, where asked for, the notes that did on it and on what is there."""
        beside = [*self._changed_below.get(top.code, ())]
        if notes:
            places = (top, *self.there.below(top.code))
            beside += [n for place in places for n in _only(Note, self._changed_below.get(place.code, ()))]
        return beside

    @cached_property
    def _changed_codes(self) -> frozenset[ControlCode]:
        return frozenset(n.code for n in self.changed)

    @cached_property
    def _changed_below(self) -> dict[ControlCode | None, list[Node]]:
        """What changed, by the place it hangs on."""
        by_place: dict[ControlCode | None, list[Node]] = {}
        for node in self.changed:
            by_place.setdefault(node.parent, []).append(node)
        return by_place

    @cached_property
    def _notes_of_entries(self) -> dict[str, list[Node]]:
        """The notes that changed, by their entry."""
        return _gathered(_only(Note, self.changed))

    def _counterpart(self, candidate: Node) -> Node | None:
        code = self.here_of.get(candidate.code)
        return self.here.nodes[code] if code is not None else None

    def _has_whole(self, candidate: Node, node: Node, text: str, top: Node) -> bool:
        if family(candidate) != family(node) and not isinstance(candidate, Provision) and candidate is not top:
            return False
        if text not in key(candidate.text) or opposed(candidate, node, self.here.edition.language):
            return False
        # Words that the counterpart has on this side as well were not taken over from this node.
        before = self._counterpart(candidate)
        return before is None or text not in key(before.text)

    def _has_in_other_words(self, candidate: Node, node: Node) -> bool:
        here, there = self.here.edition, self.there.edition
        before = self._counterpart(candidate)
        was = before.text if before is not None else ""
        if took_over(isinstance(candidate, Note), node.text, candidate.text, was, here.language):
            return not opposed(candidate, node, here.language)
        if not isinstance(node, Provision) or before is None:
            return False
        return bounds_taken_over(node, here, candidate, there, before)
