package workspace

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/mailout"
	"runchecks/sync/source"
	"runchecks/sync/team"
)

// How the packages that write the cache or keep secrets are kept from what a role may not
// do (product.md, section 3: where the decision is made, not in the screen).
const (
	// asks: each exported method has a row in methods.
	asks = "asks"
	// elsewhere: a table of its own (domain/review/permission_test.go).
	elsewhere = "elsewhere"
)

// writers are the packages that may write the cache or keep secrets. Those that neither
// ask nor have a table of their own are below the others: only the packages that are named
// may import them.
var writers = map[string][]string{
	"domain":                 {elsewhere}, // the ports themselves
	"domain/review":          {elsewhere},
	"sync/accounts":          {asks},
	"sync/ticketing":         {asks},
	"sync/proxy":             {asks},
	"sync/notice":            {asks},
	"sync/mailout":           {asks},
	"sync/engine":            {asks},
	"sync/workbench":         {asks},
	"sync/library":           {asks},
	"cmd/internal/workspace": {asks},
	"sync/mailbox":           {asks},
	"sync/ingest": {
		"sync/engine", "sync/source", "sync/mailbox", "sync/mailitem", "sync/cove", "sync/reprocess",
		"sync/team/collect",
		"tools/teachtime", "ui/modeltest", "ui/uitest",
	},
	"sync/reprocess": {"sync/workbench"},
	"storage": {
		"cmd/internal/workspace", "cmd/internal/doctor", "tools/benchsync/client", "tools/interop", "tools/teachtime", "ui/modeltest",
		"ui/uitest", "storage/storagetest/fresh",
	},
	// The terminal for the type of a ring.
	"storage/secrets":           {"cmd/internal/workspace", "cmd/rcheck", "tools/benchsync/client", "tools/interop", "ui/uitest"},
	"storage/storagetest":       {"ui/modeltest", "ui/uitest"},
	"storage/storagetest/fresh": {"ui/modeltest", "ui/uitest"},
	// A real cache under models: only tests import it (cmd/architecture_test.go).
	"ui/modeltest": {},
	"ui/uitest":    {},
}

// hand is a workspace in one role.
type hand struct {
	context.Context
	*Workspace
}

