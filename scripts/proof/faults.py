r"""What is known to be wrong or different in a source, found by hand, each with its reason.

`lists/faults/<list>-<date>.jsonl`, one fault a line, at most 40 a file:

    {"fault": "moved", "official": "2E#note", "digest": "2E003.f#note.table", "reason": "…"}
        all below a place of the copy stands below another place of the digest; "below": true: not the place itself
    {"fault": "together", "official": ["1A001#note.1"], "digest": ["1A001#note"], "reason": "…"}
        these lines are compared as one: the digest joins, parts or recodes them; an empty side: nothing stands for it;
        "partly": true: the copy's lines say more (titles, contents), so only what the digest says is compared
    {"fault": "differs", "code": "1A001.a", "field": "number", "official": "103", "digest": "1000", "reason": "…"}
        the copy is wrong, or says it in a way that cannot be compared; the values are those `make lists` prints

A row that fits nothing any more is a disagreement itself, so that no fault outlives its cause.

>>> row = {"fault": "differs", "code": "1A001", "field": "number", "official": "5", "digest": "6", "reason": "misprint"}
>>> read(json.dumps(row)).known[0].reason
'misprint'
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from attrs import field, frozen

from scripts.proof.texts import Disagreement

MOST = 40


@frozen
class Moved:
    """A part of the copy that stands elsewhere in the digest."""

    official: str
    digest: str
    below: bool
    reason: str


@frozen
class Together:
    """Lines that are compared as one."""

    official: tuple[str, ...]
    digest: tuple[str, ...]
    reason: str
    partly: bool = False


@frozen
class Known:
    """A disagreement whose cause is the source."""

    code: str
    field: str
    official: str
    digest: str
    reason: str

    def fits(self, found: Disagreement) -> bool:
        return (self.code, self.field, self.official, self.digest) == (
            found.code,
            found.field,
            found.official,
            found.digest,
        )


@frozen
class Faults:
    """The faults of one source."""

    moved: tuple[Moved, ...] = ()
    together: tuple[Together, ...] = ()
    known: tuple[Known, ...] = ()
    name: str = field(default="", eq=False)

    def __len__(self) -> int:
        return len(self.moved) + len(self.together) + len(self.known)


def read(text: str, name: str = "faults") -> Faults:
    """The faults in a file; raises `ValueError` with the line where one cannot be used."""
    moved, together, known = [], [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            kind, reason = row["fault"], str(row["reason"])
            if not reason.strip():
                raise ValueError("a fault without a reason")
            if kind == "moved":
                moved.append(Moved(row["official"], row["digest"], bool(row.get("below")), reason))
            elif kind == "together":
                together.append(Together(tuple(row["official"]), tuple(row["digest"]), reason, bool(row.get("partly"))))
            elif kind == "differs":
                known.append(Known(row["code"], row["field"], row["official"], row["digest"], reason))
            else:
                raise ValueError(f"unknown kind {kind!r}")
        except (KeyError, ValueError, TypeError) as error:
            raise ValueError(f"{name} line {number}: expected a fault, found {error!r}") from None
    found = Faults(tuple(moved), tuple(together), tuple(known), name)
    if len(found) > MOST:
        raise ValueError(f"{name}: expected at most {MOST} faults, found {len(found)}")
    return found


def load(path: Path) -> Faults:
    """The faults kept in a file, none where there is no file."""
    return read(path.read_text(encoding="utf-8"), path.name) if path.is_file() else Faults(name=path.name)


def unexplained(found: Iterable[Disagreement], faults: Faults) -> tuple[list[Disagreement], list[Known]]:
    """The disagreements no row explains, and the rows that explain none."""
    rows = {(k.code, k.field, k.official, k.digest): k for k in faults.known}
    used: set[tuple[str, str, str, str]] = set()
    left = []
    for one in found:
        key = (one.code, one.field, one.official, one.digest)
        if key in rows:
            used.add(key)
        else:
            left.append(one)
    return left, [k for key, k in rows.items() if key not in used]
