# The one interface to this house; each target sets up what it needs. `make help` explains.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
export PYTHONHASHSEED ?= 0

.DEFAULT_GOAL := help
.PHONY: help setup

help:  ## say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

$(BIN)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

setup: $(BIN)/.ready  ## make the virtual environment with all development tools

test: $(BIN)/.ready  ## run all tests
	$(BIN)/python -m pytest -q
