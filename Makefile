# make run: set up, print the policy-to-challenge table from the real data, write the picture.
# make test: set up and pass the tests.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: run test check clean
.DELETE_ON_ERROR:

run: $(VENV)/.installed
	$(BIN)/kg query policy-challenge
	$(BIN)/kg view policy-challenge -o out/policy-challenge.html

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/kg build --check
	$(BIN)/kg fmt --check
	$(BIN)/kg link build --check
	$(BIN)/kg check
	$(BIN)/python docs/generate.py --check
	$(BIN)/python docs/charts.py --check

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
