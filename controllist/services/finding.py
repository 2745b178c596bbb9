"""What a typed code means in an edition, and what is said of one that no edition has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from controllist import store
from controllist.codes import ControlCode, EditionAddress, is_of_union
from controllist.errors import CodeError, NotFoundError
from controllist.model import Edition

# Numbers as the United States give them; a list at hand may have the same, so the lists are asked first.
_OTHER_COUNTRY = re.compile(r"EAR99|\d[A-E]99\d.*|[0-9][A-E]6\d\d.*", re.IGNORECASE)


def code_of(text: str) -> ControlCode:
    """The code that was typed; raises `NotFoundError` for what has the shape of no list here, such as EAR99.

    >>> code_of("3b001f1b1")
    '3B001.f.1.b.1'
    """
    try:
        return store.find_code(text)
    except CodeError as error:
        raise NotFoundError(_foreign(text) or error.message, code=text) from None


def _foreign(text: str) -> str:
    """What is said of a number that looks like another country's; empty for any other."""
    said = f"{text.strip()} is a number of another country's list, not of the lists here"
    return said if _OTHER_COUNTRY.fullmatch(text.strip()) else ""


def found_code(edition: Edition, code: ControlCode) -> ControlCode | None:
    """The code as the edition has it: itself, or for a national recoding (3B1001) the national number."""
    if code in edition:
        return code
    plain = next((c for c in national_codes(code) if c in edition), None)
    return None if is_of_union(edition.list) else plain


def national_codes(code: ControlCode) -> tuple[ControlCode, ...]:
    """The national number that a recoding such as 3B1001 stands for; none for any other code.

    >>> national_codes(ControlCode("3B1001.f"))
    ('3B001.f',)
    """
    national = re.fullmatch(r"(\d[A-E])1(\d{3})(.*)", code)
    return (ControlCode("".join(national.groups())),) if national else ()


def newest_with(text: str, lists: Sequence[str] | None = None) -> tuple[EditionAddress, ControlCode]:
    """The newest edition that has a typed code, of the first list that has it, and the code as it writes it.

    Raises `NotFoundError` where no edition at hand has it.

    >>> str(newest_with("3b1001l", ["nl-semicon"])[0])
    'nl-semicon@2025-04-01'
    """
    code = code_of(text)
    for name in lists or store.list_names():
        for address in reversed(store.editions(name)):
            at = found_code(store.load(address), code)
            if at is not None:
                return address, at
    raise NotFoundError(f"{code} is in no edition at hand", code=code)


def absent(code: ControlCode, editions: Sequence[Edition]) -> NotFoundError:
    """The error for a code that none of the editions has, with what stands nearest to it."""
    missing = f"{code} is not in {', '.join(str(e.address) for e in editions)}{_near(code, editions)}"
    return NotFoundError(_foreign(code) or missing, code=code)


def _near(code: ControlCode, editions: Iterable[Edition]) -> str:
    from rapidfuzz import process

    above = code.parent
    while above is not None:
        for edition in editions:
            if above in edition:
                below = ", ".join(c.code for c in edition.children(above)[:8])
                return f"; {above} is{f', with {below}' if below else ', without items'}"
        above = above.parent
    entries = [e.code for edition in editions for e in edition.entries]
    close = process.extractOne(code, entries, score_cutoff=75)
    return f"; the nearest number is {close[0]}" if close else ""
