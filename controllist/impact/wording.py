"""What a change says, in few words: for the reason an article is told.

>>> from controllist.codes import ControlCode
>>> before, after = "kilns of 5, 6 or 7 m, vacuum tight", "kilns of 5, 6, 7 or 8 m"
>>> what_changed(Change("text", ControlCode("2B901.a"), None, "undecided", True, before, after))
'“6 or 7 m, vacuum tight”, now “6, 7 or 8 m”'
>>> what_changed(Change("note-added", ControlCode("2B901.a#note"), None, "narrower", True, "", "not for glass"))
'new: “not for glass”'
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from controllist.diffing.changes import Change
from controllist.diffing.opcodes import Line, opcodes

LONGEST = 140
"""Signs of one quotation; what is longer ends in an ellipsis."""
MOST = 2
"""Passages quoted of one change; the others are counted."""
_NEAR = 3
_COMPARED = ("text", "definition", "note-changed")
_HOW = {
    "wider": "got wider",
    "narrower": "got narrower",
    "neutral": "changed, same reach",
    "undecided": "changed, direction undecided",
}


def told_of(change: Change) -> str:
    """The place, the direction of its change and the words: "2B901.a got narrower: ..."."""
    return f"{change.code} {_HOW[change.effect]}: {what_changed(change)}"


def what_of(change: Change) -> str:
    """The predicate for a place that may take goods in: "is new", "is wider (...)"."""
    if change.kind in ("added", "status"):
        return "is new"
    said = what_changed(change)
    return f"is wider ({said})" if change.effect == "wider" else f"changed, direction undecided ({said})"


def what_changed(change: Change) -> str:
    """Old and new words of a change; a figure, a status or a requirement as `diff` tells it."""
    if change.kind in ("note-added", "definition") and change.after and not change.before:
        return f"new: {_quoted(change.after)}"
    if change.kind in ("note-removed", "removed", "definition") and change.before and not change.after:
        return f"gone: {_quoted(change.before)}"
    if change.kind not in _COMPARED or not (change.before and change.after):
        return change.detail or change.rule
    passages = list(_passages(change.before.split(), change.after.split()))
    more = [f"{len(passages) - MOST} more in its words"] if len(passages) > MOST else []
    return "; ".join([*passages[:MOST], *more]) if passages else change.detail or change.rule


def _passages(old: list[str], new: list[str]) -> Iterator[str]:
    """The passages that differ; those with few words between them are one."""
    left, right = ([w.strip(",;:").casefold() or w for w in words] for words in (old, new))
    spans: list[list[int]] = []
    for tag, i1, i2, j1, j2 in opcodes(Line.of(left), right):
        if tag == "equal":
            continue
        if spans and i1 - spans[-1][1] <= _NEAR:
            spans[-1][1], spans[-1][3] = i2, j2
        else:
            spans.append([i1, i2, j1, j2])
    for i1, i2, j1, j2 in spans:
        if i1 == i2:
            yield f"added {_quoted(' '.join(new[j1:j2]))}"
        elif j1 == j2:
            yield f"dropped {_quoted(' '.join(old[i1:i2]))}"
        else:
            # The word before makes clear what a bare figure belongs to.
            before, now = old[max(0, i1 - 1) : i2], new[max(0, j1 - 1) : j2]
            yield f"{_quoted(' '.join(before))}, now {_quoted(' '.join(now))}"


def _quoted(words: str) -> str:
    return f"“{textwrap.shorten(words, LONGEST, placeholder=' …').strip(',;: ')}”"
