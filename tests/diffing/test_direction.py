"""The direction of each kind of change, on an invented list of kitchen goods: one row a rule of docs/direction.md."""

from __future__ import annotations

import textwrap

import pytest

from controllist.codes import ControlCode
from controllist.diffing.changes import by_entry
from controllist.diffing.comparison import diff
from controllist.diffing.diff_context import requirement_change
from controllist.model import Edition, Note, Provision

KETTLES = """
2B901 | list | kettles and pots
.a | any | kettles with one of
.a.1 | | capacity > 5 l
.a.2 | | wall of copper
.b | all | pots with
.b.1 | | capacity ≥ 20 l
.b.2 | | lid that locks
.b#note | excludes | pots for camping
.b#note.1 | excludes | made of tin, capacity < 30 l
.b#note.2 | excludes | made of clay
.c | | ladles
"""


def told(edition_of, old, new):
    return [(c.kind, c.code, c.effect, c.rule) for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes]


def edited(old: str, *edits: tuple[str, str]) -> str:
    for before, after in edits:
        assert before in old
        old = old.replace(before, after)
    return old


TABLE = [
    # An alternative more under `any`, a condition more under `all`.
    (
        (".a.2 | | wall of copper\n", ".a.2 | | wall of copper\n.a.3 | | whistle\n"),
        ("added", "2B901.a.3", "wider", "item added"),
    ),
    ((".a.2 | | wall of copper\n", ""), ("removed", "2B901.a.2", "narrower", "item dropped")),
    (
        (".b.2 | | lid that locks\n", ".b.2 | | lid that locks\n.b.3 | | two handles\n"),
        ("added", "2B901.b.3", "narrower", "condition added under all"),
    ),
    ((".b.2 | | lid that locks\n", ""), ("removed", "2B901.b.2", "wider", "condition dropped under all")),
    # Under `list` each item is a control of its own.
    ((".c | | ladles", ".c | | ladles\n.d | | whisks"), ("added", "2B901.d", "wider", "item added")),
    ((".c | | ladles", ""), ("removed", "2B901.c", "narrower", "item dropped")),
    # How items combine.
    ((".b | all |", ".b | any |"), ("requirement", "2B901.b", "wider", "all to any")),
    ((".a | any |", ".a | all |"), ("requirement", "2B901.a", "narrower", "any to all")),
    ((".a | any |", ".a | list |"), ("requirement", "2B901.a", "neutral", "any to list")),
    # Bounds: outward, inward, inclusive, strict.
    (("capacity > 5 l", "capacity > 4 l"), ("threshold", "2B901.a.1", "wider", "bound outward")),
    (("capacity > 5 l", "capacity > 6 l"), ("threshold", "2B901.a.1", "narrower", "bound inward")),
    (("capacity > 5 l", "capacity ≥ 5 l"), ("threshold", "2B901.a.1", "wider", "bound inclusive")),
    (("capacity ≥ 20 l", "capacity > 20 l"), ("threshold", "2B901.b.1", "narrower", "bound strict")),
    # Inside an excluding note everything counts the other way round.
    (
        (".b#note.2 | excludes | made of clay\n", ""),
        ("note-removed", "2B901.b#note.2", "wider", "item of a note dropped"),
    ),
    (
        ("made of clay", "made of clay\n.b#note.3 | excludes | made of glass"),
        ("note-added", "2B901.b#note.3", "narrower", "item of a note added"),
    ),
    (("capacity < 30 l", "capacity < 40 l"), ("note-changed", "2B901.b#note.1", "narrower", "bound outward")),
    # Notes as a whole.
    (
        (".c | | ladles", ".c | | ladles\n.c#note | excludes | ladles of wood"),
        ("note-added", "2B901.c#note", "narrower", "exclusion added"),
    ),
    (
        (".c | | ladles", ".c | | ladles\n.c#note | includes | skimmers"),
        ("note-added", "2B901.c#note", "wider", "inclusion added"),
    ),
    (
        (".c | | ladles", ".c | | ladles\n.c#see-also | see-also | 2B902"),
        ("note-added", "2B901.c#see-also", "neutral", "pointer"),
    ),
    # A place kept empty.
    ((".c | | ladles", ".c | not-used |"), ("status", "2B901.c", "narrower", "item dropped")),
]


