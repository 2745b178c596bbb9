"""Definition lists of Formex: terms with what defines them; a term may be a label, and a definition hold lists.

>>> from controllist.readers._formex_walk import Walk
>>> from controllist.readers._xml import parse_xml
>>> walk = Walk("vats.xml", {"DLIST": read_definitions})
>>> walk.element(parse_xml(b'''<DLIST SEPARATOR=":"><DLIST.ITEM><TERM>Vat</TERM><DEFINITION>a vessel;</DEFINITION>
... </DLIST.ITEM><DLIST.ITEM><TERM>2.</TERM><DEFINITION>a lid.</DEFINITION></DLIST.ITEM></DLIST>'''), 0)
>>> [(block.label, block.text) for block in walk.blocks]
[('', 'Vat: a vessel;'), ('2.', 'a lid.')]
"""

from __future__ import annotations

from attrs import evolve

from controllist.normalize import blanks
from controllist.readers._formex_elements import holds_parts, is_code, is_label
from controllist.readers._formex_walk import Walk
from controllist.readers._xml import Element


def read_definitions(walk: Walk, element: Element, depth: int, level: int) -> None:
    """Terms with what defines them, a paragraph each."""
    for item in walk.parts(element):
        if item.tag == "DLIST.ITEM":
            _definition(walk, item, depth, level, element.get("SEPARATOR") or "")
        else:
            walk.element(item, depth, level)


def _definition(walk: Walk, item: Element, depth: int, level: int, separator: str) -> None:
    run = walk.begun()
    term = item.find("TERM")
    if term is not None:
        walk.inline(term, run)
    label = run.text()
    is_item = is_label(label) or is_code(label)
    rest = [part for part in item if part is not term and isinstance(part.tag, str)]
    if not is_item and not holds_parts(item):
        for part in rest:
            run.add(f"{separator} ")
            walk.inline(part, run)
            separator = ""
        walk.paragraph(run, item, depth)
        return
    at = len(walk.blocks)
    for part in rest:
        walk.children(part, depth + 1, level)
    walk.label_first(at, item, label, depth)
    if not is_item:
        first = walk.blocks[at]
        walk.blocks[at] = evolve(first, label="", text=blanks(f"{label}{separator} {first.text}"))
