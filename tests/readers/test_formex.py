"""Formex into blocks: what text extraction loses, consolidated marks, notes, tables. The provisions are invented."""

from __future__ import annotations

import pytest

from controllist.blocks import Block
from controllist.errors import SourceError
from controllist.readers import read
from controllist.readers.formex import read_formex


def blocks_of(content: str) -> tuple[Block, ...]:
    text = f"<ANNEX><TITLE><TI><P>ANNEX I</P></TI></TITLE><CONTENTS>{content}</CONTENTS></ANNEX>"
    return read_formex(text.encode(), "annex.xml").blocks[1:]


def told(content: str) -> list[tuple[str, str, int | None]]:
    return [(b.label, b.text, b.depth) for b in blocks_of(content)]


NESTED = """
<NP><NO.P>2B999</NO.P><TXT>Vats as follows:</TXT><P><LIST TYPE="alpha">
<ITEM><NP><NO.P>a.</NO.P><TXT>Round vats;</TXT><P>whatever they hold;</P></NP></ITEM>
<ITEM><NP><NO.P>b.</NO.P><TXT>Deep vats:</TXT><P><LIST TYPE="ARAB">
<ITEM><NP><NO.P>1.</NO.P><TXT>of tin.</TXT></NP></ITEM></LIST></P></NP></ITEM></LIST></P></NP>
"""


def test_items_are_as_deep_as_the_paragraphs_around_them() -> None:
    assert told(NESTED) == [
        ("2B999", "Vats as follows:", 0),
        ("a.", "Round vats;", 1),
        ("", "whatever they hold;", 2),
        ("b.", "Deep vats:", 1),
        ("1.", "of tin.", 2),
    ]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        # quotation marks are empty elements: without them no term is a term
        ('<QUOT.START CODE="0022"/>Vats<QUOT.END CODE="0022"/>', '"Vats"'),
        ('<QUOT.START CODE="2018"/>vat<QUOT.END CODE="2019"/>', "‘vat’"),
        ('above 10<HT TYPE="SUP">–6</HT> m', "above 10^-6 m"),
        ('UF<HT TYPE="SUB">6</HT>', "UF6"),
        ('<FT TYPE="NUMBER">1750</FT> nm', "1 750 nm"),
        ('<FT TYPE="DECIMAL">7,5</FT> nm', "7,5 nm"),
        ('4 <HT TYPE="UNDERLINE">or</HT>', "4 or"),
        # a formula is a placeholder with its text on one line
        ("k = <FORMULA.S><EXPR>a b</EXPR><OVER/><EXPR>c</EXPR></FORMULA.S>", "k = [formula: (a b) / c]"),
        ('see <INCL.ELEMENT FILEREF="a.tif" TYPE="TIFF"/> above', "see [formula] above"),
        # a passage of an amending act may begin inside a sentence
        (
            'of <?CLG.MDFO ID="O1" IDREF="C1" ACTION="REPLACED" ACTIVE.DOC="32022R0001"?>st<?CLG.MDFC ID="C1"?>eel',
            "of steel",
        ),
    ],
)
def test_typography_becomes_text(markup: str, text: str) -> None:
    assert told(f"<P>{markup}</P>") == [("", text, 0)]


def test_a_formula_keeps_a_hash_that_tells_two_apart() -> None:
    one, other = (blocks_of(f'<P><INCL.ELEMENT FILEREF="{n}.tif"/></P>')[0].mark for n in "ab")
    assert one.startswith("formula:")
    assert one != other


def test_a_footnote_is_lifted_out_of_its_sentence() -> None:
    content = '<P>The common list<NOTE NOTE.ID="E1" TYPE="FOOTNOTE"><P>OJ C 1.</P></NOTE> holds.</P>'
    assert [(b.text, b.style) for b in blocks_of(content)] == [("The common list holds.", ""), ("OJ C 1.", "footnote")]


@pytest.mark.parametrize(
    "note",
    [
        '<P><NP><NO.P><HT TYPE="ITALIC">Note 2:</HT></NO.P><TXT><HT TYPE="ITALIC">Tin too.</HT></TXT></NP></P>',
        '<GR.ANNOTATION><ANNOTATION><TITLE><TI><P>Note 2:</P></TI></TITLE><P><HT TYPE="ITALIC">Tin too.</HT></P>'
        "</ANNOTATION></GR.ANNOTATION>",
    ],
)
def test_a_note_has_its_heading_as_label(note: str) -> None:
    blocks = blocks_of(note)
    assert blocks[0].label == "Note 2:"
    assert " ".join(b.text for b in blocks if b.text) == "Tin too."
    assert {b.style for b in blocks} == {"italic"}


@pytest.mark.parametrize(
    ("margin", "blocks"),
    [("ML1", [("ML1", "Vats")]), ("ML 7, 22.", [("", "ML 7, 22."), ("", "Vats")])],
)
def test_a_code_in_the_margin_is_a_label_and_several_are_not(margin: str, blocks: list[tuple[str, str]]) -> None:
    content = f'<P><MARGIN>{margin}</MARGIN><HT TYPE="BOLD">Vats</HT></P>'
    assert [(label, text) for label, text, _ in told(content)] == blocks


def test_a_dash_list_shows_its_dashes() -> None:
    content = '<LIST TYPE="DASH"><ITEM><P>tin;</P></ITEM><ITEM><P>lead.</P></ITEM></LIST>'
    assert [(label, text) for label, text, _ in told(content)] == [("—", "tin;"), ("—", "lead.")]


