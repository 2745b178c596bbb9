"""Whether the words of one text stand in another, in whatever order and grammatical form.

What can become of a node: which nodes are of one family, bear one label, and say much the same.

The quoted terms of a text, in whatever marks a list quotes them, and what a node explains.

Where a term or a control went: definitions that became local, local ones that became global.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from controllist.codes import ControlCode
from controllist.diffing.language_rules import Phrases, phrases
from controllist.diffing.normalization import key, levelled, same, words
from controllist.diffing.wording import words_apart_from_bounds
from controllist.language.terms import read_terms
from controllist.model import Definition, Edition, Node, Note, Provision
from controllist.normalize import fold

FEWEST = 5  # words; fewer stand together by chance
MOST_OF_THEM = 0.85
HARDLY_ANY = 0.6
_FIGURE = re.compile(r"\d+")
_SHORTEST = 4  # letters; shorter words join and carry no meaning of their own


def taken_over(part: str, whole: str, counterpart: str, language: str) -> bool:
    """Whether nearly all words of `part` stand in `whole`, and did not in what `whole` is compared with.

    >>> said = "liners and shells designed for round helmets"
    >>> taken_over(said, "helmets, round, and shells or liners designed for them", "helmets", "en")
    True
    >>> taken_over("liners and shells", "helmets and their shells or liners", "helmets", "en")
    False
    """
    said = _concepts(part, language)
    if len(said) < FEWEST:
        return False
    shared = len(said & _concepts(whole, language)) / len(said)
    return shared >= MOST_OF_THEM and len(said & _concepts(counterpart, language)) / len(said) < HARDLY_ANY


def nearly_all_said(part: str, whole: str, language: str) -> bool:
    """Whether nearly all words of `part` stand in `whole`: without that none are taken over, or handed on.

    >>> nearly_all_said("nuclear power", "power without air", "en")
    False
    """
    said = _concepts(part, language)
    return bool(said) and len(said & _concepts(whole, language)) / len(said) >= MOST_OF_THEM


def handed_on(part: str, whole: str, counterpart: str, language: str) -> bool:
    """Whether a text of few words stands whole in another that has none of them in its other edition.

    >>> handed_on("nuclear power", "power without air; nuclear power is none", "run without air", "en")
    True
    >>> handed_on("nuclear power", "power without air; nuclear power is none", "power without air", "en")
    False
    """
    said, there, left = (_concepts(text, language) for text in (part, whole, counterpart))
    return len(said) > 1 and bool(counterpart) and said <= there and not said & left


def much_the_same(old: str, new: str, language: str) -> bool:
    """Whether nearly all words of the shorter of two texts stand in the other one.

    >>> much_the_same("'ovens' include steam ovens, stoves, hobs and grills", "stoves, grills, hobs, steam ovens", "en")
    True
    """
    small, large = sorted((_concepts(old, language), _concepts(new, language)), key=len)
    return len(small) >= FEWEST and len(small & large) / len(small) >= MOST_OF_THEM


def a_kind_of(included: str, named: str, language: str) -> bool:
    """Whether what a note includes is of the kind that a text names: all its names say that kind, or a part of it.

    A text that names no more than goods in general (equipment, software, technology) names no kind.

    >>> a_kind_of("semiconductor lasers having connectors", "semiconductor lasers", "en")
    True
    >>> a_kind_of("semiconductor lasers and lamps", "semiconductor lasers", "en")
    False
    >>> a_kind_of("software for lasers", "software", "en")
    False
    """
    spoken = phrases(language)
    kind = [w for w in _names(named, spoken) if w not in ("or", "and", ",")]
    if not kind or all(spoken.goods.fullmatch(w) for w in kind):
        return False
    concepts = {spoken.concept(w) for w in kind}
    members: list[set[str]] = [set()]
    for word in _names(included, spoken):
        if word in ("or", "and", ","):
            members.append(set())
        else:
            members[-1].add(spoken.concept(word))
    told = [m for m in members if m]
    whole = set().union(*told)
    return concepts <= whole and all(m <= concepts or concepts <= m for m in told)


def _names(text: str, spoken: Phrases) -> list[str]:
    """The words of a text up to its first condition or bracket, connectives by what they do.

    Of a note that has a subject (`cameras include ...`, `cameras: ...`) those behind it.
    """
    said = list(words(text))
    verb = next((i for i, w in enumerate(said) if w == ":" or spoken.including.fullmatch(w)), -1)
    found: list[str] = []
    for word in said[verb + 1 :]:
        if _ends_name(word, spoken):
            break
        if word not in spoken.light:
            found.append(spoken.role(word))
    return found


def _ends_name(word: str, spoken: Phrases) -> bool:
    return not (word[0].isalpha() or word[0].isdigit() or word == ",") or (
        spoken.is_restricting(word) and word not in spoken.roles
    )


Place = tuple[Edition, ControlCode]


def bounds_taken_over(part: Place, whole: Place, counterpart: Place) -> bool:
    """Whether the bounds of an item, and all its words, stand in another text that did not have them before.

    `flow > 5 l/h` went into the heading `pumps with a flow exceeding 5 l/h`, which was `pumps`.
    """
    figures, there = (set(_FIGURE.findall(edition[code].text)) for edition, code in (part, whole))
    if not figures or not figures <= there:
        return False
    wanted = _bounds(part)
    if not wanted or not wanted <= _bounds(whole) or wanted & _bounds(counterpart):
        return False
    said, above = (without_bounds(edition, code) for edition, code in (part, whole))
    return bool(said) and said <= above


def _bounds(place: Place) -> frozenset[tuple[str, object]]:
    return frozenset((t.comparison, t.quantity.si_value or t.quantity.value) for t in place[0].thresholds(place[1]))


def without_bounds(edition: Edition, code: ControlCode) -> frozenset[str]:
    """The concepts of a text apart from its bounds and the words of their comparison."""
    spoken = phrases(edition.language)
    tokens = words_apart_from_bounds(edition[code].text, edition.thresholds(code), edition.language)
    return frozenset(spoken.concept(w) for w in tokens if w[0].isalpha() and w not in spoken.light)


@lru_cache(maxsize=20_000)
def _concepts(text: str, language: str) -> frozenset[str]:
    spoken = phrases(language)
    said = (w for w in words(text) if len(w) >= _SHORTEST and w[0].isalpha() and not _leads(w, spoken))
    return frozenset(spoken.concept(w) for w in said)


def _leads(word: str, spoken: Phrases) -> bool:
    """Whether a word only leads to what a note says: the name of a place, `does not control`."""
    return bool(spoken.referring.fullmatch(word) or spoken.covering.fullmatch(word) or spoken.excluding.fullmatch(word))


def family(node: Node) -> str:
    """What can become one another: provisions; notes, whether they include, exclude or explain; technical notes."""
    if isinstance(node, Provision):
        return "Provision"
    if isinstance(node, Note):
        kind = node.kind
        return "note" if kind[:4] == "note" else kind
    return type(node).__name__


def label(node: Node) -> str:
    """The end of the code, behind that of the place the node hangs on."""
    code, parent = node.code, node.parent
    return code[len(parent) :] if parent and code.startswith(parent) else code


def is_unused(node: Node) -> bool:
    """Whether a place is kept empty."""
    return isinstance(node, Provision) and node.status == "not used"


def says_the_same(old: Node, new: Node) -> bool:
    """Whether two places in use say the same."""
    return not is_unused(old) and not is_unused(new) and same(old.text, new.text)


def only_one_has_text(old: Node, new: Node) -> bool:
    """Whether one of two notes says nothing itself and only numbers those below: it took no words of the other."""
    return isinstance(old, Note) and isinstance(new, Note) and bool(key(old.text)) != bool(key(new.text))


def opposed(one: Node, other: Node, language: str) -> bool:
    """Whether one of two notes leaves out goods, and the other only brings goods in: alike words are no comfort."""
    spoken = phrases(language)
    for out, brought in ((one, other), (other, one)):
        if out.kind == "note-excludes" and brought.kind in ("note-includes", "technical-note"):
            denies = any(spoken.denying.fullmatch(w) for w in brought.text.casefold().split())
            denies = denies or bool(spoken.excluding.search(brought.text))
            return not denies and (brought.kind == "note-includes" or bool(spoken.naming.search(brought.text)))
    return False


_COMMA_FOR_MARK = re.compile(r"(?<![^\s(])[,‚](?=[^\W\d_][^,‚]{1,80}['‘’‛])")
"""A comma that no blank follows opens a quotation: Czech prints set ,terms‘ so."""


EXPLAINING = ("technical-note", "note")
"""The kinds of notes that say what a term means."""
_MAY_OPEN = (" ,", "(,", "\n,", "‚")


def _commas_as_marks(text: str) -> str:
    """The text with the commas that open a quotation as quotation marks."""
    if text[:1] == "," or any(sign in text for sign in _MAY_OPEN):
        text = _COMMA_FOR_MARK.sub("'", text)
    return text.replace("‛", "'")


@lru_cache(maxsize=20_000)
def marked_terms(text: str) -> frozenset[str]:
    """The terms that stand in quotation marks, in lower case.

    >>> sorted(marked_terms('"Laser" heads')), sorted(marked_terms("f) ,káď‘ pro „víka“, tj. vany"))
    (['laser'], ['káď', 'víka'])
    """
    if not any(mark in text for mark in "\"'‘’“”„‚‛"):
        return frozenset()
    spelled = _commas_as_marks(text)
    return frozenset(use.term.casefold() for use in read_terms(spelled))


def terms_explained(node: Node) -> tuple[str, ...]:
    """The terms a definition or technical note explains, folded: what stands in its 'single quotes', or the term.

    >>> from controllist.codes import ControlCode
    >>> terms_explained(Note(ControlCode("2B001#technical-note"), "technical-note", text="'Run-out' is a displacement"))
    ('run-out',)
    """
    if isinstance(node, Definition):
        return _folded(node.term) if node.term else ()
    if not isinstance(node, Note) or node.kind not in EXPLAINING:
        return ()
    return explained_in(node.text)


@lru_cache(maxsize=5_000)
def _folded(term: str) -> tuple[str, ...]:
    return (fold(term).casefold(),)


def quotes(text: str) -> bool:
    """Whether a text may hold a term in single quotation marks."""
    return "'" in text or (not text.isascii() and ("’" in text or "‘" in text or "‛" in text))


@lru_cache(maxsize=20_000)
def explained_in(text: str) -> tuple[str, ...]:
    """The terms in single quotation marks, in lower case: those that a note with them explains."""
    if not quotes(text):
        return ()
    spelled = _commas_as_marks(text)
    return tuple(dict.fromkeys(use.term.casefold() for use in read_terms(spelled) if use.local))


Explained = dict[str, list[Node]]

_OPENING = 4
"""How many words of a note may stand up to the term it is about: `among insulation meant for ...`."""

_SAME_MEANING = 60.0
"""How alike (0 to 100) what is said of a term must be to count as the same definition in other surroundings."""


def term_elsewhere(node: Definition | Note, there: Explained, here: Edition) -> Node | None:
    """Where the other edition explains the term of a node without counterpart, in much the same words.

    A definition is looked for among notes, a note among definitions; `here` is the edition the node is of: what that
    one has itself is no other place.
    """
    quoted = (c for term in terms_explained(node) for c in there.get(term, ()))
    for candidate in (*quoted, *_unquoted(node, there, here)):
        if isinstance(candidate, Definition) == isinstance(node, Definition):
            continue
        if candidate.code in here and here[candidate.code].text == candidate.text:
            continue
        if fuzz.token_set_ratio(levelled(node.text), levelled(candidate.text), score_cutoff=_SAME_MEANING):
            return candidate
    return None


def _unquoted(node: Definition | Note, there: Explained, here: Edition) -> Iterator[Node]:
    """Definitions the list has no more, whose term a note opens with outside quotation marks."""
    if isinstance(node, Note) and node.kind.startswith("note"):
        opening = dict.fromkeys(levelled(node.text).split(None, _OPENING)[:_OPENING])
        terms = [term for term in opening if term in there]
        for term in sorted(terms, key=[*there].index) if len(terms) > 1 else terms:
            yield from (c for c in there[term] if isinstance(c, Definition) and c.code not in here)


def explained_by(edition: Edition) -> Explained:
    """The definitions and notes of an edition by the terms they explain."""
    found: dict[str, list[Node]] = {}
    for definition in edition.definitions:
        for term in terms_explained(definition):
            found.setdefault(term, []).append(definition)
    for note in edition.notes:
        if note.kind in EXPLAINING and quotes(note.text):
            for term in explained_in(note.text):
                found.setdefault(term, []).append(note)
    return found
