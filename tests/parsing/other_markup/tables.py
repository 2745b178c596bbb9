"""Tables of pages: other widths, spans, nesting, items without a table of their own."""

from __future__ import annotations

import random

from lxml import etree

from tests.parsing.other_markup.trees import Element, all_of, cells_of, items, local, make, text_of, unwrap


def two_items_a_cell(root: Element) -> None:
    """The second of two childless items stands as a paragraph in the cell of the first."""
    rng = random.Random(3)
    for item in items(root):
        before = item.getprevious()
        if local(item) != "table" or before is None or local(before) != "table" or rng.random() > 0.1:
            continue
        cells, earlier = cells_of(item), cells_of(before)
        if len(earlier) != 2 or len(cells[1]) != 1 or len(earlier[1]) != 1 or local(cells[1][0]) != "p":
            continue
        paragraph = cells[1][0]
        paragraph.text = f"{text_of(cells[0])} {(paragraph.text or '').lstrip()}"
        earlier[1].append(paragraph)
        item.getparent().remove(item)


def other_tables(root: Element) -> None:
    """Columns of other widths in a colgroup, rows in no tbody or with a head, a div around each table."""
    for n, table in enumerate(all_of(root, "table")):
        columns = [c for c in table if local(c) == "col"]
        widths = ("3%", "97%") if len(columns) == 2 else ("5%", "5%", "90%")
        if columns and len(columns) <= 3:
            group = make(table, "colgroup")
            table.insert(0, group)
            for column, width in zip(columns, widths, strict=True):
                column.set("width", width)
                group.append(column)
        for body in [b for b in table if local(b) == "tbody"]:
            if n % 3 == 0:
                unwrap(body)
            elif n % 3 == 1 and "table" not in (table.get("class") or ""):
                body.tag = body.tag.replace("tbody", "thead")
        if n % 2:
            wrapper = make(table, "div", **{"class": "oj-tbl-wrap"})
            table.addprevious(wrapper)
            wrapper.append(table)


def rows_of_one_table(root: Element) -> None:
    """Neighbouring items as rows of one table."""
    known = set(items(root))
    for item in list(known):
        if local(item) != "table" or item.getparent() is None or item.getprevious() in known:
            continue
        body = next((b for b in item if local(b) == "tbody"), item)
        following = item.getnext()
        while following is not None and following in known:
            after = following.getnext()
            body.extend(all_of(following, "tr")[:1])
            following.getparent().remove(following)
            following = after


def spanned_cells(root: Element) -> None:
    """Items in three columns: an empty one before or behind the label, or the text over two; labels as `th`."""
    for n, item in enumerate(items(root)):
        if local(item) != "table":
            continue
        label, text = cells_of(item)
        if n % 4 == 0:
            label.addprevious(make(label, "td"))
        elif n % 4 == 1:
            label.addnext(make(label, "td", width="1%"))
        elif n % 4 == 2:
            text.set("colspan", "2")
            label.tag = label.tag.replace("td", "th")
        else:
            text.addnext(make(label, "td"))


def boxed_tables(root: Element) -> None:
    """Each item's table in the one cell of another table, without widths."""
    for item in items(root):
        if local(item) != "table":
            continue
        for column in [c for c in item if local(c) == "col"]:
            item.remove(column)
        box = make(item, "table")
        item.addprevious(box)
        cell = etree.SubElement(etree.SubElement(box, item.tag.replace("table", "tr")), item.tag.replace("table", "td"))
        tail, item.tail = item.tail, None
        box.tail = tail
        cell.append(item)


def labels_in_paragraphs(root: Element) -> None:
    """Items without a table: the label before the text in a paragraph, and a division for what is below."""
    for item in reversed(items(root)):
        if local(item) == "table":
            label, content = cells_of(item)
        elif local(item) == "div" and len(item) > 1:
            label, content = item[0], item[1]
        else:
            continue
        division = make(item, "div")
        item.addprevious(division)
        first = content[0] if len(content) else None
        if first is not None and local(first) in ("p", "span") and not (content.text or "").strip():
            first.tag = make(item, "p").tag
            first.text = f"{text_of(label)} {(first.text or '').lstrip()}"
        else:
            content.text = f"{text_of(label)} {(content.text or '').lstrip()}"
        division.text = content.text
        division.extend(list(content))
        division.tail, item.tail = item.tail, None
        item.getparent().remove(item)


