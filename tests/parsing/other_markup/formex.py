"""Formex written otherwise: labels in texts, other lists."""

from __future__ import annotations

import random

from lxml import etree

from tests.parsing.other_markup.trees import CODE, Element, all_of, text_of, unwrap


def numbers_in_text(root: Element) -> None:
    """Labels of items inside their text, and no numbered paragraph."""
    rng = random.Random(2)
    for item in all_of(root, "ITEM"):
        np = item[0] if len(item) else None
        if np is None or np.tag != "NP" or np.find("TXT") is None or np.find("NO.P") is None or rng.random() > 0.3:
            continue
        text, number = np.find("TXT"), np.find("NO.P")
        leaf = text[0] if len(text) and not (text.text or "").strip() and text[0].tag == "HT" else text
        leaf.text = f"{text_of(number)} {leaf.text or ''}"
        text.tag = "P"
        np.remove(number)
        unwrap(np)


def texts_in_paragraphs(root: Element) -> None:
    """Numbered paragraphs whose text is their first P."""
    for np in all_of(root, "NP"):
        text = np.find("TXT")
        if text is not None and np.getparent().tag == "ITEM":
            text.tag = "P"


def other_lists(root: Element) -> None:
    """Types of lists that tell nothing, and groups one level lower."""
    for element in all_of(root, "LIST"):
        element.set("TYPE", "DASH")
    for element in all_of(root, "GR.SEQ"):
        element.set("LEVEL", str(int(element.get("LEVEL") or 1) + 1))


def no_groups(root: Element) -> None:
    """Headings as paragraphs, the groups unwrapped."""
    for group in all_of(root, "GR.SEQ"):
        title = group.find("TITLE")
        if title is not None:
            heading = etree.Element("P")
            for part in [e for e in title.iter("P", "TXT", "NO.P") if e.getparent().tag != "HT"]:
                heading.text = f"{heading.text or ''} {text_of(part)}".strip()
            group.replace(title, heading)
        unwrap(group)


def rows_for_lists(root: Element) -> None:
    """Lists as tables: a row for each item, what is below it in its second cell."""
    for made in reversed(all_of(root, "LIST")):
        rows = [(i[0].find("NO.P"), i[0]) for i in made if i.tag == "ITEM" and len(i) and i[0].tag == "NP"]
        if len(rows) != len(made) or any(n is None for n, _ in rows):
            continue
        corpus = etree.Element("CORPUS")
        for number, paragraph in rows:
            row = etree.SubElement(corpus, "ROW")
            etree.SubElement(row, "CELL", COL="1").text = text_of(number)
            cell = etree.SubElement(row, "CELL", COL="2")
            paragraph.remove(number)
            for part in list(paragraph):
                part.tag = "P" if part.tag == "TXT" else part.tag
                cell.append(part)
        table = etree.Element("TBL", COLS="2")
        table.append(corpus)
        table.tail = made.tail
        made.getparent().replace(made, table)


def lists_beside(root: Element) -> None:
    """Entries as neighbours of their lists: the code and text in a paragraph, then what was below."""
    for entry in [e for e in all_of(root, "NP") if CODE.fullmatch(text_of(e[0])) and e.find("TXT") is not None]:
        number, text = entry.find("NO.P"), entry.find("TXT")
        text.tag = "P"
        text.text = f"{text_of(number)} {text.text or ''}"
        entry.remove(number)
        unwrap(entry)


def notes_behind(root: Element) -> None:
    """Footnotes behind the stop, or in the label."""
    for n, note in enumerate(all_of(root, "NOTE")):
        owner = next(a for a in note.iterancestors() if a.tag in ("TXT", "P"))
        tail, note.tail = note.tail, None
        previous = note.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + (tail or "")
        else:
            note.getparent().text = (note.getparent().text or "") + (tail or "")
        number = owner.getparent().find("NO.P")
        (number if n % 2 and number is not None else owner).append(note)


def described_items(root: Element) -> None:
    """Items as definition lists: the label a TERM, the rest its DEFINITION."""
    for made in reversed(all_of(root, "LIST")):
        if any(i.tag != "ITEM" or not len(i) or i[0].tag != "NP" or i[0].find("NO.P") is None for i in made):
            continue
        made.tag = "DLIST"
        for item in list(made):
            paragraph = item[0]
            item.tag = "DLIST.ITEM"
            term = etree.SubElement(item, "TERM")
            definition = etree.SubElement(item, "DEFINITION")
            number = paragraph.find("NO.P")
            term.extend(list(number))
            term.text = number.text
            paragraph.remove(number)
            for part in list(paragraph):
                part.tag = "P" if part.tag == "TXT" else part.tag
                definition.append(part)
            item.remove(paragraph)


def bare_paragraphs(root: Element) -> None:
    """Numbered paragraphs right inside each other, without lists."""
    for made in reversed(all_of(root, "LIST")):
        around = made.getparent()
        if any(i.tag == "ITEM" and i.find("NP") is None for i in made):
            # A dash is the type of its list.
            continue
        for item in list(made):
            if item.tag == "ITEM":
                unwrap(item)
        unwrap(made)
        if around.tag == "P" and not (around.text or "").strip() and around.getparent() is not None:
            unwrap(around)


def groups_for_entries(root: Element) -> None:
    """Each entry as a group with its code and text for a title."""
    for entry in [e for e in all_of(root, "NP") if CODE.fullmatch(text_of(e[0])) and e.find("TXT") is not None]:
        number, text = entry.find("NO.P"), entry.find("TXT")
        title = etree.Element("TITLE")
        paragraph = etree.SubElement(etree.SubElement(title, "TI"), "NP")
        paragraph.append(number)
        paragraph.append(text)
        entry.tag = "GR.SEQ"
        entry.set("LEVEL", "3")
        entry.insert(0, title)


def numbered_parags(root: Element) -> None:
    """Entries as paragraphs of an article: NO.PARAG and ALINEA."""
    for entry in [e for e in all_of(root, "NP") if CODE.fullmatch(text_of(e[0])) and e.find("TXT") is not None]:
        entry.tag = "PARAG"
        entry.find("NO.P").tag = "NO.PARAG"
        alinea = etree.Element("ALINEA")
        text = entry.find("TXT")
        text.tag = "P"
        alinea.extend(entry[1:])
        entry.append(alinea)


def stressed_labels(root: Element) -> None:
    """Labels and codes in bold or italics, with blanks around them."""
    for n, number in enumerate(all_of(root, "NO.P")):
        if len(number) or not (number.text or "").strip():
            continue
        piece = etree.SubElement(number, "HT", TYPE="ITALIC" if n % 2 else "BOLD")
        piece.text, number.text = f" {number.text}\u00a0", None
