# Everything runs from a clone: `make demo` and `make test` set .venv up first, once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check soak weights lock clean
.DEFAULT_GOAL := demo

demo: $(READY)
	$(BIN)/nfpbot demo

test: $(READY)
	$(BIN)/pytest -n 3 --dist loadgroup -m "not soak"

soak: $(READY)
	$(BIN)/pytest -m soak -s

# After changing lexicons or examples: what words say for topics is learned anew, in a few minutes.
weights: $(READY)
	$(BIN)/python -m tests.training.learning

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive bot handlers storage
	$(BIN)/nfpbot locales check

# Names, versions and hashes only; run it after changing the dependencies in pyproject.toml.
lock: $(READY)
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --universal --generate-hashes --extra dev --no-annotate --no-header --upgrade \
	    pyproject.toml --output-file requirements.lock --quiet

clean:
	rm -rf $(VENV)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@
