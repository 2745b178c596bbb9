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
from collections.abc import Mapping, Sequence

from attrs import evolve

from controllist.blocks import Block, Discard, Document, Style
from controllist.locations import Location
from controllist.normalize import blanks
from controllist.readers.page import Page, PageElement, learn_raised, opening, plain, read_page, walk
from controllist.readers.page_text import PageRun, act_mark, learn_italics, read_inline
from controllist.readers.plaintext import is_page_head

_BOXES = frozenset(("div", "li", "section", "article", "blockquote", "dd", "td", "th"))
_SHORT_LABEL = re.compile(r"\S{1,12}|.{1,28}[.:)]|[^.;:]{1,20}")
_CONVERTER = re.compile(r"(CONVEX|fmx2xhtml)\s*#\s*converter_version:\s*(\S+)\s*#\s*generated_on:\s*(\S+)")
_CONSOLIDATED = re.compile(r"\b0(\d{4}[A-Z]{1,2}\d{4})\b")
_OF_ITSELF = re.compile(r"(?:ELI|ISSN|ISBN|DOI)\b")


def read_xhtml(data: bytes, name: str = "") -> Document:
    """The blocks of one XHTML page; raises `SourceError` where there is nothing to read."""
    return read_blocks(read_page(data, name), name)


def read_blocks(page: Page, name: str) -> Document:
    """The blocks of a page that is made."""
    learn_raised(page)
    learn_italics(page)
    reader = _Reader(name)
    reader.children(next((e for e in page.elements if e.tag == "body"), page.root), 0)
    title = next((plain(e) for e in page.elements if e.tag == "title"), "")
    marked = (e for e in page.elements if "reference" in e.style.classes)
    reference = next((plain(e) for e in marked), "") if reader.is_consolidated else ""
    identifier = _CONSOLIDATED.search(reference)
    blocks = [_as_back_matter(block) for block in reader.blocks] if reader.has_rule else reader.blocks
    return Document(
        blocks=_with_footnotes(blocks, reader.anchors, reader.footnotes),
        form="consolidated-xhtml" if reader.is_consolidated else "oj-xhtml",
        language=page.language,
        title=title,
        identifier="0" + identifier[1] if identifier else "",
        converter=next((" ".join(m.groups()) for c in page.comments if (m := _CONVERTER.search(c))), ""),
        surer="the Formex file or the PDF of the act",
    )


def _as_back_matter(block: Block) -> Block:
    """Set what the page says of itself below its rule apart from the text of the act."""
    is_of_page = block.depth == 0 and not block.label and not block.discard and _OF_ITSELF.match(block.text)
    return evolve(block, discard="front or back matter") if is_of_page else block


def _with_footnotes(
    blocks: Sequence[Block], anchors: Mapping[str, int], footnotes: Mapping[str, int]
) -> tuple[Block, ...]:
    """All blocks, each footnote behind the block that calls it first (`anchors`)."""
    called: dict[int, list[int]] = {}
    moved: set[int] = set()
    for key, at in anchors.items():
        note = footnotes.get(key)
        if note is not None and note not in moved:
            called.setdefault(at, []).append(note)
            moved.add(note)
    ordered: list[Block] = []
    for at, block in enumerate(blocks):
        if at not in moved:
            ordered += [block, *(blocks[note] for note in called.get(at, ()))]
    return tuple(ordered)


