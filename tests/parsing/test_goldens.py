"""Goldens: a small source, the tree a lawyer would draw of it, and what the parser could not place surely.

`pytest tests/parsing/test_goldens.py --update-goldens` writes the trees anew; read the diff before it is committed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from controllist.ingest import parse_bytes
from controllist.model import Edition, Provision

FOLDER = Path(__file__).resolve().parents[1] / "goldens"
CASES = sorted(FOLDER.glob("*/*.txt"))


def outline(edition: Edition) -> str:
    """One node a line, its level as indentation, code, kind, requirement, text."""
    lines = []
    for node in edition.nodes:
        level = len(edition.path(node.code)) - 1
        combines = f" [{node.requirement}]" if isinstance(node, Provision) and node.requirement else ""
        lines.append(f"{'  ' * level}{node.code} ({node.kind}){combines} {node.text}".rstrip())
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.parent.name}/{c.stem}")
def test_golden(case: Path, updates_goldens: bool) -> None:
    comment, source, tree, problems = split(case.read_text(encoding="utf-8"))
    edition = parse_bytes(source.encode(), list=case.parent.name, applies_from="2099-01-01", name=case.name)
    found = outline(edition), "\n".join(f"{p.code or ''} {p.message}".strip() for p in edition.problems)
    assert dict(edition.counts)["text"] == sum(not c.isspace() for n in edition.nodes for c in n.label + n.text)
    if updates_goldens:
        case.write_text(join(comment, source, *found), encoding="utf-8")
        return
    hint = f"{case.name} differs; if that is right, write it anew with --update-goldens"
    assert found == (tree, problems), hint


def split(text: str) -> tuple[str, str, str, str]:
    comment, rest = text.split("---source---\n", 1)
    source, rest = rest.split("---tree---\n", 1)
    tree, problems = rest.split("---problems---\n", 1)
    return comment, source, tree.rstrip("\n"), problems.rstrip("\n")


def join(comment: str, source: str, tree: str, problems: str) -> str:
    return f"{comment}---source---\n{source}---tree---\n{tree}\n---problems---\n{problems}\n"


def test_there_are_goldens_of_both_forms() -> None:
    sources = [split(c.read_text(encoding="utf-8"))[1] for c in CASES]
    assert any("<html" in s for s in sources)
    assert any("<html" not in s for s in sources)
