"""One small list before and after, with every field of every change: what a reader of a comparison is told."""

from __future__ import annotations

import pytest

from controllist.diffing.changes import OPPOSITE, Change
from controllist.diffing.comparison import diff
from controllist.diffing.patch import apply, invert

BEFORE = """
2B901 | list | kitchens
.a | all | ovens with
.a.1 | | power > 5 kW
.a.2 | | door of steel
.b | list | pans for
.b.1 | | frying eggs in butter
.b.2 | | 'roasting' nuts with salt and honey
.c | any | kettles with
.c.1 | | whistle
.c.2 | | handle of wood
.d | | soup ladles made of wood
.e | | forks, other than forks for 2B902
.e#technical-note | technical | 'roasting' is heating above 150 °C
.f | not-used |
.g | | trays, length ≤ 40 cm, for baking bread
.h | | jugs, 30 cm deep or more
.h#technical-note | technical | depth is measured in use
#note.1 | excludes | 2B901 does not control toys
#note.2 | includes | kettles for ships
2B902 | list | goods for 2B901.b
.a | | racks
.a#see-also | see-also | 2B901
2B903 | | "stewing" pots
"stewing"#definition | definition | slow boiling in little water
"""
AFTER = """
2B901 | list | kitchens
.a | any | ovens with
.a.1 | | power > 4 kW
.a.2 | | door of steel or brass
.a.3 | | lamp
.b | list | pans for
.b.1 | | steaming fish over herbs
.b.2 | | frying eggs in butter
.b.3 | | 'roasting' nuts with salt and honey
.c | any | kettles with
.c.2 | | handle of wood
.d | | soup ladles
.e | | forks, other than forks for 2B902 or 2B903
.e#technical-note | technical | 'roasting' is heating above 160 °C
.f | | spoons
.g | | trays, length ≤ 50 cm, for baking rye bread
.h | | jugs, 30 cm deep or more
.h#technical-note | technical | depth is measured at rest
#note.1 | excludes | 2B901 does not control toys or dolls
#note.3 | excludes | grills
2B902 | list | goods for 2B901.b
.a | | racks
.a#see-also | see-also | 2B903
2B903 | | "stewing" pots
"stewing"#definition | definition | slow boiling in little hot water
2B904 | list | cellars
.a | | wine racks
"""
# kind, code (old code → code), effect (! where substantive), rule | detail | what it touches
TOLD = """
note-changed 2B901#note.1 narrower! alternative added | – → or dolls
note-removed 2B901#note.2 narrower! inclusion dropped | gone
note-added 2B901#note.3 narrower! exclusion added | new
requirement 2B901.a wider! all to any | items combine by any, no longer by all
threshold 2B901.a.1 wider! bound outward | power > 5 kW, now > 4 kW
text 2B901.a.2 wider! alternative added | – → or brass
added 2B901.a.3 wider! item added | new
added 2B901.b.1 wider! item added | new | 2B902
renumbered 2B901.b.1→2B901.b.2 neutral same words | was 2B901.b.1
renumbered 2B901.b.2→2B901.b.3 neutral same words | was 2B901.b.2
removed 2B901.c.1 narrower! item dropped | gone
text 2B901.d wider! condition dropped | made of wood → –
text 2B901.e narrower! place added | 2b902 → 2b902 or 2b903
note-changed 2B901.e#technical-note narrower! bound inward | > 150 °C → > 160 °C | 2B901.b.3
status 2B901.f wider! item added | used again
threshold 2B901.g wider! bound outward | length ≤ 40 cm, now ≤ 50 cm
text 2B901.g narrower! qualifying word added | – → rye
note-changed 2B901.h#technical-note undecided! explanation changed | in use → at rest
note-changed 2B902.a#see-also neutral pointer | 2b901 → 2b903
added 2B904 wider! control added | new
added 2B904.a wider! part of what was added | came with 2B904
definition "stewing"#definition narrower! qualifying word added | – → hot | 2B903
"""


def line(change: Change) -> str:
    code = change.code if change.old_code in (None, change.code) else f"{change.old_code}→{change.code}"
    weighs = "!" if change.substantive else ""
    said = f"{change.kind} {code} {change.effect}{weighs} {change.rule} | {change.detail}"
    return said + (f" | {' '.join(change.touches)}" if change.touches else "")


@pytest.fixture(scope="module")
def editions(edition_of):
    return edition_of(BEFORE), edition_of(AFTER, "2021-01-01")


def test_what_a_reader_is_told(editions):
    assert "\n".join(line(c) for c in diff(*editions).changes) == TOLD.strip()


def test_the_way_back_tells_the_opposite(editions):
    """What came goes, and each effect turns round; one change forth is one back."""
    turned = {"added": "removed", "note-added": "note-removed"}
    turned |= {back: forth for forth, back in turned.items()}
    forth, back = diff(*editions).changes, diff(*reversed(editions)).changes
    expected = {(c.old_place, c.new_place, turned.get(c.kind, c.kind), OPPOSITE[c.effect]) for c in forth}
    assert {(c.new_place, c.old_place, c.kind, c.effect) for c in back} == expected
    assert len(forth) == len(back)
    swapped = {(c.kind, c.before, c.after) for c in forth if c.kind not in ("requirement", "status", "threshold")}
    assert swapped == {
        (turned.get(c.kind, c.kind), c.after, c.before)
        for c in back
        if c.kind not in ("requirement", "status", "threshold")
    }


def test_what_stood_and_what_stands_is_quoted_from_its_place(editions):
    old, new = editions
    for change in diff(old, new).changes:
        assert (change.old_place is None) == (change.kind in ("added", "note-added"))
        assert (change.new_place is None) == (change.kind in ("removed", "note-removed"))
        assert change.entry == change.code.partition(".")[0].partition("#")[0]
        sides = ((change.old_place, old, change.before), (change.new_place, new, change.after))
        for place, edition, said in sides:
            whole = edition[place].text if place else ""
            if change.kind in ("threshold", "requirement"):
                assert said in whole or said == str(edition[place].requirement)
            elif change.kind == "status":
                assert said in (whole, "not used")
            else:
                assert said == whole


def test_figures_and_branches_are_told_in_fields(editions):
    found = {(c.kind, c.code): c for c in diff(*editions).changes}
    power = found["threshold", "2B901.a.1"]
    assert (power.before, power.after, power.within, power.cause) == ("5 kW", "4 kW", None, "amendment")
    assert (found["added", "2B904.a"].within, found["added", "2B904"].within) == ("2B904", None)
    spoons = found["status", "2B901.f"]
    assert (spoons.before, spoons.after) == ("not used", "spoons")
    assert {c.decided_by for c in found.values()} == {"rule"}


def test_the_patch_leads_there_and_back(editions):
    old, new = editions
    patch = diff(old, new).patch
    assert apply(patch, old) == new
    assert apply(invert(patch), new) == old
    touched = {n.code for hunk in patch.hunks for n in (*hunk.old_nodes, *hunk.new_nodes)}
    assert {"2B901", "2B902", "2B903", "2B901.c"}.isdisjoint(touched)


def test_another_cause_is_told_with_every_change(editions):
    assert {c.cause for c in diff(*editions, cause="corrigendum").changes} == {"corrigendum"}
