package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatIsExportedIsTheSameAsJSONAndAsCSV(t *testing.T) {
	folder := t.TempDir()
	rcheck(t, exitGood, "--demo", "--profile", folder, "sync")
	rows := rcheck(t, exitGood, "--profile", folder, "export", "runs", "--since", "2026-11-20")
	file := filepath.Join(t.TempDir(), "runs.csv")
	rcheck(t, exitGood, "--profile", folder, "export", "runs", "--since", "2026-11-20", "--format", "csv", "--out", file)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil || len(sheet) != len(rows)+1 || len(rows) < 100 {
		t.Fatalf("%d rows as JSON, %d lines as CSV, %v", len(rows), len(sheet), err)
	}
	for i, row := range rows[:50] {
		for column, name := range sheet[0] {
			if want, ok := row[name].(string); ok && sheet[i+1][column] != want && sheet[i+1][column] != "'"+want {
				t.Errorf("row %d, %s: %q as CSV, %q as JSON", i, name, sheet[i+1][column], want)
			}
		}
	}
	rcheck(t, exitGood, "--profile", folder, "role", "viewer")
	rcheck(t, exitFailed, "--profile", folder, "export", "runs")
	rcheck(t, exitFailed, "--profile", folder, "export", "journal")
	if got := rcheck(t, exitGood, "--profile", folder, "export", "jobs"); len(got) < 50 {
		t.Errorf("%d jobs", len(got))
	}
	rcheck(t, exitUsage, "--profile", folder, "export", "everything")
}

func TestALineOnStandardInputIsReadAsAFile(t *testing.T) {
	mail := "From: a@example.com\r\nSubject: hello\r\n\r\nnothing about backups\r\n"
	if got := withRing(noKeychain, mail, "--json", "read", "-"); got.code != exitGood || !strings.Contains(got.out, `"file":"-"`) {
		t.Errorf("%+v", got)
	}
	folder := t.TempDir()
	list := "Customer,Active\nNorthwind,yes\n"
	look := withRing(noKeychain, list, "--create", "--profile", folder, "import", "customers", "-")
	if look.code != exitGood || !strings.Contains(look.out, "Nothing was changed") {
		t.Errorf("the look: %+v", look)
	}
	if got := rcheck(t, exitGood, "--profile", folder, "customers"); len(got) != 0 {
		t.Errorf("the look made %v", got)
	}
	if got := withRing(noKeychain, list, "--profile", folder, "import", "customers", "-", "--yes"); got.code != exitGood {
		t.Errorf("the import: %+v", got)
	}
	if got := withRing(noKeychain, "", "--profile", folder, "customers", "export", "-"); !strings.Contains(got.out, "Northwind,yes") {
		t.Errorf("the export: %+v", got)
	}
}
