package export

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/words"
)

// maxTargets bounds the targets of one decision in the audit log, in characters:
// marking a thousand runs reviewed is one cell, and Excel's end at 32,767.
const maxTargets = 2000

const targetSeparator = " | "

// WriteJournal writes the audit log as CSV, one line for each decision, in the order
// of rows, times in loc. It is evidence: its columns and sentences are English in every
// language, so that the same journal is the same file. It holds one decision at a time. n counts the decisions
// written; it stops at the first error of rows or of w and returns that.
func WriteJournal(w io.Writer, rows iter.Seq2[domain.Decision, error], loc *time.Location) (n int, err error) {
	out, err := newSheetWriter(w)
	if err != nil {
		return 0, fmt.Errorf("write the audit log: %w", err)
	}
	if err := out.row("id", "time", "actor", "kind", "what", "targets", "undone by", "undoes", "hash"); err != nil {
		return 0, fmt.Errorf("write the audit log: %w", err)
	}
	for d, err := range rows {
		if err != nil {
			// What was read so far is still worth having; the reading error is the news.
			_ = out.close()
			return n, fmt.Errorf("read the journal: %w", err)
		}
		if err := out.row(string(d.ID), stamp(d.At, loc), d.Actor, string(d.Kind), review.Words(d, loc), joinTargets(d.Targets),
			string(d.UndoneBy), string(d.Undoes), d.Hash); err != nil {
			return n, fmt.Errorf("write the audit log: %w", err)
		}
		n++
	}
	if err := out.close(); err != nil {
		return n, fmt.Errorf("write the audit log: %w", err)
	}
	return n, nil
}

// joinTargets lists as many targets as fit, whole ones, and counts the rest.
func joinTargets(targets []string) string {
	var b strings.Builder
	length := 0
	for i, target := range targets {
		add := utf8.RuneCountInString(target)
		if i == 0 && add > maxTargets {
			target, add = words.Clip(target, maxTargets), maxTargets
		}
		if i > 0 {
			add += len(targetSeparator)
		}
		if length+add > maxTargets {
			fmt.Fprintf(&b, "%s… and %d more", targetSeparator, len(targets)-i)
			break
		}
		if i > 0 {
			b.WriteString(targetSeparator)
		}
		b.WriteString(target)
		length += add
	}
	return b.String()
}
