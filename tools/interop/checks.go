package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"runchecks/domain"
)

// names are spellings that people use and programs trip over.
var names = []string{"Backup reports", "Berichte für Müller & Söhne", "日本", "R&D (old) [2024]", `quote"d`}

func spellings(ctx context.Context, l *lab) error {
	var made []string
	err := l.other(func(c *imapclient.Client) error {
		for _, name := range names {
			if err := c.Create(l.prefix+name, nil).Wait(); err != nil {
				continue // the server forbids the name
			}
			made = append(made, l.prefix+name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(made) < 3 {
		return fmt.Errorf("only %q could be made", made)
	}
	s, err := l.session(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	listed, err := s.Folders(ctx)
	if err != nil {
		return err
	}
	states, _, err := s.States(ctx, made)
	if err != nil {
		return err
	}
	for _, name := range made {
		if !slices.Contains(listed, name) {
			return fmt.Errorf("%s is not in %q", name, listed)
		}
		if _, ok := states[name]; !ok {
			return fmt.Errorf("there is no state of %s", name)
		}
		if _, err := s.Examine(ctx, name); err != nil {
			return err
		}
	}
	return nil
}

func firstSync(ctx context.Context, l *lab) error {
	if err := l.deliver("INBOX", 30, 2000); err != nil {
		return err
	}
	if err := l.sync(ctx); err != nil {
		return err
	}
	return l.want(30)
}

func nothingNew(ctx context.Context, l *lab) error {
	for range 2 { // the first one may still see what the delivery left
		if err := l.sync(ctx); err != nil {
			return err
		}
	}
	if n := l.wire.fetches.Load(); n > 0 {
		return fmt.Errorf("%d FETCH with nothing new", n)
	}
	return l.want(30)
}

func newMails(ctx context.Context, l *lab) error {
	if err := l.deliver("INBOX", 3, 2000); err != nil {
		return err
	}
	if err := l.sync(ctx); err != nil {
		return err
	}
	return l.want(33)
}

func deleted(ctx context.Context, l *lab) error {
	err := l.other(func(c *imapclient.Client) error {
		if _, err := c.Select("INBOX", nil).Wait(); err != nil {
			return err
		}
		flags := &goimap.StoreFlags{Op: goimap.StoreFlagsAdd, Flags: []goimap.Flag{goimap.FlagDeleted}, Silent: true}
		if err := c.Store(goimap.SeqSetNum(1, 5, 33), flags, nil).Close(); err != nil {
			return err
		}
		return c.Expunge().Close()
	})
	if err != nil {
		return err
	}
	if err := l.deliver("INBOX", 1, 2000); err != nil { // as many as before, in part
		return err
	}
	if err := l.sync(ctx); err != nil {
		return err
	}
	return l.want(34)
}

// extra is the folder that comes and goes.
func (l *lab) extra() string { return l.prefix + "Backup reports" }

func missingFolder(ctx context.Context, l *lab) error {
	if err := l.deliver(l.extra(), 4, 2000); err != nil {
		return err
	}
	folders := []string{l.prefix + "Never there", "INBOX", l.extra()}
	if err := l.account(func(a *domain.Account) { a.Folders = folders }); err != nil {
		return err
	}
	if err := l.sync(ctx); domain.CodeOf(err) != domain.CodeNotFound {
		return fmt.Errorf("the missing folder gives %w", err)
	}
	return l.want(38)
}

func createdAgain(ctx context.Context, l *lab) error {
	err := l.other(func(c *imapclient.Client) error {
		if err := c.Delete(l.extra()).Wait(); err != nil {
			return err
		}
		time.Sleep(1100 * time.Millisecond) // some make UIDVALIDITY of the second
		return c.Create(l.extra(), nil).Wait()
	})
	if err != nil {
		return err
	}
	if err := l.deliver(l.extra(), 2, 2000); err != nil {
		return err
	}
	if err := l.account(func(a *domain.Account) { a.Folders = []string{"INBOX", l.extra()} }); err != nil {
		return err
	}
	for range 2 {
		if err := l.sync(ctx); err != nil {
			return err
		}
	}
	return l.want(40)
}

func idleTells(ctx context.Context, l *lab) error {
	s, err := l.session(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	if !s.CanIdle() {
		return errNotOffered
	}
	if _, err := s.Examine(ctx, "INBOX"); err != nil {
		return err
	}
	delivered := make(chan error, 1)
	go func() {
		time.Sleep(time.Second)
		delivered <- l.deliver("INBOX", 1, 100)
	}()
	told, err := s.Wait(ctx, time.After(70*time.Second))
	if err := <-delivered; err != nil {
		return err
	}
	if err != nil {
		return err
	}
	if !told {
		return fmt.Errorf("nothing was told within 70 s")
	}
	return l.sync(ctx)
}

func moved(ctx context.Context, l *lab) error {
	s, err := l.session(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	if !s.CanMove() {
		return errNotOffered
	}
	before, _, err := l.stored()
	if err != nil {
		return err
	}
	if err := l.account(func(a *domain.Account) { a.MoveTo = l.extra() }); err != nil {
		return err
	}
	if err := l.deliver("INBOX", 3, 2000); err != nil {
		return err
	}
	for range 2 {
		if err := l.sync(ctx); err != nil {
			return err
		}
	}
	states, _, err := s.States(ctx, []string{l.extra()})
	if err != nil {
		return err
	}
	if states[l.extra()].Exists != 5 {
		return fmt.Errorf("%d mails are in the folder to move to, not 5", states[l.extra()].Exists)
	}
	if err := l.want(before + 3); err != nil {
		return err
	}
	return l.account(nil)
}

func largeMail(ctx context.Context, l *lab) error {
	before, _, err := l.stored()
	if err != nil {
		return err
	}
	if err := l.deliver("INBOX", 1, 40<<20); err != nil {
		return fmt.Errorf("%w: %w", errNotOffered, err) // a limit of the server's own
	}
	if err := l.sync(ctx); err != nil {
		return err
	}
	return l.want(before + 1)
}

func cutInTheMiddle(ctx context.Context, l *lab) error {
	before, _, err := l.stored()
	if err != nil {
		return err
	}
	if err := l.deliver("INBOX", 40, 50_000); err != nil {
		return err
	}
	l.cut.Store(900_000)
	if err := l.sync(ctx); domain.CodeOf(err) != domain.CodeNetwork {
		return fmt.Errorf("the cut connection gives %w", err)
	}
	if err := l.sync(ctx); err != nil {
		return err
	}
	return l.want(before + 40)
}
