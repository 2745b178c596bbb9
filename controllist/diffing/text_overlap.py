"""What two nodes may share: family and label, most of their words in whatever order and form, a term they explain.

A word counts here without its ending, and only where it carries a meaning of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from controllist.diffing.cutoffs import (
    FEWEST_WORDS,
    HARDLY_ANY,
    MOST_OF_THEM,
    OPENING_WORDS,
    SAME_MEANING,
    SHORTEST_WORD,
)
from controllist.diffing.equivalence import key, levelled, same, words
from controllist.diffing.language_rules import LanguageRules, language_rules
from controllist.diffing.wording import words_apart_from_bounds
from controllist.language.terms import read_terms
from controllist.model import Definition, Edition, Node, Note, Provision
from controllist.normalize import fold

_FIGURE = re.compile(r"\d+")


def family(node: Node) -> str:
    """What can become one another: provisions; notes, whether they include, exclude or explain; technical notes."""
    if isinstance(node, Note):
        return "note" if node.kind.startswith("note") else node.kind
    return type(node).__name__


def label(node: Node) -> str:
    """The end of the code, behind that of the place the node hangs on."""
    return node.code.removeprefix(node.parent or "")


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
    """Whether one of two notes leaves out goods, and the other only brings goods in, however alike their words are."""
    lang = language_rules(language)
    for out, brought in ((one, other), (other, one)):
        if out.kind == "note-excludes" and brought.kind in ("note-includes", "technical-note"):
            denies = any(map(lang.denies, brought.text.casefold().split())) or lang.excluding.search(brought.text)
            return not denies and (brought.kind == "note-includes" or bool(lang.naming.search(brought.text)))
    return False


# --- words


@lru_cache(maxsize=20_000)
def _concepts(text: str, language: str) -> frozenset[str]:
    """The words of some length without their endings, but for those that only lead to what a note says."""
    lang = language_rules(language)
    leading = (lang.referring, lang.covering, lang.excluding)
    return frozenset(
        lang.concept(w)
        for w in words(text)
        if len(w) >= SHORTEST_WORD and w[0].isalpha() and not any(p.fullmatch(w) for p in leading)
    )


def took_over(note: bool, part: str, whole: str, before: str, language: str) -> bool:
    """Whether nearly all words of `part` stand in `whole`, and did not in what `whole` was before.

    Of few words all must, and only a note takes them over.

    >>> part = "liners and shells designed for round helmets"
    >>> took_over(False, part, "helmets, round, and shells or liners designed for them", "helmets", "en")
    True
    >>> took_over(False, "liners and shells", "helmets and their shells or liners", "helmets", "en")
    False
    >>> took_over(True, "nuclear power", "power without air; nuclear power is none", "run without air", "en")
    True
    """
    wanted, there, had = (_concepts(text, language) for text in (part, whole, before))
    if not wanted or len(wanted & there) / len(wanted) < MOST_OF_THEM:
        return False
    if len(wanted) >= FEWEST_WORDS and len(wanted & had) / len(wanted) < HARDLY_ANY:
        return True
    return note and len(wanted) > 1 and bool(before) and wanted <= there and not wanted & had


def much_the_same(old: str, new: str, language: str) -> bool:
    """Whether nearly all words of the shorter of two texts stand in the other one.

    >>> much_the_same("'ovens' include steam ovens, stoves, hobs and grills", "stoves, grills, hobs, steam ovens", "en")
    True
    """
    small, large = sorted((_concepts(old, language), _concepts(new, language)), key=len)
    return len(small) >= FEWEST_WORDS and len(small & large) / len(small) >= MOST_OF_THEM


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
    lang = language_rules(language)
    kind = [w for member in _members(named, lang) for w in member]
    if all(lang.goods.fullmatch(w) for w in kind):
        return False
    concepts = set(map(lang.concept, kind))
    members = [set(map(lang.concept, m)) for m in _members(included, lang) if m]
    return concepts <= set().union(*members) and all(m <= concepts or concepts <= m for m in members)


def _members(text: str, lang: LanguageRules) -> list[list[str]]:
    """The names in a text up to its first condition or bracket, each as its words.

    Of a note that has a subject (`cameras include ...`, `cameras: ...`) those behind it.
    """
    level = words(text)
    verb = next((i for i, w in enumerate(level) if w == ":" or lang.including.fullmatch(w)), -1)
    members: list[list[str]] = [[]]
    for word in level[verb + 1 :]:
        role = lang.role(word)
        if not (word[0].isalnum() or word == ",") or (lang.is_restricting(word) and not lang.is_connective(word)):
            break
        if role in ("or", "and", ","):
            members.append([])
        elif word not in lang.light:
            members[-1].append(role)
    return members


def bounds_taken_over(node: Node, here: Edition, whole: Node, there: Edition, before: Node) -> bool:
    """Whether the bounds of an item, and all its words, stand in a node there that did not have them before.

    `flow > 5 l/h` went into the heading `pumps with a flow exceeding 5 l/h`, which was `pumps`.
    """
    figures = set(_FIGURE.findall(node.text))
    if not figures or not figures <= set(_FIGURE.findall(whole.text)):
        return False
    wanted = _bounds(node, here)
    if not wanted or not wanted <= _bounds(whole, there) or wanted & _bounds(before, here):
        return False
    concepts = _concepts_apart_from_bounds(node, here)
    return bool(concepts) and concepts <= _concepts_apart_from_bounds(whole, there)


def _bounds(node: Node, edition: Edition) -> set[tuple[str, object]]:
    return {(t.comparison, t.quantity.si_value or t.quantity.value) for t in edition.thresholds(node.code)}


def _concepts_apart_from_bounds(node: Node, edition: Edition) -> set[str]:
    lang = language_rules(edition.language)
    return {lang.concept(w) for w in words_apart_from_bounds(node, edition) if w[0].isalpha() and w not in lang.light}


# --- terms

_COMMA_FOR_MARK = re.compile(r"(?<![^\s(])[,‚](?=[^\W\d_][^,‚]{1,80}['‘’‛])")
"""A comma that no blank follows opens a quotation: Czech prints set ,terms‘ so."""
_EXPLAINING = ("technical-note", "note")
"""The kinds of notes that say what a term means."""
Explained = dict[str, list[Node]]
"""The definitions and notes of an edition by the terms they explain."""


@lru_cache(maxsize=20_000)
def marked_terms(text: str, *, local: bool = False) -> tuple[str, ...]:
    """The terms that stand in quotation marks, in lower case; with `local` those in single ones, which a note explains.

    >>> marked_terms('"Laser" heads'), marked_terms("f) ,káď‘ pro „víka“, tj. vany")
    (('laser',), ('káď', 'víka'))
    """
    if not any(mark in text for mark in "\"'‘’“”„‚‛"):
        return ()
    uses = read_terms(_COMMA_FOR_MARK.sub("'", text).replace("‛", "'"))
    return tuple(dict.fromkeys(use.term.casefold() for use in uses if use.local or not local))


def terms_explained(node: Node) -> tuple[str, ...]:
    """The terms a definition or technical note explains, folded: what stands in its 'single quotes', or the term.

    >>> from controllist.codes import ControlCode
    >>> terms_explained(Note(ControlCode("2B001#technical-note"), "technical-note", text="'Run-out' is a displacement"))
    ('run-out',)
    """
    if isinstance(node, Definition):
        return (fold(node.term).casefold(),) if node.term else ()
    explains = isinstance(node, Note) and node.kind in _EXPLAINING
    return marked_terms(node.text, local=True) if explains else ()


def explained_by(edition: Edition) -> Explained:
    """The definitions and notes of an edition by the terms they explain."""
    explained: Explained = {}
    nodes: Iterable[Node] = (*edition.definitions, *edition.notes)
    for node in nodes:
        for term in terms_explained(node):
            explained.setdefault(term, []).append(node)
    return explained


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
        if fuzz.token_set_ratio(levelled(node.text), levelled(candidate.text)) >= SAME_MEANING:
            return candidate
    return None


def _unquoted(node: Node, there: Explained, here: Edition) -> Iterator[Node]:
    """Definitions the list has no more, whose term a note opens with outside quotation marks."""
    if isinstance(node, Note) and node.kind.startswith("note"):
        opening = levelled(node.text).split()[:OPENING_WORDS]
        for term in [term for term in there if term in opening]:
            yield from (c for c in there[term] if isinstance(c, Definition) and c.code not in here)
