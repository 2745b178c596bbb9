"""Where something stands in a source: file, page, line, block."""

from __future__ import annotations

from attrs import frozen


@frozen
class Location:
    """A place in a source; `line` and `page` count from 1, 0 means that the source has none.

    >>> str(Location("annex.txt", page=104, line=5012))
    'annex.txt page 104 line 5012'
    """

    source: str = ""
    page: int = 0
    line: int = 0
    block: int = 0

    def __str__(self) -> str:
        parts = [self.source] if self.source else []
        parts += [f"{name} {number}" for name, number in (("page", self.page), ("line", self.line)) if number]
        if self.block and not self.line:
            parts.append(f"block {self.block}")
        return " ".join(parts)
