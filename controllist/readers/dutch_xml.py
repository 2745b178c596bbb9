"""Dutch official XML: publications (Staatscourant, Staatsblad; op-xml) and states of a regulation (BWB `toestand`).

Both share their body: `bijlage` with `kop`, `al`, `lijst`/`li`, tables in the CALS model. A label (`li.nr`) is a plain
string, an item may have no paragraph of its own, and notes are plain paragraphs in italics. Processing instructions
stand inside words, anchors (`jci`) between items, formulas are pictures. The schemas are published at
technische-documentatie.oep.overheid.nl and repository.officiele-overheidspublicaties.nl.

>>> document = read_dutch_xml(b'''<toestand bwb-id="BWBR1"><wetgeving><regeling><bijlage><lijst><li><li.nr>2B999</li.nr>
... <al>Pom<?xpp afbreek?>pen:</al><lijst><li><li.nr>a.</li.nr><al>tot 10<sup>3</sup> Pa.</al></li></lijst></li></lijst>
... </bijlage></regeling></wetgeving></toestand>''')
>>> document.form, [(b.label, b.text, b.depth) for b in document.blocks]
('bwb-xml', [('2B999', 'Pompen:', 0), ('a.', 'tot 10^3 Pa.', 1)])
"""

from __future__ import annotations

import re

from attrs import evolve, frozen
from lxml import etree

from controllist.blocks import Block, Discard, Document, Style
from controllist.locations import Location
from controllist.normalize import blanks
from controllist.readers.inline import Run
from controllist.readers.xml import Element, local, parse_xml

_INLINE = frozenset(
    [
        "nadruk",
        "sup",
        "inf",
        "extref",
        "intref",
        "nootref",
        "noot",
        "noot.nr",
        "illustratie",
        "plaatje",
        "formule",
        "b",
        "i",
        "u",
        "em",
        "strong",
        "a",
        "span",
        "redactionele-correctie",
        "redactie.correctie",
        "omissie",
        "plaatsing",
        "unl",
    ]
)
_METADATA = frozenset(("metadata", "meta-data", "jcis", "brondata"))
_BACK = frozenset(("nota-toelichting", "toelichting", "aanhef", "regeling-sluiting", "wetsluiting", "slotformulering"))
"""What stands around the provisions: the preamble, the signature, the explanatory memorandum behind the annex."""
_PICTURES = frozenset(("illustratie", "plaatje", "formule"))
_LABEL = re.compile(r"\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]*\)?|\d[a-e]\d{3}.{0,20}", re.IGNORECASE)
_WRITTEN = re.compile(r"(\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?|\d[A-E]\d{3}\.?)\s+(?=\S)")
"""A label that an item writes into its text."""
_HEADED = frozenset(("bijlage", "divisie", "hoofdstuk", "afdeling", "paragraaf", "titeldeel", "deel", "boek"))


def read_dutch_xml(data: bytes, name: str = "") -> Document:
    """The blocks of one publication or state; raises `SourceError` where it is no complete XML."""
    root = parse_xml(data, name)
    walk = _Walk(name)
    walk.element(root, 0, 0)
    is_state = local(root) in ("toestand", "wetgeving")
    title = next((e for e in root.iter() if local(e) in ("citeertitel", "intitule")), None)
    return Document(
        blocks=tuple(walk.blocks),
        form="bwb-xml" if is_state else "op-xml",
        language="nl",
        title=blanks("".join(title.itertext())) if title is not None else "",
        identifier=root.get("bwb-id") or _publication(root),
    )


@frozen
class State:
    """One state of a regulation as the BWB manifest lists it: in force from a date, and the file that holds it."""

    label: str
    """The date with a counter: `2024-09-07_0`."""
    in_force: str
    ends: str
    file: str
    seen_from: str = ""
    """From which day this text could be seen; a later one is a correction of the same state."""


def read_manifest(data: bytes, name: str = "") -> tuple[State, ...]:
    """The states of a regulation in the manifest of the BWB repository, those no longer served left out.

    >>> read_manifest(b'''<work label="BWBR1"><expression label="2024-01-01_0"><metadata>
    ... <datum_inwerkingtreding>2024-01-01</datum_inwerkingtreding></metadata><manifestation label="xml">
    ... <item label="BWBR1_2024-01-01_0.xml"/></manifestation></expression></work>''')[0].file
    'BWBR1_2024-01-01_0.xml'
    """
    root = parse_xml(data, name)
    states = []
    for expression in (e for e in root.iter() if local(e) == "expression"):
        facts = {local(e): (e.text or "").strip() for e in expression.iter()}
        items = [
            item.get("label") or ""
            for form in expression.iter()
            if local(form) == "manifestation" and form.get("label") == "xml"
            for item in form
            if local(item) == "item" and item.get("_deleted") != "true"
        ]
        if items:
            states.append(
                State(
                    expression.get("label") or "",
                    facts.get("datum_inwerkingtreding", ""),
                    facts.get("einddatum", ""),
                    items[0],
                    facts.get("zichtdatum_start", ""),
                )
            )
    return tuple(states)


