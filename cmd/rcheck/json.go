package main

import "runchecks/domain"

// What single commands print with --json, where it is no more than a few values. The names of
// all fields are kept stable for scripts; docs/json.md is made from these types.

// connectionJSON says how the connection with the service desk stands.
type connectionJSON struct {
	Connected bool    `json:"connected"`
	User      string  `json:"user"`    // of the API
	Used      int64   `json:"used"`    // requests of this hour
	Limit     int64   `json:"limit"`   // of requests an hour, 0: not known
	Checked   *string `json:"checked"` // when that was
	// Pending is the title of a creation whose outcome is not known.
	Pending *string `json:"pending"`
	// SessionOnly says why the login is gone when the program ends, null where it is kept.
	SessionOnly *string `json:"session_only"`
	Kind        *string `json:"kind"` // autotask, halopsa, connectwise or mail; null: not connected
	Address     string  `json:"address"`
	// Reference is what the pending creation is found by in the service desk.
	Reference *string `json:"reference"`
}

// settledJSON says what became of a ticket whose outcome was not known.
type settledJSON struct {
	Reference string `json:"reference"`
	Made      bool   `json:"made"`
}

// connectedJSON says whether the profile is connected now.
type connectedJSON struct {
	Connected bool `json:"connected"`
}

// changedJSON says how many tickets changed.
type changedJSON struct {
	Changed int `json:"changed"`
}

// copyJSON is a copy of the database.
type copyJSON struct {
	File    string `json:"file"`
	At      string `json:"at"`
	Bytes   int64  `json:"bytes"`
	Checked bool   `json:"checked"`
	// Entries of the journal in it; only of a copy that was made now.
	Entries *int `json:"entries,omitempty"`
}

// restoreJSON is what putting a copy back does or did.
type restoreJSON struct {
	Copy    *string `json:"copy"`    // null: there is no copy that is whole
	At      *string `json:"at"`      // when the copy was made
	Entries int     `json:"entries"` // of the journal in the copy
	Damage  *string `json:"damage"`  // of the database, null for a whole one
	Later   int     `json:"later"`   // decisions made since the copy
	Loose   int     `json:"loose"`   // of them, those of which nobody can tell that they are what they were
	Kept    bool    `json:"kept"`    // the later ones are taken over
	Lost    int     `json:"lost"`    // decisions that are lost
	Gained  int     `json:"gained"`  // decisions of the copy that are not in the database
	// Decision is the one of the journal about it, null where it was only said what would be
	// done.
	Decision *string `json:"decision"`
	// Waiting counts the later decisions that the next sync makes again, at least; null where
	// only the sync can tell.
	Waiting *int `json:"waiting"`
	// Replaced is the folder of what was replaced.
	Replaced *string `json:"replaced"`
}

// roleJSON is the role of the profile.
type roleJSON struct {
	Role string `json:"role"`
}

// logJSON is the end of the log, or the last fault.
type logJSON struct {
	File string `json:"file"`
	Text string `json:"text"`
}

// folderJSON is a folder of a mailbox.
type folderJSON struct {
	Name     string  `json:"name"`
	Messages *uint32 `json:"messages"` // null: not counted
	Read     bool    `json:"read"`     // reports are read from it
}

// signOffJSON is the sign-off sheet in figures.
type signOffJSON struct {
	Day              string  `json:"day"`
	From             *string `json:"from"`
	To               *string `json:"to"`
	Runs             int     `json:"runs"`
	Reviewed         int     `json:"reviewed"`
	Open             int     `json:"open"`
	Problems         int     `json:"problems"`
	Remarks          int     `json:"remarks"`
	Tickets          int     `json:"tickets"`
	WaitingApprovals int     `json:"waiting_approvals"`
	WaitingProblems  int     `json:"waiting_problems"`
	Unmatched        int     `json:"unmatched"`
	Hash             string  `json:"hash"` // newest link of the journal's chain
}

// rebuiltJSON counts the journal entries that everything was made of.
type rebuiltJSON struct {
	Entries int `json:"entries"`
}

