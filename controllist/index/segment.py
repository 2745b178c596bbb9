"""One edition as a searchable segment: its provisions and notes as documents, its words as postings.

A document is one node of the tree, so that evidence can name the very note or item a word was found in. What a word
weighs there is the saturated, field-weighted frequency of BM25 between 0 and 1 (Robertson and Zaragoza 2009, BM25F):
own words of a provision count fully, what a note includes less, explanations and the definitions of the terms used
least. How rare a word is comes in only at query time, over all segments together. Words of notes that exclude goods
are postings of their own: evidence against a match.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from attrs import fields, frozen

from controllist.codes import ControlCode
from controllist.index.compounds import LONG_BEGINNING
from controllist.index.languages import SMALL_WORDS
from controllist.index.spelling import pack
from controllist.index.words import Word, key, plain, root, texts_of, words
from controllist.index.workedout import WorkedOut
from controllist.model import Definition, Edition, Node, Provision

FIELD_WEIGHTS = {"note-includes": 0.75, "note": 0.4, "technical-note": 0.3, "note-excludes": 1.0}
CONDITION_WEIGHT = 0.65
"""For the words of a condition: it describes the goods, the control above it names them."""
BEHIND_HEAD_WEIGHT = 0.65
"""For the words behind the head of a provision: `valves` counts more than what they are for."""
DEFINITION_WEIGHT = 0.2
SATURATION, LENGTH_SHARE = 0.6, 0.45
LONGER = 6
"""From this length on a word of a list may be a part of a Dutch or German compound."""
KEPT_TEXTS = 600
"""How many texts stay cut into words."""
STEPS = 60
"""Weights are kept as whole numbers of sixtieths: small to store, exact to compare."""
DOCUMENT = 64
"""A posting is the number of a document times this, and the weight there in sixtieths."""
WEIGHTS = tuple(step / STEPS for step in range(DOCUMENT))

_SMALL = frozenset(key(w) for w in SMALL_WORDS["en"]) | {"", "kas", "met", "st"}
"""Words of the lists that are not looked for; `st` is the saint in names of viruses."""
_QUOTED = re.compile(r'"([^"]{2,60})"')
_HEAD_END = re.compile(
    r"[:;(<>≥≤=]|\b(?:for|with|having|whose|which|that|designed|capable|specially|using|used|usable|specified|to|so)\b"
)
_PURPOSE_FIRST = re.compile(r"(?:for|to|in|of|under)\b[^:]*:")


@frozen(eq=False, slots=False)
class Segment:
    """The searchable form of one edition. Lists run parallel, one place a document.

    `owner` is the provision a document belongs to (itself for a provision), `above` the parent provision (-1 for
    none), `control` the provision that is a control of its own (conditions of one control are not), `entry` the number
    of its entry; `first` and `last` bound the documents of an entry. `related` tells which entries one is about:
    for software and technology (`intangible`), and for what makes or tests goods (`making`). `roots` holds, for each
    root that several words share, their keys.
    """

    list: str
    edition: str
    wording: str
    title: str
    cautions: tuple[str, ...]
    codes: Sequence[str]
    kinds: Sequence[str]
    texts: Sequence[str]
    owner: Sequence[int]
    above: Sequence[int]
    control: Sequence[int]
    entry: Sequence[int]
    first: Sequence[int]
    last: Sequence[int]
    bases: Sequence[dict[str, str]]
    basis: Sequence[int]
    words: Mapping[str, str]
    excluded: Mapping[str, str]
    related: Mapping[str, Mapping[str, Sequence[int]]]
    roots: Mapping[str, str]
    spellings: Mapping[str, str]
    beginnings: str

    @cached_property
    def paths(self) -> WorkedOut[int, tuple[int, ...]]:
        """A provision and those above it within its entry, from below to the top."""
        return WorkedOut(lambda at: (at, *self.paths[self.above[at]]) if self.above[at] >= 0 else (at,))

    @cached_property
    def parents(self) -> frozenset[int]:
        """The provisions that others stand below."""
        return frozenset(self.above)

    @cached_property
    def _words_at(self) -> dict[int, tuple[Word, ...]]:
        return {}

    @cached_property
    def _folded(self) -> dict[int, str]:
        return {}

    @cached_property
    def _said(self) -> dict[int, frozenset[str]]:
        return {}

    @cached_property
    def _owned(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, tuple[int, ...]] = {}
        for at, owner in enumerate(self.owner):
            found[owner] = (*found.get(owner, ()), at)
        return found

    @cached_property
    def place(self) -> dict[str, int]:
        """The document of each provision's code."""
        return {code: at for at, code in enumerate(self.codes) if self.owner[at] == at}

    @cached_property
    def entry_codes(self) -> Sequence[str]:
        return [self.codes[at] for at in self.first]

    def postings(self, word: str) -> tuple[tuple[int, float], ...]:
        """The documents a word stands in, with its weight there, in reading order."""
        return _decode(self.packed(word))

    def packed(self, word: str) -> Sequence[int]:
        """The same in whole numbers: document times `DOCUMENT`, and the weight in steps of `STEPS`."""
        return _unpack(self.words.get(word))

    def exclusions(self, word: str) -> tuple[tuple[int, float], ...]:
        """The same for notes that exclude goods."""
        return _decode(_unpack(self.excluded.get(word)))

    def locate(self, code: str) -> int | None:
        """The document of a code, or of the nearest provision above it that this edition has."""
        at: ControlCode | None = ControlCode(code)
        while at is not None:
            found = self.place.get(at)
            if found is not None:
                return found
            at = at.parent
        return None

    def words_at(self, at: int) -> tuple[Word, ...]:
        """The words of a document's text."""
        found = self._words_at.get(at)
        if found is None:
            if len(self._words_at) > KEPT_TEXTS:
                self._words_at.clear()
            found = self._words_at[at] = tuple(words(self.texts[at]))
        return found

    def owned(self, at: int) -> Sequence[int]:
        """A provision and the notes on it, as documents."""
        return self._owned.get(at, ())

    def says(self, at: int, word: str) -> bool:
        """Whether the very word (`plain` spelling) stands in a document."""
        said = self._said.get(at)
        if said is not None:
            return word in said
        folded = self._folded.get(at)
        if folded is None:
            if len(self._folded) > KEPT_TEXTS:
                self._folded.clear()
            folded = self._folded[at] = plain.__wrapped__(self.texts[at])
        return word in folded and word in self._plain_words(at)

    def _plain_words(self, at: int) -> frozenset[str]:
        found = self._said.get(at)
        if found is None:
            if len(self._said) > KEPT_TEXTS:
                self._said.clear()
            found = self._said[at] = frozenset(map(plain, texts_of(self.texts[at])))
        return found


