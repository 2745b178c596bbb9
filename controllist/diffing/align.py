"""What became of what: nodes of two editions paired by code and by likeness.

A code says where a provision stands, not what it is: where an item is put in front, all behind it get new labels.
So among the items below one place those with the same label and the same words are paired first, then the same words
under another label (renumbered), then what is most alike. What is left over is looked for elsewhere (moved), in the
words of a neighbour or parent (merged into it, split off from it), and is gone or new only after that.

Definitions are paired by term, notes within their place by kind, number and likeness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from attrs import define, field, frozen
from rapidfuzz import fuzz

from controllist.codes import ControlCode
from controllist.diffing.phrases import phrases
from controllist.diffing.sharing import bounds_taken_over, handed_on, much_the_same, taken_over
from controllist.diffing.substance import key, levelled, same
from controllist.model import Definition, Edition, Node, Note, Provision

How = Literal["same place", "renumbered", "moved", "merged", "split", "added", "removed"]

# Likeness runs from 0 to 100. Two texts under one label are one provision that changed unless they share next to
# nothing; under different labels they must be mostly the same words before a label is said to have changed.
SAME_LABEL = 30.0
SAME_NUMBER = 60.0  # the same for notes, whose numbers follow from what stands before them
OTHER_LABEL = 72.0
ELSEWHERE = 86.0
LABEL_BONUS = 12.0
SHORTEST_MOVE = 24  # letters; "Pumps;" stands in too many places to be called moved
SHORTEST_PART = 16  # to be found in the words of a parent or neighbour
SHORTEST_IN_ENTRY = 6  # within one entry less will do
SHORTEST_ANYWHERE = 60  # and for a note of another entry it takes a whole sentence
_SHOWN = 600  # letters of a branch that take part in a comparison


@frozen
class Pair:
    """A node before and after; one side is None where it came or went.

    For `merged` the old node's words are now part of `new`, for `split` the new node's words were part of `old`: the
    other side is then a neighbour or parent that has a pair of its own too.
    """

    old: Node | None
    new: Node | None
    how: How

    @property
    def node(self) -> Node:
        """The new node, or the old one where it is gone."""
        found = self.new if self.new is not None else self.old
        assert found is not None
        return found


@frozen
class Alignment:
    """All pairs, those of the new edition in reading order, then what is gone in reading order."""

    pairs: tuple[Pair, ...]
    new_of: dict[ControlCode, ControlCode] = field(repr=False)
    old_of: dict[ControlCode, ControlCode] = field(repr=False)


def align(old: Edition, new: Edition) -> Alignment:
    """Pair every node of two editions; each node is in exactly one pair, merged and split ones apart.

    Nodes whose code stands twice in an edition are taken by their first standing.
    """
    return _Aligner(old, new).run()


@define
class _InEntry:
    """The items of each entry by what they say, made for an entry when asked."""

    edition: Edition
    items: dict[ControlCode, list[Node]] = field(factory=dict)
    made: dict[ControlCode, dict[str, Node]] = field(factory=dict)

    def once(self, entry: ControlCode) -> dict[str, Node]:
        if not self.items:
            self.items = _by_entry(self.edition.provisions)
        if entry not in self.made:
            self.made[entry] = _once(self.items.get(entry, ()))
        return self.made[entry]


@define
class _Aligner:
    old: Edition
    new: Edition
    new_of: dict[ControlCode, ControlCode] = field(factory=dict)
    old_of: dict[ControlCode, ControlCode] = field(factory=dict)
    how: dict[ControlCode, How] = field(factory=dict)
    old_below: dict[str | None, list[Node]] = field(init=False)
    new_below: dict[str | None, list[Node]] = field(init=False)
    old_in_entry: _InEntry = field(init=False)
    new_in_entry: _InEntry = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.old_below, self.new_below = _below(self.old), _below(self.new)
        self.old_in_entry, self.new_in_entry = _InEntry(self.old), _InEntry(self.new)

    def run(self) -> Alignment:
        self.pair_tops()
        for node in self.new.by_code.values():
            if node.code in self.old_of:
                self.pair_below(self.old_of[node.code], node.code)
        self.pair_elsewhere()
        return Alignment(tuple(self.pairs()), self.new_of, self.old_of)

    def take(self, old: Node, new: Node, how: How) -> None:
        self.new_of[old.code], self.old_of[new.code], self.how[new.code] = new.code, old.code, how

    def pair_tops(self) -> None:
        """Categories, groups, entries, terms and whatever hangs on nothing: the code alone decides."""
        olds = {_top_key(n): n for n in self.old.by_code.values() if _is_top(n, self.old)}
        for node in self.new.by_code.values():
            if _is_top(node, self.new):
                twin = olds.get(_top_key(node))
                if twin is not None and type(twin) is type(node) and twin.code not in self.new_of:
                    self.take(twin, node, "same place")

    def pair_below(self, old_code: ControlCode, new_code: ControlCode) -> None:
        olds = [n for n in self.old_below.get(old_code, ()) if n.code not in self.new_of and not _is_top(n, self.old)]
        news = [n for n in self.new_below.get(new_code, ()) if n.code not in self.old_of and not _is_top(n, self.new)]
        if not olds or not news:
            return
        labels = {_family(n) + _label(n): n for n in olds}
        for node in news:
            twin = labels.get(_family(node) + _label(node))
            if twin is not None and (twin.text == node.text or _alike_enough(twin, node)):
                self.take(twin, node, "same place")
        olds, news = self.left(olds, news)
        self.pair_equal(olds, news, "renumbered")
        olds, news = self.left(olds, news)
        self.pair_likely(olds, news)

    def left(self, olds: Iterable[Node], news: Iterable[Node]) -> tuple[list[Node], list[Node]]:
        return [n for n in olds if n.code not in self.new_of], [n for n in news if n.code not in self.old_of]

    def pair_equal(self, olds: Sequence[Node], news: Sequence[Node], how: How, shortest: int = 1) -> None:
        """Pair what says the same and stands once on either side."""
        for family in sorted({_family(n) for n in news}):
            before = _once(n for n in olds if _family(n) == family)
            after = _once(n for n in news if _family(n) == family)
            for said, node in after.items():
                if said in before and len(said) >= shortest:
                    self.take(before[said], node, how)

    def pair_likely(self, olds: Sequence[Node], news: Sequence[Node], *, strict: bool = True) -> None:
        """Pair what is most alike, best first; the same label counts for something, not for everything."""
        scored = []
        for i, old in enumerate(olds):
            for j, new in enumerate(news):
                if _family(old) == _family(new) and not _only_one_speaks(old, new):
                    same_label = _label(old) == _label(new)
                    score = self.likeness(old, new, same_label)
                    if score < OTHER_LABEL and (self.went_elsewhere(old) or self.came_from_elsewhere(new)):
                        continue
                    enough = (
                        (SAME_NUMBER if strict and isinstance(new, Note) else SAME_LABEL) if same_label else OTHER_LABEL
                    )
                    if score >= enough:
                        scored.append((-score - (LABEL_BONUS if same_label else 0), i, j))
        for _, i, j in sorted(scored):
            if olds[i].code not in self.new_of and news[j].code not in self.old_of:
                self.take(olds[i], news[j], "same place" if _label(olds[i]) == _label(news[j]) else "renumbered")

    def likeness(self, old: Node, new: Node, same_label: bool) -> float:
        if _unused(old) or _unused(new):
            return 100.0 if same_label else 0.0
        before, after = self.branch_text(old, self.old_below), self.branch_text(new, self.new_below)
        if not before and not after:
            return 100.0 if same_label else 0.0
        return float(fuzz.ratio(before, after))

    def went_elsewhere(self, old: Node) -> bool:
        """Whether an item's words stand, as they were and once, under another place of the entry now.

        They have moved there; what stands under their label is another item, not the same in other words.
        """
        twin = self.twin_in_entry(old, self.old_in_entry, self.new_in_entry)
        return (
            twin is not None and twin.code not in self.old_of and twin.parent != self.twin_of(old.parent, self.new_of)
        )

    @staticmethod
    def twin_of(code: ControlCode | None, twins: dict[ControlCode, ControlCode]) -> ControlCode | None:
        return twins.get(code) if code is not None else None

    def came_from_elsewhere(self, new: Node) -> bool:
        twin = self.twin_in_entry(new, self.new_in_entry, self.old_in_entry)
        return (
            twin is not None and twin.code not in self.new_of and twin.parent != self.twin_of(new.parent, self.old_of)
        )

    def twin_in_entry(self, node: Node, here: _InEntry, there: _InEntry) -> Node | None:
        """The one item of the entry in the other edition that says the same, where one says it on either side."""
        said = key(node.text)
        if not isinstance(node, Provision) or len(said) < SHORTEST_MOVE:
            return None
        return there.once(node.code.entry).get(said) if said in here.once(node.code.entry) else None

    def branch_text(self, node: Node, below: dict[str | None, list[Node]]) -> str:
        parts, length = [], 0
        for part in _branch(node, below):
            parts.append(levelled(part.text))
            length += len(parts[-1])
            if length > _SHOWN:
                break
        return " ".join(parts)[:_SHOWN].strip()

    def pair_elsewhere(self) -> None:
        """Look for what is left over in other places: the whole list for provisions, the entry for notes."""
        olds, news = self.left(self.old.by_code.values(), self.new.by_code.values())
        self.pair_branches(olds, news)
        olds, news = self.left(olds, news)
        olds = [n for n in olds if not isinstance(n, Definition) and (n.parent is None or n.parent in self.new_of)]
        news = [n for n in news if not isinstance(n, Definition) and (n.parent is None or n.parent in self.old_of)]
        before, after = _by_entry(olds), _by_entry(news)
        for entry in sorted(before.keys() & after.keys()):
            here = before[entry], after[entry]
            self.pair_equal(*here, "moved", SHORTEST_MOVE)
            self.pair_moved(*self.left(*here))
        olds, news = self.left(olds, news)
        provisions = [n for n in olds if isinstance(n, Provision)], [n for n in news if isinstance(n, Provision)]
        self.pair_equal(*provisions, "moved", SHORTEST_MOVE)
        self.pair_moved(*self.left(*provisions))
        for node in tuple(self.new.by_code.values()):
            if self.how.get(node.code) == "moved":
                self.pair_branch(self.old_of[node.code], node.code)
        self.pair_same_words()
        olds, news = self.left(self.old.by_code.values(), self.new.by_code.values())
        above = {n.parent for n in olds if isinstance(n, Note)}
        for new_code, old_code in tuple(self.old_of.items()):
            if old_code not in above:
                continue
            below = self.left(self.old_below.get(old_code, ()), self.new_below.get(new_code, ()))
            notes = [n for n in below[0] if isinstance(n, Note)], [n for n in below[1] if isinstance(n, Note)]
            self.pair_likely(*notes, strict=False)

    def pair_branches(self, olds: Sequence[Node], news: Sequence[Node]) -> None:
        """Pair branches that moved as they were, the outermost first, before single nodes are looked at."""
        before = self.branches(olds, self.old_below)
        for said, node in self.branches(news, self.new_below).items():
            old = before.get(said)
            if old is not None and old.code not in self.new_of and node.code not in self.old_of:
                self.take(old, node, "moved")
                self.pair_branch(old.code, node.code)

    def branches(self, nodes: Sequence[Node], below: dict[str | None, list[Node]]) -> dict[str, Node]:
        """Provisions with items by all their words, those left out that stand twice or say little."""
        found: dict[str, Node | None] = {}
        for node in nodes:
            if isinstance(node, Provision) and any(isinstance(n, Provision) for n in below.get(node.code, ())):
                said = self.branch_text(node, below)
                if len(said) >= SHORTEST_MOVE:
                    found[said] = None if said in found else node
        return {said: node for said, node in found.items() if node is not None}

    def pair_same_words(self) -> None:
        """Whatever is left of an entry and says the same, at any depth and in any role, is the same words moved.

        A long note that stands once in either list may hang on another entry: printed between two entries it
        belongs to either.
        """
        olds, news = self.left(self.old.by_code.values(), self.new.by_code.values())
        olds = [n for n in olds if not isinstance(n, Definition)]
        news = [n for n in news if not isinstance(n, Definition)]
        before, after = _by_entry(olds), _by_entry(news)
        for entry in sorted(after):
            here = before.get(entry, []), after[entry]
            self.pair_said(*here, SHORTEST_IN_ENTRY)
            here = self.left(*here)
            self.pair_moved([n for n in here[0] if isinstance(n, Note)], [n for n in here[1] if isinstance(n, Note)])
            self.pair_other_kinds(*self.left(*here))
        olds, news = self.left(olds, news)
        self.pair_said(
            [n for n in olds if isinstance(n, Note)], [n for n in news if isinstance(n, Note)], SHORTEST_ANYWHERE
        )

    def pair_other_kinds(self, olds: Iterable[Node], news: Iterable[Node]) -> None:
        """Notes of an entry that say much the same under another heading: a technical note is now a note, or back."""
        for new in news:
            for old in olds:
                if (
                    isinstance(old, Note)
                    and isinstance(new, Note)
                    and _family(old) != _family(new)
                    and not {"see-also", "note-excludes"} & {old.kind, new.kind}
                    and old.code not in self.new_of
                    and new.code not in self.old_of
                    and much_the_same(old.text, new.text, self.new.language)
                ):
                    self.take(old, new, "moved")

    def pair_said(self, olds: Iterable[Node], news: Iterable[Node], shortest: int) -> None:
        before, after = _once(olds), _once(news)
        for said, node in after.items():
            if said in before and len(said) >= shortest:
                self.take(before[said], node, "moved")

    def pair_moved(self, olds: Sequence[Node], news: Sequence[Node]) -> None:
        scored = []
        for i, old in enumerate(olds):
            before = self.branch_text(old, self.old_below)
            for j, new in enumerate(news):
                if _family(old) == _family(new) and len(before) >= SHORTEST_MOVE:
                    score = fuzz.ratio(before, self.branch_text(new, self.new_below), score_cutoff=ELSEWHERE)
                    if score:
                        scored.append((-score, i, j))
        for _, i, j in sorted(scored):
            if olds[i].code not in self.new_of and news[j].code not in self.old_of:
                self.take(olds[i], news[j], "moved")

    def pair_branch(self, old_code: ControlCode, new_code: ControlCode) -> None:
        self.pair_below(old_code, new_code)
        for node in self.new_below.get(new_code, ()):
            if node.code in self.old_of:
                self.pair_branch(self.old_of[node.code], node.code)

    def defined_elsewhere(self, old: Node, new: Node) -> bool:
        """Whether a term that had a definition of its own is now defined within a note, or the other way round."""
        if not isinstance(new, Definition) or old.parent is None or new.parent is None:
            return False
        return self.new_of.get(old.parent) != new.parent

    def pairs(self) -> Iterator[Pair]:
        old_notes, new_notes = _by_entry(self.old.notes), _by_entry(self.new.notes)
        for code, node in self.new.by_code.items():
            if code in self.old_of:
                twin = self.old.by_code[self.old_of[node.code]]
                yield Pair(twin, node, "moved" if self.defined_elsewhere(twin, node) else self.how[node.code])
            else:
                whole = _holder(node, self.old_of, self.old, self.old_below, self.new_of, self.new, old_notes)
                yield Pair(whole, node, "split") if whole is not None else Pair(None, node, "added")
        for code, node in self.old.by_code.items():
            if code not in self.new_of:
                whole = _holder(node, self.new_of, self.new, self.new_below, self.old_of, self.old, new_notes)
                yield Pair(node, whole, "merged") if whole is not None else Pair(node, None, "removed")


def _holder(
    node: Node,
    twin: dict[ControlCode, ControlCode],
    there: Edition,
    below: dict[str | None, list[Node]],
    back: dict[ControlCode, ControlCode],
    here: Edition,
    notes_of: dict[ControlCode, list[Node]],
) -> Node | None:
    """The node of the other edition that holds this one's words: its parent, a neighbour, or one of their notes."""
    said = key(node.text)
    above = twin.get(node.parent) if node.parent else None
    if len(said) < SHORTEST_IN_ENTRY or above is None:
        return None
    top = there.by_code[above]
    beside = list(below.get(above, ()))
    if isinstance(node, Note):
        beside += [note for place in (top, *beside) for note in below.get(place.code, ()) if isinstance(note, Note)]
    for candidate in (top, *beside) if len(said) >= SHORTEST_PART else (top,):
        if _family(candidate) == _family(node) or isinstance(candidate, Provision) or candidate is top:
            counterpart = back.get(candidate.code)
            # Words that the counterpart has on this side as well were not taken over from this node.
            kept = counterpart is not None and said in key(here.by_code[counterpart].text)
            if said in key(candidate.text) and not kept and not _opposed(candidate, node, here.language):
                return candidate
    if isinstance(node, Note):
        beside += notes_of.get(node.code.entry, [])
    for candidate in (top,) if isinstance(node, Provision) else beside:
        counterpart = back.get(candidate.code)
        before = here.by_code[counterpart].text if counterpart is not None else ""
        told = node.text, candidate.text, before, here.language
        if taken_over(*told) or (isinstance(candidate, Note) and handed_on(*told)):
            if not _opposed(candidate, node, here.language):
                return candidate
        elif isinstance(node, Provision) and counterpart is not None:
            sides = (here, node.code), (there, candidate.code), (here, counterpart)
            if bounds_taken_over(*sides):
                return candidate
    return None


