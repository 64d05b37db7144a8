package review_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/setting"
)

// examples makes a random decision of each kind. A kind that is not here fails
// TestEveryKindOfDecisionIsTried.
var examples = map[domain.DecisionKind]func(turn) decision{
	domain.DecideReview: func(t turn) decision {
		if t.rng.IntN(4) == 0 {
			return func() (domain.Decision, error) { return t.svc.ReviewWithNote(t.ctx, t.target, "seen, a test") }
		}
		return func() (domain.Decision, error) { return t.svc.MarkReviewed(t.ctx, t.target) }
	},
	domain.DecideUnmark: func(t turn) decision {
		last := t.yes()
		return func() (domain.Decision, error) {
			return t.svc.Unmark(t.ctx, []int64{t.job.ID, t.target[1].Job}, last)
		}
	},
	domain.DecideSuccess: func(t turn) decision {
		reason := pick(t.chaos, []string{"tape is changed by hand", "a test"})
		switch t.rng.IntN(3) {
		case 0:
			return func() (domain.Decision, error) { return t.svc.MarkJobsSuccess(t.ctx, t.target, reason) }
		case 1:
			return func() (domain.Decision, error) { return t.svc.ExplainSuccess(t.ctx, t.run.ID, reason) }
		default:
			return func() (domain.Decision, error) { return t.svc.MarkSuccess(t.ctx, t.run.ID, reason) }
		}
	},
	domain.DecideOverride: func(t turn) decision {
		q := review.OverrideRequest{
			Run: t.run.ID, Scope: pick(t.chaos, []review.Scope{review.ScopeJob, review.ScopeAll}), For: pick(t.chaos,
				[]review.Period{review.OneWeek, review.Permanent}),
			Text: pick(t.chaos, []string{"vss", "disk", "guest"}), Mode: domain.MatchContains, ThisNight: t.yes(), Worst: pick(t.chaos,
				[]domain.Status{0, domain.Warning, domain.Failed}),
		}
		return func() (domain.Decision, error) { return t.svc.CreateOverride(t.ctx, q) }
	},
	domain.DecideRule: func(t turn) decision {
		o := pick(t.chaos, t.overrides)
		switch on := t.yes(); t.rng.IntN(4) {
		case 0:
			return func() (domain.Decision, error) { return t.svc.EnableRule(t.ctx, o.Key, on) }
		case 1:
			return func() (domain.Decision, error) { return t.svc.DeleteRule(t.ctx, o.Key) }
		}
		o.Text, o.Mode = pick(t.chaos, []string{"vss", "disk", "snapshot"}), domain.MatchContains
		if o.Key == "" {
			o.Level, o.Job, o.Enabled, o.From = domain.LevelJob, t.job.Key, true, t.now.Add(-48*time.Hour)
		}
		return func() (domain.Decision, error) { return t.svc.SaveRule(t.ctx, o) }
	},
	domain.DecideApprove: func(t turn) decision {
		customer := fmt.Sprintf("Customer %d", t.rng.IntN(4))
		if t.yes() {
			other := review.Approval{Customer: fmt.Sprintf("Customer %d", t.rng.IntN(6)), Jobs: []domain.JobKey{pick(t.chaos, t.jobs).Key}}
			return func() (domain.Decision, error) {
				return t.svc.ApproveEach(t.ctx, []review.Approval{{Customer: customer, Jobs: []domain.JobKey{t.job.Key}}, other})
			}
		}
		return func() (domain.Decision, error) { return t.svc.Approve(t.ctx, []domain.JobKey{t.job.Key}, customer) }
	},
	domain.DecideDefinition: func(t turn) decision {
		file, text := fmt.Sprintf("r%d.toml", t.rng.IntN(3)), fmt.Sprint(t.rng.IntN(3))
		if t.yes() {
			return func() (domain.Decision, error) { return t.svc.DeleteDefinition(t.ctx, file) }
		}
		return func() (domain.Decision, error) { return t.svc.SaveDefinition(t.ctx, file, text) }
	},
	domain.DecideWord: func(t turn) decision {
		file, text := fmt.Sprintf("w%d.toml", t.rng.IntN(2)), pick(t.chaos, []string{"", "one", "two"})
		return func() (domain.Decision, error) {
			return t.svc.ChangeWords(t.ctx, file, func(string) (string, domain.WordPut, error) {
				return text, domain.WordPut{Word: "wibble", Class: "good"}, nil
			})
		}
	},
	domain.DecideProse: func(t turn) decision {
		sender, runs := t.marked()
		if t.rng.IntN(4) == 0 {
			return func() (domain.Decision, error) { return t.svc.ForgetProse(t.ctx, sender) }
		}
		var learned []domain.Learned
		for range 1 + t.rng.IntN(3) {
			word := fmt.Sprint("wibble", t.rng.IntN(9))
			learned = append(learned, domain.Learned{Sender: sender, Prose: domain.Prose{
				Place: "line", Text: word, Parts: []domain.ProsePart{{Text: word}, {Text: "loft"}},
			}})
		}
		return func() (domain.Decision, error) { return t.svc.LearnProse(t.ctx, learned, runs) }
	},
	domain.DecideTicket: func(t turn) decision {
		k, widen, code, from := pick(t.chaos, t.tickets), t.yes(), fmt.Sprintf("T%d", t.rng.IntN(30)), t.now.Add(-24*time.Hour)
		if t.yes() {
			from = time.Time{}
		}
		switch t.rng.IntN(6) {
		case 0, 1:
			return func() (domain.Decision, error) {
				return t.svc.CreateTicket(t.ctx, domain.Ticket{Code: code, Scopes: []domain.Scope{t.scope}, ActiveFrom: from}, t.from)
			}
		case 2:
			return func() (domain.Decision, error) { return t.svc.LinkTicket(t.ctx, k.Key, t.from, widen) }
		case 3:
			if k.Resolved.IsZero() {
				return func() (domain.Decision, error) { return t.svc.ResolveTicket(t.ctx, k.Key) }
			}
			return func() (domain.Decision, error) { return t.svc.ReopenTicket(t.ctx, k.Key) }
		case 4:
			run := t.run.ID
			if linked := t.linked(k.Key); len(linked) > 0 {
				run = pick(t.chaos, linked).ID
			}
			return func() (domain.Decision, error) { return t.svc.UnlinkTicket(t.ctx, k.Key, run) }
		default:
			k.Description, k.Scopes = "more words", append(slices.Clone(k.Scopes), t.scope)
			return func() (domain.Decision, error) { return t.svc.SaveTicket(t.ctx, k) }
		}
	},
	domain.DecideRemark: func(t turn) decision {
		r := pick(t.chaos, t.remarks)
		switch t.rng.IntN(4) {
		case 0:
			return func() (domain.Decision, error) { return t.svc.DeleteRemark(t.ctx, r.Key) }
		case 1:
			r.Text = "changed"
			return func() (domain.Decision, error) { return t.svc.SaveRemark(t.ctx, r) }
		default:
			return func() (domain.Decision, error) {
				return t.svc.CreateRemark(t.ctx, domain.Remark{Text: "tape is changed by hand", Scopes: []domain.Scope{t.scope}}, t.from)
			}
		}
	},
	domain.DecideAccept: func(t turn) decision {
		r := review.AcceptRequest{
			Run:            t.run.ID,
			Level:          pick(t.chaos, []domain.AcceptLevel{domain.AcceptJob, domain.AcceptObject, domain.AcceptError}),
			Object:         "vm1",
			UntilSuccess:   t.yes(),
			UntilWorse:     t.yes(),
			UntilNewObject: t.yes(),
			UntilNextRun:   t.rng.IntN(5) == 0,
			Note:           "waiting for a disk",
		}
		switch a := pick(t.chaos, t.acceptances); t.rng.IntN(4) {
		case 0:
			return func() (domain.Decision, error) { return t.svc.AcceptJobs(t.ctx, t.target, r) }
		case 1:
			return func() (domain.Decision, error) { return t.svc.EndAccept(t.ctx, a.Key) }
		default:
			return func() (domain.Decision, error) { return t.svc.Accept(t.ctx, r) }
		}
	},
	domain.DecideSchedule: func(t turn) decision {
		var sched *domain.Schedule
		if t.yes() {
			sched = &domain.Schedule{Kind: domain.ScheduleInterval, Every: 2, Anchor: "2026-11-01", Times: []int{600}}
		}
		return func() (domain.Decision, error) { return t.svc.SetSchedule(t.ctx, t.job.ID, sched) }
	},
	domain.DecideArchive: func(t turn) decision {
		on := t.job.State != domain.JobArchived
		return func() (domain.Decision, error) { return t.svc.Archive(t.ctx, []int64{t.job.ID}, on) }
	},
	domain.DecideCustomer: func(t turn) decision {
		c, other := pick(t.chaos, t.customers), pick(t.chaos, t.customers)
		if t.rng.IntN(3) == 0 {
			return func() (domain.Decision, error) {
				return t.svc.MergeCustomers(t.ctx, t.customer(c.Name), t.customer(other.Name))
			}
		}
		if t.yes() {
			c.ID = 0
		}
		c.Name, c.Active = fmt.Sprintf("Customer %d", t.rng.IntN(6)), t.rng.IntN(4) > 0
		return func() (domain.Decision, error) { return t.svc.SaveCustomers(t.ctx, []domain.Customer{c}) }
	},
	domain.DecideDelete: func(t turn) decision {
		if ids := []int64{pick(t.chaos, t.deleted).ID}; t.yes() {
			return func() (domain.Decision, error) { return t.svc.RestoreMessages(t.ctx, ids) }
		}
		ids := []int64{pick(t.chaos, t.inbox).ID}
		return func() (domain.Decision, error) { return t.svc.DeleteMessages(t.ctx, ids) }
	},
	domain.DecideLink: func(t turn) decision {
		one, two, on := pick(t.chaos, t.devices), pick(t.chaos, t.devices), t.yes()
		keys := []domain.DeviceKey{one.Key, two.Key}
		switch t.rng.IntN(6) {
		case 0:
			return func() (domain.Decision, error) { return t.svc.UnlinkDevices(t.ctx, keys) }
		case 1:
			return func() (domain.Decision, error) { return t.svc.IgnoreDevices(t.ctx, keys[:1], on) }
		case 2:
			return func() (domain.Decision, error) { return t.svc.ConfirmMove(t.ctx, keys, on) }
		}
		links := []domain.DeviceLink{{Device: one.Key, Customer: fmt.Sprintf("Customer %d", t.rng.IntN(4))}}
		if on {
			links[0].Job = t.job.ID
		}
		if two.Key != one.Key {
			links = append(links, domain.DeviceLink{Device: two.Key, Customer: "Customer 7"})
		}
		return func() (domain.Decision, error) { return t.svc.LinkDevices(t.ctx, links) }
	},
	domain.DecideDeviceRules: func(t turn) decision {
		r := domain.DeviceRules{KeepWorse: t.yes(), DeadWarning: t.rng.IntN(3)}
		return func() (domain.Decision, error) { return t.svc.SetDeviceRules(t.ctx, r) }
	},
	domain.DecideJoin: func(t turn) decision {
		other := pick(t.chaos, t.jobs).Key
		keys := []domain.JobKey{other}
		if t.yes() {
			keys = append(keys, domain.NewJobKey("backup@customer1.example", "Other", "", fmt.Sprint("words ", t.rng.IntN(3))))
		}
		return func() (domain.Decision, error) { return t.svc.Join(t.ctx, t.job.Key, keys) }
	},
	domain.DecideSilence: func(t turn) decision {
		days := pick(t.chaos, []int{0, domain.SilenceNever, 3, 30})
		return func() (domain.Decision, error) { return t.svc.SetSilence(t.ctx, []int64{t.job.ID}, days) }
	},
	domain.DecideLater: func(t turn) decision {
		switch t.rng.IntN(3) {
		case 0:
			return func() (domain.Decision, error) { return t.svc.LookNow(t.ctx, t.target) }
		case 1:
			return func() (domain.Decision, error) { return t.svc.LookLater(t.ctx, t.target, time.Time{}) }
		}
		until := t.now.Add(time.Duration(1+t.rng.IntN(40)) * time.Hour)
		return func() (domain.Decision, error) { return t.svc.LookLater(t.ctx, t.target, until) }
	},
	domain.DecideClaim: func(t turn) decision {
		if t.rng.IntN(4) == 0 {
			return func() (domain.Decision, error) { return t.svc.GiveBack(t.ctx, t.target) }
		}
		who, until := pick(t.chaos, []string{"", "kim", "sam"}), t.now.Add(time.Duration(1+t.rng.IntN(40))*time.Hour)
		return func() (domain.Decision, error) { return t.svc.Claim(t.ctx, t.target, who, until) }
	},
	domain.DecideCause: func(t turn) decision {
		keys := []string{"veeam\x00a", "veeam\x00b", "cove\x00c"}
		key := pick(t.chaos, keys)
		switch t.rng.IntN(3) {
		case 0:
			out := t.yes()
			return func() (domain.Decision, error) { return t.svc.TakeOutOfCause(t.ctx, key, "words", t.job.ID, out) }
		case 1:
			other := pick(t.chaos, append(keys, ""))
			parts := keys[:1+t.rng.IntN(len(keys))]
			return func() (domain.Decision, error) { return t.svc.JoinCauses(t.ctx, parts, "words", other) }
		}
		name := pick(t.chaos, []string{"", "gateway down"})
		return func() (domain.Decision, error) { return t.svc.NameCause(t.ctx, key, "words", name) }
	},
	domain.DecideSetting: func(t turn) decision {
		if judge := pick(t.chaos, []domain.AttemptJudge{domain.JudgeLast, domain.JudgeWorst}); t.rng.IntN(4) == 0 {
			return func() (domain.Decision, error) { return t.svc.SetAttemptJudge(t.ctx, judge) }
		}
		hour := t.rng.IntN(25)
		if t.yes() {
			proxy := domain.Proxy{Scheme: "http", Host: "proxy.example", Port: 3128 + hour}
			return func() (domain.Decision, error) { return t.svc.SetProxy(t.ctx, proxy) }
		}
		if t.yes() {
			return func() (domain.Decision, error) { return t.svc.SetProfileSilence(t.ctx, 1+hour) }
		}
		if listed := setting.Listed(); hour%3 == 0 {
			value := []string{"2", "40", "worst", "nl", "none"}[hour%5]
			return func() (domain.Decision, error) { return t.svc.SetSetting(t.ctx, listed[hour%len(listed)].Key, value) }
		}
		return func() (domain.Decision, error) { return t.svc.SetNightStart(t.ctx, hour) }
	},
	domain.DecideSender: func(t turn) decision {
		servers, run := pick(t.chaos, [][]string{nil, {"mx1"}, {"mx1"}, {"mx1", "mx2"}}), t.run.ID
		for _, r := range t.runs {
			if r.Doubted {
				run = r.ID
			}
		}
		if t.yes() {
			return func() (domain.Decision, error) { return t.svc.AcceptSender(t.ctx, run) }
		}
		return func() (domain.Decision, error) { return t.svc.TrustServers(t.ctx, "mailbox", servers...) }
	},
	domain.DecideRole: func(t turn) decision {
		if phrase := pick(t.chaos, []string{"", "horse"}); t.yes() {
			return func() (domain.Decision, error) { return t.svc.SetPassphrase(t.ctx, "horse", phrase) }
		}
		return func() (domain.Decision, error) { return t.svc.SetRole(t.ctx, domain.RoleAdmin, "") }
	},
	domain.DecideAccount: func(t turn) decision {
		spare := domain.Account{
			Name: "spare",
			Kind: domain.AccountIMAP,
			Host: "mail.example",
			Port: 993,
			User: pick(t.chaos, []string{"a", "b"}),
		}
		kept := func(context.Context, domain.Account) error { return nil }
		yes := t.yes()
		switch t.rng.IntN(5) {
		case 0:
			return t.newest(func() error { _, err := t.svc.AddAccount(t.ctx, spare, kept); return err })
		case 1:
			return t.newest(func() error { _, err := t.svc.ChangeAccount(t.ctx, spare, kept); return err })
		case 2:
			return t.newest(func() error { return t.svc.SetAccountSecret(t.ctx, "spare", domain.Health{}, kept) })
		case 3:
			return t.newest(func() error { _, _, err := t.svc.RemoveAccount(t.ctx, "spare", yes); return err })
		}
		return func() (domain.Decision, error) { return t.svc.PauseAccount(t.ctx, "mailbox", yes) }
	},
	domain.DecideDesk: func(t turn) decision {
		did := review.DeskDecision{Did: review.DeskDefaultsSet, Defaults: &domain.DeskDefaults{Queue: int64(t.rng.IntN(9))}}
		return func() (domain.Decision, error) {
			return t.svc.DecideDesk(t.ctx, did, func(domain.Tx) error { return nil })
		}
	},
	domain.DecideNotice: func(t turn) decision {
		did := review.NoticeDecision{
			Did:  pick(t.chaos, []review.NoticeDid{review.NoticeKept, review.NoticeRemoved, review.SummaryKept}),
			Name: pick(t.chaos, []string{"office", "desk"}), Service: "ntfy",
		}
		return func() (domain.Decision, error) {
			return t.svc.DecideNotice(t.ctx, did, func(domain.Tx) error { return nil })
		}
	},
	domain.DecideRestore: func(t turn) decision {
		return func() (domain.Decision, error) {
			d, _, err := t.svc.RecordRestore(t.ctx, domain.Restoration{})
			return d, err
		}
	},
	domain.DecideRetention: func(t turn) decision {
		if t.yes() {
			return func() (domain.Decision, error) {
				return t.svc.RecordRetentionUndone(t.ctx, domain.RetentionPass{At: t.now.Add(-time.Hour)})
			}
		}
		return func() (domain.Decision, error) {
			return t.svc.RecordRetention(t.ctx, domain.RetentionAges{History: 400}, domain.RetentionCounts{Runs: t.rng.IntN(9)})
		}
	},
	domain.DecideUndo: func(t turn) decision {
		made, err := t.svc.Journal(t.ctx, 40)
		if err != nil {
			t.Fatal(err)
		}
		// Not where all is undone to the first decision: the undo of an unmark passes over runs
		// that were reviewed anew, and the undo of that review later does not make up for it.
		if one := pick(t.chaos, made); !t.revertible && t.yes() {
			return func() (domain.Decision, error) { return t.svc.UndoOne(t.ctx, one.ID) }
		}
		return func() (domain.Decision, error) { return t.svc.Undo(t.ctx) }
	},
	domain.DecideRedo: func(t turn) decision {
		return func() (domain.Decision, error) {
			d, err := t.svc.Redo(t.ctx)
			if domain.CodeOf(err) != domain.CodeNotFound {
				return d, err
			}
			if d, err = t.svc.Undo(t.ctx); err != nil {
				return d, err
			}
			return t.svc.Redo(t.ctx)
		}
	},
}

