package review_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
)

// methods says which role may use each method of the svc (product.md, section 3).
// Who may not gets CodePermission before anything is looked at; who may gets any other
// answer to a call about nothing.
var methods = map[string]struct {
	roles string // the first letters of the roles that may
	call  func(b *fixture, d *review.Service) error
}{
	"MarkReviewed":    {"ao", func(b *fixture, d *review.Service) error { _, err := d.MarkReviewed(b.ctx, nil); return err }},
	"MarkSuccess":     {"ao", func(b *fixture, d *review.Service) error { _, err := d.MarkSuccess(b.ctx, 0, ""); return err }},
	"MarkJobsSuccess": {"ao", func(b *fixture, d *review.Service) error { _, err := d.MarkJobsSuccess(b.ctx, nil, "x"); return err }},
	"ExplainSuccess":  {"ao", func(b *fixture, d *review.Service) error { _, err := d.ExplainSuccess(b.ctx, 0, "x"); return err }},
	"AcceptJobs": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.AcceptJobs(b.ctx, nil, review.AcceptRequest{})
		return err
	}},
	"CreateOverride": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.CreateOverride(b.ctx, review.OverrideRequest{})
		return err
	}},
	"Unmark": {"a", func(b *fixture, d *review.Service) error { _, err := d.Unmark(b.ctx, []int64{0}, false); return err }},
	"ApproveEach": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.ApproveEach(b.ctx, []review.Approval{{Customer: "x"}})
		return err
	}},
	"Approve":          {"ao", func(b *fixture, d *review.Service) error { _, err := d.Approve(b.ctx, nil, "x"); return err }},
	"SaveRule":         {"ao", func(b *fixture, d *review.Service) error { _, err := d.SaveRule(b.ctx, domain.Override{}); return err }},
	"EnableRule":       {"ao", func(b *fixture, d *review.Service) error { _, err := d.EnableRule(b.ctx, "x", true); return err }},
	"DeleteRule":       {"a", func(b *fixture, d *review.Service) error { _, err := d.DeleteRule(b.ctx, "x"); return err }},
	"SaveDefinition":   {"ao", func(b *fixture, d *review.Service) error { _, err := d.SaveDefinition(b.ctx, "x.toml", ""); return err }},
	"DeleteDefinition": {"ao", func(b *fixture, d *review.Service) error { _, err := d.DeleteDefinition(b.ctx, "x.toml"); return err }},
	"ChangeViews": {"aov", func(b *fixture, d *review.Service) error {
		return d.ChangeViews(b.ctx, func(domain.Reader) (string, bool, error) { return "", false, nil })
	}},
	"ChooseKeys": {"aov", func(b *fixture, d *review.Service) error {
		_, err := d.ChooseKeys(b.ctx, nil)
		return err
	}},
	"Choose": {"aov", func(b *fixture, d *review.Service) error {
		_, _, err := d.Choose(b.ctx, domain.SettingTheme, domain.ThemeDark)
		return err
	}},
	"ChangeWords": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.ChangeWords(b.ctx, "x.toml", func(string) (string, domain.WordPut, error) { return "", domain.WordPut{}, nil })
		return err
	}},
	"Join":        {"ao", func(b *fixture, d *review.Service) error { _, err := d.Join(b.ctx, "x", nil); return err }},
	"LearnProse":  {"ao", func(b *fixture, d *review.Service) error { _, err := d.LearnProse(b.ctx, nil, nil); return err }},
	"ForgetProse": {"ao", func(b *fixture, d *review.Service) error { _, err := d.ForgetProse(b.ctx, ""); return err }},
	"CreateTicket": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.CreateTicket(b.ctx, domain.Ticket{}, review.Documented{})
		return err
	}},
	"LinkTicket": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.LinkTicket(b.ctx, "x", review.Documented{}, false)
		return err
	}},
	"UnlinkTicket":  {"ao", func(b *fixture, d *review.Service) error { _, err := d.UnlinkTicket(b.ctx, "x", 0); return err }},
	"SaveTicket":    {"ao", func(b *fixture, d *review.Service) error { _, err := d.SaveTicket(b.ctx, domain.Ticket{}); return err }},
	"ResolveTicket": {"ao", func(b *fixture, d *review.Service) error { _, err := d.ResolveTicket(b.ctx, "x"); return err }},
	"ReopenTicket":  {"ao", func(b *fixture, d *review.Service) error { _, err := d.ReopenTicket(b.ctx, "x"); return err }},
	"CreateRemark": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.CreateRemark(b.ctx, domain.Remark{}, review.Documented{})
		return err
	}},
	"SaveRemark":   {"ao", func(b *fixture, d *review.Service) error { _, err := d.SaveRemark(b.ctx, domain.Remark{}); return err }},
	"DeleteRemark": {"ao", func(b *fixture, d *review.Service) error { _, err := d.DeleteRemark(b.ctx, "x"); return err }},
	"Accept": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.Accept(b.ctx, review.AcceptRequest{})
		return err
	}},
	"TrustServers": {"a", func(b *fixture, d *review.Service) error {
		_, err := d.TrustServers(b.ctx, "x", "mx.example.com")
		return err
	}},
	"SetSetting": {"a", func(b *fixture, d *review.Service) error {
		_, err := d.SetSetting(b.ctx, domain.SettingCopies, "9")
		return err
	}},
	"AcceptSender":  {"ao", func(b *fixture, d *review.Service) error { _, err := d.AcceptSender(b.ctx, 0); return err }},
	"EndAccept":     {"ao", func(b *fixture, d *review.Service) error { _, err := d.EndAccept(b.ctx, "x"); return err }},
	"SetSchedule":   {"ao", func(b *fixture, d *review.Service) error { _, err := d.SetSchedule(b.ctx, 0, nil); return err }},
	"Archive":       {"a", func(b *fixture, d *review.Service) error { _, err := d.Archive(b.ctx, nil, true); return err }},
	"LinkDevices":   {"ao", func(b *fixture, d *review.Service) error { _, err := d.LinkDevices(b.ctx, nil); return err }},
	"UnlinkDevices": {"ao", func(b *fixture, d *review.Service) error { _, err := d.UnlinkDevices(b.ctx, nil); return err }},
	"IgnoreDevices": {"ao", func(b *fixture, d *review.Service) error { _, err := d.IgnoreDevices(b.ctx, nil, true); return err }},
	"SetDeviceRules": {"a", func(b *fixture, d *review.Service) error {
		_, err := d.SetDeviceRules(b.ctx, domain.DeviceRules{KeepWorse: true})
		return err
	}},
	"ConfirmMove":     {"ao", func(b *fixture, d *review.Service) error { _, err := d.ConfirmMove(b.ctx, nil, true); return err }},
	"SaveCustomers":   {"ao", func(b *fixture, d *review.Service) error { _, err := d.SaveCustomers(b.ctx, nil); return err }},
	"MergeCustomers":  {"ao", func(b *fixture, d *review.Service) error { _, err := d.MergeCustomers(b.ctx, 0, 0); return err }},
	"DeleteMessages":  {"ao", func(b *fixture, d *review.Service) error { _, err := d.DeleteMessages(b.ctx, nil); return err }},
	"RestoreMessages": {"a", func(b *fixture, d *review.Service) error { _, err := d.RestoreMessages(b.ctx, nil); return err }},
	"AddAccount": {"a", func(b *fixture, d *review.Service) error {
		_, err := d.AddAccount(b.ctx, domain.Account{Name: "x", Kind: domain.AccountIMAP}, nil)
		return err
	}},
	"ChangeAccount": {"a", func(b *fixture, d *review.Service) error {
		_, err := d.ChangeAccount(b.ctx, domain.Account{Name: "x"}, nil)
		return err
	}},
	"SetAccountSecret": {"a", func(b *fixture, d *review.Service) error { return d.SetAccountSecret(b.ctx, "x", domain.Health{}, nil) }},
	"DecideDesk": {"a", func(b *fixture, d *review.Service) error {
		_, err := d.DecideDesk(b.ctx, review.DeskDecision{Did: review.DeskDefaultsSet}, func(domain.Tx) error { return nil })
		return err
	}},
	"DecideNotice": {"a", func(b *fixture, d *review.Service) error {
		_, err := d.DecideNotice(b.ctx, review.NoticeDecision{Did: review.NoticeKept, Name: "x"}, func(domain.Tx) error { return nil })
		return err
	}},
	"PauseAccount":  {"a", func(b *fixture, d *review.Service) error { _, err := d.PauseAccount(b.ctx, "x", true); return err }},
	"RemoveAccount": {"a", func(b *fixture, d *review.Service) error { _, _, err := d.RemoveAccount(b.ctx, "x", true); return err }},
	"Undo":          {"ao", func(b *fixture, d *review.Service) error { _, err := d.Undo(b.ctx); return err }},
	"Redo":          {"ao", func(b *fixture, d *review.Service) error { _, err := d.Redo(b.ctx); return err }},
	"UndoOne":       {"ao", func(b *fixture, d *review.Service) error { _, err := d.UndoOne(b.ctx, "x"); return err }},
	"Rebuild":       {"a", func(b *fixture, d *review.Service) error { _, err := d.Rebuild(b.ctx); return err }},
	"SetPassphrase": {"a", func(b *fixture, d *review.Service) error { _, err := d.SetPassphrase(b.ctx, "", ""); return err }},
	"SetRole": {"aov", func(b *fixture, d *review.Service) error {
		_, err := d.SetRole(b.ctx, domain.RoleViewer, "")
		return err
	}},
	"VerifyJournal": {"aov", func(b *fixture, d *review.Service) error { _, err := d.VerifyJournal(b.ctx, nil); return err }},
	"SignOff": {"aov", func(b *fixture, d *review.Service) error {
		_, err := d.SignOff(b.ctx, night, "")
		return err
	}},
	"SetSilence": {"ao", func(b *fixture, d *review.Service) error { _, err := d.SetSilence(b.ctx, []int64{0}, 3); return err }},
	"LookLater": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.LookLater(b.ctx, nil, time.Time{})
		return err
	}},
	"Claim": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.Claim(b.ctx, nil, "", time.Time{})
		return err
	}},
	"GiveBack": {"ao", func(b *fixture, d *review.Service) error { _, err := d.GiveBack(b.ctx, nil); return err }},
	"LookNow":  {"ao", func(b *fixture, d *review.Service) error { _, err := d.LookNow(b.ctx, nil); return err }},
	"ReviewWithNote": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.ReviewWithNote(b.ctx, nil, "seen")
		return err
	}},
	"NameCause": {"ao", func(b *fixture, d *review.Service) error { _, err := d.NameCause(b.ctx, "k", "x", "y"); return err }},
	"JoinCauses": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.JoinCauses(b.ctx, []string{"k"}, "x", "y")
		return err
	}},
	"TakeOutOfCause": {"ao", func(b *fixture, d *review.Service) error {
		_, err := d.TakeOutOfCause(b.ctx, "k", "x", 0, true)
		return err
	}},
	"SetProfileSilence": {"a", func(b *fixture, d *review.Service) error { _, err := d.SetProfileSilence(b.ctx, 0); return err }},
	"SetProxy":          {"a", func(b *fixture, d *review.Service) error { _, err := d.SetProxy(b.ctx, domain.Proxy{}); return err }},
	"SetNightStart":     {"a", func(b *fixture, d *review.Service) error { _, err := d.SetNightStart(b.ctx, 99); return err }},
	"Day":               {"aov", func(b *fixture, d *review.Service) error { _, err := d.Day(b.ctx, night); return err }},
	"Settled":           {"aov", func(b *fixture, d *review.Service) error { _, err := d.Settled(b.ctx); return err }},
	"Journal":           {"aov", func(b *fixture, d *review.Service) error { _, err := d.Journal(b.ctx, 0); return err }},
	"SetAttemptJudge":   {"a", func(b *fixture, d *review.Service) error { _, err := d.SetAttemptJudge(b.ctx, "x"); return err }},
	"JoinTeam":          {"a", func(b *fixture, d *review.Service) error { return d.JoinTeam(b.ctx, domain.Team{}) }},
	"LeaveTeam":         {"aov", func(b *fixture, d *review.Service) error { _, err := d.LeaveTeam(b.ctx); return err }},
	"RecordRetention": {"aov", func(b *fixture, d *review.Service) error {
		_, err := d.RecordRetention(b.ctx, domain.RetentionAges{}, domain.RetentionCounts{})
		return err
	}},
	"RecordRetentionUndone": {"a", func(b *fixture, d *review.Service) error {
		_, err := d.RecordRetentionUndone(b.ctx, domain.RetentionPass{})
		return err
	}},
	"RecordRestore": {"ao", func(b *fixture, d *review.Service) error {
		_, _, err := d.RecordRestore(b.ctx, domain.Restoration{})
		return err
	}},
	"FinishRestore": {"aov", func(b *fixture, d *review.Service) error { _, err := d.FinishRestore(b.ctx); return err }},
	"SearchJournal": {"aov", func(b *fixture, d *review.Service) error {
		_, err := d.SearchJournal(b.ctx, domain.JournalFilter{})
		return err
	}},
}

