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

import itertools
import re
from collections.abc import Iterator

from attrs import evolve
from lxml import etree

from controllist.blocks import Document
from controllist.normalize import blanks
from controllist.readers.inline import Run
from controllist.readers.xml import Element, XmlWalk, parse_xml

INLINE = frozenset(
    (
        *("HT", "FT", "QUOT.START", "QUOT.END", "DATE", "REF.DOC", "REF.DOC.OJ", "REF.DOC.ECR", "REF.DOC.SE"),
        *("REF.NP", "ADDR", "ANCHOR", "LINK", "NOTE", "IE", "FORMULA", "FORMULA.S", "INCL.ELEMENT", "TXT.COL", "TERM"),
        *("DEFINITION", "NO.DOC.TXT", "KEYWORD", "ACCENT", "FMT.VALUE"),
    )
)
METADATA = frozenset(
    (
        *("BIB.INSTANCE", "BIB.INSTANCE.CONS", "BIB.DOC", "BIB.OJ", "BIB.VOLUME", "INFO.CONSLEG", "INFO.PROD"),
        *("PUBLICATION.REF", "FMX", "PAPER", "PDF", "GR.MOD.ACT", "GR.CORRIG", "NO.CELEX", "LATEX"),
    )
)
"""What tells of the publication and not of its text; a consolidated text has the titles of all amending acts here."""
MANIFESTS = ("DOC", "PUBLICATION")
"""Roots of the files of a package that only tell of the others: the manifest and the table of contents of an issue."""
_WHOLES = frozenset(("ANNEX", "ACT", "CONS.ACT", "CONS.ANNEX", "CONS.DOC", "GENERAL", "BIB.DATA", "CORR"))
_DIVISIONS = frozenset(("DIVISION", "ARTICLE", "CHAPTER", "SECTION"))
_HEADINGS = frozenset(("TITLE", "TI.ART", "STI.ART", "TI.CJT"))
_NUMBERS = ("NO.P", "NO.PARAG", "NO.GR.SEQ", "NO.ITEM")
_NUMBERED = frozenset(("NP", "PARAG", "TOC.ITEM", "NP.ECR"))
_IN_FORMULAS = frozenset(("OVER", "EXPR", "ROOT", "OP.MATH"))
_PARTS = frozenset(("LIST", "DLIST", "ROW", "NP", "ANNOTATION"))
_IN_TABLE = 3
"""The level of headings inside a table or over its parts."""
_LABEL = re.compile(r"\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?")
_CODE = re.compile(r"[^\W\d_]{0,4} ?\d{1,4}[A-Z]?\d{0,4}\.?")
"""What may be one code and nothing else: `2B999`, `ML 7`, but not `ML 7, 22.`"""
_WRITTEN = re.compile(r"([—–•-]|\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?)\s+(?=\S)")
"""A label that an item writes into its text."""
_BEGINS_WITH_LABEL = re.compile(r"[—–•-]|\(?(?:[a-z]{1,2}|\d{1,3})[.)]")
_ATTRIBUTE = re.compile(r"""(?<![\w.])([\w.]++)\s*=\s*["']([^"']*)["']""")


def read_formex(data: bytes, name: str = "") -> Document:
    """The blocks of one Formex file; raises `SourceError` where it is no complete XML."""
    root = parse_xml(data, name)
    walk = _Walk(name)
    walk.element(root, 0)
    schemas = [value for key, value in root.attrib.items() if key.endswith("noNamespaceSchemaLocation")]
    reference = next(root.iter("DOCUMENT.REF"), None)
    manifest = str(reference.get("FILE") or "").partition(".")[0] if reference is not None else ""
    return Document(
        blocks=tuple(walk.blocks),
        form="formex",
        language=_first(root, "LG.DOC").lower() or (root.get("LG") or "").lower()[:2],
        title=_first(root, "TI"),
        # A member of an Official Journal tells no CELEX; the name of its manifest stands for it.
        identifier=_first(root, "NO.CELEX") or manifest,
        converter=" ".join(value.rpartition("/")[2].removesuffix(".xd") for value in schemas),
    )


def members(root: Element) -> list[str]:
    """The names of the files a manifest puts together, in its order: the act, then its annexes."""
    return [e.get("FILE") for e in root.iter("REF.PHYS") if e.get("FILE")]


def _first(root: Element, tag: str) -> str:
    found = next(root.iter(tag), None)
    return blanks(" ".join(found.itertext())) if found is not None else ""


