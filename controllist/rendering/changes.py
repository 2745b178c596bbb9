"""Changes for people and programs: side by side in the terminal, a memo in Markdown, a page that prints, JSON."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

from controllist.addresses import as_key, comparison_link, link
from controllist.diffing.changes import Change, EntryChange, by_entry, net
from controllist.diffing.comparison import Diff
from controllist.messages import Message
from controllist.rendering.lines import table_head, width
from controllist.rendering.pages import rendered
from controllist.rendering.provisions import whose_words_of
from controllist.rendering.results import basis_result, wording_result
from controllist.rendering.translation import translated

ARROWS = {"wider": "wider", "narrower": "narrower", "neutral": "same reach", "undecided": "direction undecided"}
_HEADING = ("place", "change", "effect", "before", "after")
WIDEST, SIDE_BY_SIDE = 160, 110  # columns: as many as are used; from which on old and new stand side by side
_WORDS = re.compile(r"\S+\s*")

Piece = tuple[str, bool]  # words, and whether they are marked


def diff_result(found: Diff) -> dict[str, Any]:
    """The fixed JSON keys, and beside them the places, the rule, what is touched, and the net effect of each entry."""
    return {
        "old": found.old,
        "new": found.new,
        **as_key(comparison_link(found.old, found.new)),
        "wordings": [wording_result(e) for e in (found.patch.old, found.patch.new)],
        "cautions": list(found.cautions),
        "changes": [change_result(c) for c in found.changes],
        "entries": [
            {"code": e.code, "effect": e.effect, "substantive": e.substantive, "changes": len(e.changes)}
            for e in by_entry(found.changes)
        ],
    }


def change_result(change: Change) -> dict[str, Any]:
    """One change as JSON."""
    return {
        "kind": change.kind,
        "cause": change.cause,
        "basis": basis_result(change.basis),
        "code": change.code,
        "old_code": change.old_code,
        "effect": change.effect,
        "substantive": change.substantive,
        "before": change.before,
        "after": change.after,
        "detail": change.detail,
        "rule": change.rule,
        "decided_by": change.decided_by,
        "old_place": change.old_place,
        "new_place": change.new_place,
        "within": change.within,
        "touches": list(change.touches),
    }


def marked(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, those that differ marked.

    >>> marked("at most 5 W", "at most 8 W")
    ([('at most ', False), ('5 ', True), ('W', False)], [('at most ', False), ('8 ', True), ('W', False)])
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if i2 > i1:
            left.append(("".join(old[i1:i2]), tag != "equal"))
        if j2 > j1:
            right.append(("".join(new[j1:j2]), tag != "equal"))
    return left, right


def diff_text(found: Diff) -> str:
    """The changes entry by entry for the terminal; words that differ stand in [- -] and {+ +}."""
    columns = width(WIDEST)
    lines = [textwrap.fill(f"! {translated(c)}", columns, subsequent_indent="  ") for c in found.cautions]
    lines += [f"{found.old} → {found.new}: {summary(found.changes)}"]
    lines += [f"  {whose_words_of(found.patch.old, found.patch.new)}"]
    lines += [f"  {there}"] if (there := comparison_link(found.old, found.new)) else []
    for cause, title in (("amendment", ""), ("corrigendum", translated("Corrected with effect from the start"))):
        entries = by_entry(c for c in found.changes if c.cause == cause)
        if entries and title:
            lines += ["", title]
        for entry in entries:
            lines += ["", f"{entry.code}  {_entry_words(entry)}"]
            for change in _tops(entry.changes):
                lines += _change_lines(change, entry, columns)
    return "\n".join(lines)


def summary(changes: Iterable[Change]) -> str:
    """How many changes there are, how many count, and in which directions."""
    every = list(changes)
    if not every:
        return translated("no change")
    substantive = [c for c in every if c.substantive]
    counts = [f"{n} {translated(ARROWS[e])}" for e in ARROWS if (n := sum(c.effect == e for c in substantive))]
    number = f"{len(every)} {translated('change' if len(every) == 1 else 'changes')}"
    return f"{number}, {len(substantive)} {translated('substantive')}" + (f" ({', '.join(counts)})" if counts else "")


def _entry_words(entry: EntryChange) -> str:
    if not entry.substantive:
        return translated("editorial only")
    effect = net(entry.changes)
    whole = {"neutral": "reach unchanged", "undecided": "direction undecided as a whole"}
    return translated(whole[effect]) if effect in whole else f"{translated('net')}: {translated(effect)}"


def _tops(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes without those that only came or went with a place told already."""
    every = list(changes)
    tops = {c.new_place or c.old_place for c in every}
    return (c for c in every if c.within is None or c.within not in tops)


