"""The facts of one provision in the words of the law and in ours: what one side says and the other does not.

Both wordings are understood by the same grammar (`controllist.meaning`), which takes comparators from words and from
signs, so that "not exceeding 30 kHz" and "≤ 30 kHz" are one bound. What is compared are sets: a fact said twice is a
fact once.

>>> [(d.field, d.official, d.digest) for d in compare(Texts("speed exceeding 5 m/s"), Texts("speed ≥ 5 m/s"))]
[('comparator', '> 5 m/s', '>= 5 m/s')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from controllist.codes import ControlCode
from controllist.meaning import Quantity
from controllist.meaning.figures import compared_value, print_number
from controllist.meaning.names import is_cas, read_names
from controllist.meaning.parameters import read_thresholds
from controllist.meaning.quantities import read_quantities
from controllist.meaning.references import read_references
from controllist.meaning.terms import read_terms, term_key
from controllist.meaning.units import find_unit
from controllist.normalize import caret_exponents, fold, raised_exponents

_CAS = re.compile(r"(?<![\d-])\d{2,7}-\d\d-\d(?![\d-])")
_WORDS_FOR = {
    "0": "zero no",
    "1": "one a an single each every first sole individual either",
    "2": "two both pair either twice double dual second half square",
    "3": "three third triple cube",
    "4": "four fourth quad",
    "5": "five fifth",
    "6": "six sixth",
    "7": "seven seventh",
    "8": "eight eighth",
    "9": "nine ninth",
    "10": "ten tenth",
    "12": "twelve twelfth",
    "18": "eighteen",
    "20": "twenty",
}


@frozen
class Texts:
    """A provision's words, those of its parents, and its place."""

    text: str
    above: tuple[str, ...] = ()
    code: ControlCode | None = None
    about: tuple[ControlCode, ...] = ()
    labels: frozenset[str] = frozenset()
    """Labels of the items below and of the place itself, which our words may name ("items 1 to 3")."""
    terms: frozenset[str] = frozenset()
    """What a definition defines; the law repeats it in its sentence, a digest need not."""


@frozen
class Disagreement:
    """A fact that one side has and the other has not; an empty value means: does not say it."""

    code: str
    field: str
    official: str
    digest: str
    where: str = ""
    """Place in the digest, where its code is another one."""

    def __str__(self) -> str:
        place = f"{self.code} ({self.where} here)" if self.where and self.where != self.code else self.code
        return (
            f"{place}: {self.field}: the law {self.official or 'has none'!r}, the digest {self.digest or 'has none'!r}"
        )


Key = tuple[str, str]


def tidy(text: str) -> str:
    """The text with spellings levelled that converters and printers vary and the grammar does not take.

    >>> tidy("level 1 024, 17,0 - 23,0 %, 20log10F and \u2033software\u2033")
    'level 1024, 17,0 to 23,0 %, 20 log₁₀F and "software"'
    """
    text = raised_exponents(caret_exponents(text.translate(_ALIKE)))
    text = re.sub(r"(?<=\d)\s?oC\b", " °C", text)
    text = re.sub(r"(?<=\d) x (?=[\d(])", " × ", text)
    text = re.sub(r"(?<=\d)±(?=\d)", " ± ", text)
    text = re.sub(r"\b(\d{2,7}-)( ?)(\d\d-) ?(?=\d\b)", r"\1\3", text)
    text = re.sub(r"\b(Notes?)(?=\d)", r"\1 ", text)
    text = re.sub(r"(?<![\d.,])(\d{1,3})((?:[ \u00a0\u2009\u202f]\d{3})+)(?!\d)", _without_blanks, text)
    text = re.sub(r"(?<=\d) [-–] (?=\d)", " to ", text)
    return re.sub(r"\s?log(10|2)(?!\d)", lambda m: " log" + m[1].translate(_LOWERED), text)


_ALIKE = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789") | str.maketrans({"\u2033": '"', "ﬁ": "fi", "º": "°", "*": " × "})
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _without_blanks(match: re.Match[str]) -> str:
    return match[1] + re.sub(r"\D", "", match[2])


