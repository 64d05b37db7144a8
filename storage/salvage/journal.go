// Package salvage reads the journal of a damaged database, page by page, without SQLite:
// what a damaged page hides is lost, and nothing else. It knows how the table is laid out
// (storage/migrations), checks each entry by the chain, and changes no file.
package salvage

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"runchecks/domain"
)

// Journal is what can still be read of a journal.
type Journal struct {
	// Entries are in order; each but those of Loose fits to the one before it.
	Entries []domain.Decision
	// Loose are entries of which nobody can tell that they are what they were, since the
	// one before them cannot be read or differs.
	Loose []domain.DecisionID
}

// Read reads the entries newer than after, whose link is link, from a database file and
// its log, each as far as it is there.
func Read(ctx context.Context, path string, after domain.DecisionID, link string) (j Journal, err error) {
	p, err := openPages(path)
	if err != nil {
		return j, err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	found := map[domain.DecisionID][]domain.Decision{}
	for file := range p.files {
		p.eachImage(file, func(_ int64, page []byte) {
			if ctx.Err() != nil {
				return
			}
			keep := func(payload []byte) {
				d, ok := entry(record(payload))
				if !ok || d.ID <= after {
					return
				}
				same := func(x domain.Decision) bool { return x.Hash == d.Hash && x.Chain("") == d.Chain("") }
				if !slices.ContainsFunc(found[d.ID], same) {
					found[d.ID] = append(found[d.ID], d)
				}
			}
			p.cells(page, keep)
			strays(page, keep)
		})
	}
	if err := ctx.Err(); err != nil {
		return j, err
	}
	return chained(found, link), nil
}

// chained orders entries and says which of them do not fit to the one before.
func chained(found map[domain.DecisionID][]domain.Decision, link string) (j Journal) {
	ids := make([]domain.DecisionID, 0, len(found))
	for id := range found {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	// Whose link another one builds upon was not taken back by a transaction that failed.
	built := func(d domain.Decision, later []domain.DecisionID) bool {
		if len(later) == 0 {
			return false
		}
		return slices.ContainsFunc(found[later[0]], func(next domain.Decision) bool { return next.Chain(d.Hash) == next.Hash })
	}
	for i, id := range ids {
		fits := func(d domain.Decision) bool { return d.Hash != "" && d.Chain(link) == d.Hash }
		best := found[id][0]
		for _, d := range found[id] {
			if fits(d) && (!fits(best) || built(d, ids[i+1:])) {
				best = d
			}
		}
		if !fits(best) {
			if i+1 < len(ids) && best.Hash != "" && !built(best, ids[i+1:]) && slices.ContainsFunc(found[ids[i+1]], fits) {
				continue // of a transaction that failed: the next one follows without it
			}
			j.Loose = append(j.Loose, id)
		}
		link = best.Hash
		j.Entries = append(j.Entries, best)
	}
	return j
}

// The columns of the journal, in the order of a record: the key is first anyhow.
const (
	colID = iota
	colProfile
	colActor
	colAt
	colKind
	colTargets
	colPayload
	colUndoes
	colSummary
	colHash
	columns
)

// entry makes a journal entry of a record; ok is false where it is something else.
func entry(f []field) (d domain.Decision, ok bool) {
	if len(f) != columns && len(f) != columns-1 {
		return d, false
	}
	for i := range f {
		if f[i].isText != (i != colAt) || !utf8.ValidString(f[i].text) {
			return d, false
		}
	}
	d = domain.Decision{
		ID: domain.DecisionID(f[colID].text), Profile: f[colProfile].text, Actor: f[colActor].text, At: time.UnixMilli(f[colAt].number).UTC(),
		Kind: domain.DecisionKind(f[colKind].text), Payload: []byte(f[colPayload].text),
		Undoes: domain.DecisionID(f[colUndoes].text), Summary: f[colSummary].text,
	}
	if f[colAt].number == 0 {
		d.At = time.Time{} // as storage reads it
	}
	if len(f) == columns {
		d.Hash = f[colHash].text
	}
	if !isID(d.ID) || !slices.Contains(domain.DecisionKinds(), d.Kind) || !json.Valid(d.Payload) {
		return d, false
	}
	if err := json.Unmarshal([]byte(f[colTargets].text), &d.Targets); err != nil {
		return d, false
	}
	return d, len(d.Hash) == 0 || len(d.Hash) == 64
}

// isID reports whether a text is the id of an entry: a ULID, without a part.
func isID(id domain.DecisionID) bool {
	return len(id) == 26 && strings.Trim(string(id), "0123456789ABCDEFGHJKMNPQRSTVWXYZ") == ""
}
