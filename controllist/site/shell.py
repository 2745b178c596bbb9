"""What all pages of the site share: elements of HTML, and the frame with head, search and what is not covered.

Every text is escaped where it becomes an element; only what was made here is markup.

>>> el("a", "R & D", href="x.html", class_="code")
'<a href="x.html" class="code">R &amp; D</a>'
>>> el("p", el("b", "<1>"), " W", hidden=True)
'<p hidden><b>&lt;1&gt;</b> W</p>'
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from attrs import frozen

from controllist.addresses import anchor_of, fragment, page_of
from controllist.links import threshold_spans
from controllist.matching.cautions import CATCH_ALL, OTHER_REGIMES
from controllist.model import Edition, Node
from controllist.normalize import raised_exponents
from controllist.rendering.pages import STYLE


class Markup(str):
    """Text that is HTML already; anything else is escaped by `el`."""

    __slots__ = ()


Content = str | Iterable["Content"] | None
_VOID = frozenset({"meta", "link", "input", "br", "hr"})


def el(tag: str, *content: Content, **attributes: str | bool | None) -> Markup:
    """An element; `class_` and `aria_label` name `class` and `aria-label`, None and False leave an attribute out."""
    told = "".join(
        f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(value)}"')
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    inside = join(*content)
    return Markup(f"<{tag}{told}>" if tag in _VOID else f"<{tag}{told}>{inside}</{tag}>")


def join(*content: Content) -> Markup:
    """Texts and markup in a row, the texts escaped."""
    return Markup("".join(_inside(one) for one in content))


def _inside(one: Content) -> str:
    if one is None:
        return ""
    if isinstance(one, Markup):
        return str(one)
    if isinstance(one, str):
        return escape(one)
    return "".join(_inside(inner) for inner in one)


POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
"""Nothing but the site's own files, whether they come from a server or from a folder (`file:`)."""
STYLE_FILE, SCRIPT_FILE = "site.css", "site.js"
NO_CLEARANCE = "No page of this site says that goods need no licence."

Crumb = tuple[str, str]
"""Words and the address they lead to, as seen from the top of the site."""


@frozen
class Frame:
    """A page's title, its address as seen from the top of the site, the way to it, the edition that is searched."""

    title: str
    path: str
    way: tuple[Crumb, ...] = ()
    edition: str = ""

    @property
    def root(self) -> str:
        """The way up to the top of the site: pages work from a folder as well, so no address is absolute."""
        return "../" * self.path.count("/")


def style_sheet() -> str:
    """The style of the reports, and what the site adds."""
    return STYLE + asset("site.css")


def asset(name: str) -> str:
    """One of the files that are shipped as they are."""
    return (files("controllist.site") / "assets" / name).read_text(encoding="utf-8")


def page(frame: Frame, *body: Content) -> bytes:
    """A whole document."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", http_equiv="Content-Security-Policy", content=POLICY),
        el("meta", name="referrer", content="no-referrer"),
        el("title", f"{frame.title} · controllist" if frame.way else frame.title),
        el("link", rel="icon", href="data:,"),
        el("link", rel="stylesheet", href=frame.root + STYLE_FILE),
        el("script", src=frame.root + SCRIPT_FILE, defer=True),
    )
    whole = el(
        "body",
        el("a", "Skip to the content", href="#content", class_="skip"),
        _header(frame),
        el("main", *body, id="content", tabindex="-1"),
        _footer(),
        data_root=frame.root,
        data_edition=frame.edition or None,
    )
    return f"<!DOCTYPE html>\n{el('html', head, whole, lang='en')}\n".encode()


def _header(frame: Frame) -> Markup:
    search = el(
        "form",
        el("label", "Search goods, words or codes", for_="q"),
        el("span", el("input", type="search", id="q", name="q", autocomplete="off", spellcheck="false"), class_="box"),
        el("span", el("label", "in", for_="scope"), " ", el("select", id="scope")),
        role="search",
        hidden=True,
        id="search",
    )
    found = el(
        "section",
        el("p", role="status", aria_live="polite", id="status"),
        el("ol", id="found"),
        aria_label="Search results",
        id="results",
        hidden=True,
    )
    links = (("Lists", "index.html"), ("Compare", "compare/index.html"))
    navigation = el(
        "nav",
        el(
            "ul",
            [el("li", el("a", words, href=frame.root + to, aria_current=_current(frame, to))) for words, to in links],
        ),
        aria_label="Site",
    )
    without = el(
        "noscript", el("p", "Search needs script. All pages can be read and folded without it.", class_="quiet")
    )
    return el("header", navigation, search, without, found, _way(frame))


def _current(frame: Frame, to: str) -> str | None:
    return "page" if frame.path == to else None


def _way(frame: Frame) -> Content:
    if len(frame.way) < 2:
        return None  # the links above lead there
    steps = [el("li", el("a", words, href=frame.root + to)) for words, to in frame.way]
    return el("nav", el("ol", steps), aria_label="Way here", class_="way")


def _footer() -> Markup:
    said = (NO_CLEARANCE, f"{CATCH_ALL[0].upper()}{CATCH_ALL[1:]}.", f"{OTHER_REGIMES[0].upper()}{OTHER_REGIMES[1:]}.")
    return el("footer", el("h2", "Not covered"), [el("p", one) for one in said])


def cautions(said: Sequence[str]) -> Markup:
    """Cautions as paragraphs that stand out by more than colour."""
    return join([el("p", el("strong", "Caution:"), " ", one, class_="caution") for one in said])


_BEFORE_FIGURES = "≤≥<>± "


@frozen
class _Piece:
    """A part of a text that is more than words; the earlier in the list of its kinds, the more it counts."""

    start: int
    end: int
    rank: int
    href: str = ""
    class_: str = ""


def words(edition: Edition, node: Node, page: str | None = None) -> Markup:
    """The text of a node, on its own page or shown on another one."""
    text = node.text
    pieces = sorted(_pieces(edition, node, page or page_of(node.code)), key=lambda p: (p.start, p.rank))
    found: list[Content] = []
    at = 0
    for piece in pieces:
        if piece.start < at:
            continue
        found.append(raised_exponents(text[at : piece.start]))
        inside = raised_exponents(text[piece.start : piece.end])
        if piece.href:
            found.append(el("a", inside, href=piece.href, class_=piece.class_))
        else:
            found.append(el("b", inside))
        at = piece.end
    return join(found, raised_exponents(text[at:]))


def _pieces(edition: Edition, node: Node, page: str) -> list[_Piece]:
    found: list[_Piece] = []
    for reference in edition.references(node.code):
        there = next((c for c in reference.codes if c in edition), None)
        if there is not None and not reference.list and there != node.code:
            found.append(_Piece(*reference.span, 0, href(there, page), "ref"))
    for use, where in edition.terms(node.code):
        if where is not None and where != node.code:
            found.append(_Piece(*use.span, 1, href(where, page), "term"))
    for start, end in threshold_spans(edition, node.code):
        found.append(_Piece(_with_sign(node.text, start), end, 2))
    return found


def _with_sign(text: str, start: int) -> int:
    """Where a figure begins, its comparison sign included."""
    first = start
    while first > 0 and text[first - 1] in _BEFORE_FIGURES:
        first -= 1
    while first < start and text[first] == " ":
        first += 1
    return first


def href(code: str, page: str) -> str:
    """The address of a node of the same edition, as seen from one of its pages."""
    there = page_of(code)
    return f"{'' if there == page else there}#{fragment(anchor_of(code))}"
