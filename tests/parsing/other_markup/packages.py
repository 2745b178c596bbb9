"""One publication in several files, or saved by a browser: bytes to bytes."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable, Sequence

from lxml import etree

from tests.parsing.other_markup.trees import CODE, Element, entries, local, text_of

Packer = Callable[[bytes], bytes]

_ACT = (
    "<ACT><TITLE><TI><P>Regulation on vats</P></TI></TITLE><ENACTING.TERMS><ARTICLE><TI.ART>Article 1</TI.ART>"
    "<ALINEA>Annex I is replaced by the text in the Annex; 3B001 and ML4 are touched.</ALINEA></ARTICLE>"
    "</ENACTING.TERMS></ACT>"
)
_OTHER = (
    "<ANNEX><TITLE><TI><P>ANNEX IV</P></TI></TITLE><CONTENTS><NP><NO.P>1C239</NO.P><TXT>Some of it.</TXT></NP>"
    "</CONTENTS></ANNEX>"
)


def zipped(files: Sequence[tuple[str, str]]) -> bytes:
    """A package, its members in this order."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files:
            made.writestr(name, text)
    return kept.getvalue()


def _cut(root: Element, places: Sequence[Element]) -> list[Element]:
    """The tree in parts, each beginning with one of these elements; what encloses it stays around it, without texts."""
    marks, originals = set(places), list(root.iter())
    numbers: dict[Element, int] = {}
    held: dict[Element, set[int]] = {e: set() for e in originals}
    number = 0
    for element in originals:
        number += element in marks
        numbers[element] = number
        for around in (element, *element.iterancestors()):
            held[around].add(number)
    parts = []
    for at in range(len(places) + 1):
        part = copy.deepcopy(root)
        for original, made in zip(originals, list(part.iter()), strict=True):
            if at not in held[original] and made.getparent() is not None:
                made.getparent().remove(made)
            elif numbers[original] != at and isinstance(made.tag, str):
                made.text = None
        for original, made in zip((e for e in originals if at in held[e]), list(part.iter()), strict=True):
            if max(held[original]) != at:
                made.tail = None
        parts.append(part)
    return parts


def _places(root: Element, kind: str) -> list[Element]:
    """Where a tree is cut: before groups, before entries, before items inside an entry."""
    if kind == "groups":
        found = [e for e in root.iter("GR.SEQ") if e.get("LEVEL") == "1"] or list(root.iter("GR.SEQ"))
        return found[1:]
    if kind == "entries":
        found = [e for e in root.iter("NP") if len(e) and CODE.fullmatch(text_of(e[0]))]
        return found[3::7]
    found = [i for i in root.iter("ITEM") if i.getprevious() is not None]
    return found[17::61]


def split_package(kind: str, titled: bool = False, listed: bool = False, backwards: bool = False) -> Packer:
    """A Formex file as a package: the act, the annex in several members, another annex; with a manifest if `listed`.

    `backwards`: the names of the members run against their order, so that only the manifest tells it.
    """

    def pack(data: bytes) -> bytes:
        root = etree.fromstring(data)
        parts = _cut(root, _places(root, kind))
        title = next((t for t in root if t.tag == "TITLE"), None)
        names = [f"L_202502003EN.{300 + (99 - n if backwards else n):06}.fmx.xml" for n in range(len(parts) + 2)]
        files = [(names[0], _ACT)]
        for n, part in enumerate(parts):
            if titled and n and title is not None:
                for old in [t for t in part if t.tag == "TITLE"]:
                    part.remove(old)
                part.insert(0, copy.deepcopy(title))
            files.append((names[n + 1], etree.tostring(part, encoding="unicode")))
        files.append((names[-1], _OTHER))
        if listed:
            references = "".join(
                f'<DOC.SUB.PUB TYPE="ANNEX"><REF.PHYS FILE="{n}" TYPE="DOC.XML"/></DOC.SUB.PUB>' for n in names
            )
            files.append(("L_202502003EN.doc.fmx.xml", f"<DOC><FMX>{references}</FMX></DOC>"))
            files.append(("L_202502003EN.toc.fmx.xml", "<PUBLICATION><TOC><P>ANNEX I ... 2</P></TOC></PUBLICATION>"))
        return zipped([(f"L_202502003EN/{n}", text) for n, text in files])

    return pack


def saved_by_browser(data: bytes) -> bytes:
    """A page as a browser writes it: HTML in capitals, characters by name, attributes the other way round."""
    root = etree.fromstring(data)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = local(element)
            attributes = list(element.attrib.items())
            for name in list(element.attrib):
                del element.attrib[name]
            for name, value in reversed(attributes):
                element.set(name.rpartition("}")[2], value)
    for table in root.iter("table"):
        columns = [c for c in table if c.tag == "col"]
        if columns:
            group = etree.Element("colgroup")
            table.insert(0, group)
            group.extend(columns)
        rows = [r for r in table if r.tag == "tr"]
        if rows:
            body = etree.SubElement(table, "tbody")
            body.extend(rows)
    head = root.find("head")
    if head is not None:
        etree.SubElement(head, "script").text = "if (1 < 2) { document.title = '3B001 Vats'; }"
        etree.SubElement(head, "style").text = ".oj-normal { margin: 0 } /* ML7 */"
    text = etree.tostring(root, encoding="unicode", method="html")
    for sign, name in (
        ("\u00a0", "nbsp"),
        ("–", "ndash"),
        ("’", "rsquo"),
        ("‘", "lsquo"),
        ("°", "deg"),
        ("µ", "micro"),
    ):
        text = text.replace(sign, f"&{name};")
    text = re.sub(r"<(/?)(table|tr|td|p|span)\b", lambda m: f"<{m[1]}{m[2].upper()}", text)
    text = text.replace("</TD>", "").replace("</TR>", "")  # a browser's parser closes them
    return f"<!DOCTYPE html>\n<!-- saved from url=(0034)https://example.org/page -->\n{text}".encode()


def in_a_portal(data: bytes) -> bytes:
    """A page inside the frame of a portal: menus before it, links behind it."""
    root = etree.fromstring(data)
    body = next(e for e in root.iter() if local(e) == "body")
    inner = "".join(etree.tostring(e, encoding="unicode") for e in body)
    menu = "".join(
        f"<li><a href='#{w}'>{w}</a></li>" for w in ("Home", "EU law", "Directory", "Help", "3A001 in brief")
    )
    return (
        "<!DOCTYPE html><html lang='en'><head><title>Regulation - EN - Portal</title></head><body>"
        f"<header><nav><ul>{menu}</ul></nav><form><input name='q'/><button>Search</button></form></header>"
        f"<div id='MainContent'><h1>Document</h1><div class='panel'><div id='text'>{inner}</div></div></div>"
        "<footer><p>Managed by an office</p><ul><li>Legal notice</li><li>Cookies</li></ul></footer></body></html>"
    ).encode()


def split_pages(data: bytes) -> bytes:
    """A page as several: cut before every ninth entry, each with its own head."""
    root = etree.fromstring(data)
    parts = _cut(root, entries(root)[4::9])
    return zipped([(f"part{n:02}.html", etree.tostring(p, encoding="unicode")) for n, p in enumerate(parts)])
