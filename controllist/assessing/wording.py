"""What a provision's own words ask: which of them are figures, which references, and what remains as words.

A figure counts only where its text says plainly what it means. Where a negation stands before it ("no dimension
> 30 cm", "other than lasers > 5 W"), or where alternatives cannot be told apart, the words stay one question, since a
wrong "met" or "not met" costs more than a question.

>>> leftover("light source wavelength ≥ 193 nm", ["light source wavelength"], [(24, 32)])
()
>>> leftover("electrostatic chuck, ≥ 20 temperature elements", ["temperature elements"], [(21, 25)])
('electrostatic', 'chuck')

Texts in which a figure speaks of one alternative only, so that it can neither refute nor prove the rest.

"pumps > 5 m³/h; components specially designed for them" has two alternatives, but the second hangs on the first: a pump
of 4 m³/h has no controlled components. "bores > 5 m: drilling machines; turning machines for drilling" has two that
stand alone, and a turning machine is not judged by the bore.

>>> one_alternative_only("tungsten, alloys with > 90 % tungsten", [20])
True
>>> one_alternative_only("pumps, flow rate > 5 m³/h; components specially designed for them", [17])
False

Which references in a text are conditions of their own, and of which goods they speak.

"not specified in 3B001.g" asks about the goods themselves and can be followed with their facts. "software for equipment
specified in 3B001.a" asks about other goods. Where a text has alternatives, of which only one is told by a reference,
the reference stays within the words: a no to it settles nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from controllist.assessing.facts import words_of
from controllist.assessing.logic import Way
from controllist.codes import ControlCode
from controllist.language import Reference, Threshold
from controllist.language.words import language

# Words with which a piece behind a semicolon goes on to tell a condition of the same goods.
_CONDITION = re.compile(
    r"""
    \W* (?: (?:specially\ )? (?:designed|modified|adapted|built|made|used|usable|intended|capable|rated|measured)\b
      | (?:with|without|having|of|in|at|form\ of|not|per|consisting|including|containing|also|other\ than|fully|into)\b
      | (?:material|two-dimensional)\b | \w+\ =\  )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGN = re.compile(r"[<>≥≤=]")
_HANGS_ON = re.compile(r"\b(?:it|them|these|those|such|this|that|therefor|thereof|its|their)\b", re.IGNORECASE)
_OF_A_KIND = re.compile(r"\b(?:alloys?|mixtures?|compounds?|solutions?)['\"]?,? [^,;:<>≥≤]{0,80}[<>≥≤]", re.IGNORECASE)
_SEVERAL = re.compile(r",|;|\bor\b", re.IGNORECASE)


def one_alternative_only(text: str, figures_at: Iterable[int]) -> bool:
    """Whether one of the figures, which stand at these places, speaks of one alternative of the text."""
    places = sorted(figures_at)
    if any(_in_brackets(text, at) for at in places):
        return True
    kind = _OF_A_KIND.search(text)
    if kind and any(kind.start() < at <= kind.end() + 1 for at in places) and _SEVERAL.search(text[: kind.start()]):
        return True
    return _stands_alone_behind(text, places)


def _in_brackets(text: str, at: int) -> bool:
    """Brackets such as "(a)" before a figure are closed; those around it say that it qualifies one word."""
    return text.count("(", 0, at) > text.count(")", 0, at)


def _stands_alone_behind(text: str, places: list[int]) -> bool:
    """Whether a piece without a figure, behind one with a figure, names goods that stand alone."""
    return any(not _HANGS_ON.search(piece) for piece in _goods_behind(text, places))


def goods_that_come_with(text: str, figures_at: Iterable[int]) -> str:
    """The goods a text names behind its figures and for the goods with those figures; empty where there are none.

    >>> goods_that_come_with("pumps, flow rate > 5 m³/h; components specially designed for them", [17])
    'components specially designed for them'
    """
    found = (piece.strip() for piece in _goods_behind(text, sorted(figures_at)) if _HANGS_ON.search(piece))
    return "; ".join(found)


