"""The skeleton of a new edition: facts and places, no sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from controllist import notation
from controllist.ingest import parse_bytes
from controllist.model import Edition
from scripts import scaffold_edition
from scripts.proof import faults

ROWS = [
    ("1A001", 'Anvils heavier than 10 kg for "lasers", other than those specified in 1A005, as follows:'),
    (
        "1A002",
        "Bellows for phosgene (gas) (CAS 75-44-5), 75-21-8 or Bacillus subtilis, with a stroke of 5 mm or less.",
    ),
]


def law(*rows: tuple[str, str]) -> Edition:
    cells = "".join(f"<tr><td><p>{code}</p></td><td><p>{text}</p></td></tr>" for code, text in rows)
    page = f"<html><body><table>{cells}</table></body></html>".encode()
    return parse_bytes(page, list="eu-dual-use", applies_from="2030-01-01", name="page.html")


def digest(text: str) -> Edition:
    return Edition("eu-dual-use", "2029-01-01", "en", "digest", notation.read(text))


def test_facts_are_told_and_sentences_are_not() -> None:
    (text,) = scaffold_edition.scaffold(law(*ROWS), {}).values()
    assert '# > 10 kg; 1A005; "lasers"' in text
    assert "# ≤ 5 mm; phosgene (CAS 75-44-5); CAS 75-21-8; Bacillus subtilis" in text
    assert "Anvils" not in text
    assert "stroke" not in text
    assert [str(n.code) for n in notation.read(text)] == ["1A001", "1A002"]


def test_lines_for_the_same_law_are_taken_over() -> None:
    before = law(ROWS[0], ("1A002", "Bellows with a stroke of 4 mm or less."))
    ours = digest('1A001 | | "lasers": anvils > 10 kg not specified in 1A005\n1A002 | | bellows, stroke ≤ 4 mm\n')
    lines = scaffold_edition.known_lines(before, ours, faults.Faults())
    (text,) = scaffold_edition.scaffold(law(*ROWS), lines).values()
    words = {str(n.code): n.text for n in notation.read(text)}
    assert words == {"1A001": '"lasers": anvils > 10 kg not specified in 1A005', "1A002": scaffold_edition.TO_WRITE}


def test_a_wording_with_two_lines_is_left_to_a_person() -> None:
    before = law(("1A001", "Anvils of zinc."), ("1A002", "Anvils of zinc."))
    ours = digest("1A001 | | anvils, zinc\n1A002 | | zinc anvils\n")
    assert scaffold_edition.known_lines(before, ours, faults.Faults()) == {}


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(Path(scaffold_edition.__file__)), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_writes_a_folder_once(tmp_path: Path) -> None:
    cells = "".join(f"<tr><td><p>{code}</p></td><td><p>{text}</p></td></tr>" for code, text in ROWS)
    (tmp_path / "page.html").write_text(f"<html><body><table>{cells}</table></body></html>")
    words = [tmp_path / "page.html", "--list", "eu-dual-use", "--edition", "2030-01-01", "-o", tmp_path / "new"]
    first = run(*words)
    assert (first.returncode, "2 to write" in first.stdout) == (0, True)
    told = json.loads((tmp_path / "new" / "edition.json").read_text())
    assert told["parts"] == ["1"]
    assert run(*words).returncode == 2


@pytest.mark.parametrize("name", ["absent.html", "empty.html"])
def test_a_file_without_a_list_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.html").write_text("<html><body><p>nothing</p></body></html>")
    told = run(tmp_path / name, "--list", "eu-dual-use", "--edition", "2030-01-01", "-o", tmp_path / "new")
    assert told.returncode == 3
    assert len(told.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "new").exists()
