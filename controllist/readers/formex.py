"""Formex 4, the XML in which the Publications Office keeps the Official Journal and consolidated texts.

A numbered paragraph (`NP`) has its label in `NO.P`, its text in `TXT` and everything below it in `P`; headings stand
in `TITLE`, notes in `ANNOTATION` or in a paragraph of their own. What plain text extraction would lose is spelled out:
quotation marks are empty elements, exponents are typography, footnotes stand at their anchor inside the sentence, and
thousands have no separator. The schema is published at op.europa.eu (Formex version 4).

>>> document = read_formex(b'''<ANNEX><TITLE><TI><P>ANNEX I</P></TI></TITLE><CONTENTS><NP><NO.P>2B999</NO.P>
... <TXT><QUOT.START CODE="0022"/>Pumps<QUOT.END CODE="0022"/> above <FT TYPE="NUMBER">10000</FT> m<HT
... TYPE="SUP">3</HT>:</TXT>
... <P><LIST TYPE="alpha"><ITEM><NP><NO.P>a.</NO.P><TXT>Steel.</TXT></NP></ITEM></LIST></P></NP></CONTENTS></ANNEX>''')
>>> [(b.label, b.text, b.depth) for b in document.blocks]
[('', 'ANNEX I', 0), ('2B999', '"Pumps" above 10 000 m^3:', 0), ('a.', 'Steel.', 1)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve
from lxml import etree

from controllist.blocks import Document
from controllist.normalize import blanks
from controllist.readers.formex_walk import (
    INLINE,
    METADATA,
    NUMBERED,
    NUMBERS,
    Reader,
    Walk,
    between,
    holds_parts,
    is_code,
    is_label,
    is_plain,
    number_of,
)
from controllist.readers.inline import Run
from controllist.readers.xml import Element, parse_xml


def read_definitions(walk: Walk, element: Element, depth: int, level: int) -> None:
    """Terms with what defines them, a paragraph each."""
    for item in walk.parts(element):
        if item.tag == "DLIST.ITEM":
            _definition(walk, item, depth, level, element.get("SEPARATOR") or "")
        else:
            walk.element(item, depth, level)


def _definition(walk: Walk, item: Element, depth: int, level: int, separator: str) -> None:
    run = walk.begun()
    term = item.find("TERM")
    if term is not None:
        walk.inline(term, run)
    label = run.text()
    is_item = is_label(label) or is_code(label)
    rest = [part for part in item if part is not term and isinstance(part.tag, str)]
    if not is_item and not holds_parts(item):
        for part in rest:
            run.add(f"{separator} ")
            walk.inline(part, run)
            separator = ""
        walk.paragraph(run, item, depth)
        return
    at = len(walk.blocks)
    for part in rest:
        walk.children(part, depth + 1, level)
    walk.label_first(at, item, label, depth)
    if not is_item:
        first = walk.blocks[at]
        walk.blocks[at] = evolve(first, label="", text=blanks(f"{label}{separator} {first.text}"))


def read_numbered(walk: Walk, element: Element, depth: int, level: int) -> None:
    """A label with its text; what stands below it is one deeper."""
    number = number_of(element)
    label = walk.run_of(number).text() if number is not None else ""
    text = _text_of(element, number)
    if text is None or is_plain(text):
        walk.paragraph(walk.run_of(text) if text is not None else walk.begun(), element, depth, label)
    else:
        at = len(walk.blocks)
        walk.children(text, depth + 1, level)
        walk.label_first(at, element, label, depth)
    for child in walk.parts(element):
        if child is text or child is number:
            continue
        if child.tag in INLINE:
            walk.paragraph(walk.run_of(child), child, depth + 1)
        else:
            walk.element(child, depth + 1, level)


def _text_of(element: Element, number: Element | None) -> Element | None:
    """The element that holds the text of a numbered one.

    A numbered group or paragraph of an article has no TXT, an item may lack it: the first paragraph is it.
    """
    text = next((c for c in element if c.tag in ("TXT", "ITEM.CONT")), None)
    if text is not None:
        return text
    first = next((c for c in element if isinstance(c.tag, str) and c is not number), None)
    if first is None or first.tag not in ("P", "ALINEA"):
        return None
    return first if element.tag in ("GR.SEQ", "PARAG") or is_plain(first) else None


def read_paragraph(walk: Walk, element: Element, depth: int, level: int) -> None:
    """A paragraph, in annexes that take over the military list with a code in its margin.

    More than one code there ("ML 7, 22.") tells where a defined term is used, and is a paragraph of its own.

    >>> from controllist.readers.xml import parse_xml
    >>> walk = Walk("", {"P": read_paragraph})
    >>> walk.element(parse_xml(b"<P><MARGIN>ML 99</MARGIN>Vats;</P>"), 0)
    >>> walk.element(parse_xml(b"<P><MARGIN>ML 7, 99</MARGIN>of tin.</P>"), 0)
    >>> [(block.label, block.text) for block in walk.blocks]
    [('ML 99', 'Vats;'), ('', 'ML 7, 99'), ('', 'of tin.')]
    """
    if element.find("MARGIN") is None:
        walk.children(element, depth, level)
        return
    margin = Run()
    for part in element.iter("MARGIN"):
        walk.inline(part, margin)
        margin.add(" ")
    label = margin.text()
    if not is_code(label):
        walk.paragraph(margin, element, depth)
        label = ""
    at = len(walk.blocks)
    walk.children(element, depth, level, leave_out=("MARGIN",))
    if label:
        walk.label_first(at, element, label, depth)


def read_annotation(walk: Walk, element: Element, depth: int, level: int) -> None:
    """A note: its heading is a label, where it has one."""
    title = next((c for c in element if c.tag == "TITLE"), None)
    if title is None:
        walk.children(element, depth, level)
        return
    label = walk.run_of(title).text()
    at = len(walk.blocks)
    walk.children(element, depth + 1, level, leave_out=("TITLE",))
    walk.label_first(at, title, label, depth)


IN_TABLE = 3
"""The level of headings inside a table or over its parts."""


def read_heading(walk: Walk, element: Element, _: int, level: int) -> None:
    """A heading of what stands around it."""
    _heading(walk, element, level)


def read_heading_in_table(walk: Walk, element: Element, _depth: int, _level: int) -> None:
    """A heading over a part of a table."""
    _heading(walk, element, IN_TABLE)


def read_whole(walk: Walk, element: Element, depth: int, _: int) -> None:
    """An act, an annex: the levels of headings begin anew."""
    walk.children(element, depth, 0)


def read_division(walk: Walk, element: Element, depth: int, level: int) -> None:
    """A chapter, an article: its headings are one level lower than those around it."""
    walk.children(element, depth, level + 1)


def read_group(walk: Walk, element: Element, depth: int, level: int) -> None:
    """A group of the annex; a number before its title belongs to the heading."""
    level = _level_of(element, level)
    number = number_of(element)
    title = next((c for c in element if c.tag == "TITLE"), None)
    if number is None:
        walk.children(element, depth, level)
    elif title is None:
        read_numbered(walk, element, depth, level)
    else:
        _heading(walk, title, level, number)
        walk.children(element, depth, level, leave_out=("TITLE", *NUMBERS))


def read_contents(walk: Walk, element: Element, depth: int, _: int) -> None:
    """A table of contents repeats the headings; it is no part of the text."""
    text = walk.run_of(element).text()
    if text:
        walk.put(element, text, "", depth, "", discard="contents")


def _heading(walk: Walk, element: Element, level: int, number: Element | None = None) -> None:
    """Each paragraph of a title and subtitle; a numbered one keeps its number in its text."""
    for part in _paragraphs(element):
        run = walk.begun()
        if number is not None:
            walk.inline(number, run)
            run.add(" ")
            number = None
        walk.inline(part, run)
        if run.text():
            walk.put(part, run.text(), "", level, "heading", mark=run.provenance())
        walk.flush()


def _paragraphs(title: Element) -> list[Element]:
    """The paragraphs of a title; a numbered one counts as one."""
    found = [e for e in title.iter("P", "NP") if not any(a.tag in ("P", "NP") for a in between(e, title))]
    return found or [title]


def _level_of(group: Element, outer: int) -> int:
    level = group.get("LEVEL") or ""
    return int(level) if level.isdecimal() else outer + 1


_WRITTEN = re.compile(r"([—–•-]|\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?)\s+(?=\S)")
"""A label that an item writes into its text."""
_BEGINS_WITH_LABEL = re.compile(r"[—–•-]|\(?(?:[a-z]{1,2}|\d{1,3})[.)]")


def read_list(walk: Walk, element: Element, depth: int, level: int) -> None:
    """The items of a list, as deep as the list."""
    for item in walk.parts(element):
        if item.tag != "ITEM":
            walk.element(item, depth, level)
        elif any(c.tag in NUMBERED for c in item) or _has_label(item):
            _item(walk, item, depth, level)
        else:
            # The dash is the type of the list and not written; the parser wants to see where an item begins.
            at = len(walk.blocks)
            walk.children(item, depth, level)
            walk.label_first(at, item, "—", depth)


def _item(walk: Walk, item: Element, depth: int, level: int) -> None:
    """An item; behind a label written into its first paragraph, the rest is one deeper, as in numbered ones."""
    parts = [c for c in item if isinstance(c.tag, str)]
    loose = blanks((item.text or "") + "".join(c.tail or "" for c in item))
    if loose or not parts or parts[0].tag != "P" or not is_plain(parts[0]):
        walk.children(item, depth, level)
        return
    at = len(walk.blocks)
    walk.element(parts[0], depth, level)
    written = walk.blocks[at] if len(walk.blocks) > at else None
    label = _WRITTEN.match(written.text) if written is not None and not written.label else None
    if written is not None and label is not None:
        walk.blocks[at] = evolve(written, label=label[1], text=written.text[label.end() :])
    for part in walk.parts(item):
        if part is not parts[0]:
            walk.element(part, depth + 1, level)


def _has_label(item: Element) -> bool:
    """Whether an item without a number of its own writes a label or a dash into its text."""
    return bool(_BEGINS_WITH_LABEL.match(blanks("".join(item.itertext()))[:8]))


def read_table(walk: Walk, element: Element, depth: int, level: int) -> None:
    """The rows of a table and of its parts, and what stands over and under them."""
    for child in walk.parts(element):
        if child.tag in ("CORPUS", "BLK"):
            read_table(walk, child, depth, level)
        elif child.tag == "ROW":
            _row(walk, child, depth, level)
        else:
            walk.element(child, depth, IN_TABLE)


def _row(walk: Walk, row: Element, depth: int, level: int) -> None:
    """A row is one block; where its first cell is the label of an item it is that item, with what is below it."""
    cells = [c for c in row if c.tag == "CELL" and _shows(c)]
    if not cells:
        return
    first = blanks("".join(cells[0].itertext()))
    is_body = len(cells) > 1 and row.get("TYPE") not in ("HEADER", "ALIAS")
    is_item = is_body and is_label(first)
    if (is_item or (is_body and is_code(first))) and any(holds_parts(c) for c in cells[1:]):
        at = len(walk.blocks)
        for cell in cells[1:]:
            walk.children(cell, depth + 1, level)
        walk.label_first(at, row, first, depth)
        return
    runs = [walk.run_of(c) for c in cells]
    walk.put(
        row,
        blanks(" ".join(run.text() for run in (runs[1:] if is_item else runs))),
        runs[0].text() if is_item else "",
        depth,
        "italic" if is_item and runs[-1].is_italic() else "table",
        mark=" ".join(run.provenance() for run in runs if run.provenance()),
    )
    walk.flush()


def _shows(cell: Element) -> bool:
    """Whether a cell has text or a picture."""
    return bool(blanks("".join(cell.itertext()))) or cell.find(".//INCL.ELEMENT") is not None


_WHOLES = ("ANNEX", "ACT", "CONS.ACT", "CONS.ANNEX", "CONS.DOC", "GENERAL", "BIB.DATA", "CORR")
MANIFESTS = ("DOC", "PUBLICATION")
"""Roots of the files of a package that only tell of the others: the manifest and the table of contents of an issue."""


def read_formex(data: bytes, name: str = "") -> Document:
    """The blocks of one Formex file; raises `SourceError` where it is no complete XML."""
    root = parse_xml(data, name)
    walk = Walk(name, READERS)
    walk.element(root, 0)
    return Document(
        blocks=tuple(walk.blocks),
        form="formex",
        language=_first(root, "LG.DOC").lower() or (root.get("LG") or "").lower()[:2],
        title=_first(root, "TI"),
        identifier=_identifier(root),
        converter=" ".join(_schema(root)),
    )


def members(root: Element) -> list[str]:
    """The names of the files a manifest puts together, in its order: the act, then its annexes."""
    return [e.get("FILE") for e in root.iter("REF.PHYS") if e.get("FILE")]


def _read_metadata(walk: Walk, element: Element, _depth: int, _level: int) -> None:
    """What tells of the publication is set aside; a page or a passage may begin in it."""
    text = blanks(" ".join(str(t) for t in element.xpath(".//text()")))
    for node in element.iter(etree.PI):
        walk.instruction(node, None)
    if text:
        walk.put(element, text, "", None, "", discard="front or back matter")


READERS: dict[str, Reader] = {
    **dict.fromkeys(METADATA, _read_metadata),
    **dict.fromkeys(NUMBERED, read_numbered),
    "P": read_paragraph,
    "ANNOTATION": read_annotation,
    **dict.fromkeys(("TITLE", "TI.ART", "STI.ART", "TI.CJT"), read_heading),
    **dict.fromkeys(("TI.BLK", "STI.BLK"), read_heading_in_table),
    "TBL": read_table,
    "LIST": read_list,
    "DLIST": read_definitions,
    "GR.SEQ": read_group,
    "TOC": read_contents,
    **dict.fromkeys(_WHOLES, read_whole),
    **dict.fromkeys(("DIVISION", "ARTICLE", "CHAPTER", "SECTION"), read_division),
}
"""How each element is read that is more than a paragraph; of any other the paragraphs in it are taken."""


def _first(root: Element, tag: str) -> str:
    found = next(root.iter(tag), None)
    return blanks(" ".join(found.itertext())) if found is not None else ""


def _identifier(root: Element) -> str:
    """CELEX where the file tells it; for a member of an Official Journal the name of its manifest."""
    celex = _first(root, "NO.CELEX")
    if celex:
        return celex
    reference = next(root.iter("DOCUMENT.REF"), None)
    return str(reference.get("FILE") or "").partition(".")[0] if reference is not None else ""


def _schema(root: Element) -> Iterator[str]:
    for name, value in root.attrib.items():
        if name.endswith("noNamespaceSchemaLocation"):
            yield value.rpartition("/")[2].removesuffix(".xd")
