"""Tables as people keep them: dialects, titles above the heading, marks nobody closes, sheets."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from controllist.errors import MisuseError, SourceError
from controllist.registers.sources import Table, open_table, survey, table_of


def table(data: bytes, name: str = "goods.csv") -> Table:
    return table_of(io.BytesIO(data), name)


def cells(data: bytes, name: str = "goods.csv") -> list[tuple[object, ...]]:
    return [row.cells for row in table(data, name).rows()]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"description,price\nPump,1\n", ("utf-8", False, ",")),
        ("\ufeffOmschrijving;Prijs\r\nKlep;1\r\n".encode(), ("utf-8", True, ";")),
        ("Bezeichnung\tPreis\nKühler\t1\n".encode("cp1252"), ("cp1252", False, "\t")),
        ("Bezeichnung;Preis\nKühler;1\n".encode("utf-16"), ("utf-16-le", True, ";")),
        # A line by which a spreadsheet tells its separator.
        (b"sep=|\ndescription|a;b;c\nPump|1\n", ("utf-8", False, "|")),
        # The separator inside quotation marks counts for nothing.
        (b'"a, b, c, d";description\n1;Pump\n', ("utf-8", False, ";")),
        # Decimal commas, and a semicolon in a cell of a table with commas.
        (b"description;price;weight\nPump;1,5;2,5\nValve;2,5;3,5\n", ("utf-8", False, ";")),
        (b"description,price\nPump;big,1\nValve,2\n", ("utf-8", False, ",")),
        # One broken byte among good ones does not make it another encoding.
        ("description\nKühler für Öl\n".encode() + b"\xff\n", ("utf-8", False, ",")),
    ],
)
def test_dialects(data: bytes, expected: tuple[str, bool, str]) -> None:
    found = survey(io.BytesIO(data)).dialect
    assert (found.encoding, found.mark, found.separator) == expected


def test_every_encoding_gives_the_same_cells() -> None:
    text = "Bezeichnung;Preis\r\nKühler für Öl;1\r\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert cells(text.encode(encoding)) == [("Kühler für Öl", "1")], encoding


def test_a_title_above_the_heading_is_kept_and_rows_count_from_the_top() -> None:
    found = table(b"Stock of May\n\nArticle,Description\n1,Pump\n")
    assert found.heading == ("Article", "Description")
    assert found.above == (("Stock of May",), ())
    assert [(r.line, r.cells) for r in found.rows()] == [(4, ("1", "Pump"))]


def test_a_mark_nobody_closes_costs_one_row() -> None:
    rows = list(table(b'article,description\n1,"Pump\n2,Valve\n3,Laser\n').rows())
    assert [(r.line, r.doubts) for r in rows] == [(2, ("a quotation mark is not closed",)), (3, ()), (4, ())]


def test_a_mark_inside_words_of_another_row_closes_nothing() -> None:
    rows = list(table(b'article,description\n1,"Pump 2\n2,"Valve 3\n3,"Laser"\n').rows())
    assert [r.line for r in rows] == [2, 3, 4]
    assert rows[2].doubts == ()


def test_a_cell_of_several_lines_is_one_row() -> None:
    assert cells(b'article,description\n1,"Pump,\nbig ""and"" red"\n2,Valve\n') == [
        ("1", 'Pump,\nbig "and" red'),
        ("2", "Valve"),
    ]


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        (b"1,Pump,extra\n", "3 cells under 2 column names"),
        (b"1,Pu\xffmp\n", "bytes that are no text"),
        (b"1,Pu\0mp" + b" " * 5000 + b"\n", "a null character"),
    ],
)
def test_odd_rows_say_what_is_odd(row: bytes, doubt: str) -> None:
    good = "2,Kühlmittelpumpe für Öl\n".encode()
    rows = list(table(b"article,description\n" + good * 400 + row + good).rows())
    assert [r.doubts for r in rows if r.doubts] == [(doubt,)]
    assert len(rows) == 402


def test_json_lines_keep_their_own_text() -> None:
    rows = list(table(b'{"description": "Pump", "price": 1.10}\n\n[1]\n{"b": 2}\n', "goods.jsonl").rows())
    assert rows[0].raw == '{"description": "Pump", "price": 1.10}'
    assert [(r.line, r.doubts) for r in rows] == [(1, ()), (3, ("no JSON object",)), (4, ())]


def test_a_sheet_keeps_its_values_and_formulas_give_what_is_stored(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Artikel", "Omschrijving", "prijs"])
    sheet.append([4711, "Klep", 2.5])
    sheet.append(["007", "=1+1", True])
    book.create_sheet("other")
    book.save(tmp_path / "goods.xlsx")
    with open_table(tmp_path / "goods.xlsx") as found:
        rows = list(found.rows())
        assert rows[0].cells == (4711, "Klep", 2.5)
        # A formula that was never calculated has no value; it is not calculated here.
        assert rows[1].cells == ("007", "", True)
        assert found.remarks == ("only the sheet 'goods' is read, not 'other'",) or "other" in found.remarks[0]


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("goods").append(["description"])
    book["goods"].append(["Pump"])
    book.save(tmp_path / "goods.xlsx")
    with open_table(tmp_path / "goods.xlsx", sheet="goods") as found:
        assert [r.cells for r in found.rows()] == [("Pump",)]
    with pytest.raises(MisuseError, match="'Sheet', 'goods'"):
        open_table(tmp_path / "goods.xlsx", sheet="stock")
    with pytest.raises(SourceError, match="empty"):
        open_table(tmp_path / "goods.xlsx")


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv", b""), ("a.csv", b"\x00\x01"), ("a.xlsx", b"PK\x03\x04 broken"), ("a.jsonl", b"no\nobjects\n")],
)
def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match="expected"):
        open_table(tmp_path / name)


def test_a_table_can_be_walked_twice() -> None:
    found = table(b"description\nPump\n")
    assert list(found.rows()) == list(found.rows())


# sheets


def workbook(path: Path, *cells: tuple[int, int, object], sheets: int = 1) -> Path:
    """An xlsx file with cells at (row, column) of its first sheet, counted from 0; the other sheets are empty."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        first = book.add_worksheet()
        for row, column, value in cells:
            first.write(row, column, value)
        for _ in range(sheets - 1):
            book.add_worksheet()
    return path


