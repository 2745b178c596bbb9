"""`controllist assess`: what it prints, and the exit status."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from controllist.app.selection import select
from controllist.cli import main

SCANNER = ["--set", "wavelength=193nm", "--set", "NA=1,35", "--set", "overlay=1.6 nm", "--set", "is it=yes"]
KEYS = {"list", "edition", "wording", "as_of", "as_of_exact", "cautions", "code", "verdict", "tree", "missing"}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["assess", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def result(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    status, out, _ = run(capsys, *arguments, "--format", "json")
    assert status == 0
    found = json.loads(out)
    assert isinstance(found, dict)
    return found


def test_one_fact(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "3B501.f.1.b", "--set", "wavelength=193 nm")
    assert status == 0
    assert "3B501.f.1.b: unknown" in out
    assert "193 nm is ≥ 193 nm" in out
    assert "overlay" in out


def test_the_fixed_keys(capsys: pytest.CaptureFixture[str]) -> None:
    found = result(capsys, "3b501f1b", "--set", "wavelength=193 nm")
    assert found.keys() >= KEYS
    assert (found["list"], found["code"], found["verdict"]) == ("eu-dual-use", "3B501.f.1.b", "unknown")
    assert {"property", "unit", "question"} <= found["missing"][0].keys()
    assert {"minimum resolvable feature size", "maximum dedicated chuck overlay"} <= {
        m["property"] for m in found["missing"]
    }


@pytest.mark.parametrize(("day", "verdict"), [("2024-01-01", "not-met"), ("2024-10-01", "met")])
def test_the_edition_of_the_day_answers(capsys: pytest.CaptureFixture[str], day: str, verdict: str) -> None:
    found = result(capsys, "3B001.f.4", "--list", "nl-semicon", "--as-of", day, *SCANNER)
    assert found["verdict"] == verdict
    assert found["as_of"] == day
    assert found["basis"] == "inferred"
    assert any("inferred" in c for c in found["cautions"])


def test_over_time(capsys: pytest.CaptureFixture[str]) -> None:
    found = result(capsys, "3B001.f.4", "--list", "nl-semicon", "--over-time", *SCANNER)
    verdicts = {row["edition"]: row["verdict"] for row in found["editions"]}
    assert verdicts["2023-09-01"] == "not-met"
    assert verdicts["2024-09-07"] == "met"
    status, out, _ = run(capsys, "3B001.f.4", "--list", "nl-semicon", "--over-time", *SCANNER)
    assert status == 0
    assert "2.40 nm" in out


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["3B501.f.1.b", "--set", "wavelength=193 kg"], 2, "length"),
        (["3B501.f.1.b", "--set", "weather=3 bar"], 2, "weather"),
        (["3B501.f.1.b", "--set", "NA=1", "--set", "numerical aperture=2"], 2, "one value"),
        (["3B501.f.1.b", "--set", "wavelength"], 2, "NAME=VALUE"),
        (["3B501.f.1.b", "--as-of", "2024-13-01"], 2, "date"),
        (["3B501.f.1.b", "--list", "atlantis"], 2, "atlantis"),
        (["3B501.f.1.b#technical-note.1"], 2, "provision"),
        ([], 2, "CODE"),
        (["9Z999"], 1, "9Z999"),
        (["3B501.f.1.b.9"], 1, "not in"),
        (["3B501.f.1.b", "--facts", "no-such-file.toml"], 3, "no-such-file.toml"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, says: str
) -> None:
    found, out, err = run(capsys, *arguments)
    assert found == status
    assert out == ""
    assert err.count("\n") == 1
    assert says in err


def test_facts_from_a_file_and_the_answer_saved(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    facts, saved = tmp_path / "scanner.toml", tmp_path / "answer.json"
    facts.write_text('wavelength = "193 nm"\noverlay = "1.4 nm"\nNA = "1.35"\n"is it" = "yes"\n', encoding="utf-8")
    status, out, _ = run(capsys, "3B501.f.1.b", "--facts", str(facts), "--save", str(saved), "--format", "md")
    assert status == 0
    assert "## 3B501.f.1.b: met" in out
    assert "| wavelength | 193 nm |" in out
    assert json.loads(saved.read_text(encoding="utf-8"))["verdict"] == "met"


def test_a_binary_file_of_facts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff\xfe\x00")
    status, _, err = run(capsys, "3B501.f.1.b", "--facts", str(path))
    assert status == 3
    assert err.count("\n") == 1


def test_asking(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Why, a wrong answer, back and don't know do not disturb; the verdict tree is all that goes to stdout."""
    replies = ["yes", "why", "red", "193", "back", "193 nm", "35.7", "1.4", ""]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(replies) + "\n"))
    status, out, err = run(capsys, "3B501.f.1.b", "--ask", "--format", "json")
    assert status == 0
    assert json.loads(out)["verdict"] == "met"
    assert "technical-note" in err
    assert "What is the light source wavelength" in err


def test_asking_ends_with_the_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    status, out, _ = run(capsys, "3B501.f.1.b", "--ask")
    assert status == 0
    assert "unknown" in out


def test_a_code_of_two_lists_answers_for_both(capsys: pytest.CaptureFixture[str]) -> None:
    found = result(capsys, "3B001.f")
    assert [found["list"], *(o["list"] for o in found["others"])] == ["eu-dual-use", "nl-semicon"]


def test_not_met_is_not_free(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "3B501.f.1.b", "--set", "wavelength=13.5 nm")
    assert "not met" in out
    assert "does not mean that no licence is needed" in " ".join(out.split())


def test_the_candidates_of_a_description(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures are read from the description, and the goods are taken for those the headings name.

    Which candidates there are is for matching and its own tests; here they are given.
    """
    scanner = SimpleNamespace(list="nl-semicon", edition="2024-09-07", code="3B001.f.4")
    selection = select(["nl-semicon"], "2024-10-01")
    matched = SimpleNamespace(selection=selection, match=SimpleNamespace(candidates=[scanner]))
    monkeypatch.setattr("controllist.app.questions.match", lambda *_, **__: matched)
    text = "diepe ultraviolet immersiescanner 193 nm, overlay 1,6 nm"
    found = result(capsys, "--all", text, "--list", "nl-semicon", "--as-of", "2024-10-01")
    (answer,) = found["results"]
    assert (answer["code"], answer["verdict"]) == ("3B001.f.4", "unknown")
    assert [m["property"] for m in answer["missing"]] == ["minimum resolvable feature size"]
    assert any("taken for" in c for c in answer["cautions"])


def test_an_answer_is_kept_as_a_record_that_replays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "scanner.json"
    asked = ["assess", "3B501.f.1.b", "--list", "eu-dual-use", "--set", "overlay=1.6 nm", "--record", str(kept)]
    assert main([*asked, "--goods", "immersion scanner"]) == 0
    document = json.loads(kept.read_text(encoding="utf-8"))
    assert document["asked"]["text"] == "immersion scanner"
    assert any(a["code"] == "3B501.f.1.b" and a["verdict"] == "not-met" for a in document["assessments"])
    capsys.readouterr()
    assert main(["record", "replay", str(kept)]) == 0
