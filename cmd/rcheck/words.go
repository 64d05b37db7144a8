package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/ui/words"
)

type unknownWordJSON struct {
	Word    string `json:"word"`
	Sender  string `json:"sender"`
	Runs    int    `json:"runs"`
	Newest  string `json:"newest"`
	Run     int64  `json:"run"`
	Message int64  `json:"message"`
}

type ownWordJSON struct {
	Word  string `json:"word"`
	Class string `json:"class"`
	Place string `json:"place"`
	File  string `json:"file"`
}

// listWords lists the words of the profile, or those that nobody knows.
func listWords(f *flag.FlagSet) action {
	unknown := f.Bool("unknown", false, "the words that kept reports from being decided, by sender")
	sender := f.String("sender", "", "with --unknown only those of this `address`")
	return func(ctx context.Context, t *terminal, _ []string) error {
		return t.with(ctx, func(w *workspace.Workspace) error {
			if *unknown {
				return t.unknownWords(ctx, w, *sender)
			}
			for _, x := range w.Bench.OwnWords() {
				out := ownWordJSON{Word: x.Phrase, Class: x.Class, Place: x.Place, File: x.File}
				if err := t.print(out, fmt.Sprintf("%-28s %-10s %-9s %s", x.Phrase, x.Class, x.Place, x.File)); err != nil {
					return err
				}
			}
			for _, f := range w.Readers.WordFaults() {
				_, _ = fmt.Fprintln(t.err, words.WordFault(f))
			}
			return nil
		})
	}
}

func (t *terminal) unknownWords(ctx context.Context, w *workspace.Workspace, sender string) error {
	list, err := w.Bench.UnknownWords(ctx)
	if err != nil {
		return err
	}
	for _, u := range list {
		if sender != "" && !strings.EqualFold(sender, u.Sender) {
			continue
		}
		out := unknownWordJSON{
			Word: u.Words, Sender: u.Sender, Runs: u.Runs, Newest: u.Newest.UTC().Format(time.RFC3339), Run: u.Run, Message: u.Message,
		}
		if err := t.print(out, fmt.Sprintf("%-28s %6d  %-16s  %s", u.Words, u.Runs, local(w, u.Newest), u.Sender)); err != nil {
			return err
		}
	}
	return nil
}

// wordsPut puts words into a class, and reads the reports again that it concerns.
func wordsPut(ctx context.Context, t *terminal, args []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if !slices.Contains(w.Bench.WordClasses(), args[0]) {
			return usagef("words put: the class is one of %s, not %q", strings.Join(w.Bench.WordClasses(), ", "), args[0])
		}
		return t.putWord(ctx, w, strings.Join(args[1:], " "), args[0])
	})
}

// wordsRemove takes a word out of the profile's own file.
func wordsRemove(ctx context.Context, t *terminal, args []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error { return t.putWord(ctx, w, strings.Join(args, " "), "") })
}

func (t *terminal) putWord(ctx context.Context, w *workspace.Workspace, word, class string) error {
	file, change := w.Bench.PutWord(word, class)
	d, err := w.Desk.ChangeWords(ctx, file, change)
	if err != nil {
		return err
	}
	if err := t.decision(w, d); err != nil {
		return err
	}
	return t.rereadStale(ctx, w)
}

type proseJSON struct {
	Sender   string  `json:"sender"`
	Key      string  `json:"key"`
	Place    string  `json:"place"`
	Text     string  `json:"text"`
	Verified bool    `json:"verified"`
	Decision *string `json:"decision"`
}

func (t *terminal) prose(list []domain.Learned) error {
	for _, l := range list {
		out := proseJSON{l.Sender, l.Key(), l.Place, l.Text, l.Verified, orNull(string(l.Decision))}
		if err := t.print(out, fmt.Sprintf("%-32s %s  %s", l.Sender, l.Key(), l.Text)); err != nil {
			return err
		}
	}
	return nil
}

// proseList lists the prose that is understood.
func proseList(ctx context.Context, t *terminal, args []string) error {
	sender := ""
	if len(args) > 0 {
		sender = args[0]
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		list, err := w.Bench.LearnedProse(ctx, sender)
		if err != nil {
			return err
		}
		return t.prose(list)
	})
}

// proseLearn has the prose of a run's sender understood that enough accepted mails hold.
func proseLearn(f *flag.FlagSet) action {
	look := f.Bool("look", false, "only say which lines would be understood")
	return func(ctx context.Context, t *terminal, args []string) error {
		run, err := number("prose learn", args, "run")
		if err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			p, err := w.Bench.ProposeProse(ctx, run)
			if err != nil {
				return err
			}
			if len(p.Learned) == 0 {
				_, _ = fmt.Fprintln(t.err, words.NoProse(p.Sender))
				return nil
			}
			if *look {
				return t.prose(p.Learned)
			}
			d, err := w.Desk.LearnProse(ctx, p.Learned, p.Runs)
			if err != nil {
				return err
			}
			if err := t.decision(w, d); err != nil {
				return err
			}
			return t.rereadStale(ctx, w)
		})
	}
}

// proseForget forgets the prose of a sender, or single lines of it.
func proseForget(ctx context.Context, t *terminal, args []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		d, err := w.Desk.ForgetProse(ctx, args[0], args[1:]...)
		if err != nil {
			return err
		}
		if err := t.decision(w, d); err != nil {
			return err
		}
		return t.rereadStale(ctx, w)
	})
}

// offerProse says, after a run was accepted, that prose of its sender could be understood.
func (t *terminal) offerProse(ctx context.Context, w *workspace.Workspace, run int64) error {
	p, err := w.Bench.ProposeProse(ctx, run)
	if err == nil && len(p.Learned) > 0 {
		_, _ = fmt.Fprintf(t.err, "%s 'rcheck prose learn %d' does that.\n", words.ProseOffer(p), run)
	}
	return err
}
