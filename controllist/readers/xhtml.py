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
from controllist.readers.page import (
    Look,
    Page,
    PageElement,
    has_content,
    is_furniture,
    learn_raised,
    opening,
    plain,
    read_page,
    walk,
)
from controllist.readers.page_text import PageRun, act_mark, bare_text, begun, learn_italics, read_inline
from controllist.readers.plaintext import is_page_head

_OF_ITSELF = re.compile(r"(?:ELI|ISSN|ISBN|DOI)\b")


def in_order(
    blocks: Sequence[Block], anchors: Mapping[str, int], footnotes: Mapping[str, int], has_rule: bool
) -> tuple[Block, ...]:
    """All blocks, each footnote behind the block that calls it; what the page says of itself is back matter.

    `anchors` and `footnotes` tell where the first call of each footnote stands and where the footnote.
    """
    if has_rule:
        blocks = [_told_apart(block) if block.depth == 0 else block for block in blocks]
    called: dict[int, list[int]] = {}
    moved: set[int] = set()
    for key, at in anchors.items():
        note = footnotes.get(key)
        if note is not None and note not in moved:
            called.setdefault(at, []).append(note)
            moved.add(note)
    found: list[Block] = []
    begin = 0
    for at in sorted(moved.union(called)):
        found += blocks[begin:at]
        begin = at + 1
        if at not in moved:
            found += [blocks[at], *(blocks[note] for note in called[at])]
    return (*found, *blocks[begin:])


def _told_apart(block: Block) -> Block:
    """A block that may stand below the act: as back matter, where it is what the page says of itself."""
    is_of_page = not block.label and not block.discard and _OF_ITSELF.match(block.text)
    return evolve(block, discard="front or back matter") if is_of_page else block


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


def holds_data(look: Look) -> bool:
    """Whether the classes of a table say that it holds data."""
    return any(c == "table" or c.startswith(("borderoj", "tbl")) for c in look.classes)


def shows_several(cells: Sequence[PageElement]) -> bool:
    """Whether more than one cell of a row shows anything."""
    return sum(map(has_content, cells)) > 1


def _shown_first(cells: Sequence[PageElement]) -> int:
    """The column of the first cell that shows anything."""
    return next((n for n, c in enumerate(cells) if has_content(c)), 0)


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
    shown = [c for c in cells if has_content(c)]
    if len(shown) == 2 and is_label(shown[0]):
        return shown
    while len(cells) > 2 and not has_content(cells[0]):
        cells = cells[1:]
    return cells


def is_data_item(cells: Sequence[PageElement]) -> bool:
    """Whether a row holds an item whose text is spread over several cells."""
    return len(cells) > 2 and not any(c.has_table for c in cells) and has_content(cells[0])


def is_head_row(cells: Sequence[PageElement]) -> bool:
    if not 2 < len(cells) < 6 or any(c.has_table for c in cells):
        return False
    return is_page_head(" ".join(plain(c) for c in cells if has_content(c)))


def is_label(cell: PageElement) -> bool:
    """Whether a cell holds one short label and nothing else."""
    return not cell.has_table and 0 < len(plain(cell)) <= _LONGEST_LABEL


def is_leaf(element: PageElement) -> bool:
    return element.tag in ("p", "span") and not element.holds_blocks


def holds_one_block(element: PageElement) -> bool:
    """Whether an element with one child is nothing but what that holds."""
    child = element.children[0]
    is_alone = not blanks(element.text) and not blanks(child.tail) and element.look.role == "text"
    return is_alone and child.look.is_block


_WRITTEN = re.compile(r"\(?(?P<label>[a-z]{1,2}|\d{1,3})[.)]\s+\S")
"""An item's label that stands in its text."""
_LEFT = re.compile(r"margin-left\s*:\s*(\d+(?:\.\d+)?)")
HANGING = re.compile(r"text-indent\s*:\s*-(\d+(?:\.\d+)?)")


