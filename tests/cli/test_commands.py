"""The command line as a user meets it: what is printed, the exit status, one line for an error."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from controllist import store
from controllist.cli import main
from controllist.cli.program import COMMANDS
from controllist.serialize import to_json

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "100")


def run(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def as_json(capsys: Capture, *arguments: str) -> tuple[int, Any]:
    status, out, _ = run(capsys, *arguments, "--format", "json")
    return status, json.loads(out)


def test_lists_have_their_keys(capsys: Capture) -> None:
    status, rows = as_json(capsys, "lists")
    assert status == 0
    keys = {"list", "edition", "title", "applies_from", "applies_until", "wording", "languages", "provisions", "act"}
    assert all(keys <= set(row) for row in rows)
    entries = {(row["list"], row["edition"]): row["entries"] for row in rows}
    assert entries["eu-dual-use", "2025-11-15"] == 384
    assert entries["eu-dual-use", "2021-09-09"] == 366
    assert entries["eu-military", "2020-02-17"] == 22


def test_lists_tell_what_is_known_but_not_at_hand(capsys: Capture) -> None:
    _, out, _ = run(capsys, "lists", "--list", "eu-dual-use")
    assert "2024-11-08  known    text not shipped; controllist fetch eu-dual-use@2024-11-08" in out
    assert "announced            Delegated Regulation C(2026)6323" in out


def test_show_accepts_what_people_type_and_prints_a_tree(capsys: Capture) -> None:
    status, out, _ = run(capsys, "show", "3b501f1b")
    assert status == 0
    assert "in 3B501 equipment to make semiconductor devices" in out
    assert ".1  light source wavelength ‹≥ 193 nm›" in out
    assert "technical note: 'minimum resolvable feature size'" in out


def test_show_has_its_keys_and_only_the_lists_that_answer(capsys: Capture) -> None:
    status, found = as_json(capsys, "show", "3B001")
    assert status == 0
    assert set(found) == {"query", "as_of", "as_of_exact", "cautions", "results"}
    assert [r["list"] for r in found["results"]] == ["eu-dual-use", "nl-semicon"]
    assert not any("eu-military" in c for c in found["cautions"])
    node = found["results"][0]["nodes"][0]
    assert {"code", "kind", "parent", "text", "basis", "requirement", "thresholds", "references", "regime"} <= set(node)
    parts = [n for n in found["results"][1]["nodes"] if n["code"] == "3B001.f.4#part.2.3"]
    assert parts[0]["thresholds"][0]["value"] == "2.4" or parts[0]["thresholds"][0]["value"] == "2.40"
    assert parts[0]["basis"]["grade"] == "inferred"


def test_show_as_of_takes_the_edition_of_that_day(capsys: Capture) -> None:
    _, found = as_json(capsys, "show", "3B001", "--as-of", "2021-10-01", "--list", "eu-dual-use")
    assert (found["results"][0]["edition"], found["as_of_exact"], found["cautions"]) == ("2021-09-09", True, [])


def test_show_says_first_that_the_right_edition_is_missing(capsys: Capture) -> None:
    status, out, _ = run(capsys, "show", "3B001", "--as-of", "2024-01-01")
    assert status == 0
    first = " ".join(out.split("\n\n")[0].split())
    assert first.startswith("! on 2024-01-01 the edition of 2023-12-16")
    assert "not at hand" in first
    assert "rests on the edition of 2021-09-09" in first


def test_show_a_whole_edition_and_one_address(capsys: Capture) -> None:
    _, whole = as_json(capsys, "show", "nl-semicon@2023-09-01")
    assert len(whole["results"][0]["nodes"]) > 20
    _, one = as_json(capsys, "show", "nl-semicon@2024-09-07:3B001.f.4")
    assert one["results"][0]["nodes"][0]["code"] == "3B001.f.4"


def test_show_of_a_list_names_its_editions(capsys: Capture) -> None:
    status, out, err = run(capsys, "show", "nl-semicon")
    assert (status, out) == (2, "")
    assert "found the list; at hand: nl-semicon@2023-09-01, nl-semicon@2024-09-07" in err


def test_what_is_no_code_is_told_with_codes_of_shipped_lists(capsys: Capture) -> None:
    _, _, err = run(capsys, "show", "hello")
    assert err == "controllist: expected a control code such as 3B001.f.1 or ML10.c, found 'hello'\n"


def test_show_notes_brings_the_definitions_used(capsys: Capture) -> None:
    _, out, _ = run(capsys, "show", "6A002.a.3.a", "--notes")
    assert '"focal plane array"#definition' in out


def test_show_related_brings_what_is_named_and_what_names_it(capsys: Capture) -> None:
    _, found = as_json(capsys, "show", "3B501.a.4", "--related")
    codes = {n["code"] for n in found["results"][0]["nodes"]}
    assert "3D002" in codes, "software for the use of 3B501.a.4 names it"


@pytest.mark.parametrize("form", ["text", "md"])
def test_show_names_who_a_line_rests_on_once(capsys: Capture, form: str) -> None:
    _, out, _ = run(capsys, "show", "3B001.f", "--list", "nl-semicon", "--format", form)
    plain = " ".join(out.split())
    assert "(secondary, summaries by Baker McKenzie, Mayer Brown, Expeditors and Bird & Bird)" in plain
    assert "(secondary, Tweakers 211334: " in plain
    assert "(inferred, EU 3B501.f.1.b; US 3B001.f.1.b: " in plain
    # Of a branch whose lines have one source each line keeps its grade, the first names who.
    _, out, _ = run(capsys, "show", "ML22", "--list", "eu-military", "--format", form)
    assert (out.count("Norwegian list I") if form == "md" else " ".join(out.split()).count("Norwegian list I")) == 1
    assert out.count("[secondary]") > 5


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("9Z999", "expected a control code such as"),
        ("EAR99", "a number of another country's list"),
        ("5A992.c", "a number of another country's list"),
        ("3B001.z", "3B001 is, with 3B001.a"),
        ("3A099", "is not in eu-dual-use@2025-11-15"),
    ],
)
def test_show_what_is_in_no_list_is_told_in_one_line(capsys: Capture, code: str, message: str) -> None:
    status, out, err = run(capsys, "show", code)
    assert (status, out) == (1, "")
    assert message in err
    assert err.count("\n") == 1


BINARY = bytes(range(256)) * 40


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["parse", "missing.xml", "--list", "eu-dual-use", "--edition", "2025-11-15"], 3, "missing.xml"),
        (["parse", "BINARY", "--list", "eu-dual-use", "--edition", "2025-11-15"], 3, "expected"),
        (["parse", "EMPTY", "--list", "eu-dual-use", "--edition", "2025-11-15"], 3, "expected"),
        (["parse", "BINARY", "--list", "atlantis", "--edition", "2025-11-15"], 2, "expected one of the lists"),
        (["parse", "BINARY", "--list", "eu-dual-use", "--edition", "2024-13-01"], 2, "expected a date"),
        (["show", "3B001", "--as-of", "2024-13-01"], 2, "expected a date"),
        (["show", "3B001", "--list", "atlantis"], 2, "expected one of the lists"),
        (["show", "3B001", "--edition", "missing.json"], 3, "missing.json"),
        (["show", "3B001", "--edition", "BINARY"], 2, "expected"),
        (["show", "3B001", "--edition", "eu-dual-use@1999-01-01"], 1, "not at hand"),
        (["show", "3B001", "--as-of", "2024-01-01", "--edition", "x"], 2, "not allowed with"),
        (["show"], 2, "required"),
        (["match", "valve", "--as-of", "2024-13-01"], 2, "expected a date"),
        (["match", "valve", "--list", "atlantis"], 2, "expected one of the lists"),
        (["match", "valve", "--edition", "missing.json"], 3, "missing.json"),
        (["assess", "3B501.f.1.b", "--facts", "missing.toml"], 3, "missing.toml"),
        (["assess", "3B501.f.1.b", "--facts", "BINARY"], 3, "expected"),
        (["assess", "3B501.f.1.b", "--set", "wavelength=193 kg"], 2, "kg"),
        (["diff", "nl-semicon@2023-09-01", "missing.json"], 3, "missing.json"),
        (["diff", "nl-semicon@2023-09-01", "BINARY"], 2, "expected"),
        (["diff", "nl-semicon@2023-09-01", "atlantis@2024-01-01"], 2, "expected one of the lists"),
        (["diff", "nl-semicon@2023-13-01", "nl-semicon@2024-09-07"], 2, "expected a date"),
        (["add", "missing.xml", "--list", "eu-dual-use", "--edition", "2023-12-16"], 3, "missing.xml"),
        (["add", "BINARY", "--list", "eu-dual-use", "--edition", "2023-12-16"], 3, "expected"),
        (["add", "BINARY"], 2, "expected FILE, --list and --edition, or --remove LIST@DATE"),
        (["add", "BINARY", "--remove", "eu-dual-use@2023-12-16"], 2, "--remove LIST@DATE alone"),
        (["add", "--remove", "eu-dual-use"], 2, "expected an edition such as"),
        (["add", "--remove", "eu-dual-use@2023-12-16"], 1, "found no eu-dual-use@2023-12-16; added: none"),
        (["lists", "--list", "atlantis"], 2, "expected one of the lists"),
        (["shwo", "3B001"], 2, "did you mean 'show'?"),
        (["--nonsense"], 2, "--nonsense"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else None,
)
def test_bad_input_is_one_line(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], status: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("BINARY").write_bytes(BINARY)
    Path("EMPTY").write_bytes(b"")
    before = sorted(p.name for p in tmp_path.iterdir())
    got, out, err = run(capsys, *arguments)
    assert (got, out) == (status, ""), err
    assert message in err
    assert err.count("\n") == 1
    assert "Traceback" not in err
    assert sorted(p.name for p in tmp_path.iterdir()) == before, "no file is made or changed"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(capsys: Capture, command: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    out = capsys.readouterr().out
    assert stopped.value.code == 0
    assert "examples:" in out
    assert f"controllist {command}" in out


def test_version_names_the_editions(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert "eu-dual-use@2025-11-15" in capsys.readouterr().out


def test_the_module_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "controllist", "show", "ML10.c"], capture_output=True, text=True, check=True
    )
    assert "ML10.c" in done.stdout


@pytest.mark.official
def test_parse_the_layout_text_of_2021(capsys: Capture, official: Path, tmp_path: Path) -> None:
    annex = official / "eu-annex-i" / "2021-06-11-as-2021-821" / "export-control-appendix2.layout.txt"
    out = tmp_path / "annex.json"
    status, _, err = run(
        capsys, "parse", str(annex), "--list", "eu-dual-use", "--edition", "2021-09-09", "-o", str(out)
    )
    assert (status, "nodes" in err) == (0, True)
    parsed = json.loads(out.read_text(encoding="utf-8"))
    table = (official / "eu-annex-i" / "2024-04-scrape-csv" / "new_data.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    told = list(dict.fromkeys(row["items"][:5] for row in rows if re.match(r"\d[A-E]\d{3}", row["items"])))
    entries = [n["code"] for n in parsed["nodes"] if n["kind"] == "entry"]
    assert (len(entries), set(entries)) == (366, set(told))
    provisions = [n["code"] for n in parsed["nodes"] if n["kind"] in ("entry", "item")]
    assert len(provisions) == len(set(provisions)) >= 3200
    # The file that parse wrote is an edition for every command.
    status, shown = as_json(capsys, "show", "3B001.f.1", "--edition", str(out))
    assert shown["results"][0]["wording"] == "official"
    status, _, err = run(capsys, "diff", str(out), "eu-dual-use@2025-11-15")
    assert status == 2, "official wording against our digest is refused"
    assert err.count("\n") == 1


VATS = "<html><body><table><tr><td><p>3B001</p></td><td><p>Vats of tin;</p></td></tr></table></body></html>"


def add(capsys: Capture, file: Path, address: str) -> tuple[int, str, str]:
    name, _, day = address.partition("@")
    return run(capsys, "add", str(file), "--list", name, "--edition", day)


def test_a_digest_is_not_added_as_official_wording(capsys: Capture, tmp_path: Path) -> None:
    # Our own summary, renamed by somebody, would answer as the text of the law.
    ours = tmp_path / "law.txt"
    ours.write_text("3B001 | list | vats\n  @remark a guess\n.a | | of tin\n.a#note | excludes | toys\n")
    status, out, err = add(capsys, ours, "nl-semicon@2023-09-01")
    assert (status, out, err.count("\n")) == (3, "", 1)
    assert "expected an official text, found a digest" in err
    written = tmp_path / "digest.json"
    written.write_text(to_json(store.load("nl-semicon@2023-09-01")), encoding="utf-8")
    status, out, err = add(capsys, written, "nl-semicon@2023-09-01")
    assert (status, out, err.count("\n")) == (3, "", 1)
    assert not (tmp_path / "home" / "editions").exists()


def test_add_says_what_it_hides_and_remove_brings_it_back(capsys: Capture, tmp_path: Path) -> None:
    page, address = tmp_path / "vats.html", "nl-semicon@2024-09-07"
    page.write_text(VATS)
    question = ("show", "3B001", "--edition", address)
    assert as_json(capsys, *question)[1]["results"][0]["wording"] == "digest"
    status, out, _ = add(capsys, page, address)
    assert status == 0
    assert "nothing here checks that vats.html is the text of the law" in out
    assert "in place of the shipped digest of that date, and has 1 of the digest's 3 entries" in out
    answer = as_json(capsys, *question)[1]
    assert answer["results"][0]["wording"] == "official"
    # Whose word it is stands in every answer and at every line: nobody compared the file with the law.
    said = f"{address} was added by the user: nothing here checks that vats.html is the text of the law"
    assert said in answer["cautions"]
    assert [n["basis"] for n in answer["results"][0]["nodes"]] == [
        {"grade": "secondary", "source": "vats.html, as the user added it", "reasoning": ""}
    ]
    assert "official wording of vats.html [secondary]" in run(capsys, *question)[1]
    status, out, _ = run(capsys, "add", "--remove", address)
    assert (status, "the shipped digest of that date answers again" in out) == (0, True)
    assert as_json(capsys, *question)[1]["results"][0]["wording"] == "digest"
    assert run(capsys, "match", "EUV pellicle", "--edition", address)[0] == 0


def test_a_list_that_only_the_user_has_goes_with_its_last_edition(capsys: Capture, tmp_path: Path) -> None:
    page = tmp_path / "vats.html"
    page.write_text(VATS.replace("3B001", "0001"))
    status, out, _ = add(capsys, page, "de-ausfuhrliste@2099-01-01")
    assert (status, "shipped digest" in out) == (0, False)
    assert "de-ausfuhrliste" in store.list_names()
    status, out, _ = run(capsys, "add", "--remove", "de-ausfuhrliste@2099-01-01")
    assert (status, "no text of this edition is at hand now" in out) == (0, True)
    assert "de-ausfuhrliste" not in store.list_names()


def test_add_takes_a_file_that_parse_wrote_under_its_own_address_alone(capsys: Capture, tmp_path: Path) -> None:
    page, written = tmp_path / "vats.html", tmp_path / "vats.json"
    page.write_text(VATS)
    run(capsys, "parse", str(page), "--list", "eu-dual-use", "--edition", "2023-12-16", "-o", str(written))
    status, out, _ = add(capsys, written, "eu-dual-use@2023-12-16")
    assert (status, "1 entries, 0 problems" in out) == (0, True)
    status, _, err = add(capsys, written, "eu-dual-use@2022-01-07")
    assert (status, "expected eu-dual-use@2022-01-07 in vats.json, found eu-dual-use@2023-12-16" in err) == (2, True)


@pytest.mark.official
def test_add_keeps_an_official_file_and_it_answers_first(capsys: Capture, official: Path) -> None:
    page = official / "reconstructed" / "eu-annex-i-2025-11-15.oj.xhtml"
    assert run(capsys, "add", str(page), "--list", "eu-dual-use", "--edition", "2023-12-16")[0] == 0
    status, found = as_json(capsys, "show", "3B001", "--as-of", "2024-01-01", "--list", "eu-dual-use")
    assert (status, found["as_of_exact"]) == (0, True)
    assert found["results"][0]["wording"] == "official"
    assert any("official wording" in c for c in found["cautions"])
