"""Manners of the command line: settings, suggestions, quiet and verbose, completion, labels in Dutch."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from controllist.cli import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all tests here: an index is built once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTROLLIST_HOME", str(home))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path


def lists_searched(capsys: Capture, *arguments: str) -> set[str]:
    main(["match", "EUV pellicle", "--format", "json", *arguments])
    return {c["list"] for c in json.loads(capsys.readouterr().out)["candidates"]}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("controllist.toml", 'list = ["nl-semicon"]\n'),
        ("pyproject.toml", '[tool.controllist]\nlist = ["nl-semicon"]\n'),
    ],
)
def test_settings_of_the_folder_above_hold_and_what_is_typed_wins(
    in_a_folder: Path, capsys: Capture, name: str, text: str
) -> None:
    (in_a_folder / name).write_text(text, encoding="utf-8")
    assert lists_searched(capsys) == {"nl-semicon"}
    assert lists_searched(capsys, "--list", "eu-dual-use") == {"eu-dual-use"}


def test_a_typed_default_wins_over_a_setting(in_a_folder: Path, capsys: Capture) -> None:
    (in_a_folder / "controllist.toml").write_text('lang = "fr"\n', encoding="utf-8")
    for arguments, language in (([], "fr"), (["--lang", "auto"], "nl")):
        main(["match", "kogelkraan voor de chemie", "--format", "json", *arguments])
        assert json.loads(capsys.readouterr().out)["language"] == language


def test_an_own_vocabulary_stands_beside_the_settings(in_a_folder: Path, capsys: Capture) -> None:
    (in_a_folder / "controllist.toml").write_text('lexicon = ["own.tsv"]\n', encoding="utf-8")
    (in_a_folder / "own.tsv").write_text("turbo\t2B350.i\tturbomix\tturbomix\t\t\t\n", encoding="utf-8")
    main(["match", "Turbomix", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["candidates"][0]["entry"] == "2B350"


@pytest.mark.parametrize(
    ("text", "status", "message"),
    [
        ('colour = "red"\n', 2, "found 'colour'"),
        ("list = [1]\n", 2, "a list of texts"),
        ('lang = "xx"\n', 2, "found 'xx'"),
        ("list = [\n", 3, "settings"),
    ],
)
def test_wrong_settings_are_told(in_a_folder: Path, capsys: Capture, text: str, status: int, message: str) -> None:
    (in_a_folder / "controllist.toml").write_text(text, encoding="utf-8")
    assert main(["match", "pump"]) == status
    err = capsys.readouterr().err
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["shwo", "3B001"], "did you mean 'show'"),
        (["show", "3B001", "--list", "eu-dualuse"], "did you mean 'eu-dual-use'"),
        (["show", "3B0O1"], "expected a control code"),
        (["show", "3B501.q"], "3B501 is, with 3B501.a"),
        (["assess", "3B051"], "the nearest number is 3B"),
    ],
)
def test_a_slip_gets_a_suggestion(arguments: list[str], message: str, capsys: Capture) -> None:
    assert main(arguments) in (1, 2)
    assert message in capsys.readouterr().err


def test_quiet_says_nothing_but_errors_and_verbose_more(capsys: Capture) -> None:
    Path("goods.csv").write_text("description\nEUV pellicle\n", encoding="utf-8")
    assert main(["batch", "goods.csv", "-o", "out.csv", "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["batch", "nothing.csv", "--quiet"]) == 3
    assert capsys.readouterr().err.startswith("controllist: expected a table")
    assert main(["lists", "--verbose"]) == 0
    assert " s" in capsys.readouterr().err
    assert main(["show", "9A999", "--verbose"]) == 1
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_that_the_shell_can_read(shell: str, capsys: Capture, tmp_path: Path) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "controllist" in script
    if shutil.which(shell):
        (tmp_path / "script").write_text(script, encoding="utf-8")
        subprocess.run([shell, "-n", str(tmp_path / "script")], check=True)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("controllist ma", {"match"}),
        ("controllist match x --as", {"--as-of"}),
        ("controllist match x --list nl", {"nl-semicon"}),
        ("controllist --output-lang nl match x --list nl", {"nl-semicon"}),
        ("controllist diff --li", {"--list"}),
        ("controllist impact goods.csv --from nl-semicon@2024", {"nl-semicon@2024-09-07"}),
        ("controllist record re", {"replay"}),
    ],
)
def test_the_program_completes_what_is_typed(line: str, expected: set[str], tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    shell = {"_ARGCOMPLETE": "1", "_ARGCOMPLETE_SHELL": "bash", "_ARGCOMPLETE_IFS": "\n", "COMP_LINE": line}
    shell |= {"COMP_POINT": str(len(line)), "COMP_TYPE": "9", "_ARGCOMPLETE_STDOUT_FILENAME": str(answer)}
    subprocess.run([sys.executable, "-m", "controllist"], env={**os.environ, **shell}, check=True)
    assert {word.strip() for word in answer.read_text(encoding="utf-8").splitlines()} == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ["--output-lang", "nl", "show", "3B999"],
        ["--output-lang=nl", "show", "3B999"],
        ["show", "--output-lang", "nl", "3B999"],
        ["show", "3B999", "--output-lang", "nl"],
        ["-v", "show", "3B999", "--output-lang", "nl"],
    ],
)
def test_common_options_stand_before_a_command_or_behind_it(arguments: list[str], capsys: Capture) -> None:
    assert main(arguments) == 1
    assert "een nummer van een lijst van een ander land" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["match", "x", "--quiet=1"], "-q/--quiet"),
        (["-vx", "show", "3B001"], "-v/--verbose"),
        (["--output-lang", "xx", "show", "3B001"], "--output-lang"),
        (["show", "3B001", "--site"], "--site"),
    ],
)
def test_a_common_option_that_is_typed_wrongly_is_one_line(arguments: list[str], option: str, capsys: Capture) -> None:
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"controllist: argument {option}: ")
    assert err.count("\n") == 1


def test_common_options_before_a_command_hold_for_its_answer(capsys: Capture) -> None:
    asked = ["assess", "3B501.f.1.b.3", "--set", "overlay=1.6 nm", "--list", "eu-dual-use"]
    assert main(["--output-lang", "nl", *asked]) == 0
    assert "niet voldaan" in capsys.readouterr().out


def test_labels_in_dutch_and_json_untouched(capsys: Capture) -> None:
    asked = ["assess", "3B501.f.1.b.3", "--set", "overlay=1.6 nm", "--list", "eu-dual-use"]
    main([*asked, "--output-lang", "nl"])
    assert "3B501.f.1.b.3: niet voldaan" in capsys.readouterr().out
    main([*asked, "--output-lang", "nl", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["verdict"] == "not-met"
    main(asked)
    assert "3B501.f.1.b.3: not met" in capsys.readouterr().out


@pytest.mark.parametrize("behind", [True, False])
def test_common_options_stand_before_or_behind_an_action(behind: bool, capsys: Capture) -> None:
    main(["record", "make", "EUV pellicle", "--list", "nl-semicon", "-o", "pellicle.json"])
    words = ["show", "pellicle.json"]
    dutch = ["--output-lang", "nl"]
    assert main(["record", *words, *dutch] if behind else ["record", *dutch, *words]) == 0
    assert "## Goederen" in capsys.readouterr().out


def test_a_setting_holds_for_an_action_and_what_is_typed_before_it_wins(in_a_folder: Path, capsys: Capture) -> None:
    main(["record", "make", "EUV pellicle", "--list", "nl-semicon", "-o", "pellicle.json"])
    (in_a_folder / "controllist.toml").write_text('output-lang = "nl"\n', encoding="utf-8")
    main(["record", "show", "pellicle.json"])
    assert "## Goederen" in capsys.readouterr().out
    main(["record", "--output-lang", "en", "show", "pellicle.json"])
    assert "## Goods" in capsys.readouterr().out


# what stands in the file, how it is written
INPUTS = [
    ("pompe à vide 6 m³/h", "utf-8"),
    ("pompe à vide 6 m³/h", "utf-8-sig"),
    ("pompe à vide 6 m³/h", "cp1252"),
    ("pompe à vide 6 m³/h", "utf-16"),
]


@pytest.mark.parametrize(("text", "encoding"), INPUTS, ids=[e for _, e in INPUTS])
@pytest.mark.parametrize("console", ["cp1252", "utf-8"])
def test_a_text_is_read_and_printed_whatever_the_console_is_set_to(
    text: str, encoding: str, console: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where pipes are Windows-1252 unless told otherwise, and what is printed has signs beyond it."""
    given = io.TextIOWrapper(io.BytesIO(text.encode(encoding)), console)
    out, err = (io.TextIOWrapper(io.BytesIO(), console) for _ in range(2))
    monkeypatch.setattr(sys, "stdin", given)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    main(["match", "-", "--list", "nl-semicon", "--format", "json"])
    out.flush()
    printed = json.loads(out.buffer.getvalue().decode("utf-8"))  # type: ignore[attr-defined]
    assert printed["query"] == text


def test_what_a_console_of_another_encoding_cannot_show_is_printed_all_the_same() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "controllist", "show", "3B001.f.4", "--list", "nl-semicon"],
        capture_output=True,
        env=environment,
        check=True,
    )
    assert "≤" in done.stdout.decode("utf-8")
    assert done.stderr == b""


def test_bytes_that_are_no_text_are_told(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO("pompe à vide à 6 m³\xff".encode() + b"\xff"), "utf-8")
    )
    main(["match", "-", "--list", "nl-semicon"])
    assert "bytes of the input that are no text, and were passed over: 1" in capsys.readouterr().err
