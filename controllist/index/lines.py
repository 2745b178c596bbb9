"""A mapping of texts that costs nothing to load: looked up in one block of bytes, with help when asked often.

A single run of the command asks for a few dozen words of many thousands; a program that matches all day asks for all.
For that one, one key in some dozens is kept, to look between two of them; short lines that go on being asked for
become a dict.

>>> held = Lines.of({"klep": "2B350", "kraan": "2B350 2A226"})
>>> held["kraan"], "stoel" in held, len(held)
('2B350 2A226', False, 2)
>>> Lines(held.block) == held
True
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping

ENOUGH = 400
"""After so many questions help is made: about what its making costs."""
OFTEN = 8
"""A dict is worth its room once there was a question for every so many lines; before that, few are asked of many."""
SHORT_LINE = 48
"""Bytes of a line, on the average: up to here a dict is worth its room."""
STRIDE = 1_000
"""Bytes between two keys that are kept."""


class Lines(Mapping[str, str]):
    """Keys and values as `key TAB value` lines in order of the keys; neither may hold a tab or a line end."""

    __slots__ = ("_asked", "_dict", "_kept", "_next", "block")

    def __init__(self, block: bytes) -> None:
        self.block = block
        self._asked = 0
        self._next = ENOUGH  # so many questions, and help is made
        self._dict: dict[str, str] | None = None
        # Some keys of the block and where their lines begin; put in place whole, since threads share them.
        self._kept: tuple[list[bytes], list[int]] | None = None

    @classmethod
    def of(cls, mapping: Mapping[str, str]) -> Lines:
        """Pack a mapping; raises `ValueError` where a key or value holds a tab or a line end."""
        for key, value in mapping.items():
            if any(c in text for text in (key, value) for c in "\t\n\r"):
                raise ValueError(f"expected no tab or line end, found one at {key!r}")
        return cls("".join(f"\n{key}\t{value}" for key, value in sorted(mapping.items())).encode() + b"\n")

    def __getitem__(self, key: str) -> str:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        if self._dict is not None:
            return self._dict.get(key, default)
        self._asked += 1
        if self._asked >= self._next:
            self._help()
            return self.get(key, default)
        kept = self._kept
        found = self._between(key, *kept) if kept else self._found(key)
        return default if found is None else found

    def _help(self) -> None:
        lines = len(self)
        often = max(ENOUGH, lines // OFTEN)
        short = len(self.block) <= SHORT_LINE * lines
        if short and self._asked >= often:
            self._dict = self._whole()
            return
        self._next = often if short else sys.maxsize
        keys: list[bytes] = []
        places: list[int] = []
        at = 0  # at the line end before a key
        while 0 <= at < len(self.block) - 1:
            keys.append(self.block[at + 1 : self.block.index(b"\t", at)])
            places.append(at)
            at = self.block.find(b"\n", at + STRIDE)
        self._kept = keys, [*places, len(self.block)]

    def _between(self, key: str, keys: list[bytes], places: list[int]) -> str | None:
        wanted = key.encode()
        at = bisect_right(keys, wanted) - 1
        if at < 0:
            return None
        line = b"\n" + wanted + b"\t"
        found = self.block.find(line, places[at], places[at + 1])
        if found < 0:
            return None
        start = found + len(line)
        return self.block[start : self.block.index(b"\n", start)].decode()

    def __contains__(self, key: object) -> bool:
        if self._dict is not None:
            return key in self._dict
        return isinstance(key, str) and self.get(key) is not None

    def _found(self, key: str) -> str | None:
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
        return None

    def _whole(self) -> dict[str, str]:
        fields = self.block.decode()[1:-1].replace("\n", "\t").split("\t")
        return dict(zip(fields[::2], fields[1::2], strict=True)) if len(fields) > 1 else {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._dict if self._dict is not None else self._whole())

    def __len__(self) -> int:
        return self.block.count(b"\n") - 1
