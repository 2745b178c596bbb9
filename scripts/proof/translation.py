"""A digest held against an official text in another language: what figures, CAS numbers and structure can tell.

The Czech list transposes the military list of the Union word by word, under the same letters. Its words are not
compared; codes, order of parts, requirement, status, CAS numbers and figures with units are.
"""

from __future__ import annotations

import re

from controllist.language import Quantity
from controllist.language.quantities import read_quantities
from controllist.model import Edition, Provision
from scripts.proof.faults import Faults, Known, unexplained
from scripts.proof.printing import compared_value, print_number
from scripts.proof.texts import Disagreement, tidy

_CAS = re.compile(r"(?<![\d-])\d{2,7}-\d\d-\d(?![\d-])")


def hold_against(law: Edition, ours: Edition, faults: Faults) -> tuple[int, int, list[Disagreement], list[Known]]:
    """Provisions and figures compared, the disagreements no row explains, and the rows that explain none."""
    theirs, mine = _provisions(law), _provisions(ours)
    found = [Disagreement(c, "code", c, "") for c in theirs if c not in mine]
    found += [Disagreement(c, "code", "", c) for c in mine if c not in theirs]
    figures = 0
    for code, provision in mine.items():
        if code in theirs:
            figures += len(_figures(provision.text, ours.language))
            found += _apart(code, theirs[code], provision, law.language)
    left, idle = unexplained(found, faults)
    return len(mine), figures, left, idle


def _provisions(edition: Edition) -> dict[str, Provision]:
    return {str(p.code): p for p in edition.provisions if "#" not in p.code}


def _apart(code: str, law: Provision, ours: Provision, language: str) -> list[Disagreement]:
    found = []
    one, other = _figures(law.text, language), _figures(ours.text, "en")
    if one != other:
        lost, new = ", ".join(sorted(one - other)), ", ".join(sorted(other - one))
        found.append(Disagreement(code, "number", lost, new))
    digits = re.sub(r"\D", "", law.text)  # the Czech copy drops hyphens inside CAS numbers
    missing = [cas for cas in _CAS.findall(ours.text) if cas.replace("-", "") not in digits]
    missing += [cas for cas in _CAS.findall(law.text) if cas not in ours.text]
    if missing:
        found.append(Disagreement(code, "CAS number", "", ", ".join(missing)))
    if law.status != ours.status:
        found.append(Disagreement(code, "status", law.status, ours.status))
    if _whole(law) != _whole(ours):
        found.append(Disagreement(code, "requirement", law.requirement or "", ours.requirement or ""))
    return found


def _whole(provision: Provision) -> str:
    """Whether all parts are asked for: `any` and `list` are met by one, and languages lead in to them alike."""
    return "all" if provision.requirement == "all" else "one" if provision.requirement else "leaf"


def _figures(text: str, language: str) -> set[str]:
    """The figures with units; bare numbers are read from other words in each language, brackets may say them again."""
    return {_print(q) for q in read_quantities(tidy(text), language) if q.unit and q.si_unit and not q.alternative}


def _print(quantity: Quantity) -> str:
    return f"{print_number(compared_value(quantity))} {quantity.si_unit}"
