package runchecks

import (
	"context"
	"fmt"
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
	f := form.New("Put an unknown word into a class", "Put")
	f.Note = "A word counts in every report. What the program knows as something worse is never made better.\n"
	for _, fault := range x.p.Workbench.WordFaults() {
		f.Note += words.WordFault(fault) + "\n"
	}
	lines := []string{"a word that I write below"}
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
	_, which := f.Choice("Unknown word", lines, at)
	word := f.Text("Word", "", "a word or phrase")
	classes := x.p.Workbench.WordClasses()
	var means []string
	for _, c := range classes {
		means = append(means, words.WordClass(c))
	}
	_, class := f.Choice("Class", means, 1)
	chosen := func() string {
		if i := which(); i > 0 {
			return list[i-1].Words
		}
		return strings.TrimSpace(word.Text)
	}
	f.Changed = func() {
		form.Enable(word, which() == 0)
		if chosen() == "" {
			f.Say("Write the word, as it stands in the report.", true)
			return
		}
		f.Say(
			fmt.Sprintf(
				"“%s” will be %s. Reports that it concerns are read again; %s takes it back.",
				chosen(),
				classes[class()],
				keys.Undo,
			),
			false,
		)
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
				x.host.Say(words.Toast{Text: words.NoProse("any sender"), Notice: true})
			default:
				x.proseForm(list[:min(len(list), mostChoices)])
			}
		}
	})
}

func (x *Feature) proseForm(list []domain.Learned) {
	f := form.New("Prose that is understood", "Understand no longer")
	f.Note = "These lines stood in mails that were accepted as good. They say nothing for a success, and nothing against one."
	var lines []string
	for _, l := range list {
		lines = append(lines, words.Learned(l))
	}
	_, which := f.Choice("Line", lines, 0)
	f.Changed = func() {
		f.Say(
			"Without it, reports that hold this line are undecided again. They are read again; "+string(keys.Undo)+" takes it back.",
			false,
		)
	}
	f.Done = func() bool {
		x.Model.ForgetProse(list[which()])
		return true
	}
	x.host.Ask(f)
}
