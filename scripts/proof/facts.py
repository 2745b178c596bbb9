"""The facts of one provision in the words of the law and in ours: what one side says and the other does not.

Both wordings are understood by the same grammar (`controllist.language`), which takes comparators from words and from
signs, so that "not exceeding 30 kHz" and "≤ 30 kHz" are one bound. What is compared are sets: a fact said twice is a
fact once.

>>> [(d.field, d.official, d.digest) for d in compare(Texts("speed exceeding 5 m/s"), Texts("speed ≥ 5 m/s"))]
[('comparator', '> 5 m/s', '>= 5 m/s')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import evolve

from controllist.language.names import is_cas, read_names
from controllist.language.references import read_references
from controllist.language.terms import read_terms, term_key
from scripts.proof.bounds import bounds_apart
from scripts.proof.numbers import numbers_apart, quantities
from scripts.proof.texts import PURPOSE, Disagreement, Texts, tidy

_CAS = re.compile(r"(?<![\d-])\d{2,7}-\d\d-\d(?![\d-])")


def compare(law: Texts, ours: Texts) -> tuple[Disagreement, ...]:
    """What the two wordings do not share, field by field."""
    code, where = str(law.code or ""), str(ours.code or "")
    law, ours = evolve(law, text=tidy(law.text)), evolve(ours, text=tidy(ours.text))
    found: list[Disagreement] = []

    def differ(field: str, official: Iterable[str], digest: Iterable[str]) -> None:
        one, other = ", ".join(sorted(set(official))), ", ".join(sorted(set(digest)))
        if one or other:
            found.append(Disagreement(code, field, one, other, where))

    differ("number", *numbers_apart(law, ours))
    differ("comparator", *bounds_apart(law, ours))
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
    return len(quantities(law.text)), len(_codes(law))


def _apart(one: Iterable[str], other: Iterable[str]) -> tuple[list[str], list[str]]:
    first, second = set(one), set(other)
    return sorted(first - second), sorted(second - first)


# --- references, terms, names ---


def _codes(texts: Texts) -> set[str]:
    return {c for r in read_references(texts.text, texts.code) for c in r.codes}


def _references_apart(law: Texts, ours: Texts) -> tuple[list[str], list[str]]:
    """Codes named by one side only; the place itself, what is below it and what the note is about are not counted."""
    own = {str(t) for x in (law, ours) for t in (x.code, x.code and x.code.place, *x.about) if t}
    own |= {x.code.entry for x in (law, ours) if x.code is not None}
    spoken = evolve(law, text=PURPOSE.sub("", law.text, count=1))
    theirs, mine = _codes(spoken), _codes(ours)
    packed_law, packed_ours = _packed(law.text), _packed(ours.text)
    lost = [c for c in theirs - mine if c not in own and not _names(packed_ours, c)]
    new = [c for c in mine - _codes(law) if not _is_own(c, own) and not _names(packed_law, c)]
    if re.search(r"\bthis Category\b", law.text):
        new = [c for c in new if not (len(c) == 1 and ours.code is not None and ours.code.startswith(c))]
    return lost, new


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
