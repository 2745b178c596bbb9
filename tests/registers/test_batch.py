"""Whole tables in and out: what is beside the originals, what a cell can do, what an interruption costs."""

from __future__ import annotations

import csv
import io
import json
import multiprocessing
import pickle
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
from attrs import asdict, evolve

from controllist.addresses import linking
from controllist.errors import MisuseError
from controllist.matching.cautions import MILITARY_END_USE
from controllist.registers import batch
from controllist.registers.batch import CHUNK, Part, Request, Summary, journal_path, run_batch
from controllist.registers.classifying import (
    HINT,
    NONE_FOUND,
    OWN_ELSEWHERE,
    Classified,
    Classifier,
    _cautions,
    from_plain,
)
from controllist.registers.outputs import COLUMNS, Layout, added_names, open_sink
from controllist.registers.sources import ABSENT, open_table, table_of
from controllist.registers.tables import Goods, Row

ODD = (
    "Artikel;Omschrijving;Classificatie\r\n"
    "1;klep van fluorpolymeer;2B350\r\n"
    "2;zitbank;\r\n"
    "3;=HYPERLINK(1);@x\r\n"
    "4;;\r\n"
    '5;"laser, groot";6A005;te veel\r\n'
    "6;-5;+31 6 1234\r\n"
)


def run(tmp_path: Path, classifier: Classifier, data: str, out: str, name: str = "in.csv", **more: Any) -> Summary:
    (tmp_path / name).write_bytes(data.encode())
    form = {"csv": "csv", "jsonl": "jsonl", "xlsx": "xlsx"}[out.rpartition(".")[2]]
    with open_table(tmp_path / name) as table:
        request = Request(table, classifier.plan, out=tmp_path / out, form=form, quiet=True, **more)  # type: ignore[arg-type]
        return run_batch(request, classifier)


def read(path: Path, separator: str = ";") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=separator, restkey="beyond"))


def test_originals_stay_and_results_stand_beside_them(tmp_path: Path, classifier: Classifier) -> None:
    summary = run(tmp_path, classifier, ODD, "out.csv")
    before = list(csv.reader(io.StringIO(ODD, newline=""), delimiter=";"))
    after = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_bytes().decode(), newline=""), delimiter=";"))
    assert [row[:3] for row in after] == [row[:3] for row in before]
    rows = read(tmp_path / "out.csv")
    verdicts = [r["controllist_verdict"] for r in rows]
    assert verdicts == ["candidates", "none", "none", "doubtful", "doubtful", "none"]
    assert rows[0]["controllist_code"] == "2B350"
    assert (rows[4]["controllist_code"], rows[4]["beyond"]) == ("6A005", ["te veel"])
    assert (summary.rows, summary.verdicts) == (6, {"candidates": 1, "none": 3, "doubtful": 2})
    assert [line for line, _ in summary.doubts] == [5, 6]
    assert dict(summary.own) == {"found": 2, "no number of these lists": 2}


def test_formulas_are_counted_and_neutralised_on_demand(tmp_path: Path, classifier: Classifier) -> None:
    assert run(tmp_path, classifier, ODD, "out.csv").formulas == 3
    assert "3;=HYPERLINK(1);@x;" in (tmp_path / "out.csv").read_text()
    run(tmp_path, classifier, ODD, "safe.csv", safe=True)
    rows = read(tmp_path / "safe.csv")
    assert (rows[2]["Omschrijving"], rows[2]["Classificatie"]) == ("'=HYPERLINK(1)", "'@x")
    assert (rows[5]["Omschrijving"], rows[5]["Classificatie"]) == ("-5", "'+31 6 1234")


@pytest.mark.parametrize("start", [*"=+-@＝＋－＠", "\t=", "\r=", "\n=", " =", "\u00a0=", "\u200b@", "\ufeff="])
def test_no_column_of_ours_begins_a_formula(tmp_path: Path, classifier: Classifier, start: str) -> None:
    bad = f"{start}cmd|' /C calc'!A0"
    found = Classified(2, "doubtful", problem=bad, language="")
    table = table_of(io.BytesIO(b"description\nPump\n"), "a.csv")
    laid = Layout.of("csv", table).laid([(Row(2, ("Pump",)), found)])
    (last,) = csv.reader(io.StringIO(str(laid), newline=""))
    assert last[1 + COLUMNS.index("problem")] == f"'{bad}"


