"""Words of everyday trade language that say what kind of goods a text is about, and words that say little.

They steer how a description is read (see `controllist.matching.query`): none of them points to a control. Each list
holds words of all four languages; they are compared by key, so one form of a word is enough.
"""

from __future__ import annotations

from controllist.index.words import key, listed, plain

_WORDS: list[str] = []


def _keys(text: str) -> frozenset[str]:
    _WORDS.extend(text.split())
    return frozenset(key(word) for word in text.split())


# Names of things that could be anything: alone they describe no goods, behind another word they add little.
GENERIC = _keys(
    """
    equipment apparatus device system machine machinery unit instrument tool product goods item article material
    set kit model type series version assembly installation plant module element object thing accessory appliance
    facility substance solution package line hardware platform station instrumentation new used standard various other
    special high low large small type grade
    apparatuur apparaat systeem toestel inrichting uitrusting machine werktuig gereedschap product goed goederen
    artikel materiaal installatie eenheid toebehoren accessoire hulpstuk voorwerp benodigdheden middel middelen stof
    uitvoering nieuw gebruikt diverse divers overig speciaal hoog laag hoge lage groot grote klein kleine soort
    Gerät Anlage Vorrichtung Ausrüstung Maschine Werkzeug Erzeugnis Ware Gegenstand Einrichtung Zubehör Stoff Mittel
    neu neue gebraucht verschiedene sonstige spezielle hohe große kleine Art Satz
    appareil équipement dispositif matériel système machine outil produit article installation ensemble unité
    accessoire objet matière nouveau neuf usagé divers spécial haute basse grand petit
    drum bag sack canister carton pallet bottle packaging delivery piece
    zak zakken jerrycan doos pallet fles verpakking levering stuks
    Fass Fässer Säcke Sack Kanister Karton Palette Verpackung Lieferung Stück Gebinde
    fût fûts sacs bidon bidons palette emballage livraison unités
    """
)

# A part of something: what it is a part of decides.
PART_WORDS = _keys(
    """
    part component spare subassembly spares fitting piece
    onderdeel onderdelen reserveonderdeel reserveonderdelen deel delen component componenten
    wisselstuk wisselstukken reservedeel
    Teil Teile Bauteil Bauteile Ersatzteil Ersatzteile Komponente Bestandteil Einzelteil Baugruppe
    pièce composant pièces rechange élément éléments
    """
)

SOFTWARE_WORDS = _keys(
    "software firmware programmatuur computerprogramma computerprogrammatuur broncode Quellcode Computerprogramm "
    "logiciel progiciel microprogramme sourcecode"
)
TECHNOLOGY_WORDS = _keys(
    "technology knowhow technologie blueprint tekening bouwtekening Technologie Konstruktionszeichnung "
    "Konstruktionsunterlagen documentation documentatie Dokumentation Unterlagen Zeichnung Verfahren procédé recept "
    "recipe Rezeptur werkwijze handleiding gebruiksaanwijzing bedieningshandleiding onderhoudshandleiding Handbuch "
    "Anleitung Betriebsanleitung Bedienungsanleitung Gebrauchsanweisung Wartungshandbuch"
)
# Two words that together mean software or technology, and one word of that meaning.
KIND_PHRASES: dict[tuple[str, str], str] = {
    (first, second): means
    for means, phrases in (
        ("software", "source code; object code; computer program; programme informatique; code source"),
        (
            "technology",
            "know how; technical data; design files; design data; process specification; technical drawings; "
            "savoir faire; construction drawings; manufacturing drawings; design drawings; production drawings; "
            "données techniques; "
            "production process; process recipe; manufacturing process; dossier technique; plans détaillés; "
            "technische gegevens; technische Daten; technical documentation; engineering data; user manual; "
            "service manual; maintenance manual; operating manual; instruction manual; repair manual; "
            "technical manual; notice technique; manuel technique",
        ),
    )
    for first, second in (phrase.split() for phrase in phrases.split(";"))
}

