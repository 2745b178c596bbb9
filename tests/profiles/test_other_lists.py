"""Lists added by a profile alone, on provisions invented for the tests; the official texts where they are at hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from controllist.codes import parse_code
from controllist.errors import CodeError
from controllist.ingest import parse_bytes
from controllist.model import Edition
from controllist.profiles import profile

CZECH = """## Vyhláška

Příloha č. 1 k vyhlášce č. 1/2099 Sb.

SEZNAM VOJENSKÉHO MATERIÁLU

SVMe 1

Kádě s těmito vlastnostmi:

- a) kulaté kádě:

- 1. z cínu:

- a) tenké,

- b) silné,

- b) hluboké kádě,

Poznámka 1: Bod SVMe 1 a) se nevztahuje na:

- a) školní kádě,

- b) malé kádě.

Technická poznámka:

Pro účely bodu SVMe 1 b) je ,káď‘ nádoba.

Odkaz: Viz také SVMe 2.

SVMe 2

Ostatní, konkrétně:

- a) položka není považována za vojenský materiál.

Vymezení pojmů používaných v tomto seznamu

SVMe 1 „Káď“

Nádoba bez víka.

Příloha č. 2 k vyhlášce č. 1/2099 Sb.

SVMe 1

jen některé kádě
"""

GERMAN = """### Anlage 1 Liste

**A** **Liste für Waffen, Munition und Rüstungsmaterial**

0001 Fässer mit glattem Rand wie
    folgt:

    a)  runde Fässer:

        1.  aus Zinn;

        Anmerkung: Unternummer 0001a1 erfasst nicht Fässer für Schulen.

    b)  tiefe Fässer.

0002 ,Besondere Fässer‘, nicht belegt

**B** **National erfasste Güter**

2B909 Fässer
"""


def czech(text: str = CZECH) -> Edition:
    return parse_bytes(text.encode(), list="cz-military", applies_from="2099-01-01", name="cz.md")


def german() -> Edition:
    return parse_bytes(GERMAN.encode(), list="de-ausfuhrliste", applies_from="2099-01-01", name="de.md")


def test_czech_codes_are_those_of_the_common_list() -> None:
    assert [n.code for n in czech().provisions] == [
        *("ML1", "ML1.a", "ML1.a.1", "ML1.a.1.a", "ML1.a.1.b", "ML1.b", "ML2", "ML2.a"),
    ]


def test_czech_notes_numbered_through_an_entry_hang_on_it() -> None:
    edition = czech()
    told = [(n.code, n.kind) for n in edition.notes if n.code.startswith("ML") and n.kind != "see-also"]
    assert told == [
        ("ML1#note.1", "note-excludes"),
        ("ML1#note.1.a", "note-excludes"),
        ("ML1#note.1.b", "note-excludes"),
        ("ML1.b#technical-note", "technical-note"),
    ]
    assert edition["ML1#note.1"].about == ("ML1.a",)  # type: ignore[attr-defined]


def test_a_pointer_behind_a_czech_note_belongs_to_it() -> None:
    text = CZECH.replace(
        "Technická poznámka:", "Poznámka 2: Bod SVMe 1 b) zahrnuje vany.\n\nOdkaz: Vany viz bod SVMe 2."
    )
    edition = parse_bytes(text.encode(), list="cz-military", applies_from="2099-01-01", name="cz.md")
    assert next(n.code for n in edition.nodes if n.kind == "see-also") == "ML1#note.2#see-also"


def test_a_term_defined_in_a_note_on_another_is_a_definition_of_its_own() -> None:
    more = """Nádoba pro „Vařič“.

Technická poznámka 1:

„Vařič“

Přístroj na ohřev.

Technická poznámka 2:

„Káď“ se čistí ručně.

SVMe 1, 2 „Víko“

„Káď“ se jím zavírá.

Technické poznámky:

- 1. ,Pečeť‘ je otisk.

- 2. „Zavírání“: nasazení a dotažení.
"""
    text = CZECH.replace("Nádoba bez víka.\n", more)
    edition = parse_bytes(text.encode(), list="cz-military", applies_from="2099-01-01", name="cz.md")
    assert [(d.term, d.parent) for d in edition.definitions] == [
        ("káď", "general.definitions"),
        ("vařič", '"káď"#definition#technical-note.1'),
        ("víko", "general.definitions"),
        ("zavírání", '"víko"#definition#technical-note.2'),
    ]
    assert edition['"káď"#definition#technical-note.2'].text == "„Káď“ se čistí ručně."
    assert edition['"víko"#definition'].text == "„Víko“ „Káď“ se jím zavírá."
    assert not edition.problems


def test_a_note_between_items_hangs_on_the_item_before_it() -> None:
    """What names no place is the item's it follows, also where a pointer stands in front of all items."""
    text = CZECH.replace(
        "- b) hluboké kádě,\n", "- b) hluboké kádě,\n\nTechnická poznámka:\n\n,Kádě‘ jsou nádoby.\n\n- c) vany,\n"
    )
    text = text.replace("- a) kulaté", "Odkaz: Viz bod SVMe 2.\n\n- a) kulaté")
    edition = parse_bytes(text.encode(), list="cz-military", applies_from="2099-01-01", name="cz.md")
    assert "ML1.b#technical-note" in edition
    assert "ML1.c" in edition


