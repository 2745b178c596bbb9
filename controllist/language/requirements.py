"""Requirement: how the items below a provision combine, from its lead-in and the connectors at their ends.

A lead-in decides where it says so ("having all of the following"); the connector of the last item but one decides where
it does not. Under "as follows" each item is a control of its own, whatever word stands between the last two. Where
lead-in and connector contradict each other the lead-in counts and the disagreement is told.

>>> read_requirement("Lasers having all of the following:", ["an output of 5 W; and", "a wavelength of 3 nm; or"])
('all', None)
>>> read_requirement("Pumps as follows:", ["gear pumps; or", "screw pumps."])
('list', None)
>>> read_requirement("Having all of the following:", ["a weight of 5 kg; or", "a length of 3 m."])
('all', "lead-in says all ('all of the following'), item 1 ends with 'or'")
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, cast

from controllist.language.quantities import level
from controllist.language.words import Language, has_language, language

Requirement = Literal["all", "any", "list"]

_BY_CONNECTOR: dict[str, Requirement] = {"and": "all", "or": "any"}


def read_requirement(
    lead: str, item_ends: Sequence[str] = (), language_name: str = "en"
) -> tuple[Requirement, str | None]:
    """How items combine, and what does not fit; `item_ends` are the texts of the items, or their last words.

    Without lead-in and connector the items are a list. A lead-in that asks for a number of items ("two or more of the
    following") is told as a disagreement, since it is neither all nor any.
    """
    if not has_language(language_name):
        return "list", f"no words for language {language_name!r}"
    words = language(language_name)
    said, phrase = _lead_in(level(lead), words)
    # the word that closes the last item joins the whole to what follows it
    connectors = [(i, c) for i, text in enumerate(item_ends[:-1], 1) if (c := connector(text, language_name))]
    if said is None or said == "items":
        return _from_connectors(connectors)
    if phrase.casefold().startswith(("two", "three", "at least two", "at least three")):
        return said, f"lead-in asks for a number of items ({phrase!r})"
    if said != "list":
        for i, word in connectors:
            if _BY_CONNECTOR[word] != said:
                return said, f"lead-in says {said} ({phrase!r}), item {i} ends with {word!r}"
    return said, None


def _from_connectors(connectors: Sequence[tuple[int, str]]) -> tuple[Requirement, str | None]:
    kinds = {word for _, word in connectors}
    if len(kinds) == 2:
        return _BY_CONNECTOR[connectors[-1][1]], "items end with 'and' as well as with 'or'"
    return (_BY_CONNECTOR[connectors[-1][1]] if connectors else "list"), None


def _lead_in(lead: str, words: Language) -> tuple[Requirement | Literal["items"] | None, str]:
    """The lead-in that stands last, the longest where several end there: "as follows, having any of the following"."""
    found = [(m.end(), -m.start(), kind, m[0]) for kind, pattern in words.combine for m in pattern.finditer(lead)]
    if not found:
        return None, ""
    _, _, kind, phrase = max(found)
    return cast(Requirement, kind), phrase


def connector(text: str, language_name: str = "en") -> Literal["and", "or"] | None:
    """The word that closes an item: `a width of 5 mm; and` gives `and`.

    >>> connector("a width of 5 mm; or"), connector("black and white"), connector("beyond")
    ('or', None, None)
    """
    words = language(language_name)
    stripped = level(text).rstrip(" .;:")
    for kind, pattern in words.closing:
        match = pattern.search(stripped)
        if match and (
            match.start() == 0
            or stripped[match.start()] in ";,.:"
            or stripped[: match.start() + 1].rstrip()[-1:] in ";,"
        ):
            return kind  # type: ignore[return-value]
    return None
