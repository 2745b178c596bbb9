"""From words to checks: which exclusions hold where, how items combine, what a heading asks, what a check quotes."""

from __future__ import annotations

import pytest

from controllist import store
from controllist.assessing.facts import Facts
from controllist.assessing.plan import Figure, Group, NotUsed, Specified, Unseen, Words, leaves, planner
from controllist.assessing.verdict import assess
from controllist.codes import ControlCode
from controllist.model import Basis, Edition, Note, Provision

REAL = store.load("eu-dual-use@2025-11-15")
ENTRY = ControlCode("2B999")


def entry(words: str, requirement: str | None = None, **fields: object) -> Provision:
    return Provision(ENTRY, "entry", None, words, requirement=requirement, **fields)  # type: ignore[arg-type]


def item(label: str, words: str, requirement: str | None = None, **fields: object) -> Provision:
    code = ControlCode(f"2B999.{label}")
    return Provision(code, "item", code.parent, words, requirement=requirement, **fields)  # type: ignore[arg-type]


def excluding(code: str, words: str = "toys", about: tuple[str, ...] = (), **fields: object) -> Note:
    place = ControlCode(code)
    return Note(place, "note-excludes", place.parent, words, about=tuple(map(ControlCode, about)), **fields)  # type: ignore[arg-type]


def edition(*nodes: Provision | Note) -> Edition:
    return Edition("eu-dual-use", "2030-01-01", "en", "digest", nodes)


def exclusions(list_: Edition, code: str) -> list[str]:
    """The notes that can take a provision out, those at its items apart."""
    return [
        str(c.code) for c in planner(list_).plan(code).root.checks if isinstance(c, Group) and c.kind == "exclusion"
    ]


@pytest.mark.parametrize(
    ("code", "released_by"),
    [
        ("3D001", ["GSN.a", "GSN.b", "GSN.c"]),
        ("5D101", ["GSN.a", "GSN.b", "GSN.c"]),
        ("5D002", ["GSN.b"]),  # of Category 5, Part 2 the notes at GSN.a and GSN.c say that they do not release it
        ("0D001", ["NSN#part.1"]),
        ("3E001", ["GTN#part.3", "GTN#part.4"]),
        ("5E002", ["GTN#part.3", "GTN#part.4"]),
        ("0E001", ["NTN#part.4"]),
        ("3A001", []),
        ("3B501", []),
        ("3C001", []),
    ],
)
def test_what_the_general_notes_release(code: str, released_by: list[str]) -> None:
    found = [c for c in exclusions(REAL, code) if not c[0].isdigit()]
    assert found == released_by


def test_a_category_is_released_by_none() -> None:
    assert exclusions(REAL, "3") == []


CATEGORY = (
    Provision(ControlCode("2"), "category", None, "machines", requirement="list"),
    Provision(ControlCode("2B"), "group", ControlCode("2"), "test equipment", requirement="list"),
    Provision(ENTRY, "entry", ControlCode("2B"), "side length > 9 mm"),
    Provision(ControlCode("2E999"), "entry", ControlCode("2"), "depth > 9 mm"),
)


@pytest.mark.parametrize(
    ("note", "machines", "technology"),
    [
        (excluding("2B#note"), True, False),
        (excluding("2#note"), True, True),
        # A note that hangs on an entry speaks of the goods of its group, though it names all of the category.
        (excluding("2B999#note", about=("2",)), True, False),
        (excluding("2E999#note", about=("2",)), False, True),
    ],
)
def test_what_a_heading_leaves_out(note: Note, machines: bool, technology: bool) -> None:
    list_ = edition(*CATEGORY, note)
    assert (note.code in exclusions(list_, "2B999")) is machines
    assert (note.code in exclusions(list_, "2E999")) is technology


def test_the_words_of_a_heading_are_no_question() -> None:
    told = Facts.of({"side length": "10 mm"})
    assert assess(edition(*CATEGORY), "2B999", told).verdict == "met"
    assert assess(edition(*CATEGORY), "2B", told).verdict == "met"


