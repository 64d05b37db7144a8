package random

import (
	"bytes"
	"strings"
	"testing"
)

func TestANumberAlwaysMakesTheSameDocument(t *testing.T) {
	for number := range uint64(200) {
		if !bytes.Equal(Document(number, Small()), Document(number, Small())) {
			t.Fatalf("document %d differs from itself", number)
		}
	}
	if bytes.Equal(Document(1, Small()), Document(2, Small())) {
		t.Error("two numbers make the same document")
	}
}

func TestDocumentsAreInBothModesAndHoldEverySortOfElement(t *testing.T) {
	all, standards := new(strings.Builder), 0
	small, large := 0, 0
	for number := range uint64(300) {
		document := Document(number, Small())
		small += len(document)
		large += len(Document(number, Large()))
		all.Write(document)
		if bytes.HasPrefix(document, []byte("<!DOCTYPE html>")) {
			standards++
		}
	}
	if standards < 100 || standards > 200 {
		t.Errorf("%d of 300 documents are in standards mode", standards)
	}
	if large < 3*small {
		t.Errorf("large documents have %d bytes and small ones %d", large, small)
	}
	for _, part := range []string{"<table", "colspan=", "rowspan=", "float:", "<ul>", "<ol>", "<pre>", "<hr>", "<center>", "<font ",
		"display:inline-block", "border-collapse", "table-layout:fixed", "<caption>", "<thead>", "<th ", "nowrap", "<img ", "<sup>", "&nbsp;"} {
		if !strings.Contains(all.String(), part) {
			t.Errorf("no document has %s", part)
		}
	}
}
