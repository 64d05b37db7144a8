package workbench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/library"
	"runchecks/sync/message"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/reader"
	"runchecks/sync/workbench/pointing"
)

// mostOfSender bounds how many mails of a sender are looked through for those of a layout.
const mostOfSender = 1000

// Teach begins a lesson with a stored message and the others of its sender and layout, the
// newest first, at most pointing.MostMails (whoever may change readers). With a text it goes
// on with the definition of that file, without one with the profile's own that reads the
// message, else it begins with a proposal under a name that is free.
func (w *Workbench) Teach(ctx context.Context, id int64, file, text string) (domain.Lesson, error) {
	if err := w.permit(rules.ActTeach); err != nil {
		return nil, err
	}
	first, customers, err := w.Mails(ctx, []int64{id})
	if err != nil {
		return nil, err
	}
	alike, err := w.alike(ctx, first[0], customers)
	if err != nil {
		return nil, err
	}
	mails, _, err := w.Mails(ctx, alike)
	if err != nil {
		return nil, err
	}
	out := &lesson{w: w, sender: first[0].Message.FromAddress}
	if text == "" {
		if file, text, err = w.ownReader(ctx, id); err != nil {
			return nil, err
		}
	}
	if text != "" {
		out.Lesson, out.file = pointing.Resume(mails, customers, text), file
		return out, nil
	}
	out.Lesson = pointing.Begin(mails, customers)
	name, err := w.free(out.Plan().Name)
	out.SetName(name)
	return out, err
}

// ownReader returns the definition of the profile that read a message last, "" for none.
func (w *Workbench) ownReader(ctx context.Context, id int64) (file, text string, err error) {
	if _, _, opened := w.File(id); opened {
		return "", "", nil
	}
	var m domain.Message
	err = w.store.Read(ctx, func(q domain.Reader) (err error) {
		m, err = q.Message(id)
		return err
	})
	for _, r := range w.List() {
		if err == nil && m.Reader != "" && r.Origin == domain.ReaderOwn && r.Name == m.Reader && len(r.Problems) == 0 {
			return r.File, w.Text(r), nil
		}
	}
	return "", "", err
}

// free returns a name that no definition of the profile and no draft has yet: a sender may
// write reports of several layouts.
func (w *Workbench) free(stem string) (string, error) {
	drafts, err := w.Drafts()
	if err != nil {
		return "", err
	}
	name := stem
	for n := 2; ; n++ {
		_, draft := drafts[name+".toml"]
		if !draft && !slices.ContainsFunc(w.List(), func(r domain.ReaderRow) bool {
			return r.Origin == domain.ReaderOwn && (r.Name == name || r.File == name+".toml")
		}) {
			return name, nil
		}
		name = fmt.Sprintf("%s-%d", stem, n)
	}
}

// alike lists the messages of the sender of one whose subjects have its form: that one
// first, then the newest.
func (w *Workbench) alike(ctx context.Context, first *pointing.Mail, customers []string) ([]int64, error) {
	address := first.Message.FromAddress
	if address == "" {
		return []int64{first.ID}, nil
	}
	// What one mail says of itself is never too narrow for its own layout: words that
	// differ in form are gaps.
	layout, err := definition.Parse("new.toml", []byte(pointing.Begin([]*pointing.Mail{first}, customers).Text()))
	var list []domain.Message
	readErr := w.store.Read(ctx, func(q domain.Reader) (err error) {
		list, err = q.Messages(domain.MessageFilter{Text: address, Limit: mostOfSender})
		return err
	})
	if readErr != nil {
		return nil, readErr
	}
	out := []int64{first.ID}
	for i := range list {
		m := &list[i]
		if m.ID == first.ID || !strings.EqualFold(addressOf(m.From), address) || !m.Deleted.IsZero() || len(out) == pointing.MostMails {
			continue
		}
		if err == nil && !layout.Plausible(m.From, m.Subject) {
			continue
		}
		out = append(out, m.ID)
	}
	return out, nil
}

func addressOf(from string) string {
	if a, err := mail.ParseAddress(from); err == nil {
		return a.Address
	}
	return strings.Trim(from, "<> ")
}

// lesson is a pointing.Lesson over stored messages.
type lesson struct {
	*pointing.Lesson
	w      *Workbench
	sender string
	file   string // that it goes on with, "" for a new one

	asked   []pointing.Question // of the last state
	decided []pointing.Decision
	matched string // the text of [match] that others belong to
	others  domain.TeachOthers
}

// State implements domain.Lesson.
func (l *lesson) State(ctx context.Context, progress func(done, total int)) domain.TeachState {
	out := l.Try(ctx, l.w.loc, progress)
	if ctx.Err() != nil {
		return domain.TeachState{}
	}
	l.asked, l.decided = l.Questions(&out), l.Decided()
	plan := l.Plan()
	s := domain.TeachState{File: cmp.Or(l.file, plan.Name+".toml"), Text: l.Text(), Sender: l.sender, CanUndo: l.CanUndo()}
	if len(out.Problems) > 0 {
		s.Problems = library.Problems(&definition.Invalid{File: s.File, Problems: out.Problems})
	}
	for i, m := range l.Mails() {
		o := out.Mails[i]
		s.Mails = append(s.Mails, domain.TeachMail{
			ID: m.ID, Subject: m.Name, Received: m.Received, Matched: o.Matched, Results: o.Results, Open: o.Open,
		})
	}
	for _, q := range l.asked {
		t := domain.TeachQuestion{Title: q.Title, Text: q.Text, Words: q.Word, Mails: q.Mails, Suggested: domain.Meaning(q.Suggested)}
		for _, c := range q.Choices {
			t.Choices = append(t.Choices, domain.Meaning(c))
		}
		s.Questions = append(s.Questions, t)
	}
	for _, d := range l.decided {
		s.Decided = append(s.Decided, domain.TeachDecision{Text: d.Text, What: d.What, ByHand: d.ByHand})
	}
	return s
}

