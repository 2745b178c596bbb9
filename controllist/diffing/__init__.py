"""Edition and edition to typed changes, their direction, and patches that turn one into the other.

`comparing.diff` is the door; `changes` are its values, `align` finds what became of what, `substance` says which
differences of spelling are none, `bounds`, `wording` and `direction` hold the rules (`docs/direction.md`), `ripple`
follows references, `patching` applies, inverts and composes, `reviews` reads judgements made by people.
"""
