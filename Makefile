# One word for everything. Needs python3, version 3.11 or later, and nothing else: the rest goes into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NEWEST := .venv-newest
READY := $(VENV)/.ready

.PHONY: help demo test lint coverage newest hooks build docs docs-serve frames spark bench bench-short performance fuzz fuzz-short freeze quality fit worth clean

help:
	@echo "make demo         screen the example customers against the list that ships"
	@echo "make test         formatting, types, import rules, and the tests (a few minutes)"
	@echo "make lint         formatting, types and import rules alone"
	@echo "make coverage     the long form of make test: every test, and at least 95 % of branches (half an hour)"
	@echo "make newest       the fast tests under the newest Python on this machine, where it is newer than .venv's"
	@echo "make hooks        from now on run formatter, linter, types and import rules before each commit (needs pre-commit)"
	@echo "make build        build sdist and wheel, and try the wheel in a fresh environment"
	@echo "make docs         build the documentation site into site/; a broken link or reference fails"
	@echo "make docs-serve   the same, and show it on http://127.0.0.1:8000"
	@echo "make frames       the tests of data frames with pandas, Polars and DuckDB too"
	@echo "make spark        the tests on a local Spark cluster, with Java 17 or later"
	@echo "make bench        benchmarks, each beside its baseline"
	@echo "make bench-short  the same, small"
	@echo "make performance  measure against others on real data, and put the figures into docs/performance.md"
	@echo "make fuzz         property tests with a hundred times the examples"
	@echo "make fuzz-short   property tests with four times the examples"
	@echo "make freeze       accept the scores of the hand-written cases as they are now"
	@echo "make quality      measure the public data set, and real data where it is, and put the figures into docs/quality.md"
	@echo "make fit          fit the weights of the features on real data"
	@echo "make worth        say what each feature is worth"
	@echo "make clean        remove the environment and everything else that was made"

$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}; name another with make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

# Half a gigabyte that only these tests need; with the pins of requirements-dev.txt where both have a package.
$(VENV)/.spark: requirements-spark.txt $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.txt
	@touch $@

# A third of a gigabyte more, likewise. Without it the tests of these three are skipped, and those of PyArrow run.
$(VENV)/.frames: requirements-frames.txt $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-frames.txt
	@touch $@

$(VENV)/.docs: requirements-docs.txt $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-docs.txt
	@touch $@

docs: $(VENV)/.docs
	rm -rf site
	$(BIN)/python -m sphinx --fresh-env --fail-on-warning --keep-going --quiet -b html -d build/doctrees docs site

docs-serve: docs
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory site 8000

demo: $(READY)
	@$(BIN)/sanctionscreen screen examples/customers.csv --lists shipped --exit-zero

test: lint
	$(BIN)/python -m pytest -m "not slow"

spark: $(VENV)/.spark
	$(BIN)/python -m pytest tests/test_spark.py

frames: $(VENV)/.frames
	$(BIN)/python -m pytest tests/frames tests/test_examples.py

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# These run without coverage, which would spoil them: tests of time and memory, of what a command imports, and one
# that kills processes after tenths of a second.
WITHOUT_COVERAGE := tests/test_speed.py tests/real/test_speed.py tests/real/test_start_up.py \
	tests/cli/test_main.py::test_a_check_imports_only_what_it_wants \
	tests/batch/test_resume.py::test_a_run_killed_again_and_again_ends_with_the_same_bytes

coverage: lint
	$(BIN)/python -m pytest $(WITHOUT_COVERAGE)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(addprefix --deselect=,$(WITHOUT_COVERAGE))
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

# Gates of speed are tuned on the oldest Python; formatting, types and import rules hold for all alike.
newest: $(READY)
	@python=$$(.ci/newest-python); \
	if [ -z "$$python" ]; then echo "no Python newer than that of $(VENV) is on this machine: nothing more is tested"; exit 0; fi; \
	echo "tests under $$("$$python" --version)"; \
	set -e; "$$python" -m venv $(NEWEST); \
	$(NEWEST)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt; \
	$(NEWEST)/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .; \
	$(NEWEST)/bin/python -m pytest -m "not slow and not real" --ignore=tests/test_speed.py --ignore=tests/real

hooks: $(READY)
	@command -v pre-commit >/dev/null || { echo "pre-commit is not installed"; exit 1; }
	pre-commit install

build: $(READY)
	rm -rf dist
	$(BIN)/hatchling build
	$(PYTHON) -m venv --clear build/trial
	build/trial/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
	build/trial/bin/python -I -m sanctionscreen check "Tongbang Bank" --lists shipped --exit-zero

bench: $(READY)
	$(BIN)/python -m pytest benchmarks --benchmark-only --benchmark-group-by=group

bench-short: $(READY)
	$(BIN)/python -m pytest benchmarks -m "not slow" --benchmark-only --benchmark-max-time=0.2 --benchmark-min-rounds=1 --benchmark-group-by=group

$(VENV)/.bench: requirements-bench.txt $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

performance: $(VENV)/.bench
	$(BIN)/python tools/measure_performance.py --write docs/performance.md

fuzz: $(READY)
	$(BIN)/python -m pytest tests -m hypothesis --hypothesis-profile=thorough

fuzz-short: $(READY)
	$(BIN)/python -m pytest tests -m hypothesis --hypothesis-profile=short

freeze: $(READY)
	$(BIN)/python tools/freeze_scores.py

quality: $(READY)
	$(BIN)/python tools/measure_quality.py --write docs/quality.md

$(VENV)/.fit: requirements-fit.txt $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fit.txt
	@touch $@

fit: $(VENV)/.fit
	$(BIN)/python tools/fit_weights.py --write

worth: $(VENV)/.fit
	$(BIN)/python tools/fit_weights.py --worth

clean:
	rm -rf $(VENV) $(NEWEST) .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks build dist site
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
