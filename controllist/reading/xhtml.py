"""XHTML of the Official Journal as EUR-Lex gives it, with and without the `oj-` before its classes.

One table stands for one item: a narrow cell with the label, a wide cell with the text and the tables of its children;
an entry has an empty cell before them. Headings, headings of annotations ("Technical Note:"), data tables, footnotes
and pictures have elements of their own. Widths vary between conversions, so the cells tell what a row is, not the
columns. The blocks carry the nesting as `depth`: the number of list cells around them (the level, for headings).

>>> document = read_xhtml(b'''<html><body><table><tr><td><p class="normal">a.</p></td>
... <td><p class="normal">Pumps above 10<span class="super">3</span> Pa;</p><p>See it.</p></td></tr></table></body></html>''')
>>> [(b.label, b.text, b.depth) for b in document.blocks]
[('a.', 'Pumps above 10^3 Pa;', 0), ('', 'See it.', 1)]
"""

from __future__ import annotations

import re

from attrs import evolve

from controllist.blocks import Block, Document, Style
from controllist.locations import Location
from controllist.normalize import blanks
from controllist.reading._xml import Element, classes, comments, local, parse_html

_BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_SKIPPED_TAGS = frozenset(["head", "script", "style", "link", "meta", "title", "col", "colgroup", "template"])
_ITALIC_TAGS = frozenset(("i", "em"))
_ITALIC_CLASSES = frozenset(("italic", "italics", "ital"))
_RAISED = frozenset(("super", "superscript", "sup"))
_BARE_LABEL = re.compile(r"\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?|[—–•-]")
_LONGEST_LABEL = 30
_HEADING = re.compile(
    r"""
    (?: (?P<top> doc-ti | title-doc.* | title-annex-\d | ti-annex )      # the title of an act or annex
      | (?: ti-grseq- | title-gr-seq-level- ) (?P<level> \d )            # a group of the annex, by level
      | (?P<other> ti-(?: art | section-\d | section | chap | tbl | grseq | cap ) .* | title-(?: article | table ) .* ) )
    """,
    re.VERBOSE,
)
_CONVERTER = re.compile(r"(CONVEX|fmx2xhtml)\s*#\s*converter_version:\s*(\S+)\s*#\s*generated_on:\s*(\S+)")
_REFERENCE = re.compile(r"#?(?:ntr|ntc)\d+|#?(?:src\.)?E\d{4}")


def read_xhtml(data: bytes, name: str = "") -> Document:
    """The blocks of one XHTML page; raises `SourceError` where there is nothing to read."""
    root = parse_html(data, name)
    walk = _Walk(name)
    bodies = [e for e in root.iter() if local(e) == "body"] or [root]
    for body in bodies[:1]:
        walk.children(body, 0)
    converter = next((" ".join(m.groups()) for c in comments(root) if (m := _CONVERTER.search(c))), "")
    titles = [e for e in root.iter() if local(e) == "title"]
    return Document(
        blocks=walk.finished(),
        form="oj-xhtml",
        language=(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "")[:2],
        title=blanks("".join(titles[0].itertext())) if titles else "",
        converter=converter,
    )


