"""A run of inline content while it is gathered: its text with exponents, how much is italic, what hangs on it."""

from __future__ import annotations

import hashlib
import re

from controllist.normalize import blanks, visible
from controllist.readers.inline_lists import NOTE_HEADING

FORMULA = "[formula]"
_LABEL = re.compile(r"\(?(?:[a-z]{1,2}|\d{1,3})[.)]")

_TERM = re.compile(r"""["“”][^"“”|]+["“”]|['‘’][^'‘’|]+['‘’]""")
_LEAST = 0.25
"""The share of a text that must be in italics where terms in quotation marks are upright."""


class Run:
    """Text between two block elements, with what the parser must know of its typography.

    >>> run = Run()
    >>> run.add("up to 10"); run.add_raised("–6"); run.add("\\u00a0m")
    >>> run.text(), run.is_italic()
    ('up to 10^-6 m', False)
    """

    __slots__ = ("_is_slanted", "_is_upright", "_italic", "_parts", "formulas", "mark")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._italic: list[int] = []
        """Which parts are in italics."""
        self._is_upright = self._is_slanted = False
        """Whether a part that shows anything is not in italics, and whether one is."""
        self.formulas: tuple[str, ...] = ()
        """One hash for each formula or picture."""
        self.mark = ""

    def add(self, text: str | None, italic: bool = False) -> None:
        """Plain text as it stands; blanks are levelled at the end."""
        if text:
            self._parts.append(text)
            if italic:
                self._italic.append(len(self._parts) - 1)
                self._is_slanted = self._is_slanted or not text.isspace()
            elif not self._is_upright and not text.isspace():
                self._is_upright = True

    def add_raised(self, text: str, italic: bool = False) -> None:
        """A raised glyph or word as `^text`; the en dash and the minus sign some converters put there become `-`."""
        if text.strip():
            raised = blanks(text).replace("–", "-").replace("−", "-")
            # Two words raised together need braces, or the second would read as text.
            self.add("^{" + raised + "}" if " " in raised else "^" + raised, italic)

    def add_formula(self, content: bytes, text: str = "") -> None:
        """A formula or picture: a placeholder, with its text on one line where it has one; its bytes as a hash.

        >>> run = Run()
        >>> run.add_formula(b"<a/>", "x = (a) / (b)")
        >>> run.text(), run.provenance()
        ('[formula: x = (a) / (b)]', 'formula:29114363f749a022')
        """
        shown = blanks(text).replace("[", "(").replace("]", ")")
        self.add(f" [formula: {shown}] " if shown else f" {FORMULA} ")
        self.formulas += (hashlib.sha256(content).hexdigest()[:16],)

    def text(self) -> str:
        return blanks("".join(self._parts))

    def tail(self) -> str:
        """The last characters so far."""
        return "".join(self._parts[-3:])[-6:]

    def is_italic(self) -> bool:
        """Whether all but a connector, a stray mark, terms in quotation marks or the label before it is in italics.

        >>> run = Run()
        >>> run.add("10. "); run.add("as for ", italic=True); run.add('"tin"')
        >>> run.is_italic()
        True
        """
        if not self._is_slanted or not self._is_upright:
            return self._is_slanted
        whole, italic = visible("".join(self._parts)), visible("".join([self._parts[n] for n in self._italic]))
        before = "".join(self._parts[: self._italic[0]]).strip()
        whole -= visible(before) if _LABEL.fullmatch(before) or NOTE_HEADING.fullmatch(before) else 0
        if italic < 0.9 * whole and italic >= _LEAST * whole:
            slanted = set(self._italic)
            upright = "".join("|" if n in slanted else part for n, part in enumerate(self._parts))
            whole -= sum(visible(term) for term in _TERM.findall(upright))
        return whole > 0 and italic >= 0.9 * whole

    def provenance(self) -> str:
        """The mark of the run: the amending act of the passage, and the hash of each formula."""
        if not self.formulas:
            return self.mark
        return " ".join([*([self.mark] if self.mark else []), *(f"formula:{h}" for h in self.formulas)])
