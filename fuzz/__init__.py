"""Hostile and damaged inputs over every door of the library: see `fuzz/__main__.py` for how to run it."""
