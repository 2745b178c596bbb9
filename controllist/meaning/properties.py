"""Names of properties: which words of a text say what a figure limits.

The name is a short noun phrase in the words of the text, lower case, without articles, quotation marks and brackets:
`light source wavelength`, `minimum average efficiency`. It is looked for where texts put it: before the comparator,
behind the figure ("600 mm or less in diameter", "more than 1500 terminals"), earlier in the same text, in the texts
above. A noun that is measured in something else is passed over, so that "< 100 µs" finds a time and no frequency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from attrs import evolve, frozen

from controllist.meaning.units import Unit
from controllist.meaning.words import Language

_TOKEN = re.compile(
    r"""
      "(?P<double>[^"]+)" | (?<![\w])'(?P<single>[^']+?(?:'s\b[^']*?)?)'(?!\w) | [‘“](?P<curly>[^’”]+)[’”]
    | (?P<bracket> \( [^()]* (?: \([^()]*\) [^()]* )* \) | \[[^\]]*\] )
    | (?P<word> [^\W_] (?: [\w./'’+&-]* \w )? [%°]? | \w)
    | (?P<mark> [^\s] )
    """,
    re.VERBOSE,
)
_ANYTHING = frozenset({"count", "fraction"})  # "face width ≥ 15 % of the diameter": a share can be one of anything
_KINDS_OF_UNITS = {
    "m²": "area",
    "level, power": "power",
    "speed of sound": "speed",
    "apparent power": "power",
    "rotation": "frequency",
    "sample rate": "frequency",
    "data rate": "frequency",
    "nominal size, metric": "length",
    "nominal size, inches": "length",
}


@frozen
class _Token:
    text: str
    start: int
    end: int
    kind: str
    """`term` (quoted), `bracket`, `word` or `mark`."""


_REACH = 2_000
"""How far from a figure a name is looked for, in characters: else the time grows with the square of the text."""


def _tokens_until(text: str, at: int) -> tuple[_Token, ...]:
    """The tokens before a place, from the first blank within reach."""
    if at <= _REACH:
        return _tokens(text[:at])
    blank = text.find(" ", at - _REACH, at)
    first = blank if blank >= 0 else at - _REACH
    return tuple(evolve(t, start=t.start + first, end=t.end + first) for t in _tokens(text[first:at]))


@lru_cache(maxsize=4_000)
def _tokens(text: str) -> tuple[_Token, ...]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text):
        term = match["double"] or match["single"] or match["curly"]
        if term:
            found.append(_Token(term.strip(" ,"), match.start(), match.end(), "term"))
        else:
            found.append(_Token(match[0], match.start(), match.end(), match.lastgroup or "mark"))
    return tuple(found)


def kind_of(unit: Unit) -> str:
    """The kind of quantity under which `words.toml` lists the nouns for a unit."""
    return _KINDS_OF_UNITS.get(unit.name, unit.name)


def fits(name: str, unit: Unit, words: Language) -> bool:
    """Whether a property of this name can be measured in a unit; unknown nouns fit anything.

    >>> from controllist.meaning.units import find_unit
    >>> from controllist.meaning.words import language
    >>> fits("switching time", find_unit("nm"), language("en")), fits("overlay", find_unit("nm"), language("en"))
    (False, True)
    """
    known = _kinds(name, words)
    return known is None or unit.name in _ANYTHING or bool({kind_of(unit), "any"} & known) or not _is_known(unit, words)


def _is_known(unit: Unit, words: Language) -> bool:
    """Whether the table lists any noun for this kind of unit; where it lists none, every noun may do."""
    return kind_of(unit) in words.kinds


def _kinds(name: str, words: Language) -> frozenset[str] | None:
    """What the head noun of a name is measured in, None where the table does not know it."""
    for part in (name.casefold().partition(" of ")[0], name.casefold()):
        pieces = part.split()
        while len(pieces) > 1 and _is_participle(pieces[-1], words):
            pieces.pop()  # "energy stored"
        for size in (2, 1):
            if len(pieces) >= size:
                head = " ".join(pieces[-size:])
                known = words.nouns.get(head) or words.nouns.get(singular(head, words))
                if known:
                    return known
    return None


def is_property(name: str, words: Language) -> bool:
    """Whether a phrase names what can be measured in some unit: `distance travelled`, but not `nickel`."""
    return any(piece in words.nouns for piece in name.casefold().split())


def is_measure(name: str, unit: Unit, words: Language) -> bool:
    """Whether the table knows the noun for this unit; an unknown noun is no proof here."""
    known = _kinds(name, words)
    return known is not None and (kind_of(unit) in known or "any" in known)


def measures_other(name: str, unit: Unit, words: Language) -> bool:
    """Whether a share cannot be one of this: the table knows the noun, as a stress, for other units only."""
    known = _kinds(name, words)
    return known is not None and unit.name == "fraction" and not {kind_of(unit), "any"} & known


def may_measure(name: str, unit: Unit, words: Language) -> bool:
    """Whether a noun of the table can be measured in a unit, one for which the table lists no nouns included."""
    return is_measure(name, unit, words) or (_kinds(name, words) is not None and not _is_known(unit, words))


def before(text: str, at: int, words: Language, start: int = 0) -> str:
    """The noun phrase that ends at a place: `with a peak power` gives `peak power`.

    >>> from controllist.meaning.words import language
    >>> before("having an angular rate of change ", 33, language("en"))
    'angular rate of change'
    """
    return _name(_tokens_before(text, at, words, start), words)


def _tokens_before(text: str, at: int, words: Language, start: int) -> tuple[_Token, ...]:
    tokens = [t for t in _tokens_until(text, at) if t.start >= start]
    index = len(tokens) - 1
    picked: list[_Token] = []
    while index >= 0:
        token = tokens[index]
        if token.kind == "bracket":
            index -= 1
            continue
        if not picked and token.kind == "word" and token.text.casefold() in words.trailing:
            index -= 1
            continue
        if token.kind == "mark" or (not picked and token.text.casefold() in ("and", "or")):
            break
        if token.kind == "word" and not _goes_on(tokens, index, words):
            break
        if token.kind == "term" and picked and picked[-1].kind == "term" and not _is_compound(picked[-1], words):
            break  # '"composite" "fibres"' are two things, '"bias" "stability"' is one
        picked.append(token)
        index -= 1
    return tuple(reversed(picked))


def _is_compound(last: _Token, words: Language) -> bool:
    """Whether a quoted term is a property, which the term before it says more of."""
    return words.nouns.get(last.text.casefold()) is not None


def _goes_on(tokens: list[_Token], index: int, words: Language) -> bool:
    """Whether a word may be part of the name that ends further right."""
    word = tokens[index].text
    low = word.casefold()
    if low in words.articles:
        return False
    if low in words.inside or low in ("and", "or", "to"):
        before_it = tokens[index - 1] if index else None
        if before_it is None or before_it.kind == "mark":
            return False
        if low == "and":
            return _is_product(tokens, index, words)
        if low == "or":
            return _is_alternative(tokens, index - 1, words)
        left = before_it.text.casefold()
        if low == "the":
            return (left in words.inside and left != "the") or (left == "and" and _is_product(tokens, index - 1, words))
        if low == "to":
            # "ratio of length to diameter", "signal to noise ratio"
            around = (*tokens[max(0, index - 5) : index], *tokens[index + 1 : index + 3])
            return any(t.text.casefold() in ("ratio", "ratios") for t in around)
        return before_it.kind in ("term", "bracket") or (left not in words.stop and left not in words.articles)
    if low in words.stop and _is_participle(low, words) and 0 < index < len(tokens) - 1:
        return tokens[index - 1].text.casefold() in ("the", "a", "an")  # "error of the determined position"
    return low not in words.stop and not low[0].isdigit()


def _is_product(tokens: list[_Token], index: int, words: Language) -> bool:
    """`product of average power and frequency`: there `and` belongs to the name."""
    return any(t.text.casefold() in words.sums for t in tokens[max(0, index - 8) : index])


def _is_alternative(tokens: list[_Token], index: int, words: Language) -> bool:
    """`average or CW output power`, `diameter or length of major axis`, `swing or journal diameter`: one name."""
    low = tokens[index].text.casefold()
    opens = index == 0 or tokens[index - 1].text.casefold() in words.articles
    return tokens[index].kind == "word" and (
        low in words.modifiers or low in words.nouns or (opens and low not in words.stop)
    )


def behind(text: str, at: int, words: Language) -> str:
    """The noun phrase that begins at a place: ` preclean chamber, designed to` gives `preclean chamber`."""
    picked: list[_Token] = []
    tokens = _tokens(text[at : at + _REACH])
    for i, token in enumerate(tokens):
        low = token.text.casefold()
        if not picked and i and tokens[i - 1].text.casefold() in words.each:
            continue  # "1000 kg per day of liquid gas"
        goes_on = i + 1 < len(tokens) and tokens[i + 1].kind in ("word", "term") and not _stops(tokens[i + 1], words)
        before_term = i + 1 < len(tokens) and tokens[i + 1].kind == "term"
        if picked and picked[-1].kind == "term" and (token.text == "," or low == "and") and before_term:
            picked.clear()  # 'fully controlled', 'connected' and 'working' 'physical qubits'
            continue
        if not picked and (token.kind == "bracket" or (token.text == "," and goes_on and tokens[i + 1].kind == "term")):
            continue
        if token.kind in ("mark", "bracket"):
            break
        if token.kind == "word" and low in words.inside | {"of"} and not picked:
            continue
        if token.kind == "word" and low in words.articles and not picked:
            continue
        if _stops(token, words):
            break
        if picked and low.endswith("ed") and token.kind == "word" and not goes_on:
            break  # "1 ADC integrated, …"
        if picked and token.kind == "term" and picked[-1].kind == "term":
            picked.clear()
        picked.append(token)
        if len(picked) == 8:
            break
    while picked and (picked[-1].text.casefold() in words.inside or picked[-1].text.casefold().endswith("ly")):
        picked.pop()
    return _name(tuple(picked), words)


def _stops(token: _Token, words: Language) -> bool:
    low = token.text.casefold()
    return token.kind == "word" and (low in words.stop or low in words.articles or low[0].isdigit())


def _is_participle(word: str, words: Language) -> bool:
    return word.endswith("ed") and "ed" in words.verb_endings and word not in words.nouns_like_verbs


def says_nothing(name: str, words: Language) -> bool:
    """Whether a phrase has no noun: `nominally`, `minimum achievable`, `honing of hardened`.

    >>> from controllist.meaning.words import language
    >>> [says_nothing(n, language("en")) for n in ("typically", "minimum achievable", "measuring", "operating depth")]
    [True, True, True, False]
    """
    pieces = name.split()
    if pieces and _is_participle(pieces[-1], words):
        return True
    return all(
        piece in words.modifiers or (piece.endswith(words.verb_endings) and piece not in words.nouns_like_verbs)
        for piece in pieces
    )


def phrases(text: str, words: Language, until: int) -> Iterator[tuple[str, int, int]]:
    """All noun phrases that end before a place, the nearest first, with where they stand."""
    limit = until
    for token in reversed(_tokens_until(text, until)):
        if token.end > limit or token.kind not in ("word", "term"):
            continue
        low = token.text.casefold()
        if token.kind == "word" and (
            low in words.stop or low in words.articles or low in words.inside or low in words.link_words
        ):
            continue
        found = _tokens_before(text, token.end, words, 0)
        name = _name(found, words)
        if name:
            yield name, found[0].start, found[-1].end
            limit = found[0].start


def _name(tokens: tuple[_Token, ...], words: Language) -> str:
    kept = [t.text for t in tokens if t.text.casefold() not in words.drop]
    while kept and kept[0].casefold() in words.inside | words.articles:
        kept.pop(0)
    while kept and kept[-1].casefold() in words.inside | words.articles:
        kept.pop()
    return " ".join(re.sub(r"\s*\([^()]*\)", "", " ".join(kept)).casefold().split())


def narrowed(name: str, unit: Unit, words: Language) -> str:
    """`rocket motor of total impulse capacity` is about the capacity: the part that the unit fits.

    >>> from controllist.meaning.units import find_unit
    >>> from controllist.meaning.words import language
    >>> narrowed("system of total impulse capacity", find_unit("MNs"), language("en"))
    'total impulse capacity'
    """
    whole, of, part = name.partition(" of ")
    if (
        of
        and " ".join(name.split()[-3:]) not in words.nouns
        and not is_measure(whole, unit, words)
        and is_measure(part, unit, words)
    ):
        return re.sub(r"^(?:the|an?) ", "", part)
    return name


def singular(name: str, words: Language) -> str:
    """The last word in the singular, for a property of one thing: `operating temperatures`, `frequencies`.

    >>> from controllist.meaning.words import language
    >>> singular("carrier frequencies", language("en")), singular("bias", language("en"))
    ('carrier frequency', 'bias')
    """
    if words.name != "en":
        return name
    if name.startswith(("number of ", "count of ")):
        return name
    whole, of, part = name.partition(" of ")
    if of:
        return f"{singular(whole, words)} of {part}"
    head, _, last = name.rpartition(" ")
    if not last.endswith("s") or last.count("-") > 1 or len(last) < 4 or last.endswith(_NOT_PLURAL):
        return name
    if last.endswith("ies"):
        return f"{head} {last[:-3]}y".strip()
    return f"{head} {last[: -2 if last.endswith(_PLURAL_IN_ES) else -1]}".strip()


_NOT_PLURAL = ("ss", "us", "is", "bias", "radius", "ics", "lens", "gas", "axes", "rms", "series")
_PLURAL_IN_ES = ("sses", "xes", "ches", "shes")
