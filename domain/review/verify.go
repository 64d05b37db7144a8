package review

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// FindingKind says what a finding is about.
type FindingKind string

// What VerifyJournal looks for.
const (
	FindingLink     FindingKind = "link"     // an entry does not fit to the one before it
	FindingUnlinked FindingKind = "unlinked" // an entry lost its link
	FindingID       FindingKind = "id"       // an id that the program would not have made
	FindingHead     FindingKind = "head"     // entries are missing at the end
	FindingTables   FindingKind = "tables"   // what is shown is not what was decided
	FindingSchema   FindingKind = "schema"   // a table or trigger is not what the program makes
	FindingClock    FindingKind = "clock"    // the clock went backwards
	FindingRestored FindingKind = "restored" // a part was saved from a damaged database
)

// Finding is one thing that a look at the journal found.
type Finding struct {
	Kind  FindingKind
	Entry domain.DecisionID // "" where it is about no single entry
	Words string
	// Note says that the program's own work can explain it: it is worth knowing, and no
	// proof that somebody changed anything.
	Note bool
}

// mostFindings bounds how many findings of a kind are listed; the rest is counted.
const mostFindings = 20

// clockTolerance is how far the clock may be set back without a word.
const clockTolerance = 5 * time.Minute

// Chain is what a look at the whole journal found.
type Chain struct {
	Entries int
	// Unlinked counts entries from before the chain was kept; the first linked one
	// vouches for them.
	Unlinked int
	// Broken is the first entry whose link does not fit, "" for none: it, or one before
	// it, was changed, removed or put in.
	Broken domain.DecisionID
	// Last is the newest entry and its link: what a sign-off sheet prints.
	Last     domain.DecisionID
	LastHash string
	// Findings are all that was found, at most 20 of a kind.
	Findings []Finding
	counted  map[FindingKind]int
}

func (c *Chain) found(f Finding) {
	if c.counted == nil {
		c.counted = map[FindingKind]int{}
	}
	if c.counted[f.Kind]++; c.counted[f.Kind] <= mostFindings {
		c.Findings = append(c.Findings, f)
	}
}

// Faulty reports whether something was found that the program itself does not do.
func (c Chain) Faulty() bool {
	for _, f := range c.Findings {
		if !f.Note {
			return true
		}
	}
	return false
}

// Whole reports whether the entries of the journal are all there and as they were made,
// whatever else was found.
func (c Chain) Whole() bool {
	return !slices.ContainsFunc(c.Findings, func(f Finding) bool {
		return !f.Note && f.Kind != FindingTables && f.Kind != FindingSchema
	})
}

// Words says what was found, for people.
func (c Chain) Words() string {
	var b strings.Builder
	switch {
	case c.Broken != "":
		fmt.Fprintf(
			&b,
			"The chain of the journal is broken at %s: that entry, or one before it, was changed, removed or put in by other means.",
			c.Broken,
		)
	case c.Entries == 0:
		b.WriteString("The journal is empty.")
	default:
		fmt.Fprintf(
			&b,
			"%s, the chain is whole. The newest is %s with the link %s.",
			plural2(c.Entries, "entry", "entries"),
			c.Last,
			c.LastHash,
		)
	}
	if c.Unlinked > 0 {
		old := plural2(c.Unlinked, "entry is", "entries are")
		fmt.Fprintf(&b, "\n%s from before the chain was kept; the first linked entry vouches for them.", old)
	}
	shown := map[FindingKind]int{}
	for _, f := range c.Findings {
		b.WriteString("\n" + f.Words)
		if shown[f.Kind]++; shown[f.Kind] == mostFindings && c.counted[f.Kind] > mostFindings {
			fmt.Fprintf(&b, "\nand %d more of this kind.", c.counted[f.Kind]-mostFindings)
		}
	}
	return b.String()
}

