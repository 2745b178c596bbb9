"""The schema against what the commands really print; and that it notices what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from controllist.cli import main
from controllist.registers.records import Decision, Question, canonical, make
from controllist.rendering.registers import record_result
from controllist.schema import NAMES, document

Capture = pytest.CaptureFixture[str]
OLD, NEW = "nl-semicon@2023-09-01", "nl-semicon@2024-09-07"
SCANNER = "DUV immersion scanner 193 nm, overlay 1.6 nm"

PRINTED: dict[str, list[list[str]]] = {
    "lists": [["lists"]],
    "show": [["show", "3B001"], ["show", "ML10.c"], ["show", "3B501.f", "--notes", "--related"]],
    "match": [["match", SCANNER], ["match", "zitbank"], ["match", "kogelkraan", "--as-of", "2024-01-01"]],
    "assess": [
        ["assess", "3B501.f.1.b", "--set", "overlay=1.6 nm"],
        ["assess", "3B001.f.4", "--set", "wavelength=193 nm"],
    ],
    "diff": [["diff", OLD, NEW], ["diff", "eu-dual-use@2021-09-09", "eu-dual-use@2025-11-15"]],
    "impact": [["impact", "goods.csv", "--from", OLD, "--to", NEW, "--all"]],
    "record-check": [["record", "check", "kept.json", "--as-of", "2024-10-01"]],
}


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    decision = Decision("not-listed", by="A. Jansen", on="2023-10-01", reason="overlay above 1.50 nm")
    return record_result(make(Question(SCANNER, "7", editions=(OLD,)), decision))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: dict[str, Any]) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("goods.csv").write_text(f"description,own classification\n{SCANNER.replace(',', '')},\n;,\n", encoding="utf-8")
    Path("kept.json").write_text(canonical(record), encoding="utf-8")
    return tmp_path


def check(name: str, value: Any) -> None:
    jsonschema.Draft202012Validator(document(name)).validate(value)


@pytest.mark.parametrize(
    ("name", "arguments"), [(name, arguments) for name, rows in PRINTED.items() for arguments in rows]
)
def test_what_a_command_prints_is_as_the_schema_says(name: str, arguments: list[str], capsys: Capture) -> None:
    main([*arguments, "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    check(name, printed)
    assert printed


def test_batch_and_record(record: dict[str, Any]) -> None:
    check("record", json.loads(canonical(record)))
    assert main(["batch", "goods.csv", "-o", "out.jsonl", "--summary", "s.json", "--list", "nl-semicon"]) == 0
    rows = [json.loads(line)["controllist"] for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 2
    for row in rows:
        check("batch-row", row)
    check("batch-summary", json.loads(Path("s.json").read_text(encoding="utf-8")))


@pytest.mark.official
def test_parse(official: Path, capsys: Capture) -> None:
    file = next(iter(sorted(official.rglob("*.html")) + sorted(official.rglob("*.xhtml"))), None)
    if file is None:
        pytest.skip("no file of markup among the official texts")
    main(["parse", str(file), "--list", "eu-dual-use", "--edition", "2025-11-15", "--format", "json"])
    out = capsys.readouterr().out
    if not out:
        pytest.skip(f"{file.name} holds no entry of the list")
    check("parse", json.loads(out))


def test_each_schema_is_one() -> None:
    for name in NAMES:
        jsonschema.Draft202012Validator.check_schema(document(name))
    with pytest.raises(LookupError, match="'matches'"):
        document("matches")


def test_a_match_is_told_once_for_its_answer_and_for_records() -> None:
    told = document("record")["$defs"]
    assert told["record"]["properties"]["match"] == {"$ref": "#/$defs/found"}
    assert told["match"]["$ref"] == "#/$defs/found"
    assert set(told["match"]["properties"]) == {"cautions"}  # a record has those of all its answers at its top


@pytest.mark.parametrize("key", ["best_score", "goods"])
def test_a_key_beside_the_contract_says_what_it_is(key: str) -> None:
    assert document("match")["$defs"]["found"]["properties"][key]["description"]


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("pump", "thing"),
        ("software for pumps", "software"),
        ("source code and technical drawings", "software+technology"),
    ],
)
def test_goods_are_as_the_schema_tells_them(text: str, goods: str, capsys: Capture) -> None:
    main(["match", text, "--list", "nl-semicon", "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    assert printed["goods"] == goods
    check("match", printed)
    with pytest.raises(jsonschema.ValidationError):
        check("match", {**printed, "goods": "animal"})


def _required(schema: Any) -> Iterator[tuple[str, list[str]]]:
    for name, one in schema["$defs"].items():
        if isinstance(one, dict) and "required" in one:
            yield name, one["required"]


def test_a_key_that_goes_missing_is_noticed(capsys: Capture) -> None:
    main(["match", SCANNER, "--format", "json"])
    printed = json.loads(capsys.readouterr().out)
    for key in dict(_required(document("match")))["match"]:
        with pytest.raises(jsonschema.ValidationError):
            check("match", {k: v for k, v in printed.items() if k != key})
    for key in dict(_required(document("match")))["candidate"]:
        first = {k: v for k, v in printed["candidates"][0].items() if k != key}
        with pytest.raises(jsonschema.ValidationError):
            check("match", {**printed, "candidates": [first]})


def test_the_schema_holds_the_keys_of_the_contract() -> None:
    required = dict(_required(document("match")))
    assert set(required["match"]) == {
        "query", "language", "as_of", "as_of_exact", "candidates", "verdict", "cautions",
    }  # fmt: skip
    assert set(required["node"]) == {
        "code", "kind", "parent", "text", "basis", "requirement", "thresholds", "references", "regime", "status",
    }  # fmt: skip
    assert set(required["change"]) == {
        "kind", "cause", "basis", "code", "old_code", "effect", "substantive", "before", "after", "detail",
    }  # fmt: skip
    assert set(required["assess"]) == {
        "list", "edition", "wording", "as_of", "as_of_exact", "cautions", "code", "verdict", "tree", "missing",
    }  # fmt: skip
