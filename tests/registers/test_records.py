"""Classification records: the same question gives the same bytes, and what changed since is said."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from controllist import store
from controllist.app.questions import check_records
from controllist.cli import main
from controllist.codes import EditionAddress
from controllist.errors import MisuseError, NotFoundError, SourceError
from controllist.model import Edition
from controllist.registers.records import (
    FLAT_COLUMNS,
    Decision,
    Question,
    canonical,
    check_decision,
    cyclonedx,
    decision_of,
    differences,
    flat,
    make,
    question_of,
    read_record,
    record_number,
    spdx,
    used,
)
from controllist.rendering.registers import declaration, record_markdown, record_result

Capture = pytest.CaptureFixture[str]
OLD, NEW = "nl-semicon@2023-09-01", "nl-semicon@2024-09-07"
LISTED = Decision("listed", "3b001f4", "nl-semicon", "A. Jansen", "2024-10-01", "by its overlay")
NOT_LISTED = Decision("not-listed", "", "", "A. Jansen", "2024-10-01", "furniture")


@pytest.fixture(scope="module")
def listed() -> dict[str, Any]:
    question = Question(
        "immersion scanner 193 nm", "4711", facts=(("overlay", "1.6 nm"),), editions=(OLD,), top=2, as_of="2023-10-01"
    )
    return record_result(make(question, LISTED))


@pytest.fixture(scope="module")
def not_listed() -> dict[str, Any]:
    return record_result(make(Question("zitbank", "=0815", editions=(OLD,)), NOT_LISTED))


def test_a_record_holds_what_it_rests_on(listed: dict[str, Any]) -> None:
    assert listed["decision"]["code"] == "3B001.f.4"
    assert listed["editions"][0]["edition"] == "2023-09-01"
    assert len(listed["editions"][0]["checksum"]) == 64
    first = listed["assessments"][0]
    assert (first["code"], first["list"]) == ("3B001.f.4", "nl-semicon")
    assert {"name": "wavelength", "value": "193 nm"} in first["facts"]  # told by the description
    assert {"name": "overlay", "value": "1.6 nm"} in first["facts"]
    assert any("Articles 4, 5, 9 and 10" in c for c in listed["cautions"])


def test_a_kept_record_gives_the_same_bytes_again(listed: dict[str, Any]) -> None:
    text = canonical(listed)
    document = read_record(text, "x")
    again = record_result(make(question_of(document), decision_of(document)))
    assert canonical(again) == text


def test_a_decision_needs_who_and_why_and_when() -> None:
    for decision, message in (
        (Decision("listed", "3B001", by="", on="2024-10-01", reason="x"), "--by"),
        (Decision("listed", "3B001", by="A", on="2024-10-01", reason=" "), "--reason"),
        (Decision("listed", "3B001", by="A", on="2024-13-01", reason="x"), "a date"),
        (Decision("listed", "", by="A", on="2024-10-01", reason="x"), "found none"),
        (Decision("not-listed", "3B001", by="A", on="2024-10-01", reason="x"), "no code"),
    ):
        with pytest.raises(MisuseError, match=message):
            check_decision(decision)


def test_a_code_must_be_in_the_edition_and_tell_its_list() -> None:
    with pytest.raises(NotFoundError, match=r"9A999 is not in nl-semicon@2023-09-01"):
        make(Question("pump", editions=(OLD,), codes=("9A999",)), Decision())
    both = Question("pump", editions=(OLD, "eu-dual-use@2021-09-09"), codes=("3B001",))
    with pytest.raises(MisuseError, match="which list"):
        make(both, Decision())


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "controllist-record/1"}', '{"format": "controllist-record/2", "asked": {}}']
)
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="record"):
        read_record(text, "x.json")


def test_differences_name_the_place() -> None:
    found = list(differences({"a": [{"b": 1}], "c": 2}, {"a": [{"b": 3}, 4], "c": 2}))
    assert [(d.place, d.before, d.after) for d in found] == [("a[0].b", 1, 3), ("a[1]", None, 4)]


def test_markdown_has_the_decision_first(listed: dict[str, Any]) -> None:
    page = record_markdown(listed)
    assert page.splitlines()[2] == "**listed under 3B001.f.4**"
    assert "- Decided by A. Jansen on 2024-10-01" in page
    assert "## 3B001.f.4 (nl-semicon): not met" in page  # the bound of 2023 was 1.50 nm


# forms of others


def test_spdx_links_its_elements(listed: dict[str, Any], not_listed: dict[str, Any]) -> None:
    graph = {e.get("spdxId", e.get("@id")): e for e in spdx(listed, "NLD")["@graph"]}
    by_type = {e["type"]: e for e in graph.values()}
    assessment = by_type["operations_ExportControlClassificationAssessment"]
    assert graph[assessment["operations_assessor"]]["name"] == "A. Jansen"
    assert graph[assessment["operations_assessedElement"]]["hardware_partNumber"] == "4711"
    (result,) = (graph[r] for r in assessment["operations_assessmentResult"])
    assert (result["operations_exportingCountry"], result["operations_exportClassification"]) == ("NLD", "3B001.f.4")
    assert graph[result["operations_exportControlSpecification"]]["name"].startswith(OLD)
    assert assessment["operations_assessmentTime"] == "2024-10-01T00:00:00Z"
    assert set(by_type["SpdxDocument"]["element"]) <= set(graph)
    results = [e for e in spdx(not_listed, "NLD")["@graph"] if e["type"] == "operations_ExportControlClassification"]
    assert [r["operations_exportClassification"] for r in results] == ["not listed"]
    with pytest.raises(MisuseError, match="three capitals"):
        spdx(listed, "nl")


# The classes of the Operations and Hardware profiles and of Core as the model of SPDX 3.1 in development describes them
# (github.com/spdx/spdx-3-model, and 3.1/rdf/schema.json of spdx-spec, read on 28 November 2026): what must be there,
# and what may. Read again that day file by file: the assessment at commit 865f904, its result at 2994f38, the country
# code at 0a044c6, Specification at 1c410fe, Hardware at 2792912, PhysicalHardware at 6086428. Of these properties only
# assessmentResult and externalIdentifier may be there more than once.
SPDX_CLASSES: dict[str, tuple[set[str], set[str]]] = {
    "operations_ExportControlClassificationAssessment": (
        {"operations_assessedElement", "operations_assessmentResult"},
        {"operations_assessor", "operations_assessmentContext", "operations_assessmentTime"},
    ),
    "operations_ExportControlClassification": (
        {"operations_exportingCountry", "operations_exportControlSpecification", "operations_exportClassification"},
        {"operations_weight", "comment"},
    ),
    "hardware_PhysicalHardware": ({"hardware_productAgent", "hardware_partNumber"}, set()),
    "Specification": ({"externalIdentifier"}, {"specType"}),
}
OF_EVERY_ELEMENT = {"type", "spdxId", "creationInfo", "name", "description", "comment", "externalIdentifier"}


@pytest.mark.parametrize("name", SPDX_CLASSES)
def test_spdx_has_what_the_model_asks_for_and_nothing_else(
    listed: dict[str, Any], not_listed: dict[str, Any], name: str
) -> None:
    needed, possible = SPDX_CLASSES[name]
    for record in (listed, not_listed):
        found = [e for e in spdx(record, "NLD")["@graph"] if e["type"] == name]
        assert found
        for element in found:
            assert needed <= element.keys()
            own = OF_EVERY_ELEMENT if "spdxId" in element else {"type", "@id"}
            assert element.keys() <= needed | possible | own
            assert not [k for k, v in element.items() if v in ("", [], None)]
            assert [k for k in (needed | possible) & element.keys() if isinstance(element[k], list)] == [
                k for k in ("operations_assessmentResult", "externalIdentifier") if k in needed
            ]
            times = [v for k, v in element.items() if k.endswith("Time")]
            assert all(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T\d\d:\d\d:\d\dZ", t) for t in times)


def test_cyclonedx_has_properties(listed: dict[str, Any]) -> None:
    (component,) = cyclonedx(listed)["components"]
    told = {p["name"]: p["value"] for p in component["properties"]}
    assert (component["name"], told["controllist:code"], told["controllist:edition"]) == ("4711", "3B001.f.4", OLD)
    assert told["controllist:record"] == record_number(listed)


def test_the_flat_file_is_safe_and_has_a_line_a_record(listed: dict[str, Any], not_listed: dict[str, Any]) -> None:
    rows = list(csv.reader(io.StringIO(flat([listed, not_listed]), newline=""), delimiter=";"))
    assert tuple(rows[0]) == FLAT_COLUMNS
    assert rows[1][:5] == ["4711", "immersion scanner 193 nm", "listed", "nl-semicon", "3B001.f.4"]
    assert rows[2][:5] == ["'=0815", "zitbank", "not-listed", "", ""]


@pytest.mark.parametrize(
    ("language", "listed_words", "not_listed_words"),
    [
        ("en", "fall under 3B001.f.4 of nl-semicon@2023-09-01", "in none of the lists below"),
        ("nl", "vallen de genoemde goederen onder 3B001.f.4 van nl-semicon@2023-09-01", "op geen van de onderstaande"),
    ],
)
def test_declarations(
    listed: dict[str, Any], not_listed: dict[str, Any], language: Any, listed_words: str, not_listed_words: str
) -> None:
    for document, words in ((listed, listed_words), (not_listed, not_listed_words)):
        text = declaration(document, language)
        assert words in text
        assert "2021/821" in text
        assert "______" in text
        # It never says that no licence is needed.
        assert "licence is not" not in text
        assert "geen vergunning nodig is:" in text or "no licence is needed:" in text


def looked_at(code: str, verdict: str, basis: str, *missing: str) -> dict[str, Any]:
    asked = [{"property": name} for name in missing]
    return {
        "list": "nl-semicon",
        "edition": "2023-09-01",
        "code": code,
        "verdict": verdict,
        "basis": basis,
        "missing": asked,
    }


@pytest.mark.parametrize(
    ("language", "one", "said"),
    [
        ("en", ("unknown", "inferred", "is it", "overlay"),
         "unknown (missing: what the goods are, overlay); basis of the wording: inferred"),
        ("nl", ("unknown", "secondary", "is it", "overlay"),
         "onbekend (ontbreekt: wat de goederen zijn, overlay); grondslag van de tekst: andere bronnen"),
        ("en", ("not-met", "checked", "overlay"), "not met; basis of the wording: checked"),
        ("nl", ("met", "unknown"), "voldaan; grondslag van de tekst: onbekend"),
    ],
)  # fmt: skip
def test_a_declaration_tells_verdict_and_basis(listed: dict[str, Any], language: Any, one: Any, said: str) -> None:
    assessments = [looked_at("3B001.l", "met", "checked"), looked_at("3B001.f.4", *one)]
    lines = declaration({**listed, "assessments": assessments}, language).splitlines()
    assert [row for row in lines if row.startswith(f"- {OLD} 3B001")] == [f"- {OLD} 3B001.f.4: {said}"]


def test_a_declaration_tells_of_every_place_looked_at_where_none_was_decided_on(not_listed: dict[str, Any]) -> None:
    assessments = [looked_at("3B001.l", "not-met", "checked"), looked_at("3B001.m", "unknown", "checked")]
    text = declaration({**not_listed, "assessments": assessments}, "en")
    assert "3B001.l: not met; " in text
    assert "3B001.m: unknown; " in text


def test_an_open_record_is_not_handed_on() -> None:
    document = record_result(make(Question("pump", editions=(OLD,)), Decision()))
    for export in (lambda d: spdx(d, "NLD"), cyclonedx, lambda d: declaration(d, "en")):
        with pytest.raises(MisuseError, match="open"):
            export(document)
    assert ";open;" in flat([document])


# the command


@pytest.fixture
def kept(tmp_path: Path, listed: dict[str, Any]) -> Path:
    path = tmp_path / "4711.record.json"
    path.write_text(canonical(listed), encoding="utf-8", newline="\n")
    return path


def test_make_and_replay(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "r.json"
    asked = ["--as-of", "2024-10-01", "--list", "nl-semicon", "--set", "overlay=1.6 nm", "-o", str(out)]
    assert main(["record", "make", "immersion scanner 193 nm", *asked]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["asked"]["editions"] == [NEW]
    assert main(["record", "replay", str(out)]) == 0
    assert "byte for byte" in capsys.readouterr().out


def test_a_decision_for_what_is_no_candidate_is_taken_down_and_told(tmp_path: Path, capsys: Capture) -> None:
    # A pellicle written down as software: who decides may know more than the description says, but should see it.
    out = tmp_path / "r.json"
    decided = ["--decide", "listed", "--by", "A. Jansen", "--on", "2024-10-01", "--reason", "so I say", "-o", str(out)]
    asked = ["record", "make", "EUV pellicle", "--edition", NEW, *decided]
    for code, is_candidate in (("3D007", False), ("3B001.l", True), ("3B001.m", True)):
        assert main([*asked, "--code", code]) == 0
        told = capsys.readouterr().err
        assert (f"nl-semicon:{code}: the entry decided on is none of the candidates" in told) is not is_candidate
        document = json.loads(out.read_text(encoding="utf-8"))
        assert document["decision"]["candidate"] is is_candidate
        assert ("none of the candidates" in record_markdown(document)) is not is_candidate
        assert main(["record", "replay", str(out)]) == 0


def test_only_a_decision_with_a_code_can_miss_the_candidates(not_listed: dict[str, Any]) -> None:
    assert not_listed["decision"]["candidate"] is None
    assert "none of the candidates" not in record_markdown(not_listed)


def test_a_record_on_a_file_replays_with_that_file(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path / "home"))
    page, out = tmp_path / "vats.html", tmp_path / "r.json"
    page.write_text("<html><body><table><tr><td>9A901</td><td>Vats of tin.</td></tr></table></body></html>")
    edition = f"eu-dual-use@2099-01-01={page}"
    assert main(["record", "make", "vats of tin", "--edition", edition, "-o", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["asked"]["editions"] == ["eu-dual-use@2099-01-01"]
    assert main(["record", "replay", str(out), "--edition", edition]) == 0
    assert "byte for byte" in capsys.readouterr().out
    assert main(["record", "replay", str(out)]) == 2
    assert "--edition list@date=FILE" in capsys.readouterr().err


def test_replay_says_what_changed(kept: Path, capsys: Capture) -> None:
    kept.write_text(kept.read_text(encoding="utf-8").replace('"193 nm"', '"194 nm"'), encoding="utf-8")
    assert main(["record", "replay", str(kept)]) == 1
    assert "194 nm → 193 nm" in capsys.readouterr().out


def _without(document: Any, key: str) -> Any:
    """The document as a program wrote it that did not have this key yet."""
    if isinstance(document, dict):
        return {k: _without(v, key) for k, v in document.items() if k != key}
    return [_without(v, key) for v in document] if isinstance(document, list) else document


@pytest.mark.parametrize(("key", "place"), [("goods", "match.goods"), ("via", "match.candidates[].evidence[].via")])
def test_a_key_that_came_later_changes_no_record(
    tmp_path: Path, listed: dict[str, Any], capsys: Capture, key: str, place: str
) -> None:
    old = tmp_path / "old.json"
    old.write_text(canonical(_without(listed, key)), encoding="utf-8")
    assert main(["record", "replay", str(old)]) == 0
    out = capsys.readouterr().out
    assert out == f"{old}: the same in every key it has; this program writes besides: {place}\n"


def test_what_changed_in_an_older_record_is_told_without_the_keys_that_came_later(
    tmp_path: Path, listed: dict[str, Any], capsys: Capture
) -> None:
    old = tmp_path / "old.json"
    kept = _without(listed, "goods")
    kept["match"]["best_score"] = 0.5
    gone = len(kept["match"]["candidates"]) - 1
    kept["match"]["candidates"].pop()
    old.write_text(canonical(kept), encoding="utf-8")
    assert main(["record", "replay", str(old)]) == 1
    first, *places = capsys.readouterr().out.splitlines()
    assert first == f"{old}: 2 places differ"
    assert [p.partition(":")[0] for p in places] == [f"match.candidates[{gone}]", "match.best_score"]


def test_a_key_that_is_gone_is_a_difference(tmp_path: Path, listed: dict[str, Any], capsys: Capture) -> None:
    old = tmp_path / "old.json"
    old.write_text(canonical({**listed, "match": {**listed["match"], "former": 1}}), encoding="utf-8")
    assert main(["record", "replay", str(old)]) == 1
    assert "match.former: 1 → nothing" in capsys.readouterr().out


def test_check_says_which_records_a_change_touches(kept: Path, capsys: Capture) -> None:
    assert main(["record", "check", str(kept), "--as-of", "2023-10-01"]) == 0
    assert f"{OLD}: stands" in capsys.readouterr().out
    main(["record", "check", str(kept), "--as-of", "2024-10-01", "--format", "json"])
    (row,) = json.loads(capsys.readouterr().out)["records"]
    assert (row["was"], row["now"]) == (OLD, NEW)
    # 3B001.f.4 got wider: what stood under it stays under it.
    assert (row["outcome"], row["stands"]) == ("not touched", True)


def test_a_text_that_is_replaced_is_checked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Within one process, as a service is: a file of the user's own comes, is replaced, and goes."""
    monkeypatch.setenv("CONTROLLIST_HOME", str(tmp_path / "home"))
    shipped = store.load(NEW)
    document = json.loads(canonical(record_result(make(Question("EUV pellicle", editions=(NEW,)), Decision("open")))))

    def stands() -> bool:
        return check_records([("r", document)], "2024-10-01").unchanged

    def with_lids() -> Edition:
        nodes = [evolve(n, text="lids") if n.code == "3B001.l" else n for n in shipped.nodes]
        return evolve(shipped, nodes=tuple(nodes))

    assert stands()
    store.keep(with_lids())
    assert not stands()
    store.keep(shipped)
    assert stands()
    store.keep(with_lids())
    store.forget(EditionAddress.parse(NEW))
    assert stands()


