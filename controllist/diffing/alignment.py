"""What became of what: nodes of two editions paired by code and by likeness.

A code says where a provision stands, not what it is: where an item is put in front, all behind it get new labels.
So among siblings those with the same label and the same words are paired first, then the same words under another label
(renumbered), then what is most alike, best first. What is left over is looked for in other places (moved), in the words
of a neighbour or parent (merged into it, split off from it), and is removed or added only after that. Definitions are
paired by term, notes within their place by kind, number and likeness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal

from attrs import define, field, frozen
from rapidfuzz import fuzz

from controllist.codes import ControlCode
from controllist.diffing.cutoffs import (
    BRANCH_LETTERS,
    ELSEWHERE,
    LABEL_BONUS,
    OTHER_LABEL,
    SAME_LABEL,
    SAME_NUMBER,
    SHORTEST_ANYWHERE,
    SHORTEST_IN_ENTRY,
    SHORTEST_MOVE,
    SHORTEST_PART,
)
from controllist.diffing.equivalence import key, levelled
from controllist.diffing.text_overlap import (
    bounds_taken_over,
    family,
    is_unused,
    label,
    much_the_same,
    only_one_has_text,
    opposed,
    says_the_same,
    took_over,
)
from controllist.model import Definition, Edition, Node, Note, Provision

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
