"""What moved: nodes left over at their own place, looked for in the whole list, and notes in their entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen
from rapidfuzz import fuzz

from controllist.diffing.beneath import SHORTEST_MOVE, Beneath
from controllist.diffing.branches import Branches, by_entry
from controllist.diffing.likeness import family
from controllist.diffing.pairs import Taken
from controllist.diffing.sharing import much_the_same
from controllist.model import Definition, Node, Note, Provision

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
