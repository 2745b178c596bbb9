"""What became of what: nodes of two editions paired by code and by likeness.

A code says where a provision stands, not what it is: where an item is put in front, all behind it get new labels.
So among the items below one place those with the same label and the same words are paired first, then the same words
under another label (renumbered), then what is most alike (`beneath`). What is left over is looked for in other places
(moved, `elsewhere`), in the words of a neighbour or parent (merged into it, split off from it, `takeover`), and is
gone or new only after that.

Definitions are paired by term, notes within their place by kind, number and likeness.

Whose words became whose: the node of the other edition that holds the words of one that has no pair.

What moved: nodes left over at their own place, looked for in the whole list, and notes in their entry.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from attrs import frozen
from rapidfuzz import fuzz

from controllist.codes import ControlCode
from controllist.diffing.child_matching import (
    SHORTEST_MOVE,
    Alignment,
    Beneath,
    Branches,
    Pair,
    Taken,
    by_entry,
    picked,
    with_all_below,
)
from controllist.diffing.normalization import key
from controllist.diffing.text_overlap import (
    bounds_taken_over,
    family,
    handed_on,
    much_the_same,
    nearly_all_said,
    opposed,
    taken_over,
)
from controllist.model import Definition, Edition, Node, Note, Provision

ELSEWHERE = 86.0  # likeness, of 100, from which words of another place are the same words
SHORTEST_IN_ENTRY = 6  # letters; within one entry less will do than for a move
SHORTEST_ANYWHERE = 60  # and for a note of another entry it takes a whole sentence


@frozen(eq=False)
class Elsewhere:
    """Two editions whose items are paired wherever they stand, once all that stayed is paired."""

    old: Branches
    new: Branches
    taken: Taken
    beneath: Beneath

    def pair(self) -> None:
        """Look for what is left over in other places: the whole list for provisions, the entry for notes."""
        left = self.taken.left(self.old.restless.values(), self.new.restless.values())
        self.pair_branches(*left)
        left = olds, news = self.taken.left(*left)
        olds = [
            n for n in olds if not isinstance(n, Definition) and (n.parent is None or n.parent in self.taken.new_of)
        ]
        news = [
            n for n in news if not isinstance(n, Definition) and (n.parent is None or n.parent in self.taken.old_of)
        ]
        before, after = by_entry(olds), by_entry(news)
        for entry in sorted(before.keys() & after.keys()):
            here = before[entry], after[entry]
            self.beneath.pair_equal(*here, "moved", SHORTEST_MOVE)
            self.pair_moved(*self.taken.left(*here))
        olds, news = self.taken.left(olds, news)
        provisions = _provisions(olds), _provisions(news)
        self.beneath.pair_equal(*provisions, "moved", SHORTEST_MOVE)
        self.pair_moved(*self.taken.left(*provisions))
        for code in [n.code for n in self.new.restless.values() if n.code in self.taken.how]:
            if self.taken.how[code] == "moved":
                self.beneath.pair_branch(self.taken.old_of[code], code)
        left = self.taken.left(*left)
        self.pair_same_words(*left)
        self.pair_notes_loosely(self.taken.left(*left)[0])

    def pair_branches(self, olds: Sequence[Node], news: Sequence[Node]) -> None:
        """Pair branches that moved as they were, the outermost first, before single nodes are looked at."""
        before = _whole_branches(olds, self.old)
        for said, node in _whole_branches(news if before else (), self.new).items():
            old = before.get(said)
            if old is not None and self.taken.open(old, node):
                self.taken.take(old, node, "moved")
                self.beneath.pair_branch(old.code, node.code)

    def pair_same_words(self, olds: Sequence[Node], news: Sequence[Node]) -> None:
        """Whatever is left of an entry and says the same, at any depth and in any role, is the same words moved.

        A long note that stands once in either list may hang on another entry: printed between two entries it
        belongs to either.
        """
        olds = [n for n in olds if not isinstance(n, Definition)]
        news = [n for n in news if not isinstance(n, Definition)]
        before, after = by_entry(olds), by_entry(news)
        for entry in sorted(before.keys() & after.keys()):
            here = before[entry], after[entry]
            self.beneath.pair_said(*here, "moved", SHORTEST_IN_ENTRY)
            here = self.taken.left(*here)
            self.pair_moved(_notes(here[0]), _notes(here[1]))
            self.pair_other_kinds(*self.taken.left(*here))
        olds, news = self.taken.left(olds, news)
        self.beneath.pair_said(_notes(olds), _notes(news), "moved", SHORTEST_ANYWHERE)
        # An item may have gone to an entry that is new itself.
        self.beneath.pair_equal(_provisions(olds), _provisions(news), "moved", SHORTEST_ANYWHERE)

    def pair_other_kinds(self, olds: Iterable[Node], news: Iterable[Node]) -> None:
        """Notes of an entry that say much the same under another heading: a technical note is now a note, or back."""
        before = _notes(olds)
        for new in _notes(news):
            for old in before:
                if (
                    family(old) != family(new)
                    and not {"see-also", "note-excludes"} & {old.kind, new.kind}
                    and self.taken.open(old, new)
                    and much_the_same(old.text, new.text, self.new.edition.language)
                ):
                    self.taken.take(old, new, "moved")

    def pair_moved(self, olds: Sequence[Node], news: Sequence[Node]) -> None:
        """Pair what says nearly the same, best first."""
        scored = []
        after = [(family(n), j, n) for j, n in enumerate(news)] if olds else []
        for i, old in enumerate(olds if after else ()):
            before, kin = self.old.text(old), family(old)
            if len(before) < SHORTEST_MOVE:
                continue
            for other, j, new in after:
                if other == kin:
                    score = fuzz.ratio(before, self.new.text(new), score_cutoff=ELSEWHERE)
                    if score:
                        scored.append((-score, i, j))
        for _, i, j in sorted(scored):
            if self.taken.open(olds[i], news[j]):
                self.taken.take(olds[i], news[j], "moved")

    def pair_notes_loosely(self, olds: Sequence[Node]) -> None:
        """Notes still left below places that are paired now: the same number will do for less likeness.

        What hangs on a note paired so is looked at as well, by the usual likeness.
        """
        new_of = self.taken.new_of
        above = dict.fromkeys(n.parent for n in olds if isinstance(n, Note) and n.parent in new_of)
        for old_code, new_code in [(place, new_of[place]) for place in above if place is not None]:
            olds, news = map(_notes, self.taken.left(self.old.below(old_code), self.new.below(new_code)))
            self.beneath.pair_likely(olds, news, strict=False)
            for note in news:
                if note.code in self.taken.old_of:
                    self.beneath.pair_branch(self.taken.old_of[note.code], note.code)


def _notes(nodes: Iterable[Node]) -> list[Node]:
    return [n for n in nodes if isinstance(n, Note)]


def _provisions(nodes: Iterable[Node]) -> list[Node]:
    return [n for n in nodes if isinstance(n, Provision)]


def _whole_branches(nodes: Sequence[Node], there: Branches) -> dict[str, Node]:
    """Provisions with items by all their words, those left out that stand twice or say little."""
    found: dict[str, Node | None] = {}
    for node in nodes:
        if there.has_items(node):
            said = there.text(node)
            if len(said) >= SHORTEST_MOVE:
                found[said] = None if said in found else node
    return {said: node for said, node in found.items() if node is not None}


SHORTEST_PART = 16  # letters, to be found in the words of a neighbour


def takeovers(old: Branches, new: Branches, taken: Taken) -> tuple[Takeover, Takeover]:
    """The look from the older edition at the newer one, and the look back."""
    nodes, old_of, new_of = old.nodes, taken.old_of, taken.new_of
    come: dict[str, Node] = {}
    gone = {code for code in old.restless if code not in new_of}
    for code, node in new.restless.items():
        before = old_of.get(node.code)
        if before is None:
            come[code] = node
        elif nodes[before].text != node.text:
            come[code] = node
            gone.add(before)
    went = {code: node for code, node in old.restless.items() if code in gone}
    return Takeover(old, new, new_of, old_of, come), Takeover(new, old, old_of, new_of, went)


# Without slots: with them and with what is worked out once, each look at a field would go by `__getattr__`.
@frozen(eq=False, slots=False)
class Takeover:
    """The look from one edition (`here`) at the other (`there`); `there_of` and `here_of` pair the codes."""

    here: Branches
    there: Branches
    there_of: dict[ControlCode, ControlCode]
    here_of: dict[ControlCode, ControlCode]
    changed: Mapping[str, Node]
    """What does not stand there in the very words of its counterpart, or has none, by code, in reading order."""

    def holder(self, node: Node) -> Node | None:
        """The node of the other edition that holds this one's words: its parent, a neighbour, or one of their notes.

        What stands there in the very words of its counterpart took none over.
        """
        above = self.there_of.get(node.parent) if node.parent else None
        said = key(node.text) if above is not None else ""
        if above is None or len(said) < SHORTEST_IN_ENTRY:
            return None
        top = self.there.nodes[above]
        tops = [top] if top.code in self.changed else []
        beside = self._beside(top, isinstance(node, Note))
        for candidate in (*tops, *beside) if len(said) >= SHORTEST_PART else tops:
            if self._holds_whole(candidate, node, said, top):
                return candidate
        far = tops if isinstance(node, Provision) else (*beside, *self._changed_notes.get(node.code.entry, ()))
        return next((c for c in far if self._holds_in_other_words(c, node)), None)

    def _beside(self, top: Node, notes: bool) -> list[Node]:
        """What changed directly below a place, and, where asked for, the notes that did on it and on what is there."""
        changed = self._changed_below
        beside = [*changed.get(top.code, ())]
        if notes:
            places = (top, *self.there.below(top.code))
            beside += [n for place in places for n in changed.get(place.code, ()) if isinstance(n, Note)]
        return beside

    @cached_property
    def _changed_below(self) -> dict[ControlCode | None, list[Node]]:
        """What changed, by the place it hangs on."""
        found: dict[ControlCode | None, list[Node]] = {}
        for node in self.changed.values():
            found.setdefault(node.parent, []).append(node)
        return found

    @cached_property
    def _changed_notes(self) -> dict[str, list[Node]]:
        """The notes that changed, by their entry."""
        return by_entry(n for n in self.changed.values() if isinstance(n, Note))

    def _counterpart(self, candidate: Node) -> Node | None:
        code = self.here_of.get(candidate.code)
        return self.here.nodes[code] if code is not None else None

    def _holds_whole(self, candidate: Node, node: Node, said: str, top: Node) -> bool:
        if family(candidate) != family(node) and not isinstance(candidate, Provision) and candidate is not top:
            return False
        if said not in key(candidate.text) or opposed(candidate, node, self.here.edition.language):
            return False
        # Words that the counterpart has on this side as well were not taken over from this node.
        before = self._counterpart(candidate)
        return before is None or said not in key(before.text)

    def _holds_in_other_words(self, candidate: Node, node: Node) -> bool:
        here, there = self.here.edition, self.there.edition
        before = self._counterpart(candidate)
        if nearly_all_said(node.text, candidate.text, here.language):
            told = node.text, candidate.text, before.text if before is not None else "", here.language
            if taken_over(*told) or (isinstance(candidate, Note) and handed_on(*told)):
                return not opposed(candidate, node, here.language)
        if not isinstance(node, Provision) or before is None:
            return False
        return bounds_taken_over((here, node.code), (there, candidate.code), (here, before.code))


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