@pytest.mark.parametrize(("edit", "expected"), TABLE, ids=[f"{e[3]} {e[1]}" for _, e in TABLE])
def test_rule(edition_of, edit, expected):
    assert told(edition_of, KETTLES, edited(KETTLES, edit)) == [expected]


@pytest.mark.parametrize(("edit", "expected"), TABLE, ids=[f"{e[3]} {e[1]}" for _, e in TABLE])
def test_going_back_turns_the_effect_round(edition_of, edit, expected):
    opposite = {"wider": "narrower", "narrower": "wider", "neutral": "neutral"}
    (back,) = told(edition_of, edited(KETTLES, edit), KETTLES)
    assert back[2] == opposite[expected[2]]


def test_an_item_of_a_part_is_told_at_its_provision(edition_of):
    old = """
    3B901 | list | ovens
    .f.4 | any | ovens with one of
    .f.4#part.1 | part all |
    .f.4#part.1.1 | part | chamber ≤ 2 m
      @inferred a catalogue | the list itself was not seen
    """
    (change,) = diff(edition_of(old), edition_of(old.replace("≤ 2 m", "≤ 3 m"), "2021-01-01")).changes
    assert (change.code, change.new_place) == ("3B901.f.4", "3B901.f.4#part.1.1")
    assert (change.kind, change.before, change.after, change.effect) == ("threshold", "2 m", "3 m", "wider")
    assert (change.basis.grade, change.substantive) == ("inferred", True)


def test_a_new_entry_is_a_wider_list_down_to_its_conditions(edition_of):
    new = KETTLES + "2B902 | all | ovens\n.a | | gas\n.b | | steel\n"
    found = diff(edition_of(KETTLES), edition_of(new, "2021-01-01")).changes
    assert [(c.code, c.effect, c.within) for c in found] == [
        ("2B902", "wider", None),
        ("2B902.a", "wider", "2B902"),
        ("2B902.b", "wider", "2B902"),
    ]


OVENS = (
    KETTLES
    + """
2B902 | all | ovens
.a | | gas
.b | | steel
.b#note | excludes | steel of two kinds
.b#note~2 | includes | iron
.b#technical-note | technical | 'steel' = iron with carbon
"""
)


def test_an_exclusion_within_a_new_entry_takes_nothing_away(edition_of):
    old, new = edition_of(KETTLES), edition_of(OVENS, "2021-01-01")
    (entry,) = by_entry(diff(old, new).changes)
    told = {c.code: (c.effect, c.rule, c.substantive) for c in entry.changes if "#" in c.code}
    assert entry.effect == "wider"
    assert told == {
        "2B902.b#note": ("neutral", "note within what was added", True),
        "2B902.b#note~2": ("wider", "part of what was added", True),
        "2B902.b#technical-note": ("neutral", "note within what was added", True),
    }
    (gone,) = by_entry(diff(new, old).changes)
    assert gone.effect == "narrower"
    assert {c.rule for c in gone.changes if c.effect == "neutral"} == {"note within what was dropped"}


def test_an_exclusion_of_an_older_entry_still_narrows(edition_of):
    new = OVENS.replace("ladles", "ladles\n.c#note | excludes | ladles of wood")
    found = {c.code: c.effect for c in diff(edition_of(OVENS), edition_of(new, "2021-01-01")).changes}
    assert found == {"2B901.c#note": "narrower"}


def test_a_place_used_again_for_a_part_of_an_older_item_adds_nothing(edition_of):
    old = "2B901 | list | lamps\n.a | | wavelength < 1400 nm and power > 15 W\n.b | not-used |\n"
    new = old.replace(".b | not-used |", ".b | | wavelength < 1100 nm and power > 30 W")
    (change,) = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert (change.kind, change.effect, change.rule) == ("status", "narrower", "carved out of an older item")
    looser = new.replace("1100 nm", "1500 nm")
    (change,) = diff(edition_of(old), edition_of(looser, "2021-01-01")).changes
    assert (change.effect, change.rule) == ("wider", "item added")


def test_a_bound_of_the_cases_asked_for_carves_nothing_out(edition_of):
    """The new item asks it of fewer loads, and so takes in ovens that the older one did not."""
    old = edition_of("""
        2B901 | list | ovens
        .a | | < 5 min for any load > 2 kg at heights up to 90 cm
        .b | not-used |
        """)
    new = edition_of(
        """
        2B901 | list | ovens
        .a | | < 5 min for any load > 2 kg at heights up to 75 cm
        .b | | < 5 min for any load > 9 kg at heights up to 90 cm
        """,
        "2021-01-01",
    )
    told = {c.code: (c.effect, c.rule) for c in diff(old, new).changes}
    assert told == {"2B901.a": ("narrower", "bound inward"), "2B901.b": ("wider", "item added")}


