"""What a note does, and how the parts of a provision combine: told by the words a profile lists.

>>> from controllist.profiles import profile
>>> note_kind("note", "1A001.a. does not control toys.", profile("eu-dual-use"))
'note-excludes'
>>> requirement("Pumps having all of the following:", ["steel; and", "blue"], profile("eu-dual-use"))
'all'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from controllist.model import Kind, Requirement
from controllist.profiles import Profile

_STOP = re.compile(r"\.(?<=[^\W\d_]{3}\.)\s+(?=[^\W\d_])")
"""The stop after a word, not the one after a label or an abbreviation."""


def note_kind(labelled: Kind, text: str, profile: Profile) -> Kind:
    """The kind of a note: technical notes and cross-references by their label, others by their verb."""
    if labelled != "note":
        return labelled
    end = next((m.start() for m in _STOP.finditer(text) if text[m.end()].isupper()), len(text))
    head = text[:end]
    excludes, includes = profile.excludes.search(head), profile.includes.search(head)
    if excludes and (not includes or excludes.start() <= includes.start()):
        return "note-excludes"
    return "note-includes" if includes else "note"


def requirement(text: str, children: Sequence[str], profile: Profile) -> Requirement | None:
    """How children combine, by the lead-in of their parent, else by the connector before the last of them.

    None without children; `list` where neither says anything.
    """
    if not children:
        return None
    tail = text[-160:]
    found_all = [m.end() for m in profile.all_of.finditer(tail)]
    found_any = [m.end() for m in profile.any_of.finditer(tail)]
    if found_all or found_any:
        return "all" if max(found_all, default=-1) > max(found_any, default=-1) else "any"
    for child in children[-2:-1]:
        # Plain words are compared sooner than searched for.
        if profile.connector.others is None and not profile.connector.fit(child):
            continue
        if profile.connector_all.search(child):
            return "all"
        if profile.connector_any.search(child):
            return "any"
    return "list"
