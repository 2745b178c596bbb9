"""A node while its text is still growing, and what hangs on it so far."""

from __future__ import annotations

from attrs import define, field

from controllist.model import Kind
from controllist.normalize import blanks


@define
class Draft:
    """A node while its text is still growing."""

    unit: int
    code: str
    kind: Kind
    parent: Draft | None
    label: str
    texts: list[str] = field(factory=list)
    children: list[Draft] = field(factory=list)
    dashes: int = 0
    """How many of them have a dash for a label."""
    base: str = ""
    """What goes before the labels of its items."""
    term: str = ""
    about: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return blanks(" ".join(self.texts))

    @property
    def parent_code(self) -> str:
        return self.parent.code if self.parent else ""
