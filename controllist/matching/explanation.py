"""Turning a score into evidence a person can check: both quoted places, the way they met, what each adds."""

from __future__ import annotations

from functools import lru_cache

from controllist.index import Index, Segment
from controllist.index.words import plain
from controllist.matching.provisions import Reason
from controllist.matching.query import Query
from controllist.matching.results import Candidate, Evidence, EvidenceKind, Exclusion, Flag
from controllist.matching.scoring import Scored, Scorer
from controllist.model import Basis

EXCLUDED_SHARE = 0.5
"""From this share of a description's weight on a note that excludes goods speaks of them."""
EXCLUSION_COST = 0.4
SURE_SHARE = 0.35
MOST_EXCLUSIONS = 3
GRADES = ("checked", "secondary", "inferred", "unknown")
LONGEST_QUOTE = 160


def explain(scorer: Scorer, scored: Scored, rank: int) -> Candidate:
    """The candidate for a scored provision."""
    segment = scorer.index.segments[scored.segment]
    evidence = _evidence(scorer, scored, segment)
    exclusions = _exclusions(scorer, scored, segment)
    score = max(0.0, sum(e.score for e in evidence) + sum(x.score for x in exclusions))
    return Candidate(
        rank,
        segment.list,
        segment.edition,
        segment.codes[segment.control[scored.document]],
        segment.entry_codes[scored.entry],
        round(score, 4),
        heading(segment, segment.control[scored.document]),
        weakest_basis(segment, segment.control[scored.document]),
        evidence,
        exclusions=exclusions,
    )


@lru_cache(maxsize=5_000)
def weakest_basis(segment: Segment, control: int) -> Basis:
    """The weakest basis among a control and its conditions: a figure that is inferred makes the whole inferred."""
    belonging = {segment.basis[control]}
    for document in range(control, segment.last[segment.entry[control]]):
        if segment.control[document] == control and segment.owner[document] == document:
            belonging.add(segment.basis[document])
    weakest = max(sorted(belonging), key=lambda number: GRADES.index(segment.bases[number]["grade"]))
    return Basis(**segment.bases[weakest])  # type: ignore[arg-type]


def heading(segment: Segment, document: int) -> str:
    """The words from the entry down to the provision, in one line."""
    texts = [segment.texts[at] for at in reversed(segment.path(document)) if segment.texts[at]]
    return " › ".join(texts)


def _evidence(scorer: Scorer, scored: Scored, segment: Segment) -> tuple[Evidence, ...]:
    """One piece of evidence for each way words met wording, strongest first; rounded so that they still add up."""
    query = scorer.query
    whole = max(query.weight, 1e-9)
    total = sum(query.pieces[i].weight * r.value for i, r in scored.reasons.items()) * scored.factor / whole
    scale = scored.factor / whole * (scored.score / total if total > 0 else 0.0)
    grouped: dict[tuple[int, int, str], list[int]] = {}
    for i, reason in sorted(scored.reasons.items()):
        # The pieces of one term are one reason; words of their own are one each.
        grouped.setdefault((reason.hit, reason.document, "" if reason.hit >= 0 else str(i)), []).append(i)
    found: list[Evidence] = []
    for (hit, _, _), members in grouped.items():
        reason = scored.reasons[members[0]]
        value = sum(query.pieces[i].weight * scored.reasons[i].value for i in members) * scale
        if hit >= 0:
            first, last = scorer.hits[hit].first, scorer.hits[hit].last
        else:
            first, last = members[0], members[0] + 1
        start, end = query.pieces[first].start, query.pieces[last - 1].end
        found.append(
            Evidence(
                _kind(reason, query, segment, members[0]),
                query.text[start:end],
                (start, end),
                segment.codes[reason.document],
                quoted(segment, reason.document, scorer.keys[members[0]][0] if hit < 0 else ""),
                round(value, 4),
                _via(reason, segment),
                _flags(scorer, reason),
            )
        )
    return tuple(sorted(found, key=lambda e: (-e.score, e.query_span, e.provision)))


