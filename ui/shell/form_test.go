package shell

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/export"
	"runchecks/ui/form"
	"runchecks/ui/runchecks"
	"runchecks/ui/services"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/widget/textarea"
)

// on shows a screen and runs what opens a form there.
func on(screen string, open func(d *desk)) func(*desk) {
	return func(d *desk) {
		d.afresh(screen)
		open(d)
		d.settle()
	}
}

// after runs a command by a part of its name, with whatever row it needs.
func after(screen, name string) func(*desk) {
	return on(screen, func(d *desk) {
		for i := range d.w.list {
			if c := &d.w.list[i]; c.Name == name {
				if !d.within(c) {
					d.Errorf("%s cannot be done", name)
				}
				d.w.perform(c)
				return
			}
		}
		d.Errorf("there is no command %s", name)
	})
}

var mailAccount = domain.Account{
	Name:     "mailbox",
	Kind:     domain.AccountIMAP,
	Host:     "127.0.0.1",
	Port:     1,
	Security: domain.SecurityNone,
	User:     "u",
	Secret:   domain.SecretKeychain,
	Folders:  []string{"INBOX"},
}

// forms opens every form of the program, by the function that makes it.
var forms = map[string]func(*desk){
	"addressForm":  on(screenAccounts, func(d *desk) { d.w.addMailbox() }),
	"findSettings": on(screenAccounts, func(d *desk) { d.w.findSettings(mailAccount, byHand) }),
	"mailboxForm":  on(screenAccounts, func(d *desk) { d.w.mailboxForm(mailboxDraft{account: mailAccount}, "") }),
	"foldersForm": on(screenAccounts, func(d *desk) {
		d.w.foldersForm(mailboxDraft{account: mailAccount}, []domain.FolderCount{{Name: "INBOX"}, {Name: "Reports"}})
	}),
	"certificateForm": on(screenAccounts, func(d *desk) {
		shown := domain.Certificate{Host: "mail.example", Pin: "sha256:00", Subject: "mail.example"}
		d.w.certificateForm(mailboxDraft{account: mailAccount}, &domain.UntrustedCertificate{Certificate: shown, Cause: os.ErrPermission})
	}),
	"copiesForm": on(screenRunChecks, func(d *desk) {
		d.w.p.Copies = shelf{}
		d.w.copiesForm([]domain.Copy{{Path: "/copies/1", Size: 1 << 20}})
	}),
	"coveForm":         on(screenAccounts, func(d *desk) { d.w.addCove() }),
	"autotaskForm":     on(screenRunChecks, func(d *desk) { d.w.view.Document(func(x *runchecks.Documenting) { d.w.askAutotask(x, false) }) }),
	"autotaskLogin":    on(screenRunChecks, func(d *desk) { d.w.autotaskLogin(domain.AutotaskState{}) }),
	"autotaskDefaults": on(screenRunChecks, func(d *desk) { d.w.setUpAutotask() }),
	"proxyForm":        on(screenRunChecks, func(d *desk) { d.w.proxyForm(domain.Proxy{}) }),
	"mapCompany":       after(screenCustomers, "Map the customer to a company of Autotask…"),
	"nightForm":        on(screenRunChecks, func(d *desk) { d.w.setNight() }),
	"closeDayForm":     on(screenRunChecks, func(d *desk) { d.w.closeDay() }),
	"customerForm":     after(screenCustomers, "New customer…"),
	"mergeCustomer":    after(screenCustomers, "Merge the customer into another…"),
	"showImport":       on(screenCustomers, func(d *desk) { d.w.showImport("x.csv", export.CustomerFile{}, rules.CustomerImport{}) }),
	"deviceRulesForm":  after(screenDevices, "Rules for devices…"),
	"linkForm":         after(screenDevices, "Link the devices…"),
	"linkToJob":        after(screenDevices, "Link the devices to an existing job…"),
	"askTicket":        after(screenRunChecks, "Ticket…"),
	"askRemark":        after(screenRunChecks, "Remark…"),
	"askAccept":        after(screenRunChecks, "Accept until it changes…"),
	"ticketForm":       after(screenTickets, "New ticket…"),
	"whichTicket": on(screenRunChecks, func(d *desk) {
		d.w.whichTicket([]domain.Ticket{{Key: "1", Code: "T1"}, {Key: "2", Code: "T2"}})
	}),
	"editTicket":  after(screenTickets, "Change the ticket…"),
	"editRemark":  after(screenRemarks, "Change the remark…"),
	"setSchedule": after(screenJobs, "Set the schedule of the job…"),
	"ruleForm":    after(screenOverrides, "New override…"),
	"askOverride": after(screenRunChecks, "Mark as success…"),
	"silenceForm": after(screenJobs, "Set the silence of the jobs…"),
	"askSuccess": on(screenRunChecks, func(d *desk) {
		d.w.view.ToggleTick(0)
		d.w.view.MarkSuccess(nil, d.w.askSuccess)
		d.w.view.ClearTicks()
	}),
	"wordForm":      on(screenRunChecks, func(d *desk) { d.w.putWord() }),
	"proseForm":     on(screenRunChecks, func(d *desk) { d.w.proseForm([]domain.Learned{{Sender: "a@x.example"}}) }),
	"showText":      on(screenRunChecks, func(d *desk) { d.w.showText("Details", "raw") }),
	"roleForm":      on(screenRunChecks, func(d *desk) { d.w.changeRole() }),
	"passwordsForm": on(screenRunChecks, func(d *desk) { d.w.askSecrets([]domain.Account{mailAccount}) }),
	"signInAgainForm": on(screenRunChecks, func(d *desk) {
		a := mailAccount
		a.OAuth = &domain.OAuth{Provider: domain.OAuthGoogle}
		d.w.askSecrets([]domain.Account{a})
	}),
	"sayNotKept":  on(screenAccounts, func(d *desk) { d.w.sayNotKept(mailAccount, os.ErrPermission) }),
	"signInForm":  on(screenAccounts, func(d *desk) { d.w.addSignIn() }),
	"fetchOlder":  after(screenAccounts, "Fetch older mails of the account…"),
	"removeForm":  after(screenAccounts, "Remove the account…"),
	"signInWaits": on(screenAccounts, func(d *desk) { d.w.signInWaits("Enter the code", "1234", func() {}) }),
}

