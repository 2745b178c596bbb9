"""Names in a text whose digits are no figures: CAS numbers, standards, acts, dates, chemicals, isotopes, notes.

A CAS number carries a check digit: the digits before it, weighted by their place from the right, sum to it modulo 10.

>>> is_cas("107-07-3"), is_cas("107-07-4")
(True, False)
>>> [(n.kind, n.printed) for n in read_names("2-chloroethanol (CAS 107-07-3) by ISO 10110-7:2017")]
[('chemical', '2-chloroethanol'), ('cas', '107-07-3'), ('standard', 'ISO 10110-7:2017')]
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, cast

from attrs import frozen

NameKind = Literal["cas", "code", "standard", "act", "date", "isotope", "chemical", "numbered", "designation"]


@frozen
class Name:
    """A name with digits: `code` is a control code or a place, `numbered` is `Note 3`, `designation` is `S-20`."""

    kind: NameKind
    printed: str
    span: tuple[int, int]


def is_cas(text: str) -> bool:
    """Whether a text is a CAS number whose check digit is right."""
    if not re.fullmatch(r"\d{2,7}-\d\d-\d", text):
        return False
    digits = text.replace("-", "")
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits[:-1]), 1)) % 10 == int(digits[-1])


def cas_numbers(text: str) -> tuple[str, ...]:
    """The CAS numbers of a text in its order, those with a wrong check digit left out.

    >>> cas_numbers("phosgene (75-44-5), not 75-44-6")
    ('75-44-5',)
    """
    return tuple(n.printed for n in read_names(text) if n.kind == "cas")


@lru_cache(maxsize=1_000)
def read_names(text: str) -> tuple[Name, ...]:
    """All names with digits, in the order of the text, none overlapping."""
    found: list[Name] = []
    if not _DIGIT.search(text):
        return ()
    for match in _NAME.finditer(text):
        kind = cast(NameKind, match.lastgroup)
        if kind == "cas" and not is_cas(match[0]):
            kind = "designation"
        found.append(Name(kind, match[0], match.span()))
    return tuple(found)


_DIGIT = re.compile(r"\d")
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "januari|februari|maart|mei|juni|juli|augustus|oktober|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember"
)
_BODIES = (
    "ISO|IEC|IEEE|ASME|ASTM|EN|DIN|ANSI|AGMA|ABMA|NFPA|SAE|AMS|ETSI|3GPP|ITU(?:-[RT])?|FIPS|NIST|NIJ|STANAG|AECTP|AOP|"
    "RTCA|EUROCAE|JIS|BS|CEN|ARINC|ICAO|IHO|FIPS PUB|PKCS|RFC|VDI|SEMI|ISA|NEMA|UL|MIL-(?:STD|PRF|C|DTL|HDBK|T)|"
    "Mil-Std|AISI|ICRU|EASA|AIA|NAS|NATO|GOST|Document|ČSN"
)
_STANDARD_WORDS = (
    r"Standard|Std\.?|standard|TS|TR|PUB|Publication|Handbook|SP|DO|Order|Recommendation|Class|class|level"
)
# Words before a number that names one of several: "Note 3", "Risk group 2", "Kategorie 5".
_NUMBERED = (
    r"Categor(?:y|ies)|Parts?|Notes?|Annex(?:es)?|columns?|paragraphs?|Articles?|Art\.|Sections?|SECTION|Steps?|steps|"
    r"Tables?|Figures?|Formulas?|Release|Issue|Type|type|Levels?|level|Risk\s[Gg]roup|Biosafety\sLevel|containment\slevel|"
    r"Chapters?|Order|Phase|Stage|Volumes?|Version|Appendix|Option|Groups?|Protocol|conditions?|items?|points?|entries|"
    r"rows?|Amendment|Titanium|serotypes?|herpesvirus|Henipavirus|toxin|[Ll]ayers?|Kategorie|Teil|Anmerkung|categorie|deel|"
    r"noot|Noot|bijlage"
)
# Units that show a number behind one of those words to be a figure after all: "layers 5 nm thick".
_UNIT = r"(?:mm|nm|[µμ]m|m|K|°C|%|GHz|MHz|kHz|Hz|kg|W|kW)\b"
_LOCANT = r"(?:\d{1,2}[RSEZH]?['’′]{0,3}|[NOSP]|α|β|γ|ω)"
_CHEMICAL_WORD = (
    r"(?:[A-Za-z\[\]()'’,-]*(?:yl|ane|ene|ine|ol|one|ide|ate|ite|oxy|chloro|bromo|fluoro|nitro|amino|azide|hydro|"
    r"methyl|ethyl|propyl|butyl|phenyl|bis|tris|tetra|penta|hexa|hepta|octa|di|tri|mono|iso|cyclo|oxo|aza|thio|picryl|"
    r"keto|quinuclid|benz|dialkyl|hydroxy|furan|zole|zine|zol|diacet|ferroc|dicarbox|acid|yne|epoxy|trimeso|imino|NDPA|"
    r"nol|methoxy|ols|thiols|chlorides|am|um|azo|N|R|S|E|Z|H|L|D|sila|bora|dihydr|tetrahydr|perhydr|pikryl)[A-Za-z]*)"
)
_TAIL = r"[\w\[\](){}'’,α-ω-]"
_ATOM = r"[A-Z][a-z]?"
_SUBLABELS = r"(?:\.[a-z0-9]\b|[a-z]\b)*"

# One pattern a kind; where several fit, the first in this order counts.
_PATTERNS: dict[NameKind, str] = {
    "cas": r"(?<![\w-]) \d{2,7}-\d\d-\d (?![\w-])",
    "act": r"""
        (?<![\w/]) \(?(?:EU|EC|EEC)?\)? (?:No\s)? \d{2,4}/\d{1,4}/(?:EU|EC|EEC|CFSP|JHA|EG|EWG|GASP|Euratom)
      | (?<![\w/]) (?:\((?:EU|EC)\)\s) (?:No\s)? \d{2,4}/\d{2,4}
      | (?<![\w/.]) (?:19|20)\d\d/\d{1,4} (?![/\d])
      | (?<!\w) OJ\.? \s? [CL]? [\s.,]* \d+ (?:[,.\s]+\d{1,2}\.\d{1,2}\.\d{4})? (?:, \s? p\. \s? \d+)?
      | (?<!\w) CELEX \s \w+ | (?<!\w) [CL]/\d{4}/\d+
    """,
    "date": rf"""
        (?<!\w) (?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s)? (?:{_MONTHS}) ,? (?:\s\d{{1,2}},)? \s (?:19|20)\d\d (?!\w)
      | (?<!\w) \d{{1,2}}\s(?:{_MONTHS}) (?!\w)
      | (?<![\w.]) \d{{1,2}}\.\s?\d{{1,2}}\.\s?(?:19|20)\d\d (?!\w)
      | (?<![\w.-]) (?:19|20)\d\d-\d\d-\d\d (?![\w-])
      # a year by the word before it
      | (?<= since\s ) (?:19|20)\d\d (?!\w)
      | (?<= from\s ) (?:19|20)\d\d (?![\w,.\s]*[a-zµ%])
      | (?<= in\s ) (?:19|20)\d\d (?!\s?[\w%])
      | (?: (?<= earlier\sthan\s ) | (?<= year\s ) ) (?:18|19|20)\d\d (?!\w)
      | (?: (?<= before\s ) | (?<= after\s ) ) (?:18|19|20)\d\d (?!\s?[\w%])
      | (?<= \( ) (?:19|20)\d\d (?= \) )
      | (?<!\w) (?:19|20)\d\d (?= \s(?:edition|influenza|version))
      | (?<= th\sedition,\s) (?:19|20)\d\d
    """,
    "standard": rf"""
        (?<![\w-]) (?:{_BODIES}) (?:/(?:{_BODIES}))* (?:\s(?:{_STANDARD_WORDS}))*
        (?: [\s-]? (?:(?<=[\s-])[A-Z]{{1,3}}[\s-]?)? \d[\dA-Za-z]* (?:[.-]\d+[A-Za-z]?)*
            (?:\s?:\s?(?:19|20)\d\d)? (?:-(?:19|20)\d\d)? (?:\(\d{{4}}\))?
            (?:\s(?:Tolerance\s)?Class\s\d\w?(?:\sor\sClass\s\d\w?)*)?
            (?:\s(?:class|level|grade|Method)\s[\dA-Z]+)? (?:\s\d\d\d\sseries)? )
        (?: (?:\s(?:or|and)\s|/)(?:\d[\d.:-]*\d) (?![\w%]|\s?{_UNIT}) )?     # ISO 230-2:1997 or 2006
      | (?<![\w-]) (?:(?:Tolerance\s)?Class|class|grade|Grade|Order|series) \s \d{{1,4}}[a-z]? (?!\w|[.,]\d)
    """,
    "code": r"""
        (?<![\w.]) [0-9][A-E](?:[0-9]{3,4})?
            (?: \.? (?:[a-z]{1,2}|\d{1,2})(?=\.|\b) )* (?: \.(?:[a-z]|\d{1,2})\b )* (?!\w)
      | (?<!\w) (?:ML|SVMe\s?) \s? \d{1,2}
            (?: \s? (?:\.|\b) \s? [a-z]\)? (?: \.\s?\d{1,2} | \.[a-z] | \s\d{1,2}\. )* )? (?!\d)
      | (?<![\w.]) [a-z]\.\d{1,2} (?: \.(?:[a-z]|\d{1,2})\b )* \.? (?!\w)
      | (?<!\w) \d{1,2}\.[a-z] (?: \.(?:[a-z]|\d{1,2})\b )* \.? (?!\w)
      | (?<![\w.]) \.(?:[a-z]|\d{1,2}) (?: \.(?:[a-z]|\d{1,2}) )* (?!\w)
      | (?<!\w) (?:SVMe|Nummern?|Unternummern?)\s \d{4}[a-z0-9]* | (?<!\w) EAR99 | (?<!\w) ECCN\s\w+
      | (?<![\w.]) [1-9][A-E][12]? (?= \.?\s? (?:[,;.)]|and|or|$) )
    """,
    "isotope": r"""
        (?<![\w)]) \^ \d{1,3} \s? [A-Z][a-z]? (?![a-z])                       # ^235U, but not the exponent of 10^3 Gy
      | (?<!\w) [A-Za-z]+(?:ium|on|um|ine|gen|alt|ese|ogen)-\d{1,3} (?!\w|[.,]\d)
      | (?<= isotope\s ) \d{1,3} (?!\w|[.,]\d) | (?<= isotopes\s ) \d{1,3} (?:\s(?:or|and)\s\d{1,3})*
      | (?<!\w) U[+-]\d (?!\w) | (?<!\w) [A-Z][a-z]?-\d{1,3} (?= \s? (?:isotope|enriched|isotopic) )
      | (?<= \(\s ) \d{3} [A-Z][a-z] (?= \) )
    """,
    "chemical": rf"""
        (?<![\w.]) (?: {_LOCANT} (?:,\s?{_LOCANT}){{0,20}} [-] \(? (?={_CHEMICAL_WORD}|\[|\() {_TAIL}* )
      | (?<!\w) [A-Za-z\[(][A-Za-z\[\]()'’,-]* - \d{{1,2}}(?:,\s?\d{{1,2}})*['’]? (?: -{_TAIL}+ ) (?!\w)
      | (?<!\w) (?: {_ATOM} \d* | \((?:{_ATOM}\d*)+\)\d* )* {_ATOM}\d+(?:/\d+)?
            (?: {_ATOM}\d*(?:/\d+)? | \((?:{_ATOM}\d*(?:/\d+)?)+\)\d* )* (?![\w^])
    """,
    "numbered": rf"""
        (?<!\w) (?:{_NUMBERED}) \s (?:\d{{1,2}}|[IVX]+)(?:\(\d+\)|\.[a-z0-9]\b|[a-z]\b)* (?:\.(?=\s|$))?
            (?:\s?(?:to|and|or|,|–|-)\s?\d{{1,2}}{_SUBLABELS})* (?!\s?(?:%|[µn]?m\b|GHz|Hz)) (?!\w|[.,]\d)
      | (?<= \( ) \d{{1,2}} (?:\s\d{{1,2}})* (?= \) ) (?: \) (?!\s?(?:×|x|\+)) )?  # (2 4 5): categories of a definition
      | ^ \d{{1,2}} (?= [.)]\s ) | (?<=\s)\d(?=\.\s[A-Z])
      | (?<!\w) \d{{1,3}}(?:st|nd|rd|th) (?!\w)
    """,
    "designation": r"""
        (?<!\w) [A-Za-z]{1,6}(?:-[A-Za-z]{1,4})?-\d{1,4}[A-Za-z]? (?: ,[A-Za-z0-9]+)? (?!\w|[.,]\d)
      | (?<![\w.,]) \d{1,2}-(?:D|dimensional|point|piece)\b
      | (?<!\w) C\^\dI\b
    """,
}
# A name begins where no word goes on, and most have a digit in the next words: to look for that first spares nine tries
# for each letter. It looks no further than 60 letters into a word, lest the time grow with the square of a long one.
_GATE = r"""
    (?<!\w) (?= [\w.(^\[\]] )
    (?= (?: [^\s\d]{1,60}+ \s ){0,3}+ [^\s\d]{0,60}+ \d
      | ECCN | (?:\S{1,60}+\s){1,2} [IVX]+\b | \.[a-z]\b | [NOSPαβγω][,'’-] )
"""
_NAME = re.compile(
    _GATE + "(?:" + "|".join(f"(?P<{kind}> {pattern} )" for kind, pattern in _PATTERNS.items()) + ")", re.VERBOSE
)