class _Reader:
    """Goes through the elements once, in order, and writes the blocks."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.anchors: dict[str, int] = {}
        """Where the block stands that calls each footnote first."""
        self.footnotes: dict[str, int] = {}
        """Where the block of each footnote stands."""
        self.waiting: int | None = None
        """Where the block of a label stands that still has no text."""
        self.mark = ""
        self.is_consolidated = self.has_rule = False

    # -- block level

    def children(self, element: PageElement, depth: int, below: int = 0) -> None:
        """Blocks of an element: each run of inline content between block elements is a paragraph.

        What stands behind the first of these lies `below` levels deeper.
        """
        margins: list[float] = []
        run = PageRun()
        run.add_text(element.text)
        for child in element.children:
            if child.style.is_block or (child.holds_blocks and child.style.role != "skipped"):
                if not run.is_empty:
                    self.paragraph(run, element, depth)
                    depth, below = depth + below, 0
                    run = PageRun()
                self.element(child, depth + margin_depth(child, margins))
            else:
                read_inline(child, run)
            run.add_text(child.tail)
        self.paragraph(run, element, depth)

    def element(self, element: PageElement, depth: int) -> None:
        tag, style = element.tag, element.style
        if style.opens_passage:
            # A mark such as ▼M4 counts from here on.
            self.is_consolidated = True
            self.mark = act_mark(element)
            self.add(Block(plain(element), location=self.here(element), discard="running head"), PageRun())
        elif tag == "p" and not element.holds_blocks:
            self.bare_paragraph(element, depth)
        elif tag == "table":
            self.table(element, depth)
        elif tag == "dl":
            self.descriptions(element, depth)
        elif tag == "hr":
            self.has_rule = True
        elif (parts := label_and_content(element)) is not None:
            self.is_consolidated = self.is_consolidated or any(n.startswith("grid") for n in style.classes)
            self.labelled(parts[0], parts[1:], depth)
        elif tag in _BOXES and is_item_box(element):
            # The label stands in the first paragraph: what else is in the box lies one level deeper.
            first, *below = (c for c in element.children if c.tag)
            self.bare_paragraph(first, depth)
            for part in below:
                self.element(part, depth + 1)
        elif tag in _BOXES and opens_item(element):
            self.children(element, depth, 1)
        else:
            self.children(element, depth)

    def bare_paragraph(self, element: PageElement, depth: int) -> None:
        """A paragraph, with a label before it where a wide blank parts the two."""
        wide = next((n for n, child in enumerate(element.children) if "word-spacing" in child.style.css), None)
        if wide is not None:
            before, after = PageRun(), PageRun()
            before.add_text(element.text)
            for n, child in enumerate(element.children):
                run = before if n < wide else after
                if n != wide:
                    read_inline(child, run)
                run.add_text(child.tail)
            label, text = before.text(), after.text()
            if _SHORT_LABEL.fullmatch(label) and text:
                self.is_consolidated = True
                where, mark = self.here(element), after.provenance() or self.mark
                style: Style = "italic" if after.is_italic() else ""
                self.add(Block(text, label, depth, None, style, where, None, after.doubts, mark), after)
                return
        self.paragraph(read_inline(element), element, depth)

    def paragraph(self, run: PageRun, element: PageElement, depth: int) -> None:
        """A paragraph, the text of the label that waits, or a footnote; arrows alone are furniture."""
        if run.is_empty:
            return
        text, where, kind = run.text(), self.here(element), element.style
        if not text and not run.references:
            self.add_arrows(run, where)
            return
        label = ""
        style: Style = ""
        discard: Discard | None = None
        if kind.is_furniture or is_page_head(text):
            discard = "running head"
        elif kind.is_footnote:
            label, style = f"({run.call.strip('() ')})", "footnote"
        elif kind.heading is not None:
            depth, style = kind.heading, "heading"
        else:
            style = "italic" if run.is_italic() else ""
            if kind.is_annotation:
                text, label = "", text
            elif self.waiting is not None:
                self.join(self.waiting, text, style, run, where)
                return
        block = Block(text, label, depth, None, style, where, discard, run.doubts, run.provenance() or self.mark)
        if style == "footnote":
            self.footnotes.update((key, len(self.blocks)) for key in run.references if key not in self.footnotes)
            run = PageRun()
        self.add(block, run)

    def join(self, at: int, text: str, style: Style, run: PageRun, where: Location) -> None:
        """Give the label that waits its text."""
        label = self.blocks[at]
        mark = run.provenance() or self.mark or label.mark
        self.blocks[at] = Block(text, label.label, label.depth, None, style, label.location, None, run.doubts, mark)
        self.waiting = None
        self.call_footnotes(run, at)
        self.add_arrows(run, where)

    def add(self, block: Block, run: PageRun) -> None:
        """Write a block and the arrows that stood in it; a label stays without text where this is not furniture."""
        if block.discard is None:
            self.waiting = None
        self.call_footnotes(run, len(self.blocks))
        self.blocks.append(block)
        self.add_arrows(run, block.location)

    def call_footnotes(self, run: PageRun, at: int) -> None:
        for key in run.references:
            self.anchors.setdefault(key, at)

    def add_arrows(self, run: PageRun, where: Location) -> None:
        if run.arrows:
            self.blocks.append(Block(" ".join(run.arrows), location=where, discard="running head"))

    def here(self, element: PageElement) -> Location:
        return Location(self.name, 0, element.line, len(self.blocks) + 1)

    # -- labels

    def labelled(self, label: PageElement, content: Sequence[PageElement], depth: int) -> None:
        """A label and what it stands before: the first paragraph is its text, the rest lies one level deeper."""
        run, at = read_inline(label), len(self.blocks)
        self.add(Block("", run.text(), depth, location=self.here(label), mark=self.mark), run)
        self.waiting = at
        for part in content:
            if part.tag == "p" and not part.holds_blocks:
                self.bare_paragraph(part, depth + 1)
            elif part.style.is_block:
                self.children(part, depth + 1)
            else:
                self.paragraph(read_inline(part), part, depth + 1)
        self.waiting = None

    def table(self, table: PageElement, depth: int) -> None:
        """Rows with a label become labelled blocks, rows of data one block each, layout is passed through."""
        is_data = any(c == "table" or c.startswith(("borderoj", "tbl")) for c in table.style.classes)
        rows = [[c for c in row.children if c.tag in ("td", "th")] for row in rows_of(table)]
        columns = () if is_data else label_columns(rows)
        # In a box, label and text stand in one cell, or there is no label.
        is_box = not is_data and not any(sum(cell.shows for cell in cells) > 1 for cells in rows)
        for cells in rows:
            # Where labels stand in several columns, each is a level; what has no label goes on with a text.
            inner = depth + level(cells, columns)
            if is_head_row(cells):
                self.data_row(cells, inner)
                continue
            if len(cells) > 2 and not is_data:
                # An entry has an empty cell before its code; other conversions have one elsewhere.
                cells = without_empty(cells)
            if len(cells) == 2 and not cells[0].shows and not is_data:
                self.children(cells[1], inner)
            elif len(cells) == 2 and not is_data and is_label(cells[0]):
                self.labelled(cells[0], cells[1:], inner)
            elif (is_data or is_data_item(cells)) and len(cells) > 1 and ITEM_LABEL.fullmatch(plain(cells[0])):
                self.data_row(cells[1:], inner, read_inline(cells[0]).text())
            elif is_box:
                for cell in cells:
                    self.element(cell, inner)
            elif is_data or not any(c.holds_blocks for c in cells):
                self.data_row(cells, inner)
            else:
                for cell in cells:
                    self.children(cell, inner)

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
        """A row of data as one block."""
        run = PageRun()
        for cell in cells:
            read_inline(cell, run)
            run.add(" ")
        text = run.text()
        if text or label:
            is_head = any(e.style.is_furniture for c in cells for e in walk(c)) or is_page_head(text)
            discard: Discard | None = "running head" if is_head else None
            mark = run.provenance() or self.mark
            block = Block(text, label, depth, None, "table", self.here(cells[0]), discard, run.doubts, mark)
            self.add(block, run)


# -- rows: an item with its label, data, or layout


ITEM_LABEL = re.compile(r"\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?", re.IGNORECASE)
_LONGEST_LABEL = 30


def rows_of(table: PageElement) -> list[PageElement]:
    found = []
    for child in table.children:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("tbody", "thead", "tfoot"):
            found.extend(r for r in child.children if r.tag == "tr")
    return found


def _shown_first(cells: Sequence[PageElement]) -> int:
    """The column of the first cell that shows anything."""
    return next((n for n, c in enumerate(cells) if c.shows), 0)


def label_columns(rows: Sequence[Sequence[PageElement]]) -> tuple[int, ...]:
    """The columns in which a table of several rows has labels of items."""
    if len(rows) < 2:
        return ()
    found = set()
    for cells in rows:
        at = _shown_first(cells)
        if len(cells) > at + 1 and is_label(cells[at]) and ITEM_LABEL.fullmatch(plain(cells[at])):
            found.add(at)
    return tuple(sorted(found))


def level(cells: Sequence[PageElement], columns: Sequence[int]) -> int:
    """How many levels a row lies below the outermost items of its table."""
    at = _shown_first(cells) if columns else 0
    return sum(c < at for c in columns)


def without_empty(cells: list[PageElement]) -> list[PageElement]:
    """A label and its text, where these are all that a row shows; else the row without the empty cells before it."""
    shown = [c for c in cells if c.shows]
    if len(shown) == 2 and is_label(shown[0]):
        return shown
    while len(cells) > 2 and not cells[0].shows:
        cells = cells[1:]
    return cells


def is_data_item(cells: Sequence[PageElement]) -> bool:
    """Whether a row holds an item whose text is spread over several cells."""
    return len(cells) > 2 and not any(c.has_table for c in cells) and cells[0].shows


def is_head_row(cells: Sequence[PageElement]) -> bool:
    if not 2 < len(cells) < 6 or any(c.has_table for c in cells):
        return False
    return is_page_head(" ".join(plain(c) for c in cells if c.shows))


def is_label(cell: PageElement) -> bool:
    """Whether a cell holds one short label and nothing else."""
    return not cell.has_table and 0 < len(plain(cell)) <= _LONGEST_LABEL


def _is_leaf(element: PageElement) -> bool:
    return element.tag in ("p", "span") and not element.holds_blocks


# -- boxes: one item each, or not


_WRITTEN = re.compile(r"\(?(?P<label>[a-z]{1,2}|\d{1,3})[.)]\s+\S")
"""An item's label that stands in its text."""
_LEFT = re.compile(r"margin-left\s*:\s*(\d+(?:\.\d+)?)")
_HANGING = re.compile(r"text-indent\s*:\s*-(\d+(?:\.\d+)?)")


