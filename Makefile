# Ringwall. `make help` lists the targets.
SHELL      := /bin/bash
GO         ?= go
VERSION    ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
# The same bits from any folder at any time: no paths, no build id, no VCS stamp.
BUILDFLAGS := -trimpath -buildvcs=false -ldflags='-s -w -buildid= -X ringwall/internal/cli.version=$(VERSION)'
export CGO_ENABLED = 0

WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -type f -print 2>/dev/null)

.PHONY: help run build web test check bench fmt needs clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build all and open the example plant at http://127.0.0.1:62443
	./ringwall serve --demo

build: web ## build the binary with the web app in it
	$(GO) build $(BUILDFLAGS) -o ringwall ./cmd/ringwall

web: internal/webui/dist/index.html ## build the web app

internal/webui/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run --silent build

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && npm ci --no-audit --no-fund --ignore-scripts

test: needs build check ## install what the tests need and pass them all
	cd web && npm test --silent
	$(GO) test -timeout 20m ./...

check: web/node_modules/.package-lock.json ## format, vet, staticcheck, import rule, web lint and types
	@unformatted=$$(gofmt -l cmd internal); test -z "$$unformatted" || { echo "gofmt is needed on:"; echo "$$unformatted"; exit 1; }
	$(GO) vet ./...
	$(GO) tool -modfile=tools/go.mod staticcheck ./...
	$(GO) test ./internal -run TestImports
	cd web && npm run --silent gen:check && npm run --silent lint && npm run --silent types && npm run --silent format

bench: ## measure what the goals name (see docs/speed.md)
	$(GO) test -run '^$$' -bench . -timeout 60m ./internal/... ./cmd/...
	cd web && npx vitest bench --run

fmt: ## format Go and web sources
	gofmt -w cmd internal
	cd web && npx prettier --write src

needs: ## install PostgreSQL and Chromium for the tests, where missing and root
	@scripts/needs.sh

clean: ## remove what was built
	rm -rf ringwall web/node_modules internal/webui/dist/*
