"""What a provision asks, as a tree of checks: figures, words, references, exclusions, combined by all and any.

The tree is made once for a provision and then held against any number of facts. A check knows no fact; `answers` finds
which fact answers it, `verdict` evaluates it.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from controllist.assessing.logic import Way
from controllist.codes import ControlCode
from controllist.language import Quantity, Threshold
from controllist.model import Basis

Key = tuple[str, str]
"""What a question is known by: ("figure", property key), ("words", code), ("specified", codes) or ("lead", "")."""

LEAD: Key = ("lead", "")


@frozen
class Figure:
    """A property on one side of a bound; `words` quotes the place in the provision's `text`."""

    code: ControlCode
    key: Key
    threshold: Threshold
    words: str
    text: str
    basis: Basis
    constants: tuple[str, ...] = ()
    """The technical notes that speak of the provision: they may state a constant of a formula."""
    alternative: Quantity | None = None
    """The same bound in brackets in another unit, which the law has rounded: `563 K (290 °C)`."""


@frozen
class Words:
    """A condition told in words: a yes-or-no question of its own.

    `lead` where the words say what goods the entry is about, `beside_figures` where the figures in them are checks of
    their own, `exclusion` where a yes takes the goods out, `includes` what notes say the words cover too.
    """

    code: ControlCode
    key: Key
    words: str
    basis: Basis
    lead: bool = False
    beside_figures: bool = False
    exclusion: bool = False
    includes: tuple[str, ...] = ()


@frozen
class Specified:
    """That something is specified at another place. `same_goods` where it is the goods themselves, so that their
    facts decide there too; otherwise (software for equipment specified there) it is a question of its own."""

    code: ControlCode
    key: Key
    codes: tuple[ControlCode, ...]
    printed: str
    words: str
    basis: Basis
    same_goods: bool = False
    negated: bool = False
    """Whether the goods must not be specified there; the group around it turns the outcome round."""
    list: str = ""


@frozen
class NotUsed:
    """A place the law keeps empty: never met."""

    code: ControlCode
    basis: Basis


@frozen
class Unseen:
    """A condition whose text has not been seen: unknown, whatever the facts."""

    code: ControlCode
    words: str
    basis: Basis


@frozen
class Group:
    """Checks that count together; `negated` turns the outcome round (an exclusion that must not apply)."""

    code: ControlCode
    way: Way
    checks: tuple[Check, ...]
    words: str = ""
    kind: str = "provision"
    basis: Basis | None = None
    negated: bool = False
    listed: bool = False
    """Whether each check is a control of its own (`list`), where one that is met is enough."""


Check = Figure | Words | Specified | NotUsed | Unseen | Group


def leaves(check: Check) -> Iterator[Figure | Words | Specified | NotUsed | Unseen]:
    """The checks that are no groups, in the order of the law."""
    if isinstance(check, Group):
        for inner in check.checks:
            yield from leaves(inner)
    else:
        yield check
