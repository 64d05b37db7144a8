package main

import (
	"context"
	"flag"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain/review"
	"runchecks/ui/words"
)

type trustJSON struct {
	Name    string     `json:"name"`
	Trusted []string   `json:"trusted"`
	Learned *string    `json:"learned"`
	Seen    []seenJSON `json:"seen"`
}

type seenJSON struct {
	Server *string `json:"authserv_id"`
	Hops   int     `json:"hops"`
	Mails  int     `json:"mails"`
}

// accountTrust shows whose checks of senders are trusted for a mailbox, or says whose are.
func accountTrust(f *flag.FlagSet) action {
	none := f.Bool("none", false, "trust no server any more: senders are judged no longer")
	return func(ctx context.Context, t *terminal, words []string) error {
		name, servers := words[0], words[1:]
		if *none && len(servers) > 0 {
			return usagef("account trust: name servers or give --none, not both")
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			if !*none && len(servers) == 0 {
				return t.trusted(ctx, w, name)
			}
			d, err := w.Desk.TrustServers(ctx, name, servers...)
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}

func (t *terminal) trusted(ctx context.Context, w *workspace.Workspace, name string) error {
	trust, err := w.Desk.SenderTrust(ctx, name)
	if err != nil {
		return err
	}
	return t.print(trustLine(name, trust), name+": senders are "+words.SenderTrust(trust))
}

func trustLine(name string, trust review.SenderTrust) trustJSON {
	line := trustJSON{Name: name, Trusted: []string{}, Learned: orNull(trust.Learned), Seen: []seenJSON{}}
	for _, s := range trust.Trusted {
		line.Trusted = append(line.Trusted, s.Name)
	}
	for _, s := range trust.Seen {
		line.Seen = append(line.Seen, seenJSON{orNull(s.Server), s.Hops, s.Mails})
	}
	return line
}

// acceptSender accepts the new sender of a run's job.
func acceptSender(ctx context.Context, t *terminal, words []string) error {
	id, err := number("accept-sender", words, "run")
	if err != nil {
		return err
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		d, err := w.Desk.AcceptSender(ctx, id)
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}