def _change_lines(change: Change, entry: EntryChange, columns: int) -> list[str]:
    head = f"  {change.code}  {translated(change.kind)}: {translated(ARROWS[change.effect])}"
    head += "" if change.substantive else f" ({translated('editorial')})"
    head += _rule(change)
    lines = [head]
    below = sum(c.within == (change.new_place or change.old_place) for c in entry.changes)
    if change.kind == "threshold":
        detail = translated(change.detail)
        lines.append(textwrap.fill(detail, columns, initial_indent="      ", subsequent_indent="      "))
    elif change.before and change.after and change.kind not in ("moved", "renumbered", "requirement"):
        lines += _both(change.before, change.after, columns)
    else:
        words = (
            f"{translated(change.detail)}: {change.after or change.before}"
            if change.detail
            else change.after or change.before
        )
        words += f" ({translated(Message('with {number} below it', number=below))})" if below else ""
        lines.append(textwrap.fill(words, columns, initial_indent="      ", subsequent_indent="      "))
    for words in (_basis(change), _touches(change)):
        if words:
            lines.append(textwrap.fill(words, columns, initial_indent="      ", subsequent_indent="      "))
    return lines


def _rule(change: Change) -> str:
    """The rule that gave the direction, in brackets behind it."""
    return f" [{change.rule}]" if change.rule and change.substantive else ""


def _basis(change: Change) -> str:
    """What a change rests on, where its words were not checked against the official text."""
    basis = change.basis
    if basis.grade == "checked":
        return ""
    reason = f": {translated(basis.reasoning)}" if basis.reasoning else ""
    return f"{translated('basis')} {translated(basis.grade)}, {translated(basis.source)}{reason}"


def _touches(change: Change) -> str:
    """The provisions that rest on what changed, the first twelve by name."""
    if not change.touches:
        return ""
    more = len(change.touches) - 12
    rest = translated(Message(" and {number} more", number=more)) if more > 0 else ""
    return f"{translated('touches')} {', '.join(change.touches[:12])}{rest}"


def _what(change: Change) -> str:
    """The kind of a change, and for a figure its property and sides."""
    kind = translated(change.kind)
    return f"{kind}: {translated(change.detail)}" if change.kind == "threshold" else kind


def _effect(change: Change) -> str:
    return f"{translated(ARROWS[change.effect] if change.substantive else 'editorial')}{_rule(change)}"


def _both(before: str, after: str, columns: int) -> list[str]:
    """Old and new, side by side where the terminal is wide, else one below the other."""
    left, right = marked(before, after)
    old = "".join(f"[-{p.rstrip()}-]{p[len(p.rstrip()) :]}" if m else p for p, m in left)
    new = "".join(f"{{+{p.rstrip()}+}}{p[len(p.rstrip()) :]}" if m else p for p, m in right)
    if columns < SIDE_BY_SIDE:
        return [
            textwrap.fill(old, columns, initial_indent="    - ", subsequent_indent="      "),
            textwrap.fill(new, columns, initial_indent="    + ", subsequent_indent="      "),
        ]
    half = (columns - 9) // 2
    sides = textwrap.wrap(old, half) or [""], textwrap.wrap(new, half) or [""]
    height = max(map(len, sides))
    rows = zip(*(c + [""] * (height - len(c)) for c in sides), strict=True)
    return [f"      {a:<{half}} │ {b}".rstrip() for a, b in rows]


