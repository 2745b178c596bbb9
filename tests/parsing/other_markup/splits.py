"""What belongs together set apart, lists that are not nested, labels of other shapes."""

from __future__ import annotations

import random
import re

from lxml import etree

from tests.parsing.other_markup.trees import (
    LABEL,
    Element,
    Mutator,
    all_of,
    cells_of,
    entries,
    inside,
    items,
    local,
    make,
    notes,
    text_of,
)


def flat_items(root: Element) -> None:
    """No list in another: what stands in an item moves behind it, in the order of the page."""
    for item in reversed(items(root)):
        if local(item) not in ("table", "div"):
            continue
        within = inside(item)
        first = next((c for c in within if local(c) in ("table", "div")), None)
        if first is not None:
            moved = [first, *first.itersiblings()]
            for part in reversed(moved):
                item.addnext(part)


def halved_texts(root: Element) -> None:
    """Long texts in two paragraphs, as a page break leaves them; in Formex the second is a P behind the TXT."""
    rng = random.Random(13)
    for item in items(root):
        text = next((c for c in inside(item) if local(c) in ("p", "TXT")), None)
        if text is None or len(text) or len(text.text or "") < 60 or rng.random() > 0.4:
            continue
        words = (text.text or "").split(" ")
        at = next((n for n in range(len(words) // 2, len(words)) if words[n][:1].islower()), 0)
        if not at or LABEL.match(words[at]):
            continue
        second = make(
            text, "P" if text.tag == "TXT" else "p", **({"class": text.get("class")} if text.get("class") else {})
        )
        text.text, second.text = " ".join(words[:at]), " ".join(words[at:])
        second.tail, text.tail = text.tail, None
        text.addnext(second)


def continued_rows(root: Element) -> None:
    """The second half of a text, or the connective, in a row of its own with an empty cell for the label."""
    halved_texts(root)
    for item in items(root):
        within = inside(item)
        parts = [c for c in within if local(c) == "p"]
        if local(item) != "table" or len(parts) < 2 or parts[0].getnext() is not parts[1]:
            continue
        row = within.getparent()
        second = make(row, "tr")
        etree.SubElement(second, make(row, "td").tag)
        cell = etree.SubElement(second, make(row, "td").tag)
        cell.extend([parts[1], *parts[1].itersiblings()])
        row.addnext(second)


def labels(shape: str) -> Mutator:
    """Labels of items in another shape, such as `(a)`."""

    def mutate(root: Element) -> None:
        for item in items(root):
            holder = cells_of(item)[0] if local(item) == "table" else item[0]
            if holder.tag == "NP":
                holder = holder[0]
            leaf = next((e for e in holder.iter() if LABEL.fullmatch((e.text or "").strip())), None)
            if leaf is not None and leaf.text:
                leaf.text = shape.format(leaf.text.strip().rstrip("."))

    return mutate


def split_labels(root: Element) -> None:
    """Codes and labels set in pieces: `3B<b>001</b>`, `<b>a</b>.`"""
    bold = "HT" if root.tag.isupper() else "b"
    for element in [e for e in root.iter() if isinstance(e.tag, str)]:
        text = (element.text or "").strip()
        found = re.fullmatch(r"(\d[A-E]|ML ?)(\d+)", text)
        if found and not len(element):
            piece = etree.SubElement(element, make(element, bold).tag)
            if bold == "HT":
                piece.set("TYPE", "BOLD")
            element.text, piece.text = found[1], found[2]
        elif LABEL.fullmatch(text) and not len(element):
            piece = etree.SubElement(element, make(element, bold).tag)
            if bold == "HT":
                piece.set("TYPE", "BOLD")
            element.text, piece.text, piece.tail = None, text[:-1], "."


def connective_rows(root: Element) -> None:
    """The connective between two items in a table, a division or a paragraph of its own, between them."""
    for item in items(root):
        after = item.getnext()
        within = inside(item)
        texts = [c for c in within if local(c) in ("p", "TXT")]
        if after is None or not texts:
            continue
        word = next((e for e in texts[0].iter() if text_of(e) in ("and", "or") and e is not texts[0]), None)
        if word is None or (word.tail or "").strip() or word.getparent() is not texts[0]:
            continue
        texts[0].remove(word)
        word.tail = None
        if local(item) == "table":
            apart = etree.fromstring("<table><tr><td></td><td></td></tr></table>")
            for element in apart.iter():
                element.tag = make(item, element.tag).tag
            apart[0][1].append(word)
        else:
            apart = make(item, "div" if local(item) == "div" else "P")
            apart.append(word)
        item.addnext(apart)


def listed_items(root: Element) -> None:
    """Items as `li` of unmarked lists, their labels in bold before the text."""
    for item in reversed(items(root)):
        if local(item) == "table":
            label, content = cells_of(item)
        elif local(item) == "div" and len(item) > 1:
            label, content = item[0], item[1]
        else:
            continue
        listed = make(item, "ul", style="list-style: none")
        entry = etree.SubElement(listed, make(item, "li").tag)
        bold = etree.SubElement(entry, make(item, "b").tag)
        bold.text = text_of(label)
        first = content[0] if len(content) and not (content.text or "").strip() else None
        if first is not None and local(first) in ("p", "span"):
            bold.tail = f" {(first.text or '').lstrip()}"
            pieces = list(first)
            content.remove(first)
            entry.extend(pieces)
        else:
            bold.tail = f" {(content.text or '').lstrip()}"
        entry.extend(list(content))
        item.addprevious(listed)
        listed.tail, item.tail = item.tail, None
        item.getparent().remove(item)


def headed_entries(root: Element) -> None:
    """Entries as headings: code and text in an `h4`, their items behind it in a section."""
    for first in entries(root):
        heading = make(first, "h4")
        if local(first) == "table":
            code, content = (c for c in cells_of(first) if text_of(c))
            heading.text = f"{text_of(code)} {content.text or ''}"
            while len(content) and local(content[0]) == "span":
                heading.append(content[0])
            below = list(content)
        else:
            below = []
            heading.extend(list(first[0]))
            heading.text = first[0].text
        section = make(first, "section")
        first.addprevious(heading)
        if below:
            heading.addnext(section)
            section.extend(below)
        first.getparent().remove(first)


def quoted_notes(root: Element) -> None:
    """Notes as block quotations: the label in bold, a line break, the text."""
    for note in list(notes(root)):
        element = note[0]
        if local(element) == "table":
            label, content = cells_of(element)
        elif local(element) == "div" and len(element) > 1:
            label, content = element[0], element[1]
        else:
            continue
        first = content[0] if len(content) and not (content.text or "").strip() else None
        quoted = make(element, "blockquote")
        paragraph = etree.SubElement(quoted, make(element, "p").tag)
        bold = etree.SubElement(paragraph, make(element, "b").tag)
        bold.text = text_of(label)
        line = etree.SubElement(paragraph, make(element, "br").tag)
        if first is not None and local(first) in ("p", "span"):
            line.tail = first.text
            paragraph.extend(list(first))
            rest = list(content)[1:] if first in list(content) else list(content)
        else:
            line.tail = content.text
            rest = list(content)
            while rest and local(rest[0]) in ("span", "i"):
                paragraph.append(rest.pop(0))
        quoted.extend([r for r in rest if r is not first])
        element.addprevious(quoted)
        quoted.tail, element.tail = element.tail, None
        element.getparent().remove(element)


def columns_of_one_table(root: Element) -> None:
    """The list of an entry as one table: a column for each level, empty cells before the label."""
    known = set(items(root))
    for top in [i for i in items(root) if local(i) == "table"]:
        if top.getparent() is None or any(a in known for a in top.iterancestors()):
            continue
        table = make(top, "table")
        body = etree.SubElement(table, make(top, "tbody").tag)
        _rows_of(top, 0, body, known)
        top.addprevious(table)
        table.tail, top.tail = top.tail, None
        top.getparent().remove(top)


def _rows_of(item: Element, depth: int, body: Element, known: set[Element]) -> None:
    label, content = cells_of(item)
    parts = list(content)
    row = etree.SubElement(body, make(item, "tr").tag)
    for _ in range(depth):
        etree.SubElement(row, make(item, "td").tag)
    row.append(label)
    row.append(content)
    content.set("colspan", str(7 - depth))
    for part in parts:
        if part in known:
            content.remove(part)
            _rows_of(part, depth + 1, body, known)
        elif body[-1] is not row:
            # What stands behind an item goes on in the column of its text.
            behind = etree.SubElement(body, make(item, "tr").tag)
            for _ in range(depth + 1):
                etree.SubElement(behind, make(item, "td").tag)
            etree.SubElement(behind, make(item, "td").tag, colspan=str(7 - depth)).append(part)


def listed_notes(root: Element) -> None:
    """Formex: notes as items of lists without labels."""
    for note in list(notes(root)):
        if note[0].tag == "P" and note[0][0].tag == "NP":
            listed = etree.Element("LIST", TYPE="NONE")
            etree.SubElement(listed, "ITEM").append(note[0][0])
            note[0].append(listed)


def words_in_pieces(root: Element) -> None:
    """Formex: typography that begins inside words, and page breaks inside texts."""
    rng = random.Random(17)
    for text in all_of(root, "TXT"):
        words = (text.text or "").split(" ")
        if len(words) < 8 or rng.random() > 0.4:
            continue
        word = words[4]
        if not word.isalpha() or len(word) < 5:
            continue
        piece = etree.Element("HT", TYPE="EXPANDED")
        piece.text = word[3:]
        rest = " ".join(["", *words[5:]])
        page = etree.ProcessingInstruction("PAGE", f"NO='{rng.randint(2, 300)}'")
        text.text = " ".join([*words[:4], word[:3]])
        page.tail = rest
        piece.tail = None
        text.insert(0, piece)
        text.insert(1, page)
