# Two commands do everything: `make demo` and `make test`. Both set up what is missing first.
PYTHON ?= python3
VENV := .venv
UV := .uv/bin/uv
BIN := $(VENV)/bin
DATA ?= fatu-data
PORT ?= 8000
# What benches of search and training keep between runs.
LAWS ?= fatu-laws
READY := $(VENV)/.ready
PACKAGES := schemas ingest graph search api
# Takes the test servers away from other tests, so runs after them (and is skipped where no server is set).
FAULTS := tests/servers/test_faults.py
# What runs on servers: those that FATU_TEST_NEO4J_URL and FATU_TEST_ELASTICSEARCH_URL name, else Docker's.
ON_SERVERS := tests/contracts tests/servers tests/unit/graph tests/unit/search/elastic

.PHONY: demo docs test test-servers check bench bench-search train reliability lock clean setup
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(UV):
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements/uv.txt

$(READY): $(UV) requirements/locked.txt pyproject.toml
	$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	# Compiled once here: where Python may not write beside its modules, each process would compile them at every start,
	# and an ingest starts six (measured: 1.07 s of CPU per start, compiled 0.55 s).
	$(UV) pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements/locked.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	$(BIN)/python -m compileall -q $(PACKAGES)
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

bench-search: $(READY) $(LAWS)  ## print how well and how fast search finds, each feature with and without (needs FATU_TEST_SHARED)
	$(BIN)/python -m bench.search_quality
	$(BIN)/python -m bench.search_latency
	$(BIN)/python -m bench.search_meaning $(LAWS)
	nice -n 19 $(BIN)/python -m bench.embedding_floor $(LAWS)

train: $(READY) $(LAWS)  ## train the query encoder (needs FATU_TEST_SHARED; an hour on two cores)
	# Each step frees and takes hundreds of MB: kept, they cost nothing; given back, half of the time goes to the kernel.
	MALLOC_MMAP_THRESHOLD_=8000000000 MALLOC_TRIM_THRESHOLD_=16000000000 $(BIN)/python -m training $(LAWS)

$(LAWS): $(READY)  # the corpus's laws with their vectors
	$(BIN)/fatu ingest "$$FATU_TEST_SHARED/corpus/laws" --data $(LAWS).new
	$(BIN)/fatu model pull --data $(LAWS).new
	$(BIN)/fatu embed --data $(LAWS).new
	mv $(LAWS).new $(LAWS)

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
	$(UV) pip compile --quiet --universal --generate-hashes --no-annotate --no-header --group dev --extra semantic --extra ocr --extra train pyproject.toml -o requirements/locked.txt
	$(UV) pip compile --quiet --universal --generate-hashes --no-annotate --no-header --extra semantic --extra ocr pyproject.toml -o requirements/runtime.txt
	echo uv | $(UV) pip compile --quiet --universal --generate-hashes --no-annotate --no-header - -o requirements/uv.txt

clean:
	rm -rf $(VENV) .uv
