"""Items set otherwise: other tables and cells, no tables at all, what belongs together set apart, other labels."""

from __future__ import annotations

import random

from lxml import etree

from tests.parsing.other_markup.trees import (
    LABEL,
    Element,
    Mutator,
    all_of,
    cells_of,
    each_item,
    first_of,
    inside,
    is_note_item,
    items,
    label_of,
    local,
    make,
    names_of,
    parts_of,
    replace,
    tables,
    text_of,
    unwrap,
)

# -- tables and their cells


def two_items_a_cell(root: Element) -> None:
    """The second of two childless items stands as a paragraph in the cell of the first."""
    rng = random.Random(3)
    for item in tables(root):
        before = item.getprevious()
        if before is None or local(before) != "table" or rng.random() > 0.1:
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
        if columns and len(columns) <= 3:
            for column, width in zip(columns, ("3%", "97%") if len(columns) == 2 else ("5%", "5%", "90%"), strict=True):
                column.set("width", width)
            table.insert(0, make(table, "colgroup", *columns))
        for body in [b for b in table if local(b) == "tbody"]:
            if n % 3 == 0:
                unwrap(body)
            elif n % 3 == 1 and "table" not in names_of(table):
                body.tag = body.tag.replace("tbody", "thead")
        if n % 2:
            wrapper = make(table, "div", class_="oj-tbl-wrap")
            table.addprevious(wrapper)
            wrapper.append(table)


def rows_of_one_table(root: Element) -> None:
    """Neighbouring items as rows of one table."""
    known = set(items(root))
    for item in list(known):
        if local(item) != "table" or item.getparent() is None or item.getprevious() in known:
            continue
        body = next((b for b in item if local(b) == "tbody"), item)
        while (following := item.getnext()) is not None and following in known:
            body.extend(all_of(following, "tr")[:1])
            following.getparent().remove(following)


def spanned_cells(root: Element) -> None:
    """Items in three columns: an empty one before or behind the label, or the text over two; labels as `th`."""
    for n, item in enumerate(items(root)):
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
    for item in tables(root):
        for column in [c for c in item if local(c) == "col"]:
            item.remove(column)
        box = make(item, "table", make(item, "tr", make(item, "td")))
        item.addprevious(box)
        box.tail, item.tail = item.tail, None
        box[0][0].append(item)


def labels_and_texts_in_one_cell(root: Element) -> None:
    """Items as tables of one cell: the label, a blank of some kind, the text."""
    rng = random.Random(31)
    for item in tables(root):
        label, content = cells_of(item)
        holder = first_of(content)
        holder = content if holder is None else holder
        blank = rng.choice(("\u00a0", "\u00a0\u00a0\u00a0", "\t", "\u2009", "\u2003", "\n   ", " "))
        holder.text = f"{text_of(label)}{blank}{(holder.text or '').lstrip()}"
        label.getparent().remove(label)
        content.set("colspan", "2")


def empty_parts(root: Element) -> None:
    """Empty paragraphs, spans, rows and comments around and inside items."""
    rng = random.Random(32)
    for item in items(root):
        item.addprevious(make(item, "p", text=rng.choice(("", "\u00a0", " \u200b"))))
        if local(item) == "table":
            label, content = cells_of(item)
            cells = [make(item, "td", text=rng.choice(("", "\u00a0", "\n"))) for _ in range(2)]
            label.getparent().addprevious(make(item, "tr", *cells))
            content.append(make(item, "p"))
            label.insert(0, make(item, "span"))
        item.addprevious(etree.Comment(" a. Vats; "))


def widths_in_styles(root: Element) -> None:
    """Widths in pixels or points and in styles, none in some, each cell's content in a division."""
    for n, table in enumerate(all_of(root, "table")):
        for column in [c for c in table if local(c) == "col"]:
            width = column.attrib.pop("width", "")
            if n % 3 == 0:
                column.set("style", f"width: {width}")
            elif n % 3 == 1:
                column.set("width", "24" if width == "4%" else "580")
            else:
                table.remove(column)
        if "oj-table" in names_of(table) or not cells_of(table):
            continue
        for row in [r for r in all_of(table, "tr") if next(r.iterancestors(table.tag)) is table]:
            for cell in row:
                cell.set("style", "width: 18pt" if len(text_of(cell)) < 8 else "")
                division = make(cell, "div", *cell, text=cell.text)
                cell.text = None
                cell.append(division)


