"""One passage of a text that came, went or was replaced: what it does to the goods the text describes.

Each rule has a name that stands in `docs/direction.md` with its reason. A passage that no rule knows is `undecided`.
The rules are of English; a passage of another language gets those that rest on signs and codes alone.

>>> sentence = "software specially designed for pumps or valves".split()
>>> judge(["software", "for", "pumps"], (3, 3), ["software", "for", "pumps", "or", "valves"], (3, 5))[0].rule
'alternative added'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import evolve, frozen

from controllist.diffing.changes import OPPOSITE, Effect
from controllist.diffing.rephrasing import PUNCTUATION, repeats_bound, same_in_other_words, same_name, stem, weighty

EXCLUDING = re.compile(
    r"""\b(?: other\ than | except (?:ing)? (?:\ for)? | excluding | excepted | unless | but\ not
           | not\ (?: being | including | controlled | specified | described | covered | having | designed | intended
                    | capable )
           | do (?:es)? \ not )\b""",
    re.VERBOSE,
)
"""Words after which a text says what it does not mean."""

_PLACED = re.compile(r"\bnot (?:being )?(?:specified|described|controlled|covered) (?:in|by)\b")
_TO_PLACES = re.compile(r"(?: (?:\d[a-e]\S*|ml\S*|or|and|to|,))*")

_RESTRICTING = frozenset(
    [
        "specially",
        "having",
        "with",
        "which",
        "that",
        "capable",
        "designed",
        "modified",
        "containing",
        "consisting",
        "comprising",
        "made",
        "used",
        "usable",
        "useable",
        "for",
        "in",
        "on",
        "at",
        "by",
        "when",
        "where",
        "if",
        "while",
        "within",
        "using",
        "whose",
        "possessing",
        "incorporating",
        "employing",
        "exceeding",
        "equal",
        "greater",
        "less",
        "more",
        "above",
        "below",
        "meeting",
        "rated",
        "intended",
        "prepared",
        "based",
        "under",
        "over",
        "during",
        "as",
        "per",
        "and",
    ]
)
"""Words that open a condition behind a noun: goods must meet it."""

_CONDITION = frozenset(
    ("specially", "having", "with", "that", "which", "capable", "designed", "modified", "usable", "useable", "whose")
)
"""Those that open a condition and never stand in the name of a thing."""

_SAYS_AGAIN = frozenset(
    [
        "e.g.",
        "eg",
        "i.e.",
        "ie",
        "also",
        "known",
        "known",
        "named",
        "syn",
        "syn.",
        "synonym",
        "formerly",
        "formula",
        "cas",
    ]
)
_INCLUDING = frozenset(["including", "includes", "include", "such"])
_CODE = re.compile(r"(?:\d[a-e]\d{3}|ml\d+)(?:\.[a-z0-9]+)*")
_SECTION = re.compile(r"\d[a-e]\d?")
_LABEL = re.compile(r"(?:[;,] )?(?:(?:and|or) )?[a-z0-9]{1,2} \.?")
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
# From the strictest legal test to the loosest; what meets one meets all behind it.
_TESTS: tuple[frozenset[str], ...] = (
    frozenset({"specially designed", "especially designed"}),
    frozenset({"designed"}),
    frozenset({"designed or modified", "designed or adapted"}),
    frozenset({"capable of", "usable", "useable", "suitable"}),
)


@frozen
class Passage:
    """A passage before and after (one may be empty), its effect, and the rule that gave it.

    `editorial` passages change nobody's classification.
    """

    before: str
    after: str
    effect: Effect
    rule: str
    editorial: bool = False

    def flipped(self) -> Passage:
        return evolve(self, effect=OPPOSITE[self.effect])


def judge(
    old: Sequence[str],
    old_span: tuple[int, int],
    new: Sequence[str],
    new_span: tuple[int, int],
    bounds_paired: int = 0,
) -> list[Passage]:
    """The passage between two texts' spans as a list of one, or of none where only punctuation differs.

    `bounds_paired` tells how many bounds in it are told apart as moved figures.
    """
    gone, come = list(old[slice(*old_span)]), list(new[slice(*new_span)])
    if bounds_paired:
        gone, come = ([w for w in side if not w.startswith("⟦")] for side in (gone, come))
    if not weighty(gone) and not weighty(come):
        return []
    said = Passage(" ".join(gone), " ".join(come), "undecided", "reworded")
    if not (gone and come) and _LABEL.fullmatch(" ".join(gone or come)):
        return [evolve(said, effect="neutral", rule="label of an item", editorial=True)]
    if repeats_bound(old, old_span) and repeats_bound(new, new_span):
        return [evolve(said, effect="neutral", rule="conversion corrected", editorial=True)]
    if same_name(old, new):
        return [evolve(said, effect="neutral", rule="name in brackets", editorial=True)]
    if same_in_other_words(gone, come, old[: old_span[0]]):
        return [evolve(said, effect="neutral", rule="same words", editorial=True)]
    if not weighty(gone):
        effect, rule = _insertion(come, new, new_span)
        excluded = _excluding(new[: new_span[0]], come)
    elif not weighty(come):
        effect, rule = _insertion(gone, old, old_span)
        effect, rule = OPPOSITE[effect], rule.replace("added", "dropped")
        excluded = _excluding(old[: old_span[0]], gone)
    else:
        effect, rule = _replacement(gone, come)
        excluded = _excluding(new[: new_span[0]], come)
    if rule in ("name in brackets", "example added", "example dropped"):
        return [evolve(said, effect="neutral", rule=rule, editorial=True)]
    return [evolve(said, effect=OPPOSITE[effect] if excluded else effect, rule=rule)]


_JOINING = PUNCTUATION | {"and", "of"}


def phrases_moved(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without pairs that took one phrase from one place of the text to another.

    Only a phrase without "or" or "not" may move freely: what those join or deny depends on where they stand.
    """
    left = list(passages)
    for gone in passages:
        for come in passages:
            if gone in left and come in left and gone.before and not gone.after and come.after and not come.before:
                words = sorted(stem(w) for w in gone.before.split() if w not in _JOINING)
                there = sorted(stem(w) for w in come.after.split() if w not in _JOINING)
                if words == there and words and not {"or", "not"} & set(words):
                    left[left.index(gone)] = evolve(
                        come, before=gone.before, effect="neutral", rule="phrase moved", editorial=True
                    )
                    left.remove(come)
    return left