// readOnly are the methods that only look, or say who decides.
var readOnly = []string{"Actor", "May", "Permit", "MaySetSecret", "Undoable", "Redoable", "Preview", "PreviewRule", "Matches",
	"Rules", "PreviewAccept", "PreviewAcceptJobs", "SenderTrust", "Accepted", "LastTexts", "HasPassphrase",
	// What comes of the team was decided, and permitted, elsewhere.
	"Team", "Known", "HoldRole", "Unsent", "Places", "TakeOver", "CatchUp", "StartAnew"}

func TestEveryMethodAsksForTheRightRole(t *testing.T) {
	svc := reflect.TypeFor[*review.Service]()
	for i := range svc.NumMethod() {
		name := svc.Method(i).Name
		if _, ok := methods[name]; !ok && !slices.Contains(readOnly, name) {
			t.Errorf("%s is in no table: say who may use it", name)
		}
	}
	for name, m := range methods {
		for _, role := range []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer} {
			b := newFixture(t, role)
			err := m.call(b, b.svc)
			may := strings.Contains(m.roles, string(role[:1]))
			if refused := domain.CodeOf(err) == domain.CodePermission && err != nil; refused == may {
				t.Errorf("%s as %s: %v", name, role, err)
			}
		}
	}
}

func TestAReviewInTheSameStepNeedsTheRoleForIt(t *testing.T) {
	if !rules.Permitted(domain.RoleOperator, rules.ActReview) || rules.Permitted(domain.RoleViewer, rules.ActTicket) ||
		rules.Permitted("", rules.ActSee) {
		t.Error("the table of roles is wrong")
	}
}

