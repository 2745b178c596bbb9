"""What the commands do, as functions: the few names that `import controllist` gives.

`import controllist` loads none of this until a name is used. All values given back are frozen and can be shared
between threads and pickled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from controllist import store
from controllist.app import questions
from controllist.app.selection import code_in, open_edition, select
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
from controllist.registers.classifying import Classified
from controllist.registers.impact import Touched
from controllist.registers.sources import read_register
from controllist.registers.tables import Goods
from controllist.store import editions, load

__all__ = [
    "Assessment", "Classified", "ControlCode", "ControlListError", "Diff", "Edition", "EditionAddress", "Facts",
    "Goods", "Limits", "Match", "Touched", "assess", "classify", "diff", "editions", "impact", "load", "match",
    "next_question", "open", "parse", "parse_code", "read_register",
]  # fmt: skip


def open(name: str, as_of: str | None = None) -> Edition:
    """The edition of a list that answers for a date (None: the newest at hand).

    Where the one in force is not at hand, the edition used instead carries the caution that says so. Raises
    `NotFoundError` where the list has none, `MisuseError` for an unknown list or a date that does not exist.

    >>> open("nl-semicon", "2024-10-01").applies_from
    '2024-09-07'
    """
    return open_edition(name, as_of)


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
    # The readers bring lxml; who only asks the shipped lists need not wait for it.
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
    return questions.match(text, select(lists, as_of), top=top, language=language).match


def classify(
    goods: Iterable[Goods],
    *,
    lists: Sequence[str] | None = None,
    as_of: str | None = None,
    top: int = 3,
    language: Language | None = None,
) -> Iterator[Classified]:
    """What `batch` gives for each article, one after the other; a bad row has its problem and stops nothing.

    >>> [c.verdict for c in classify([Goods(2, "7", "EUV pellicle"), Goods(3, "8", "")])]
    ['candidates', 'doubtful']
    """
    return questions.classify(select(lists, as_of), top=top, language=language).rows(goods)


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
        selection, _ = select([list] if list else None, as_of).having(wanted)
        names = tuple(address.list for address in selection.addresses)
        if len(names) > 1:
            raise MisuseError("expected which list is meant, since {code} is in {lists}", code=wanted, lists=names)
        edition = open_edition(names[0], as_of)
    known = facts if isinstance(facts, Facts) else Facts.of(facts or {})
    return assess_provision(edition, code_in(edition, wanted) or wanted, known, assume_goods=assume_goods)


def diff(old: Edition | str, new: Edition | str, *, force: bool = False) -> Diff:
    """What changed between two editions, each change with its effect on what is controlled, judged ones as judged.

    Editions are given as such or by address. Raises `MisuseError` where one is a digest and the other official
    wording, unless `force`.

    >>> [(c.code, c.effect) for c in diff("nl-semicon@2023-09-01", "nl-semicon@2024-09-07").changes]
    [('3B001.f.4', 'wider')]
    """
    return questions.compare(_edition(old), _edition(new), force=force).diff


def impact(
    goods: Iterable[Goods] | Path | str, old: Edition | str, new: Edition | str, *, jobs: int = 1
) -> tuple[Touched, ...]:
    """What a change of the list means for each article, the most urgent first.

    `goods` are values or a register's file (csv, xlsx, jsonl), which is only read; editions are given as such or by
    address. An article that is not touched may still be listed or need a licence: only what changed is looked at.
    Raises `MisuseError` for two lists between which no move is recorded, `SourceError` where the register cannot be
    read.

    >>> scanner = Goods(2, "7", "DUV immersion scanner 193 nm")
    >>> [t.outcome for t in impact([scanner], "nl-semicon@2023-09-01", "nl-semicon@2024-09-07")]
    ['look again']
    """
    articles = read_register(Path(goods)) if isinstance(goods, str | Path) else goods
    return questions.impact(articles, _edition(old), _edition(new), jobs=jobs).touched


def _edition(given: Edition | str) -> Edition:
    return load(given) if isinstance(given, str) else given