// proposalJSON is a definition to begin with.
type proposalJSON struct {
	Definition string   `json:"definition"` // TOML
	Undecided  []string `json:"undecided"`
}

// journalCheckJSON is what a check of the journal found.
type journalCheckJSON struct {
	Entries  int           `json:"entries"`
	Unlinked int           `json:"unlinked"`
	Broken   *string       `json:"broken"` // first entry whose link is wrong
	Last     string        `json:"last"`
	Hash     string        `json:"hash"`
	Findings []findingJSON `json:"findings"`
}

// hitsJSON counts the messages of a reader.
type hitsJSON struct {
	Reader   string `json:"reader"`
	Messages int    `json:"messages"`
}

// summaryJSON is the panel of a run that came without a mail.
type summaryJSON struct {
	Title string            `json:"title"`
	Facts []summaryFactJSON `json:"facts"`
	// Days are the colour bar, the oldest day first.
	Days       []domain.SummaryDay `json:"days"`
	LinesTitle string              `json:"lines_title"` // what the lines are
	Lines      []summaryLineJSON   `json:"lines"`
	// Quota is how full it is, null where there is none.
	Quota *domain.SummaryQuota `json:"quota"`
	// Details says why error texts are missing, empty where they are not.
	Details string `json:"details"`
	// Texts are the error texts that were fetched, by the names of the lines.
	Texts    map[string]string `json:"texts"`
	Imported *string           `json:"imported_at"`
}

// summaryFactJSON is one labelled value; one of the values is set.
type summaryFactJSON struct {
	Label   string   `json:"label"`
	Text    string   `json:"text"`
	At      *string  `json:"at"`
	Bytes   *int64   `json:"bytes"`
	Seconds *float64 `json:"seconds"`
}

// summaryLineJSON is one data source or workload.
type summaryLineJSON struct {
	Code        string        `json:"code"`
	Name        string        `json:"name"`
	Status      domain.Status `json:"status"`
	Words       string        `json:"words"`
	Running     bool          `json:"running"`
	LastSession *string       `json:"last_session"`
	LastSuccess *string       `json:"last_success"`
	Seconds     float64       `json:"duration_seconds"`
	Selected    *int64        `json:"selected_bytes"`
	Sent        *int64        `json:"sent_bytes"`
	Count       string        `json:"count"`  // of a workload, as the report words it
	Active      string        `json:"active"` // when it was last active, as the report words it
}

// summaryOf returns the panel of a run, nil where a mail stands in its place.
func summaryOf(s *domain.Summary) *summaryJSON {
	if s == nil {
		return nil
	}
	out := &summaryJSON{
		Title: s.Title, Facts: []summaryFactJSON{}, Days: append([]domain.SummaryDay{}, s.Days...), LinesTitle: s.LinesTitle,
		Lines: []summaryLineJSON{}, Quota: s.Quota, Details: s.Details, Texts: s.Texts, Imported: timeOrNull(s.Imported),
	}
	if out.Texts == nil {
		out.Texts = map[string]string{}
	}
	for _, f := range s.Facts {
		fact := summaryFactJSON{Label: f.Label, Text: f.Text, At: timeOrNull(f.At), Bytes: f.Bytes}
		if f.Duration != 0 {
			seconds := f.Duration.Seconds()
			fact.Seconds = &seconds
		}
		out.Facts = append(out.Facts, fact)
	}
	for _, l := range s.Lines {
		out.Lines = append(out.Lines, summaryLineJSON{
			l.Code, l.Name, l.Status, l.Words, l.Running, timeOrNull(l.LastSession), timeOrNull(l.LastSuccess), l.Duration.Seconds(),
			l.Selected, l.Sent, l.Count, l.Active,
		})
	}
	return out
}

// connection returns how the connection with the service desk stands.
func connection(s domain.DeskState) connectionJSON {
	return connectionJSON{
		s.Connected, s.User, s.Used, s.Limit, timeOrNull(s.Checked), orNull(s.Pending), orNull(s.SessionOnly),
		orNull(string(s.Kind)), s.Address, orNull(s.Reference),
	}
}
