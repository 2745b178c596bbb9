"""The rules of direction: their names in `docs/direction.md`, and the effect that each gives by itself."""

from __future__ import annotations

from enum import Enum

from attrs import evolve, frozen

from controllist.diffing.changes import OPPOSITE, Effect


class Rule(Enum):
    """A rule: its name, its name on the way back (dropped for added), and the effect on the way there.

    What is neutral or undecided is so both ways; an effect that turns on the case is given with the verdict.
    """

    # structure
    ITEM = "item added", "item dropped", "wider"
    CONTROL = "control added", "control dropped", "wider"
    CONDITION_UNDER_ALL = "condition added under all", "condition dropped under all", "narrower"
    FIRST_ITEM = "first item of its place", "last item of its place", "undecided"
    PART_OF_BRANCH = "part of what was added", "part of what was dropped", "undecided"
    NOTE_WITHIN = "note within what was added", "note within what was dropped", "neutral"
    CARVED_OUT = "carved out of an older item", "carved out of an older item", "narrower"
    EMPTY_PLACE = "place kept empty", "place kept empty", "neutral"
    HEADING = "heading", "heading", "neutral"
    FRONT_MATTER = "front matter", "front matter", "neutral"
    FOOTNOTE = "footnote", "footnote", "neutral"
    WORDS_TAKEN_OVER = "words taken over", "words taken over", "neutral"
    SAME_WORDS = "same words", "same words", "neutral"
    # bounds
    BOUND = "bound outward", "bound inward", "wider"
    BOUND_INCLUSIVE = "bound inclusive", "bound strict", "wider"
    BOUND_REPLACED = "bound replaced", "bound replaced", "undecided"
    BOUND_OF_CASES = "bound of the cases asked for", "bound of the cases asked for", "undecided"
    UNIT_CHANGED = "unit changed", "unit changed", "undecided"
    CONVERSION = "conversion corrected", "conversion corrected", "neutral"
    # words
    ALTERNATIVE = "alternative added", "alternative dropped", "wider"
    CONDITION = "condition added", "condition dropped", "narrower"
    QUALIFIER = "qualifying word added", "qualifying word dropped", "narrower"
    QUALIFIER_ELSEWHERE = "qualifier said elsewhere", "qualifier said elsewhere", "neutral"
    SAID_FOR_BOTH = "word said once for both", "word said once for both", "undecided"
    EXCLUSION = "exclusion added", "exclusion dropped", "narrower"
    INCLUSION = "inclusion added", "inclusion dropped", "wider"
    PLACE = "place added", "place dropped", "wider"
    LEGAL_TEST = "legal test replaced", "legal test replaced", "wider"
    WIDER_TERM = "term that takes in the word", "term that takes in the word", "wider"
    CONNECTIVE = "connective replaced", "connective replaced", "wider"
    COUNT = "count replaced", "count replaced", "wider"
    GOODS = "goods added", "goods dropped", "wider"
    JOINED_BY_AND = "joined by and", "joined by and", "undecided"
    CLAUSE = "clause added", "clause dropped", "undecided"
    REWORDED = "reworded", "reworded", "undecided"
    NAME_IN_BRACKETS = "name in brackets", "name in brackets", "neutral"
    EXAMPLE = "example added", "example dropped", "neutral"
    PHRASE_MOVED = "phrase moved", "phrase moved", "neutral"
    PLACE_NAMED = "place named", "place named", "neutral"
    LABEL = "label of an item", "label of an item", "neutral"
    ENTRY_NUMBER = "number of an entry", "number of an entry", "neutral"
    POINTER = "pointer", "pointer", "neutral"
    # notes and terms
    INCLUSION_OF_A_KIND = "inclusion of a kind named", "inclusion of a kind named", "neutral"
    ITEM_OF_NOTE = "item of a note added", "item of a note dropped", "wider"
    CONDITION_OF_NOTE = "condition of a note added", "condition of a note dropped", "narrower"
    KIND_OF_NOTE = "kind of note", "kind of note", "undecided"
    EXPLANATION = "explanation added", "explanation dropped", "neutral"
    EXPLANATION_CHANGED = "explanation changed", "explanation changed", "undecided"
    EXPLAINING_NOTE = "explaining note", "explaining note", "undecided"
    TERM_DEFINED = "term defined", "term defined", "neutral"
    TERM_DEFINED_ELSEWHERE = "term defined elsewhere now", "term defined elsewhere before", "neutral"
    TERM_MARKED = "term marked", "term marked", "neutral"

    def added(self) -> Verdict:
        """The verdict where something was added or got looser; for rules without a direction the only one."""
        return Verdict(self.value[2], self)

    def dropped(self) -> Verdict:
        """The verdict on the way back."""
        return Verdict(OPPOSITE[self.added().effect], self, True)

    def gives(self, effect: Effect, *, reverse: bool = False) -> Verdict:
        """The verdict with an effect that turns on the case."""
        return Verdict(effect, self, reverse)


@frozen
class Verdict:
    """The effect of a difference, and the rule that gave it; `reverse` where the rule is read on the way back."""

    effect: Effect
    rule: Rule
    reverse: bool = False

    @property
    def name(self) -> str:
        """The name of the rule.

        >>> Rule.ITEM.added().name, Rule.ITEM.dropped().name, Rule.ITEM.dropped().effect
        ('item added', 'item dropped', 'narrower')
        """
        return str(self.rule.value[1 if self.reverse else 0])

    def turned(self) -> Verdict:
        """The same under an exclusion: what widens the words narrows the control."""
        return evolve(self, effect=OPPOSITE[self.effect])

    def on_the_way_back(self) -> Verdict:
        return Verdict(OPPOSITE[self.effect], self.rule, not self.reverse)


EDITORIAL = frozenset(
    {
        Rule.SAME_WORDS,
        Rule.WORDS_TAKEN_OVER,
        Rule.CONVERSION,
        Rule.QUALIFIER_ELSEWHERE,
        Rule.NAME_IN_BRACKETS,
        Rule.EXAMPLE,
        Rule.PHRASE_MOVED,
        Rule.PLACE_NAMED,
        Rule.LABEL,
        Rule.ENTRY_NUMBER,
        Rule.POINTER,
    }
)
"""Rules of passages on which nobody's classification can turn."""
SILENT = frozenset({Rule.FRONT_MATTER, Rule.FOOTNOTE, Rule.POINTER})
"""Rules of what controls nothing wherever it stands."""
