"""Raised figures: a copy that flattens "10 to the 6th" to "106" proves no power of ten.

Each power of ten of an edition whose copy had them put back must be printed raised at the same place of another
edition, or stand in `lists/faults/<list>-<date>.exponents.jsonl` with its ground, one place a line:

    {"code": "4A506.a.1", "powers": ["10^-4"], "grade": "secondary", "ground": "Australian list of 2024, …"}

`checked`: another official print of the same words; `secondary`: the list of another country where the same control
stands; `inferred`: a second figure beside it, or plain sense.

>>> powers("a dose of 5 × 10³ Gy at 10^-8 per day")
('10^3', '10^-8')
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from controllist.model import Edition
from controllist.normalize import caret_exponents
from scripts.proof.texts import Disagreement

GRADES = ("checked", "secondary", "inferred")
_POWER = re.compile(r"(?<!\d)10\^-?\d+")


def powers(text: str) -> tuple[str, ...]:
    """The powers of ten of a text, as it prints them."""
    return tuple(_POWER.findall(caret_exponents(text)))


def load(path: Path) -> dict[str, dict[str, object]]:
    """The grounds by place; raises `ValueError` for a row without ground or with an unknown grade."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        row = json.loads(line)
        if row["grade"] not in GRADES or not row["ground"].strip() or not row["powers"]:
            raise ValueError(f"{path.name}: expected powers, grade and ground, found {line}")
        found[row["code"]] = row
    return found


def groundless(law: Edition, printed: Edition, told: Mapping[str, Mapping[str, object]]) -> list[Disagreement]:
    """Powers of ten in `law` that neither the raised print of another edition nor a row grounds, and idle rows."""
    found, used = [], set()
    for node in law.nodes:
        mine = powers(node.text)
        there = printed.by_code.get(node.code)
        if not mine or (there is not None and powers(there.text) == mine):
            continue
        row = told.get(str(node.code), {})
        used.add(str(node.code))
        if row.get("powers") != list(mine):
            found.append(Disagreement(str(node.code), "power of ten", ", ".join(mine), "no ground"))
    return found + [Disagreement(c, "power of ten", "", "a ground for nothing") for c in told if c not in used]
