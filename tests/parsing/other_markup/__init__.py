"""Official files set otherwise: the same law in markup that other conversions and other editors would write.

Each mutator takes the root of a parsed file and changes it in place; the words and their order stay, so what the
parser should find stays too. `FORMS` says which mutator fits which form, `PACKED` does the same for those that make
other bytes: packages, pages saved by a browser. One module a kind.

>>> from lxml import etree
>>> root = etree.fromstring('<p class="oj-normal">Pumps <span class="oj-italic">or</span> valves</p>')
>>> FORMS["oj"]["plain classes"](root)
>>> etree.tostring(root).decode()
'<p class="normal">Pumps <span class="italic">or</span> valves</p>'
"""

from __future__ import annotations

from tests.parsing.other_markup import formex, items, notes, packages, pages
from tests.parsing.other_markup.packages import Packer
from tests.parsing.other_markup.trees import Mutator

_ANY: dict[str, Mutator] = {
    "one too deep": notes.misplaced(1),
    "two too deep": notes.misplaced(2),
    "three too deep": notes.misplaced(3),
    "one too shallow": notes.misplaced(-1),
    "notes in the last item": notes.notes_in_last_item,
    "notes before lists": notes.notes_before_lists,
    "no italics": notes.no_italics,
    "other note labels": notes.other_note_labels,
    "other blanks": pages.other_blanks,
    "invisible characters": pages.invisible,
    "other hyphens": pages.other_hyphens,
    "halved texts": items.halved_texts,
    "labels in brackets": items.labels("({})"),
    "labels with brackets": items.labels("{})"),
    "split labels": pages.split_labels,
    "connectives apart": items.connective_rows,
    "labels without stops": items.labels("{}", every=4),
    "dashes in notes": items.dashes_in_notes,
    "upright terms": pages.upright_terms,
}
_PAGE: dict[str, Mutator] = {
    "no classes": pages.no_classes,
    "plain classes": pages.plain_classes,
    "tags for classes": pages.tags_for_classes,
    "styles for classes": pages.styles_for_classes,
    "renamed classes": pages.renamed_classes,
    "split words": pages.split_words,
    "notes as paragraphs": notes.notes_as_paragraphs,
    "notes apart": notes.notes_apart,
    "entries in divisions": pages.entries_in_divisions,
    "page heads": pages.page_heads(True),
    "page heads without classes": pages.page_heads(False),
    "footnotes elsewhere": pages.footnotes_elsewhere,
    "labels in paragraphs": items.labels_in_paragraphs,
    "flat items": items.flat_items,
    "listed items": items.listed_items,
    "headed entries": pages.headed_entries,
    "quoted notes": notes.quoted_notes,
    "empty parts": items.empty_parts,
}
FORMS: dict[str, dict[str, Mutator]] = {
    "oj": {
        **_ANY,
        **_PAGE,
        "other tables": items.other_tables,
        "rows of one table": items.rows_of_one_table,
        "spanned cells": items.spanned_cells,
        "boxed tables": items.boxed_tables,
        "labels in spans": items.labels_in_spans,
        "descriptions": items.descriptions,
        "bare entries": pages.bare_entries,
        "codes apart": pages.codes_apart,
        "notes as tables": notes.notes_as_tables,
        "continued rows": items.continued_rows,
        "columns of one table": items.columns_of_one_table,
        "two items in a cell": items.two_items_a_cell,
        "connectives in paragraphs": pages.connective_apart("p"),
        "labels and texts in one cell": items.labels_and_texts_in_one_cell,
        "entries over two tables": pages.entries_over_two_tables,
        "entries of two cells": pages.entries_of_two_cells,
        "widths in styles": items.widths_in_styles,
        "note words in rows": notes.note_words_in_rows,
        "connectives behind breaks": pages.connective_apart("br"),
    },
    "consolidated": {
        **_ANY,
        **_PAGE,
        "amended passages": pages.amended_passages,
        "grids as margins": items.grids_as_margins,
        "nested margins": items.nested_margins,
        "renamed grids": items.renamed_grids,
        "glued codes": pages.wide_blanks(""),
        "narrow blanks": pages.wide_blanks("\u00a0"),
        "lists in entries": pages.lists_in_entries,
    },
    "fmx": {
        **_ANY,
        "numbers in text": formex.numbers_in_text,
        "texts in paragraphs": formex.texts_in_paragraphs,
        "other lists": formex.other_lists,
        "no groups": formex.no_groups,
        "rows for lists": formex.rows_for_lists,
        "lists beside": formex.lists_beside,
        "footnotes behind": formex.notes_behind,
        "annotations": notes.notes_as_annotations,
        "notes in text": notes.notes_in_text,
        "listed notes": notes.listed_notes,
        "words in pieces": formex.words_in_pieces,
        "described items": formex.described_items,
        "bare paragraphs": formex.bare_paragraphs,
        "groups for entries": formex.groups_for_entries,
        "numbered parags": formex.numbered_parags,
        "stressed labels": formex.stressed_labels,
    },
    "nl": {
        "labels in text": formex.labels_in_text,
        "rows for items": formex.rows_for_items,
        "stressed notes": formex.stressed_notes,
        "other memorandum": formex.other_memorandum,
        "other blanks": pages.other_blanks,
        "invisible characters": pages.invisible,
    },
}
_PACKED_PAGES: dict[str, Packer] = {
    "saved by a browser": packages.saved_by_browser,
    "in a portal": packages.in_a_portal,
    "split pages": packages.split_pages,
}
PACKED: dict[str, dict[str, Packer]] = {
    "oj": _PACKED_PAGES,
    "consolidated": _PACKED_PAGES,
    "fmx": {
        "package of groups": packages.split_package("groups"),
        "package of titled groups": packages.split_package("groups", titled=True, listed=True),
        "package of entries": packages.split_package("entries", listed=True, backwards=True),
        "package of titled entries": packages.split_package("entries", titled=True),
        "package cut in items": packages.split_package("items", listed=True),
    },
}
