"""The index: editions made searchable, with the trade vocabulary, built once and kept.

`build_index` makes one from editions in memory; `open_index` from addresses, with what the cache has. An `Index` is
a handful of segments, one an edition, and one vocabulary; how rare a word is counts over all its segments, so that
a score means the same whichever lists are asked.

>>> from controllist.codes import ControlCode
>>> from controllist.model import Edition, Provision
>>> pump = Provision(ControlCode("2B231"), "entry", text="vacuum pumps, throat size ≥ 380 mm")
>>> index = build_index([Edition("toy", "2024-01-01", "en", "digest", (pump,))], concepts=())
>>> [index.segments[0].codes[at] for at, _ in index.segments[0].postings("pump")]
['2B231']
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from attrs import frozen

from controllist import lexicon, store
from controllist.codes import EditionAddress, is_of_union
from controllist.errors import SourceError
from controllist.index import cache, spelling, wordlists
from controllist.index.compounds import BEGINNING, split_compound
from controllist.index.model import Model, from_bytes, unsqueezed
from controllist.index.segment import LONGER, Segment, build_segment
from controllist.index.segment import from_plain as segment_from_plain
from controllist.index.segment import to_plain as segment_to_plain
from controllist.index.standing import Leading, Spot, Standing
from controllist.index.vocabulary import Vocabulary, build_vocabulary
from controllist.index.vocabulary import from_plain as vocabulary_from_plain
from controllist.index.vocabulary import to_plain as vocabulary_to_plain
from controllist.index.words import plain, root
from controllist.index.workedout import WorkedOut
from controllist.lexicon import Concept
from controllist.model import Edition

__all__ = ["Index", "Segment", "Standing", "Vocabulary", "build_index", "open_index"]

KEPT_WORDS = 20_000
"""How many words stay looked up."""


@frozen(eq=False, slots=False)
class Index:
    """Segments and vocabulary; `held` are the editions it was built from, where they came as values."""

    segments: tuple[Segment, ...]
    vocabulary: Vocabulary
    held: tuple[Edition, ...] = ()
    model: Model | None = None

    @cached_property
    def modelled(self) -> dict[int, str]:
        """The entries that the model knows, by their number over all lists: the name of their class."""
        if self.model is None:
            return {}
        known = self.model.places
        names = (f"{segment.list}:{code}" for segment in self.segments for code in segment.entry_codes)
        return {number: name for number, name in enumerate(names) if name in known}

    def edition(self, segment: int) -> Edition:
        """The edition a segment was made of, loaded when first asked for.

        Raises `NotFoundError` where its text is not at hand.
        """
        found = self._editions.get(segment)
        if found is None:
            asked = self.segments[segment]
            same = (
                e
                for e in self.held
                if (e.list, e.applies_from, e.wording) == (asked.list, asked.edition, asked.wording)
            )
            found = next(same, None) or store.load(EditionAddress(asked.list, asked.edition))
            self._editions[segment] = found
        return found

    @cached_property
    def _editions(self) -> dict[int, Edition]:
        return {}

    def segment_of(self, name: str, date: str) -> int:
        """The number of the segment made of a list's edition; raises `KeyError` where none is."""
        return self._numbers[name, date]

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        return {(s.list, s.edition): at for at, s in reversed(tuple(enumerate(self.segments)))}

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The number of the first entry of each segment, where entries are numbered over all."""
        return tuple(accumulate((len(s.first) for s in self.segments[:-1]), initial=0)) if self.segments else ()

    @cached_property
    def of_union(self) -> tuple[bool, ...]:
        """Whether each segment is made of a list of the Union."""
        return tuple(is_of_union(s.list) for s in self.segments)

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Segment and entry within it by the number of an entry over all."""
        return tuple((at, entry) for at, s in enumerate(self.segments) for entry in range(len(s.first)))

    @cached_property
    def _families(self) -> dict[tuple[str, str], int]:
        """The kinds of entries by list and begin of code, which tells category, kind and regime; numbered."""
        found: dict[tuple[str, str], int] = {}
        for segment in self.segments:
            for code in segment.entry_codes:
                found.setdefault((segment.list, _family(code)), len(found))
        return found

    @cached_property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """List and begin of code that entries of one kind, category and regime share."""
        return tuple(self._families)

    @cached_property
    def _about(self) -> dict[str, dict[int, tuple[int, ...]]]:
        found: dict[str, dict[int, tuple[int, ...]]] = {}
        for start, segment in zip(self.starts, self.segments, strict=True):
            for sort, related in segment.related.items():
                numbered = {start + int(entry): tuple(start + n for n in about) for entry, about in related.items()}
                found.setdefault(sort, {}).update(numbered)
        return found

    def about(self, sort: str) -> Mapping[int, tuple[int, ...]]:
        """For entries of software and technology ("intangible") or of what makes goods ("making") those they are about.

        All by the number of an entry over all lists.
        """
        return self._about.get(sort, {})

    @cached_property
    def families(self) -> tuple[int, ...]:
        """The place in `kinds` of each entry, by its number."""
        return tuple(self._families[s.list, _family(code)] for s in self.segments for code in s.entry_codes)

    @cached_property
    def standing(self) -> Callable[[str], Standing]:
        """Where a word (its key) stands in the entries of all lists."""
        return WorkedOut(self._standing, KEPT_WORDS).__getitem__

    def _standing(self, word: str) -> Standing:
        return Standing(self, tuple([s.packed(word) for s in self.segments]))

    @cached_property
    def exclusions(self) -> Callable[[str], tuple[tuple[int, int], ...]]:
        """The notes that exclude goods with a word (its key): number of the entry and document."""
        return WorkedOut(self._exclusions, KEPT_WORDS).__getitem__

    def _exclusions(self, word: str) -> tuple[tuple[int, int], ...]:
        return tuple(
            (start + segment.entry[document], document)
            for start, segment in zip(self.starts, self.segments, strict=True)
            for document, _ in segment.exclusions(word)
        )

    @cached_property
    def entries(self) -> int:
        return len(self.places)

    @cached_property
    def rarity(self) -> Callable[[str], float]:
        """How telling a word is, from nearly 0 (in every entry) to 1 (in one entry); 0 where no entry has it."""
        return WorkedOut(self._rarity, KEPT_WORDS).__getitem__

    def _rarity(self, word: str) -> float:
        having = len(self.standing(word).best)
        total = max(2, self.entries)
        return math.log(1 + total / having) / math.log(1 + total) if having else 0.0

    @cached_property
    def leads(self) -> Callable[[str], Leading]:
        """Where a word of trade terms (its key) leads by itself: for each entry (numbered over all) the best place."""
        return WorkedOut(self._leads, KEPT_WORDS).__getitem__

    def _leads(self, word: str) -> Leading:
        places: dict[int, Spot] = {}
        for lead in self.vocabulary.leads(word):
            for start, segment in zip(self.starts, self.segments, strict=True):
                document = segment.locate(lead.code) if segment.list == lead.list else None
                if document is not None:
                    places.setdefault(start + segment.entry[document], (document, document, lead.share, lead.term))
        return Leading(places)

    @cached_property
    def _part_keys(self) -> _PartKeys:
        return _PartKeys(self)

    @cached_property
    def split(self) -> Callable[[str], tuple[str, ...]]:
        """The parts of a compound, as slices of the word; empty where it is none that is known."""
        return WorkedOut(self._split).__getitem__

    def _split(self, word: str) -> tuple[str, ...]:
        folded = plain(word)
        # A letter may have become two (ß, œ): then the slices would not fit the word as written.
        fits = len(folded) == len(word)
        return split_compound(folded, self.vocabulary.cuts, self._part_keys) if fits else ()

    def known(self, word: str) -> bool:
        """Whether a word (its key) means something here: a term, a word of a term, a word of the lists."""
        return word in self.vocabulary.part_keys or self.stands(word)

    def stands(self, word: str) -> bool:
        """Whether a word (its key) stands in the lists searched."""
        return any(word in s.words for s in self.segments)

    @cached_property
    def forms(self) -> Callable[[str], tuple[str, ...]]:
        """The other words of the lists that are made from the same stem as a word (its key)."""
        return WorkedOut(self._forms, KEPT_WORDS).__getitem__

    def _forms(self, word: str) -> tuple[str, ...]:
        stem = root(word)
        held = (w for s in self.segments for w in s.roots.get(stem, stem if stem in s.words else "").split())
        return tuple(w for w in dict.fromkeys(held) if w != word)

    @cached_property
    def repair(self) -> Callable[[str], tuple[str, float] | None]:
        """The known key nearest to a misspelt one and how far to trust it; None where nothing is near enough."""
        return WorkedOut(self._repair).__getitem__

    def _repair(self, word: str) -> tuple[str, float] | None:
        found = spelling.find((self.vocabulary.spellings, *(s.spellings for s in self.segments)), word)
        return (found[0], 0.9 - 0.6 * found[1] / len(word)) if found else None


