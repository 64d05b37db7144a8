package runchecks

import (
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/keys"
	"runchecks/ui/words"
)

// mostChoices bounds the list of a choice: the most frequent words come first.
const mostChoices = 200

// putWord lists the words that kept reports from being decided, and puts one into a class.
func (x *Feature) putWord() {
	bench := x.p.Workbench
	x.host.Background().Go(func(ctx context.Context) func() {
		list, err := bench.UnknownWords(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.wordForm(list[:min(len(list), mostChoices)])
		}
	})
}

func (x *Feature) wordForm(list []domain.UndecidedWords) {
	f := form.New(words.T("runchecks.word_title"), words.T("runchecks.word_put"))
	f.Note = words.T("runchecks.word_note") + "\n"
	for _, fault := range x.p.Workbench.WordFaults() {
		f.Note += words.WordFault(fault) + "\n"
	}
	lines := []string{words.T("runchecks.word_own")}
	for _, u := range list {
		lines = append(lines, words.UnknownWord(u))
	}
	at := min(1, len(list))
	if d := x.Model.Details(); d != nil {
		for i, u := range list {
			if u.Words == d.Run.Evidence.Words {
				at = i + 1
			}
		}
	}
	_, which := f.Choice(words.T("runchecks.word_unknown"), lines, at)
	word := f.Text(words.T("runchecks.word"), "", words.T("runchecks.word_hint"))
	classes := x.p.Workbench.WordClasses()
	var means []string
	for _, c := range classes {
		means = append(means, words.WordClass(c))
	}
	_, class := f.Choice(words.T("runchecks.word_class"), means, 1)
	chosen := func() string {
		if i := which(); i > 0 {
			return list[i-1].Words
		}
		return strings.TrimSpace(word.Text)
	}
	f.Changed = func() {
		form.Enable(word, which() == 0)
		if chosen() == "" {
			f.Say(words.T("runchecks.word_missing"), true)
			return
		}
		f.Say(words.T("runchecks.word_will_be", "word", chosen(), "class", words.Class(classes[class()]), "key", keys.Undo), false)
	}
	f.Done = func() bool {
		if chosen() == "" {
			return false
		}
		x.Model.PutWord(chosen(), classes[class()])
		return true
	}
	x.host.Ask(f)
}

// forgetProse lists the prose that is understood, and has a line understood no longer.
func (x *Feature) forgetProse() {
	x.host.Background().Go(func(ctx context.Context) func() {
		list, err := x.p.Workbench.LearnedProse(ctx, "")
		return func() {
			switch {
			case err != nil:
				x.host.Say(words.Failed(err))
			case len(list) == 0:
				x.host.Say(words.Toast{Text: words.NoProse(words.T("runchecks.any_sender")), Notice: true})
			default:
				x.proseForm(list[:min(len(list), mostChoices)])
			}
		}
	})
}

func (x *Feature) proseForm(list []domain.Learned) {
	f := form.New(words.T("runchecks.prose_title"), words.T("runchecks.prose_forget"))
	f.Note = words.T("runchecks.prose_note")
	var lines []string
	for _, l := range list {
		lines = append(lines, words.Learned(l))
	}
	_, which := f.Choice(words.T("runchecks.prose_line"), lines, 0)
	f.Changed = func() { f.Say(words.T("runchecks.prose_undecided", "key", keys.Undo), false) }
	f.Done = func() bool {
		x.Model.ForgetProse(list[which()])
		return true
	}
	x.host.Ask(f)
}
