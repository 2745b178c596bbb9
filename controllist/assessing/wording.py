"""What a provision's own words ask: which of them are figures, which references, and what remains as words.

A figure counts only where its text says plainly what it means. Where a negation stands before it ("no dimension
> 30 cm", "other than lasers > 5 W"), or where alternatives cannot be told apart, the words stay one question, since a
wrong "met" or "not met" costs more than a question.

>>> leftover("light source wavelength ≥ 193 nm", ["light source wavelength"], ["≥ 193 nm"])
()
>>> leftover("electrostatic chuck, ≥ 20 temperature elements", ["temperature elements"], ["≥ 20"])
('electrostatic', 'chuck')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import frozen

from controllist.assessing.logic import Way
from controllist.assessing.properties import words_of
from controllist.meaning import Threshold

NEGATION = re.compile(
    r"\b(?:not|no|none|unless|except|excepting|excluding|other than|but|without|save|neither|nor|cannot|apart from|"
    r"instead of|rather than|free of|less any|limited to|only)\b",
    re.IGNORECASE,
)
# "not specified in 3B001.g" is a reference, told by the reference itself, and turns no figure round.
_NEGATED_REFERENCE = re.compile(
    r"\b(?:but )?not (?:those )?(?:specified|described|controlled|listed|covered)(?: elsewhere)?(?: (?:in|by|at))?\b"
    r"|\bother than (?:those |that |what )?(?:(?:is|are) )?(?:specified|described|controlled)(?: (?:in|by))?\b",
    re.IGNORECASE,
)
_BETTER = re.compile(r"\((?:smaller|greater|larger|less|more|lower|higher)(?: is)? better\)", re.IGNORECASE)
_ACRONYM = re.compile(r"""\(["']?[A-Z][A-Za-z0-9/-]*["']?\)""")
_MANNER = re.compile(
    r"""
    \b(?: capable\ of (?:\ \w+ing)? (?:\ (?:an?|the))? (?:\ \w+){0,2}?   # capable of producing a pattern with
      | (?: specified | designed | rated | operated | operating | measured | able )
        (?: \ (?:or|and)\ (?:rated|modified|designed|optimised) )? (?: \ (?:for|to) (?:\ \w+)? )? )
    (?: \ (?:with|of|at|to|for|over|in|by) )? \W* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEUTRAL_WORDS = (
    "and or with having has have at in on to for from by than that which is are be being as per each any all both "
    "either equal less more greater smaller higher lower better following one value figure designed rated operate "
    "operating operation specified measured when where if over up between within under above below exceeding exceed "
    "this these it typical typically defined total "
)
_NEUTRAL = frozenset(_NEUTRAL_WORDS.split())
# Names that name nothing: a question about "the number" could not be answered.
_NO_NAME = frozenset({"", "number", "value", "figure", "amount", "quantity"})
_REFERENCE_WORDS = frozenset(
    ("specified", "described", "controlled", "listed", "not", "those", "other", "material", "item", "good", "equipment")
)
_OR = re.compile(r"^\W*(?:\([^)]*\)\W*)?or\b\W*", re.IGNORECASE)
_ANY_OR = re.compile(r"\bor\b", re.IGNORECASE)
_CODE = re.compile(r"\b(?:[0-9][A-E][0-9]{3}|ML[0-9]{1,2})(?:\.[a-z0-9]+)*\b|(?<![\w.])(?:\.[a-z0-9]+)+\b")


@frozen
class FigureGroup:
    """Figures of one text with the way they combine."""

    way: Way
    runs: tuple[tuple[Threshold, ...], ...]
    """Runs of figures joined by `and`; `way` tells how the runs combine."""


def readable_figures(text: str, thresholds: Sequence[Threshold]) -> FigureGroup | None:
    """The figures of a text that can be trusted, grouped; None where there are none, or the words must stay whole."""
    own = [t for t in thresholds if not t.quantity.alternative]
    if not own:
        return None
    own.sort(key=lambda t: t.quantity.span)
    if any(t.property.strip().casefold() in _NO_NAME or not re.search(r"[^\W\d_]", t.property) for t in own):
        return None
    plain = _NEGATED_REFERENCE.sub(lambda m: " " * len(m[0]), text)
    if NEGATION.search(plain[: own[-1].quantity.span[0]]):
        return None
    runs: list[list[Threshold]] = [[own[0]]]
    sure = True
    for before, after in pairwise(own):
        between = text[before.quantity.span[1] : after.quantity.span[0]]
        if not _ANY_OR.search(between):
            runs[-1].append(after)
            continue
        # A plain "X > 1 or Y > 2" has nothing but the next property behind the "or".
        rest = words_of(_OR.sub("", between)) if _OR.match(between) else ("?",)
        other = {p.property for run in runs for p in run} - {after.property}
        plainly = set(rest) <= set(words_of(after.property)) | _NEUTRAL and after.property not in {
            p.property for run in runs for p in run
        }
        sure = sure and plainly and bool(other)
        runs.append([after])
    return FigureGroup("all" if len(runs) == 1 else "any" if sure else "cautious", tuple(tuple(r) for r in runs))


def leftover(
    text: str, properties: Iterable[str], quoted: Iterable[str], conditions: Iterable[str] = ()
) -> tuple[str, ...]:
    """The words of a text that its figures and references do not account for: what remains to be asked in words."""
    rest = _BETTER.sub(" ", text)
    for piece in quoted:
        rest = rest.replace(piece, " \u0001 ", 1)
    rest = re.sub(r"\u0001\s*\([^)]*\)", "\u0001", rest)  # "(mean + 3 sigma)" says how the figure is measured
    for name in sorted(set(properties), key=len, reverse=True):
        at = rest.casefold().find(name.casefold())
        if name and at >= 0:
            before = _MANNER.sub(" ", rest[:at])
            rest = f"{before} {rest[at + len(name) :]}"
    rest = _CODE.sub(" ", _ACRONYM.sub(" ", rest))
    gone = {w for name in (*properties, *conditions) for w in words_of(name)} | _NEUTRAL
    return tuple(w for w in words_of(rest) if w not in gone and (len(w) > 1 or w.isdigit()))


def only_reference(words: Iterable[str]) -> bool:
    """Whether the words left beside a reference say nothing but that something is specified there."""
    return all(w in _REFERENCE_WORDS for w in words)


_ANNOUNCING = re.compile(
    r"""
    (?: goods | items? | equipment | products? | those | these | what | if | applies | as | in | of | to | meet(?:s|ing)?
      | that | are | is | have | has | the | following | below | [a-z] (?:,\ [a-z])* | and | or | all | any | both
      | either | each | every | one | them | hold | holds | true | met | apply | conditions
      | characteristics | properties
    ) (?: \W+ | $ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:all|both|every|each|together)\b", re.IGNORECASE)
_ANY = re.compile(r"\b(?:any|either|one of|one or more|following|these|below|as in)\b", re.IGNORECASE)


def says_nothing(text: str) -> bool:
    """Whether the words of a note only introduce its items.

    >>> says_nothing("the following"), says_nothing("goods as in a to d"), says_nothing("body armour that meets both")
    (True, True, False)
    """
    return not _ANNOUNCING.sub("", text.strip() + " ").strip(" \n:.,;")


def way_of_items(text: str) -> Way:
    """How the items of a note combine by its words; `cautious` where they do not tell.

    >>> way_of_items("meets both items below"), way_of_items("any of these"), way_of_items("")
    ('all', 'any', 'cautious')
    """
    if _ALL.search(text):
        return "all"
    return "any" if _ANY.search(text) else "cautious"
