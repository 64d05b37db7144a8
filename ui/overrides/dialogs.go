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
func (x *Feature) editOverride() { x.askRule(words.T("overrides.form_change"), x.Model.Edit) }

// newOverride makes an override by hand.
func (x *Feature) newOverride() { x.askRule(words.T("overrides.form_new"), x.Model.New) }

func (x *Feature) askRule(title string, begin func(changed func()) *RuleEdit) {
	if !x.Model.May() {
		return
	}
	x.Model.Choices(func(c list.Choices) { x.ruleForm(title, c, begin) })
}

// The choices of the form, in the order they are shown.
var (
	levels      = []domain.Level{domain.LevelObject, domain.LevelJob, domain.LevelGlobal}
	whichStatus = []domain.Status{0, domain.Failed, domain.Missed, domain.Warning, domain.Unknown}
)

// statusWords are how people call the choices of a status, the first of which is none.
func statusWords(none string) []string {
	out := []string{none}
	for _, s := range whichStatus[1:] {
		out = append(out, words.Status(s))
	}
	return out
}

func (x *Feature) ruleForm(title string, c list.Choices, begin func(changed func()) *RuleEdit) {
	f := form.New(title, words.T("overrides.save"))
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
	endWords := []string{
		words.T("overrides.as_it_is", "what", words.Until(o, now, x.host.Location())),
		words.T("overrides.week_from_now"), words.T("overrides.month_from_now"), words.T("overrides.permanent"),
	}
	if o.Key == "" {
		ends, endWords = ends[1:], endWords[1:]
	}
	jobAt := slices.IndexFunc(c.Jobs, func(j domain.JobRow) bool { return j.Key == o.Job })
	jobName := ""
	if jobAt >= 0 {
		jobName = c.Names[jobAt]
	}
	_, level := f.Choice(words.T("overrides.for"), []string{
		words.T("overrides.for_object"), words.T("overrides.for_job"), words.T("overrides.for_global"),
	}, slices.Index(levels, o.Level))
	job := f.Suggest(words.T("overrides.job"), jobName, words.T("overrides.job_hint"), c.Names)
	object := f.Text(words.T("overrides.object"), o.Object, words.T("overrides.object_hint"))
	product := f.Suggest(words.T("overrides.product"), o.Product, "", c.Products)
	problems, limits := statusWords(words.T("overrides.any_problem")), statusWords(words.T("overrides.none_too_bad"))
	_, status := f.Choice(words.T("overrides.problem"), problems, max(0, slices.Index(whichStatus, o.Status)))
	_, worst := f.Choice(words.T("overrides.not_worse"), limits, max(0, slices.Index(whichStatus, o.Worst)))
	_, mode := f.Choice(words.T("overrides.message"), preview.ModeWords(), max(0, slices.Index(preview.Modes, o.Mode)))
	text := f.Text("", o.Text, words.T("overrides.text_hint"))
	begins := []time.Time{o.From, now, now.AddDate(0, 0, -7), now.AddDate(0, 0, -90)}
	_, starts := f.Choice(
		words.T("overrides.from"),
		[]string{
			words.T("overrides.as_it_is", "what", words.Stamp(o.From.In(x.host.Location()), words.DateClock)),
			words.T("overrides.now"), words.T("overrides.week_ago"), words.T("overrides.ninety_days_ago"),
		},
		0,
	)
	_, until := f.Choice(words.T("overrides.until"), endWords, 0)
	reason := f.Text(words.T("overrides.reason"), o.Reason, words.T("overrides.reason_hint"))
	enabled := f.Check("", words.T("overrides.enabled"), o.Enabled)
	f.First = text
	f.Extra = lists.Content
	f.Size = fyne.NewSize(640, 700)
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
		o.Worst = whichStatus[worst()]
		o.Status, o.Mode, o.Text, o.Until = whichStatus[status()], preview.Modes[mode()], text.Text, ends[until()]
		o.Reason, o.Enabled = reason.Text, enabled.Checked
		o.From = begins[starts()]
		edit.Set(o)
	}
	asked := false
	f.Done = func() bool {
		if question := edit.Everything(); question != "" && !asked {
			asked = true
			f.Say(words.T("overrides.save_anyway", "question", question, "key", "Enter"), false)
			return false
		}
		return edit.Save()
	}
	x.host.Ask(f)
	show()
}
