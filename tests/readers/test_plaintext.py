"""Layout text of a PDF into blocks: furniture of pages, contents, raised digits. The provisions are invented."""

from __future__ import annotations

import pytest

from controllist.blocks import Block, characters
from controllist.errors import SourceError
from controllist.readers.plaintext import join_raised, read_plaintext, restore_exponents

HEAD = "        CATEGORY 9 – VATS"
PAGES = "\f".join(
    f"{HEAD}\n\n9A90{n}   Vats of kind {n}\n        a.   Round\n\n\n                 {n}\n" for n in range(1, 5)
)


def blocks_of(text: str) -> tuple[Block, ...]:
    return read_plaintext(text.encode(), "list.txt").blocks


def test_page_numbers_and_running_heads_are_set_apart() -> None:
    blocks = blocks_of(PAGES)
    assert [b.text for b in blocks if b.discard == "page number"] == ["1", "2", "3", "4"]
    assert {b.text for b in blocks if b.discard == "running head"} == {"CATEGORY 9 – VATS"}
    assert [(b.text, b.indent) for b in blocks if b.discard is None][:2] == [
        ("9A901 Vats of kind 1", 0),
        ("a. Round", 8),
    ]


def test_a_foot_that_counts_pages_is_a_running_head() -> None:
    text = "\f".join(
        f"Text {w} of the page\nMore\n          List of vats 2099      {n}" for n, w in enumerate("abcd", 7)
    )
    assert [b.text for b in blocks_of(text) if b.discard] == [f"List of vats 2099 {n}" for n in range(7, 11)]


def test_a_line_that_often_ends_pages_far_apart_is_text() -> None:
    """ "Technical Note:" stands last on some pages, its words on the next."""
    last = ["Note:" if n % 4 == 1 else f"Others {n}" for n in range(1, 14)]
    pages = [f"Some words {n}\n{line}\n       {n}" for n, line in enumerate(last, 1)]
    assert [b.text for b in blocks_of("\f".join(pages)) if b.discard is None].count("Note:") == 4


def test_contents_are_set_apart_with_the_lines_they_are_wrapped_into() -> None:
    text = "CONTENTS\n\nVats and lids for vats of\nall kinds ............ 3\nSpoons ............... 5\n\nVats\n"
    blocks = blocks_of(text)
    assert [b.text for b in blocks if b.discard is None] == ["CONTENTS", "Vats"]
    assert sum(b.discard == "contents" for b in blocks) == 3


def test_a_label_behind_another_is_a_block_of_its_own() -> None:
    assert [(b.text, b.indent) for b in blocks_of("9E901     a.    Tools\n")] == [("9E901", 0), ("a. Tools", 10)]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("9E901 a. Tools", [("9E901", 0), ("a. Tools", 6)]),
        ("   2. a. Tools", [("2.", 3), ("a. Tools", 6)]),
        ("   b. 1.  Tools", [("b.", 3), ("1. Tools", 6)]),
        ("   2. b. Tools", [("2. b. Tools", 3)]),  # not the first of a list
        ("   a. a. Tools", [("a. a. Tools", 3)]),  # of the same kind
        ("9E901 a. or b. of it", [("9E901 a. or b. of it", 0)]),  # a reference
        ("see 1. Tools", [("see 1. Tools", 0)]),
    ],
)
def test_without_a_gap_only_the_first_label_of_a_list_stands_behind_another(
    line: str, pieces: list[tuple[str, float]]
) -> None:
    assert [(b.text, b.indent) for b in blocks_of(line + "\n")] == pieces


def test_a_heading_is_told_by_the_lines_around_where_the_page_is_wider() -> None:
    rows = ["Vats of tin and lead, with lids of copper, brass or any other metal that holds water well enough"] * 3
    title = " " * 18 + "TABLE OF VATS"
    label = " " * 18 + "N.B. SEE VATS."
    assert [b.text for b in blocks_of("\n".join([*rows, title, *rows, label, *rows])) if b.style == "heading"] == [
        "TABLE OF VATS"
    ]
    hanging = ["a." + " " * 18 + "Vats of", " " * 20 + "THE OLD KIND", *rows]
    assert not [b for b in blocks_of("\n".join(hanging)) if b.style == "heading" and "VATS" in b.text]


def test_numbers_of_footnotes_and_of_parts_count_no_pages() -> None:
    notes = ["Vats of all kinds", *(f"{n}\n        Note of vats {n}" for n in (1, 2, 3))]
    pages = [f"Text {n} of it\n" + f"Words {n} of it\n" * 20 + " " * 40 + f"{n}" for n in range(1, 12)]
    text = "\n".join([*notes, *pages, *(f"Part of vats {n}\nWords" for n in range(1, 6))])
    told = [(b.text, b.location.line) for b in blocks_of(text) if b.discard]
    assert [t for t, _ in told] == [str(n) for n in range(1, 12)]
    assert told[0][1] > 7
    assert {b.location.page for b in blocks_of(text) if b.text.startswith("Note of")} == {1}


def test_the_number_of_a_footnote_stands_at_the_margin_of_its_page() -> None:
    page = "          Vats of kind 1\n          and lids\n          2\n               Of tin.\n"
    assert [(b.label, b.text) for b in blocks_of(page) if b.style == "footnote"] == [("2", ""), ("", "Of tin.")]


