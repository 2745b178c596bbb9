"""Words of a text, and the key under which two spellings of a word meet.

Descriptions come in English, Dutch, German and French, the lists in English. Much of the vocabulary of technology is
shared between them up to spelling (phosphate, fosfaat, Phosphat; valve, valves), so one key serves all four: letters
that the languages write differently are levelled, doubled letters count once, and endings of number and gender go.
A key is for looking up, never for showing.

>>> key("Phosphate") == key("fosfaat") == key("Phosphat")
True
>>> key("kleppen") == key("klep"), key("batteries") == key("battery"), key("fibres") == key("fiber")
(True, True, True)
>>> [(w.text, w.start) for w in words("F-16 vliegtuigonderdelen")]
[('F', 0), ('16', 2), ('vliegtuigonderdelen', 5)]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import eq

from attrs import frozen

_WORD = re.compile(
    r"""
    (?P<cas> (?<![\d-]) \d{2,7}-\d{2}-\d (?![\d-]) )        # a CAS number, one word with its dashes
    | (?P<number> \d+ (?: [.,]\d+ )* (?![\w]) )             # a number
    | (?P<letters> [^\W_]+ )                                # letters and digits together: NXT, 2000i, F16
    """,
    re.VERBOSE,
)
_PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "\u03bc": "u", "µ": "u"})

# Letters the four languages write differently for one sound of a shared word. Plain replacements, in this order,
# with those of _C_SOUNDS between the two groups; regular expressions would cost three times as much.
_FIRST = (
    ("ph", "f"),  # phosphor, fosfor
    ("th", "t"),  # thorium; methyl, metil
    ("dt", "t"),
    ("rh", "r"),  # rhenium
    ("sch", "ch"),  # Maschine, machine
    ("qu", "kf"),  # Frequenz, frequentie
)
_C_SOUNDS = re.compile(r"cc(?=[eiy])|c(?=[eiy])|c(?!h)")
_SECOND = (
    ("x", "ks"),
    ("y", "i"),  # hydride, Hydrid; oxyde, oxide
)
_IE = re.compile(r"ie(?!l?$)")  # explosieven, explosives; but ventiel, below
_THIRD = (
    ("z", "s"),  # lens, lenzen; with the c before e also centrifuge, Zentrifuge
    ("v", "f"),  # golf, golven; knife, knives
)
# Endings that say the same in the four languages, after the spellings above.
_ENDINGS = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"([ea])n(?:ti|si|se|s)(?:es|en|e|s|n)?$", r"\1ns"),  # frequency, frequentie, Frequenz, fréquence
        (r"(?:ti|si)(?:on(?:s|en|n)?|es|en|e|s)?$", "ti"),  # filtration, filtratie, Filtration; but toxin, below
        (r"(?<=.{3})(?:iteit|iti|itat)(?:s|en)?$", "iti"),  # purity, Purität
        (r"(?<=.{3})(?:ich|ikf?|ikal)(?:e|en|er|es|s)?$", "ik"),  # magnetic, magnetisch, magnétique
        (r"(?<=.{2}[bdfgkpt])res?$", "er"),  # fibre, fiber; metre, meter; but Gewehre, militaire, temperature
        (r"iums?$", "um"),  # aluminium, aluminum
        (r"eur(?:s|en)?$", "or"),  # moteur, compresseur
    )
)

_ANY_ENDING = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _ENDINGS))
_DOUBLED = re.compile(r"([^\W\d])\1+")


def listed(text: str) -> frozenset[str]:
    """The words of a list that is written as running text.

    >>> sorted(listed("of van von"))
    ['of', 'van', 'von']
    """
    return frozenset(text.split())


@frozen
class Word:
    """A word of a text: its letters, where they stand, its key; `sort` is "word", "number" or "cas"."""

    text: str
    start: int
    end: int
    key: str
    sort: str = "word"


def words(text: str, spell: Callable[[str], str] | None = None) -> list[Word]:
    """The words of a text in order, hyphens parting them, CAS numbers kept whole; `spell` in place of `key`."""
    spell = spell or key
    found: list[Word] = []
    for match in _WORD.finditer(text):
        sort = match.lastgroup or "word"
        piece = match[0]
        word = "word" if sort == "letters" else sort
        found.append(Word(piece, match.start(), match.end(), piece if sort == "cas" else spell(piece), word))
    return found


def texts_of(text: str) -> list[str]:
    """The words of a text as written.

    >>> texts_of("Ball valves, DN50")
    ['Ball', 'valves', 'DN50']
    """
    return [match[0] for match in _WORD.finditer(text)]


def keys(text: str) -> list[str]:
    """The keys of the words of a text.

    >>> keys("Ball valves (CAS 7719-12-2)")
    ['bal', 'falf', 'kas', '7719-12-2']
    """
    return [m[0] if m.lastgroup == "cas" else key(m[0]) for m in _WORD.finditer(text)]


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """Lower case without accents: what counts as the same word exactly.

    >>> plain("Röntgen")
    'rontgen'
    """
    folded = word.casefold()
    if folded.isascii():
        return folded
    folded = unicodedata.normalize("NFKD", folded.translate(_PLAIN))
    return "".join(c for c in folded if not unicodedata.combining(c))


_QUALITY = re.compile("ités?$")

# Plurals and spellings that are told by the letters as they are written, before the languages' spellings are levelled;
# the first that fits. No rule is for one word alone but the irregular ones at the end, whose compounds are many.
_WRITTEN = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        (r"(?<=..)(?:(?<!l)|(?<=mol))ens$", "en"),  # wapens, ovens, screens, molens; but lens
        (r"(?<=.[ey])aux$", "au"),  # vaisseaux, tuyaux
        (r"(?<=...)aux$", "al"),  # métaux, signaux, matériaux
        (r"(?<=..)iau$", "ial"),  # matériau
        (r"(?<=.{3})our(?=(?:s|ed|ing)?$)", "or"),  # armour, vapours; but four, the furnace
        (r"(spectr|spektr|centr|quant|medi)a$", r"\1um"),
        (r"(ba[ck]teri)(?:um|a)$", r"\1e"),
        (r"viren$", "virus"),
        (r"heden$", "heid"),  # eenheden
        (r"sch(?:epen|ip)$", "scheep"),  # schip, schepen; but chip
    )
)
_ANY_WRITTEN = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in _WRITTEN))


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """The key of one word; never empty for a word that is not.

    >>> key("magnetische") == key("magnetic") == key("magnétique")
    True
    >>> key("spectrometers") == key("Spektrometer") == key("spectromètre")
    True
    """
    # The French ending of a quality goes by its accent: porosité, but graphite.
    found = word.lower() if word.isascii() else plain(_QUALITY.sub("ity", word.casefold()))
    if found.isdecimal():
        return found
    return _without_endings(_levelled(_singular(found)))


class Keys(dict[str, str]):
    """The keys of words, each worked out once: for the building of an index, which meets more than `key` remembers.

    >>> Keys()["Valves"]
    'falf'
    """

    def __missing__(self, word: str) -> str:
        found = self[word] = key.__wrapped__(word)
        return found


def _singular(word: str) -> str:
    """The word without an irregular plural, and one spelling of those that differ between countries."""
    for pattern, written in _WRITTEN if _ANY_WRITTEN.search(word) else ():
        shorter, times = pattern.subn(written, word)
        if times:
            return shorter
    return word


def _levelled(word: str) -> str:
    """The spelling that the languages share."""
    for letters, written in _FIRST:
        word = word.replace(letters, written)
    if "c" in word:
        word = _C_SOUNDS.sub(_c_sound, word)
    for letters, written in _SECOND:
        word = word.replace(letters, written)
    if "ie" in word:
        word = word[:-3] + "i" if word.endswith("ien") else word  # technologieën, Technologien
        word = _IE.sub("i", word)
        word = word[:-3] + "il" if word.endswith("iel") else word  # ventiel, Ventil
    for letters, written in _THIRD:
        word = word.replace(letters, written)
    return _single(word)  # klep, kleppen; raam, ramen; aluminium


def _single(word: str) -> str:
    """The word with doubled letters once; most have none, and to see that is quicker than to replace nothing."""
    return _DOUBLED.sub(r"\1", word) if any(map(eq, word, word[1:])) else word


def _c_sound(match: re.Match[str]) -> str:
    """Carbon, Karbon; centrifuge (s); accelerometer (ks)."""
    if match[0] == "cc":
        return "ks"
    behind = match.string[match.end() : match.end() + 1]
    return "s" if behind and behind in "eiy" else "k"


def _without_endings(word: str) -> str:
    for _ in range(2):
        for pattern, written in _ENDINGS if _ANY_ENDING.search(word) else ():
            shorter, times = pattern.subn(written, word)
            if times and len(shorter) >= 3:
                return shorter
        shorter = _without_number(word)
        if shorter == word:
            break
        word = shorter
    return _without_number(word)


def _without_number(word: str) -> str:
    """Take off an ending of number, case or gender, never below three letters.

    `ern` and `eln` lose only the n: that is the German dative of a word in -er or -el.
    """
    if len(word) < 4 or word[-1].isdecimal():
        return word
    if word.endswith("s") and not word[-2].isdecimal():
        return word[:-1]
    if word.endswith("en") and len(word) >= 5:
        return word[:-2]
    if word.endswith("e"):
        return word[:-1]
    if word.endswith(("ern", "eln")) and len(word) >= 6:
        return word[:-1]
    return word


_VARIANT = re.compile(r"([^\W\d_]{1,4}-?\d{1,3})[A-Z]{1,3}\d{0,2}")


def family(designation: str) -> str:
    """The designation of a type without the letters of its variant; empty where there are none.

    >>> family("F-16V"), family("M113A3"), family("CH-47SD"), family("F-16"), family("FPGA")
    ('F-16', 'M113', 'CH-47', '', '')
    """
    found = _VARIANT.fullmatch(designation)
    return found[1] if found else ""


def spelling_rules() -> dict[str, object]:
    """The rules behind `key` as plain values, for a program in another language that must spell alike.

    Patterns are regular expressions; `\\1` in a replacement is their first group.
    """
    return {
        "plain": {chr(code): written for code, written in _PLAIN.items()},
        "quality": _QUALITY.pattern,
        "written": [(pattern.pattern, written) for pattern, written in _WRITTEN],
        "first": _FIRST,
        "c": _C_SOUNDS.pattern,
        "second": _SECOND,
        "ie": _IE.pattern,
        "third": _THIRD,
        "doubled": _DOUBLED.pattern,
        "endings": [(pattern.pattern, written) for pattern, written in _ENDINGS],
    }


_DERIVED = re.compile(
    r"(?<=.{4})(?:ement|ment|ating|ated|ator|ati|ing|ed|er|or|(?<=t)i|(?<=t)ifiti|(?<=t)if|ik|i|al|ant|abl)$"
)


@lru_cache(maxsize=5_000)
def root(word: str) -> str:
    """What a key shares with other words made from the same stem.

    >>> root(key("measuring")) == root(key("measurement")) == root(key("measure"))
    True
    >>> root(key("lithografische")) == root(key("lithography")), root(key("detector")) == root(key("detection"))
    (True, True)
    """
    return _DERIVED.sub("", word)


def joined(parts: Iterable[str]) -> str:
    """The key of words written together or apart: `koolstof vezel` and `koolstofvezel` meet.

    >>> joined(keys("koolstof vezel")) == joined(keys("koolstofvezels"))
    True
    """
    return _single("".join(parts))