func plural2(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// VerifyJournal walks the whole journal and checks every link of its chain, its ids and
// times, what is known of it outside of its entries, the layout of the cache, and whether
// the tables show what a rebuild from runs and journal makes. It needs the memory of a few
// entries and room on the disk for a copy of the cache, and changes nothing. told is called
// with what is done of all, and may be nil.
func (svc *Service) VerifyJournal(ctx context.Context, told func(done, total int)) (c Chain, err error) {
	if err := svc.permit(rules.ActSee); err != nil {
		return c, err
	}
	if told == nil {
		told = func(int, int) {}
	}
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		faults, err := q.SchemaFaults()
		if err != nil {
			return err
		}
		for _, f := range faults {
			c.found(Finding{Kind: FindingSchema, Words: "The layout of the database is not what the program makes: the " + f + "."})
		}
		v := verifier{Chain: &c, told: told, said: "none", others: map[domain.ComputerID]*ownChain{}}
		if v.head, err = q.JournalHead(); err != nil {
			return err
		}
		if v.loose, err = looseEntries(q); err != nil {
			return err
		}
		err = q.WalkJournal(func(p domain.Placed) error {
			v.entry(p)
			return ctx.Err()
		})
		if err != nil {
			return err
		}
		v.end()
		if err := v.team(q); err != nil {
			return err
		}
		return v.role(q)
	})
	if err != nil {
		return c, err
	}
	return c, svc.compareTables(ctx, &c)
}

// looseEntries are those that were saved from a damaged database without the entry before
// them, as the restorations of the journal say.
func looseEntries(q domain.Reader) (map[domain.DecisionID]bool, error) {
	out := map[domain.DecisionID]bool{}
	f := domain.JournalFilter{Kind: domain.DecideRestore}
	for {
		list, err := q.SearchJournal(f)
		if err != nil || len(list) == 0 {
			return out, err
		}
		for _, e := range list {
			p, err := payload[restorePayload](e)
			if err != nil {
				continue // the walk says what is wrong with it
			}
			for _, id := range p.Loose {
				out[id] = true
			}
			f.Before = e.ID
		}
	}
}

// verifier is a walk along the journal.
type verifier struct {
	*Chain
	told   func(done, total int)
	head   domain.JournalHead
	loose  map[domain.DecisionID]bool
	own    ownChain
	others map[domain.ComputerID]*ownChain
	newest domain.DecisionID // of all computers
	said   string            // the link of the entry that the file beside the cache knows of
	roled  domain.Role
	phrase bool // the administrator's passphrase was set and not removed
}

// ownChain is how far the chain of one computer was walked.
type ownChain struct {
	link   string
	linked bool // an entry with a link was met
	before domain.Decision
}

// of returns the chain of a computer; name says whose it is where it is not this one.
func (v *verifier) of(c domain.ComputerID) (chain *ownChain, name string) {
	if c == "" {
		return &v.own, ""
	}
	if v.others[c] == nil {
		v.others[c] = &ownChain{}
	}
	return v.others[c], fmt.Sprintf(" (of the computer %s)", c)
}

// toldEvery is after how many entries progress is told.
const toldEvery = 1000

func (v *verifier) entry(p domain.Placed) {
	e := p.Decision
	chain, whose := v.of(p.Computer)
	v.Entries++
	if v.Entries%toldEvery == 0 {
		v.told(v.Entries, max(v.head.Entries, v.Entries))
	}
	link := e.Chain(chain.link)
	switch {
	case e.Hash == "" && !chain.linked:
		v.Unlinked++
	case e.Hash == "":
		v.found(Finding{Kind: FindingUnlinked, Entry: e.ID, Words: fmt.Sprintf(
			"The entry %s of %s%s has no link, though entries before it have one: the link was removed.",
			e.ID,
			e.At.Format(time.DateTime),
			whose,
		)})
	case e.Hash != link && v.loose[e.ID]:
		v.found(Finding{Kind: FindingRestored, Entry: e.ID, Note: true, Words: fmt.Sprintf(
			"The entry %s was saved from a damaged database without the one before it, as the restoration in the journal says.", e.ID,
		)})
	case e.Hash != link:
		if v.Broken == "" {
			v.Broken = e.ID
		}
		v.found(Finding{Kind: FindingLink, Entry: e.ID, Words: fmt.Sprintf(
			"The entry %s of %s%s does not fit to the one before it.", e.ID, e.At.Format(time.DateTime), whose,
		)})
	}
	if e.Hash != "" {
		chain.linked, link = true, e.Hash
	}
	v.idAndTime(p, chain.before)
	if e.ID == v.head.Said {
		v.said = e.Hash
	}
	if r, err := payload[rolePayload](e); err == nil && e.Kind == domain.DecideRole && p.Computer == "" {
		v.roled = cmp.Or(r.To, v.roled)
		v.phrase = r.Passphrase == phraseSet || v.phrase && r.Passphrase == ""
	}
	chain.link, chain.before = link, e
	v.newest = e.ID
	v.Last, v.LastHash = v.own.before.ID, v.own.link
}