def labels_in_spans(root: Element) -> None:
    """Items without a table: label and text in neighbouring spans with nothing between them."""
    for item in reversed(items(root)):
        if local(item) != "table":
            continue
        label, content = cells_of(item)
        division = make(item, "div", **{"class": "point"})
        for part, words in (("num", label), ("txt", content)):
            piece = etree.SubElement(division, make(item, "div" if len(content) > 1 and part == "txt" else "span").tag)
            piece.set("class", part)
            piece.text = text_of(label) if part == "num" else words.text
            if part == "txt":
                piece.extend(list(content))
                for paragraph in [p for p in piece if local(p) == "p"][: 1 if piece.tag.endswith("span") else 0]:
                    paragraph.tag = make(item, "span").tag
        item.addprevious(division)
        division.tail, item.tail = item.tail, None
        item.getparent().remove(item)


def descriptions(root: Element) -> None:
    """Items as a description list: the label a term, the rest its description."""
    for item in reversed(items(root)):
        if local(item) != "table":
            continue
        label, content = cells_of(item)
        described = make(item, "dl")
        etree.SubElement(described, make(item, "dt").tag).text = text_of(label)
        description = etree.SubElement(described, make(item, "dd").tag)
        description.text = content.text
        description.extend(list(content))
        item.addprevious(described)
        described.tail, item.tail = item.tail, None
        item.getparent().remove(item)


def grids_as_margins(root: Element) -> None:
    """Grids as texts before 2022 set them: a margin for each level, all of them neighbours."""
    for item in reversed(items(root)):
        if local(item) == "div":
            depth = sum("grid-list" in (a.get("class") or "").split() for a in item.iterancestors())
            item.set("depth", str(depth))
    for item in reversed(items(root)):
        if local(item) != "div" or len(item) < 2:
            continue
        label, content = item[0], item[1]
        left = 18 * (int(item.attrib.pop("depth")) + 1)
        outer = make(item, "div", style=f"margin-left: {left}pt; text-indent: -18pt")
        first = content[0] if len(content) else None
        if first is not None and local(first) == "p":
            content.remove(first)
        else:
            first = make(item, "p", **{"class": "norm"})
        space = make(item, "span", style="word-spacing: 8pt")
        space.text = " "
        space.tail, first.text = first.text, text_of(label)
        first.insert(0, space)
        first.tail = None
        outer.append(first)
        item.addprevious(outer)
        for part in list(content):
            if local(part) == "p" and part.get("class") == "norm":
                part.set("class", "list")
            if part.get("class") in ("norm", "list") and part.get("style") is None:
                part.set("style", f"margin-left: {left}pt")
            item.addprevious(part)
        item.getparent().remove(item)


def nested_margins(root: Element) -> None:
    """Grids as texts before 2022 really set them: a hanging indent as wide as the label, children inside."""
    for item in reversed(items(root)):
        if local(item) != "div" or len(item) < 2:
            continue
        label, content = item[0], item[1]
        width = 24 + 6 * len(text_of(label))
        outer = make(item, "div", style=f"margin-left: {width}pt; text-indent: -{width}pt")
        first = content[0] if len(content) else None
        if first is None or local(first) != "p":
            first = make(item, "p", **{"class": "norm"})
            content.insert(0, first)
        space = make(item, "span", style="word-spacing: 18pt")
        space.text = " "
        space.tail, first.text = first.text, text_of(label)
        first.insert(0, space)
        outer.extend(list(content))
        for part in outer[1:]:
            if local(part) == "p" and part.get("class") == "norm":
                part.set("class", "list")
        outer.tail, item.tail = item.tail, None
        item.addprevious(outer)
        item.getparent().remove(item)


def renamed_grids(root: Element) -> None:
    """Grids by other names, or none."""
    for n, item in enumerate(items(root)):
        if local(item) == "div" and len(item) > 1:
            for part, name in zip((item, item[0], item[1]), ("row", "col-1 num", "col-11"), strict=True):
                if n % 2:
                    part.set("class", name)
                else:
                    del part.attrib["class"]
