# Long Biên. `make run` starts it, `make test` tests it; both need only make and Python 3.11 or newer.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
UV := UV_PYTHON_DOWNLOADS=never $(BIN)/uv
PURELIB := import sysconfig; print(sysconfig.get_path('purelib'))
INSTALL := $(UV) pip install --quiet --compile-bytecode --require-hashes -r

.PHONY: help
help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

.venv/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Long Biên needs Python 3.11 or newer (PYTHON=python3.12 make run picks another one)."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "No virtual environment could be made. On Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/base: .venv/uv requirements/base.txt pyproject.toml
	@echo "Installing what Long Biên needs (once, about a minute) …"
	@$(INSTALL) requirements/base.txt
	@$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q longbien
	@touch $@

.venv/dev: .venv/base requirements/dev.txt
	@$(INSTALL) requirements/dev.txt
	@touch $@

.venv/extras: .venv/dev requirements/extras.txt
	@$(INSTALL) requirements/extras.txt
	@touch $@

.venvs/clients: .venv/uv requirements/clients.txt
	@test -x $@/bin/python || $(BIN)/python -m venv $@
	@$(UV) pip install --quiet --python $@/bin/python --require-hashes -r requirements/clients.txt
	@touch $@

# All that .venv has, with another DuckDB before it.
.venvs/duckdb2: .venv/dev requirements/duckdb2.txt
	@test -x $@/bin/python || $(BIN)/python -m venv $@
	@$(UV) pip install --quiet --python $@/bin/python --require-hashes -r requirements/duckdb2.txt
	@here=$$($@/bin/python -c "$(PURELIB)") && echo "import site; site.addsitedir('$$($(CURDIR)/$(BIN)/python -c "$(PURELIB)")')" > $$here/beside.pth
	@touch $@

.PHONY: run install test test-all check fix docs new shots bench mutants conformance trace lock messages clean
run: .venv/base messages ## start Long Biên with demonstration people and cases
	@LONGBIEN_DEVELOPMENT=$${LONGBIEN_DEVELOPMENT:-1} $(BIN)/longbien start --demo

install: .venv/base messages ## install only

messages: .venv/base
	@$(BIN)/python tools/messages.py compile

# Compiled tests are kept, wherever else that is switched off: they are half of what a worker does before its first test.
test test-all: export PYTHONDONTWRITEBYTECODE :=

test: .venv/dev messages ## every test but the long ones (18 minutes on two quick cores, 45 on slow ones), real Chromium included
	@tools/need.sh browser qpdf poppler-utils
	@$(BIN)/python -m pytest -n 3 -rs -m "not slow" tests

test-all: .venv/extras .venvs/clients .venvs/duckdb2 messages ## also PostgreSQL, faults, load, fuzzing, Lighthouse
	@tools/need.sh browser chromium postgresql npm qpdf poppler-utils golang openssl openjdk-17-jre-headless
	@$(BIN)/python -m pytest -n 3 -rs tests
	@tools/postgres.sh $(BIN)/python -m pytest -n 3 -m "not journey" tests
	@tools/lighthouse.sh

check: .venv/dev messages ## style, types, directions, sizes, migrations, translations, docs in step, coverage of rules
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy longbien
	@$(BIN)/lint-imports --no-cache | tail -n 8
	@for gate in size writes purity city; do $(BIN)/python tools/$$gate.py longbien || exit 1; done
	@$(BIN)/python tools/messages.py check
	@tools/check_var.sh $(BIN)/longbien makemigrations --check --dry-run
	@tools/check_var.sh $(BIN)/longbien docs build --check
	@tools/check_var.sh $(BIN)/longbien hub check hubs/hanoi hubs/minimal
	@$(BIN)/python tools/covered.py

fix: .venv/dev ## mend what can be mended by itself
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

docs: .venv/dev messages ## write the generated pages of the docs anew
	@tools/check_var.sh $(BIN)/longbien docs build

new: .venv/base ## start a new part: make new kind=procedure name=my-service with=fee,second-officer,appeal
	@$(BIN)/longbien new "kind=$(kind)" "name=$(name)" "with=$(with)"

shots: .venv/dev messages ## a picture of every page, both languages, wide and narrow, into shots/
	@tools/need.sh browser
	@$(BIN)/python -m pytest -q tests/journeys/test_pages.py --shots shots

bench: .venv/dev messages ## measure speed against named peers (benchmarks/README.md)
	@benchmarks/run.sh

mutants: .venv/dev ## change a sample of the rules and show what no test notices
	@$(BIN)/python tools/mutants.py

conformance: .venv/dev messages ## published suites (W3C credentials, MDS 2.0, cap tables, Open Contracting, DCAT-AP) from $LONGBIEN_CONFORMANCE; "not run" without them
	@tools/conformance.sh
	@tools/capital.sh
	@tools/ocds.sh
	@tools/dcat.sh
	@tools/mds.sh

trace: ## run the traffic simulator anew (trace/README.md)
	@$(MAKE) --no-print-directory -C trace

lock: .venv/uv ## pin the libraries again
	@for set in base dev extras clients duckdb2; do $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements/$$set.in -o requirements/$$set.txt; done

clean: ## remove what was installed; var/ stays
	rm -rf .venv .venvs
