"""Pages set otherwise: classes, entries, what stands in a paragraph; and in any form, other characters in the texts."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable

from lxml import etree

from tests.parsing.other_markup.trees import (
    CODE,
    LABEL,
    NOTE,
    Element,
    Mutator,
    all_of,
    cells_of,
    entries,
    is_boundary,
    items,
    local,
    make,
    names_of,
    replace,
    tables,
    text_of,
    unwrap,
)

# -- classes

_MEANING = {
    "italic": ("i", "font-style:italic"),
    "italics": ("i", "font-style: italic"),
    "bold": ("b", "font-weight:bold"),
    "boldface": ("b", "font-weight: 700"),
    "underline": ("u", "text-decoration: underline"),
    "super": ("sup", "vertical-align: super; font-size: 70%"),
    "superscript": ("sup", "position: relative; vertical-align:super"),
    "sub": ("sub", "vertical-align: sub; font-size: 70%"),
    "subscript": ("sub", "vertical-align: sub"),
}
_HEADING = re.compile(r"(?:ti-grseq-|title-gr-seq-level-)(\d)")


def _classes(element: Element) -> list[str]:
    return [c.removeprefix("oj-") for c in (element.get("class") or "").split()] if isinstance(element.tag, str) else []


def _each_class(change: Callable[[Element, list[str]], None]) -> Mutator:
    def mutate(root: Element) -> None:
        for element in root.iter():
            if _classes(element):
                change(element, _classes(element))

    return mutate


def _plain(element: Element, names: list[str]) -> None:
    element.set("class", " ".join(names))


def _without(element: Element, names: list[str]) -> None:
    if names in (["normal"], ["norm"], ["enumeration-spacing"]):
        del element.attrib["class"]


def _as_tag(element: Element, names: list[str]) -> None:
    for name in names:
        heading = _HEADING.fullmatch(name)
        if name in _MEANING and local(element) == "span":
            element.tag = element.tag.replace("span", _MEANING[name][0])
        elif heading and local(element) == "p":
            element.tag = element.tag[:-1] + f"h{int(heading[1]) + 1}"
    del element.attrib["class"]


def _as_style(element: Element, names: list[str]) -> None:
    for name in names:
        if name in _MEANING:
            element.set("style", _MEANING[name][1])
        elif _HEADING.fullmatch(name):
            element.set("style", "text-align: center; font-weight: bold")


plain_classes = _each_class(_plain)
"""Classes without their prefix, as conversions before October 2023 wrote them."""
no_classes = _each_class(_without)
"""Paragraphs without a class, as an editor saves them; headings and exponents keep theirs."""
tags_for_classes = _each_class(_as_tag)
"""No class at all: what they meant is told by elements, `i`, `sup`, `h2`."""


def renamed_classes(root: Element) -> None:
    """Classes that tell nothing (`c1`), and nothing in their place but the spans that had them."""
    known: dict[str, str] = {}
    _each_class(lambda e, names: e.set("class", " ".join(known.setdefault(n, f"c{len(known) + 1}") for n in names)))(
        root
    )


def styles_for_classes(root: Element) -> None:
    """Classes that tell nothing, and the look in a style attribute."""
    _each_class(_as_style)(root)
    renamed_classes(root)


# -- entries


def entries_in_divisions(root: Element) -> None:
    """Each entry and what stands behind it, up to the next one or a heading, in a division with an id."""
    for first in entries(root):
        division = make(first, "div", class_="eli-subdivision", id=f"x{text_of(first)[:6].strip()}")
        behind = list(itertools.takewhile(lambda s: not is_boundary(s), first.itersiblings()))
        first.addprevious(division)
        division.extend([first, *behind])


def _opened(entry: Element) -> tuple[str, Element, list[Element], list[Element]]:
    """The code of an entry set as a table, its content, the spans its text begins with, and what stands below."""
    code, content = (c for c in cells_of(entry) if text_of(c))
    spans = list(itertools.takewhile(lambda e: local(e) == "span", content))
    return text_of(code), content, spans, content[len(spans) :]


def bare_entries(root: Element) -> None:
    """Entries without a table: the code, a blank and the text in a paragraph, and the items behind it."""
    for entry in [e for e in entries(root) if local(e) == "table"]:
        code, content, spans, below = _opened(entry)
        text = f"{code}\u00a0 {content.text or ''}"
        replace(entry, make(entry, "p", *spans, text=text, class_="oj-normal"), *below)


def codes_apart(root: Element) -> None:
    """Entries without a table: the code alone in a paragraph, the text in the next."""
    for entry in [e for e in entries(root) if local(e) == "table"]:
        code, content, spans, below = _opened(entry)
        text = make(entry, "p", *spans, text=content.text, class_="oj-normal")
        replace(entry, make(entry, "p", text=code, class_="oj-normal"), text, *below)


def headed_entries(root: Element) -> None:
    """Entries as headings: code and text in an `h4`, their items behind it in a section."""
    for entry in entries(root):
        if local(entry) == "table":
            code, content, spans, below = _opened(entry)
            heading = make(entry, "h4", *spans, text=f"{code} {content.text or ''}")
            replace(entry, heading, *([make(entry, "section", *below)] if below else []))
        else:
            replace(entry, make(entry, "h4", *entry[0], text=entry[0].text))


def entries_over_two_tables(root: Element) -> None:
    """Entries with many items go on in a second table behind the first, whose code cell is empty."""
    for entry in [e for e in entries(root) if local(e) == "table"]:
        content = cells_of(entry)[-1]
        known = set(tables(content))
        below = [c for c in content if c in known]
        if len(below) > 1:
            moved = content[content.index(below[len(below) // 2]) :]
            cells = [make(entry, "td", *part, valign="top") for part in ((), (), moved)]
            entry.addnext(make(entry, "table", make(entry, "tbody", make(entry, "tr", *cells)), width="100%"))


def entries_of_two_cells(root: Element) -> None:
    """Entries as tables of two cells, the code with a stop, without the empty cell before it."""
    for n, entry in enumerate(entries(root)):
        if local(entry) == "table":
            empty, code, _ = cells_of(entry)
            empty.getparent().remove(empty)
            leaf = next(e for e in code.iter() if (e.text or "").strip())
            leaf.text = f"{(leaf.text or '').strip()}{('.', '', ':')[n % 3]}"


def lists_in_entries(root: Element) -> None:
    """Consolidated: the lists and notes of an entry inside its division, not behind it."""
    for entry in [e for e in entries(root) if local(e) == "div"]:
        for part in list(entry.itersiblings()):
            is_note = NOTE.match(text_of(part)) is not None
            if ("grid-list" not in names_of(part) and not is_note) or (CODE.match(text_of(part)) and part.get("style")):
                break
            entry.append(part)


def wide_blanks(text: str) -> Mutator:
    """Another text for the wide blank behind a code or label, or none (plain copies: `5A101Telemetry`)."""

    def mutate(root: Element) -> None:
        for element in all_of(root, "span"):
            if "word-spacing" in (element.get("style") or ""):
                element.text = text
                unwrap(element)

    return mutate


# -- what stands between and in paragraphs


def connective_apart(tag: str) -> Mutator:
    """The last word of an item, `and` or `or`, in a paragraph of its own (`p`) or behind a line break (`br`)."""

    def mutate(root: Element) -> None:
        for element in all_of(root, "span"):
            parent = element.getparent()
            is_last = text_of(element) in ("and", "or") and not (element.tail or "").strip() and parent[-1] is element
            if is_last and local(parent) == "p" and tag == "br":
                parent.insert(parent.index(element), make(parent, "br"))
            elif is_last and local(parent) == "p":
                parent.addnext(make(parent, "p", element, class_=parent.get("class") or ""))

    return mutate


def amended_passages(root: Element) -> None:
    """Marks of amending acts before items and inside texts."""
    rng = random.Random(4)
    for item in items(root):
        if rng.random() < 0.05:
            link = make(item, "a", text="▼M9", href="#M9", title="32026R9999: REPLACED")
            item.addprevious(make(item, "p", link, class_="modref"))


def page_heads(is_named: bool) -> Mutator:
    """The head of a page of the Official Journal before every fortieth item; with or without its classes."""
    widths, names = ("10%", "10%", "60%", "20%"), ("date", "lg", "ti", "oj")

    def mutate(root: Element) -> None:
        for n, item in enumerate(items(root)):
            if n % 40 == 20:
                cells = []
                words = ("14.11.2025", "EN", "Official Journal of the European Union", f"L 206/{n}")
                for name, text in zip(names, words, strict=True):
                    paragraph = make(item, "p", text=text, **({"class_": f"oj-hd-{name}"} if is_named else {}))
                    cells.append(make(item, "td", *([] if is_named else [etree.Comment(f" {name} ")]), paragraph))
                body = make(item, "tbody", make(item, "tr", *cells))
                item.addprevious(make(item, "table", *(make(item, "col", width=w) for w in widths), body))

    return mutate


def footnotes_elsewhere(root: Element) -> None:
    """Footnotes called by numbers in brackets without a raised digit, all of them at the end, with other ids."""
    ends = [p for p in all_of(root, "p") if "note" in _classes(p)]
    for link in all_of(root, "a"):
        for name in ("id", "href"):
            found = re.fullmatch(r"(#?)(ntr|ntc)(.*)", link.get(name) or "")
            if found:
                number = sum(map(ord, found[3])) % 997
                link.set(name, f"{found[1]}{'_ftn' if found[2] == 'ntr' else '_ftnref'}{number}")
    body = next((e for e in root.iter() if local(e) == "body"), root)
    box = make(body, "div", class_="footnotes")
    body.append(box)
    box.extend(ends)


def split_words(root: Element) -> None:
    """Spans that begin inside a word, blanks that do not break a line, and links to nothing."""
    rng = random.Random(9)
    for paragraph in all_of(root, "p"):
        text = paragraph.text or ""
        if len(text.strip()) >= 40 and rng.random() <= 0.3:
            at = text.index(text.split()[-1]) + 2
            paragraph.insert(0, make(paragraph, "span", text=text[at:]))
            paragraph.text = text[:at].replace(" of ", "\u00a0of\u2009", 1)


# -- in any form


def split_labels(root: Element) -> None:
    """Codes and labels set in pieces: `3B<b>001</b>`, `<b>a</b>.`"""
    name, attributes = ("HT", {"TYPE": "BOLD"}) if root.tag.isupper() else ("b", {})
    for element in [e for e in root.iter() if isinstance(e.tag, str) and not len(e)]:
        text = (element.text or "").strip()
        found = re.fullmatch(r"(\d[A-E]|ML ?)(\d+)", text)
        if found:
            element.append(make(element, name, text=found[2], **attributes))
            element.text = found[1]
        elif LABEL.fullmatch(text):
            element.append(make(element, name, text=text[:-1], **attributes))
            element.text, element[0].tail = None, "."


def upright_terms(root: Element) -> None:
    """Defined terms upright within italics, unless they are all of a text."""
    for element in list(root.iter()):
        if not re.search(r"\bitalics?\b", names_of(element), re.IGNORECASE) or len(element) or element is root:
            continue
        pieces = re.split(r"(\"[^\"]*\"|'[^']{3,}')", element.text or "")
        if len(pieces) < 3 or not any(c.isalpha() for c in "".join(pieces[::2])):
            continue
        after, tail = element, element.tail
        element.text, element.tail = pieces[0], pieces[1]
        for text, between in zip(pieces[2::2], [*pieces[3::2], tail], strict=True):
            piece = etree.Element(element.tag, dict(element.attrib))
            piece.text = text
            after.addnext(piece)
            # `addnext` takes no tail along from the element before.
            piece.tail, after = between, piece


def _each_text(change: Callable[[str, random.Random], str]) -> Mutator:
    def mutate(root: Element) -> None:
        rng = random.Random(21)
        for element in root.iter():
            if isinstance(element.tag, str) and local(element) not in ("title", "style", "script"):
                element.text = change(element.text, rng) if element.text else element.text
                element.tail = change(element.tail, rng) if element.tail else element.tail

    return mutate


def _blanks(text: str, rng: random.Random) -> str:
    kinds = ("\u00a0", "\u2009", "\u202f", "\n      ", "\t", "\u2003")
    return re.sub(r"(?<=\S) (?=\S)", lambda m: rng.choice(kinds) if rng.random() < 0.33 else m[0], text)


def _unseen(text: str, rng: random.Random) -> str:
    nothing = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
    text = re.sub(r"[^\W\d_]{9,}", lambda m: f"{m[0][:4]}\u00ad{m[0][4:]}" if rng.random() < 0.3 else m[0], text)
    places = r"(?<=\d)(?=[A-E]\d{3})|(?<=[A-E]\d)(?=\d\d)|(?<=ML)(?=\d)|(?<=/)"
    text = re.sub(places, lambda _: rng.choice(nothing), text)
    return f"{text}{rng.choice(nothing)}" if text.strip() and rng.random() < 0.2 else text


other_blanks = _each_text(_blanks)
"""Every third blank inside a text is one that does not break, or a thin one, or a line break with indent."""
invisible = _each_text(_unseen)
"""Soft hyphens in long words; characters of no width behind labels, codes, slashes and at the ends of texts."""
other_hyphens = _each_text(lambda text, _: re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", "\u2011", text))
"""Hyphens that do not break, as a word processor writes them."""