def label_and_content(element: PageElement) -> list[PageElement] | None:
    """The parts of an element made of a label and its text side by side, None for any other element."""
    if element.tag not in ("div", "li") or blanks(element.text):
        return None
    parts = [c for c in element.children if c.style.role != "skipped"]
    if len(parts) < 2 or any(blanks(c.tail) for c in parts) or not is_label(parts[0]):
        return None
    names = {n for e in (element, parts[0]) for n in e.style.classes}
    is_known = any("grid" in n or n in ("no-parag", "enumeration-spacing") or n.endswith("column-1") for n in names)
    # Whatever their classes: an item's label alone, and its text beside it, not in a paragraph below.
    is_alike = parts[0].tag in ("div", "span", "b", "strong") and parts[1].tag != "p"
    return parts if is_known or (is_alike and ITEM_LABEL.fullmatch(plain(parts[0]))) else None


def is_item_box(element: PageElement) -> bool:
    """Whether an element is one item: a paragraph that begins with its label, and no neighbour of that item."""
    parts = [c for c in element.children if c.tag]
    if len(parts) < 2 or not _is_leaf(parts[0]) or not all(c.style.is_block for c in parts):
        return False
    if blanks(element.text) or any(blanks(c.tail) for c in parts):
        return False
    if _HANGING.search(element.style.css) and any("word-spacing" in c.style.css for c in parts[0].children):
        return True
    label = _WRITTEN.match(opening(parts[0]))
    return label is not None and not _holds_next(parts[1:], label)