// shelf holds copies of which nobody can tell anything.
type shelf struct{}

func (shelf) Copies() ([]domain.Copy, error)                 { return nil, nil }
func (shelf) BackupNow(context.Context) (domain.Copy, error) { return domain.Copy{}, os.ErrPermission }
func (shelf) LookAt(context.Context, string, bool) (domain.Restoration, error) {
	return domain.Restoration{}, os.ErrPermission
}

// formMakers are the functions of this package that make a form.
func formMakers(t *testing.T) (out []string) {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range tree.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				selected, ok := n.(*ast.SelectorExpr)
				if !ok || selected.Sel.Name != "New" || slices.Contains(out, fn.Name.Name) {
					return true
				}
				if of, ok := selected.X.(*ast.Ident); ok && of.Name == "form" {
					out = append(out, fn.Name.Name)
				}
				return true
			})
		}
	}
	return out
}

// eachForm opens every form of the program in turn.
func eachForm(t *testing.T, do func(t *testing.T, d *desk, open func() *form.Form)) {
	for _, name := range formMakers(t) {
		if forms[name] == nil {
			t.Errorf("%s makes a form that this test does not open", name)
		}
	}
	d := newDeskAs(t, domain.RoleAdmin, func(store domain.Store) { everything(t, store) }, func(p *services.Params) { p.Autotask = tenant{} })
	d.w.held = func() fyne.KeyModifier { return 0 }
	for _, name := range slices.Sorted(maps.Keys(forms)) {
		t.Run(name, func(t *testing.T) {
			d.TB = t
			do(t, d, func() *form.Form {
				forms[name](d)
				if d.w.popup == nil || d.w.popup.form == nil {
					t.Fatal("no form is open")
				}
				return d.w.popup.form
			})
		})
	}
}

// values are what stands in the fields of a form, but for the one with the keyboard, and
// what was decided so far.
func (d *desk) values(f *form.Form) string {
	var out []string
	for _, field := range f.Fields() {
		if field == d.w.canvas().Focused() && form.IsText(field) {
			continue
		}
		switch e := field.(type) {
		case *formentry.Entry:
			out = append(out, e.Text)
		case *formentry.Suggest:
			out = append(out, e.Text)
		case *textarea.Area:
			out = append(out, e.Text)
		case *formentry.Choice:
			out = append(out, e.Selected)
		case *formentry.Check:
			out = append(out, fmt.Sprint(e.Checked))
		}
	}
	journal, err := d.w.p.View.Desk.Journal(context.Background(), 1000)
	if err != nil {
		d.Fatal(err)
	}
	return strings.Join(out, "|") + fmt.Sprint(" ", len(journal), d.w.shown, d.w.view.Ticks())
}

