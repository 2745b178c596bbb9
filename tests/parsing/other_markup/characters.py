"""Characters that nobody sees: other blanks, soft hyphens, nothing at all with a code of its own; in any form."""

from __future__ import annotations

import random
import re

from tests.parsing.other_markup.trees import Element, local

_WORD = re.compile(r"[^\W\d_]{9,}")


def _in_each_text(root: Element, change: object) -> None:
    for element in root.iter():
        if not isinstance(element.tag, str) or local(element) in ("title", "style", "script"):
            continue
        if element.text:
            element.text = change(element.text)  # type: ignore[operator]
        if element.tail:
            element.tail = change(element.tail)  # type: ignore[operator]


def other_blanks(root: Element) -> None:
    """Every third blank inside a text is one that does not break, or a thin one, or a line break with indent."""
    rng = random.Random(21)
    kinds = ("\u00a0", "\u2009", "\u202f", "\n      ", "\t", "\u2003")

    def change(text: str) -> str:
        return re.sub(r"(?<=\S) (?=\S)", lambda m: rng.choice(kinds) if rng.random() < 0.33 else m[0], text)

    _in_each_text(root, change)


def invisible(root: Element) -> None:
    """Soft hyphens in long words; characters of no width behind labels, codes, slashes and at the ends of texts."""
    rng = random.Random(22)
    nothing = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")

    def change(text: str) -> str:
        text = _WORD.sub(lambda m: f"{m[0][:4]}\u00ad{m[0][4:]}" if rng.random() < 0.3 else m[0], text)
        text = re.sub(
            r"(?<=\d)(?=[A-E]\d{3})|(?<=[A-E]\d)(?=\d\d)|(?<=ML)(?=\d)|(?<=/)", lambda _: rng.choice(nothing), text
        )
        return f"{text}{rng.choice(nothing)}" if text.strip() and rng.random() < 0.2 else text

    _in_each_text(root, change)


def other_hyphens(root: Element) -> None:
    """Hyphens that do not break, as a word processor writes them."""
    _in_each_text(root, lambda text: re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", "\u2011", text))
