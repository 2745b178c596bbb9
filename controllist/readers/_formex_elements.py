"""The elements of Formex: which of them stand in a line, number something or tell of the publication; what one holds.

>>> from controllist.readers._xml import parse_xml
>>> item = parse_xml(b"<NP><NO.P>a.</NO.P><TXT>of <HT TYPE='BOLD'>tin</HT>:</TXT><P><LIST/></P></NP>")
>>> number_of(item).text, is_plain(item[1]), is_plain(item[2]), holds_parts(item)
('a.', True, False, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from controllist.readers._xml import Element

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