// methods says which roles may call what. Who may not gets CodePermission before anything
// is looked at; who may gets any other answer to a call about nothing.
var methods = map[string]struct {
	roles string // the first letters of the roles that may
	call  func(hand) error
}{
	"accounts.Keeper.Add":    {"a", func(h hand) error { _, err := h.Accounts.Add(h, domain.Account{}, ""); return err }},
	"accounts.Keeper.MayAdd": {"a", func(h hand) error { return h.Accounts.MayAdd(h, "x") }},
	"accounts.Keeper.Change": {"a", func(h hand) error { _, err := h.Accounts.Change(h, domain.Account{}, ""); return err }},
	"accounts.Keeper.Forget": {"a", func(h hand) error { return h.Accounts.Forget(h, domain.Account{Name: "x"}) }},
	"accounts.Keeper.Enter": {
		"ao",
		func(h hand) error { return h.Accounts.Enter(h, "x", "") },
	}, // an Admin alone where it does not wait: TestARoleThatMayNotChangesNoAccount
	"accounts.Keeper.Folders": {"aov", func(h hand) error { _, err := h.Accounts.Folders(h, domain.Account{}); return err }},

	"workspace.Workspace.CreateTeam":     {"a", func(h hand) error { _, err := h.CreateTeam(ended(), "x", "x", ""); return err }},
	"workspace.Workspace.RemoveFromTeam": {"a", func(h hand) error { return h.RemoveFromTeam(ended(), "x", "", "y") }},
	"workspace.Workspace.InviteToTeam": {"a", func(h hand) error {
		_, _, err := h.InviteToTeam(ended(), "x", "", "y", domain.RoleViewer, false)
		return err
	}},
	"workspace.Workspace.JoinTeam":  {"a", func(h hand) error { _, err := h.JoinTeam(ended(), team.Invitation{}, ""); return err }},
	"workspace.Workspace.LeaveTeam": {"aov", func(h hand) error { _, err := h.LeaveTeam(h); return err }},

	"ticketing.Connection.Connect":     {"a", func(h hand) error { return h.ServiceDesk.Connect(ended(), domain.DeskLogin{}) }},
	"ticketing.Connection.Disconnect":  {"a", func(h hand) error { return h.ServiceDesk.Disconnect(h) }},
	"ticketing.Connection.SetDefaults": {"a", func(h hand) error { return h.ServiceDesk.SetDefaults(h, domain.DeskDefaults{}) }},
	"ticketing.Connection.Create": {"ao", func(h hand) error {
		_, err := h.ServiceDesk.Create(h, domain.DeskDraft{})
		return err
	}},
	"ticketing.Connection.Settle": {"ao", func(h hand) error { return h.ServiceDesk.Settle(h, true) }},
	"ticketing.Connection.Hold":   {"aov", func(h hand) error { return h.ServiceDesk.Hold(h, "", "") }},
	"ticketing.Connection.Poll":   {"aov", func(h hand) error { _, err := h.ServiceDesk.Poll(h); return err }},

	"proxy.Keeper.Set":  {"a", func(h hand) error { _, err := h.Proxy.Set(h, domain.Proxy{Direct: true}, ""); return err }},
	"proxy.Keeper.Hold": {"aov", func(h hand) error { return h.Proxy.Hold(h, "") }},

	"notice.Keeper.Add":    {"a", func(h hand) error { return h.Notices.Add(ended(), domain.Notice{}, "") }},
	"notice.Keeper.Remove": {"a", func(h hand) error { return h.Notices.Remove(h, "x") }},
	"notice.Keeper.Test":   {"a", func(h hand) error { return h.Notices.Test(ended(), "x") }},
	// What was chosen by an Admin is told in any role: by a timer, after a sync.
	"notice.Keeper.Tell":        {"aov", func(h hand) error { return h.Notices.Tell(ended()) }},
	"notice.Keeper.TellDesktop": {"aov", func(h hand) error { return h.Notices.TellDesktop(ended(), nil) }},
	"mailout.Keeper.Set":        {"a", func(h hand) error { return h.Mail.Set(ended(), domain.MailOut{}, "") }},
	"mailout.Keeper.Remove":     {"a", func(h hand) error { return h.Mail.Remove(h) }},
	"mailout.Keeper.Hold":       {"aov", func(h hand) error { return h.Mail.Hold(h, "") }},
	"mailout.Keeper.Send": {"aov", func(h hand) error {
		_, err := h.Mail.Send(ended(), mailout.Mail{})
		return err
	}},

	"workbench.Workbench.KeepDraft": {"ao", func(h hand) error { return h.Bench.KeepDraft("x.toml", "x") }},
	"workbench.Workbench.Reread":    {"ao", func(h hand) error { _, err := h.Bench.Reread(h, []int64{1}, nil); return err }},

	// A sync fetches what is there, in any role: what it is to do with it was decided.
	"engine.Engine.Sync":     {"aov", func(h hand) error { return h.Engine.Sync(h, "") }},
	"engine.Engine.Older":    {"aov", func(h hand) error { return h.Engine.Older(h, "x", time.Now()) }},
	"engine.Engine.Import":   {"aov", func(h hand) error { return h.Engine.Import(h) }},
	"engine.Engine.Attempts": {"aov", func(h hand) error { return h.Engine.Attempts(h) }},
	"engine.Engine.Missed":   {"aov", func(h hand) error { return h.Engine.Missed(h) }},
	"mailbox.Source.Sync":    {"aov", func(h hand) error { return h.Engine.Sync(h, "") }},
	"mailbox.Source.Watch": {"aov", func(h hand) error {
		return h.Engine.Watch(ended(), domain.Account{Kind: domain.AccountIMAP}, source.Watch{})
	}},
	"engine.Engine.Watch": {"aov", func(h hand) error { return h.Engine.Watch(ended(), domain.Account{}, source.Watch{}) }},

	"workspace.Workspace.RemoveAccount": {"a", func(h hand) error { _, _, _, err := h.RemoveAccount(h, "x", true); return err }},
	"workspace.Workspace.Backup": {"aov", func(h hand) error {
		_, err := h.Backup(h, filepath.Join(h.Folder, "none", "x"))
		return err
	}},
	"workspace.Workspace.BackupNow": {"aov", func(h hand) error { _, err := h.BackupNow(h); return err }},
	"workbench.Workbench.OpenFile": {"ao", func(h hand) error {
		_, err := h.Bench.OpenFile(h, []byte("Subject: x\r\n\r\n"), time.Now())
		return err
	}},
	"workspace.Workspace.CheckForUpdate":  {"aov", func(h hand) error { _, err := h.CheckForUpdate(h); return err }},
	"workspace.Workspace.Maintain":        {"aov", func(h hand) error { return h.Maintain(h, false, nil) }},
	"workspace.Workspace.SettleRetention": {"aov", func(h hand) error { return h.SettleRetention(h) }},
	"workspace.Workspace.Compact":         {"a", func(h hand) error { _, err := h.Compact(h); return err }},
	"workspace.Workspace.Retain":          {"a", func(h hand) error { _, err := h.Retain(h, domain.RetentionPlan{}, nil); return err }},
	"workspace.Workspace.UndoRetention":   {"a", func(h hand) error { _, err := h.UndoRetention(h); return err }},

	"workspace.Workspace.Keep": {"aov", func(h hand) error { _, err := h.Keep(h); return err }},
	"workspace.Workspace.Care": {"aov", func(h hand) error { h.Care(ended(), nil, func(error) {}); return nil }},
	"workspace.Workspace.Sync": {"aov", func(h hand) error { return h.Workspace.Sync(h, "") }},
	"workspace.Workspace.Collect": {
		"aov",
		func(h hand) error { return h.Workspace.Collect(ended(), "") },
	}, // the database lets whom it lets
	"workspace.Workspace.Stay":  {"aov", func(h hand) error { return h.Stay(ended(), false, func(error) {}) }},
	"workspace.Workspace.Hold":  {"aov", func(h hand) error { return h.Workspace.Hold(h, "x", "") }},
	"workspace.Workspace.SetUp": {"aov", func(h hand) error { return h.SetUp(h) }}, // only of a demo
}

