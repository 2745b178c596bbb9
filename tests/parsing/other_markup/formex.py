"""Formex and Dutch XML written otherwise: labels in texts, other lists, tables for lists, stressed notes and labels."""

from __future__ import annotations

import random
import re

from lxml import etree

from tests.parsing.other_markup.trees import CODE, Element, all_of, local, make, replace, text_of, unwrap


def _entries(root: Element) -> list[tuple[Element, Element, Element]]:
    """The entries with their code and text."""
    found = [e for e in all_of(root, "NP") if CODE.fullmatch(text_of(e[0]))]
    return [(e, e.find("NO.P"), e.find("TXT")) for e in found if e.find("TXT") is not None]


def _numbered_lists(root: Element) -> list[Element]:
    """The lists whose items all have a number, the innermost first."""
    return [
        made
        for made in reversed(all_of(root, "LIST"))
        if all(i.tag == "ITEM" and len(i) and i[0].tag == "NP" and i[0].find("NO.P") is not None for i in made)
    ]


def _number_apart(paragraph: Element) -> Element:
    """Take the number out of a numbered paragraph, whose text becomes a plain one."""
    number = paragraph.find("NO.P")
    paragraph.remove(number)
    for part in all_of(paragraph, "TXT"):
        part.tag = "P" if part.getparent() is paragraph else part.tag
    return number


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
            parts = [text_of(e) for e in title.iter("P", "TXT", "NO.P") if e.getparent().tag != "HT"]
            group.replace(title, make(title, "P", text=" ".join(parts).strip()))
        unwrap(group)


def rows_for_lists(root: Element) -> None:
    """Lists as tables: a row for each item, what is below it in its second cell."""
    for made in _numbered_lists(root):
        rows = []
        for item in made:
            label = make(made, "CELL", text=text_of(_number_apart(item[0])), COL="1")
            rows.append(make(made, "ROW", label, make(made, "CELL", *item[0], COL="2")))
        replace(made, make(made, "TBL", make(made, "CORPUS", *rows), COLS="2"))


def described_items(root: Element) -> None:
    """Items as definition lists: the label a TERM, the rest its DEFINITION."""
    for made in _numbered_lists(root):
        made.tag = "DLIST"
        for item in list(made):
            number = _number_apart(item[0])
            term, definition = make(made, "TERM", *number, text=number.text), make(made, "DEFINITION", *item[0])
            replace(item, make(made, "DLIST.ITEM", term, definition))


def bare_paragraphs(root: Element) -> None:
    """Numbered paragraphs right inside each other, without lists."""
    for made in reversed(all_of(root, "LIST")):
        around = made.getparent()
        if any(i.tag == "ITEM" and i.find("NP") is None for i in made):
            # A dash is the type of its list.
            continue
        for item in [i for i in made if i.tag == "ITEM"]:
            unwrap(item)
        unwrap(made)
        if around.tag == "P" and not (around.text or "").strip() and around.getparent() is not None:
            unwrap(around)


def lists_beside(root: Element) -> None:
    """Entries as neighbours of their lists: the code and text in a paragraph, then what was below."""
    for entry, number, text in _entries(root):
        text.tag = "P"
        text.text = f"{text_of(number)} {text.text or ''}"
        entry.remove(number)
        unwrap(entry)


def groups_for_entries(root: Element) -> None:
    """Each entry as a group with its code and text for a title."""
    for entry, number, text in _entries(root):
        entry.tag = "GR.SEQ"
        entry.set("LEVEL", "3")
        entry.insert(0, make(entry, "TITLE", make(entry, "TI", make(entry, "NP", number, text))))


def numbered_parags(root: Element) -> None:
    """Entries as paragraphs of an article: NO.PARAG and ALINEA."""
    for entry, number, text in _entries(root):
        entry.tag, number.tag, text.tag = "PARAG", "NO.PARAG", "P"
        entry.append(make(entry, "ALINEA", *entry[1:]))


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


def stressed_labels(root: Element) -> None:
    """Labels and codes in bold or italics, with blanks around them."""
    for n, number in enumerate(all_of(root, "NO.P")):
        if not len(number) and (number.text or "").strip():
            number.append(make(number, "HT", text=f" {number.text}\u00a0", TYPE="ITALIC" if n % 2 else "BOLD"))
            number.text = None


def words_in_pieces(root: Element) -> None:
    """Typography that begins inside words, and page breaks inside texts."""
    rng = random.Random(17)
    for text in all_of(root, "TXT"):
        words = (text.text or "").split(" ")
        if len(words) < 8 or rng.random() > 0.4 or not words[4].isalpha() or len(words[4]) < 5:
            continue
        page = etree.ProcessingInstruction("PAGE", f"NO='{rng.randint(2, 300)}'")
        page.tail = " ".join(["", *words[5:]])
        text.text = " ".join([*words[:4], words[4][:3]])
        text.insert(0, make(text, "HT", text=words[4][3:], TYPE="EXPANDED"))
        text.insert(1, page)


# -- Dutch


def labels_in_text(root: Element) -> None:
    """Items without `li.nr`, their labels in their first paragraph."""
    for item in all_of(root, "li"):
        number, text = item.find("{*}li.nr"), item.find("{*}al")
        if number is not None and text is not None:
            text.text = f"{text_of(number)} {text.text or ''}"
            item.remove(number)


def rows_for_items(root: Element) -> None:
    """The lists of the annex as tables: a row for each item, lists below it in its second cell."""
    for annex in all_of(root, "bijlage"):
        for top in [e for e in all_of(annex, "lijst") if not any(local(a) == "lijst" for a in e.iterancestors())]:
            rows = []
            for item in all_of(top, "li"):
                if item.getparent() is top:
                    label = next((text_of(part) for part in item if local(part) == "li.nr"), None)
                    cell = make(top, "entry", *(part for part in item if local(part) != "li.nr"))
                    rows.append(make(top, "row", make(top, "entry", make(top, "al", text=label)), cell))
            replace(top, make(top, "table", make(top, "tgroup", make(top, "tbody", *rows), cols="2")))


def stressed_notes(root: Element) -> None:
    """Paragraphs that begin a note, in italics."""
    for text in all_of(root, "al"):
        if re.match(r"(?:Noot|Technische noot|N\.B\.)", text_of(text)) and not len(text):
            text.append(make(text, "nadruk", text=text.text, type="cur"))
            text.text = None


def other_memorandum(root: Element) -> None:
    """The explanatory note under another name."""
    for title in all_of(root, "titel", "tussenkop"):
        if re.fullmatch(r"(?:Nota van )?[Tt]oelichting", text_of(title)):
            title.text = "NOTA VAN TOELICHTING" if text_of(title) == "Toelichting" else "TOELICHTING"
