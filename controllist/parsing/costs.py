"""What speaks against a place, in points, and how far the search for the cheapest reading goes.

One sign against a place costs one to three, and no sign is worth all others. The figures were set by the rules of the
texts, not by single rows of them; what each stands for is beside it.
"""

from __future__ import annotations

GAP = 1.2  # labels are left out: the law does it, but seldom
GAP_STEP, GAP_STEPS = 0.1, 1.5  # for each label that is left out; all of them together
FIRST_IS_NOT_FIRST = 2.2  # a list begins with c or 4 (3B501.a.4)
BACKWARD = 3.0  # a label that is lower than the last one
AGAIN = 5.5  # a label that this list has already
OUTER_EXPECTS = 2.5  # a list begins late just where an outer list expects this very label: the label-repair rule
OUTER_IS_NEXT = 1.0  # labels are left out just where an outer list expects this very label
SAME_TYPE = 3.0  # letters below a letter
ROMAN = 0.8  # a list of roman numbers begins
OTHER_LIST = 6.0  # a second list of another type below one node
OTHER_LABEL = 2.0  # an item prints a label above its own that is not the one above it
NO_LEAD_IN = 1.0  # a list below a text that announces none
OF_SECTION = 0.5  # a list right below a section or a heading of front matter
UNUSED_LEAD_IN = 2.0  # a text announces a list and none follows
UNUSED_IN_NOTE = 1.0  # the same of a note
COMPLETE = 2.2  # "or" stands before the last item, and that item is there
INCOMPLETE = 0.6  # "or" stands before the last item, and that item is missing
LONE = 1.0  # a text announces a list and one item follows, in a form that tells no levels
DEPTH = 1.8  # the markup nests it elsewhere
DEPTH_NEAR = 0.5  # the markup puts it beside its parent, as the bare lists of consolidated texts do
INDENT = 1.6  # print puts it in another column
UNFINISHED = 4.0  # the text before has not ended, so this is rather its next line
FINISHED = 5.0  # the text before has ended, so this is rather something new
NEXT_NUMBER = 0.5  # Note 2 where Note 1 is: taken off
WRONG_NUMBER = 2.0  # Note 3 where no Note 2 is
NOTE_IN_NOTE = 1.5  # a note speaks of a provision or of an item of a note; one right inside another is rare
NAMED_DEEPER = 1.5  # a note names E.d where E.b.4.d is open: the items were nested too deep (ML7 of the Directive)
CITED = 0.8  # another text names the code this place would give: the other half of the label-repair rule
CITED_LEAST = 0.6  # what such a place costs at the least where markup tells of levels: no less than a small sign
NAMED = 0.9  # a note names the code of another place
ELSEWHERE, ELSEWHERE_STEP = 1.2, 0.1  # a note is not where nesting or columns have it; for each level between
OTHER_PAGE = 0.3  # a note stands further out than the columns of a page before have it
ITALIC = 0.4  # italics speak for a note
UPRIGHT = 2.6  # upright letters below an italic note speak for an item of the provision
OUTSIDE = 6.0  # an item or note of a section while one of its entries is open
AFTER_NOTES = 0.5  # a list goes on behind the notes of its provision, in a form that tells no levels
EXPECTED = 3.0  # print goes on as text just where the next label of a list is due, in its column
LEVEL = 0.03  # for each level that closes: of two places alike the nearer one; half of it for a note
COLUMN = 2.5
"""Characters by which print may miss a column."""

BEAM = 8
"""How many readings are followed at once: ambiguities that last longer than three labels have not been seen."""
MARGIN = 7.0
"""What a reading may cost more than the cheapest and still be followed; with 6 two old Czech texts read otherwise."""
DEEPEST = 24
"""How many of the innermost open nodes are tried: three times what any list has; else a hostile file takes long."""
TURN = 64
"""Units after which the time of the call is looked at."""

PAGE_MARGIN = 2.0
"""Characters by which the code of an entry may stand off the edge of its page."""
FEWEST_ENTRIES = 12
"""Entries below which a text is an excerpt, which nobody takes for the whole list."""
FEWEST_FROM_FIRST = 4
"""The same for a text that begins with the very first entry of a list that numbers its entries through (ML1)."""
FEWEST_FLAT = 3
"""Entries with lists that are not nested, from which on no list of a text may be."""
LONGEST_TITLE = 200
"""Characters of the longest line that begins an act, an annex, a category or a group."""
LONGEST_CODE = 12
"""Characters of a paragraph that is nothing but the code of an entry."""
LONGEST_WORD = 200
"""Characters at the end of a printed line in which its last word is looked for."""
LONGEST_SUBJECT = 80
"""Characters in which a note says what its words include."""
LONGEST_NAMING = 90
"""Characters of a note in which it names the places it speaks of."""
LONGEST_NAME = 60
"""Characters of a note in which it names the one place it belongs to."""
LONGEST_CONNECTOR = 12
"""Characters of a paragraph that is nothing but "and" or "or"."""
