"""The walk through a Formex file: paragraphs and the text in their lines, with page, amending act and footnotes.

Each kind of element that makes more than a paragraph (a list, a table, a heading) has a function in `formex`, which
the walk gets by tag.

>>> from controllist.readers.xml import parse_xml
>>> walk = Walk("vats.xml", {})
>>> walk.element(parse_xml(b"<P>Vats above 10<HT TYPE='SUP'>3</HT> l<NOTE><P>Litres.</P></NOTE>;</P>"), 0)
>>> [(block.label, block.text, block.style) for block in walk.blocks]
[('', 'Vats above 10^3 l;', ''), ('1', 'Litres.', 'footnote')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from controllist.blocks import Block, Discard, Style
from controllist.locations import Location
from controllist.normalize import blanks
from controllist.readers.inline import Run
from controllist.readers.xml import Element

INLINE = frozenset(
    [
        "HT",
        "FT",
        "QUOT.START",
        "QUOT.END",
        "DATE",
        "REF.DOC",
        "REF.DOC.OJ",
        "REF.DOC.ECR",
        "REF.DOC.SE",
        "REF.NP",
        "ADDR",
        "ANCHOR",
        "LINK",
        "NOTE",
        "IE",
        "FORMULA",
        "FORMULA.S",
        "INCL.ELEMENT",
        "TXT.COL",
        "TERM",
        "DEFINITION",
        "NO.DOC.TXT",
        "KEYWORD",
        "ACCENT",
        "FMT.VALUE",
    ]
)
METADATA = frozenset(
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
NUMBERS = ("NO.P", "NO.PARAG", "NO.GR.SEQ", "NO.ITEM")
NUMBERED = frozenset(("NP", "PARAG", "TOC.ITEM", "NP.ECR"))
_IN_FORMULAS = frozenset(("OVER", "EXPR", "ROOT", "OP.MATH"))
_PARTS = frozenset(("LIST", "DLIST", "ROW", "NP", "ANNOTATION"))
_LABEL = re.compile(r"\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?")
_CODE = re.compile(r"[^\W\d_]{0,4} ?\d{1,4}[A-Z]?\d{0,4}\.?")


def is_label(text: str) -> bool:
    """Whether a text is the label of an item.

    >>> [is_label(text) for text in ("a.", "(ii)", "12.", "a", "2B999")]
    [True, True, True, False, False]
    """
    return bool(_LABEL.fullmatch(text))


def is_code(text: str) -> bool:
    """Whether a text may be one code and nothing else.

    >>> [is_code(text) for text in ("2B999", "ML 7", "ML 7, 22.")]
    [True, True, False]
    """
    return bool(_CODE.fullmatch(text))


def number_of(element: Element) -> Element | None:
    """The element that holds the number of a numbered one, where it has one."""
    return next((c for c in element if c.tag in NUMBERS), None)


def holds_parts(element: Element) -> bool:
    """Whether an element holds more than a text: items or notes of their own."""
    return any(e.tag in _PARTS for e in element.iter())


def is_plain(element: Element) -> bool:
    """Whether an element holds text alone, no paragraph, list or table."""
    inside = (e for e in element.iterdescendants() if isinstance(e.tag, str))
    return all(_is_inline(e, element) for e in inside)


def between(element: Element, top: Element) -> Iterator[Element]:
    """What stands around an element, inside another."""
    for ancestor in element.iterancestors():
        if ancestor is top:
            return
        yield ancestor


def _is_inline(element: Element, top: Element) -> bool:
    if element.tag in INLINE or element.tag in _IN_FORMULAS:
        return True
    return any(a.tag in INLINE for a in between(element, top))


def group_thousands(number: str) -> str:
    """Whole numbers in groups of three, as the Official Journal prints them.

    >>> group_thousands("10000"), group_thousands("1750,5"), group_thousands("358")
    ('10 000', '1 750,5', '358')
    """
    found = re.fullmatch(r"(\s*[-–−]?\s*)(\d{4,})([.,]\d+)?(\s*)", number)
    if not found:
        return number
    whole = found[2]
    head = len(whole) % 3
    groups = ([whole[:head]] if head else []) + [whole[i : i + 3] for i in range(head, len(whole), 3)]
    return found[1] + " ".join(groups) + (found[3] or "") + found[4]


def quotation_mark(element: Element) -> str:
    try:
        return chr(int(element.get("CODE") or "0022", 16))
    except ValueError:
        return '"'


def formula_text(element: Element) -> str:
    """A formula on one line: what stands over and under a bar in brackets, roots and sums as signs."""
    parts: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag
        if tag == "OVER":
            parts.append(" / ")
        elif tag in ("ROOT", "SUM"):
            parts.append(("√" if tag == "ROOT" else "Σ") + formula_text(child))
        elif tag in ("EXPR", "DIVIDEND", "DIVISOR", "DEGREE", "OVERLINE"):
            inner = formula_text(child).strip()
            parts.append(f"({inner})" if " " in inner else inner)
            parts.append(" / " if tag == "DIVIDEND" else "")
        elif tag == "HT" and child.get("TYPE") == "SUP":
            parts.append("^" + formula_text(child).strip())
        elif tag in ("QUOT.START", "QUOT.END"):
            parts.append(quotation_mark(child))
        elif isinstance(tag, str):
            parts.append(formula_text(child))
        parts.append(child.tail or "")
    return blanks("".join(parts))


_ATTRIBUTE = re.compile(r"""(?<![\w.])([\w.]++)\s*=\s*["']([^"']*)["']""")

Reader = Callable[["Walk", Element, int, int], None]
"""Writes the blocks of one element: the walk, the element, how deep it stands, the level of the headings in it."""


class Walk:
    """Goes through the elements once, in order, and writes the blocks; `readers` by tag for more than paragraphs."""

    def __init__(self, name: str, readers: Mapping[str, Reader]) -> None:
        self.name = name
        self.readers = readers
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
        reader = self.readers.get(element.tag)
        if reader is None:
            self.children(element, depth, level)
        else:
            reader(self, element, depth, level)

    def children(self, element: Element, depth: int, level: int, leave_out: tuple[str, ...] = ()) -> None:
        """Blocks of an element: each run of inline content between block elements is a paragraph."""
        run = self.begun(element.text)
        for child in element:
            if not isinstance(child.tag, str):
                self.instruction(child, run)
            elif child.tag in leave_out:
                pass
            elif child.tag in INLINE:
                self.inline(child, run)
            else:
                self.paragraph(run, element, depth)
                self.element(child, depth, level)
                run = self.begun(child.tail)
                continue
            run.add(child.tail)
        self.paragraph(run, element, depth)

    def parts(self, element: Element) -> Iterator[Element]:
        """The elements right below one, in order; instructions between them are followed as they are passed."""
        for child in element:
            if isinstance(child.tag, str):
                yield child
            else:
                self.instruction(child, None)

    def paragraph(self, run: Run, element: Element, depth: int, label: str = "") -> None:
        """Write a run where it or its label shows anything, and the footnotes it calls behind it."""
        text = run.text()
        if text or label:
            self.put(element, text, label, depth, "italic" if run.is_italic() else "", mark=run.provenance())
        if self.footnotes:
            self.flush()

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
        """Write one block."""
        self.blocks.append(Block(text, label, depth, None, style, self.here(element), discard, (), mark))

    def here(self, element: Element) -> Location:
        """Where an element stands whose block comes next."""
        return Location(self.name, page=self.page, line=element.sourceline or 0, block=len(self.blocks) + 1)

    # -- inline level

    def begun(self, text: str | None = None) -> Run:
        """A run that begins here, in the passage that is open."""
        run = Run()
        run.mark = self.mark()
        run.add(text)
        return run

    def run_of(self, element: Element) -> Run:
        """All text of an element as a run of its own."""
        run = self.begun()
        self.inline(element, run)
        return run

    def inline(self, element: Element, run: Run, italic: bool = False) -> None:
        """All text of an element into a run; paragraphs inside it are set apart by a blank."""
        tag = element.tag
        if tag in ("QUOT.START", "QUOT.END"):
            run.add(quotation_mark(element), italic)
        elif tag == "NOTE":
            self.lift(element)
        elif tag in ("FORMULA", "FORMULA.S", "INCL.ELEMENT"):
            run.add_formula(etree.tostring(element, method="c14n", with_comments=False), formula_text(element))
        elif tag == "HT" and element.get("TYPE") == "SUP":
            raised = Run()
            self.inside(element, raised)
            run.add_raised(raised.text(), italic)
        elif tag == "FT" and element.get("TYPE") == "NUMBER":
            run.add(group_thousands("".join(element.itertext())), italic)
        elif tag not in METADATA:
            self.inside(element, run, italic or (tag == "HT" and element.get("TYPE") == "ITALIC"))

    def inside(self, element: Element, run: Run, italic: bool = False) -> None:
        """What an element holds into a run, whatever the element itself says."""
        run.add(element.text, italic)
        for child in element:
            if not isinstance(child.tag, str):
                self.instruction(child, run)
            else:
                apart = "" if child.tag in INLINE else " "
                run.add(apart)
                self.inline(child, run, italic)
                run.add(apart)
            run.add(child.tail, italic)

    # -- instructions

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
        """The amending act of the passage that was opened last."""
        return self.marks[-1][1] if self.marks else ""

    # -- footnotes

    def lift(self, note: Element) -> None:
        """Take a footnote out of the sentence that calls it."""
        run = Run()
        footnotes, self.footnotes = self.footnotes, []
        self.inside(note, run)
        if note.get("NUMBERING") in (None, "ARAB") and run.text():
            self.notes += 1
        number = "*" if note.get("NUMBERING") == "STAR" else str(self.notes)
        self.footnotes = [*footnotes, (number, run), *self.footnotes]

    def flush(self) -> None:
        """Write the footnotes lifted since the last paragraph."""
        waiting, self.footnotes = self.footnotes, []
        for number, run in waiting:
            if run.text():
                where = Location(self.name, page=self.page, block=len(self.blocks) + 1)
                self.blocks.append(Block(run.text(), number, style="footnote", location=where, mark=run.provenance()))
