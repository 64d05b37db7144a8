package mailbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/domain/wording"
	"runchecks/sync/imap"
	"runchecks/sync/source"
)

// visit is one sync of a mailbox.
type visit struct {
	*Source
	account domain.Account
	session *imap.Session
	sink    source.Sink
	redials int
	notices []string
	missing []string // mails that were listed and not given, in words
}

// Sync syncs the folders of a mailbox, and then fetches older mails where since is not
// zero. The notice says what a good sync could not do.
func (s *Source) Sync(ctx context.Context, a domain.Account, since time.Time, sink source.Sink) (source.Outcome, error) {
	v := &visit{Source: s, account: a, sink: sink}
	var err error
	if v.session, err = s.Connect(ctx, a); err != nil {
		return source.Outcome{}, err
	}
	defer func() { _ = v.session.Close() }() // nothing is written to the server
	var states map[string]imap.State
	again := func(ctx context.Context) (*imap.Session, error) { return s.Connect(ctx, a) }
	v.session, states, err = imap.StatesOf(ctx, v.session, again, foldersOf(a))
	if err != nil {
		return source.Outcome{}, err
	}
	err = v.each(ctx, func(name string) error { return v.folder(ctx, name, states[name]) })
	var faults folderFaults
	if !since.IsZero() && (err == nil || errors.As(err, &faults)) {
		older := v.each(ctx, func(name string) error {
			if _, failed := faults[name]; failed {
				return nil // it was said above
			}
			return v.older(ctx, name, since)
		})
		if older != nil {
			older = fmt.Errorf("fetch older mails: %w", older)
		}
		err = errors.Join(err, older)
	}
	return source.Outcome{Notice: v.notice()}, err
}

// folderFaults are the faults of folders, by name. The other folders were synced.
type folderFaults map[string]error

// Error says them all, in the order of the names.
func (f folderFaults) Error() string {
	var all []string
	for _, err := range f.Unwrap() {
		all = append(all, err.Error())
	}
	return strings.Join(all, " ")
}

// Unwrap returns the faults.
func (f folderFaults) Unwrap() []error {
	var all []error
	for name, err := range f {
		all = append(all, fmt.Errorf("folder %s: %w", name, err))
	}
	slices.SortFunc(all, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return all
}

// mostRedials is how many folders of one sync may cost a connection each.
const mostRedials = 3

// each does something with every folder. A fault of one folder is no fault of the
// others: what is not there, or cannot be read, is told at the end.
func (v *visit) each(ctx context.Context, do func(name string) error) error {
	faults := folderFaults{}
	names := foldersOf(v.account)
	for i, name := range names {
		err := do(name)
		if err == nil {
			continue
		}
		if domain.CodeOf(err) == domain.CodeNotFound && name == v.account.MoveTo && !slices.Contains(v.account.Folders, name) {
			v.say("The folder " + name + ", where read reports are to be moved to, is not on the server. They stay where they are.")
			continue
		}
		faults[name] = err
		if i < len(names)-1 && !v.goesOn(ctx, err) {
			break
		}
	}
	if len(faults) == 0 {
		return nil
	}
	return faults
}

// goesOn reports whether the next folder can be tried after a fault, on another
// connection where that is needed.
func (v *visit) goesOn(ctx context.Context, err error) bool {
	switch code := domain.CodeOf(err); {
	case ctx.Err() != nil:
		return false
	case code == domain.CodeNotFound, code == domain.CodeInvalid, code == domain.CodeConflict:
		return true
	case code == domain.CodeNetwork && imap.Again(err):
		return v.again(ctx) == nil
	}
	return false
}

// again makes another connection, a few times in a sync.
func (v *visit) again(ctx context.Context) error {
	if v.redials++; v.redials > mostRedials {
		return &domain.Error{Code: domain.CodeNetwork, Said: wording.Of("fault.ended_again")}
	}
	next, err := v.Connect(ctx, v.account)
	if err != nil {
		return err
	}
	_ = v.session.Close() // it has ended
	v.session = next
	return nil
}

// say keeps a notice, once.
func (v *visit) say(notice string) {
	if notice != "" && !slices.Contains(v.notices, notice) {
		v.notices = append(v.notices, notice)
	}
}

// namedMissing is how many mails that were not given are named.
const namedMissing = 5

func (v *visit) notice() string {
	if n := len(v.missing); n > 0 {
		named := strings.Join(v.missing[:min(n, namedMissing)], ", ")
		if n > namedMissing {
			named += fmt.Sprintf(" and %d more", n-namedMissing)
		}
		what := "1 message is listed by the server and not given"
		if n > 1 {
			what = fmt.Sprintf("%d messages are listed by the server and not given", n)
		}
		v.say(what + ": " + named + ". It is asked again at each sync; the inbox has a note of each.")
	}
	if v.mute.is(v.account.ID) {
		v.say("The server offers to tell of new mails and does not do so; it is asked each minute.")
	}
	return strings.Join(v.notices, " ")
}

// foldersOf returns the folders that an account is read from, at least one.
// The one that reports are moved to is among them: another computer that reads the
// mailbox may have moved what this one has not seen.
func foldersOf(a domain.Account) []string {
	names := a.Folders
	if len(names) == 0 {
		names = []string{"INBOX"}
	}
	if a.MoveTo != "" && !slices.Contains(names, a.MoveTo) {
		names = append(slices.Clone(names), a.MoveTo)
	}
	return names
}

// folder syncs one folder. told is what the server said of it without opening it,
// zero where it did not: a folder with nothing new is not opened.
func (v *visit) folder(ctx context.Context, name string, told imap.State) error {
	var at domain.Folder
	var notes []domain.Message
	var reach int
	err := v.p.Store.Read(ctx, func(q domain.Reader) (err error) {
		if at, err = q.Folder(v.account.ID, name); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return err
		}
		if reach, err = setting.Int(q, domain.SettingFirstReach); err != nil {
			return err
		}
		notes, err = q.MissingMessages(v.account.ID, name, mostAwaited)
		return err
	})
	if err != nil {
		return err
	}
	if told.UIDValidity != 0 && told.UIDValidity == at.UIDValidity && !at.Unkept && at.Seen.Same(markOf(told)) && len(notes) == 0 {
		v.sink.Plan(name, 0)
		return v.moved(ctx, at)
	}
	state, err := v.session.Examine(ctx, name)
	if err != nil {
		return err
	}
	state.UIDNext = cmp.Or(state.UIDNext, told.UIDNext) // some give it only without opening
	if at.FirstSync.IsZero() {
		at.FirstSync = v.p.Clock()
		if reach != domain.FirstReachDays { // later changes are for other folders: what was fetched stays known
			at.Since = at.FirstSync.AddDate(0, 0, -reach)
		}
	}
	// Where the server numbers its mails anew, and where mails come that this or
	// another computer moved, most are known: they are not fetched again.
	mostKnown := name == v.account.MoveTo
	at, anew := v.numbered(at, name, told, state)
	mark := markOf(state)
	if anew || !at.Seen.Same(mark) {
		if at, err = v.fetch(ctx, at, mark, mostKnown || anew); err != nil {
			return err
		}
	}
	if err := v.awaited(ctx, at, notes); err != nil {
		return err
	}
	return v.moved(ctx, at)
}

