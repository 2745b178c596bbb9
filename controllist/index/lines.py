"""A mapping of texts that costs nothing to load: looked up in one block of bytes, made a dict when asked often.

A single run of the command asks for a few dozen words of many thousands; a program that matches all day asks for all.

>>> held = Lines.of({"klep": "2B350", "kraan": "2B350 2A226"})
>>> held["kraan"], "stoel" in held, len(held)
('2B350 2A226', False, 2)
>>> Lines(held.block) == held
True
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

ENOUGH = 400
"""After so many questions a dict is made: about what its making costs."""


class Lines(Mapping[str, str]):
    """Keys and values as `key TAB value` lines in order of the keys; neither may hold a tab or a line end."""

    __slots__ = ("_asked", "_dict", "block")

    def __init__(self, block: bytes) -> None:
        self.block = block
        self._asked = 0
        self._dict: dict[str, str] | None = None

    @classmethod
    def of(cls, mapping: Mapping[str, str]) -> Lines:
        """Pack a mapping; raises `ValueError` where a key or value holds a tab or a line end."""
        for key, value in mapping.items():
            if any(c in text for text in (key, value) for c in "\t\n\r"):
                raise ValueError(f"expected no tab or line end, found one at {key!r}")
        return cls("".join(f"\n{key}\t{value}" for key, value in sorted(mapping.items())).encode() + b"\n")

    def __getitem__(self, key: str) -> str:
        if self._dict is None:
            self._asked += 1
            if self._asked <= ENOUGH:
                return self._found(key)
            self._dict = self._whole()
        return self._dict[key]

    def __contains__(self, key: object) -> bool:
        # Asked far more often than anything else, mostly in vain: not by way of an exception.
        if self._dict is not None:
            return key in self._dict
        try:
            return isinstance(key, str) and self[key] is not None
        except KeyError:
            return False

    def _found(self, key: str) -> str:
        """Halve the block until one line is left."""
        wanted, block = key.encode(), self.block
        low, high = 0, len(block) - 1  # both at line ends
        while low < high:
            middle = block.rfind(b"\n", low, (low + high) // 2 + 1)
            tab = block.find(b"\t", middle)
            if tab < 0:
                break
            here = block[middle + 1 : tab]
            if here == wanted:
                return block[tab + 1 : block.index(b"\n", tab)].decode()
            if here < wanted:
                low = block.index(b"\n", tab)
            else:
                high = middle
        raise KeyError(key)

    def _whole(self) -> dict[str, str]:
        lines = (line.partition("\t") for line in self.block.decode().split("\n"))
        return {key: value for key, _, value in lines if key}

    def __iter__(self) -> Iterator[str]:
        if self._dict is None:
            self._dict = self._whole()
        return iter(self._dict)

    def __len__(self) -> int:
        return self.block.count(b"\n") - 1
