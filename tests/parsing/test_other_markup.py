"""The reconstructed files set otherwise still give the tree that their truth files tell."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from controllist.parsing import parse
from controllist.profiles import profile
from controllist.reading import read

sys.path.insert(0, str(Path(__file__).parent))
import other_markup

# The military list and the Dutch list are short enough to be read whole; Annex I is cut behind category 1.
FILES = {
    "oj": ("eu-cml-2020-02-17.oj.xhtml", "eu-military"),
    "fmx": ("eu-cml-2020-02-17.fmx.xml", "eu-military"),
    "consolidated": ("eu-annex-i-2025-11-15.consolidated.html", "eu-dual-use"),
    "nl": ("nl-semicon-shape.v2.op.xml", "nl-semicon"),
}
CASES = [(form, name) for form in FILES for name in other_markup.FORMS[form]]
# Without italics nothing tells whether the items behind a note are the note's or the provision's.
UNTOLD = {("consolidated", "no italics"): 0.98, ("consolidated", "notes as paragraphs"): 0.98}


@cache
def _truth(path: Path) -> dict[str, str | None]:
    """Codes of entries and items with their parents."""
    nodes = json.loads(path.read_text("utf-8"))
    return {n["code"]: n["parent"] for n in nodes if n["kind"] in ("entry", "item") and "#" not in n["code"]}


def _cut(root: etree._Element) -> None:
    """Leave out what stands behind category 1 of Annex I in the consolidated page."""
    for element in root.iter():
        text = "".join(str(t) for t in element.itertext()) if isinstance(element.tag, str) else ""
        if (element.get("class") or "").startswith("title-gr-seq") and text.startswith("CATEGORY 2"):
            for part in [element, *element.itersiblings()]:
                parent = part.getparent()
                if parent is not None:
                    parent.remove(part)
            return
    raise AssertionError("expected the heading of category 2")


@pytest.mark.official
@pytest.mark.parametrize(("form", "name"), CASES)
def test_the_same_law_in_other_markup_gives_the_same_codes(official: Path, form: str, name: str) -> None:
    file, slug = FILES[form]
    path = official / "reconstructed" / file
    root = etree.parse(path).getroot()
    truth = _truth(path.with_suffix("").with_suffix(path.suffixes[-2] + ".truth.json"))
    if form == "consolidated":
        _cut(root)
        truth = {c: p for c, p in truth.items() if c[0] in "01"}
    other_markup.FORMS[form][name](root)
    edition = parse(read(etree.tostring(root)), profile(slug), list=slug, applies_from="2025-11-15")
    found = {
        str(n.code): str(n.parent) if n.parent else None
        for n in edition.nodes
        if n.kind in ("entry", "item") and "#" not in str(n.code)
    }
    items = {c: p for c, p in truth.items() if "." in c}
    right = sum(found.get(c) == p for c, p in items.items())
    assert len(truth) > 10
    assert right / len(items) >= UNTOLD.get((form, name), 1.0), sorted(items.keys() - found.keys())[:20]
    if (form, name) not in UNTOLD:
        assert found.keys() == truth.keys()
