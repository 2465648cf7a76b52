# make site, make test: each does all the set-up it needs. `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
AS_OF ?=
LAST ?=

export NO_MKDOCS_2_WARNING := 1

.PHONY: help site test lint bench audit lock serve clean chromium example-feed screenshots topics

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

site: .venv/ready  ## build the site into site/; PUBLISH=1 [LAST=DIR|URL] [AS_OF=DATE] a publication
	$(BIN)/redletter build --site-dir site $(if $(AS_OF),--as-of $(AS_OF)) $(if $(PUBLISH),--publish) $(if $(LAST),--last $(LAST))

serve: .venv/ready  ## live preview on 127.0.0.1:8000
	$(BIN)/redletter serve

test: .venv/ready chromium  ## the tests, the browser's included
	$(BIN)/python -m pytest -m "not audit" --ignore=tests/benchmarks

lint: .venv/ready  ## linters, types, import contract
	$(BIN)/ruff check hooks tests
	$(BIN)/ruff format --check hooks tests
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: .venv/ready  ## speed, as ratios within one run
	$(BIN)/python -m pytest tests/benchmarks -m "not audit"

audit: .venv/ready chromium  ## what is too heavy for CI: long random runs, real histories, other programs
	$(BIN)/python -m pytest -m audit tests

topics: .venv/ready  ## the weights by which a sentence's ground is told, learnt anew from sentences.tsv
	PYTHONPATH=hooks $(BIN)/python -c 'from redletter.rules import learning; learning.main()'

screenshots: .venv/ready chromium  ## the pictures in the guide for lawyers, taken anew
	$(BIN)/python tests/browser/picture_guide.py hooks/redletter/guides/images

example-feed: .venv/ready  ## a chain of every type, level and failure to test a consumer on: OUT=DIR
	PYTHONPATH=hooks:tests $(BIN)/python tests/example_feed.py $(or $(OUT),example-feed)

lock: .venv/ready  ## resolve requirements.txt anew
	$(BIN)/uv pip compile -q pyproject.toml --group dev --all-extras --python-version 3.11 --universal \
	  --upgrade --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements.txt

clean:  ## remove what was built; .venv stays
	rm -rf site site.* build dist .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks

.venv/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "redletter needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	test -x $(BIN)/uv || $(BIN)/python -m pip install -q --disable-pip-version-check 'uv>=0.8'
	$(BIN)/uv pip sync -q --python $(BIN)/python --require-hashes requirements.txt
	$(BIN)/uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; \
	else \
	  echo 'The browser tests need Chromium. Install it, for example: sudo apt-get install chromium' >&2; exit 1; \
	fi
