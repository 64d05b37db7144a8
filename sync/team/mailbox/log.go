package mailbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/team"
)

// Params are what a Log needs; all are required.
type Params struct {
	Address Address
	Team    domain.TeamID
	Name    string // of the team
	Keys    Keys
	// Connect connects to the mailbox and signs in.
	Connect func(context.Context) (*imap.Session, error)
	// Places lists the positions that are known here, to find mails that somebody removed.
	Places func(context.Context) ([]int64, error)
	// AdminKinds are the kinds of decision that an administrator alone makes.
	AdminKinds []domain.DecisionKind
	Clock      domain.Clock
}

// Log is the journal of a team in a folder of a mailbox.
type Log struct {
	p Params

	mu        sync.Mutex // one exchange with the server at a time
	session   *imap.Session
	state     imap.State
	letters   []letter        // those that are about members, in the order of the folder
	known     map[uint32]bool // mails of them
	read      uint32          // UIDNEXT when they were read
	passed    uint32          // the mails up to this one hold no entry after the position passedFor
	passedFor int64
	whole     imap.State // the folder when it was last looked through for what is missing
	refused   map[uint32]string
}

var _ team.Log = (*Log)(nil)

// Open connects to the folder of a team. CodeNotFound means that there is none.
func Open(ctx context.Context, p Params) (*Log, error) {
	l := &Log{p: p, known: map[uint32]bool{}, refused: map[uint32]string{}}
	err := l.with(ctx, func(s *imap.Session) error {
		if err := l.readControl(ctx, s); err != nil {
			return err
		}
		if len(l.rollAt(mostUID).members) == 0 {
			return &domain.Error{Code: domain.CodeNotFound, Message: fmt.Sprintf(
				"The folder %s of %s on %s holds no team that this key is of. Check the invitation, or ask for a new one.",
				p.Address.Folder, p.Address.User, p.Address.Host)}
		}
		return nil
	})
	if err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// Close ends the connection.
func (l *Log) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.end()
}

func (l *Log) end() {
	if l.session != nil {
		_ = l.session.Close()
		l.session = nil
	}
}

// with does something on the connection, the folder opened anew. After an error, but for a
// refusal, the connection is given up.
func (l *Log) with(ctx context.Context, do func(*imap.Session) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	err := l.examine(ctx)
	if err == nil {
		err = do(l.session)
	}
	if err != nil && domain.CodeOf(err) != domain.CodePermission {
		l.end()
	}
	return err
}

func (l *Log) examine(ctx context.Context) (err error) {
	if l.session == nil {
		if l.session, err = l.p.Connect(ctx); err != nil {
			l.session = nil
			return err
		}
	}
	state, err := l.session.Examine(ctx, l.p.Address.Folder)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return &domain.Error{Code: domain.CodeNotFound, Cause: err, Message: fmt.Sprintf(
			"The folder %s of %s on %s, which holds the team, is not there. Whoever removed or renamed it puts it back.",
			l.p.Address.Folder, l.p.Address.User, l.p.Address.Host)}
	}
	if err != nil {
		return err
	}
	if state.UIDValidity != l.state.UIDValidity {
		l.forget()
	}
	l.state = state
	if state.UIDNext > mostUID {
		return &domain.Error{Code: domain.CodeInvalid, Message: fmt.Sprintf(
			"The folder %s numbers its mails beyond %d, which a team has no places for. Make the team in another folder.",
			l.p.Address.Folder, mostUID)}
	}
	return nil
}

// forget forgets what was read.
func (l *Log) forget() {
	l.letters, l.known, l.refused = nil, map[uint32]bool{}, map[uint32]string{}
	l.read, l.passed, l.passedFor, l.whole = 0, 0, 0, imap.State{}
}

// readControl reads the letters about members that are not known yet.
func (l *Log) readControl(ctx context.Context, s *imap.Session) error {
	if l.read != 0 && l.read == l.state.UIDNext {
		return nil
	}
	uids, err := s.Subjects(ctx, control)
	if err != nil {
		return err
	}
	uids = slices.DeleteFunc(uids, func(uid uint32) bool { return l.known[uid] || uid > mostUID })
	heads, err := s.Listed(ctx, uids)
	if err != nil {
		return err
	}
	err = s.Fetch(ctx, heads, func(m imap.Mail) error {
		if read, err := l.p.Keys.read(l.p.Team, m.Raw); err == nil {
			l.keep(read, m.UID)
		}
		return nil
	})
	if err == nil {
		l.read = l.state.UIDNext
	}
	return err
}

// keep keeps a letter about members.
func (l *Log) keep(read letter, uid uint32) {
	if read.About == aboutEntries || l.known[uid] {
		return
	}
	read.uid = uid
	l.known[uid] = true
	at, _ := slices.BinarySearchFunc(l.letters, uid, func(x letter, uid uint32) int { return int(x.uid) - int(uid) })
	l.letters = slices.Insert(l.letters, at, read)
}

// rollAt is who is in the team after the mails up to one.
func (l *Log) rollAt(uid uint32) *roll {
	r := newRoll(l.p.Keys)
	for _, one := range l.letters {
		if one.uid <= uid {
			r.apply(one)
		}
	}
	return r
}

