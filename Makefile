# make run, make test: on a fresh machine with Python 3.11 or newer, make and git.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: run test nightly lint bench package lock clean

run: $(VENV)/run.stamp
	@$(BIN)/python -m app $(ARGS)

test: $(VENV)/dev.stamp $(VENV)/system.stamp
	$(BIN)/python -m tests.session $(ARGS)

# Minutes: every reader of exports against twenty thousand spoiled ones, other ones each time.
nightly: $(VENV)/dev.stamp
	$(BIN)/python -m tests.exports.nightly $(ARGS)

# The types of the benchmarks are checked, too, and those need what they measure against.
lint: $(VENV)/bench.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports

bench: $(VENV)/bench.stamp
	@for one in benchmarks/[a-z]*.py; do echo "== $$one"; $(BIN)/python -m "benchmarks.$$(basename $$one .py)" || exit 1; done

package: $(VENV)/dev.stamp
	$(BIN)/pyinstaller --noconfirm --clean build.spec
	cd / && "$(CURDIR)/dist/overexposed/overexposed" self-test

# Writes the newest versions with hashes for every system, and names no host that packages come from. The tool that
# does it is installed into a folder of its own and thrown away.
lock:
	@tool=$$(mktemp -d) && trap 'rm -rf "$$tool"' EXIT && \
	$(PYTHON) -m venv "$$tool" && "$$tool/bin/python" -m pip install --quiet --disable-pip-version-check uv && \
	for one in run dev bench; do \
	  case $$one in run) groups=;; dev) groups="--group dev";; bench) groups="--group dev --group bench";; esac; \
	  "$$tool/bin/uv" pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet \
	    --upgrade pyproject.toml $$groups --output-file requirements/$$one.txt || exit 1; \
	done

clean:
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run.stamp: requirements/run.txt $(VENV)/made.stamp
	@echo "Installing what the app needs into $(VENV); this takes a minute, once."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python packaging/system_libraries.py window
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/dev.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

$(VENV)/system.stamp: packaging/system_libraries.py $(VENV)/dev.stamp
	@$(BIN)/python packaging/system_libraries.py window tests
	@touch $@
