package team

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Log is the journal of a team: a total order of entries, kept by somebody else. Its methods
// are safe for concurrent use. Errors carry a code of domain.
type Log interface {
	// Append adds entries of a computer in their order. One that is there already is passed
	// over, so that an answer which was lost can be asked for again.
	Append(ctx context.Context, computer domain.ComputerID, entries []domain.Decision) error
	// Since returns the entries that follow a position, at most limit of them, in order.
	Since(ctx context.Context, position int64, limit int) ([]domain.Placed, error)
	// Holds reports whether the journal still has the order that ends at a position with a
	// link: false where somebody changed it, or put an older copy back.
	Holds(ctx context.Context, position int64, link string) (bool, error)
	// Watch calls told whenever there may be something new, until ctx ends or the connection
	// does; the error says which.
	Watch(ctx context.Context, told func()) error
	// Greet tells the team that a computer is there, and returns the role of whoever uses it:
	// "" where the engine holds none.
	Greet(ctx context.Context, m domain.TeamMember) (domain.Role, error)
	// Members lists who takes part, by name.
	Members(ctx context.Context) ([]domain.TeamMember, error)
	// Identity is the team that the journal is of.
	Identity(ctx context.Context) (domain.TeamID, string, error)
	Close()
}

// limits of what is read from a team, whoever wrote it.
const (
	maxEntry   = 32 << 20 // bytes of one entry
	maxTargets = 500_000
)

// entry is how an entry travels: every engine keeps these bytes as they are.
type entry struct {
	Version int      `json:"v"`
	ID      string   `json:"id"`
	Profile string   `json:"profile"`
	Actor   string   `json:"actor"`
	At      int64    `json:"at"` // milliseconds since 1970
	Kind    string   `json:"kind"`
	Targets []string `json:"targets"`
	Payload string   `json:"payload"`
	Undoes  string   `json:"undoes,omitempty"`
	Summary string   `json:"summary,omitempty"`
	Hash    string   `json:"hash"`
}

// entryVersion is the version of entry: a field that is added later is no reason to raise it.
const entryVersion = 1

// Encode writes an entry as it travels.
func Encode(d domain.Decision) ([]byte, error) {
	return json.Marshal(entry{
		Version: entryVersion, ID: string(d.ID), Profile: d.Profile, Actor: d.Actor, At: d.At.UnixMilli(), Kind: string(d.Kind),
		Targets: d.Targets, Payload: string(d.Payload), Undoes: string(d.Undoes), Summary: d.Summary, Hash: d.Hash,
	})
}

// Unreadable stands for an entry that Decode refused: it keeps its place, so that what follows
// is taken over, and changes nothing. A look at the journal finds that it does not fit.
func Unreadable(why error) domain.Decision {
	return domain.Decision{Kind: "unreadable", At: time.UnixMilli(0).UTC(), Targets: []string{}, Payload: []byte("{}"), Summary: why.Error()}
}

// DecodeHeld reads an entry that an engine keeps as text alone. One that cannot be read keeps
// its place where its id can be; ok is false where not even that.
func DecodeHeld(text []byte) (d domain.Decision, ok bool) {
	d, err := Decode(text)
	if err == nil {
		return d, true
	}
	var e struct {
		ID    string `json:"id"`
		Actor string `json:"actor"`
		Hash  string `json:"hash"`
	}
	if len(text) > maxEntry || json.Unmarshal(text, &e) != nil || len(e.ID) != idLength {
		return d, false
	}
	d = Unreadable(err)
	d.ID, d.Actor, d.Hash = domain.DecisionID(e.ID), e.Actor, e.Hash
	return d, true
}

// idLength is how many letters and digits an id has.
const idLength = 26

// Decode reads an entry that somebody wrote: CodeInvalid where it is none.
func Decode(text []byte) (domain.Decision, error) {
	refused := func(format string, args ...any) (domain.Decision, error) {
		return domain.Decision{}, &domain.Error{
			Code: domain.CodeInvalid,
			Said: wording.Of("refusal.team_entry", fmt.Sprintf(format, args...)),
		}
	}
	if len(text) > maxEntry {
		return refused("it has %d bytes, at most %d are taken", len(text), maxEntry)
	}
	var e entry
	if err := json.Unmarshal(text, &e); err != nil {
		return refused("%v", err)
	}
	switch {
	case e.Version > entryVersion:
		return refused("it was written by a newer Run Checks; install that")
	case len(e.ID) != idLength:
		return refused("its id is no id")
	case len(e.Targets) > maxTargets:
		return refused("it has %d targets, at most %d are taken", len(e.Targets), maxTargets)
	case e.Actor == "" || e.Kind == "":
		return refused("it does not say who decided what")
	case e.Payload != "" && !json.Valid([]byte(e.Payload)):
		return refused("what it says of the decision is no JSON")
	}
	if e.Targets == nil {
		e.Targets = []string{}
	}
	return domain.Decision{
		ID: domain.DecisionID(
			e.ID,
		),
		Profile: e.Profile,
		Actor:   e.Actor,
		At:      time.UnixMilli(e.At).UTC(),
		Kind:    domain.DecisionKind(e.Kind),
		Targets: e.Targets,
		Payload: []byte(e.Payload),
		Undoes:  domain.DecisionID(e.Undoes),
		Summary: e.Summary,
		Hash:    e.Hash,
	}, nil
}
