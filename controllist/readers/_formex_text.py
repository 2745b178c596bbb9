"""What Formex writes as elements and print as text: quotation marks, formulas, grouped thousands.

>>> from controllist.readers._xml import parse_xml
>>> formula_text(parse_xml(b"<FORMULA.S><EXPR>a b</EXPR><OVER/><EXPR>c</EXPR></FORMULA.S>"))
'(a b) / c'
"""

from __future__ import annotations

import re

from controllist.normalize import blanks
from controllist.readers._xml import Element


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
