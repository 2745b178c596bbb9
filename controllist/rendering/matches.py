"""A match as text, Markdown, HTML, and JSON with the fixed keys of `match`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from controllist.addresses import link, linked
from controllist.matching.results import Candidate, Evidence, Match
from controllist.messages import Message
from controllist.normalize import raised_exponents
from controllist.rendering.lines import cautions_markdown, cautions_text, cell, table_head, wrapped
from controllist.rendering.pages import rendered
from controllist.rendering.results import basis_result
from controllist.rendering.translation import translated

_WAYS = {
    "exact": "the word",
    "stem": "a form of the word",
    "vocabulary": "a trade word",
    "compound": "a part of the word",
    "spelling": "a like spelling",
    "cas": "the CAS number",
    "quantity": "the figure",
}
HEADING = ("code", "edition", "score", "what it is")
_LEARNED = "an English word that goes with it"
_PART = "a part of a trade word"
_FLAGS = {"ambiguous": "said of other goods too", "weak": "a weak sign", "military": "in full only for military use"}
_UNMET = ("in the vocabulary as ordinary goods", "known neither to these lists nor to the vocabulary")
_MOVES = 0.005
"""From here on a reason moves a score as it is printed."""
_ASSESSED = {"met": "figures given meet it", "not-met": "figures given do not meet it", "unknown": "figures missing"}


def match_result(match: Match, as_of: str | None, exact: bool) -> dict[str, Any]:
    """The contract's keys for one description."""
    return {
        "query": match.query,
        "language": match.language,
        "goods": match.goods,
        "as_of": as_of,
        "as_of_exact": exact,
        "candidates": [_candidate(c) for c in match.candidates],
        "verdict": match.verdict,
        "best_score": match.best,
        "ordinary": list(match.ordinary),
        "unknown": list(match.unknown),
        "cautions": list(match.cautions),
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "rank": candidate.rank,
        "basis": basis_result(candidate.basis),
        "list": candidate.list,
        "edition": candidate.edition,
        "code": candidate.code,
        "entry": candidate.entry,
        **linked(candidate.list, candidate.edition, candidate.code),
        "score": candidate.score,
        "heading": candidate.heading,
        "evidence": [_evidence(e) for e in candidate.evidence],
        "assessment": candidate.assessment,
        "missing": list(candidate.missing),
        "exclusions": [
            {
                "provision": x.provision,
                "provision_text": x.provision_text,
                "query_text": x.query_text,
                "score": x.score,
            }
            for x in candidate.exclusions
        ],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "kind": evidence.kind,
        "query_text": evidence.query_text,
        "query_span": list(evidence.query_span),
        "provision": evidence.provision,
        "provision_text": evidence.provision_text,
        "score": evidence.score,
        "via": evidence.via,
        "flags": list(evidence.flags),
    }


def match_text(match: Match) -> str:
    """The candidates with their evidence, then what must be said besides."""
    lines: list[str] = []
    if not match.candidates:
        nearest = f"{translated('nearest score')} {match.best:.2f}"
        lines.append(f"{translated('none')}: {translated('no candidate found for')} {match.query!r} ({nearest})")
        lines += [wrapped(why, "  ", "    ") for why in _why_none(match)]
    for candidate in match.candidates:
        lines.append(
            f"{candidate.rank:>2}. {candidate.code}  {candidate.list}@{candidate.edition}  {candidate.score:.2f}"
        )
        lines += [f"    {there}"] if (there := page_of(candidate)) else []
        lines.append(wrapped(raised_exponents(candidate.heading), "    ", "    "))
        lines += [wrapped(text, "      ", "        ") for text in reasons(candidate)]
    lines.append("")
    return "\n".join([*lines, *cautions_text(match.cautions)])


def page_of(candidate: Candidate) -> str:
    """The page of a candidate on the site that answers link to; empty where none is told."""
    return link(candidate.list, candidate.edition, candidate.code)


