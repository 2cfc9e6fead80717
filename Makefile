# Rehearse: `make serve` runs it, `make test` tests it. Everything lives in .venv/ and var/.

PYTHON ?= python3
BIN := .venv/bin
TESTS_AT_ONCE := --numprocesses auto --dist worksteal

.PHONY: serve admin test test-pg verify-content lint lock clean

serve: .venv/.run
	@$(BIN)/python manage.py serve

admin: .venv/.run
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py createsuperuser

test: .venv/.dev
	@$(BIN)/python -m pytest $(TESTS_AT_ONCE)

test-pg: .venv/.dev
	@$(BIN)/python -m tests.postgres $(BIN)/python -m pytest $(TESTS_AT_ONCE)

verify-content: .venv-verify/.run
	@.venv-verify/bin/python -m tests.content.verify

lint: .venv/.dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

lock: .venv/.dev
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate pyproject.toml --output-file requirements.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --constraint requirements.txt --extra dev pyproject.toml --output-file requirements-dev.txt
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --constraint requirements-dev.txt --extra verify pyproject.toml --output-file requirements-verify.txt
	@cd tests/content/node && npm install --package-lock-only --omit-lockfile-registry-resolved --silent

clean:
	rm -rf .venv .venv-verify tests/content/node/node_modules .mypy_cache .ruff_cache .pytest_cache

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Rehearse needs Python 3.11 or newer, and there is no $(PYTHON) here."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Rehearse needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1 | cut -d" " -f2). Try: make serve PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/.run: requirements.txt | .venv/bin/python
	@echo "Installing what Rehearse needs into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt | .venv/bin/python
	@echo "Installing what the tests need into .venv ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/.run

.venv-verify/.run: requirements-verify.txt | .venv/bin/python
	@echo "Installing what the examples are run with into .venv-verify ..."
	@$(BIN)/python -m venv .venv-verify
	@.venv-verify/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-verify.txt
	@touch $@
