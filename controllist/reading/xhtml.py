"""XHTML as EUR-Lex gives it: the Official Journal, with and without `oj-` before its classes, and consolidated texts.

In the Official Journal one table stands for one item: a narrow cell with the label, a wide cell with the text and the
tables of its children; an entry has an empty cell before them. Consolidated texts use grids for the same (before 2022
margins), leave entries bare with a wide blank behind their code, and put an entry's items behind it, not inside it.
Classes and widths vary between conversions, so what cells hold tells a row with a label from data. The blocks carry
the nesting as `depth`: the number of labelled cells around them (the level, for headings).

>>> document = read_xhtml(b'''<html><body><table><tr><td><p class="normal">a.</p></td>
... <td><p>Pumps above 10<span class="super">3</span> Pa;</p><p>See it.</p></td></tr></table></body></html>''')
>>> [(b.label, b.text, b.depth) for b in document.blocks]
[('a.', 'Pumps above 10^3 Pa;', 0), ('', 'See it.', 1)]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from attrs import evolve

from controllist.blocks import Block, Discard, Document, Style
from controllist.locations import Location
from controllist.normalize import blanks
from controllist.reading._boxes import HANGING, is_item_box, label_and_content, opens_item
from controllist.reading._heads import is_page_head
from controllist.reading._inline import PageRun, act_mark, add_text, bare_text, read_inline
from controllist.reading._looks import Look
from controllist.reading._note_looks import learn_italics
from controllist.reading._page import PageElement, has_content, learn_raised, plain, read_page, walk
from controllist.reading._rows import (
    ITEM_LABEL,
    is_data_item,
    is_head_row,
    is_label,
    is_leaf,
    label_columns,
    level,
    rows_of,
    shows_several,
    without_empty,
)

_BOXES = frozenset(("div", "li", "section", "article", "blockquote", "dd", "td", "th"))
_SHORT_LABEL = re.compile(r"\S{1,12}|.{1,28}[.:)]|[^.;:]{1,20}")
_HEADING = re.compile(
    r"""
    (?: (?P<top> doc-ti | title-doc.* | title-annex-\d | ti-annex )      # the title of an act or annex
      | (?: ti-grseq- | title-gr-seq-level- ) (?P<level> \d )            # a group of the annex, by level
      | (?P<other> ti- (?: art | section | chap | tbl | grseq | cap ) .* | title- (?: article | table ) .* ) )
    """,
    re.VERBOSE,
)
_CONVERTER = re.compile(r"(CONVEX|fmx2xhtml)\s*#\s*converter_version:\s*(\S+)\s*#\s*generated_on:\s*(\S+)")
_CONSOLIDATED = re.compile(r"\b0(\d{4}[A-Z]{1,2}\d{4})\b")
_FURNITURE = frozenset(("reference", "disclaimer", "arrow", "modref"))
_LEFT = re.compile(r"margin-left\s*:\s*(\d+(?:\.\d+)?)")
_TAIL = re.compile(r"(?:ELI|ISSN|ISBN|DOI)\b")


def read_xhtml(data: bytes, name: str = "") -> Document:
    """The blocks of one XHTML page; raises `SourceError` where there is nothing to read."""
    page = read_page(data, name)
    learn_raised(page)
    learn_italics(page)
    reader = _Reader(name)
    reader.children(next((e for e in walk(page.root) if e.tag == "body"), page.root), 0)
    title = next((plain(e) for e in walk(page.root) if e.tag == "title"), "")
    marked = (e for e in walk(page.root) if "reference" in e.look.classes)
    reference = next((plain(e) for e in marked), "") if reader.is_consolidated else ""
    identifier = _CONSOLIDATED.search(reference)
    return Document(
        blocks=reader.finished(),
        form="consolidated-xhtml" if reader.is_consolidated else "oj-xhtml",
        language=(page.root.get("lang") or page.root.get("{http://www.w3.org/XML/1998/namespace}lang"))[:2],
        title=title,
        identifier="0" + identifier[1] if identifier else "",
        converter=next((" ".join(m.groups()) for c in page.comments if (m := _CONVERTER.search(c))), ""),
        surer="the Formex file or the PDF of the act",
    )


class _Reader:
    """Goes through the elements once, in order, and writes the blocks."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.anchors: dict[str, int] = {}
        """Where the block stands that calls each footnote first."""
        self.waiting: int | None = None
        """Where a label stands that still has no text."""
        self.joined = 0
        """How many of the labels around have got their text: two paragraphs of the page, and one block."""
        self.footnotes: dict[str, Block] = {}
        self.has_rule = False
        self.mark = ""
        self.is_consolidated = False

    # -- block level

    def children(self, element: PageElement, depth: int, below: int = 0) -> None:
        """Blocks of an element: each run of inline content between block elements is a paragraph.

        What stands behind the first of these lies `below` levels deeper.
        """
        margins: list[float] = []
        run = _begun(element.text)
        for child in element.children:
            is_shown = child.look.role != "skipped"
            if child.look.is_block or (is_shown and child.holds_blocks):
                if run is not None:
                    self.paragraph(run, element, depth)
                    depth, below = depth + below, 0
                self.element(child, depth + _margin_depth(child, margins))
                run = _begun(child.tail)
                continue
            if is_shown:
                run = read_inline(child, run)
            if run is None:
                run = _begun(child.tail)
            else:
                add_text(run, child.tail)
        if run is not None:
            self.paragraph(run, element, depth)

    def element(self, element: PageElement, depth: int) -> None:
        tag, names = element.tag, element.look.classes
        if tag == "table":
            self.table(element, depth)
        elif tag == "dl":
            self.descriptions(element, depth)
        elif tag == "hr":
            self.has_rule = True
        elif "modref" in names or "arrow" in names:
            self.open_passage(element)
        elif tag == "p" and not element.holds_blocks:
            self.bare_paragraph(element, depth)
        elif (parts := label_and_content(element)) is not None:
            self.is_consolidated = self.is_consolidated or any(n.startswith("grid") for n in names)
            self.labelled(parts[0], parts[1:], depth)
        elif tag in _BOXES and is_item_box(element):
            self.box(element, depth)
        elif tag in _BOXES and opens_item(element):
            self.children(element, depth, 1)
        else:
            self.children(element, depth)

    def box(self, element: PageElement, depth: int) -> None:
        """An item whose label stands in its first paragraph: what else is in its box lies one level deeper."""
        first, *below = (c for c in element.children if c.tag)
        self.bare_paragraph(first, depth)
        for part in below:
            self.element(part, depth + 1)

    def open_passage(self, element: PageElement) -> None:
        """A mark such as ▼M4 holds from here on."""
        self.is_consolidated = True
        self.mark = act_mark(element)
        self.add(Block(plain(element), location=self.here(element), discard="running head"))

    def bare_paragraph(self, element: PageElement, depth: int) -> None:
        """A paragraph, with a label before it where a wide blank parts the two."""
        bare = bare_text(element)
        if bare is not None:
            self.paragraph(_NO_RUN, element, depth, bare)
            return
        if not any("word-spacing" in child.look.style for child in element.children):
            self.paragraph(read_inline(element), element, depth)
            return
        before, after = PageRun(), PageRun()
        target = before
        add_text(before, element.text)
        for child in element.children:
            if target is before and "word-spacing" in child.look.style:
                target = after
            else:
                read_inline(child, target)
            add_text(target, child.tail)
        label = before.text()
        if _SHORT_LABEL.fullmatch(label) and has_content(element) and after.text():
            self.is_consolidated = True
            self.add(
                Block(
                    after.text(),
                    label,
                    depth,
                    style="italic" if after.is_italic() else "",
                    location=self.here(element),
                    mark=after.provenance() or self.mark,
                    doubts=after.doubts,
                ),
                after,
            )
        else:
            self.paragraph(read_inline(element), element, depth)

    def paragraph(self, run: PageRun, element: PageElement, depth: int, bare: str | None = None) -> None:
        """A paragraph; `bare` is its text where it has nothing but text."""
        text = run.text() if bare is None else bare
        if not text and not run.references:
            if run.arrows:
                self.add(Block(" ".join(run.arrows), location=self.here(element), discard="running head"))
            return
        said = _paragraph_look(element.look)
        discard: Discard | None = "running head" if said.is_furniture or is_page_head(text) else None
        style = said.style or ("italic" if run.is_italic() else "")
        is_text = style in ("", "italic") and discard is None and not (said.is_annotation or said.is_footnote)
        if is_text and self.waiting is not None:
            self.join(text, style, run, element)
            return
        block = Block(
            text,
            "",
            said.level if style == "heading" else depth,
            None,
            style,
            self.here(element),
            discard,
            run.doubts,
            run.provenance() or self.mark,
        )
        if said.is_annotation:
            block = evolve(block, label=text, text="")
        elif said.is_footnote:
            block = evolve(block, label=f"({run.call.strip('() ')})", style="footnote")
            for key in run.references:
                self.footnotes.setdefault(key, block)
            self.put(block)
            return
        self.add(block, run)

    def add(self, block: Block, run: PageRun | None = None) -> None:
        """Write a block; remember which footnotes it calls and which arrows stood in it."""
        at = self.put(block)
        if run is not None:
            self.call(run.references, at)
            if run.arrows:
                self.put(Block(" ".join(run.arrows), location=block.location, discard="running head"))

    def put(self, block: Block) -> int:
        """Write a block and tell where; a label that waits stays without text where this is not furniture."""
        if block.discard is None:
            self.waiting = None
        self.blocks.append(block)
        return len(self.blocks) - 1

    def call(self, keys: Sequence[str], at: int) -> None:
        for key in keys:
            self.anchors.setdefault(key, at)

    # -- labels

    def labelled(self, label: PageElement, content: Sequence[PageElement], depth: int, style: Style = "") -> None:
        """A label and what it stands before: the first paragraph is its text, the rest lies one level deeper."""
        cell = label
        while len(cell.children) == 1 and _holds_one_block(cell):
            cell = cell.children[0]
        bare = bare_text(cell) if cell.look.is_block else None
        run = read_inline(label) if bare is None else _NO_RUN
        text = run.text() if bare is None else bare
        block = Block("", text, depth, None, style, self.here(label), None, (), self.mark)
        outer, at = self.joined, len(self.blocks)
        self.add(block, run)
        self.waiting = at
        for part in content:
            if part.look.is_block:
                self.children(part, depth + 1) if not is_leaf(part) else self.bare_paragraph(part, depth + 1)
            else:
                self.paragraph(read_inline(part), part, depth + 1)
        self.waiting, self.joined = None, outer

    def join(self, text: str, style: Style, run: PageRun, element: PageElement) -> None:
        """Give the label that waits its text."""
        assert self.waiting is not None
        at, self.waiting = self.waiting, None
        label = self.blocks[at]
        mark = run.provenance() or self.mark or label.mark
        style = label.style or style
        self.blocks[at] = Block(text, label.label, label.depth, None, style, label.location, None, run.doubts, mark)
        self.call(run.references, at)
        if run.arrows:
            self.put(Block(" ".join(run.arrows), location=self.here(element), discard="running head"))
        self.joined += 1

    def table(self, table: PageElement, depth: int) -> None:
        """Rows with a label become labelled blocks, rows of data one block each, layout is gone through."""
        names = table.look.classes
        is_data = bool(names) and any(c == "table" or c.startswith(("borderoj", "tbl")) for c in names)
        rows = [[c for c in row.children if c.tag in ("td", "th")] for row in rows_of(table)]
        columns = () if is_data else label_columns(rows)
        # Seldom asked, as most rows have a label.
        is_box = cache(lambda: not is_data and not any(map(shows_several, rows)))
        outer = depth
        for cells in rows:
            # Where labels stand in several columns, each is a level; what has no label goes on with a text.
            depth = outer + level(cells, columns) if columns else outer
            if is_head_row(cells):
                self.data_row(cells, depth)
                continue
            if len(cells) > 2 and not is_data:
                # An entry has an empty cell before its code; other conversions have one elsewhere.
                cells = without_empty(cells)
            if len(cells) == 2 and not has_content(cells[0]) and not is_data:
                self.children(cells[1], depth)
            elif len(cells) == 2 and not is_data and is_label(cells[0]):
                self.labelled(cells[0], cells[1:], depth)
            elif (is_data or is_data_item(cells)) and len(cells) > 1 and ITEM_LABEL.fullmatch(plain(cells[0])):
                self.data_row(cells, depth, read_inline(cells[0]).text())
            elif is_box():
                # Label and text in one cell, or none.
                for cell in cells:
                    self.element(cell, depth)
            elif is_data or not any(c.holds_blocks for c in cells):
                self.data_row(cells, depth)
            else:
                for cell in cells:
                    self.children(cell, depth)

    def descriptions(self, element: PageElement, depth: int) -> None:
        """Terms with what describes them: labels with their texts."""
        label: PageElement | None = None
        for part in element.children:
            if part.tag == "dt":
                label = part
            elif part.tag == "dd" and label is not None and is_label(label):
                self.labelled(label, [part], depth)
                label = None
            elif part.tag:
                self.children(part, depth)

    def data_row(self, cells: Sequence[PageElement], depth: int, label: str = "") -> None:
        run = PageRun()
        for cell in cells[1 if label else 0 :]:
            read_inline(cell, run)
            run.add(" ")
        if run.text() or label:
            where = self.here(cells[0])
            is_head = _is_furniture(n for c in cells for e in walk(c) for n in e.look.classes) or is_page_head(
                run.text()
            )
            furniture: Discard | None = "running head" if is_head else None
            mark = run.provenance() or self.mark
            doubts = run.doubts
            block = Block(run.text(), label, depth, None, "table", where, furniture, doubts, mark)
            self.add(block, run)

    # -- the end

    def here(self, element: PageElement) -> Location:
        return Location(self.name, 0, element.line, len(self.blocks) + self.joined + 1)

    def finished(self) -> tuple[Block, ...]:
        """All blocks, each footnote behind the block that calls it; what the page says of itself is back matter."""
        called: dict[int, list[Block]] = {}
        moved: set[int] = set()
        for key, at in self.anchors.items():
            note = self.footnotes.get(key)
            if note is not None and id(note) not in moved:
                called.setdefault(at, []).append(note)
                moved.add(id(note))
        found: list[Block] = []
        for at, block in enumerate(self.blocks):
            if id(block) in moved:
                continue
            is_tail = self.has_rule and block.depth == 0 and not block.label and _TAIL.match(block.text)
            found.append(evolve(block, discard="front or back matter") if is_tail and not block.discard else block)
            found.extend(called.get(at, ()))
        return tuple(found)


