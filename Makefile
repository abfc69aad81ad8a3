# The two commands a newcomer needs: `make run` and `make test`. Both install the system libraries if missing.

SWIFT ?= swift
PREFIX ?= /usr/local
REPORT := notebooks/first-derivatives.report.html

# The Swift runtime and the C libraries are linked in: a start loads and relocates nothing, and the program is one file.
# Nothing is looked for beside the program, so the loader need not search there. No frame pointers are kept: with the
# register for itself, small tensor operations and method calls take a tenth less time.
RELEASE := -c release --static-swift-stdlib --disable-local-rpath --omit-frame-pointers
STRICT := --explicit-target-dependency-import-check error

.PHONY: deps build run test test-browser validate fuzz lint bench install clean

deps: ## Install the system libraries: libcmark (needed), OpenBLAS (large products and decompositions)
	@sh .ci/install-dependencies

build: deps ## Build the release binary, .build/release/nbrun
	PKG_CONFIG_PATH="$$(sh .ci/static-libraries .build/static)" $(SWIFT) build $(RELEASE) $(STRICT) --product nbrun
	@# The linker leaves the file in memory in scattered single pages. Written again in one go, as an installed copy
	@# is, it starts a millisecond sooner; with its time kept, the next build sees no change.
	@cp -p .build/release/nbrun .build/nbrun.copy && cp -p .build/nbrun.copy .build/release/nbrun
	@rm .build/nbrun.copy

run: build ## Build, run a notebook and say where its report is
	.build/release/nbrun notebooks/first-derivatives.md
	@echo "The report is at $(REPORT)"

test: deps ## Build and run all tests
	$(SWIFT) build --build-tests $(STRICT)
	$(SWIFT) test --skip-build

test-browser: build ## Open reports and the preview in a headless Chromium (needs chromium and python3)
	python3 Tests/Browser/run.py .build/release/nbrun

VALIDATORS := .build/validators

validate: build ## Hand the reports of every notebook to validators and readers (needs python3 and PyPI)
	sh .ci/validators $(VALIDATORS)
	$(VALIDATORS)/bin/python .ci/validate.py .build/release/nbrun notebooks Tests/ReportsTests/Cases

FUZZ_INPUTS ?= 1000000
FUZZ_SEED ?= 1
CORPUS := notebooks Tests/PythonRuntimeTests/Cases Tests/TorchAPITests/Cases Benchmarks/documents

fuzz: deps ## Run inputs made by chance: nothing may crash or never end (FUZZ_INPUTS=... FUZZ_SEED=...)
	$(SWIFT) build $(RELEASE) $(STRICT) --product fuzz
	.build/release/fuzz --seed $(FUZZ_SEED) --inputs $(FUZZ_INPUTS) --workers "$$(getconf _NPROCESSORS_ONLN)" $(CORPUS)

lint: ## Check the format of the sources
	$(SWIFT) format lint --strict --recursive Package.swift Plugins Sources Tests

bench: build ## Measure against Python and PyTorch, side by side (PYTHON=... names a Python that has torch)
	python3 Benchmarks/compare.py
	python3 Benchmarks/compare.py --start notebooks/first-derivatives.md
	python3 Benchmarks/scaling.py

install: build ## Install nbrun below PREFIX
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 .build/release/nbrun $(DESTDIR)$(PREFIX)/bin/nbrun

clean:
	$(SWIFT) package clean
