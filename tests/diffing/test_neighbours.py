"""A new item that asks more than an old one did at the same place lets nothing in."""

from __future__ import annotations

import pytest

from controllist.diffing.comparison import diff

CARVED = ("narrower", "carved out of an older item")
ADDED = ("wider", "item added")


def arrival(edition_of, old, new, code):
    changes = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    (change,) = [c for c in changes if c.code == code]
    return change.effect, change.rule


LAMPS = "2B901 | list | lamps\n.a | | power > 15 W\n"


@pytest.mark.parametrize(
    ("new", "verdict"),
    [
        ("power > 30 W", CARVED),  # a tighter bound
        ("blue lamps, power > 30 W", CARVED),  # and a word that narrows
        ("power > 15 W", ADDED),  # no bound is tighter
        ("power > 10 W", ADDED),  # it is looser
        ("power > 30 W or heat > 500 K", ADDED),
        ("heat > 500 K", ADDED),  # another measure
        ("power < 30 W", ADDED),  # on the other side
        ("blue lamps", ADDED),  # no bound at all
    ],
)
def test_an_item_with_a_tighter_bound(edition_of, new, verdict):
    assert arrival(edition_of, LAMPS, LAMPS + f".b | | {new}\n", "2B901.b") == verdict


def test_an_item_with_items_of_its_own_is_compared_with_none(edition_of):
    new = LAMPS + ".b | any | power > 30 W\n.b.1 | | blue\n"
    assert arrival(edition_of, LAMPS, new, "2B901.b") == ADDED


def test_a_pointer_carves_nothing_out(edition_of):
    """It has a tighter bound than the item, but controls nothing itself."""
    new = LAMPS + "#see-also | see-also | 2B902 for power > 30 W\n"
    assert arrival(edition_of, LAMPS, new, "2B901#see-also") == ("neutral", "pointer")


def test_only_items_of_the_same_place_count(edition_of):
    old = LAMPS + "2B902 | list | ovens\n.a | | gas ovens\n"
    assert arrival(edition_of, old, old + ".b | | power > 30 W\n", "2B902.b") == ADDED


MOTORS = """
2B901 | list | kitchens
.a | | copper motors, or electric whisk motors for cakes; power > 5 kW
"""
LOST = MOTORS.replace(", or electric whisk motors for cakes", "")


@pytest.mark.parametrize(
    ("new", "verdict"),
    [
        ("electric cake whisk motors specially designed for ships, power > 5 kW", CARVED),
        ("electric cake whisk motors having a lid, power ≥ 6 kW", CARVED),
        ("grey electric cake whisk motors specially designed for ships, power > 5 kW", CARVED),  # four words of five
        ("electric cake whisk motors, power > 5 kW", ADDED),  # no condition more
        # The name ends with the first comma: what follows says how they look.
        ("electric cake whisk motors, silvered, gilded, polished, specially designed for ships, power > 5 kW", CARVED),
        ("cake whisk motors specially designed for ships, power > 5 kW", ADDED),  # three words stand in many items
        ("large red electric whisk motors specially designed for ships, power > 5 kW", ADDED),  # much of it is new
        ("electric cake whisk motors specially designed for ships, power < 5 kW", ADDED),
    ],
)
def test_goods_that_an_older_item_lost(edition_of, new, verdict):
    assert arrival(edition_of, MOTORS, LOST + f".b | | {new}\n", "2B901.b") == verdict


TERM = "2B901 | | {}stewing{} pots{}\n"
MEANING = "slow boiling in little water"


