"""Which differences of spelling are none: written equivalences for comparing the wording of a list.

Two printings of one law differ in typography, in what a converter made of it, and in what editors freshen without
anybody meaning a change. Each equivalence below says what it levels and why that cannot touch what is controlled.
`normalize.fold` goes first (blanks, quotation marks, dashes, exponents); this module adds the rest.

Two levels are told apart. `key` levels what is never a change. `words` gives the words that remain, for telling
what changed.

>>> key("Equipment optimized for ‘MRF’ of 1,5 nm; and") == key("equipment optimised for 'MRF' of 1.5 nm.")
True
>>> key("less than 10^6 Gy") == key("less than 10^5 Gy")
False
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern

from attrs import frozen

from controllist.normalize import fold, has_exponent


@frozen
class Equivalence:
    """One rule: what it levels, why, and how.

    The rest tells quickly where it has nothing to level, which is nearly everywhere: a text it changes holds one of
    `signs`, opens with one of `opening`, ends with one of `ending`, and has a figure where `figures` is set.
    """

    name: str
    reason: str
    pattern: re.Pattern[str]
    replacement: str
    signs: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    ending: tuple[str, ...] = ()
    figures: bool = False

    def touches(self, text: str) -> bool:
        """Whether the text may hold something to level; of figures the caller knows."""
        if self.opening and not text.startswith(self.opening):
            return False
        if self.ending and not text.endswith(self.ending):
            return False
        for sign in self.signs:  # a loop: `any` costs more than all the looking
            if sign in text:
                return True
        return not self.signs


def _rule(
    name: str,
    reason: str,
    pattern: str,
    replacement: str,
    *signs: str,
    opening: tuple[str, ...] = (),
    ending: tuple[str, ...] = (),
    figures: bool = False,
) -> Equivalence:
    return Equivalence(name, reason, re.compile(pattern), replacement, signs, opening, ending, figures)


_PLACE = r"(?:ML\d+|SVMe ?\d+|\d[a-e]\d{3})(?:\.[a-z0-9]+)*\.?"
_ITEM_OF_NOTE = r"\d+(?:\.[a-z0-9]{1,2}\b)*\.?"
_OF_A_NOTE = rf"(?:,? (?:technical )?notes?\b:?(?: {_ITEM_OF_NOTE})?)?"
_NAMED = rf"(?:{_PLACE}{_OF_A_NOTE}|notes? {_ITEM_OF_NOTE}|this (?:entry|note|item)|\d[a-e]\b)"
_SIDE = r"(?:less|lower|smaller|more|greater|higher)"
# What a blank before a lone figure may stand behind, by length (a look back has one): a symbol, no word like these.
_BEHIND_A_SYMBOL = (
    r"(?:(?<=\b[a-z] )(?<!\ba )"
    r"|(?<=\b[a-z]{2} )(?<!\b(?:an|of|to|in|or|at|by|is|no|as|on|ml|ti) )"
    r"|(?<=\b[a-z]{3} )(?<!\b(?:and|the|for|per|any|iso|not|all|one|two|ref) ))"
)

EQUIVALENCES: tuple[Equivalence, ...] = (
    _rule(
        "label of a note",
        "some printings keep the word Note, with or without a number, in the text of a note",
        r"^(?:technical )?notes?(?: \d+)?(?:[:.] ?| to [^:]{1,40}: )",
        "",
        opening=("note", "technical note"),
    ),
    _rule(
        "lead-in of a note",
        "a note opens by naming the place it hangs on; the tree holds that place already",
        rf"^(?:for (?:the )?purposes? of|in|for) {_NAMED}(?:(?:,| and| or|, and| to) {_NAMED})*"
        r"(?: (?:equipment|goods|items?|materials?|systems?)(?=,))?[,:]? ?(?=\S|$)",
        "",
        opening=("for ", "in "),
    ),
    _rule(
        "lead-in of a note, in Czech",
        "the same in the Czech list: for the purposes of item SVMe 9 a) 2., or of a note there",
        r"^pro účely (?:\w+ )?(?:\d+ |[a-z]\) )?(?:v )?(?:\w+ )?svme ?\d+(?: ?[a-z]{1,2}\)| ?\d{1,2}\b\.?)*,? ?(?=\S)",
        "",
        opening=("pro účely ",),
    ),
    _rule(
        "running head",
        "a printed page repeats the place it goes on with; that is no word of the provision",
        rf"[;,.]?(?: and| or)? {_PLACE} ?continued\b",
        "",
        "continued",
    ),
    _rule(
        "final mark",
        "a semicolon, stop or connective ends an item because of what follows; the tree holds how items combine",
        r"(?:[;,.:\s]|(?<=[;,:\s])(?:and|or))+$",
        "",
        ending=(*";,.: ", "and", "or"),
    ),
    _rule(
        "raised figures left over",
        "a converter puts raised glyphs on a line of their own, behind the text",
        r"(?:[;,.]\s*(?:-\d{1,2}\s*)+|;(?: and| or)?(?: -?\d{1,2}){1,4})$",
        "",
        ending=(*"0123456789 ",),
    ),
    _rule(
        "decimal comma",
        "official English texts print a comma, others a point",
        r"(?<=\d),(?=\d)",
        ".",
        ",",
        figures=True,
    ),
    _rule(
        "multiplication sign",
        "x, × and * between figures are one sign",
        r"(?<=[\d.]) ?x ?(?=\d)| x | ?[×*] ?",
        "×",
        "x ",
        *(f"x{n}" for n in "0123456789"),
        "×",
        "*",
    ),
    _rule(
        "stop behind a code",
        "3A001.a. and 3A001.a are one place",
        r"(\b\d[a-e]\d{3}(?:\.[a-z0-9]+)*)\.(?=\W|$)",
        r"\1",
        ".",
        figures=True,
    ),
    _rule(
        "blank lost behind a code",
        "a label has one or two signs: in 3A002.d.includes a word follows the place",
        r"(\b\d[a-e]\d{3}(?:\.[a-z0-9]{1,3})*)\.(?=[a-z]{4})",
        r"\1 ",
        ".",
        figures=True,
    ),
    _rule(
        "direction in brackets",
        "less (better) than, better (less) than and better than set one bound; the property tells which way is better",
        rf"\b(?:{_SIDE} ?\((?:{_SIDE}|better)\)|better ?\({_SIDE}\))",
        "better",
        *(f"({side}" for side in ("less", "lower", "smaller", "more", "greater", "higher", "better")),
    ),
    _rule(
        "degree sign",
        "a raised o before C stands for the degree sign",
        r"(?<=[\d)]) ?[oº°] ?c\b",
        " °c",
        "oc",
        "o c",
        "º",
        "°",
        figures=True,
    ),
    _rule(
        "blank in a formula",
        "a lowered figure leaves a blank behind: UF 6, H 2",
        rf" (?=\d\b){_BEHIND_A_SYMBOL}",
        "",
        figures=True,
    ),
    _rule(
        "unit with a raised figure",
        "m², m 2 and m2 are one unit",
        r"\b([mcµk]?m) ?(?=[23]\b)",
        r"\1",
        "m2",
        "m3",
        "m 2",
        "m 3",
    ),
    _rule("raise sign behind a letter", "GHz^2 and GHz2 are one", r"(?<=[a-zµω)])\^(?=-?\d)", "", "^"),
    _rule("mass number", "^235U and 235U are one nuclide", r"\^(?=\d{1,3} ?[a-z]{1,2}\b)", "", "^"),
    _rule(
        "footnote call",
        "the number of a footnote sticks to the year of a standard: ISO 230-2:19881",
        r"(?<=\d:)((?:19|20)\d\d)\d\b",
        r"\1",
        ":1",
        ":2",
    ),
    _rule(
        "verb of a note",
        "a note that does not control and one that does not apply to take the same goods out",
        r"\b(do(?:es)? not) apply to\b",
        r"\1 control",
        "not apply to",
    ),
    _rule(
        "through",
        "3A001.b.3.a through 3A001.b.3.e and 3A001.b.3.a to 3A001.b.3.e are one range",
        r"\bthrough(?= \d[a-e]\d{3})",
        "to",
        "through ",
    ),
    _rule(
        "short range",
        "3B001.a to f and 3B001.a to 3B001.f name the same places",
        r"\b(\d[a-e]\d{3})\.([a-z]) to ([a-z])(?=\W|$)",
        r"\1.\2 to \1.\3",
        " to ",
        figures=True,
    ),
    _rule(
        "both", "both and all of the following ask the same of two", r"\bboth(?= of the following)", "all", "both of"
    ),
    _rule(
        "-ize",
        "the Oxford and the other spelling of one word",
        r"(?<=[a-z]{2})iz(?=e[drs]?\b|ers\b|ing\b|ation)",
        "is",
        "iz",
    ),
    _rule(
        "standard",
        "IEEE STD 528 and IEEE 528 are one standard",
        r"\b(ieee|iso|iec|ansi|astm|mil)[ -]?std\b",
        r"\1",
        "std",
    ),
    _rule("-yze", "analyse and analyze are one word", r"(?<=[a-z])yz(?=e[drs]?\b|ers\b|ing\b)", "ys", "yz"),
    _rule("aero-", "airfoil and aerofoil are one word", r"\bairfoil", "aerofoil", "airfoil"),
    _rule(
        "-re",
        "fibre and fiber, metre and meter, centre and center",
        r"\b((?:[a-z]*lli|centi|kilo|micro|nano)?met|fib|cent|lit)er(s?)\b",
        r"\1re\2",
        "meter",
        "fiber",
        "center",
        "liter",
    ),
    _rule("sulphur", "sulphur and sulfur are one element", r"sulf(?=ur|id|at|on)", "sulph", "sulf"),
    _rule("aluminium", "aluminium and aluminum are one element", r"aluminum", "aluminium", "aluminum"),
    _rule(
        "-our",
        "vapour, colour and their shorter spelling",
        r"\b(vap|col|behavi|harb)or(?=s|ed|ing|\b)",
        r"\1our",
        "vapor",
        "color",
        "behavior",
        "harbor",
    ),
)

_WITHOUT_FIGURES = tuple(e for e in EQUIVALENCES if not e.figures)

# Characters of the Symbol font, which a PDF gives by their place in that font.
_SYMBOL_FONT = str.maketrans(
    {
        "\uf0b0": "°",
        "\uf0b4": "×",
        "\uf0a3": "≤",
        "\uf0b3": "≥",
        "\uf0b1": "±",
        "\uf063": "χ",
        "\uf06d": "µ",
        "\uf073": "σ",
        "\uf0f2": "∫",
    }
)
_FIGURE = re.compile(r"\d")
_HYPHEN = re.compile(r"-(?!\d)")
_STOP = re.compile(r"(?<!\d)\.|\.(?!\d)")
_WITHOUT_WEIGHT = str.maketrans("", "", " ,;:'\"()[]")
_LOST = re.compile(r"(?<![\d.,])10 ?[-−–](?! ?\d)|(?<![\d.,])10(?=\s*/)|[x×*] ?10(?![\d^⁰¹²³⁴⁵⁶⁷⁸⁹⁻])")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1")
_FLATTENED = re.compile(r"(?<![\d.])10(?:\^-?\d+| ?- ?\d*|-?\d{1,2})?(?![\d.])")
_TOKEN = re.compile(
    r"""
      ml\d+(?:\.[a-z0-9]+)*              # a place of the military list
    | [^\W\d_]+(?:[-'][^\W\d_]+)*\d*     # a word, with an inner hyphen or apostrophe, or a formula such as uf6
    | ⟦\d+⟧                              # a bound, taken out of the text by `wording`
    | \d[a-e]\d{3}(?:\.[a-z0-9]+)*       # a code: 3a001.b.2
    | (?<![\w.)])-?\d+(?:\.\d+)?(?:\^-?\d+)?   # a number, with its minus
    | \d+(?:\.\d+)?(?:\^-?\d+)?          # or behind a dash that is none
    | \S                                 # any other sign
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=40_000)
def levelled(text: str) -> str:
    """The text in lower case after all equivalences.

    >>> levelled("Note: In 3A001.b.10., F is the offset;")
    'f is the offset'
    """
    text = fold(text if text.isascii() else text.translate(_SYMBOL_FONT)).casefold()
    rules = EQUIVALENCES if _FIGURE.search(text) else _WITHOUT_FIGURES
    for rule in rules:
        if rule.touches(text):
            text = rule.pattern.sub(rule.replacement, text)
    return text


