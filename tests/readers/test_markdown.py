"""Markdown of law repositories into blocks, and lists in one line into items. The provisions are invented."""

from __future__ import annotations

import pytest

from controllist.blocks import Block
from controllist.readers import read
from controllist.readers.inline import split_items
from controllist.readers.markdown import read_markdown, segments


def blocks_of(text: str) -> list[Block]:
    return [b for b in read_markdown(text.encode(), "list.md").blocks if not b.discard]


def told(text: str) -> list[tuple[str, str, int | None]]:
    return [(b.label, b.text, b.depth) for b in blocks_of(text)]


def test_bullets_nest_by_their_indentation() -> None:
    assert told("2B999 Vats:\n\n- a. Round;\n   - 1. of tin; or\n   - 2. of lead.\n- b. Deep.\n") == [
        ("", "2B999 Vats:", 0),
        ("a.", "Round;", 0),
        ("1.", "of tin; or", 1),
        ("2.", "of lead.", 1),
        ("b.", "Deep.", 0),
    ]


def test_lists_without_any_indentation_tell_no_depth() -> None:
    assert told("VAT 1\n\nVats:\n\n- a) round:\n\n- 1. of tin,\n") == [
        ("VAT 1", "Vats:", None),
        ("a)", "round:", None),
        ("1.", "of tin,", None),
    ]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    assert told("0001 Vats\n    of tin:\n\n    a)  round\n        vats,\n\n        Remark: none.\n") == [
        ("", "0001 Vats of tin:", 0),
        ("a)", "round vats,", 1),
        ("", "Remark: none.", 2),
    ]


@pytest.mark.parametrize(
    ("source", "label", "text", "style"),
    [
        ("- *b.* *of tin*", "b.", "of tin", "italic"),
        ("###### - *b.* *of tin*", "b.", "of tin", "italic"),  # a converter took the item for a heading
        ("*Note 1*\n\n*Tin too.*", "Note 1", "Tin too.", "italic"),
        ("- VAT ([^E1])1 **Vats:**", "", "VAT1 Vats:", ""),  # a footnote inside the code
        ("- tin;", "—", "tin;", ""),
        ("VAT 1\n\nVats", "VAT 1", "Vats", ""),
    ],
)
def test_labels_are_told_from_typography(source: str, label: str, text: str, style: str) -> None:
    block = blocks_of(source)[0]
    assert (block.label, block.text, block.style) == (label, text, style)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("10<sup>-3</sup> Pa", "10^-3 Pa"),
        ("U<sub>2</sub>", "U2"),
        ("a [page](https://x.example/a)", "a page"),
        ("by ![K](k.png) it", "by [formula] it"),
        ("by [Image omitted; see source](https://x.example)", "by [formula]"),
        ("list[^n1] of", "list of"),
        ("5 \\* 3 &lt; 16", "5 * 3 < 16"),
        ("2 * 3", "2 * 3"),
    ],
)
def test_signs_are_not_text(source: str, text: str) -> None:
    assert " ".join("".join(t for t, _ in segments(source)).split()) == text


def test_headings_tables_and_facts() -> None:
    facts = '---\ntitle: "Vats"\nidentifier: X-1\ncountry: "cz"\n---\n'
    text = facts + "## ANNEX\n\n**Part**\n\n| Kind | Limit |\n| --- | --- |\n| tin | 4 |\n"
    document = read(text.encode(), "vats.md")
    assert (document.form, document.title, document.identifier, document.language) == ("markdown", "Vats", "X-1", "cs")
    assert [(b.text, b.style, b.discard) for b in document.blocks][1:] == [
        ("ANNEX", "heading", None),
        ("Part", "heading", None),
        ("Kind Limit", "table", None),
        ("tin 4", "table", None),
    ]


def test_a_row_with_a_code_holds_a_whole_entry() -> None:
    text = (
        "|  |  |  |\n| --- | --- | --- |\n|  | 2B999 | Vats: a. Round; or b. Deep. *Note:* *2B999.a. includes tin.* |\n"
    )
    assert [(b.label, b.text) for b in blocks_of(text)] == [
        ("2B999", "Vats:"),
        ("a.", "Round; or"),
        ("b.", "Deep."),
        ("Note:", "2B999.a. includes tin."),
    ]


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("Vats: a. Tin; b. Lead.", ["a.", "b."]),
        ("Vats as in 2B001.a. or 2B001.b. only", []),  # references
        ("Vats: a. of items a. and b. above; b. Lead.", ["a.", "b."]),
        ("Vats: a. Tin: 4. deep; 5. flat; f. Lead.", ["a.", "4.", "5.", "f."]),  # the law leaves places out
        ("Vats: a. Tin, all of: 1. x; and 2. y; b. Lead: 1. z.", ["a.", "1.", "2.", "b.", "1."]),
        ("Vats of class 2. They are deep.", []),
    ],
)
def test_the_run_of_labels_finds_the_items_of_a_line(line: str, labels: list[str]) -> None:
    assert [p.label for p in split_items([(line, False)])][1:] == labels


def test_a_note_in_a_line_has_lists_of_its_own() -> None:
    pieces = split_items(
        [
            *[("Vats: a. Tin; ", False), ("Notes:", True), (" ", False), ("1.", True), (" ", False)],
            *[("Tin is tin.", True), (" ", False), ("2.", True), (" ", False), ("Lead is not.", True)],
            (" b. Lead.", False),
        ]
    )
    assert [(p.label, p.text, p.is_italic) for p in pieces] == [
        ("", "Vats:", False),
        ("a.", "Tin;", False),
        ("Notes:", "", True),
        ("1.", "Tin is tin.", True),
        ("2.", "Lead is not.", True),
        ("b.", "Lead.", False),
    ]


def test_a_bullet_with_a_code_in_front_is_no_dash() -> None:
    text = "## ANNEX\n\n- 9A901 Vats:\n   - a. Tin\n   - 9A902 Lids\n- ML2 'vats'\n- 12 Vats\n"
    blocks = read_markdown(text.encode()).blocks
    assert [(b.label, b.text) for b in blocks[1:]] == [
        ("", "9A901 Vats:"),
        ("a.", "Tin"),
        ("—", "9A902 Lids"),  # a bullet within another
        ("", "ML2 'vats'"),
        ("—", "12 Vats"),
    ]
