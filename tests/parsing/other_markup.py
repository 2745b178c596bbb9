"""Official files set otherwise: the same law in markup that other conversions and other editors would write.

Each mutator takes the root of a parsed file and changes it in place; the words and their order stay, so what the
parser should find stays too. `FORMS` says which mutator fits which form.

>>> from lxml import etree
>>> root = etree.fromstring('<p class="oj-normal">Pumps <span class="oj-italic">or</span> valves</p>')
>>> plain_classes(root)
>>> etree.tostring(root).decode()
'<p class="normal">Pumps <span class="italic">or</span> valves</p>'
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

Element = Any
Mutator = Callable[[Element], None]

_LABEL = re.compile(r"(?:[a-z]{1,2}|\d{1,2})\.")
_NOTE = re.compile(r"(?:Notes?|Technical [Nn]otes?|N\.B\.)[ .:\d]*")
_OWN = "{http://www.w3.org/1999/xhtml}"


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _all(root: Element, *names: str) -> list[Element]:
    return [e for e in root.iter() if _local(e) in names]


def _make(like: Element, name: str, **attributes: str) -> Element:
    prefix = f"{_OWN}" if like.tag.startswith(_OWN) else ""
    return etree.Element(prefix + name, attributes)


def _unwrap(element: Element) -> None:
    """Take an element away and leave what it holds."""
    parent = element.getparent()
    at = parent.index(element)
    pieces = [element.text, *element, element.tail]
    element.tail = None
    parent.remove(element)
    previous = parent[at - 1] if at else None
    for piece in pieces:
        if isinstance(piece, str):
            if previous is None:
                parent.text = (parent.text or "") + piece
            else:
                previous.tail = (previous.tail or "") + piece
        elif piece is not None:
            parent.insert(at, piece)
            at, previous = at + 1, piece


# -- items, in any form


def _items(root: Element) -> list[Element]:
    """The element of each item: a table of one row, a grid, an ITEM."""
    found = []
    for element in root.iter():
        name = _local(element)
        if name == "table":
            cells = _cells(element)
            if len(cells) == 2 and _LABEL.fullmatch(_text(cells[0])):
                found.append(element)
        elif name == "ITEM" or (name == "div" and "grid-list" in (element.get("class") or "").split()):
            found.append(element)
    return found


def _cells(table: Element) -> list[Element]:
    return [c for row in _all(table, "tr")[:1] for c in row if _local(c) == "td"]


def _inside(item: Element) -> Element:
    """Where the text and the children of an item stand."""
    if _local(item) == "table":
        return _cells(item)[1]
    if _local(item) == "ITEM":
        return item[0] if len(item) and item[0].tag == "NP" else item
    return item[1]


def _is_note_item(item: Element) -> bool:
    """Whether an item stands in a note: the item or what is around it is in italics, or a note encloses it."""
    text = next((_text(c) for c in _inside(item) if _local(c) in ("p", "TXT")), "")
    italic = " ".join(_text(e) for e in _inside(item).iter() if "italic" in f"{e.get('class')} {e.get('TYPE')}".lower())
    return text[:30] in italic


def _children(item: Element) -> list[Element]:
    inside, known = _inside(item), []
    for element in inside.iter():
        if element is not inside and element in _memo and _owner(element) is item:
            known.append(element)
    return known


_memo: set[Element] = set()


def _owner(element: Element) -> Element | None:
    return next((a for a in element.iterancestors() if a in _memo), None)


def _place(target: Element, moved: list[Element], template: Element) -> None:
    """Put items behind what an item holds."""
    inside = _inside(target)
    if template.tag == "ITEM":
        last = inside[-1]
        is_list = last.tag == "P" and len(last) == 1 and last[0].tag == "LIST"
        home = last[0] if is_list else etree.SubElement(etree.SubElement(inside, "P"), "LIST", TYPE="alpha")
        home.extend(moved)
    else:
        inside.extend(moved)


def misplaced(deeper: int, share: float = 0.06, seed: int = 7) -> Mutator:
    """Items put `deeper` levels below the item before them, with all that follow in their list; or above it (-1)."""

    def mutate(root: Element) -> None:
        rng = random.Random(seed)
        _memo.clear()
        _memo.update(_items(root))
        done: set[Element] = set()
        for item in [i for i in root.iter() if i in _memo]:
            if item in done or _is_note_item(item) or rng.random() > share:
                continue
            behind = list(itertools.takewhile(lambda s: s in _memo and not _is_note_item(s), item.itersiblings()))
            # One fault a list: what has been moved with all below it is left alone afterwards.
            done.update(e for moved in (item, *behind) for e in moved.iter() if e in _memo)
            if deeper < 0:
                owner = _owner(item)
                if owner is None or _owner(owner) is None or _is_note_item(owner):
                    continue
                at = owner.getparent().index(owner) + 1
                for moved in reversed([item, *behind]):
                    owner.getparent().insert(at, moved)
                continue
            target = next((s for s in item.itersiblings(preceding=True) if s in _memo), None)
            if target is None or item.getprevious() is not target:
                continue
            path = [target]
            while len(path) < deeper and (below := [c for c in _children(path[-1]) if not _is_note_item(c)]):
                path.append(below[-1])
            if len(path) == deeper and _ends_with(path[0], path[-1]):
                _place(path[-1], [item, *behind], item)

    return mutate


def _ends_with(outer: Element, inner: Element) -> bool:
    """Whether nothing stands in `outer` behind `inner`, so that a move there keeps the order of the words."""
    around = itertools.takewhile(lambda e: e is not outer, [inner, *inner.iterancestors()])
    return not any(_text(s) for e in around for s in e.itersiblings())


def two_items_a_cell(root: Element) -> None:
    """The second of two childless items stands as a paragraph in the cell of the first."""
    rng = random.Random(3)
    for item in _items(root):
        before = item.getprevious()
        if _local(item) != "table" or before is None or _local(before) != "table" or rng.random() > 0.1:
            continue
        cells, earlier = _cells(item), _cells(before)
        if len(earlier) != 2 or len(cells[1]) != 1 or len(earlier[1]) != 1 or _local(cells[1][0]) != "p":
            continue
        paragraph = cells[1][0]
        paragraph.text = f"{_text(cells[0])} {(paragraph.text or '').lstrip()}"
        earlier[1].append(paragraph)
        item.getparent().remove(item)


def connective_apart(tag: str) -> Mutator:
    """The last word of an item, `and` or `or`, in a paragraph of its own (`p`) or behind a line break (`br`)."""

    def mutate(root: Element) -> None:
        for element in _all(root, "span"):
            word, parent = _text(element), element.getparent()
            if (
                word not in ("and", "or")
                or _local(parent) != "p"
                or (element.tail or "").strip()
                or parent[-1] is not element
            ):
                continue
            if tag == "br":
                parent.insert(parent.index(element), _make(parent, "br"))
                continue
            apart = _make(parent, "p", **{"class": parent.get("class") or ""})
            apart.append(element)
            parent.addnext(apart)

    return mutate


# -- pages


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


def other_tables(root: Element) -> None:
    """Columns of other widths in a colgroup, rows in no tbody or with a head, a div around each table."""
    for n, table in enumerate(_all(root, "table")):
        columns = [c for c in table if _local(c) == "col"]
        widths = ("3%", "97%") if len(columns) == 2 else ("5%", "5%", "90%")
        if columns and len(columns) <= 3:
            group = _make(table, "colgroup")
            table.insert(0, group)
            for column, width in zip(columns, widths, strict=True):
                column.set("width", width)
                group.append(column)
        for body in [b for b in table if _local(b) == "tbody"]:
            if n % 3 == 0:
                _unwrap(body)
            elif n % 3 == 1 and "table" not in (table.get("class") or ""):
                body.tag = body.tag.replace("tbody", "thead")
        if n % 2:
            wrapper = _make(table, "div", **{"class": "oj-tbl-wrap"})
            table.addprevious(wrapper)
            wrapper.append(table)


def no_italics(root: Element) -> None:
    """Notes set upright."""
    for element in list(root.iter()):
        kind = (
            f"{element.get('class') or ''} {element.get('TYPE') or ''}".lower() if isinstance(element.tag, str) else ""
        )
        if re.search(r"\bitalics?\b", kind) and element.getparent() is not None:
            _unwrap(element)


def notes_as_tables(root: Element) -> None:
    """A heading and the paragraph behind it become a row with the label."""
    for heading in _all(root, "p"):
        text = heading.getnext()
        if "ti-annotation" not in (heading.get("class") or "") or text is None or _local(text) != "p":
            continue
        table = _make(heading, "table")
        heading.addprevious(table)
        row = etree.SubElement(table, heading.tag[:-1] + "tr")
        for part in (heading, text):
            part.tail = None
            etree.SubElement(row, heading.tag[:-1] + "td").append(part)
        heading.set("class", "oj-normal")


def notes_as_paragraphs(root: Element) -> None:
    """A row with the label of a note, or its heading, becomes a paragraph that begins with it."""
    for table in _all(root, "table"):
        cells = _cells(table)
        if len(cells) == 2 and _NOTE.fullmatch(_text(cells[0])) and table.getparent() is not None and len(cells[1]):
            first = cells[1][0]
            if _local(first) == "p":
                first.text = f"{_text(cells[0])} {first.text or ''}"
                for part in list(cells[1]):
                    table.addprevious(part)
                table.getparent().remove(table)
    for heading in _all(root, "p"):
        if "ti-annotation" in (heading.get("class") or ""):
            heading.set("class", "oj-normal")
    for label in [e for e in _all(root, "span") if e.get("class") == "no-parag"]:
        _unwrap(label)


def other_note_labels(root: Element) -> None:
    """`Note 1:` as `NOTE 1.`, `N.B.` as `N.B.:`, `Note:` as `Note`."""
    for element in [e for e in root.iter() if _local(e) in ("p", "NO.P", "span", "TI")]:
        label = _text(element)
        if not _NOTE.fullmatch(label):
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


def notes_in_last_item(root: Element) -> None:
    """Half of the notes that stand behind an item move into it."""
    rng = random.Random(5)
    for note in list(_notes(root)):
        before = note[0].getprevious()
        at = before
        if rng.random() > 0.5 or at is None:
            continue
        if _local(at) == "table" and len(_cells(at)) == 2 and _LABEL.fullmatch(_text(_cells(at)[0])):
            _cells(at)[1].extend(note)
        elif _local(at) == "div" and "grid-list" in (at.get("class") or "").split():
            at[1].extend(note)
        elif at.tag == "P" and len(at) == 1 and at[0].tag == "LIST" and len(at[0]) and at[0][-1].find("NP") is not None:
            at[0][-1].find("NP").extend(note)


def _notes(root: Element) -> Iterator[list[Element]]:
    for element in root.iter():
        name = _local(element)
        first = element[0] if len(element) else None
        if name == "table":
            is_note = len(_cells(element)) == 2 and bool(_NOTE.fullmatch(_text(_cells(element)[0])))
        elif name == "div":
            is_note = first is not None and first.get("class") == "no-parag"
        else:
            is_alone = name == "P" and len(element) == 1
            is_note = is_alone and (element[0].tag == "GR.ANNOTATION" or _has_note_number(element[0]))
        if is_note:
            yield [element]


def _has_note_number(element: Element) -> bool:
    return (
        element.tag == "NP" and element.find("NO.P") is not None and bool(_NOTE.fullmatch(_text(element.find("NO.P"))))
    )


def split_words(root: Element) -> None:
    """Spans that begin inside a word, blanks that do not break a line, and links to nothing."""
    rng = random.Random(9)
    for paragraph in _all(root, "p"):
        text = paragraph.text or ""
        if len(text.strip()) < 40 or rng.random() > 0.3:
            continue
        at = text.index(text.split()[-1]) + 2
        span = _make(paragraph, "span")
        span.text, span.tail, paragraph.text = text[at:], None, text[:at].replace(" of ", "\u00a0of\u2009", 1)
        paragraph.insert(0, span)


def amended_passages(root: Element) -> None:
    """Marks of amending acts before items and inside texts."""
    rng = random.Random(4)
    for item in _items(root):
        if rng.random() < 0.05:
            mark = _make(item, "p", **{"class": "modref"})
            mark.append(_make(item, "a", href="#M9", title="32026R9999: REPLACED"))
            mark[0].text = "▼M9"
            item.addprevious(mark)


# -- Formex


def numbers_in_text(root: Element) -> None:
    """Labels of items inside their text, and no numbered paragraph."""
    rng = random.Random(2)
    for item in _all(root, "ITEM"):
        np = item[0] if len(item) else None
        if np is None or np.tag != "NP" or np.find("TXT") is None or np.find("NO.P") is None or rng.random() > 0.3:
            continue
        text, number = np.find("TXT"), np.find("NO.P")
        leaf = text[0] if len(text) and not (text.text or "").strip() and text[0].tag == "HT" else text
        leaf.text = f"{_text(number)} {leaf.text or ''}"
        text.tag = "P"
        np.remove(number)
        _unwrap(np)


def texts_in_paragraphs(root: Element) -> None:
    """Numbered paragraphs whose text is their first P."""
    for np in _all(root, "NP"):
        text = np.find("TXT")
        if text is not None and np.getparent().tag == "ITEM":
            text.tag = "P"


def other_lists(root: Element) -> None:
    """Types of lists that tell nothing, and groups one level lower."""
    for element in _all(root, "LIST"):
        element.set("TYPE", "DASH")
    for element in _all(root, "GR.SEQ"):
        element.set("LEVEL", str(int(element.get("LEVEL") or 1) + 1))


def notes_as_annotations(root: Element) -> None:
    """Numbered notes as annotations with a title."""
    for np in [
        e for e in _all(root, "NP") if _has_note_number(e) and e.getparent().tag == "P" and e.find("TXT") is not None
    ]:
        number, text = np.find("NO.P"), np.find("TXT")
        title = etree.Element("TITLE")
        paragraph = etree.SubElement(etree.SubElement(title, "TI"), "P")
        paragraph.text = _text(number)
        np.remove(number)
        text.tag, np.tag = "P", "ANNOTATION"
        np.insert(0, title)
        group = etree.Element("GR.ANNOTATION")
        np.addprevious(group)
        group.append(np)


def notes_in_text(root: Element) -> None:
    """Labels of notes inside their text, in no annotation and no numbered paragraph."""
    for np in [
        e for e in _all(root, "NP") if _has_note_number(e) and e.getparent().tag == "P" and e.find("TXT") is not None
    ]:
        number, text = np.find("NO.P"), np.find("TXT")
        leaf = text[0] if len(text) and not (text.text or "").strip() and text[0].tag == "HT" else text
        leaf.text = f"{_text(number)} {leaf.text or ''}"
        text.tag = "P"
        np.remove(number)
        _unwrap(np)


# -- Dutch


def labels_in_text(root: Element) -> None:
    """Items without `li.nr`, their labels in their first paragraph."""
    for item in _all(root, "li"):
        number, text = item.find("{*}li.nr"), item.find("{*}al")
        if number is not None and text is not None:
            text.text = f"{_text(number)} {text.text or ''}"
            item.remove(number)


def rows_for_items(root: Element) -> None:
    """The lists of the annex as tables: a row for each item, lists below it in its second cell."""
    for annex in _all(root, "bijlage"):
        for top in [e for e in _all(annex, "lijst") if not any(_local(a) == "lijst" for a in e.iterancestors())]:
            table = etree.Element("table")
            body = etree.SubElement(etree.SubElement(table, "tgroup", cols="2"), "tbody")
            for item in [e for e in top if _local(e) == "li"]:
                row = etree.SubElement(body, "row")
                label = etree.SubElement(etree.SubElement(row, "entry"), "al")
                cell = etree.SubElement(row, "entry")
                for part in list(item):
                    if _local(part) == "li.nr":
                        label.text = _text(part)
                    else:
                        cell.append(part)
            table.tail = top.tail
            top.getparent().replace(top, table)


def stressed_notes(root: Element) -> None:
    """Paragraphs that begin a note, in italics."""
    for text in _all(root, "al"):
        if re.match(r"(?:Noot|Technische noot|N\.B\.)", _text(text)) and not len(text):
            inner = etree.SubElement(text, "nadruk", type="cur")
            inner.text, text.text = text.text, None


def other_memorandum(root: Element) -> None:
    """The explanatory note under another name."""
    for title in _all(root, "titel", "tussenkop"):
        if re.fullmatch(r"(?:Nota van )?[Tt]oelichting", _text(title)):
            title.text = "NOTA VAN TOELICHTING" if _text(title) == "Toelichting" else "TOELICHTING"


_ANY: dict[str, Mutator] = {
    "one too deep": misplaced(1),
    "two too deep": misplaced(2),
    "three too deep": misplaced(3),
    "one too shallow": misplaced(-1),
    "notes in the last item": notes_in_last_item,
    "no italics": no_italics,
    "other note labels": other_note_labels,
}
_PAGE: dict[str, Mutator] = {
    "no classes": no_classes,
    "plain classes": plain_classes,
    "split words": split_words,
    "notes as paragraphs": notes_as_paragraphs,
}
FORMS: dict[str, dict[str, Mutator]] = {
    "oj": {
        **_ANY,
        **_PAGE,
        "other tables": other_tables,
        "notes as tables": notes_as_tables,
        "two items in a cell": two_items_a_cell,
        "connectives in paragraphs": connective_apart("p"),
        "connectives behind breaks": connective_apart("br"),
    },
    "consolidated": {**_ANY, **_PAGE, "amended passages": amended_passages},
    "fmx": {
        **_ANY,
        "numbers in text": numbers_in_text,
        "texts in paragraphs": texts_in_paragraphs,
        "other lists": other_lists,
        "annotations": notes_as_annotations,
        "notes in text": notes_in_text,
    },
    "nl": {
        "labels in text": labels_in_text,
        "rows for items": rows_for_items,
        "stressed notes": stressed_notes,
        "other memorandum": other_memorandum,
    },
}
