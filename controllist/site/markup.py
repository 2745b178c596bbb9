"""HTML by elements: every text is escaped where it goes in, markup only where it was made here.

>>> el("a", "R & D", href="x.html", class_="code")
'<a href="x.html" class="code">R &amp; D</a>'
>>> el("p", el("b", "<1>"), " W", hidden=True)
'<p hidden><b>&lt;1&gt;</b> W</p>'
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


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