def test_a_label_without_its_stop_is_told_by_the_gap_behind_it() -> None:
    assert [(b.label, b.text) for b in blocks_of("     12     Vats\n")] == [("12", "Vats")]


def test_footnotes_at_the_foot_of_a_page() -> None:
    text = "Vats of all kinds1\nand more\n\n1\n         Of tin.\n2\n         Of lead.\n\n                 7\n\fEnd\n"
    found = [(b.label, b.text) for b in blocks_of(text) if b.style == "footnote"]
    assert found == [("1", ""), ("", "Of tin."), ("2", ""), ("", "Of lead.")]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        # the glyph above its ten, a column or two off, as pdftotext lays out each line by its own
        (["                       8", "more than 2 x 10 Hz;"], [None, "more than 2 x 10^8 Hz;"]),
        (["             6    2", "less than 7 x 10 N/m ; and"], [None, "less than 7 x 10^6 N/m^2 ; and"]),
        (["            -4", "than 5 x 10 ; or"], [None, "than 5 x 10^-4 ; or"]),
        # a ten behind a multiplication sign needs its exponent more than the unit behind it, though that is nearer
        (["                6", "more than 7 x 10 m;"], [None, "more than 7 x 10^6 m;"]),
        (["                6    2", "less than 7 x 10 N/m ;"], [None, "less than 7 x 10^6 N/m^2 ;"]),
        (["                  3", "over 20 W x 10 cm long"], [None, "over 20 W x 10 cm^3 long"]),  # times a length
        # what has a sign is an exponent even further off
        (["                        -5   -1", "less than 10 cm"], [None, "less than 10^-5 cm^-1"]),
        (["                           7", "vats of 10 cm"], ["                           7", "vats of 10 cm"]),
        (["of less than 10 -", "          14"], ["of less than 10^-14", None]),
        # a number that has no place in the line below is no raised digit
        (["  12", "vats and lids"], ["  12", "vats and lids"]),
    ],
)
def test_raised_digits_go_back_where_they_stood(lines: list[str], joined: list[str | None]) -> None:
    assert join_raised(lines, [True] * len(lines)) == joined


@pytest.mark.parametrize(
    ("text", "restored", "doubts"),
    [
        ("exceeding 10,15 x 106 m", "exceeding 10,15 x 10^6 m", 1),
        ("1 x 10-3 nT", "1 x 10^-3 nT", 1),
        ("5 x 10 13 n/cm2 or", "5 x 10^13 n/cm^2 or", 1),
        ("30 kg/m2", "30 kg/m^2", 0),  # a unit followed by 2 or 3 leaves no doubt
        ("in 109 alloy particles", "in 109 alloy particles", 1),  # left, but told
        ("in units of 1012 vats", "in units of 10^12 vats", 1),  # a plain number would have a blank: 1 012
        ("of type EN 1012 vats", "of type EN 1012 vats", 0),
        ("more than 100 items", "more than 100 items", 0),
        ("CAS 107-44-8 and 1066-50-8", "CAS 107-44-8 and 1066-50-8", 0),
        ("103 K (– 170 °C)", "103 K (– 170 °C)", 0),
    ],
)
def test_lost_exponents_are_doubts(text: str, restored: str, doubts: int) -> None:
    found, told = restore_exponents(text)
    assert found == restored
    assert len(told) == doubts


def test_no_character_is_lost() -> None:
    assert sum(characters(blocks_of(PAGES)).values()) == sum(not c.isspace() for c in PAGES)


def test_text_in_another_encoding_reads_and_binary_does_not() -> None:
    assert read_plaintext("5 °C".encode("cp1252")).blocks[0].text == "5 °C"
    assert read_plaintext("ab".encode("utf-16")).blocks[0].text == "ab"
    with pytest.raises(SourceError, match="binary"):
        read_plaintext(b"\xff\x00\x9d\x00\x80" * 9, "x")


def test_pages_without_form_feeds_end_at_what_counts_them() -> None:
    text = "".join(f"Text {w} of it\n     List of vats 2099   {n}\n" for n, w in enumerate("abcd", 7))
    blocks = blocks_of(text)
    assert [b.text for b in blocks if b.discard is None] == [f"Text {w} of it" for w in "abcd"]
    assert [b.location.page for b in blocks if b.discard is None] == [1, 2, 3, 4]


def test_a_list_that_counts_is_no_run_of_pages() -> None:
    text = "".join(f"Vats of size {n};\n" for n in range(1, 9)) + "1\n2\n3\n"
    assert not [b for b in blocks_of(text) if b.discard]


def test_heads_of_the_official_journal_are_set_apart_left_and_right() -> None:
    cells = ("L 206/{}", "EN", "Official Journal of the European Union", "11.6.2021")
    heads = ["     ".join(cells if n % 2 else cells[::-1]).format(n) for n in range(1, 4)]
    blocks = blocks_of(
        "\f".join(
            f"{head}\n\n{word} for vats\nand {word}" for head, word in zip(heads, ("Lids", "Taps", "Rims"), strict=True)
        )
    )
    assert [b.text for b in blocks if b.discard == "running head"] == [" ".join(h.split()) for h in heads]
