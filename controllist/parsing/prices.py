"""What speaks against a place, in points: one sign against it costs one to three, and no sign is worth all others.

The figures were set by the rules of the texts, not by single rows of them; what each stands for is beside it.
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
UNUSED_LEAD_IN = 2.0  # a text announces a list and none came
UNUSED_IN_NOTE = 1.0  # the same of a note
COMPLETE = 2.2  # "or" was said before the last item, and that item has come
INCOMPLETE = 0.6  # "or" was said and the last item has not come
LONE = 1.0  # a text announces a list and one item came, in a form that tells no levels
DEPTH = 1.8  # the markup nests it elsewhere
DEPTH_NEAR = 0.5  # the markup puts it beside its parent, as the bare lists of consolidated texts do
INDENT = 1.6  # print puts it in another column
UNFINISHED = 4.0  # the text before has not ended, so this is rather its next line
FINISHED = 5.0  # the text before has ended, so this is rather something new
NEXT_NUMBER = 0.5  # Note 2 where Note 1 has been: taken off
WRONG_NUMBER = 2.0  # Note 3 where Note 2 has not been
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

EXACT = 1e-9
"""Below the smallest price, above what adding prices loses."""


def cited_price(cost: float, is_nested: bool) -> float:
    """What a place costs that is dearer than `CITED`, if another text names the code it gives.

    Where markup tells of levels, no place becomes cheaper by that than one with a small sign against it.

    >>> [round(cited_price(cost, is_nested=True), 2) for cost in (1.0, 2.0)], round(cited_price(1.0, False), 2)
    ([0.6, 1.2], 0.2)
    """
    return max(cost - CITED, CITED_LEAST) if is_nested else cost - CITED
