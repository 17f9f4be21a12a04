# The two commands of the README are `make audit` and `make test`; each sets up what is missing first.
TARGETS ?= examples/targets.yaml
REPORTS ?= reports
PYTHON = .venv/bin/python

.PHONY: audit test soak bench score setup lock clean

# The examples come with two make-believe quarters, so that a first look shows a comparison and a trend.
audit: setup
ifeq ($(TARGETS),examples/targets.yaml)
	@$(PYTHON) examples/history.py --reports $(REPORTS)
endif
	.venv/bin/auditor run $(TARGETS) --reports $(REPORTS)

setup:
	@sh tools/setup.sh run

.PHONY: setup-dev
setup-dev:
	@sh tools/setup.sh dev

test: setup-dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	PYTHONPATH=. .venv/bin/lint-imports --no-cache
	$(PYTHON) -m pytest -m "not soak" -n 2

soak: setup-dev
	$(PYTHON) -m pytest -m soak -n 2 -o addopts=-q

bench: setup-dev
	$(PYTHON) tools/bench.py

score: setup-dev
	$(PYTHON) tools/score.py

lock:
	.venv/bin/uv pip compile -q pyproject.toml --all-extras --python-version 3.11 --universal --no-annotate --no-header -o constraints.txt

clean:
	rm -rf .venv .setup-* .pytest_cache .mypy_cache .ruff_cache