@pytest.mark.parametrize(
    ("about", "where"),
    [((), ["2B999"]), (("2B999.a",), ["2B999.a"]), (("2B999.a", "2B999.b"), ["2B999.a", "2B999.b"])],
)
def test_a_note_counts_at_the_places_it_speaks_of(about: tuple[str, ...], where: list[str]) -> None:
    list_ = edition(
        entry("presses", "list"), item("a", "side length > 9 mm"), item("b", "depth > 9 mm"),
        excluding("2B999#note", about=about),
    )  # fmt: skip
    told = Facts.of({"is it": "yes", "side length": "10 mm", "depth": "10 mm"})
    for code in ("2B999.a", "2B999.b"):
        excluded = "2B999" in where or code in where
        assert assess(list_, code, told, strict=False).verdict == ("unknown" if excluded else "met")


@pytest.mark.parametrize(
    ("requirement", "words", "way"),
    [
        ("all", "presses", "all"),
        ("any", "presses", "any"),
        ("list", "presses", "any"),
        (None, "presses", "cautious"),
        ("any", "presses with ≥ 2 of these", "cautious"),
        ("all", "presses with at least two of these", "cautious"),
        ("any", "presses with two or more of these", "cautious"),
        ("any", "presses with .a and .b or .c", "cautious"),
        ("list", "presses with ≥ 2 of these lids", "any"),  # each is a control of its own
        ("any", "presses with ≥ 1 of these", "any"),
    ],
)
def test_how_items_combine(requirement: str | None, words: str, way: str) -> None:
    list_ = edition(entry(words, requirement), item("a", "lid of glass"), item("b", "foot of steel"))
    (items,) = [c for c in _groups(planner(list_).plan("2B999").root) if c.kind == "items"]
    assert (items.way, items.listed) == (way, requirement == "list")


def _groups(check: object) -> list[Group]:
    if not isinstance(check, Group):
        return []
    return [check, *(g for inner in check.checks for g in _groups(inner))]


def test_a_place_not_used_is_no_condition_among_others() -> None:
    empty = item("b", "", status="not used")
    told = Facts.of({"is it": "yes", "side length": "10 mm"})
    both = edition(entry("presses", "all"), item("a", "side length > 9 mm"), empty)
    assert assess(both, "2B999", told).verdict == "met"
    one = edition(entry("presses", "any"), item("a", "side length > 9 mm"), empty)
    assert assess(one, "2B999", told).verdict == "met"
    assert isinstance(planner(both).plan("2B999.b").root.checks[-1], NotUsed)


def test_a_heading_that_only_names_what_its_items_measure_asks_nothing() -> None:
    list_ = edition(entry("side length and depth", "all"), item("a", "side length > 9 mm"), item("b", "depth > 9 mm"))
    assert assess(list_, "2B999", Facts.of({"side length": "10 mm", "depth": "10 mm"})).verdict == "met"
    more = edition(entry("side length and colour", "all"), item("a", "side length > 9 mm"), item("b", "depth > 9 mm"))
    assert assess(more, "2B999", Facts.of({"side length": "10 mm", "depth": "10 mm"})).verdict == "unknown"


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("lid of glass", [Words]),
        ("side length > 9 mm", [Figure]),
        ("side length > 9 mm, depth > 9 mm", [Figure, Figure]),
        ("presses, side length > 9 mm", [Words, Figure]),
        ("specified in 2B998", [Specified]),
        ("goods specified in 2B998", [Specified]),
        ("presses specified in 2B998", [Words, Specified]),
        ("side length > 9 mm, not specified in 2B998", [Figure, Specified]),
        ("not specified in 2B998", [Specified]),
        ("", [Words]),
    ],
)
def test_what_a_text_asks(words: str, kinds: list[type]) -> None:
    list_ = edition(Provision(ControlCode("2B998"), "entry", None, "mills"), entry(words))
    assert [type(leaf) for leaf in leaves(planner(list_).plan("2B999").root)] == kinds


