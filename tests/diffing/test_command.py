"""`controllist diff` as it is typed: exit statuses, filters, formats."""

from __future__ import annotations

import html
import json
import re

import pytest

from controllist import store
from controllist.cli import main
from controllist.serialize import to_json

NL = ("nl-semicon@2023-09-01", "nl-semicon@2024-09-07")
EU = "eu-dual-use@2025-11-15"


def run(capsys, *arguments):
    status = main(["diff", *arguments])
    out = capsys.readouterr()
    return status, out.out, out.err


def test_the_dutch_extension_of_7_september_2024(capsys):
    status, out, _ = run(capsys, *NL, "--format", "json")
    document = json.loads(out)
    (change,) = [c for c in document["changes"] if c["code"] == "3B001.f.4"]
    assert status == 1
    assert (document["old"], document["new"]) == NL
    assert (change["kind"], change["effect"], change["substantive"]) == ("threshold", "wider", True)
    assert (change["before"], change["after"]) == ("1.50 nm", "2.40 nm")
    assert (change["basis"]["grade"], change["cause"], change["decided_by"]) == ("inferred", "amendment", "rule")
    assert {"code": "3B001", "effect": "wider", "substantive": True, "changes": 1} in document["entries"]


@pytest.mark.parametrize("format", ["text", "md", "html"])
def test_every_format_names_place_figures_and_direction(capsys, format):
    status, out, _ = run(capsys, *NL, "--format", format)
    plain = re.sub(r"<[^>]+>|[*~]", "", out)
    assert status == 1
    assert all(x in plain for x in ("3B001.f.4", "1.50 nm", "2.40 nm", "wider", "inferred"))


@pytest.mark.parametrize("format", ["text", "md", "html"])
def test_every_format_names_property_comparison_rule_source_and_what_is_touched(capsys, format):
    _, out, _ = run(capsys, *NL, "--format", format)
    plain = " ".join(html.unescape(re.sub(r"<[^>]+>|[*~\\]", "", out)).split())
    said = (
        "maximum dedicated chuck overlay ≤ 1.50 nm, now ≤ 2.40 nm",
        "wider [bound outward]",
        "basis inferred, US 3B001",
    )
    assert [x for x in (*said, "15 CFR 734.4(a)(3)", "touches 3D007, 3E005") if x not in plain] == []


def test_what_is_not_covered_and_not_seen_is_said(capsys):
    _, out, _ = run(capsys, *NL, "--format", "json")
    cautions = json.loads(out)["cautions"]
    assert any("technical changes" in c and "not been seen" in c for c in cautions)
    assert cautions[-1] == f"not covered: {store.info('nl-semicon').not_covered}"
    assert "11 October 2024" in cautions[-1]
    _, out, _ = run(capsys, *NL, "--output-lang", "nl")
    assert "niet bestreken: de Nederlandse regeling van 11 oktober 2024" in " ".join(out.split())


def test_html_is_one_page_without_scripts_or_addresses(capsys):
    _, out, _ = run(capsys, *NL, "--format", "html")
    assert out.startswith("<!DOCTYPE html>")
    assert not re.search(r"<script|<link|https?://|src=", out)


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (["--category", "3"], True),
        (["--category", "9"], False),
        (["--code", "3B"], True),
        (["--code", "3b001f4"], True),
        (["--code", "3A"], False),
        (["--only", "substantive", "--code", "3B001.f"], True),
        (["--code", "3B001.l"], False),
    ],
)
def test_filters_and_the_exit_status_after_them(capsys, filters, left):
    status, out, _ = run(capsys, *NL, *filters, "--format", "json")
    assert (status, bool(json.loads(out)["changes"])) == (int(left), left)


def test_the_same_edition_has_no_changes(capsys):
    status, out, _ = run(capsys, EU, EU)
    assert (status, "no change" in out) == (0, True)


def test_a_corrigendum_is_told_apart(capsys):
    status, out, _ = run(capsys, EU, EU, "--old-known-on", "2026-01-31", "--format", "json")
    (change,) = json.loads(out)["changes"]
    assert status == 1
    assert (change["code"], change["kind"], change["cause"]) == ("3B501.f.1.a", "status", "corrigendum")
    assert (change["effect"], change["after"]) == ("narrower", "not used")


def test_what_was_known_before_and_after_a_correction(capsys):
    assert run(capsys, EU, EU, "--old-known-on", "2026-02-09")[0] == 0
    assert run(capsys, EU, EU, "--old-known-on", "2026-02-08")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["nl-semicon@2023-09-01", EU], 2, "--force"),
        (["nl-semicon@2023-09-01", "nl-semicon@2024-13-01"], 2, "date"),
        (["nl-semicon@2023-09-01", "no-such-list@2024-01-01"], 2, "list"),
        (["nl-semicon@2023-09-01", "missing.json"], 3, "missing.json"),
        (["nl-semicon@2023-09-01", "nl-semicon@2020-01-01"], 1, "not at hand"),
        (["nl-semicon@2023-09-01"], 2, "NEW"),
    ],
)
def test_wrong_use_is_one_line(capsys, arguments, status, said):
    got, out, err = run(capsys, *arguments)
    assert (got, out) == (status, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_digest_against_an_official_text_needs_force(capsys, tmp_path, edition_of):
    lines = "3B001 | list | ovens\n.a | | small ovens\n"
    for name, wording in (("digest", "digest"), ("official", "official")):
        edition = edition_of(lines, "2024-01-01", list="nl-semicon", wording=wording)
        (tmp_path / f"{name}.json").write_text(to_json(edition), encoding="utf-8")
    files = [str(tmp_path / "digest.json"), str(tmp_path / "official.json")]
    status, _, err = run(capsys, *files)
    assert (status, "our digest" in err, "--force" in err) == (2, True, True)
    status, out, _ = run(capsys, *files, "--force", "--format", "json")
    assert status == 0
    assert any("compared by force" in c for c in json.loads(out)["cautions"])


def test_the_answer_says_on_whose_words_it_rests(capsys):
    document = json.loads(run(capsys, *NL, "--format", "json")[1])
    assert [(w["edition"], w["wording"]) for w in document["wordings"]] == [(e, "digest") for e in NL]
    for form in ("text", "md", "html"):
        assert "our digest" in run(capsys, *NL, "--format", form)[1]


def test_the_report_goes_to_a_file(capsys, tmp_path):
    out = tmp_path / "changes.md"
    status, printed, said = run(capsys, *NL, "--format", "md", "-o", str(out))
    assert (status, printed) == (1, "")
    assert said.strip() == f"{out}: 1 change"
    assert out.read_text(encoding="utf-8") == run(capsys, *NL, "--format", "md")[1]


def test_an_edition_is_never_written_over(capsys, tmp_path, edition_of):
    file = tmp_path / "edition.json"
    file.write_text(to_json(edition_of("2B901 | | pots", list="nl-semicon")), encoding="utf-8")
    before = file.read_bytes()
    status, _, said = run(capsys, str(file), NL[1], "-o", str(file))
    assert (status, file.read_bytes()) == (2, before)
    assert "another file" in said
