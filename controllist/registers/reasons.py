"""What changed at a place of a list, in the words of the reason that an article gets.

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
from difflib import SequenceMatcher
from enum import Enum

from controllist.diffing.changes import Change
from controllist.messages import Message, joined

LONGEST = 140
"""Signs of one quotation; what is longer ends in an ellipsis."""
MOST = 2
"""Passages quoted of one change; the others are counted."""
_NEAR = 3
_COMPARED = ("text", "definition", "note-changed")
_DIRECTIONS = {
    "wider": "{code} got wider: {words}",
    "narrower": "{code} got narrower: {words}",
    "neutral": "{code} changed, same reach: {words}",
    "undecided": "{code} changed, direction undecided: {words}",
}


class Role(Enum):
    """How a reason names the place that may take goods in: behind it, or as a sentence; the whole of it, or a part.

    The value has the templates for what is new, what got wider, and a change without a direction.
    """

    CLAUSE = (
        "which is new",
        "which is wider ({words})",
        "which changed, direction undecided ({words})",
    )
    CLAUSE_OF_PART = (
        "of which {part} is new",
        "of which {part} is wider ({words})",
        "of which {part} changed, direction undecided ({words})",
    )
    SENTENCE = (
        "it is new",
        "it is wider ({words})",
        "it changed, direction undecided ({words})",
    )
    SENTENCE_OF_PART = (
        "{part} is new",
        "{part} is wider ({words})",
        "{part} changed, direction undecided ({words})",
    )


def change_reason(change: Change) -> Message:
    """The place, the direction of its change and the words: "2B901.a got narrower: ..."."""
    return Message(_DIRECTIONS[change.effect], code=change.code, words=what_changed(change))


def goods_reason(change: Change, role: Role) -> Message:
    """How a place that may take goods in has changed.

    >>> from controllist.codes import ControlCode
    >>> change = Change("added", ControlCode("3B901.a"), None, "wider", True, "", "kilns")
    >>> goods_reason(change, Role.CLAUSE), goods_reason(change, Role.SENTENCE_OF_PART)
    ('which is new', '3B901.a is new')
    """
    new, wider, undecided = role.value
    if change.kind in ("added", "status"):
        return Message(new, part=change.code)
    return Message(wider if change.effect == "wider" else undecided, part=change.code, words=what_changed(change))


def what_changed(change: Change) -> str:
    """Old and new words of a change; a figure, a status or a requirement as `diff` puts it."""
    if change.kind in ("note-added", "definition") and change.after and not change.before:
        return Message("new: “{words}”", words=_shortened(change.after))
    if change.kind in ("note-removed", "removed", "definition") and change.before and not change.after:
        return Message("gone: “{words}”", words=_shortened(change.before))
    if change.kind not in _COMPARED or not (change.before and change.after):
        return change.detail or change.rule
    passages = list(_passages(change.before.split(), change.after.split()))
    if len(passages) > MOST:
        passages[MOST:] = [Message("{number} more in its words", number=len(passages) - MOST)]
    return joined("; ", passages) if passages else change.detail or change.rule


def _passages(old: list[str], new: list[str]) -> Iterator[Message]:
    """The passages that differ; those with few words between them are one."""
    left, right = ([w.strip(",;:").casefold() or w for w in words] for words in (old, new))
    spans: list[list[int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if spans and i1 - spans[-1][1] <= _NEAR:
            spans[-1][1], spans[-1][3] = i2, j2
        else:
            spans.append([i1, i2, j1, j2])
    for i1, i2, j1, j2 in spans:
        if i1 == i2:
            yield Message("added “{words}”", words=_shortened(" ".join(new[j1:j2])))
        elif j1 == j2:
            yield Message("dropped “{words}”", words=_shortened(" ".join(old[i1:i2])))
        else:
            # The word before makes clear what a bare figure belongs to.
            before, now = old[max(0, i1 - 1) : i2], new[max(0, j1 - 1) : j2]
            yield Message(
                "“{before}”, now “{after}”", before=_shortened(" ".join(before)), after=_shortened(" ".join(now))
            )


def _shortened(words: str) -> str:
    return textwrap.shorten(words, LONGEST, placeholder=" …").strip(",;: ")
