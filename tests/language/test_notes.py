"""Notes of official files: kinds over notes alone, exclusions told from inclusions, and where they hang.

The judge is the tool beside the official texts. It matches notes by owner and text, since codes of notes are our own,
and gives 1 as exit status where a figure falls below what is asked.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from controllist.ingest import parse_bytes
from controllist.model import Edition, Note

JUDGED = [
    ("eu-annex-i-2025-11-15.oj.xhtml", "eu-dual-use"),
    ("eu-annex-i-2025-11-15.consolidated.html", "eu-dual-use"),
    ("eu-annex-i-2025-11-15.fmx.xml", "eu-dual-use"),
    ("eu-cml-2020-02-17.oj.xhtml", "eu-military"),
    ("eu-cml-2020-02-17.fmx.xml", "eu-military"),
]
READ = {
    "2025": ("reconstructed/eu-annex-i-2025-11-15.oj.xhtml", "eu-dual-use", "2025-11-15"),
    "2021": ("eu-annex-i/2021-06-11-as-2021-821/export-control-appendix2.layout.txt", "eu-dual-use", "2021-09-09"),
    "military": ("reconstructed/eu-cml-2020-02-17.oj.xhtml", "eu-military", "2020-02-17"),
}
# a note that opens so takes something out of a control
TAKES_OUT = re.compile(
    r"(?:Note ?\d*:? )?(?P<codes>(?:(?:ML)?\d[\w.]*|,| |and|or|to)+?)\.? (?:does|do) not (?:control|apply)\b"
)


@cache
def edition_of(path: Path, slug: str, day: str) -> Edition:
    return parse_bytes(path.read_bytes(), list=slug, applies_from=day, name=path.name)


@pytest.mark.official
@pytest.mark.parametrize(("name", "slug"), JUDGED)
def test_kinds_and_places_of_notes(official: Path, tmp_path: Path, name: str, slug: str) -> None:
    source = official / "reconstructed" / name
    day = "2025-11-15" if slug == "eu-dual-use" else "2020-02-17"
    edition = edition_of(source, slug, day)
    nodes = [{"code": n.code, "kind": n.kind, "parent": n.parent, "text": n.text} for n in edition.nodes]
    parsed = tmp_path / "parsed.json"
    parsed.write_text(json.dumps({"list": slug, "problems": [], "nodes": nodes}), encoding="utf-8")
    truth = source.with_name(source.name.rpartition(".")[0] + ".truth.json")
    limits = ("--min-note-kind=0.99", "--max-flips=0", "--min-note-parent=0.97")
    judge = [sys.executable, str(official.parent / "tools" / "compare_parse.py"), str(truth), str(parsed), *limits]
    result = subprocess.run(judge, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.official
@pytest.mark.parametrize("name", READ)
def test_what_takes_out_is_an_exclusion_and_hangs_where_it_speaks_of(official: Path, name: str) -> None:
    path, slug, day = READ[name]
    edition = edition_of(official / path, slug, day)
    seen, wrong_kind, wrong_place = 0, [], []
    for note in edition.notes:
        match = TAKES_OUT.match(note.text)
        if match is None:
            continue
        seen += 1
        if note.kind != "note-excludes":
            wrong_kind.append(str(note.code))
        named = {str(code) for r in edition.references(note.code) if r.role == "speaks-of" for code in r.codes}
        if named and not any(_hangs_on(note, code) for code in named) and not _holds_all(note, named):
            wrong_place.append((str(note.code), sorted(named)))
    assert seen > 20
    assert not wrong_kind
    assert wrong_place == []


def _hangs_on(note: Note, code: str) -> bool:
    """Whether a note hangs on a place, or says that it speaks of it."""
    return note.code.place == code or code in map(str, note.about)


def _holds_all(note: Note, named: set[str]) -> bool:
    """Whether a note hangs on the place that holds all it speaks of: `6A203.a to 6A203.c` on 6A203."""
    return len(named) > 1 and all(note.code.place.contains(code) for code in named)
