"""Check the trade vocabulary: every concept leads somewhere, no term is two things unless it says so.

    python scripts/check_lexicon.py            check lists/lexicon/*.tsv, print counts; exit status 1 with faults
    python scripts/check_lexicon.py FILE...    check these files besides (a company's own vocabulary)

Faults: a line that cannot be read; a code that no edition at hand has; a concept-id twice; a concept without any
term, or without an English one; a term of two concepts that point to different entries, where neither is flagged
`ambiguous`; a term of more words than matching looks at; a term of ordinary goods that is another spelling of a term
with a code ("laserafstandsmeter", "laserafstandmeter").
Warnings: a concept that names nothing in one of the four languages; an entry of a list that no concept names; terms of
ordinary goods that have a letter more or less than one with a code, to be read by a person.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from controllist import lexicon, store
from controllist.errors import ControlListError
from controllist.index.vocabulary import LONGEST_TERM, is_joining, term_key
from controllist.index.words import plain, words
from controllist.lexicon import LANGUAGES, Concept

SHOWN = 60


def known_codes() -> dict[str, set[str]]:
    """The codes of every edition at hand, by list."""
    return {
        name: {code for address in store.editions(name) for code in store.load(address).by_code}
        for name in store.shipped_lists()
    }


def read(paths: Iterable[Path]) -> tuple[list[Concept], list[str]]:
    """The concepts that can be read, and a fault for each line that cannot."""
    concepts: list[Concept] = []
    faults: list[str] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                concepts.append(lexicon.read_line(line, f"{path.name} line {number}"))
            except ControlListError as error:
                faults.append(error.message)
    return concepts, faults


def concept_faults(concepts: Sequence[Concept], codes: dict[str, set[str]]) -> list[str]:
    """What is wrong with single concepts."""
    faults: list[str] = []
    times = Counter(c.id for c in concepts)
    for concept in concepts:
        where = f"{concept.id} ({concept.source})"
        if times[concept.id] > 1:
            faults.append(f"expected each concept-id once, found {where} {times[concept.id]} times")
        faults += [
            f"expected codes of an edition at hand, found {name}:{code} in {where}"
            for name, code in concept.codes
            if code not in codes.get(name, set())
        ]
        if not concept.terms["en"]:
            faults.append(f"expected an English term, found none in {where}")
        faults += [
            f"expected at most {LONGEST_TERM} words in a term, found {term!r} in {where}"
            for language in LANGUAGES
            for term in concept.terms[language]
            if sum(not is_joining(w.text) for w in words(term)) > LONGEST_TERM
        ]
    return faults


def shared_terms(concepts: Sequence[Concept]) -> list[str]:
    """Terms of one language that two concepts have which share no entry, none of them flagged.

    A wide and a narrow concept may share a term, as long as they lead to the same goods.
    """
    held: dict[tuple[str, str], list[tuple[str, Concept]]] = {}
    for concept in concepts:
        for language in LANGUAGES:
            for term in concept.terms[language]:
                held.setdefault((language, _met_by(term)), []).append((term, concept))
    faults: list[str] = []
    for (language, _), found in held.items():
        several = {c.id: c for _, c in found}
        if len(several) > 1 and _apart(list(several.values())):
            names = ", ".join(sorted(several))
            faults.append(
                f"expected {found[0][0]!r} ({language}) in one concept or flagged ambiguous, found in {names}"
            )
    return faults


def _met_by(term: str) -> str:
    """What two terms share that meet the same words: abbreviations only their own letters (DMMP is not DMPP)."""
    if " " not in term and sum(c.isupper() for c in term) > 1:
        return plain("".join(c for c in term if c.isalnum()))
    return term_key(words(term))


def _apart(concepts: Sequence[Concept]) -> bool:
    """Whether two of these share no entry, and none says that its words are ambiguous."""
    if any({"ambiguous", "weak", "military"} & c.flags for c in concepts):
        return False
    entries = [{(name, code.partition(".")[0]) for name, code in c.codes} or {("-", "")} for c in concepts]
    return any(one.isdisjoint(other) for one, other in combinations(entries, 2))


def near_terms(concepts: Sequence[Concept]) -> tuple[list[str], list[str]]:
    """Ordinary terms with a letter more or less than one with a code: faults where both spell one word, and the rest.

    Terms that stand on both sides are left to `shared_terms`, civil names of military goods to their flag.
    """
    faults: list[str] = []
    others: list[str] = []
    for language in LANGUAGES:
        coded: dict[str, list[Concept]] = {}
        for concept in concepts:
            if not concept.ordinary and "military" not in concept.flags:
                for term in concept.terms[language]:
                    coded.setdefault(term.casefold(), []).append(concept)
        longer: dict[str, set[str]] = {}
        for term in coded:
            for short in _one_less(term):
                longer.setdefault(short, set()).add(term)
        for concept in concepts:
            for term in concept.terms[language] if concept.ordinary else ():
                low = term.casefold()
                if len(low) < SHORTEST_NEAR or low in coded:
                    continue
                for near in sorted({*longer.get(low, ()), *(s for s in _one_less(low) if s in coded)}):
                    said = f"{term!r} ({language}, {concept.id}) and {near!r} ({coded[near][0].id})"
                    (faults if _spells_the_same(low, near) else others).append(said)
    return [f"expected two words or one spelling of both kinds, found {said}" for said in faults], others


SHORTEST_NEAR = 7
"""In letters; shorter words that differ in a letter are other words."""


def _one_less(term: str) -> set[str]:
    return {term[:i] + term[i + 1 :] for i in range(len(term))}


def _spells_the_same(one: str, other: str) -> bool:
    """Whether a linking s, a hyphen, a blank or an ending is all that parts two terms.

    >>> _spells_the_same("laserafstandsmeter", "laserafstandmeter"), _spells_the_same("gashahn", "glashahn")
    (True, False)
    """
    long, short = sorted((one, other), key=len, reverse=True)
    return any(
        long[:i] + long[i + 1 :] == short and ((letter in "s- " and i > 2) or (letter in "en" and i == len(short)))
        for i, letter in enumerate(long)
    )


def warnings(concepts: Sequence[Concept]) -> list[str]:
    """Gaps, not faults."""
    said = []
    for language in LANGUAGES:
        missing = sum(1 for c in concepts if not c.terms[language] and not c.ordinary)
        if missing:
            said.append(f"{missing} concepts without a term in {language}")
    named = {(name, code.partition(".")[0]) for c in concepts for name, code in c.codes}
    for name in ("eu-dual-use", "eu-military"):
        if store.editions(name):
            edition = store.load(store.editions(name)[-1])
            gaps = [e.code for e in edition.entries if (name, e.code) not in named and e.status == "in force"]
            said.append(
                f"{len(gaps)} of {len(edition.entries)} entries of {name} named by no concept: {' '.join(gaps)}"
            )
    near = near_terms(concepts)[1]
    if near:
        said.append(f"{len(near)} terms of ordinary goods are a letter from one with a code: {'; '.join(near)}")
    return said


def main() -> int:
    paths = (*lexicon.shipped_files(), *map(Path, sys.argv[1:]))
    concepts, faults = read(paths)
    faults += concept_faults(concepts, known_codes()) + shared_terms(concepts) + near_terms(concepts)[0]
    terms = sum(len(c.terms[language]) for c in concepts for language in LANGUAGES)
    per_language = ", ".join(f"{sum(len(c.terms[x]) for c in concepts)} {x}" for x in LANGUAGES)
    ordinary = sum(1 for c in concepts if c.ordinary)
    print(
        f"{len(paths)} files, {len(concepts)} concepts ({ordinary} of ordinary goods), {terms} terms ({per_language})"
    )
    for line in warnings(concepts):
        print(f"note: {line}")
    for line in faults[:SHOWN]:
        print(line, file=sys.stderr)
    if len(faults) > SHOWN:
        print(f"… and {len(faults) - SHOWN} more", file=sys.stderr)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
