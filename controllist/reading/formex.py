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

from controllist.blocks import Block, Discard, Document, Style
from controllist.locations import Location
from controllist.normalize import blanks
from controllist.reading._formex_text import (
    INLINE,
    formula_text,
    group_thousands,
    has_label,
    heading_parts,
    is_plain,
    quotation_mark,
)
from controllist.reading._runs import Run
from controllist.reading._xml import Element, parse_xml

_METADATA = frozenset(
    [
        "BIB.INSTANCE",
        "BIB.INSTANCE.CONS",
        "BIB.DOC",
        "BIB.OJ",
        "BIB.VOLUME",
        "INFO.CONSLEG",
        "INFO.PROD",
        "PUBLICATION.REF",
        "FMX",
        "PAPER",
        "PDF",
        "GR.MOD.ACT",
        "GR.CORRIG",
        "NO.CELEX",
        "LATEX",
    ]
)
"""What tells of the publication and not of its text; a consolidated text has the titles of all amending acts here."""
_NUMBERS = ("NO.P", "NO.PARAG", "NO.GR.SEQ", "NO.ITEM")
_NUMBERED = frozenset(("NP", "PARAG", "TOC.ITEM", "NP.ECR"))
_HEADINGS = frozenset(("TITLE", "TI.ART", "STI.ART", "TI.BLK", "STI.BLK", "TI.CJT"))
_TOPS = frozenset(("ANNEX", "ACT", "CONS.ACT", "CONS.ANNEX", "CONS.DOC", "GENERAL", "BIB.DATA", "CORR"))
_ONE_CODE = re.compile(r"[^\W\d_]{0,4} ?\d{1,4}[A-Z]?\d{0,4}\.?")
_LABEL = re.compile(r"\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?")
_WRITTEN = re.compile(r"([—–•-]|\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?)\s+(?=\S)")
"""A label that an item writes into its text."""
MANIFESTS = ("DOC", "PUBLICATION")
"""Roots of the files of a package that only tell of the others: the manifest and the table of contents of an issue."""
_ATTRIBUTE = re.compile(r"""(?<![\w.])([\w.]++)\s*=\s*["']([^"']*)["']""")


def read_formex(data: bytes, name: str = "") -> Document:
    """The blocks of one Formex file; raises `SourceError` where it is no complete XML."""
    root = parse_xml(data, name)
    walk = _Walk(name)
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


