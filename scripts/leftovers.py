"""Which digits and which comparing words of a text no grammar of `controllist.language` takes up.

    python scripts/leftovers.py TRUTH.json ... [--digest FILE ...] [--words]

Every run of digits in a text should be part of a quantity, a code or reference, a standard, a name, a date or a
formula; what is left is printed with its place and counted. `--words` lists words that compare ("beyond", "at the
latest") and stand right beside a figure without being a comparator of the grammar. Exit status 1 where more than one
digit run in a hundred is left.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from controllist.codes import ControlCode
from controllist.language.names import read_names
from controllist.language.quantities import read_quantities
from controllist.language.references import read_references
from controllist.language.words import language, level
from controllist.notation import read

_COMPARING = re.compile(
    r"\b(?:greater|bigger|larger|higher|longer|wider|deeper|thicker|heavier|faster|better|later|older|finer|shorter|smaller|"
    r"lower|lesser|thinner|narrower|slower|earlier|fewer|more|less|least|most|over|under|above|below|beyond|exceed\w*|"
    r"excess|within|up to|down to|minimum of|maximum of|limited to|equal\w*|latest|earliest|beneath|upwards)\b",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"(?:log|[A-Za-z]|\)|\d)\s?[×/+÷^−-]\s?[\dA-Za-z(]|\d\s?(?:log|\^n)|[(]\s?\d+\s?log")


def texts(paths: Iterable[Path], digests: Iterable[Path]) -> list[tuple[str, str]]:
    """Code and text of every node of the truth files and digest files."""
    found = [(n["code"] or "", n["text"]) for path in paths for n in json.loads(path.read_text(encoding="utf-8"))]
    return found + [(str(n.code), n.text) for path in digests for n in read(path.read_text(encoding="utf-8"))]


def leftover_digits(code: str, text: str) -> list[tuple[int, int]]:
    """The digit runs that nothing takes up."""
    taken = [q.span for q in read_quantities(text)] + [n.span for n in read_names(text)]
    taken += [r.span for r in read_references(text, ControlCode(code) if code else None)]
    runs = [match.span() for match in re.finditer(r"\d+", text)]
    return [run for run in runs if not any(start <= run[0] and run[1] <= end for start, end in taken)]


def is_formula(text: str, run: tuple[int, int]) -> bool:
    """Whether digits stand in arithmetic: a part of a formula, told apart from what is merely left."""
    around = text[max(0, run[0] - 12) : run[1] + 12]
    return _FORMULA.search(around) is not None


def unknown_comparers(text: str) -> list[str]:
    """Comparing words right beside a figure that are no comparator of the grammar."""
    words = language("en")
    levelled = level(text)
    known = [(c.start, c.end) for c in words.comparators(levelled)]
    known += [match.span() for match in words.after_pattern.finditer(levelled)]
    found: list[str] = []
    for quantity in read_quantities(text):
        start, end = quantity.span
        for match in _COMPARING.finditer(levelled, max(0, start - 30), min(len(levelled), end + 22)):
            near = levelled[match.end() : start] if match.end() <= start else levelled[end : match.start()]
            if len(near.split()) > 2 or re.search(r"[;,.:]", near):
                continue
            if not any(a <= match.start() and match.end() <= b for a, b in known) and not start <= match.start() < end:
                found.append(levelled[max(0, match.start() - 12) : match.end() + 12].strip())
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("truth", nargs="*", type=Path)
    parser.add_argument("--digest", nargs="*", type=Path, default=[])
    parser.add_argument("--words", action="store_true")
    arguments = parser.parse_args()
    nodes = texts(arguments.truth, arguments.digest)
    runs = formulas = 0
    left: list[str] = []
    comparers: Counter[str] = Counter()
    for code, text in nodes:
        runs += len(re.findall(r"\d+", text))
        for run in leftover_digits(code, text):
            if is_formula(text, run):
                formulas += 1
            else:
                left.append(
                    f"{code}: …{text[max(0, run[0] - 30) : run[0]]}⟦{text[slice(*run)]}⟧{text[run[1] : run[1] + 25]}"
                )
        if arguments.words:
            comparers.update(unknown_comparers(text))
    for line in left:
        print(line)
    for word, count in comparers.most_common():
        print(f"comparing word outside the grammar, {count}×: {word}")
    share = len(left) / runs if runs else 0
    print(
        f"{len(nodes)} texts, {runs} runs of digits, {formulas} in formulas, {len(left)} left ({share:.2%})",
        file=sys.stderr,
    )
    return int(share > 0.01)


if __name__ == "__main__":
    raise SystemExit(main())
