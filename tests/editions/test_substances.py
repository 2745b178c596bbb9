"""Chemicals before their CAS number, with their other names; organisms by the shape of their names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scripts.proof.substances import organisms, substances

# text: name, other names, numbers (well-known everyday chemicals, right check digits)
READ = [
    ("Ethanol (spirit) (EtOH) (CAS 64-17-5)", ("Ethanol", ("spirit", "EtOH"), ("64-17-5",))),
    ("EtOH (spirit or hydroxyethane) (CAS 64-17-5)", ("EtOH", ("spirit", "hydroxyethane"), ("64-17-5",))),
    ("solvents other than ethanol (CAS 64-17-5)", ("ethanol", (), ("64-17-5",))),
    ("N,N-dimethyl-formamide (CAS 68-12-2)", ("N,N-dimethyl-formamide", (), ("68-12-2",))),
    ("Bis(2-chloroethyl) ether (CAS 111-44-4)", ("Bis(2-chloroethyl) ether", (), ("111-44-4",))),
    ("Decaborane (14) (CAS 17702-41-9)", ("Decaborane (14)", (), ("17702-41-9",))),
    ("Xylenes (CAS 95-47-6, 108-38-3)", ("Xylenes", (), ("95-47-6", "108-38-3"))),
    ("GLUE (own glue) with a viscosity of less than 47 poise (CAS 64-17-5)", ("GLUE", (), ("64-17-5",))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_substances_by_reading(text: str, expected: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    assert [(s.name, s.others, s.cas) for s in substances(text)] == [expected]


def test_each_number_has_its_own_name_and_a_wrong_check_digit_none() -> None:
    found = substances("ethanol (CAS 64-17-5) mixed with water (CAS 7732-18-5), ether (CAS 64-17-6)")
    assert [s.name for s in found] == ["ethanol", "water"]


ORGANISMS = [
    ("Escherichia coli", ("Escherichia coli",)),
    ("Brassica oleracea var. capitata", ("Brassica oleracea var. capitata",)),
    ("E. coli of any strain", ("E. coli",)),
    ("tobacco mosaic virus; viruses of plants", ("tobacco mosaic virus",)),
    ("any virus or toxin", ()),
    ("Peptide toxins and abrin", ("Peptide toxins", "abrin")),
    ("Single porous bodies; Ammonia synthesis; Maximum continuous power", ()),
    ("Cameras with a data radius", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ORGANISMS)
def test_organisms_by_reading(text: str, expected: tuple[str, ...]) -> None:
    assert organisms(text) == expected


# Leaves of the lists of pathogens and toxins that have no name of these shapes.
UNNAMED = {
    "1C351.a.4.a": "an adjective",
    "1C351.a.4.b.1": "types of the virus above",
    "1C351.a.4.b.2": "types of the virus above",
    "1C351.d.10": "name of a substance in -ins",
    "1C351.d.14": "name of a substance in -ol",
    "1C351.d.22": "name of a substance in -ins",
}


@pytest.mark.official
def test_all_organisms_of_the_official_list_have_names(official: Path) -> None:
    name = "eu-annex-i-2025-11-15.oj.truth.json"
    nodes = json.loads((official / "reconstructed" / name).read_text(encoding="utf-8"))
    inner = {node["parent"] for node in nodes if node["kind"] == "item"}
    leaves = [n for n in nodes if n["kind"] == "item" and n["code"] not in inner and "Not used" not in n["text"]]
    listed = [n for n in leaves if re.match(r"1C35[14]\.", n["code"])]
    assert len(listed) > 110
    assert {n["code"] for n in listed if not organisms(n["text"])} == set(UNNAMED)
    elsewhere = [n["code"] for n in leaves if not re.match(r"1C35[1-4]", n["code"]) and organisms(n["text"])]
    assert elsewhere == []


@pytest.mark.official
def test_all_cas_numbers_of_the_official_lists_have_names(official: Path) -> None:
    numbers, named = 0, 0
    for name in ("eu-annex-i-2025-11-15.oj.truth.json", "eu-cml-2020-02-17.oj.truth.json"):
        for node in json.loads((official / "reconstructed" / name).read_text(encoding="utf-8")):
            numbers += len(re.findall(r"\d{2,7}-\d\d-\d(?!\d)", node["text"]))
            named += sum(len(s.cas) for s in substances(node["text"]))
    assert numbers > 350
    assert named >= numbers * 0.98
