package uitest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/ui/inbox"
	"runchecks/ui/list"
	"runchecks/ui/reportpane"
	"runchecks/ui/shell"
)

// Lister is a screen with one list.
type Lister interface{ Listing() list.Screen }

// Afresh closes what a command left open and shows a screen.
func (d *Desk) Afresh(screen string) {
	d.W.ClosePopup()
	for top := d.W.Canvas().Overlays().Top(); top != nil; top = d.W.Canvas().Overlays().Top() {
		d.W.Canvas().Overlays().Remove(top)
	}
	d.W.Teach.Point()
	d.W.RunChecks.Model.ShowAllChips()
	if d.W.RunChecks.Model.Grouped() {
		d.W.RunChecks.Model.SwitchGroups()
	}
	if d.W.RunChecks.Model.IncludesReviewed() {
		d.W.RunChecks.Model.SetIncludeReviewed(false)
	}
	d.W.Team.SetState(domain.TeamState{})
	if m := d.W.Inbox.Model; m.ShowsDeleted() {
		m.SwitchDeleted()
	} else if m.Chip() != inbox.ChipAll {
		m.PressChip(inbox.ChipAll)
	}
	d.W.Open(screen)
	if d.W.SearchText() != "" {
		d.W.SetSearchText("")
	}
	d.Settle()
}

// Within brings about what a command needs, as far as the rows of the screen give it, and
// reports whether it can be done then.
func (d *Desk) Within(c *shell.Command) bool {
	if c.Can() || d.Params.View.Desk.Actor().Role != domain.RoleAdmin {
		return c.Can()
	}
	if d.HasReport() {
		d.Report().Mail().SelectAll()
	}
	if l, ok := d.W.Screen().(Lister); ok && c.On != "" {
		for i := 0; i < l.Listing().Len() && !c.Can(); i++ {
			l.Listing().Select(i)
			d.Settle()
		}
	}
	switch {
	case c.Can():
	case c.ID == "retention.undo":
		d.Do("retention.plan")
		d.Settle()
		d.Key(fyne.KeyReturn)
		d.Settle()
	case strings.HasPrefix(c.ID, "team."):
		d.W.Team.SetState(InTeam())
	case d.W.Shown() == shell.Inbox && c.ID == "inbox.approve":
		for i := 0; i < len(d.W.Inbox.Model.Rows()) && !d.W.Inbox.Model.CanGive(); i++ {
			d.W.Inbox.Model.Select(i)
		}
		d.W.Inbox.Model.Give("customer")
		d.Settle()
	case d.W.Shown() == shell.Inbox && c.ID == "inbox.tick-sure":
		d.W.Inbox.Model.Give("customer")
		d.W.Inbox.Model.ClearTicks()
		d.Settle()
	case d.W.Shown() == shell.Inbox:
		for i := 0; i < len(d.W.Inbox.Model.Rows()) && !c.Can(); i++ {
			d.W.Inbox.Model.Select(i)
			d.Settle()
		}
	case d.W.Shown() == shell.ReaderSet && d.W.Readers.Model.CanTeach():
		d.W.Readers.Model.Teach() // a draft
		d.Settle()
	case d.W.Shown() == shell.Teach:
		d.lesson(c)
	case d.W.Shown() == shell.RunChecks && c.ID == "runchecks.view-save":
		d.W.RunChecks.Model.SetSearch("customer")
		d.Settle()
	case d.W.Shown() == shell.RunChecks && strings.HasPrefix(c.ID, "runchecks.view-"):
		d.W.RunChecks.Model.ShowView(0)
		d.Settle()
	case c.ID == "settings.keys-reset":
		d.W.Settings.Model.ChooseKey("runchecks.next-problem", "Q")
		d.Settle()
	case d.W.Shown() == shell.RunChecks && strings.HasPrefix(c.ID, "runchecks.night-"):
		d.earlierNight()
		if c.ID == "runchecks.night-after" {
			d.W.RunChecks.Model.MoveNight(-1)
			d.Settle()
		}
	case d.W.Shown() == shell.RunChecks && (c.ID == "runchecks.pick-night" || c.ID == "runchecks.show-night"):
		d.W.RunChecks.Report().Open(reportpane.Report)
		d.Do("runchecks.history")
		d.Settle()
	case d.W.Shown() == shell.RunChecks && c.ID == "runchecks.unfold-object":
		d.W.RunChecks.Report().Open(reportpane.Report)
		if len(d.W.RunChecks.Model.Rows()) == 0 { // everything was decided meanwhile
			d.W.RunChecks.Model.SetIncludeReviewed(true)
			d.Settle()
		}
		if d.toObjects(c); !c.Can() {
			d.Do("runchecks.full") // an earlier command had given the report the whole height
			d.toObjects(c)
		}
		if !c.Can() {
			d.W.RunChecks.Report().Open("objects") // in a narrow pane they are a tab
			d.toObjects(c)
		}
	case d.W.Shown() == shell.RunChecks && c.ID == "runchecks.unfold":
		d.W.RunChecks.Model.SwitchGroups()
		d.Settle()
	case d.W.Shown() == shell.RunChecks && strings.HasPrefix(c.ID, "runchecks.cause-"):
		d.causes(c)
	case d.W.Shown() == shell.RunChecks:
		about := c.Name == "Take a ticket off the run…" || c.Name == "Accept the new sender of the job"
		for i := 0; i < len(d.W.RunChecks.Model.Rows()) && about && !c.Can(); i++ {
			d.W.RunChecks.Model.Select(i)
			d.Settle()
		}
		if c.Name == "Take a ticket off the run…" && !c.Can() {
			d.ticketOnRun() // what was decided before took all others away
		}
		d.W.RunChecks.Model.SetProgress(domain.SyncProgress{Account: "mailbox", Total: 9, Done: 1})
	}
	return c.Can()
}

