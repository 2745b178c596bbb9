"""Invented lists of pots and pans, and what a comparison of two says, in short."""

from controllist.diffing.alignment import align
from controllist.diffing.comparison import diff

PANS = """
2B901 | list | pots and pans
.a | | soup pots made of tin
.b | all | pans with
.b.1 | | capacity > 5 l
.b.2 | | lid that locks
"""


def told(edition_of, old, new):
    """The changes by place, as kind, effect, rule and whether they are substantive."""
    found = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    return {c.code: (c.kind, c.effect, c.rule, c.substantive) for c in found}


POTS = """
2B901 | list | pots
.a | list | pots for
.a.1 | | boiling potatoes in salted water
.a.2 | | frying onions in olive oil
.a.3 | | stewing plums with cinnamon
.b | | kettles with a whistle for loud kitchens
#technical-note.1 | technical | 'stewing' is slow boiling in little water
#note | excludes | pots of a doll's house
"""


def how(edition_of, old, new):
    pairs = align(edition_of(old), edition_of(new, "2021-01-01")).pairs
    return {(p.old and p.old.code, p.new and p.new.code): p.how for p in pairs if p.how != "same place"}


def differing(alignment):
    """The pairs whose nodes do not stand as they stood."""
    return [p for p in alignment.pairs if p.old != p.new or p.how != "same place"]
