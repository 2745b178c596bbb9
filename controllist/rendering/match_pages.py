"""A match as one page of HTML without scripts or outside parts."""

from __future__ import annotations

from controllist.matching.results import Match
from controllist.rendering.matches import HEADING, none_found, page_of, reasons
from controllist.rendering.page import rendered


def match_html(match: Match) -> str:
    """A summary, then the candidates, each under its own heading, and the cautions."""
    return rendered(
        "match.html",
        title=match.query[:80],
        match=match,
        heading=("rank", *HEADING),
        candidates=[(c, page_of(c), list(reasons(c))) for c in match.candidates],
        none_found="" if match.candidates else none_found(match),
    )
