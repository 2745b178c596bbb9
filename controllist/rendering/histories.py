"""The history of a provision: its code and wording in each edition, what changed, and where it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from controllist.addresses import link, linked
from controllist.diffing.changes import Change
from controllist.diffing.histories import Moment
from controllist.rendering.changes import ARROWS, change_result
from controllist.rendering.lines import cautions_markdown, cautions_text, wrapped
from controllist.rendering.translation import translated


@frozen
class CodeHistory:
    """What is told of one provision: `texts` are its wordings, one for each moment, `moves` lines on other lists."""

    list: str
    code: str
    moments: tuple[Moment, ...]
    texts: tuple[str, ...]
    moves: tuple[str, ...] = ()


def history_result(query: str, histories: Sequence[CodeHistory], cautions: Sequence[str]) -> dict[str, Any]:
    """As JSON: one result for each list that has the code."""
    return {
        "query": query,
        "cautions": list(cautions),
        "results": [
            {
                "list": t.list,
                "code": t.code,
                "moments": [
                    {
                        "edition": m.edition,
                        "cause": m.cause,
                        "code": m.code,
                        **(linked(t.list, m.edition.partition("@")[2], m.code) if m.code else {}),
                        "text": text,
                        "changes": [change_result(c) for c in m.changes],
                    }
                    for m, text in zip(t.moments, t.texts, strict=True)
                ],
                "lineage": list(t.moves),
            }
            for t in histories
        ],
    }


def history_text(histories: Sequence[CodeHistory], cautions: Sequence[str]) -> str:
    """For the terminal: editions oldest first, under each what changed with it."""
    lines = cautions_text(cautions)
    for one in histories:
        lines += [*[""][: len(lines)], f"{one.code} {translated('of')} {one.list}"]
        for moment, text in zip(one.moments, one.texts, strict=True):
            lines += _moment(moment, text)
        newest = next((m for m in reversed(one.moments) if m.code), None)
        if newest is not None and (there := link(one.list, newest.edition.partition("@")[2], newest.code or "")):
            lines.append(f"  {there}")
        lines += [wrapped(f"{translated('between lists')}: {translated(move)}", "  ", "      ") for move in one.moves]
    return "\n".join(lines)


def history_markdown(histories: Sequence[CodeHistory], cautions: Sequence[str]) -> str:
    """For a memo."""
    lines = cautions_markdown(cautions)
    for one in histories:
        lines += ["", f"## {one.code} {translated('of')} {one.list}", ""]
        for moment, text in zip(one.moments, one.texts, strict=True):
            words = f"`{moment.code}` {text}".strip() if moment.code else translated("not there")
            lines.append(f"- **{_name(moment)}**: {words}")
            lines += [f"  - {_change(c)}" for c in moment.changes]
        lines += [f"- {translated('between lists')}: {translated(move)}" for move in one.moves]
    return "\n".join(lines).strip("\n")


def _moment(moment: Moment, text: str) -> list[str]:
    said = f"{moment.code}  {text}".rstrip() if moment.code else translated("not there")
    return [
        wrapped(f"{_name(moment)}  {said}", "  ", "      "),
        *(wrapped(_change(c), "      ", "        ") for c in moment.changes),
    ]


def _name(moment: Moment) -> str:
    return f"{moment.edition}, {translated('corrected')}" if moment.cause == "corrigendum" else moment.edition


def _change(change: Change) -> str:
    said = f"{change.code} {translated(change.kind)}: {translated(ARROWS[change.effect])}"
    return f"{said}, {translated(change.detail)}" if change.detail else said