def _goods_behind(text: str, places: list[int]) -> Iterator[str]:
    """The pieces behind a semicolon that name goods and tell no figure, where a piece before them tells one."""
    start, seen = 0, False
    for piece in text.split(";"):
        end = start + len(piece)
        if any(start <= at < end for at in places) or _SIGN.search(piece):
            seen = True
        elif seen and piece.strip() and not _CONDITION.match(piece):
            yield piece
        start = end + 1


NEGATION = re.compile(
    r"\b(?:not|no|none|unless|except|excepted|excepting|exclud\w*|exempt\w*|other than|but|without|save|neither|nor|"
    r"cannot|apart from|instead of|rather than|free of|left out|limited to|only|outside|beside)\b",
    re.IGNORECASE,
)
_NO_NEGATION = re.compile(r"\b(?:with or without|whether or not|with and without)\b", re.IGNORECASE)
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
    (?: \ (?:with|of|at|to|for|over|in|by) )? (?:\ (?:an?|the))? [\s"'‘“<>≥≤=]* $
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
_CUT_OFF = frozenset({"or", "and", "of", "at", "with", "for", "to", "in", "by"})
_NO_NAME = frozenset({"", "number", "value", "figure", "amount", "quantity", "total"})
_REFERENCE_WORDS = frozenset(
    ("specified", "described", "controlled", "listed", "not", "those", "other", "material", "item", "good", "equipment")
)
_OR = re.compile(r"^\W*(?:\([^()]*\)\W*)?or\b\W*", re.IGNORECASE)
_ANY_OR = re.compile(r"\bor\b", re.IGNORECASE)
_CODE = re.compile(r"\b(?:[0-9][A-E][0-9]{3}|ML[0-9]{1,2})(?:\.[a-z0-9]+)*\b|(?<![\w.])(?:\.[a-z0-9]+)+\b")


@frozen
class FigureGroup:
    """Figures of one text with the way they combine."""

    way: Way
    runs: tuple[tuple[Threshold, ...], ...]
    """Runs of figures joined by `and`; `way` tells how the runs combine."""


_LAST_CONNECTOR = re.compile(r"(?:[;,.:]\s*+(?:and|or)?|\b(?:and|or))\s*+[;,.]?\s*+$", re.IGNORECASE)


def levelled(text: str) -> str:
    """The text with comparisons in words as a sign and without the connector at its end, each place where it was.

    The official wording says "not exceeding" and "or more", in which "not" and "or" neither negate nor part anything.

    >>> levelled("wavelength equal to or longer than 193 nm; or")
    'wavelength <                       193 nm    '
    """
    for start, end in language("en").in_words(text):
        but = _BUT.search(text, max(0, start - 5), start)
        start = but.start() if but else start
        text = text[:start] + "<".ljust(end - start) + text[end:]
    return _LAST_CONNECTOR.sub(_blanked, _SIZE_AGAIN.sub(_blanked, text))


_SIZE_AGAIN = re.compile(r"(?<=\d) or (?:(?<=DN \d or )|(?<=DN \d\d or )|(?<=DN \d\d\d or ))NPS \d+(?:/\d+)?\b")
"""One pipe size in the other measure: "DN 10 or NPS 3/8" is one bound."""

_BUT = re.compile(r"\bbut\s$", re.IGNORECASE)


def readable_figures(text: str, thresholds: Sequence[Threshold]) -> FigureGroup | None:
    """The figures of a text that can be trusted, grouped; None where there are none, or the words must stay whole."""
    text = levelled(text)
    own = [t for t in thresholds if not t.quantity.alternative and not _is_measuring_condition(text, t)]
    if not own:
        return None
    own.sort(key=lambda t: t.quantity.span)
    if any(_names_nothing(t.property) for t in own):
        return None
    if one_alternative_only(text, [t.quantity.span[0] for t in own]):
        return None
    own = _with_their_clauses(text, [_with_terms_before(text, t) for t in own])
    plain = _NO_NEGATION.sub(_blanked, _NEGATED_REFERENCE.sub(_blanked, text))
    if NEGATION.search(plain[: own[-1].quantity.span[0]]) or _LATER_EXCEPTION.search(plain):
        return None
    if sum(t.property == own[0].property for t in own) == 1:
        own[0] = _named_in_full(text, own[0])
    runs: list[list[Threshold]] = [[own[0]]]
    sure = True
    for before, after in pairwise(own):
        between = text[before.quantity.span[1] : after.quantity.span[0]]
        if not _ANY_OR.search(between):
            # Two bounds of one property on one side are alternatives for different goods, never one condition.
            sure = sure and not any(_same_side(t, after) for t in runs[-1])
            if any(exclude_each_other(t, after) for t in runs[-1]):
                return None
            runs[-1].append(after)
            continue
        sure = sure and _is_plain_or(between, text[after.quantity.span[1] :], runs, after)
        runs.append([after])
    # With figures joined on either side of an "or", a last one may belong to both: only single figures part plainly.
    if not sure or (len(runs) > 1 and any(len(run) > 1 for run in runs)):
        return FigureGroup("cautious", tuple((t,) for run in runs for t in run))
    return FigureGroup("all" if len(runs) == 1 else "any", tuple(tuple(r) for r in runs))


_LATER_EXCEPTION = re.compile(r"\b(?:exclud(?:ed|ing)|exempt|excepted)\b", re.IGNORECASE)
_FIGURE_IN_BRACKETS = re.compile(r"\([^()]*\d[^()]*\)")


def _is_plain_or(between: str, behind: str, runs: Sequence[Sequence[Threshold]], after: Threshold) -> bool:
    """Whether an "or" parts nothing but figures: `X > 1 or Y > 2`, `< 228 K (−45 °C) or > 358 K (85 °C)`.

    Brackets in words, as in "> 5 (emission) or > 10 (pulsed)", tell of cases that the figures alone do not settle.
    """
    bare = _FIGURE_IN_BRACKETS.sub(" ", between)
    rest = set(words_of(_OR.sub("", bare))) if _OR.match(bare) else {"?"}
    known = {t.property for run in runs for t in run}
    if after.property in known:
        return not rest - _NEUTRAL and not re.match(r"\W*\([^()\d]*\)", behind) and "(" not in bare
    return rest <= set(words_of(after.property)) | _NEUTRAL


_TERM_BEFORE = re.compile(r"""((?:"[^"]+"|'[^']+')\s+)+["']?$""")


_MEASURED = re.compile(r"\b(?:measured|tested|determined) (?:at|from|over|under|in|within) [<>≥≤=]? ?$", re.IGNORECASE)


def _is_measuring_condition(text: str, threshold: Threshold) -> bool:
    """Whether a figure says how another one is measured ("measured at ≤ 1 GHz"): it stays in the words."""
    start = threshold.quantity.span[0]
    if _MEASURED.search(text[:start]):
        return True
    upper = re.search(r"\b(?:measured|tested|determined) from \S+ (?:\S+ )?to $", text[:start], re.IGNORECASE)
    return upper is not None


def _names_nothing(name: str) -> bool:
    """Whether a property's name is no name: a bare "number", a sign, or words cut off in the middle."""
    plain = name.strip().casefold()
    if plain.startswith("%"):
        return True
    return plain in _NO_NAME or not re.search(r"[^\W\d_]", plain) or plain.split()[-1] in _CUT_OFF


def _with_terms_before(text: str, threshold: Threshold) -> Threshold:
    """The figure under the quoted terms right before its name too: "bias" "repeatability" is not any repeatability."""
    at = text.casefold().rfind(threshold.property.casefold(), 0, threshold.quantity.span[0])
    match = _TERM_BEFORE.search(text[:at]) if at > 0 else None
    if match is None:
        return threshold
    terms = " ".join(re.sub(r"[\"']", "", match[0]).split())
    return evolve(threshold, property=f"{terms} {threshold.property}")


_CLAUSE = re.compile(r"[;:,]|\b(?:and|or)\b")


def _with_their_clauses(text: str, thresholds: Sequence[Threshold]) -> list[Threshold]:
    """The figures, those whose name is only the kind of their unit under the words of their clause too.

    "wafer substrate kept at > 293 K" asks for the temperature of the substrate, "holes spaced ≤ 12 µm" for no length
    of the goods: without the words, one fact would answer both.
    """
    found: list[Threshold] = []
    for threshold in thresholds:
        name = threshold.property
        if not set(words_of(name)) <= set(words_of(text)):
            clause = _CLAUSE.split(text[: threshold.quantity.span[0]])[-1]
            if re.search(r"\d", clause):  # the second bound of a range goes with the first
                same = (f.property for f in reversed(found) if f.property.partition(" (")[0] == name)
                name = next(same, name)
            else:
                words = re.sub(r"[^\w\s'-]", " ", _MANNER.sub(" ", clause))
                told = " ".join(w for w in words.split() if not set(words_of(w)) <= _NEUTRAL)
                name = f"{name} ({told})" if told else name
        found.append(evolve(threshold, property=name))
    return found


_NAME_ALONE = re.compile(r"""\W*+((?:[\w'"./-]++ ){1,6})(?:\([^()]*\) )?[<>≤≥=] ?""")
_NO_NAME_WORD = re.compile(
    r"\b(?:for|with|having|to|from|by|that|which|and|or|capable|designed|rated|specified|operating|using|made|"
    r"containing|incorporating|measured|producing|each|any|not|no)\b",
    re.IGNORECASE,
)


def _named_in_full(text: str, threshold: Threshold) -> Threshold:
    """The figure under all the words before its sign, where the text begins with nothing but its name.

    "maximum working pressure > 207 MPa" asks for the maximum working pressure, not for any pressure.
    """
    start = threshold.quantity.span[0]
    match = _NAME_ALONE.match(text)
    if match is None or match.end() > start or text[match.end() : start].strip():
        return threshold
    name = " ".join(match[1].replace('"', "").replace("'", "").split())
    before, found, _ = name.casefold().partition(threshold.property.casefold())
    # "weapons of calibre" names goods and a property; "maximum working pressure" and "throat size at the input" do not.
    if not found or _NO_NAME_WORD.search(name) or re.search(r"\b(?:of|at|in|on|per)\b", before):
        return threshold
    return evolve(threshold, property=name)


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match[0])


