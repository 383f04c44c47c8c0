# make demo | make test | make check — needs Python 3.11+, pip and make, nothing else.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: install demo test check bench model clean

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: install
	$(BIN)/python -m kg.demo

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	$(BIN)/pytest

bench: install
	$(BIN)/python benchmarks/speed.py

# The tagger of names, from data/annotations and the gold in GOLD (its texts are not part of the project); see
# docs/tagger.md.
GOLD ?= ../shared/gold
model: install
	$(BIN)/python scripts/train_tagger.py --gold $(GOLD)
	$(BIN)/python scripts/tagger_card.py

clean:
	rm -rf $(VENV) build dist *.egg-info
