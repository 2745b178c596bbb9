"""What Formex writes as elements and print as text: quotation marks, formulas, grouped thousands.

>>> from controllist.reading._xml import parse_xml
>>> formula_text(parse_xml(b"<FORMULA.S><EXPR>a b</EXPR><OVER/><EXPR>c</EXPR></FORMULA.S>"))
'(a b) / c'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from controllist.normalize import blanks
from controllist.reading._xml import Element

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


def group_thousands(number: str) -> str:
    """Whole numbers in groups of three, as the Official Journal prints them.

    >>> group_thousands("10000"), group_thousands("1750,5"), group_thousands("358")
    ('10 000', '1 750,5', '358')
    """
    found = re.fullmatch(r"(\s*[-–−]?\s*)(\d{4,})([.,]\d+)?(\s*)", number)
    if not found:
        return number
    whole = found[2]
    head = len(whole) % 3
    groups = ([whole[:head]] if head else []) + [whole[i : i + 3] for i in range(head, len(whole), 3)]
    return found[1] + " ".join(groups) + (found[3] or "") + found[4]


def quotation_mark(element: Element) -> str:
    try:
        return chr(int(element.get("CODE") or "0022", 16))
    except ValueError:
        return '"'


def formula_text(element: Element) -> str:
    """A formula on one line: what stands over and under a bar in brackets, roots and sums as signs."""
    parts: list[str] = [element.text or ""]
    for child in element:
        tag = child.tag
        if tag == "OVER":
            parts.append(" / ")
        elif tag in ("ROOT", "SUM"):
            parts.append(("√" if tag == "ROOT" else "Σ") + formula_text(child))
        elif tag in ("EXPR", "DIVIDEND", "DIVISOR", "DEGREE", "OVERLINE"):
            inner = formula_text(child).strip()
            parts.append(f"({inner})" if " " in inner else inner)
            parts.append(" / " if tag == "DIVIDEND" else "")
        elif tag == "HT" and child.get("TYPE") == "SUP":
            parts.append("^" + formula_text(child).strip())
        elif tag in ("QUOT.START", "QUOT.END"):
            parts.append(quotation_mark(child))
        elif isinstance(tag, str):
            parts.append(formula_text(child))
        parts.append(child.tail or "")
    return blanks("".join(parts))


def heading_parts(element: Element) -> list[Element]:
    """The paragraphs of a title; a numbered one counts as one."""
    found = [e for e in element.iter("P", "NP") if not any(a.tag in ("P", "NP") for a in _between(e, element))]
    return found or [element]


def has_label(item: Element) -> bool:
    """Whether an item without a number of its own writes a label or a dash into its text."""
    text = blanks("".join(item.itertext()))[:8]
    return bool(re.match(r"[—–•-]|\(?(?:[a-z]{1,2}|\d{1,3})[.)]", text))


def is_plain(element: Element) -> bool:
    """Whether an element holds text alone, no paragraph, list or table."""
    inside = (e for e in element.iterdescendants() if isinstance(e.tag, str))
    return all(_is_inline(e, element) for e in inside)


def _is_inline(element: Element, top: Element) -> bool:
    if element.tag in INLINE or element.tag in ("OVER", "EXPR", "ROOT", "OP.MATH"):
        return True
    return any(a.tag in INLINE for a in _between(element, top))


def _between(element: Element, top: Element) -> Iterator[Element]:
    for ancestor in element.iterancestors():
        if ancestor is top:
            return
        yield ancestor
