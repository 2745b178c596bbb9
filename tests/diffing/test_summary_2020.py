"""The Commission's own summary of the changes of 2020, printed behind the list of 2021, held against the tree of 2021.

The text of 2019 is not at hand, so that only one side can be looked at: what came or changed must stand at its place,
what went must not.
"""

from __future__ import annotations

import json
import re

import pytest

from controllist.codes import ControlCode
from controllist.ingest import parse_bytes

pytestmark = pytest.mark.official

ROWS = 110
"""Rows that name a place; eight speak of the table of acronyms, which is no part of the list."""


@pytest.fixture(scope="module")
def rows(official):
    gold = official.parent / "eval" / "diff-dev.jsonl"
    if not gold.is_file():
        pytest.skip(f"{gold} is not at hand")
    told = (json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines())
    return [r for r in told if r["task"] == "eu-summary-2020" and r.get("scored") is not False]


@pytest.fixture(scope="module")
def annex_2021(official):
    file = official / "eu-annex-i/2021-06-11-as-2021-821/export-control-appendix2.layout.txt"
    return parse_bytes(file.read_bytes(), list="eu-dual-use", applies_from="2021-09-09", name=file.name)


def numbers(note):
    """The number of a note and that of its item: `technical-note.3`, `note.1`."""
    return re.findall(r"(?<=\.)\d+", note)[:1]


def stands(edition, code):
    """Whether a place stands in an edition.

    The summary counts technical notes and pointers among notes, and names a note by the entry or by an item.
    """
    if code in edition:
        return True
    place, mark, note = code.partition("#")
    if not mark or code.startswith('"'):
        return False
    return any(
        (n.code.place.contains(place) or ControlCode(place).contains(n.code.place))
        and numbers(note) in ([], numbers(n.code.note))
        for n in edition.notes
    )


def is_gone(edition, row):
    place = row["code"].partition("#")[0]
    if row["kind"] != "note-removed":
        return row["code"] not in edition
    name = "technical-note" if "technical" in row["why"] else "note"
    left = [n for n in edition.notes if n.code.startswith(f"{place}#{name}")]
    return all(explains_performance(edition, n) for n in left)


def explains_performance(edition, note):
    """Whether a note stands behind the heading of the note on "APP", whose own technical notes print hangs on 4E001."""
    order = [n.code for n in edition.nodes]
    heads = [n.code for n in edition.notes if n.text.startswith('ON "ADJUSTED PEAK PERFORMANCE"')]
    return any(h.entry == note.code.entry and order.index(h) < order.index(note.code) for h in heads)


def test_each_row_of_the_summary_stands_or_is_gone_as_it_says(rows, annex_2021):
    assert len(rows) == ROWS
    went = [r for r in rows if r["kind"] in ("removed", "note-removed") or "removed" in r.get("kind_alt", ())]
    stayed = [r for r in rows if r not in went]
    assert (len(went), [r["code"] for r in went if not is_gone(annex_2021, r)]) == (6, [])
    assert [r["code"] for r in stayed if not stands(annex_2021, r["code"])] == []
    assert not stands(annex_2021, "1C350.90")
    assert not stands(annex_2021, "2B001#note.9")
