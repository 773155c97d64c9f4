# run · test · lint · bench. Each sets up what is missing and does nothing again that is already done.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# Tests run in so many processes, each with a server, and a browser, of its own; 0: in this one.
WORKERS ?= 2

BIN := .venv/bin
# The machine's Node first; .venv/bin holds one only where the machine has none.
export PATH := $(PATH):$(CURDIR)/$(BIN)
# Idle torch threads sleep instead of spinning, so that a busy machine stays quick.
export OMP_WAIT_POLICY ?= PASSIVE

# Tests of one file stay together, since they share a page; each process keeps to one core.
PYTEST := KERNELSCOPE_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/pytest -q -n $(WORKERS) --dist loadfile

FRONT := $(shell find static/src -type f 2>/dev/null) $(wildcard static/*.json static/*.ts static/*.js)

.PHONY: help run build test lint unit browser front format bench bench-gradio constraints clean
help: ## This list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

run: .make/python static/dist/.vite/manifest.json ## Set up what is missing and serve on HOST:PORT (127.0.0.1:8000)
	$(BIN)/python -m app serve --host $(HOST) --port $(PORT)

build: static/dist/.vite/manifest.json ## Build the front end

test: lint front unit browser ## Everything that must hold: checks, front end, Python, browser

lint: .make/python-dev .make/node ## ruff, mypy, import contracts, Biome, svelte-check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	npm --prefix static run --silent lint
	npm --prefix static run --silent check

front: .make/node ## The front end's own tests
	npm --prefix static test --silent

unit: .make/python-dev static/dist/.vite/manifest.json ## Python's tests, without a browser
	$(PYTEST) -m "not browser"

browser: .make/python-dev .make/chromium static/dist/.vite/manifest.json ## The tests that drive Chromium
	$(PYTEST) -m browser tests/browser

format: .make/python-dev .make/node ## Put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	npm --prefix static run --silent format

bench: .make/python-bench .make/chromium static/dist/.vite/manifest.json ## The figures of the design, as ratios (bench/README.md)
	$(BIN)/python -m bench

bench-gradio: .make/python ## The peer that `make bench` compares with, in an environment of its own
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install -q --disable-pip-version-check gradio==6.31.0 opencv-python-headless==5.0.0.93

constraints: .make/python-bench ## Write down the versions that are installed
	tools/constraints.sh > constraints.txt

clean: ## Remove everything that can be made again
	rm -rf .venv .venv-bench .make static/node_modules static/dist .mypy_cache .ruff_cache .hypothesis

.make/python: pyproject.toml constraints.txt
	@PYTHON=$(PYTHON) tools/need.sh python
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e .
	@mkdir -p .make && touch $@

.make/python-dev: .make/python
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

.make/python-bench: .make/python-dev
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev,bench]'
	@touch $@

.make/node: .make/python static/package.json static/package-lock.json
	@tools/need.sh node
	npm --prefix static ci --silent --no-audit --no-fund
	@mkdir -p .make && touch $@

.make/chromium:
	@tools/need.sh chromium
	@mkdir -p .make && touch $@

static/dist/.vite/manifest.json: .make/node $(FRONT)
	npm --prefix static run --silent build
	@touch $@