def _family(code: str) -> str:
    return code if code.startswith("ML") else code[:3]


class _PartKeys:
    """What a compound may be made of by its key: words of the vocabulary, and longer words of the lists."""

    def __init__(self, index: Index) -> None:
        self._vocabulary = index.vocabulary.cut_keys
        self._words = [s.words for s in index.segments]
        self._beginnings = frozenset(b for s in index.segments for b in s.beginnings.split())

    def __contains__(self, asked: object) -> bool:
        if not isinstance(asked, str):
            return False
        if asked.endswith(BEGINNING):
            return asked[:-1] in self._beginnings or asked in self._vocabulary
        return asked in self._vocabulary or (len(asked) >= LONGER - 1 and any(asked in words for words in self._words))


def build_index(editions: Iterable[Edition], concepts: Iterable[Concept] | None = None) -> Index:
    """The index of editions in memory; without `concepts` the shipped vocabulary and model are taken."""
    held = tuple(editions)
    segments = tuple(build_segment(e) for e in held)
    if concepts is not None:
        return Index(segments, build_vocabulary(concepts, wordlists.PARTS), held)
    concepts = lexicon.read_files(lexicon.shipped_files())
    return Index(segments, build_vocabulary(concepts, wordlists.PARTS), held, shipped_model())


def open_index(
    addresses: Sequence[EditionAddress], editions: Sequence[Edition] = (), lexicons: Sequence[Path] = ()
) -> Index:
    """The index of editions at hand, from the cache where it can be.

    `editions` are taken as they are, on top; `lexicons` are the user's own vocabulary files. Raises `NotFoundError`
    where an edition is not at hand.
    """
    segments = [_segment(a) for a in addresses]
    segments += [build_segment(e) for e in editions]
    return Index(tuple(segments), _vocabulary(lexicons), tuple(editions), shipped_model())


