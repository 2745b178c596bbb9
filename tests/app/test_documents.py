"""The documents for programs are those of the commands, and the tools refuse in one line."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from controllist import store
from controllist.app import documents, questions
from controllist.app.selection import open_index_of, select
from controllist.assessing.facts import Facts
from controllist.cli import main
from controllist.errors import ControlListError, MisuseError
from controllist.mcp import tools
from controllist.version import __version__

Capture = pytest.CaptureFixture[str]
OLD, NEW = "nl-semicon@2023-09-01", "nl-semicon@2024-09-07"
GOODS = [
    {"article": "7", "description": "DUV immersion scanner 193 nm", "classification": "3B001.f"},
    {"article": "8", "description": "wooden bench"},
]


def printed(capsys: Capture, *arguments: str) -> Any:
    main([*arguments, "--format", "json"])
    return json.loads(capsys.readouterr().out)


# tool, its arguments, the command that asks the same
SAME: list[tuple[str, dict[str, Any], list[str]]] = [
    ("lists", {"lists": ["nl-semicon"]}, ["lists", "--list", "nl-semicon"]),
    ("show", {"code": "3b001f4", "lists": ["nl-semicon"]}, ["show", "3b001f4", "--list", "nl-semicon"]),
    ("show", {"code": "3B001.l", "edition": NEW, "related": True}, ["show", "3B001.l", "--edition", NEW, "--related"]),
    (
        "match",
        {"text": "EUV pellicle", "lists": ["nl-semicon"], "as_of": "2024-10-01", "top": 2, "language": "en"},
        ["match", "EUV pellicle", "--list", "nl-semicon", "--as-of", "2024-10-01", "--top", "2", "--lang", "en"],
    ),
    (
        "assess",
        {"code": "3B001.f.4", "facts": {"wavelength": "193 nm"}, "lists": ["nl-semicon"], "as_of": "2024-10-01"},
        ["assess", "3B001.f.4", "--set", "wavelength=193 nm", "--list", "nl-semicon", "--as-of", "2024-10-01"],
    ),
    ("diff", {"old": OLD, "new": NEW, "codes": ["3b001"]}, ["diff", OLD, NEW, "--code", "3b001"]),
    ("impact", {"articles": GOODS, "old": OLD, "new": NEW}, ["impact", "goods.jsonl", "--from", OLD, "--to", NEW]),
]


@pytest.mark.parametrize(("tool", "arguments", "command"), SAME, ids=[f"{t}-{i}" for i, (t, _, _) in enumerate(SAME)])
def test_a_tool_gives_what_the_command_prints(
    tool: str,
    arguments: dict[str, Any],
    command: list[str],
    capsys: Capture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("goods.jsonl").write_text("\n".join(map(json.dumps, GOODS)), encoding="utf-8")
    assert json.loads(json.dumps(tools.answer(tool, arguments))) == printed(capsys, *command)


def test_the_next_question_is_one_of_those_open() -> None:
    found = documents.assess("3B001.f.4", {"wavelength": "193 nm"}, ["nl-semicon"], "2024-10-01")
    assert found["verdict"] == "unknown"
    assert found["next"] in found["missing"]
    assert documents.assess("3B001.f.4", {"is it": "no"}, ["nl-semicon"], "2024-10-01")["next"] is None


# name, arguments, words of the refusal
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("math", {}, "expected one of the tools lists, show"),
    ("match", {}, "match: expected text, found none"),
    (
        "match",
        {"text": "pump", "list": "nl-semicon"},
        "match: expected text, lists, as_of, top, language, found 'list'",
    ),
    ("match", {"text": 3}, "match, text: expected string, found 3"),
    ("match", {"text": "pump", "top": True}, "match, top: expected integer, found true"),
    ("match", {"text": "pump", "top": 2.5}, "match, top: expected integer, found 2.5"),
    ("match", {"text": "pump", "top": 0}, "expected from 1 to 100 candidates, found 0"),
    ("match", {"text": "pump", "language": "fi"}, "match, language: expected one of en, nl, de, fr, found 'fi'"),
    ("match", {"text": "pump", "lists": ["nl-semicon", 1]}, "match, lists 2: expected string, found 1"),
    ("match", {"text": "pump", "lists": ["us"]}, "expected one of the lists"),
    ("match", {"text": "pump", "as_of": "yesterday"}, "expected a date"),
    ("match", {"text": "x" * 200_001, "lists": ["nl-semicon"]}, "expected a description of at most 200000 characters"),
    ("show", {"code": "3B001", "edition": "/etc/passwd"}, "expected an edition such as"),
    ("show", {"code": "3B001", "edition": "../x@2024-01-01"}, "expected an edition such as"),
    ("show", {"code": "3B001", "edition": "nl-semicon"}, "found the list; at hand: nl-semicon@2023-09-01"),
    ("show", {"code": "EAR99"}, "EAR99 is a number of another country's list"),
    (
        "assess",
        {"code": "3B001.f.4", "facts": {"wavelength": []}},
        "assess, facts, wavelength: expected string or number",
    ),
    ("assess", {"code": "3B501.f.1.b", "facts": {"wavelength": "3 kg"}}, "expected"),
    ("diff", {"old": OLD, "new": "nl-semicon@1999-01-01"}, "the text of nl-semicon@1999-01-01 is not at hand"),
    ("impact", {"articles": [{"name": "x"}], "old": OLD, "new": NEW}, "impact, articles 1: expected article"),
    ("impact", {"articles": [{}] * 5_001, "old": OLD, "new": NEW}, "expected at most 5000 articles, found 5001"),
]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"text": "pump", "top": "3"}, "expected from 1 to 100 candidates, found '3'"),
        ({"text": "pump", "top": True}, "expected from 1 to 100 candidates, found True"),
        ({"text": None}, "expected words that describe goods, found None"),
        ({"text": "pump", "lists": "nl-semicon"}, "expected lists by name, such as ['nl-semicon'], found 'nl-semicon'"),
    ],
)
def test_what_a_service_hands_on_unread_is_misuse(arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(MisuseError, match=re.escape(words)):
        documents.match(**arguments)


@pytest.mark.parametrize(("name", "arguments", "words"), REFUSED, ids=range(len(REFUSED)))
def test_a_wrong_question_is_refused_in_words(name: str, arguments: dict[str, Any], words: str) -> None:
    with pytest.raises(ControlListError) as refusal:
        tools.answer(name, arguments)
    assert words in refusal.value.message


def test_a_whole_number_may_be_written_as_programs_write_all_numbers() -> None:
    asked = {"text": "EUV pellicle", "lists": ["nl-semicon"]}
    assert tools.answer("match", {**asked, "top": 1.0}) == tools.answer("match", {**asked, "top": 1})


def test_every_tool_has_a_description_and_schemas() -> None:
    for tool in tools.TOOLS:
        assert tool.description.endswith(".")
        assert set(tool.needs) <= set(tool.takes)
        output = tool.output_schema()
        assert output is None or output["$ref"] == f"#/$defs/{tool.name}"


def test_without_the_package_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(
        importlib, "import_module", lambda name: missing(name) if name.startswith("mcp") else REAL(name)
    )
    assert main(["mcp"]) == 2
    assert capsys.readouterr().err == (
        "controllist: expected the package mcp, version 2 or later; pip install 'controllist[mcp]'\n"
    )


REAL = importlib.import_module


def test_an_edition_that_was_added_answers_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service keeps editions; one that the user replaces meanwhile is read again."""
    from attrs import evolve

    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path))
    address = "nl-semicon@2024-09-07"
    before = store.load(address)
    assert store.load(address) is before
    store.keep(evolve(before, title="mine"))
    assert store.load(address).title == "mine"
    assert store.load(address) is store.load(address)


def test_the_second_question_pays_for_no_index() -> None:
    first, second = (select(["nl-semicon"], day) for day in ("2024-10-01", "2024-12-01"))
    assert open_index_of(first) is open_index_of(second)


def test_an_answer_carries_what_it_rests_on() -> None:
    selection = select(["nl-semicon"], "2024-10-01")
    answers = [
        questions.look_up("3B001.l", selection),
        questions.match("EUV pellicle", selection),
        questions.assess("3B001.l", Facts(), selection),
        questions.classify(selection),
        questions.compare(store.load(OLD), store.load(NEW)),
        questions.impact([], store.load(OLD), store.load(NEW)),
    ]
    for answer in answers:
        assert answer.program == __version__
        assert all(len(edition.checksum) == 64 for edition in answer.editions)
        assert "nl-semicon" in {edition.list for edition in answer.editions}
        assert answer.cautions or answer.as_of
