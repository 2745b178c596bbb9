"""The lists at hand: which editions are shipped or were added by the user, which one answers for a date.

A list lives through time; `lists/<list>/list.json` is the table of all its known editions, whether their text is at
hand or not, and `lists/<list>/<date>/` holds the digest of one. A date is answered with the edition in force on it;
where that one's text is not at hand, or its content not known, the answer says so first and names the edition used
instead (`Choice.exact`, `Choice.cautions`).

>>> choice = choose("eu-dual-use", "2024-01-01")
>>> choice.address.date, choice.exact
('2021-09-09', False)
"""

from __future__ import annotations

from controllist.store.lists import (
    HOME_VARIABLE,
    Choice,
    KnownEdition,
    ListInfo,
    choose,
    editions,
    find_code,
    info,
    known_edition,
    list_names,
    own_file,
    remarks,
    shapes,
    shipped_folder,
    shipped_lists,
    user_folder,
)
from controllist.store.texts import (
    Corrigendum,
    Stamp,
    address_of,
    corrigenda,
    forget,
    is_at_hand,
    keep,
    load,
    shipped,
    stamp,
)

__all__ = [
    "HOME_VARIABLE",
    "Choice",
    "Corrigendum",
    "KnownEdition",
    "ListInfo",
    "Stamp",
    "address_of",
    "choose",
    "corrigenda",
    "editions",
    "find_code",
    "forget",
    "info",
    "is_at_hand",
    "keep",
    "known_edition",
    "list_names",
    "load",
    "own_file",
    "remarks",
    "shapes",
    "shipped",
    "shipped_folder",
    "shipped_lists",
    "stamp",
    "user_folder",
]
