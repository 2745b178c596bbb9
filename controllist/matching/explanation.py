"""Turning a score into evidence a person can check: both quoted places, the way they met, what each adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from attrs import frozen

from controllist.index import Segment
from controllist.index import wordlists as lists
from controllist.index.words import plain
from controllist.matching.civil import civil_notes
from controllist.matching.pieces import Piece
from controllist.matching.provisions import Reason
from controllist.matching.results import Candidate, Evidence, Exclusion
from controllist.matching.scoring import PART, Scored, Scorer
from controllist.model import GRADES, Basis

EXCLUDED_SHARE = 0.5
"""From this share of a description's weight on a note that excludes goods speaks of them."""
EXCLUSION_COST = 0.4
SURE_SHARE = 0.35
MOST_EXCLUSIONS = 3
LONGEST_QUOTE = 160


@frozen
class Weighed:
    """A scored provision with what speaks for and against it; `score` is the sum of both."""

    scored: Scored
    score: float
    grounds: tuple[Ground, ...]
    exclusions: tuple[Exclusion, ...]


Ground = tuple[float, tuple[int, int], str, int, Reason]
"""What will be a piece of evidence: the negative of what it adds to a score, so that the strongest come first; where in
a description, for which provision; the first of its pieces and the reason for it. Bare, as in `provisions`."""

_STRONGEST_FIRST = itemgetter(0, 1, 2)

Speaking = Mapping[int, Sequence[tuple[int, str, int]]]
"""For each entry (numbered over all lists) the notes that take out goods with words of a description: which piece,
by which word (its key), the document."""


def weigh(scorer: Scorer, scored: Scored, speaking: Speaking) -> Weighed:
    """What speaks for and against a scored provision, strongest first; `speaking` comes from `excluding`."""
    segment = scorer.index.segments[scored.segment]
    grounds = _grounds(scorer, scored, segment)
    exclusions = _exclusions(scorer, scored, segment, speaking[scored.number]) if scored.number in speaking else ()
    if not exclusions and scorer.uses.civil:
        exclusions = _civil(scorer, scored, segment)
    score = scorer.learned.parts.get(scored.number, 0.0)
    if len(grounds) == 1 and not exclusions and not score:
        return Weighed(scored, -grounds[0][0], grounds, exclusions)
    for ground in grounds:
        score -= ground[0]
    for exclusion in exclusions:
        score += exclusion.score
    return Weighed(scored, rounded(score) if score > 0.0 else 0.0, grounds, exclusions)


def rounded(share: float) -> float:
    """A share (0 or more) with four places, as `round` gives it in a third of the time.

    Both give the number nearest to so many ten-thousandths. `round` writes the share out in full to tell which one is
    next; that is needed only where it is about half way between two.

    >>> rounded(0.123449), rounded(0.12345) == round(0.12345, 4)
    (0.1234, True)
    """
    times = share * 10_000
    nearest = (times + 0.5) // 1
    return nearest / 10_000 if -0.4999 < times - nearest < 0.4999 else round(share, 4)


def explain(scorer: Scorer, weighed: Weighed, rank: int) -> Candidate:
    """The candidate for a provision, with both quoted places of each piece of evidence."""
    scored = weighed.scored
    segment = scorer.index.segments[scored.segment]
    control = segment.control[scored.document]
    return Candidate(
        rank,
        segment.list,
        segment.edition,
        segment.codes[control],
        segment.entry_codes[scored.entry],
        weighed.score,
        heading(segment, control),
        weakest_basis(segment, control),
        _all_evidence(scorer, weighed, segment, control),
        exclusions=weighed.exclusions,
    )


def _all_evidence(scorer: Scorer, weighed: Weighed, segment: Segment, control: int) -> tuple[Evidence, ...]:
    """What speaks for a candidate, strongest first: words and terms, and the learned model."""
    found = tuple([_evidence(scorer, ground, segment) for ground in weighed.grounds])
    learned = scorer.learned.evidence(weighed.scored.number, segment.codes[control], segment.texts[control])
    return tuple(sorted((*found, *learned), key=lambda e: -e.score)) if learned else found


