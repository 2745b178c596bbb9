"""References: the places a text names, in full and in short, and what it names them for.

Full forms (`3B001.a.1`, `ML4.b.2.`), short ones that lean on the code before them (`1C350.1, .3, .5`,
`3B001.a.1 to a.3`), our digest's places below the entry (`.k.2`), notes (`Note 2.a`), categories and the general notes.
Whether a place exists is for those to say who hold the tree; this module resolves and never looks up.

>>> [r.codes for r in read_references("see 1C350.1, .3 and .5; ML8.g.3. and g.4.")]
[('1C350.1', '1C350.3', '1C350.5'), ('ML8.g.3', 'ML8.g.4')]
>>> read_references("not specified in .k.2", at=ControlCode("3B501.k.3"))[0]
Reference(codes=('3B501.k.2',), role='excluded-there', printed='.k.2', span=(17, 21), list='')

Regimes: the arrangement a control comes from, and what kind of goods it is, both told by the code.

The third to fifth sign of a dual-use code is a number whose hundreds say where the control comes from (the lists
themselves do not print it): 0 Wassenaar, in category 0 the Nuclear Suppliers Group; 1 Missile Technology Control
Regime; 2 Nuclear Suppliers Group; 3 Australia Group; 4 Chemical Weapons Convention, which the notes of 1C450 name;
5 commitments of Member States outside the regimes (recitals of Regulation (EU) 2025/2003); 9 national lists. The Common
Military List follows Wassenaar's munitions list. Which of this holds for a list is its origin: data of its profile, or
of its edition where it has none. A list that does not tell it has no regime: one that is guessed would be wrong.

>>> regime(BY_NUMBER, "3B501.f.1"), regime(BY_NUMBER, "0B001"), regime("WA", "ML10.c")
('500-series', 'NSG', 'WA')
>>> regime("national", "3B001.f.4"), regime(BY_NUMBER, "3B1001.l"), regime(BY_NUMBER, "3A"), regime("", "3A001")
('national', 'national', None, None)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, cast

from attrs import frozen

from controllist.codes import DUAL_USE, MILITARY, ControlCode, Origin, Regime
from controllist.language import Reference, Role
from controllist.language.words import Language, has_language, language, level

_LABEL = r"(?:[a-z]{1,2}|\d{1,3})"
_FULL = re.compile(
    rf"""
    (?<![\w.,/-]) (?P<entry> [0-9][A-E] (?: 1?[0-9]{{3}} ) | (?:ML|SVMe\s?) \s?\d{{1,2}} (?!\d) )
    (?P<labels> (?: \. {_LABEL} (?![\w]) )* )  \.? (?! \d )
    """,
    re.VERBOSE,
)
_SECTION = re.compile(
    r"""
    (?<!\w) (?= [CcGNnTMmEeDdAa.\d] ) (?:              # where a place can begin at all
    (?P<category> \b[Cc]ategor(?:y|ies)\s(?P<first>\d) (?:\s?(?:,|[-–])?\s?Part\s(?P<part>[12]))?
        (?: \s(?:to|through)\s(?P<last>\d) | (?P<more>(?:,\s\d)*(?:,?\s(?:and|or)\s\d)) )? (?!\d|,\d|\.\d) )
  | (?<![\w.]) (?P<group> [0-9][A-E][12]? ) (?![\w.]*\d{2}) (?= \.? (?:[\s,;:)]|$) )
  | (?P<general> (?:General|Nuclear)\s(?:Technology|Software)\sNote
               | General\s["']Information\sSecurity["']\sNote | \b(?:GTN|NTN|GSN|NSN|GISN)\b )
  | (?P<military> (?i: mili?tary\sgoods\scontrols? | common\smilitary\slist (?:\sof\sthe\seuropean\sunion)? ) )
  | (?P<dual> (?i: eu\sdual-use\slist | dual-use\slist | annex\si\sto\sregulation ) )
  | (?P<note> \b(?P<kind>Technical\s)?[Nn]otes?\s(?P<number>\d{1,2}(?:\.[a-z0-9]{1,2}\b)*)
        (?P<others> (?: (?:,\s|\sto\s|,?\s(?:or|and)\s) \d{0,2}\.?(?:[a-z]\b\.?|\d{1,2}\b)(?:\.[a-z0-9]{1,2}\b)* )* )
        (?![\w%]|,\d) )
  | (?<![\w.)]) (?P<relative> (?:\.(?:[a-z]|\d{1,2})(?![a-z0-9]))+ ) (?! \d | \s?(?:%|mm|nm|µm|m\b|GHz) )
    )
    """,
    re.VERBOSE,
)
_MORE = re.compile(
    rf"""
    (?P<link> ,\s(?:or|and)\s | ,\s | \s(?:or|and|to|through|und|oder|bis|en|of|tot|a|nebo|až)\s | \s?[-–]\s? )
    (?: (?P<short> \.{_LABEL}(?:\.{_LABEL})* | [a-z](?:\.{_LABEL})+                      # .3, .b, a.3
                 | [a-z](?=\.) | [b-z](?=[\s,;)]|$) | \d{{1,2}}(?=\.(?:[\s,;)]|$)) )      # b., b, 2.
        (?!\w) (?P<stop>\.?) )
    """,
    re.VERBOSE,
)
_BEFORE_GROUP = re.compile(r"(?:^|,\s?|\b(?:in|or|and|of|by|with|to|under|from)\s)$", re.IGNORECASE)
_SUBJECT_VERB = re.compile(r"\.?(?:[,;:]|$|\s(?:includes?|does|do|controls?|only|and|or|to)\b)")
_CHAIN = re.compile(r"[\s.,]*(?:and|or|to|und|oder|en|of|a|nebo)?\s*", re.IGNORECASE)
_RANGE = re.compile(r"\s(?:to|through|bis|tot|až)\s|\s?[-–]\s?")
_GENERAL = {
    "general technology note": "GTN",
    "nuclear technology note": "NTN",
    "general software note": "GSN",
    "nuclear software note": "NSN",
}
_OTHER_LIST = re.compile(r"\s(?:of|in|on|to)\s(?:the\s)?(?:Annex I\b|EU [Dd]ual-[Uu]se)")
_HEAD = re.compile(r"[\s\"']*(?:(?P<software>software)|(?P<technology>technology))", re.IGNORECASE)
_SUBJECT = re.compile(r"[\s\"'‘“]*(?:Technical )?(?:Notes?[\s\d.:]*)?(?:N\.?B\.?[\s\d.:]*)?")


@frozen
class _Place:
    """One place in the text before its role is known."""

    codes: tuple[str, ...]
    start: int
    end: int
    list: str = ""


def read_references(text: str, at: ControlCode | None = None, language: str = "en") -> tuple[Reference, ...]:
    """The places a text names, in its order; `at` is where the text stands, for places named in short.

    A range gives every label between its ends, whether the list has it or not. `list` is set where the place is in the
    other list (`ML` codes from the dual-use list and the reverse); a whole list is named with no codes.

    >>> found = read_references('"technology" for items specified in 3A001.a.3 to a.5', ControlCode("3E001"))
    >>> found[0].codes, found[0].role
    (('3A001.a.3', '3A001.a.4', '3A001.a.5'), 'technology-for')
    """
    if not has_language(language):
        language = "en"
    return _read(text, at, language)


@lru_cache(maxsize=20_000)
def _read(text: str, at: ControlCode | None, name: str) -> tuple[Reference, ...]:
    words = language(name)
    levelled = level(text)
    places = [*_full_places(levelled, at), *_other_places(levelled, at)]
    places.sort(key=lambda place: (place.start, -place.end))
    found: list[Reference] = []
    subject = _SUBJECT.match(levelled)
    opening = subject.end() if subject else 0
    cues, end = _Cues(levelled, words), -1
    for place in places:
        if place.start < end:
            continue
        end = place.end
        role = _role(levelled, place, at, cues, opening, found[-1] if found else None)
        codes = tuple(ControlCode(code) for code in dict.fromkeys(place.codes))
        found.append(Reference(codes, role, text[place.start : end], (place.start, end), place.list))
    return tuple(found)


# --- places ---


def _full_places(text: str, at: ControlCode | None) -> list[_Place]:
    """Full codes, each with what leans on it: `1C350.1, .3`, `ML8.g.3. and g.4`, `3A001.a.3 to 3A001.a.10`."""
    found: list[_Place] = []
    matches = list(_FULL.finditer(text))
    i = 0
    while i < len(matches):
        match = matches[i]
        codes = [_code(match)]
        end = _without_stop(text, match)
        stop = match.end()
        i += 1
        while True:
            short = _MORE.match(text, stop)
            if short is not None and short["short"] not in ("i.e", "e.g"):
                code = _lean(codes[-1], short["short"])
                codes += _between(codes[-1], code) if _RANGE.fullmatch(short["link"]) else [code]
                end, stop = short.end("short"), short.end()
                continue
            if i < len(matches) and _RANGE.fullmatch(text[stop : matches[i].start()]):
                code = _code(matches[i])
                codes += _between(codes[-1], code)
                end, stop = _without_stop(text, matches[i]), matches[i].end()
                i += 1
                continue
            break
        found.append(_Place(tuple(codes), match.start(), end, _list_of(codes[0], at, text, stop)))
    return found


def _code(match: re.Match[str]) -> str:
    entry = re.sub(r"^(?:ML|SVMe)\s?\s?", "ML", match["entry"])
    return entry + "".join("." + label for label in re.findall(r"[a-z]+|\d+", match["labels"]))


def _without_stop(text: str, match: re.Match[str]) -> int:
    return match.end() - (text[match.end() - 1] == ".")


def _lean(code: str, short: str) -> str:
    """The code that a short form means: it replaces as many labels at the end as it has.

    >>> _lean("2B201.a", ".b"), _lean("3B001.a.1", "a.3")
    ('2B201.b', '3B001.a.3')
    """
    entry, *labels = code.split(".")
    leaning = [label for label in short.split(".") if label]
    kept = labels[: max(0, len(labels) - len(leaning))]
    # a letter never stands where a number stood: "1C450.a.4, b" goes back to the level of letters
    while kept and len(kept) < len(labels) and labels[len(kept)].isdecimal() != leaning[0].isdecimal():
        kept.pop()
    return ".".join([entry, *kept, *leaning])


def _between(first: str, last: str) -> list[str]:
    """The codes behind `first` up to `last`, by the order of letters or numbers."""
    head, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if head and head == other:
        if low.isdecimal() and high.isdecimal() and int(low) < int(high):
            return [f"{head}.{n}" for n in range(int(low) + 1, int(high) + 1)]
        if len(low) == len(high) == 1 and low.isalpha() and high.isalpha() and low < high:
            return [f"{head}.{chr(n)}" for n in range(ord(low) + 1, ord(high) + 1)]
    entries = [re.fullmatch(r"(\d[A-E]|ML)(\d+)", code) for code in (first, last)]
    if entries[0] and entries[1] and entries[0][1] == entries[1][1] and int(entries[0][2]) < int(entries[1][2]):
        width = len(entries[0][2]) if entries[0][1] != "ML" else 1
        numbers = range(int(entries[0][2]) + 1, int(entries[1][2]) + 1)
        return [f"{entries[0][1]}{n:0{width}d}" for n in numbers]
    return [last]


def _list_of(code: str, at: ControlCode | None, text: str, end: int) -> str:
    if code.startswith("ML"):
        return "" if at is None or at.startswith("ML") else MILITARY
    if _OTHER_LIST.match(text, end):
        return DUAL_USE
    return DUAL_USE if at is not None and at.startswith("ML") else ""


def _other_places(text: str, at: ControlCode | None) -> list[_Place]:
    found: list[_Place] = []
    for match in _SECTION.finditer(text):
        codes: tuple[str, ...]
        if match["category"]:
            codes = _categories(match)
        elif match["group"]:
            if not _BEFORE_GROUP.search(text, 0, match.start()) or (
                not match.start() and not _SUBJECT_VERB.match(text, match.end())
            ):
                continue
            codes = (match["group"],)
        elif match["general"]:
            codes = (
                _GENERAL.get(match["general"].casefold(), match["general"] if len(match["general"]) < 5 else "GISN"),
            )
        elif match["military"]:
            found.append(_Place((), match.start(), match.end(), MILITARY))
            continue
        elif match["dual"]:
            found.append(_Place((), match.start(), match.end(), DUAL_USE))
            continue
        elif match["note"]:
            codes = _notes(match, at, text)
            if not codes:
                continue
        else:
            if at is None:
                continue
            codes = (at.entry + match["relative"],)
        found.append(_Place(codes, match.start(), match.end()))
    return found


def _categories(match: re.Match[str]) -> tuple[str, ...]:
    first = match["first"] + (f"P{match['part']}" if match["part"] else "")
    if match["last"]:
        return tuple(str(n) for n in range(int(match["first"]), int(match["last"]) + 1))
    return (first, *re.findall(r"\d", match["more"] or ""))


def _notes(match: re.Match[str], at: ControlCode | None, text: str) -> tuple[str, ...]:
    """`Note 2.a` on the provision the text stands at; `Note 3 in Category 5, Part 2` on the part."""
    part = re.match(r"\s(?:in|of|to)\sCategory\s(\d)(?:\s?(?:,|[-–])?\s?Part\s([12]))?", text[match.end() :])
    named = re.search(
        r"(?:Category\s(\d),?\sPart\s([12])|(\d[A-E]\d{3}(?:\.\w{1,2})*))\.?,?\s\(?$", text[: match.start()]
    )
    if part:
        place = part[1] + (f"P{part[2]}" if part[2] else "")
    elif named:
        place = named[3] or f"{named[1]}P{named[2]}"
    elif at is None:
        return ()
    else:
        # a note hangs on its own provision; `at` may be an item of another note there
        place = at.place
    word = "technical-note" if match["kind"] else "note"
    codes = [f"{place}#{word}.{match['number']}"]
    for other in re.findall(r"(?:,\s|\sto\s|\s(?:or|and)\s)([\w.]+)", match["others"] or ""):
        label = other.strip(".")
        stem = codes[-1].rpartition(".")[0] if label[0].isalpha() else f"{place}#{word}"
        codes.append(f"{stem}.{label}")
    return tuple(codes)


# --- roles ---


class _Cues:
    """The words for roles in a text, read once from left to right, so that many places cost no more than few."""

    def __init__(self, text: str, words: Language) -> None:
        self.text, self.words = text, words
        self.read_to, self.last = 0, cast("Role | None", None)

    def before(self, at: int) -> Role | None:
        """The role that the nearest words in the clause before a place give, None where it has none."""
        text = self.text
        clause = max(text.rfind(mark, self.read_to, at) + len(mark) for mark in (";", ". ", ":"))
        start = max(clause, self.read_to) if clause > 1 else self.read_to
        if start > self.read_to or not self.read_to:
            self.last = None
        piece = text[start:at].casefold()
        nearest = -1
        for name, pattern in self.words.cues:
            if name == "speaks-of":
                if start != self.read_to or not start:
                    whole = pattern.fullmatch(piece.strip())
                    if whole:
                        self.read_to = at
                        return "speaks-of"
                continue
            for match in pattern.finditer(piece):
                if match.end() > nearest:
                    nearest, self.last = match.end(), cast(Role, name)
        self.read_to = at
        return self.last


def _role(
    text: str, place: _Place, at: ControlCode | None, cues: _Cues, opening: int, before: Reference | None
) -> Role:
    """What a place is named for, by the words of its clause before it."""
    role = cues.before(place.start)
    if place.start <= opening:
        follows = text[place.end : place.end + 60]
        if (
            re.match(
                r"\.?,?\s*(?:,|and|or|only|does|do|is|are|controls?|includes?|applies|apply|specif|covers?|:)", follows
            )
            or at is None
        ):
            return "see-also" if re.match(r"\.?:", follows) or not follows.strip(" .;,") else "speaks-of"
        return "see-also" if not follows.strip(" .;,") else "speaks-of"
    if role == "speaks-of":
        return role
    if role is None and before is not None and _CHAIN.fullmatch(text, before.span[1], place.start):
        return before.role
    return _governed(text, place, at) if role == "specified-in" else role or "mentioned"


def _governed(text: str, place: _Place, at: ControlCode | None) -> Role:
    """Software or technology for the place named, in groups D and E or where the clause says so."""
    group = at[1:2] if at is not None and at[:1].isdecimal() else ""
    head = _HEAD.match(text, 0, place.start) if not group else None
    if group == "D" or (head and head["software"]):
        return "software-for"
    if group == "E" or (head and head["technology"]):
        return "technology-for"
    return "specified-in"


BY_NUMBER: Final = "by number"
Goods = Literal["equipment", "test and production equipment", "material", "software", "technology"]

_BY_HUNDREDS: dict[str, Regime] = {
    "0": "WA",
    "1": "MTCR",
    "2": "NSG",
    "3": "AG",
    "4": "CWC",
    "5": "500-series",
    "9": "national",
}
_GOODS: dict[str, Goods] = {
    "A": "equipment",
    "B": "test and production equipment",
    "C": "material",
    "D": "software",
    "E": "technology",
}
_ENTRY = re.compile(r"(?P<category>\d)(?P<group>[A-E])(?P<number>1?\d{3})(?!\d)")
_MILITARY_GOODS: dict[str, Goods] = {"ML18": "test and production equipment", "ML21": "software", "ML22": "technology"}


def regime(origin: Origin, code: str) -> Regime | None:
    """Where a control comes from, by the origin of its list.

    None where that is not told, and in a list that tells it by number for what has no number of its own (a category,
    a note of it).
    """
    if origin == "":
        return None
    if origin != BY_NUMBER:
        return origin
    match = _ENTRY.match(code)
    if match is None:
        return None
    if len(match["number"]) == 4:  # the Official Journal puts a 1 before the number of a national entry
        return "national"
    if match["category"] == "0" and match["number"][0] == "0":
        return "NSG"
    return _BY_HUNDREDS.get(match["number"][0])


def goods(code: str) -> Goods | None:
    """What kind of goods a code is about, None where the code does not tell.

    >>> goods("3D003"), goods("5A1"), goods("ML22.a"), goods("ML1")
    ('software', 'equipment', 'technology', None)
    """
    if code.startswith("ML"):
        return _MILITARY_GOODS.get(code.partition(".")[0].partition("#")[0])
    match = re.match(r"\d([A-E])", code)
    return _GOODS[match[1]] if match else None
