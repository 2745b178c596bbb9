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

from controllist.blocks import Document
from controllist.normalize import blanks
from controllist.readers.inline import Run
from controllist.readers.xml import Element, XmlWalk, local, parse_xml

_INLINE = frozenset(
    (
        *("nadruk", "sup", "inf", "extref", "intref", "nootref", "noot", "noot.nr", "illustratie", "plaatje"),
        *("formule", "b", "i", "u", "em", "strong", "a", "span", "redactionele-correctie", "redactie.correctie"),
        *("omissie", "plaatsing", "unl"),
    )
)
_METADATA = frozenset(("metadata", "meta-data", "jcis", "brondata"))
_BACK = frozenset(("nota-toelichting", "toelichting", "aanhef", "regeling-sluiting", "wetsluiting", "slotformulering"))
"""What stands around the provisions: the preamble, the signature, the explanatory memorandum behind the annex."""
_PICTURES = frozenset(("illustratie", "plaatje", "formule"))
_LABEL = re.compile(r"\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]*\)?|\d[a-e]\d{3}.{0,20}", re.IGNORECASE)
_WRITTEN = re.compile(r"(\(?(?:[a-z]{1,2}|\d{1,3}|[ivx]{1,5})[.)°]+\)?|\d[A-E]\d{3}\.?)\s+(?=\S)")
"""A label that an item writes into its text."""
_TITLES = frozenset(("kop", "tussenkop", "titel", "subtitel", "intitule", "citeertitel", "hoofdtitel"))
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


class _Walk(XmlWalk):
    inline_tags = _INLINE

    def tag(self, element: Element) -> str:
        return local(element)

    def element(self, element: Element, depth: int, level: int = 0) -> None:
        tag = local(element)
        if tag in _METADATA:
            text = blanks(" ".join(str(t) for t in element.xpath(".//text()")))
            if text:
                self.put(element, text, discard="front or back matter")
        elif tag in _BACK and self.discard is None:
            self.discard = "front or back matter"
            self.children(element, depth, level)
            self.discard = None
        elif tag in _TITLES:
            self.heading(element, level + 1 if tag == "tussenkop" else level)
        elif tag in ("li", "lid", "wijzig-lid", "wijziging"):
            self.item(element, depth, level)
        elif tag == "definitie-item":
            self.definition(element, depth)
        elif tag in ("tgroup", "table", "thead", "tbody", "tfoot"):
            for child in element:
                self.element(child, depth, level)
        elif tag == "row":
            self.row(element, depth, level)
        elif tag == "divisie":
            # The divisions of an annex hold lists of their own; the first may be the annex of the amended act itself.
            inner = [a for a in element.iterancestors() if local(a) in _HEADED]
            self.children(element, depth, len(inner) - 1 if inner else 0)
        elif tag in ("artikel", "wijzig-artikel"):
            self.children(element, depth, 2)
        elif tag in _HEADED:
            self.children(element, depth, 0)
        elif tag not in ("", "colspec", "spanspec"):
            self.children(element, depth, level)

    def item(self, element: Element, depth: int, level: int) -> None:
        """A label, its first paragraph as its text, and below it whatever follows; a label may stand in the text."""
        number, label = _number_of(element)
        at = len(self.blocks)
        self.children(element, depth + 1, level, number)
        if label:
            self.label_first(at, element, label, depth)
            return
        first = self.blocks[at] if at < len(self.blocks) else None
        written = _WRITTEN.match(first.text) if first is not None and not first.label else None
        if first is not None and written is not None and first.depth == depth + 1:
            self.blocks[at] = evolve(first, label=written[1], text=first.text[written.end() :], depth=depth)

    def definition(self, element: Element, depth: int) -> None:
        run = Run()
        for part in element:
            if local(part) in ("term", "definitie"):
                self.inline(part, run)
                run.add(": " if local(part) == "term" and not run.text().endswith(":") else " ")
        self.put(element, run.text(), _number_of(element)[1], depth)
        self.flush()

    def heading(self, element: Element, level: int) -> None:
        """A heading on one line: label, number and title; the number of an annex may stand before its title."""
        parts = [c for c in element if local(c)]
        is_apart = parts and not (element.text or "").strip()
        run = self.run_of(*parts) if is_apart else self.run_of(element)
        if run.text():
            self.put(element, run.text(), depth=level, style="heading")
        self.flush()

    def row(self, row: Element, depth: int, level: int) -> None:
        """A row is one block; with a label in its first cell it is an item with all that stands in the second."""
        cells = [c for c in row if local(c) == "entry" and _has_content(c)]
        if not cells:
            return
        first = blanks("".join(cells[0].itertext()))
        at = len(self.blocks)
        is_head = any(local(a) == "thead" for a in row.iterancestors())
        if len(cells) == 1:
            self.children(cells[0], depth + 1, level)
        elif len(cells) == 2 and _LABEL.fullmatch(first) and not is_head:
            self.children(cells[1], depth + 1, level)
            self.blocks[at] = evolve(self.blocks[at], label=first, depth=depth)
        if len(self.blocks) == at:
            run = self.run_of(*cells)
            self.put(row, run.text(), "", depth, "table", run.provenance())
            self.flush()
        elif not any(local(e) == "lijst" for a in row.iterancestors() if local(a) == "tgroup" for e in a.iter()):
            # Where each item has a row of its own, the table tells nothing of levels.
            self.blocks[at:] = [evolve(b, depth=None) for b in self.blocks[at:]]

    # -- inline level

    def inline(self, element: Element, run: Run, italic: bool = False) -> None:
        tag = local(element)
        if tag in _PICTURES:
            pictures = [e for e in element.iter() if local(e) == "illustratie"] or [element]
            # The picture itself is another file; its name and size stand for it.
            facts = ";".join(f"{k}={v}" for e in pictures for k, v in sorted(e.attrib.items()))
            run.add_formula(facts.encode(), "".join(element.itertext()))
        elif tag == "noot":
            number, label = _number_of(element)
            self.footnotes.append(
                (label, self.run_of(*[part for part in element if local(part) and part not in number]))
            )
        elif tag == "sup":
            run.add_raised("".join(element.itertext()), italic)
        elif tag not in _METADATA:
            is_italic = tag in ("i", "em") or (tag == "nadruk" and (element.get("type") or "cur").startswith("cur"))
            self.inside(element, run, italic or is_italic)


def _number_of(element: Element) -> tuple[list[Element], str]:
    """The element that holds the number of an item or footnote, and the number; both empty where it has none."""
    number = [c for c in element if local(c) in ("li.nr", "lidnr", "nr", "noot.nr")][:1]
    return number, blanks("".join(text for e in number for text in e.itertext()))


def _has_content(cell: Element) -> bool:
    return bool(blanks("".join(cell.itertext()))) or any(local(e) in _PICTURES for e in cell.iter())


def _publication(root: Element) -> str:
    """`stcrt-2024-123` out of the address of the metadata record."""
    for meta in root.iter(etree.Element):
        found = re.search(r"/((?:stcrt|stb)-\d{4}-\d+)/", meta.get("content") or "") if local(meta) == "meta" else None
        if found:
            return found[1]
    return ""