// Refused is how many mails of the folder were not of this team, or said what they may not.
func (l *Log) Refused() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.refused)
}

// errEnough ends a fetch.
var errEnough = errors.New("enough")

// batchBytes is how many bytes of entries are read at a time.
const batchBytes = 8 << 20

// Since reads the entries after a position.
func (l *Log) Since(ctx context.Context, position int64, limit int) (out []domain.Placed, err error) {
	err = l.with(ctx, func(s *imap.Session) error {
		if position > 0 && validityOf(position) != l.state.UIDValidity {
			return &domain.Error{Code: domain.CodeConflict, Message: fmt.Sprintf(
				"The server numbers the mails of the folder %s anew. It is read from its beginning the next time.", l.p.Address.Folder)}
		}
		first := uidOf(position) // it may hold more than was taken
		if position < l.passedFor {
			l.passed, l.passedFor = 0, 0
		}
		first = max(first, l.passed+1)
		if err := l.readControl(ctx, s); err != nil {
			return err
		}
		heads, err := plan(ctx, s, first-1)
		if err != nil || len(heads) == 0 {
			return err
		}
		r, size := l.rollAt(heads[0].UID-1), 0
		err = s.Fetch(ctx, heads, func(m imap.Mail) error {
			if len(out) >= limit || size >= batchBytes {
				return errEnough
			}
			found, err := l.judge(r, m)
			if err != nil {
				if len(out) > 0 {
					return errEnough // what came before it is taken over first
				}
				return err
			}
			for _, p := range found {
				if p.Position > position {
					out = append(out, p)
				}
			}
			size += len(m.Raw)
			if len(out) == 0 {
				l.passed, l.passedFor = m.UID, position
			}
			return nil
		})
		if errors.Is(err, errEnough) {
			return nil
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(out) > limit {
		out = out[:limit]
	}
	return out, nil
}

// plan lists the mails after one.
func plan(ctx context.Context, s *imap.Session, after uint32) ([]imap.Head, error) {
	heads, err := s.Plan(ctx, after)
	if errors.Is(err, imap.ErrDate) {
		return nil, &domain.Error{Code: domain.CodeInvalid, Cause: err, Message: "A mail in the folder of the team has a time of arrival " +
			"that cannot be read. Remove that mail from the folder."}
	}
	return heads, err
}

// judge returns the entries of a mail that count: of a member, on a computer of theirs, and
// of a kind that their role may decide. Whatever else is in the folder changes nothing.
func (l *Log) judge(r *roll, m imap.Mail) (out []domain.Placed, err error) {
	refuse := func(why string) ([]domain.Placed, error) {
		l.refused[m.UID] = why
		return nil, nil
	}
	read, err := l.p.Keys.read(l.p.Team, m.Raw)
	if errors.Is(err, errNewer) {
		return nil, &domain.Error{
			Code:  domain.CodeInvalid,
			Cause: err,
			Message: "The team has decisions that were written by a newer Run Checks. " +
				"Install the newest one; what comes after them is taken over then.",
		}
	}
	if err != nil {
		return refuse(err.Error())
	}
	if read.About != aboutEntries {
		l.keep(read, m.UID)
		if !r.apply(read) && !r.seen[read.ID] {
			return refuse("the member may not say this")
		}
		return nil, nil
	}
	who := r.by(read)
	var b entriesBody
	switch {
	case who == nil:
		return refuse("whoever wrote it is no member")
	case who.role != domain.RoleAdmin && who.role != domain.RoleOperator:
		return refuse("the member may not decide")
	case read.into(&b) != nil || len(b.Entries) > mostEntries:
		return refuse("what it says cannot be read")
	case !r.same(r.computers[b.Computer].key, string(read.Key)):
		return refuse("the computer is not one of the member")
	}
	for i, text := range b.Entries {
		d, ok := team.DecodeHeld([]byte(text))
		if !ok || who.role != domain.RoleAdmin && slices.Contains(l.p.AdminKinds, d.Kind) {
			l.refused[m.UID] = "an entry that the member may not make"
			continue
		}
		out = append(out, domain.Placed{
			Position: positionOf(l.state.UIDValidity, m.UID, i), Computer: b.Computer, Member: who.name, Decision: d,
		})
	}
	return out, nil
}

// Holds reports whether the folder still has its numbering, and every mail that is known.
func (l *Log) Holds(ctx context.Context, position int64, _ string) (holds bool, err error) {
	err = l.with(ctx, func(s *imap.Session) error {
		if validityOf(position) != l.state.UIDValidity || l.state.UIDNext != 0 && uidOf(position) >= l.state.UIDNext {
			return nil
		}
		came := int64(l.state.UIDNext) - int64(l.whole.UIDNext)
		if l.whole.UIDValidity != 0 && l.state.UIDNext != 0 && int64(l.state.Exists)-int64(l.whole.Exists) == came {
			holds = true // as many as were added since
			return nil
		}
		places, err := l.p.Places(ctx)
		if err != nil {
			return err
		}
		heads, err := plan(ctx, s, 0)
		if err != nil {
			return err
		}
		there := make(map[uint32]bool, len(heads))
		for _, h := range heads {
			there[h.UID] = true
		}
		holds = !slices.ContainsFunc(places, func(p int64) bool { return !there[uidOf(p)] })
		for _, one := range l.letters {
			holds = holds && there[one.uid]
		}
		if l.whole = l.state; !holds {
			l.forget() // who is a member may have been removed, too
		}
		return nil
	})
	return holds, err
}

// mailBytes is how many bytes of entries a mail is filled with.
const mailBytes = 8 << 20

// Append adds entries, as many to a mail as fit. Entries that are there already would be
// there twice: whoever reads them takes the first.
func (l *Log) Append(ctx context.Context, c domain.ComputerID, entries []domain.Decision) error {
	return l.with(ctx, func(s *imap.Session) error {
		if err := l.readControl(ctx, s); err != nil {
			return err
		}
		me := l.rollAt(mostUID).members[string(l.p.Keys.public())]
		if me == nil || me.gone || me.role != domain.RoleAdmin && me.role != domain.RoleOperator {
			return l.notAllowed("no decisions are taken of this member")
		}
		if err := l.announce(ctx, s, c, ""); err != nil {
			return err
		}
		b, size := entriesBody{Computer: c}, 0
		for i, d := range entries {
			if me.role != domain.RoleAdmin && slices.Contains(l.p.AdminKinds, d.Kind) {
				return l.notAllowed(fmt.Sprintf("only an administrator decides %s", d.Kind))
			}
			text, err := team.Encode(d)
			if err != nil {
				return err
			}
			b.Entries = append(b.Entries, string(text))
			if size += len(text); size < mailBytes && len(b.Entries) < mostEntries && i < len(entries)-1 {
				continue
			}
			if err := l.write(ctx, s, aboutEntries, b); err != nil {
				return err
			}
			b.Entries, size = nil, 0
		}
		return nil
	})
}

func (l *Log) notAllowed(why string) error {
	return &domain.Error{Code: domain.CodePermission, Message: fmt.Sprintf(
		"The team %s refused: %s. An administrator of the team can change the role.", l.p.Name, why)}
}

func (l *Log) write(ctx context.Context, s *imap.Session, about string, body any) error {
	raw, err := l.p.Keys.write(l.p.Team, about, body, l.p.Clock())
	if err != nil {
		return err
	}
	return s.Append(ctx, l.p.Address.Folder, raw)
}

// untilSeenAgain is how long a computer is not announced again where nothing changed.
const untilSeenAgain = 7 * 24 * time.Hour

// announce says that a computer is there, if that is not known yet.
func (l *Log) announce(ctx context.Context, s *imap.Session, c domain.ComputerID, version string) error {
	r := l.rollAt(mostUID)
	is, known := r.computers[c]
	if known && !r.same(is.key, string(l.p.Keys.public())) {
		return l.notAllowed("this computer belongs to somebody else")
	}
	now := l.p.Clock()
	if known && (version == "" || is.version == version && now.Sub(is.seen).Abs() < untilSeenAgain) {
		return nil
	}
	return l.write(ctx, s, aboutComputer, computerBody{c, version, now.UnixMilli()})
}

// Greet says that a computer is there, and which role its member has.
func (l *Log) Greet(ctx context.Context, m domain.TeamMember) (role domain.Role, err error) {
	err = l.with(ctx, func(s *imap.Session) error {
		if err := l.readControl(ctx, s); err != nil {
			return err
		}
		me := l.rollAt(mostUID).members[string(l.p.Keys.public())]
		if me == nil || me.gone {
			return l.notAllowed("this key is of no member any more")
		}
		role = me.role
		if err := l.announce(ctx, s, m.Computer, m.Version); err != nil && domain.CodeOf(err) != domain.CodePermission {
			return err // a mailbox that may only be read can still be read
		}
		return nil
	})
	return role, err
}

// Members lists the members.
func (l *Log) Members(ctx context.Context) (out []domain.TeamMember, err error) {
	err = l.with(ctx, func(s *imap.Session) error {
		if err := l.readControl(ctx, s); err != nil {
			return err
		}
		out = l.rollAt(mostUID).list()
		return nil
	})
	return out, err
}

// Identity is what the invitation said: only letters of that team are read.
func (l *Log) Identity(context.Context) (domain.TeamID, string, error) {
	return l.p.Team, l.p.Name, nil
}

// How long a server is listened to before it is asked again: shorter than any ends an IDLE,
// and where it tells nothing by itself.
const (
	idleFor  = 25 * time.Minute
	askAgain = time.Minute
)

// Watch listens on a connection of its own.
func (l *Log) Watch(ctx context.Context, told func()) error {
	s, err := l.p.Connect(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	for {
		if _, err := s.Examine(ctx, l.p.Address.Folder); err != nil {
			return err
		}
		told() // something may have come before it listened
		pause := askAgain
		if s.CanIdle() {
			pause = idleFor
		}
		timer := time.NewTimer(pause)
		_, err := s.Wait(ctx, timer.C)
		timer.Stop()
		if err != nil {
			return err
		}
	}
}
