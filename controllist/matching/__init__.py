"""From what people write to what the law says: candidates for a description of goods, with evidence.

>>> from controllist.codes import ControlCode
>>> from controllist.index import build_index
>>> from controllist.lexicon import read_line
>>> from controllist.model import Edition, Provision
>>> valves = Provision(ControlCode("2B350"), "entry", text="chemical plant: valves of fluoropolymer")
>>> toy = Edition("eu-dual-use", "2024-01-01", "en", "digest", (valves,))
>>> index = build_index([toy], [read_line("valve\\t2B350\\tvalve\\tklep; afsluiter\\tVentil\\tvanne\\t")])
>>> found = match("Kleppen voor de petrochemie", index)
>>> found.language, found.verdict, found.candidates[0].code, found.candidates[0].evidence[0].via
('nl', 'candidates', '2B350', 'klep')
>>> match("zitbank", index).verdict
'none'
"""

from __future__ import annotations

import re

from attrs import evolve

from controllist.errors import MisuseError
from controllist.index import Index
from controllist.index.languages import Language
from controllist.matching.explanation import explain
from controllist.matching.learned import THRESHOLD
from controllist.matching.passages import best_of_each, is_long, moved, passages_of
from controllist.matching.query import Query, read_query
from controllist.matching.ranking import TAIL, ranked
from controllist.matching.results import Candidate, Evidence, Exclusion, Match
from controllist.matching.scoring import Scorer

__all__ = ["THRESHOLD", "Candidate", "Evidence", "Exclusion", "Match", "match"]

_FIGURE = re.compile(r"\d|ax[ei]s\b|ass(?:en|ig)|achs(?:ig|en?\b)", re.IGNORECASE)
"""A figure, or axes that are counted in words."""


def match(text: str, index: Index, *, top: int = 10, language: Language | None = None, figures: bool = True) -> Match:
    """The entries a description of goods may fall under, best first.

    `language` None: told from the words. `figures` False: those in the text are left to the caller to assess. Raises
    `MisuseError` for a text without words or a `top` below 1.
    """
    if top < 1:
        raise MisuseError(f"expected a number of candidates of at least 1, found {top}")
    query = read_query(text, index, language)
    if not query.pieces:
        raise MisuseError(f"expected words that describe goods, found {text!r}", text=text)
    kept, best = _candidates(query, index, top)
    if is_long(text):
        kept = _with_passages(query, index, top, kept)
        best = max([best, *(c.score for c in kept)])
    found = bool(kept)
    if found and figures and _FIGURE.search(text):
        # The grammar of quantities and the plans of provisions are heavy, and most descriptions hold no figure.
        from controllist.matching.figures import with_figures

        kept = with_figures(text, kept, index)
        best = max(c.score for c in kept)
    return Match(
        text,
        query.language,
        tuple(kept) if found else (),
        "candidates" if found else "none",
        best,
        "+".join(query.goods),
        query.military,
    )


def _candidates(query: Query, index: Index, top: int) -> tuple[list[Candidate], float]:
    """The candidates for a description as it was read, best first, and the score of the best, however low."""
    scorer = Scorer(query, index)
    weighed = ranked(scorer, top)
    best = weighed[0].score if weighed else 0.0
    if not weighed or best < scorer.learned.threshold:
        return [], best
    likely = (w for w in weighed[:top] if w.score >= best * TAIL)
    return [explain(scorer, w, rank) for rank, w in enumerate(likely, 1)], best


def _with_passages(query: Query, index: Index, top: int, found: list[Candidate]) -> list[Candidate]:
    """The candidates of a long text with those of its passages, each read as of the same kind of goods."""
    held = list(found)
    for start, end in passages_of(query.text):
        passage = read_query(query.text[start:end], index, query.language)
        if passage.pieces:
            passage = evolve(passage, goods=query.goods, military=query.military)
            held += [moved(c, start) for c in _candidates(passage, index, top)[0]]
    best = best_of_each(held)[:top]
    if not best:
        return []
    return [evolve(c, rank=rank) for rank, c in enumerate((c for c in best if c.score >= best[0].score * TAIL), 1)]