def test_xlsx_holds_texts_and_never_formulas(tmp_path: Path, classifier: Classifier) -> None:
    run(tmp_path, classifier, ODD, "out.xlsx", about=(("caution", "=1+1"),))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    rows = [[c.value for c in row] for row in book["goods"].iter_rows()]
    types = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None}
    assert types <= {"s", "n"}
    assert rows[3][:3] == ["3", "=HYPERLINK(1)", "@x"]
    assert book["goods"]["B4"].quotePrefix
    assert rows[1][3:5] == ["candidates", "2B350"]


@pytest.mark.parametrize("start", [*"=+-@＝＋－＠", "\t=", "\r=", "\n=", " =", "\u00a0=", "\u200b@", "\ufeff="])
def test_no_hostile_cell_becomes_a_formula_in_any_form(tmp_path: Path, classifier: Classifier, start: str) -> None:
    """As two other libraries read the xlsx, and as csv reads what `--safe-cells` wrote; the words are still there."""
    bad = f"{start}cmd|' /C calc'!A0 ball valve"
    table = table_of(io.BytesIO(b"description,code\nPump,\n"), "a.csv")
    found = Classified(2, "doubtful", problem=bad, language="")
    layout = Layout.of("xlsx", table)
    sheet = open_sink(layout, table, tmp_path / "out.xlsx", about=((bad, bad),))
    sheet.write(layout.laid([(Row(2, (bad, bad)), found)]))
    sheet.close()
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    cells = [
        c for one in book for row in one.iter_rows() for c in row if isinstance(c.value, str) and "calc" in c.value
    ]
    assert len(cells) == 5
    assert {c.data_type for c in cells} == {"s"}
    assert not any(c.hyperlink for c in cells)
    read_again = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "out.xlsx"))
    assert "calc" in str(read_again.get_sheet_by_name("goods").to_python()[1][0])
    with zipfile.ZipFile(tmp_path / "out.xlsx") as packed:
        names = packed.namelist()
        assert not [n for n in names if "externalLink" in n or "connections" in n or "vba" in n]
        assert not any(b"<f>" in packed.read(n) or b"<f " in packed.read(n) for n in names)
    laid = Layout.of("csv", table, safe=True).laid([(Row(2, (bad, bad)), found)])
    (last,) = csv.reader(io.StringIO(str(laid), newline=""))
    assert [c for c in last if "calc" in c] == [f"'{bad}"] * 3