# What software or technology is for, by the three words the lists use for it.
STAGES: dict[str, frozenset[str]] = {
    "development": _keys(
        "development design research ontwikkeling ontwerp onderzoek Entwicklung Konstruktion Forschung développement "
        "conception recherche"
    ),
    "production": _keys(
        "production manufacture manufacturing fabrication building vervaardiging vervaardigen productie fabricage bouw "
        "Herstellung Fertigung Produktion Bau fabrication production"
    ),
    "use": _keys(
        "use operation maintenance control gebruik werking bediening onderhoud aansturing besturing Betrieb Verwendung "
        "Wartung Steuerung utilisation exploitation fonctionnement entretien commande"
    ),
}

# Things that make or test others, besides all that is called equipment for production.
MAKING = _keys(
    "mould mold die jig fixture tooling testbench matrijs mal mallen productielijn testbank proefbank Gussform "
    "Prüfstand Fertigungslinie moule matrice gabarit outillage"
)

# Words that open what goods are for, or what they go into: the goods themselves stand before.
PURPOSE_WORDS = listed(
    "for voor tbv t.b.v behoeve für fuer pour used using toepassing bestemd intended bestimmt destiné "
    "destinée eindgebruik endgebruik enduse endverwendung eingesetzt within inside eindgebruiker geschikt "
    "suitable geeignet"
)
# Words that open a description of the goods: what follows qualifies, it is not the thing.
QUALIFYING_WORDS = listed(
    "with met mit avec without zonder ohne sans in of van von vom aus de du des d en containing bevattend "
    "enthaltend contenant incorporating including inclusief inkl from made based op on auf sur at bei à "
    "by door durch par"
)
# Words that lead from parts to the whole: "onderdelen voor", "parts of".
WHOLE_WORDS = listed("for voor of van von für fuer pour de du des d tbv zu to tot mbt")

MILITARY_WORDS = _keys(
    "military defence defense army navy airforce soldier weapon militair militaire defensie leger krijgsmacht "
    "landmacht luchtmacht wapen Militär militärisch Bundeswehr Wehrtechnik Streitkräfte Verteidigung Heer Waffe "
    "militaire armée défense arme combat"
)

# Uses that whole groups of entries are made for.
USES: dict[str, frozenset[str]] = {
    "nuclear": _keys(
        """
        nuclear nucleair nukleare nucléaire atomic atoom Atom atomique uranium uraan Uran plutonium thorium fissile
        fission enrichment verrijking verrijkingsinstallatie uraniumverrijking Anreicherung Urananreicherung
        enrichissement kernreactor Kernreaktor kernenergie Kernenergie kerncentrale Kernkraftwerk kernbrandstof
        Kernbrennstoff splijtstof Spaltstoff ultracentrifuge gascentrifuge UF6 hexafluoride hexafluorid deuterium
        tritium neutron radiochemical reprocessing opwerking Wiederaufarbeitung retraitement
        """
    ),
    "chemical": _keys(
        """
        chemical chemie chemisch chemicaliën Chemie chimie chimique petrochemical petrochemie petrochemisch Petrochemie
        pétrochimie biological biologisch biologique biotechnology biotechnologie pharmaceutical farmaceutisch farmacie
        pharmazeutisch Pharma pharmaceutique vaccine vaccin Impfstoff
        """
    ),
}

# What tells of flight beyond the air, or without a pilot.
MISSILE = _keys(
    """
    missile rocket propellant reentry UAV drone unmanned space spacecraft satellite launcher
    raket raketmotor stuwstof onbemand ruimtevaart ruimtevaartuig satelliet sondeerraket draagraket
    Rakete Flugkörper Treibstoff unbemannt Raumfahrt Satellit Trägerrakete
    fusée propergol spatial satellite lanceur inhabité
    """
)

