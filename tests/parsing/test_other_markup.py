"""The reconstructed files set otherwise still give the tree that their truth files tell, by the judge beside them."""

from __future__ import annotations

import importlib.util
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from controllist.blocks import characters
from controllist.model import Edition
from controllist.parsing import parse
from controllist.profiles import profile
from controllist.readers import read
from tests.parsing.other_markup import FORMS, PACKED
from tests.parsing.other_markup.layout import LAYOUTS

pytestmark = pytest.mark.official

# The military list and the Dutch list are short enough to be read whole; of Annex I category 3 is read.
FILES = {
    "oj": ("eu-cml-2020-02-17.oj.xhtml", "eu-military"),
    "fmx": ("eu-cml-2020-02-17.fmx.xml", "eu-military"),
    "consolidated": ("eu-annex-i-2025-11-15.consolidated.html", "eu-dual-use"),
    "nl": ("nl-semicon-shape.v2.op.xml", "nl-semicon"),
}
CASES = [(form, name) for form in FILES for name in (*FORMS[form], *PACKED.get(form, ()))]
# What the whole of Annex I has shown and its third category and the military list have not.
ANNEX_I = {"oj": "eu-annex-i-2025-11-15.oj.xhtml", "fmx": "eu-annex-i-2025-11-15.fmx.xml"}
WHOLE = [
    ("oj", "notes in the last item"),
    ("oj", "renamed classes"),
    ("oj", "labels in paragraphs"),
    ("oj", "two items in a cell"),
    ("oj", "halved texts"),
    ("oj", "flat items"),
    ("fmx", "notes in the last item"),
    ("fmx", "no italics"),
    ("fmx", "package of titled entries"),
    ("fmx", "package of titled groups"),
]
LIMITS = {
    "recall": 1.0,
    "precision": 1.0,
    "parent": 1.0,
    "text": 0.99,
    "exponents": 0.99,
    "note_recall": 0.97,
    "note_item_recall": 0.97,
    "note_precision": 0.97,
    "note_parent": 0.97,
    "conservation": 0.999,
}
LOWER: dict[tuple[str, str], dict[str, float]] = {
    # Nothing tells that the note was moved unless it names its place: here are pointers to other lists (ML15, 1A004).
    ("fmx", "notes in the last item"): {"note_parent": 0.93},
    # Nothing tells whether a note behind the last item of a list is that item's or the list's.
    ("oj", "flat items"): {"note_parent": 0.87},
    ("consolidated", "flat items"): {"note_parent": 0.93},
}
# Four lists stand upright behind notes that announce them ("9A106.d: … are the following:"), and are the provision's in
# the truth by that alone. The print of 2021 has them in their notes.
LOWER_IN_ANNEX_I: dict[tuple[str, str], dict[str, float]] = {
    ("fmx", "no italics"): {"recall": 0.993},
    # The same, and two lists that labels alone give to the one above as well as to the one below (5A002.c, 8A001.c.2).
    ("oj", "flat items"): {"recall": 0.997, "precision": 0.995, "note_parent": 0.94},
}


