package collect

import (
	"context"
	"errors"
	"hash/fnv"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/domain/wording"
	"runchecks/sync/imap"
	"runchecks/sync/ingest"
	"runchecks/sync/source"
)

// SourceParams are what a Source needs; all are required.
type SourceParams struct {
	Store domain.Store
	Clock domain.Clock
	// Keeper is where what is collected is kept; nil where this profile is in no team that
	// could collect.
	Keeper func(ctx context.Context) (Keeper, error)
	// Mails returns what reads the mails of an account with the readers of this profile.
	Mails func(ctx context.Context, a domain.Account) (func(ctx context.Context, folder string, mail imap.Mail) ingest.Item, error)
	// Devices are the kinds of accounts whose devices are collected.
	Devices source.Kinds
	// CatchUp carries out what was decided about devices that are here by now.
	CatchUp func(ctx context.Context) error
}

// Source is the team as the source of what another computer collects.
type Source struct {
	p SourceParams

	mu    sync.Mutex
	heard map[chan struct{}]string // who wants to hear, and of which account
	stop  context.CancelFunc
	all   sync.WaitGroup
}

// NewSource returns a Source, or an error naming what is missing.
func NewSource(p SourceParams) (*Source, error) {
	if p.Store == nil || p.Clock == nil || p.Keeper == nil || p.Mails == nil || p.CatchUp == nil {
		return nil, errors.New("the team as a source: something is missing")
	}
	return &Source{p: p, heard: map[chan struct{}]string{}}, nil
}

// Kind returns what the program asks of accounts that are collected.
func (s *Source) Kind() source.Kind {
	return source.Kind{Name: domain.AccountTeam, Source: s, Trial: noTrial{}}
}

// noTrial refuses: such an account comes with the team, and nobody adds one.
type noTrial struct{}

func (noTrial) Valid(domain.Account) error {
	return domain.Refuse(domain.CodeInvalid, "refusal.account_of_team")
}

func (noTrial) Try(context.Context, domain.Account, string) ([]domain.FolderCount, error) {
	return nil, domain.Refuse(domain.CodeInvalid, "refusal.account_of_team")
}

// folder is the name under which the cache keeps how far an account of a team was read.
const folder = "team"

// silentAfter is how long ago the collector may have looked before people are told.
const silentAfter = time.Hour

// Sync takes over what was collected of an account since the last time.
func (s *Source) Sync(ctx context.Context, a domain.Account, _ time.Time, sink source.Sink) (source.Outcome, error) {
	keeper, err := s.p.Keeper(ctx)
	if err != nil {
		return source.Outcome{}, err
	}
	known, err := keeper.Accounts(ctx) // before the pieces: what it covers is among them
	if err != nil {
		return source.Outcome{}, err
	}
	i := slices.IndexFunc(known, func(k Account) bool { return k.Name == a.Name })
	if i < 0 {
		return source.Outcome{}, domain.Refuse(domain.CodeNotFound, "refusal.account_not_collected", a.Name)
	}
	v := &visit{Source: s, keeper: keeper, account: a, sink: sink}
	if err := v.pieces(ctx); err != nil {
		return source.Outcome{}, err
	}
	if _, err := sink.MakeRuns(ctx); err != nil { // of what was linked since the last time
		return source.Outcome{}, err
	}
	if err := v.answers(ctx); err != nil {
		return source.Outcome{}, err
	}
	is := known[i]
	switch {
	case is.Error != "":
		return source.Outcome{}, domain.Refuse(domain.CodeNetwork, "refusal.account_collected_badly", is.Error)
	case is.Covered.IsZero():
		return source.Outcome{}, domain.Refuse(domain.CodeNetwork, "refusal.account_collected_never", a.Name)
	}
	notice := is.Notice
	if ago := s.p.Clock().Sub(is.Covered); ago > silentAfter {
		silent := wording.English(wording.Of("fault.collector_silent", ago.Truncate(time.Minute)), nil)
		notice = strings.TrimSpace(notice + " " + silent)
	}
	return source.Outcome{Notice: notice, Covered: is.Covered}, nil
}

// Close waits until nobody listens any more.
func (s *Source) Close(context.Context) { s.all.Wait() }

// visit is one sync.
type visit struct {
	*Source
	keeper  Keeper
	account domain.Account
	sink    source.Sink
	read    func(ctx context.Context, folder string, mail imap.Mail) ingest.Item
	at      domain.Folder
	tenants map[domain.DeviceKey]bool // that mails told of so far; nil before it is needed
}

// takeAtOnce is how many pieces are asked for at a time.
const takeAtOnce = 200

// print is what the cache keeps of the key of the last piece.
func print(key string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(key)) // it never fails
	return h.Sum64() >> 1
}

// pieces takes over what follows the last piece, page by page; the next one is fetched while
// one is stored.
func (v *visit) pieces(ctx context.Context) (err error) {
	if err := v.begin(ctx); err != nil {
		return err
	}
	if err := v.p.CatchUp(ctx); err != nil { // with what a visit that was cut brought
		return err
	}
	if v.read, err = v.p.Mails(ctx, v.account); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	pages := make(chan []Piece, 1)
	group.Go(func() error {
		defer close(pages)
		for position := int64(v.at.LastUID); ; {
			page, err := v.keeper.After(ctx, v.account.Name, position, takeAtOnce)
			if err != nil || len(page) == 0 {
				return err
			}
			position = page[len(page)-1].Position
			select {
			case pages <- page:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	})
	group.Go(func() error {
		for page := range pages {
			v.sink.Plan(v.account.Name, len(page))
			if err := v.page(ctx, page); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
	return group.Wait()
}

// begin finds where to go on from: at the first piece that is not too old, after the last one,
// or at the beginning again where what was collected is not what it was.
func (v *visit) begin(ctx context.Context) error {
	var reach int
	err := v.p.Store.Read(ctx, func(q domain.Reader) (err error) {
		if v.at, err = q.Folder(v.account.ID, folder); err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return err
		}
		reach, err = setting.Int(q, domain.SettingFirstReach)
		return err
	})
	if err != nil {
		return err
	}
	v.at.Account, v.at.Name = v.account.ID, folder
	if v.at.FirstSync.IsZero() {
		v.at.FirstSync = v.p.Clock()
		v.at.Since = v.at.FirstSync.AddDate(0, 0, -reach)
	}
	if v.at.LastUID > 0 {
		holds, err := v.keeper.HoldsPiece(
			ctx,
			v.account.Name,
			int64(v.at.LastUID),
			func(key string) bool { return print(key) == v.at.Seen.ModSeq },
		)
		if err != nil || holds {
			return err
		}
		v.at.LastUID = 0 // an older copy was put back: what is here is known by its content
	}
	from, err := v.keeper.From(ctx, v.account.Name, v.at.Since)
	v.at.LastUID = uint32(from)
	return err
}

// page takes over some pieces, the mails before the devices.
func (v *visit) page(ctx context.Context, page []Piece) error {
	var mails, devices []Piece
	for _, p := range page {
		switch {
		case p.Kind == Device:
			devices = append(devices, p)
		case !p.At.Before(v.at.Since):
			mails = append(mails, p)
		}
	}
	items, err := v.items(ctx, mails)
	if err != nil {
		return err
	}
	if err := v.devices(ctx, devices); err != nil {
		return err
	}
	v.sink.Seen(len(page) - len(items))
	return v.mails(ctx, mails, items, page[len(page)-1])
}
