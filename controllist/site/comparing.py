"""Two editions side by side: what each entry comes to, then change by change with its direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from controllist.addresses import anchor_of, comparison, place
from controllist.diffing.changes import Change, EntryChange, by_entry, net
from controllist.lineage import first_published, said_of
from controllist.model import Edition
from controllist.rendering.changes import ARROWS, category, summary
from controllist.rendering.pages import bars
from controllist.site.indexes import Shelf
from controllist.site.marks import Beside, change_rows, effect
from controllist.site.shell import Content, Frame, Markup, cautions, el, join, page


def overview(shelves: Sequence[Shelf]) -> bytes:
    """The comparisons there are, list by list."""
    body: list[Content] = [el("h1", "Compare two editions")]
    for shelf in shelves:
        body.append(el("h2", shelf.info.title or shelf.list))
        links = [
            el(
                "li",
                el(
                    "a",
                    f"{old.applies_from} → {new.applies_from}",
                    href="../" + comparison(shelf.list, old.applies_from, new.applies_from),
                ),
            )
            for old, new in shelf.pairs
        ]
        body.append(
            el("ul", links)
            if links
            else el("p", "Only one edition of this list is at hand, or none in the same wording.")
        )
    return page(Frame("Compare", "compare/index.html", (("Lists", "index.html"),)), *body)


def comparison_page(shelf: Shelf, old: Edition, new: Edition) -> bytes:
    """Two editions of a list side by side."""
    found = shelf.compared(old, new)
    substantive = [c for c in found.changes if c.substantive]
    categories = Counter(category(c.code) for c in substantive)
    effects = [(ARROWS[e], n) for e in ARROWS if (n := sum(c.effect == e for c in substantive))]
    said = dict.fromkeys((*said_of(old, new), *found.cautions))
    body: list[Content] = [
        el("h1", f"{shelf.list}: {old.applies_from} → {new.applies_from}"),
        el(
            "p",
            el("a", str(old.address), href="../../" + place(shelf.list, old.applies_from)),
            " beside ",
            el("a", str(new.address), href="../../" + place(shelf.list, new.applies_from)),
            f": {summary(found.changes)}.",
        ),
        cautions(tuple(said)),
        Markup(bars("Substantive changes by category", sorted(categories.items()))),
        Markup(bars("Substantive changes by direction", effects)),
        _filter(),
    ]
    for cause, title in (("amendment", "Amendments"), ("corrigendum", "Corrected with effect from the start")):
        entries = by_entry(c for c in found.changes if c.cause == cause)
        if entries:
            first = first_published(new) if cause == "corrigendum" else None
            beside = Beside(first or old, new, "../../")
            body += [el("h2", title), _sections(entries, beside, cause)]
    if not found.changes:
        body.append(el("p", "No change."))
    path = comparison(shelf.list, old.applies_from, new.applies_from)
    frame = Frame(
        f"{shelf.list} {old.applies_from} → {new.applies_from}",
        path,
        (("Lists", "index.html"), ("Compare", "compare/index.html")),
        str(new.address),
    )
    return page(frame, *body)


def _filter() -> Markup:
    """Which changes to show; without script all are."""
    choices = [
        ("substantive", "substantive changes"),
        ("wider", "wider"),
        ("narrower", "narrower"),
        ("neutral", "same reach"),
        ("undecided", "direction undecided"),
        ("editorial", "editorial"),
    ]
    options = [el("option", "all changes", value=""), *(el("option", words, value=value) for value, words in choices)]
    return el(
        "p",
        el("label", "Show ", for_="effect"),
        el("select", options, id="effect"),
        " ",
        el("span", role="status", aria_live="polite", id="shown"),
        id="filter",
        hidden=True,
    )


def _sections(entries: Iterable[EntryChange], beside: Beside, cause: str) -> Markup:
    """A category at a time, each entry folding."""
    grouped: dict[str, list[Content]] = {}
    number = 0
    for entry in entries:
        numbered = [(f"{cause}-{number + at}", change) for at, change in enumerate(entry.changes, 1)]
        number += len(numbered)
        rows = change_rows(numbered, beside, 5)
        anchor = anchor_of(entry.code) if cause == "amendment" else None
        told = f"{len(entry.changes)} change{'' if len(entry.changes) == 1 else 's'}"
        head = el("h4", el("span", entry.code, class_="code"), " ", _net(entry.changes))
        grouped.setdefault(category(entry.code), []).append(
            el("section", head, el("details", el("summary", told), rows, open=True), id=anchor)
        )
    return join([[el("h3", name.capitalize()), inner] for name, inner in grouped.items()])


def _net(changes: Sequence[Change]) -> Content:
    if not any(c.substantive for c in changes):
        return el("span", "editorial only", class_="mark editorial")
    return effect(net(changes))
