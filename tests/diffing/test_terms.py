"""The quoted terms of a text, in whatever marks a list quotes them, and what a node explains."""

from __future__ import annotations

import pytest

from controllist.codes import ControlCode
from controllist.diffing.text_overlap import marked_terms, terms_explained
from controllist.model import Definition, Note, Provision


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ('"Laser" heads', ["laser"]),
        ("“laser” heads and ‘masks’", ["laser", "masks"]),
        ("„Laser“", ["laser"]),
        (",káď‘ na polévku", ["káď"]),  # a comma that no blank follows opens a quotation
        ("b) ,káď‘ na polévku", ["káď"]),
        ("kádě, vany", []),
        ("5,3 m and the cook's lid", []),
        ("no marks at all", []),
        ("", []),
    ],
)
def test_terms_in_any_marks(text: str, terms: list[str]) -> None:
    assert sorted(marked_terms(text)) == terms


@pytest.mark.parametrize(
    ("kind", "text", "terms"),
    [
        ("technical-note", "'Run-out' is a displacement", ["run-out"]),
        ("note", "'Run-out' is a displacement", ["run-out"]),
        ("technical-note", "'Run-out' and 'camming' and 'run-out'", ["run-out", "camming"]),  # each once
        ("technical-note", '"laser" means light', []),  # a term of the whole list
        ("technical-note", "a displacement", []),
        ("note-excludes", "'run-out' of toys", []),
        ("see-also", "'run-out'", []),
    ],
)
def test_what_a_note_explains(kind: str, text: str, terms: list[str]) -> None:
    assert list(terms_explained(Note(ControlCode("2B001#note"), kind, None, text))) == terms  # type: ignore[arg-type]


def test_what_a_definition_explains() -> None:
    code = ControlCode('"Laser"#definition')
    assert terms_explained(Definition(code, "definition", text="light", term="Laser")) == ("laser",)
    assert terms_explained(Definition(code, "definition", text="light")) == ()
    assert terms_explained(Provision(ControlCode("2B001"), "entry", text="'run-out'")) == ()