def test_definitions_may_be_items_and_hold_lists_that_come_once() -> None:
    inner = "<DLIST><DLIST.ITEM><TERM>1.</TERM><DEFINITION>old;</DEFINITION></DLIST.ITEM></DLIST>"
    described = f"<DLIST.ITEM><TERM>a.</TERM><DEFINITION><P>Vats:</P>{inner}</DEFINITION></DLIST.ITEM>"
    term = f"<DLIST.ITEM><TERM>Vat</TERM><DEFINITION><P>is a tub:</P>{inner}</DEFINITION></DLIST.ITEM>"
    plain = "<DLIST.ITEM><TERM>Tub</TERM><DEFINITION>holds <HT TYPE='ITALIC'>tin</HT></DEFINITION></DLIST.ITEM>"
    found = blocks_of(f'<DLIST SEPARATOR=":">{described}{term}{plain}</DLIST>')
    assert [(b.label, b.text, b.depth) for b in found] == [
        ("a.", "Vats:", 0),
        ("1.", "old;", 1),
        ("", "Vat: is a tub:", 0),
        ("1.", "old;", 1),
        ("", "Tub: holds tin", 0),
    ]


def test_a_table_row_with_a_label_is_an_item() -> None:
    row = "<ROW><CELL COL='1'>{}</CELL><CELL COL='2'>Dose</CELL><CELL COL='3'>5 Gy;</CELL></ROW>"
    content = f"<TBL><CORPUS>{row.format('a.')}{row.format('Kind of test')}</CORPUS></TBL>"
    assert [(b.label, b.text, b.style) for b in blocks_of(content)] == [
        ("a.", "Dose 5 Gy;", "table"),
        ("", "Kind of test Dose 5 Gy;", "table"),
    ]


@pytest.mark.parametrize(
    "group",
    [
        '<GR.SEQ LEVEL="2"><TITLE><TI><NP><NO.P>2B</NO.P><TXT>Test</TXT></NP></TI></TITLE></GR.SEQ>',
        '<GR.SEQ LEVEL="2"><NO.GR.SEQ>2B</NO.GR.SEQ><TITLE><TI><P>Test</P></TI></TITLE></GR.SEQ>',
        '<GR.SEQ LEVEL="2"><TITLE><TI><P>2B Test</P></TI></TITLE></GR.SEQ>',
    ],
)
def test_a_heading_has_the_level_of_its_group_and_its_number(group: str) -> None:
    assert [(b.text, b.depth, b.style) for b in blocks_of(group)] == [("2B Test", 2, "heading")]


def test_a_consolidated_passage_tells_its_amending_act() -> None:
    opened = '<?CLG.MDFO ID="O1" IDREF="C1" ACTION="INSERTED" ACTIVE.DOC="32022R0001"?>'
    content = f'<P>old</P>{opened}<P>new</P><?CLG.MDFC ID="C1" IDREF="O1"?><P>old again</P>'
    assert [(b.text, b.mark) for b in blocks_of(content)] == [
        ("old", ""),
        ("new", "32022R0001 INSERTED"),
        ("old again", ""),
    ]


def test_data_on_the_publication_and_contents_are_discards() -> None:
    content = "<TOC><TOC.ITEM><NO.ITEM>I</NO.ITEM><ITEM.CONT>Vats</ITEM.CONT></TOC.ITEM></TOC>"
    assert [(b.text.split(), b.discard) for b in blocks_of(content)] == [(["I", "Vats"], "contents")]
    data = b"<ANNEX><BIB.INSTANCE><LG.DOC>EN</LG.DOC></BIB.INSTANCE><CONTENTS><P>x</P></CONTENTS></ANNEX>"
    document = read(data, "a.xml")
    assert (document.form, document.language) == ("formex", "en")
    assert [(b.text, b.discard) for b in document.blocks] == [("EN", "front or back matter"), ("x", None)]


@pytest.mark.parametrize(
    "data",
    [
        b"<ANNEX><TITLE><TI><P>ANNEX</P></TI>",  # cut
        b"<?xml version='1.0' encoding='utf-8'?><ANNEX><P>\xe9t\xe9</P></ANNEX>",  # not in the encoding it names
        b"<!DOCTYPE a [<!ENTITY x 'y'>]><ANNEX><P>&x;</P></ANNEX>",  # an entity of its own
    ],
)
def test_a_damaged_file_is_told_in_one_line(data: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read(data, "annex.xml")
    assert "\n" not in str(caught.value)


def test_a_row_that_holds_a_list_is_an_item_with_its_items() -> None:
    inner = "<LIST><ITEM><NP><NO.P>1.</NO.P><TXT>tin;</TXT></NP></ITEM></LIST>"
    row = f'<ROW><CELL COL="1">a.</CELL><CELL COL="2"><P>Lids:</P><P>{inner}</P></CELL></ROW>'
    plain = '<ROW><CELL COL="1">b.</CELL><CELL COL="2">Vats</CELL><CELL COL="3">deep</CELL></ROW>'
    blocks = read_formex(f'<ANNEX><TBL COLS="3"><CORPUS>{row}{plain}</CORPUS></TBL></ANNEX>'.encode()).blocks
    assert [(b.label, b.text, b.depth) for b in blocks] == [
        ("a.", "Lids:", 0),
        ("1.", "tin;", 1),
        ("b.", "Vats deep", 0),
    ]