// ended is a context that has ended: nothing is asked of the network.
func ended() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// looks are the methods that change nothing that lasts.
var looks = []string{
	"workspace.File.Text", "workspace.Built.Text", "workspace.Workspace.LookAtTeam", "workspace.Workspace.Mailboxes",
	"workspace.Workspace.HoldTeam", "workspace.Workspace.MailboxTeam", "workspace.Workspace.AskKeychain",
	// What is made of reports, and what was decided elsewhere.
	"workbench.Workbench.File", "workspace.Workspace.PlanRetention", "workspace.Workspace.LastRetention",
	"workspace.Workspace.Index", "workspace.Workspace.KeepSearchable", "workspace.Workspace.ShareWithTeam",
	"notice.Keeper.List", "mailout.Keeper.Chosen", "workspace.Workspace.Morning", "workspace.Workspace.Speaks",
	"mailbox.Source.Token", // for the mail of the morning, which leaves by the server of a mailbox
	"proxy.Keeper.Chosen", "proxy.Keeper.Proxy", "proxy.Keeper.Refused",
	"accounts.Keeper.Guess", "accounts.Keeper.Find", "accounts.Keeper.Check", "accounts.Keeper.SignIn", "accounts.Keeper.SignInAccount",
	"accounts.Keeper.SessionOnly", "accounts.Finder.Find",
	"ticketing.Connection.Close", "ticketing.Connection.Missing", "ticketing.Connection.Ready", "ticketing.Connection.State",
	"ticketing.Connection.Kinds", "ticketing.Connection.AllCompanies", "ticketing.Connection.Fields",
	"ticketing.Connection.Companies", "ticketing.Connection.Company",
	"ticketing.Connection.Mappings", "autotask.Choice.ID", "autotask.Fields.Field", "autotask.Fields.Required", "autotask.Fields.Label",
	"autotask.Field.Choosable",
	"workbench.Workbench.Readers", "workbench.Workbench.Propose", "workbench.Workbench.Explain", "workbench.Workbench.Try",
	"workbench.Workbench.Look", "workbench.Workbench.Stale",
	"workbench.Workbench.Teach", "workbench.Workbench.Mails", "workbench.Workbench.ProposeProse", "workbench.Workbench.LearnedProse",
	"workbench.Workbench.UnknownWords", "workbench.Workbench.WordClasses", "workbench.Workbench.OwnWords",
	"workbench.Workbench.PutWord", // makes the text that the decision then writes
	"library.Library.Registry", "library.Library.Trial", "library.Library.Without", "library.Library.List", "library.Library.Definition",
	"library.Library.Text", "library.Library.Drafts",
	"library.Library.Fingerprint", "library.Library.WordFaults", "library.Library.Lexicon", "library.Library.WordFiles",
	"engine.Engine.Watches", "engine.Engine.Close",
	"mailbox.Source.Connect", "mailbox.Source.Reader", "mailbox.Source.Close", "mailbox.Source.Kind", "mailbox.Trial.Valid",
	"mailbox.Trial.Try",
	"workspace.Workspace.Ping", // calls who was named, and changes nothing
	"workspace.Workspace.Close", "workspace.Workspace.Discard", "workspace.Workspace.Made", "workspace.Workspace.Role",
	"workspace.Workspace.DemoLogin",
	"workspace.Workspace.Copies", "workspace.Workspace.LookAt",
}

