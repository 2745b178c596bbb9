"""Errors as a user of the commands meets them; those about the files of a list, for its keepers, stay in English."""

# ruff: noqa: E501

from __future__ import annotations

SENTENCES = (
    ("{whole}; did you mean {}?", "{}; bedoelde u {}?"),
    ("{whole} (see `{}`)", "{} (zie `{}`)"),
    (
        "expected files and outputs that can be used, found: {}",
        "verwacht: bestanden en uitvoer die te gebruiken zijn, gevonden: {}",
    ),
    ("expected one of the commands {}, found {}", "verwacht: een van de opdrachten {}; gevonden: {}"),
    ("the following arguments are required: {}", "deze argumenten ontbreken: {}"),
    ("unrecognized arguments: {}", "onbekende argumenten: {}"),
    ("argument {}: {said}", "argument {}: {}"),
    ("not allowed with argument {}", "kan niet samen met {}"),
    ("invalid choice: {} (choose from {})", "verwacht: een van {1}; gevonden: {0}"),
    ("invalid int value: {}", "verwacht: een geheel getal; gevonden: {}"),
    ("expected a whole number from 1 on, found {}", "verwacht: een geheel getal vanaf 1; gevonden: {}"),
    (
        "expected another file to write to than the one that is read, found {}",
        "verwacht: een ander bestand om te schrijven dan het gelezene; gevonden: {}",
    ),
    ("expected a port from 0 to 65535, found {}", "verwacht: een poort van 0 tot 65535; gevonden: {}"),
    ("expected an edition such as {edition}, or --check", "verwacht: een uitgave zoals {}, of --check"),
    ("expected a number of processes of at least 1, found {}", "verwacht: ten minste 1 proces; gevonden: {}"),
    (
        "expected an address (https://…) or a folder for the site, found {}",
        "verwacht: een adres (https://…) of een map voor de site; gevonden: {}",
    ),
    ("expected one of the settings {} in {}, found {}", "verwacht: een van de instellingen {} in {}; gevonden: {}"),
    (
        "expected settings in {}, found none that can be read ({})",
        "verwacht: instellingen in {}; gevonden: geen die te lezen zijn ({})",
    ),
    ("expected a table of settings in {}, found a {}", "verwacht: een tabel met instellingen in {}; gevonden: {}"),
    ("expected one of {} for {} in {}, found {}", "verwacht: een van {} voor {} in {}; gevonden: {}"),
    ("expected {} for {} in {}, found {}", "verwacht: {} voor {} in {}; gevonden: {}"),
    (
        "expected lists by name, such as ['nl-semicon'], found {}",
        "verwacht: lijsten bij naam, zoals ['nl-semicon']; gevonden: {}",
    ),
    ("expected one of the lists {}, found {}", "verwacht: een van de lijsten {}; gevonden: {}"),
    ("expected a language among {}, found {}", "verwacht: een van de talen {}; gevonden: {}"),
    ("expected a date such as {date}, found {}", "verwacht: een datum zoals {}; gevonden: {}"),
    ("expected an edition such as {edition}, found {}", "verwacht: een uitgave zoals {}; gevonden: {}"),
    ("expected a control code such as {}, found {}", "verwacht: een nummer van een lijst zoals {}; gevonden: {}"),
    ("expected a note such as {} behind '#', found {}", "verwacht: een noot zoals {} achter '#'; gevonden: {}"),
    (
        "{} is a number of another country's list, not of the lists here",
        "{} is een nummer van een lijst van een ander land, niet van de lijsten hier",
    ),
    ("{code} is not in {}", "{} staat niet in {}"),
    ("{code} is not in {}; the nearest number is {code}", "{} staat niet in {}; het dichtstbijzijnde nummer is {}"),
    ("{code} is not in {}; {code} is, with {}", "{} staat niet in {}; {} wel, met {}"),
    ("{code} is not in {}; {code} is, without items", "{} staat niet in {}; {} wel, zonder onderdelen"),
    ("{code} is in no edition at hand", "{} staat in geen aanwezige uitgave"),
    ("{code} is in no edition at hand of {}", "{} staat in geen aanwezige uitgave van {}"),
    ("expected which list is meant, since {code} is in {}", "verwacht: welke lijst bedoeld is, want {} staat in {}"),
    (
        "expected which list is meant (such as {}), since {code} is in {}",
        "verwacht: welke lijst bedoeld is (zoals {}), want {} staat in {}",
    ),
    ("no edition of {list} is at hand", "geen uitgave van {} is aanwezig"),
    (
        "no edition of {list} is known for {date}; the first known one is of {date}",
        "van {} is geen uitgave bekend voor {}; de eerste bekende is van {}",
    ),
    ("the text of {edition} is not at hand; at hand: {}", "de tekst van {} is niet aanwezig; aanwezig: {}"),
    (
        "expected an edition that was added, found no {edition}; added: {}",
        "verwacht: een toegevoegde uitgave; gevonden: geen {}; toegevoegd: {}",
    ),
    (
        "expected a file of an edition, found no file {}",
        "verwacht: een bestand van een uitgave; gevonden: geen bestand {}",
    ),
    (
        "expected the list and date of {} as list@date={}, found the file alone",
        "verwacht: lijst en datum van {} als list@date={}; gevonden: alleen het bestand",
    ),
    (
        "{}: expected an official text, found a digest, which is not the wording of the law",
        "{}: verwacht: een officiële tekst; gevonden: een eigen samenvatting, niet de tekst van de wet",
    ),
    ("expected {edition} in {}, found {edition}", "verwacht: {} in {}; gevonden: {}"),
    (
        "expected two editions of one list, language and wording, found {}; with force (--force) they are compared all the same",
        "verwacht: twee uitgaven van één lijst, taal en bewoording; gevonden: {}; met --force worden ze toch vergeleken",
    ),
    (
        "expected two editions of one list, found {} and {}, between which no move is recorded",
        "verwacht: twee uitgaven van één lijst; gevonden: {} en {}, waartussen geen overgang is vastgelegd",
    ),
    (
        "no number of an official publication is known for {edition} (known for {}); give one with --id, such as a CELEX number, stcrt-2024-1 or a BWB number",
        "voor {} is geen nummer van een officiële publicatie bekend (wel voor {}); geef er een met --id, zoals een CELEX-nummer, stcrt-2024-1 of een BWB-nummer",
    ),
    (
        "expected a CELEX, Official Journal, ELI, Staatscourant or BWB number, found {}",
        "verwacht: een nummer van CELEX, Publicatieblad, ELI, Staatscourant of BWB; gevonden: {}",
    ),
    ("fetching needs httpx, found none: {}", "ophalen vraagt om httpx; niet gevonden: {}"),
    ("expected words that describe goods, found {}", "verwacht: woorden die goederen omschrijven; gevonden: {}"),
    (
        "expected a description of at most {number} characters, found a longer one",
        "verwacht: een omschrijving van ten hoogste {} tekens; gevonden: een langere",
    ),
    ("none found in these editions for {}", "in deze uitgaven is niets gevonden voor {}"),
    ("expected a number of candidates of at least 1, found {}", "verwacht: ten minste 1 kandidaat; gevonden: {}"),
    (
        "expected a provision to assess, found {}, a {label}",
        "verwacht: een bepaling om te toetsen; gevonden: {}, een {}",
    ),
    ("passed over in one list: {said}", "in één lijst overgeslagen: {}"),
    (
        "expected a figure with its unit such as {}, found {}",
        "verwacht: een getal met zijn eenheid zoals {}; gevonden: {}",
    ),
    (
        "expected a figure in {} or a unit like it, found {}, which is in {}",
        "verwacht: een getal in {} of een dergelijke eenheid; gevonden: {}, in {}",
    ),
    (
        "expected an edition of {list}, found the list; at hand: {}",
        "verwacht: een uitgave van {}; gevonden: de lijst zelf; aanwezig: {}",
    ),
    ("expected a unit such as {}, found {}", "verwacht: een eenheid zoals {}; gevonden: {}"),
    (
        "expected facts as TOML or JSON in {}, found no text",
        "verwacht: feiten als TOML of JSON in {}; gevonden: geen tekst",
    ),
    ("expected a file that can be read, found {}", "verwacht: een leesbaar bestand; gevonden: {}"),
    ("expected a place to write to, found {}", "verwacht: een plaats om naar te schrijven; gevonden: {}"),
    ("expected {} for this run alone, {}", "verwacht: {} voor deze opdracht alleen; {}"),
    ("expected a folder for the site, found a file {}", "verwacht: een map voor de site; gevonden: een bestand {}"),
    (
        "expected a new folder, or one with nothing but an earlier site, found {}",
        "verwacht: een nieuwe map, of een met alleen een eerdere site; gevonden: {}",
    ),
    ("expected a folder to write a site to, found {}", "verwacht: een map om de site in te schrijven; gevonden: {}"),
    ("expected a port to listen on, found {}", "verwacht: een poort om op te luisteren; gevonden: {}"),
    ("expected a folder to keep editions in, found {}", "verwacht: een map om uitgaven in te bewaren; gevonden: {}"),
    ("expected to take away {}, found that it stays: {}", "verwacht: {} weg te nemen; het blijft staan: {}"),
    (
        "expected a column for the description or the classification, found {}",
        "verwacht: een kolom met de omschrijving of de indeling; gevonden: {}",
    ),
    ("expected a column {}, found {}", "verwacht: een kolom {}; gevonden: {}"),
    ("expected a table, found {}", "verwacht: een tabel; gevonden: {}"),
    (
        "expected a table with a row of column names, found {} empty",
        "verwacht: een tabel met een rij kolomnamen; {} is leeg",
    ),
    (
        "expected a sheet with a row of column names, found {} empty",
        "verwacht: een blad met een rij kolomnamen; {} is leeg",
    ),
    ("expected a sheet {}, found {}", "verwacht: een blad {}; gevonden: {}"),
    ("expected an xlsx file, found {}", "verwacht: een xlsx-bestand; gevonden: {}"),
    (
        "expected an xlsx file of at most {number} MB unfolded, found {}",
        "verwacht: een xlsx-bestand van uitgepakt ten hoogste {} MB; gevonden: {}",
    ),
    (
        "expected a sheet of at most {number} cells up to its last filled one, found {number} rows of {number} in {}; clear what stands far off the table, or save as csv",
        "verwacht: een blad van ten hoogste {} cellen tot en met de laatste gevulde; gevonden: {} rijen van {} in {}; wis wat ver van de tabel staat, of bewaar als csv",
    ),
    (
        "expected at most {number} rows for a sheet of xlsx, found more; write csv instead",
        "verwacht: ten hoogste {} rijen voor een blad in xlsx; gevonden: meer; schrijf in plaats daarvan csv",
    ),
    ("expected the package {} for xlsx files; {}", "verwacht: het pakket {} voor xlsx-bestanden; {}"),
    (
        "expected an interrupted run to resume, found no {}",
        "verwacht: een afgebroken opdracht om te hervatten; gevonden: geen {}",
    ),
    (
        "expected to resume the run that was interrupted, found another {}; without --resume it begins anew",
        "verwacht: de afgebroken opdracht; gevonden: een andere {}; zonder --resume begint het opnieuw",
    ),
    (
        "expected a vocabulary file, found none that can be read: {}",
        "verwacht: een bestand met vakwoorden; gevonden: geen dat te lezen is: {}",
    ),
    ("expected a record in {}, found no text", "verwacht: een dossier in {}; gevonden: geen tekst"),
    ("expected a record in {}, found no JSON ({})", "verwacht: een dossier in {}; gevonden: geen JSON ({})"),
    ("expected a record ({}) in {}, found something else", "verwacht: een dossier ({}) in {}; gevonden: iets anders"),
    ("expected one record for --to {}, found {number}", "verwacht: één dossier voor --to {}; gevonden: {}"),
    (
        "expected a country code of three capitals such as NLD, found {}",
        "verwacht: een landcode van drie hoofdletters zoals NLD; gevonden: {}",
    ),
    (
        "expected no code for a decision that goods are not listed, found {}",
        "verwacht: geen nummer bij een beslissing dat goederen niet op een lijst staan; gevonden: {}",
    ),
    ("expected {} for a decision, found nothing", "verwacht: {} bij een beslissing; gevonden: niets"),
    ("expected one of {}, found {}", "verwacht: een van {}; gevonden: {}"),
    (
        "expected the editions of the record at hand to replay it: {said} (--edition list@date=FILE)",
        "verwacht: de uitgaven van het dossier, om het te herhalen: {} (--edition list@date=BESTAND)",
    ),
    ("expected {} in the record {}, found {}", "verwacht: {} in het dossier {}; gevonden: {}"),
    (
        "expected a whole {} in a record, found it without {}",
        "verwacht: een hele {} in een dossier; gevonden: zonder {}",
    ),
    (
        "expected {} of the {} in a record as it was written, found {}",
        "verwacht: {} van {} in een dossier zoals geschreven; gevonden: {}",
    ),
    ("the shipped lists are damaged: {}", "de geleverde lijsten zijn beschadigd: {}"),
)