# Uses of everyday life: goods for them are seldom what the dual-use list means by the same name.
EVERYDAY = _keys(
    """
    consumer household domestic kitchen garden toy hobby amateur leisure retail classroom education teaching school
    dentist dental hospital patient radiotherapy passenger automotive car smartphone yacht bakery dairy agriculture
    farm office shop
    consument consumenten huishouden huishoudelijk keuken tuin speelgoed onderwijs school les tandarts tandartspraktijk
    ziekenhuis patiënt personenauto auto smartphone jacht plezierjacht bakkerij zuivel landbouw kantoor winkel
    winkelverpakking lakken
    Verbraucher Haushalt Küche Garten Spielzeug Unterricht Schule Zahnarzt Krankenhaus Patient Pkw Auto Yacht Yachten
    Bäckerei Molkerei Landwirtschaft Büro Laden Autolack Nagellack Heimwerker
    grand public ménage ménager cuisine jardin jouet loisir enseignement école pédagogique dentaire dentiste hôpital
    radiothérapie médical automobile voiture boulangerie laiterie agricole bureau détail
    """
) - _keys("public les")

# Civil uses that notes of the lists take out, as they and descriptions name them.
CIVIL_USES: dict[str, frozenset[str]] = {
    "medical": _keys(
        """
        medical medicine dental dentist hospital patient radiotherapy surgery surgical clinical diagnostics
        medisch medische geneeskunde tandheelkundig tandarts ziekenhuis patiënt radiotherapie chirurgie chirurgisch
        medizinisch Medizin zahnärztlich Zahnarzt Krankenhaus Strahlentherapie klinisch
        médical dentaire hôpital radiothérapie chirurgie chirurgical clinique
        """
    ),
    "automobile": _keys(
        """
        automobile automotive car passenger-car personenauto auto autoradar Auto Pkw Kraftfahrzeug Personenkraftwagen
        automobiel voiture automobile
        """
    ),
    "railway": _keys(
        """
        railway rail train locomotive tram metro trein treinen spoorweg spoorwegen spoor spoorvoertuig locomotief
        Bahn Eisenbahn Schiene Schienen Schienenfahrzeug Schienenfahrzeuge Zug Lokomotive Straßenbahn
        chemin-de-fer ferroviaire tramway locomotive
        """
    ),
    "weather": _keys(
        """
        weather meteorological meteorology weerradar Wetterradar weer weers meteorologisch
        meteorologie Wetter Meteorologie météo
        météorologique météorologie
        """
    ),
    "vaccine": _keys("vaccine vaccin vaccins Impfstoff"),
    "fishing": _keys("fishery fishing visserij Fischerei pêche"),
    "retail": _keys("retail winkelverpakking consumentenverpakking Einzelhandel"),
}

# What opens words that tell what goods have not.
NEGATING = listed("without zonder ohne sans geen kein keine keinen not no niet nicht non pas excluding exclusief exkl")

# What Dutch and German compounds are made of besides goods: these words, and those above.
_COMPOUNDING = listed(
    "hoge hoog laag lage druk hogedruk lagedruk precisie ultra hand auto zelf meet meting test proef  regel "
    "stuur sturing besturing bestuur productie vervaardiging montage onderdelen onderdeel delen  apparatuur "
    "apparaat systeem systemen toestel toestellen machine machines inrichting installatie  installaties "
    "materiaal materialen middelen stof stoffen set eenheid lijn kast bak houder huis kop  plaat platen staaf "
    "staven buis buizen draad draden band blok ring as assen blad bladen hoch nieder  druck hochdruck "
    "niederdruck mess test prüf pruf regel steuer steuerung produktion fertigung  herstellung teile teil gerät "
    "gerat geräte gerate anlage anlagen vorrichtung maschine maschinen  system systeme material stoff stoffe "
    "mittel satz linie gehäuse gehause kopf platte platten stab rohr  rohre draht band ring"
)
PARTS: tuple[str, ...] = tuple(sorted({plain(w) for w in (*_COMPOUNDING, *_WORDS) if len(w) > 3 or w in _COMPOUNDING}))