// idAndTime compares the id with what nextID makes at that time.
func (v *verifier) idAndTime(p domain.Placed, before domain.Decision) {
	e := p.Decision
	if follows := before.ID != "" && number(e.ID).Cmp(after(before.ID)) == 0; !follows && !madeAt(e.ID, e.At) {
		v.found(Finding{Kind: FindingID, Entry: e.ID, Words: fmt.Sprintf(
			"The entry %s has an id that was not made at its time, %s: it was moved, changed or put in by other means.",
			e.ID, e.At.Format(time.DateTime),
		)})
	}
	if back := before.At.Sub(e.At); p.Computer == "" && before.ID != "" && back > clockTolerance {
		v.found(Finding{Kind: FindingClock, Entry: e.ID, Note: true, Words: fmt.Sprintf(
			"The entry %s is of %s, %v before the one that it follows: the clock of the computer was set back.",
			e.ID, e.At.Format(time.DateTime), back.Round(time.Second),
		)})
	}
}

// team makes the links of the places again: they cover the order of the team.
func (v *verifier) team(q domain.Reader) error {
	t, err := q.Team()
	if err != nil || t.ID == "" {
		return err
	}
	link := ""
	err = q.WalkPlaces(func(p domain.Placed) error {
		if p.Computer == "" {
			p.Computer = t.Computer
		}
		if p.Position <= t.Position {
			link = p.Chain(link)
		}
		return nil
	})
	if err == nil && link != t.Link {
		v.found(
			Finding{
				Kind:  FindingLink,
				Words: "The order of the team is not the one that was taken over: entries were removed, or put in by other means.",
			},
		)
	}
	return err
}

// end compares what was met with what is known outside of the entries.
func (v *verifier) end() {
	v.told(v.Entries, v.Entries)
	if v.head.Entries != v.Entries || v.head.Newest != v.newest {
		v.found(Finding{Kind: FindingHead, Words: fmt.Sprintf(
			"The journal has %s and ends with %s; %s were counted, up to %s: entries were removed, or put in by other means.",
			plural2(
				v.Entries,
				"entry",
				"entries",
			),
			or(v.newest, "nothing"),
			plural2(v.head.Entries, "entry", "entries"),
			or(v.head.Newest, "nothing"),
		)})
	}
	if v.head.Said != "" && v.said != v.head.SaidHash {
		v.found(Finding{Kind: FindingHead, Entry: v.head.Said, Words: fmt.Sprintf(
			"The newest decision that was made here, %s, is not in the journal as it was made.", v.head.Said,
		)})
	}
}

// role compares the role of the profile and its passphrase with the last decisions about
// them: they are no projection that a rebuild makes.
func (v *verifier) role(q domain.Reader) error {
	is := domain.RoleAdmin
	switch value, err := q.Setting(domain.SettingRole); {
	case err == nil:
		is = domain.Role(value)
	case !isNotFound(err):
		return err
	}
	if ought := cmp.Or(v.roled, domain.RoleAdmin); is != ought {
		v.found(Finding{Kind: FindingTables, Words: fmt.Sprintf("The role of this profile is %s; the journal says %s.", is, ought)})
	}
	_, err := q.Setting(domain.SettingPassphrase)
	if err != nil && !isNotFound(err) {
		return err
	}
	if set := err == nil; set != v.phrase {
		v.found(Finding{
			Kind:  FindingTables,
			Words: "The administrator's passphrase is not as the journal says: it was set or removed by other means.",
		})
	}
	if v.Unlinked > 0 && !v.own.linked {
		v.found(Finding{
			Kind: FindingUnlinked, Note: true,
			Words: "No entry has a link: nothing vouches for them until the next decision is made.",
		})
	}
	return nil
}

func or(id domain.DecisionID, other string) string {
	if id == "" {
		return other
	}
	return string(id)
}
