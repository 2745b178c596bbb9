"""Seeds in our own words: invented provisions in each form the readers know, over a thousand characters each."""

from __future__ import annotations

import io
import json
import zipfile
from random import Random

_THINGS = ("Anvils", "Vats", "Bells", '"lasers"', "'quiet gears'", "Pumps", "Looms", "Lamps of nickel alloy")
_BOUNDS = (
    "having all of the following:", "mass > 10 kg", "wavelength ≤ 193 nm and a line width of less than 2 pm",
    "output power exceeding 20 kW at 25 °C", "between 5 % and 7,5 % by weight", "leak rate better than 1×10⁻⁶ Pa·m³/s",
    "CAS 7440-61-1", "other than those specified in 2B901.a", "1 750 rpm or more; or", "any of the following:",
    "ratio > 3:1", "10^6 /cm²", "frequency of 3 GHz to 6 GHz", "less (better) than 1.1 μm",
)  # fmt: skip
_PLAIN = (
    "specially designed for quiet handling of cloth and of other soft goods in closed rooms",
    "parts and accessories therefor, not elsewhere named, that are made to be carried by hand",
    "which a person can mend without tools", "used or intended for the making of bells and of lamps",
    "kept in a vessel whose lid closes by its own weight and opens towards the side of the user",
)  # fmt: skip


def provisions(draw: Random, list_name: str = "eu-dual-use") -> list[tuple[str, str, int]]:
    """Label, words and level of each line of an invented category: few lines and long ones, for lines cost time."""
    lines: list[tuple[str, str, int]] = []
    number = draw.randrange(1, 10)
    for entry in range(2):
        code = f"ML{entry + 1}" if list_name == "eu-military" else f"{number}{'ABCDE'[entry]}901"
        lines.append((f"{code}.", _line(draw), 0))
        for item in range(draw.randrange(1, 3)):
            lines.append((f"{'abcde'[item]}.", _line(draw), 1))
            for part in range(draw.choice((0, 0, 1, 2))):
                lines.append((f"{part + 1}.", f"{draw.choice(_BOUNDS)};", 2))
        after = (
            ("Note:", f"{code} does not control {draw.choice(_THINGS)} with {_line(draw)}.", 1),
            ("Technical Note:", f"'quiet gears' are gears with {_line(draw)}.", 1),
            ("N.B.", f"See also {number}B901.a.", 1),
        )
        lines.extend(line for line in after if draw.random() < 0.5)
    return lines


def _line(draw: Random) -> str:
    """A hundred to three hundred characters of an invented provision; as in law, most words are no figures."""
    said = [f"{draw.choice(_THINGS)}, {draw.choice(_BOUNDS)}"]
    said += [draw.choice(_PLAIN if draw.random() < 0.75 else _BOUNDS) for _ in range(draw.randrange(1, 4))]
    return "; ".join(said)


def text(draw: Random) -> str:
    return "\n".join(f"{'   ' * level}{label}  {words}" for label, words, level in provisions(draw)) + "\n"


def military(draw: Random) -> str:
    rows = provisions(draw, "eu-military")
    return "\n".join(f"{'   ' * level}{label}  {words}" for label, words, level in rows) + "\n"


def markdown(draw: Random) -> str:
    return "# ANNEX I\n\n" + "\n\n".join(
        f"**{label}** {words}" if level == 0 else f"{'  ' * level}- {label} {words}"
        for label, words, level in provisions(draw)
    )


def xhtml(draw: Random) -> str:
    cells = "".join(
        f'<table><tr><td><p class="oj-normal">{label}</p></td>'
        f'<td><p class="oj-normal">{_escaped(words)}</p></td></tr></table>'
        for label, words, _ in provisions(draw)
    )
    head = '<?xml version="1.0"?><html><head><title>L</title></head>'
    return f'{head}<body><p class="oj-doc-ti">ANNEX I</p>{cells}</body></html>'


def formex(draw: Random) -> str:
    items = "".join(
        f"<NP><NO.P>{label}</NO.P><TXT>{_escaped(words)} 10<HT TYPE='SUP'>-6</HT></TXT></NP>"
        for label, words, _ in provisions(draw)
    )
    return f"<ANNEX><TITLE><TI><P>ANNEX I</P></TI></TITLE><CONTENTS>{items}</CONTENTS></ANNEX>"


