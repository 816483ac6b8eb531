# The commands of this checkout. `make run` and `make test` are all a newcomer needs.
.DEFAULT_GOAL := help
VENV_PYTHON := .venv/bin/python
BOOTSTRAP := sh config/python.sh config/bootstrap.py
# Two test processes: one plays the stories that start whole processes, the other takes the rest.
PYTEST := $(VENV_PYTHON) -m config.services run -- $(VENV_PYTHON) -m pytest
SIDE_BY_SIDE := -n 2

.PHONY: help run test test-full test-real check-payloads lint format install install-dev lock screenshots clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 16

run: install  ## start everything: database, Redis, web, workers, the sandbox; prints one address and three sign-ins
	@exec $(VENV_PYTHON) -m config.up

test: install-dev  ## the tests: rules, flows over HTTP, a real browser  (ARGS="-k words" to choose)
	@$(PYTEST) $(SIDE_BY_SIDE) $(ARGS)

test-full: install-dev  ## the long matrices as well: every platform at every step, 10,000 items in all weather
	@$(PYTEST) $(SIDE_BY_SIDE) -m "not real" $(ARGS)

test-real: install-dev  ## the connectors against real servers: a Bluesky network, a mail system, WordPress (Debian, npm)
	@$(PYTEST) tests/real -m real $(ARGS)

check-payloads: install-dev  ## recorded answers of the platforms through the parsers  (DIR=folder of recordings)
	@$(VENV_PYTHON) -m tests.payloads.check $(DIR)

lint: install-dev  ## ruff, mypy, import contracts, templates
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m mypy
	@$(VENV_PYTHON) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	@$(VENV_PYTHON) -m djlint templates --lint --quiet

format: install-dev  ## put code and templates into the house's form
	@$(VENV_PYTHON) -m ruff check --fix .
	@$(VENV_PYTHON) -m ruff format .
	@$(VENV_PYTHON) -m djlint templates --reformat --quiet

install:  ## the virtual environment with what Heard runs on
	@$(BOOTSTRAP) requirements.txt

install-dev:  ## the same with what the tests need
	@$(BOOTSTRAP) requirements-dev.txt

lock: install-dev  ## pin and hash every dependency anew from the .in files
	@$(VENV_PYTHON) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -U \
		-o requirements.txt requirements.in
	@$(VENV_PYTHON) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header -U \
		-c requirements.txt -o requirements-dev.txt requirements-dev.in

screenshots: install-dev  ## take the pictures of the README anew from a running demo
	@$(VENV_PYTHON) -m tests.browser.screenshots

clean:  ## forget the virtual environment and all data of this checkout
	rm -rf .venv var
