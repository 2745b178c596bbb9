"""Names of properties: which words of a text say what a figure limits.

The name is a short noun phrase in the words of the text, lower case, without articles, quotation marks and brackets:
`light source wavelength`, `minimum average efficiency`. It is looked for where texts put it: before the comparator,
behind the figure ("600 mm or less in diameter", "more than 1500 terminals"), earlier in the same text, in the texts
above. A noun that is measured in something else is passed over, so that "< 100 µs" finds a time and no frequency.

Tokens: the words, quoted terms, brackets and marks of a text, made once for all figures in it.

A name is looked for before one figure after the other, and what stands before a place is nearly always the tokens of
the whole text up to there. Only a token that the place cuts in two is read again.

>>> [t.text for t in tokens_of("with 'peak power' (rms) > 5 kW").before(17)]
['with', 'peak power']
>>> [t.text for t in tokens_of("with 'peak power' (rms) > 5 kW").before(10)]
['with', "'", 'peak']
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from controllist.language.units import Unit
from controllist.language.words import Language, language

_TOKEN = re.compile(
    r"""
      "(?P<double>[^"]+)" | (?<![\w])'(?P<single>[^']+?(?:'s\b[^']*?)?)'(?!\w) | [‘“](?P<curly>[^’”]+)[’”]
    | (?P<bracket> \( [^()]* (?: \([^()]*\) [^()]* )* \) | \[[^\]]*\] )
    | (?P<word> [^\W_] (?: [\w./'’+&-]* \w )? [%°]? | \w)
    | (?P<mark> [^\s] )
    """,
    re.VERBOSE,
)

_GOES_ON = re.compile(r"\w")

REACH = 2_000
"""How far from a figure a name is looked for, in characters: else the time grows with the square of the text."""


class Token(NamedTuple):
    """One token with where it stands; a tuple, since a text has many. `low` is its text with its case levelled."""

    text: str
    low: str
    start: int
    end: int
    kind: Literal["term", "bracket", "word", "mark"]


Phrase = tuple[str, int, int]
"""A name with where it begins and ends; the name is empty where none ends there."""


class Tokens:
    """The tokens of one text.

    `phrases` keeps, for a language, the last name up to each token and at which token it ends, once that is known.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.all = [_token(match) for match in _TOKEN.finditer(text)]
        self._starts = [token.start for token in self.all]
        self._ends = [token.end for token in self.all]
        self.phrases: dict[str, dict[int, tuple[int, Phrase]]] = {}

    def within(self, at: int, start: int = 0) -> tuple[int, int, list[Token]]:
        """The tokens before a place and behind another one, within reach.

        The first and the last (not included) of the whole text's, and those that the place has changed.
        """
        reach = self._within_reach(at)
        low, high = bisect_left(self._starts, max(start, reach)), bisect_left(self._ends, at)
        if high >= len(self.all) or self.all[high].start >= at:
            return low, max(low, high), []
        begin = max(self.all[high].start, reach)
        if self.text[at - 1] == "'" and _GOES_ON.match(self.text, at):
            # What closes a quotation here goes on as a word there: 'abc'd. Any token before may be another one.
            low, high, begin = 0, 0, reach
        cut = [_token(match) for match in _TOKEN.finditer(self.text, begin, at)]
        return low, max(low, high), [token for token in cut if token.start >= start]

    def before(self, at: int, start: int = 0) -> list[Token]:
        """The tokens before a place that begin at `start` or later, within reach."""
        low, high, rest = self.within(at, start)
        return self.all[low:high] + rest

    def last_until(self, at: int) -> int:
        """The number of the last token that ends at a place or before it."""
        return bisect_right(self._ends, at) - 1

    def first_before(self, at: int) -> int:
        """The number of the first token within reach of a place."""
        return bisect_left(self._starts, self._within_reach(at))

    def _within_reach(self, at: int) -> int:
        if at <= REACH:
            return 0
        blank = self.text.find(" ", at - REACH, at)
        return blank if blank >= 0 else at - REACH


def _token(match: re.Match[str]) -> Token:
    kind = match.lastgroup
    if kind in ("double", "single", "curly"):
        text = match[kind].strip(" ,")
        return Token(text, text.casefold(), match.start(), match.end(), "term")
    text = match[0]
    return Token(text, text.casefold(), match.start(), match.end(), kind)  # type: ignore[arg-type]


@lru_cache(maxsize=2_000)
def tokens_of(text: str) -> Tokens:
    """The tokens of a text, kept for the next figure in it."""
    return Tokens(text)


class Ahead:
    """The tokens behind a place, read as they are asked for: a name is mostly over after a few words."""

    def __init__(self, text: str, at: int) -> None:
        self._matches = _TOKEN.finditer(text[at : at + REACH])
        self._found: list[Token] = []

    def has(self, index: int) -> bool:
        """Whether there is a token of this number."""
        while len(self._found) <= index:
            match = next(self._matches, None)
            if match is None:
                return False
            self._found.append(_token(match))
        return True

    def __getitem__(self, index: int) -> Token:
        return self._found[index]


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


def kind_of(unit: Unit) -> str:
    """The kind of quantity under which `words.toml` lists the nouns for a unit."""
    return _KINDS_OF_UNITS.get(unit.name, unit.name)


def fits(name: str, unit: Unit, words: Language) -> bool:
    """Whether a property of this name can be measured in a unit; unknown nouns fit anything.

    >>> from controllist.language.units import find_unit
    >>> from controllist.language.words import language
    >>> fits("switching time", find_unit("nm"), language("en")), fits("overlay", find_unit("nm"), language("en"))
    (False, True)
    """
    known = _kinds(name, words)
    return known is None or unit.name in _ANYTHING or bool({kind_of(unit), "any"} & known) or not _is_known(unit, words)


def _is_known(unit: Unit, words: Language) -> bool:
    """Whether the table lists any noun for this kind of unit; where it lists none, every noun may do."""
    return kind_of(unit) in words.dimensions


def _kinds(name: str, words: Language) -> frozenset[str] | None:
    """What the head noun of a name is measured in, None where the table does not know it."""
    return _kinds_in(name, words.name)


@lru_cache(maxsize=10_000)
def _kinds_in(name: str, language_name: str) -> frozenset[str] | None:
    words = language(language_name)
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

    >>> from controllist.language.words import language
    >>> before("having an angular rate of change ", 33, language("en"))
    'angular rate of change'
    """
    return _name(_picked(tokens_of(text).before(at, start), words), words)


def _picked(tokens: Sequence[Token], words: Language) -> list[Token]:
    """The tokens at the end of some that make a name."""
    index = len(tokens) - 1
    picked: list[Token] = []
    while index >= 0:
        token = tokens[index]
        if token.kind == "bracket":
            index -= 1
            continue
        if not picked and token.kind == "word" and token.low in words.trailing:
            index -= 1
            continue
        if token.kind == "mark" or (not picked and token.low in ("and", "or")):
            break
        if token.kind == "word" and not _goes_on(tokens, index, words):
            break
        if token.kind == "term" and picked and picked[-1].kind == "term" and not _is_compound(picked[-1], words):
            break  # '"composite" "fibres"' are two things, '"bias" "stability"' is one
        picked.append(token)
        index -= 1
    return picked[::-1]


def _is_compound(last: Token, words: Language) -> bool:
    """Whether a quoted term is a property, which the term before it says more of."""
    return words.nouns.get(last.low) is not None


def _goes_on(tokens: Sequence[Token], index: int, words: Language) -> bool:
    """Whether a word may be part of the name that ends further right."""
    low = tokens[index].low
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
        left = before_it.low
        if low == "the":
            return (left in words.inside and left != "the") or (left == "and" and _is_product(tokens, index - 1, words))
        if low == "to":
            # "ratio of length to diameter", "signal to noise ratio"
            around = (*tokens[max(0, index - 5) : index], *tokens[index + 1 : index + 3])
            return any(t.low in ("ratio", "ratios") for t in around)
        return before_it.kind in ("term", "bracket") or (left not in words.stop and left not in words.articles)
    if low in words.stop and _is_participle(low, words) and 0 < index < len(tokens) - 1:
        return tokens[index - 1].low in ("the", "a", "an")  # "error of the determined position"
    return low not in words.stop and not low[0].isdigit()


def _is_product(tokens: Sequence[Token], index: int, words: Language) -> bool:
    """`product of average power and frequency`: there `and` belongs to the name."""
    return any(t.low in words.sums for t in tokens[max(0, index - 8) : index])


def _is_alternative(tokens: Sequence[Token], index: int, words: Language) -> bool:
    """`average or CW output power`, `diameter or length of major axis`, `swing or journal diameter`: one name."""
    low = tokens[index].low
    opens = index == 0 or tokens[index - 1].low in words.articles
    return tokens[index].kind == "word" and (
        low in words.modifiers or low in words.nouns or (opens and low not in words.stop)
    )


def behind(text: str, at: int, words: Language) -> str:
    """The noun phrase that begins at a place: ` preclean chamber, designed to` gives `preclean chamber`."""
    picked: list[Token] = []
    tokens = Ahead(text, at)
    i = -1
    while tokens.has(i + 1):
        i += 1
        token = tokens[i]
        low = token.low
        if not picked and i and tokens[i - 1].low in words.each:
            continue  # "1000 kg per day of liquid gas"
        following = tokens[i + 1] if tokens.has(i + 1) else None
        goes_on = following is not None and following.kind in ("word", "term") and not _stops(following, words)
        before_term = following is not None and following.kind == "term"
        if picked and picked[-1].kind == "term" and (token.text == "," or low == "and") and before_term:
            picked.clear()  # 'fully controlled', 'connected' and 'working' 'physical qubits'
            continue
        if not picked and (token.kind == "bracket" or (token.text == "," and goes_on and before_term)):
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
    while picked and (picked[-1].low in words.inside or picked[-1].low.endswith("ly")):
        picked.pop()
    return _name(picked, words)


def _stops(token: Token, words: Language) -> bool:
    low = token.low
    return token.kind == "word" and (low in words.stop or low in words.articles or low[0].isdigit())


def _is_participle(word: str, words: Language) -> bool:
    return word.endswith("ed") and "ed" in words.verb_endings and word not in words.nouns_like_verbs


def says_nothing(name: str, words: Language) -> bool:
    """Whether a phrase has no noun: `nominally`, `minimum achievable`, `honing of hardened`.

    >>> from controllist.language.words import language
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
    tokens = tokens_of(text)
    low, high, rest = tokens.within(until)
    limit = until
    if rest:
        shown = [*tokens.all[low:high], *rest]
        for index in range(len(shown) - 1, high - low - 1, -1):
            if shown[index].end <= limit:
                name, start, end = _phrase(shown[: index + 1], words)
                if name:
                    yield name, start, end
                    limit = start
    index = high - 1
    while index >= low:
        if tokens.all[index].end > limit:
            index = tokens.last_until(limit)
            continue
        index, (name, start, end) = _nearest_phrase(tokens, index, words)
        if index >= low and name:
            yield name, start, end
            limit, index = start, index - 1


def _nearest_phrase(tokens: Tokens, last: int, words: Language) -> tuple[int, Phrase]:
    """The last name that ends with one of the tokens up to a number, and the number of that one; -1 without one.

    Each token is looked at once, however many figures stand behind it.
    """
    known = tokens.phrases.setdefault(words.name, {})
    index, passed = last, []
    while index >= 0 and index not in known:
        # A single word can be longer than what is looked back; it is itself among what ends with it.
        first = min(index, tokens.first_before(tokens.all[index].end))
        found = _phrase(tokens.all[first : index + 1], words)
        passed.append(index)
        if found[0]:
            known[index] = index, found
            break
        index -= 1
    nearest = known[index] if index >= 0 else (-1, ("", 0, 0))
    known.update(dict.fromkeys(passed, nearest))
    return nearest


def _phrase(tokens: Sequence[Token], words: Language) -> Phrase:
    """The name that ends with the last of some tokens, and where it stands."""
    last = tokens[-1]
    if last.kind not in ("word", "term"):
        return "", 0, 0
    if last.kind == "word" and (
        last.low in words.stop or last.low in words.articles or last.low in words.inside or last.low in words.links
    ):
        return "", 0, 0
    found = _picked(tokens, words)
    name = _name(found, words)
    return (name, found[0].start, found[-1].end) if name else ("", 0, 0)


def _name(tokens: Sequence[Token], words: Language) -> str:
    kept = [t for t in tokens if t.low not in words.drop]
    edge = words.edge
    while kept and kept[0].low in edge:
        kept.pop(0)
    while kept and kept[-1].low in edge:
        kept.pop()
    name = " ".join([t.text for t in kept])
    if "(" in name:
        name = _BRACKETED.sub("", name)
    return " ".join(name.casefold().split())


_BRACKETED = re.compile(r"(?<!\s)\s*+\([^()]*\)")


def narrowed(name: str, unit: Unit, words: Language) -> str:
    """`rocket motor of total impulse capacity` is about the capacity: the part that the unit fits.

    >>> from controllist.language.units import find_unit
    >>> from controllist.language.words import language
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

    >>> from controllist.language.words import language
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