def compare(law: Texts, ours: Texts) -> tuple[Disagreement, ...]:
    """What the two wordings do not share, field by field."""
    code, where = str(law.code or ""), str(ours.code or "")
    law, ours = evolve(law, text=tidy(law.text)), evolve(ours, text=tidy(ours.text))
    found: list[Disagreement] = []

    def differ(field: str, official: Iterable[str], digest: Iterable[str]) -> None:
        one, other = ", ".join(sorted(set(official))), ", ".join(sorted(set(digest)))
        if one or other:
            found.append(Disagreement(code, field, one, other, where))

    differ("number", *_numbers_apart(law, ours))
    differ("comparator", *_bounds_apart(law, ours))
    differ("CAS number", *_apart(_CAS.findall(law.text), _CAS.findall(ours.text)))
    differ("CAS check digit", [], [n for n in _CAS.findall(ours.text) if not is_cas(n)])
    differ("reference", *_references_apart(law, ours))
    differ("defined term", *_terms_apart(law, ours))
    differ("term without its marks", [], _bare_terms(law, ours))
    differ("standard", *_standards_apart(law.text, ours.text))
    differ("legal test", *_tests_apart(law, ours))
    return tuple(found)


def count(law: Texts) -> tuple[int, int]:
    """How many figures and references a provision of the law has."""
    return len(_quantities(law.text)), len(_codes(law))


def _apart(one: Iterable[str], other: Iterable[str]) -> tuple[list[str], list[str]]:
    first, second = set(one), set(other)
    return sorted(first - second), sorted(second - first)


# --- numbers ---


def _quantities(text: str) -> list[Quantity]:
    return list(read_quantities(text))


def _key(quantity: Quantity) -> Key:
    unit = find_unit(quantity.unit)
    if quantity.si_unit:
        return print_number(compared_value(quantity)), quantity.si_unit
    name = "" if unit.name in ("count", "") else unit.symbol
    return print_number(quantity.value), name


def _leftover_digits(text: str, code: ControlCode | None) -> list[str]:
    """Runs of digits that no grammar takes up, such as those of formulas; raised ones belong to what stands before."""
    text = caret_exponents(text)
    taken = [q.span for q in read_quantities(text)] + [n.span for n in read_names(text)]
    taken += [r.span for r in read_references(text, code)]
    return [
        m[0].replace(",", ".")
        for m in re.finditer(r"(?<![\d.,^])(?<!\^-)\d+(?:[.,]\d+)?", text)
        if not any(start < m.end() and m.start() < end for start, end in taken)
    ]


def _digit_runs(text: str) -> set[str]:
    """Every number that stands in a text as digits, whatever it means there."""
    folded = fold(text)
    found = {m[0].replace(",", ".") for m in re.finditer(r"\d+(?:[.,]\d+)?", folded)} | set(re.findall(r"\d+", folded))
    return {run.lstrip("0") or "0" for run in found}


def _numbers_apart(law: Texts, ours: Texts) -> tuple[list[str], list[str]]:
    """Figures with their units; a bare number need only stand somewhere in the other text, in digits or as a word."""
    spoken = _PURPOSE.sub("", law.text, count=1)
    theirs, mine = _figures(spoken), _figures(ours.text)
    runs_law = _digit_runs(law.text)
    runs_ours = _digit_runs(ours.text)
    lost = [q for k, q in theirs.items() if k not in mine and not _is_said(q, law.text, ours.text, runs_ours, mine)]
    new = [q for k, q in mine.items() if k not in theirs and not _is_said(q, ours.text, law.text, runs_law, theirs)]
    lost_digits = [d for d in _leftover_digits(spoken, law.code) if (d.lstrip("0") or "0") not in runs_ours]
    new_digits = [
        d
        for d in _leftover_digits(ours.text, ours.code)
        if (d.lstrip("0") or "0") not in runs_law and not _has_word(d, law.text) and d not in ours.labels
    ]
    new = [q for q in new if print_number(q.value) not in ours.labels or q.unit]
    for term in law.terms | ours.terms:
        runs_ours, runs_law = runs_ours | _digit_runs(term), runs_law | _digit_runs(term)
    lost_names = _digits_of_names(spoken) - runs_ours - set(lost_digits)
    new_names = _digits_of_names(ours.text) - runs_law - set(new_digits)
    lost_digits += sorted(d for d in lost_names if not _has_word(d, ours.text))
    new_digits += sorted(d for d in new_names if not _has_word(d, law.text) and d not in ours.labels)
    return [*(_print(q) for q in lost), *lost_digits], [*(_print(q) for q in new), *new_digits]


_CATEGORIES = re.compile(r"(?:[\"“][^\"”]+[\"”]\s)?(?:\([^)]*[\"”]\)\s)?\((?P<numbers>[0-9](?: [0-9])*)\)")
"""The categories a definition is of use in, as both wordings print them: `"Laser" (0 1 2 3)`."""