def test_a_sheet_that_begins_off_the_corner_keeps_places_and_lines(tmp_path: Path) -> None:
    cells = ((2, 1, "Article"), (2, 2, "Description"), (4, 1, 7), (4, 2, "valve"), (5, 3, "aside"))
    with open_table(workbook(tmp_path / "goods.xlsx", *cells)) as table:
        assert table.heading == ("", "Article", "Description", "")
        assert [(r.line, r.cells) for r in table.rows()] == [(5, ("", 7.0, "valve", "")), (6, ("", "", "", "aside"))]
        assert [r.line for r in table.rows()] == [5, 6]  # walked twice
        assert table.about == 3


FAR = [
    ((1_048_575, 16_383), True),  # the last cell there is: 512 GB for the library that reads it
    ((200_000, 999), True),
    ((50_000, 19), False),
]


@pytest.mark.parametrize(("place", "refused"), FAR)
def test_one_cell_far_away_is_told_and_not_read(tmp_path: Path, place: tuple[int, int], refused: bool) -> None:
    path = workbook(tmp_path / "goods.xlsx", (0, 0, "Description"), (1, 0, "valve"), (*place, "x"))
    if not refused:
        with open_table(path) as table:
            assert len(list(table.rows())) == 2
        return
    with pytest.raises(SourceError, match=f"found {place[0] + 1:,} rows of {place[1] + 1:,} in goods.xlsx"):
        open_table(path)


def test_a_cell_that_is_only_formatted_is_no_cell(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(tmp_path / "goods.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Description")
        sheet.write(1, 0, "valve")
        sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    with open_table(tmp_path / "goods.xlsx") as table:
        assert len(list(table.rows())) == 1


def test_a_sheet_that_is_not_asked_for_may_be_as_big_as_it_likes(tmp_path: Path) -> None:
    path = workbook(tmp_path / "goods.xlsx", (0, 0, "x"), (1_000_000, 16_000, "y"), sheets=2)
    with pytest.raises(SourceError, match="'Sheet2' empty"):
        open_table(path, sheet="Sheet2")