def diff_markdown(found: Diff) -> str:
    """The changes as a memo: one heading an entry, one row a change."""
    lines = [f"# {found.old} → {found.new}", "", f"{summary(found.changes)}."]
    lines += ["", f"{translated('wording')}: {whose_words_of(found.patch.old, found.patch.new)}"]
    lines += [f"\n{translated('Side by side')}: <{there}>"] if (there := comparison_link(found.old, found.new)) else []
    lines += [f"\n> {translated(c)}" for c in found.cautions]
    for cause, title in (("amendment", "Amendments"), ("corrigendum", "Corrected with effect from the start")):
        entries = by_entry(c for c in found.changes if c.cause == cause)
        if entries:
            lines += ["", f"## {translated(title)}"]
        for entry in entries:
            lines += ["", f"### {entry.code}: {_entry_words(entry)}", ""]
            lines += table_head(_HEADING)
            for change in _tops(entry.changes):
                before, after = _sides(change)
                sides = (_marked_markdown(before, "~~"), _marked_markdown(after, "**"))
                effect = "; ".join(filter(None, (_effect(change), _basis(change), _touches(change))))
                cells = (_escaped(change.code), _escaped(_what(change)), _escaped(effect), *sides)
                lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _sides(change: Change) -> tuple[list[Piece], list[Piece]]:
    """Before and after in pieces; words are marked as different only where there are both."""
    left, right = marked(change.before, change.after)
    if not change.before or not change.after:
        return [(p, False) for p, _ in left], [(p, False) for p, _ in right]
    return left, right


def _marked_markdown(pieces: Iterable[Piece], mark: str) -> str:
    """Pieces as Markdown, those that differ between marks."""
    words = []
    for piece, differs in pieces:
        bare = piece.rstrip()
        words.append(f"{mark}{_escaped(bare)}{mark}{piece[len(bare) :]}" if differs and bare else _escaped(piece))
    return "".join(words)


def _escaped(text: str) -> str:
    """A text whose signs mean nothing, for the marks of words that differ mean something."""
    return re.sub(r"([|*_~<>`\\])", r"\\\1", text)


def diff_html(found: Diff) -> str:
    """One page without scripts or outside resources, which prints: charts, then entry by entry."""
    substantive = [c for c in found.changes if c.substantive]
    causes = []
    for cause, name in (("amendment", "Amendments"), ("corrigendum", "Corrected with effect from the start")):
        entries = by_entry(c for c in found.changes if c.cause == cause)
        if entries:
            rows = [(e.code, _entry_words(e), [_row(c, found) for c in _tops(e.changes)]) for e in entries]
            causes.append((name, rows))
    return rendered(
        "diff.html",
        title=f"{found.old} → {found.new}",
        summary=summary(found.changes),
        wordings=whose_words_of(found.patch.old, found.patch.new),
        comparison=comparison_link(found.old, found.new),
        cautions=found.cautions,
        categories=sorted(Counter(category(c.code) for c in substantive).items()),
        directions=[(translated(ARROWS[e]), n) for e in ARROWS if (n := sum(c.effect == e for c in substantive))],
        heading=_HEADING,
        causes=causes,
    )


def category(code: str) -> str:
    """The category a change stands in: its digit, the military list, definitions, or general notes."""
    if code[:1].isdigit():
        return f"{translated('category')} {code[0]}"
    return translated("definitions") if code.startswith('"') else code.partition(".")[0].partition("#")[0]


def _row(change: Change, found: Diff) -> dict[str, Any]:
    """The fields of a change in the table of the page."""
    before, after = _sides(change)
    name, _, day = (found.old if change.kind in ("removed", "note-removed") else found.new).partition("@")
    return {
        "code": change.code,
        "link": link(name, day, change.code),
        "what": _what(change),
        "effect": _effect(change),
        "notes": [words for words in (_basis(change), _touches(change)) if words],
        "before": before,
        "after": after,
        "editorial": not change.substantive,
    }
