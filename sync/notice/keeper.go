package notice

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/domain/setting"
	"runchecks/sync/service"
)

// Message is what a service is told.
type Message struct{ Title, Text string }

// Decisions are permission and journal (review.Service).
type Decisions interface {
	Permit(rules.Action) error
	DecideNotice(ctx context.Context, did review.NoticeDecision, write func(domain.Tx) error) (domain.Decision, error)
}

// Params are what a Keeper works with; all but Wait are required.
type Params struct {
	Store     domain.Store
	Secrets   domain.Secrets
	Decisions Decisions
	Clock     domain.Clock
	Location  *time.Location
	// Transport sends the requests, by the proxy of the profile.
	Transport http.RoundTripper
	// Words say news in the language of the profile; none are the words of a test.
	Words func(ctx context.Context, news []rules.Piece) Message
	// Wait waits between attempts; nil is real time.
	Wait func(context.Context, time.Duration) error
}

// Keeper keeps the notices of one profile and sends them. It is safe for concurrent use.
type Keeper struct {
	p       Params
	telling sync.Mutex
}

// New returns a Keeper, or an error naming what is missing.
func New(p Params) (*Keeper, error) {
	if p.Store == nil || p.Secrets == nil || p.Decisions == nil || p.Clock == nil || p.Location == nil || p.Transport == nil ||
		p.Words == nil {
		return nil, errors.New("notice: store, secrets, decisions, clock, location, transport and words are required")
	}
	if p.Wait == nil {
		p.Wait = service.Sleep
	}
	return &Keeper{p: p}, nil
}

// List returns the notices, and what each was told last, by its name.
func (k *Keeper) List(ctx context.Context) (list []domain.Notice, told map[string]domain.Told, err error) {
	err = k.p.Store.Read(ctx, func(q domain.Reader) error {
		if list, err = domain.ReadNotices(q); err != nil {
			return err
		}
		told, err = domain.ReadTold(q)
		return err
	})
	return list, told, err
}

// Add sends a test to an address and keeps it as a notice, in place of one of the same name
// (Admin). The kind of service is that of the address. Where the notice names a variable of the
// environment, the address is read from it, now and later.
func (k *Keeper) Add(ctx context.Context, n domain.Notice, address string) error {
	if err := k.p.Decisions.Permit(rules.ActSettings); err != nil {
		return err
	}
	if n.Secret == "" {
		n.Secret = domain.SecretKeychain
	}
	list, _, err := k.List(ctx)
	if err != nil {
		return err
	}
	before, _ := domain.NoticeByName(list, n.Name)
	if n.Secret != domain.SecretKeychain {
		if address, err = k.p.Secrets.Get(ctx, n.Account()); err != nil {
			return err
		}
	}
	if n.Service, err = ServiceOf(address); err != nil {
		return err
	}
	if list, err = domain.WithNotice(list, n); err != nil {
		return err
	}
	if n, err = domain.NoticeByName(list, n.Name); err != nil {
		return err
	}
	if err := k.send(ctx, n.Name, address, k.p.Words(ctx, nil)); err != nil {
		return err
	}
	if n.Secret == domain.SecretKeychain {
		if err := k.p.Secrets.Set(ctx, n.Account(), address); err != nil {
			return err
		}
	}
	did := review.NoticeDecision{Did: review.NoticeKept, Name: n.Name, Service: n.Service}
	if _, err := k.p.Decisions.DecideNotice(ctx, did, put(domain.SettingNotices, list)); err != nil {
		return err
	}
	if before.Secret == domain.SecretKeychain &&
		(n.Secret != domain.SecretKeychain || before.Account().Destination() != n.Account().Destination()) {
		return k.p.Secrets.Delete(ctx, before.Account()) // nobody would forget it later
	}
	return nil
}

// permitted returns the notices and the one of a name, for somebody who may change it.
func (k *Keeper) permitted(ctx context.Context, name string) (list []domain.Notice, n domain.Notice, err error) {
	if err = k.p.Decisions.Permit(rules.ActSettings); err != nil {
		return nil, n, err
	}
	if list, _, err = k.List(ctx); err == nil {
		n, err = domain.NoticeByName(list, name)
	}
	return list, n, err
}

// Remove forgets a notice and its address (Admin).
func (k *Keeper) Remove(ctx context.Context, name string) error {
	list, n, err := k.permitted(ctx, name)
	if err != nil {
		return err
	}
	did := review.NoticeDecision{Did: review.NoticeRemoved, Name: n.Name, Service: n.Service}
	_, err = k.p.Decisions.DecideNotice(ctx, did, func(tx domain.Tx) error {
		if err := put(domain.SettingNotices, domain.WithoutNotice(list, n.Name))(tx); err != nil {
			return err
		}
		told, err := domain.ReadTold(tx)
		if err != nil {
			return err
		}
		delete(told, domain.Fold(n.Name))
		return put(domain.SettingTold, told)(tx)
	})
	if err != nil || n.Secret != domain.SecretKeychain {
		return err
	}
	return k.p.Secrets.Delete(ctx, n.Account())
}

