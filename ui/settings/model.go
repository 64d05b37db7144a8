package settings

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/setting"
	"runchecks/ui/list"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// zone is the row that says which time zone counts; nobody changes it here.
const zone = "zone"

// Row is a setting as it is shown.
type Row struct {
	setting.Definition
	Name, About string
	Value       string // as it is stored
	Shown       string // as people read it
}

// Model is the view model of Settings.
type Model struct{ list.List[Row] }

// New returns the view model.
func New(p services.Params, changed func(list.Part)) *Model {
	m := &Model{List: list.New[Row](p, changed)}
	m.Key = func(r *Row) string { return string(r.Key) }
	m.Words = func(r *Row) map[string]string {
		return map[string]string{"": r.Name + " " + r.Shown + " " + r.About + " " + words.SettingSection(r.Section)}
	}
	m.SetColumns("", m.columns()...)
	m.Read = func(ctx context.Context) (out []Row, err error) {
		err = p.Store.Read(ctx, func(q domain.Reader) (err error) {
			out, err = m.rows(q)
			return err
		})
		return out, err
	}
	return m
}

// rows are the settings in the order of their sections.
func (m *Model) rows(q domain.SettingReader) (out []Row, err error) {
	role := m.Params.Desk.Actor().Role
	out = append(out, Row{
		Definition: setting.Definition{Key: domain.SettingRole, Section: setting.Profile, Kind: setting.Own, Action: rules.ActSee},
		Name:       words.SettingName(domain.SettingRole), About: words.SettingAbout(domain.SettingRole),
		Value: string(role), Shown: words.RoleWord(role),
	})
	for _, d := range setting.Listed() {
		value, err := setting.Read(q, d.Key)
		if err != nil && d.Kind != setting.Proxy { // a proxy that cannot be read is shown as it is
			return nil, err
		}
		out = append(out, Row{
			Definition: d, Name: words.SettingName(d.Key), About: words.SettingAbout(d.Key), Value: value, Shown: words.SettingValue(d, value),
		})
		if d.Key == domain.SettingNightStart {
			out = append(out, Row{
				Definition: setting.Definition{Key: zone, Section: setting.Day, Kind: setting.Own},
				Name:       words.T("setting.zone"), About: words.T("setting.about_zone"), Shown: m.Params.Location.String(),
			})
		}
	}
	return out, nil
}

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return words.T("setting.page") }

// Detail says nothing.
func (m *Model) Detail() string { return "" }

// EmptyText is for a search that finds nothing.
func (m *Model) EmptyText() string { return m.WhenEmpty("") }

func (m *Model) columns() []list.Column[Row] {
	return []list.Column[Row]{
		{
			ID: "section", Title: words.T("setting.column_section"), Width: 150,
			Cell: func(r *Row) list.Cell { return list.Cell{Text: words.SettingSection(r.Section), Tone: words.Faint} },
		},
		{
			ID: "name", Title: words.T("setting.column_setting"), Width: 200, Flex: 1,
			Cell: func(r *Row) list.Cell { return list.Cell{Text: r.Name, Bold: true} },
		},
		{
			ID: "value", Title: words.T("setting.column_value"), Width: 160, Flex: 0.6,
			Cell: func(r *Row) list.Cell { return list.Cell{Text: r.Shown} },
		},
	}
}

// Heading names the selected setting.
func (m *Model) Heading() string {
	if r := m.Row(); r != nil {
		return r.Name
	}
	return ""
}

// Facts say what the selected setting is for, and what holds without it.
func (m *Model) Facts() []words.DetailField {
	r := m.Row()
	if r == nil {
		return nil
	}
	facts := []words.DetailField{
		{Label: words.T("setting.column_value"), Text: r.Shown},
		{Label: words.T("setting.column_section"), Text: r.About},
	}
	if r.Kind != setting.Own {
		facts = append(facts, words.DetailField{Label: words.T("setting.normally"), Text: words.SettingValue(r.Definition, r.Default)})
	}
	return facts
}

// Below is nothing.
func (m *Model) Below() list.DetailTable { return list.DetailTable{} }

// CanChange reports whether the selected setting may be changed by this role.
func (m *Model) CanChange() bool {
	r := m.Row()
	if r == nil || r.Key == zone || r.Kind == setting.Proxy && m.Params.Proxy == nil {
		return false
	}
	return m.Params.Desk.May(r.Action)
}

// Set changes a setting; the text is as people write it.
func (m *Model) Set(key domain.SettingKey, text string) {
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.SetSetting(ctx, key, text) })
}
