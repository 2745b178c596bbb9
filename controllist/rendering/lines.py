"""What all texts share: the width of the terminal, wrapped lines, cautions, cells of a table.

>>> [cautions_text(["mind"]), cautions_markdown(["mind"])]
[['! mind'], ['> mind']]
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterable, Sequence

from controllist.rendering.translation import translated

Say = Callable[[str], str]
"""How a sentence is said: in the language of the output (`told`), or as it is."""
WIDEST = 120
"""Columns from which lines are no easier to read for being longer."""


def width(widest: int = WIDEST) -> int:
    """The width to print in: that of the terminal, at least 60; 100 where there is none."""
    return max(60, min(widest, shutil.get_terminal_size((100, 24)).columns))


def wrapped(text: str, first: str, rest: str) -> str:
    """A text in lines, the first and the others with what goes before them; codes and addresses stay whole."""
    return textwrap.fill(
        text, width(), initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def cautions_text(cautions: Iterable[str], indent: str = "", say: Say = translated) -> list[str]:
    """Cautions for the terminal, each with the sign that marks one."""
    return [wrapped(f"! {say(caution)}", indent, indent + "  ") for caution in cautions]


def cautions_markdown(cautions: Iterable[str]) -> list[str]:
    """Cautions for a memo, as quotations."""
    return [f"> {translated(caution)}" for caution in cautions]


def cell(text: str) -> str:
    """A text within one cell of a Markdown table.

    >>> cell("a | b")
    'a \\\\| b'
    """
    return text.replace("|", "\\|").replace("\n", " ")


def table_head(labels: Sequence[str], *, numbered: bool = False) -> list[str]:
    """The two lines that begin a Markdown table; `numbered` puts a column without a name before the others.

    >>> table_head(["code", "score"], numbered=True)
    ['| | code | score |', '|---|---|---|']
    """
    return [f"| {'| ' * numbered}{' | '.join(map(translated, labels))} |", "|---" * (numbered + len(labels)) + "|"]