class _Walk:
    """Goes through the elements once, in order, and writes the blocks."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.anchors: dict[str, int] = {}
        self.footnotes: dict[str, int] = {}
        self.last_rule = -1

    # -- block level

    def children(self, element: Element, depth: int) -> None:
        """Blocks of an element: each run of inline content between block elements is a paragraph."""
        run = _Run()
        run.add_text(element.text, italic=False)
        for child in element:
            tag = local(child)
            if tag in _BLOCK_TAGS or (tag not in _SKIPPED_TAGS and _holds_blocks(child)):
                self.paragraph(run, element, depth)
                run = _Run()
                self.element(child, depth)
            elif tag not in _SKIPPED_TAGS:
                _inline(child, run)
            run.add_text(child.tail, italic=False)
        self.paragraph(run, element, depth)

    def element(self, element: Element, depth: int) -> None:
        tag = local(element)
        if tag == "table":
            self.table(element, depth)
        elif tag == "hr":
            self.last_rule = len(self.blocks)
        elif _is_inline_enumeration(element):
            self.enumeration(element, depth)
        else:
            self.children(element, depth)

    def paragraph(self, run: _Run, element: Element, depth: int) -> None:
        text = run.text()
        if not text:
            return
        names = classes(element)
        style, level = _heading(element, names)
        block = Block(
            text=text,
            depth=level if style == "heading" else depth,
            style=style or ("italic" if run.is_italic() else ""),
            location=self.here(element),
        )
        if any(n.startswith("hd-") for n in names):
            block = evolve(block, discard="running head")
        elif any(n.startswith("ti-annotation") for n in names):
            block = evolve(block, label=text, text="", style="italic")
        elif "note" in names:
            block = evolve(block, label=run.call, style="footnote")
            for key in run.references:
                self.footnotes.setdefault(key, len(self.blocks))
        for key in run.references if block.style != "footnote" else ():
            self.anchors.setdefault(key, len(self.blocks))
        self.blocks.append(block)

    # -- tables

    def table(self, table: Element, depth: int) -> None:
        is_data = any(c == "table" or c.startswith(("borderoj", "tbl")) for c in classes(table))
        for row in _rows(table):
            cells = [c for c in row if local(c) in ("td", "th")]
            while len(cells) > 2 and not _has_content(cells[0]):
                cells = cells[1:]
            if len(cells) == 2 and not _has_content(cells[0]) and not is_data:
                self.children(cells[1], depth)
            elif cells and self.is_label(cells[0], is_data) and (len(cells) == 2 or (is_data and len(cells) > 1)):
                self.item(cells, depth, "table" if is_data else "")
            elif is_data or not any(_holds_blocks(c) for c in cells):
                self.data_row(cells, depth)
            else:
                for cell in cells:
                    self.children(cell, depth)

    def is_label(self, cell: Element, is_data: bool) -> bool:
        """Whether a cell holds one short label; a data table must have the label of an item, so as not to be a list."""
        if any(local(e) == "table" for e in cell.iter()):
            return False
        text = blanks("".join(cell.itertext()))
        if is_data:
            return bool(_BARE_LABEL.fullmatch(text)) and not text.startswith(("—", "–", "-", "•"))
        return 0 < len(text) <= _LONGEST_LABEL

    def item(self, cells: list[Element], depth: int, style: Style) -> None:
        label = _Run()
        _inline(cells[0], label)
        start = len(self.blocks)
        self.blocks.append(Block("", label=label.text(), depth=depth, style=style, location=self.here(cells[0])))
        if style == "table":
            run = _Run()
            for cell in cells[1:]:
                _inline(cell, run)
                run.add_text(" ", italic=False)
            self.merge_first(start, run.text(), run.is_italic())
            return
        self.children(cells[-1], depth + 1)
        first = self.blocks[start + 1] if len(self.blocks) > start + 1 else None
        if first is not None and not first.label and first.style in ("", "italic") and first.discard is None:
            del self.blocks[start + 1]
            self.anchors = {k: i - (i > start) for k, i in self.anchors.items()}
            self.footnotes = {k: i - (i > start) for k, i in self.footnotes.items()}
            self.merge_first(start, first.text, first.style == "italic")

    def merge_first(self, at: int, text: str, is_italic: bool) -> None:
        block = self.blocks[at]
        self.blocks[at] = evolve(block, text=text, style=block.style or ("italic" if is_italic else ""))

    def data_row(self, cells: list[Element], depth: int) -> None:
        run = _Run()
        for cell in cells:
            _inline(cell, run)
            run.add_text(" ", italic=False)
        if run.text():
            self.note_anchors(run)
            discard = "running head" if _is_page_header(cells) else None
            where = self.here(cells[0])
            self.blocks.append(Block(run.text(), depth=depth, style="table", location=where, discard=discard))

    def enumeration(self, element: Element, depth: int) -> None:
        """A label and its text as two paragraphs side by side."""
        label, text = _Run(), _Run()
        parts = [c for c in element if local(c) in _BLOCK_TAGS]
        _inline(parts[0], label)
        for part in parts[1:]:
            _inline(part, text)
        style: Style = "italic" if text.is_italic() else ""
        self.note_anchors(text)
        self.blocks.append(Block(text.text(), label.text(), depth, style=style, location=self.here(element)))

    # -- the end

    def note_anchors(self, run: _Run) -> None:
        for key in run.references:
            self.anchors.setdefault(key, len(self.blocks))

    def here(self, element: Element) -> Location:
        return Location(self.name, line=element.sourceline or 0, block=len(self.blocks) + 1)

    def finished(self) -> tuple[Block, ...]:
        """All blocks: each footnote behind the block that calls it, and what follows the last rule as back matter."""
        called: dict[int, list[int]] = {}
        for key, at in self.anchors.items():
            if key in self.footnotes and self.footnotes[key] not in [x for xs in called.values() for x in xs]:
                called.setdefault(at, []).append(self.footnotes[key])
        moved = {x for xs in called.values() for x in xs}
        found: list[Block] = []
        for i, block in enumerate(self.blocks):
            if i in moved:
                continue
            is_tail = self.last_rule >= 0 and block.depth == 0 and not block.label and block.style == ""
            found.append(evolve(block, discard="front or back matter") if is_tail and _is_tail(block.text) else block)
            found.extend(self.blocks[x] for x in called.get(i, ()))
        return tuple(found)


class _Run:
    """Inline content being gathered: text with its exponents, how much of it is italic, the footnotes it calls."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.italic = 0
        self.all = 0
        self.references: list[str] = []
        self.call = ""

    def add_text(self, text: str | None, italic: bool) -> None:
        if text:
            self.parts.append(text)
            visible = sum(not c.isspace() for c in text)
            self.all += visible
            self.italic += visible * italic

    def add_raised(self, text: str) -> None:
        if text.strip():
            self.parts.append(
                "^" + text.strip().replace("–", "-").replace("−", "-") + (" " if text[-1:].isspace() else "")
            )

    def text(self) -> str:
        return blanks("".join(self.parts))

    def is_italic(self) -> bool:
        return self.all > 0 and self.italic >= 0.9 * self.all


