"""Hold every shipped edition against the official texts beside the checkout, and the lists against themselves.

    python scripts/check_lists.py                 one line an edition, then what is wrong; exit status 1 with faults
    python scripts/check_lists.py ADDRESS ...     these editions only (eu-dual-use@2025-11-15), without what joins them
    python scripts/check_lists.py --close         besides, the lines that keep the order of the law's words

An edition's line tells how many provisions, numbers and references were compared; `disagreements` are facts that
differ, `unexplained` are known faults that fit nothing any more, powers of ten without a ground, terms that no
definition explains, and lines that rest on nothing. What is known of a source stands in lists/faults/.
Without the official texts the lists are checked against themselves, and the line says so.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import field, frozen

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # run as a script, only its own folder is on the path
    sys.path.insert(0, str(ROOT))

from controllist import store  # noqa: E402
from controllist.model import Edition  # noqa: E402
from scripts import check_lexicon  # noqa: E402
from scripts.proof import closeness, coherence, comparison, exponents, faults, sources, translation  # noqa: E402
from scripts.proof.pairing import Pair  # noqa: E402
from scripts.proof.texts import Disagreement  # noqa: E402

FAULTS = ROOT / "lists" / "faults"


@frozen
class Outcome:
    """The line of one edition, and what is wrong with it."""

    address: str
    line: str
    wrong: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    close: tuple[str, ...] = field(default=(), eq=False)


def check(ours: Edition, printed: dict[str, Edition]) -> Outcome:
    """One edition against what is at hand of its official text; `printed` keeps the texts that were read."""
    address = str(ours.address)
    source = sources.SOURCES.get(address)
    if source is None:
        return _alone(ours, "no official text exists to compare with")
    if not source.is_at_hand:
        return _alone(ours, "the official text is not at hand, nothing compared")
    law = printed[address] = source.read()
    known = faults.load(FAULTS / f"{ours.list}-{ours.applies_from}.jsonl")
    if source.language != ours.language:
        return _translated(ours, law, known)
    return _compared(ours, law, known, source, printed)


def _alone(ours: Edition, why: str) -> Outcome:
    """What can be checked without an official text: that every line says what it rests on."""
    wrong = coherence.groundless(ours)
    grades = ", ".join(f"{n} {grade}" for grade, n in coherence.grades(ours).items())
    line = f"{len(ours.nodes)} lines ({grades}), {len(wrong)} without a basis; {why}"
    return Outcome(str(ours.address), line, tuple(map(str, wrong)))


def _translated(ours: Edition, law: Edition, known: faults.Faults) -> Outcome:
    provisions, figures, left, idle = translation.hold_against(law, ours, known)
    unexplained = [*_idle(idle), *map(str, coherence.groundless(ours))]
    line = (
        f"{provisions} provisions, {figures} numbers with their units, against a translation: "
        f"{len(left)} disagreements, {len(unexplained)} unexplained"
    )
    return Outcome(str(ours.address), line, (*map(str, left), *unexplained))


def _compared(
    ours: Edition, law: Edition, known: faults.Faults, source: sources.OfficialFile, printed: dict[str, Edition]
) -> Outcome:
    result = comparison.hold_against(law, ours, known)
    left = list(result.unexplained)
    unexplained = [*result.idle, *map(str, coherence.unexplained_terms(ours, law))]
    unexplained += map(str, coherence.groundless(ours))
    beside = ""
    if source.digits and (sources.OFFICIAL / source.digits).is_file():
        compared, apart = sources.figures_apart(law, source)
        left += faults.unexplained(apart, known)[0]
        beside = f", the digits of {compared} in a second copy"
        unexplained += _raised(law, printed)
    taken = closeness.shingles(n.text for n in law.nodes)
    runs = [f"{n.code}: taken over: {run}" for n in ours.nodes for run in closeness.runs(n.text, taken)]
    if result.close > comparison.MOST_CLOSE:
        runs.append(f"{result.close:.1%} of the lines keep the order of the law's words, at most 10 % may")
    line = (
        f"{result.provisions} provisions, {result.numbers} numbers, {result.references} references, "
        f"{coherence.terms_used(ours)} terms{beside}: {len(left) + len(runs)} disagreements, "
        f"{len(unexplained)} unexplained ({len(known)} known faults of the source; {result.close:.1%} close)"
    )
    wrong = (*map(str, left), *runs, *unexplained)
    return Outcome(str(ours.address), line, wrong, comparison.paired(law, ours, known).pairs, result.closest)


def _idle(rows: Iterable[faults.Known]) -> list[str]:
    return [f"{k.code}: {k.field}: a known fault that is none any more ({k.reason})" for k in rows]


def _raised(law: Edition, printed: dict[str, Edition]) -> list[str]:
    """Powers of ten that only a print with raised figures can prove, or a row with its ground."""
    before = [e for a, e in printed.items() if a.startswith(law.list) and e.applies_from < law.applies_from]
    if not before:
        return []
    told = exponents.load(FAULTS / f"{law.list}-{law.applies_from}.exponents.jsonl")
    return [str(d) for d in exponents.groundless(law, before[-1], told)]


# --- what joins editions and lists ---


def _same_lines(outcomes: Sequence[Outcome]) -> list[str]:
    """The same words for the same law, inside an edition and across those of a list."""
    found: list[Disagreement] = []
    for name in store.shipped_lists():
        found += coherence.unlike_lines(
            (o.address, one) for o in outcomes if o.address.startswith(name + "@") for one in o.pairs
        )
    return [str(d) for d in found]


def _mirrored_lines() -> list[str]:
    """The same for a list whose editions are compared through a translation: equal there, equal here."""
    pairs = []
    for address in ("eu-military@2020-02-17", "eu-military@2024-02-19"):
        file = sources.MIRRORS.get(address) or sources.SOURCES[address]
        if not file.is_at_hand or address not in map(str, store.editions("eu-military")):
            return []
        theirs, ours = file.read(), store.load(address)
        here = [n for n in ours.provisions if "#" not in n.code]
        pairs += [(address, Pair(theirs[n.code], n)) for n in here if n.code in theirs]
    return [str(d) for d in coherence.unlike_lines(pairs, by_place=True)]


def _taken_over() -> list[str]:
    """What the tool for originality says of lists/, where it is at hand."""
    if not sources.ORIGINALITY.is_file():
        return []
    words = [sys.executable, str(sources.ORIGINALITY), "--words", "12", "lists"]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    return [line for line in told.stdout.splitlines() if " words: " in line] if told.returncode else []


def _lexicon() -> list[str]:
    paths = sorted((ROOT / "lists" / "lexicon").glob("*.tsv"))
    concepts, wrong = check_lexicon.read(paths)
    return [
        *wrong,
        *check_lexicon.concept_faults(concepts, check_lexicon.known_codes()),
        *check_lexicon.near_terms(concepts)[0],
    ]


def _say(title: str, wrong: Sequence[str], *, at_hand: bool = True) -> int:
    """One line for a check, its faults below it; a check without its texts is told to be none."""
    said = (
        f"{len(wrong)} faults" if wrong else "sound" if at_hand else "not checked, the official texts are not at hand"
    )
    print(f"{title}: {said}")
    for line in wrong:
        print(f"  {line}")
    return len(wrong)


def main() -> int:
    options = _options()
    addresses = [a for name in store.shipped_lists() for a in store.editions(name)]
    chosen = [a for a in addresses if not options.edition or str(a) in options.edition]
    if options.edition and len(chosen) != len(options.edition):
        print(f"expected editions such as {addresses[0]}, found {' '.join(options.edition)}", file=sys.stderr)
        return 2
    printed: dict[str, Edition] = {}
    outcomes: list[Outcome] = []
    for address in chosen:
        outcome = check(store.load(address), printed)
        outcomes.append(outcome)
        print(f"{outcome.address}: {outcome.line}")
        for wrong in outcome.wrong:
            print(f"  {wrong}")
        for line in outcome.close if options.close else ():
            print(f"  close: {line}")
    count = sum(len(o.wrong) for o in outcomes)
    if options.edition:
        return int(bool(count))
    compared = any(o.pairs for o in outcomes)
    judged = {name: coherence.review_conflicts(name) for name in store.shipped_lists()}
    count += _say("the same words for the same law", [*_same_lines(outcomes), *_mirrored_lines()], at_hand=compared)
    has_tool = sources.ORIGINALITY.is_file()
    count += _say("runs of 12 words or more taken over from any text", _taken_over(), at_hand=has_tool)
    count += _say(
        f"judgements of changes ({sum(n for n, _ in judged.values())})",
        [c for _, told in judged.values() for c in told],
    )
    count += _say("files of the lists", [f for name in store.shipped_lists() for f in coherence.unsound_files(name)])
    count += _say("vocabulary", _lexicon())
    if not sources.OFFICIAL.is_dir():
        print(
            f"the official texts are not at hand ({sources.OFFICIAL}): the lists were checked against themselves only"
        )
    return int(bool(count))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("edition", nargs="*", help="an edition such as eu-dual-use@2025-11-15")
    parser.add_argument("--close", action="store_true", help="print the lines closest to the law's wording")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
