"""Pages: classes, and what stands in a paragraph."""

from __future__ import annotations

import itertools
import random
import re

from lxml import etree

from tests.parsing.other_markup.trees import (
    Element,
    Mutator,
    all_of,
    cells_of,
    entries,
    is_boundary,
    items,
    local,
    make,
    text_of,
    unwrap,
)


def connective_apart(tag: str) -> Mutator:
    """The last word of an item, `and` or `or`, in a paragraph of its own (`p`) or behind a line break (`br`)."""

    def mutate(root: Element) -> None:
        for element in all_of(root, "span"):
            word, parent = text_of(element), element.getparent()
            if (
                word not in ("and", "or")
                or local(parent) != "p"
                or (element.tail or "").strip()
                or parent[-1] is not element
            ):
                continue
            if tag == "br":
                parent.insert(parent.index(element), make(parent, "br"))
                continue
            apart = make(parent, "p", **{"class": parent.get("class") or ""})
            apart.append(element)
            parent.addnext(apart)

    return mutate


def plain_classes(root: Element) -> None:
    """Classes without their prefix, as conversions before October 2023 wrote them."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.get("class"):
            element.set("class", " ".join(c.removeprefix("oj-") for c in element.get("class").split()))


def no_classes(root: Element) -> None:
    """Paragraphs without a class, as an editor saves them; headings and exponents keep theirs."""
    for element in root.iter():
        if isinstance(element.tag, str) and re.fullmatch(
            r"(?:oj-)?(?:normal|norm|enumeration-spacing)", element.get("class") or ""
        ):
            del element.attrib["class"]


def split_words(root: Element) -> None:
    """Spans that begin inside a word, blanks that do not break a line, and links to nothing."""
    rng = random.Random(9)
    for paragraph in all_of(root, "p"):
        text = paragraph.text or ""
        if len(text.strip()) < 40 or rng.random() > 0.3:
            continue
        at = text.index(text.split()[-1]) + 2
        span = make(paragraph, "span")
        span.text, span.tail, paragraph.text = text[at:], None, text[:at].replace(" of ", "\u00a0of\u2009", 1)
        paragraph.insert(0, span)


def amended_passages(root: Element) -> None:
    """Marks of amending acts before items and inside texts."""
    rng = random.Random(4)
    for item in items(root):
        if rng.random() < 0.05:
            mark = make(item, "p", **{"class": "modref"})
            mark.append(make(item, "a", href="#M9", title="32026R9999: REPLACED"))
            mark[0].text = "▼M9"
            item.addprevious(mark)


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


def _names(element: Element) -> list[str]:
    return [c.removeprefix("oj-") for c in (element.get("class") or "").split()] if isinstance(element.tag, str) else []


def tags_for_classes(root: Element) -> None:
    """No class at all: what they meant is told by elements, `i`, `sup`, `h2`."""
    for element in root.iter():
        for name in _names(element):
            heading = _HEADING.fullmatch(name)
            if name in _MEANING and local(element) == "span":
                element.tag = element.tag.replace("span", _MEANING[name][0])
            elif heading and local(element) == "p":
                element.tag = element.tag[:-1] + f"h{int(heading[1]) + 1}"
        if _names(element):
            del element.attrib["class"]


def styles_for_classes(root: Element) -> None:
    """Classes that tell nothing (`c1`), and the look in a style attribute."""
    known: dict[str, str] = {}
    for element in root.iter():
        for name in _names(element):
            if name in _MEANING:
                element.set("style", _MEANING[name][1])
            elif _HEADING.fullmatch(name):
                element.set("style", "text-align: center; font-weight: bold")
        if _names(element):
            element.set("class", " ".join(known.setdefault(n, f"c{len(known) + 1}") for n in _names(element)))


def renamed_classes(root: Element) -> None:
    """Classes that tell nothing, and nothing in their place but the spans that had them."""
    known: dict[str, str] = {}
    for element in root.iter():
        if _names(element):
            element.set("class", " ".join(known.setdefault(n, f"c{len(known) + 1}") for n in _names(element)))


def entries_in_divisions(root: Element) -> None:
    """Each entry and what stands behind it, up to the next one or a heading, in a division with an id."""
    for first in entries(root):
        division = make(first, "div", **{"class": "eli-subdivision", "id": f"x{text_of(first)[:6].strip()}"})
        behind = list(itertools.takewhile(lambda s: not is_boundary(s), first.itersiblings()))
        first.addprevious(division)
        division.extend([first, *behind])


def bare_entries(root: Element) -> None:
    """Entries without a table: the code, a blank and the text in a paragraph, and the items behind it."""
    for first in entries(root):
        if local(first) != "table":
            continue
        cells = [c for c in cells_of(first) if text_of(c)]
        paragraph = make(first, "p", **{"class": "oj-normal"})
        content = cells[1]
        paragraph.text = f"{text_of(cells[0])}\u00a0 {content.text or ''}"
        while len(content) and local(content[0]) == "span":
            paragraph.append(content[0])
        first.addprevious(paragraph)
        for part in list(content):
            first.addprevious(part)
        first.getparent().remove(first)


def codes_apart(root: Element) -> None:
    """Entries without a table: the code alone in a paragraph, the text in the next."""
    for first in entries(root):
        if local(first) != "table":
            continue
        cells = [c for c in cells_of(first) if text_of(c)]
        code = make(first, "p", **{"class": "oj-normal"})
        code.text = text_of(cells[0])
        first.addprevious(code)
        paragraph = make(first, "p", **{"class": "oj-normal"})
        paragraph.text = cells[1].text
        while len(cells[1]) and local(cells[1][0]) == "span":
            paragraph.append(cells[1][0])
        first.addprevious(paragraph)
        for part in list(cells[1]):
            first.addprevious(part)
        first.getparent().remove(first)


def glued_codes(root: Element) -> None:
    """The wide blank behind a code or label is gone, as in plain copies: `5A101Telemetry`."""
    for element in all_of(root, "span"):
        if "word-spacing" in (element.get("style") or ""):
            element.text = ""
            unwrap(element)


def narrow_blanks(root: Element) -> None:
    """The wide blank behind a code is a no-break space in the text."""
    for element in all_of(root, "span"):
        if "word-spacing" in (element.get("style") or ""):
            element.text = "\u00a0"
            unwrap(element)


_PAGE_HEAD = (
    "<table><col width='10%'/><col width='10%'/><col width='60%'/><col width='20%'/><tbody><tr>{}</tr></tbody></table>"
)
_CELLS = (("date", "14.11.2025"), ("lg", "EN"), ("ti", "Official Journal of the European Union"), ("oj", "L 206/{}"))


def page_heads(is_named: bool) -> Mutator:
    """The head of a page of the Official Journal before every fortieth item; with or without its classes."""

    def mutate(root: Element) -> None:
        for n, item in enumerate(items(root)):
            if n % 40 != 20:
                continue
            named = "<td><p class='oj-hd-{}'>{}</p></td>" if is_named else "<td><!-- {} --><p>{}</p></td>"
            cells = "".join(named.format(name, words.format(n)) for name, words in _CELLS)
            head = etree.fromstring(_PAGE_HEAD.format(cells))
            for element in head.iter(etree.Element):
                element.tag = make(item, element.tag).tag
            item.addprevious(head)

    return mutate


def footnotes_elsewhere(root: Element) -> None:
    """Footnotes called by numbers in brackets without a raised digit, all of them at the end, with other ids."""
    ends = [p for p in all_of(root, "p") if "note" in _names(p)]
    for link in all_of(root, "a"):
        for name in ("id", "href"):
            found = re.fullmatch(r"(#?)(ntr|ntc)(.*)", link.get(name) or "")
            if found:
                link.set(name, f"{found[1]}{'_ftn' if found[2] == 'ntr' else '_ftnref'}{abs(hash(found[3])) % 997}")
    body = next((e for e in root.iter() if local(e) == "body"), root)
    box = make(body, "div", **{"class": "footnotes"})
    body.append(box)
    box.extend(ends)