def _inline(element: Element, run: _Run, italic: bool = False) -> None:
    tag, names = local(element), classes(element)
    if not tag or tag in _SKIPPED_TAGS:
        return
    if tag == "img":
        run.add_text(" [formula] ", italic)
        return
    if tag == "br":
        run.add_text(" ", italic)
        return
    if tag == "a" and _is_footnote_anchor(element):
        run.references.extend(_anchor_keys(element))
        run.call = run.call or _plain(element)
        return
    if (tag == "sup" or _RAISED & set(names)) and "note-tag" not in names:
        run.add_raised("".join(element.itertext()))
        return
    italic = italic or tag in _ITALIC_TAGS or bool(_ITALIC_CLASSES & set(names))
    run.add_text(element.text, italic)
    for child in element:
        if local(child) in _BLOCK_TAGS:
            run.add_text(" ", italic)
        _inline(child, run, italic)
        if local(child) in _BLOCK_TAGS:
            run.add_text(" ", italic)
        run.add_text(child.tail, italic)


def _is_footnote_anchor(element: Element) -> bool:
    href = element.get("href") or ""
    return (
        href.startswith("#") and bool(_REFERENCE.match(href)) and bool(re.fullmatch(r"\W*\w{1,3}\W*", _plain(element)))
    )


def _anchor_keys(element: Element) -> list[str]:
    """What call and footnote share: the name behind `ntr`/`ntc`, or `E0001`."""
    keys = [element.get("href") or "", element.get("id") or "", element.get("name") or ""]
    return [re.sub(r"^#?(?:ntr|ntc|src\.)", "", k) for k in keys if k][:1]


def _plain(element: Element) -> str:
    return blanks("".join(element.itertext()))


def _heading(element: Element, names: tuple[str, ...]) -> tuple[Style, int]:
    for name in names:
        found = _HEADING.fullmatch(name)
        if found:
            return "heading", 0 if found["top"] else int(found["level"] or 3)
    tag = local(element)
    if re.fullmatch(r"h[1-6]", tag):
        return "heading", int(tag[1]) - 1
    return "", 0


def _rows(table: Element) -> list[Element]:
    found = []
    for child in table:
        tag = local(child)
        if tag == "tr":
            found.append(child)
        elif tag in ("tbody", "thead", "tfoot"):
            found.extend(r for r in child if local(r) == "tr")
    return found


def _holds_blocks(element: Element) -> bool:
    return any(local(e) in ("p", "div", "table", "li", "h1", "h2", "h3") for e in element.iter() if e is not element)


def _has_content(cell: Element) -> bool:
    return bool(_plain(cell)) or any(local(e) == "img" for e in cell.iter())


def _is_inline_enumeration(element: Element) -> bool:
    if "enumeration-spacing" not in classes(element):
        return False
    parts = [c for c in element if local(c) in _BLOCK_TAGS]
    return len(parts) > 1 and len(_plain(parts[0])) <= _LONGEST_LABEL


def _is_page_header(cells: list[Element]) -> bool:
    return any(n.startswith("hd-") for c in cells for e in c.iter() for n in classes(e) if isinstance(e.tag, str))


def _is_tail(text: str) -> bool:
    return bool(re.match(r"(?:ELI|ISSN|ISBN|DOI)\b", text))
