"""A small list and a small vocabulary of our own making, on which every rule of matching can be seen."""

from __future__ import annotations

import pytest

from controllist.index import Index, build_index
from controllist.lexicon import Concept, read_text
from controllist.model import Basis, Edition
from controllist.notation import read

LIST = """\
2 | heading | machines
2A | heading | parts
2A001 | list | bearings for fast shafts
.a | | ball bearings with rings of monel
.a#note | excludes | tapered roller bearings
.b | | magnetic bearings, flux density ≥ 2.0 T
2B350 | list | plant for handling corrosive chemicals
.a | | reaction vessels of volume > 100 l
.g | any | valves with wetted parts of fluoropolymer
.g.1 | | nominal size > 10 mm
.g#note | includes | bellows-sealed shut-off cocks
.i | | vacuum pumps, flow rate > 0.6 m³/h
2D350 | | software for use with plant specified in 2B350
2E350 | | technology to make plant specified in 2B350
6A003 | list | cameras
.a | | streak cameras
.b | list | imaging cameras
.b.4 | | cameras with a "focal plane array"
"focal plane array"#definition | definition | plane of bolometer elements
6A005 | list | lasers, output power > 20 kW
1C350 | list | precursors
.1 | | thiodiglycol, CAS 111-48-8
.2 | | sodium sulphide, CAS 1313-82-2
"""
MILITARY = """\
ML6 | list | ground vehicles designed for armed forces
.a | | vehicles with armour
"""
VOCABULARY = """\
valve\t2B350.g\tvalve; shut-off valve\tklep; afsluiter\tVentil; Armatur\tvanne; robinet\t
ball-valve\t2B350.g\tball valve\tkogelkraan\tKugelhahn\tvanne à boisseau sphérique\t
vacuum-pump\t2B350.i\tvacuum pump\tvacuümpomp\tVakuumpumpe\tpompe à vide\t
thermal-camera\t6A003.b.4,6A003\tthermal imaging camera\twarmtebeeldcamera\tWärmebildkamera\tcaméra thermique\t
camera\t6A003\tcamera\tcamera\tKamera\tcaméra; appareil photo\tambiguous
armoured-vehicle\teu-military:ML6.a\tarmoured vehicle\tpantservoertuig\tPanzerfahrzeug\tvéhicule blindé\t
vehicle\teu-military:ML6\tvehicle\tvoertuig\tFahrzeug\tvéhicule\tweak
sodium-sulphide\t1C350.2\tsodium sulphide\tnatriumsulfide\tNatriumsulfid\tsulfure de sodium\t
corrosion\t2B350\tcorrosive\tcorrosief\tkorrosiv\tcorrosif\tweak
bearing\t2A001\tbearing; roller bearing\tlager; wentellager\tLager; Wälzlager\troulement\t
steel\t2B350.a\tsteel\tstaal\tStahl\tacier\tweak
ethernet-switch\t-\tethernet switch; switch\tethernetswitch\tEthernet-Switch\tcommutateur ethernet\t
web-camera\t-\tweb camera; webcam\twebcam\tWebcam\twebcam\t
"""


@pytest.fixture(scope="session")
def concepts() -> tuple[Concept, ...]:
    return tuple(read_text(VOCABULARY))


@pytest.fixture(scope="session")
def editions() -> tuple[Edition, Edition]:
    basis = Basis("checked", "made up")
    return (
        Edition("eu-dual-use", "2024-01-01", "en", "digest", read(LIST, basis)),
        Edition("eu-military", "2024-01-01", "en", "digest", read(MILITARY, basis)),
    )


@pytest.fixture(scope="session")
def index(editions: tuple[Edition, Edition], concepts: tuple[Concept, ...]) -> Index:
    return build_index(editions, concepts)
