"""Terms: the quoted words of a text, and where a note says what one means.

"Double quotes" hold for the whole list, 'single quotes' for the entry; curly marks are taken like straight ones.

>>> [(t.term, t.local) for t in read_terms('"laser" with \\'fill factor\\' of the maker\\'s sheet')]
[('laser', False), ('fill factor', True)]
>>> defined_terms("'Minimum feature' ('MF') is the smallest line")
(('Minimum feature', 'MF'),)
"""

from __future__ import annotations

import re
from functools import lru_cache

from controllist.language import TermUse
from controllist.language.words import level

_QUOTED = re.compile(
    r"""
      " (?P<double> [^"]{1,120} ) "
    | (?<!\w) ' (?P<single> [^'"\s] (?: [^'"] | '(?=s\s[^']*') | (?<=\w)'(?=[a-rt-z]) ){0,119}? ) ' (?= s?(?!\w) )
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=20_000)
def read_terms(text: str) -> tuple[TermUse, ...]:
    """Every use of a quoted term, in the order of the text; the span includes the quotation marks."""
    if '"' not in text and "'" not in text and not any(mark in text for mark in "‘’“”„"):
        return ()
    found: list[TermUse] = []
    for match in _QUOTED.finditer(level(text)):
        term = (match["double"] or match["single"]).strip(" ,;.")
        if term:
            found.append(TermUse(" ".join(term.split()), match["single"] is not None, match.span()))
    return tuple(found)


_SUBJECT = re.compile(
    r"""
    (?: For\sthe\spurposes?\sof\s (?:[^'",]|,(?!\s(?:an?\s)?'))* ,?\s
      | In\s[0-9A-Z][\w.]*,?\s (?:only\s)? | Note\s?\d*:?\s | \(?[a-z0-9]\)\s | where\s | and\s
      | Voor\sde\stoepassing\svan\s[^',]*,?\s | Im\sSinne\s(?:von|der)\s[^',]*,?\s )?
    (?: (?i:the|an?|de|het|een|der|die|das|terms?|words?|phrase) \s )*
    """,
    re.VERBOSE,
)
_ALIAS = re.compile(
    r"[,\s]*(?:\(\s*(?:also\s(?:called|known\sas)\s)?[\"']?(?P<alias>[^()'\"]{1,40})[\"']?[^()]*\)|(?:or|and|,)\s(?:an?\s)?'(?P<other>[^']+)')"
)
_SAYS = re.compile(r"\s*(?P<sign>=|:)\s*|,?\s+(?P<verb>[a-zà-ž]\w*)(?=[\s,:])")
_ANYWHERE = re.compile(
    r"\s*=\s*|\s(?:means?|refers?\sto|denotes?|is\sdefined\sas|are\sdefined\sas|bedeutet|bezeichnet|se rozumí)\s"
)
_START = re.compile(r"(?:^|(?<=[.;])\s+|(?<=:)\s+)")


def defined_terms(text: str) -> tuple[tuple[str, ...], ...]:
    """The local terms that a note explains, each with its other names: those that open a sentence, or stand before
    `=` or "means".

    >>> defined_terms("'box volume' = length × width × height; 'rim': outer edge")
    (('box volume',), ('rim',))
    """
    levelled = level(text)
    openings = {match.end() for match in _START.finditer(levelled)}
    subjects = {subject.end() for at in openings if (subject := _SUBJECT.match(levelled, at))} | openings
    found: list[tuple[str, ...]] = []
    behind = 0
    for use in read_terms(text):
        if not use.local or use.span[0] < behind:
            continue  # an alias of the term before
        end, aliases = _aliases(levelled, use.span[1])
        says = _SAYS if use.span[0] in subjects else _ANYWHERE
        if says.match(levelled, end):
            found.append((use.term, *aliases))
            behind = end
    return tuple(found)


def _aliases(text: str, end: int) -> tuple[int, tuple[str, ...]]:
    """Other names right behind a term: `('MRF')`, `or 'shaped charge'`; and where they end."""
    aliases: list[str] = []
    while True:
        match = _ALIAS.match(text, end)
        if match is None:
            return end, tuple(aliases)
        aliases.append((match["alias"] or match["other"]).strip())
        end = match.end()


def term_key(term: str) -> str:
    """What two spellings of a term share: case, hyphens, plural and a bracket behind it are levelled.

    >>> term_key('"Focal plane arrays" ("FPAs")') == term_key("focal-plane array")
    True
    """
    bare = re.sub(r"\s*\([^)]*\)", "", term.strip(" \"'")).casefold()
    words = re.split(r"[\s\-‑]+", bare.strip(" \"'"))
    return " ".join(_stem(word) for word in words if word)


def _stem(word: str) -> str:
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def definition_names(term: str, text: str) -> tuple[str, ...]:
    """The names a global definition gives its term: the term itself, and what stands quoted at the head of the text.

    >>> definition_names("unmanned aerial vehicle", '(9) ("UAV") any "aircraft" without a crew')
    ('unmanned aerial vehicle', 'UAV')
    """
    head = re.match(r"(?:[\s()\d,]|or\b|[\"“][^\"”]+[\"”]|ML\d+|G[A-Z]*N|NTN|All\b)*", text)
    quoted = [use.term for use in read_terms(head[0] if head else "") if not use.local]
    return tuple(dict.fromkeys((term, *quoted)))


def keys_of(term: str) -> tuple[str, ...]:
    """The keys under which a term can be found: its own, and that of the short form in its bracket.

    >>> keys_of("Monolithic Microwave Integrated Circuit (MMIC)")
    ('monolithic microwave integrated circuit', 'mmic')
    """
    found = [term_key(term)]
    found += [term_key(inner) for inner in re.findall(r"\(([^)]*)\)", term)]
    return tuple(key for key in dict.fromkeys(found) if key)
