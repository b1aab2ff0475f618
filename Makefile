# The only entry points: run, test, check, bench. CI calls the same ones.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PYTHONPATH := .
export PORT

# The fast loop: the main path, what is pure, and one test file for each thing that must never break.
FAST := tests/test_main_path.py tests/test_house.py tests/safeguarding/screening tests/safeguarding/rulebook \
	tests/safeguarding/trail tests/safeguarding/vault tests/safeguarding/people tests/safeguarding/promises/test_times.py \
	tests/safeguarding/promises/test_climbing.py tests/voice/questions tests/frontend/components/test_styles.py \
	tests/frontend/components/test_tokens.py tests/frontend/young_person/test_words.py tests/frontend/young_person/test_walk.py

# The full soak; SOAK="--seconds 60" is the short one.
SOAK ?= --kills 500 --notices 10000 --at-most 1200
SOAK_POSTGRES ?= postgres://postgres@127.0.0.1:5432/corner_soak_test

.PHONY: help run test check bench soak attack evaluate pictures lint types contracts clean

help:
	@echo "make run    set everything up and serve a fictional service at http://localhost:$(PORT)"
	@echo "make test   set everything up and test everything, a real browser included"
	@echo "make check  the fast loop: lint, types, import contracts, fast tests"
	@echo "make evaluate  how well the screening rules read lines written by hand"
	@echo "make bench  measure, print the figures, write bench.json"
	@echo "make soak   kill real processes at random and count what was lost (20 minutes at most for each database)"
	@echo "make attack try to turn figures back into people; writes docs/attack.md"

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python has no venv here. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@touch $@

.venv/run-ready: requirements.txt .venv/made
	@echo "Installing what it needs (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/test-ready: requirements-dev.txt .venv/made
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run-ready

run: .venv/run-ready
	@CORNER_DEMO=1 $(BIN)/python manage.py serve --port $(PORT)

check: .venv/test-ready
	@$(MAKE) --no-print-directory -j 2 types lint contracts
	$(BIN)/pytest -q -n 2 -m "not slow and not journey" $(FAST)

lint: .venv/test-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet frontend
	$(BIN)/oxlint --deny-warnings --quiet frontend
	CORNER_DATA=.venv/scratch DJANGO_SETTINGS_MODULE=config.settings_test $(BIN)/python manage.py makemigrations --check --dry-run

types: .venv/test-ready
	$(BIN)/mypy config frontend voice safeguarding tests bench manage.py

contracts: .venv/test-ready
	$(BIN)/lint-imports

test: .venv/test-ready
	@$(BIN)/python -m tests.run_all

bench: .venv/test-ready
	@$(BIN)/python -m bench

evaluate: .venv/test-ready
	@$(BIN)/python -m tests.screening.evaluate

attack: .venv/test-ready
	@$(BIN)/python -m tests.attack

soak: .venv/test-ready
	@$(BIN)/python -m bench.soak $(SOAK)
	@pg_isready -q -h 127.0.0.1 || { echo "PostgreSQL does not answer here: SQLite alone."; exit 0; }; \
	createdb -h 127.0.0.1 -U postgres corner_soak_test 2>/dev/null; DATABASE_URL=$(SOAK_POSTGRES) $(BIN)/python -m bench.soak $(SOAK)

pictures: .venv/test-ready
	@$(BIN)/python -m tests.pictures

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
