"""What the coming, going and changing of notes does: one row a rule of docs/direction.md."""

from __future__ import annotations

import pytest
from attrs import evolve

from controllist.codes import ControlCode
from controllist.diffing.comparison import diff
from controllist.model import Edition, Note, Provision
from tests.diffing.pots import PANS, told

OPPOSITE = {"wider": "narrower", "narrower": "wider", "neutral": "neutral", "undecided": "undecided"}


@pytest.mark.parametrize(
    ("line", "effect", "rule", "substantive"),
    [
        ("excludes | pots for camping", "narrower", "exclusion added", True),
        ("includes | kettles", "wider", "inclusion added", True),
        ("explains | pots stand on a stove", "undecided", "explaining note", True),
        ("see-also | 2B902", "neutral", "pointer", False),
        ("technical | 'pots' = vessels", "neutral", "explanation added", True),
        ("technical | 'pots' include kettles", "wider", "inclusion added", True),
        ("technical | kettles are covered", "wider", "inclusion added", True),
        ("technical | 'pots' do not include kettles", "neutral", "explanation added", True),
    ],
)
def test_a_new_note(edition_of, line, effect, rule, substantive):
    new = PANS + f"#note | {line}\n"
    assert told(edition_of, PANS, new) == {"2B901#note": ("note-added", effect, rule, substantive)}


@pytest.mark.parametrize(
    ("line", "effect", "rule", "substantive"),
    [
        ("excludes | pots for camping", "wider", "exclusion dropped", True),
        ("includes | kettles", "narrower", "inclusion dropped", True),
        ("explains | pots stand on a stove", "undecided", "explaining note", True),
        ("see-also | 2B902", "neutral", "pointer", False),
        ("technical | 'pots' = vessels", "undecided", "explanation dropped", True),
    ],
)
def test_a_note_that_is_gone(edition_of, line, effect, rule, substantive):
    old = PANS + f"#note | {line}\n"
    assert told(edition_of, old, PANS) == {"2B901#note": ("note-removed", effect, rule, substantive)}


@pytest.mark.parametrize(
    ("on", "line", "effect", "rule"),
    [
        # A note on a note: an exclusion from an exclusion brings goods back in.
        ("excludes | pots for camping", "excludes | pots of iron", "wider", "exclusion added"),
        ("excludes | pots for camping", "includes | pots of iron", "narrower", "inclusion added"),
        ("includes | kettles", "excludes | kettles of iron", "narrower", "exclusion added"),
        ("includes | kettles", "includes | urns", "wider", "inclusion added"),
        # On a rule for measuring nothing is brought in.
        ("technical | depth is measured in use", "includes | urns", "undecided", "explaining note"),
        ("technical | depth = height ÷ 2", "includes | urns", "undecided", "explaining note"),
        ("technical | 'pots' stand on a stove", "includes | urns", "wider", "inclusion added"),
    ],
)
def test_a_new_note_on_a_note(edition_of, on, line, effect, rule):
    old = PANS + f"#note | {on}\n"
    new = old + f"#note#note | {line}\n"
    assert told(edition_of, old, new) == {"2B901#note#note": ("note-added", effect, rule, True)}


@pytest.mark.parametrize(
    ("above", "item", "effect", "rule"),
    [
        ("excludes", "excludes", "narrower", "item of a note added"),
        ("includes", "includes", "wider", "item of a note added"),
        ("explains", "explains", "undecided", "explaining note"),
    ],
)
def test_a_new_item_of_a_note(edition_of, above, item, effect, rule):
    for heading in ("any of these", ""):  # or nothing: a number alone above its items
        old = PANS + f"#note | {above} | {heading}\n#note.a | {item} | pots for camping\n"
        new = old + f"#note.b | {item} | pots for dolls\n"
        assert told(edition_of, old, new) == {"2B901#note.b": ("note-added", effect, rule, True)}


@pytest.mark.parametrize(
    ("item", "effect", "rule"),
    [("excludes", "narrower", "exclusion added"), ("includes", "wider", "inclusion added")],
)
def test_what_only_hangs_under_a_number_is_a_note_of_its_own(edition_of, item, effect, rule):
    """Notes of another kind below a heading without words: each does what its own words do."""
    old = PANS + f"#technical-note | technical |\n#technical-note.a | {item} | pots for camping\n"
    new = old + f"#technical-note.b | {item} | pots for dolls\n"
    assert told(edition_of, old, new) == {"2B901#technical-note.b": ("note-added", effect, rule, True)}