def opens_item(element: PageElement) -> bool:
    """Whether the text an element begins with is an item, and what else it holds no neighbour of that item."""
    if not element.holds_blocks:
        return False
    first = next((c for c in element.children if c.tag), None)
    is_inline = first is not None and not first.style.is_block and not first.holds_blocks
    label = _WRITTEN.match(opening(element)) if is_inline or blanks(element.text) else None
    return label is not None and not _holds_next([c for c in element.children if c.style.is_block], label)


def _holds_next(parts: Sequence[PageElement], label: re.Match[str]) -> bool:
    """Whether the next label of a list stands among these, so that the one before begins no item that holds them."""
    others = (_WRITTEN.match(opening(c)) for c in parts)
    alike = (o["label"] for o in others if o is not None and o["label"].isdecimal() == label["label"].isdecimal())
    # The list of a note in the item may be of its kind, but then it begins anew.
    return next(alike, "") == _following(label["label"])


def _following(label: str) -> str:
    return str(int(label) + 1) if label.isdecimal() else label[:-1] + chr(ord(label[-1]) + 1)


def margin_depth(element: PageElement, margins: list[float]) -> int:
    """How many labelled paragraphs around this one have smaller margins: older texts show levels by margins alone."""
    css = element.style.css
    found = _LEFT.search(css)
    if found is None:
        if element.tag != "p":
            margins.clear()
        return len(margins)
    hanging = _HANGING.search(css)
    # Where the label stands: the text hangs to the right of it.
    left = float(found[1]) - (float(hanging[1]) if hanging else 0.0)
    while margins and margins[-1] >= left:
        margins.pop()
    margins.append(left)
    return len(margins) - 1
