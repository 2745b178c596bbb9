"""The walk through a Formex file: paragraphs and the text in their lines, with page, amending act and footnotes.

What makes more than a paragraph of an element (a list, a table, a heading) is handed in by tag, so that each kind has a
file of its own which knows the walk, while the walk knows none of them.

>>> from controllist.readers._xml import parse_xml
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
from controllist.readers._formex_elements import INLINE, METADATA
from controllist.readers._formex_text import formula_text, group_thousands, quotation_mark
from controllist.readers._runs import Run
from controllist.readers._xml import Element

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
