# Run Checks. "make run" opens the demo workspace, "make test" runs every test;
# both install what they need on Debian first. See README.md for other systems.

GO ?= go
VERSION := $(shell sed -n 's/^ *Version = "\(.*\)"/\1/p' FyneApp.toml)
SIZE ?= 1440x900
MAILS ?= 20000
ROUNDS ?= 3
# Without Fyne's look at the thread of each call, which takes a tenth of the processor, and
# without its animations: a cursor that fades draws the whole window anew, sixty times a
# second. What is tested in a window keeps the look at threads.
TAGS = migrated_fynedo,no_animations
smoke routine morning: TAGS = no_animations

.PHONY: run build test check smoke routine morning pictures bench-sync bench-team run-team interop dist dist-test dist-test-windows reproducible soak tags clean

run: build
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" != Linux ]; then \
		bin/run-checks --demo; \
	else \
		.ci/setup display && .ci/display $(SIZE) .ci/walk; \
	fi

build:
	@.ci/setup build
	$(GO) build -tags $(TAGS) -ldflags "$$(.ci/revision)" -o bin/ ./cmd/run-checks
	CGO_ENABLED=0 $(GO) build -ldflags "$$(.ci/revision)" -o bin/ ./cmd/rcheck

# The keychain of the tests is one of their own, never that of whoever runs them. The packages
# that take longest begin first, so that none runs on alone at the end.
test:
	@.ci/setup build keychain database
	LANG=en_US.UTF-8 $(GO) test -timeout 25m ./ui/shell ./cmd/rcheck ./domain/review ./...

# Tests of one goroutine each: long under the race detector, which has nothing to find there.
SHARED = TestEveryComputerOfATeam.*|TestAnEntryOfATeam.*
UNDONE = TestUndoPutsEveryTableBack|TestARebuild.*|TestEverythingCanBeUndone.*|TestEveryKindOfDecisionIsTried
HISTORIES = $(SHARED)|$(UNDONE)|TestEveryEarlierVersion.*|TestWhatNobodyReviewed.*
ALONE = ^($(HISTORIES)|TestEveryMethodAsksForTheRightRole)$$

# What has goroutines of its own. The features of the window have none: what they do beside
# the interface thread goes through ui/task, which is here with one of its users. The
# terminal has none but those of sync. Decisions have none: the store takes them in turn.
RACE = ./domain ./domain/search ./domain/setting ./domain/rules/... ./storage/... ./sync/... ./cmd/internal/... ./ui/task ./ui/list/... ./ui/progress \
	./ui/export ./ui/mailview/... ./ui/widget/mailpane ./ui/accounts

# Static checks and the race detector.
check:
	@.ci/setup build keychain database
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "run gofmt -w on these files"; exit 1; }
	$(GO) vet ./...
	$(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0 run ./...
	$(GO) test -race -short -timeout 25m -skip '$(ALONE)' $(RACE)

# Each screen once, in a real window on a virtual display.
smoke: build
	@.ci/setup display
	.ci/display $(SIZE) .ci/walk

# A technician's day by keys in a real window, with pictures under out/.
routine: build
	@.ci/setup display
	.ci/display $(SIZE) $(GO) test -tags display -count=1 -timeout 20m -run TestTheRoutine -v ./cmd/run-checks

# A morning of 300 runs, 35 problems and 16 causes by keys alone, counted.
morning: build
	@.ci/setup display
	.ci/display $(SIZE) $(GO) test -tags display -count=1 -timeout 20m -run TestAMorning -v ./cmd/run-checks

# Three people with one list: a morning in the terminal, and a window each where there is a display.
run-team: build
	@.ci/setup database
	$(GO) run ./tools/team bin

# What sharing a list costs, with a PostgreSQL of its own.
bench-team:
	@.ci/setup build database
	$(GO) test -run '^$$' -bench . -benchtime 5x ./sync/team
	$(GO) test -run '^$$' -bench . -benchtime 1x -timeout 30m ./sync/team/collect

# The pictures of README.md and docs come from the routine.
pictures: routine
	for p in assets/pictures/*.png docs/pictures/*.png; do \
		if [ -e "out/$${p##*/}" ]; then convert "out/$${p##*/}" -strip -define png:compression-level=9 "$$p"; fi; \
	done

# A first sync, one with nothing new and one with 50 new mails, beside mbsync. Not part
# of any check: timings depend on the machine, ratios in one run tell.
bench-sync:
	@.ci/setup build mailserver
	LINE="$(LINE)" tools/benchsync/run $(MAILS) $(ROUNDS)

# The sync against mail servers other than Dovecot, on the loopback. Not part of any check:
# the servers come from the network.
interop:
	@.ci/setup build
	tools/interop/run

# A night of eight simulated hours, with a sync every ten minutes: what the process holds at the end of each.
soak:
	$(GO) test ./cmd/internal/workspace -run ANightOfSyncs -count=1 -v -hours 8

# Packages for Linux and Windows, and the terminal for six targets.
dist:
	@.ci/setup build packages
	VERSION=$(VERSION) TAGS=$(TAGS) .ci/dist

# The packages of dist/ installed, started and removed in a clean Debian. As root; not part of any check.
dist-test:
	@.ci/setup display clean
	tools/dist/test/clean-root dist

# The installer for Windows under Debian's Wine. Not part of any check either.
dist-test-windows:
	@.ci/setup display packages wine
	tools/dist/test/wine dist

# Every package made twice has the same bytes. Not part of any check: it takes twice as long.
reproducible:
	@.ci/setup build packages
	.ci/reproducible

# For recipes that build by themselves.
tags:
	@echo $(TAGS)

clean:
	rm -rf bin dist out
