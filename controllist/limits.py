"""How large, deep and slow a stranger's file may be: bounds with defaults, which a caller can set for its own calls.

Whoever reads files of people it does not know will want them tighter; whoever has a larger file, wider.

>>> from controllist.ingest import parse_bytes
>>> parse_bytes(b"<html><body>" + b"<p>x</p>" * 60 + b"</body></html>", list="eu-dual-use", applies_from="2024-01-01",
...             limits=Limits(blocks=50))
Traceback (most recent call last):
    ...
controllist.errors.SourceError: input: expected at most 50 paragraphs, found 60 (limits.blocks)
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextvars import ContextVar

from attrs import field, frozen, validators

from controllist.errors import SourceError


@frozen
class Limits:
    """What one file may be; beyond a bound reading ends with a `SourceError` that names it.

    `bytes`: size of the file. `unpacked`: bytes of all members of a package together. `members`: files in a package.
    `tags`: tags of markup, counted before it is parsed. `depth`: levels of nested elements, 240 at most, for readers
    call themselves. `blocks`: paragraphs and rows. `seconds`: processor time of this thread from the first byte to the
    tree, looked at between entries and now and then within one.
    """

    bytes: int = field(default=100_000_000, validator=validators.gt(0))
    unpacked: int = field(default=100_000_000, validator=validators.gt(0))
    members: int = field(default=2_000, validator=validators.gt(0))
    tags: int = field(default=10_000_000, validator=validators.gt(0))
    depth: int = field(default=240, validator=[validators.gt(0), validators.le(240)])
    blocks: int = field(default=1_000_000, validator=validators.gt(0))
    seconds: float = field(default=600.0, validator=validators.gt(0.0))


DEFAULT = Limits()
"""More than six times the largest official text known; its seven levels of items need a small part of the depth."""

_limits: ContextVar[Limits] = ContextVar("limits", default=DEFAULT)
_until: ContextVar[float | None] = ContextVar("until", default=None)


def limits() -> Limits:
    """The bounds of the call that is under way."""
    return _limits.get()


@contextlib.contextmanager
def limited(chosen: Limits | None) -> Iterator[None]:
    """Hold what happens within to these bounds (None: to those already set) and start their clock, if none runs."""
    known = _limits.set(chosen) if chosen is not None else None
    begun = _until.set(time.thread_time() + _limits.get().seconds) if _until.get() is None or chosen else None
    try:
        yield
    finally:
        if begun is not None:
            _until.reset(begun)
        if known is not None:
            _limits.reset(known)


def beyond(name: str, bound: str, expected: str, found: str = "more") -> SourceError:
    """The error for what goes beyond a bound of `Limits`, which it names.

    >>> str(beyond("a.xml", "depth", "at most 9 levels"))
    'a.xml: expected at most 9 levels, found more (limits.depth)'
    """
    return SourceError(
        f"{name or 'input'}: expected {expected}, found {found} (limits.{bound})", name=name, bound=bound
    )


def amount(size: int) -> str:
    """A size as people read it.

    >>> amount(100_000_000), amount(900)
    ('100 MB', '900 bytes')
    """
    return f"{size / 1_000_000:.6g} MB" if size >= 1_000_000 else f"{size:,} bytes"


def check_time(name: str = "") -> None:
    """Raise `SourceError` where the time of the call under way is over."""
    until = _until.get()
    if until is not None and time.thread_time() > until:
        raise beyond(name, "seconds", f"to be read within {_limits.get().seconds:g} s of processor time")
