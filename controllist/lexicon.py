"""The trade vocabulary: what people call goods, in four languages, and the provisions it points to.

`lists/lexicon/*.tsv` holds one concept a line, seven columns parted by tabs, `#` before a comment:

    concept-id  codes  English terms  Dutch terms  German terms  French terms  flags

Codes are parted by commas, the best first; a code of another list than the EU dual-use list carries the list before
a colon (`eu-military:ML10.c`). `-` in their place names ordinary goods that no list controls: evidence against a
match. Terms are parted by semicolons. A company adds a file of its own in the same form (`--lexicon`).

>>> concept = read_line("ball-valve\\t2B350.g,2A226\\tball valve\\tkogelkraan; kogelklep\\tKugelhahn\\t\\t")
>>> concept.codes, concept.terms["nl"]
((('eu-dual-use', '2B350.g'), ('eu-dual-use', '2A226')), ('kogelkraan', 'kogelklep'))
>>> read_line("kettle\\t-\\tkettle\\twaterkoker\\t\\t\\t").ordinary
True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from controllist.codes import DUAL_USE, parse_code
from controllist.errors import DamagedDataError, SourceError
from controllist.store import shipped_folder

LANGUAGES = ("en", "nl", "de", "fr")
COLUMNS = 7


@frozen
class Concept:
    """Goods under all their names; no `codes` means ordinary goods, controlled by none of these lists.

    Flags that matching heeds: `ambiguous` (the words mean other things as well), `weak` (a hint only),
    `component-of` (a part whose control is that of the whole).
    """

    id: str
    codes: tuple[tuple[str, str], ...]
    terms: dict[str, tuple[str, ...]]
    flags: frozenset[str] = frozenset()
    source: str = ""

    @property
    def ordinary(self) -> bool:
        return not self.codes


def read_line(line: str, source: str = "") -> Concept:
    """The concept of one line; raises `DamagedDataError` where the columns or a code are not as they should be."""
    columns = [c.strip() for c in line.rstrip("\r\n").split("\t")]
    if len(columns) == COLUMNS - 1:
        columns.append("")  # editors strip the tab before an empty last column
    if len(columns) != COLUMNS or not columns[0] or not columns[1]:
        raise DamagedDataError(f"expected {COLUMNS} columns parted by tabs, found {len(columns)} ({source})")
    name, codes, *terms, flags = columns
    named = dict(zip(LANGUAGES, (_terms(column) for column in terms), strict=True))
    return Concept(name, _codes(codes, source), named, frozenset(flags.replace(",", " ").split()), source)


def _terms(column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t for t in (" ".join(piece.split()) for piece in column.split(";")) if t))


def _codes(column: str, source: str) -> tuple[tuple[str, str], ...]:
    if column == "-":
        return ()
    found: list[tuple[str, str]] = []
    for piece in column.split(","):
        name, mark, code = piece.strip().rpartition(":")
        try:
            found.append((name if mark else DUAL_USE, parse_code(code)))
        except ValueError as error:
            raise DamagedDataError(f"{error} ({source})") from None
    return tuple(dict.fromkeys(found))


def read_text(text: str, name: str = "lexicon") -> Iterator[Concept]:
    """The concepts of one file, in its order."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield read_line(line, f"{name} line {number}")


def shipped_files() -> tuple[Path, ...]:
    """The files of the shipped vocabulary, in the order of their names."""
    return tuple(sorted((shipped_folder() / "lexicon").glob("*.tsv")))


def read_files(paths: Iterable[Path]) -> tuple[Concept, ...]:
    """The concepts of these files; raises `SourceError` for one that cannot be read."""
    found: list[Concept] = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(f"expected a vocabulary file, found none that can be read: {path} ({error})") from None
        found += read_text(text, path.name)
    return tuple(found)
