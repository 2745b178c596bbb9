"""The one way in which the readers let lxml parse a stranger's bytes: no entities, no network, no DTD, bounded size.

`XmlWalk` is what the readers of XML share: it goes through the elements once, in order, and writes the blocks.

>>> parse_xml(b"<a>one<b/>two</a>", "toy.xml").tag
'a'
>>> parse_xml(b"<a>one<b>", "cut.xml")
Traceback (most recent call last):
    ...
controllist.errors.SourceError: cut.xml: expected complete XML, found an error at line 1
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from attrs import evolve
from lxml import etree, html

from controllist.blocks import Block, Discard, Style
from controllist.errors import SourceError
from controllist.limits import amount, beyond, limits
from controllist.locations import Location
from controllist.readers.inline import Run

Element = Any
"""An lxml element; the stubs disagree between etree and html, so it has one name here."""

Made = TypeVar("Made")

ENTITY = b"<!ENTITY"
"""How an entity is declared, which no official text does; anywhere in a file, for a head can be padded."""


def check_size(data: bytes, name: str) -> None:
    """Refuse what is empty or too large; raises `SourceError`."""
    bound = limits()
    if len(data) > bound.bytes:
        raise beyond(name, "bytes", f"at most {amount(bound.bytes)}", amount(len(data)))
    if not data or data.isspace():
        raise SourceError(f"{name or 'input'}: expected a text of a control list, found an empty file", name=name)
    # Tags are counted only where there can be so many.
    tags = data.count(b"<") if len(data) > bound.tags else 0
    if tags > bound.tags:
        raise beyond(name, "tags", f"at most {bound.tags:,} tags", f"{tags:,}")


def parse_xml(data: bytes, name: str = "") -> Element:
    """The root element of well-formed XML; raises `SourceError` for anything else or for declared entities."""
    check_size(data, name)
    return _check_depth(_parse(data, name), name)


def _parse(data: bytes, name: str) -> Element:
    if ENTITY in data:
        raise SourceError(f"{name or 'input'}: expected XML without declared entities, found <!ENTITY", name=name)
    try:
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
        )
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else 0
        raise SourceError(
            f"{name or 'input'}: expected complete XML, found an error at line {line}", name=name, line=line
        ) from None


def parse_html(data: bytes, name: str, make: Callable[[Element, str], Made]) -> Made:
    """What `make` makes of the root of XHTML, or of HTML as browsers read it where it is no well-formed XML.

    `make` gets the root and the name, and must refuse what is nested too deeply (`is_too_deep`).
    """
    check_size(data, name)
    try:
        return make(_parse(data, name), name)
    except SourceError:
        if ENTITY in data:
            raise
    encoding = "utf-8" if _is_utf8(data) else "windows-1252"
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(encoding=encoding, no_network=True))
    except (etree.ParserError, ValueError):
        raise SourceError(f"{name or 'input'}: expected HTML, found nothing to read", name=name) from None
    return make(root, name)


_PROLOG = re.compile(
    rb"""
    (?: \xef\xbb\xbf )?                                                     # a byte order mark
    (?> \s+ | <\?.*?\?> | <!--.*?--> | <!DOCTYPE [^>\[]* > )*+              # declaration, comments; never tried twice
    < (?P<root> [A-Za-z][\w.:-]* )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def root_name(data: bytes) -> str:
    """The name of the first element without its prefix, as written; empty where no markup begins.

    >>> root_name(b"<?xml version='1.0'?><!-- made --><CONS.ACT><TITLE/>"), root_name(b"1A001 Anvils <b>")
    ('CONS.ACT', '')
    """
    found = _PROLOG.match(data[:100_000])
    return found["root"].decode("ascii", "replace").rpartition(":")[2] if found else ""


def local(element: Element) -> str:
    """The tag without its namespace, in lower case; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def comments(root: Element) -> Iterator[str]:
    """All comments of the document, those before and behind the root among them."""
    for node in reversed(list(root.itersiblings(etree.Comment, preceding=True))):
        yield node.text or ""
    for node in root.iter(etree.Comment):
        yield node.text or ""
    for node in root.itersiblings(etree.Comment):
        yield node.text or ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A file cut inside a character is still UTF-8.
        return error.start > len(data) - 4
    return True


def _check_depth(root: Element, name: str) -> Element:
    depth, level = 1, [root]
    while level:
        if depth > limits().depth:
            raise is_too_deep(name)
        depth, level = depth + 1, [child for element in level for child in element]
    return root


def is_too_deep(name: str) -> SourceError:
    """The error for what is nested too deeply."""
    return beyond(name, "depth", f"at most {limits().depth} levels of elements")


class XmlWalk:
    """Goes through the elements of a file once, in order, and writes the blocks; each form tells what its tags mean."""

    inline_tags: frozenset[str] = frozenset()
    """What stands within a line."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.footnotes: list[tuple[str, Run]] = []
        """Those lifted since the last paragraph, each with its number."""
        self.page = 0
        self.discard: Discard | None = None
        """The class of discards for all that is written."""

    # -- what each form defines

    def tag(self, element: Element) -> str:
        """The tag as the form names it; empty for comments and processing instructions."""
        raise NotImplementedError

    def element(self, element: Element, depth: int, level: int = 0) -> None:
        """The blocks of an element that is not inline; `level` is the level of the headings in it."""
        raise NotImplementedError

    def inline(self, element: Element, run: Run, italic: bool = False) -> None:
        """All text of an element into a run."""
        raise NotImplementedError

    def instruction(self, node: Element, run: Run | None) -> None:
        """A comment or processing instruction, which most forms pass over."""

    def mark(self) -> str:
        """The amending act of the passage that is open."""
        return ""

    # -- blocks

    def children(self, element: Element, depth: int, level: int, leave_out: Sequence[Element] = ()) -> None:
        """Blocks of an element: each run of inline content between block elements is a paragraph."""
        run = self.begun(element.text)
        for child in element:
            tag = self.tag(child)
            if not tag:
                self.instruction(child, run)
            elif tag in self.inline_tags and child not in leave_out:
                self.inline(child, run)
            elif child not in leave_out:
                self.paragraph(run, element, depth)
                self.element(child, depth, level)
                run = self.begun()
            run.add(child.tail)
        self.paragraph(run, element, depth)

    def paragraph(self, run: Run, element: Element, depth: int, label: str = "") -> None:
        """Write a run where it or its label shows anything, and the footnotes it calls behind it."""
        text = run.text()
        if text or label:
            self.put(element, text, label, depth, "italic" if run.is_italic() else "", run.provenance())
        self.flush()

    def label_first(self, at: int, element: Element, label: str, depth: int) -> None:
        """Give a label to the first of the blocks written since `at`."""
        first = self.blocks[at] if at < len(self.blocks) else None
        if first and not first.label and first.style in ("", "italic") and first.depth in (depth, depth + 1):
            self.blocks[at] = evolve(first, label=label, depth=depth)
        else:
            # An item without a paragraph, only with a list (seen in BWBR0002629).
            style: Style = "italic" if first is not None and first.style == "italic" else ""
            self.put(element, "", label, depth, style, self.mark())
            self.blocks.insert(at, self.blocks.pop())

    def put(
        self,
        element: Element,
        text: str,
        label: str = "",
        depth: int | None = None,
        style: Style = "",
        mark: str = "",
        discard: Discard | None = None,
    ) -> None:
        """Write one block."""
        where = Location(self.name, self.page, element.sourceline or 0, len(self.blocks) + 1)
        self.blocks.append(Block(text, label, depth, None, style, where, discard or self.discard, (), mark))

    def flush(self) -> None:
        """Write the footnotes lifted since the last paragraph."""
        waiting, self.footnotes = self.footnotes, []
        for number, run in waiting:
            where = Location(self.name, self.page, block=len(self.blocks) + 1)
            mark, discard = run.provenance(), self.discard
            self.blocks.append(Block(run.text(), number, None, None, "footnote", where, discard, (), mark))

    # -- runs

    def begun(self, text: str | None = None) -> Run:
        """A run that begins here, in the passage that is open."""
        run = Run(self.mark())
        run.add(text)
        return run

    def run_of(self, *elements: Element) -> Run:
        """All text of some elements as a run of its own, with a blank between them."""
        run = self.begun()
        for element in elements:
            run.add(" ")
            self.inline(element, run)
        return run

    def inside(self, element: Element, run: Run, italic: bool = False) -> None:
        """What an element holds into a run, whatever the element itself says; paragraphs in it are set apart."""
        run.add(element.text, italic)
        for child in element:
            tag = self.tag(child)
            if not tag:
                self.instruction(child, run)
            else:
                apart = "" if tag in self.inline_tags else " "
                run.add(apart)
                self.inline(child, run, italic)
                run.add(apart)
            run.add(child.tail, italic)