def reasons(candidate: Candidate) -> Iterable[str]:
    """The evidence, the figures, the exclusions and the basis of a candidate, a line each."""
    moving = {e.query_text for e in candidate.evidence if abs(e.score) >= _MOVES}
    for e in candidate.evidence:
        if abs(e.score) < _MOVES and e.query_text in moving:
            continue  # what the same words do elsewhere says more
        term, _, met = e.via.partition(": ")
        via = f" ({translated('as')} {term!r})" if term and term.casefold() != e.query_text.casefold() else ""
        via += f", {translated(Message('its words {words!r} stand', words=met))}" if met else ""
        where = f" {translated('in')} {e.provision}" if met or e.provision != candidate.code else ""
        flags = "".join(f", {translated(_FLAGS[f])}" for f in e.flags if f in _FLAGS)
        yield f"{_weight(e.score)} {e.query_text!r}: {translated(_way(e))}{flags}{via}{where}"
    for x in candidate.exclusions:
        where = translated(Message("stands in {provision}, which takes out", provision=x.provision))
        yield f"{x.score:+.2f} {x.query_text!r} {where}: {x.provision_text}"
    if candidate.assessment != "not-assessed":
        asked = f": {', '.join(candidate.missing)}" if candidate.missing else ""
        yield f"{translated(_ASSESSED[candidate.assessment])}{asked}"
    if candidate.basis.grade != "checked":
        reasoning = f": {translated(candidate.basis.reasoning)}" if candidate.basis.reasoning else ""
        grade, source = translated(candidate.basis.grade), translated(candidate.basis.source)
        yield f"{translated('wording')} {grade} ({source}){reasoning}"


def _way(evidence: Evidence) -> str:
    if "learned" in evidence.flags:
        return _LEARNED
    if "part" in evidence.flags:
        return _PART
    against = evidence.kind == "quantity" and evidence.score <= -_MOVES
    return "a figure that speaks against it" if against else _WAYS[evidence.kind]


def _weight(score: float) -> str:
    """What a reason adds to a score or takes from it; one that was looked at and moves nothing has no sign.

    >>> _weight(0.521), _weight(-0.47), _weight(0.001)
    ('+0.52', '-0.47', ' 0.00')
    """
    return f"{score:+.2f}" if abs(score) >= _MOVES else " 0.00"


def none_found(match: Match) -> str:
    """That nothing was found, how near the nearest came, and why it may be so."""
    said = "".join(f" {why[0].upper()}{why[1:]}." for why in _why_none(match))
    return f"{translated('No candidate found')} ({translated('nearest score')} {match.best:.2f}).{said}"


def _why_none(match: Match) -> list[str]:
    """What is known of the words of a description without a candidate."""
    said = [
        f"{translated(what)}: {', '.join(map(repr, words))}"
        for what, words in zip(_UNMET, (match.ordinary, match.unknown), strict=True)
        if words
    ]
    return said or [translated("its words are known, but too few of them lead to one entry")]


def match_markdown(match: Match) -> str:
    """A table of candidates, the evidence below each, the cautions last."""
    lines = [f"## {match.query}", ""]
    if match.candidates:
        lines += table_head(HEADING, numbered=True)
        lines += [
            f"| {c.rank} | {_code(c)} | {c.list}@{c.edition} | {c.score:.2f} | {cell(raised_exponents(c.heading))} |"
            for c in match.candidates
        ]
        for candidate in match.candidates:
            lines += ["", f"**{candidate.code}** ({candidate.list})", ""]
            lines += [f"- {reason}" for reason in reasons(candidate)]
    else:
        lines.append(none_found(match))
    return "\n".join([*lines, "", *cautions_markdown(match.cautions)])


def _code(candidate: Candidate) -> str:
    there = page_of(candidate)
    return f"[{candidate.code}]({there})" if there else candidate.code


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
