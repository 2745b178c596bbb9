"""Provisions, lists and parsed files: text for the terminal, Markdown for a memo, JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import asdict

from controllist.addresses import link, linked
from controllist.lineage import moves_of
from controllist.links import threshold_spans
from controllist.messages import Message, joined
from controllist.model import Basis, Definition, Edition, Node, Note, Problem, Provision
from controllist.rendering.lines import cautions_markdown, cautions_text, wrapped
from controllist.rendering.results import edition_result
from controllist.rendering.translation import translated
from controllist.store import KnownEdition, ListInfo

REQUIREMENT_WORDS = {"all": "all of", "any": "any of", "list": "each of", None: ""}
NOTE_WORDS = {
    "note-excludes": "does not cover",
    "note-includes": "covers too",
    "note": "note",
    "technical-note": "technical note",
    "see-also": "see also",
    "definition": "means",
}

Result = tuple[Edition, tuple[Node, ...]]
"""An edition with the nodes of it to show."""


def show_text(results: Sequence[Result], cautions: Iterable[str]) -> str:
    """All results as one text: the cautions, then each edition with the way down to the code and its tree.

    Thresholds stand between ‹ ›, so that they are seen without colour.
    """
    lines = cautions_text(cautions)
    for edition, nodes in results:
        if lines:
            lines.append("")
        lines.append(heading(edition))
        lines += [f"  {there}"] if (there := _page(edition, nodes)) else []
        lines += _way_down(edition, nodes)
        lines += _tree(edition, nodes)
        for move in moves_of(edition, nodes):
            lines.append(wrapped(f"{translated('between lists')}: {translated(move.text)}", "  ", "      "))
    return "\n".join(lines)


def _page(edition: Edition, nodes: Sequence[Node]) -> str:
    """The page of what is shown on the site that answers link to: the first node's, or that of a whole edition."""
    whole = not nodes or len(nodes) == len(edition.nodes)
    return link(edition.list, edition.applies_from, "" if whole else nodes[0].code)


def _way_down(edition: Edition, nodes: Sequence[Node]) -> list[str]:
    """What stands above the first node: an item is understood with the words over it."""
    above = edition.path(nodes[0].code)[:-1] if nodes else ()
    words = [
        f"{node.code} {node.text} ({translated(how)})"
        if (how := REQUIREMENT_WORDS[getattr(node, "requirement", None)])
        else f"{node.code} {node.text}"
        for node in above
        if node.kind not in ("category", "group")
    ]
    return [wrapped(" › ".join(words), f"  {translated('in')} ", "     ")] if words else []


def show_result(
    query: str, results: Iterable[Result], as_of: str | None, exact: bool, cautions: Sequence[str]
) -> dict[str, Any]:
    """The JSON keys of `show`: the nodes asked for of each edition that has them."""
    return {
        "query": query,
        "as_of": as_of,
        "as_of_exact": exact,
        "cautions": list(cautions),
        "results": [
            {**edition_result(edition, nodes), "lineage": [m.text for m in moves_of(edition, nodes)]}
            for edition, nodes in results
        ],
    }


def marked(edition: Edition, node: Node) -> str:
    """The text with its thresholds between ‹ ›."""
    text = node.text
    for start, end in reversed(threshold_spans(edition, node.code)):
        first = start
        while first > 0 and text[first - 1] in "≤≥<>± ":
            first -= 1
        while first < start and text[first] == " ":
            first += 1
        text = f"{text[:first]}‹{text[first:end]}›{text[end:]}"
    return text


def heading(edition: Edition) -> str:
    """The edition an answer rests on, in one line."""
    until = f" {translated('to')} {edition.applies_until}" if edition.applies_until else ""
    wording = whose_words(edition)
    basis = edition.common_basis
    grade = f" [{translated(basis.grade)}]" if basis and basis.grade != "checked" else ""
    return f"{edition.address}{until} · {wording}{grade}"


def whose_words(edition: Edition) -> str:
    """Whether an answer rests on our digest, or on the official wording of a file."""
    if edition.wording == "digest":
        return translated("our digest")
    return f"{translated('official wording of')} {edition.source.name}".rstrip()


def whose_words_of(*editions: Edition) -> str:
    """The same of editions that are compared: once where it is the same, else for each."""
    told_of_each = [whose_words(e) for e in editions]
    if len(set(told_of_each)) == 1:
        return told_of_each[0]
    return "; ".join(f"{e.address}: {words}" for e, words in zip(editions, told_of_each, strict=True))


def _tree(edition: Edition, nodes: Sequence[Node]) -> list[str]:
    shown = {n.code for n in nodes}
    depths: dict[str, int] = {}
    lines: list[str] = []
    because = _reasons(edition, nodes)
    for node in nodes:
        depth = depths.get(node.parent, -1) + 1 if node.parent in shown else 0
        depths[node.code] = depth
        lines += _node_lines(edition, node, depth, because.get(node.code, ""), whole_code=node.parent not in shown)
    return lines


def _node_lines(edition: Edition, node: Node, depth: int, because: str, *, whole_code: bool) -> list[str]:
    first = "  " * depth
    lead = node.code if whole_code else _short(node)
    words = _words(edition, node, marked(edition, node))
    if node.kind == "entry" and edition.regime(node.code):
        words += f" [{edition.regime(node.code)}]"
    text = f"{lead}  {words}" if words else lead
    lines = [wrapped(text, first, first + " " * min(len(lead) + 2, 8))]
    if because:
        lines.append(wrapped(f"({because})", first + "    ", first + "    "))
    if node.remark:
        lines.append(wrapped(f"({translated('remark')}: {translated(node.remark)})", first + "    ", first + "    "))
    return lines