class _Walk:
    """Goes through the elements once, in order, and writes the blocks."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.discard: Discard | None = None
        self.footnotes: list[tuple[str, str]] = []

    def element(self, element: Element, depth: int, level: int) -> None:
        tag = local(element)
        if not tag:
            return
        if tag in _METADATA:
            text = blanks(" ".join(str(t) for t in element.xpath(".//text()")))
            if text:
                self.put(element, text, discard="front or back matter")
        elif tag in _BACK and self.discard is None:
            self.discard = "front or back matter"
            self.children(element, depth, level)
            self.discard = None
        elif tag == "kop":
            self.heading(element, level)
        elif tag in ("tussenkop", "titel", "subtitel", "intitule", "citeertitel", "hoofdtitel"):
            self.heading(element, level + 1 if tag == "tussenkop" else level)
        elif tag in ("li", "definitie-item", "lid", "wijzig-lid", "wijziging"):
            self.item(element, depth, level)
        elif tag in ("tgroup", "table"):
            self.table(element, depth, level)
        elif tag == "divisie":
            # The divisions of an annex hold lists of their own; the first may be the annex of the amended act itself.
            inner = [a for a in element.iterancestors() if local(a) in _HEADED]
            self.children(element, depth, len(inner) - 1 if inner else 0)
        elif tag in ("artikel", "wijzig-artikel"):
            self.children(element, depth, 2)
        elif tag in _HEADED:
            self.children(element, depth, 0)
        else:
            self.children(element, depth, level)

    def children(self, element: Element, depth: int, level: int, leave_out: Element | None = None) -> None:
        """Blocks of an element: each run of inline content between block elements is a paragraph."""
        run = Run()
        run.add(element.text)
        for child in element:
            tag = local(child)
            if not tag or child is leave_out:
                pass
            elif tag in _INLINE:
                self.inline(child, run, False)
            else:
                self.paragraph(run, element, depth)
                run = Run()
                self.element(child, depth, level)
            run.add(child.tail)
        self.paragraph(run, element, depth)

    def paragraph(self, run: Run, element: Element, depth: int) -> None:
        if run.text():
            style: Style = "italic" if run.is_italic() else ""
            self.put(element, run.text(), depth=depth, style=style, mark=run.provenance())
        self.flush()

    def item(self, element: Element, depth: int, level: int) -> None:
        """A label, its first paragraph as its text, and below it whatever follows."""
        number = next((c for c in element if local(c) in ("li.nr", "lidnr", "nr")), None)
        label = blanks("".join(number.itertext())) if number is not None else ""
        at = len(self.blocks)
        if local(element) == "definitie-item":
            self.definition(element, label, depth)
            return
        self.children(element, depth + 1, level, leave_out=number)
        if not label:
            self.written_label(at, depth)
            return
        first = self.blocks[at] if at < len(self.blocks) else None
        if first is not None and not first.label and first.style in ("", "italic") and first.depth == depth + 1:
            self.blocks[at] = evolve(first, label=label, depth=depth)
        else:
            # An item without a paragraph, only with a list (seen in BWBR0002629).
            self.put(element, "", label, depth, at=at)

    def written_label(self, at: int, depth: int) -> None:
        """An item without a number of its own may write its label into its first paragraph."""
        first = self.blocks[at] if at < len(self.blocks) else None
        written = _WRITTEN.match(first.text) if first is not None and not first.label else None
        if first is not None and written is not None and first.depth == depth + 1:
            self.blocks[at] = evolve(first, label=written[1], text=first.text[written.end() :], depth=depth)

    def definition(self, element: Element, label: str, depth: int) -> None:
        run = Run()
        for part in element:
            if local(part) in ("term", "definitie"):
                self.inline(part, run, False)
                run.add(": " if local(part) == "term" and not run.text().endswith(":") else " ")
        self.put(element, run.text(), label, depth)
        self.flush()

    def heading(self, element: Element, level: int) -> None:
        """A heading on one line: label, number and title; the number of an annex may stand before its title."""
        run = Run()
        parts = [c for c in element if local(c)]
        if parts and not (element.text or "").strip():
            for part in parts:
                self.inline(part, run, False)
                run.add(" ")
        else:
            self.inline(element, run, False)
        if run.text():
            self.put(element, run.text(), depth=level, style="heading")
        self.flush()

    # -- tables

    def table(self, element: Element, depth: int, level: int) -> None:
        for child in element:
            tag = local(child)
            if tag in ("tgroup", "thead", "tbody", "tfoot"):
                self.table(child, depth, level)
            elif tag == "row":
                self.row(child, depth, level)
            elif tag not in ("colspec", "spanspec", ""):
                self.element(child, depth, level)

    def row(self, row: Element, depth: int, level: int) -> None:
        """A row is one block; with a label in its first cell it is an item with all that stands in the second."""
        cells = [c for c in row if local(c) == "entry" and _has_content(c)]
        if not cells:
            return
        first = blanks("".join(cells[0].itertext()))
        at = len(self.blocks)
        if len(cells) == 1:
            self.children(cells[0], depth + 1, level)
        elif len(cells) == 2 and _LABEL.fullmatch(first) and not _is_head(row):
            self.children(cells[1], depth + 1, level)
            self.blocks[at] = evolve(self.blocks[at], label=first, depth=depth)
        if len(self.blocks) > at:
            if not any(local(e) == "lijst" for a in row.iterancestors() if local(a) == "tgroup" for e in a.iter()):
                # Where each item has a row of its own, the table tells nothing of levels.
                self.blocks[at:] = [evolve(b, depth=None) for b in self.blocks[at:]]
            return
        run = Run()
        for cell in cells:
            self.inline(cell, run, False)
            run.add(" ")
        self.put(row, run.text(), depth=depth, style="table", mark=run.provenance())
        self.flush()

    # -- inline level

    def inline(self, element: Element, run: Run, italic: bool) -> None:
        tag = local(element)
        if not tag:
            return
        if tag in _PICTURES:
            pictures = [e for e in element.iter() if local(e) == "illustratie"] or [element]
            text = blanks("".join(element.itertext()))
            # The picture itself is another file; its name and size stand for it.
            facts = ";".join(f"{k}={v}" for e in pictures for k, v in sorted(e.attrib.items()))
            run.add_formula(facts.encode(), text)
            return
        if tag == "noot":
            self.lift(element)
            return
        if tag == "sup":
            run.add_raised("".join(element.itertext()), italic)
            return
        if tag in _METADATA:
            return
        italic = italic or tag in ("i", "em") or (tag == "nadruk" and (element.get("type") or "cur").startswith("cur"))
        run.add(element.text, italic)
        for child in element:
            apart = bool(local(child)) and local(child) not in _INLINE
            run.add(" " if apart else "")
            self.inline(child, run, italic)
            run.add(" " if apart else "")
            run.add(child.tail, italic)

    def lift(self, note: Element) -> None:
        """Take a footnote out of the sentence that calls it."""
        number = next((c for c in note if local(c) == "noot.nr"), None)
        run = Run()
        for part in note:
            if part is not number:
                self.inline(part, run, False)
                run.add(" ")
        label = blanks("".join(number.itertext())) if number is not None else ""
        self.footnotes.append((label, run.text()))

    def flush(self) -> None:
        waiting, self.footnotes = self.footnotes, []
        for label, text in waiting:
            location = Location(self.name, block=len(self.blocks) + 1)
            self.blocks.append(Block(text, label, style="footnote", location=location, discard=self.discard))

    # -- the end

    def put(
        self,
        element: Element,
        text: str,
        label: str = "",
        depth: int | None = None,
        style: Style = "",
        mark: str = "",
        discard: Discard | None = None,
        at: int | None = None,
    ) -> None:
        location = Location(self.name, line=element.sourceline or 0, block=len(self.blocks) + 1)
        block = Block(text, label, depth, None, style, location, discard or self.discard, (), mark)
        self.blocks.insert(len(self.blocks) if at is None else at, block)


def _has_content(cell: Element) -> bool:
    return bool(blanks("".join(cell.itertext()))) or any(local(e) in _PICTURES for e in cell.iter())


def _is_head(row: Element) -> bool:
    return any(local(a) == "thead" for a in row.iterancestors())


def _publication(root: Element) -> str:
    """`stcrt-2024-123` out of the address of the metadata record."""
    for meta in root.iter(etree.Element):
        found = re.search(r"/((?:stcrt|stb)-\d{4}-\d+)/", meta.get("content") or "") if local(meta) == "meta" else None
        if found:
            return found[1]
    return ""
