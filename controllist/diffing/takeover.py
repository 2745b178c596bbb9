"""Whose words became whose: the node of the other edition that holds the words of one that has no pair."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import frozen

from controllist.codes import ControlCode
from controllist.diffing.branches import Branches, by_entry
from controllist.diffing.elsewhere import SHORTEST_IN_ENTRY
from controllist.diffing.likeness import family, opposed
from controllist.diffing.pairs import Taken
from controllist.diffing.sharing import bounds_taken_over, handed_on, nearly_all_said, taken_over
from controllist.diffing.substance import key
from controllist.model import Node, Note, Provision

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