def _excluding(before: Sequence[str], passage: Sequence[str]) -> bool:
    """Whether an exclusion is open where a passage begins.

    It ends with a semicolon, a colon, a stop, or a comma before a condition ("..., consisting of ..."). One that
    names places (`not specified in 3C001`) ends with them.
    """
    clause: list[str] = []
    for word in before:
        ends = word in (";", ":", ".") or (clause[-1:] == [","] and word in _RESTRICTING)
        clause = [] if ends else [*clause, word]
    if passage[:1] == [","] and len(passage) > 1 and passage[1] in _RESTRICTING:
        return False
    said = " ".join(clause)
    placed = _PLACED.search(said)
    if placed and not EXCLUDING.search(said[: placed.start()]):
        return bool(_TO_PLACES.fullmatch(said[placed.end() :]))
    return bool(EXCLUDING.search(said))


def _insertion(come: Sequence[str], text: Sequence[str], span: tuple[int, int]) -> tuple[Effect, str]:
    """The effect of words being in a text that would be whole without them."""
    words = [w for w in come if w not in PUNCTUATION]
    joined = " ".join(words)
    before = text[span[0] - 1] if span[0] else ""
    if EXCLUDING.match(joined):
        return "narrower", "exclusion added"
    if "not" in words or "no" in words:
        return "undecided", "reworded"
    if places_named(words):
        return "wider", "place added"
    if (come[0] == "(" and come[-1] == ")") or (before == "(" and text[span[1] : span[1] + 1] == [")"]):
        return _in_brackets(words)
    if words[0] in _INCLUDING:
        return "wider", "inclusion added"
    if words[0] in ("e.g.", "eg"):
        return "neutral", "example added"
    if _is_alternative(come, text, span):
        return "wider", "alternative added"
    if ";" in come:
        return "undecided", "clause added"
    if words[0] == "and" and any(w.startswith("⟦") for w in words):
        return "narrower", "condition added"
    if words[0] == "and" and (len(words) < 2 or words[1] not in _RESTRICTING):
        return "undecided", "joined by and"
    if words[0] in _RESTRICTING or words[0].startswith("⟦"):
        return "narrower", "condition added"
    if come[0] == "," and "and" in [*come, *text[span[1] : span[1] + 12]]:
        return "undecided", "joined by and"
    if len(words) <= 4 and not {"or", "and", "any", "all"} & set(words):
        return "narrower", "qualifying word added"
    return "undecided", "reworded"


def _in_brackets(words: Sequence[str]) -> tuple[Effect, str]:
    if words[0] in _INCLUDING:
        return "wider", "inclusion added"
    if words[0] in _RESTRICTING or words[0].startswith("⟦"):
        return "narrower", "condition added"
    return "neutral", "name in brackets"


def _is_alternative(come: Sequence[str], text: Sequence[str], span: tuple[int, int]) -> bool:
    """Whether the words are a member of an enumeration: `or X`, `X or`, `, X` before a later `or` or behind a colon."""
    bare = [w for w in come if w != ","]
    if bare[0].startswith("⟦"):
        return False
    if bare[0] == "or" or bare[-1] == "or" or bare[:2] == ["and", "/"]:
        return True
    before = text[span[0] - 1] if span[0] else ""
    after = text[span[1]] if span[1] < len(text) else ""
    member = come[0] == "," or (before in (",", ":") and (come[-1] == "," or after in (",", "or")))
    member = member or come[-1] == "," or (after == "or" and before == ",")
    if not member or bare[0] in _RESTRICTING:
        return False
    for word in [*come, *text[span[1] : span[1] + 24]]:
        if word == "or":
            return True
        if word in (";", ".", ":") or word in _CONDITION:
            break
    return _listed_behind_colon(text, span)


