package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"strings"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

type noticeJSON struct {
	Name string `json:"name"`
	// Service is the kind of service; its address is shown nowhere.
	Service string `json:"service"`
	// About is what it is told: problems, silence, failed.
	About []domain.NewsKind `json:"about"`
	// Told is when it was told something last, FailedSince since when telling fails.
	Told        *string `json:"told"`
	FailedSince *string `json:"failed_since"`
}

func noticeLine(w *workspace.Workspace, n domain.Notice, told domain.Told) (noticeJSON, string) {
	line := noticeJSON{Name: n.Name, Service: n.Service, About: n.About}
	if len(line.About) == 0 {
		line.About = domain.NewsKinds()
	}
	state := "nothing told yet"
	if !told.At.IsZero() {
		line.Told = timeOrNull(told.At)
		state = "told " + local(w, told.At)
	}
	if !told.Failed.IsZero() {
		line.FailedSince = timeOrNull(told.Failed)
		state = fmt.Sprintf("fails since %s (%s)", local(w, told.Failed), told.Code)
	}
	var about []string
	for _, k := range line.About {
		about = append(about, string(k))
	}
	return line, fmt.Sprintf("%-16s %-10s %-24s %s", n.Name, n.Service, strings.Join(about, ","), state)
}

// noticeList shows who is told.
func noticeList(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		list, told, err := w.Notices.List(ctx)
		if err != nil {
			return err
		}
		for _, n := range list {
			line, text := noticeLine(w, n, told[domain.Fold(n.Name)])
			if err := t.print(line, text); err != nil {
				return err
			}
		}
		return nil
	})
}

// noticeAdd adds a notice, or gives one of this name another address.
func noticeAdd(f *flag.FlagSet) action {
	var secret secretFlags
	f.StringVar(&secret.env, "secret-env", "", "`variable` of the environment that holds the address at each sync")
	f.BoolVar(&secret.stdin, "secret-stdin", false, "read the address from standard input, and keep it in the keychain")
	f.StringVar(&secret.file, "secret-file", "", "read the address from the first line of this `file`, and keep it in the keychain")
	f.StringVar(
		&secret.command,
		"secret-command",
		"",
		"read the address from the first line that this `command` prints, and keep it in the keychain",
	)
	about := f.String("about", "", "what it is told, separated by commas: problems, silence, `failed`; all without it")
	return func(ctx context.Context, t *terminal, words []string) error {
		n := domain.Notice{Name: words[0]}
		if secret.ways() == 0 {
			return usagef(
				"notice add: give the address with --secret-stdin, --secret-file, --secret-command or --secret-env; it is a secret",
			)
		}
		for word := range strings.SplitSeq(*about, ",") {
			if word = strings.TrimSpace(word); word == "" {
				continue
			}
			kind, err := choice("notice add", "about", word, domain.NewsKinds()...)
			if err != nil {
				return err
			}
			n.About = append(n.About, kind)
		}
		if secret.env != "" {
			n.Secret = domain.SecretSource("env:" + secret.env)
		}
		address, err := secret.read(ctx, t, "notice add")
		if err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			if err := w.Notices.Add(ctx, n, address); err != nil {
				return err
			}
			return t.noticeOf(ctx, w, n.Name)
		})
	}
}

// noticeTest sends a test.
func noticeTest(ctx context.Context, t *terminal, words []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := w.Notices.Test(ctx, words[0]); err != nil {
			return err
		}
		return t.noticeOf(ctx, w, words[0])
	})
}

// noticeOf shows one notice.
func (t *terminal) noticeOf(ctx context.Context, w *workspace.Workspace, name string) error {
	list, told, err := w.Notices.List(ctx)
	if err != nil {
		return err
	}
	n, err := domain.NoticeByName(list, name)
	if err != nil {
		return err
	}
	if why := w.Secrets.SessionOnly(n.Account()); why != nil {
		_, _ = fmt.Fprintf(
			t.err,
			"rcheck: the address is not kept: %s Give it by the environment: --secret-env.\n",
			cmp.Or(why.Error(), "no keychain"),
		)
	}
	line, text := noticeLine(w, n, told[domain.Fold(n.Name)])
	return t.print(line, text)
}

// noticeRemove removes a notice.
func noticeRemove(ctx context.Context, t *terminal, words []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		list, _, err := w.Notices.List(ctx)
		if err != nil {
			return err
		}
		n, err := domain.NoticeByName(list, words[0])
		if err != nil {
			return err
		}
		if err := t.leftBehind(w.Notices.Remove(ctx, n.Name)); err != nil {
			return err
		}
		line, _ := noticeLine(w, n, domain.Told{})
		return t.print(line, n.Name+" is told nothing any more")
	})
}
