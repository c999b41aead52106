# Two commands on a fresh machine with Python 3.11+: `make issue` and `make test`.
# The plain pip lines stand in README.md, every target in CONTRIBUTING.md.

PYTHON ?= python3
BIN := .venv/bin
# One more than two cores, since many tests wait.
JOBS ?= 3

# What pyproject.toml promises, and `make matrix` tries; tests/test_project.py compares them.
PYTHONS := 3.11 3.12 3.13 3.14
EXTRAS := cluster keyring
OTHERS = $(filter-out $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])'),$(PYTHONS))

# A part of the tests: settings, parsers, templates, pictures, the store and a server, in half a minute.
PART := tests/config tests/query tests/composition tests/imaging \
  tests/rendering/test_render.py tests/rendering/test_message.py tests/rendering/test_words.py \
  tests/sources/test_markup.py tests/sources/test_feeds.py tests/store/test_store.py \
  tests/desk/test_server.py
TESTS = $(if $(QUICK),$(SMALL),tests)

# Less still, for the other Pythons in .ci/run: settings, a parser, the store, templates.
SMALL := tests/config tests/store/test_store.py tests/sources/test_feeds.py tests/rendering/test_render.py

.PHONY: issue test lint types tests format coverage hooks matrix others extras lowest dist wheel twice \
  release-check site links clean

issue: .venv/run
	$(BIN)/digest build --offline
	@echo "Open it in a browser, or run: $(BIN)/digest preview"

test: lint types tests

lint: .venv/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/zizmor $(if $(GH_TOKEN),,--offline) --quiet --persona auditor --strict-collection .

types: .venv/dev
	$(BIN)/mypy

tests: .venv/dev
	$(BIN)/python -m pytest -n $(JOBS)

format: .venv/dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Everything that runs in processes of their own is measured, too.
coverage: .venv/dev
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n $(JOBS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# What .pre-commit-config.yaml says, before each commit.
hooks: .venv/dev
	$(BIN)/pre-commit install

# Each Python, each extra and the lowest versions, in environments of their own; what is not on this
# machine says so. QUICK=1 tries a part of the tests on each Python.
matrix: $(PYTHONS:%=on-%) lowest extras wheel twice

others: $(OTHERS:%=on-%)

on-%: .venv/dev
	.ci/try python-$* $* dev $(TESTS)

lowest: .venv/dev
	UV_RESOLUTION=lowest-direct .ci/try lowest $(firstword $(PYTHONS)) dev $(PART)

extras: $(EXTRAS:%=extra-%)

extra-cluster: .venv/dev
	.ci/try cluster 3 cluster tests/fleet

extra-keyring: .venv/dev
	.ci/try keyring 3 keyring tests/pipeline/test_passwords.py

dist: .venv/dev
	rm -rf dist
	$(BIN)/uv build --quiet

wheel: dist
	.ci/wheel

twice: .venv/run
	.ci/twice

# All that a release does but the upload: docs/releasing.md. TAG=v1.2.3 compares the tag, too.
release-check: wheel
	$(BIN)/python .ci/release.py '$(TAG)'
	$(BIN)/uv tool run --quiet twine check --strict dist/*

# The documentation: build/site/index.html.
site: .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	$(BIN)/python -m docs.generate build/docs
	$(BIN)/zensical build --strict

# Asks the web, once, for each address that the documentation names.
links: .venv/run
	$(BIN)/python -m docs.links

# Two stamps, so that building an issue does not wait for the developers' tools.
.venv/run: pyproject.toml digest/__init__.py
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/dev: .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --editable '.[dev]'
	@touch $@

clean:
	rm -rf .venv build dist