// Mails returns the mails of the lesson.
func (l *lesson) Mails() []*pointing.Mail { return l.Lesson.Mails }

// Marks implements domain.Lesson.
func (l *lesson) Marks(mail int) []domain.TeachMark {
	var out []domain.TeachMark
	for _, m := range l.Lesson.Marks(mail) {
		out = append(out, domain.TeachMark{
			Words: m.Words, Note: m.Note, Row: m.Row, Meaning: domain.Meaning(m.Status), Open: m.Open, Head: m.Head,
		})
	}
	return out
}

func (l *lesson) locate(s domain.TeachSelection) (pointing.Target, bool) {
	return l.Lesson.Locate(pointing.Selection{
		Mail: s.Mail, Subject: s.Subject, Text: s.Text, From: s.From, To: s.To, Row: s.Row, Column: s.Column,
	})
}

// Locate implements domain.Lesson.
func (l *lesson) Locate(s domain.TeachSelection) (domain.TeachTarget, bool) {
	t, ok := l.locate(s)
	if !ok {
		return domain.TeachTarget{}, false
	}
	out := domain.TeachTarget{Words: t.Word, Where: t.Where(), In: l.In(t), Head: t.Kind == pointing.AtHead}
	for _, c := range l.Choices(t) {
		out.Choices = append(out.Choices, domain.Meaning(c))
	}
	return out, true
}

// errNowhere says that a selection cannot be named.
var errNowhere = errors.New("these words cannot be told by a label, a column or a line of this mail: select others")

// Point implements domain.Lesson.
func (l *lesson) Point(s domain.TeachSelection, m domain.Meaning) error {
	t, ok := l.locate(s)
	if !ok {
		return refusal(errNowhere)
	}
	return refusal(l.Lesson.Point(t, pointing.Meaning(m)))
}

// refusal makes a sentence of why pointing cannot.
func refusal(err error) error {
	if err == nil {
		return nil
	}
	words := []rune(err.Error())
	return &domain.Error{Code: domain.CodeInvalid, Message: strings.ToUpper(string(words[:1])) + string(words[1:]) + ".", Cause: err}
}

// Answer implements domain.Lesson.
func (l *lesson) Answer(q domain.TeachQuestion, m domain.Meaning) error {
	i := slices.IndexFunc(l.asked, func(a pointing.Question) bool { return a.Title == q.Title })
	if i < 0 {
		return nil // it was answered meanwhile
	}
	return refusal(l.Lesson.Answer(l.asked[i], pointing.Meaning(m)))
}

// Remove implements domain.Lesson.
func (l *lesson) Remove(d domain.TeachDecision) {
	i := slices.IndexFunc(l.decided, func(x pointing.Decision) bool { return x.Text == d.Text && x.What == d.What })
	if i >= 0 {
		l.Lesson.Remove(l.decided[i])
	}
}

// mostOthers bounds how many mails of other senders are decoded, and listed.
const mostOthers = 200

// Others implements domain.Lesson. What a subject and a sender tell is asked first, so that
// few messages are decoded.
func (l *lesson) Others(ctx context.Context) (domain.TeachOthers, error) {
	text := l.Text()
	_, match, _ := strings.Cut(text, "[match]")
	match, _, _ = strings.Cut(match, "\n[")
	if match == l.matched && l.others.Total > 0 {
		return l.others, nil
	}
	d, err := definition.Parse("teach.toml", []byte(text))
	if err != nil {
		return domain.TeachOthers{}, nil // the problems are shown elsewhere
	}
	var list []domain.Message
	err = l.w.store.Read(ctx, func(q domain.Reader) (err error) {
		list, err = q.Messages(domain.MessageFilter{Limit: 1 << 20})
		return err
	})
	if err != nil {
		return domain.TeachOthers{}, err
	}
	var out domain.TeachOthers
	decoded := 0
	for i := range list {
		m := &list[i]
		if strings.EqualFold(addressOf(m.From), l.sender) {
			continue
		}
		if !d.Plausible(m.From, m.Subject) {
			out.Total++
			continue
		}
		if decoded == mostOthers || ctx.Err() != nil {
			continue // it was not looked at
		}
		out.Total++
		decoded++
		var decodedMail *message.Message
		if decodedMail, _, err = l.w.decode(ctx, m.ID); err != nil {
			continue // it is damaged: no reader reads it
		}
		if _, ok := d.Read(ctx, decodedMail, reader.Env{Received: m.Received, Location: l.w.loc}); ok {
			out.List = append(out.List, *m)
		}
	}
	if err = ctx.Err(); err == nil {
		l.matched, l.others = match, out
	}
	return out, err
}
