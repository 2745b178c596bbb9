"""Whether goods told in words are the ones a text names: by kind, by name, by CAS number.

Only plain names count. "pumps" answers a text that reads "pumps; valves"; it does not answer "test stands for pumps",
nor one with a condition behind the name. What is not plainly the same stays a question.

>>> names_it("pump", "pumps; valves"), names_it("pump", "test stands for pumps")
(True, False)
>>> names_it("7719-09-7", "thionyl chloride (CAS 7719-09-7)"), names_it("germanium", "germanium (Ge)")
(True, True)
"""

from __future__ import annotations

import re
from functools import lru_cache

from controllist.assessing.properties import words_of
from controllist.assessing.wording import NEGATION

_CAS = re.compile(r"(?<!\d)\d{2,7}-\d{2}-\d(?!\d)")
_QUALIFIED = re.compile(
    r"\b(?:for|to|with|from|of|in|on|at|by|than|that|which|having|containing|designed|capable|specified|made|using)\b"
    r"|[<>≤≥:]",
    re.IGNORECASE,
)
_APART = re.compile(r"[;/()]|,(?!\d)|\bor\b|\band\b")


def names_it(told: str, text: str) -> bool:
    """Whether a text is nothing but names, and what is told is one of them."""
    wanted = told.strip()
    cas = _CAS.fullmatch(wanted.removeprefix("CAS").strip())
    plain, numbers = _plain(text)
    if not plain:
        return False
    if cas:
        return cas[0] in numbers
    return words_of(wanted) in plain


@lru_cache(maxsize=20_000)
def _plain(text: str) -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """The names in a text and its CAS numbers; both empty where the text says more than names."""
    numbers = frozenset(_CAS.findall(text))
    rest = re.sub(r"\bCAS\b(?: ?(?:No\.?|RN))?", " ", _CAS.sub(" ", text))
    if NEGATION.search(rest) or _QUALIFIED.search(rest):
        return frozenset(), frozenset()
    return frozenset(w for w in map(words_of, _APART.split(rest)) if w), numbers


# What a group letter of Annex I controls, and the words people use for it. Equipment, components and materials are not
# told apart by it: a lens may be a component or a material.
_GROUPS = {"A": "hardware", "B": "hardware", "C": "hardware", "D": "software", "E": "technology"}
_GOODS = {
    "hardware": "hardware equipment apparatus component part material system machine goods device instrument chemical "
    "apparatuur onderdeel materiaal ausrüstung bestandteil werkstoff équipement matériel composant matière",
    "software": "software programmatuur programm logiciel",
    "technology": "technology technologie know-how drawing documentation",
}


def goods_class(told: str) -> str | None:
    """`hardware`, `software` or `technology`; None for other words.

    >>> goods_class("programmatuur"), goods_class("Equipment"), goods_class("thing")
    ('software', 'hardware', None)
    """
    wanted = words_of(told)
    return next((name for name, words in _GOODS.items() if len(wanted) == 1 and wanted[0] in words_of(words)), None)


def group_class(code: str) -> str | None:
    """What kind of goods an entry is about by its number; None where the number does not tell.

    >>> group_class("3D001"), group_class("ML21.a")
    ('software', None)
    """
    return _GROUPS.get(code[1]) if re.match(r"\d[A-E]\d", code) else None
