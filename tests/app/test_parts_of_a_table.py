"""A part of a table gets what `batch` gives it; without any cluster."""

from __future__ import annotations

import csv
import importlib
import pickle
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from controllist import clusters
from controllist.cli import main
from controllist.clusters import Work, classified, prepare
from controllist.errors import ControlListError, MisuseError, SourceError
from controllist.registers.outputs import COLUMNS

HEADING = ("article", "omschrijving", "own classification", "fact:overlay")
ROWS = [
    ("1", "EUV pellicle", "3B001.l", ""),
    ("2", "immersion scanner 193 nm", "3B001.f.4", "1.6 nm"),
    ("3", "zitbank van hout", "", ""),
    ("4", "", "3B001.f", ""),
    ("5", "=cmd|' /C calc'!A0 EUV pellicle", "EAR99", ""),
    ("6", "Großer Ofen, 1 200 °C", "3B001", ""),
    ("7", "EUV pellicle", "", "three kg"),
    ("8", "x" * 20_001, "", ""),
]


@pytest.fixture(scope="module")
def work() -> Work:
    return prepare(HEADING, lists=["nl-semicon"], as_of="2024-10-01")


def batch_cells(tmp_path: Path) -> list[tuple[Any, ...]]:
    """What `batch` writes beside the rows."""
    with (tmp_path / "in.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADING, *ROWS])
    given = ["batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "out.csv"), "--list", "nl-semicon", "-q"]
    assert main([*given, "--as-of", "2024-10-01"]) == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return [tuple(row[len(HEADING) :]) for row in rows]


def test_the_cells_are_those_of_batch_however_the_table_is_cut(work: Work, tmp_path: Path) -> None:
    whole = [tuple("" if c is None else str(c) for c in cells) for cells in classified(work, ROWS)]
    assert whole == batch_cells(tmp_path)
    verdicts = [row[0] for row in whole]
    assert {"candidates", "none", "doubtful"} <= set(verdicts)
    pieces = [cells for at in range(0, len(ROWS), 3) for cells in classified(work, ROWS[at : at + 3])]
    assert [tuple("" if c is None else str(c) for c in cells) for cells in pieces] == whole


def test_a_null_character_makes_a_row_doubtful(work: Work) -> None:
    (cells,) = classified(work, [("6", "EUV pellicle\0", "", "")])
    assert (cells[0], cells[COLUMNS.index("problem")]) == ("doubtful", "a null character")


def test_the_work_can_be_sent(work: Work) -> None:
    sent = pickle.loads(pickle.dumps(work))
    assert sent == work
    assert list(classified(sent, ROWS[:1])) == list(classified(work, ROWS[:1]))
    assert len(pickle.dumps(work)) < 5_000


def test_a_machine_with_other_texts_refuses(work: Work) -> None:
    other = evolve(work, checksum="0" * 64)
    with pytest.raises(SourceError, match="expected the program, editions and vocabulary of checksum 000000000000"):
        next(classified(other, ROWS))


def test_names_are_told_apart_from_the_tables_own(work: Work) -> None:
    assert work.names == tuple(f"controllist_{c}" for c in COLUMNS)
    again = prepare([*HEADING, *work.names], lists=["nl-semicon"])
    assert not set(again.names) & set(again.heading)


# what is asked for, words of the refusal
WRONG: list[tuple[tuple[str, ...], dict[str, Any], str]] = [
    (("price",), {}, "expected a column for the description"),
    (HEADING, {"columns": {"description": "Text"}}, "expected a column 'Text'"),
    (HEADING, {"lists": ["us"]}, "expected one of the lists"),
    (HEADING, {"top": 0}, "expected a number of candidates of at least 1, found 0"),
    (HEADING, {"language": "fi"}, "expected a language among"),
    (HEADING, {"lists": ["nl-semicon"], "as_of": "2020-01-01"}, "no edition of nl-semicon is known"),
    (HEADING, {"lists": ["nl-semicon"], "lexicons": ["none.tsv"]}, "expected a vocabulary file that can be read"),
]


@pytest.mark.parametrize(("heading", "options", "words"), WRONG, ids=range(len(WRONG)))
def test_wrong_work_is_refused_before_it_is_sent(heading: tuple[str, ...], options: dict[str, Any], words: str) -> None:
    with pytest.raises(ControlListError) as refusal:
        prepare(heading, **options)
    assert words in refusal.value.message


@pytest.mark.parametrize(("whole", "extra"), [(clusters.classify_dask, "dask"), (clusters.classify_spark, "spark")])
def test_without_the_package_one_line_says_what_to_install(
    whole: Any, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(MisuseError, match=rf"pip install 'controllist\[{extra}\]'"):
        whole(None)
