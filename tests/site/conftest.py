"""Sites small enough to be made for a test: the Dutch list, and an edition of strange words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import html

from controllist import lexicon, notation
from controllist.model import Basis, Edition
from controllist.site import Shelf, Site, build, shelve


def toy(text: str, day: str = "2024-01-01", *, wording: str = "digest", cautions: tuple[str, ...] = ()) -> Edition:
    """An edition of a list of one's own in the notation of `lists/NOTATION.md`."""
    nodes = notation.read(text, Basis("checked", "a made-up text"))
    return Edition("eu-dual-use", day, "en", wording, tuple(nodes), cautions=cautions)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def dutch() -> Site:
    """The three Dutch editions."""
    return build(shelve(["nl-semicon"]), lexicon.read_files(lexicon.shipped_files()))


@pytest.fixture
def site_of() -> Callable[..., Site]:
    """A site of made-up editions of one list."""

    def made(*editions: Edition) -> Site:
        return build([Shelf("eu-dual-use", editions)], ())

    return made


def document(site: Site, path: str) -> html.HtmlElement:
    return html.document_fromstring(site.page(path))
