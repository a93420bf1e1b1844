# Two commands do everything on a fresh machine: `make demo` and `make test`.
# Each target sets up what it needs; a second run finds it ready.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
READY = $(VENV)/ready

.PHONY: demo run check test soak bench lock pictures clean

$(READY): requirements/dev.txt pyproject.toml scripts/hatch_build.py $(wildcard locales/*/LC_MESSAGES/*.po)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/uv pip install --quiet --offline --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

demo: $(READY)
	$(BIN)/python scripts/demo.py

run: $(READY)
	$(BIN)/safeplan open $(VAULT)

check: $(READY)
	$(BIN)/mypy
	$(BIN)/mypy scripts benchmarks tests
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32 -p safeplan
	$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin -p safeplan
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

test: check
	sh scripts/system_packages.sh
	$(BIN)/python scripts/run_tests.py

soak: $(READY)
	$(BIN)/python -m pytest -m soak -s
	STATES_TIMES=200 $(BIN)/python benchmarks/run.py states

bench: $(READY)
	$(BIN)/python benchmarks/run.py

lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements/dev.txt

pictures: $(READY)
	$(BIN)/python scripts/pictures.py

clean:
	rm -rf .venv* build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
