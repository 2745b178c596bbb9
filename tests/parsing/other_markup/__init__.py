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

from tests.parsing.other_markup import (
    cells,
    characters,
    dutch,
    formex,
    misnesting,
    notes,
    packages,
    pages,
    splits,
    tables,
)
from tests.parsing.other_markup.packages import Packer
from tests.parsing.other_markup.trees import Mutator

_ANY: dict[str, Mutator] = {
    "one too deep": misnesting.misplaced(1),
    "two too deep": misnesting.misplaced(2),
    "three too deep": misnesting.misplaced(3),
    "one too shallow": misnesting.misplaced(-1),
    "notes in the last item": misnesting.notes_in_last_item,
    "notes before lists": misnesting.notes_before_lists,
    "no italics": notes.no_italics,
    "other note labels": notes.other_note_labels,
    "other blanks": characters.other_blanks,
    "invisible characters": characters.invisible,
    "other hyphens": characters.other_hyphens,
    "halved texts": splits.halved_texts,
    "labels in brackets": splits.labels("({})"),
    "labels with brackets": splits.labels("{})"),
    "split labels": splits.split_labels,
    "connectives apart": splits.connective_rows,
    "labels without stops": cells.labels_without_stops,
    "dashes in notes": cells.dashes_in_notes,
    "upright terms": cells.upright_terms,
}
_PAGE: dict[str, Mutator] = {
    "no classes": pages.no_classes,
    "plain classes": pages.plain_classes,
    "tags for classes": pages.tags_for_classes,
    "styles for classes": pages.styles_for_classes,
    "renamed classes": pages.renamed_classes,
    "split words": pages.split_words,
    "notes as paragraphs": notes.notes_as_paragraphs,
    "notes apart": misnesting.notes_apart,
    "entries in divisions": pages.entries_in_divisions,
    "page heads": pages.page_heads(True),
    "page heads without classes": pages.page_heads(False),
    "footnotes elsewhere": pages.footnotes_elsewhere,
    "labels in paragraphs": tables.labels_in_paragraphs,
    "flat items": splits.flat_items,
    "listed items": splits.listed_items,
    "headed entries": splits.headed_entries,
    "quoted notes": splits.quoted_notes,
    "empty parts": cells.empty_parts,
}
FORMS: dict[str, dict[str, Mutator]] = {
    "oj": {
        **_ANY,
        **_PAGE,
        "other tables": tables.other_tables,
        "rows of one table": tables.rows_of_one_table,
        "spanned cells": tables.spanned_cells,
        "boxed tables": tables.boxed_tables,
        "labels in spans": tables.labels_in_spans,
        "descriptions": tables.descriptions,
        "bare entries": pages.bare_entries,
        "codes apart": pages.codes_apart,
        "notes as tables": notes.notes_as_tables,
        "continued rows": splits.continued_rows,
        "columns of one table": splits.columns_of_one_table,
        "two items in a cell": tables.two_items_a_cell,
        "connectives in paragraphs": pages.connective_apart("p"),
        "labels and texts in one cell": cells.labels_and_texts_in_one_cell,
        "entries over two tables": cells.entries_over_two_tables,
        "entries of two cells": cells.entries_of_two_cells,
        "widths in styles": cells.widths_in_styles,
        "note words in rows": cells.note_words_in_rows,
        "connectives behind breaks": pages.connective_apart("br"),
    },
    "consolidated": {
        **_ANY,
        **_PAGE,
        "amended passages": pages.amended_passages,
        "grids as margins": tables.grids_as_margins,
        "nested margins": tables.nested_margins,
        "renamed grids": tables.renamed_grids,
        "glued codes": pages.glued_codes,
        "narrow blanks": pages.narrow_blanks,
        "lists in entries": cells.lists_in_entries,
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
        "listed notes": splits.listed_notes,
        "words in pieces": splits.words_in_pieces,
        "described items": formex.described_items,
        "bare paragraphs": formex.bare_paragraphs,
        "groups for entries": formex.groups_for_entries,
        "numbered parags": formex.numbered_parags,
        "stressed labels": formex.stressed_labels,
    },
    "nl": {
        "labels in text": dutch.labels_in_text,
        "rows for items": dutch.rows_for_items,
        "stressed notes": dutch.stressed_notes,
        "other memorandum": dutch.other_memorandum,
        "other blanks": characters.other_blanks,
        "invisible characters": characters.invisible,
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