class _Walk(XmlWalk):
    inline_tags = INLINE

    def __init__(self, name: str) -> None:
        XmlWalk.__init__(self, name)
        self.marks: list[tuple[str, str]] = []
        """The open passages of amending acts, each with the id its end will name."""
        self.notes = 0
        """How many footnotes there were: they are numbered by print, not in the file."""

    def tag(self, element: Element) -> str:
        return element.tag if isinstance(element.tag, str) else ""

    def element(self, element: Element, depth: int, level: int = 0) -> None:
        tag = element.tag
        if tag in METADATA:
            self.metadata(element)
        elif tag in _NUMBERED:
            self.numbered(element, depth, level)
        elif tag == "P":
            self.margin_paragraph(element, depth, level)
        elif tag == "ANNOTATION":
            self.annotation(element, depth, level)
        elif tag in _HEADINGS:
            self.heading(element, level)
        elif tag in ("TI.BLK", "STI.BLK"):
            self.heading(element, _IN_TABLE)
        elif tag == "TBL":
            self.table(element, depth, level)
        elif tag == "LIST":
            self.list(element, depth, level)
        elif tag == "DLIST":
            self.definitions(element, depth, level)
        elif tag == "GR.SEQ":
            self.group(element, depth, level)
        elif tag == "TOC":
            # A table of contents repeats the headings; it is no part of the text.
            text = self.run_of(element).text()
            if text:
                self.put(element, text, depth=depth, discard="contents")
        elif tag in _WHOLES:
            self.children(element, depth, 0)
        elif tag in _DIVISIONS:
            self.children(element, depth, level + 1)
        else:
            self.children(element, depth, level)

    def metadata(self, element: Element) -> None:
        """What tells of the publication is set aside; a page or a passage may begin in it."""
        text = blanks(" ".join(str(t) for t in element.xpath(".//text()")))
        for node in element.iter(etree.PI):
            self.instruction(node, None)
        if text:
            self.put(element, text, discard="front or back matter")

    def parts(self, element: Element) -> Iterator[Element]:
        """The elements right below one, in order; instructions between them are followed as they are passed."""
        for child in element:
            if isinstance(child.tag, str):
                yield child
            else:
                self.instruction(child, None)

    # -- headings

    def group(self, element: Element, depth: int, level: int) -> None:
        """A group of the annex; a number before its title belongs to the heading."""
        written = element.get("LEVEL") or ""
        level = int(written) if written.isdecimal() else level + 1
        number = _number_of(element)
        title = element.find("TITLE")
        if number is None:
            self.children(element, depth, level)
        elif title is None:
            self.numbered(element, depth, level)
        else:
            self.heading(title, level, number)
            self.children(element, depth, level, [e for e in element if e.tag == "TITLE" or e.tag in _NUMBERS])

    def heading(self, element: Element, level: int, *number: Element) -> None:
        """Each paragraph of a title and subtitle; a numbered one counts as one and keeps its number in its text."""
        tags = ("P", "NP")
        found = [e for e in element.iter(*tags) if not any(a.tag in tags for a in _between(e, element))]
        for part in found or [element]:
            run = self.run_of(*number, part)
            number = ()
            if run.text():
                self.put(part, run.text(), "", level, "heading", run.provenance())
            self.flush()

    # -- labels apart from their text

    def numbered(self, element: Element, depth: int, level: int) -> None:
        """A label with its text; what stands below it is one deeper."""
        number = _number_of(element)
        label = self.run_of(number).text() if number is not None else ""
        text = _text_of(element, number)
        if text is None or _is_plain(text):
            self.paragraph(self.run_of(text) if text is not None else self.begun(), element, depth, label)
        else:
            at = len(self.blocks)
            self.children(text, depth + 1, level)
            self.label_first(at, element, label, depth)
        for child in self.parts(element):
            if child is text or child is number:
                continue
            if child.tag in INLINE:
                self.paragraph(self.run_of(child), child, depth + 1)
            else:
                self.element(child, depth + 1, level)

    def margin_paragraph(self, element: Element, depth: int, level: int) -> None:
        """A paragraph, in annexes that take over the military list with a code in its margin.

        More than one code there ("ML 7, 22.") tells where a defined term is used, and is a paragraph of its own.
        """
        margins = list(element.iter("MARGIN")) if element.find("MARGIN") is not None else []
        margin = self.run_of(*margins)
        label = margin.text() if _CODE.fullmatch(margin.text()) else ""
        if margins and not label:
            self.paragraph(margin, element, depth)
        at = len(self.blocks)
        self.children(element, depth, level, margins)
        if label:
            self.label_first(at, element, label, depth)

    def annotation(self, element: Element, depth: int, level: int) -> None:
        """A note: its heading is a label, where it has one."""
        title = element.find("TITLE")
        if title is None:
            self.children(element, depth, level)
            return
        label, at = self.run_of(title).text(), len(self.blocks)
        self.children(element, depth + 1, level, element.findall("TITLE"))
        self.label_first(at, title, label, depth)

    # -- lists and tables

    def list(self, element: Element, depth: int, level: int) -> None:
        """The items of a list, as deep as the list: they have a number, write a label into their text, or a dash."""
        for item in self.parts(element):
            if item.tag != "ITEM":
                self.element(item, depth, level)
            elif any(c.tag in _NUMBERED for c in item) or _BEGINS_WITH_LABEL.match(_bare(item)[:8]):
                self.item(item, depth, level)
            else:
                # The dash is the type of the list and not written; the parser wants to see where an item begins.
                at = len(self.blocks)
                self.children(item, depth, level)
                self.label_first(at, item, "—", depth)

    def item(self, item: Element, depth: int, level: int) -> None:
        """An item; behind a label written into its first paragraph, the rest is one deeper, as in numbered ones."""
        parts = [c for c in item if isinstance(c.tag, str)]
        loose = blanks((item.text or "") + "".join(c.tail or "" for c in item))
        if loose or not parts or parts[0].tag != "P" or not _is_plain(parts[0]):
            self.children(item, depth, level)
            return
        at = len(self.blocks)
        for part in self.parts(item):
            if part is not parts[0]:
                self.element(part, depth + 1, level)
                continue
            self.element(part, depth, level)
            written = self.blocks[at] if len(self.blocks) > at else None
            label = _WRITTEN.match(written.text) if written is not None and not written.label else None
            if written is not None and label is not None:
                self.blocks[at] = evolve(written, label=label[1], text=written.text[label.end() :])

    def definitions(self, element: Element, depth: int, level: int) -> None:
        """Terms with what defines them, a paragraph each; a term may be a label, and a definition hold lists."""
        separator = element.get("SEPARATOR") or ""
        for item in self.parts(element):
            if item.tag != "DLIST.ITEM":
                self.element(item, depth, level)
                continue
            term = item.find("TERM")
            run = self.run_of(*([term] if term is not None else []))
            label = run.text()
            is_item = bool(_LABEL.fullmatch(label) or _CODE.fullmatch(label))
            rest = [part for part in item if part is not term and isinstance(part.tag, str)]
            if not is_item and not _holds_parts(item):
                run.add(separator)
                for part in rest:
                    run.add(" ")
                    self.inline(part, run)
                self.paragraph(run, item, depth)
                continue
            at = len(self.blocks)
            for part in rest:
                self.children(part, depth + 1, level)
            self.label_first(at, item, label, depth)
            if not is_item:
                first = self.blocks[at]
                self.blocks[at] = evolve(first, label="", text=blanks(f"{label}{separator} {first.text}"))

    def table(self, element: Element, depth: int, level: int) -> None:
        """The rows of a table and of its parts, and what stands over and under them."""
        for child in self.parts(element):
            if child.tag in ("CORPUS", "BLK"):
                self.table(child, depth, level)
            elif child.tag == "ROW":
                self.row(child, depth, level)
            else:
                self.element(child, depth, _IN_TABLE)

    def row(self, row: Element, depth: int, level: int) -> None:
        """A row is one block; where its first cell is the label of an item it is that item, with what is below it."""
        cells = [c for c in row if c.tag == "CELL" and (_bare(c) or c.find(".//INCL.ELEMENT") is not None)]
        if not cells:
            return
        first = _bare(cells[0])
        is_body = len(cells) > 1 and row.get("TYPE") not in ("HEADER", "ALIAS")
        is_item = is_body and _LABEL.fullmatch(first) is not None
        if (is_item or (is_body and _CODE.fullmatch(first))) and any(map(_holds_parts, cells[1:])):
            at = len(self.blocks)
            for cell in cells[1:]:
                self.children(cell, depth + 1, level)
            self.label_first(at, row, first, depth)
            return
        runs = [self.run_of(c) for c in cells]
        label = runs[0].text() if is_item else ""
        text = blanks(" ".join(run.text() for run in (runs[1:] if is_item else runs)))
        mark = " ".join(run.provenance() for run in runs if run.provenance())
        self.put(row, text, label, depth, "italic" if is_item and runs[-1].is_italic() else "table", mark)
        self.flush()

    # -- inline level

    def inline(self, element: Element, run: Run, italic: bool = False) -> None:
        tag, kind = element.tag, element.get("TYPE")
        if tag in ("QUOT.START", "QUOT.END"):
            run.add(_quotation_mark(element), italic)
        elif tag == "NOTE":
            self.lift(element)
        elif tag in ("FORMULA", "FORMULA.S", "INCL.ELEMENT"):
            run.add_formula(etree.tostring(element, method="c14n", with_comments=False), _formula_text(element))
        elif tag == "HT" and kind == "SUP":
            raised = Run()
            self.inside(element, raised)
            run.add_raised(raised.text(), italic)
        elif tag == "FT" and kind == "NUMBER":
            run.add(group_thousands("".join(element.itertext())), italic)
        elif tag not in METADATA:
            self.inside(element, run, italic or (tag == "HT" and kind == "ITALIC"))

    def lift(self, note: Element) -> None:
        """Take a footnote out of the sentence that calls it."""
        run = Run()
        footnotes, self.footnotes = self.footnotes, []
        self.inside(note, run)
        if run.text():
            self.notes += note.get("NUMBERING") in (None, "ARAB")
            number = "*" if note.get("NUMBERING") == "STAR" else str(self.notes)
            footnotes = [*footnotes, (number, run)]
        self.footnotes = [*footnotes, *self.footnotes]

    def instruction(self, node: Element, run: Run | None) -> None:
        """A processing instruction: a page begins, or a passage of an amending act begins or ends."""
        if node.tag is not etree.PI:
            return
        facts = dict(_ATTRIBUTE.findall(node.text or ""))
        if node.target == "PAGE" and facts.get("NO", "").isdecimal():
            self.page = int(facts["NO"])
        elif node.target == "CLG.MDFO":
            mark = f"{facts.get('ACTIVE.DOC', '')} {facts.get('ACTION', '')}".strip()
            self.marks.append((facts.get("IDREF", ""), mark))
            if run is not None and not run.mark:
                run.mark = mark
        elif node.target == "CLG.MDFC":
            self.marks = [m for m in self.marks if m[0] != facts.get("ID", "")]

    def mark(self) -> str:
        return self.marks[-1][1] if self.marks else ""


