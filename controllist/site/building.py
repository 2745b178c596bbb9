"""The whole site: a table of addresses and what makes each page, served as asked for or written to a folder.

A folder is written whole or not at all, and never over files that are not its own: it gets a list of what was written
(`.controllist-site`), and a later run replaces it only while it holds nothing else.

>>> from controllist.site.indexes import shelve
>>> site = build(shelve(["nl-semicon"]), ())
>>> [path for path in site.paths if path.startswith("nl-semicon/2024-09-07")][:2]
['nl-semicon/2024-09-07/3B001.html', 'nl-semicon/2024-09-07/3D007.html']
>>> b"overlay" in site.page("nl-semicon/2024-09-07/3B001.html")
True
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from attrs import frozen

from controllist import store
from controllist.addresses import INDEX, comparison, place
from controllist.errors import MisuseError, SourceError, reason_of
from controllist.lexicon import Concept
from controllist.messages import Message
from controllist.model import Edition
from controllist.site import indexes
from controllist.site.comparing import comparison_page, overview
from controllist.site.editions import EditionPages
from controllist.site.indexes import Shelf
from controllist.site.shell import (
    SCRIPT_FILE,
    STYLE_FILE,
    Content,
    Frame,
    Markup,
    asset,
    cautions,
    el,
    join,
    page,
    style_sheet,
)


@frozen
class Site:
    """Addresses, as seen from the top of the site, with what makes each page."""

    makers: Mapping[str, Callable[[], bytes]]

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.makers))

    def page(self, path: str) -> bytes:
        """The bytes of a page; raises `KeyError` for an address that is none."""
        return self.makers[path]()


def build(shelves: Sequence[Shelf], concepts: Sequence[Concept]) -> Site:
    """The site of these lists, with the trade words its search knows; pages are made when asked for."""
    makers: dict[str, Callable[[], bytes]] = {
        INDEX: partial(_home, shelves),
        STYLE_FILE: lambda: style_sheet().encode(),
        SCRIPT_FILE: lambda: asset("site.js").encode(),
        "compare/index.html": partial(overview, shelves),
        "data/rules.js": partial(indexes.rules, shelves),
    }
    for shelf in shelves:
        makers[f"data/terms/{shelf.list}.js"] = partial(indexes.terms, shelf.list, concepts)
        for edition in shelf.editions:
            pages = EditionPages(shelf, edition)
            makers[f"data/texts/{edition.address}.js"] = partial(indexes.texts, edition)
            makers |= {pages.path(name): partial(pages.page, name) for name in pages.names}
        for old, new in shelf.pairs:
            address = comparison(shelf.list, old.applies_from, new.applies_from)
            makers[address] = partial(comparison_page, shelf, old, new)
    return Site(makers)


def _home(shelves: Sequence[Shelf]) -> bytes:
    """The lists, their editions, and what must be said of each."""
    body: list[Content] = [el("h1", "Export control lists")]
    for shelf in shelves:
        body += _list(shelf)
    return page(Frame("Export control lists", INDEX), *body)


def _list(shelf: Shelf) -> list[Content]:
    info = shelf.info
    heads = [el("th", words, scope="col") for words in ("edition", "applies until", "wording", "entries", "act")]
    rows = [_edition(e) for e in reversed(shelf.editions)]
    table = el("table", el("caption", "Editions at hand"), el("thead", el("tr", heads)), el("tbody", rows))
    known = [k.date for k in info.known if k.date not in {e.applies_from for e in shelf.editions}]
    found: list[Content] = [
        el("h2", info.title or shelf.list, id=shelf.list),
        cautions(store.choose(shelf.list).cautions if store.editions(shelf.list) else ()),
        el("div", table, class_="table", tabindex="0", role="region", aria_label=f"Editions of {shelf.list}"),
    ]
    if known:
        found.append(el("p", "Known, their text not at hand: ", dates(known), ".", class_="quiet"))
    if shelf.pairs:
        links: list[Markup] = []
        for old, new in shelf.pairs:
            there = comparison(shelf.list, old.applies_from, new.applies_from)
            links.append(el("a", f"{old.applies_from} → {new.applies_from}", href=there))
        found.append(el("p", "Compare: ", [[" · " if i else "", one] for i, one in enumerate(links)]))
    if info.not_covered:
        found.append(el("p", f"Not covered: {info.not_covered}.", class_="quiet"))
    return found


def _edition(edition: Edition) -> Markup:
    cells: tuple[Content, ...] = (
        el("a", edition.applies_from, href=place(edition.list, edition.applies_from)),
        edition.applies_until or "–",
        "our digest" if edition.wording == "digest" else "official",
        str(len(edition.entries)),
        edition.act.number or edition.act.title or "–",
    )
    return el("tr", [el("td", cell) for cell in cells])


def dates(days: Sequence[str]) -> Markup:
    """Dates in a row that no line end cuts."""
    return join([[", " if i else "", el("time", day, datetime=day)] for i, day in enumerate(days)])


MARKER = ".controllist-site"
_FIRST_LINE = "pages written by controllist site"


def write_site(site: Site, folder: Path, progress: Callable[[int, int], None] = lambda done, all_: None) -> int:
    """Write all pages, and give back how many bytes they have.

    Raises `MisuseError` where the folder holds files that no earlier run wrote, `SourceError` where it cannot be
    written to.
    """
    _ours(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _beside(folder) as fresh:
            total = 0
            for done, path in enumerate(site.paths, 1):
                data = site.page(path)
                total += len(data)
                place = fresh / path
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
                progress(done, len(site.paths))
            (fresh / MARKER).write_bytes("\n".join((_FIRST_LINE, *site.paths, "")).encode())
            _put(fresh, folder)
    except OSError as error:
        raise SourceError(
            "expected a folder to write a site to, found {place}: {reason}", place=folder, reason=reason_of(error)
        ) from None
    return total


def _ours(folder: Path) -> None:
    """Whether the folder is new, empty, or an earlier site and nothing else."""
    if not folder.exists() and not folder.is_symlink():
        return
    if not folder.is_dir():
        raise MisuseError("expected a folder for the site, found a file {file}", file=folder)
    held = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir() or p.is_symlink())
    if not held:
        return
    marker = folder / MARKER
    lines = marker.read_text(encoding="utf-8", errors="replace").splitlines() if marker.is_file() else []
    known = {MARKER, *lines[1:]} if lines[:1] == [_FIRST_LINE] else set()
    strange = [name for name in held if name not in known]
    if strange:
        more = Message(" and {number} more", number=len(strange) - 1) if len(strange) > 1 else ""
        raise MisuseError(
            "expected a new folder, or one with nothing but an earlier site, found {folder} with {files}{more}",
            folder=folder,
            files=strange[0],
            more=more,
        )


@contextlib.contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A fresh folder beside the place, gone afterwards whatever happened."""
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        fresh.mkdir()
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _put(fresh: Path, folder: Path) -> None:
    """Put the fresh folder in its place; where that fails the earlier one is put back."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError:
        old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
