"""Dutch official XML into blocks: lists, notes, tables, what stands around the annex. The provisions are invented."""

from __future__ import annotations

from controllist.blocks import Block
from controllist.readers import read
from controllist.readers.dutch_xml import read_dutch_xml, read_manifest

ROUND = "<lijst><li><li.nr>a.</li.nr><al>rond</al></li></lijst>"


def blocks_of(annex: str) -> tuple[Block, ...]:
    text = f"<wetgeving><regeling><bijlage>{annex}</bijlage></regeling></wetgeving>"
    return read_dutch_xml(f'<toestand bwb-id="BWBR0000001">{text}</toestand>'.encode(), "toestand.xml").blocks


def told(annex: str) -> list[tuple[str, str, int | None]]:
    return [(b.label, b.text, b.depth) for b in blocks_of(annex)]


def test_an_item_has_its_first_paragraph_as_text_and_the_rest_below_it() -> None:
    annex = "<lijst><li><li.nr>2B999</li.nr><al>Vaten:</al><al>van elke soort</al>" + ROUND + "</li></lijst>"
    assert told(annex) == [("2B999", "Vaten:", 0), ("", "van elke soort", 1), ("a.", "rond", 1)]


def test_an_item_may_have_no_paragraph_of_its_own() -> None:
    annex = "<lijst><li><li.nr>a.</li.nr><lijst><li><li.nr>1°.</li.nr><al>tin</al></li></lijst></li></lijst>"
    assert told(annex) == [("a.", "", 0), ("1°.", "tin", 1)]


def test_instructions_inside_words_leave_no_blank_and_anchors_no_text() -> None:
    annex = '<al>va<?xpp afbreek?>ten<meta-data><jcis><jci verwijzing="jci1.3:c:BWBR1"/></jcis></meta-data></al>'
    assert told(annex) == [("", "vaten", 0)]


def test_a_formula_is_a_placeholder_with_a_hash() -> None:
    block = blocks_of('<al>K is</al><formule><illustratie naam="f.png"/></formule>')[1]
    assert block.text == "[formula]"
    assert block.mark.startswith("formula:")


def test_a_table_row_with_a_code_is_an_item() -> None:
    """A trade newsletter speaks of a table of items, so the annex may be one."""
    row = "<row><entry><al>2B999</al></entry><entry><al>Vaten:</al>" + ROUND + "</entry></row>"
    head = "<thead><row><entry><al>Post</al></entry><entry><al>Omschrijving</al></entry></row></thead>"
    annex = f'<table><tgroup cols="2">{head}<tbody>{row}</tbody></tgroup></table>'
    assert told(annex) == [("", "Post Omschrijving", 0), ("2B999", "Vaten:", 0), ("a.", "rond", 1)]


def test_a_footnote_is_lifted_out_of_its_sentence() -> None:
    annex = "<al>Vaten<noot><noot.nr>1</noot.nr><noot.al>Zie elders.</noot.al></noot> van tin</al>"
    assert [(b.label, b.text, b.style) for b in blocks_of(annex)] == [
        ("", "Vaten van tin", ""),
        ("1", "Zie elders.", "footnote"),
    ]


def test_a_definition_is_one_paragraph() -> None:
    item = "<definitie-item><term>vat</term><definitie><al>een ding</al></definitie></definitie-item>"
    assert told(f"<definitielijst>{item}</definitielijst>") == [("", "vat: een ding", 0)]


PUBLICATION = b"""\xef\xbb\xbf<?xml version="1.0"?>\r
<officiele-publicatie><metadata><meta name="r" content="https://x.example/stcrt-2099-7/metadata.xml"/></metadata>\r
<staatscourant><regeling><aanhef><wij>De Minister,</wij></aanhef>\r
<bijlage><kop><titel>BIJLAGE bij de wijziging</titel></kop><divisie><kop><titel>BIJLAGE bij artikel 1</titel></kop>\r
<al>Vaten</al></divisie></bijlage>\r
<nota-toelichting><kop><titel>Toelichting</titel></kop><al>Waarom vaten</al></nota-toelichting>\r
</regeling></staatscourant>\r
</officiele-publicatie>"""


def test_what_stands_around_the_annex_is_set_apart() -> None:
    document = read(PUBLICATION, "stcrt.xml")
    assert (document.form, document.identifier) == ("op-xml", "stcrt-2099-7")
    assert [(b.text, b.discard, b.style) for b in document.blocks] == [
        ("De Minister,", "front or back matter", ""),
        ("BIJLAGE bij de wijziging", None, "heading"),
        ("BIJLAGE bij artikel 1", None, "heading"),
        ("Vaten", None, ""),
        ("Toelichting", "front or back matter", "heading"),
        ("Waarom vaten", "front or back matter", ""),
    ]


MANIFEST = """<work label="BWBR0000001" _latestItem="x">{}</work>"""
EXPRESSION = """<expression label="{0}_0"><metadata><datum_inwerkingtreding>{0}</datum_inwerkingtreding>
<einddatum>9999-12-31</einddatum></metadata><manifestation label="xml"><item label="{0}.xml"{1}/></manifestation>
</expression>"""


def test_the_manifest_leaves_out_what_is_no_longer_served() -> None:
    states = EXPRESSION.format("2098-01-01", ' _deleted="true"') + EXPRESSION.format("2099-01-01", "")
    assert [(s.in_force, s.file) for s in read_manifest(MANIFEST.format(states).encode())] == [
        ("2099-01-01", "2099-01-01.xml")
    ]


def test_a_table_with_a_row_for_each_item_tells_no_depth() -> None:
    rows = "".join(
        f"<row><entry><al>{label}</al></entry><entry><al>{text}</al></entry></row>"
        for label, text in (("2B001", "Vaten:"), ("a.", "rond"), ("", "<nadruk type='cur'>Noot: ook van tin</nadruk>"))
    )
    blocks = blocks_of(f"<table><tgroup cols='2'><tbody>{rows}</tbody></tgroup></table>")
    assert [(b.label, b.text, b.depth, b.style) for b in blocks] == [
        ("2B001", "Vaten:", None, ""),
        ("a.", "rond", None, ""),
        ("", "Noot: ook van tin", None, "italic"),
    ]