def test_a_technical_note_may_name_its_own_place_anywhere(edition_of):
    old = "2B901 | list | pots\n.a | | 'depth' > 5 m\n.a#technical-note | technical | 'depth' in 2B901.a means a way"
    new = old.replace("'depth' in 2B901.a means", "for the purposes of 2B901.a, 'depth' means")
    assert diff(edition_of(old), edition_of(new, "2021-01-01")).changes == ()
    other = old.replace("in 2B901.a means", "in 2B902 means")
    assert diff(edition_of(old), edition_of(other, "2021-01-01")).changes != ()


@pytest.mark.parametrize(
    ("code", "rule"), [("general#note.practice", "front matter"), ("2B901#note.footnote-2", "footnote")]
)
def test_what_is_printed_around_the_list_controls_nothing(code, rule):
    entry = Provision(ControlCode("2B901"), "entry", text="pots")
    note = Note(ControlCode(code), "note", ControlCode("2B901") if code.startswith("2B") else None, text="of printing")
    editions = [
        Edition("toy", day, "en", "digest", nodes)
        for day, nodes in (("2020-01-01", (entry,)), ("2021-01-01", (entry, note)))
    ]
    (change,) = diff(*editions).changes
    assert (change.effect, change.rule, change.substantive) == ("neutral", rule, False)


