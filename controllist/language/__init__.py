"""What a provision's words mean to a program: quantities, thresholds, references, terms, requirement, regime.

Everything here is a pure function from text (and the texts above it) to frozen values; nothing knows a tree, a file
or markup. `model.Edition` asks here when `thresholds`, `references` or `terms` of a node are wanted, so that an
edition loads without understanding thousands of provisions nobody looks at.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from attrs import frozen

from controllist.codes import ControlCode

Comparison = Literal["<", "<=", ">", ">=", "="]
Role = Literal["see-also", "specified-in", "excluded-there", "software-for", "technology-for", "speaks-of", "mentioned"]


@frozen
class Quantity:
    """A number with its unit, exactly as the law means it.

    `value` in the printed `unit`, `si_value` in `si_unit` (None and empty where the unit has no SI counterpart),
    `printed` the words in the text, `span` where they stand. `alternative` is true for a figure in brackets that says
    the same again, as `(685 °C)` behind `958 K`.
    """

    value: Fraction
    unit: str
    si_value: Fraction | None
    si_unit: str
    printed: str
    span: tuple[int, int]
    alternative: bool = False

    @property
    def measure(self) -> Fraction:
        """The value by which quantities of one kind are compared: in SI, else as printed."""
        return self.value if self.si_value is None else self.si_value


@frozen
class Threshold:
    """A property that must lie on one side of a quantity; a range is two of them.

    `condition` is what the law measures under ("at 25 °C"), `better` the direction it prints in brackets
    ("less (better) than" is `<` with `better` "less"). "Better than" alone is `>` where more of the property is known
    to be better (efficiency, gain, purity), else `<`, as for an accuracy. `joined` is how it is joined to the
    threshold before it in the same text: "length > 100 m or mass > 100 g" has an `or` at the second.
    """

    property: str
    comparison: Comparison
    quantity: Quantity
    condition: str = ""
    better: str = ""
    joined: Literal["and", "or"] = "and"


@frozen
class Reference:
    """A place that a text names; `codes` are the provisions it resolves to, `list` where they are if not here."""

    codes: tuple[ControlCode, ...]
    role: Role
    printed: str
    span: tuple[int, int]
    list: str = ""


@frozen
class TermUse:
    """A defined term in a text: "double quotes" hold for the whole list, 'single quotes' for the entry."""

    term: str
    local: bool
    span: tuple[int, int]
