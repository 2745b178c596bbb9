"""Whose products a change touches: a register held against the changes between two editions.

`judging.Impact` judges one row; `results` says what may come out.
"""
