# The two commands of the README are `make audit` and `make test`; each sets up what is missing first.
TARGETS ?= examples/targets.yaml
REPORTS ?= reports
BIN = .venv/bin
PYTHON = $(BIN)/python
# What `make mutate` changes (names as mutmut lists them, * for all), and for how long.
MUTATE ?= *
MUTATE_SECONDS ?= 900

# Every process the tests and audits start would compile all modules again without their bytecode.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: audit setup setup-dev check format test mutate soak bench score docs lock clean

# The examples come with two make-believe quarters, so that a first look shows a comparison and a trend.
audit: setup
ifeq ($(TARGETS),examples/targets.yaml)
	@$(PYTHON) examples/history.py --reports $(REPORTS)
endif
	$(BIN)/auditor run $(TARGETS) --reports $(REPORTS)

setup:
	@sh tools/setup.sh run

setup-dev:
	@sh tools/setup.sh dev

.PHONY: static
static:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports --no-cache

# While working: all that reads the code, and the quick tests of what changed since main.
check: setup-dev static
	PYTHONPATH=. $(PYTHON) tools/changed_tests.py

format: setup-dev
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format .

# Before a change lands. The tests wait for browsers half of the time: what reads the code runs beside them.
test: setup-dev
	@$(MAKE) --no-print-directory -j 2 static suite

.PHONY: suite
suite:
	$(PYTHON) -m pytest -m "not soak" -n 3

# Changes the code in small ways, and tells which change no test noticed. Works on a copy in mutants/, goes on
# where it stopped; `make mutate MUTATE='auditor.plan.verdict.*'` takes one module.
mutate: setup-dev
	-timeout $(MUTATE_SECONDS) $(BIN)/mutmut run --max-children 2 '$(MUTATE)'
	$(BIN)/mutmut results | grep -v ': not checked$$' || true

# Every test once more, with how much of the branches and lines of `auditor/` they reach: about two minutes longer.
.PHONY: cover
cover: setup-dev
	$(PYTHON) -m pytest -m "not soak" -n 3 --cov --cov-report=term:skip-covered

soak: setup-dev
	$(PYTHON) -m pytest -m soak -n 2 -o addopts=-q

bench: setup-dev
	$(PYTHON) tools/bench.py

score: setup-dev
	$(PYTHON) tools/score.py

# The documents that are made from the code.
docs: setup-dev
	$(BIN)/auditor rules manual > rules/README.md
	$(PYTHON) tools/architecture.py
	$(BIN)/auditor targets schema > docs/targets.schema.json

lock:
	$(BIN)/uv pip compile -q pyproject.toml --all-extras --python-version 3.11 --universal --no-annotate --no-header -o constraints.txt

clean:
	rm -rf .venv .setup-* .pytest_cache .mypy_cache .ruff_cache .coverage mutants