def test_an_item_within_an_older_one_adds_nothing(edition_of):
    old = "2B901 | list | lamps\n.a | | wavelength < 1400 nm and power > 15 W\n"
    new = (
        "2B901 | list | lamps\n.a | | wavelength < 780 nm and power > 25 W\n"
        ".b | | wavelength < 1100 nm and power > 30 W\n"
    )
    found = {c.code: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    assert (found["2B901.b"].effect, found["2B901.b"].rule) == ("narrower", "carved out of an older item")


def test_the_entry_is_undecided_where_its_parts_disagree(edition_of):
    new = edited(KETTLES, ("capacity > 5 l", "capacity > 4 l"), (".c | | ladles", ""))
    (entry,) = by_entry(diff(edition_of(KETTLES), edition_of(new, "2021-01-01")).changes)
    assert (entry.code, entry.effect, len(entry.changes)) == ("2B901", "undecided", 2)


def test_a_definition_alone_controls_nothing_but_a_narrower_one_narrows(edition_of):
    old = '2B901 | | "steel" pots\n"steel"#definition | definition | iron with carbon\n'
    assert told(edition_of, '2B901 | | "steel" pots\n', old)[0][1:3] == ('"steel"#definition', "neutral")
    new = old.replace("iron with carbon", "iron with carbon and having a yield strength > 200 MPa")
    (change,) = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert (change.kind, change.effect, change.touches) == ("definition", "narrower", ("2B901",))


def test_goods_that_an_older_item_lost_to_one_of_their_own_are_no_more_than_before(edition_of):
    old = """
    2B901 | list | kitchens
    .a | list | motors of kitchens
    .a.1 | | copper motors, or electric whisk motors for cakes; power > 5 kW
    """
    new = """
    2B901 | list | kitchens
    .a | list | motors of kitchens
    .a.1 | | copper motors; power > 5 kW
    .b | | electric cake whisk motors specially designed for ships, power > 5 kW
    """
    found = {c.code: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    noted = edition_of(textwrap.dedent(new) + ".b#note | includes | stirrers\n", "2021-01-01")
    told = {c.code: c.effect for c in diff(edition_of(old), noted).changes}
    assert told["2B901.b#note"] == told["2B901.b"] == "narrower"
    # Both items stand below 2B901; the old one lost its member, the new one names it and asks more.
    assert (found["2B901.b"].effect, found["2B901.b"].rule) == ("narrower", "carved out of an older item")
    for other in (
        new.replace("ships, power > 5 kW", "ships, power > 4 kW"),  # a looser bound
        new.replace("ships, power > 5 kW", "ships"),  # none
        new.replace("electric cake whisk", "hydraulic bread mixer"),  # other goods
        new.replace("copper motors; power", "copper motors, or electric whisk motors for cakes; power"),  # nothing lost
    ):
        changes = diff(edition_of(old), edition_of(other, "2021-01-01")).changes
        assert {c.code: c.effect for c in changes}["2B901.b"] == "wider"


@pytest.mark.parametrize(
    ("note", "effect"),
    [
        ("soup ladles with a hook", "neutral"),
        ("copper soup ladles", "neutral"),
        ("soup ladles or forks", "wider"),  # a member of another kind
        ("ladles for sauce", "wider"),  # not the whole name
        ("2B901.c includes soup ladles having two handles", "neutral"),
        ("soup ladles include forks with a bowl", "wider"),  # the subject of a note is not what it brings in
        ("soup ladles: forks with a bowl", "wider"),
    ],
)
def test_a_note_that_includes_a_kind_the_text_names_only_clarifies(edition_of, note, effect):
    old = KETTLES.replace("ladles", "soup ladles made of wood")
    new = old + f".c#note | includes | {note}\n"
    (change,) = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert (change.kind, change.effect, change.substantive) == ("note-added", effect, True)
    (back,) = diff(edition_of(new), edition_of(old, "2021-01-01")).changes
    assert back.effect == {"wider": "narrower", "neutral": "neutral"}[effect]


def test_goods_in_general_are_no_kind(edition_of):
    old = KETTLES.replace("ladles", "equipment for soup")
    new = old + ".c#note | includes | equipment with a hook\n"
    (change,) = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert change.effect == "wider"


def test_what_came_or_went_with_a_branch_says_so(edition_of):
    new = KETTLES + "2B902 | all | ovens\n.a | | gas\n"
    came = {c.code: c.detail for c in diff(edition_of(KETTLES), edition_of(new, "2021-01-01")).changes}
    assert came == {"2B902": "new", "2B902.a": "came with 2B902"}
    gone = {c.code: c.detail for c in diff(edition_of(new), edition_of(KETTLES, "2021-01-01")).changes}
    assert gone == {"2B902": "gone", "2B902.a": "went with 2B902"}


@pytest.mark.parametrize(
    ("edit", "detail"),
    [
        (("capacity > 5 l", "capacity > 4 l"), "capacity > 5 l, now > 4 l"),
        (("capacity > 5 l", "capacity ≥ 5 l"), "capacity > 5 l, now ≥ 5 l"),
        ((".b | all |", ".b | any |"), "items combine by any, no longer by all"),
        (("wall of copper", "tall wall of copper"), "– → tall"),
        (("wall of copper", "wall"), "of copper → –"),
        ((".c | | ladles", ".c | not-used |"), "no longer used"),
    ],
)
def test_a_change_is_told_in_a_clause(edition_of, edit, detail):
    (change,) = diff(edition_of(KETTLES), edition_of(edited(KETTLES, edit), "2021-01-01")).changes
    assert change.detail == detail


def test_an_entry_named_before_a_definition_only_points(edition_of):
    old = '2B901 | | "pots"\n"pot"#definition | definition | {}a vessel\n'
    before, after = old.format("(2) "), old.format("(2 4) ")
    assert [c.effect for c in diff(edition_of(before), edition_of(after, "2021-01-01")).changes if c.substantive] == []


def test_a_heading_that_got_words_of_its_own(edition_of):
    """`Kettles` over items that each say what they are controls nothing more."""
    old = "2B901 | list | pots\n.a | list |\n.a.1 | | tin kettles\n"
    new = old.replace(".a | list |", ".a | list | kettles")
    (change,) = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert (change.effect, change.rule, change.substantive) == ("neutral", "heading", False)
    (back,) = diff(edition_of(new), edition_of(old, "2021-01-01")).changes
    assert (back.effect, back.rule) == ("neutral", "heading")
    for words, heading in (("tin kettles", True), ("kettles for ships", False), ("kettles used on ships", False)):
        longer = new.replace("list | kettles", f"list | {words}")
        (change,) = diff(edition_of(old), edition_of(longer, "2021-01-01")).changes
        assert (change.rule == "heading") is heading


def test_items_that_went_into_the_words_of_their_place(edition_of):
    """A place that lost its items is compared with them: what they said and it says now is no change."""
    old = "2B901 | list | pots\n.a | any | lids of\n.a.1 | | tin\n.a.2 | | wax\n"
    new = "2B901 | list | pots\n.a | | lids of tin or wax\n"
    forth = {c.code: c.effect for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    assert forth["2B901.a"] in ("neutral", "undecided")
    back = {c.code: c.effect for c in diff(edition_of(new), edition_of(old, "2021-01-01")).changes}
    assert back["2B901.a"] in ("neutral", "undecided")


def test_a_branch_is_told_at_its_entry_even_below_a_new_heading(edition_of):
    old = "3A901 | | ovens\n"
    new = "2B | heading | kitchens\n2B901 | list | pots\n.a | | pans\n.a#note | excludes | toys\n" + old
    found = {c.code: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
    assert {code: (c.effect, c.rule, c.within) for code, c in found.items()} == {
        "2B": ("neutral", "heading", None),
        "2B901": ("wider", "item added", None),
        "2B901.a": ("wider", "part of what was added", "2B901"),
        "2B901.a#note": ("neutral", "note within what was added", "2B901"),
    }
    gone = {c.code: c for c in diff(edition_of(new), edition_of(old, "2021-01-01")).changes}
    assert {code: (c.effect, c.rule, c.within) for code, c in gone.items()} == {
        "2B": ("neutral", "heading", None),
        "2B901": ("narrower", "item dropped", None),
        "2B901.a": ("narrower", "part of what was dropped", "2B901"),
        "2B901.a#note": ("neutral", "note within what was dropped", "2B901"),
    }


def test_an_item_added_with_items_of_its_own_has_the_effect_of_the_whole(edition_of):
    """Under `all` a new branch asks for more, and so do all its items; under `list` it lets more in."""
    under_all = KETTLES.replace(
        ".b.2 | | lid that locks\n", ".b.2 | | lid that locks\n.b.3 | any | feet of\n.b.3.a | | tin\n"
    )
    found = {c.code: (c.effect, c.rule) for c in diff(edition_of(KETTLES), edition_of(under_all, "2021-01-01")).changes}
    assert found == {
        "2B901.b.3": ("narrower", "condition added under all"),
        "2B901.b.3.a": ("narrower", "part of what was added"),
    }
    back = {c.code: (c.effect, c.rule) for c in diff(edition_of(under_all), edition_of(KETTLES, "2021-01-01")).changes}
    assert back == {
        "2B901.b.3": ("wider", "condition dropped under all"),
        "2B901.b.3.a": ("wider", "part of what was dropped"),
    }


@pytest.mark.parametrize(("figure", "effect"), [("> 4 l", "wider"), ("> 6 l", "narrower")])
def test_a_bound_that_moved_matters_whichever_way(edition_of, figure, effect):
    (change,) = diff(edition_of(KETTLES), edition_of(edited(KETTLES, ("> 5 l", figure)), "2021-01-01")).changes
    assert (change.kind, change.effect, change.substantive) == ("threshold", effect, True)


def test_the_same_said_otherwise_or_with_its_items(edition_of):
    lids = "2B901 | list | pots\n.a | any | lids\n.a.1 | | tin\n"
    led_in = lids.replace("| lids", "| lids having any of the following:")
    (change,) = diff(edition_of(lids), edition_of(led_in, "2021-01-01")).changes
    assert (change.rule, change.detail) == ("same words", "the same, said otherwise")
    whole = "2B901 | list | pots\n.a | | ovens with a lamp\n"
    parted = "2B901 | list | pots\n.a | all | ovens\n.a.1 | | with a lamp\n"
    for old, new in ((whole, parted), (parted, whole)):
        found = {c.code: c for c in diff(edition_of(old), edition_of(new, "2021-01-01")).changes}
        assert found["2B901.a"].detail == "words of items taken over, or left to items"
        assert {(c.effect, c.rule) for c in found.values()} == {("neutral", "words taken over")}


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        ("all", "any", "wider"),
        ("all", "list", "wider"),
        ("any", "all", "narrower"),
        ("list", "all", "narrower"),
        ("any", "list", "neutral"),
        ("list", "any", "neutral"),
        # Where items come or go as a whole, what they do is told of them.
        *((one, None, "undecided") for one in ("all", "any", "list")),
        *((None, one, "undecided") for one in ("all", "any", "list")),
    ],
)
def test_how_items_are_joined(before, after, effect):
    assert requirement_change(before, after) == effect