// newest makes a decision by a method that does not return it. The clocks of others may run
// before this one, so it is the entry that was not there.
func (t turn) newest(decide func() error) decision {
	return func() (domain.Decision, error) {
		const recent = 100
		before, err := t.svc.Journal(t.ctx, recent)
		if err != nil {
			return domain.Decision{}, err
		}
		if err := decide(); err != nil {
			return domain.Decision{}, err
		}
		after, err := t.svc.Journal(t.ctx, recent)
		if err != nil {
			return domain.Decision{}, err
		}
		for _, d := range after {
			if !slices.ContainsFunc(before, func(old domain.Decision) bool { return old.ID == d.ID }) {
				return d, nil
			}
		}
		return domain.Decision{}, &domain.Error{Code: domain.CodeNotFound, Message: "nothing was decided"}
	}
}

func TestEveryKindOfDecisionIsTried(t *testing.T) {
	for _, kind := range domain.DecisionKinds() {
		if examples[kind] == nil {
			t.Errorf("the random history makes no decision of the kind %s: give it an example", kind)
		}
	}
}

// undecided are the methods of the table of permissions that make no decision.
var undecided = []string{
	"ChangeViews", "Choose", "ChooseKeys",
	"Day",
	"FinishRestore",
	"JoinTeam",
	"Journal",
	"LeaveTeam",
	"Rebuild",
	"SearchJournal",
	"Settled",
	"SignOff",
	"VerifyJournal",
}

func TestEveryMethodThatDecidesIsTried(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "examples_test.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	tried := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if method, ok := n.(*ast.SelectorExpr); ok {
			if svc, ok := method.X.(*ast.SelectorExpr); ok && svc.Sel.Name == "svc" {
				tried[method.Sel.Name] = true
			}
		}
		return true
	})
	for name := range methods {
		if !tried[name] && !slices.Contains(undecided, name) {
			t.Errorf("no example decides by %s", name)
		}
	}
}
