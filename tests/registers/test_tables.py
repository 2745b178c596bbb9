"""Registers as people keep them: separators, encodings, column names in four languages, odd rows."""

from __future__ import annotations

import io
import sys

import pytest

from controllist.errors import MisuseError, SourceError
from controllist.registers.sources import goods_in, read_register, table_of


def read(form, data, columns=None):
    """The goods in the bytes of a file of this form."""
    return tuple(goods_in(table_of(io.BytesIO(data), f"register.{form}", form, columns), columns))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        # Semicolons and a byte order mark, as a Dutch spreadsheet writes it.
        (b"\xef\xbb\xbfArtikelnummer;Omschrijving;Classificatie\r\n7;Pomp;2B350.i\r\n", ("7", "Pomp", "2B350.i")),
        # Windows-1252.
        ("Materialnummer;Bezeichnung;AL-Nummer\r\n7;Kühler;\r\n".encode("cp1252"), ("7", "Kühler", "")),
        # A comma within quotation marks, a line end within a cell.
        (b'article,description,eccn\n7,"Pump, big\nand red",\n', ("7", "Pump, big and red", "")),
        # Tabs; columns nobody asked for.
        (b"x\tArticle Number\tDescription\ty\n1\t7\tPump\t2\n", ("7", "Pump", "")),
    ],
)
def test_csv(data, expected):
    (row,) = read("csv", data)
    assert (row.article, row.description, row.classification) == expected


def test_rows_count_as_a_spreadsheet_counts_them():
    rows = read("csv", b"article,description\n1,Pump\n,\n3,Valve\n")
    assert [(r.line, r.article) for r in rows] == [(2, "1"), (4, "3")]


def test_facts_from_columns_and_settings():
    (row,) = read("csv", b"description;fact:power;facts\nLaser;5 W;wavelength = 193 nm; overlay=1.6 nm\n")
    assert row.facts[0] == ("power", "5 W")
    assert ("wavelength", "193 nm") in row.facts


def test_columns_that_are_told_win():
    data = b"description,long text\nP,Pump\n"
    assert read("csv", data, {"description": "Long Text"})[0].description == "Pump"
    with pytest.raises(MisuseError, match="'other'"):
        read("csv", data, {"description": "other"})


def test_jsonl_takes_objects_and_names_lines_that_are_none():
    rows = read("jsonl", b'{"description": "Laser", "facts": {"power": "5 W"}, "article": 7}\nno object\n\n[]\n')
    assert rows[0].facts == (("power", "5 W"),)
    assert rows[0].article == "7"
    assert [(r.line, r.doubts) for r in rows[1:]] == [(2, ("no JSON object",)), (4, ("no JSON object",))]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"only,these\n1,2\n"])
def test_what_is_no_register_is_refused(data):
    with pytest.raises((SourceError, MisuseError)):
        read("csv", data)


def test_a_description_in_several_parts_is_read_as_its_texts():
    deep = "[" * 900 + '"valve"' + "]" * 900
    rows = ('{"description": ["klep", {"nl": "van PTFE", "n": 2.0, "x": null}]}', f'{{"description": {deep}}}')
    first, second = read("jsonl", "\n".join(rows).encode())
    assert (first.description, second.description) == ("klep; van PTFE; 2", "valve")
    (goods,) = read("jsonl", b'{"description": "lens", "facts": ["overlay=1.6 nm", "wavelength=193 nm"]}')
    assert goods.facts == (("overlay", "1.6 nm"), ("wavelength", "193 nm"))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(SourceError, match=r"none\.csv"):
        read_register(tmp_path / "none.csv")


def test_xlsx_says_what_it_needs(monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MisuseError, match="python-calamine"):
        read("xlsx", b"PK\x03\x04")


NAMED = [
    ("Artikelnummer", "Eigen indeling", "Omschrijving"),
    ("Art.nr.", "Exportcontrolenummer", "Artikelomschrijving"),
    ("Materialnr.", "AL-Nummer", "Materialkurztext"),
    ("Item_Number", "Export Control Classification", "Item Description:"),
    ("Code article", "Numéro de classement", "Désignation"),
]


@pytest.mark.parametrize(("article", "classification", "description"), NAMED)
def test_columns_of_business_software_are_known(article, classification, description):
    # An own classification that is passed over makes a classified article one that nobody classified.
    row = f"{article};{classification};{description}\r\n4711;3B001.l;EUV pellicle\r\n".encode()
    (goods,) = read("csv", row)
    assert (goods.article, goods.classification, goods.description) == ("4711", "3B001.l", "EUV pellicle")
