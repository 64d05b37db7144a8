package retention_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

// keeper has what goes, and says what was asked of it.
type keeper struct {
	plan          domain.RetentionPlan
	retained, did int
}

func (k *keeper) PlanRetention(context.Context) (domain.RetentionPlan, error) { return k.plan, nil }

func (k *keeper) Retain(_ context.Context, plan domain.RetentionPlan, _ func(domain.RetentionPass)) (domain.RetentionPass, error) {
	k.retained++
	return domain.RetentionPass{RetentionCounts: plan.Goes}, nil
}

func (k *keeper) UndoRetention(context.Context) (domain.RetentionPass, error) {
	k.did++
	return domain.RetentionPass{RetentionCounts: k.plan.Goes}, nil
}

var much = domain.RetentionPlan{
	Ages: domain.RetentionAges{History: 400, Originals: 90},
	Goes: domain.RetentionCounts{Runs: 1200, Messages: 900, Originals: 40, Bytes: 3 << 20},
}

func withKeeper(t *testing.T, role domain.Role, k *keeper) *uitest.Desk {
	t.Helper()
	return uitest.NewAs(t, role, func(store domain.Store) { uitest.Fill(t, store, 1) }, func(p *features.Params) { p.Retention = k })
}

func TestNothingGoesBeforeItWasSaidWhatGoes(t *testing.T) {
	k := &keeper{plan: much}
	d := withKeeper(t, domain.RoleAdmin, k)
	d.Do("retention.plan")
	d.Settle()
	f := d.W.OpenForm()
	if said := f.Line(); !strings.Contains(said, "1,200 runs") || !strings.Contains(said, "40 messages") ||
		!strings.Contains(said, "3.0 MB") ||
		k.retained != 0 {
		t.Fatalf("it says %q", said)
	}
	d.Key(fyne.KeyReturn)
	d.Settle()
	if said := strings.Join(d.W.Said(), " "); k.retained != 1 || !strings.Contains(said, "1,200 runs") {
		t.Errorf("asked %d times, and says %q", k.retained, said)
	}
	d.Do("retention.undo")
	d.Settle()
	if said := strings.Join(d.W.Said(), " "); k.did != 1 || !strings.Contains(said, "Brought back") {
		t.Errorf("brought back %d times, and says %q", k.did, said)
	}
}

func TestWhoMayNotChangeSettingsTakesNothingOut(t *testing.T) {
	k := &keeper{plan: much}
	d := withKeeper(t, domain.RoleOperator, k)
	d.Do("retention.plan")
	d.Settle()
	d.Key(fyne.KeyReturn)
	if k.retained != 0 {
		t.Error("an operator took something out")
	}
}

func TestWhereEverythingIsKeptItSaysWhereToSetAges(t *testing.T) {
	d := withKeeper(t, domain.RoleAdmin, &keeper{})
	d.Do("retention.plan")
	d.Settle()
	if said := d.W.OpenForm().Line(); !strings.Contains(said, "Retention") {
		t.Errorf("it says %q", said)
	}
}

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"plan": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.Do("retention.plan") }),
	}, func(p *features.Params) { p.Retention = &keeper{plan: much} })
}
