package main

import (
	"errors"
	"flag"
	"fmt"
	"os"

	"runchecks/tools/fidelity/judge"
)

// target is where a command writes a file for each document.
type target struct {
	folder  string
	folders bool
}

func (t *target) register(flags *flag.FlagSet) {
	flags.StringVar(&t.folder, "out", "", "folder to write to (required)")
	flags.BoolVar(&t.folders, "folders", false, "name what is written FOLDER__NAME after the folder and the name of a file")
}

// documents reads the files and makes sure that there is a place for the results of
// each.
func (t *target) documents(files []string) ([]judge.Document, error) {
	if t.folder == "" {
		return nil, errors.New("--out is missing: it names the folder to write to")
	}
	documents, err := readDocuments(files, t.folders)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, document := range documents {
		if seen[document.Name] {
			return nil, fmt.Errorf("two files are named %q and would overwrite each other's results; add --folders", document.Name)
		}
		seen[document.Name] = true
	}
	return documents, os.MkdirAll(t.folder, 0o755)
}
