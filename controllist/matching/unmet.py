"""Why a description has no candidate: which of its words name ordinary goods, and which nobody knows."""

from __future__ import annotations

from attrs import evolve

from controllist.index import Index
from controllist.index.languages import Language
from controllist.matching.hits import find_hits
from controllist.matching.query import read_query
from controllist.matching.results import Match


def with_unmet(found: Match, index: Index, language: Language | None = None) -> Match:
    """A match without candidates with the words that tell why; any other as it is.

    >>> from controllist.index import build_index
    >>> from controllist.lexicon import read_line
    >>> from controllist.matching import match
    >>> from controllist.model import Edition
    >>> toys = read_line("toy\\t-\\tbath duck\\tbadeend\\t\\t\\t")
    >>> index = build_index([Edition("eu-dual-use", "2024-01-01", "en", "digest", ())], [toys])
    >>> found = with_unmet(match("bath ducks with zorking", index), index)
    >>> found.ordinary, found.unknown
    (('bath ducks',), ('zorking',))
    """
    if found.verdict != "none":
        return found
    query = read_query(found.query, index, language)
    hits = find_hits(query, index)
    ordinary = (
        found.query[query.pieces[h.first].start : query.pieces[h.last - 1].end]
        for h in sorted(hits, key=lambda h: (h.first, -h.last))
        if h.ordinary
    )
    met = {i for h in hits for i in range(h.first, h.last)}
    unknown = (p.text for i, p in enumerate(query.pieces) if p.sort == "content" and not p.known and i not in met)
    return evolve(found, ordinary=tuple(dict.fromkeys(ordinary)), unknown=tuple(dict.fromkeys(unknown)))