def columns_of_one_table(root: Element) -> None:
    """The list of an entry as one table: a column for each level, empty cells before the label."""
    known = set(items(root))
    for top in tables(root):
        if top.getparent() is not None and not any(a in known for a in top.iterancestors()):
            body = make(top, "tbody")
            replace(top, make(top, "table", body))
            _rows_of(top, 0, body, known)


def _rows_of(item: Element, depth: int, body: Element, known: set[Element]) -> None:
    label, content = cells_of(item)
    parts = list(content)
    row = make(item, "tr", *(make(item, "td") for _ in range(depth)), label, content)
    body.append(row)
    content.set("colspan", str(7 - depth))
    for part in parts:
        if part in known:
            content.remove(part)
            _rows_of(part, depth + 1, body, known)
        elif body[-1] is not row:
            # What stands behind an item goes on in the column of its text.
            cells = [*(make(item, "td") for _ in range(depth + 1)), make(item, "td", part, colspan=str(7 - depth))]
            body.append(make(item, "tr", *cells))


# -- without a table


def _in_paragraph(item: Element, label: Element, content: Element) -> Element:
    first = first_of(content)
    holder = content if first is None else first
    if first is not None:
        first.tag = make(item, "p").tag
    holder.text = f"{text_of(label)} {(holder.text or '').lstrip()}"
    return make(item, "div", *content, text=content.text)


def _in_spans(item: Element, label: Element, content: Element) -> Element:
    is_block = len(content) > 1
    text = make(item, "div" if is_block else "span", *content, text=content.text, class_="txt")
    if not is_block:
        for paragraph in [p for p in text if local(p) == "p"][:1]:
            paragraph.tag = make(item, "span").tag
    return make(item, "div", make(item, "span", text=text_of(label), class_="num"), text, class_="point")


def _described(item: Element, label: Element, content: Element) -> Element:
    description = make(item, "dd", *content, text=content.text)
    return make(item, "dl", make(item, "dt", text=text_of(label)), description)


def _listed(item: Element, label: Element, content: Element) -> Element:
    bold = make(item, "b", text=text_of(label))
    first = first_of(content)
    bold.tail = f" {((content if first is None else first).text or '').lstrip()}"
    if first is not None:
        content.remove(first)
    listed = make(item, "li", bold, *([] if first is None else first), *content)
    return make(item, "ul", listed, style="list-style: none")


labels_in_paragraphs = each_item(_in_paragraph, "table", "div")
"""The label before the text in a paragraph, and a division for what is below."""
labels_in_spans = each_item(_in_spans, "table")
"""Label and text in neighbouring spans with nothing between them."""
descriptions = each_item(_described, "table")
"""A description list: the label a term, the rest its description."""
listed_items = each_item(_listed, "table", "div")
"""`li` of unmarked lists, their labels in bold before the text."""


def _hanging(item: Element, label: Element, content: Element, blank: str, width: int, left: int) -> Element:
    """A division with a hanging indent: the label, a wide blank, the text."""
    first = content[0] if len(content) else None
    if first is None or local(first) != "p":
        first = make(item, "p", class_="norm")
    space = make(item, "span", text=" ", style=f"word-spacing: {blank}")
    space.tail, first.text, first.tail = first.text, text_of(label), None
    first.insert(0, space)
    return make(item, "div", first, style=f"margin-left: {left}pt; text-indent: -{width}pt")