@pytest.mark.parametrize(("kind", "effect"), [("note-excludes", "wider"), ("note-includes", "narrower")])
def test_an_item_more_of_a_note_that_asks_for_all(kind, effect):
    """Goods must meet one item more to be left out, so fewer are; or to be brought in."""
    entry = Provision(ControlCode("2B901"), "entry", text="pots")
    head = Note(ControlCode("2B901#note"), kind, entry.code, "pots with all of these", requirement="all")
    items = [
        Note(ControlCode(f"2B901#note.{x}"), kind, head.code, text) for x, text in (("a", "lids"), ("b", "spouts"))
    ]
    old = Edition("toy", "2020-01-01", "en", "digest", (entry, head, items[0]))
    new = Edition("toy", "2021-01-01", "en", "digest", (entry, head, *items))
    (change,) = diff(old, new).changes
    assert (change.effect, change.rule) == (effect, "condition of a note added")
    (back,) = diff(new, old).changes
    assert (back.effect, back.rule) == (OPPOSITE[effect], "condition of a note dropped")


@pytest.mark.parametrize(
    ("before", "after", "effect", "substantive"),
    [
        ("excludes | pots for camping", "includes | pots for camping", "wider", True),
        ("includes | pots for camping", "excludes | pots for camping", "narrower", True),
        ("explains | pots for camping", "includes | pots for camping", "neutral", False),  # the same words
        ("excludes | pots for camping", "explains | pots for camping", "neutral", False),
    ],
)
def test_the_kind_of_a_note(edition_of, before, after, effect, substantive):
    found = told(edition_of, PANS + f"#note | {before}\n", PANS + f"#note | {after}\n")
    assert found == {"2B901#note": ("note-changed", effect, "kind of note", substantive)}


@pytest.mark.parametrize(
    ("kind", "before", "after", "effect", "rule"),
    [
        ("includes", "kettles", "kettles or urns", "wider", "alternative added"),
        ("excludes", "kettles", "kettles or urns", "narrower", "alternative added"),
        ("includes", "kettles", "tin kettles", "narrower", "qualifying word added"),
        ("explains", "kettles stand", "tall kettles stand", "undecided", "explanation changed"),
        ("explains", "the entry covers kettles", "the entry covers tall kettles", "narrower", "qualifying word added"),
        ("technical", "'pots' are kettles", "'pots' are tall kettles", "narrower", "qualifying word added"),
        (
            "technical",
            "depth is measured in pots",
            "depth is measured in tall pots",
            "undecided",
            "explanation changed",
        ),
        ("see-also", "2B902", "2B903", "neutral", "pointer"),
    ],
)
def test_other_words_in_a_note(edition_of, kind, before, after, effect, rule):
    found = told(edition_of, PANS + f"#note | {kind} | {before}\n", PANS + f"#note | {kind} | {after}\n")
    assert found == {"2B901#note": ("note-changed", effect, rule, effect != "neutral")}


def test_a_note_whose_bound_and_words_changed_tells_both_at_once(edition_of):
    old = PANS + "#note | excludes | pots for camping of a capacity < 3 l\n"
    new = PANS + "#note | excludes | tin pots for camping of a capacity < 4 l\n"
    (change,) = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    assert (change.kind, change.effect) == ("note-changed", "undecided")
    assert set(change.rule.split("; ")) == {"qualifying word added", "bound outward"}
    assert "< 3 l → < 4 l" in change.detail


def test_a_note_of_another_kind_with_other_words_is_open(edition_of):
    old, new = PANS + "#note | explains | pots for camping\n", PANS + "#note | excludes | pots for ships\n"
    found = diff(edition_of(old), edition_of(new, "2021-01-01")).changes
    kinds = [c for c in found if c.rule == "kind of note"]
    assert [(c.effect, c.substantive, c.detail) for c in kinds] == [
        ("undecided", False, "a note-excludes now, a note before")
    ]
    assert len(found) == 2  # and the words


@pytest.mark.parametrize(
    ("code", "effect", "rule", "substantive"),
    [
        ("general#note.practice", "neutral", "front matter", False),
        ("2B901#note.footnote-3", "neutral", "footnote", False),
        ("2B901#note.footnote3", "neutral", "footnote", False),
        ("general#note.4", "undecided", "explanation changed", True),
        ("2B901#note.3", "undecided", "explanation changed", True),
    ],
)
def test_what_controls_nothing_wherever_it_stands(code, effect, rule, substantive):
    entry = Provision(ControlCode("2B901"), "entry", text="pots")
    parent = entry.code if code.startswith("2B") else None
    old, new = (
        Edition("toy", day, "en", "digest", (entry, Note(ControlCode(code), "note", parent, f"figures are {said}")))
        for day, said in (("2020-01-01", "rounded down"), ("2021-01-01", "printed in full"))
    )
    (change,) = diff(old, new).changes
    assert (change.kind, change.effect, change.rule, change.substantive) == ("note-changed", effect, rule, substantive)
    (came,) = diff(evolve(old, nodes=(entry,)), new).changes
    assert (came.kind, came.rule) == ("note-added", rule if not substantive else "explaining note")
    assert came.substantive is substantive