@lru_cache(maxsize=5_000)
def weakest_basis(segment: Segment, control: int) -> Basis:
    """The weakest basis among a control and its conditions: a figure that is inferred makes the whole inferred."""
    belonging = {segment.basis[control]}
    for document in range(control, segment.last[segment.entry[control]]):
        if segment.control[document] == control and segment.owner[document] == document:
            belonging.add(segment.basis[document])
    weakest = max(sorted(belonging), key=lambda number: GRADES.index(segment.bases[number]["grade"]))
    return Basis(**segment.bases[weakest])  # type: ignore[arg-type]


@lru_cache(maxsize=5_000)
def heading(segment: Segment, document: int) -> str:
    """The words from the entry down to the provision, in one line."""
    texts = [segment.texts[at] for at in reversed(segment.paths[document]) if segment.texts[at]]
    return " › ".join(texts)


def _grounds(scorer: Scorer, scored: Scored, segment: Segment) -> tuple[Ground, ...]:
    """One ground for each way words met wording, strongest first; rounded so that they still add up."""
    pieces = scorer.query.pieces
    reasons = scored.reasons
    # What goes beyond 1 is taken off all of them alike.
    scale = scored.factor / scorer.whole / max(1.0, scored.raw) * scorer.learned.kept(scored.number)
    found: list[Ground] = []
    of_terms: dict[tuple[int, int], tuple[float, int, Reason]] = {}
    for i, reason in reasons.items():
        value, way, document, _ = reason
        piece = pieces[i]
        worth = piece.weight * value
        if way.hit < 0:
            less = -rounded(worth * scale)
            found.append((less, (piece.start, piece.end), segment.codes[document], i, reason))
            continue
        # The pieces of one term are one reason; words of their own are one each.
        term = (way.hit, document)
        if term in of_terms:
            others, first, its = of_terms[term]
            of_terms[term] = (others + worth, i, reason) if i < first else (others + worth, first, its)
        else:
            of_terms[term] = (worth, i, reason)
    for (number, document), (worth, first, its) in of_terms.items():
        hit = scorer.hits[number]
        span = (pieces[hit.first].start, pieces[hit.last - 1].end)
        found.append((-rounded(worth * scale), span, segment.codes[document], first, its))
    if len(found) > 1:
        found.sort(key=_STRONGEST_FIRST)
    return tuple(found)


def _evidence(scorer: Scorer, ground: Ground, segment: Segment) -> Evidence:
    less, span, provision, piece, (_, way, document, met) = ground
    kind, via = way.kind, way.via
    if kind == "stem" and segment.says(document, plain(scorer.query.pieces[piece].text)):
        kind = "exact"  # the very word stands in the text
    if met:
        via = met if way.flags == PART else _with_printed(via, segment, document, met)
    text = segment.texts[document]
    if len(text) > LONGEST_QUOTE:
        text = _part_of(segment, document, scorer.keys[piece][0] if way.hit < 0 else "")
    return Evidence(
        kind,
        scorer.query.text[span[0] : span[1]],
        span,
        provision,
        text,
        -less,
        via,
        way.flags,
    )


def _with_printed(via: str, segment: Segment, document: int, keys: str) -> str:
    """The trade word as the vocabulary spells it, and the words of the text it met, as they are printed there."""
    met = _printed(segment, document, keys)
    return f"{via}: {met}" if met else via


@lru_cache(maxsize=5_000)
def _printed(segment: Segment, document: int, keys: str) -> str:
    """Words (by their keys) of a provision and the notes on it, as they are printed there."""
    wanted = keys.split()
    met: dict[str, str] = {}
    for at in segment.owned(document):
        for word in segment.words_at(at):
            if word.key in wanted:
                met.setdefault(word.key, word.text)
    return " ".join(met[k] for k in wanted if k in met)


