package workspace

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/storage/secrets"
	"runchecks/sync/simulate"
	"runchecks/sync/ticketing"
)

// What the demo is made of.
const (
	demoSeed    = 2026
	demoAccount = "Demo mailbox"
	demoFleet   = "Demo Cove"
	// demoUnlinked is one in how many devices of the demo waits for a job.
	demoUnlinked = 8
)

// The login of the demo's service desk.
const (
	demoTenantUser   = "demo@nachtwacht.example"
	demoTenantSecret = "demo"
	demoTenantCode   = "DEMO"
	firstCompany     = 1001
)

// demo is the simulated mail server, fleet of Cove and service desk of a demo workspace. They
// start beside the program: all but now and started is there once started is closed.
type demo struct {
	now    time.Time // the six weeks end then
	plan   *simulate.Demo
	server *simulate.IMAPServer
	fleet  *simulate.CoveServer
	tenant *simulate.AutotaskServer
	err    error // why they could not be started

	started chan struct{}
}

// stands waits until the servers stand, and says why they cannot be started.
func (d *demo) stands(ctx context.Context) error {
	select {
	case <-d.started:
		return d.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// close ends the servers, once they stand.
func (d *demo) close() (err error) {
	<-d.started
	if d.server != nil {
		err = errors.Join(err, d.server.Close())
	}
	if d.fleet != nil {
		err = errors.Join(err, d.fleet.Close())
	}
	if d.tenant != nil {
		err = errors.Join(err, d.tenant.Close())
	}
	return err
}

// connect points the service desk of the workspace at the simulated tenant. Nobody decides
// that: the demo's servers are at other addresses each time that it is opened.
func (d *demo) connect(ctx context.Context, w *Workspace) error {
	desk, err := ticketing.NewConnection(
		ticketing.ConnectionParams{
			Openers:   w.desks(),
			Store:     w.Store,
			Secrets:   w.Secrets,
			Clock:     w.Clock,
			Decisions: setUp{w.Store},
			Marker:    rand.Text,
		},
	)
	if err != nil {
		return err
	}
	defer desk.Close()
	return desk.Connect(
		ctx,
		domain.DeskLogin{
			Kind: domain.DeskAutotask, User: demoTenantUser, Secret: demoTenantSecret, Code: demoTenantCode, Address: d.tenant.URL(),
		},
	)
}

// setUp writes what belongs to the demo and is no decision, in any role.
type setUp struct{ store domain.Store }

func (setUp) Permit(rules.Action) error { return nil }

func (s setUp) DecideDesk(ctx context.Context, _ review.DeskDecision, write func(domain.Tx) error) (domain.Decision, error) {
	return domain.Decision{}, s.store.Write(ctx, write)
}

// beginDemo makes a workspace a demo, whose servers are still to be started (start): it has
// its accounts and their passwords. A demo workspace that is opened again gets the same six
// weeks, so that it stays as it was left.
func beginDemo(ctx context.Context, w *Workspace) (*demo, error) {
	now := w.Clock()
	err := w.Store.Write(ctx, func(tx domain.Tx) error {
		text, err := tx.Setting(domain.SettingDemoNow)
		if domain.CodeOf(err) == domain.CodeNotFound && !w.made.profile {
			// Its accounts and its connection with Autotask would become the demo's.
			return &domain.Error{
				Code:    domain.CodeConflict,
				Message: w.Folder + " is a profile of its own and no demo. Name another folder with --profile, or none. Nothing was changed.",
			}
		}
		if domain.CodeOf(err) == domain.CodeNotFound {
			if err := tx.PutSetting(domain.SettingDemoNow, now.Format(time.RFC3339)); err != nil {
				return err
			}
			return putAccounts(tx, demoMailbox("127.0.0.1", 0), demoDevices("http://127.0.0.1"))
		}
		if err != nil {
			return err
		}
		now, err = time.Parse(time.RFC3339, text)
		return err
	})
	if err != nil {
		return nil, err
	}
	w.Secrets = secrets.Memory{demoAccount: simulate.DemoPassword, demoFleet: simulate.DemoToken}
	return &demo{now: now.Truncate(time.Second), started: make(chan struct{})}, nil
}

// start starts the simulated servers and points the demo's accounts at them. report is told
// where that fails, and may be nil.
func (d *demo) start(ctx context.Context, w *Workspace, report func(domain.SyncProgress)) {
	defer close(d.started)
	if d.err = d.serve(ctx, w); d.err != nil && ctx.Err() == nil && report != nil {
		report(domain.SyncProgress{Account: demoAccount, Finished: true, Err: d.err})
	}
}

func (d *demo) serve(ctx context.Context, w *Workspace) (err error) {
	d.plan = simulate.NewDemo(d.now, demoSeed)
	d.server, err = simulate.StartIMAP(ctx, simulate.IMAPOptions{User: d.plan.User, Password: d.plan.Password, Mails: d.plan.Mails})
	if err != nil {
		return err
	}
	var companies []simulate.AutotaskCompany
	for i, c := range d.plan.Customers {
		companies = append(companies, simulate.AutotaskCompany{ID: int64(firstCompany + i), Name: c.Name})
	}
	d.tenant, err = simulate.StartAutotask(
		ctx,
		simulate.AutotaskOptions{
			User:            demoTenantUser,
			Secret:          demoTenantSecret,
			IntegrationCode: demoTenantCode,
			Companies:       companies,
			Now:             w.Clock,
		},
	)
	if err != nil {
		return err
	}
	devices := simulate.CoveDemo(d.now)
	devices.Now = w.Clock
	if d.fleet, err = simulate.StartCove(ctx, devices); err != nil {
		return err
	}
	host, port := d.server.Addr()
	err = w.Store.Write(ctx, func(tx domain.Tx) error {
		return putAccounts(tx, demoMailbox(host, port), demoDevices(d.fleet.URL()))
	})
	if err != nil {
		return err
	}
	return d.connect(ctx, w)
}

func putAccounts(tx domain.Tx, accounts ...domain.Account) error {
	for _, a := range accounts {
		if _, err := tx.PutAccount(a); err != nil {
			return err
		}
	}
	return nil
}

// demoMailbox is the account of the simulated mail server.
func demoMailbox(host string, port int) domain.Account {
	return domain.Account{
		Name: demoAccount, Kind: "imap", Host: host, Port: port, Security: domain.SecurityNone, User: simulate.DemoUser,
		Folders: []string{"INBOX"}, Secret: domain.SecretKeychain,
	}
}

// demoDevices is the account of the simulated Cove.
func demoDevices(address string) domain.Account {
	return domain.Account{
		Name: demoFleet, Kind: domain.AccountCove, Host: address, User: simulate.DemoCoveUser, Partner: simulate.DemoPartner,
		Secret: domain.SecretKeychain,
	}
}

// SetUp approves the demo's jobs and links its devices, all but those it holds back,
// through the decisions that a person makes, once; other workspaces need no set-up.
func (w *Workspace) SetUp(ctx context.Context) error {
	if w.demo == nil {
		return nil
	}
	var inbox []domain.InboxRow
	done := false
	err := w.Store.Read(ctx, func(tx domain.Reader) error {
		_, err := tx.Setting(domain.SettingDemoApproved)
		if done = err == nil; done || domain.CodeOf(err) != domain.CodeNotFound {
			return err
		}
		inbox, err = tx.Inbox(100_000)
		return err
	})
	if err != nil || done {
		return err
	}
	waiting := map[string][]domain.JobKey{}
	desk, err := review.New(
		review.Params{
			Store:    w.Store,
			Clock:    w.Clock,
			Actor:    domain.Actor{Name: "demo set-up", Role: domain.RoleOperator},
			Profile:  filepath.Base(w.Folder),
			Location: w.Location,
		},
	)
	if err != nil {
		return err
	}
	seen := map[domain.JobKey]bool{}
	for _, row := range inbox {
		for _, key := range row.JobKeys {
			if !seen[key] {
				seen[key] = true
				sender, _, _ := strings.Cut(string(key), "|")
				waiting[sender] = append(waiting[sender], key)
			}
		}
	}
	for _, customer := range w.demo.plan.Customers {
		var keys []domain.JobKey
		for _, sender := range customer.Senders {
			if !w.demo.plan.HoldBack[sender] {
				keys = append(keys, waiting[domain.Fold(sender)]...)
			}
		}
		if len(keys) == 0 {
			continue
		}
		if _, err := desk.Approve(ctx, keys, customer.Name); err != nil {
			return err
		}
	}
	if err := w.linkDemo(ctx, desk); err != nil {
		return err
	}
	if err := w.mapDemo(ctx, desk); err != nil {
		return err
	}
	admin, err := review.New(
		review.Params{
			Store:    w.Store,
			Clock:    w.Clock,
			Actor:    domain.Actor{Name: "demo set-up", Role: domain.RoleAdmin},
			Profile:  filepath.Base(w.Folder),
			Location: w.Location,
		},
	)
	if err != nil {
		return err
	}
	// As somebody did who saw that every mail carries its answer.
	if _, err := admin.TrustServers(ctx, demoAccount, simulate.OwnServer); err != nil {
		return err
	}
	err = w.Store.Write(ctx, func(tx domain.Tx) error { return tx.PutSetting(domain.SettingDemoApproved, "yes") })
	w.changed()
	// The sync before it found no active job to compare with its schedule.
	return errors.Join(err, w.Engine.Missed(ctx))
}

// linkDemo links the demo's devices to jobs of their own, all but a few.
func (w *Workspace) linkDemo(ctx context.Context, desk *review.Service) error {
	var links []domain.DeviceLink
	err := w.Store.Read(ctx, func(q domain.Reader) error {
		all, err := q.Devices()
		for i, d := range all {
			if d.State == domain.DeviceUnlinked && d.MissingSince.IsZero() && i%demoUnlinked != demoUnlinked-1 {
				links = append(links, d.Suggested())
			}
		}
		return err
	})
	if err != nil || len(links) == 0 {
		return err
	}
	if _, err := desk.LinkDevices(ctx, links); err != nil {
		return err
	}
	// Once more, for the sessions of the days before.
	return w.Engine.Sync(ctx, demoFleet)
}

// mapDemo maps the demo's customers to the companies of the simulated tenant, all but
// the last one.
func (w *Workspace) mapDemo(ctx context.Context, desk *review.Service) error {
	var known []domain.Customer
	err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
		known, err = q.Customers()
		return err
	})
	if err != nil || len(known) < 2 {
		return err
	}
	ids := map[string]int64{}
	for i, c := range w.demo.plan.Customers {
		ids[c.Name] = int64(firstCompany + i)
	}
	for i := range known {
		known[i].CompanyID, known[i].CompanyName = ids[known[i].Name], known[i].Name
	}
	_, err = desk.SaveCustomers(ctx, known[:len(known)-1])
	return err
}

// DemoLogin describes the simulated servers of a demo workspace once they stand; ok is false
// elsewhere, and where they could not be started.
func (w *Workspace) DemoLogin() (login DemoLogin, ok bool) {
	if w.demo == nil || w.demo.stands(context.Background()) != nil {
		return DemoLogin{}, false
	}
	host, port := w.demo.server.Addr()
	return DemoLogin{
		Service:  "imap",
		Host:     host,
		Port:     port,
		TLS:      string(domain.SecurityNone),
		User:     w.demo.plan.User,
		Password: w.demo.plan.Password,
	}, true
}

// DemoLogin is how to reach a simulated server, for people and scripts.
type DemoLogin struct {
	Service  string `json:"service"`
	Host     string `json:"host"`
	Port     int    `json:"port"`
	TLS      string `json:"tls"`
	User     string `json:"user"`
	Password string `json:"password"`
}
