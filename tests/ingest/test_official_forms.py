"""The forms of one text give one tree, and nothing is lost. On the official and reconstructed texts, where at hand."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from controllist.blocks import characters
from controllist.errors import SourceError
from controllist.ingest import parse_bytes
from controllist.model import Edition
from controllist.normalize import fold
from controllist.readers import read

pytestmark = pytest.mark.official

LISTS = {"eu-annex-i": "eu-dual-use", "eu-cml": "eu-military", "nl-semicon": "nl-semicon"}
FORMEX = ("eu-annex-i-2025-11-15.fmx", "eu-cml-2020-02-17.fmx")
DUTCH = tuple(f"nl-semicon-shape{version}.{form}" for version in ("", ".v2") for form in ("op", "bwb"))
PROVISIONS = ("entry", "item")


@cache
def parsed(file: Path) -> Edition:
    name = next(v for k, v in LISTS.items() if file.name.startswith(k))
    return parse_bytes(file.read_bytes(), list=name, applies_from="2100-01-01", name=file.name)


def reconstructed(official: Path, stem: str) -> tuple[Edition, list[dict[str, Any]]]:
    folder = official / "reconstructed"
    truth: list[dict[str, Any]] = json.loads((folder / f"{stem}.truth.json").read_text(encoding="utf-8"))
    return parsed(folder / f"{stem}.xml"), truth


@pytest.mark.parametrize("stem", [*FORMEX, *DUTCH])
def test_codes_and_parents_are_those_of_the_truth(official: Path, stem: str) -> None:
    edition, truth = reconstructed(official, stem)
    expected = {t["code"]: t["parent"] for t in truth if t["kind"] in PROVISIONS and not t.get("scope")}
    found = {n.code: n.parent for n in edition.provisions if n.kind in PROVISIONS}
    assert list(found) == list(expected)
    assert {c: p for c, p in found.items() if "." in c} == {c: p for c, p in expected.items() if "." in c}


@pytest.mark.parametrize("stem", [*FORMEX, *DUTCH])
def test_texts_and_exponents_are_those_of_the_truth(official: Path, stem: str) -> None:
    edition, truth = reconstructed(official, stem)
    wanted = {t["code"]: t["text"] for t in truth if t["kind"] in PROVISIONS and not t.get("scope")}
    same = [c for c, text in wanted.items() if level(edition[c].text) == level(text)]
    assert len(same) >= 0.99 * len(wanted)
    powers = [c for c, text in wanted.items() if "^" in text]
    assert all(edition[c].text.count("^") == wanted[c].count("^") for c in powers)


def level(text: str) -> str:
    """What two forms of one text may differ in: quotation marks, grouping, what a formula holds, how an item ends."""
    text = re.sub(r"\[formula[^\]]*\]", "[formula]", fold(text)).replace('"', "'")
    return re.sub(r"[\s;.,]+\Z", "", re.sub(r" ?([×<>=±]) ?", r"\1", text))


@pytest.mark.parametrize(
    "files",
    [
        ("eu-annex-i-2025-11-15.oj.xhtml", "eu-annex-i-2025-11-15.fmx.xml"),
        ("eu-annex-i-2025-11-15.oj.xhtml", "eu-annex-i-2025-11-15.consolidated.html"),
        ("eu-cml-2020-02-17.oj.xhtml", "eu-cml-2020-02-17.fmx.xml"),
        ("nl-semicon-shape.op.xml", "nl-semicon-shape.bwb.xml"),
    ],
)
def test_two_forms_of_one_edition_give_one_tree(official: Path, files: tuple[str, str]) -> None:
    one, other = (tree(parsed(official / "reconstructed" / name)) for name in files)
    assert [x for x in one if x not in set(other)] == [x for x in other if x not in set(one)] == []


def tree(edition: Edition) -> list[tuple[str, str, str | None, str]]:
    """The provisions and their notes, without what is printed before the entries."""
    entries = {str(e.code) for e in edition.entries}
    found = [(n.code, n.kind, n.parent, level(n.text)) for n in edition.nodes if n.code.entry in entries]
    # Footnotes are numbered through a file, and the files hold more or less of the act around the list.
    return [(re.sub(r"footnote-\w+", "footnote", c), k, p, t) for c, k, p, t in found]


def test_formex_of_other_acts_is_read_without_loss(official: Path) -> None:
    """Every character of the file is in a block, but for the dashes of a formula or of raised glyphs."""
    files = [f for f in sorted((official / "format-samples").rglob("*.xml")) if "xhtml" not in f.name]
    assert len(files) > 25
    for file in files:
        data = file.read_bytes()
        source = Counter(c for t in etree.fromstring(data).itertext() if t for c in t if not c.isspace())
        kept = Counter(c for b in read(data, file.name).blocks for c in b.label + b.text)
        lost = source - kept
        assert sum(lost.values()) <= kept["^"] + kept["√"] * 2, (file.name, lost)


def test_other_acts_hold_no_entry_of_a_list(official: Path) -> None:
    for file in sorted((official / "format-samples").rglob("*.xml")):
        with pytest.raises(SourceError, match="found none") as caught:
            parse_bytes(file.read_bytes(), list="eu-dual-use", applies_from="2100-01-01", name=file.name)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("reconstructed/eu-annex-i*.xml", "eu-dual-use"),
        ("reconstructed/eu-cml*.xml", "eu-military"),
        ("reconstructed/nl-*.xml", "nl-semicon"),
        ("cz-military-list/*/*.md", "cz-military"),
        ("de-ausfuhrliste/*/*.md", "de-ausfuhrliste"),
        ("legalize-eu-excerpts/320[29]*5R*.md", "eu-dual-use"),
    ],
)
def test_the_sum_of_characters_closes(official: Path, pattern: str, name: str) -> None:
    files = sorted(official.glob(pattern))
    assert files
    for file in files:
        data = file.read_bytes()
        edition = parse_bytes(data, list=name, applies_from="2100-01-01", name=file.name)
        assert sum(dict(edition.counts).values()) == sum(characters(read(data, file.name).blocks).values()), file
        assert not [p for p in edition.problems if "characters in the nodes" in p.message], file


@pytest.fixture(scope="module")
def annex_pdf(official: Path) -> Edition:
    pytest.importorskip("pdfminer", reason="pdfminer.six is optional")
    file = official / "eu-annex-i" / "2021-06-11-as-2021-821" / "export-control-appendix2.pdf"
    return parse_bytes(file.read_bytes(), list="eu-dual-use", applies_from="2021-09-09", name=file.name)


def test_the_pdf_has_all_entries_and_hardly_a_problem(annex_pdf: Edition) -> None:
    assert len(annex_pdf.entries) == 366
    assert len(annex_pdf.unplaced) <= 5 * len(annex_pdf.nodes) / 1000
    assert not annex_pdf.doubts


def test_the_pdf_resolves_what_its_layout_text_doubts(official: Path, annex_pdf: Edition) -> None:
    file = official / "eu-annex-i" / "2021-06-11-as-2021-821" / "export-control-appendix2.layout.txt"
    layout = parse_bytes(file.read_bytes(), list="eu-dual-use", applies_from="2021-09-09", name=file.name)
    powers = [(p.code, m[1]) for p in layout.doubts if p.code and (m := re.search(r"10\^(-?\d+)", p.message))]
    assert len(powers) == len(layout.doubts) > 30
    assert [x for x in powers if f"10^{x[1]}" not in annex_pdf[x[0]].text] == []


def test_the_pdf_keeps_the_powers_of_ten(official: Path, annex_pdf: Edition) -> None:
    """The list of exponents that were put back into the text of 2025 tells where the text of 2021 must have them."""
    rows = json.loads((official / "reconstructed" / "restored-exponents.json").read_text(encoding="utf-8"))
    powers = [(r["code"], m[1]) for r in rows if (m := re.search(r"10\^\{?(-?\d+)", r["now"].replace("–", "-")))]
    there = [(c, p) for c, p in powers if c in annex_pdf and "10" in " ".join(n.text for n in annex_pdf.subtree(c))]
    kept = [x for x in there if f"10^{x[1]}" in " ".join(n.text for n in annex_pdf.subtree(x[0]))]
    assert len(kept) >= 65
    # 2E003.f: its table stands behind 2E301 in print.
    assert {c for c, p in there if (c, p) not in kept} <= {"2E003.f"}
    assert not [n.code for n in annex_pdf.nodes if re.search(r"[×x] ?10[-–]?\d", n.text)]