// numbered returns the folder as it is under the UIDVALIDITY that the server gives now;
// anew says that UIDs of before mean nothing.
func (v *visit) numbered(at domain.Folder, name string, told, state imap.State) (_ domain.Folder, anew bool) {
	known := at.UIDValidity != 0
	if at.UIDValidity == state.UIDValidity && (told.UIDValidity == 0 || told.UIDValidity == state.UIDValidity) {
		at.Unkept = false // a mail program that opens a folder of Courier makes it keep them
		return at, false
	}
	next := domain.Folder{
		Account:     v.account.ID,
		Name:        name,
		UIDValidity: state.UIDValidity,
		FirstSync:   at.FirstSync,
		Since:       at.Since,
		Unkept:      at.Unkept,
	}
	two := told.UIDValidity != 0 && told.UIDValidity != state.UIDValidity
	if known && !at.Unkept && (two || at.Seen.Mails > 0 && at.Seen == markOf(state)) {
		next.Unkept = true
		v.say("The server numbers the mails of " + name + " anew at each visit (UIDVALIDITY): they are told apart by their Message-IDs. " +
			"Opening the folder once in a mail program often mends that.")
	}
	return next, known
}

// fetch lists a folder and stores what is new in it.
func (v *visit) fetch(ctx context.Context, at domain.Folder, mark domain.FolderMark, mostKnown bool) (domain.Folder, error) {
	listed, err := v.list(ctx, at)
	if err != nil {
		return at, err
	}
	wanted := recent(listed, reachOf(at))
	if mostKnown {
		if wanted, err = v.unknown(ctx, v.session, wanted); err != nil {
			return at, err
		}
	}
	heads, at := order(at, wanted)
	v.sink.Plan(at.Name, len(heads))
	if len(heads) > 0 {
		if err := v.pipeline(ctx, fetching{at: at, heads: heads, step: reached}); err != nil {
			return at, err
		}
	}
	at = finished(at, listed, mark)
	return at, v.p.Store.Write(ctx, func(tx domain.Tx) error { return tx.PutFolder(at) })
}

// list lists what is new in the folder that is open, by the header's dates where one of
// the server's cannot be read.
func (v *visit) list(ctx context.Context, at domain.Folder) ([]imap.Head, error) {
	listed, err := v.session.Plan(ctx, listFrom(at))
	if !errors.Is(err, imap.ErrDate) {
		return listed, err
	}
	if err := v.again(ctx); err != nil {
		return nil, err
	}
	state, err := v.session.Examine(ctx, at.Name)
	switch {
	case err != nil:
		return nil, err
	case state.UIDValidity != at.UIDValidity:
		return nil, anewError(at.Name)
	}
	return v.session.PlanByHeader(ctx, listFrom(at))
}

func anewError(folder string) error {
	return &domain.Error{
		Code: domain.CodeConflict,
		Said: wording.Of("fault.numbered_anew", folder),
	}
}

// moved moves what waits for it.
func (v *visit) moved(ctx context.Context, at domain.Folder) error {
	notice, err := v.move(ctx, v.session, v.account, at)
	v.say(notice)
	return err
}
