# Thin: each target calls lisbook or pytest. The first one that needs an environment makes it, in .venv; later ones find it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
BOOK_READY := $(VENV)/.ready-book
DEV_READY := $(VENV)/.ready-dev

.DEFAULT_GOAL := help
.PHONY: help book test soak serve check run diff bench lab accept lock style clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "lisbook needs Python 3.11 or newer: make PYTHON=python3.12 …" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(BOOK_READY): requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) (once, and again when the lock file changes)" >&2
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_READY): requirements-dev.lock $(BOOK_READY)
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

book: $(BOOK_READY) ## Check, execute and compile the book to _build/html
	$(BIN)/lisbook build --workers $(WORKERS)

check: $(BOOK_READY) ## Find every problem without executing anything
	$(BIN)/lisbook check

run: $(BOOK_READY) ## Execute the pages and write their drafts
	$(BIN)/lisbook run --workers $(WORKERS)

test: $(DEV_READY) ## Run the tests
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadgroup --ignore=tests/soak

soak: $(DEV_READY) ## Run the long laws
	$(BIN)/python -m pytest tests/soak

lab: $(DEV_READY) ## Open the templates in JupyterLab, inline expressions live
	$(BIN)/jupyter lab --notebook-dir=.

accept: $(DEV_READY) ## Renew the golden files of the tests; read the difference before you commit it
	$(BIN)/python -m pytest --ignore=tests/soak --accept -k "golden or expected or regression"

style: $(DEV_READY) ## Format and lint
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/mypy

lock: ## Make the lock files anew (needs uv)
	uv pip compile pyproject.toml --extra build $(LOCK) --output-file requirements.lock
	uv pip compile pyproject.toml --extra build --extra test --extra lab --extra import --constraint requirements.lock $(LOCK) --output-file requirements-dev.lock
LOCK := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet

serve diff bench:
	@echo "make $@: this part of lisbook is not built yet (see the limits in README.md)." >&2; exit 1

clean: ## Remove everything that was made, the environment excepted
	rm -rf _build book/pages .pytest_cache .mypy_cache .ruff_cache .hypothesis