def test_a_record_does_not_stand_on_a_day_whose_text_nobody_here_has_seen(kept: Path, capsys: Capture) -> None:
    # What the Dutch list said in December 2025 is not known: the newest edition at hand is no answer for that day.
    assert main(["record", "check", str(kept), "--as-of", "2025-12-01"]) == 1
    out = capsys.readouterr().out
    assert "is not known for certain" in out
    assert "open, since the text in force on that day is not at hand" in out
    main(["record", "check", str(kept), "--as-of", "2025-12-01", "--format", "json"])
    (row,) = json.loads(capsys.readouterr().out)["records"]
    assert (row["stands"], row["exact"]) == (False, False)


def test_only_what_the_list_says_makes_its_checksum() -> None:
    edition = store.load(OLD)
    first = edition.nodes[0]
    more = evolve(
        edition,
        cautions=(*edition.cautions, "a word of caution"),
        nodes=(evolve(first, remark="a remark"), *edition.nodes[1:]),
    )
    other = evolve(edition, nodes=(evolve(first, text=first.text + " or more"), *edition.nodes[1:]))
    assert used(more).checksum == used(edition).checksum
    assert used(other).checksum != used(edition).checksum


def test_the_page_of_a_record_tells_how_parts_combine_and_what_notes_take_out(tmp_path: Path, capsys: Capture) -> None:
    question = Question("ball valve", editions=("eu-dual-use@2025-11-15",), codes=("2B350.g",))
    path = tmp_path / "valve.json"
    path.write_text(canonical(record_result(make(question, Decision("open")))), encoding="utf-8")
    main(["record", "show", str(path)])
    page = capsys.readouterr().out
    assert "2B350.g.1 valves (all of)" in page
    assert "2B350.g.2 not specified there" in page


