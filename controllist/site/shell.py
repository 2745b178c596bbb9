"""What all pages of the site share: head, search, way back, what is not covered; colours are those of the reports."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from attrs import frozen

from controllist.matching.cautions import CATCH_ALL, OTHER_REGIMES
from controllist.rendering.page import STYLE
from controllist.site.markup import Content, Markup, el, join

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