class _Walk:
    """Goes through the elements once, in order, and writes the blocks."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.page = 0
        self.marks: list[tuple[str, str]] = []
        """The open passages of amending acts, each with the id its end will name."""
        self.footnotes: list[tuple[str, Run]] = []
        self.notes = 0
        """How many footnotes there were: they are numbered by print, not in the file."""

    # -- block level

    def element(self, element: Element, depth: int, level: int = 0) -> None:
        """The blocks of an element that is not inline; `level` is the level of the headings in it."""
        tag = element.tag
        if tag in _METADATA:
            self.metadata(element)
        elif tag in _NUMBERED:
            self.numbered(element, depth, level)
        elif tag == "P" and element.find("MARGIN") is not None:
            self.margined(element, depth, level)
        elif tag == "ANNOTATION":
            self.annotation(element, depth, level)
        elif tag in _HEADINGS:
            self.heading(element, 3 if tag in ("TI.BLK", "STI.BLK") else level)
        elif tag == "TBL":
            self.table(element, depth, level)
        elif tag == "LIST":
            self.list(element, depth, level)
        elif tag == "DLIST":
            self.definitions(element, depth, level)
        elif tag == "GR.SEQ":
            self.group(element, depth, _level(element, level))
        elif tag == "TOC":
            self.contents(element, depth)
        elif tag in _TOPS:
            self.children(element, depth, 0)
        elif tag in ("DIVISION", "ARTICLE", "CHAPTER", "SECTION"):
            self.children(element, depth, level + 1)
        else:
            self.children(element, depth, level)

    def children(self, element: Element, depth: int, level: int, leave_out: tuple[str, ...] = ()) -> None:
        """Blocks of an element: each run of inline content between block elements is a paragraph."""
        run = Run()
        self.begin(run)
        run.add(element.text)
        for child in element:
            if not isinstance(child.tag, str):
                self.instruction(child, run)
            elif child.tag in leave_out:
                pass
            elif child.tag in INLINE:
                self.inline(child, run, False)
            else:
                self.paragraph(run, element, depth)
                self.element(child, depth, level)
                run = Run()
                self.begin(run)
            run.add(child.tail)
        self.paragraph(run, element, depth)

    def paragraph(self, run: Run, element: Element, depth: int, label: str = "", style: Style = "") -> None:
        text = run.text()
        if text or label:
            style = style or ("italic" if run.is_italic() else "")
            self.put(element, text, label, depth, style, mark=run.provenance())
        self.flush()

    def numbered(self, element: Element, depth: int, level: int) -> None:
        """A label with its text; what stands below it is one deeper."""
        number = _number(element)
        label = Run()
        if number is not None:
            self.inline(number, label, False)
        text = next((c for c in element if c.tag in ("TXT", "ITEM.CONT")), None)
        if text is None:
            # A numbered group or paragraph of an article has no TXT, an item may lack it: the first paragraph is it.
            first_below = next((c for c in element if isinstance(c.tag, str) and c is not number), None)
            is_text = first_below is not None and first_below.tag in ("P", "ALINEA")
            text = first_below if is_text and (element.tag in ("GR.SEQ", "PARAG") or is_plain(first_below)) else None
        first = Run()
        self.begin(first)
        if text is None or is_plain(text):
            if text is not None:
                self.inline(text, first, False)
            self.paragraph(first, element, depth, label.text())
        else:
            at = len(self.blocks)
            self.children(text, depth + 1, level)
            self.label_first(at, element, label.text(), depth)
        for child in element:
            if not isinstance(child.tag, str):
                self.instruction(child, None)
            elif child is not text and child is not number:
                if child.tag in INLINE:
                    self.children_of(child, depth + 1)
                else:
                    self.element(child, depth + 1, level)

    def margined(self, element: Element, depth: int, level: int) -> None:
        """A paragraph with a code in its margin, as annexes that take over the military list print it.

        More than one code there ("ML 7, 22.") tells where a defined term is used, and is a paragraph of its own.
        """
        margin = Run()
        for part in element.iter("MARGIN"):
            self.inline(part, margin, False)
            margin.add(" ")
        label = margin.text()
        if not _ONE_CODE.fullmatch(label):
            self.paragraph(margin, element, depth)
            label = ""
        at = len(self.blocks)
        self.children(element, depth, level, leave_out=("MARGIN",))
        if label:
            self.label_first(at, element, label, depth)

    def group(self, element: Element, depth: int, level: int) -> None:
        """A group of the annex; a number before its title belongs to the heading."""
        number = _number(element)
        title = next((c for c in element if c.tag == "TITLE"), None)
        if number is None:
            self.children(element, depth, level)
        elif title is None:
            self.numbered(element, depth, level)
        else:
            self.heading(title, level, number)
            self.children(element, depth, level, leave_out=("TITLE", *_NUMBERS))

    def children_of(self, element: Element, depth: int) -> None:
        run = Run()
        self.begin(run)
        self.inline(element, run, False)
        self.paragraph(run, element, depth)

    def label_first(self, at: int, element: Element, label: str, depth: int) -> None:
        """Give a label to the first of the blocks written since `at`."""
        first = self.blocks[at] if at < len(self.blocks) else None
        if first is not None and not first.label and first.style in ("", "italic"):
            self.blocks[at] = Block(
                first.text, label, depth, style=first.style, location=first.location, mark=first.mark
            )
        else:
            style: Style = "italic" if first is not None and first.style == "italic" else ""
            self.blocks.insert(at, Block("", label, depth, style=style, location=self.here(element), mark=self.mark()))

    def annotation(self, element: Element, depth: int, level: int) -> None:
        """A note: its heading is a label, where it has one."""
        title = next((c for c in element if c.tag == "TITLE"), None)
        if title is None:
            self.children(element, depth, level)
            return
        run = Run()
        self.inline(title, run, False)
        at = len(self.blocks)
        self.children(element, depth + 1, level, leave_out=("TITLE",))
        self.label_first(at, title, run.text(), depth)

    def heading(self, element: Element, level: int, number: Element | None = None) -> None:
        """A heading: each paragraph of a title and subtitle; a numbered one keeps its number in its text."""
        for part in heading_parts(element):
            run = Run()
            self.begin(run)
            if number is not None:
                self.inline(number, run, False)
                run.add(" ")
                number = None
            self.inline(part, run, False)
            if run.text():
                self.put(part, run.text(), "", level, "heading", mark=run.provenance())
            self.flush()

    def contents(self, element: Element, depth: int) -> None:
        """A table of contents repeats the headings; it is no part of the text."""
        run = Run()
        self.inline(element, run, False)
        if run.text():
            self.put(element, run.text(), "", depth, "", discard="contents")

    def list(self, element: Element, depth: int, level: int) -> None:
        for item in element:
            if not isinstance(item.tag, str):
                self.instruction(item, None)
            elif item.tag == "ITEM" and not any(c.tag in _NUMBERED for c in item) and not has_label(item):
                # The dash is the type of the list and not written; the parser wants to see where an item begins.
                at = len(self.blocks)
                self.children(item, depth, level)
                self.label_first(at, item, "—", depth)
            elif item.tag == "ITEM":
                self.unnumbered(item, depth, level)
            else:
                self.element(item, depth, level)

    def unnumbered(self, item: Element, depth: int, level: int) -> None:
        """An item; behind a label written into its first paragraph, the rest is one deeper, as in numbered ones."""
        parts = [c for c in item if isinstance(c.tag, str)]
        at = len(self.blocks)
        loose = blanks((item.text or "") + "".join(c.tail or "" for c in item))
        if loose or not parts or parts[0].tag != "P" or not is_plain(parts[0]):
            self.children(item, depth, level)
            return
        self.element(parts[0], depth, level)
        written = self.blocks[at] if len(self.blocks) > at else None
        label = _WRITTEN.match(written.text) if written is not None and not written.label else None
        if written is not None and label is not None:
            self.blocks[at] = evolve(written, label=label[1], text=written.text[label.end() :])
        for part in item:
            if not isinstance(part.tag, str):
                self.instruction(part, None)
            elif part is not parts[0]:
                self.element(part, depth + 1, level)

    def definitions(self, element: Element, depth: int, level: int) -> None:
        """Terms with what defines them, a paragraph each; a term may be a label, and its definition hold lists."""
        for item in element:
            if not isinstance(item.tag, str):
                self.instruction(item, None)
            elif item.tag == "DLIST.ITEM":
                self.definition(item, depth, level, element.get("SEPARATOR") or "")
            else:
                self.element(item, depth, level)

    def definition(self, item: Element, depth: int, level: int, separator: str) -> None:
        run = Run()
        self.begin(run)
        term = item.find("TERM")
        if term is not None:
            self.inline(term, run, False)
        label = run.text()
        is_label = bool(_LABEL.fullmatch(label) or _ONE_CODE.fullmatch(label))
        rest = [part for part in item if part is not term and isinstance(part.tag, str)]
        if not is_label and not _holds_parts(item):
            for part in rest:
                run.add(f"{separator} ")
                self.inline(part, run, False)
                separator = ""
            self.paragraph(run, item, depth)
            return
        at = len(self.blocks)
        for part in rest:
            self.children(part, depth + 1, level)
        self.label_first(at, item, label, depth)
        if not is_label:
            first = self.blocks[at]
            self.blocks[at] = evolve(first, label="", text=blanks(f"{label}{separator} {first.text}"))

    # -- tables

    def table(self, element: Element, depth: int, level: int) -> None:
        for child in element:
            if not isinstance(child.tag, str):
                self.instruction(child, None)
            elif child.tag in ("CORPUS", "BLK"):
                self.table(child, depth, level)
            elif child.tag == "ROW":
                self.row(child, depth, level)
            else:
                self.element(child, depth, 3)

    def row(self, row: Element, depth: int, level: int) -> None:
        """A row is one block; where its first cell is the label of an item it is that item, with what is below it."""
        cells = [c for c in row if c.tag == "CELL"]
        shown = [c for c in cells if blanks("".join(c.itertext())) or c.find(".//INCL.ELEMENT") is not None]
        if not shown:
            return
        first = blanks("".join(shown[0].itertext()))
        is_body = len(shown) > 1 and row.get("TYPE") not in ("HEADER", "ALIAS")
        is_item = is_body and bool(_LABEL.fullmatch(first))
        if (is_item or (is_body and _ONE_CODE.fullmatch(first))) and any(_holds_parts(c) for c in shown[1:]):
            at = len(self.blocks)
            for cell in shown[1:]:
                self.children(cell, depth + 1, level)
            self.label_first(at, row, first, depth)
            return
        texts = [self.cell(c) for c in shown]
        self.put(
            row,
            blanks(" ".join(t.text() for t in (texts[1:] if is_item else texts))),
            texts[0].text() if is_item else "",
            depth,
            "italic" if is_item and texts[-1].is_italic() else "table",
            mark=" ".join(t.provenance() for t in texts if t.provenance()),
        )
        self.flush()

    def cell(self, cell: Element) -> Run:
        run = Run()
        self.begin(run)
        self.inline(cell, run, False)
        return run

    # -- inline level

    def inline(self, element: Element, run: Run, italic: bool) -> None:
        """All text of an element into a run; paragraphs inside it are set apart by a blank."""
        tag = element.tag
        if tag in ("QUOT.START", "QUOT.END"):
            run.add(quotation_mark(element), italic)
            return
        if tag == "NOTE":
            self.lift(element)
            return
        if tag in ("FORMULA", "FORMULA.S", "INCL.ELEMENT"):
            run.add_formula(etree.tostring(element, method="c14n", with_comments=False), formula_text(element))
            return
        if tag == "HT" and element.get("TYPE") == "SUP":
            raised = Run()
            self.inside(element, raised, False)
            run.add_raised(raised.text(), italic)
            return
        if tag == "FT" and element.get("TYPE") == "NUMBER":
            run.add(group_thousands("".join(element.itertext())), italic)
            return
        if tag in _METADATA:
            return
        self.inside(element, run, italic or (tag == "HT" and element.get("TYPE") == "ITALIC"))

    def inside(self, element: Element, run: Run, italic: bool) -> None:
        run.add(element.text, italic)
        for child in element:
            if not isinstance(child.tag, str):
                self.instruction(child, run)
            else:
                apart = child.tag not in INLINE
                run.add(" " if apart else "")
                self.inline(child, run, italic)
                run.add(" " if apart else "")
            run.add(child.tail, italic)

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

    def begin(self, run: Run) -> None:
        run.mark = self.mark()

    def mark(self) -> str:
        return self.marks[-1][1] if self.marks else ""

    # -- footnotes

    def lift(self, note: Element) -> None:
        """Take a footnote out of the sentence that calls it."""
        run = Run()
        footnotes, self.footnotes = self.footnotes, []
        self.inside(note, run, False)
        if note.get("NUMBERING") in (None, "ARAB") and run.text():
            self.notes += 1
        number = "*" if note.get("NUMBERING") == "STAR" else str(self.notes)
        self.footnotes = [*footnotes, (number, run), *self.footnotes]

    def flush(self) -> None:
        waiting, self.footnotes = self.footnotes, []
        for number, run in waiting:
            if run.text():
                where = Location(self.name, page=self.page, block=len(self.blocks) + 1)
                self.blocks.append(Block(run.text(), number, style="footnote", location=where, mark=run.provenance()))

    # -- the end

    def metadata(self, element: Element) -> None:
        text = blanks(" ".join(str(t) for t in element.xpath(".//text()")))
        for node in element.iter(etree.PI):
            self.instruction(node, None)
        if text:
            self.put(element, text, "", None, "", discard="front or back matter")

    def put(
        self,
        element: Element,
        text: str,
        label: str,
        depth: int | None,
        style: Style,
        mark: str = "",
        discard: Discard | None = None,
    ) -> None:
        self.blocks.append(Block(text, label, depth, None, style, self.here(element), discard, (), mark))

    def here(self, element: Element) -> Location:
        return Location(self.name, page=self.page, line=element.sourceline or 0, block=len(self.blocks) + 1)


def _holds_parts(cell: Element) -> bool:
    """Whether a cell holds more than a text: items or notes of their own."""
    return any(e.tag in ("LIST", "DLIST", "ROW", "NP", "ANNOTATION") for e in cell.iter())


def _number(element: Element) -> Element | None:
    return next((c for c in element if c.tag in _NUMBERS), None)


def _level(element: Element, outer: int) -> int:
    level = element.get("LEVEL") or ""
    return int(level) if level.isdecimal() else outer + 1


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