def _part_of(segment: Segment, document: int, word: str) -> str:
    """As much of a long text as goes in a line: the part around a word (a key), or the beginning."""
    text = segment.texts[document]
    at = next((w.start for w in segment.words_at(document) if w.key == word), 0) if word else 0
    start = max(0, min(at - LONGEST_QUOTE // 3, len(text) - LONGEST_QUOTE))
    start = text.find(" ", start) + 1 if start else 0
    end = min(len(text), start + LONGEST_QUOTE)
    end = text.rfind(" ", start, end) if end < len(text) else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _exclusions(
    scorer: Scorer, scored: Scored, segment: Segment, speaking: Sequence[tuple[int, str, int]]
) -> tuple[Exclusion, ...]:
    """The notes that take out goods with these words, on the provision, above it or below; `speaking` of its entry.

    A note repeats the words of what it takes goods out of; so at least one word must be the note's own.
    """
    query = scorer.query
    shares: dict[int, list[int]] = {}
    own: set[int] = set()
    path = segment.paths[scored.document]
    for i, word, document in speaking:
        members = shares.setdefault(document, [])
        if i not in members:
            members.append(i)
        spots = scorer.index.standing(word).within[scored.number] if document not in own else ()
        if document not in own and all(spot[0] not in path for spot in spots):
            own.add(document)
    found: list[Exclusion] = []
    for document, members in sorted(shares.items()):
        owner = segment.owner[document]
        if document not in own or (owner not in path and scored.document not in segment.paths[owner]):
            continue
        share = sum(query.pieces[i].weight for i in members) / scorer.whole
        if share >= EXCLUDED_SHARE and len(found) < MOST_EXCLUSIONS:
            texts = ", ".join(query.pieces[i].text for i in members)
            cost = -round(EXCLUSION_COST * min(1.0, share) * _standing(scorer, scored), 4) if not found else 0.0
            found.append(Exclusion(segment.codes[document], segment.texts[document], texts, cost))
    return tuple(found)


def _civil(scorer: Scorer, scored: Scored, segment: Segment) -> tuple[Exclusion, ...]:
    """The first note on the provision, above it or below, that takes out goods for a civil use told here."""
    told = scorer.uses.civil
    path = segment.paths[scored.document]
    for note in civil_notes(segment).get(scored.entry, ()):
        owner = segment.owner[note.document]
        shared = note.uses & told
        if shared and (owner in path or scored.document in segment.paths[owner]):
            words = ", ".join(p.text for p in scorer.query.pieces if _names(p, shared))
            cost = -round(EXCLUSION_COST * _standing(scorer, scored), 4)
            return (Exclusion(segment.codes[note.document], segment.texts[note.document], words, cost),)
    return ()


def _standing(scorer: Scorer, scored: Scored) -> float:
    """The score before notes that exclude goods."""
    return scored.score * scorer.learned.kept(scored.number) + scorer.learned.parts.get(scored.number, 0.0)


def _names(piece: Piece, uses: frozenset[str]) -> bool:
    """Whether a word of the description names one of these uses."""
    return piece.weight > 0 and any({piece.key, piece.term_key} & lists.CIVIL_USES[use] for use in uses)


def excluding(scorer: Scorer) -> Speaking:
    """The notes that take out goods with words of the description, looked up once for all candidates."""
    found: dict[int, list[tuple[int, str, int]]] = {}
    exclusions = scorer.index.exclusions
    for i in scorer.pieces:
        piece = scorer.query.pieces[i]
        if piece.sort in ("content", "cas") and piece.role in ("goods", "qualifier"):
            for word in _words_for(scorer, i):
                for number, document in exclusions(word):
                    found.setdefault(number, []).append((i, word, document))
    return found


def _words_for(scorer: Scorer, piece: int) -> dict[str, None]:
    """The lists' words for a piece, each once: its own, those of terms of one word, those that surely go with it."""
    found: dict[str, None] = {scorer.keys[piece][0]: None}
    for number in scorer.hits_on[piece]:
        hit = scorer.hits[number]
        if hit.last - hit.first == 1:
            for term in scorer.index.vocabulary.entry(hit.concept).english:
                if len(term) == 1:
                    found[term[0]] = None
    for other in scorer.others[piece]:
        if other.share >= SURE_SHARE:
            found[other.word] = None
    return found
