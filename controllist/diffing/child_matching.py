"""One edition as an alignment walks it: what hangs where, and what each branch and entry says, made when asked for.

What became of the items below one place that stands in both editions: same place, or renumbered.

Where a label and its words are as they were nothing is compared. Of the rest the same words under another label go
first, then what is most alike.

A node before and after: the values the alignment of two editions gives, and the pairs as they are found.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

from attrs import define, field, frozen
from rapidfuzz import fuzz

from controllist.codes import ControlCode
from controllist.diffing.normalization import key, levelled
from controllist.diffing.text_overlap import family, is_unused, label, only_one_speaks, says_the_same
from controllist.model import Edition, Node, Note, Provision

_SHOWN = 600  # letters of a branch that take part in a comparison
_TOPS = frozenset({"category", "group", "entry", "definition"})


# Without slots: with them and with what is worked out once, each look at a field would go by `__getattr__`.
@define(eq=False, slots=False)
class Branches:
    """One edition by what hangs below each place; nodes whose code stands twice count by their first standing."""

    edition: Edition
    still: frozenset[str]
    """Codes under which the other edition has the same node, in the very same words."""
    restless: Mapping[str, Node]
    """What may have got another pair than itself (see `with_all_below`), by code, in reading order: all that is
    compared."""
    _said: dict[str, str] = field(factory=dict)
    _once: dict[str, dict[str, Node]] = field(factory=dict)
    _anew: dict[str, list[Node]] = field(factory=dict)
    _said_anew: dict[str, set[str]] = field(factory=dict)

    nodes: Mapping[str, Node] = field(init=False)
    """All nodes by code, in reading order."""
    tops: list[Node] = field(init=False, factory=list)
    """What is restless and told by the code alone: headings, entries, terms, whatever hangs on nothing."""
    _still_below: dict[ControlCode | None, list[ControlCode]] = field(init=False, factory=dict)
    _loose_below: dict[ControlCode | None, list[Node]] = field(init=False, factory=dict)

    @nodes.default
    def _nodes(self) -> Mapping[str, Node]:
        return self.edition.by_code

    def __attrs_post_init__(self) -> None:
        nodes, still, tops, loose = self.nodes, self.still, self.tops, self._loose_below
        for code, node in self.restless.items():
            if node.kind in _TOPS or node.parent not in nodes:
                tops.append(node)
            else:
                loose.setdefault(node.parent, []).append(node)
            if code in still:
                self._still_below.setdefault(node.parent, []).append(node.code)

    @cached_property
    def stirred(self) -> Sequence[Node]:
        """The nodes that do not stand as they are in the other edition."""
        return [n for code, n in self.restless.items() if code not in self.still]

    def below(self, code: ControlCode) -> Sequence[Node]:
        """What hangs directly on a place."""
        below = self.edition.below(code)
        return below if self._each_stands_once else [n for n in below if self.nodes[n.code] is n]

    @cached_property
    def _each_stands_once(self) -> bool:
        return len(self.nodes) == len(self.edition.nodes)

    def still_below(self, code: ControlCode) -> Sequence[ControlCode]:
        """The codes of what is restless directly below a place although it stands as it stood."""
        return self._still_below.get(code, ())

    def loose(self, code: ControlCode, taken: Container[str]) -> list[Node]:
        """What hangs directly on a place, may have got another code, and is not taken."""
        return [n for n in self._loose_below.get(code, ()) if n.code not in taken]

    def text(self, node: Node) -> str:
        """What a branch says, levelled and cut to the length that takes part in a comparison."""
        said = self._said.get(node.code)
        if said is None:
            said = levelled(node.text)
            if self.below(node.code):
                said = self._with_items(node)
            said = self._said[node.code] = said[:_SHOWN].strip()
        return said

    def _with_items(self, node: Node) -> str:
        """What a node and its items say, as far as it is compared; notes apart: with one more it would look another."""
        parts, length, waiting = [], 0, [node]
        provision = isinstance(node, Provision)
        while waiting and length <= _SHOWN:
            part = waiting.pop()
            parts.append(levelled(part.text))
            length += len(parts[-1])
            waiting += [n for n in self.below(part.code) if isinstance(n, Provision) == provision][::-1]
        return " ".join(parts)

    def has_items(self, node: Node) -> bool:
        """Whether other provisions hang below a provision."""
        if isinstance(node, Provision):
            for below in self.edition.below(node.code):
                if isinstance(below, Provision):
                    return True
        return False

    def once(self, entry: str) -> dict[str, Node]:
        """The provisions of an entry by what they say, those left out that say the same as another or nothing."""
        if entry not in self._once:
            below = self.edition.subtree(entry) if entry in self.nodes else ()
            self._once[entry] = said_once(n for n in below if isinstance(n, Provision))
        return self._once[entry]

    def says_anew(self, entry: str, said: str) -> bool:
        """Whether a provision of an entry says this that does not stand as it is in the other edition."""
        if not self._anew:
            self._anew = by_entry(n for n in self.stirred if isinstance(n, Provision))
        if entry not in self._said_anew:
            self._said_anew[entry] = {key(n.text) for n in self._anew.get(entry, ())}
        return said in self._said_anew[entry]


def picked(edition: Edition, codes: Container[str | None]) -> dict[str, Node]:
    """The nodes with some codes, in reading order."""
    nodes = edition.by_code
    return {code: nodes[code] for code in filter(codes.__contains__, nodes)}


def with_all_below(edition: Edition, apart: Iterable[Node]) -> set[ControlCode]:
    """The codes of some nodes, of what hangs below them, and of what hangs on no place and below that.

    With the nodes that do not stand as they stood: all else stands in both editions, on a place that does, up to its
    top. It is its own pair.
    """
    nodes, below = edition.by_code, edition.below
    waiting = [n.code for n in apart]
    for place in [p for p in edition.places if p not in nodes]:
        if place is not None and any(nodes[n.code] is n for n in below(place)):
            waiting += [n.code for n in below(place)]
    found: set[ControlCode] = set()
    for code in waiting:  # which grows while it is walked
        if code not in found:
            found.add(code)
            if hanging := below(code):
                waiting += [n.code for n in hanging]
    return found


def by_entry(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Nodes by the entry, or the term, that their code begins with."""
    found: dict[str, list[Node]] = {}
    same: tuple[str, ...] = ()
    for node in nodes:
        code = node.code
        if not code.startswith(same):  # most stand behind one of the same entry
            place = code.partition("#")[0]
            entry = place if place[:1] == '"' else place.partition(".")[0]
            gathered = found.setdefault(entry, [])
            same = (f"{entry}#",) if place[:1] == '"' else (f"{entry}.", f"{entry}#")
        gathered.append(node)
    return found