def dutch(draw: Random) -> str:
    items = "".join(
        f"<li><li.nr>{label}</li.nr><al>{_escaped(words)}</al></li>" for label, words, _ in provisions(draw)
    )
    annex = f"<bijlage><lijst>{items}</lijst></bijlage>"
    return f'<toestand bwb-id="BWBR0000001"><wetgeving><regeling>{annex}</regeling></wetgeving></toestand>'


def package(draw: Random) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED if draw.random() < 0.5 else zipfile.ZIP_STORED) as made:
        made.writestr("L_1EN.000201.fmx.xml", formex(draw))
        made.writestr("../../L_1EN.000101.fmx.xml", formex(draw))
    return kept.getvalue()


def codes(draw: Random) -> str:
    shapes = (
        "3B001.f.1.b.{}",
        "ml {} c",
        "{}A001",
        "1C350.{}",
        '"laser"#definition',
        "3B001#note.{}",
        "0A00{}.a#part.2",
    )
    return "\n".join(draw.choice(shapes).format(draw.randrange(40)) for _ in range(90))


def words(draw: Random) -> str:
    """A provision of more than usual length: what the readers of meaning get."""
    return " ".join(_line(draw) for _ in range(7))


def description(draw: Random) -> str:
    kinds = (
        "Kugelhahn aus Nickellegierung DN50 PN16", "vanne à soufflet pour milieux corrosifs", "EUV pellicle 193 nm",
        "draaibank met vijf assen, nauwkeurigheid 2 µm", "carbon fibre prepreg 300 GPa", "CAS 7440-61-1 powder",
        "ball valve with bellows seal and actuator", "3B001.f scanner overlay 1.6 nm", "lathe 1 750 rpm",
    )  # fmt: skip
    said = [draw.choice(kinds) for _ in range(6)]
    said += [f"article {draw.randrange(10**9)} " + " ".join(draw.choice(_PLAIN).split()[:9]) for _ in range(14)]
    draw.shuffle(said)
    return "; ".join(said)


def facts(draw: Random) -> str:
    names = ("wavelength", "overlay", "mass", "output power", "material", "number of axes", "vacuum")
    values = (
        "193 nm",
        "1,6 nm",
        "between 2 and 3 kg",
        "20 kW",
        "yes",
        "no",
        "unknown",
        "5",
        "1/3",
        "> 7 %",
        "10^-6 Pa",
    )
    return "\n".join(f"{draw.choice(names)}={draw.choice(values)}" for _ in range(80))


def table(draw: Random) -> str:
    sign = draw.choice(";,\t")
    rows = [sign.join(("Artikel", "Omschrijving", "Stuks"))]
    rows += [sign.join((f"A{n}", f'"{description(draw)[:30]}"', str(n))) for n in range(40)]
    return "\r\n".join(rows)


def lines(draw: Random) -> str:
    return "\n".join(json.dumps({"id": n, "description": description(draw)[:60], "mass": 1.5}) for n in range(25))


def notation(draw: Random) -> str:
    rows = ["1 | heading | Oddments", "1A | heading | Equipment"]
    for n in range(12):
        rows += [f"1A9{n:02} | {draw.choice(('list', 'any', 'all'))} | {draw.choice(_THINGS)}"]
        rows += [f".{c} | | {draw.choice(_BOUNDS)}" for c in "abc"] + ["  @remark seen in print"]
        rows += ["#note.1 | excludes for .a | those of tin", '"bell"#definition | definition | "bell": a thing']
    return "\n".join(rows) + "\n"


def record(draw: Random) -> str:
    asked = {
        "text": description(draw), "article": "A1", "facts": [{"name": "mass", "value": "5 kg"}], "top": 5,
        "editions": ["eu-dual-use@2025-11-15"], "codes": ["3B001.f"], "language": "en", "assume_goods": False,
        "as_of": None, "as_of_exact": True, "cautions": [],
    }  # fmt: skip
    decision = {
        "outcome": "listed",
        "code": "3B001",
        "list": "eu-dual-use",
        "by": "x",
        "on": "2026-01-01",
        "reason": "",
    }
    return json.dumps(
        {
            "format": "controllist-record/1",
            "asked": asked,
            "decision": decision,
            "editions": [],
            "match": {},
            "assessments": [],
        }
    )


def _escaped(words_of: str) -> str:
    return words_of.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
