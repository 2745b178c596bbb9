"""Controls that moved from one list to another, as `lists/lineage.json` records them."""

from __future__ import annotations

import json
from functools import lru_cache

from attrs import frozen

from controllist import catalogue
from controllist.codes import ControlCode


@frozen
class Passed:
    """A control of `old_list` and what became of it in another list; `new` is None where nothing took it over."""

    old_list: str
    old: ControlCode
    new_list: str
    new: ControlCode | None
    date: str
    extent: str
    remark: str
    grade: str

    def concerns(self, name: str, code: ControlCode) -> bool:
        """Whether either end is this place of a list, or lies above or below it."""
        ends = ((self.old_list, self.old), (self.new_list, self.new))
        return any(n == name and c is not None and (c.contains(code) or code.contains(c)) for n, c in ends)

    def __str__(self) -> str:
        target = f"{self.new_list}:{self.new}" if self.new else "no other list"
        return f"{self.date}  {self.old_list}:{self.old} → {target} ({self.extent}): {self.remark} [{self.grade}]"


@lru_cache
def passed() -> tuple[Passed, ...]:
    """All recorded moves, in the order of the file; none where no file is shipped."""
    path = catalogue.shipped_folder() / "lineage.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["moves"] if path.is_file() else []
    found = []
    for row in rows:
        old_list, _, old = row["from"].partition(":")
        new_list, _, new = (row["to"] or "").partition(":")
        told = (row["date"], row["extent"], row["remark"], row["basis"]["grade"])
        found.append(Passed(old_list, ControlCode(old), new_list, ControlCode(new) if new else None, *told))
    return tuple(found)
