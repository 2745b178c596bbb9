"""What a person typed as a code, in the shape of any list at hand."""

from __future__ import annotations

from controllist.codes import SHAPES, CodeShape, ControlCode, parse_code
from controllist.errors import CodeError

_CODED = ("eu-dual-use", "eu-military", "nl-semicon")
"""The lists whose code shapes stand in `codes.SHAPES`; those of other lists come from their profiles."""


def find_code(text: str) -> ControlCode:
    """The code typed, in the shape of a shipped list, else in that of another list with a profile.

    Raises `CodeError` where none fits.
    """
    try:
        return parse_code(text)
    except CodeError as error:
        try:
            return parse_code(text, shapes())
        except CodeError:
            raise error from None  # whose examples are of the shipped lists


def shapes() -> tuple[CodeShape, ...]:
    """The code shapes of all lists that have a profile, the shipped ones first."""
    from controllist import profiles

    others = (profiles.profile(name).shape for name in profiles.slugs() if name not in _CODED)
    return (*SHAPES, *others)
