"""Where a provision stands on a site that `controllist site` wrote: one page an entry, one anchor a provision.

The pages and the links to them are named by the same functions, from the code alone, so that an answer can link to a
site without looking at it.

>>> page_of("3B001.f.1"), anchor_of("3B001.f.1#note.2")
('3B001.html', '3B001.f.1--note.2')
>>> page_of("3B"), page_of("NTN.1"), page_of('"laser"#definition')
('index.html', 'general.html', 'definitions.html')
>>> place("nl-semicon", "2024-09-07", '"wall plug"#definition')
'nl-semicon/2024-09-07/definitions.html#wall_plug--definition'
>>> with linking("https://lists.example/site"):
...     link("nl-semicon", "2024-09-07", "3B001.f.4")
'https://lists.example/site/nl-semicon/2024-09-07/3B001.html#3B001.f.4'
>>> link("nl-semicon", "2024-09-07", "3B001.f.4")
''
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from controllist.codes import EU_SHAPE, ControlCode

INDEX, GENERAL, DEFINITIONS = "index.html", "general.html", "definitions.html"

_site: ContextVar[str] = ContextVar("site", default="")
_UNSAFE_IN_NAME = re.compile(r"[^A-Za-z0-9._-]")
_PLAIN_IN_FRAGMENT = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?")


def page_of(code: str) -> str:
    """The page a node stands on: that of its entry, the definitions, the general notes, or the edition's own."""
    if code.startswith('"'):
        return DEFINITIONS
    entry = ControlCode(code).entry
    if not any(c.isdigit() for c in entry):
        return GENERAL
    if EU_SHAPE.sections is not None and EU_SHAPE.sections.fullmatch(entry):
        return INDEX
    return f"{file_name(entry)}.html"


def file_name(text: str) -> str:
    """A text as a name that every file system takes.

    >>> file_name("ML10"), file_name("A/b")
    ('ML10', 'A_2f_b')
    """
    return _UNSAFE_IN_NAME.sub(lambda m: f"_{ord(m[0]):x}_", text)


def anchor_of(code: str) -> str:
    """The name of a node within its page; a `#` of the code would begin a second fragment."""
    return "_".join(code.replace('"', "").replace("#", "--").split())


def place(name: str, day: str, code: str = "") -> str:
    """The address of a provision, or of a whole edition, as seen from the top of the site."""
    if not code:
        return f"{name}/{day}/{INDEX}"
    page = page_of(code)
    return f"{name}/{day}/{page}#{fragment(anchor_of(code))}"


def comparison(name: str, old: str, new: str) -> str:
    """The address of the comparison of two editions of a list, as seen from the top of the site.

    >>> comparison("nl-semicon", "2023-09-01", "2024-09-07")
    'compare/nl-semicon/2023-09-01-to-2024-09-07.html'
    """
    return f"compare/{name}/{old}-to-{new}.html"


def fragment(anchor: str) -> str:
    """An anchor as it is written behind the `#` of an address.

    >>> fragment("réseau--definition")
    'r%C3%A9seau--definition'
    """
    return "".join(chr(b) if b in _PLAIN_IN_FRAGMENT else f"%{b:02X}" for b in anchor.encode())


@contextmanager
def linking(site: str) -> Iterator[None]:
    """Answers given within the block link to the site at this address; other threads keep theirs."""
    before = _site.set(site if not site or site.endswith("/") else site + "/")
    try:
        yield
    finally:
        _site.reset(before)


def link(name: str, day: str, code: str = "") -> str:
    """The address of a provision on the site that answers link to; empty where none is told."""
    return _site.get() and _site.get() + place(name, day, code)


def site_linked() -> str:
    """The address of the site that answers link to; empty where none is told."""
    return _site.get()


def linked(name: str, day: str, code: str = "") -> dict[str, str]:
    """The link as a key of JSON, none where no site is told."""
    return as_key(link(name, day, code))


def as_key(address: str) -> dict[str, str]:
    """An address as a key of JSON, none where it is empty."""
    return {"link": address} if address else {}


def comparison_link(old: str, new: str) -> str:
    """The address of a comparison on that site, of editions told as `list@date`; empty where none is told."""
    (name, _, before), (other, _, after) = old.partition("@"), new.partition("@")
    return _site.get() + comparison(name, before, after) if _site.get() and name == other and before < after else ""
