package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
)

// TeamID names a team for ever: it is made with the team.
type TeamID string

// ComputerID names a computer of a team: one profile on one computer. "" is this one.
type ComputerID string

// TeamEngine is what keeps the journal of a team.
type TeamEngine string

// The engines that exist.
const (
	TeamPostgres TeamEngine = "postgres"
	TeamMailbox  TeamEngine = "mailbox"
)

// Team is how a profile takes part in a team whose members share one journal.
type Team struct {
	ID       TeamID
	Name     string
	Engine   TeamEngine
	Address  string // where the journal of the team is, without a password
	Computer ComputerID
	Actor    string // who decides on this computer, as the team knows them
	Role     Role   // that the team gave them; the weaker one of it and the profile's counts
	Joined   time.Time
	// Left is when this profile left the team; zero while it takes part.
	Left time.Time
	// Position is the place of the newest entry that was taken over, 0 for none; Link covers
	// all entries up to it (see Placed.Chain).
	Position int64
	Link     string
}

// Member reports whether the profile takes part in the team now.
func (t Team) Member() bool { return t.ID != "" && t.Left.IsZero() }

// Account is the team as the keychain knows it: its password is bound to where the journal is.
func (t Team) Account() Account {
	return Account{Name: "Team " + string(t.ID), Kind: "team", Host: t.Address, Secret: SecretKeychain}
}

// Placed is an entry at its place in the journal of a team.
type Placed struct {
	// Position is unique and grows; there may be gaps. 0 where the entry has none yet.
	Position int64
	Computer ComputerID // that made it
	// Member is who made it, as the keeper of the journal proves it; "" where it does not say.
	Member   string
	Decision Decision
}

// ProvedOther is who made the entry where that is proved and not the name that it says, else "".
func (p Placed) ProvedOther() string {
	if p.Member == p.Decision.Actor {
		return ""
	}
	return p.Member
}

// Actor is who made the entry, as people are told: with both names where it says another one
// than is proved.
func (p Placed) Actor() string {
	if other := p.ProvedOther(); other != "" {
		return p.Decision.Actor + " (" + other + ")"
	}
	return p.Decision.Actor
}

// Chain is the link of an entry at its place, SHA-256 in hexadecimal: over the link of the
// place before it, and computer, id and link of the entry in the journal of its computer.
// Whoever knows one place and its link notices when the journal of the team was changed up
// to there. PostgreSQL makes the same links.
func (p Placed) Chain(previous string) string {
	text := strings.Join([]string{previous, string(p.Computer), string(p.Decision.ID), p.Decision.Hash}, "\n")
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// TeamCount says how far a profile and its team are apart.
type TeamCount struct {
	// Unsent are decisions of this computer that have no place yet.
	Unsent int
	// Awaiting are entries about reports that this computer has not read yet.
	Awaiting int
}

// TeamState is how this computer and its team are apart.
type TeamState struct {
	Team Team
	TeamCount
	// Err is why the team could not be reached the last time, nil where it could.
	Err error
	// Reached is when it was reached last; zero for not since the program began.
	Reached time.Time
	// Anew is when the journal of the team was found not to be what it was, an older copy for
	// one: it is read from its beginning, and what was decided here is sent again. Zero for not
	// since the program began.
	Anew time.Time
	// Refused is how much in the journal of the team was passed over, since nobody of the team
	// wrote it or may have written it.
	Refused int
}

// TeamMember is a member with one of their computers.
type TeamMember struct {
	Computer ComputerID // "" for somebody who was never seen
	Actor    string
	Role     Role
	Version  string
	Seen     time.Time
}

// TeamMeeting is what would come of joining a team with the history of a profile.
type TeamMeeting struct {
	Name string
	// Own are the decisions of this profile, Theirs those of the team.
	Own, Theirs int
	// Already are those of this profile for which nothing would be left to do, Awaiting those
	// of the team about reports that are not here.
	Already, Awaiting int
}

// StoredMail is a mail as it was fetched, for the others of a team.
type StoredMail struct {
	ID       int64
	Hash     string // tells what it says from what others say, on every computer
	Received time.Time
	Size     int64 // as the mail server tells it; more than is stored of a very large one
	Raw      Packed
}

// TeamReader reads what a profile knows of its team.
type TeamReader interface {
	// Team is the team of this profile; the zero Team where it was never in one.
	Team() (Team, error)
	TeamCount() (TeamCount, error)
	// Unsent lists the oldest entries of this computer that have no place yet, at most limit, or all
	// of them where it is 0.
	Unsent(limit int) ([]Decision, error)
	// Computer says which computer made an entry, "" for this one.
	Computer(id DecisionID) (ComputerID, error)
	// PlaceOf is the position of an entry, 0 for none.
	PlaceOf(id DecisionID) (int64, error)
	// WalkPlaces visits the entries that have a place, in its order. Of the entries only id and
	// link are read.
	WalkPlaces(visit func(Placed) error) error
	// AwaitedArrived reports whether something that an entry waits for is there.
	AwaitedArrived() (bool, error)
	// ReviewedAmong returns those of the runs that are reviewed, and the decision that reviewed
	// the first of them.
	ReviewedAmong(runs []int64) (reviewed []int64, by DecisionID, err error)
	// PassedOver returns the entry that did before what an entry was to do, "" for none.
	PassedOver(id DecisionID) (DecisionID, error)
	// MailsAfter lists the messages that came by an account after a message with an id, as far as
	// their originals are stored whole: in the order in which they were stored, at most limit.
	MailsAfter(account, id int64, limit int) ([]StoredMail, error)
	// ReversalOf returns the entry other than id that reversed an entry and was not passed
	// over, "" for none.
	ReversalOf(undoes, id DecisionID) (DecisionID, error)
}

// TeamTx changes what a profile knows of its team.
type TeamTx interface {
	// PutTeam keeps the team. With the first one all entries of the journal become unsent.
	PutTeam(Team) error
	// AppendPlaced adds an entry of another computer.
	AppendPlaced(Placed) error
	// SetPlace gives an entry of the journal its place, and who made it.
	SetPlace(Placed) error
	// ForgetPlaces takes every place away and starts from the beginning: the journal of the
	// team is not what it was.
	ForgetPlaces() error
	// PassOver notes that there was nothing left to do for an entry: by did it before.
	PassOver(id, by DecisionID) error
	// Await notes of what an entry is about - runs, jobs, devices and messages by their natural
	// keys - what is not there yet.
	Await(id DecisionID, keys []string) error
	// ForgetArrived forgets of what was awaited what is there.
	ForgetArrived() error
	// Try runs fn; after an error everything that it changed is as it was.
	Try(fn func() error) error
}
