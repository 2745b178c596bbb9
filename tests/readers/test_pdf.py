"""PDF by the position of its glyphs. The pages are drawn for the tests, the provisions are invented."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from controllist.errors import SourceError
from controllist.readers import read
from controllist.readers.pdf import Glyph, page_text
from tests.readers.drawn_pdf import Word, draw

pytest.importorskip("pdfminer", reason="pdfminer.six is optional")


def lines_of(*pages: list[Word]) -> list[tuple[str, int | float | None]]:
    return [(b.text, b.indent) for b in read(draw(*pages), "list.pdf").blocks if b.discard is None]


def test_lines_keep_their_column() -> None:
    page: list[Word] = [
        (70, 700, 10, "2B999"),
        (113, 700, 10, "Vats as follows:"),
        (113, 688, 10, "a."),
        (140, 688, 10, "Round;"),
    ]
    assert lines_of(page) == [("2B999 Vats as follows:", 0), ("a. Round;", 9)]


@pytest.mark.parametrize(
    ("small", "text"),
    [
        ((88, 703.5, 6.5, "6"), "above 10^6 Pa"),  # raised: an exponent
        ((88, 697.5, 6.5, "6"), "above 106 Pa"),  # lowered: a subscript stays inline
        ((88, 703.5, 6.5, "-14"), "above 10^-14 Pa"),
        ((88, 703.5, 6.5, "o"), "above 10° Pa"),  # a raised o is how some type a degree sign
    ],
)
def test_small_glyphs_are_told_by_their_height(small: Word, text: str) -> None:
    words: list[Word] = [(50, 700, 10, "above 10"), (110, 700, 10, "Pa")]
    assert " ".join(lines_of([*words[:1], (small[0] - 2.5, *small[1:]), words[1]])[0][0].split()) == text


def test_an_exponent_cut_at_the_end_of_a_line_is_joined() -> None:
    """Found in 3A001.d.1 of the 2021 annex: "10" and a raised minus end a line, the raised digits begin the next."""
    first = [Glyph(0, 5, 100, 10, "1"), Glyph(5, 10, 100, 10, "0"), Glyph(10, 12, 103, 6, "-")]
    second = [Glyph(0, 3, 91, 6, "1"), Glyph(3, 6, 91, 6, "4"), Glyph(9, 12, 88, 10, "J")]
    assert page_text([*first, *second]) == "10^-\n14 J"


def test_two_columns_are_read_one_after_the_other() -> None:
    left: list[Word] = [(70, 700 - 12 * n, 10, f"left line {n} of the page here") for n in range(9)]
    right: list[Word] = [(320, 700 - 12 * n, 10, f"right line {n} of the page here") for n in range(9)]
    texts = [t for t, _ in lines_of([*left, *right])]
    assert texts == [w[3] for w in left] + [w[3] for w in right]


def test_labels_and_their_text_are_no_two_columns() -> None:
    page: list[Word] = [
        (x, 700 - 12 * n, 10, t) for n in range(9) for x, t in ((70, f"{n}."), (110, "a vat of some kind of tin"))
    ]
    assert lines_of(page)[3] == ("3. a vat of some kind of tin", 0)


def test_page_numbers_and_running_heads_are_set_apart() -> None:
    pages: list[list[Word]] = [
        [
            (200, 800, 12, "LIST OF VATS"),
            (70, 700, 10, f"Vats of kind {k}"),
            (70, 688, 10, f"such as {k};"),
            (290, 60, 12, str(n)),
        ]
        for n, k in enumerate("abcde", 1)
    ]
    blocks = read(draw(*pages), "list.pdf").blocks
    assert {b.discard for b in blocks} == {None, "running head", "page number"}
    assert sum(b.discard is None for b in blocks) == 10


def test_a_footnote_is_told_by_its_raised_number_and_its_calls_are_no_exponents() -> None:
    page: list[Word] = [
        (70, 700, 10, "Vats by ISO 99"),
        (133, 703.5, 6.5, "1"),
        (70, 688, 10, "and more"),
        (70, 103.5, 6.5, "1"),
        (76, 100, 10, "A standard for vats"),
    ]
    blocks = read(draw(page), "list.pdf").blocks
    assert [b.text for b in blocks if b.style == ""] == ["Vats by ISO 99", "and more"]
    assert [(b.label, b.text) for b in blocks if b.style == "footnote"] == [("1", ""), ("", "A standard for vats")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (draw([(70, 700, 10, "Vats")])[:-40], "without its end"),
        (b"%PDF-1.4\nnothing of the kind\n%%EOF\n", "damaged|pictures"),
        (draw([]), "pictures"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_told_in_one_line(data: bytes, expected: str) -> None:
    with pytest.raises(SourceError, match=expected) as caught:
        read(data, "list.pdf")
    assert "\n" not in str(caught.value)


def test_without_pdfminer_the_message_tells_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def without(name: str, *args: Any, **facts: Any) -> Any:
        if name.startswith("pdfminer"):
            raise ImportError(name)
        return imported(name, *args, **facts)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SourceError, match=r"controllist\[pdf\]"):
        read(draw([(70, 700, 10, "Vats")]), "list.pdf")
