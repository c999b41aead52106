# Two commands on a fresh machine with Python 3.11+: `make issue` and `make test`.
# The plain pip lines stand in README.md.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: issue test lint clean

issue: .venv/run
	$(BIN)/digest build --offline
	@echo "Open it in a browser, or run: $(BIN)/digest preview"

test: .venv/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

# Two stamps, so that building an issue does not wait for the developers' tools.
.venv/run: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/dev: .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv
