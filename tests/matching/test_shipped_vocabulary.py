"""The shipped vocabulary: it can be read, leads somewhere, and holds what it should."""

from __future__ import annotations

import runpy
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import controllist
from controllist import lexicon, store

ROOT = Path(__file__).parent.parent.parent


def test_every_concept_leads_to_a_provision_of_an_edition_at_hand() -> None:
    codes = {
        name: {code for address in store.editions(name) for code in store.load(address).by_code}
        for name in store.shipped_lists()
    }
    concepts = lexicon.read_files(lexicon.shipped_files())
    nowhere = [(c.id, name, code) for c in concepts for name, code in c.codes if code not in codes[name]]
    assert nowhere == []


def test_each_concept_once_and_with_an_english_name() -> None:
    concepts = lexicon.read_files(lexicon.shipped_files())
    assert [name for name, times in Counter(c.id for c in concepts).items() if times > 1] == []
    assert [c.id for c in concepts if not c.terms["en"]] == []


def test_the_size_that_was_aimed_at() -> None:
    concepts = lexicon.read_files(lexicon.shipped_files())
    terms = sum(len(found) for c in concepts for found in c.terms.values())
    assert len(concepts) >= 2500
    assert terms >= 10_000


def test_the_check_reads_a_file_of_ones_own_and_names_its_faults(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("zork\t9Z999\tzork\t\t\t\t\nzork\t2B350\tzork\t\t\t\t\n", encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "scripts/check_lexicon.py", str(own)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    assert "9Z999" in found.stderr


def test_another_spelling_of_a_coded_term_is_no_ordinary_goods(tmp_path: Path) -> None:
    """The usual Dutch spelling of a rangefinder stood on a line of ordinary goods, the rarer one on that of ML5."""
    own = tmp_path / "own.tsv"
    own.write_text(
        "zork-1\t2B350\tzork bench\tzorkbank\tZorkhahn\t\t\nzork-2\t-\tzorks\tzorksbank\tZorkhahne; Zorkhuhn\t\t\n"
        "zork-3\t-\ttable\tzork-bank; zorklbank\t\t\t\n",
        encoding="utf-8",
    )
    found = subprocess.run(
        [sys.executable, "scripts/check_lexicon.py", str(own)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 1
    assert all(term in found.stderr for term in ("zorksbank", "zork-bank", "Zorkhahne"))
    assert "zorklbank" not in found.stderr
    assert "'zorklbank' (nl, zork-3) and 'zorkbank' (zork-1)" in found.stdout


def test_the_shipped_ordinary_terms_are_no_spellings_of_coded_ones() -> None:
    near_terms = runpy.run_path(str(ROOT / "scripts" / "check_lexicon.py"))["near_terms"]
    assert near_terms(lexicon.read_files(lexicon.shipped_files()))[0] == []


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("laserafstandsmeter 20 km", "ML5"),
        ("laserafstandmeter 20 km", "ML5"),
        ("laserafstandsmeter voor de bouw", None),
        ("laserinterferometer", "2B006"),
    ],
)
def test_goods_of_two_spellings(words: str, first: str | None) -> None:
    candidates = controllist.match(words, top=1).candidates
    assert [c.entry for c in candidates] == ([first] if first else [])


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("Onderdelen voor F-15", "ML10"),
        ("Delen voor AN/TPQ-36", "ML5"),
        ("Vuurgeleidingsapparatuur", "ML5"),
        ("Onderdelen voor MIM-104", "ML4"),
        ("Mijnopruimapparatuur", "ML4"),
        ("Onderdelen voor M113", "ML6"),
        ("Sonar voor mijnenbestrijding", "ML9"),
        ("Hoogverrijkt uraan", "0C002"),
        ("Traagheidsmeeteenheden", "7A003"),
        ("Vastestofraketmotoren", "9A007"),
        ("Teile für U-Boote", "ML9"),
        ("Onderdelen voor F-16V", "ML10"),
        ("M113A3", "ML6"),
        ("Onderdelen voor UH-60L", "ML10"),
        ("Onderdelen voor F/A-18", "ML10"),
    ],
)
def test_goods_as_licence_overviews_word_them(words: str, entry: str) -> None:
    assert controllist.match(words, top=1).candidates[0].entry == entry


@pytest.mark.parametrize("words", ["Magnesiumchloride", "Robotmaaiers", "Laptopvoeding", "Vijverpompen", "kaliloog"])
def test_bulk_and_everyday_goods_have_no_candidates(words: str) -> None:
    assert controllist.match(words).verdict == "none"
