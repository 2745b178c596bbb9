"""Substances and organisms: what a text calls a chemical that it gives a CAS number, and names of living things.

Names of chemicals have no shape of their own, so only those count that stand before a CAS number whose check digit is
right; what stands in brackets between the two is another name of it. Organisms are known by the shape of their Latin
name, viruses and toxins by their last word.

>>> substances("Ethanal (acetaldehyde) (AcH) (CAS 75-07-0), not specified elsewhere")[0].others
('acetaldehyde', 'AcH')
>>> organisms("Bacillus subtilis var. niger, own fever virus; Massive plants")
('Bacillus subtilis var. niger', 'own fever virus')
"""

from __future__ import annotations

import re

from attrs import frozen

from controllist.language.names import is_cas
from controllist.language.quantities import read_quantities
from controllist.language.words import level


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
