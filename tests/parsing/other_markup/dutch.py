"""Dutch files written otherwise: labels in texts, tables for lists, stressed notes."""

from __future__ import annotations

import re

from lxml import etree

from tests.parsing.other_markup.trees import Element, all_of, local, text_of


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
            table = etree.Element("table")
            body = etree.SubElement(etree.SubElement(table, "tgroup", cols="2"), "tbody")
            for item in [e for e in top if local(e) == "li"]:
                row = etree.SubElement(body, "row")
                label = etree.SubElement(etree.SubElement(row, "entry"), "al")
                cell = etree.SubElement(row, "entry")
                for part in list(item):
                    if local(part) == "li.nr":
                        label.text = text_of(part)
                    else:
                        cell.append(part)
            table.tail = top.tail
            top.getparent().replace(top, table)


def stressed_notes(root: Element) -> None:
    """Paragraphs that begin a note, in italics."""
    for text in all_of(root, "al"):
        if re.match(r"(?:Noot|Technische noot|N\.B\.)", text_of(text)) and not len(text):
            inner = etree.SubElement(text, "nadruk", type="cur")
            inner.text, text.text = text.text, None


def other_memorandum(root: Element) -> None:
    """The explanatory note under another name."""
    for title in all_of(root, "titel", "tussenkop"):
        if re.fullmatch(r"(?:Nota van )?[Tt]oelichting", text_of(title)):
            title.text = "NOTA VAN TOELICHTING" if text_of(title) == "Toelichting" else "TOELICHTING"