// below are the beginnings of methods of clients that only their own package calls (see
// cmd/architecture_test.go): what is above them there asks.
var below = []string{"autotask.Client.", "autotask.Config."}

// inner are methods below others that ask, with the packages that may call them.
var inner = map[string][]string{
	"library.Library.PutDefinition":    {"domain/review"},
	"library.Library.RemoveDefinition": {"domain/review"},
	"library.Library.KeepDraft":        {"sync/workbench", "ui/readers", "ui/teach"}, // they know the workbench alone
}

// sourceFile is one file of the program.
type sourceFile struct {
	folder string // of its package, below the module
	file   *ast.File
}

// program reads every file of the program but its tests.
func program(t *testing.T) (out []sourceFile) {
	t.Helper()
	const root = "../../.."
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		out = append(out, sourceFile{filepath.ToSlash(folder), file})
		return err
	})
	if err != nil || len(out) < 200 {
		t.Fatalf("%d files, %v", len(out), err)
	}
	return out
}

// Whoever can write the cache or keep a secret is listed: another package that begins to
// do so fails until somebody says how it asks for the role.
func TestOnlyPackagesThatAskForTheRoleWrite(t *testing.T) {
	writes := func(port string) bool { return strings.HasSuffix(port, "Tx") || port == "Secrets" }
	for _, s := range program(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			x, ok := n.(*ast.SelectorExpr)
			if !ok || !writes(x.Sel.Name) {
				return true
			}
			if from, ok := x.X.(*ast.Ident); ok && from.Name == "domain" && writers[s.folder] == nil &&
				!strings.HasPrefix(s.folder, "tools/") {
				t.Errorf("%s uses domain.%s and is not listed as a package that writes", s.folder, x.Sel.Name)
			}
			return true
		})
		for _, i := range s.file.Imports {
			path, _ := strconv.Unquote(i.Path.Value)
			path = strings.TrimPrefix(path, "runchecks/")
			may, listed := writers[path]
			if listed && !slices.Contains(may, asks) && !slices.Contains(may, elsewhere) && !slices.Contains(may, s.folder) {
				t.Errorf("%s imports %s, which writes without asking for the role", s.folder, path)
			}
		}
	}
}

// Each exported method of a package that writes is in a table: it asks for a role, changes
// nothing, or may be called by few.
func TestEveryMethodThatChangesAnythingAsksForTheRightRole(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range program(t) {
		if slices.Contains(writers[s.folder], asks) {
			for _, name := range exported(s.file) {
				seen[name] = true
				_, asked := methods[name]
				_, called := inner[name]
				if !asked && !called && !slices.Contains(looks, name) &&
					!slices.ContainsFunc(below, func(of string) bool { return strings.HasPrefix(name, of) }) {
					t.Errorf("%s is in no table: say who may use it", name)
				}
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			for name, by := range inner {
				if strings.HasSuffix(name, "."+call.Sel.Name) && !slices.Contains(by, s.folder) {
					t.Errorf("%s uses %s, which asks for no role", s.folder, name)
				}
			}
			return true
		})
	}
	for name := range methods {
		if !seen[name] {
			t.Errorf("%s is in the table, and is no method", name)
		}
	}
	for _, role := range []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer} {
		w, err := Open(t.Context(), Options{Folder: t.TempDir(), Create: true, Ring: &ring{entries: map[string]string{}}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Desk.SetRole(t.Context(), role, ""); err != nil {
			t.Fatal(err)
		}
		for name, m := range methods {
			err := m.call(hand{t.Context(), w})
			may := strings.Contains(m.roles, string(role[:1]))
			if refused := err != nil && domain.CodeOf(err) == domain.CodePermission; refused == may {
				t.Errorf("%s as %s: %v", name, role, err)
			}
		}
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
}

// exported lists the exported methods of exported types, as package.Type.Method.
func exported(file *ast.File) (names []string) {
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv == nil || !f.Name.IsExported() {
			continue
		}
		receiver := f.Recv.List[0].Type
		if star, ok := receiver.(*ast.StarExpr); ok {
			receiver = star.X
		}
		if name, ok := receiver.(*ast.Ident); ok && name.IsExported() {
			names = append(names, file.Name.Name+"."+name.Name+"."+f.Name.Name)
		}
	}
	return names
}