// causes brings about what a command about causes needs: one that is selected with others
// ticked, one with others joined, or one of several jobs unfolded.
func (d *Desk) causes(c *shell.Command) {
	m := d.W.RunChecks.Model
	switch c.ID {
	case "runchecks.cause-join", "runchecks.cause-part":
		d.twoCauses(1)
	case "runchecks.cause-out":
		d.twoCauses(2)
	}
	m.SwitchGroups()
	d.Settle()
	switch c.ID {
	case "runchecks.cause-join", "runchecks.cause-part":
		m.TickAll()
		if c.ID == "runchecks.cause-part" {
			m.JoinCauses()
			d.Settle()
		}
	case "runchecks.cause-out":
		for at, row := range m.GroupRows() {
			if row.Job == nil && len(row.Cause.Jobs) > 1 {
				m.SelectGroupRow(at)
				break
			}
		}
		m.Unfold()
		d.Settle()
		m.Move(1)
	}
	d.Settle()
}

// twoCauses stores a waiting run of each of so many jobs with problems of two causes: what was
// decided before may have left none.
func (d *Desk) twoCauses(at int) {
	d.runs++
	err := d.Params.View.Store.Write(context.Background(), func(tx domain.Tx) error {
		jobs, err := tx.Jobs()
		if err != nil {
			return err
		}
		for _, j := range jobs {
			if j.State != domain.JobActive || !j.Customer.Active {
				continue
			}
			run := storagetest.Run(
				j.Job,
				5000+d.runs,
				storagetest.Now.Add(time.Duration(d.runs)*time.Second),
				storagetest.Object(
					"one",
					domain.Failed,
					"the repository is full",
				),
				storagetest.Object("other", domain.Failed, "the writer gave up"),
			)
			if _, err := tx.PutRun(run, string(run.Key)); err != nil {
				return err
			}
			if at--; at == 0 {
				return nil
			}
		}
		return nil
	})
	if err != nil {
		d.Fatal(err)
	}
	d.W.Changed()
	d.Settle()
}

// toObjects goes through the panes until a command about the objects can be run.
func (d *Desk) toObjects(c *shell.Command) {
	d.W.RunChecks.Focus()
	for i := 0; i < 6 && !c.Can(); i++ {
		d.Do("window.next-pane")
		d.Settle()
	}
}

// earlierNight stores a reviewed run of two nights before for the selected job.
func (d *Desk) earlierNight() {
	if len(d.W.RunChecks.Model.Rows()) == 0 {
		return
	}
	d.W.RunChecks.Model.Select(0)
	d.Settle()
	row := d.W.RunChecks.Model.Rows()[0]
	run := storagetest.Run(row.Job, 990, row.Newest.AddDate(0, 0, -2))
	run.Review = &domain.Review{At: row.Newest, By: "kim"}
	err := d.Params.View.Store.Write(context.Background(), func(tx domain.Tx) error {
		_, err := tx.PutRun(run, string(run.Key))
		return err
	})
	if err != nil && domain.CodeOf(err) != domain.CodeConflict { // it is there already
		d.Fatal(err)
	}
	d.W.Changed()
	d.Settle()
}

