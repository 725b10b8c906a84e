# Everything works from a clean clone with Python 3.11 or newer, make, and the package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test test-browser lint types imports chromium pytest eval bench format docs docs-pictures clean

help:
	@echo "make demo    what the program does, on bundled reports"
	@echo "make test    lint, types, import contracts, tests"
	@echo "make test-browser  of these, those of the desk in a browser"
	@echo "make eval    how well claims are found and losses estimated, where the truth is known"
	@echo "make bench   how fast, beside others, on one core"
	@echo "make format  put code into the project's format"
	@echo "make docs    rewrite the pages that are generated from the program"
	@echo "make clean   remove the environment and caches"

demo: $(VENV)/.core
	@$(BIN)/counterclaim demo

test: lint types imports chromium pytest

test-browser: chromium $(VENV)/.dev
	$(BIN)/pytest tests/browser

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

chromium:
	@sh .ci/chromium

pytest: $(VENV)/.dev
	$(BIN)/pytest

eval: $(VENV)/.dev
	@$(BIN)/python -m eval.run
	@$(BIN)/python -m eval.simulated

bench: $(VENV)/.dev
	@$(BIN)/python -m bench.run

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev
	$(BIN)/python docs/make_cli.py
	$(BIN)/python docs/make_pages.py

docs-pictures: chromium $(VENV)/.dev
	DOCS_PICTURES=1 $(BIN)/pytest tests/browser/test_pictures.py

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build/screens

# Dependency groups need a newer pip than Python 3.11 brings.
$(VENV)/.pip:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.core: pyproject.toml | $(VENV)/.pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml | $(VENV)/.core
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