def grids_as_margins(root: Element) -> None:
    """Grids as texts before 2022 set them: a margin for each level, all of them neighbours."""
    grids = [item for item in reversed(items(root)) if local(item) == "div" and len(item) > 1]
    lefts = {g: 18 * (1 + sum("grid-list" in names_of(a).split() for a in g.iterancestors())) for g in grids}
    for item in grids:
        outer = _hanging(item, item[0], item[1], "8pt", 18, lefts[item])
        for part in item[1]:
            if local(part) == "p" and part.get("class") == "norm":
                part.set("class", "list")
            if part.get("class") in ("norm", "list") and part.get("style") is None:
                part.set("style", f"margin-left: {lefts[item]}pt")
        replace(item, outer, *item[1])


def _nested(item: Element, label: Element, content: Element) -> Element:
    width = 24 + 6 * len(text_of(label))
    outer = _hanging(item, label, content, "18pt", width, width)
    for part in content:
        if local(part) == "p" and part.get("class") == "norm":
            part.set("class", "list")
    outer.extend(list(content))
    return outer


nested_margins = each_item(_nested, "div")
"""Grids as texts before 2022 really set them: a hanging indent as wide as the label, children inside."""


def renamed_grids(root: Element) -> None:
    """Grids by other names, or none."""
    for n, item in enumerate(items(root)):
        if parts_of(item) is not None:
            for part, name in zip((item, item[0], item[1]), ("row", "col-1 num", "col-11"), strict=True):
                if n % 2:
                    part.set("class", name)
                else:
                    del part.attrib["class"]


# -- set apart


def flat_items(root: Element) -> None:
    """No list in another: what stands in an item moves behind it, in the order of the page."""
    for item in reversed(items(root)):
        first = next((c for c in inside(item) if local(c) in ("table", "div")), None)
        if first is not None:
            for part in reversed([first, *first.itersiblings()]):
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
        second = make(text, "P" if text.tag == "TXT" else "p", text=" ".join(words[at:]))
        if text.get("class"):
            second.set("class", text.get("class"))
        text.text = " ".join(words[:at])
        second.tail, text.tail = text.tail, None
        text.addnext(second)


def continued_rows(root: Element) -> None:
    """The second half of a text, or the connective, in a row of its own with an empty cell for the label."""
    halved_texts(root)
    for item in tables(root):
        parts = [c for c in inside(item) if local(c) == "p"]
        if len(parts) > 1 and parts[0].getnext() is parts[1]:
            row = inside(item).getparent()
            moved = [parts[1], *parts[1].itersiblings()]
            row.addnext(make(row, "tr", make(row, "td"), make(row, "td", *moved)))


def connective_rows(root: Element) -> None:
    """The connective between two items in a table, a division or a paragraph of its own, between them."""
    for item in items(root):
        text = next((c for c in inside(item) if local(c) in ("p", "TXT")), None)
        if item.getnext() is None or text is None:
            continue
        word = next((e for e in text.iter() if text_of(e) in ("and", "or") and e is not text), None)
        if word is None or (word.tail or "").strip() or word.getparent() is not text:
            continue
        text.remove(word)
        word.tail = None
        if local(item) == "table":
            apart = make(item, "table", make(item, "tr", make(item, "td"), make(item, "td", word)))
        else:
            apart = make(item, "div" if local(item) == "div" else "P", word)
        item.addnext(apart)


# -- labels


def labels(shape: str, every: int = 1) -> Mutator:
    """Labels of items in another shape, such as `(a)`; of `every` so many one."""

    def mutate(root: Element) -> None:
        for n, item in enumerate(items(root)):
            leaf = label_of(item)
            if leaf is not None and n % every == 0:
                leaf.text = shape.format((leaf.text or "").strip().rstrip("."))

    return mutate


def dashes_in_notes(root: Element) -> None:
    """Dashes or bullets for the labels of those lists of notes that hold no other list."""
    known = set(items(root))
    for n, first in enumerate(items(root)):
        if first.getprevious() in known:
            continue
        run = [first]
        while run[-1].getnext() in known:
            run.append(run[-1].getnext())
        is_plain = all(text_of(inside(i)) and is_note_item(i) and known.isdisjoint(i.iterdescendants()) for i in run)
        for item in run if is_plain and len(run) > 1 else ():
            leaf = label_of(item)
            if leaf is not None:
                leaf.text = "—–•"[n % 3]