def test_a_text_that_has_not_been_seen() -> None:
    unknown = Basis("unknown", "annex not seen")
    alone = edition(entry("ovens", basis=unknown))
    assert [type(leaf) for leaf in leaves(planner(alone).plan("2B999").root)] == [Unseen]
    heading = edition(entry("", "any", basis=unknown), item("a", "side length > 9 mm"))
    assert assess(heading, "2B999", Facts.of({"side length": "10 mm"})).verdict == "met"


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("presses, side length > 9 mm", "side length > 9 mm"),
        ("presses of a 'side length' > 9 mm", "'side length' > 9 mm"),
        ("depth > 1 m; side length of the lid > 9 mm", "side length of the lid > 9 mm"),
        ("presses: > 9 mm side length", "> 9 mm"),
    ],
)
def test_a_figure_quotes_the_words_that_state_it(words: str, quoted: str) -> None:
    list_ = edition(entry(words))
    figures = [leaf for leaf in leaves(planner(list_).plan("2B999").root) if isinstance(leaf, Figure)]
    assert figures[-1].words == quoted


def test_the_laws_second_unit_stands_beside_the_first() -> None:
    def beside(words: str) -> list[str | None]:
        list_ = edition(entry(words))
        plan = planner(list_).plan("2B999")
        return [leaf.alternative and leaf.alternative.printed for leaf in leaves(plan.root) if isinstance(leaf, Figure)]

    assert beside("softening point > 563 K (290 °C)") == ["290 °C"]
    assert beside("softening point > 563 K") == [None]
    assert beside("softening point > 563 K, depth > 1 m (3.28 ft)") == [None, "3.28 ft"]


def test_a_constant_of_a_formula_is_that_of_the_nearest_notes() -> None:
    note = Note(ControlCode("2B999#technical-note"), "technical-note", ENTRY, "K = 0.25")
    inner = Note(ControlCode("2B999.a#technical-note"), "technical-note", ControlCode("2B999.a"), "lid: a cover")
    list_ = edition(entry("presses", "list"), item("a", "side length > 9 mm"), item("b", "depth > 9 mm"), note, inner)
    told = {leaf.code: leaf.constants for leaf in leaves(planner(list_).plan("2B999").root) if isinstance(leaf, Figure)}
    assert told == {"2B999.a": ("K = 0.25", "lid: a cover"), "2B999.b": ("K = 0.25",)}


@pytest.mark.parametrize(
    ("head", "requirement", "facts", "verdict"),
    [
        ("these", "all", {"2B999#note.a": "yes", "2B999#note.b": "no"}, "met"),
        ("these", "any", {"2B999#note.a": "yes", "2B999#note.b": "no"}, "not-met"),
        ("any of the following", None, {"2B999#note.a": "yes"}, "not-met"),
        ("all of the following", None, {"2B999#note.a": "no"}, "met"),
        ("what follows", None, {"2B999#note.a": "no"}, "unknown"),
    ],
)
def test_items_of_an_excluding_note(head: str, requirement: str | None, facts: dict[str, str], verdict: str) -> None:
    list_ = edition(
        entry("side length > 9 mm"), excluding("2B999#note", head, requirement=requirement),
        excluding("2B999#note.a", "toys"), excluding("2B999#note.b", "models"),
    )  # fmt: skip
    assert assess(list_, "2B999", Facts.of({"side length": "10 mm", **facts})).verdict == verdict


def test_steps_lead_down_to_the_provision() -> None:
    list_ = edition(entry("presses", "list"), item("a", "for juice", "list"), item("a.1", "side length > 9 mm"))
    assert planner(list_).plan("2B999.a.1").steps == ("2B999", "2B999.a", "2B999.a.1")
    assert planner(list_).plan("2B999").steps == ("2B999",)
    assert planner(list_) is planner(list_)
    assert planner(list_).plan("2B999.a") is planner(list_).plan("2B999.a")