def _unpack(packed: str | None) -> Sequence[int]:
    return array("i", map(int, packed.split())) if packed else ()


def _decode(packed: Iterable[int]) -> tuple[tuple[int, float], ...]:
    return tuple((n // DOCUMENT, WEIGHTS[n % DOCUMENT]) for n in packed)


def build_segment(edition: Edition) -> Segment:
    """The segment of an edition; the order of its entries does not matter to any score."""
    builder = _Builder(edition)
    for node in edition.nodes:
        builder.node(node)
    return builder.segment()


class _Builder:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.codes: list[str] = []
        self.kinds: list[str] = []
        self.texts: list[str] = []
        self.owner: list[int] = []
        self.above: list[int] = []
        self.control: list[int] = []
        self.conditions: set[str] = set()
        self.entry: list[int] = []
        self.first: list[int] = []
        self.last: list[int] = []
        self.bases: dict[tuple[str, str, str], int] = {}
        self.basis: list[int] = []
        self.place: dict[str, int] = {}
        self.counts: list[Counter[str]] = []
        self.definitions = {d.term.casefold(): d.text for d in edition.definitions if d.scope is None}
        self.defined: dict[str, list[str]] = {}

    def node(self, node: Node) -> None:
        """Take a provision in force, or a note on one, as a document; headings and definitions are none."""
        if isinstance(node, Definition) or node.kind in ("category", "group", "see-also"):
            return
        if isinstance(node, Provision):
            if node.status == "not used":
                return
            at = len(self.codes)
            above = self.place.get(node.parent, -1) if node.parent else -1
            if above < 0 and node.kind != "entry":
                return
            if node.kind == "entry":
                self.first.append(at)
                self.last.append(at)
            if node.requirement in ("all", "any"):
                self.conditions.add(node.code)
            self.place.setdefault(node.code, at)
            condition = node.parent in self.conditions or node.kind == "part"
            control = self.control[above] if condition and above >= 0 else at
            self.add(node, at, above, len(self.first) - 1 if node.kind == "entry" else self.entry[above], control)
        else:
            spoken = next((self.place[a] for a in getattr(node, "about", ()) if a in self.place), None)
            owner = spoken if spoken is not None else self.place.get(node.code.place)
            if owner is not None:
                self.add(node, owner, self.above[owner], self.entry[owner], self.control[owner])

    def add(self, node: Node, owner: int, above: int, entry: int, control: int) -> None:
        self.codes.append(node.code)
        self.kinds.append(node.kind)
        self.texts.append(node.text)
        self.owner.append(owner)
        self.above.append(above)
        self.control.append(control)
        self.entry.append(entry)
        self.last[entry] = len(self.codes)
        basis = (node.basis.grade, node.basis.source, node.basis.reasoning)
        self.basis.append(self.bases.setdefault(basis, len(self.bases)))
        self.counts.append(Counter(content_keys(node.text)))

    def definition_keys(self, text: str) -> Iterable[str]:
        """The words that spell out the defined terms a text uses, short definitions only."""
        for term in _QUOTED.findall(text):
            folded = term.casefold()
            if folded not in self.defined:
                meaning = self.definitions.get(folded, "")
                self.defined[folded] = content_keys(meaning) if len(meaning) < 250 else []
            yield from self.defined[folded]

    def segment(self) -> Segment:
        words: dict[str, list[str]] = {}
        excluded: dict[str, list[str]] = {}
        lengths = [max(1, c.total()) for c in self.counts]
        average = sum(lengths) / max(1, len(lengths))
        for at, counts in enumerate(self.counts):
            target = excluded if self.kinds[at] == "note-excludes" else words
            weight = self.field_weight(at)
            heads = head_keys(self.texts[at]) if self.owner[at] == at else frozenset(counts)
            slowed = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths[at] / average)
            for word, times in counts.items():
                value = weight * min(1.0, times * (1 + SATURATION) / (times + slowed))
                value *= 1.0 if word in heads else BEHIND_HEAD_WEIGHT
                target.setdefault(word, []).append(str(at * DOCUMENT + round(value * STEPS)))
            if target is words:
                for word in dict.fromkeys(self.definition_keys(self.texts[at])):
                    if word not in counts:
                        words.setdefault(word, []).append(
                            str(at * DOCUMENT + round(DEFINITION_WEIGHT * weight * STEPS))
                        )
        edition = self.edition
        return Segment(
            edition.list,
            edition.applies_from,
            edition.wording,
            edition.title,
            edition.cautions,
            self.codes,
            self.kinds,
            self.texts,
            self.owner,
            self.above,
            self.control,
            self.entry,
            self.first,
            self.last,
            [{"grade": g, "source": s, "reasoning": r} for g, s, r in self.bases],
            self.basis,
            {w: " ".join(p) for w, p in words.items()},
            {w: " ".join(p) for w, p in excluded.items()},
            self.related(),
            by_root(words),
            pack(words),
            " ".join(beginnings(self.texts)),
        )

    def field_weight(self, at: int) -> float:
        """What a word weighs for the kind of node it stands in."""
        weight = FIELD_WEIGHTS.get(self.kinds[at], 1.0)
        return weight * CONDITION_WEIGHT if self.owner[at] == at != self.control[at] else weight

    def related(self) -> dict[str, dict[str, list[int]]]:
        """For entries of software, technology and what makes or tests goods: the numbers of those they are about."""
        numbers = {self.codes[at]: n for n, at in enumerate(self.first)}
        found: dict[str, dict[str, list[int]]] = {"intangible": {}, "making": {}}
        for n, at in enumerate(self.first):
            sort = "making" if goods_kind(self.codes[at]) == "thing" else "intangible"
            if sort == "making" and not (makes(self.codes[at]) and _MAKING.search(self.texts[at])):
                continue
            about: dict[int, None] = {}
            for document in range(at, self.last[n]):
                if self.owner[document] == document:
                    about.update(dict.fromkeys(self.spoken_of(self.codes[document], numbers)))
            if not about and makes(self.codes[at]):
                about.update(dict.fromkeys(self.beside(self.codes[at], numbers)))
            about.pop(n, None)
            if about:
                found[sort][str(n)] = list(about)
        return found

    @staticmethod
    def beside(code: str, numbers: Mapping[str, int]) -> Iterable[int]:
        """The goods and materials of the category of an entry for equipment that makes or tests them."""
        return (n for entry, n in numbers.items() if entry[:1] == code[:1] and entry[1:2] in ("A", "C"))

    def spoken_of(self, code: str, numbers: Mapping[str, int]) -> Iterable[int]:
        """The entries that a provision for software or technology is about; a group or category is all of it."""
        if _WHOLE_LIST.search(self.texts[self.place[code]]):
            yield from numbers.values()
        for reference in self.edition.references(code):
            if reference.role not in ("software-for", "technology-for", "specified-in") or reference.list:
                continue
            for named in reference.codes:
                if named.entry in numbers:
                    yield numbers[named.entry]
                elif len(named) <= 3:
                    yield from (n for entry, n in numbers.items() if entry.startswith(named))


_WHOLE_LIST = re.compile(r"Common Military List|of this list")
_MAKING = re.compile(r"\bmake\b|produc|manufactur|test|unfinished")


def head_keys(text: str) -> frozenset[str]:
    """The keys of the words that name what a provision controls, before what it is for or how it is made.

    >>> sorted(head_keys("valves for gas, with bellows")), sorted(head_keys("for mixing: ball mills"))
    (['falf'], ['bal', 'mil'])
    """
    ahead = _PURPOSE_FIRST.match(text)
    start = ahead.end() if ahead else 0
    end = _HEAD_END.search(text, start + 1)
    return frozenset(content_keys(text[start : end.start() if end else len(text)]))


def by_root(words: Iterable[str]) -> dict[str, str]:
    """The keys that share a root, where a key is more than its root.

    >>> by_root(["measuring", "measurement", "falf"])
    {'measur': 'measurement measuring'}
    """
    found: dict[str, list[str]] = {}
    for word in sorted(words):
        if not any(c.isdigit() for c in word):
            found.setdefault(root(word), []).append(word)
    return {r: " ".join(held) for r, held in found.items() if held != [r]}


def beginnings(texts: Iterable[str]) -> list[str]:
    """The first four and six letters of the longer words of texts: few other words can be one of them."""
    longer = {plain(w.text) for text in texts for w in words(text) if len(w.text) >= LONGER and w.sort == "word"}
    return sorted({word[:4] for word in longer} | {word[:LONG_BEGINNING] for word in longer})


def content_keys(text: str, spell: Callable[[str], str] | None = None) -> list[str]:
    """The keys of the words that carry meaning in an English text of a list: no small words, no bare numbers."""
    return [w.key for w in words(text, spell) if w.sort != "number" and w.key not in _SMALL and not w.text.isdigit()]


def goods_kind(code: str) -> str:
    """What an entry is about: `thing`, `software` or `technology`.

    >>> goods_kind("2B201"), goods_kind("2D101"), goods_kind("2E201"), goods_kind("ML21"), goods_kind("ML22")
    ('thing', 'software', 'technology', 'software', 'technology')
    """
    if code[1:2] == "D" or code == "ML21":
        return "software"
    return "technology" if code[1:2] == "E" or code == "ML22" else "thing"


def makes(code: str) -> bool:
    """Whether an entry is for what makes or tests goods, or for goods that are not finished.

    >>> makes("7B003"), makes("ML18"), makes("7A003"), makes("0B001")
    (True, True, False, False)
    """
    return code in ("ML16", "ML18") or (code[1:2] == "B" and code[:1] != "0")


def to_plain(segment: Segment) -> dict[str, Any]:
    """The segment as plain values for the cache."""
    return {a.name: getattr(segment, a.name) for a in fields(Segment)}


def from_plain(data: dict[str, Any]) -> Segment:
    return Segment(**{**data, "cautions": tuple(data["cautions"])})