def said_once(nodes: Iterable[Node]) -> dict[str, Node]:
    """The nodes by what they say, those left out that say the same as another or nothing."""
    found: dict[str, Node | None] = {}
    for node in nodes:
        said = key(node.text) if node.text else ""
        if said and not is_unused(node):
            found[said] = None if said in found else node
    return {said: node for said, node in found.items() if node is not None}


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


# Likeness runs from 0 to 100. Two texts under one label are one provision that changed unless they share next to
# nothing; under different labels they must be mostly the same words before a label is said to have changed.
SAME_LABEL = 30.0
SAME_NUMBER = 60.0  # the same for notes, whose numbers follow from what stands before them
OTHER_LABEL = 72.0
LABEL_BONUS = 12.0
SHORTEST_MOVE = 24  # letters; "Pumps;" stands in too many places to be called moved


@frozen(eq=False)
class Beneath:
    """Two editions whose items are paired below places that are paired already."""

    old: Branches
    new: Branches
    taken: Taken

    def pair_below(self, old_code: ControlCode, new_code: ControlCode) -> None:
        """Pair what can be paired among the items and notes directly below two places."""
        taken = self.taken
        if old_code == new_code:
            self.keep_still(new_code)
        olds = self.old.loose(old_code, taken.new_of)
        news = self.new.loose(new_code, taken.old_of) if olds else []
        if not news:
            return
        named = {(family(n), label(n)): n for n in olds}
        for node in news:
            twin = named.get((family(node), label(node)))
            if twin is not None and (twin.text == node.text or says_the_same(twin, node)):
                taken.take(twin, node, "same place")
        olds, news = taken.left(olds, news)
        if olds and news:
            self.pair_equal(olds, news, "renumbered")
            self.pair_likely(*taken.left(olds, news))

    def keep_still(self, place: ControlCode) -> None:
        """Pair what stands below a place of both editions just as it stood."""
        taken = self.taken
        for code in self.new.still_below(place):
            if code not in taken.old_of and code not in taken.new_of:
                taken.new_of[code] = taken.old_of[code] = code

    def pair_branch(self, old_code: ControlCode, new_code: ControlCode) -> None:
        """Pair what can be paired below two places, at any depth."""
        self.pair_below(old_code, new_code)
        for node in self.new.below(new_code):
            if node.code in self.taken.old_of:
                self.pair_branch(self.taken.old_of[node.code], node.code)

    def pair_equal(self, olds: Sequence[Node], news: Sequence[Node], how: How, shortest: int = 1) -> None:
        """Pair what says the same and stands once on either side."""
        before, after = _by_family(olds), _by_family(news)
        for one in sorted(before.keys() & after.keys()):
            self.pair_said(before[one], after[one], how, shortest)

    def pair_said(self, olds: Iterable[Node], news: Iterable[Node], how: How, shortest: int) -> None:
        """Pair what says the same, of whatever family; less than `shortest` letters may stand anywhere."""
        before = said_once(olds)
        for said, node in said_once(news).items():
            if said in before and len(said) >= shortest:
                self.taken.take(before[said], node, how)

    def pair_likely(self, olds: Sequence[Node], news: Sequence[Node], *, strict: bool = True) -> None:
        """Pair what is most alike, best first; the same label counts for something, not for everything."""
        scored = []
        after = [(family(n), label(n), j, n) for j, n in enumerate(news)]
        for i, old in enumerate(olds):
            kin, named = family(old), label(old)
            for other, its_name, j, new in after:
                if other != kin or only_one_speaks(old, new):
                    continue
                same_label = named == its_name
                enough = OTHER_LABEL
                if same_label:
                    enough = SAME_NUMBER if strict and isinstance(new, Note) else SAME_LABEL
                score = self.likeness(old, new, same_label, enough)
                if score < enough:
                    continue
                if score < OTHER_LABEL and (self.went_elsewhere(old) or self.came_from_elsewhere(new)):
                    continue
                scored.append((-score - (LABEL_BONUS if same_label else 0), i, j, same_label))
        for _, i, j, same_label in sorted(scored):
            if self.taken.open(olds[i], news[j]):
                self.taken.take(olds[i], news[j], "same place" if same_label else "renumbered")

    def likeness(self, old: Node, new: Node, same_label: bool, enough: float) -> float:
        """How alike two branches are, in words alone; 0 where that is not enough."""
        if is_unused(old) or is_unused(new):
            return 100.0 if same_label else 0.0
        before, after = self.old.text(old), self.new.text(new)
        if not before and not after:
            return 100.0 if same_label else 0.0
        return float(fuzz.ratio(before, after, score_cutoff=enough))

    def went_elsewhere(self, old: Node) -> bool:
        """Whether an item's words stand, as they were and once, under another place of the entry now.

        They have moved there; what stands under their label is another item, not the same in other words.
        """
        twin = self._twin_in_entry(old, self.old, self.new)
        return twin is not None and twin.code not in self.taken.old_of

    def came_from_elsewhere(self, new: Node) -> bool:
        """The same, asked of the new item."""
        twin = self._twin_in_entry(new, self.new, self.old)
        return twin is not None and twin.code not in self.taken.new_of

    @staticmethod
    def _twin_in_entry(node: Node, here: Branches, there: Branches) -> Node | None:
        """The one item of the entry in the other edition that says the same, where one says it on either side."""
        if not isinstance(node, Provision):
            return None
        said = key(node.text)
        if len(said) < SHORTEST_MOVE:
            return None
        # What says the same and stands as it was stands in both, and then neither is the only one that says it.
        if node.code not in here.still and not there.says_anew(node.code.entry, said):
            return None
        return there.once(node.code.entry).get(said) if said in here.once(node.code.entry) else None


def _by_family(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for node in nodes:
        found.setdefault(family(node), []).append(node)
    return found