@cache
def judge(tools: Path) -> Any:
    spec = importlib.util.spec_from_file_location("compare_parse", tools / "compare_parse.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def category_3(root: etree._Element) -> None:
    """Leave the title of Annex I and category 3 of it, as other annexes and acts stand around them."""
    is_inside = False
    for element in list(root.iter("{*}p")):
        names = element.get("class") or ""
        if "title-gr-seq-level-1" in names:
            is_inside = bool(re.match(r"CATEGORY 3", "".join(element.itertext())))
            started = element
        elif "title-annex" in names:
            is_inside, started = True, element
        else:
            continue
        if not is_inside:
            for part in [started, *_until_heading(started)]:
                part.getparent().remove(part)


def _until_heading(element: etree._Element) -> list[etree._Element]:
    found = []
    for part in element.itersiblings():
        if re.search(r"title-(?:annex|gr-seq-level-1)", part.get("class") or ""):
            break
        found.append(part)
    return found


def result(edition: Edition) -> dict[str, Any]:
    nodes = [{"code": n.code, "kind": n.kind, "parent": n.parent, "text": n.text} for n in edition.nodes]
    return {"list": edition.list, "problems": [], "nodes": nodes}


@pytest.mark.parametrize(("form", "name"), CASES)
def test_the_same_law_in_other_markup_gives_the_same_tree(official: Path, form: str, name: str) -> None:
    file, slug = FILES[form]
    hold(official, file, slug, form, name, LOWER.get((form, name), {}))


@pytest.mark.parametrize(("form", "name"), WHOLE)
def test_the_whole_of_annex_i_in_other_markup_gives_the_same_tree(official: Path, form: str, name: str) -> None:
    hold(official, ANNEX_I[form], "eu-dual-use", form, name, LOWER_IN_ANNEX_I.get((form, name), {}))


def hold(official: Path, file: str, slug: str, form: str, name: str, lower: dict[str, float]) -> None:
    """Set a file otherwise, read it, and hold it against its truth."""
    path = official / "reconstructed" / file
    root = etree.parse(path).getroot()
    truth = json.loads(path.with_name(f"{file.rpartition('.')[0]}.truth.json").read_text("utf-8"))
    if form == "consolidated":
        category_3(root)
        truth = [t for t in truth if (t["code"] or "").startswith("3")]
    if name in FORMS[form]:
        FORMS[form][name](root)
        data = etree.tostring(root.getroottree(), encoding="utf-8")
    else:
        data = PACKED[form][name](etree.tostring(root.getroottree(), encoding="utf-8"))
    document = read(data, name)
    edition = parse(document, profile(slug), list=slug, applies_from="2025-11-15")
    told = io.StringIO()
    found = judge(official.parent / "tools").compare(truth, result(edition), show=10, out=told)
    below = {k: found[k] for k, least in (LIMITS | lower).items() if found[k] is not None and found[k] < least}
    assert not below, told.getvalue()
    assert sum(n for _, n in edition.counts) == sum(characters(document.blocks).values())


PRINTED = {
    "eu-military": ("eu-cml/2020-02-17/export-control-appendix1.layout.txt", "2020-02-17"),
    "eu-dual-use": ("eu-annex-i/2021-06-11-as-2021-821/export-control-appendix2.layout.txt", "2021-09-09"),
}
# Annex I is long: only what moves its columns and pages is tried on it.
MOVING = ("narrow indents", "wide indents", "shifted pages", "no form feeds", "wider gaps", "one blank")
PRINTS = [*(("eu-military", name) for name in LAYOUTS), *(("eu-dual-use", name) for name in MOVING)]


def printed(text: str, slug: str) -> Edition:
    return parse(read(text.encode()), profile(slug), list=slug, applies_from=PRINTED[slug][1])


@cache
def as_printed(official: Path, slug: str) -> tuple[str, Edition]:
    text = (official / PRINTED[slug][0]).read_text("utf-8")
    return text, printed(text, slug)


@pytest.mark.parametrize(("slug", "name"), PRINTS)
def test_other_pages_of_layout_text_give_the_same_tree(official: Path, slug: str, name: str) -> None:
    text, whole = as_printed(official, slug)
    written = LAYOUTS[name](text)
    assert written != text
    edition = printed(written, slug)
    assert [(n.code, n.parent, n.text) for n in edition.provisions] == [
        (n.code, n.parent, n.text) for n in whole.provisions
    ]
    assert [n.text for n in edition.notes] == [n.text for n in whole.notes]
    moved = [n.code for n, old in zip(edition.notes, whole.notes, strict=True) if n.parent != old.parent]
    assert len(moved) <= 0.03 * len(whole.notes), moved
    assert len(edition.unplaced) == len(whole.unplaced)
