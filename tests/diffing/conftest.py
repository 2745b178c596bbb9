"""What the tests of `diffing` share: editions of an invented list, written in the notation of the digest."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from controllist import notation
from controllist.model import Edition

EditionOf = Callable[..., Edition]


@pytest.fixture(scope="session")
def edition_of() -> EditionOf:
    """Makes an edition from digest lines; the boring case is a digest in English of the list `toy`."""

    def make(lines: str, day: str = "2020-01-01", **fields: str) -> Edition:
        told = {"list": "toy", "language": "en", "wording": "digest", **fields}
        nodes = notation.read(textwrap.dedent(lines).strip("\n"))
        return Edition(applies_from=day, nodes=nodes, **told)  # type: ignore[arg-type]

    return make
