"""What was read of a file and what could not be placed, for who parses one."""

from __future__ import annotations

from controllist.model import Edition, Problem
from controllist.rendering.lines import wrapped


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


def problems_told(edition: Edition) -> str:
    """How many problems and doubtful readings an edition has, in a few words.

    >>> problems_told(Edition("toy", "2024-01-01", "en", "official", (), problems=(Problem("odd"),)))
    '1 problem'
    """
    doubts = f", {_counted(len(edition.doubts), 'doubtful reading')}" if edition.doubts else ""
    return _counted(len(edition.unplaced), "problem") + doubts


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
