"""A page from its tags is the page from lxml's tree, and so are its blocks; what is odd is left to the tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from controllist.blocks import Document
from controllist.errors import SourceError
from controllist.limits import Limits, limited
from controllist.readers import read
from controllist.readers._elements import Item, Page, walk
from controllist.readers._looks import Look
from controllist.readers._page import build
from controllist.readers._tags import page_of_tags
from controllist.readers._xml import parse_html, parse_xml
from controllist.readers.xhtml import read_blocks


def from_tree(data: bytes) -> Page:
    return parse_html(data, "", build)


def counted(look: Look) -> tuple[Any, ...]:
    return look.tag, look.classes, look.style, look.role, look.times, look.powers


def like(page: Page) -> tuple[Any, ...]:
    """All that a page says, as values that compare; not the tail of its root, which is no part of the page."""
    looks = sorted(counted(look) for look in page.looks if look.tag != "col")
    powers = [(look.tag, look.classes, text, before) for look, text, before in page.powers if before.strip()]
    elements = [
        (
            *(e.tag, e.look.classes, e.look.style, e.text, "" if e is page.root else e.tail, len(e.children)),
            *(e.holds_blocks, e.has_table, e.has_image, page.line(e.place), e.attributes),
        )
        for e in walk(page.root)
    ]
    return looks, powers, elements, list(page.comments)


def both_ways(data: bytes) -> tuple[Document, Document]:
    """The blocks of a page by its tags, after all of the page was compared with that of the tree; and by the tree."""
    page = page_of_tags(data)
    assert page is not None
    assert like(page) == like(from_tree(data))
    fresh = page_of_tags(data)
    assert fresh is not None
    return read_blocks(fresh, "page"), read_blocks(from_tree(data), "page")


def table(*rows: str, body: bool = True, blank: str = "\n", classes: str = "") -> str:
    within = blank.join(("", *(f"<tr>{blank}{row}{blank}</tr>" for row in rows), ""))
    named = f" class='{classes}'".replace("'", '"') if classes else ""
    columns = f'{blank}<col width="4%"/>{blank}<col width="96%"/>{blank}'
    return f"<table{named}>{columns}{'<tbody>' if body else ''}{within}{'</tbody>' if body else ''}{blank}</table>"


def cells(label: str, content: str, blank: str = "\n") -> str:
    return f'<td valign="top">{blank}<p class="oj-normal">{label}</p></td>{blank}<td>{content}</td>'


WORDS = (
    *(
        "",
        " ",
        "\n  ",
        "Vats",
        "of tin; ",
        "R&amp;D",
        "&#181;m",
        "x &gt; y > z",
        "10",
        "6",
        "m",
        "N.B.",
        "Note:",
        "(1)",
    ),
    *("\N{SOFT HYPHEN}", "\u00a0", "▼M1", "◄", "\ufffc", "Official Journal of the European Union", "a. Vats", "\t"),
)
LABELS = (
    "a.",
    "1.",
    "(2)",
    "3A001",
    " b.\n",
    "",
    "N.B.",
    "10",
    "▼M1",
    "\ufffc",
    "x" * 40,
    "11.6.2021 EN",
    "R&amp;D",
    "Note  1:",
    "a\N{SOFT HYPHEN}.",
)
MARKS = (
    *("", ' class="oj-italic"', ' class="oj-underline"', ' class="oj-super"', ' class="c1"', ' id="d1&amp;2"'),
    *(' style="margin-left: 12pt"', ' class="oj-note"', ' class="modref"', "\n title = 'two\nlines'", ' lang="en"'),
    *(' class="oj-ti-grseq-1"', ' class="oj-ti-annotation"', ' class="oj-hd-ti"', ' xml:lang="en"'),
)
words, labels, marks = st.sampled_from(WORDS), st.sampled_from(LABELS), st.sampled_from(MARKS)
blank = st.sampled_from(("", "\n", "\n   "))
inline_names = st.sampled_from(("span", "b", "sup", "i", "a"))


@st.composite
def lines(draw: st.DrawFn, depth: int = 2) -> str:
    """Text with elements in it."""
    found = draw(words)
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.integers(0, 5))
        if kind == 0:
            found += draw(st.sampled_from(("<br/>", '<img src="a.gif"/>', "<!-- said > -->", "<b/>")))
        else:
            name, inner = draw(inline_names), draw(words) if depth == 0 or kind < 4 else draw(lines(depth - 1))
            found += f"<{name}{draw(marks)}>{inner}</{name}>"
        found += draw(words)
    return found


@st.composite
def items(draw: st.DrawFn, depth: int) -> str:
    """A table of one item, or of something that begins like one."""
    label = draw(labels)
    for _ in range(draw(st.sampled_from((0, 0, 1, 2)))):
        label = f"<span{draw(marks)}>{label}</span>{draw(st.sampled_from(('', ' ')))}"
    label = draw(st.sampled_from(("", "", "", "<span/>"))) + label
    between, content = draw(blank), draw(blocks(depth - 1))
    rows = [cells(label, content, between)]
    shape = draw(st.integers(0, 9))
    if shape < 3:
        rows[0] = draw(st.sampled_from(("<td/>", "<td> </td>", "<td><b/></td>", "<td>x</td>"))) + rows[0]
    elif shape == 3:
        rows[0] += f"<td>{draw(words)}</td>"
    elif shape == 4:
        rows.append(cells(draw(labels), draw(blocks(depth - 1)), between))
    classes = draw(st.sampled_from(("", "", "", "oj-table", "borderOj")))
    return table(*rows, body=draw(st.booleans()), blank=between, classes=classes)


@st.composite
def blocks(draw: st.DrawFn, depth: int = 3) -> str:
    """Paragraphs, boxes and items, and text between them."""
    found = draw(words)
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.integers(0, 7))
        if kind < 3 or depth == 0:
            name = draw(st.sampled_from(("p", "p", "div", "h2", "li")))
            found += f"<{name}{draw(marks)}>{draw(lines())}</{name}>"
        elif kind < 6:
            found += draw(items(depth))
        elif kind == 6:
            found += f"<div{draw(marks)}>{draw(blocks(depth - 1))}</div>"
        else:
            found += draw(st.sampled_from(("<hr/>", "<!--a-->", "<td/>", "<table/>", '<p class="oj-normal"/>')))
        found += draw(words)
    return found


@settings(max_examples=400, deadline=None)
@given(blocks())
@example(table(cells("a.", "<p>Vats</p>")))
@example(table(cells("<span>N.B.</span>", "<p>10<span>6</span> Pa</p><p>2 m<b>3</b></p>")))
@example(table(cells("<span>10</span>", "<p>10<span>6</span></p>")))
@example(table(cells("<span/>10", "<p>Vats</p>")))
@example(table(cells("<span/><span>10</span>", "<p>Vats</p>")))
@example(table(cells("a.", '<p class="oj-note">Vats</p>')))
@example("<p>10<b>6</b> m, 10<b>3</b> s, x<b>4</b></p>")
@example(table(cells("a.", "<p>11.6.2021 EN Official Journal of the European Union L 206/45</p>")))
@example(table("<td/>" + cells("Úřední věstník Evropské unie", "<p> </p>")))
def test_both_ways_make_the_same_page_and_the_same_blocks(body: str) -> None:
    # Twice, as tags around a label are learned when they come again.
    by_tags, by_tree = both_ways(f"<html>\n<body>{body}{body}</body></html>".encode())
    assert by_tags == by_tree


def test_notes_learned_from_a_page_are_the_same_by_both_ways() -> None:
    """What notes wear is learned from all elements, those of items among them."""
    note = table(cells("<span class='c2'>Note:</span>".replace("'", '"'), '<p class="c1">not this</p>'))
    vats = table(cells("a.", '<p class="c3">Vats of tin</p>'))
    heading = '<p><span class="c2">Note:</span></p><p class="c1">not for this at all</p>'
    by_tags, by_tree = both_ways(f"<body>{(heading + note + vats) * 30}</body>".encode())
    assert by_tags == by_tree
    assert [b.style for b in by_tags.blocks if b.text == "not for this at all"] == ["italic"] * 30


ITEM = table(cells("a.", "<p>Vats</p>"))


def test_items_are_not_made_element_by_element() -> None:
    page = page_of_tags(f"<body>{(ITEM + table('<td/>' + cells('b.', ITEM))) * 2}</body>".encode())
    assert page is not None
    _, _, one, entry = page.root.children
    assert isinstance(one, Item)
    assert isinstance(entry, Item)
    assert entry.closing
    assert (one.label, one.words, entry.tags.cells) == ("a.", "Vats", 3)
    assert isinstance(entry.shown.children[0], Item)
    assert [e.tag for e in walk(one)] == ["table", "tbody", "tr", "td", "p", "td", "p"]


@pytest.mark.parametrize(
    "data",
    [
        "<body><p><![CDATA[Vats <b>]]></p></body>",
        "<body><p>Vats<?php tin?></p></body>",
        "<?xml-stylesheet href='a'?><body><p>Vats</p></body>",
        "<body><p title='a>b'>Vats</p></body>",
        "<body><p title='a>b'>Vats</p></body>".replace("'", '"'),
        f"<body>{ITEM.replace('valign', 'title=' + chr(34) + '>' + chr(34) + ' valign')}</body>",
        "<!DOCTYPE html SYSTEM 'a.dtd'><body><p>Vats&nbsp;of tin</p></body>",
        "<!DOCTYPE body [<!ELEMENT body ANY>]><body><p>Vats</p></body>",
        "<body><p>Vats\r\nof tin</p></body>",
        "<body xmlns:x='y'><x:p>Vats</x:p><p x:class='oj-italic'>tin</p></body>",
        "<body><math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math></body>",
        "<body><P>Vats</P><COL/></body>",
        "<body><p xml:id='1'>Vats</p></body>",
        "<?xml version='1.0' encoding='iso-8859-1'?><body><p>Vats</p></body>",
        "<body><p>Vats<br>of tin</body>",
        "<body><x:p>Vats</x:p></body>",
        "<body>" + "\n" * 65_001 + "<!-- <p> --></body>",
        "<body>" + "<div>" * 237 + "Vats" + "</div>" * 237 + "</body>",
    ],
    ids=range(18),
)
def test_what_is_odd_is_left_to_the_tree(data: str) -> None:
    encoded = data.encode()
    assert page_of_tags(encoded) is None
    assert read_blocks(from_tree(encoded), "") == read(encoded)


@pytest.mark.parametrize(
    "data",
    [
        "<!-- <!ENTITY a 'b'> --><body><p>Vats</p></body>",
        "<body><p>Vats</p><!-- <!ENTITY a 'b'> --></body>",
        "<body><p>Vats</p></body><!-- <!ENTITY a 'b'> -->",
        "<!DOCTYPE body [<!ENTITY a 'b'>]><body><p>Vats</p></body>",
        "<body><p><![CDATA[<!ENTITY a 'b'>]]></p></body>",
    ],
    ids=range(5),
)
def test_a_page_that_looks_as_if_it_declared_an_entity_is_refused(data: str) -> None:
    assert page_of_tags(data.encode()) is None
    with pytest.raises(SourceError, match="ENTITY"):
        read(data.encode())


@pytest.mark.parametrize("arrow", ["▼", "&#9660;", "&#x25BC;", "&amp;&#9660;"])
def test_an_arrow_of_an_amendment_is_met_however_it_is_written(arrow: str) -> None:
    by_tags, by_tree = both_ways(f"<body><p><span>{arrow}M4</span></p><p>Vats</p></body>".encode())
    assert by_tags == by_tree
    assert by_tags.blocks[0].discard == ("running head" if arrow[:4] != "&amp" else None)


@pytest.mark.parametrize(
    "data", [b"<body><p>Vats \xff</p></body>", "<body><p>Vats</p></body>".encode("utf-16"), b"", b"x"]
)
def test_other_encodings_are_left_to_the_tree(data: bytes) -> None:
    assert page_of_tags(data) is None


@pytest.mark.parametrize(
    "prolog",
    [
        "\ufeff",
        "<?xml version='1.0'?>",
        "<?xml version='1.0' encoding='utf-8'?>\n<!-- one -->\n<!DOCTYPE html PUBLIC 'a' 'b'>\n<!-- two > -->",
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html>\n\n',
        "\n \n<!---->",
    ],
)
def test_what_stands_before_and_behind_the_page_is_plain(prolog: str) -> None:
    data = f'{prolog}<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><body>\n{ITEM}</body></html>\n<!-- end -->\n'
    by_tags, by_tree = both_ways(data.encode())
    assert by_tags == by_tree
    assert by_tags.language == "en"


@pytest.mark.parametrize("most", range(1, 20))
def test_no_page_is_deeper_by_its_tags_than_by_its_tree(most: int) -> None:
    spans = table(cells("a.", f"<p>{'<span>' * 3}Vats{'</span>' * 3}</p>"))
    for around in range(8):
        pages = [
            f"<div>{'<div>' * around}{inner}{'</div>' * around}</div>" for inner in (ITEM * 2, spans * 2, "<p>Vats</p>")
        ]
        for page in (text.encode() for text in (*pages, ITEM, spans)):
            with limited(Limits(depth=most)):
                try:
                    build(parse_xml(page))
                except SourceError:
                    assert page_of_tags(page) is None


@pytest.mark.parametrize("before", [64_990, 65_001, 65_530, 66_000])
def test_lines_are_told_as_lxml_tells_them_where_they_are_many(before: int) -> None:
    """lxml keeps a line in two bytes, and tells those beyond by the texts inside or near."""
    body = f"<p>Vats</p>\n{ITEM}<!-- one\n -->\n<p>of <b>\ntin</b>\n</p><p\n class='a'/>".replace("'", '"')
    text = f"<div>{'<p>Vats</p>' + chr(10)}{chr(10) * before}</div>{body * 8}{table('<td/>' + cells('b.', body * 3))}"
    by_tags, by_tree = both_ways(f"<html>\n<body>{text}</body></html>".encode())
    assert by_tags == by_tree


def test_a_page_of_many_ways_of_writing_is_read_by_single_tags() -> None:
    """Tags that all differ, by their identifiers, are not learned."""
    many = "".join(ITEM.replace("<td>", f'<td id="c{n}">') for n in range(30))
    page = page_of_tags(f"<body>{many}</body>".encode())
    assert page is not None
    assert not any(isinstance(child, Item) for child in page.root.children)
    by_tags, by_tree = both_ways(f"<body>{many}</body>".encode())
    assert by_tags == by_tree


@pytest.mark.official
def test_official_pages_are_the_same_by_both_ways(official: Path) -> None:
    pages = [p for p in official.rglob("*") if p.suffix in (".xhtml", ".html") or p.name.endswith(".xhtml.xml")]
    by_tags = [p for p in pages if page_of_tags(p.read_bytes()) is not None]
    assert len(by_tags) >= 12
    for path in by_tags:
        one, other = both_ways(path.read_bytes())
        assert one == other, path.name
