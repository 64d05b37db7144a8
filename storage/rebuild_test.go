package storage

import (
	"context"
	"slices"
	"strings"
	"testing"

	"runchecks/domain"
)

// What a rebuild leaves as it is would stay where no decision made it, and nobody would
// notice: every decision is made again on top.
func TestARebuildResetsEveryColumnThatDecisionsMake(t *testing.T) {
	db, err := Open(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	err = db.Read(context.Background(), func(q domain.Reader) error {
		for table, facts := range projected {
			if slices.ContainsFunc(resetDecisions, func(query string) bool { return strings.HasPrefix(query, "DELETE FROM "+table) }) {
				continue
			}
			columns, err := q.(*tx).columns(table)
			if err != nil {
				return err
			}
			for _, c := range columns {
				if c.key || c.name == "key" || slices.Contains(facts, c.name) || slices.Contains(judged[table], c.name) {
					continue
				}
				if !slices.ContainsFunc(resetDecisions, func(query string) bool {
					return strings.HasPrefix(query, "UPDATE "+table+" ") && strings.Contains(query, " "+c.name+" = ")
				}) {
					t.Errorf("nothing resets %s.%s", table, c.name)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// judged are columns that a rebuild writes whatever was there: how runs count, which of them
// are attempts, and what an acceptance is made of.
var judged = map[string][]string{
	"acceptance": {"rule"}, "run": {"effective", "partly", "reason", "hidden", "last_attempt"},
}
