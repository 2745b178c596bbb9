"""XHTML pages into blocks: what each markup of EUR-Lex becomes. The provisions are invented."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from controllist.blocks import Block, characters
from controllist.errors import SourceError
from controllist.readers import read
from controllist.readers.xhtml import read_xhtml
from controllist.readers.xml import local, parse_html


def page(body: str) -> tuple[Block, ...]:
    return read_xhtml(f"<html><body>{body}</body></html>".encode()).blocks


def item(label: str, content: str, prefix: str = "oj-") -> str:
    return (
        '<table><col width="4%"/><col width="96%"/><tbody><tr>'
        f'<td valign="top"><p class="{prefix}normal">{label}</p></td><td>{content}</td></tr></tbody></table>'
    )


def shown(blocks: tuple[Block, ...]) -> list[tuple[int | None, str, str]]:
    return [(b.depth, b.label, b.text) for b in blocks if b.discard is None]


@pytest.mark.parametrize("prefix", ["", "oj-"])
def test_one_table_is_one_item_with_and_without_prefix(prefix: str) -> None:
    blocks = page(item("a.", f'<p class="{prefix}normal">Vats;</p>' + item("1.", "<p>Round</p>", prefix), prefix))
    assert shown(blocks) == [(0, "a.", "Vats;"), (1, "1.", "Round")]


@pytest.mark.parametrize("widths", [("4%", "96%"), ("8%", "92%"), ("", "")])
def test_what_cells_hold_tells_an_item_not_their_widths(widths: tuple[str, str]) -> None:
    columns = "".join(f'<col width="{w}"/>' for w in widths if w)
    blocks = page(f"<table>{columns}<tr><td><p>b.</p></td><td><p>Lids</p></td></tr></table>")
    assert shown(blocks) == [(0, "b.", "Lids")]


def test_an_entry_has_an_empty_cell_before_its_code() -> None:
    row = "<td></td><td><p>1A999</p></td><td><span>Vats, as follows:</span>" + item("a.", "<p>Round</p>") + "</td>"
    assert shown(page(f"<table><tr>{row}</tr></table>")) == [(0, "1A999", "Vats, as follows:"), (1, "a.", "Round")]


def test_a_connector_in_a_paragraph_of_its_own_lies_inside_its_item() -> None:
    blocks = page(item("a.", '<p>Round;</p><p><span class="oj-underline">or</span></p>'))
    assert shown(blocks) == [(0, "a.", "Round;"), (1, "", "or")]


def test_underlined_words_join_their_sentence_without_new_blanks() -> None:
    blocks = page('<p class="oj-normal">Round; <span class="oj-underline">and</span>\n   </p><p>10<sub>2</sub>W</p>')
    assert [b.text for b in blocks] == ["Round; and", "102W"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('10<span class="oj-super">6</span> Pa', "10^6 Pa"),
        ("10<sup>–14</sup> J", "10^-14 J"),
        ('(<span class="super">6</span>Li)', "(^6Li)"),
        ("UF<sub>6</sub>", "UF6"),
    ],
)
def test_exponents_are_carets_and_subscripts_stay_inline(markup: str, text: str) -> None:
    assert page(f"<p>{markup}</p>")[0].text == text


def test_a_picture_is_a_formula_with_a_hash() -> None:
    (block,) = page('<p>K = <img src="data:image/png;base64,AAAA" alt=""/> where K is small</p>')
    assert block.text == "K = [formula] where K is small"
    assert block.mark.startswith("formula:")


def test_a_footnote_is_lifted_behind_the_block_that_calls_it() -> None:
    call = '<a id="ntc1-X" href="#ntr1-X">(<span class="oj-super oj-note-tag">1</span>)</a>'
    note = '<p class="oj-note"><a id="ntr1-X" href="#ntc1-X">(<span class="oj-super">1</span>)</a>  Of tin.</p>'
    blocks = page(f"<p>Vats {call} and lids</p><p>Next</p><hr/>{note}")
    assert [(b.style, b.label, b.text) for b in blocks] == [
        ("", "", "Vats and lids"),
        ("footnote", "(1)", "Of tin."),
        ("", "", "Next"),
    ]


def test_a_data_table_gives_one_block_a_row_and_items_where_rows_have_labels() -> None:
    rows = "<tr><td>a.</td><td>Dose</td><td>5 × 10<sup>3</sup> Gy;</td></tr><tr><td>Old</td><td>New</td></tr>"
    assert shown(page(f'<table class="oj-table">{rows}</table>')) == [
        (0, "a.", "Dose 5 × 10^3 Gy;"),
        (0, "", "Old New"),
    ]


def test_headings_have_their_level_as_depth() -> None:
    blocks = page('<p class="oj-doc-ti">ANNEX</p><p class="oj-ti-grseq-2">Part</p>')
    assert [(b.style, b.depth) for b in blocks] == [("heading", 0), ("heading", 2)]


GRID = (
    '<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>{} </span></div>'
    '<div class="grid-list-column-2"><p class="norm">{}</p>{}</div></div>'
)


def test_consolidated_grids_nest_and_bare_entries_lie_beside_their_items() -> None:
    entry = (
        '<div style="margin-left: 42pt; text-indent: -42pt"><p class="norm">2B999'
        '<span style="word-spacing: 25.5pt"> </span>Vats:</p></div>'
    )
    note = (
        '<div class="norm"><span class="no-parag"><span class="italics">N.B.</span> </span>'
        '<div class="norm inline-element"><span class="italics">See 2B998.</span></div></div>'
    )
    blocks = page(entry + GRID.format("a.", "Round", GRID.format("1.", "Red", "")) + note)
    assert shown(blocks) == [(0, "2B999", "Vats:"), (0, "a.", "Round"), (1, "1.", "Red"), (0, "N.B.", "See 2B998.")]


def test_margins_give_levels_where_older_texts_have_no_grids() -> None:
    line = '<div style="margin-left: {}pt; text-indent: -18pt"><p>{}<span style="word-spacing: 8pt"> </span>x</p></div>'
    rows = [("18", "(a)"), ("36", "(i)"), ("36", "(ii)"), ("18", "(b)")]
    blocks = page("".join(line.format(m, label) for m, label in rows))
    assert [(b.depth, b.label) for b in blocks] == [(0, "(a)"), (1, "(i)"), (1, "(ii)"), (0, "(b)")]


def test_marks_of_amendments_are_provenance_not_text() -> None:
    passage = '<p class="modref"><a title="32099R0007: REPLACED">▼M7</a></p><p>Vats</p>'
    inline = '<p><a title="32099R0007R(01): REPLACED"><span class="boldface">►C1</span></a> Lids<b> ◄ </b></p>'
    blocks = [b for b in page(passage + inline) if b.discard is None]
    assert [(b.text, b.mark) for b in blocks] == [
        ("Vats", "32099R0007 REPLACED"),
        ("Lids", "32099R0007R(01) REPLACED"),
    ]


@pytest.mark.parametrize("arrow", ["▼", "&#9660;", "&#x25BC;"])
def test_a_mark_of_an_amendment_is_read_however_its_arrow_is_written(arrow: str) -> None:
    head, vats = page(f"<p><span>{arrow}M4</span></p><p>Vats</p>")
    assert (head.discard, vats.discard) == ("running head", None)


def test_a_mark_of_an_amendment_is_no_words_that_spell_one() -> None:
    assert page("<p><span>&amp;#9660;M4</span></p><p>Vats</p>")[0].discard is None


def test_what_notes_wear_is_learned_from_the_notes_of_a_page() -> None:
    """Where the texts of notes have a class of their own, a paragraph of that class is in their style elsewhere."""
    notes = item('<span class="c2">Note:</span>', '<p class="c1">not this</p>')
    vats = item("a.", '<p class="c3">Vats of tin</p>')
    heading = '<p><span class="c2">Note:</span></p><p class="c1">not for this at all</p>'
    styles = {b.text: b.style for b in page((heading + notes + vats) * 30)}
    assert (styles["not for this at all"], styles["Vats of tin"]) == ("italic", "")


@pytest.mark.parametrize(
    "data",
    [
        "<!-- <!ENTITY a 'b'> --><body><p>Vats</p></body>",
        "<body><p>Vats</p><!-- <!ENTITY a 'b'> --></body>",
        "<body><p>Vats</p></body><!-- <!ENTITY a 'b'> -->",
        "<!DOCTYPE body [<!ENTITY a 'b'>]><body><p>Vats</p></body>",
        "<body><p><![CDATA[<!ENTITY a 'b'>]]></p></body>",
    ],
    ids=["before", "inside", "behind", "declared", "character data"],
)
def test_a_page_that_looks_as_if_it_declared_an_entity_is_refused(data: str) -> None:
    with pytest.raises(SourceError, match="ENTITY"):
        read(data.encode())


def test_no_character_is_lost() -> None:
    body = item("a.", "<p>Round;</p>" + item("1.", "<p>Red</p>")) + "<p>End</p>text<p>more</p> tail"
    expected = sum(not c.isspace() for c in "a.Round;1.RedEndtextmoretail")
    assert sum(characters(page(body)).values()) == expected


def test_html_that_is_cut_still_reads() -> None:
    blocks = read(b"<html><body><table><tr><td><p>a.</p></td><td><p>Vats that are cu").blocks
    assert shown(blocks) == [(0, "a.", "Vats that are cu")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "found an empty file"),
        (b"\x00\x01\x02\x03", "found binary data"),
        (b'<!DOCTYPE html [<!ENTITY a "aaaa">]><html><body>&a;</body></html>', "ENTITY"),
        (b"<html><body>" + b"<div>" * 5000 + b"x", "levels of elements"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read(data, "page.html")
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("page.html: ")


@pytest.mark.official
def test_real_pages_of_other_acts_lose_nothing_but_calls_of_footnotes(official: Path) -> None:
    pages = [*official.glob("format-samples/**/*.html"), *official.glob("format-samples/**/oj*.xml")]
    assert len(pages) > 10
    for path in pages:
        data = path.read_bytes()
        body = next(e for e in parse_html(data, "", lambda root, _: root).iter() if local(e) == "body")
        skipped = [t for e in body.iter() if local(e) in ("style", "script", "") for t in (e.text or "")]
        source = Counter(c for t in body.itertext() for c in t if not c.isspace()) - Counter(skipped)
        held = Counter(c for b in read(data, path.name).blocks for c in b.label + b.text)
        missing = source - held
        # A call is a number in brackets; the footnote itself keeps both.
        assert not [c for c in missing if not (c.isdigit() or c in "()*")], path.name


def parts(body: str) -> list[tuple[str, str, int | None]]:
    return [(b.label, b.text, b.depth) for b in page(body)]


@pytest.mark.parametrize(
    "body",
    [
        "<div><span class='n'>a.</span><div>Lids:<div><span>1.</span><div>tin;</div></div></div></div>",
        "<dl><dt>a.</dt><dd>Lids:<dl><dt>1.</dt><dd>tin;</dd></dl></dd></dl>",
        "<table><tr><td></td><td>a.</td><td></td><td>Lids:<table><tr><th>1.</th><td>tin;</td><td></td></tr>"
        "</table></td></tr></table>",
    ],
    ids=["spans", "descriptions", "empty cells"],
)
def test_a_label_stands_beside_its_text_whatever_holds_the_two(body: str) -> None:
    assert parts(body) == [("a.", "Lids:", 0), ("1.", "tin;", 1)]


def test_a_box_that_begins_with_a_label_is_an_item_and_a_list_in_one_box_is_not() -> None:
    box = "<div><p>a. Lids:</p><div><p>1. tin;</p><p>More on tin.</p></div></div>"
    assert parts(box) == [("", "a. Lids:", 0), ("", "1. tin;", 1), ("", "More on tin.", 2)]
    assert [depth for _, _, depth in parts("<div><p>1. tin;</p><p>2. lead.</p></div>")] == [0, 0]


def test_a_hanging_indent_as_wide_as_its_label_is_no_level() -> None:
    blank = '<span style="word-spacing: 9pt"> </span>'
    item = f'<div style="margin-left: {{0}}pt; text-indent: -{{0}}pt"><p>{{1}}{blank}{{2}}</p>{{3}}</div>'
    body = item.format(30, "(i)", "Lids:", item.format(24, "a.", "tin;", "")) + item.format(36, "(ii)", "vats.", "")
    assert parts(body) == [("(i)", "Lids:", 0), ("a.", "tin;", 1), ("(ii)", "vats.", 0)]


def test_styles_tell_what_classes_do_not() -> None:
    raised = '<span style="vertical-align: super">3</span>'
    block = page(f'<p style="x"><i>above 10{raised} Pa</i></p>')[0]
    assert (block.text, block.style, block.doubts) == ("above 10^3 Pa", "italic", ())


def test_a_class_that_means_nothing_is_learned_and_told_as_a_doubt() -> None:
    body = "<p>above 10<b class='c7'>3</b> Pa and 2<b class='c7'>n</b>, CO<b class='c8'>2</b></p>"
    block = page(body)[0]
    assert block.text == "above 10^3 Pa and 2^n, CO2"
    assert len(block.doubts) == 2


def test_the_head_of_a_page_is_told_by_its_words() -> None:
    cells = ("11.6.2021", "EN", "Official Journal of the European Union", "L 206/45")
    row = "".join(f"<td><p>{c}</p></td>" for c in cells)
    blocks = page(f"<p>Vats</p><table><tr>{row}</tr></table><p>Lids</p>")
    assert [b.text for b in blocks if b.discard is None] == ["Vats", "Lids"]
    assert [b.discard for b in blocks] == [None, "running head", None]


def test_what_has_no_width_is_no_part_of_a_label_or_word() -> None:
    assert parts("<table><tr><td>9A\u200b901</td><td>Equip\u00adment\ufeff</td></tr></table>") == [
        ("9A901", "Equipment", 0)
    ]


def test_a_short_text_in_italics_is_so_whatever_its_label_is() -> None:
    blocks = page("<p>10. <i>of tin;</i></p><p>a. Vats <i>of tin;</i></p><p><b>Note 1:</b><br/><i>of tin;</i></p>")
    assert [b.style for b in blocks] == ["italic", "", "italic"]


def test_a_row_without_a_label_goes_on_with_the_item_before_it() -> None:
    blocks = page("<table><tr><td>a.</td><td><p>Vats of</p></td></tr><tr><td></td><td><p>tin;</p></td></tr></table>")
    assert shown(blocks) == [(0, "a.", "Vats of"), (1, "", "tin;")]


def test_labels_in_several_columns_of_a_table_are_so_many_levels() -> None:
    rows = (
        ("a.", "Vats:"),
        ("", "1.", "round;"),
        ("", "", "or"),
        ("", "2.", "deep:"),
        ("", "", "a.", "old;"),
        ("b.", "Lids"),
    )
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    found = shown(page(f"<table>{table}</table>"))
    assert found == [
        (0, "a.", "Vats:"),
        (1, "1.", "round;"),
        (2, "", "or"),
        (1, "2.", "deep:"),
        (2, "a.", "old;"),
        (0, "b.", "Lids"),
    ]


def test_a_list_item_holds_what_stands_behind_its_own_text() -> None:
    blocks = page("<ul><li><b>a.</b> Vats:<ul><li><b>1.</b> round;</li></ul></li><li><b>b.</b> Lids</li></ul>")
    assert shown(blocks) == [(0, "", "a. Vats:"), (1, "", "1. round;"), (0, "", "b. Lids")]
    neighbours = page("<div>a. Vats;<p>b. Lids</p></div>")
    assert shown(neighbours) == [(0, "", "a. Vats;"), (0, "", "b. Lids")]


NOTE = (
    '<p class="c7"><span class="{0}">Remark 1:</span></p><p class="c1"><span class="{0}">Not the round ones.</span></p>'
)
ITEM = '<p class="c1">Vats of tin <span class="c9">or</span> zinc;</p>'


@pytest.mark.parametrize(
    ("body", "learned"),
    [
        ((NOTE.format("c8") + ITEM) * 20, True),
        # heading and text in one paragraph, the class on the paragraph itself
        (('<p class="c8">Remark 1: Not the round ones.</p>' + ITEM) * 20, True),
        ((NOTE.format("c8") + ITEM) * 19, False),
        # what provisions wear as well is no look of notes
        ((NOTE.format("c8") + '<p class="c1 c8">Vats of tin</p>') * 20, False),
        # a page that tells its italics needs no lesson
        ((NOTE.format("c8") + ITEM + "<p>of <i>Vas rotundum</i> and others</p>") * 20, False),
        # words before a colon that come once each are no headings of notes
        (ITEM.join(f'<p class="c8">Vat {chr(97 + n)}b: It is round.</p>' for n in range(25)), False),
    ],
)
def test_the_look_of_notes_is_learned_where_classes_tell_nothing(body: str, learned: bool) -> None:
    styles = {b.style for b in page(body) if "ound" in b.text and "Vas" not in b.text}
    assert styles == ({"italic"} if learned else {""})
    assert not any(b.style for b in page(body) if "tin" in b.text)


def test_label_and_text_may_share_the_one_cell_of_a_table() -> None:
    inner = "<table><tr><td><p>1.\u00a0of tin;</p></td></tr></table>"
    blocks = page(
        f"<table><tr><td><p>a.\u2003Vats</p>{inner}</td></tr></table><table><tr><td>b.\tLids</td></tr></table>"
    )
    assert shown(blocks) == [(0, "", "a. Vats"), (1, "", "1. of tin;"), (0, "", "b. Lids")]
    assert {b.style for b in blocks} == {""}


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ('<i>Not for </i>"vats"<i> and </i>"lids"<i> of tin.</i>', "italic"),
        ("<i>Not for </i>'old vats'<i> of tin.</i>", "italic"),
        ('"Vats" of <i>Vas rotundum</i>', ""),
        ('"Vats and lids of tin"; <i>or</i>', ""),
        ("<i>Not for </i>vats<i> of tin.</i>", ""),
    ],
)
def test_terms_may_stand_upright_in_italics(text: str, style: str) -> None:
    assert [b.style for b in page(f"<p>{text}</p>")] == [style]
