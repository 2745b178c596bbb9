"""Changes as values: gathered by entry, in the order of the law, and picked out."""

from __future__ import annotations

import pickle

import pytest
from attrs.exceptions import FrozenInstanceError

from controllist.codes import ControlCode
from controllist.diffing.changes import Change, by_entry, in_order, net, only


def change(code: str, effect: str = "wider", *, kind: str = "text", substantive: bool = True) -> Change:
    return Change(kind, ControlCode(code), ControlCode(code), effect, substantive)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("effects", "whole"),
    [
        ([], "neutral"),
        (["wider"], "wider"),
        (["wider", "wider", "neutral"], "wider"),
        (["narrower", "neutral"], "narrower"),
        (["wider", "narrower"], "undecided"),
        (["wider", "undecided"], "undecided"),
        (["neutral"], "neutral"),
    ],
)
def test_what_changes_come_to(effects: list[str], whole: str) -> None:
    assert net(change("2B901", e) for e in effects) == whole


def test_a_change_without_substance_has_no_say() -> None:
    assert net([change("2B901", "wider"), change("2B901", "narrower", substantive=False)]) == "wider"


def test_changes_are_gathered_by_entry_in_the_order_of_the_law() -> None:
    some = [change("5A002"), change("5E001"), change("2B901.b", "narrower"), change("2B901.a", substantive=False)]
    some.append(change('"laser"#definition', "neutral", substantive=False))
    found = by_entry(some)
    assert [(e.code, e.effect, e.substantive) for e in found] == [
        ("2B901", "narrower", True),
        ("5E001", "wider", True),
        ("5A002", "wider", True),
        ('"laser"', "neutral", False),
    ]
    assert [c.code for c in found[0].changes] == ["2B901.b", "2B901.a"]


def test_at_one_place_structure_comes_before_figures_before_words() -> None:
    kinds = ["note-changed", "text", "threshold", "requirement", "status", "renumbered", "moved", "removed", "added"]
    some = [change("2B901.a", kind=kind) for kind in kinds]
    some = [change("2B901.b"), *some, change("2B901.a", "neutral"), change("2B901.a", "undecided"), change("2B901")]
    assert [(c.code, c.kind, c.effect) for c in in_order(some)] == [
        ("2B901", "text", "wider"),
        *(("2B901.a", kind, "wider") for kind in [*reversed(kinds[2:]), "text"]),
        ("2B901.a", "text", "undecided"),
        ("2B901.a", "text", "neutral"),  # what moves the reach comes first
        ("2B901.a", "note-changed", "wider"),
        ("2B901.b", "text", "wider"),
    ]


CODES = ["3A001", "3B001", "3B001.f", "3B001.f.1", "3B001.fa", "3B001.f#note.1", "3B501", "ML1", "ML10", "ML10.c"]
CODES += ['"laser"#definition', '"laser"s"#definition']


@pytest.mark.parametrize(
    ("top", "passed"),
    [
        ("3", ["3A001", "3B001", "3B001.f", "3B001.f.1", "3B001.fa", "3B001.f#note.1", "3B501"]),
        ("3B", ["3B001", "3B001.f", "3B001.f.1", "3B001.fa", "3B001.f#note.1", "3B501"]),
        ("3B001", ["3B001", "3B001.f", "3B001.f.1", "3B001.fa", "3B001.f#note.1"]),
        ("3B001.f", ["3B001.f", "3B001.f.1", "3B001.f#note.1"]),
        ("3B5", ["3B501"]),
        ("ML1", ["ML1"]),
        ("ML10", ["ML10", "ML10.c"]),
        ("3B0011", []),
        ('"laser"', ['"laser"#definition']),
    ],
)
def test_changes_below_a_code(top: str, passed: list[str]) -> None:
    assert [c.code for c in only([change(code) for code in CODES], codes=[top])] == passed


def test_a_renumbered_item_is_found_under_its_old_code_too() -> None:
    moved = Change("renumbered", ControlCode("2B901.b"), ControlCode("2B901.a"), "neutral", False)
    new = Change("added", ControlCode("2B901.c"), None, "wider", True)
    assert only([moved, new], codes=["2B901.a"]) == (moved,)
    assert only([moved, new], codes=["2B901.b"]) == (moved,)
    assert only([moved, new], substantive=True) == (new,)


def test_filters_narrow_each_other() -> None:
    some = [change("3A001"), change("3B001", substantive=False), change("3B501"), change("ML1")]
    assert [c.code for c in only(some, categories=["3"])] == ["3A001", "3B001", "3B501"]
    assert [c.code for c in only(some, categories=["3", "M"], codes=["3B", "ML1"], substantive=True)] == [
        "3B501",
        "ML1",
    ]
    assert only(some) == tuple(some)


def test_nobody_writes_to_a_change_though_it_has_no_slots() -> None:
    found = change("3A001")
    for name in ("effect", "remark"):
        with pytest.raises(FrozenInstanceError):
            setattr(found, name, "narrower")
    assert found == change("3A001") == pickle.loads(pickle.dumps(found))
    assert len({found, change("3A001")}) == 1
