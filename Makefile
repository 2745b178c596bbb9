# The one interface to this house; each target sets up what it needs. `make help` explains.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PY     := $(BIN)/python

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-extras props lint types lists seal model accuracy bench growth mutants docs fuzz check build reproducible html release-dry walk

help:  ## say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

$(BIN)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(PY) -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

setup: $(BIN)/.ready  ## make the virtual environment with all development tools

demo: $(BIN)/.ready  ## match a scanner and a Dutch description, show an entry, show the change of 7 September 2024
	@sh scripts/demo.sh $(BIN)/controllist

walk: $(BIN)/.ready  ## a new user's walk: the wheel in an empty environment, from a register in xlsx to reports and pages
	$(PY) docs/walk.py

test: $(BIN)/.ready  ## run all tests (no network; official texts beside the checkout are used where they are)
	$(PY) -m pytest -q -n auto --dist worksteal

test-extras: $(BIN)/.ready  ## tests that need more than Python, a browser for one: installs what they need
	@sh scripts/extras.sh
	$(PY) -m pip install --quiet --disable-pip-version-check --group extras
	CONTROLLIST_EXTRAS=1 $(PY) -m pytest -q tests/extras

props: $(BIN)/.ready  ## run the Hypothesis laws with the deep profile
	HYPOTHESIS_PROFILE=deep $(PY) -m pytest -q -m "hypothesis and not official" tests

lint: $(BIN)/.ready  ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(BIN)/.ready  ## mypy --strict over the package
	$(BIN)/mypy

lists: $(BIN)/.ready  ## check every shipped edition against the official texts beside the checkout
	$(PY) scripts/check_lists.py

model: $(BIN)/.ready  ## build the learned model of match anew from text files, and seal the lists
	$(PY) scripts/build_model.py
	$(PY) scripts/seal_lists.py

seal: $(BIN)/.ready  ## write the checksums of the lists anew, after a change on purpose
	$(PY) scripts/seal_lists.py

accuracy: $(BIN)/.ready  ## quality of matching and of diffs against ../shared/eval, with the committed floors
	$(PY) scripts/accuracy_match.py
	$(PY) scripts/accuracy_diff.py

bench: $(BIN)/.ready  ## speed: ratios in one run, printed with the machine's name
	$(PY) scripts/bench.py

growth: $(BIN)/.ready  ## how time grows with the size of what is asked: table and picture in docs/
	$(PY) scripts/growth.py --write

SAMPLE ?= 100
mutants: $(BIN)/.ready  ## change one thing at a time in four rooms and see whether tests notice: make mutants SAMPLE=200 SEED=2
	$(PY) -m pip install --quiet --disable-pip-version-check --group mutants
	$(PY) scripts/mutants.py --sample $(SAMPLE) --seed $(SEED)

INPUTS ?= 2000
SEED   ?= 1
fuzz: $(BIN)/.ready  ## damaged and hostile inputs over every door: make fuzz INPUTS=50000 SEED=7
	$(PY) -m fuzz --inputs $(INPUTS) --seed $(SEED)
	HYPOTHESIS_PROFILE=deep $(PY) -m pytest -q tests/hard

docs: $(BIN)/.ready  ## run every example in README and docs, and compare what it prints
	$(PY) scripts/check_docs.py
	$(PY) scripts/draw_house.py
	$(PY) scripts/draw_terminal.py
	$(PY) scripts/readme_figures.py

html: $(BIN)/.ready  ## the documentation as pages in docs/_build/html; a warning is an error
	$(PY) -m pip install --quiet --disable-pip-version-check --group docs
	$(PY) -m sphinx -q -W --keep-going -E -j auto docs docs/_build/html

release-dry: build  ## install wheel and sdist on every Python at hand and use them; publishes nothing
	sh scripts/release_dry.sh

check: lint types test lists docs  ## what must be green before a commit

build: $(BIN)/.ready  ## wheel and sdist in dist/, the same bytes for the same commit
	$(PY) scripts/reproducible.py --out dist && $(PY) -m twine check --strict dist/*

reproducible: $(BIN)/.ready  ## build twice in different folders, time zones and umasks, and compare the bytes
	$(PY) scripts/reproducible.py
