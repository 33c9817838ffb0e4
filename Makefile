# Two commands on a fresh machine: `make demo` and `make test`. The rest is for those who build it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
RUNS := $(VENV)/.runs
SAMPLES := benchmarks/gold/missiles/articles

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test setup lint types contracts wheel check docs floors figures audit clean

demo: $(RUNS)  ## Compare the sample articles and print the comparison
	@$(BIN)/narrative compare $(SAMPLES)

test: $(READY)  ## Run the whole test suite
	$(BIN)/python -m pytest -n 2 --dist loadfile

setup: $(READY)  ## Make the environment

# torch first: asked for by name it is the CPU build where one is on offer, and nothing later replaces it.
$(RUNS): pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up $(VENV) (a few minutes the first time) ..."
	@$(BIN)/pip install -q torch==2.13.0
	@$(BIN)/pip install -q -c constraints.txt -e .
	@touch $@

$(READY): $(RUNS)
	@echo "Adding what the tests and the documentation need to $(VENV) ..."
	@$(BIN)/pip install -q -c constraints.txt -e '.[dev,dask,docs]'
	@touch $@

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

wheel: $(READY)  ## Build the wheel and the source distribution
	$(BIN)/python -m build --outdir dist .

check: lint types contracts test

docs: $(READY)  ## Build the documentation, strictly
	$(BIN)/mkdocs build --strict --site-dir site

floors: $(READY)  ## Figures on the gold that ships may not fall
	$(BIN)/python -m benchmarks.floors check

figures: $(READY)  ## The page of benchmarks and the README's table, from the results that are kept
	$(BIN)/python -m benchmarks report --readme README.md

audit: $(READY)  ## Known faults of the libraries that are used; needs PyPI's own advisories
	$(BIN)/pip install -q pip-audit
	$(BIN)/pip-audit --strict --disable-pip --no-deps -r constraints.txt

clean:
	rm -rf dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
