"""Thresholds: which property must lie on which side of which quantity.

The official wording puts comparators in words ("exceeding 10 kHz", "45 nm or less"), our digest in signs; both give the
same threshold.

>>> def facts(text):
...     return [(t.property, t.comparison, t.quantity.printed) for t in read_thresholds(text)]
>>> facts("a light source wavelength of 193 nm or more")
[('light source wavelength', '>=', '193 nm')]
>>> facts("light source wavelength ≥ 193 nm")
[('light source wavelength', '>=', '193 nm')]
>>> read_thresholds("exceeding 10 kHz", above=["Sonars with a transmitting frequency:"])[0].property
'transmitting frequency'

Requirement: how the items below a provision combine, from its lead-in and the connectors at their ends.

A lead-in decides where it says so ("having all of the following"); the connector of the last item but one decides where
it does not. Under "as follows" each item is a control of its own, whatever word stands between the last two. Where
lead-in and connector contradict each other the lead-in counts and the disagreement is told.

>>> read_requirement("Lasers having all of the following:", ["an output of 5 W; and", "a wavelength of 3 nm; or"])
('all', None)
>>> read_requirement("Pumps as follows:", ["gear pumps; or", "screw pumps."])
('list', None)
>>> read_requirement("Having all of the following:", ["a weight of 5 kg; or", "a length of 3 m."])
('all', "lead-in says all ('all of the following'), item 1 ends with 'or'")
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Literal, cast

from attrs import evolve, frozen

from controllist.language import Comparison, Quantity, Threshold
from controllist.language import properties as names
from controllist.language.bounds import (
    Bound,
    Conditions,
    continues,
    end_of_clause,
    end_with_alternatives,
    find_bounds,
    measuring_clauses,
    outside,
)
from controllist.language.quantities import read_quantities
from controllist.language.units import Unit, find_unit, read_unit
from controllist.language.words import BACK, Language, has_language, language, level


def read_thresholds(text: str, above: Sequence[str] = (), language: str = "en") -> tuple[Threshold, ...]:
    """The thresholds of a provision, in the order of its text; `above` are the texts of its parents, from the top down.

    A figure without a comparator is no threshold. A figure in brackets that says the same again gives none. A range
    gives two. Languages without a table of words give none.

    >>> [(t.property, t.comparison, t.better) for t in read_thresholds('heading "accuracy" less (better) than 0,5°')]
    [('heading accuracy', '<', 'less')]
    """
    if not has_language(language) or not _HAS_FIGURE.search(text):
        return ()
    return _read(text, tuple(above), language)


_HAS_FIGURE = re.compile(r"\d|[<>≤≥]|\w\w\w")


@lru_cache(maxsize=20_000)
def _read(text: str, above: tuple[str, ...], name: str) -> tuple[Threshold, ...]:
    words = language(name)
    levelled = level(text)
    quantities = read_quantities(text, name)
    if not quantities:
        return ()
    every = find_bounds(levelled, quantities, words)
    clauses = measuring_clauses(levelled, [b.end for b in every], words)
    bounds = [b for b in outside(every, clauses) if not b.is_of_formula]
    conditions = Conditions(levelled, bounds, clauses, words)
    figures = _Figures(levelled, quantities)
    found: list[Threshold] = []
    for i, bound in enumerate(bounds):
        last = bounds[i - 1] if i else None
        chained = last is not None and continues(levelled, last, bound)
        if bound.name:
            property_ = bound.name
        elif chained:
            property_ = found[-1].property
        else:
            floor = figures.end_before(bound.start)
            end = i
            while end + 1 < len(bounds) and continues(levelled, bounds[end], bounds[end + 1]):
                end += 1
            # the name may stand behind the far end of a range: "200 or more but fewer than 350 qubits"
            reach = evolve(bound, end=bounds[end].end) if end > i else bound
            over = _begins_condition(levelled, bounds[max(0, i - 3) : i], floor, words)
            room = _Room(figures.bare_end_before(over) if over < floor else floor, over, floor)
            property_ = _property(levelled, reach, _unit(bounds[end].quantity), above, words, room)
        joined: Literal["and", "or"] = (
            "or" if last and not chained and _is_or(levelled[last.end : bound.start], words) else "and"
        )
        holds = conditions.of(bound)
        comparison, better = _directed(property_, bound, words)
        found.append(Threshold(property_, comparison, bound.quantity, holds, better, joined))
    return tuple(found)


_TURNED: dict[Comparison, Comparison] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _directed(property_: str, bound: Bound, words: Language) -> tuple[Comparison, str]:
    """The comparison, and what is better: `better than` turns round where more of the property is better.

    A share counts from one half on: a uniformity better than 1 % is a deviation.
    """
    quantity = bound.quantity
    unit = find_unit(quantity.unit).symbol
    more = any(
        property_.endswith(name) and kind in ("", unit) and (kind != "%" or quantity.value >= _HALF)
        for name, kind in words.more_is_better
    )
    if bound.judges and more and bound.comparison != "=":
        return _TURNED[bound.comparison], "greater"
    return bound.comparison, bound.better


_HALF = 50


class _Figures:
    """Where the figures of a text end, to find the one before a place."""

    def __init__(self, text: str, quantities: tuple[Quantity, ...]) -> None:
        found = sorted((q.span[1], end_with_alternatives(text, quantities, i)) for i, q in enumerate(quantities))
        self.ends = [end for end, _ in found]
        self.furthest = list(accumulate((stop for _, stop in found), max))

    def end_before(self, at: int) -> int:
        """Where the last figure before a place ends, with those in brackets that say it again; 0 without one."""
        before = bisect_right(self.ends, at)
        return self.furthest[before - 1] if before else 0

    def bare_end_before(self, at: int) -> int:
        """Where the last figure before a place ends; 0 without one."""
        before = bisect_right(self.ends, at)
        return self.ends[before - 1] if before else 0


def _is_or(between: str, words: Language) -> bool:
    """Whether `or` joins two bounds: "length > 100 m or mass > 100 g"."""
    clause = between.rpartition(";")[2]
    kinds = [kind for kind, pattern in words.connectors if pattern.search(clause)]
    return kinds == ["or"] and ";" not in between


def _unit(quantity: Quantity) -> Unit:
    """The unit for choosing nouns: an acceleration keeps its kind although its symbol is that of a mass."""
    unit = find_unit(quantity.unit)
    return evolve(unit, name="acceleration") if quantity.si_unit == "m/s²" and unit.name == "mass" else unit


# --- the property ---


@frozen
class _Room:
    """Where the name of a bound can stand: behind the figure before it, or before the condition of that figure.

    `floor` is where the figure before ends; `over` where the condition begins that this figure belongs to, as in
    "stiffness at 30 °C of less than 5 N/m", or the same as `floor`; `earliest` where the figure before that one ends.
    """

    earliest: int
    over: int
    floor: int


def _property(text: str, bound: Bound, unit: Unit, above: tuple[str, ...], words: Language, room: _Room) -> str:
    """The property of a bound.

    From the surest to the weakest: behind the figure ("600 mm in diameter"), before the comparator, what is counted,
    what the unit fits in the same text, in the texts above, and the plain name of what the unit measures.
    """
    measured = _measured_behind(text, bound, unit, words)
    if measured:
        return measured
    near, near_end = _near(text, bound, words, room)
    near = "" if names.says_nothing(near, words) else names.narrowed(near, unit, words)
    weak = ""
    if near and _is_weak(text, near_end, bound, words) and not names.is_measure(near, unit, words):
        near, weak = "", near
    counted = unit.name == "count"
    counts = _counts_behind(text, bound, words) if counted else ""
    behind = "" if counted else _behind(text, bound, words)
    if near and names.is_measure(near, unit, words) and not counts and near != "range":
        return names.singular(near, words)
    if counted and words.counting.search(near):
        return names.singular(near, words)
    linked = _linked(text, near_end, unit, words, room.floor) if near and not counts else ""
    if linked:
        return names.singular(linked, words)
    if counts and not (near and words.counting.search(near)):
        return counts
    if near and behind and names.is_measure(behind, unit, words):
        return names.singular(behind, words)
    if unit.name == "fraction" and behind and (not near or _is_composition(text, bound, unit, behind, words)):
        return re.sub(r"\s?(?:by )?weight$", "", behind) or behind
    if near and names.fits(near, unit, words) and near not in ("operation", "operating"):
        return names.singular(near, words)
    if behind and names.is_measure(behind, unit, words):
        return names.singular(behind, words)
    default = words.plain.get(unit.name, "")
    if near in ("operation", "operating") and default:
        return f"operating {default}"
    if default and words.at.search(text, max(0, bound.start - 14), bound.start) and not near:
        operates = words.operates.search(text, max(0, bound.start - 30), bound.start)
        return f"operating {default}" if operates else default
    if default and unit.name != "time" and words.operates.search(text, max(0, bound.start - 30), bound.start):
        return f"operating {default}"
    for candidate, _, _ in names.phrases(text, words, bound.start):
        if names.is_measure(candidate, unit, words):
            return names.singular(names.narrowed(candidate, unit, words), words)
    if behind and (unit.name not in words.plain or (unit.name in _SUBSTANCES and not near)):
        return names.singular(behind, words)
    for parent in reversed(above):
        levelled = level(parent)
        for candidate, _, _ in names.phrases(levelled, words, len(levelled)):
            if names.is_measure(candidate, unit, words):
                return names.singular(names.narrowed(candidate, unit, words), words)
    if bound.start <= 3:
        for parent in reversed(above):
            last = next(names.phrases(level(parent), words, len(parent)), ("", 0, 0))[0]
            if last and names.fits(last, unit, words) and not default:
                return names.singular(last, words)
    if unit.name == "fraction" and not (near or behind):
        near = _nearest_goods(text, bound.start, words)
    return names.singular(near, words) or default or behind or weak or unit.symbol.lower() or "number"


def _behind(text: str, bound: Bound, words: Language) -> str:
    """The noun phrase behind the figure: before its comparator ("1 ppm UF6 content or less"), else behind both."""
    within = names.behind(text[: bound.end], bound.quantity.span[1], words) if bound.side == "after" else ""
    bracketed = _IN_BRACKET_BEHIND.match(text, _figure_end(bound))
    if bracketed and names.is_measure(bracketed["name"], find_unit(bound.quantity.unit), words):
        return bracketed["name"]
    return within or names.behind(text, _figure_end(bound), words)


# "≤ 9 µm centre-to-centre (hole pitch)"
_IN_BRACKET_BEHIND = re.compile(r"(?:\s[a-z][\w-]*){0,3}\s\((?P<name>[a-z][a-z -]*)\)")
_SUBSTANCES = frozenset({"mass", "volume"})


def _is_weak(text: str, near_end: int, bound: Bound, words: Language) -> bool:
    """Whether what stands before the comparator need not be what is limited.

    "cools the gas to 150 K or less", "measured 'bare table', between 20 Hz …", "back to operation within 1 ms".
    """
    return (
        re.fullmatch(r"\s?,\s?", text[near_end : bound.start]) is not None
        or words.weak.search(text, max(0, near_end - BACK), near_end) is not None
        or words.weak_comparator.match(text, bound.start) is not None
        or _is_verb(text, near_end, words)
    )


def _is_verb(text: str, near_end: int, words: Language) -> bool:
    """Whether the one word before a comparator is an infinitive: `able to bear ≥ 250 N force`."""
    blank = text.rfind(" ", 0, near_end)
    head, last = max(blank, 0), text[blank + 1 : near_end]
    found = words.infinitive.search(text, max(0, head - BACK), head)
    return found is not None and last.casefold() not in words.nouns


def _is_composition(text: str, bound: Bound, unit: Unit, constituent: str, words: Language) -> bool:
    """`25 % nickel`: the share of what stands right behind, unlike `15 % of the diameter`, `5 % distance travelled`."""
    if names.is_property(constituent, words):
        return False
    behind = text[_figure_end(bound) :]
    return "weight" in unit.symbol or re.match(r"\s(?!of\b|per\b|or\b|and\b)[^\W\d]", behind) is not None


def _near(text: str, bound: Bound, words: Language, room: _Room) -> tuple[str, int]:
    """The noun phrase before the comparator and where it ends, over a colon, a bracket or a condition."""
    at, floor = bound.start, room.floor
    opened = _open_bracket(text, at)
    start = max(floor, opened)
    adverbial = words.adverbial.search(text, max(start, at - BACK), at)
    at = adverbial.start() if adverbial else at
    while at > start and text[at - 1] in " :,–":
        at -= 1
    measured = _before_measuring(text, at, words) if text[at : bound.start].strip() else None
    if measured:
        return measured
    name = names.before(text, at, words, start)
    if room.over < floor and _follows(text, floor, at, name):
        further = names.before(text, room.over, words, room.earliest)
        if further or not name:
            return further, room.over
    if name and not names.says_nothing(name, words):
        return name, at
    if not name and at > opened:
        return "", at
    # "(typically 2 % …": the name stands before the bracket; "unbalance, minimum achievable, ≤": before the comma
    outside = opened - 1 if opened > floor else text.rfind(",", start, at)
    return (names.before(text, outside, words, floor), outside) if outside > floor else ("", at)


def _before_measuring(text: str, at: int, words: Language) -> tuple[str, int] | None:
    """The name before a measuring rule that ends at a place: `position error, measured at 500 m range: < 5 m`.

    A mark must stand behind the rule: in "measured at the end for a number of fibres > 5" the fibres are counted.
    """
    rules = _measuring_rules(text, words.name)
    last = bisect_right(rules, at, key=lambda rule: rule[1]) - 1
    if last < 0 or end_of_clause(text[:at], rules[last][1], words) < at:
        return None
    end = rules[last][0]
    while end and text[end - 1] in " ,":
        end -= 1
    name = names.before(text, end, words)
    return (name, end) if name else None


def _follows(text: str, floor: int, at: int, name: str) -> bool:
    """Whether nothing but the goods of a figure stand between it and a comparator: `in 6 week old hens of > 2`."""
    between = text[floor:at].strip(" ,)")
    return between.removesuffix("of").strip().casefold() in ("", name)


def _begins_condition(text: str, bounds: list[Bound], floor: int, words: Language) -> int:
    """Where the condition begins whose figure ends at a place; the place itself where that figure is a bound."""
    if any(bound.quantity.span[0] < floor <= bound.end for bound in bounds):
        return floor
    # It reaches from one of its words to the figure, over no stop.
    stop = max(text.rfind(mark, 0, floor) for mark in ",;:")
    match = words.before_condition.search(text, stop + 1, floor)
    return match.start() if match else floor


@lru_cache(maxsize=500)
def _measuring_rules(text: str, language_name: str) -> list[tuple[int, int]]:
    """Where the words stand that open a measuring rule."""
    return [match.span() for match in language(language_name).measuring.finditer(text)]


@lru_cache(maxsize=500)
def _brackets(text: str) -> tuple[list[int], list[int]]:
    """The places of all brackets, and behind each of them the place behind the bracket that is open there, or 0."""
    places, inside, waiting = [], [], [0]
    for match in re.finditer(r"[()]", text):
        if match[0] == "(":
            waiting.append(match.end())
        elif len(waiting) > 1:
            waiting.pop()
        places.append(match.start())
        inside.append(waiting[-1])
    return places, inside


def _open_bracket(text: str, at: int) -> int:
    """Behind the bracket that is open at a place, 0 where none is."""
    places, inside = _brackets(text)
    before = bisect_left(places, at)
    return inside[before - 1] if before else 0


def _linked(text: str, at: int, unit: Unit, words: Language, floor: int) -> str:
    """The name before a preposition, if the unit fits: `erosion rate at the throat < 0.075 mm/s` is about the rate."""
    start_of_last, only_a_range, measures_other = -1, False, False
    for candidate, start, end in names.phrases(text, words, at):
        if start < floor or (start_of_last >= 0 and not words.linked.fullmatch(text[end:start_of_last])):
            return ""
        if start_of_last >= 0 and (names.may_measure(candidate, unit, words) or only_a_range):
            return candidate
        if measures_other and not names.is_property(candidate, words):
            return candidate  # "extensibility at maximum stress > 5 %": a stress is no share
        only_a_range = candidate in ("range", "band", "level")
        measures_other = start_of_last < 0 and _JOINS.fullmatch(text, end, at) is not None
        measures_other = measures_other and names.measures_other(candidate, unit, words)
        start_of_last = start
    return ""


def _nearest_goods(text: str, at: int, words: Language) -> str:
    """The nearest noun phrase that is no unit: "material that consists to ≥ 99 % of"."""
    for name, start, _ in names.phrases(text, words, at):
        read = read_unit(text, start)
        if not names.says_nothing(name, words) and (read is None or read[1] < start + len(name)):
            return name
    return ""


_JOINS = re.compile(r"[\s,]*(?:of)?[\s,]*")


def _figure_end(bound: Bound) -> int:
    """Where the figure ends, with its other unit in brackets and its comparator."""
    return max(bound.end, bound.quantity.span[1])


def _measured_behind(text: str, bound: Bound, unit: Unit, words: Language) -> str:
    """`500 m in length`, `600 mm or less in diameter`."""
    match = words.of_dimension.match(text, bound.end) or words.of_dimension.match(text, bound.quantity.span[1])
    if match and match[0].lstrip().startswith("in") and names.may_measure(match["noun"], unit, words):
        return match["noun"].casefold()
    return ""


def _counts_behind(text: str, bound: Bound, words: Language) -> str:
    """What is counted: `1500 terminals`, `3 or more electrodes`."""
    start = _figure_end(bound)
    if bound.quantity.unit:
        unit = bound.quantity.unit.strip("\"'")
        rest = names.behind(text, start, words) if re.match(r"\s(?!of\b|per\b)", text[start:]) else ""
        return f"{unit} {rest}".strip()
    return names.behind(text, start, words)


Requirement = Literal["all", "any", "list"]

_BY_CONNECTOR: dict[str, Requirement] = {"and": "all", "or": "any"}


def read_requirement(
    lead: str, item_ends: Sequence[str] = (), language_name: str = "en"
) -> tuple[Requirement, str | None]:
    """How items combine, and what does not fit; `item_ends` are the texts of the items, or their last words.

    Without lead-in and connector the items are a list. A lead-in that asks for a number of items ("two or more of the
    following") is told as a disagreement, since it is neither all nor any.
    """
    if not has_language(language_name):
        return "list", f"no words for language {language_name!r}"
    words = language(language_name)
    said, phrase = _lead_in(level(lead), words)
    # the word that closes the last item joins the whole to what follows it
    connectors = [(i, c) for i, text in enumerate(item_ends[:-1], 1) if (c := connector(text, language_name))]
    if said is None or said == "items":
        return _from_connectors(connectors)
    if phrase.casefold().startswith(("two", "three", "at least two", "at least three")):
        return said, f"lead-in asks for a number of items ({phrase!r})"
    if said != "list":
        for i, word in connectors:
            if _BY_CONNECTOR[word] != said:
                return said, f"lead-in says {said} ({phrase!r}), item {i} ends with {word!r}"
    return said, None


def _from_connectors(connectors: Sequence[tuple[int, str]]) -> tuple[Requirement, str | None]:
    kinds = {word for _, word in connectors}
    if len(kinds) == 2:
        return _BY_CONNECTOR[connectors[-1][1]], "items end with 'and' as well as with 'or'"
    return (_BY_CONNECTOR[connectors[-1][1]] if connectors else "list"), None


def _lead_in(lead: str, words: Language) -> tuple[Requirement | Literal["items"] | None, str]:
    """The lead-in that stands last, the longest where several end there: "as follows, having any of the following"."""
    found = [(m.end(), -m.start(), kind, m[0]) for kind, pattern in words.lead_ins for m in pattern.finditer(lead)]
    if not found:
        return None, ""
    _, _, kind, phrase = max(found)
    return cast(Requirement, kind), phrase


def connector(text: str, language_name: str = "en") -> Literal["and", "or"] | None:
    """The word that closes an item: `a width of 5 mm; and` gives `and`.

    >>> connector("a width of 5 mm; or"), connector("black and white"), connector("beyond")
    ('or', None, None)
    """
    words = language(language_name)
    stripped = level(text).rstrip(" .;:")
    for kind, pattern in words.closing:
        match = pattern.search(stripped)
        if match and (
            match.start() == 0
            or stripped[match.start()] in ";,.:"
            or stripped[: match.start() + 1].rstrip()[-1:] in ";,"
        ):
            return kind  # type: ignore[return-value]
    return None
