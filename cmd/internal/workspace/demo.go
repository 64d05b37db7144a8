package workspace

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/secrets"
	"runchecks/sync/simulate"
)

// The demo's settings: when its six weeks end, and that its jobs were approved once.
const (
	settingDemoNow      = "demo.now"
	settingDemoApproved = "demo.approved"
	demoSeed            = 2026
	demoAccount         = "Demo mailbox"
)

// demo is the simulated mail server of a demo workspace.
type demo struct {
	plan   *simulate.Demo
	server *simulate.IMAPServer
}

// startDemo starts the simulated server and points the demo account at it. A demo
// workspace that is opened again gets the same six weeks, so that it stays as it
// was left.
func startDemo(ctx context.Context, w *Workspace) (*demo, error) {
	now := w.Clock()
	err := w.Store.Write(ctx, func(tx domain.Changes) error {
		text, err := tx.Setting(settingDemoNow)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return tx.PutSetting(settingDemoNow, now.Format(time.RFC3339))
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
	plan := simulate.NewDemo(now.Truncate(time.Second), demoSeed)
	server, err := simulate.StartIMAP(ctx, simulate.IMAPOptions{User: plan.User, Password: plan.Password, Mails: plan.Mails})
	if err != nil {
		return nil, err
	}
	d := &demo{plan: plan, server: server}
	host, port := server.Addr()
	account := domain.Account{Name: demoAccount, Kind: "imap", Host: host, Port: port, Security: domain.SecurityNone, User: plan.User, Folders: []string{"INBOX"}, Secret: domain.SecretKeychain}
	w.Secrets = secrets.Memory{demoAccount: plan.Password}
	err = w.Store.Write(ctx, func(tx domain.Changes) error {
		_, err := tx.PutAccount(account)
		return err
	})
	if err != nil {
		_ = server.Close()
		return nil, err
	}
	return d, nil
}

// SetUp approves the demo's jobs, all but those it holds back, through the same
// decision that a person makes, once; other workspaces need no set-up.
func (w *Workspace) SetUp(ctx context.Context) error {
	if w.demo == nil {
		return nil
	}
	var inbox []domain.InboxRow
	done := false
	err := w.Store.Read(ctx, func(tx domain.Queries) error {
		_, err := tx.Setting(settingDemoApproved)
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
	desk, err := review.New(review.Params{Store: w.Store, Clock: w.Clock, Actor: domain.Actor{Name: "demo set-up", Role: domain.RoleOperator}, Profile: filepath.Base(w.Folder), Location: w.Location})
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
	err = w.Store.Write(ctx, func(tx domain.Changes) error { return tx.PutSetting(settingDemoApproved, "yes") })
	w.changed()
	// The sync before it found no active job to compare with its schedule.
	return errors.Join(err, w.Engine.Missed(ctx))
}

// DemoLogin describes the simulated servers of a demo workspace; ok is false elsewhere.
func (w *Workspace) DemoLogin() (login DemoLogin, ok bool) {
	if w.demo == nil {
		return DemoLogin{}, false
	}
	host, port := w.demo.server.Addr()
	return DemoLogin{Service: "imap", Host: host, Port: port, TLS: string(domain.SecurityNone), User: w.demo.plan.User, Password: w.demo.plan.Password}, true
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