def test_czech_definitions_and_places_not_used() -> None:
    edition = czech()
    assert [d.term for d in edition.definitions] == ["káď"]
    assert edition["ML2.a"].status == "not used"  # type: ignore[attr-defined]
    assert not edition.problems


@pytest.mark.parametrize("typed", ["SVMe 1 a", "svme1a", "ML1.a", "ml 1 a"])
def test_czech_codes_may_be_typed_either_way(typed: str) -> None:
    assert parse_code(typed, [profile("cz-military").shape]) == "ML1.a"


def test_german_codes_keep_their_four_digits() -> None:
    edition = german()
    assert [n.code for n in edition.provisions] == ["0001", "0001.a", "0001.a.1", "0001.b", "0002"]
    notes = [n for n in edition.notes if n.code.startswith("0")]
    assert [(n.code, n.kind, n.about) for n in notes] == [("0001.a#note", "note-excludes", ("0001.a.1",))]


@pytest.mark.parametrize(
    ("typed", "code"), [("0008d2", "0008.d.2"), ("0008.d.2", "0008.d.2"), ("0022 A 1", "0022.a.1")]
)
def test_german_codes_may_be_typed_without_dots(typed: str, code: str) -> None:
    assert parse_code(typed, [profile("de-ausfuhrliste").shape]) == code


def test_a_number_past_the_end_of_the_german_list_is_none() -> None:
    with pytest.raises(CodeError, match=r"0008\.d\.2"):
        parse_code("0023", [profile("de-ausfuhrliste").shape])


CZECH_EDITIONS = 12


@pytest.mark.official
def test_all_czech_editions_have_their_22_entries(official: Path) -> None:
    files = sorted((official / "cz-military-list").glob("*/*.md"))
    assert len(files) == CZECH_EDITIONS
    for file in files:
        edition = parse_bytes(file.read_bytes(), list="cz-military", applies_from=file.parent.name, name=file.name)
        assert [e.code for e in edition.entries] == [f"ML{n}" for n in range(1, 23)], file
        assert len(edition.problems) <= 5 * len(edition.nodes) / 1000, file


@pytest.mark.official
def test_the_repair_rule_finds_the_letters_of_ml7_in_czech(official: Path) -> None:
    """The Czech text has no indentation: c) follows b) 4. b) and could be its next letter, but other texts name it."""
    file = official / "cz-military-list" / "2025-06-05" / "SB-2012-210.md"
    edition = parse_bytes(file.read_bytes(), list="cz-military", applies_from="2025-06-05")
    assert [c.code for c in edition.children("ML7")] == [f"ML7.{x}" for x in "abcdefghi"]


@pytest.mark.official
def test_all_german_editions_have_numbers_0001_to_0022(official: Path) -> None:
    for file in sorted((official / "de-ausfuhrliste").glob("*/*.md")):
        edition = parse_bytes(file.read_bytes(), list="de-ausfuhrliste", applies_from=file.parent.name[:10])
        assert [e.code for e in edition.entries] == [f"{n:04d}" for n in range(1, 23)], file
        assert len(edition.problems) <= 5 * len(edition.nodes) / 1000, file
        assert "0008.d.2" in edition


@pytest.mark.official
@pytest.mark.parametrize(
    ("file", "name", "differing"),
    [
        # The German list mirrors the common one of 2020 to the letter.
        ("de-ausfuhrliste/2021-09-07/awv_2013.md", "de-ausfuhrliste", 0),
        # In the Czech text ML9.a.3 and .4 may as well be items of ML9.a.2.d: nothing but their sense tells.
        ("cz-military-list/2021-10-07/SB-2012-210.md", "cz-military", 4),
    ],
)
def test_other_lists_have_the_places_of_the_common_list_they_mirror(
    official: Path, file: str, name: str, differing: int
) -> None:
    truth = json.loads((official / "reconstructed" / "eu-cml-2020-02-17.oj.truth.json").read_text(encoding="utf-8"))
    common = {t["code"] for t in truth if t["kind"] in ("entry", "item")}
    edition = parse_bytes((official / file).read_bytes(), list=name, applies_from="2021-10-07")
    found = {re.sub(r"\A00?0?(\d+)", r"ML\1", n.code) for n in edition.provisions}
    assert len(found ^ common) <= differing