def _digits_of_names(text: str) -> set[str]:
    """The numbers inside names: locants of chemicals, isotopes, parts of a standard, the categories of a definition."""
    names = [n.printed for n in read_names(text) if n.kind in ("chemical", "isotope", "designation", "act", "date")]
    categories = _CATEGORIES.match(text)
    names += [categories["numbers"]] if categories else []
    return {d.lstrip("0") or "0" for name in names for d in re.findall(r"\d+", fold(name))}


def _figures(text: str) -> dict[Key, Quantity]:
    return {_key(q): q for q in _quantities(text)}


def _is_said(quantity: Quantity, own: str, text: str, runs: set[str], figures: Mapping[Key, Quantity]) -> bool:
    """Whether the other `text` says a figure in another way: a bare number as a word, a unit printed alike.

    `1 g` is an acceleration here and a mass there, by the words round it; `four 64-bit results` are four.
    """
    if any(q.value == quantity.value and q.unit == quantity.unit for q in figures.values()):
        return True
    if not _is_counted(quantity):
        if re.search(rf"(?<![\d.,]){re.escape(quantity.printed)}(?!\w)", text, re.IGNORECASE):
            return True
        same = [q for q in figures.values() if q.value == quantity.value]
        named = any(_is_counted(q) for q in same) and re.search(re.escape(quantity.unit), text, re.IGNORECASE)
        return bool(named) or (bool(same) and not re.search(r"\d", quantity.printed))
    if any(q.value == quantity.value and q.unit and q.unit.casefold() in own.casefold() for q in figures.values()):
        return True
    value = print_number(abs(quantity.value))
    return value == "1" or all(part in runs for part in value.split("/")) or _has_word(value, text)


def _is_counted(quantity: Quantity) -> bool:
    return find_unit(quantity.unit).name in ("count", "")


def _has_word(number: str, text: str) -> bool:
    """Whether a text has a word for a bare number of the other: "≥ 2" for "multiple", "both", "two"."""
    words = _WORDS_FOR.get(number, "").split()
    return any(re.search(rf"\b{w}\b", text, re.IGNORECASE) for w in words)


def _print(quantity: Quantity) -> str:
    return f"{print_number(quantity.value)} {quantity.unit}".strip()


# --- comparators ---

_LESS = r"or\s(?:less|lower|smaller|below|better|shorter|fewer|finer)"
_MORE = r"or\s(?:more|greater|higher|larger|above|longer|over)"
_LOOSE_BEHIND = {side: re.compile(rf"[^;:.]{{0,70}}?\b{words}\b") for side, words in (("<=", _LESS), (">=", _MORE))}
_LOOSE_BEFORE = {
    "<=": re.compile(r"\b(?:maximum|max\.|at or below|better \(less\) than or equal to)\b[^;:.]{0,60}$"),
    ">=": re.compile(r"\b(?:minimum|min\.|at or above|meet or exceed)\b[^;:.]{0,60}$"),
}
_LEAD_IN = re.compile(r"(?:\b(?:any of |either of )?the following(?:\s\w+)?)?[\s:,]*$")
_TIMES = re.compile(r"\s?(?:×|x|by)\s?")


def _bounds_apart(law: Texts, ours: Texts) -> tuple[list[str], list[str]]:
    theirs, mine = _bounds(law), _bounds(ours)
    numbers_law, numbers_ours = _figures(law.text), _figures(ours.text)
    compared_law = {k for _, k in theirs}
    lost = [
        f"{c} {_print(q)}"
        for (c, k), q in theirs.items()
        if (c, k) not in mine and k in numbers_ours and not (c == ">" and q.value == 1 and _says_one_or_more(law.text))
    ]
    new = [
        f"{c} {_print(q)}"
        for (c, k), q in mine.items()
        if (c, k) not in theirs and k in numbers_law and (k in compared_law or not _says_loosely(law, k, c, theirs))
    ]
    if any(c == ">" and q.value == 1 and _is_counted(q) for (c, _), q in mine.items()) and not re.search(
        _SEVERAL, law.text, re.IGNORECASE
    ):
        new.append("> 1")
    return lost, new


def _says_one_or_more(text: str) -> bool:
    """ "One or more than one" is one at least."""
    return bool(re.search(r"\bone or more than one\b", text, re.IGNORECASE))