// Test sends a test to a notice.
func (k *Keeper) Test(ctx context.Context, name string) error {
	_, n, err := k.permitted(ctx, name)
	if err != nil {
		return err
	}
	address, err := k.p.Secrets.Get(ctx, n.Account())
	if err == nil {
		err = k.send(ctx, n.Name, address, k.p.Words(ctx, nil))
	}
	return err
}

// put returns what writes a setting as JSON.
func put(key domain.SettingKey, v any) func(domain.Tx) error {
	return func(tx domain.Tx) error {
		text, err := json.Marshal(v)
		if err != nil {
			return err
		}
		return tx.PutSetting(key, string(text))
	}
}

// tellTime bounds telling all notices.
const tellTime = 90 * time.Second

// Tell tells each notice what came up since it was told last. A sync is no worse where it fails:
// the errors are for people to see, and the next sync tries again.
func (k *Keeper) Tell(ctx context.Context) error {
	return k.tell(ctx, func(ctx context.Context, l look) (errs []error) {
		for _, n := range l.notices {
			news, after := rules.News(l.told[domain.Fold(n.Name)], l.now, n.Wants, l.good)
			if len(news) > 0 {
				address, err := k.p.Secrets.Get(ctx, n.Account())
				if err == nil {
					err = k.send(ctx, n.Name, address, k.p.Words(ctx, news))
				}
				if after = l.after(domain.Fold(n.Name), after, err, k.p.Clock()); err != nil {
					errs = append(errs, err)
				}
			}
			l.told[domain.Fold(n.Name)] = after
		}
		return errs
	})
}

// TellDesktop gives show what came up since the desktop was told last, where it is to be told.
func (k *Keeper) TellDesktop(ctx context.Context, show func(Message)) error {
	return k.tell(ctx, func(ctx context.Context, l look) []error {
		if !l.desktop {
			return nil
		}
		news, after := rules.News(l.told[domain.ToldOnDesktop], l.now, domain.Notice{}.Wants, l.good)
		if len(news) > 0 {
			show(k.p.Words(ctx, news))
			after.At = k.p.Clock()
		}
		l.told[domain.ToldOnDesktop] = after
		return nil
	})
}

// look is what telling goes by.
type look struct {
	notices       []domain.Notice
	told          map[string]domain.Told
	now           domain.Standstill
	good, desktop bool
	quiet         domain.Quiet
}

// after is what is kept of telling a notice.
func (l look) after(name string, told domain.Told, err error, now time.Time) domain.Told {
	if err == nil {
		told.At, told.Failed, told.Code = now, time.Time{}, ""
		return told
	}
	told = l.told[name] // it was not told
	if told.Failed.IsZero() {
		told.Failed = now
	}
	told.Code = domain.CodeOf(err)
	return told
}

// tell gathers what waits, has it told unless it is quiet, and keeps what was.
func (k *Keeper) tell(ctx context.Context, do func(context.Context, look) []error) error {
	k.telling.Lock()
	defer k.telling.Unlock()
	ctx, cancel := context.WithTimeout(ctx, tellTime)
	defer cancel()
	var l look
	err := k.p.Store.Read(ctx, func(q domain.Reader) (err error) {
		if l.notices, err = domain.ReadNotices(q); err != nil {
			return err
		}
		desktop, err := setting.Read(q, domain.SettingDesktop)
		l.desktop = desktop == domain.On
		if err != nil || len(l.notices) == 0 && !l.desktop {
			return err
		}
		if l.told, err = domain.ReadTold(q); err != nil {
			return err
		}
		good, err := setting.Read(q, domain.SettingGoodNews)
		if err != nil {
			return err
		}
		quiet, err := setting.Read(q, domain.SettingQuiet)
		if err != nil {
			return err
		}
		l.good = good == domain.On
		l.quiet, _ = domain.ParseQuiet(quiet)
		l.now, err = rules.ReadStandstill(q, k.p.Clock())
		return err
	})
	if err != nil || l.told == nil {
		return err
	}
	before, err := json.Marshal(l.told)
	if err != nil {
		return err
	}
	for name, told := range l.told {
		l.told[name] = rules.Recovered(told, l.now)
	}
	var errs []error
	if !l.quiet.Holds(k.p.Clock().In(k.p.Location)) {
		errs = do(ctx, l)
	}
	after, err := json.Marshal(l.told)
	if err == nil && !slices.Equal(before, after) {
		// What was sent is kept even where the time is up: it would be told twice.
		err = k.p.Store.Write(context.WithoutCancel(ctx), put(domain.SettingTold, l.told))
	}
	return errors.Join(append(errs, err)...)
}
