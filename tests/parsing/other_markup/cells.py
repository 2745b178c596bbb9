"""Cells of pages: label and text in one, entries over two tables, empty parts, widths told in other ways."""

from __future__ import annotations

import random
import re

from lxml import etree

from tests.parsing.other_markup.trees import (
    CODE,
    LABEL,
    NOTE,
    Element,
    all_of,
    cells_of,
    entries,
    inside,
    is_note_item,
    items,
    local,
    make,
    notes,
    text_of,
)

_GAPS = ("\u00a0", "\u00a0\u00a0\u00a0", "\t", "\u2009", "\u2003", "\n   ", " ")


def labels_and_texts_in_one_cell(root: Element) -> None:
    """Items as tables of one cell: the label, a blank of some kind, the text."""
    rng = random.Random(31)
    for item in items(root):
        if local(item) != "table":
            continue
        label, content = cells_of(item)
        first = content[0] if len(content) and not (content.text or "").strip() else None
        holder = first if first is not None and local(first) in ("p", "span") else content
        holder.text = f"{text_of(label)}{rng.choice(_GAPS)}{(holder.text or '').lstrip()}"
        label.getparent().remove(label)
        content.set("colspan", "2")


def entries_over_two_tables(root: Element) -> None:
    """Entries with many items go on in a second table behind the first, whose code cell is empty."""
    for entry in entries(root):
        if local(entry) != "table":
            continue
        content = cells_of(entry)[-1]
        tables = [c for c in content if local(c) == "table" and LABEL.fullmatch(text_of(cells_of(c)[0]))]
        if len(tables) < 2:
            continue
        second = make(entry, "table", width="100%")
        row = etree.SubElement(etree.SubElement(second, make(entry, "tbody").tag), make(entry, "tr").tag)
        for _ in range(2):
            etree.SubElement(row, make(entry, "td").tag, valign="top")
        cell = etree.SubElement(row, make(entry, "td").tag, valign="top")
        at = content.index(tables[len(tables) // 2])
        cell.extend(content[at:])
        entry.addnext(second)


def entries_of_two_cells(root: Element) -> None:
    """Entries as tables of two cells, the code with a stop, without the empty cell before it."""
    for n, entry in enumerate(entries(root)):
        if local(entry) != "table":
            continue
        empty, code, _ = cells_of(entry)
        empty.getparent().remove(empty)
        leaf = next(e for e in code.iter() if (e.text or "").strip())
        leaf.text = f"{(leaf.text or '').strip()}{('.', '', ':')[n % 3]}"


def empty_parts(root: Element) -> None:
    """Empty paragraphs, spans, rows and comments around and inside items."""
    rng = random.Random(32)
    for item in items(root):
        empty = make(item, "p")
        empty.text = rng.choice(("", "\u00a0", " \u200b"))
        item.addprevious(empty)
        if local(item) == "table":
            label, content = cells_of(item)
            row = make(item, "tr")
            for _ in range(2):
                etree.SubElement(row, make(item, "td").tag).text = rng.choice(("", "\u00a0", "\n"))
            label.getparent().addprevious(row)
            content.append(make(item, "p"))
            label.insert(0, make(item, "span"))
        item.addprevious(etree.Comment(" a. Vats; "))


def widths_in_styles(root: Element) -> None:
    """Widths in pixels or points and in styles, none in some, each cell's content in a division."""
    for n, table in enumerate(all_of(root, "table")):
        for column in [c for c in table.iter() if local(c) == "col"]:
            if column.getparent() is not table:
                continue
            width = column.attrib.pop("width", "")
            if n % 3 == 0:
                column.set("style", f"width: {width}")
            elif n % 3 == 1:
                column.set("width", "24" if width == "4%" else "580")
            else:
                table.remove(column)
        if "oj-table" in (table.get("class") or "") or not any(local(c) == "td" for c in cells_of(table)):
            continue
        for row in [r for r in all_of(table, "tr") if next(r.iterancestors(table.tag)) is table]:
            for cell in row:
                cell.set("style", "width: 18pt" if len(text_of(cell)) < 8 else "")
                division = make(cell, "div")
                division.text, cell.text = cell.text, None
                division.extend(list(cell))
                cell.append(division)


def labels_without_stops(root: Element) -> None:
    """Labels of items without their stop where they have a cell of their own."""
    for n, item in enumerate(items(root)):
        holder = cells_of(item)[0] if local(item) == "table" else item[0]
        if holder.tag == "NP":
            holder = holder[0]
        leaf = next((e for e in holder.iter() if LABEL.fullmatch((e.text or "").strip())), None)
        if leaf is not None and n % 4 == 0:
            leaf.text = (leaf.text or "").strip().rstrip(".")


def dashes_in_notes(root: Element) -> None:
    """Dashes or bullets for the labels of those lists of notes that hold no other list."""
    known = set(items(root))
    for n, first in enumerate(items(root)):
        if first.getprevious() in known:
            continue
        run = [first]
        while run[-1].getnext() in known:
            run.append(run[-1].getnext())
        if len(run) < 2 or any(not _is_plain_note_item(i) or any(e in known for e in i.iterdescendants()) for i in run):
            continue
        for item in run:
            holder = cells_of(item)[0] if local(item) == "table" else item[0]
            if holder.tag == "NP":
                holder = holder[0]
            leaf = next((e for e in holder.iter() if LABEL.fullmatch((e.text or "").strip())), None)
            if leaf is not None:
                leaf.text = "—–•"[n % 3]


def _is_plain_note_item(item: Element) -> bool:
    return bool(text_of(inside(item))) and is_note_item(item)


def note_words_in_rows(root: Element) -> None:
    """The label of a note in a row of its own over its text, or before it in one cell."""
    for n, note in enumerate(list(notes(root))):
        element = note[0]
        if local(element) != "table":
            continue
        label, content = cells_of(element)
        row = label.getparent()
        if n % 2:
            above = make(row, "tr")
            row.addprevious(above)
            above.append(label)
        else:
            paragraph = make(row, "p")
            paragraph.extend(list(label))
            paragraph.text = label.text
            content.insert(0, paragraph)
            paragraph.tail, content.text = content.text, None
            row.remove(label)
        content.set("colspan", "2")


def upright_terms(root: Element) -> None:
    """Defined terms upright within italics, unless they are all of a text."""
    for element in list(root.iter()):
        kind = f"{element.get('class') or ''} {element.get('TYPE') or ''}" if isinstance(element.tag, str) else ""
        if not re.search(r"\bitalics?\b", kind, re.IGNORECASE) or len(element) or element.getparent() is None:
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


def lists_in_entries(root: Element) -> None:
    """Consolidated: the lists and notes of an entry inside its division, not behind it."""
    for entry in entries(root):
        if local(entry) != "div":
            continue
        for part in list(entry.itersiblings()):
            names = part.get("class") or "" if isinstance(part.tag, str) else "-"
            style = part.get("style") or "" if isinstance(part.tag, str) else ""
            is_note = NOTE.match(text_of(part)) is not None
            if ("grid-list" not in names and not is_note) or (CODE.match(text_of(part)) and style):
                break
            entry.append(part)