def _listed_behind_colon(text: Sequence[str], span: tuple[int, int]) -> bool:
    """Whether a span lies in an enumeration without connective: short members behind a colon, to the end."""
    if ":" not in text[: span[0]]:
        return False
    start = max(at for at, word in enumerate(text[: span[0]]) if word == ":") + 1
    members = " ".join(text[start:]).split(" , ")
    return len(members) > 2 and all(len(m.split()) <= 3 and not _CONDITION & set(m.split()) for m in members)


def _replacement(gone: Sequence[str], come: Sequence[str]) -> tuple[Effect, str]:
    """The effect of words standing in the place of others."""
    old, new = [w for w in gone if w not in PUNCTUATION], [w for w in come if w not in PUNCTUATION]
    if {tuple(old), tuple(new)} == {("and",), ("or",)} or {tuple(old), tuple(new)} == {("all",), ("any",)}:
        return ("wider" if new[0] in ("or", "any") else "narrower"), "connective replaced"
    if len(old) == len(new) == 1 and old[0] in _COUNTS and new[0] in _COUNTS:
        return ("wider" if _COUNTS[new[0]] < _COUNTS[old[0]] else "narrower"), "count replaced"
    places = places_named(old), places_named(new)
    if all(places):
        if places[0] < places[1]:
            return "wider", "place added"
        if places[0] > places[1]:
            return "narrower", "place dropped"
    tests = _test(old), _test(new)
    if tests[0] is not None and tests[1] is not None and tests[0] != tests[1]:
        return ("wider" if tests[1] > tests[0] else "narrower"), "legal test replaced"
    return _contained(old, new)


def _contained(old: Sequence[str], new: Sequence[str]) -> tuple[Effect, str]:
    """One side holds the other whole as a member of an "or": the longer one names more."""
    small, large = (old, new) if len(old) < len(new) else (new, old)
    rest = list(large)
    for word in small:
        if word not in rest:
            return "undecided", "reworded"
        rest.remove(word)
    if "or" in rest:
        return ("wider" if large is new else "narrower"), f"alternative {'added' if large is new else 'dropped'}"
    return "undecided", "reworded"


def join_places(words: Sequence[str]) -> list[str]:
    """The words with each run of codes as one: `3b001 to 3b009 or 3b510` is one list of places.

    >>> join_places(["specified", "in", "3a001.b", "or", "3b", "having"])
    ['specified', 'in', '3a001.b or 3b', 'having']
    """
    joined: list[str] = []
    at = 0
    while at < len(words):
        end = at
        if _CODE.fullmatch(words[at]) or (_SECTION.fullmatch(words[at]) and _goes_on(words, at)):
            end = at + 1
            while (ahead := _next_code(words, end)) is not None:
                end = ahead + 1
        joined.append(" ".join(words[at:end]) if end > at else words[at])
        at = max(end, at + 1)
    return joined


def _goes_on(words: Sequence[str], at: int) -> bool:
    ahead = _next_code(words, at + 1)
    return ahead is not None and bool(_CODE.fullmatch(words[ahead]))


def _next_code(words: Sequence[str], at: int) -> int | None:
    """Where the next code of a run stands, behind one or two separators or, where a comma is lost, none."""
    for ahead in range(at, min(at + 3, len(words))):
        if _CODE.fullmatch(words[ahead]) or (_SECTION.fullmatch(words[ahead]) and ahead > at):
            return ahead
        if words[ahead] not in ("or", "and", "to", ",", ".", "and/or"):
            return None
    return None


def places_named(words: Sequence[str]) -> frozenset[str]:
    """The entries and items a passage names, ranges of entries spelled out; empty where it says more than that.

    >>> sorted(places_named(["3b001 to 3b003 or 3b510"]))
    ['3b001', '3b002', '3b003', '3b510']
    """
    found: set[str] = set()
    parts = [p for w in words for p in w.split() if p not in PUNCTUATION]
    for at, word in enumerate(parts):
        if _CODE.fullmatch(word) or (_SECTION.fullmatch(word) and len(parts) > 1):
            found.add(word)
            if at > 1 and parts[at - 1] == "to":
                found.update(_between(parts[at - 2], word))
        elif word not in ("or", "and", "to"):
            return frozenset()
    return frozenset(found)


def _between(first: str, last: str) -> Iterable[str]:
    if first[:2] == last[:2] and first[2:].isdigit() and last[2:].isdigit():
        return [f"{first[:2]}{number:03d}" for number in range(int(first[2:]), int(last[2:]) + 1)]
    return ()


def _test(words: Sequence[str]) -> int | None:
    said = " ".join(words)
    return next((rank for rank, test in enumerate(_TESTS) if said in test), None)
