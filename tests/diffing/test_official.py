"""The official texts of Annex I: which entries came, and that printing differences are no changes."""

from __future__ import annotations

import re

import pytest

from controllist.diffing.comparison import diff
from controllist.diffing.reviews import conflicts, read
from controllist.ingest import parse_bytes
from controllist.lineage import judgements
from controllist.store import shipped_folder

pytestmark = pytest.mark.official

NEW_IN_2025 = [
    "1C513",
    "2B510",
    "2D352",
    "2E503",
    "3A501",
    "3A502",
    "3A504",
    "3B501",
    "3B503",
    "3B504",
    "3C507",
    "3C508",
    "3C509",
    "3D006",
    "3D507",
    "3E505",
    "4A506",
    "4A507",
]


@pytest.fixture(scope="module")
def annex_2025(official):
    def read(name):
        file = official / "reconstructed" / name
        return parse_bytes(file.read_bytes(), list="eu-dual-use", applies_from="2025-11-15", name=file.name)

    return read


@pytest.fixture(scope="module")
def annexes(official, annex_2025):
    file = official / "eu-annex-i/2021-06-11-as-2021-821/export-control-appendix2.layout.txt"
    old = parse_bytes(file.read_bytes(), list="eu-dual-use", applies_from="2021-09-09", name=file.name)
    return old, annex_2025("eu-annex-i-2025-11-15.oj.xhtml")


def test_the_judgements_of_the_digest_fit_the_official_texts(annexes):
    reviews = judgements(*annexes)
    assert [str(c) for c in conflicts(diff(*annexes).changes, reviews)] == []
    assert len(reviews) > 80


def test_the_entries_of_2025_are_added_and_none_is_gone(annexes):
    changes = diff(*annexes).changes
    entries = [c for c in changes if re.fullmatch(r"\d[A-E]\d{3}", c.code)]
    assert sorted(c.code for c in entries if c.kind == "added") == sorted(NEW_IN_2025)
    assert not [c.code for c in entries if c.kind == "removed"]


def test_one_text_in_two_forms_has_no_change_of_substance_in_its_provisions(annex_2025):
    first, second = annex_2025("eu-annex-i-2025-11-15.oj.xhtml"), annex_2025("eu-annex-i-2025-11-15.fmx.xml")
    changes = [c for c in diff(first, second).changes if c.substantive and "#" not in c.code]
    provisions = sum("#" not in n.code for n in first.nodes)
    assert len(changes) <= provisions // 200, [(c.kind, c.code, c.before[:60], c.after[:60]) for c in changes]


@pytest.fixture(scope="module")
def czech(official):
    def read(day):
        file = official / "cz-military-list" / day / "SB-2012-210.md"
        return parse_bytes(file.read_bytes(), list="cz-military", applies_from=day, name=file.name)

    return read


def test_an_amendment_of_other_annexes_left_the_czech_list_alone(czech):
    assert diff(czech("2021-10-07"), czech("2023-03-01")).changes == ()


def test_notes_that_got_other_numbers_are_no_change_of_substance(czech):
    """The edition of 2025 counts the notes of ML8 anew, with a new one in between."""
    changes = [c for c in diff(czech("2024-06-07"), czech("2025-06-05")).changes if c.code.startswith("ML8#note")]
    assert sum(c.kind == "renumbered" for c in changes) > 12
    assert [(c.kind, c.effect) for c in changes if c.substantive] == [("note-added", "narrower")]


def test_the_judgements_of_the_czech_pair_fit_its_changes(czech):
    text = (shipped_folder() / "cz-military" / "2024-06-07" / "reviews.jsonl").read_text(encoding="utf-8")
    changes = diff(czech("2023-03-01"), czech("2024-06-07")).changes
    assert conflicts(changes, read(text)) == ()
    assert {c.code for c in changes if c.effect == "undecided"} == {r.code for r in read(text)}
