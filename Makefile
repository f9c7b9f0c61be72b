# `make run` and `make test` install what is missing, then do their job; a second run starts at once.

PYTHON := python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
INSTALLED_FOR_TESTS := $(VENV)/installed-for-tests

BENCH_VENV := .venv-bench
INSTALLED_FOR_BENCH := $(BENCH_VENV)/installed
PINNED := tests/benchmarks/requirements.txt
PEERS := pyqtgraph torch stable-baselines3 jax[cpu] gymnax,six

# What Qt's wheels expect of a Linux system, as "shared object:Debian package" ...
WINDOW_NEEDS := \
	libglib-2.0.so.0:libglib2.0-0 \
	libGL.so.1:libgl1 \
	libEGL.so.1:libegl1 \
	libdbus-1.so.3:libdbus-1-3 \
	libfontconfig.so.1:libfontconfig1 \
	libxkbcommon.so.0:libxkbcommon0 \
	libxcb-cursor.so.0:libxcb-cursor0 \
	libxcb-icccm.so.4:libxcb-icccm4 \
	libxcb-keysyms.so.1:libxcb-keysyms1 \
	libxcb-shape.so.0:libxcb-shape0 \
	libxkbcommon-x11.so.0:libxkbcommon-x11-0
# ... and the programs that make a virtual screen.
SCREEN_NEEDS := xvfb-run:xvfb xauth:xauth

ifeq ($(shell uname -s),Linux)
ON_SCREEN := QT_QPA_PLATFORM=xcb xvfb-run -a -s "-screen 0 1600x1000x24"
endif

.PHONY: help run test bench clean

help:
	@echo 'make run                              open the window'
	@echo 'make run ARGS="--scenario cartpole"   open it with arguments of pgviz'
	@echo 'make test                             run every check'
	@echo 'make bench                            measure pgviz beside its peers, which it installs'
	@echo 'make clean                            remove what was installed and built here'

run: $(INSTALLED)
	@$(BIN)/pgviz $(ARGS)

test: $(INSTALLED_FOR_TESTS)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest
	$(ON_SCREEN) $(BIN)/pytest -m screen tests/gui

# Every benchmark in turn, which takes most of an hour; one alone: python -m tests.benchmarks NAME.
bench $(INSTALLED_FOR_BENCH): VENV := $(BENCH_VENV)
bench $(INSTALLED_FOR_BENCH): BIN := $(BENCH_VENV)/bin
bench: $(INSTALLED_FOR_BENCH)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks --record

clean:
	rm -rf $(VENV) $(BENCH_VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): pyproject.toml
	@$(call system_packages,$(WINDOW_NEEDS))
	@$(virtual_environment)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(INSTALLED_FOR_TESTS): pyproject.toml
	@$(call system_packages,$(WINDOW_NEEDS) $(SCREEN_NEEDS))
	@$(virtual_environment)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $(INSTALLED) $@

$(INSTALLED_FOR_BENCH): pyproject.toml $(PINNED)
	@$(call system_packages,$(WINDOW_NEEDS))
	@$(virtual_environment)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint $(PINNED) --editable .
	$(foreach peer,$(PEERS),$(call install_peer,$(peer));)
	@touch $@

# Each peer by itself; one that can't be installed is reported as absent by the benchmarks.
comma := ,
define install_peer
$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint $(PINNED) \
	'$(subst $(comma),' ',$(1))' || echo '$(1) is absent'
endef

define virtual_environment
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo 'pgviz needs Python 3.11 or newer; name one: make run PYTHON=python3.13' >&2; exit 1; }; \
test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV) || { \
	echo 'Python cannot make a virtual environment: install python3-venv.' >&2; exit 1; }
endef

# Installs those of $(1) that the system lacks, or names them where that can't be done.
define system_packages
test "$$(uname -s)" = Linux || exit 0; \
export PATH="$$PATH:/usr/sbin:/sbin"; known=$$(ldconfig -p); missing=; \
for need in $(1); do \
	case "$$known" in *"$${need%%:*} "*) continue ;; esac; \
	command -v "$${need%%:*}" > /dev/null || missing="$$missing $${need#*:}"; \
done; \
test -n "$$missing" || exit 0; \
test "$$(id -u)" = 0 && sudo= || sudo=sudo; \
if ! command -v apt-get > /dev/null || ! command -v $${sudo:-true} > /dev/null; then \
	echo "Install what pgviz needs of the system (Debian's names):$$missing" >&2; exit 1; \
fi; \
echo "Installing$$missing"; \
$$sudo apt-get update -qq; \
$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing
endef
