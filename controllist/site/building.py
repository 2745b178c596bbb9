"""The whole site as a table of addresses and what makes each page: written to a folder, or served as asked for.

>>> from controllist.site.shelves import shelve
>>> site = build(shelve(["nl-semicon"]), ())
>>> [path for path in site.paths if path.startswith("nl-semicon/2024-09-07")][:2]
['nl-semicon/2024-09-07/3B001.html', 'nl-semicon/2024-09-07/3D007.html']
>>> b"overlay" in site.page("nl-semicon/2024-09-07/3B001.html")
True
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from attrs import frozen

from controllist import store
from controllist.addresses import INDEX, comparison, place
from controllist.lexicon import Concept
from controllist.model import Edition
from controllist.site import searching
from controllist.site.comparing import comparison_page, overview
from controllist.site.editions import EditionPages
from controllist.site.markup import Content, Markup, el, join
from controllist.site.shell import SCRIPT_FILE, STYLE_FILE, Frame, asset, cautions, page, style_sheet
from controllist.site.shelves import Shelf


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
        "data/rules.js": partial(searching.rules, shelves),
    }
    for shelf in shelves:
        makers[f"data/terms/{shelf.list}.js"] = partial(searching.terms, shelf.list, concepts)
        for edition in shelf.editions:
            pages = EditionPages(shelf, edition)
            makers[f"data/texts/{edition.address}.js"] = partial(searching.texts, edition)
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
