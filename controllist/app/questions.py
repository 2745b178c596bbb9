"""The questions to the lists: look up, match, assess, compare, impact, classify a table, record, keep an edition.

A question is put to a selection of editions (`selection.select`), or to all editions of the lists. What only some
questions need (the index, comparing, records) is imported where it is used, so that a look-up does not wait for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from attrs import evolve, frozen

from controllist import store
from controllist.app.selection import Selection, code_in, code_of, list_names, of_editions, open_index_of
from controllist.codes import ControlCode, EditionAddress, parse_code
from controllist.errors import CodeError, MisuseError, NotFoundError
from controllist.lexicon import LANGUAGES
from controllist.links import definitions_used, referring_to
from controllist.messages import Message
from controllist.model import Basis, Edition, Node, Provision
from controllist.store import ListInfo
from controllist.version import __version__

if TYPE_CHECKING:
    from controllist.assessing.facts import Facts
    from controllist.assessing.questions import Moment
    from controllist.assessing.verdict import Assessment
    from controllist.diffing.comparison import Diff
    from controllist.index.languages import Language
    from controllist.matching import Match
    from controllist.registers.classifying import Classified, Classifier, Plan
    from controllist.registers.impact import Impact, Touched
    from controllist.registers.records import Checked, Decision, Difference, EditionUsed, Question, Record
    from controllist.registers.tables import Goods
    from controllist.rendering.histories import CodeHistory

LONGEST_TEXT = 200_000
"""Characters of a description."""


@frozen
class Answer:
    """What every answer carries: the editions that gave it, and what must be said before it."""

    selection: Selection
    cautions: tuple[str, ...]

    @property
    def as_of(self) -> str | None:
        """The date asked for; None for the newest editions."""
        return self.selection.as_of

    @property
    def exact(self) -> bool:
        """Whether each edition is the one in force on that date."""
        return self.selection.exact

    @property
    def editions(self) -> tuple[EditionUsed, ...]:
        """The editions the answer rests on, each with the checksum of its text."""
        from controllist.registers.records import used

        return tuple(map(used, self.selection.editions))

    @property
    def program(self) -> str:
        """The version of the program that answered."""
        return __version__


# Lists and editions


def lists_at_hand(lists: Sequence[str] | None = None) -> tuple[tuple[ListInfo, tuple[Edition, ...]], ...]:
    """Each list with what is known of it and its editions at hand; raises `MisuseError` for an unknown list.

    >>> [edition.applies_from for _, editions in lists_at_hand(["nl-semicon"]) for edition in editions]
    ['2023-09-01', '2024-09-07', '2025-04-01']
    """
    return tuple((store.info(name), tuple(map(store.load, store.editions(name)))) for name in list_names(lists))


@frozen
class Added:
    """An edition that was kept and where; `digest` is the shipped one it answers before, `shared` counts the entries
    both have."""

    edition: Edition
    path: Path
    digest: Edition | None
    shared: int = 0


def add(edition: Edition, name: str) -> Added:
    """Keep an edition read from a file of this name; raises `SourceError` where it cannot be written.

    Nobody compared it with the law: every line has the file as its source, and so has every answer from it.
    """
    basis = Basis("secondary", f"{name}, as the user added it")
    nodes = tuple(evolve(n, basis=basis) if n.basis.grade == "checked" else n for n in edition.nodes)
    caution = Message(
        "{edition} was added by the user: {unchecked}", edition=edition.address, unchecked=unchecked(name)
    )
    edition = evolve(edition, nodes=nodes, cautions=tuple(dict.fromkeys((*edition.cautions, caution))))
    digest = store.shipped(edition.address)
    shared = {e.code for e in digest.entries} & {e.code for e in edition.entries} if digest else ()
    return Added(edition, store.keep(edition), digest, len(shared))


def unchecked(name: str) -> Message:
    """What is said of the text of a file that the user keeps."""
    return Message("nothing here checks that {file} is the text of the law", file=name)


# Provisions


@frozen
class Shown(Answer):
    """The editions that have a provision, each with the nodes to show."""

    results: tuple[tuple[Edition, tuple[Node, ...]], ...]


def look_up(
    code: str | None,
    selection: Selection,
    *,
    notes: bool = False,
    related: bool = False,
) -> Shown:
    """A provision with what is below it, in each list that has it; None for all of the editions.

    `notes` adds the definitions of the terms used, `related` the provisions named and those that name this one. Raises
    `NotFoundError` where no list has the code.

    >>> from controllist.app.selection import select
    >>> [node.code for node in look_up("3b001l", select(["nl-semicon"])).results[0][1]]
    ['3B001.l']
    """
    if code is None:
        return Shown(selection, selection.cautions, tuple((e, e.nodes) for e in selection.editions))
    selection, codes = selection.having(code_of(code))
    places = zip(selection.editions, codes, strict=True)
    nodes = tuple((e, tuple(_with_terms(e, e.subtree(at), notes, related))) for e, at in places)
    return Shown(selection, selection.cautions, nodes)


def _with_terms(edition: Edition, nodes: Iterable[Node], notes: bool, related: bool) -> Iterator[Node]:
    """The nodes, then the definitions of the terms they use and the places they name."""
    shown = list(nodes)
    yield from shown
    codes = {n.code for n in shown}
    more: dict[ControlCode, Node] = {}
    for node in shown:
        if notes:
            more.update((d.code, d) for d in definitions_used(edition, node.code))
        if related:
            for reference in edition.references(node.code):
                more.update((c, edition[c]) for c in reference.codes if c in edition)
    if related:
        more.update((n.code, n) for n in referring_to(edition, codes))
    yield from (node for code, node in more.items() if code not in codes)


@frozen
class Histories(Answer):
    """A provision through time, a list at a time; the cautions name editions whose text is not at hand."""

    histories: tuple[CodeHistory, ...]


def history(code: str, lists: Sequence[str] | None = None) -> Histories:
    """A provision through the editions at hand of each list; raises `NotFoundError` where none has the code.

    >>> (found,) = history("3B001.f.4", ["nl-semicon"]).histories
    >>> [(m.edition, [c.effect for c in m.changes]) for m in found.moments][:2]
    [('nl-semicon@2023-09-01', []), ('nl-semicon@2024-09-07', ['wider'])]
    """
    from controllist.lineage import untold, wordings

    place = code_of(code)
    answers: list[CodeHistory] = []
    editions: list[Edition] = []
    cautions: list[str] = []
    for name in dict.fromkeys(lists or store.shipped_lists()):
        row = wordings(name)
        at = next((at for edition in reversed(row) if (at := code_in(edition, place)) is not None), None)
        if at is not None:
            answers.append(_history(name, at, row))
            editions += row
            cautions += [missing] if (missing := untold(name)) else []
    if not answers:
        raise NotFoundError("{code} is in no edition at hand", code=place)
    return Histories(of_editions(*editions), tuple(cautions), tuple(answers))


def _history(name: str, code: ControlCode, editions: Sequence[Edition]) -> CodeHistory:
    """From the first edition to the newest one that has the code, and what became of it after that."""
    from controllist.diffing.histories import history as moments_of
    from controllist.lineage import passed
    from controllist.rendering.histories import CodeHistory

    last = max(i for i, e in enumerate(editions) if code in e)
    moments = moments_of(code, editions[: last + 1])
    texts = [e[m.code].text if m.code is not None else "" for m, e in zip(moments, editions, strict=False)]
    moves: tuple[str, ...] = tuple(m.text for m in passed() if m.concerns(name, code))
    if last + 1 < len(editions):
        moves = (Message("gone from {edition} on", edition=str(editions[last + 1].address)), *moves)
    return CodeHistory(name, code, moments, tuple(texts), moves)


# Descriptions and facts


@frozen
class Matched(Answer):
    """The candidates for a description; the cautions are those of the match."""

    match: Match


def match(
    text: str,
    selection: Selection,
    *,
    top: int = 10,
    language: str | None = None,
    lexicons: Sequence[str] = (),
) -> Matched:
    """The entries a description of goods may fall under, with their evidence.

    `language` None: decided by the words; `lexicons` are vocabulary files besides the shipped one. Raises `MisuseError`
    for a text of more than 200,000 characters, an unknown language or a `top` below 1.

    >>> from controllist.app.selection import select
    >>> match("EUV pellicle", select(["nl-semicon"]), top=1).match.candidates[0].code
    '3B001.l'
    """
    from controllist import matching
    from controllist.matching.cautions import with_cautions
    from controllist.matching.unmet import with_unmet

    if not isinstance(text, str):  # a web service passes on whatever its caller sent
        raise MisuseError("expected words that describe goods, found {text!r}", text=text)
    if len(text) > LONGEST_TEXT:
        raise MisuseError(
            "expected a description of at most {number} characters, found a longer one", number=LONGEST_TEXT
        )
    known = language_of(language)
    index = open_index_of(selection, lexicons)
    found = with_unmet(matching.match(text, index, top=top, language=known), index, known)
    found = with_cautions(found, index, selection.choice_cautions)
    return Matched(selection, found.cautions, found)


def language_of(text: str | None) -> Language | None:
    """A language of descriptions; None where the words decide. Raises `MisuseError` for any other."""
    if text is not None and text not in LANGUAGES:
        raise MisuseError("expected a language among {languages}, found {found!r}", languages=LANGUAGES, found=text)
    return cast("Language | None", text)


@frozen
class Assessed(Answer):
    """An assessment for each provision compared with the facts; `refused` says why one could not take them."""

    assessments: tuple[Assessment, ...]
    refused: tuple[str, ...] = ()


def assess(
    code: str,
    facts: Facts,
    selection: Selection,
    *,
    assume_goods: bool = False,
) -> Assessed:
    """The verdict on a provision in each list that has it; a name of a fact must fit in one of them.

    Raises `NotFoundError` where no list has the code, `MisuseError` for a code of no provision and where the facts fit
    nowhere.

    >>> from controllist.assessing.facts import Facts
    >>> from controllist.app.selection import select
    >>> [a.verdict for a in assess("3B501.f.1.b.3", Facts.of({"overlay": "1.6 nm"}), select()).assessments]
    ['not-met']
    """
    from controllist.assessing.verdict import assess as assess_provision

    selection, codes = selection.having(code_of(code))
    assessments: list[Assessment] = []
    refused: list[MisuseError] = []
    for one, at in zip(selection.editions, codes, strict=True):
        if not isinstance(one[at], Provision):
            raise MisuseError(
                "expected a provision to assess, found {code}, a {kind}", code=at, kind=Message(one[at].kind)
            )
        try:
            assessments.append(assess_provision(one, at, facts, assume_goods=assume_goods))
        except MisuseError as error:
            refused.append(error)
    if not assessments:
        raise refused[0]
    return Assessed(selection, selection.cautions, tuple(assessments), tuple(error.message for error in refused))


def assess_candidates(
    text: str,
    facts: Facts,
    selection: Selection,
    *,
    top: int = 5,
) -> Assessed:
    """The facts, and those in a description, against the provisions it may fall under, the best match first.

    The goods are taken for those the headings name. Raises `NotFoundError` where the description fits none.

    >>> from controllist.assessing.facts import Facts
    >>> from controllist.app.selection import select
    >>> answer = assess_candidates("EUV pellicle", Facts(), select(["nl-semicon"], "2024-10-01"), top=1)
    >>> [(a.code, a.verdict) for a in answer.assessments]
    [('3B001.l', 'unknown')]
    """
    from controllist.assessing.descriptions import with_described
    from controllist.assessing.verdict import assess as assess_provision

    matched = match(text, selection, top=top)
    if not matched.match.candidates:
        raise NotFoundError("none found in these editions for {text!r}", text=text)
    known = with_described(facts, text)
    editions = {(e.list, e.applies_from): e for e in matched.selection.editions}
    assessments = tuple(
        assess_provision(editions[c.list, c.edition], c.code, known, assume_goods=True, strict=False)
        for c in matched.match.candidates
    )
    return Assessed(matched.selection, matched.selection.cautions, assessments)


@frozen
class Timeline(Answer):
    """The verdicts of all editions at hand on one provision; the cautions name known editions that are not at hand."""

    code: ControlCode
    moments: tuple[Moment, ...]


def assess_over_time(
    code: str, facts: Facts, lists: Sequence[str] | None = None, *, assume_goods: bool = False
) -> Timeline:
    """The verdict of every edition at hand of each list that ever had the provision.

    Raises `NotFoundError` where no edition at hand has it.

    >>> from controllist.assessing.facts import Facts
    >>> scanner = Facts.of({"wavelength": "193 nm", "overlay": "2 nm"})
    >>> answer = assess_over_time("3B001.f.4", scanner, ["nl-semicon"])
    >>> [(m.edition.applies_from, m.verdict) for m in answer.moments][:2]
    [('2023-09-01', 'not-met'), ('2024-09-07', 'unknown')]
    """
    from controllist.assessing.questions import over_time

    place = code_of(code)
    names = tuple(lists or (n for n in store.list_names() if store.editions(n)))
    moments: list[Moment] = []
    cautions: list[str] = []
    for name in names:
        editions = [store.load(a) for a in store.editions(name)]
        if not any(isinstance(e.by_code.get(place), Provision) for e in editions):
            continue
        moments += over_time(editions, place, facts, assume_goods=assume_goods)
        at_hand = {e.applies_from for e in editions}
        others = tuple(k.date for k in store.info(name).known if k.date not in at_hand)
        if others:
            cautions.append(Message("editions of {list} known but not at hand: {dates}", list=name, dates=others))
    if not moments:
        raise NotFoundError("{code} is in no edition at hand of {lists}", code=place, lists=names)
    return Timeline(of_editions(*(m.edition for m in moments)), tuple(cautions), place, tuple(moments))


# Changes


@frozen
class Compared(Answer):
    """What changed between two editions; the cautions are those of the comparison."""

    diff: Diff


def compare(
    old: Edition,
    new: Edition,
    *,
    substantive: bool = False,
    categories: Sequence[str] = (),
    codes: Sequence[str] = (),
    cautions: Sequence[str] = (),
    corrections: bool = True,
    force: bool = False,
) -> Compared:
    """The changes that remain after the filters, as people judged them; `cautions` stand before its own.

    `corrections` reports what a corrigendum did apart from the amendment. Raises `MisuseError` for a digest against an
    official text, unless `force`.

    >>> old, new = map(store.load, ("nl-semicon@2023-09-01", "nl-semicon@2024-09-07"))
    >>> [(c.code, c.effect) for c in compare(old, new).diff.changes]
    [('3B001.f.4', 'wider')]
    """
    from controllist.diffing.changes import only
    from controllist.lineage import compared, said_of

    diff = compared(old, new, corrections=corrections, force=force)
    changes = only(
        diff.changes, substantive=substantive, categories=categories, codes=[_beginning_of_code(c) for c in codes]
    )
    diff = evolve(diff, changes=changes, cautions=(*cautions, *said_of(old, new), *diff.cautions))
    return Compared(of_editions(old, new), diff.cautions, diff)


def _beginning_of_code(code: str) -> str:
    """`3b001f` as 3B001.f; a beginning that is no code yet (`3B0`, `ML`) as it is, in capitals."""
    try:
        return parse_code(code, store.shapes())
    except CodeError:
        return code.strip().upper()


@frozen
class Affected(Answer):
    """What a change of a list means for each article, the most urgent first."""

    touched: tuple[Touched, ...]


def impact(
    goods: Iterable[Goods],
    old: Edition,
    new: Edition,
    *,
    jobs: int = 1,
    progress: Callable[[int], object] | None = None,
) -> Affected:
    """The articles that the change from one edition to another touches, also where a control went to another list.

    `progress` gets the number of substantive changes before the articles are judged. An article that is not touched may
    still be listed or need a licence: only what changed is looked at. Raises `MisuseError` for two lists between which
    no move is recorded.

    >>> from controllist.registers.tables import Goods
    >>> old, new = map(store.load, ("nl-semicon@2023-09-01", "nl-semicon@2024-09-07"))
    >>> [t.outcome for t in impact([Goods(2, "7", "DUV immersion scanner 193 nm")], old, new).touched]
    ['look again']
    """
    from controllist.registers.impact import impact_between, judged

    change = impact_between(old, new)
    if progress is not None:
        progress(len(change.substantive))
    return Affected(of_editions(old, new), change.cautions, judged(change, tuple(goods), jobs))


# Registers and records


@frozen
class Classification(Answer):
    """What classifies the rows of a table: the plan, which can be sent to other machines, carried out by `rows`."""

    plan: Plan
    classifier: Classifier

    def rows(self, goods: Iterable[Goods]) -> Iterator[Classified]:
        """The candidates for each row; what is wrong with a row is said in its `problem` and stops nothing."""
        return map(self.classifier.classify, goods)


def classify(
    selection: Selection,
    *,
    top: int = 3,
    language: str | None = None,
    lexicons: Sequence[str] = (),
) -> Classification:
    """The classification of a table's rows; raises `MisuseError` for an unknown list or language, and no candidate.

    >>> from controllist.registers.tables import Goods
    >>> goods = [Goods(2, "7", "EUV pellicle"), Goods(3, "8", "")]
    >>> from controllist.app.selection import select
    >>> [row.verdict for row in classify(select(["nl-semicon"])).rows(goods)]
    ['candidates', 'doubtful']
    """
    from controllist.registers.classifying import Classifier, Plan

    known = language_of(language)
    if top < 1:
        raise MisuseError("expected a number of candidates of at least 1, found {found}", found=top)
    addresses = () if selection.given else selection.addresses
    plan = Plan(addresses, selection.given, tuple(lexicons), top, known)
    classifier = Classifier(plan, open_index_of(selection, lexicons))
    cautions = tuple(dict.fromkeys((*selection.choice_cautions, *classifier.cautions)))
    return Classification(selection, cautions, plan, classifier)


def record(
    question: Question,
    decision: Decision,
    selection: Selection,
) -> Record:
    """A question put to the editions that answer, with the decision taken on it, as a record that can be replayed."""
    from controllist.registers.records import make

    pinned = evolve(
        question,
        editions=tuple(map(str, selection.addresses)),
        as_of=selection.as_of,
        as_of_exact=selection.exact,
        cautions=selection.choice_cautions,
    )
    return make(pinned, decision, selection.given)


def record_of(answer: Assessed, goods: str, *, assume_goods: bool) -> Record:
    """An assessment as a record, nothing decided yet; `goods` says what was assessed, its code where that is empty."""
    from controllist.registers.records import Decision, Question, make

    first = answer.assessments[0]
    question = Question(
        text=goods or str(first.code),
        facts=tuple((fact.name, fact.printed) for fact in first.facts),
        editions=tuple(str(a.edition.address) for a in answer.assessments),
        codes=tuple(f"{a.edition.list}:{a.code}" for a in answer.assessments),
        assume_goods=assume_goods,
        as_of=answer.as_of,
        as_of_exact=answer.exact,
        cautions=answer.cautions,
    )
    return make(question, Decision("open"))


@frozen
class Replayed:
    """A record compared with what the same question gives now.

    `same` is whether every key it has is the same, byte for byte; `later` names the keys that this program writes
    besides; `differences` are the places that are not the same, empty where only the spelling is another.
    """

    same: bool
    later: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()


def replay(document: dict[str, Any], text: str, given: Sequence[Edition] = ()) -> Replayed:
    """Put the question of a record again; `text` are its bytes, `given` editions that are not at hand.

    Raises `MisuseError` where an edition of the record is not at hand.
    """
    from controllist.registers.records import (
        added_keys,
        as_kept,
        canonical,
        decision_of,
        differences,
        make,
        question_of,
    )
    from controllist.rendering.registers import record_result

    try:
        again = canonical(record_result(make(question_of(document), decision_of(document), given)))
    except NotFoundError as error:
        raise MisuseError(
            "expected the editions of the record at hand to replay it: {problem} (--edition list@date=FILE)",
            problem=error.message,
        ) from None
    if again == text:
        return Replayed(True)
    # Through JSON, as the record went: tuples are lists there.
    now = json.loads(again)
    compared = as_kept(document, now)
    if canonical(compared) == text:
        return Replayed(True, tuple(dict.fromkeys(added_keys(document, now))))
    return Replayed(False, (), tuple(differences(document, compared)))


@frozen
class Checks:
    """What became of each edition that records rest on, by the name of the record; `cautions` stand before it."""

    as_of: str | None
    rows: tuple[tuple[str, Checked], ...]
    cautions: tuple[str, ...]

    @property
    def unchanged(self) -> bool:
        """Whether no record needs to be looked at again."""
        return all(checked.stands for _, checked in self.rows)


def check_records(documents: Iterable[tuple[str, dict[str, Any]]], as_of: str | None = None) -> Checks:
    """Compare records, each with its name, with the editions of a date (None: the newest at hand).

    Raises `MisuseError` for a date that does not exist, `NotFoundError` where a list has no edition.
    """
    from controllist.registers.impact import impact_between
    from controllist.registers.records import check, decision_of, editions_used, question_of, used

    @cache  # records are many and editions few
    def change(old: EditionAddress, new: EditionAddress) -> Impact:
        return impact_between(store.load(old), store.load(new))

    @cache
    def checksum(address: EditionAddress) -> str:
        return used(store.load(address)).checksum

    rows: list[tuple[str, Checked]] = []
    cautions: dict[str, None] = {}
    for name, document in documents:
        question, decision = question_of(document), decision_of(document)
        for was in editions_used(document):
            choice = store.choose(was.list, as_of)
            cautions |= dict.fromkeys(choice.cautions)
            now = choice.address
            rows.append((name, check(question, decision, was, now, checksum(now), change, exact=choice.exact)))
    return Checks(as_of, tuple(rows), tuple(cautions))
