"""The skeleton of a new edition: places, kinds and facts from an official file, the sentences left to a person.

    python scripts/scaffold_edition.py FILE --list eu-dual-use --edition 2026-09-21 -o DIR
    … --before eu-dual-use@2025-11-15 --before-file OLD_FILE      take over our line where the law's words are the same

Writes `edition.json` and one file a part in the notation of lists/NOTATION.md. A line still to be written has the
words `[to write]`; above it stand, as a comment, the figures, references, terms and names the law gives there. No
sentence of the file is copied. With the official file of an earlier edition, lines of its digest are taken over
wherever both files say the same, so that a person writes only what is new. `make lists` then tells what is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import evolve

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # run as a script, only its own folder is on the path
    sys.path.insert(0, str(ROOT))

from controllist import notation, store  # noqa: E402
from controllist.errors import ControlListError  # noqa: E402
from controllist.ingest import parse_bytes  # noqa: E402
from controllist.language.names import read_names  # noqa: E402
from controllist.language.quantities import read_quantities  # noqa: E402
from controllist.language.terms import read_terms  # noqa: E402
from controllist.language.thresholds import read_thresholds  # noqa: E402
from controllist.model import Basis, Edition, Node  # noqa: E402
from scripts.check_lists import FAULTS  # noqa: E402
from scripts.proof import comparison, faults  # noqa: E402
from scripts.proof.coherence import fold_law  # noqa: E402
from scripts.proof.pairing import says_nothing  # noqa: E402
from scripts.proof.printing import print_quantity  # noqa: E402
from scripts.proof.substances import organisms, substances  # noqa: E402

TO_WRITE = "[to write]"
_SIGNS = {"<=": "≤", ">=": "≥", "<": "<", ">": ">", "=": "="}


def known_lines(law: Edition, ours: Edition, known: faults.Faults) -> dict[str, str]:
    """Our line for each wording of the law that an earlier edition has; a wording with two lines is left out."""
    found: dict[str, set[str]] = {}
    for one in comparison.paired(law, ours, known).pairs:
        found.setdefault(fold_law(one.official.text), set()).add(one.digest.text)
    return {text: lines.pop() for text, lines in found.items() if len(lines) == 1}


def scaffold(law: Edition, lines: Mapping[str, str]) -> dict[str, str]:
    """The text of each part file by its name."""
    parts: dict[str, list[str]] = {}
    for part, nodes in _parts(law).items():
        blank = [evolve(n, text=_words(n, lines), basis=Basis("checked"), remark="") for n in nodes]
        written = notation.write(blank).splitlines()
        parts[part] = [
            line
            for node, text in zip(nodes, written, strict=True)
            for line in (*([facts_of(node, law)] if text.endswith(TO_WRITE) else []), text)
            if line
        ]
    return {part: "\n".join(told) + "\n" for part, told in parts.items()}


def facts_of(node: Node, law: Edition) -> str:
    """What a line must hold, as a comment: bounds, other figures, references, terms, chemicals and organisms."""
    bounds = read_thresholds(node.text, tuple(n.text for n in law.path(node.code)[:-1]), law.language)
    taken = {t.quantity.span for t in bounds}
    told = [f"{_SIGNS[t.comparison]} {print_quantity(t.quantity)}" for t in bounds]
    told += [print_quantity(q) for q in read_quantities(node.text, law.language) if q.span not in taken]
    told += [str(code) for reference in law.references(node.code) for code in reference.codes]
    told += [f"'{use.term}'" if use.local else f'"{use.term}"' for use in read_terms(node.text)]
    chemicals = substances(node.text)
    told += [f"{one.name} (CAS {', '.join(one.cas)})" for one in chemicals]
    named = {number for one in chemicals for number in one.cas}
    told += [f"CAS {n.printed}" for n in read_names(node.text) if n.kind == "cas" and n.printed not in named]
    told += organisms(node.text)
    return f"# {'; '.join(dict.fromkeys(told))}" if told else ""


def _words(node: Node, lines: Mapping[str, str]) -> str:
    if getattr(node, "status", "") == "not used":
        return ""
    return lines.get(fold_law(node.text), TO_WRITE) if node.text else ""


def _parts(law: Edition) -> dict[str, list[Node]]:
    """The nodes by the file they belong in; bare headings, which a digest does without, are left out."""
    found: dict[str, list[Node]] = {}
    for node in law.nodes:
        if not says_nothing(node):
            found.setdefault(_part(node, law.list), []).append(node)
    return found


def _part(node: Node, name: str) -> str:
    if node.code.startswith('"'):
        return "definitions"
    if name == "eu-dual-use":
        return node.code[0] if node.code[0].isdigit() else "general"
    return "ml" if node.code.startswith("ML") else "list" if node.code[0].isdigit() else "general"


def description(law: Edition, parts: Iterable[str]) -> str:
    """`edition.json` with everything the file tells; title and basis are a person's to write."""
    told = {
        "list": law.list,
        "applies_from": law.applies_from,
        "applies_until": "",
        "language": law.language,
        "wording": "digest",
        "profile": law.list,
        "title": TO_WRITE,
        "parts": list(parts),
        "basis": {"grade": "checked", "source": f"{TO_WRITE}: {law.source.name}, sha256 {law.source.sha256}"},
        "cautions": [],
        "corrigenda": [],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    options = _options()
    if options.out.exists() and any(options.out.iterdir()):
        print(f"expected an empty folder to write into, found {options.out} with files in it", file=sys.stderr)
        return 2
    try:
        law = parse_bytes(
            options.file.read_bytes(), list=options.list, applies_from=options.edition, name=options.file.name
        )
        lines = _lines_before(options.before, options.before_file) if options.before else {}
    except (ControlListError, OSError) as error:
        print(error, file=sys.stderr)
        return 3
    parts = scaffold(law, lines)
    options.out.mkdir(parents=True, exist_ok=True)
    for part, text in parts.items():
        (options.out / f"{part}.{law.language}.txt").write_text(text, encoding="utf-8")
    (options.out / "edition.json").write_text(description(law, parts), encoding="utf-8")
    left = sum(text.count(f"| {TO_WRITE}\n") for text in parts.values())
    print(
        f"{options.out}: {sum(t.count(chr(10)) for t in parts.values())} lines in {len(parts)} files, {left} to write"
    )
    return 0


def _lines_before(address: str, file: Path) -> dict[str, str]:
    ours = store.load(address)
    law = parse_bytes(file.read_bytes(), list=ours.list, applies_from=ours.applies_from, name=file.name)
    return known_lines(law, ours, faults.load(FAULTS / f"{ours.list}-{ours.applies_from}.jsonl"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path, help="the official file of the new edition")
    parser.add_argument("--list", required=True)
    parser.add_argument("--edition", required=True, metavar="DATE")
    parser.add_argument("-o", "--out", required=True, type=Path, metavar="DIR")
    parser.add_argument("--before", metavar="ADDRESS", help="a shipped edition whose lines may be taken over")
    parser.add_argument("--before-file", type=Path, metavar="FILE", help="its official file")
    options = parser.parse_args()
    if bool(options.before) != bool(options.before_file):
        parser.error("--before and --before-file go together")
    return options


if __name__ == "__main__":
    raise SystemExit(main())