def _only_one_speaks(old: Node, new: Node) -> bool:
    """Whether one of two notes says nothing itself and only numbers those below: it took no words of the other."""
    return isinstance(old, Note) and isinstance(new, Note) and bool(key(old.text)) != bool(key(new.text))


def _opposed(one: Node, other: Node, language: str) -> bool:
    """Whether one of two notes leaves out goods, and the other only brings goods in: alike words are no comfort."""
    spoken = phrases(language)
    for out, brought in ((one, other), (other, one)):
        if out.kind == "note-excludes" and brought.kind in ("note-includes", "technical-note"):
            denies = any(spoken.denying.fullmatch(w) for w in brought.text.casefold().split())
            denies = denies or bool(spoken.excluding.search(brought.text))
            return not denies and (brought.kind == "note-includes" or bool(spoken.naming.search(brought.text)))
    return False


def _by_entry(nodes: Iterable[Node]) -> dict[ControlCode, list[Node]]:
    found: dict[ControlCode, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.code.entry, []).append(node)
    return found


def _below(edition: Edition) -> dict[str | None, list[Node]]:
    found: dict[str | None, list[Node]] = {}
    for node in edition.by_code.values():
        found.setdefault(node.parent, []).append(node)
    return found


def _branch(node: Node, below: dict[str | None, list[Node]]) -> Iterator[Node]:
    """The node and its items; notes apart, which an addition to would make the branch look like another one."""
    yield node
    for child in below.get(node.code, ()):
        if isinstance(child, Provision) == isinstance(node, Provision):
            yield from _branch(child, below)


