"""The markup of notes: as tables, paragraphs, annotations; with other labels; upright."""

from __future__ import annotations

import re

from lxml import etree

from tests.parsing.other_markup.trees import (
    NOTE,
    Element,
    all_of,
    cells_of,
    has_note_number,
    local,
    make,
    text_of,
    unwrap,
)


def no_italics(root: Element) -> None:
    """Notes set upright."""
    for element in list(root.iter()):
        kind = (
            f"{element.get('class') or ''} {element.get('TYPE') or ''}".lower() if isinstance(element.tag, str) else ""
        )
        if re.search(r"\bitalics?\b", kind) and element.getparent() is not None:
            unwrap(element)


def notes_as_tables(root: Element) -> None:
    """A heading and the paragraph behind it become a row with the label."""
    for heading in all_of(root, "p"):
        text = heading.getnext()
        if "ti-annotation" not in (heading.get("class") or "") or text is None or local(text) != "p":
            continue
        table = make(heading, "table")
        heading.addprevious(table)
        row = etree.SubElement(table, heading.tag[:-1] + "tr")
        for part in (heading, text):
            part.tail = None
            etree.SubElement(row, heading.tag[:-1] + "td").append(part)
        heading.set("class", "oj-normal")


def notes_as_paragraphs(root: Element) -> None:
    """A row with the label of a note, or its heading, becomes a paragraph that begins with it."""
    for table in all_of(root, "table"):
        cells = cells_of(table)
        if len(cells) == 2 and NOTE.fullmatch(text_of(cells[0])) and table.getparent() is not None and len(cells[1]):
            first = cells[1][0]
            if local(first) == "p":
                first.text = f"{text_of(cells[0])} {first.text or ''}"
                for part in list(cells[1]):
                    table.addprevious(part)
                table.getparent().remove(table)
    for heading in all_of(root, "p"):
        if "ti-annotation" in (heading.get("class") or ""):
            heading.set("class", "oj-normal")
    for label in [e for e in all_of(root, "span") if e.get("class") == "no-parag"]:
        unwrap(label)


def other_note_labels(root: Element) -> None:
    """`Note 1:` as `NOTE 1.`, `N.B.` as `N.B.:`, `Note:` as `Note`."""
    for element in [e for e in root.iter() if local(e) in ("p", "NO.P", "span", "TI")]:
        label = text_of(element)
        if not NOTE.fullmatch(label):
            continue
        new = re.sub(r"^Note (\d+):?$", r"NOTE \1.", label)
        new = "N.B.:" if new == "N.B." else "Note" if new == "Note:" else new
        leaf = next((e for e in element.iter() if (e.text or "").strip()), element)
        for inner in list(element.iter())[1:]:
            inner.text = inner.tail = None
        leaf.text = new
        for inner in list(element.iter())[1:]:
            if inner is not leaf and leaf not in inner.iter():
                inner.getparent().remove(inner)


def notes_as_annotations(root: Element) -> None:
    """Numbered notes as annotations with a title."""
    for np in [
        e for e in all_of(root, "NP") if has_note_number(e) and e.getparent().tag == "P" and e.find("TXT") is not None
    ]:
        number, text = np.find("NO.P"), np.find("TXT")
        title = etree.Element("TITLE")
        paragraph = etree.SubElement(etree.SubElement(title, "TI"), "P")
        paragraph.text = text_of(number)
        np.remove(number)
        text.tag, np.tag = "P", "ANNOTATION"
        np.insert(0, title)
        group = etree.Element("GR.ANNOTATION")
        np.addprevious(group)
        group.append(np)


def notes_in_text(root: Element) -> None:
    """Labels of notes inside their text, in no annotation and no numbered paragraph."""
    for np in [
        e for e in all_of(root, "NP") if has_note_number(e) and e.getparent().tag == "P" and e.find("TXT") is not None
    ]:
        number, text = np.find("NO.P"), np.find("TXT")
        leaf = text[0] if len(text) and not (text.text or "").strip() and text[0].tag == "HT" else text
        leaf.text = f"{text_of(number)} {leaf.text or ''}"
        text.tag = "P"
        np.remove(number)
        unwrap(np)
