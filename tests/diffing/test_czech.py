"""The rules in Czech, on provisions invented for the tests; and what a list of another language brings along."""

from __future__ import annotations

import json

import pytest

from controllist.cli import main
from controllist.diffing.comparison import diff
from controllist.diffing.passages import Setting
from controllist.diffing.wording import Part, compare, compare_parts
from controllist.ingest import parse_bytes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("káď je nádoba bez víka", "Pro účely bodu SVMe 9 a) 2. je káď nádoba bez víka"),
        ("káď je nádoba bez víka", "Pro účely poznámky 3 v bodu SVMe 9 b) je káď nádoba bez víka"),
        ("káď je nádoba bez víka", "Káď se rozumí nádoba bez víka"),
    ],
)
def test_what_only_opens_a_note_is_no_change(before, after):
    assert compare(before, after, "cs").editorial


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("vybavení, kádě a součásti", "vybavení, kádě, součásti a příslušenství"),
        ("kádě, vany a sudy", "kádě, vany, pro ně speciálně určené víko a sudy"),
    ],
)
def test_goods_that_belong_to_others_are_further_goods(before, after):
    found = compare_parts([Part(before)], [Part(after)], "cs", Setting(goods=True))
    assert (found.effect, [p.verdict.name for p in found.passages]) == ("wider", ["goods added"])


def test_equipment_is_no_condition():
    """`vybavení` is a noun, `vybavený` asks that goods have something."""
    assert compare("kádě", "kádě vybavené víkem", "cs").passages[0].verdict.name == "condition added"
    found = compare_parts([Part("vybavení a sudy")], [Part("vybavení, vany a sudy")], "cs", Setting(goods=True))
    assert found.passages[0].verdict.name == "goods added"


LIST = """Příloha č. 1

SEZNAM VOJENSKÉHO MATERIÁLU

SVMe 1

Kuchyňské potřeby:

- a) ,kádě‘ na polévku,

Technická poznámka:

,Kádě‘ jsou nádoby bez víka vyrobené v dílně z dubového dřeva.

- b) hrnce,

Vymezení pojmů používaných v tomto seznamu

SVMe 1 „Vařič“

Přístroj na ohřev hrnců.

„Knoflík“

Část přístroje.
"""


def changes(new: str, old: str = LIST):
    editions = [
        parse_bytes(text.encode(), list="cz-military", applies_from=day, name="cz.md")
        for text, day in ((old, "2098-01-01"), (new, "2099-01-01"))
    ]
    return diff(*editions).changes


def test_the_entries_named_before_a_definition_only_point():
    (change,) = changes(LIST.replace("SVMe 1 „Vařič“", "SVMe 1, 2 „Vařič“"))
    assert (change.code, change.kind, change.effect, change.rule) == (
        '"vařič"#definition',
        "definition",
        "neutral",
        "pointer",
    )
    assert not change.substantive


def test_a_definition_that_became_part_of_another_moved():
    new = LIST.replace("„Knoflík“\n\nČást přístroje.\n", "Technická poznámka:\n\n„Knoflík“\n\nČást přístroje.\n")
    (change,) = changes(new)
    assert (change.code, change.kind, change.effect) == ('"knoflík"#definition', "moved", "neutral")
    assert "technical-note" in change.detail


def test_a_technical_note_that_became_a_note_has_moved():
    """And the term that note explained is a word like others now."""
    new = LIST.replace(",kádě‘ na", "kádě na")
    new = new.replace("Technická poznámka:\n\n,Kádě‘ jsou nádoby bez víka vyrobené v dílně z dubového dřeva.\n\n", "")
    new = new.replace(
        "- b) hrnce,\n",
        "- b) hrnce,\n\nPoznámka: Bod SVMe 1 a) zahrnuje kádě a nádoby vyrobené z dubového dřeva v dílně bez víka.\n",
    )
    found = {(c.code, c.kind, c.old_code, c.effect, c.rule) for c in changes(new)}
    assert found == {
        ("ML1#note", "moved", "ML1.a#technical-note", "neutral", "same words"),
        ("ML1#note", "note-changed", "ML1.a#technical-note", "neutral", "kind of note"),
        ("ML1.a", "text", "ML1.a", "neutral", "term marked"),
    }


def test_files_of_a_list_with_a_profile_alone_can_be_compared(tmp_path, capsys):
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(LIST, encoding="utf-8")
    new.write_text(LIST.replace("- b) hrnce,", "- b) hrnce,\n\n- c) vany,"), encoding="utf-8")
    status = main(["diff", f"cz-military@2098-01-01={old}", f"cz-military@2099-01-01={new}", "--format", "json"])
    (change,) = json.loads(capsys.readouterr().out)["changes"]
    assert (status, change["code"], change["kind"], change["effect"]) == (1, "ML1.c", "added", "wider")


def test_a_term_is_named_in_the_nominative():
    new = LIST.replace("„Knoflík“\n\nČást", "„Horkou plotnou“ se rozumí část")
    edition = parse_bytes(new.encode(), list="cz-military", applies_from="2099-01-01", name="cz.md")
    assert [d.term for d in edition.definitions] == ["vařič", "horká plotna"]
