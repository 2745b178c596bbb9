"""Terms: the quoted words of a text, and where a note says what one means.

"Double quotes" hold for the whole list, 'single quotes' for the entry; curly marks are taken like straight ones.

>>> [(t.term, t.local) for t in read_terms('"laser" with \\'fill factor\\' of the maker\\'s sheet')]
[('laser', False), ('fill factor', True)]
>>> [(d.term, d.aliases) for d in defined_terms("'Minimum feature' ('MF') is the smallest line")]
[('Minimum feature', ('MF',))]

Substances and organisms: what a text calls a chemical that it gives a CAS number, and names of living things.

Names of chemicals have no shape of their own, so only those are told that stand before a CAS number whose check digit
is right; what stands in brackets between the two is another name of it. Organisms are told by the shape of their Latin
name, viruses and toxins by their last word.

>>> substances("Ethanal (acetaldehyde) (AcH) (CAS 75-07-0), not specified elsewhere")[0].others
('acetaldehyde', 'AcH')
>>> organisms("Bacillus subtilis var. niger, own fever virus; Massive plants")
('Bacillus subtilis var. niger', 'own fever virus')
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

from controllist.language import TermUse
from controllist.language.formulas import Expression, parse_formula
from controllist.language.numbers import is_cas
from controllist.language.quantities import level, read_quantities

_QUOTED = re.compile(
    r"""
      " (?P<double> [^"]{1,120} ) "
    | (?<!\w) ' (?P<single> [^'"\s] (?: [^'"] | '(?=s\s[^']*') | (?<=\w)'(?=[a-rt-z]) ){0,119}? ) ' (?= s?(?!\w) )
    """,
    re.VERBOSE,
)


@frozen
class DefinedTerm:
    """A local term with what the note says of it; `formula` where that is arithmetic.

    `unreadable` is true where the law gives a formula that the text does not hold (`[formula]`) or that is no
    arithmetic this program reads.
    """

    term: str
    meaning: str
    span: tuple[int, int]
    aliases: tuple[str, ...] = ()
    formula: Expression | None = None
    unreadable: bool = False


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
_VERBS = re.compile(r"\s(?:is|are|means?|refers?\sto|denotes?|wordt|is een|bedeutet|bezeichnet|se rozumí)\s")
_START = re.compile(r"(?:^|(?<=[.;])\s+|(?<=:)\s+)")


@lru_cache(maxsize=10_000)
def defined_terms(text: str) -> tuple[DefinedTerm, ...]:
    """The local terms that a note explains: those that open a sentence of it, or stand before `=` or "means".

    >>> [d.meaning for d in defined_terms("'box volume' = length × width × height; 'rim': outer edge")]
    ['length × width × height', 'outer edge']
    """
    levelled = level(text)
    uses = [use for use in read_terms(text) if use.local]
    if not uses:
        return ()
    openings = {match.end() for match in _START.finditer(levelled)}
    subjects = {subject.end() for at in openings if (subject := _SUBJECT.match(levelled, at))} | openings
    found: list[tuple[str, int, int, tuple[str, ...]]] = []
    for use in uses:
        if found and use.span[0] < found[-1][2]:
            continue  # an alias of the term before
        end, aliases = _aliases(levelled, use.span[1])
        says = _SAYS.match(levelled, end) if use.span[0] in subjects else _ANYWHERE.match(levelled, end)
        if says is not None:
            sign = levelled[says.start() : says.end()].strip()
            begin = says.end() if sign in ("=", ":") or _VERBS.match(levelled, end) else says.start() + 1
            found.append((use.term, use.span[0], begin, aliases))
    return tuple(_defined(text, found, i) for i in range(len(found)))


def _aliases(text: str, end: int) -> tuple[int, tuple[str, ...]]:
    """Other names right behind a term: `('MRF')`, `or 'shaped charge'`; and where they end."""
    aliases: list[str] = []
    while True:
        match = _ALIAS.match(text, end)
        if match is None:
            return end, tuple(aliases)
        aliases.append((match["alias"] or match["other"]).strip())
        end = match.end()


def _defined(text: str, found: list[tuple[str, int, int, tuple[str, ...]]], i: int) -> DefinedTerm:
    term, start, begin, aliases = found[i]
    stop = found[i + 1][1] if i + 1 < len(found) else len(text)
    meaning = text[begin:stop].strip(" ;.,\n")
    formula = parse_formula(re.sub(r"^(?:the|an?)\s", "", meaning))
    unreadable = formula is None and (
        "[formula]" in meaning or bool(re.search(r"[×÷√]|\bdivided by\b|\bmultiplied by\b", meaning))
    )
    return DefinedTerm(term, meaning, (start, stop), aliases, formula, unreadable)


# --- linking ---


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


def links(uses: Iterable[TermUse], known: Iterable[str]) -> tuple[tuple[TermUse, str | None], ...]:
    """Each use with the known term it means, None where none fits."""
    by_key: dict[str, str] = {}
    for term in known:
        for key in keys_of(term):
            by_key.setdefault(key, term)
    return tuple((use, next((by_key[k] for k in keys_of(use.term) if k in by_key), None)) for use in uses)


@frozen
class Substance:
    """A chemical as a text names it: `others` are its names in brackets, `cas` its numbers, `span` all of it."""

    name: str
    others: tuple[str, ...]
    cas: tuple[str, ...]
    span: tuple[int, int]


_NUMBERS = re.compile(
    r"\s?\(\s?(?:CAS(?:\s(?:RN|No\.?|numbers?))?:?\s?)?(?P<numbers>\d{2,7}-\s?\d\d-\d(?:(?:,\s?|\sor\s|\sand\s)\d{2,7}-\d\d-\d)*)\s?\)",
)
# another name, but no part of the name: "bis(2-ethyl)", "borane (11)"
_BRACKET = re.compile(r"(?:,?\s|(?<=\)))\((?!\d+\)$)(?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)$")
# What parts a name from the words before it; a comma between two locants has no blank behind it.
_PARTS = re.compile(
    r";|:(?=\s)|(?<=\)):|,(?=\s)|\s/\s|(?<!\w)(?:or|and|of|for|to|than|with|see|from|as|oder|und|von|of|en|met)(?=\s)",
    re.I,
)
_ARTICLE = re.compile(r"(?:the|an?|all|any|other)\s", re.IGNORECASE)
_HEAD = re.compile(r"[^\s,;:()][^,;:()]*?(?=\s?\(|,\s|;|:|\swith\s|$)")


@lru_cache(maxsize=10_000)
def substances(text: str) -> tuple[Substance, ...]:
    """The chemicals of a text that have a CAS number, in its order.

    Numbers with a wrong check digit are left out, and a substance that has no other.

    >>> [(s.name, s.cas) for s in substances("solvents other than Ethanal (CAS 75-07-0); Water (CAS 7732-18-6)")]
    [('Ethanal', ('75-07-0',))]
    """
    levelled = level(text)
    found: list[Substance] = []
    floor = 0
    for match in _NUMBERS.finditer(levelled):
        cas = tuple(n for n in re.findall(r"\d{2,7}-\d\d-\d", match["numbers"].replace("- ", "-")) if is_cas(n))
        before, start = levelled[floor : match.start()].rstrip(), floor
        others: list[str] = []
        while bracket := _BRACKET.search(before):
            others[:0] = [o for o in re.split(r"[;,]\s|(?:^|\s)or\s", bracket["inner"].strip()) if o]
            before = before[: bracket.start()].rstrip(" ,")
        name, offset = _last_name(before)
        floor = match.end()
        if cas and name:
            found.append(Substance(name, tuple(others), cas, (start + offset, match.end())))
    return tuple(found)


def _last_name(before: str) -> tuple[str, int]:
    """The name at the end of a passage and where it begins; the one at its head where a figure ends it."""
    at = 0
    for part in _PARTS.finditer(before):
        if before.count("(", 0, part.start()) == before.count(")", 0, part.start()):
            at = part.end()
    while at < len(before) and before[at] == " ":
        at += 1
    article = _ARTICLE.match(before, at)
    at = article.end() if article else at
    while before[at : at + 1] == "(" and before.count("(", at) > before.count(")", at):
        at += 1
    name = before[at:].strip(" ,.\"'")
    if not any(q.span[0] <= 1 and q.unit for q in read_quantities(name)):
        return name, at
    head = _HEAD.match(before)
    return (head[0].strip(), 0) if head else ("", 0)


# Endings of Latin genus and species; an ending that English nouns share, as the "es" of "substances", tells no species.
_GENUS = r"[A-Z][a-z]{2,}(?:us|a|um|is|ium|as|es|er|yx|e|on|ys|ix|ax|os|o)"
_SPECIES = r"[a-z]{2,}(?:us|um|is|ae|ii|i|ensis|ense|oides|ans|sa|ca|ta|na|ra|ria|ulla|ella|cea|ax)"
_ELEMENTS = (
    r"(?:alumin|americ|bar|beryll|cadm|caes|calc|cer|chrom|deuter|gall|german|hafn|hel|ind|irid|lith|magnes|neptun|niob|"
    r"osm|pallad|pluton|potass|rad|rhen|rhod|rubid|ruthen|scand|selen|sod|stront|tellur|thall|thor|titan|trit|uran|vanad|"
    r"yttr|zircon)ium"
)
_NOT_LATIN = (
    r"(?!(?:this|thus|versus|plus|minus|status|apparatus|radius|axis|his|its|medium|maximum|minimum|spectrum|vacuum|"
    rf"media|data|extra|camera|area|via|[a-z]+ous|[a-z]*(?:the|ba|aly|oly)sis|{_ELEMENTS})\b)"
)
_LATIN = re.compile(
    rf"""
    (?<![\w-]) (?: {_GENUS} | [A-Z]\. ) \s {_NOT_LATIN} {_SPECIES}
        (?: \s(?:var|subsp|ssp|pv|f\.\s?sp|bv|biovar|serovar)\.?\s [a-z]+ )?
        (?! [\w-] )
    """,
    re.VERBOSE,
)
# A word has at most 60 characters here: without an end to it, each of its letters would be read as often as it is long.
_VIRUS = re.compile(
    r"(?:St\.\s)?(?:[\w'’/-]{1,60}\s){0,6}?[\w'’/-]{0,60}(?:virus|viroid)(?:\s[A-D0-9]\b)?(?!\w)", re.IGNORECASE
)
_TOXIN = re.compile(
    r"(?:[\w'’/-]{1,60}\s){0,3}?[\w'’/-]{0,60}(?:toxins?|ricin|abrin|modeccin|volkensin|viscumin)(?!\w)", re.IGNORECASE
)
_VIRUS_WORD = re.compile("virus|viroid", re.IGNORECASE)
_TOXIN_WORD = re.compile("toxin|ricin|abrin|modeccin|volkensin|viscumin", re.IGNORECASE)
_NOT_OF_A_NAME = re.compile(
    r".*(?:^|[\s,])(?:of|the|an?|any|other|than|with|by|from|for|to|as|or|and|which|that|are|is|live|modified|means?|includes?|controls?|\w+ing)\s",
    re.I,
)


_KINDS = frozenset({"virus", "toxin", "toxins", "antivirus", "anti-virus"})


@lru_cache(maxsize=10_000)
def organisms(text: str) -> tuple[str, ...]:
    """Organisms, viruses and toxins a text names, in its order, each once.

    The bare words "virus" and "toxin" name kinds of them, and none.
    """
    levelled = level(text)
    found: list[tuple[int, int, str]] = []
    for pattern, word in ((_LATIN, None), (_VIRUS, _VIRUS_WORD), (_TOXIN, _TOXIN_WORD)):
        if word is not None and not word.search(levelled):
            continue
        for match in pattern.finditer(levelled):
            lead = _NOT_OF_A_NAME.match(match[0]) if pattern is not _LATIN else None
            start = match.start() + (lead.end() if lead else 0)
            name = levelled[start : match.end()]
            if name.casefold() not in _KINDS:
                found.append((start, match.end(), name))
    found.sort(key=lambda f: (f[0], -f[1]))
    names: list[str] = []
    end = 0
    for start, stop, name in found:
        if start >= end:
            names.append(name)
            end = stop
    return tuple(dict.fromkeys(names))
