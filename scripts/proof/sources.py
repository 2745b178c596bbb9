"""The official files each shipped edition is held against, and how they are read.

They stand beside the checkout (`../shared/official`) and are no part of it; where they are missing, what can be
checked without them is checked.

>>> SOURCES["eu-military@2024-02-19"].language
'cs'
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from attrs import frozen

from controllist.ingest import parse_bytes
from controllist.model import Edition
from scripts.proof.texts import Disagreement

ROOT = Path(__file__).resolve().parents[2]
OFFICIAL = ROOT.parent / "shared" / "official"
ORIGINALITY = ROOT.parent / "shared" / "tools" / "originality.py"


@frozen
class OfficialFile:
    """A file with the text of an edition; `list` is its profile, `digits` a second copy of its figures."""

    path: str
    list: str
    date: str
    language: str = "en"
    digits: str = ""

    @property
    def is_at_hand(self) -> bool:
        return (OFFICIAL / self.path).is_file()

    def read(self) -> Edition:
        file = OFFICIAL / self.path
        return parse_bytes(file.read_bytes(), list=self.list, applies_from=self.date, name=file.name)


_CZECH = "cz-military-list/{}/SB-2012-210.md"
SOURCES = {
    "eu-dual-use@2021-09-09": OfficialFile(
        # the PDF and not its layout text: only the page shows which figures are raised
        "eu-annex-i/2021-06-11-as-2021-821/export-control-appendix2.pdf",
        "eu-dual-use",
        "2021-09-09",
    ),
    "eu-dual-use@2025-11-15": OfficialFile(
        "reconstructed/eu-annex-i-2025-11-15.oj.xhtml",
        "eu-dual-use",
        "2025-11-15",
        digits="eu-annex-i/2025-11-15-consolidated-with-c1/annex.json",
    ),
    "eu-military@2020-02-17": OfficialFile(
        "eu-cml/2020-02-17/export-control-appendix1.pdf", "eu-military", "2020-02-17"
    ),
    "eu-military@2024-02-19": OfficialFile(_CZECH.format("2025-06-05"), "cz-military", "2025-06-05", "cs"),
}
MIRRORS = {
    # Czech editions that transpose a military list, for editions that have an English text of their own too
    "eu-military@2020-02-17": OfficialFile(_CZECH.format("2021-10-07"), "cz-military", "2021-10-07", "cs"),
}


def figures_apart(law: Edition, copy: OfficialFile) -> tuple[int, list[Disagreement]]:
    """How many provisions of a second copy were compared, and where the digits of the two copies differ.

    The second copy of Annex I of 2025 flattens raised figures, so that digits are compared without their height.
    """
    compared, found = 0, []
    entries = json.loads((OFFICIAL / copy.digits).read_text(encoding="utf-8"))["entries"]
    for code, text in (pair for entry in entries for pair in _lines(entry["verbatim_text"])):
        node = law.by_code.get(code)
        if node is None:
            continue
        compared += 1
        own = node.text.partition(" Technical Note ")[0]  # a note the copy runs into the line
        one, other = re.sub(r"\D", "", text), re.sub(r"\D", "", own)
        if one != other:
            found.append(Disagreement(code, "digits of the second copy", one, other))
    return compared, found


def _lines(text: str) -> list[tuple[str, str]]:
    """Code and words of the provisions of an entry, its notes apart, which have no code of their own there."""
    found: dict[str, str] = {}
    for line in text.split("\n"):
        code, _, words = line.partition(" ")
        if not re.match(r"(?:Technical )?Notes?\b|N\.B|SEE\b|See\b", words):
            found.setdefault(code.rstrip("."), words)
    return list(found.items())