// ticketOnRun makes a ticket about the runs that wait, and selects one of them.
func (d *Desk) ticketOnRun() {
	d.tickets++
	rows := d.W.RunChecks.Model.Rows()
	for i := range rows {
		from := review.Documented{Jobs: []review.Target{{Job: rows[i].ID}}}
		made := domain.Ticket{Code: fmt.Sprintf("RUN-%d-%d", d.tickets, i), Scopes: []domain.Scope{{Job: rows[i].Key}}}
		_, _ = d.Params.View.Desk.CreateTicket(context.Background(), made, from) // refused where nothing of the job is a problem
	}
	d.W.Changed()
	d.Settle()
	for i := range rows {
		d.W.RunChecks.Model.Select(i)
		if d.Settle(); len(d.W.RunChecks.Model.RunTickets()) > 0 {
			return
		}
	}
}

// lesson begins to teach an unread message of the inbox and says one word of it, so that
// there is something to use, to show and to decide.
func (d *Desk) lesson(c *shell.Command) {
	rows := d.W.Inbox.Model.Rows()
	for i := 0; i < len(rows) && !c.Can(); i++ {
		d.W.Teach.Model.Open(rows[i].ID, "", "", func() {})
		d.Settle()
		d.W.Open(shell.Teach)
	}
}

// Strike types a key as the driver of Fyne routes it: shortcuts to the menu, then to what
// has the keyboard, then to the window; other keys to what has the keyboard, or the window.
func (d *Desk) Strike(c *shell.Command) {
	d.Helper()
	held := fyne.KeyModifier(0)
	if c.Stroke().Shift {
		held = fyne.KeyModifierShift
	}
	d.Held = held
	defer func() { d.Held = 0 }()
	focused := d.W.Canvas().Focused()
	switch {
	case c.In != "":
		in, err := shell.StrokeOf(c.In)
		if err != nil {
			d.Fatal(err)
		}
		d.Short(in.Shortcut)
		if open := d.W.OpenMenu(); open != nil {
			for _, r := range string(c.Key) {
				open.TypedRune(r)
			}
		}
	case c.Stroke().Shortcut != nil:
		d.Short(c.Stroke().Shortcut)
	case c.Stroke().Rune != 0 && focused != nil:
		focused.TypedRune(c.Stroke().Rune)
	case c.Stroke().Rune != 0:
		d.W.Typed(c.Stroke().Rune)
	case c.Stroke().Shift || focused == nil: // a test's driver holds no key
		d.W.Key(&fyne.KeyEvent{Name: c.Stroke().Press}, held)
	default:
		focused.TypedKey(&fyne.KeyEvent{Name: c.Stroke().Press})
	}
	d.Settle()
}

// Short types a shortcut. What is no text's comes to the window from every field: texts hand
// it on (keyboard.PassShortcut), which the canvas of a test has no ear for.
func (d *Desk) Short(s fyne.Shortcut) {
	if _, own := s.(*desktop.CustomShortcut); own && d.W.OpenForm() == nil {
		d.W.Shortcut(s)
		d.Settle()
		return
	}
	if focused, ok := d.W.Canvas().Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(s)
	} else { // what the window registered with its canvas
		d.W.Shortcut(s)
	}
	d.Settle()
}

// OverMenu chooses a command in the menu of the window.
func (d *Desk) OverMenu(c *shell.Command) {
	d.Do("window.menu")
	open := d.W.OpenMenu()
	if open == nil {
		d.Errorf("the menu does not open for %s", c.Name)
		return
	}
	for _, group := range open.Items() {
		for _, item := range group.Items {
			if item.Label == c.Title() && item.Key == c.Keys() {
				open.Close()
				item.Run()
				d.Settle()
				return
			}
		}
	}
	open.Close()
	d.Errorf("%s is in no menu", c.Name)
}

// OverPalette finds a command in the palette and presses Enter.
func (d *Desk) OverPalette(c *shell.Command) {
	d.Do("window.palette")
	for _, r := range c.Title() {
		d.W.Canvas().Focused().TypedRune(r)
	}
	d.Key(fyne.KeyReturn)
}

// Lookalikes lets every message of the inbox look like the same job, the first one that is
// approved as long as no command before has put them all aside.
func Lookalikes(q domain.Reader, rows []domain.InboxRow) (map[int64]domain.Lookalike, error) {
	jobs, err := q.Jobs()
	like := domain.Job{Key: domain.NewJobKey("a@x.example", "", "subject", "any"), Name: "any"}
	for _, j := range jobs {
		if j.State == domain.JobActive {
			like = j.Job
			break
		}
	}
	out := map[int64]domain.Lookalike{}
	for _, r := range rows {
		keys := []domain.JobKey{domain.NewJobKey("a@x.example", "", "subject", r.Subject)}
		out[r.ID] = domain.Lookalike{Jobs: []domain.Job{like}, Keys: keys}
	}
	return out, err
}
