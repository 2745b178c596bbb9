"""Which fact answers which question of a provision.

A name fits a property by its concept or by its own words; where several properties have those words and none has
them alone, the name is ambiguous. Facts that a provision does not ask for are no error, a name nobody knows is.

Whether goods told in words are the ones a text names: by kind, by name, by CAS number.

Only plain names count. "pumps" answers a text that reads "pumps; valves"; it does not answer "test stands for pumps",
nor one with a condition behind the name. What is not plainly the same stays a question.

>>> names_it("pump", "pumps; valves"), names_it("pump", "test stands for pumps")
(True, False)
>>> names_it("7719-09-7", "thionyl chloride (CAS 7719-09-7)"), names_it("germanium", "germanium (Ge)")
(True, True)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NoReturn, TypeVar

from attrs import Factory, define, frozen

from controllist.assessing.facts import Fact, Facts, concepts, two_values, words_of
from controllist.assessing.formulas import inputs_of
from controllist.assessing.plan import Check, Figure, Group, Key, Plan, Specified, Words, content_words, leaves
from controllist.assessing.wording import NEGATION, within
from controllist.codes import ControlCode, parse_code
from controllist.errors import CodeError, MisuseError
from controllist.language.units import find_unit
from controllist.messages import Message

_K = TypeVar("_K")
IS_IT = "is it"
EXCLUSIONS = "exclusions"
_CODE = re.compile(r"(?:\d[a-eA-E]\d{3}|ML ?\d|[A-Z]{3,4}(?:[.#]|$)).*")
_SCOPED = re.compile(r"(?P<code>(?:\d[A-E]\d{3}|ML\d+)[\w.#]*) ?: ?(?P<name>.+)", re.IGNORECASE)


@frozen
class Inventory:
    """All that a plan asks, by what a name can be compared with."""

    figures: dict[str, tuple[Figure, ...]]
    inputs: frozenset[str]
    """Properties from which formulas compute what is asked."""
    words: dict[Key, frozenset[str]]
    specified: dict[Key, Specified]
    codes: frozenset[str]


@define
class Answers:
    """The facts by the question they answer; `unused` are those the provision does not ask for."""

    figures: dict[str, Fact] = Factory(dict)
    answers: dict[Key, Fact] = Factory(dict)
    stated: dict[str, Fact] = Factory(dict)
    """Provisions, notes or references answered as a whole, by code."""
    told: list[Fact] = Factory(list)
    """Kind, material, CAS number: facts in words."""
    scoped: dict[str, list[Fact]] = Factory(dict)
    """Facts about other goods, by the code they are to be held against."""
    lead: Fact | None = None
    exclusions: Fact | None = None
    unused: list[str] = Factory(list)

    @property
    def anything(self) -> bool:
        """Whether a fact answers a question of the provision itself."""
        return bool(self.figures or self.answers or self.stated or self.told or self.lead)


_INVENTORIES: dict[int, tuple[Plan, Inventory]] = {}


def inventory(plan: Plan) -> Inventory:
    """What a plan asks, kept beside it."""
    found = _INVENTORIES.get(id(plan))
    if found is None or found[0] is not plan:
        if len(_INVENTORIES) > 20_000:
            _INVENTORIES.clear()
        found = _INVENTORIES[id(plan)] = (plan, _take_stock(plan))
    return found[1]


def _take_stock(plan: Plan) -> Inventory:
    figures: dict[str, list[Figure]] = {}
    words: dict[Key, frozenset[str]] = {}
    specified: dict[Key, Specified] = {}
    for leaf in leaves(plan.root):
        if isinstance(leaf, Figure):
            figures.setdefault(leaf.key[1], []).append(leaf)
        elif isinstance(leaf, Words) and not leaf.lead:
            words[leaf.key] = content_words(leaf.words)
        elif isinstance(leaf, Specified):
            specified[leaf.key] = leaf
    return Inventory(
        {k: tuple(v) for k, v in figures.items()}, _inputs(figures), words, specified, frozenset(_codes(plan.root))
    )


def _inputs(keys: Iterable[str]) -> frozenset[str]:
    """The properties formulas need for these, and those needed for them in turn."""
    found: set[str] = set()
    todo = list(keys)
    while todo:
        inputs = set(inputs_of(todo.pop())) - found
        todo += inputs
        found |= inputs
    return frozenset(found)


def _codes(check: Check) -> Iterable[str]:
    yield check.code
    if isinstance(check, Group):
        for inner in check.checks:
            yield from _codes(inner)


def answers(plan: Plan, facts: Facts, *, strict: bool = True) -> Answers:
    """Each fact laid to what it answers.

    With `strict`, raises `MisuseError` for a name that is unknown or ambiguous and for a wrong dimension; without, such
    a fact is left unused, since facts of a register or a description are not meant for one provision.
    """
    asked = inventory(plan)
    found = Answers()
    for fact in facts:
        try:
            _lay(fact, asked, found, strict=strict)
        except MisuseError:
            if strict:
                raise
            found.unused.append(fact.name)
    return found


def _lay(fact: Fact, asked: Inventory, found: Answers, *, strict: bool) -> None:
    name = fact.name.casefold().rstrip("?").strip()
    if name == IS_IT:
        found.lead = _yes_or_no(fact)
    elif name in (EXCLUSIONS, "exclusion", "excluded"):
        found.exclusions = _yes_or_no(fact)
    elif scoped := _SCOPED.fullmatch(fact.name):
        found.scoped.setdefault(str(parse_code(scoped["code"])), []).append(fact)
    elif (code := _code(fact.name)) is not None:
        _lay_code(fact, code, asked, found, strict=strict)
    elif fact.key in asked.figures or fact.key in asked.inputs:
        _lay_figure(fact, fact.key, asked, found)
    elif fact.key in concepts() and concepts()[fact.key].in_words:
        found.told.append(fact)
    elif fact.answer is not None:
        _lay_answer(fact, asked, found)
    else:
        _lay_by_words(fact, asked, found)


def _yes_or_no(fact: Fact) -> Fact:
    if fact.answer is None:
        raise MisuseError("expected yes or no for {property}, found {found}", property=fact.name, found=fact.printed)
    return fact


def _code(name: str) -> ControlCode | None:
    if not _CODE.fullmatch(name):
        return None
    try:
        return parse_code(name)
    except CodeError:
        return None


def _lay_code(fact: Fact, code: ControlCode, asked: Inventory, found: Answers, *, strict: bool) -> None:
    _yes_or_no(fact)
    referred = any(within(code, c) or within(c, code) for s in asked.specified.values() for c in s.codes)
    if strict and code not in asked.codes and not referred:
        raise MisuseError("expected a place this provision asks about, found {code}", code=code, property=fact.name)
    _keep(found.stated, str(code), fact)


def _lay_figure(fact: Fact, key: str, asked: Inventory, found: Answers) -> None:
    if fact.answer is not None or fact.figure is None:
        unit = asked.figures[key][0].threshold.quantity.unit if key in asked.figures else concepts()[key].unit
        expected = Message("a figure in a unit such as {unit}", unit=unit) if unit else Message("a figure")
        raise MisuseError(
            "expected {expected} for {property}, found {found}",
            expected=expected,
            property=fact.name,
            found=fact.printed,
        )
    asking = asked.figures.get(key, ())
    fits = any(fact.figure_for(f.threshold.quantity) is not None for f in asking)
    if not fits and (asking or not _is_like(fact, concepts()[key].unit)):
        unit = asking[0].threshold.quantity.unit if asking else concepts()[key].unit
        raise MisuseError(wrong_dimension(fact, unit), property=fact.name)
    _keep(found.figures, key, fact)


def _is_like(fact: Fact, unit: str) -> bool:
    return fact.unit.is_like(find_unit(unit))


def wrong_dimension(fact: Fact, unit: str) -> Message:
    """The line that says which kind of figure was expected and which was found."""
    try:
        kind = find_unit(unit).name
    except MisuseError:
        kind = "figure"
    found = f"{fact.printed}, a {fact.unit.name}" if fact.unit.symbol else f"{fact.printed} without a unit"
    if not unit:
        return Message("expected for {property} a {kind}, found {found}", property=fact.name, kind=kind, found=found)
    return Message(
        "expected for {property} a {kind} in a unit such as {unit}, found {found}",
        property=fact.name,
        kind=kind,
        unit=unit,
        found=found,
    )


def _lay_answer(fact: Fact, asked: Inventory, found: Answers) -> None:
    """A yes or no by words: the question that has all of them."""
    name = frozenset(words_of(fact.name))
    fitting = [key for key, words in asked.words.items() if name <= words]
    exact = [key for key in fitting if asked.words[key] == name]
    if len(exact or fitting) > 1:
        places = ", ".join(key[1] for key in (exact or fitting)[:8])
        raise MisuseError(
            "expected a name with one meaning here, found {property!r}: it may mean {meanings}",
            property=fact.name,
            meanings=places,
        )
    if fitting:
        _keep(found.answers, (exact or fitting)[0], fact)
    elif fact.key in concepts():
        found.unused.append(fact.name)
    else:
        _unknown(fact, asked)


def _lay_by_words(fact: Fact, asked: Inventory, found: Answers) -> None:
    """A figure under other words of the text: `clock frequency` for "operating clock frequency", or `maximum working
    pressure` where the property is read as "pressure" and the text says the rest."""
    name = frozenset(words_of(fact.name))
    fitting = [k for k, fs in asked.figures.items() if any(name <= set(words_of(f.threshold.property)) for f in fs)]
    if not fitting:
        fitting = [k for k, fs in asked.figures.items() if any(_longer_name(name, f) for f in fs)]
    if len(fitting) > 1:
        meant = ", ".join(asked.figures[k][0].threshold.property for k in fitting[:8])
        raise MisuseError(
            "expected a property with one meaning here, found {property!r}: it may mean {meanings}",
            property=fact.name,
            meanings=meant,
        )
    if fitting:
        _lay_figure(fact, fitting[0], asked, found)
    elif fact.key in concepts():
        found.unused.append(fact.name)
    else:
        _unknown(fact, asked)


def _longer_name(name: frozenset[str], figure: Figure) -> bool:
    return name > set(words_of(figure.threshold.property)) and name <= set(words_of(figure.text))


def _unknown(fact: Fact, asked: Inventory) -> NoReturn:
    names = list(dict.fromkeys(fs[0].threshold.property for fs in asked.figures.values()))
    known = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
    without = Message("a yes or no under a code, or `is it`, since no figure was read in this provision")
    hint = Message("a property this provision asks for, such as {properties}", properties=known) if names else without
    raise MisuseError("expected {hint}; found {property!r}", hint=hint, property=fact.name)


def _keep(place: dict[_K, Fact], key: _K, fact: Fact) -> None:
    known = place.setdefault(key, fact)
    if not known.says(fact):
        raise two_values(known, fact)


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