# -- what an element holds


def _bare(element: Element) -> str:
    return blanks("".join(element.itertext()))


def _number_of(element: Element) -> Element | None:
    """The element that holds the number of a numbered one, where it has one."""
    return next((c for c in element if c.tag in _NUMBERS), None)


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
    return first if element.tag in ("GR.SEQ", "PARAG") or _is_plain(first) else None


def _holds_parts(element: Element) -> bool:
    """Whether an element holds more than a text: items or notes of their own."""
    return next(element.iter(*_PARTS), None) is not None


def _is_plain(element: Element) -> bool:
    """Whether an element holds text alone, no paragraph, list or table."""
    inside = (e for e in element.iterdescendants() if isinstance(e.tag, str))
    plain = INLINE | _IN_FORMULAS
    return all(e.tag in plain or any(a.tag in INLINE for a in _between(e, element)) for e in inside)


def _between(element: Element, top: Element) -> Iterator[Element]:
    """What stands around an element, inside another."""
    return itertools.takewhile(lambda ancestor: ancestor is not top, element.iterancestors())


# -- what is an element and printed as text


def group_thousands(number: str) -> str:
    """Whole numbers in groups of three, as the Official Journal prints them.

    >>> group_thousands("10000"), group_thousands("1750,5"), group_thousands("358")
    ('10 000', '1 750,5', '358')
    """
    found = re.fullmatch(r"(\s*[-–−]?\s*)(\d{4,})([.,]\d+)?(\s*)", number)
    if not found:
        return number
    return found[1] + re.sub(r"(?<=\d)(?=(?:\d{3})+\Z)", " ", found[2]) + (found[3] or "") + found[4]


def _quotation_mark(element: Element) -> str:
    try:
        return chr(int(element.get("CODE") or "0022", 16))
    except ValueError:
        return '"'


def _formula_text(element: Element) -> str:
    """A formula on one line: what stands over and under a bar in brackets, roots and sums as signs."""
    parts: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag
        if tag == "OVER":
            parts.append(" / ")
        elif tag in ("ROOT", "SUM"):
            parts.append(("√" if tag == "ROOT" else "Σ") + _formula_text(child))
        elif tag in ("EXPR", "DIVIDEND", "DIVISOR", "DEGREE", "OVERLINE"):
            inner = _formula_text(child).strip()
            parts.append(f"({inner})" if " " in inner else inner)
            parts.append(" / " if tag == "DIVIDEND" else "")
        elif tag == "HT" and child.get("TYPE") == "SUP":
            parts.append("^" + _formula_text(child).strip())
        elif tag in ("QUOT.START", "QUOT.END"):
            parts.append(_quotation_mark(child))
        elif isinstance(tag, str):
            parts.append(_formula_text(child))
        parts.append(child.tail or "")
    return blanks("".join(parts))
