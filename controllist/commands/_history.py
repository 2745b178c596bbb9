"""`controllist show CODE --history`: a provision through the editions at hand, and its way from list to list."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from controllist import catalogue
from controllist.codes import ControlCode
from controllist.diffing.history import history
from controllist.errors import MisuseError, NotFoundError
from controllist.lineage import passed, untold, wordings
from controllist.model import Edition
from controllist.rendering.histories import Told, history_markdown, history_result, history_text
from controllist.services.choosing import found_code


def run(options: argparse.Namespace, code: ControlCode) -> int:
    """Print the history; raises `NotFoundError` where no edition at hand has the code."""
    if options.as_of is not None or options.edition is not None:
        raise MisuseError("--history goes through all editions at hand, so it takes neither --as-of nor --edition")
    told, cautions = [], []
    for name in dict.fromkeys(options.list or catalogue.shipped_lists()):
        editions = wordings(name)
        at = _newest(editions, code)
        if at is not None:
            told.append(_told(name, at, editions))
            cautions += [told_not] if (told_not := untold(name)) else []
    if not told:
        raise NotFoundError(f"{code} is in no edition at hand", code=code)
    if options.format == "json":
        print(json.dumps(history_result(options.code, told, cautions), ensure_ascii=False, indent=2))
    else:
        print((history_text if options.format == "text" else history_markdown)(told, cautions))
    return 0


def _newest(editions: Sequence[Edition], code: ControlCode) -> ControlCode | None:
    """The code as the newest edition that has it writes it."""
    for edition in reversed(editions):
        at = found_code(edition, code)
        if at is not None:
            return at
    return None


def _told(name: str, code: ControlCode, editions: Sequence[Edition]) -> Told:
    """From the first edition to the newest one that has the code, and whatever came after it."""
    last = max(i for i, e in enumerate(editions) if code in e)
    moments = history(code, editions[: last + 1])
    texts = [e[m.code].text if m.code is not None else "" for m, e in zip(moments, editions, strict=False)]
    moves = tuple(str(m) for m in passed() if m.concerns(name, code))
    if last + 1 < len(editions):
        moves = (f"gone from {editions[last + 1].address} on", *moves)
    return Told(name, code, moments, tuple(texts), moves)