@lru_cache(maxsize=40_000)
def key(text: str) -> str:
    """What two wordings must share to be one: letters, figures and the signs that carry meaning.

    Blanks, hyphens, commas, quotation marks and brackets are gone, so that a word broken at a line's end is the word,
    and a lost blank ("havingall") none; a doubled consonant counts once (labelled, labeled; focussed, focused).

    >>> key("photo- sensitive, having all") == key("photosensitive havingall")
    True
    """
    # A minus or hyphen counts only between or before figures: 10^-6, -80 dB.
    text = levelled(text)
    if "-" in text:
        text = _HYPHEN.sub("", text)
    text = _DOUBLED.sub(r"\1", text)
    if "." in text:
        text = _STOP.sub("", text)
    return text.translate(_WITHOUT_WEIGHT)


@lru_cache(maxsize=20_000)
def same(before: str, after: str) -> bool:
    """Whether two wordings say the same, after all equivalences.

    Where one of them has lost its exponents (a flattened power of ten, `10 -` or `1012` for 10¹²), the powers
    of ten are left out of the comparison: what a converter lost is no change of the law.

    >>> same("fluence above 10¹² n/cm²", "fluence above 1012 n/cm2")
    True
    >>> same("fluence above 10¹² n/cm²", "fluence above 10¹³ n/cm²")
    False
    """
    if before == after or _tight(before) == _tight(after) or key(before) == key(after):
        return True
    if any("better" in side.casefold() and _BETTER.search(side) for side in (before, after)):
        return key(_by_side(before)) == key(_by_side(after))
    if has_exponent(before) == has_exponent(after) and not _lost_exponent(before) and not _lost_exponent(after):
        return False
    return blurred(before) == blurred(after)


