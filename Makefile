# make run: try it. make test: prove it. Both set up everything they need first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
VENDOR := web/static/vendor
PORT ?= 8080

.PHONY: run test setup setup-dev check bench lock clean

run: setup
	@echo "娘家人: starting, a few seconds"
	@$(BIN)/niangjia run var --port $(PORT)

setup: $(VENV)/.product $(VENDOR)/.copied

setup-dev: setup $(VENV)/.dev node_modules/.dev

# an environment that forbids bytecode would compile everything anew in every process a test starts
test: setup-dev
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

check: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/vulture

bench: setup bench/.venv/.made bench/node_modules/.made
	bench/.venv/bin/python -m bench.webhook
	bench/.venv/bin/python -m bench.search

bench/.venv/.made: bench/requirements-bench.txt
	$(PYTHON) -m venv bench/.venv
	bench/.venv/bin/pip install --quiet --disable-pip-version-check -r bench/requirements-bench.txt
	@touch $@

bench/node_modules/.made: bench/package-lock.json
	npm ci --silent --prefix bench
	@touch $@

lock: setup-dev
	$(BIN)/pip install --quiet uv
	for name in requirements requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links $$name.in -o $$name.txt; done
	npm install --package-lock-only --omit-lockfile-registry-resolved

clean:
	rm -rf $(VENV) node_modules $(VENDOR) .mypy_cache .ruff_cache .pytest_cache .hypothesis build *.egg-info

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "niangjia needs Python 3.11 or newer; set PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.product: $(VENV)/bin/python requirements.txt pyproject.toml
	@echo "娘家人: installing what it needs, a minute or two"
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.product requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

node_modules/.product: package-lock.json
	npm ci --silent --omit=dev
	@touch $@

node_modules/.dev: package-lock.json
	npm ci --silent
	@touch $@ node_modules/.product

$(VENDOR)/.copied: package-lock.json | node_modules/.product
	@mkdir -p $(VENDOR)
	cp node_modules/@tabler/core/dist/css/tabler.min.css node_modules/htmx.org/dist/htmx.min.js \
	  node_modules/weui/dist/style/weui.min.css node_modules/echarts/dist/echarts.common.min.js $(VENDOR)/
	gzip -9 --keep --force $(VENDOR)/*.css $(VENDOR)/*.js
	@touch $@
