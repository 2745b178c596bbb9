"""What the commands do, as functions: the few names at the door of the library.

`import controllist` loads none of this until a name is used. All values given back are frozen and can be shared
between threads and pickled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from attrs import evolve

from controllist import store
from controllist.assessing.facts import Facts
from controllist.assessing.questions import next_question
from controllist.assessing.verdict import Assessment
from controllist.assessing.verdict import assess as assess_provision
from controllist.codes import ControlCode, EditionAddress, parse_code
from controllist.diffing.comparison import Diff
from controllist.errors import ControlListError, MisuseError
from controllist.index.languages import Language
from controllist.limits import Limits
from controllist.matching import Match
from controllist.model import Edition
from controllist.registers.classifying import Classified, Classifier, Plan
from controllist.registers.impact import impact
from controllist.registers.judging import Touched
from controllist.registers.sources import read_register
from controllist.registers.tables import Goods
from controllist.services.choosing import Stamp, answering, having, stamp_of
from controllist.services.comparing import compare
from controllist.services.finding import absent, found_code
from controllist.services.searching import kept, search
from controllist.store import editions, load

__all__ = [
    "Assessment",
    "Classified",
    "ControlCode",
    "ControlListError",
    "Diff",
    "Edition",
    "EditionAddress",
    "Facts",
    "Goods",
    "Limits",
    "Match",
    "Touched",
    "assess",
    "classify",
    "diff",
    "editions",
    "impact",
    "load",
    "match",
    "next_question",
    "open",
    "parse",
    "parse_code",
    "read_register",
]


def open(name: str, as_of: str | None = None) -> Edition:
    """The edition of a list that answers for a date (None: the newest at hand).

    Where the one in force is not at hand, the edition used instead carries the caution that says so. Raises
    `NotFoundError` where the list has none, `MisuseError` for an unknown list or a date that does not exist.

    >>> open("nl-semicon", "2024-10-01").applies_from
    '2024-09-07'
    """
    choice = store.choose(name, as_of)
    return _opened(choice, stamp_of(choice.address))


@lru_cache(maxsize=16)
def _opened(choice: store.Choice, _stamp: Stamp) -> Edition:
    # Kept, since all that is worked out of an edition is kept with it.
    edition = load(choice.address)
    return evolve(edition, cautions=(*choice.cautions, *edition.cautions)) if choice.cautions else edition


def parse(
    data: bytes,
    *,
    list: str,
    applies_from: str,
    language: str | None = None,
    name: str = "",
    limits: Limits | None = None,
) -> Edition:
    """The tree of an official file, with all that could not be placed as `problems`.

    `limits` bounds the size, depth and time of a file from a stranger otherwise than usual. Raises `SourceError` where
    the bytes cannot be read, go beyond a limit or hold no entry of the list.

    >>> parse(b"1A901.  Vats", list="eu-dual-use", applies_from="2024-01-01", limits=Limits(bytes=9))
    Traceback (most recent call last):
        ...
    controllist.errors.SourceError: input: expected at most 9 bytes, found 12 bytes (limits.bytes)
    """
    # The readers bring lxml; who only asks the shipped lists need not pay for it.
    from controllist.ingest import parse_bytes

    return parse_bytes(data, list=list, applies_from=applies_from, language=language, name=name, limits=limits)


def match(
    text: str,
    *,
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    top: int = 10,
    language: Language | None = None,
) -> Match:
    """The entries a description of goods may fall under, each with its evidence; in any of four languages.

    `lists` limits the search, `as_of` takes the editions in force on a date. The index of the editions is kept, so
    that further calls are quick. A verdict `none` says that nothing was found in these editions, never more.

    >>> match("EUV pellicle", top=1).verdict
    'candidates'
    """
    return search(text, kept(lists, as_of), top, language)


def classify(
    goods: Iterable[Goods],
    *,
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    top: int = 3,
    language: Language | None = None,
) -> Iterator[Classified]:
    """What `batch` finds for each article, one after the other; a bad row tells its problem and stops nothing.

    >>> [c.verdict for c in classify([Goods(2, "7", "EUV pellicle"), Goods(3, "8", "")])]
    ['candidates', 'doubtful']
    """
    searched = kept(lists, as_of)
    plan = Plan(searched.chosen.addresses, top=top, language=language)
    return map(Classifier(plan, searched.index).classify, goods)


def assess(
    code: str,
    facts: Mapping[str, str] | Facts | None = None,
    *,
    list: str | None = None,
    as_of: str | None = None,
    edition: Edition | None = None,
    assume_goods: bool = False,
) -> Assessment:
    """Met, not met or unknown: facts against a provision, and what is missing.

    Facts are names and values as people write them ("overlay": "1.6 nm"). `assume_goods` takes the goods for those
    the headings name. Raises `MisuseError` for a wrong dimension or an unknown name, and where several lists have
    the code and `list` does not say which; `NotFoundError` where none has it.

    >>> assess("3B501.f.1.b.3", {"overlay": "1.6 nm"}).verdict
    'not-met'
    """
    wanted = store.find_code(code)
    if edition is None:
        edition = _the_one_with(wanted, list, as_of)
    known = facts if isinstance(facts, Facts) else Facts.of(facts or {})
    return assess_provision(edition, found_code(edition, wanted) or wanted, known, assume_goods=assume_goods)


def _the_one_with(code: ControlCode, name: str | None, as_of: str | None) -> Edition:
    asked = answering([name] if name else None, as_of)
    found, _ = having(asked, code)
    names = [e.list for e in found.editions]
    if not names:
        raise absent(code, asked.editions)
    if len(names) > 1:
        raise MisuseError(f"expected which list is meant, since {code} is in {', '.join(names)}", code=code)
    return open(names[0], as_of)


def diff(old: Edition | str, new: Edition | str, *, force: bool = False) -> Diff:
    """What changed between two editions, each change with its effect on what is controlled, judged ones as judged.

    Editions are given as such or by address. Raises `MisuseError` where one is a digest and the other official
    wording, unless `force`.

    >>> [(c.code, c.effect) for c in diff("nl-semicon@2023-09-01", "nl-semicon@2024-09-07").changes]
    [('3B001.f.4', 'wider')]
    """
    return compare(_edition(old), _edition(new), force=force)


def _edition(given: Edition | str) -> Edition:
    return load(given) if isinstance(given, str) else given
