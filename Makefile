# What a newcomer needs: git, make and Python 3.11, 3.12 or 3.13. Everything is installed into .venv, nothing elsewhere.

VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/core.stamp
DEV := $(VENV)/dev.stamp
DOCS := $(VENV)/docs.stamp
WORKERS ?= auto
# Each process of the tests is at work on one core: threads of linear algebra would wait for one another.
PYTEST := OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS)
PARALLEL := $(PYTEST) --dist worksteal
# The files that hold tests of `make test-long`: to read all others takes longer than many a test.
OF_LONG := grep --recursive --files-with-matches --extended-regexp --include='test_*.py' 'mark\.(long|survival|cluster)\b' tests
SHELL := /bin/sh
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Tests start some hundred processes, each of which would compile the sources that it imports.
unexport PYTHONDONTWRITEBYTECODE

# The first Python that starts, has a supported version and can make virtual environments; `make PYTHON=…` overrides it.
SUITABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
ifndef PYTHON
PYTHON := $(shell for python in python3.11 python3.12 python3.13 python3; do \
	"$$python" -c '$(SUITABLE)' 2>/dev/null && { command -v "$$python"; break; }; done)
endif

.DEFAULT_GOAL := help
.PHONY: help run test test-fast test-long test-browser test-hostile audit test-core test-oldest check format bench bench-peers bench-month docs renew clean python

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 18

run: $(CORE) ## Simulate North Korea 2008–2019 with 20 runs: table, text, picture, folder with all results
	@$(BIN)/politburo run north-korea

test: $(DEV) ## Run the tests but those of the other targets; of those with hostile input, a few of each kind
	@$(PARALLEL) --durations 15 -m 'not (browser or hostile or long or survival or cluster)'

test-fast: $(DEV) ## Run those tests that take a minute together; it says what it leaves out
	@$(PARALLEL) --hypothesis-profile fast -m 'not (browser or cluster or survival or slow or long or hostile)'

test-long: $(DEV) ## Decide the short board of claims, test what is compiled anew, start workers, kill processes
	@$(PYTEST) --dist loadfile --durations 15 -m 'long or survival or cluster' $$($(OF_LONG))

test-browser: $(DEV) ## Open the pages in Chromium; without it, nothing is tested, and that is said
	@$(PARALLEL) tests/browser

test-hostile: $(DEV) ## Damage folders of every kind in hundreds of ways, and feed what strangers may send
	@$(PARALLEL) tests/hostile

audit: | python ## Look for known holes in the packages of constraints.txt; says so when there is no network
	@$(PYTHON) .ci/audit

test-core: | python ## Install the package without extras into .venv-core and test it in short, as on the lowest processor
	$(call tested_in_short,.venv-core,.,constraints.txt,-m tests.processors .venv-core/bin/python)

test-oldest: | python ## Install it with the oldest versions allowed into .venv-oldest and test it in short
	$(call tested_in_short,.venv-oldest,.[all],constraints-oldest.txt)

check: $(DEV) ## Check format, style and types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/pyright

format: $(DEV) ## Format the sources
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(DEV) ## Measure speed and write RESULTS.md, SHARES.md, FOLDERS.md, REPORT.md, CLAIMS.md, SCALING.md and GROWTH.md in benchmarks
	@$(BIN)/python benchmarks/run.py
	@$(BIN)/python benchmarks/shares.py
	@$(BIN)/python benchmarks/folders.py
	@$(BIN)/python benchmarks/report.py
	@$(BIN)/python benchmarks/claims.py
	@$(BIN)/python benchmarks/scaling.py
	@$(BIN)/python benchmarks/growth.py

bench-peers: $(DEV) ## Measure politburo beside other libraries, each in an environment of its own: benchmarks/PEERS.md
	@$(BIN)/python benchmarks/peers.py $(PEERS_PYTHON)

bench-month: $(DEV) ## Measure the month against an earlier commit, in turns, and write benchmarks/MONTH.md (some minutes)
	@$(BIN)/python benchmarks/month.py

docs: $(DOCS) ## Build the documentation as a site, in build/docs; a broken link or a missing docstring fails
	@$(BIN)/python -m sphinx --builder html --quiet --fail-on-warning --keep-going docs build/docs
	@echo "build/docs/index.html"

renew: $(DEV) ## Write anew what is generated and kept: model page, designs, golden hashes, claims, fit, pictures (CONTRIBUTING.md)
	@$(BIN)/python docs/make_designs.py
	@$(BIN)/python -m tests.properties.renew_golden
	@$(BIN)/python -m tests.properties.renew_scale
	@$(BIN)/python -m tests.claims.renew
	@$(BIN)/python docs/make_pages.py
	@$(BIN)/python -m tests.browser.renew_pictures
	@$(BIN)/politburo describe --out docs/model.md
ifdef CLAIMS
	@$(BIN)/politburo claims --seed 74210302 --page docs/claims.md
endif

clean: ## Remove what was installed and built (results in runs/ stay)
	rm -rf $(VENV) .venv-core .venv-oldest .venv-audit build dist .pytest_cache .ruff_cache .hypothesis

# What must hold however politburo is installed. The environment is made anew, so that nothing is left from another. As
# the model is compiled anew in it, that of `make test-core` is the place to have it compiled for the lowest level of
# x86-64 processors: results are the same there.
SHORT := tests/installed tests/properties/test_bits.py::test_the_packaged_example_gives_the_results_it_always_gave

define tested_in_short
@$(PYTHON) -m venv --clear $(1)
@$(1)/bin/python -m pip install --quiet --quiet --no-compile '$(2)' pytest hypothesis --constraint $(3)
@POLITBURO_CACHE=$(CURDIR)/$(1)/kernels $(1)/bin/python $(4) -m pytest -p no:cacheprovider $(SHORT)
endef

python:
	@test -n "$(PYTHON)" || { echo "politburo needs Python 3.11, 3.12 or 3.13 with its venv module, and none was found." \
		"Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }

# Where nothing is there yet, all that is asked for is installed at once: what is installed twice is looked for twice.
# Python compiles what it imports; most of what is installed it never does.
define installed
@echo "setting up $(2) (once$(3)) …" >&2
@$(BIN)/python -c '$(SUITABLE)' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
@$(BIN)/python -m pip install --quiet --quiet --no-compile --editable '.$(1)' --constraint constraints.txt
@touch $(CORE) $@
endef

$(CORE): pyproject.toml constraints.txt | python
	$(call installed,,$(VENV),; about a minute)

$(DEV): pyproject.toml constraints.txt | python
	$(call installed,[dev],$(VENV) with the tools for tests and checks,; some minutes)

$(DOCS): pyproject.toml constraints.txt | $(CORE)
	$(call installed,[docs],the tools for the documentation)