def label_and_content(element: PageElement) -> list[PageElement] | None:
    """The parts of an element made of a label and its text side by side, None for any other element."""
    if element.tag not in ("div", "li") or blanks(element.text or ""):
        return None
    parts = [c for c in element.children if c.look.role != "skipped"]
    if len(parts) < 2 or any(blanks(c.tail or "") for c in parts) or not is_label(parts[0]):
        return None
    names = {n for e in (element, parts[0]) for n in e.look.classes}
    is_known = any("grid" in n or n in ("no-parag", "enumeration-spacing") or n.endswith("column-1") for n in names)
    # Whatever their classes: an item's label alone, and its text beside it, not in a paragraph below.
    is_alike = parts[0].tag in ("div", "span", "b", "strong") and parts[1].tag != "p"
    return parts if is_known or (is_alike and ITEM_LABEL.fullmatch(plain(parts[0]))) else None


def is_item_box(element: PageElement) -> bool:
    """Whether an element is one item: a paragraph that begins with its label, and no neighbour of that item."""
    parts = [c for c in element.children if c.tag]
    if len(parts) < 2 or not is_leaf(parts[0]) or not all(c.look.is_block for c in parts):
        return False
    if blanks(element.text or "") or any(blanks(c.tail or "") for c in parts):
        return False
    if HANGING.search(element.look.style) and any("word-spacing" in c.look.style for c in parts[0].children):
        return True
    label = _WRITTEN.match(opening(parts[0]))
    return label is not None and not _holds_next(parts[1:], label)


def opens_item(element: PageElement) -> bool:
    """Whether the text an element begins with is an item, and what else it holds no neighbour of that item."""
    if not element.holds_blocks:
        return False
    first = next((c for c in element.children if c.tag), None)
    is_inline = first is not None and not first.look.is_block and not first.holds_blocks
    label = _WRITTEN.match(opening(element)) if is_inline or blanks(element.text or "") else None
    return label is not None and not _holds_next([c for c in element.children if c.look.is_block], label)


def _holds_next(parts: Sequence[PageElement], label: re.Match[str]) -> bool:
    """Whether the next label of a list stands among these, so that the one before begins no item that holds them."""
    others = (_WRITTEN.match(opening(c)) for c in parts)
    alike = (o["label"] for o in others if o is not None and o["label"].isdecimal() == label["label"].isdecimal())
    # The list of a note in the item may be of its kind, but then it begins anew.
    return next(alike, "") == _following(label["label"])


def _following(label: str) -> str:
    return str(int(label) + 1) if label.isdecimal() else label[:-1] + chr(ord(label[-1]) + 1)


def margin_depth(element: PageElement, margins: list[float]) -> int:
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


_BOXES = frozenset(("div", "li", "section", "article", "blockquote", "dd", "td", "th"))
_SHORT_LABEL = re.compile(r"\S{1,12}|.{1,28}[.:)]|[^.;:]{1,20}")
_CONVERTER = re.compile(r"(CONVEX|fmx2xhtml)\s*#\s*converter_version:\s*(\S+)\s*#\s*generated_on:\s*(\S+)")
_CONSOLIDATED = re.compile(r"\b0(\d{4}[A-Z]{1,2}\d{4})\b")


def read_xhtml(data: bytes, name: str = "") -> Document:
    """The blocks of one XHTML page; raises `SourceError` where there is nothing to read."""
    return read_blocks(read_page(data, name), name)


