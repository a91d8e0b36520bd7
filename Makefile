# The commands of a fresh machine: Python 3.11 or later and make, nothing else. `make run` and `make test` say what they do.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SPARK := .spark
STAMP := $(VENV)/.stamp
AS_OF ?=
SOURCE ?= landing
export DO_NOT_TRACK := 1
export PYTHONWARNINGS := ignore::DeprecationWarning
# Empty, so that compiled modules are kept also where a machine says that they are not: every start would compile them all again.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test long spark check ui lint types style docs bench bench-fleet faults damage fuzz screenshots lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed (PYTHON=/path/to/python3.11 make ...)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python lacks venv: install python3-venv (Debian: apt-get install python3-venv)"; exit 1; }
	@echo "Making the environment in $(VENV)/ (once; about 700 MB, one to three minutes)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# A home that stands in .env is a working one, so it is never filled with made-up leases: only var/, or the home given here.
run: export VROEGSIGNAAL_HOME := $(or $(VROEGSIGNAAL_HOME),$(CURDIR)/var)
run: $(STAMP) ## demo data where the home is empty, one full run, and where to look (AS_OF=2026-10-20, SOURCE=vera)
	@$(BIN)/vroegsignaal demo --if-empty --source $(SOURCE)
	@$(BIN)/vroegsignaal run $(if $(AS_OF),--as-of $(AS_OF),--demo-date)

test: $(STAMP) ## the whole test suite; parts this machine lacks are named as not run
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

long: $(STAMP) ## the cases that the suite only samples: each takes whole runs
	@$(BIN)/python -m pytest -m long -n auto --maxprocesses 4 --dist loadfile

check: $(STAMP) ## before a commit, under a minute: format, lint, types, the SQL that changed, quick unit tests and those that changed
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .
	@$(BIN)/mypy
	@git diff --name-only --diff-filter=d HEAD -- 'dbt_project/models/*.sql' 'dbt_project/tests/*.sql' | xargs -r $(BIN)/sqlfluff lint --disable-progress-bar
	@$(BIN)/python -m pytest -q --durations=0 --durations-min=5 -n auto --maxprocesses 4 tests/unit/test_references.py tests/unit/test_rooms.py \
	  tests/unit/test_one_language.py tests/unit/validations \
	  $$(git diff --name-only --diff-filter=d HEAD -- 'tests/unit/*test_*.py'; git ls-files -o --exclude-standard 'tests/unit/*test_*.py')

ui: $(STAMP) ## Dagster's page on this machine (http://127.0.0.1:3000), schedules and sensors running
	@$(BIN)/vroegsignaal ui

lint: types style ## ruff, mypy, sqlfluff and whether dbt knows the desks of validations/desks/

types: $(STAMP)
	@$(BIN)/mypy

style: $(STAMP)
	@$(BIN)/python -m validations.desks --check
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/sqlfluff lint --disable-progress-bar dbt_project/models dbt_project/tests

docs: $(STAMP) ## the auditors' pages: reports/docs.html in the home
	@$(BIN)/vroegsignaal docs

bench: $(STAMP) ## speed and memory beside the floor, pandas and an earlier build (SIZES="demo 100000", BASE=../earlier, ENGINE=pool or spark)
	@BASE=$(BASE) ENGINE=$(ENGINE) $(if $(filter spark,$(ENGINE)),PYTHONPATH=$(CURDIR)/$(SPARK)) $(BIN)/python -m bench $(SIZES)

# Spark is no part of the environment: 500 MB that hardly anybody needs. Executors need DuckDB, which the environment has.
$(SPARK)/pyspark: $(STAMP)
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --target $(SPARK) pyspark==4.3.0 py4j==0.10.9.9

spark: $(SPARK)/pyspark ## the sieve on a real Spark, one of two executors killed (needs Java 17; fetches pyspark once, 460 MB)
	@PYTHONPATH=$(CURDIR)/$(SPARK) $(BIN)/python -m pytest -m spark tests/spark

bench-fleet: $(STAMP) ## ten homes one by one, beside one fleet of them (FLEET="homes leases workers")
	@$(BIN)/python -m bench.fleet $(FLEET)

faults: $(STAMP) ## every fault point of the delivery, written to docs/faults.md
	@$(BIN)/python -m tests.faults

damage: $(STAMP) ## good exports damaged in every way, for every reader, written to docs/damage.md (SEED=1 or 1,2; EACH=10)
	@$(BIN)/python -m tests.damage --seed $(or $(SEED),1) --each $(or $(EACH),10)

fuzz: $(STAMP) ## spoiled files for every reader: none falls, hangs or quotes a person, written to docs/fuzz.md (SEEDS="1 2" EACH=5000)
	@$(BIN)/python -m tests.fuzz --seeds $(or $(SEEDS),1 2) --each $(or $(EACH),5000)

screenshots: $(STAMP) ## the README's pictures, made in a real browser
	@$(BIN)/python -m tests.screenshots

lock: ## make requirements.lock again from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra test --extra build --universal --generate-hashes --no-strip-extras \
	  --no-header --no-emit-index-url --python-version 3.11 -o requirements.lock

clean: ## throw the environment and dbt's output away; the home stays
	rm -rf $(VENV) dbt_project/target .pytest_cache .ruff_cache .hypothesis