def _reasons(edition: Edition, nodes: Iterable[Node]) -> dict[str, str]:
    """On whose word lines rest that were not checked, with the reasons, by code: a source at its first line alone.

    What every line rests on is left to the heading.
    """
    found: dict[str, str] = {}
    told_before: set[Basis] = set()
    for node in nodes:
        basis = node.basis
        known = basis.grade == "secondary" and basis in told_before
        if basis.grade == "checked" or known or basis == edition.common_basis or not (basis.source or basis.reasoning):
            continue
        told_before.add(basis)
        source = f", {translated(basis.source)}" if basis.source else ""
        found[node.code] = (
            f"{translated(basis.grade)}{source}{f': {translated(basis.reasoning)}' if basis.reasoning else ''}"
        )
    return found


def _short(node: Node) -> str:
    """The last label of a code, as it is read below its parent: `.b`, `note 2`, `part 1`."""
    tail = node.code[len(node.parent) :] if node.parent and node.code.startswith(node.parent) else node.code
    return tail if tail.startswith(".") else "·"


def _words(edition: Edition, node: Node, text: str) -> str:
    # What every line rests on is said once, in the heading.
    plain = node.basis.grade == "checked" or node.basis == edition.common_basis
    grade = "" if plain else f" [{translated(node.basis.grade)}]"
    if isinstance(node, Note):
        lead = translated(NOTE_WORDS[node.kind]) + (
            f" ({translated('for')} {', '.join(node.about)})" if node.about else ""
        )
        return f"{text}{grade}" if _is_note_item(node) else f"{lead}: {text}{grade}"
    if isinstance(node, Definition):
        return f"{text}{grade}"
    assert isinstance(node, Provision)
    if node.status == "not used":
        return translated("not used")
    how = REQUIREMENT_WORDS[node.requirement]
    if node.kind in ("category", "group"):
        how = ""
    return " ".join(x for x in (text, f"({translated(how)})" if how else "") if x) + grade


def _is_note_item(node: Note) -> bool:
    return node.parent is not None and "#" in node.parent and "#" not in node.code[len(node.parent) :]


def show_markdown(results: Sequence[Result], cautions: Iterable[str]) -> str:
    """The same as nested Markdown lists."""
    lines = cautions_markdown(cautions)
    for edition, nodes in results:
        if lines:
            lines.append("")
        lines += [f"## {heading(edition)}", ""]
        shown = {n.code for n in nodes}
        depths: dict[str, int] = {}
        because = _reasons(edition, nodes)
        for node in nodes:
            depth = depths.get(node.parent, -1) + 1 if node.parent in shown else 0
            depths[node.code] = depth
            there = link(edition.list, edition.applies_from, node.code)
            name = f"[{node.code}]({there})" if there else node.code
            code = f"**{name}** " if isinstance(node, Provision | Definition) else ""
            why = f" *({because[node.code]})*" if node.code in because else ""
            lines.append(f"{'  ' * depth}- {code}{_words(edition, node, node.text)}{why}")
        lines += [f"- {translated('between lists')}: {translated(m.text)}" for m in moves_of(edition, nodes)]
    return "\n".join(lines)


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


def parse_summary(edition: Edition) -> str:
    """What came in and where it went; the sum closes exactly."""
    counts = dict(edition.counts)
    total = sum(counts.values())
    kinds: dict[str, int] = {}
    for node in edition.nodes:
        kinds[node.kind] = kinds.get(node.kind, 0) + 1
    depth = max((n.code.depth for n in edition.provisions), default=0)
    lines = [
        f"{edition.address}: {len(edition.nodes)} nodes from {edition.source.name or 'the source'}",
        "  " + ", ".join(f"{count} {kind}" for kind, count in kinds.items()) + f"; deepest {depth}",
        f"  {total} characters came in, blanks apart:",
    ]
    names = {"text": "in nodes"}
    lines += [f"    {number:>9}  {names.get(name, name)}" for name, number in counts.items()]
    lines.append(f"  {_counted(len(edition.unplaced), 'problem')}")
    lines += [_problem(p) for p in edition.unplaced]
    if edition.doubts:
        surer = ", ".join(dict.fromkeys(p.surer for p in edition.doubts if p.surer))
        where = f"; to be sure, look into {surer}" if surer else ""
        told = f"{_counted(len(edition.doubts), 'doubtful reading')}, kept as read{where}"
        lines.append(wrapped(told, "  ", "  "))
        lines += [_problem(p) for p in edition.doubts]
    return "\n".join(lines)


def _problem(problem: Problem) -> str:
    place = f"{problem.location}: " if str(problem.location) else ""
    return wrapped(f"{place}{problem.message}{f' ({problem.code})' if problem.code else ''}", "    ", "      ")


def problems_told(edition: Edition) -> Message:
    """How many problems and doubtful readings an edition has, in a few words.

    >>> problems_told(Edition("toy", "2024-01-01", "en", "official", (), problems=(Problem("odd"),)))
    '1 problem'
    """
    problems = _counted(len(edition.unplaced), "problem")
    return joined(", ", [problems, _counted(len(edition.doubts), "doubtful reading")]) if edition.doubts else problems


def _counted(number: int, what: str) -> Message:
    return Message(f"{{number}} {what}{'' if number == 1 else 's'}", number=number)