_SEVERAL = r"\b(?:more than (?:one|1|a single)|multiple|several|two or more|plural|plurality|exceeding one)\b|> ?1\b"


def _bounds(texts: Texts) -> dict[tuple[str, Key], Quantity]:
    found: dict[tuple[str, Key], Quantity] = {}
    quantities = _quantities(texts.text)
    for threshold in read_thresholds(texts.text, texts.above):
        one = threshold.quantity.value == 1 and _is_counted(threshold.quantity)
        if threshold.comparison == "=" or (one and threshold.comparison != ">"):
            continue  # "≥ 1" stands for an article too
        for quantity in _chain(texts.text, quantities, threshold.quantity):
            found[threshold.comparison, _key(quantity)] = quantity
    for quantity in quantities:
        sign = _SIGN.search(texts.text, 0, quantity.span[0])
        if sign is not None and len(chained := _chain(texts.text, quantities, quantity)) > 1:
            found |= {(_SIGNS[sign[1]], _key(q)): q for q in chained}
    return found


_SIGN = re.compile(r"([<>≤≥])\s?$")
_SIGNS = {"<": "<", ">": ">", "≤": "<=", "≥": ">="}


def _chain(text: str, quantities: Sequence[Quantity], one: Quantity) -> list[Quantity]:
    """A figure with those it is multiplied by: a comparator beside `120 mm × 120 mm × 50 mm` is that of all three."""
    at = next((i for i, q in enumerate(quantities) if q.span == one.span), None)
    if at is None:
        return [one]
    first = last = at
    while first and _TIMES.fullmatch(text[quantities[first - 1].span[1] : quantities[first].span[0]]):
        first -= 1
    while last + 1 < len(quantities) and _TIMES.fullmatch(
        text[quantities[last].span[1] : quantities[last + 1].span[0]]
    ):
        last += 1
    return list(quantities[first : last + 1])


def _says_loosely(law: Texts, key: Key, comparison: str, bounds: Mapping[tuple[str, Key], Quantity]) -> bool:
    """Whether the law gives a figure, that the grammar sees no comparator at, the comparison our sign gives it.

    Four ways: "a maximum diameter of 5 mm"; "5 mm of outer diameter or less"; one comparator for an enumeration
    ("exceeding 80 mm in diameter and 20 mm in depth"); the comparator at the end of the lead-in above ("equal to or
    greater than any of the following:").
    """
    text = law.text
    for quantity in (q for q in _quantities(text) if _key(q) == key):
        start, end = quantity.span
        behind, before = _LOOSE_BEHIND.get(comparison), _LOOSE_BEFORE.get(comparison)
        if behind is not None and behind.match(text, end):
            return True
        if before is not None and before.search(text[:start].casefold()):
            return True
        earlier = [(q, c) for (c, _), q in bounds.items() if q.span[1] <= start]
        if earlier:
            nearest, its = max(earlier, key=lambda pair: pair[0].span[1])
            if its == comparison and not re.search(r"[;:]", text[nearest.span[1] : start]):
                return True
        if comparison in _comparisons_above(law.above):
            return True
    return False


def _comparisons_above(above: Sequence[str]) -> set[str]:
    """The comparator a lead-in ends with: "having a strength equal to or greater than:"."""
    lead = _LEAD_IN.sub("", above[-1]) if above else ""
    return {t.comparison for t in read_thresholds(f"{lead} 7 m")} if lead else set()


# --- references, terms, names ---


def _codes(texts: Texts) -> set[str]:
    return {c for r in read_references(texts.text, texts.code) for c in r.codes}


def _references_apart(law: Texts, ours: Texts) -> tuple[list[str], list[str]]:
    """Codes named by one side only; the place itself, what is below it and what the note is about are not counted."""
    own = {str(t) for x in (law, ours) for t in (x.code, x.code and x.code.place, *x.about) if t}
    own |= {x.code.entry for x in (law, ours) if x.code is not None}
    spoken = evolve(law, text=_PURPOSE.sub("", law.text, count=1))
    theirs, mine = _codes(spoken), _codes(ours)
    packed_law, packed_ours = _packed(law.text), _packed(ours.text)
    lost = [c for c in theirs - mine if c not in own and not _names(packed_ours, c)]
    new = [c for c in mine - _codes(law) if not _is_own(c, own) and not _names(packed_law, c)]
    if re.search(r"\bthis Category\b", law.text):
        new = [c for c in new if not (len(c) == 1 and ours.code is not None and ours.code.startswith(c))]
    return lost, new


