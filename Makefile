# Two commands do everything: `make demo` and `make test`. Both set up what is missing first.
PYTHON ?= python3
VENV := .venv
UV := .uv/bin/uv
BIN := $(VENV)/bin
DATA ?= fatu-data
PORT ?= 8000
READY := $(VENV)/.ready
# Takes the test servers away from other tests, so runs after them (and is skipped where no server is set).
FAULTS := tests/servers/test_faults.py
# What runs on servers: those that FATU_TEST_NEO4J_URL and FATU_TEST_ELASTICSEARCH_URL name, else Docker's.
ON_SERVERS := tests/contracts tests/servers tests/unit/graph tests/unit/search/elastic

.PHONY: demo docs test test-servers check bench reliability lock clean setup
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(UV):
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements/uv.txt

$(READY): $(UV) requirements/locked.txt pyproject.toml
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements/locked.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $(READY)

setup: $(READY)  ## set up .venv from the lock file

demo: $(READY)  ## ingest samples/ and serve them on 127.0.0.1:$(PORT)
	-$(BIN)/fatu model pull --data $(DATA)
	$(BIN)/fatu demo --data $(DATA) --port $(PORT)

test: $(READY) check  ## every check and every test
	$(BIN)/pytest -rs $(FAULTS)
	$(BIN)/pytest -n auto -m "not faults"

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

docs: $(READY)  ## write docs/reference anew from the code
	$(BIN)/python -m docs.reference_pages

bench: $(READY)  ## print the figures of docs/benchmarks.md (needs FATU_TEST_SHARED)
	$(BIN)/python -m bench

reliability: $(READY)  ## kill -9 at twenty moments of an ingest, and each server at twenty (an hour)
	FATU_RELIABILITY_ROUNDS=20 $(BIN)/pytest tests/reliability $(FAULTS)

test-servers: $(READY)  ## the tests that need Neo4j and Elasticsearch, which Docker runs meanwhile
ifdef FATU_TEST_NEO4J_URL
	$(BIN)/pytest $(ON_SERVERS)
else
	tests/servers/compose up
	eval "$$(tests/servers/compose env)" && $(BIN)/pytest $(ON_SERVERS); code=$$?; tests/servers/compose down; exit $$code
endif

lock: $(UV)  ## bring the lock files up to date with pyproject.toml
	$(UV) pip compile --quiet --universal --generate-hashes --no-annotate --no-header --group dev --extra semantic --extra ocr pyproject.toml -o requirements/locked.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-annotate --no-header --extra semantic --extra ocr pyproject.toml -o requirements/runtime.txt
	echo uv | $(UV) pip compile --quiet --universal --generate-hashes --no-annotate --no-header - -o requirements/uv.txt

clean:
	rm -rf $(VENV) .uv
