"""What an interrupted batch had found: a line of JSON a row, beside the output, kept until the output is whole.

The first line names what was asked (checksum of the input, editions, options); a run that resumes must ask the same.
A last line that was cut is not counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from controllist.errors import MisuseError, SourceError, reason_of
from controllist.registers.classifying import Classified, from_plain, to_plain

FORMAT = "controllist-batch/1"
_BROKEN = "surrogatepass"  # bytes of the input that are no text come back as they were


class Journal:
    """The rows found so far; open it with `begin` or `resume`, end it with `close` (kept) or `finish` (removed)."""

    def __init__(self, path: Path, out: TextIO, known: int) -> None:
        self.path = path
        self.known = known
        """How many rows an earlier run had found."""
        self._out = out

    @classmethod
    def begin(cls, path: Path, asked: Mapping[str, Any]) -> Journal:
        """A new journal; one that is there is forgotten."""
        try:
            out = path.open("w", encoding="utf-8", errors=_BROKEN, newline="\n")
        except OSError as error:
            raise SourceError(
                "expected a place to write to, found {place}: {reason}", place=path, reason=reason_of(error)
            ) from None
        out.write(json.dumps({"format": FORMAT, **asked}, ensure_ascii=False, sort_keys=True) + "\n")
        out.flush()
        return cls(path, out, 0)

    @classmethod
    def resume(cls, path: Path, asked: Mapping[str, Any]) -> Journal:
        """Go on with a journal; raises `MisuseError` where there is none, or it was for another question."""
        if not path.is_file():
            raise MisuseError("expected an interrupted run to resume, found no {file}", file=path.name)
        known, end, head = 0, 0, ""
        with path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n") or not _is_json(line):
                    break
                if not head:
                    head = line.decode("utf-8")
                else:
                    known += 1
                end += len(line)
        told = json.loads(head) if head else {}
        was = told if isinstance(told, dict) else {}
        differing = [k for k in {"format": FORMAT, **asked} if was.get(k) != {"format": FORMAT, **asked}[k]]
        if differing:
            raise MisuseError(
                "expected to resume the run that was interrupted, found another {differing}; "
                "without --resume it begins anew",
                differing=", ".join(differing),
            )
        with path.open("r+b") as file:
            file.truncate(end)
        return cls(path, path.open("a", encoding="utf-8", errors=_BROKEN, newline="\n"), known)

    def rows(self) -> Iterator[Classified]:
        """What the earlier run had found."""
        if not self.known:
            return
        with self.path.open(encoding="utf-8", errors=_BROKEN, newline="\n") as lines:
            next(lines)
            for _, line in zip(range(self.known), lines, strict=False):
                yield from_plain(json.loads(line))

    def write(self, lines: str) -> None:
        """Keep the lines of more rows, as `journal_line` makes them; a process that is killed loses none of them."""
        self._out.write(lines)
        self._out.flush()

    def close(self) -> None:
        """Keep the journal for a run that resumes."""
        self._out.close()

    def finish(self) -> None:
        """The output is whole: the journal goes."""
        self._out.close()
        self.path.unlink(missing_ok=True)


def journal_line(found: Classified) -> str:
    """The line for a row."""
    return json.dumps(to_plain(found), ensure_ascii=False) + "\n"


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True
