"""The numbers that steer a comparison of two editions, in one table.

Likeness runs from 0 to 100 (rapidfuzz `ratio`). Two texts under one label are one provision that changed unless they
share next to nothing; under different labels they must be mostly the same words before a label is said to have changed.
"""

from __future__ import annotations

SAME_LABEL = 30.0
"""Likeness from which two items under one label are one item that changed."""
SAME_NUMBER = 60.0
"""The same for notes, whose numbers follow from what stands before them."""
OTHER_LABEL = 72.0
"""Likeness from which two siblings under different labels are one that was renumbered."""
LABEL_BONUS = 12.0
"""What the same label adds to a likeness where several could pair."""
ELSEWHERE = 86.0
"""Likeness from which words of another place are the same words, moved."""

BRANCH_LETTERS = 600
"""Letters of a branch that take part in a comparison."""
SHORTEST_MOVE = 24
"""Letters from which words may be called moved: "Pumps;" stands in too many places."""
SHORTEST_IN_ENTRY = 6
"""The same within one entry, for words left over there."""
SHORTEST_ANYWHERE = 60
"""The same for what goes to another entry: a whole sentence."""
SHORTEST_PART = 16
"""Letters from which words may be called a part of a neighbour's words."""

FEWEST_WORDS = 5
"""Words that may be called taken over; fewer stand together by chance."""
SHORTEST_WORD = 4
"""Letters of a word that carries a meaning of its own."""
MOST_OF_THEM = 0.85
"""Share of words that stand in another text which took them over."""
HARDLY_ANY = 0.6
"""Share of words below which that text did not have them before."""
SAME_MEANING = 60.0
"""Likeness of what is said of a term from which it is the same definition at another place."""
OPENING_WORDS = 4
"""Words of a note that may stand up to the term it is about: `among insulation meant for ...`."""

FEWEST_OF_NAME = 4
"""Words of a name of goods that a new item takes from an older one; fewer stand in many items."""
MOST_OF_NAME = 0.8
"""Share of that name which the older item had."""
LITTLE_OF_NAME = 0.6
"""Share of it from which down the older item has lost the goods."""
FARTHEST_REFERENCE = 3
"""Words between a qualifier and the reference behind its noun."""
LONGEST_QUALIFIER = 4
"""Words that may qualify a noun; more are a clause."""
LONGEST_OTHER = 3
"""Words of a member of an enumeration without connective."""
LONGEST_MEMBER = 6
"""The same of the member that was added or dropped."""
WORDS_AHEAD = 24
"""Words behind a passage in which the connective of its enumeration is looked for."""
LONGEST_NAMES = 60
"""Words of a text that may be no more than names of one thing."""
LONGEST_NUMBERS = 12
"""Words of a bracket that may hold the numbers of one figure."""