_PURPOSE = re.compile(
    r"""
    ^\s* For \s the \s purposes? \s of \b [^,:]* [,:]
  | ^\s* In \s [0-9A-Z][\w.]* ,? (?= \s ')
  | (?<= ' ) \s in \s (?:[0-9][A-E]\d|ML) [^,:;]*? (?= \s (?:means|includes?|refers|is|are) \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def _is_own(code: str, own: Iterable[str]) -> bool:
    return any(code == place or code.startswith((place + ".", place + "#")) for place in own)


def _packed(text: str) -> str:
    return text.replace(".", "")


def _names(packed: str, code: str) -> bool:
    """Whether a code stands in a text in a spelling the grammar passes over: `9E003i`, `4E` at the very beginning."""
    place = code.partition("#")[0] if "#" not in code else "#"
    return bool(re.search(rf"(?<![A-Za-z\d]){re.escape(place.replace('.', ''))}(?![\d])", packed))


def _terms_apart(law: Texts, ours: Texts) -> tuple[list[str], list[str]]:
    one, other = _terms(law.text), _terms(ours.text)
    defined = {term_key(term) for term in law.terms | ours.terms}
    return (
        [one[k] for k in one if k not in other and k[0] not in defined],
        [other[k] for k in other if k not in one and k[0] not in defined],
    )


def _bare_terms(law: Texts, ours: Texts) -> list[str]:
    """Terms that the law quotes wherever it uses them and that our line uses without marks."""
    bare_law, bare_ours = (_QUOTED.sub(" ; ", x.text).casefold() for x in (law, ours))
    found = []
    for use in read_terms(law.text):
        word = re.sub(r"s$", "", use.term.casefold())
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}s?(?![\w-]|\snote)")
        if (
            len(word) > 3
            and not use.local
            and "quotation" not in word
            and pattern.search(bare_ours)
            and not pattern.search(bare_law)
        ):
            found.append(use.term)
    return found


_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]|(?<!\w)['‘][^'’]*['’](?!\w)")


def _terms(text: str) -> dict[tuple[str, bool], str]:
    """The quoted terms by their key; a text that tells what the marks mean quotes none."""
    uses = [use for use in read_terms(text) if "quotation" not in use.term]
    return {(term_key(use.term), use.local): f"'{use.term}'" if use.local else f'"{use.term}"' for use in uses}


_TESTS = {
    "specially": r"\bspecially\b",
    "designed": r"\bdesign(?:ed|s|ing)?\b",
    "modified": r"\bmodif(?:y|i)",
    "capable": r"\b(?:in)?capab",
    "peculiarly": r"\bpeculiarly\b",
    "prepared": r"\bprepared\b",
}
_SAID_ALSO = {"capable": r"\b(?:in)?capab|\b(?:cannot|can|able|unable)\b"}
_IN_EXPLANATIONS = ("specially", "designed", "peculiarly", "capable")


def _tests_apart(law: Texts, ours: Texts) -> tuple[list[str], list[str]]:
    """Words the law tests goods by: "specially designed", "modified", "capable of".

    What a definition or technical note explains may be modified or prepared in other words; design never is.
    """
    explains = bool(law.terms) or (ours.code is not None and "technical-note" in ours.code)
    fields = _IN_EXPLANATIONS if explains else tuple(_TESTS)

    def says(name: str, text: str, patterns: Mapping[str, str]) -> bool:
        return bool(re.search(patterns.get(name, _TESTS[name]), text, re.IGNORECASE))

    lost = [n for n in fields if says(n, law.text, _TESTS) and not says(n, ours.text, _SAID_ALSO)]
    new = [n for n in fields if says(n, ours.text, _TESTS) and not says(n, law.text, _SAID_ALSO)]
    return lost, new


def _standards_apart(law: str, ours: str) -> tuple[list[str], list[str]]:
    """Standards with a part of their name (body, number, year) that the other text has nowhere."""

    def lost(one: str, other: str) -> list[str]:
        there = set(re.findall(r"\w+", other.casefold()))
        names = [n.printed for n in read_names(one) if n.kind == "standard"]
        parts = {name: {p.casefold() for p in re.findall(r"\w*[A-Z\d]\w*", name)} for name in names}
        return [name for name in names if parts[name] - there - {"std", "standard"}]

    return lost(law, ours), lost(ours, law)