def _is_top(node: Node, edition: Edition) -> bool:
    """Whether the code alone tells what a node is: a heading, an entry, a term, wherever it is defined."""
    if isinstance(node, Definition):
        return True
    if isinstance(node, Provision):
        return node.kind in ("category", "group", "entry") or node.parent not in edition.by_code
    return node.parent not in edition.by_code


def _top_key(node: Node) -> str:
    return node.code.casefold() if isinstance(node, Definition) else node.code


def _family(node: Node) -> str:
    """What can become one another: provisions; notes, whether they include, exclude or explain; technical notes."""
    if isinstance(node, Note):
        return "note" if node.kind.startswith("note") else node.kind
    return type(node).__name__


def _label(node: Node) -> str:
    parent = node.parent or ""
    return node.code[len(parent) :] if parent and node.code.startswith(parent) else node.code


def _unused(node: Node) -> bool:
    return isinstance(node, Provision) and node.status == "not used"


def _alike_enough(old: Node, new: Node) -> bool:
    return not _unused(old) and not _unused(new) and same(old.text, new.text)


def _once(nodes: Iterable[Node]) -> dict[str, Node]:
    """The nodes by what they say, those left out that say the same as another or nothing."""
    found: dict[str, Node | None] = {}
    for node in nodes:
        said = key(node.text)
        if said and not _unused(node):
            found[said] = None if said in found else node
    return {said: node for said, node in found.items() if node is not None}