_NO_RUN = PageRun()
"""Where there is nothing but text."""


def _holds_one_block(element: PageElement) -> bool:
    """Whether an element with one child is nothing but what that holds."""
    child = element.children[0]
    is_alone = not blanks(element.text) and not blanks(child.tail) and element.look.role == "text"
    return is_alone and child.look.is_block


def _begun(text: str) -> PageRun | None:
    """A run that begins with a text, None where that says nothing: blanks between elements are no paragraph."""
    if not text or text.isspace():
        return None
    run = PageRun()
    add_text(run, text)
    return run


def _margin_depth(element: PageElement, margins: list[float]) -> int:
    """How many labelled paragraphs around this one are told by smaller margins alone, as older texts do."""
    style = element.look.style
    found = _LEFT.search(style) if style else None
    if found is None:
        if element.tag != "p":
            margins.clear()
        return len(margins)
    hanging = HANGING.search(style)
    # Where the label stands: the text hangs to the right of it.
    left = float(found[1]) - (float(hanging[1]) if hanging else 0.0)
    while margins and margins[-1] >= left:
        margins.pop()
    margins.append(left)
    return len(margins) - 1


class _ParagraphLook(NamedTuple):
    """What the look of a paragraph tells of it."""

    style: Style
    level: int
    is_annotation: bool
    is_footnote: bool
    is_furniture: bool


@lru_cache(maxsize=1_000)
def _paragraph_look(look: Look) -> _ParagraphLook:
    names = look.classes
    is_annotation = any(n.startswith("ti-annotation") for n in names)
    is_footnote = not is_annotation and ("note" in names or "footnote" in names)
    return _ParagraphLook(*_heading(look.tag, names), is_annotation, is_footnote, _is_furniture(names))


def _heading(tag: str, names: tuple[str, ...]) -> tuple[Style, int]:
    for name in names:
        found = _HEADING.fullmatch(name)
        if found:
            return "heading", 0 if found["top"] else int(found["level"] or 3)
    if re.fullmatch(r"h[1-6]", tag):
        return "heading", int(tag[1]) - 1
    return "", 0


def _is_furniture(names: Iterable[str]) -> bool:
    return any(n.startswith("hd-") or n in _FURNITURE for n in names)