@pytest.mark.parametrize(
    ("note", "verdict"),
    [
        (f"'stewing' means {MEANING}", ("neutral", "term defined elsewhere before", False)),
        ("'stewing' means slow boiling in little hot water", ("neutral", "term defined elsewhere before", False)),
        ("'stewing' means quick roasting over open fires", ("neutral", "explanation added", True)),  # another meaning
        (f"'boiling' means {MEANING}", ("neutral", "explanation added", True)),  # another term
        ("'stewing': slow boiling in little water or wine",
         ("wider", "term defined elsewhere before; alternative added", True)),
    ],
)  # fmt: skip
def test_a_definition_that_became_one_of_an_entry(edition_of, note, verdict):
    old = '2B901 | | "stewing" pots\n"stewing"#definition | definition | ' + MEANING + "\n"
    new = f"2B901 | | 'stewing' pots\n#technical-note | technical | {note}\n"
    found = {c.code: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    came = found["2B901#technical-note"]
    assert (came.effect, came.rule, came.substantive) == verdict
    gone = {c.code: c for c in diff(edition_of(new), edition_of(old, "2021-01-01")).changes}["2B901#technical-note"]
    if verdict[1].startswith("term"):
        assert gone.rule.startswith("term defined elsewhere now")
        assert gone.detail == 'the term is defined at "stewing"#definition now'
        assert gone.effect == {"wider": "narrower"}.get(verdict[0], verdict[0])
    else:
        assert (gone.effect, gone.rule) == ("undecided", "explanation dropped")


def test_what_an_edition_explains_itself_is_no_other_place(edition_of):
    """The definition stands in both editions: a new note with the same words explains something once more."""
    old = '2B901 | | "stewing" pots\n"stewing"#definition | definition | ' + MEANING + "\n"
    new = old + "2B902 | | 'stewing' pans\n#technical-note | technical | 'stewing' means " + MEANING + "\n"
    found = {c.code: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    assert found["2B902#technical-note"].rule == "note within what was added"
    noted = old.replace('pots\n"', "pots\n#technical-note | technical | 'stewing' means " + MEANING + '\n"')
    (change,) = diff(edition_of(old), edition_of(noted, "2021-01-01")).changes
    assert (change.code, change.rule) == ("2B901#technical-note", "explanation added")


def test_a_meaning_that_moved_into_a_note_while_its_term_got_another(edition_of):
    old = '2B901 | | "stewing" pots\n"stewing"#definition | definition | ' + MEANING + "\n"
    new = old.replace(MEANING, "roasting over open fires").replace(
        'pots\n"', "pots\n#technical-note | technical | 'stewing' means " + MEANING + '\n"'
    )
    found = {c.code: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    came = found["2B901#technical-note"]
    assert (came.effect, came.rule) == ("neutral", "term defined elsewhere before")
    assert came.detail == 'the term was defined at "stewing"#definition before'
    gone = {c.code: c for c in diff(edition_of(new), edition_of(old, "2021-01-01")).changes}["2B901#technical-note"]
    assert (gone.effect, gone.rule) == ("neutral", "term defined elsewhere now")


@pytest.mark.parametrize(
    ("opening", "found"),
    [
        ("stewing is slow boiling in little water", True),
        ("what is called stewing is slow boiling in little water", True),  # the fourth word
        ("what is here called stewing is slow boiling in little water", False),
    ],
)
def test_a_note_may_open_with_its_term_unquoted(edition_of, opening, found):
    old = '2B901 | | "stewing" pots\n"stewing"#definition | definition | ' + MEANING + "\n"
    new = f"2B901 | | stewing pots\n#note | explains | {opening}\n"
    rule = {c.code: c.rule for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}["2B901#note"]
    assert (rule == "term defined elsewhere before") is found
    kept = new + '"stewing"#definition | definition | quick roasting over open fires\n'
    rule = {c.code: c.rule for c in diff(edition_of(old), edition_of(kept, "2021-01-01")).changes}["2B901#note"]
    assert rule == "explaining note"  # the term is defined where it was
    pots = old.replace('"stewing"#def', '"brewing"#def')  # another term
    rule = {c.code: c.rule for c in diff(edition_of(pots), edition_of(new, "2021-01-01")).changes}["2B901#note"]
    assert rule == "explaining note"
