"""Notes in other markup, with other labels, upright; notes and items nested where they do not belong, at any depth."""

from __future__ import annotations

import itertools
import random
import re

from lxml import etree

from tests.parsing.other_markup.trees import (
    LABEL,
    NOTE,
    Element,
    Mutator,
    all_of,
    cells_of,
    first_of,
    has_note_number,
    inside,
    is_note_item,
    items,
    local,
    make,
    names_of,
    notes,
    parts_of,
    replace,
    text_of,
    unwrap,
)


def no_italics(root: Element) -> None:
    """Notes set upright."""
    for element in list(root.iter()):
        if re.search(r"\bitalics?\b", names_of(element).lower()) and element is not root:
            unwrap(element)


def other_note_labels(root: Element) -> None:
    """`Note 1:` as `NOTE 1.`, `N.B.` as `N.B.:`, `Note:` as `Note`."""
    for element in [e for e in root.iter() if local(e) in ("p", "NO.P", "span", "TI")]:
        label = text_of(element)
        if NOTE.fullmatch(label):
            new = {"N.B.": "N.B.:", "Note:": "Note"}.get(label, re.sub(r"^Note (\d+):?$", r"NOTE \1.", label))
            leaf = next((e for e in element.iter() if (e.text or "").strip()), element)
            for inner in list(element.iter())[1:]:
                inner.text = inner.tail = None
            leaf.text = new
            for inner in list(element.iter())[1:]:
                if inner is not leaf and leaf not in inner.iter():
                    inner.getparent().remove(inner)


# -- pages


def notes_as_tables(root: Element) -> None:
    """A heading and the paragraph behind it become a row with the label."""
    for heading in all_of(root, "p"):
        text = heading.getnext()
        if "ti-annotation" in names_of(heading) and text is not None and local(text) == "p":
            table = make(heading, "table")
            heading.addprevious(table)
            heading.tail = text.tail = None
            heading.set("class", "oj-normal")
            table.append(make(heading, "tr", make(heading, "td", heading), make(heading, "td", text)))


def notes_as_paragraphs(root: Element) -> None:
    """A row with the label of a note, or its heading, becomes a paragraph that begins with it."""
    for table in all_of(root, "table"):
        cells = cells_of(table)
        is_note = len(cells) == 2 and NOTE.fullmatch(text_of(cells[0])) and len(cells[1])
        if is_note and table.getparent() is not None and local(cells[1][0]) == "p":
            cells[1][0].text = f"{text_of(cells[0])} {cells[1][0].text or ''}"
            replace(table, *cells[1])
    for heading in all_of(root, "p"):
        if "ti-annotation" in names_of(heading):
            heading.set("class", "oj-normal")
    for label in [e for e in all_of(root, "span") if e.get("class") == "no-parag"]:
        unwrap(label)


def quoted_notes(root: Element) -> None:
    """Notes as block quotations: the label in bold, a line break, the text."""
    for note in [n for n in notes(root) if local(n) in ("table", "div")]:
        parts = parts_of(note)
        if parts is None:
            continue
        label, content = parts
        first, line = first_of(content), make(note, "br")
        line.tail = (content if first is None else first).text
        pieces, rest = list(content if first is None else first), list(content)[1:]
        if first is None:
            is_inline = [local(e) in ("span", "i") for e in pieces]
            end = is_inline.index(False) if False in is_inline else len(pieces)
            pieces, rest = pieces[:end], pieces[end:]
        paragraph = make(note, "p", make(note, "b", text=text_of(label)), line, *pieces)
        replace(note, make(note, "blockquote", paragraph, *rest))


def note_words_in_rows(root: Element) -> None:
    """The label of a note in a row of its own over its text, or before it in one cell."""
    for n, note in enumerate(list(notes(root))):
        if local(note) != "table":
            continue
        label, content = cells_of(note)
        row = label.getparent()
        if n % 2:
            row.addprevious(make(row, "tr", label))
        else:
            paragraph = make(row, "p", *label, text=label.text)
            content.insert(0, paragraph)
            paragraph.tail, content.text = content.text, None
            row.remove(label)
        content.set("colspan", "2")


def notes_apart(root: Element) -> None:
    """Each note in a box of its own: a division within a division."""
    for note in [n for n in notes(root) if local(n) in ("table", "div")]:
        box = make(note, "div", make(note, "div"), class_="box")
        note.addprevious(box)
        box[0].append(note)


# -- Formex


def _numbered(root: Element) -> list[tuple[Element, Element, Element]]:
    """The numbered notes with their number and text."""
    found = [e for e in all_of(root, "NP") if has_note_number(e) and e.getparent().tag == "P"]
    return [(e, e.find("NO.P"), e.find("TXT")) for e in found if e.find("TXT") is not None]


