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

from collections.abc import Iterator

from lxml import etree

from controllist.blocks import Document
from controllist.normalize import blanks
from controllist.readers._formex_definitions import read_definitions
from controllist.readers._formex_elements import METADATA, NUMBERED
from controllist.readers._formex_headings import (
    read_contents,
    read_division,
    read_group,
    read_heading,
    read_heading_in_table,
    read_whole,
)
from controllist.readers._formex_lists import read_list
from controllist.readers._formex_numbered import read_annotation, read_numbered, read_paragraph
from controllist.readers._formex_tables import read_table
from controllist.readers._formex_walk import Reader, Walk
from controllist.readers._xml import Element, parse_xml

_WHOLES = ("ANNEX", "ACT", "CONS.ACT", "CONS.ANNEX", "CONS.DOC", "GENERAL", "BIB.DATA", "CORR")
MANIFESTS = ("DOC", "PUBLICATION")
"""Roots of the files of a package that only tell of the others: the manifest and the table of contents of an issue."""


def read_formex(data: bytes, name: str = "") -> Document:
    """The blocks of one Formex file; raises `SourceError` where it is no complete XML."""
    root = parse_xml(data, name)
    walk = Walk(name, READERS)
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


def _read_metadata(walk: Walk, element: Element, _depth: int, _level: int) -> None:
    """What tells of the publication is set aside; a page or a passage may begin in it."""
    text = blanks(" ".join(str(t) for t in element.xpath(".//text()")))
    for node in element.iter(etree.PI):
        walk.instruction(node, None)
    if text:
        walk.put(element, text, "", None, "", discard="front or back matter")


READERS: dict[str, Reader] = {
    **dict.fromkeys(METADATA, _read_metadata),
    **dict.fromkeys(NUMBERED, read_numbered),
    "P": read_paragraph,
    "ANNOTATION": read_annotation,
    **dict.fromkeys(("TITLE", "TI.ART", "STI.ART", "TI.CJT"), read_heading),
    **dict.fromkeys(("TI.BLK", "STI.BLK"), read_heading_in_table),
    "TBL": read_table,
    "LIST": read_list,
    "DLIST": read_definitions,
    "GR.SEQ": read_group,
    "TOC": read_contents,
    **dict.fromkeys(_WHOLES, read_whole),
    **dict.fromkeys(("DIVISION", "ARTICLE", "CHAPTER", "SECTION"), read_division),
}
"""How each element is read that is more than a paragraph; of any other the paragraphs in it are taken."""


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
