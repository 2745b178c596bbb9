"""What became of the items below one place that stands in both editions: same place, or renumbered.

Where a label and its words are as they were nothing is compared. Of the rest the same words under another label go
first, then what is most alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen
from rapidfuzz import fuzz

from controllist.codes import ControlCode
from controllist.diffing.branches import Branches, said_once
from controllist.diffing.likeness import family, is_unused, label, only_one_speaks, says_the_same
from controllist.diffing.pairs import How, Taken
from controllist.diffing.substance import key
from controllist.model import Node, Note, Provision

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