def test_xlsx_in_and_out_keeps_values(tmp_path: Path, classifier: Classifier) -> None:
    from datetime import datetime

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Artikel", "Omschrijving", "voorraad", "sinds", "actief"])
    book.active.append([4711, "klep", 2.5, datetime(2024, 9, 7), True])
    book.active.append(["007", "zitbank", None, datetime(2024, 9, 7, 12, 30), False])
    book.save(tmp_path / "in.xlsx")
    with open_table(tmp_path / "in.xlsx") as table:
        run_batch(Request(table, classifier.plan, out=tmp_path / "out.xlsx", form="xlsx", quiet=True), classifier)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    rows = [[c.value for c in row][:5] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == [4711, "klep", 2.5, datetime(2024, 9, 7), True]
    assert rows[1] == ["007", "zitbank", None, datetime(2024, 9, 7, 12, 30), False]


def test_json_lines_keep_their_own_text(tmp_path: Path, classifier: Classifier) -> None:
    data = '{"description": "klep", "price": 1.10, "controllist": 1}\nno object\n'
    run(tmp_path, classifier, data, "out.jsonl", name="in.jsonl")
    first, second = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert first.startswith('{"description": "klep", "price": 1.10, "controllist": 1, "controllist_2": {')
    assert json.loads(first)["controllist_2"]["candidates"][0]["code"] == "2B350"
    assert json.loads(second)["text"] == "no object"
    assert json.loads(second)["controllist_2"]["problem"] == "no JSON object"


@pytest.mark.parametrize("name", ["in.csv", "in.jsonl"])
def test_any_form_becomes_any_other(tmp_path: Path, classifier: Classifier, name: str) -> None:
    data = "description,n\nklep,1\n" if name == "in.csv" else '{"description": "klep", "n": 1}\n'
    run(tmp_path, classifier, data, "out.csv", name=name)
    run(tmp_path, classifier, data, "out.jsonl", name=name)
    (row,) = read(tmp_path / "out.csv", ",")
    assert (row["description"], row["n"], row["controllist_code"]) == ("klep", "1", "2B350")
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["description"] == "klep"


def test_a_second_run_over_its_own_output_has_names_of_its_own(tmp_path: Path, classifier: Classifier) -> None:
    run(tmp_path, classifier, ODD, "once.csv")
    run(tmp_path, classifier, (tmp_path / "once.csv").read_text(), "twice.csv")
    heading = (tmp_path / "twice.csv").read_text().splitlines()[0].split(";")
    assert heading[-len(COLUMNS) :] == [f"controllist_{c}_2" for c in COLUMNS]
    assert len(set(added_names(heading))) == len(COLUMNS)


class InterruptedRunError(Exception):
    pass


def _broken_off(found: Iterator[Part], after: int) -> Iterator[Part]:
    for number, part in enumerate(found):
        if number == after:
            raise InterruptedRunError
        yield part


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_resumed_run_gives_the_same_bytes(
    tmp_path: Path, classifier: Classifier, monkeypatch: pytest.MonkeyPatch, form: str, jobs: int
) -> None:
    words = ["klep", "zitbank", "laser 5 W", "", "Ventil", "=1+1"]
    rng = random.Random(9)
    data = "article,description\n" + "".join(f"{n},{rng.choice(words)} {n}\n" for n in range(500))
    run(tmp_path, classifier, data, f"whole.{form}")
    with monkeypatch.context() as broken:
        engine = batch.parts
        broken.setattr(batch, "parts", lambda *a: _broken_off(engine(*a), 2))
        with pytest.raises(InterruptedRunError):
            run(tmp_path, classifier, data, f"resumed.{form}", jobs=jobs)
    assert not (tmp_path / f"resumed.{form}").exists()
    journal = journal_path(tmp_path / f"resumed.{form}")
    # A kill in the middle of a line leaves half of one.
    journal.write_bytes(journal.read_bytes()[:-17])
    asked: list[int] = []
    with monkeypatch.context() as counted:
        ask = Classifier.classify
        counted.setattr(Classifier, "classify", lambda self, goods: asked.append(1) or ask(self, goods))
        summary = run(tmp_path, classifier, data, f"resumed.{form}", resume=True)
    assert len(asked) == 500 - 2 * CHUNK + 1  # those that were left, and the one whose line was cut
    assert summary.rows == 500
    assert (tmp_path / f"resumed.{form}").read_bytes() == (tmp_path / f"whole.{form}").read_bytes()
    assert not journal.exists()


def test_resume_refuses_another_question(
    tmp_path: Path, classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(MisuseError, match="found no out"):
        run(tmp_path, classifier, ODD, "out.csv", resume=True)
    monkeypatch.setattr(batch, "parts", lambda *_: _raise())
    with pytest.raises(InterruptedRunError):
        run(tmp_path, classifier, ODD, "out.csv")
    with pytest.raises(MisuseError, match="found another input"):
        run(tmp_path, classifier, ODD + "7;klep;\r\n", "out.csv", resume=True)


def _raise() -> Iterator[Part]:
    raise InterruptedRunError
    yield


MANY = "article,description\n" + "".join(f"{n},klep laser {n % 7}\n" for n in range(400))
KEYS = "".join(f'{{"id": {n}.50, "description": "klep {n % 7}"{", x: []" * (n % 3 == 1)}}}\n' for n in range(400))
KEYS = KEYS.replace("x:", '"x":')


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
@pytest.mark.parametrize(("name", "data"), [("in.csv", MANY), ("in.jsonl", KEYS)])
def test_jobs_give_the_same_answers_in_the_same_order(
    tmp_path: Path, classifier: Classifier, form: str, name: str, data: str
) -> None:
    one = run(tmp_path, classifier, data, f"one.{form}", name)
    two = run(tmp_path, classifier, data, f"two.{form}", name, jobs=2)
    assert one == two
    assert (tmp_path / f"one.{form}").read_bytes() == (tmp_path / f"two.{form}").read_bytes()


def test_processes_that_begin_anew_give_the_same(
    tmp_path: Path, classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows does not fork: there all a process must know is sent, the site that answers link to as well."""
    with linking("https://lists.example"):
        run(tmp_path, classifier, MANY, "one.csv")
        monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
        run(tmp_path, classifier, MANY, "two.csv", jobs=2)
    assert "https://lists.example/" in (tmp_path / "one.csv").read_text()
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_a_cell_that_a_json_object_has_not_is_the_same_in_every_process() -> None:
    assert pickle.loads(pickle.dumps(ABSENT)) is ABSENT


def test_a_part_of_a_table_gets_the_answers_of_the_whole(classifier: Classifier) -> None:
    goods = [Goods(n, str(n), text) for n, text in enumerate(["klep", "laser", "zitbank"])]
    whole = list(map(classifier.classify, goods))
    assert [classifier.classify(g) for g in reversed(goods)] == whole[::-1]


def test_the_encoding_of_the_input_does_not_lose_a_letter(tmp_path: Path, classifier: Classifier) -> None:
    (tmp_path / "in.csv").write_bytes("Bezeichnung;Preis\r\nKühler 5 µm;1 €\r\n".encode("cp1252"))
    with open_table(tmp_path / "in.csv") as table:
        run_batch(Request(table, classifier.plan, out=tmp_path / "out.csv", form="csv", quiet=True), classifier)
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")  # so that a spreadsheet reads the other letters right
    assert read(tmp_path / "out.csv")[0]["Bezeichnung"] == "Kühler 5 µm"


def test_broken_bytes_come_out_as_they_came_in(tmp_path: Path, classifier: Classifier) -> None:
    row = "1,Kühlmittel für Öl".encode() + b" \xff\r\n"
    (tmp_path / "in.csv").write_bytes(b"article,description\r\n" + row)
    with open_table(tmp_path / "in.csv") as table:
        run_batch(Request(table, classifier.plan, out=tmp_path / "out.csv", form="csv", quiet=True), classifier)
    assert row[:-2] in (tmp_path / "out.csv").read_bytes()


def test_a_resumed_run_keeps_broken_bytes_it_quotes(
    tmp_path: Path, classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a row is told quotes its description, and goes through the journal."""
    quoted = evolve(classifier.classify(Goods(2, "1", "")), problem="found k\udcfflep")
    monkeypatch.setattr(Classifier, "classify", lambda self, goods: quoted)
    data = b"article,description\r\n" + b"1,k\xfflep \xc3\xbc \xc3\xbc\r\n" * (2 * CHUNK)
    (tmp_path / "in.csv").write_bytes(data)
    with open_table(tmp_path / "in.csv") as table:
        request = Request(table, classifier.plan, out=tmp_path / "whole.csv", quiet=True)
        run_batch(request, classifier)
        with monkeypatch.context() as broken:
            engine = batch.parts
            broken.setattr(batch, "parts", lambda *a: _broken_off(engine(*a), 1))
            with pytest.raises(InterruptedRunError):
                run_batch(evolve(request, out=tmp_path / "out.csv"), classifier)
        run_batch(evolve(request, out=tmp_path / "out.csv", resume=True), classifier)
    assert b"found k\xfflep" in (tmp_path / "whole.csv").read_bytes()
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


CAUTIOUS = [
    ("klep", "2B350", ()),
    ("zitbank", "", (NONE_FOUND,)),
    ("zitbank", "2B350", (NONE_FOUND, OWN_ELSEWHERE)),
    ("klep", "6A005", (OWN_ELSEWHERE,)),
    ("zitbank voor militair gebruik", "", (NONE_FOUND, MILITARY_END_USE)),
]


@pytest.mark.parametrize(("text", "own", "cautions"), CAUTIOUS)
def test_a_row_seen_alone_says_what_it_is_not(
    classifier: Classifier, text: str, own: str, cautions: tuple[str, ...]
) -> None:
    found = classifier.classify(Goods(2, "1", text, own))
    assert found.cautions == cautions
    assert from_plain(json.loads(json.dumps(asdict(found)))) == found


def test_a_candidate_that_is_no_more_than_a_hint_says_so(classifier: Classifier) -> None:
    faint = classifier.classify(Goods(2, "1", "klep"))
    found = list(_cautions(evolve(classifier._match_text("klep"), military=False), "", faint=True))  # type: ignore[type-var]
    assert (faint.cautions, found) == ((), [HINT])