def _kind(reason: Reason, query: Query, segment: Segment, piece: int) -> EvidenceKind:
    """`stem` becomes `exact` where the very word stands in the text."""
    if reason.kind != "stem":
        return reason.kind
    return "exact" if segment.says(reason.document, plain(query.pieces[piece].text)) else "stem"


def _flags(scorer: Scorer, reason: Reason) -> tuple[Flag, ...]:
    """Why a trade word says less: what its line in the vocabulary is flagged with, or that it was only learned."""
    if reason.hit < 0:
        return ("learned",) if reason.kind == "vocabulary" else ()
    flagged = scorer.index.vocabulary.entry(scorer.hits[reason.hit].concept).flags
    told: tuple[Flag, ...] = ("ambiguous", "weak", "military")
    return tuple(f for f in told if f in flagged and not (f == "military" and scorer.military))


def _via(reason: Reason, segment: Segment) -> str:
    """The trade word as the vocabulary spells it, and the words of the text it met, as they are printed there."""
    wanted = set(reason.met.split())
    if not wanted:
        return reason.via
    met: dict[str, str] = {}
    for document in segment.owned(reason.document):
        for word in segment.words_at(document):
            if word.key in wanted:
                met.setdefault(word.key, word.text)
    return f"{reason.via}: {' '.join(met[k] for k in reason.met.split() if k in met)}" if met else reason.via


def quoted(segment: Segment, document: int, word: str = "") -> str:
    """A document's text for a line: whole where it is short, else the part around a word (a key)."""
    text = segment.texts[document]
    if len(text) <= LONGEST_QUOTE:
        return text
    at = next((w.start for w in segment.words_at(document) if w.key == word), 0) if word else 0
    start = max(0, min(at - LONGEST_QUOTE // 3, len(text) - LONGEST_QUOTE))
    start = text.find(" ", start) + 1 if start else 0
    end = min(len(text), start + LONGEST_QUOTE)
    end = text.rfind(" ", start, end) if end < len(text) else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _exclusions(scorer: Scorer, scored: Scored, segment: Segment) -> tuple[Exclusion, ...]:
    """The notes that take out goods with these words, on the provision, above it or below.

    A note repeats the words of what it takes goods out of; so at least one word must be the note's own.
    """
    query, index = scorer.query, scorer.index
    shares: dict[int, list[int]] = {}
    own: set[int] = set()
    path = segment.path(scored.document)
    for i in scorer.pieces:
        piece = query.pieces[i]
        if piece.sort not in ("content", "cas") or piece.role not in ("goods", "qualifier"):
            continue
        for word in {scorer.keys[i][0], *_english(scorer, index, i), *_surely(scorer, i)}:
            here = [d for d, _ in segment.exclusions(word) if segment.entry[d] == scored.entry]
            said = {segment.owner[d] for d, _ in segment.postings(word)} if here else set()
            for document in here:
                if i not in shares.setdefault(document, []):
                    shares[document].append(i)
                    if said.isdisjoint(path):
                        own.add(document)
    found: list[Exclusion] = []
    for document, members in sorted(shares.items()):
        owner = segment.owner[document]
        if document not in own or (owner not in path and scored.document not in segment.path(owner)):
            continue
        share = sum(query.pieces[i].weight for i in members) / max(query.weight, 1e-9)
        if share >= EXCLUDED_SHARE and len(found) < MOST_EXCLUSIONS:
            texts = ", ".join(query.pieces[i].text for i in members)
            cost = -round(EXCLUSION_COST * min(1.0, share) * scored.score, 4) if not found else 0.0
            found.append(Exclusion(segment.codes[document], segment.texts[document], texts, cost))
    return tuple(found)


def _surely(scorer: Scorer, piece: int) -> set[str]:
    """The lists' words that a word of the description surely goes with."""
    return {other.word for other in scorer.others[piece] if other.share >= SURE_SHARE}


def _english(scorer: Scorer, index: Index, piece: int) -> set[str]:
    """The lists' words for a piece that the vocabulary knows as a term of one word."""
    found: set[str] = set()
    for number in scorer.hits_on[piece]:
        hit = scorer.hits[number]
        if hit.last - hit.first == 1:
            for term in index.vocabulary.entry(hit.concept).english:
                if len(term) == 1:
                    found.update(term)
    return found
