package library_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"runchecks/domain"
	"runchecks/sync/library"
	"runchecks/sync/message"
	"runchecks/sync/readers"
)

func TestWordsOfTheProfileAreInUseAtOnceAndFaultsAreTold(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "lexicon")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("a.toml", "language = \"any\"\n[sentence]\nneutral = \"wibbles | failed\"\n")
	put("b.toml", "language = \"any\"\n[sentence]\ngood = \"frobnicated\"\n")
	changes := 0
	lib, err := library.Open(filepath.Join(t.TempDir(), "readers"), folder, func() { changes++ })
	if err != nil {
		t.Fatal(err)
	}
	want := domain.WordFault{
		File:              "a.toml",
		DefinitionProblem: domain.DefinitionProblem{Line: 3, Column: 22, Reason: `"failed" is failed already; only a graver class is possible.`},
	}
	if faults := lib.WordFaults(); len(faults) != 1 || faults[0] != want {
		t.Errorf("faults %+v, want %+v", faults, want)
	}
	read := func() domain.Status {
		m := &message.Message{From: "a@example.com", Subject: "Backup of SRV1 frobnicated"}
		results := lib.Registry().Read(context.Background(), m, readers.Env{}).Results
		if len(results) == 0 {
			return 0
		}
		return results[0].Status
	}
	if got := read(); got != domain.Success {
		t.Errorf("with the words of the profile: %s", got)
	}
	before := lib.Registry().Fingerprint()
	words := lib.WordFiles()
	if err := words.PutDefinition("b.toml", "language = \"any\"\n[sentence]\ngood = \"failed\"\n"); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("a file with a fault was taken: %v", err)
	}
	if err := words.RemoveDefinition("b.toml"); err != nil {
		t.Fatal(err)
	}
	if got := read(); got == domain.Success {
		t.Errorf("without the words of the profile: %s", got)
	}
	if changes != 1 || lib.Registry().Fingerprint() == before {
		t.Errorf("%d changes, fingerprint %s", changes, before)
	}
	if _, _, err := words.Definition("../a.toml"); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("a file outside of the folder: %v", err)
	}
}

func TestAProfileWithoutWordsReadsAsTheProgramDoes(t *testing.T) {
	lib, err := library.Open(t.TempDir(), filepath.Join(t.TempDir(), "none"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if lib.Registry().Fingerprint() != readers.Default().Fingerprint() || len(lib.WordFaults()) > 0 {
		t.Error("a profile without words has another fingerprint than the program")
	}
}