def notes_as_annotations(root: Element) -> None:
    """Numbered notes as annotations with a title."""
    for np, number, text in _numbered(root):
        title = make(np, "TITLE", make(np, "TI", make(np, "P", text=text_of(number))))
        np.remove(number)
        text.tag, np.tag = "P", "ANNOTATION"
        np.insert(0, title)
        group = make(np, "GR.ANNOTATION")
        np.addprevious(group)
        group.append(np)


def notes_in_text(root: Element) -> None:
    """Labels of notes inside their text, in no annotation and no numbered paragraph."""
    for np, number, text in _numbered(root):
        leaf = text[0] if len(text) and not (text.text or "").strip() and text[0].tag == "HT" else text
        leaf.text = f"{text_of(number)} {leaf.text or ''}"
        text.tag = "P"
        np.remove(number)
        unwrap(np)


def listed_notes(root: Element) -> None:
    """Notes as items of lists without labels."""
    for note in list(notes(root)):
        if note.tag == "P" and note[0].tag == "NP":
            note.append(make(note, "LIST", make(note, "ITEM", note[0]), TYPE="NONE"))


# -- nested where they do not belong


def notes_in_last_item(root: Element) -> None:
    """Half of the notes that stand behind an item move into it."""
    rng = random.Random(5)
    for note in list(notes(root)):
        at = note.getprevious()
        if rng.random() > 0.5 or at is None:
            continue
        if local(at) == "table" and len(cells_of(at)) == 2 and LABEL.fullmatch(text_of(cells_of(at)[0])):
            cells_of(at)[1].append(note)
        elif local(at) == "div" and "grid-list" in names_of(at).split():
            at[1].append(note)
        elif at.tag == "P" and len(at) == 1 and at[0].tag == "LIST" and len(at[0]) and at[0][-1].find("NP") is not None:
            at[0][-1].find("NP").append(note)


def notes_before_lists(root: Element) -> None:
    """Half of the notes that stand behind a list stand before it, still in the same provision."""
    rng = random.Random(11)
    in_notes = {i for i in items(root) if is_note_item(i)}
    known = set(items(root)) - in_notes
    for note in list(notes(root)):
        before = list(itertools.takewhile(lambda s: s in known, note.itersiblings(preceding=True)))
        if len(before) > 1 and note.getnext() not in in_notes and rng.random() < 0.5:
            before[-1].addprevious(note)


def misplaced(deeper: int, share: float = 0.06, seed: int = 7) -> Mutator:
    """Items put `deeper` levels below the item before them, with all that follow in their list; or above it (-1)."""

    def mutate(root: Element) -> None:
        rng = random.Random(seed)
        known = set(items(root))
        done: set[Element] = set()
        for item in [i for i in root.iter() if i in known]:
            if item in done or is_note_item(item) or rng.random() > share:
                continue
            behind = itertools.takewhile(lambda s: s in known and not is_note_item(s), item.itersiblings())
            moved = [item, *behind]
            # One fault a list: what has been moved with all below it is left alone afterwards.
            done.update(e for part in moved for e in part.iter() if e in known)
            if deeper < 0:
                owner = _owner(item, known)
                if owner is not None and _owner(owner, known) is not None and not is_note_item(owner):
                    for part in reversed(moved):
                        owner.getparent().insert(owner.getparent().index(owner) + 1, part)
                continue
            path = [item.getprevious()] if item.getprevious() in known else []
            while path and len(path) < deeper and (below := _children(path[-1], known)):
                path.append(below[-1])
            if path and len(path) == deeper and _ends_with(path[0], path[-1]):
                _place(path[-1], moved)

    return mutate


def _owner(element: Element, known: set[Element]) -> Element | None:
    return next((a for a in element.iterancestors() if a in known), None)


def _children(item: Element, known: set[Element]) -> list[Element]:
    below = [e for e in inside(item).iterdescendants() if e in known and _owner(e, known) is item]
    return [e for e in below if not is_note_item(e)]


def _ends_with(outer: Element, inner: Element) -> bool:
    """Whether nothing stands in `outer` behind `inner`, so that a move there keeps the order of the words."""
    around = itertools.takewhile(lambda e: e is not outer, [inner, *inner.iterancestors()])
    return not any(text_of(s) for e in around for s in e.itersiblings())


def _place(target: Element, moved: list[Element]) -> None:
    """Put items behind what an item holds."""
    within = inside(target)
    if moved[0].tag == "ITEM":
        last = within[-1]
        if last.tag != "P" or len(last) != 1 or last[0].tag != "LIST":
            last = etree.SubElement(within, "P")
            etree.SubElement(last, "LIST", TYPE="alpha")
        within = last[0]
    within.extend(moved)