func textOf(field fyne.Focusable) string {
	switch e := field.(type) {
	case *formentry.Entry:
		return e.Text
	case *formentry.Suggest:
		return e.Text
	case *textarea.Area:
		return e.Text
	}
	return ""
}

func TestTheFirstLetterTypedIntoAFormIsText(t *testing.T) {
	eachForm(t, func(t *testing.T, d *desk, open func() *form.Form) {
		letters := map[rune]bool{'a': true, 'e': true, 'j': true, 'x': true, '1': true, '?': true}
		for r := range open().Quicks() {
			letters[r] = true
		}
		for r := range letters {
			f := open()
			focused := d.w.canvas().Focused()
			if len(f.Fields()) > 0 && focused == nil {
				t.Fatal("no field has the keyboard")
			}
			texts := slices.ContainsFunc(f.Fields(), func(e fyne.Focusable) bool {
				off, ok := e.(fyne.Disableable)
				return form.IsText(e) && (!ok || !off.Disabled())
			})
			if texts != form.IsText(focused) {
				t.Fatalf("%T has the keyboard", focused)
			}
			before := d.values(f)
			d.typeText(string(r))
			if texts && !strings.ContainsRune(textOf(focused), r) {
				t.Errorf("%c did not arrive: %q", r, textOf(focused))
			}
			if after := d.values(f); after != before || d.w.popup == nil || d.w.popup.form != f || d.w.canvas().Focused() != focused {
				t.Errorf("%c did something else: %s, before %s", r, after, before)
			}
		}
	})
}

func TestEscapeClosesAFormFromEachOfItsFieldsAndTabLeavesThem(t *testing.T) {
	eachForm(t, func(t *testing.T, d *desk, open func() *form.Form) {
		open()
		fields := map[fyne.Focusable]bool{}
		for !fields[d.w.canvas().Focused()] {
			fields[d.w.canvas().Focused()] = true
			d.w.canvas().FocusNext()
		}
		for steps := range len(fields) {
			open()
			for range steps {
				d.w.canvas().FocusNext()
			}
			focused := d.w.canvas().Focused()
			if tab, ok := focused.(fyne.Tabbable); ok && tab.AcceptsTab() {
				t.Errorf("%T keeps Tab", focused)
			}
			d.key(fyne.KeyEscape)
			if d.w.popup != nil {
				t.Errorf("Escape does not close it from %T %q", focused, textOf(focused))
			}
		}
	})
}

func TestTheQuickKeysOfAFormWorkFromItsTexts(t *testing.T) {
	eachForm(t, func(t *testing.T, d *desk, open func() *form.Form) {
		for r := range open().Quicks() {
			f := open()
			did := false
			do := f.Quicks()[r]
			f.Quicks()[r] = func() { did = true; do() }
			d.short(form.QuickShortcut(r))
			if !did {
				t.Errorf("%s does nothing", form.QuickKey(r))
			}
		}
	})
}

func TestALongListOfTicketsTakesTheHeightThatIsFree(t *testing.T) {
	d := newDesk(t, 6)
	d.w.window.Resize(fyne.NewSize(1366, 740))
	for n := range 9 {
		d.letter('t')
		d.typeText(fmt.Sprint("T", n))
		d.key(fyne.KeyReturn)
	}
	d.letter('t')
	room := d.w.popup.form.Extra.Size().Height
	if rows := room / 40; rows < 6 {
		t.Errorf("%.1f of 9 tickets are in view, %.0f high in a window of %v", rows, room, d.w.canvas().Size())
	}
}

func TestNoFormMakesTheWindowGrow(t *testing.T) {
	eachForm(t, func(t *testing.T, d *desk, open func() *form.Form) {
		d.w.window.Resize(fyne.NewSize(1024, 660)) // 1024 by 700 less the menu
		open()
		if least, room := d.w.popup.MinSize(), d.w.canvas().Size(); least.Width > room.Width || least.Height > room.Height {
			t.Errorf("it needs %v of %v", least, room)
		}
	})
}