def shipped_model() -> Model | None:
    """The model that is shipped with the lists; None where it was left out."""
    path = store.shipped_folder() / "model" / "model.bin"
    return from_bytes(unsqueezed(path.read_bytes())) if path.is_file() else None


def _segment(address: EditionAddress) -> Segment:
    data = cache.kept(
        f"{address.list}-{address.date}",
        _edition_sources(address),
        lambda: segment_to_plain(build_segment(store.load(address))),
    )
    return segment_from_plain(data)


def _edition_sources(address: EditionAddress) -> str:
    """The checksum of the files an edition is loaded from: the user's own one, or the shipped digest."""
    own = store.own_file(address)
    if own.is_file():
        return cache.checksum([str(address).encode(), own.read_bytes()])
    folder = store.shipped_folder() / address.list / address.date
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return cache.checksum([str(address).encode(), *(p.read_bytes() for p in files if p.is_file())])


def _vocabulary(lexicons: Sequence[Path]) -> Vocabulary:
    paths = (*lexicon.shipped_files(), *lexicons)
    try:
        sources = cache.checksum(p.read_bytes() for p in paths)
    except OSError as error:
        raise SourceError(f"expected a vocabulary file that can be read, found {error.filename}") from None
    data = cache.kept(
        "vocabulary",
        sources,
        lambda: vocabulary_to_plain(build_vocabulary(lexicon.read_files(paths), wordlists.PARTS)),
    )
    return vocabulary_from_plain(data)