_BETTER = re.compile(r"\b(?:better than|or better)\b|\([a-z]+ is better\)", re.IGNORECASE)


def _by_side(text: str) -> str:
    """The text with every comparison as strict or inclusive alone: `better than` leaves the side to the property.

    >>> _by_side("purity better than 5 %") == _by_side("purity > 5 % (greater is better)")
    True
    >>> _by_side("0.1 % of the value or better") == _by_side("≤ 0.1 % of the value (smaller is better)")
    True
    """
    text = re.sub(r"\s*\([a-z]+ is better\)", "", text, flags=re.IGNORECASE)
    text = re.sub(r"(\d[\d.,]*(?:(?!\d)[^;:])*?) or better\b", r"≶= \1", text)
    text = re.sub(r"\b(?:equal to or )better than|[≤≥]", "≶=", text)
    return re.sub(r"\bbetter than\b|[<>]", "≶", text)


# What `fold` levels sign by sign; most pairs of printings need no more, and this is a hundred times cheaper.
_TIGHT = str.maketrans(
    {**dict.fromkeys(" \t\n\u00a0\u2009\u202f\u00ad'\"‘’“”„", None), **dict.fromkeys("‐‑‒–—−", "-"), "μ": "µ", "Ω": "Ω"}
)


@lru_cache(maxsize=40_000)
def _tight(text: str) -> str:
    return text.translate(_TIGHT).rstrip(".;")


def _lost_exponent(text: str) -> bool:
    """Whether a power of ten has lost its exponent: `10 - `, `10/month`, `12.7 × 10 m`."""
    return "10" in text and bool(_LOST.search(text))


def blurred(text: str) -> str:
    """The key without powers of ten and raised figures."""
    plain = _FLATTENED.sub("10", levelled(text))
    plain = re.sub(r"(?<=[a-zµω])\^?-?\d\b", "", plain)
    return re.sub(r"-(?!\d)|[\s,;:.'\"()\[\]^]", "", plain)


@lru_cache(maxsize=40_000)
def words(text: str) -> tuple[str, ...]:
    """The words, figures and signs of a text after all equivalences, quotation marks left out.

    >>> words('"Laser" diodes, 5 W or more')
    ('laser', 'diodes', ',', '5', 'w', 'or', 'more')
    """
    return tokens(levelled(text))


def tokens(level: str) -> tuple[str, ...]:
    """The words, figures and signs of a levelled text, quotation marks left out; one string for each word there is."""
    return tuple([intern(w) for w in _TOKEN.findall(level) if w not in "\"'"])