def read_blocks(page: Page, name: str) -> Document:
    """The blocks of a page that is made."""
    learn_raised(page)
    learn_italics(page)
    reader = _Reader(name)
    reader.has_wide_blanks = any(map(_is_wide_blank, page.looks))
    reader.children(next((e for e in walk(page.root) if e.tag == "body"), page.root), 0)
    title = next((plain(e) for e in walk(page.root) if e.tag == "title"), "")
    marked = (e for e in walk(page.root) if "reference" in e.look.classes)
    reference = next((plain(e) for e in marked), "") if reader.is_consolidated else ""
    identifier = _CONSOLIDATED.search(reference)
    return Document(
        blocks=in_order(reader.blocks, reader.anchors, reader.footnotes, reader.has_rule),
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
        """Where the block of a label stands that still has no text."""
        self.joined = 0
        """How many of the labels around have got their text: two paragraphs of the page, and one block."""
        self.footnotes: dict[str, int] = {}
        """Where the block of each footnote stands."""
        self.has_rule = False
        self.mark = ""
        self.is_consolidated = self.has_wide_blanks = False

    # -- block level

    def children(self, element: PageElement, depth: int, below: int = 0) -> None:
        """Blocks of an element: each run of inline content between block elements is a paragraph.

        What stands behind the first of these lies `below` levels deeper.
        """
        margins: list[float] = []
        run = begun(element.text)
        for child in element.children:
            look, tail = child.look, child.tail
            if look.is_block or (child.holds_blocks and look.role != "skipped"):
                if run is not None:
                    self.paragraph(run, element, depth)
                    depth, below = depth + below, 0
                deeper = margin_depth(child, margins) if margins or look.style else 0
                self.element(child, depth + deeper)
                run = begun(tail) if tail and not tail.isspace() else None
                continue
            if look.role != "skipped":
                run = read_inline(child, run)
            if run is None:
                run = begun(tail)
            elif tail:
                run.add_text(tail)
        if run is not None:
            self.paragraph(run, element, depth)

    def element(self, element: PageElement, depth: int) -> None:
        tag, look = element.tag, element.look
        if tag == "p" and not (element.holds_blocks or look.opens_passage):
            self.bare_paragraph(element, depth)
        elif tag == "table":
            self.table(element, depth)
        elif tag == "dl":
            self.descriptions(element, depth)
        elif tag == "hr":
            self.has_rule = True
        elif look.opens_passage:
            self.open_passage(element)
        elif (parts := label_and_content(element)) is not None:
            self.is_consolidated = self.is_consolidated or any(n.startswith("grid") for n in look.classes)
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
        self.add(Block(plain(element), location=self.here(element.line), discard="running head"))

    def bare_paragraph(self, element: PageElement, depth: int) -> None:
        """A paragraph, with a label before it where a wide blank parts the two."""
        bare = bare_text(element)
        if bare is not None:
            self.paragraph(_NO_RUN, element, depth, bare)
            return
        if not (self.has_wide_blanks and any(_is_wide_blank(child.look) for child in element.children)):
            self.paragraph(read_inline(element), element, depth)
            return
        before, after = PageRun(), PageRun()
        target = before
        before.add_text(element.text)
        for child in element.children:
            if target is before and _is_wide_blank(child.look):
                target = after
            else:
                read_inline(child, target)
            target.add_text(child.tail)
        label = before.text()
        if _SHORT_LABEL.fullmatch(label) and has_content(element) and after.text():
            self.is_consolidated = True
            self.add(
                Block(
                    after.text(),
                    label,
                    depth,
                    style="italic" if after.is_italic() else "",
                    location=self.here(element.line),
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
                self.add(Block(" ".join(run.arrows), location=self.here(element.line), discard="running head"))
            return
        said = element.look.paragraph
        discard: Discard | None = "running head" if said.is_furniture or is_page_head(text) else None
        style = said.style or ("italic" if bare is None and run.is_italic() else "")
        if self.waiting is not None and said.is_plain and discard is None:
            self.join(self.waiting, text, style, run, element)
            return
        block = Block(
            "" if said.is_annotation else text,
            text if said.is_annotation else "",
            said.level if style == "heading" else depth,
            None,
            style,
            self.here(element.line),
            discard,
            run.doubts,
            run.provenance() or self.mark,
        )
        if said.is_footnote:
            block = evolve(block, label=f"({run.call.strip('() ')})", style="footnote")
            at = self.put(block)
            for key in run.references:
                self.footnotes.setdefault(key, at)
            return
        self.add(block, run)

    def add(self, block: Block, run: PageRun | None = None) -> None:
        """Write a block; remember which footnotes it calls and which arrows stood in it."""
        at = self.put(block)
        if run is not None:
            self.hang(run, at, block.location)

    def put(self, block: Block) -> int:
        """Write a block and tell where; a label that waits stays without text where this is not furniture."""
        if block.discard is None:
            self.waiting = None
        self.blocks.append(block)
        return len(self.blocks) - 1

    def hang(self, run: PageRun, at: int, location: Location) -> None:
        """Remember which footnotes the block at a place calls, and write the arrows that stood in it."""
        for key in run.references:
            self.anchors.setdefault(key, at)
        if run.arrows:
            self.put(Block(" ".join(run.arrows), location=location, discard="running head"))

    # -- labels

    def labelled(self, label: PageElement, content: Sequence[PageElement], depth: int) -> None:
        """A label and what it stands before: the first paragraph is its text, the rest lies one level deeper."""
        cell = label
        while len(cell.children) == 1 and holds_one_block(cell):
            cell = cell.children[0]
        bare = bare_text(cell) if cell.look.is_block else None
        run = read_inline(label) if bare is None else _NO_RUN
        outer = self.joined
        self.label(run.text() if bare is None else bare, label.line, depth, run)
        for part in content:
            if part.look.is_block:
                self.children(part, depth + 1) if not is_leaf(part) else self.bare_paragraph(part, depth + 1)
            else:
                self.paragraph(read_inline(part), part, depth + 1)
        self.waiting = None
        self.joined = outer

    def label(self, text: str, line: int, depth: int, run: PageRun | None = None) -> None:
        """Write a label, which waits for its text."""
        at, location = len(self.blocks), self.here(line)
        self.blocks.append(Block("", text, depth, None, "", location, None, (), self.mark))
        if run is not None:
            self.hang(run, at, location)
        self.waiting = at

    def join(self, at: int, text: str, style: Style, run: PageRun, element: PageElement) -> None:
        """Give the label that waits its text."""
        self.waiting = None
        kept = self.blocks[at]
        mark = run.provenance() or self.mark or kept.mark
        self.blocks[at] = Block(text, kept.label, kept.depth, None, style, kept.location, None, run.doubts, mark)
        if run.references or run.arrows:
            self.hang(run, at, self.here(element.line))
        self.joined += 1

    def table(self, table: PageElement, depth: int) -> None:
        """Rows with a label become labelled blocks, rows of data one block each, layout is gone through."""
        is_data = holds_data(table.look)
        rows = [[c for c in row.children if c.tag in ("td", "th")] for row in rows_of(table)]
        columns = () if is_data else label_columns(rows)
        is_box: bool | None = None
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
            else:
                if is_box is None:
                    # Seldom asked, as most rows have a label.
                    is_box = not is_data and not any(map(shows_several, rows))
                self.other_row(cells, depth, is_data, is_box)

    def other_row(self, cells: Sequence[PageElement], depth: int, is_data: bool, is_box: bool) -> None:
        """A row without a label of its own; in a box, label and text stand in one cell, or there is none."""
        if not is_box and (is_data or not any(c.holds_blocks for c in cells)):
            self.data_row(cells, depth)
            return
        for cell in cells:
            self.element(cell, depth) if is_box else self.children(cell, depth)

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
            where = self.here(cells[0].line)
            is_head = is_furniture(n for c in cells for e in walk(c) for n in e.look.classes) or is_page_head(
                run.text()
            )
            furniture: Discard | None = "running head" if is_head else None
            mark = run.provenance() or self.mark
            doubts = run.doubts
            block = Block(run.text(), label, depth, None, "table", where, furniture, doubts, mark)
            self.add(block, run)

    def here(self, line: int) -> Location:
        return Location(self.name, 0, line, len(self.blocks) + self.joined + 1)


_NO_RUN = PageRun()
"""Where there is nothing but text."""


def _is_wide_blank(look: Look) -> bool:
    """Whether it may part a label from the text behind it."""
    return "word-spacing" in look.style
