"""Whose words became whose: the node of the other edition that holds the words of one that has no pair."""

from __future__ import annotations

from attrs import frozen

from controllist.codes import ControlCode
from controllist.diffing.branches import Branches
from controllist.diffing.elsewhere import SHORTEST_IN_ENTRY
from controllist.diffing.likeness import family, opposed
from controllist.diffing.sharing import bounds_taken_over, handed_on, taken_over
from controllist.diffing.substance import key
from controllist.model import Node, Note, Provision

SHORTEST_PART = 16  # letters, to be found in the words of a neighbour


@frozen(eq=False)
class Takeover:
    """The look from one edition (`here`) at the other (`there`); `there_of` and `here_of` pair the codes."""

    here: Branches
    there: Branches
    there_of: dict[ControlCode, ControlCode]
    here_of: dict[ControlCode, ControlCode]

    def holder(self, node: Node) -> Node | None:
        """The node of the other edition that holds this one's words: its parent, a neighbour, or one of their notes.

        What stands there in the very words of its counterpart took none over.
        """
        above = self.there_of.get(node.parent) if node.parent else None
        said = key(node.text) if above is not None else ""
        if above is None or len(said) < SHORTEST_IN_ENTRY:
            return None
        # What is calm stands there in the very words of its counterpart.
        top, below = self.there.nodes[above], self.there.below(above)
        beside = [*self.there.restless_below(above)]
        if isinstance(node, Note):
            beside += self.there.restless_notes_on((top, *below))
        near = (top, *beside) if len(said) >= SHORTEST_PART else (top,)
        found = next((c for c in near if self._changed(c) and self._holds_whole(c, node, said, top)), None)
        if found is not None:
            return found
        far = (top,) if isinstance(node, Provision) else (*beside, *self.there.restless_notes(node.code.entry))
        return next((c for c in far if self._changed(c) and self._holds_in_other_words(c, node)), None)

    def _changed(self, candidate: Node) -> bool:
        before = self._counterpart(candidate)
        return before is None or before.text != candidate.text

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
        told = node.text, candidate.text, before.text if before is not None else "", here.language
        if taken_over(*told) or (isinstance(candidate, Note) and handed_on(*told)):
            return not opposed(candidate, node, here.language)
        if not isinstance(node, Provision) or before is None:
            return False
        return bounds_taken_over((here, node.code), (there, candidate.code), (here, before.code))
