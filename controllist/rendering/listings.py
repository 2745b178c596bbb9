"""The lists and editions at hand: text for a person, JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import asdict

from controllist.addresses import link, linked
from controllist.model import Edition
from controllist.rendering.translation import translated
from controllist.store import KnownEdition, ListInfo

Listed = tuple[ListInfo, tuple[Edition, ...]]
"""A list with its editions at hand."""


def lists_result(lists: Iterable[Listed]) -> list[dict[str, Any]]:
    """The JSON keys of `lists`, one row an edition at hand."""
    return [_row(edition) for _, editions in lists for edition in editions]


def _row(edition: Edition) -> dict[str, Any]:
    return {
        "list": edition.list,
        "edition": edition.applies_from,
        "title": edition.title,
        "applies_from": edition.applies_from,
        **linked(edition.list, edition.applies_from),
        "applies_until": edition.applies_until or None,
        "wording": edition.wording,
        "languages": [edition.language],
        "provisions": len(edition.provisions),
        "entries": len(edition.entries),
        "act": {name: value for name, value in asdict(edition.act).items() if value},
    }


def lists_text(lists: Iterable[Listed]) -> str:
    """Each list with all editions known of it, those at hand and the others."""
    return "\n\n".join(_list(info, {e.applies_from: e for e in editions}) for info, editions in lists)


def _list(info: ListInfo, at_hand: dict[str, Edition]) -> str:
    lines = [f"{info.list}: {info.title}"]
    wide = max(len(translated(words)) for words in ("at hand", "known"))
    known = {k.date: k for k in info.known}
    for day in sorted(at_hand.keys() | known.keys()):
        edition, told_of = at_hand.get(day), known.get(day)
        act = f" [{told_of.act.number}]" if told_of is not None and told_of.act.number else ""
        what = _at_hand(edition) if edition is not None else _missing(info.list, day, told_of)
        lines.append(f"  {day}  {translated('known' if edition is None else 'at hand'):<{wide}}  {what}{act}")
        lines += [f"{'':23}{there}"] if edition is not None and (there := link(info.list, day)) else []
    lines += [f"  {translated('announced'):<{wide + 14}}{k.act.number}: {translated(k.remark)}" for k in info.announced]
    if info.not_covered:
        lines.append(f"  {translated('not covered')}: {translated(info.not_covered)}")
    return "\n".join(lines)


def _at_hand(edition: Edition) -> str:
    counts = f"{len(edition.entries)} {translated('entries')}, {len(edition.provisions)} {translated('provisions')}"
    return f"{translated(edition.wording)}, {counts}"


def _missing(name: str, day: str, known: KnownEdition | None) -> str:
    if known is not None and known.status == "unknown":
        return translated(known.remark)
    return f"{translated('text not shipped')}; controllist fetch {name}@{day}"