// plain seals nothing: what a passphrase is for is tested here, not how it is kept.
type plain struct{}

func (plain) Seal(p string) (string, error)       { return "sealed " + p, nil }
func (plain) Fits(sealed, p string) (bool, error) { return sealed == "sealed "+p, nil }

func TestSteppingUpTakesThePassphrase(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	svc := b.withPassphrases()
	if _, err := svc.SetPassphrase(b.ctx, "", "horse"); err != nil {
		t.Fatal(err)
	}
	if has, err := svc.HasPassphrase(b.ctx); !has || err != nil {
		t.Errorf("has %v, %v", has, err)
	}
	if _, err := svc.SetRole(b.ctx, domain.RoleViewer, ""); err != nil {
		t.Fatal("anybody may step down:", err)
	}
	for _, wrong := range []string{"", "Horse", "sealed horse"} {
		if _, err := svc.SetRole(b.ctx, domain.RoleOperator, wrong); domain.CodeOf(err) != domain.CodePermission {
			t.Errorf("with %q: %v", wrong, err)
		}
	}
	if svc.Actor().Role != domain.RoleViewer {
		t.Errorf("role %s", svc.Actor().Role)
	}
	if _, err := svc.SetRole(b.ctx, domain.RoleAdmin, "horse"); err != nil {
		t.Fatal(err)
	}
	if _, err := svc.SetPassphrase(b.ctx, "wrong", "other"); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("changed without the old one: %v", err)
	}
	if _, err := svc.SetPassphrase(b.ctx, "horse", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := svc.SetRole(b.ctx, domain.RoleOperator, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := svc.SetRole(b.ctx, domain.RoleAdmin, ""); err != nil {
		t.Errorf("without a passphrase anybody may step up: %v", err)
	}
	// A role is in the journal and is not undone by Ctrl+Z.
	list, err := svc.Journal(b.ctx, 0)
	if err != nil || len(list) != 6 || list[0].Kind != domain.DecideRole || strings.Contains(string(list[5].Payload), "horse") {
		t.Errorf("journal %+v, %v", list, err)
	}
	if _, err := svc.Undo(b.ctx); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("undo: %v", err)
	}
}
