# `make` lists the targets. Each sets up what it needs first: .venv, and system programs with apt when we are root.
SHELL := bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
BIN := .venv/bin

# WeasyPrint, which turns HTML artwork into pages, sets text with Pango.
FLOW_PROGRAMS := '/usr/lib/*/libpangoft2-1.0.so.0=libpangoft2-1.0-0' '/usr/lib/*/libharfbuzz-subset.so.0=libharfbuzz-subset0'
# What the tests call from outside: a browser with a font, and readers of PDF that are not ours.
TEST_PROGRAMS := 'chromium|chromium-browser|google-chrome=chromium|chromium-browser' \
	'/usr/share/fonts/truetype/*/*.ttf=fonts-dejavu-core' qpdf=qpdf pdfinfo=poppler-utils gs=ghostscript \
	$(FLOW_PROGRAMS)

# Rooms that know no database: what they do on PostgreSQL is what they do on SQLite.
PURE := benchmarks design golden hostile paperwork prepress rendering

.PHONY: help demo test test-postgres test-saleor check bench format clean setup test-setup
.PHONY: formatting lint imports types dependencies migrations schema packaging

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Serve the sandbox shop with a demo company (PORT=8000 or the next that is free)
	@tools/demo $(PORT)

test: test-setup ## Run the whole suite (ARGS="-k card" for a part, "-n auto" for all cores)
	@echo "==> The suite"
	@$(BIN)/python -m pytest $(ARGS)

test-postgres: test-setup ## Run the tests that know a database on a throw-away PostgreSQL
	@tools/with-postgres $(MAKE) test ARGS='$(ARGS) $(patsubst %,--ignore=tests/%,$(PURE))'

test-saleor: ## Run the suite inside the Saleor of SALEOR_HOME (default ~/saleor)
	@tools/test-saleor $(ARGS)

check: formatting lint imports types dependencies migrations schema packaging test ## Everything a change must pass, then the suite

bench: ## Measure the figures of the README (ONLY=rendering, or ONLY=rendering/kb_per_record)
	@tools/setup bench
	@tools/need $(FLOW_PROGRAMS)
	@$(BIN)/python -m benchmarks $(if $(ONLY),--only $(ONLY))

format: setup ## Put the code in its form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean: ## Delete what was made, but keep the sandbox's data in var/
	rm -rf .venv .venv-saleor .cache .hypothesis build dist *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The steps of `make check`.

formatting: setup
	@echo "==> Formatting" && $(BIN)/ruff format --check .

lint: setup
	@echo "==> Lint" && $(BIN)/ruff check .

imports: setup
	@echo "==> Import rules" && $(BIN)/lint-imports --cache-dir .cache/imports

types: setup
	@echo "==> Types" && $(BIN)/mypy

dependencies: setup
	@echo "==> Declared dependencies" && $(BIN)/deptry .

migrations: setup
	@echo "==> Migrations" && $(BIN)/python -m pytest -q tests/test_migrations.py

schema: setup
	@echo "==> GraphQL schema" && $(BIN)/python -m pytest -q tests/graphql/test_schema.py

packaging: setup
	@echo "==> Packaging" && $(BIN)/python -m pytest -q tests/test_packaging.py

setup:
	@tools/setup dev

test-setup: setup
	@tools/need --or-skip $(TEST_PROGRAMS)
