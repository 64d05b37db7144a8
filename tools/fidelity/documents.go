package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"runchecks/tools/fidelity/judge"
	"runchecks/tools/fidelity/mail"
)

// readDocuments reads HTML files and the HTML parts of mails. A document is named
// after its file, with the folder when asked for: collections of mails often have
// a folder for each product and the same names in all.
func readDocuments(files []string, withFolder bool) ([]judge.Document, error) {
	if len(files) == 0 {
		return nil, errors.New("no file was named; give HTML documents or mails (.eml) after the flags")
	}
	var documents []judge.Document
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		extension := filepath.Ext(file)
		if strings.EqualFold(extension, ".eml") {
			data, err = mail.HTML(data)
		} else {
			data, err = mail.UTF8(data, "")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		name := strings.TrimSuffix(filepath.Base(file), extension)
		if withFolder {
			absolute, err := filepath.Abs(file)
			if err != nil {
				return nil, err
			}
			name = filepath.Base(filepath.Dir(absolute)) + "__" + name
		}
		documents = append(documents, judge.Document{Name: name, HTML: data})
	}
	return documents, nil
}
