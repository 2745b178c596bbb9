"""`controllist match` over the shipped lists: keys, exit statuses, forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from controllist.cli import main

CANDIDATE_KEYS = {
    "rank", "basis", "list", "edition", "code", "entry", "score", "heading", "evidence", "assessment", "missing",
    "exclusions",
}  # fmt: skip


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    status = main(["match", *arguments, "--format", "json"])
    return status, json.loads(capsys.readouterr().out)


def test_keys(capsys: pytest.CaptureFixture[str]) -> None:
    status, found = answer(capsys, "EUV pellicle")
    assert status == 0
    assert {"query", "language", "as_of", "as_of_exact", "candidates", "verdict", "cautions"} <= found.keys()
    for candidate in found["candidates"]:
        assert candidate.keys() >= CANDIDATE_KEYS
        assert candidate["assessment"] in ("met", "not-met", "unknown", "not-assessed")
        for evidence in candidate["evidence"]:
            assert {"kind", "query_text", "provision", "provision_text", "score"} <= evidence.keys()


def test_both_lists_that_control_pellicles_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    _, found = answer(capsys, "EUV pellicle")
    assert {(c["list"], c["code"]) for c in found["candidates"][:2]} == {
        ("nl-semicon", "3B001.l"),
        ("eu-dual-use", "3B501.m"),
    }


def test_nothing_found_is_status_one_and_never_says_free(capsys: pytest.CaptureFixture[str]) -> None:
    status, found = answer(capsys, "zwuffelbak")
    assert (status, found["verdict"], found["candidates"]) == (1, "none", [])
    said = " ".join(found["cautions"])
    assert "Articles 4, 5, 9 and 10" in said
    assert "no statement that no licence is needed" in said
    assert "free" not in said


def test_only_the_lists_asked(capsys: pytest.CaptureFixture[str]) -> None:
    _, found = answer(capsys, "EUV pellicle", "--list", "nl-semicon")
    assert {c["list"] for c in found["candidates"]} == {"nl-semicon"}


def test_a_date_before_an_edition_at_hand_is_told_first(capsys: pytest.CaptureFixture[str]) -> None:
    _, found = answer(capsys, "vacuum pump", "--as-of", "2024-01-01", "--list", "eu-dual-use")
    assert (found["as_of"], found["as_of_exact"]) == ("2024-01-01", False)
    assert "2023-12-16" in found["cautions"][0]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["match", "pump", "--as-of", "2024-13-01"], 2),
        (["match", "pump", "--list", "nowhere"], 2),
        (["match", "pump", "--top", "0"], 2),
        (["match", "pump", "--lang", "xx"], 2),
        (["match", ""], 2),
        (["match", "pump", "--lexicon", "no-such-file.tsv"], 3),
        (["match", "pump", "--edition", "no/such/file.json"], 3),
        (["match", "pump", "--list", "nl-semicon", "--as-of", "2001-01-01"], 1),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == status
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_forms_name_code_evidence_and_cautions(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["match", "EUV pellicle", "--format", form]) == 0
    text = capsys.readouterr().out
    for piece in ("3B501.m", "pellicle", "nl-semicon@", "Articles 4, 5, 9 and 10"):
        assert piece in text


def test_html_escapes_what_the_user_typed(capsys: pytest.CaptureFixture[str]) -> None:
    main(["match", "EUV pellicle <script>alert(1)</script>", "--format", "html"])
    assert "<script>" not in capsys.readouterr().out


def test_a_vocabulary_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("zwuffel\t2B350.i\tzwuffel pump\tzwuffelbak\t\t\t\n", encoding="utf-8")
    status, found = answer(capsys, "zwuffelbak", "--lexicon", str(own))
    assert (status, found["candidates"][0]["code"]) == (0, "2B350.i")


def test_a_data_sheet_of_three_hundred_words(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Turbomolecular vacuum pump. " + "The unit is delivered with documents, cables and a pallet. " * 32
    status, found = answer(capsys, text)
    assert status == 0
    assert len(found["candidates"]) <= 10


@pytest.mark.parametrize(
    ("day", "assessment", "grade"), [("2024-01-01", "not-met", ""), ("2024-10-01", "unknown", "inferred")]
)
def test_a_scanner_before_and_after_september_2024(
    day: str, assessment: str, grade: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """193 nm is not below 193 nm and 1.6 nm not within 1.50; since 7 September 2024 the bound is 2.40 nm."""
    _, found = answer(capsys, "diepe ultraviolet immersiescanner 193 nm, overlay 1,6 nm", "--as-of", day)
    dutch = next(c for c in found["candidates"] if c["list"] == "nl-semicon")
    assert (dutch["code"], dutch["assessment"]) == ("3B001.f.4", assessment)
    if grade:
        assert dutch["basis"]["grade"] == grade
        assert any("feature size" in name for name in dutch["missing"])
