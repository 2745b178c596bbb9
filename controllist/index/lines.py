"""A mapping of texts that costs nothing to load: looked up in one block of bytes, by a table of where to look.

A single run of the command asks for a few dozen words of many thousands; a program that matches all day asks for all.
Neither should unpack what it never reads. Lines stand in buckets by the checksum of their key, about one in each, so
that a question is one look at the table and one search in some dozens of bytes.

>>> held = Lines.of({"klep": "2B350", "kraan": "2B350 2A226"})
>>> held["kraan"], "stoel" in held, len(held)
('2B350 2A226', False, 2)
>>> Lines(held.packed()) == held
True
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Mapping
from zlib import crc32

_NUMBER = 4
"""Bytes of a number in the table, lowest first."""


class Lines(Mapping[str, str]):
    """Keys and values as `key TAB value` lines, in order of bucket and key; neither may hold a tab or a line end."""

    __slots__ = ("_block", "_buckets", "_starts")

    def __init__(self, packed: bytes | memoryview) -> None:
        """Take what `packed` gave: the number of buckets, where each begins and the last one ends, the lines."""
        self._buckets = int.from_bytes(packed[:_NUMBER], "little")
        begin = _NUMBER * (self._buckets + 2)
        self._starts = _in_order(array("I", bytes(packed[_NUMBER:begin])))
        self._block = bytes(packed[begin:])

    @classmethod
    def of(cls, mapping: Mapping[str, str]) -> Lines:
        """Pack a mapping; raises `ValueError` where a key or value holds a tab or a line end."""
        for key, value in mapping.items():
            if any(c in text for text in (key, value) for c in "\t\n\r"):
                raise ValueError(f"expected no tab or line end, found one at {key!r}")
        buckets: list[list[bytes]] = [[] for _ in range(max(1, len(mapping)))]
        for key in sorted(mapping):
            written = _bytes(key)
            buckets[crc32(written) % len(buckets)].append(b"\n%b\t%b" % (written, _bytes(mapping[key])))
        starts = array("I", [0])
        for lines in buckets:
            starts.append(starts[-1] + sum(map(len, lines)))
        block = b"".join(line for lines in buckets for line in lines) + b"\n"
        return cls(len(buckets).to_bytes(_NUMBER, "little") + _in_order(starts).tobytes() + block)

    def packed(self) -> bytes:
        """The table and the lines as bytes, the same on every machine."""
        return self._buckets.to_bytes(_NUMBER, "little") + _in_order(self._starts[:]).tobytes() + self._block

    def __getitem__(self, key: str) -> str:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        start = self._value(key)
        if not start:
            return default
        return self._block[start : self._block.index(b"\n", start)].decode(errors="surrogatepass")

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._value(key) > 0

    def _value(self, key: str) -> int:
        """Where the value of a key begins; 0 where it has none."""
        written = key.encode(errors="surrogatepass")
        bucket = crc32(written) % self._buckets
        start, end = self._starts[bucket], self._starts[bucket + 1]
        if start == end:
            return 0
        found = self._block.find(b"\n" + written + b"\t", start, end)
        return found + len(written) + 2 if found >= 0 else 0

    def __iter__(self) -> Iterator[str]:
        lines = self._block[1:-1].decode(errors="surrogatepass").split("\n") if len(self) else []
        return iter(sorted([line.partition("\t")[0] for line in lines]))

    def __len__(self) -> int:
        return self._block.count(b"\n") - 1


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _in_order(numbers: array[int]) -> array[int]:
    """Numbers of this machine with their lowest byte first, and the other way round."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