def exclude_each_other(one: Threshold, other: Threshold) -> bool:
    """Whether no value fulfils both: "from < 223 K to > 398 K" asks what a range covers, which no value tells."""
    if one.property != other.property or one.comparison[0] == other.comparison[0]:
        return False
    low, high = (one, other) if one.comparison[0] == ">" else (other, one)
    return "=" not in (low.comparison, high.comparison) and low.quantity.measure > high.quantity.measure


def _same_side(one: Threshold, other: Threshold) -> bool:
    return (
        one.property == other.property and one.comparison[0] == other.comparison[0] and one.condition == other.condition
    )


def leftover(
    text: str, properties: Iterable[str], spans: Iterable[tuple[int, int]], conditions: Iterable[str] = ()
) -> tuple[str, ...]:
    """The words that neither figures nor references account for, asked as words; `spans` is where those stand."""
    rest = levelled(text)
    for start, end in sorted(spans, reverse=True):
        rest = f"{rest[:start]} \u0001 {rest[end:]}"
    rest = _BETTER.sub(" ", rest)
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
    (?: goods | items? | equipment | products? | those | these | what | if | applies | as | in | of | to
      | meet(?:s|ing)? | that | are | is | have | has | the | following | below | [a-z] (?:,\ [a-z])* | and | or | all
      | any
      | both | either | each | every | one | them | hold | holds | true | met | apply | conditions
      | characteristics | properties
    ) (?: \W+ | $ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEAVES_OUT = re.compile(
    r"\b(?:does|do) not (?:control|apply)(?: to)?\b|\b(?:is|are) not controlled(?: by)?\b", re.IGNORECASE
)
_THESE_GOODS = re.compile(r"""(?:the following|these)(?: ["']?[\w-]+["']?){1,2}\W*""", re.IGNORECASE)
_ALL = re.compile(r"\b(?:all|both|every|each|together)\b", re.IGNORECASE)
_ANY = re.compile(
    r"\b(?:any|either|one of|one or more|following|these|below|as in|(?:the )?(?:items|goods) in a to [a-z]|a or b)\b",
    re.IGNORECASE,
)


def says_nothing(text: str) -> bool:
    """Whether the words of a note only introduce its items.

    >>> says_nothing("the following"), says_nothing("2B999.a. does not control any of the following:")
    (True, True)
    >>> says_nothing("body armour that meets both")
    False
    """
    plain = _LEAVES_OUT.sub(" ", _CODE.sub(" ", text)).strip()
    return not _ANNOUNCING.sub("", plain + " ").strip(" \n:.,;") or _THESE_GOODS.fullmatch(plain) is not None


def way_of_items(text: str) -> Way:
    """How the items of a note combine by its words; `cautious` where they do not tell.

    >>> way_of_items("meets both items below"), way_of_items("any of these"), way_of_items("")
    ('all', 'any', 'cautious')
    """
    if _ALL.search(text):
        return "all"
    return "any" if _ANY.search(text) else "cautious"


_NO_CONDITION = frozenset({"see-also", "speaks-of", "mentioned"})
_JOINED = re.compile(r"[\s,;]*(?:and|or|to)?[\s,]*(?:in |by )?")
_NEGATED = re.compile(
    r"(?:\bnot\b|\bother than\b|\bexcept(?:ing)?\b|\bexcluding\b|\bapart from\b)\W+"
    r"(?:(?:for|those|that|the|what|items?|goods|is|are|ones|as)\W+)*"
    r"(?:specified|described|controlled|listed)\b\W*(?:(?:in|by|at)\W*)?$",
    re.IGNORECASE,
)
_OWN_GOODS = re.compile(
    r"\W*(?:the )?(?:items?|goods|materials?|equipment|products?|components?|systems?)?\W*", re.IGNORECASE
)
_ALTERNATIVES = re.compile(r";|\bor\b", re.IGNORECASE)


@frozen
class Referred:
    """Places that one phrase names together; any of them fulfils it, `negated` where none may."""

    codes: tuple[ControlCode, ...]
    printed: str
    span: tuple[int, int]
    negated: bool
    same_goods: bool
    list: str = ""


def conditions_told(text: str, references: Sequence[Reference]) -> tuple[Referred, ...]:
    """The references of a text that are conditions, those of one phrase together."""
    groups: list[list[Reference]] = []
    for reference in sorted(references, key=lambda r: r.span):
        if reference.role in _NO_CONDITION or not any(_is_entry(c) for c in reference.codes):
            continue
        if groups and _JOINED.fullmatch(text[groups[-1][-1].span[1] : reference.span[0]]):
            groups[-1].append(reference)
        else:
            groups.append([reference])
    found = [_referred(text, group) for group in groups]
    simple = len(found) - sum(r.negated for r in found) == 1 and not _ALTERNATIVES.search(_outside(text, groups))
    return tuple(r for r in found if r.negated or simple)


def _is_entry(code: ControlCode) -> bool:
    """Whether a code names entries; general notes are named for how they apply, not as a condition."""
    return bool(re.match(r"\d|ML", code))


def _referred(text: str, group: Sequence[Reference]) -> Referred:
    start, end = group[0].span[0], group[-1].span[1]
    negated = group[0].role == "excluded-there" or bool(_NEGATED.search(text[:start]))
    lead = re.sub(r"\b(?:specified|described|controlled)\b.*$", "", text[:start])
    alone = bool(_OWN_GOODS.fullmatch(lead)) and not text[end:].strip(" .;")
    codes = tuple(dict.fromkeys(c for r in group for c in r.codes if _is_entry(c)))
    return Referred(codes, text[start:end], (start, end), negated, negated or alone, group[0].list)


def _outside(text: str, groups: Sequence[Sequence[Reference]]) -> str:
    """The text without its reference phrases."""
    rest = text
    for group in reversed(groups):
        rest = rest[: group[0].span[0]] + rest[group[-1].span[1] :]
    return rest


def within(code: str, place: str) -> bool:
    """Whether a code lies in a place, which may be a category or group.

    >>> within("3B501.f.1", "3B"), within("3B501.f.1", "3B501.f"), within("3B501", "3B501.f")
    (True, True, False)
    """
    if ControlCode(place).contains(code):
        return True
    return bool(re.fullmatch(r"\d(?:[A-E]|P[12])?", place)) and code.startswith(place)