def test_the_declaration_in_dutch_is_dutch_throughout(kept: Path, capsys: Capture) -> None:
    main(["record", "export", str(kept), "--to", "declaration-nl"])
    page = capsys.readouterr().out
    assert "- de tekst van de Nederlandse bijlage is niet gezien" in page
    assert "- niet bestreken: sancties" in page
    main(["record", "export", str(kept), "--to", "declaration-en", "--output-lang", "nl"])
    assert "- not covered: sanctions" in capsys.readouterr().out


def test_check_finds_goods_that_come_in(tmp_path: Path, not_listed: dict[str, Any], capsys: Capture) -> None:
    question = Question("DUV immersion scanner 193 nm, overlay 1.6 nm", editions=(OLD,))
    decision = Decision("not-listed", by="A. Jansen", on="2023-10-01", reason="overlay above 1.50 nm")
    path = tmp_path / "scanner.json"
    path.write_text(canonical(record_result(make(question, decision))), encoding="utf-8")
    assert main(["record", "check", str(path), "--as-of", "2024-10-01"]) == 1
    out = capsys.readouterr().out
    assert "look again" in out or "newly controlled" in out
    assert "3B001.f.4" in out


def test_export_and_show(kept: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["record", "export", str(kept), "--to", "declaration-nl", "-o", str(tmp_path / "v.md")]) == 0
    assert (tmp_path / "v.md").read_text(encoding="utf-8").startswith("# Verklaring")
    assert main(["record", "show", str(kept), "--format", "html"]) == 0
    assert "<script" not in capsys.readouterr().out
    assert main(["record", "export", str(kept), str(kept), "--to", "spdx"]) == 2


@pytest.mark.parametrize(
    ("key", "odd"),
    [("text", 5), ("top", "many"), ("top", True), ("facts", ["mass"]), ("editions", [None]), ("as_of", 2024)],
)
def test_a_question_of_other_kinds_is_refused(key: str, odd: object) -> None:
    asked = {
        "text": "vats", "article": "", "facts": [], "editions": [], "codes": [], "top": 5, "language": None,
        "assume_goods": False, "as_of": None, "as_of_exact": True, "cautions": [],
    }  # fmt: skip
    assert question_of({"asked": asked}).text == "vats"
    with pytest.raises(SourceError, match=r"in a record as it was written|without 'name'"):
        question_of({"asked": {**asked, key: odd}})


def test_a_decision_without_a_name_is_refused() -> None:
    with pytest.raises(SourceError, match="without 'code'"):
        decision_of({"decision": {"outcome": "open"}})
