# Two commands on a fresh machine with Python 3.11+: `make issue` and `make test`.
# The plain pip lines stand in README.md.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: issue test lowest site links clean

issue: .venv/run
	$(BIN)/digest build --offline
	@echo "Open it in a browser, or run: $(BIN)/digest preview"

test: .venv/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2

# The lowest versions that pyproject.toml allows build the sample and pass a part of the tests.
lowest: .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python .venv/lowest
	$(BIN)/uv pip install --quiet --python .venv/lowest/bin/python --resolution lowest-direct --editable '.[dev]'
	.venv/lowest/bin/digest build --offline
	.venv/lowest/bin/python -m pytest tests/config tests/query tests/composition tests/imaging \
	  tests/rendering/test_render.py tests/rendering/test_message.py tests/rendering/test_words.py \
	  tests/sources/test_markup.py tests/sources/test_feeds.py tests/store/test_store.py \
	  tests/desk/test_server.py

# The documentation: build/site/index.html.
site: .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	$(BIN)/python -m docs.generate build/docs
	$(BIN)/zensical build --strict

# Asks the web, once, for each address that the documentation names.
links: .venv/run
	$(BIN)/python -m docs.links

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
