package overrides

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/list"
	"runchecks/ui/preview"
	"runchecks/ui/words"
)

// editOverride opens the selected override to be changed, with what it would have
// matched beside every change.
func (x *Feature) editOverride() { x.askRule("Change the override", x.Model.Edit) }

// newOverride makes an override by hand.
func (x *Feature) newOverride() { x.askRule("New override", x.Model.New) }

func (x *Feature) askRule(title string, begin func(changed func()) *RuleEdit) {
	if !x.Model.May() {
		return
	}
	x.Model.Choices(func(c list.Choices) { x.ruleForm(title, c, begin) })
}

// The choices of the form, in the order they are shown.
var (
	levels      = []domain.Level{domain.LevelObject, domain.LevelJob, domain.LevelGlobal}
	levelWords  = []string{"one object of a job", "a job", "all jobs of a product"}
	whichStatus = []domain.Status{0, domain.Failed, domain.Missed, domain.Warning, domain.Unknown}
	whichWorst  = []domain.Status{0, domain.Failed, domain.Missed, domain.Warning, domain.Unknown}
	worstWords  = []string{"none is too bad", "Failed", "Missed", "Warning", "Unknown"}
	statusWords = []string{"any problem", "Failed", "Missed", "Warning", "Unknown"}
)

func (x *Feature) ruleForm(title string, c list.Choices, begin func(changed func()) *RuleEdit) {
	f := form.New(title, "Save")
	var edit *RuleEdit
	lists := preview.New(x.host)
	show := func() {
		if edit == nil {
			return
		}
		f.Say(edit.Line())
		lists.Set(edit.Found())
	}
	if edit = begin(show); edit == nil {
		return
	}
	o := edit.Rule()
	now := x.host.Clock().In(x.host.Location())
	ends := []time.Time{o.Until, now.AddDate(0, 0, 7), rules.AddMonth(now), {}}
	endWords := []string{"as it is: " + words.Until(o, now, x.host.Location()), "1 week from now", "1 month from now", "permanent"}
	if o.Key == "" {
		ends, endWords = ends[1:], endWords[1:]
	}
	jobAt := slices.IndexFunc(c.Jobs, func(j domain.JobRow) bool { return j.Key == o.Job })
	jobName := ""
	if jobAt >= 0 {
		jobName = c.Names[jobAt]
	}
	_, level := f.Choice("For", levelWords, slices.Index(levels, o.Level))
	job := f.Suggest("Job", jobName, "choose one, or type its name", c.Names)
	object := f.Text("Object", o.Object, "the name of the object, as the report writes it")
	product := f.Suggest("Product", o.Product, "", c.Products)
	_, status := f.Choice("Problem", statusWords, max(0, slices.Index(whichStatus, o.Status)))
	_, worst := f.Choice("Not worse than", worstWords, max(0, slices.Index(whichWorst, o.Worst)))
	_, mode := f.Choice("Message", preview.ModeWords, max(0, slices.Index(preview.Modes, o.Mode)))
	text := f.Text("", o.Text, "part of the message; empty is any message")
	begins := []time.Time{o.From, now, now.AddDate(0, 0, -7), now.AddDate(0, 0, -90)}
	_, starts := f.Choice(
		"From",
		[]string{"as it is: " + o.From.In(x.host.Location()).Format("2 Jan 2006 15:04"), "now", "a week ago", "90 days ago"},
		0,
	)
	_, until := f.Choice("Until", endWords, 0)
	reason := f.Text("Reason", o.Reason, "why this is no problem; it is shown with every run it covers")
	enabled := f.Check("", "switched on", o.Enabled)
	f.First = text
	f.Extra = lists.Content
	f.Size = fyne.NewSize(920, 700)
	f.Changed = func() {
		o.Level = levels[level()]
		form.Enable(job, o.Level != domain.LevelGlobal)
		form.Enable(object, o.Level == domain.LevelObject)
		form.Enable(product, o.Level == domain.LevelGlobal)
		o.Job, o.Object, o.Product = "", "", ""
		if o.Level == domain.LevelGlobal {
			o.Product = product.Text
		} else if at := slices.Index(c.Names, job.Text); at >= 0 {
			o.Job, o.Product = c.Jobs[at].Key, c.Jobs[at].Product
		}
		if o.Level == domain.LevelObject {
			o.Object = object.Text
		}
		o.Worst = whichWorst[worst()]
		o.Status, o.Mode, o.Text, o.Until = whichStatus[status()], preview.Modes[mode()], text.Text, ends[until()]
		o.Reason, o.Enabled = reason.Text, enabled.Checked
		o.From = begins[starts()]
		edit.Set(o)
	}
	asked := false
	f.Done = func() bool {
		if question := edit.Everything(); question != "" && !asked {
			asked = true
			f.Say(question+" Press Enter again to save it all the same.", false)
			return false
		}
		return edit.Save()
	}
	x.host.Ask(f)
	show()
}
