package settings

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// Section is a card of the page. Most are sections of settings.
type Section string

// The sections that hold no setting, or more than settings.
const (
	Accounts Section = "accounts"
	Readers  Section = "readers"
	Team     Section = "team"
	About    Section = "about"
)

// sections are the cards in their order; the right column begins with Appearance.
var sections = []Section{
	Section(setting.Profile), Section(setting.Day), Accounts, Team, Section(setting.Sync), Readers, About,
	Section(setting.Appearance), Keys, Section(setting.Services), Section(setting.Notices), Section(setting.Program),
	Section(setting.Backup),
	Section(setting.Retention),
}

// Right reports whether a card stands in the right one of two columns.
func (s Section) Right() bool {
	return slices.Index(sections, s) >= slices.Index(sections, Section(setting.Appearance))
}

// Title is what people call the section.
func (s Section) Title() string {
	switch s {
	case Accounts:
		return words.T("setting.section_accounts")
	case Readers:
		return words.T("setting.section_readers")
	case Team:
		return words.T("setting.section_team")
	case About:
		return words.T("setting.section_about")
	case Keys:
		return words.T("setting.section_keys")
	}
	return words.SettingSection(setting.Section(s))
}

// Look is how a row is changed.
type Look uint8

// The looks.
const (
	Fact     Look = iota // it is only said
	Segments             // a few values side by side
	Menu                 // a list of values
	Entry                // a value that is typed
	Key                  // a key that is pressed
)

// Row is a setting, or a fact, as it is shown.
type Row struct {
	setting.Definition
	In          Section
	ID          string
	Name, About string
	Value       string // as it is stored
	Shown       string // as people read it
	Hint        string // short words beside it
	Look        Look
	Options     []Option
	// Commands are what else can be done about it, by their ids; Label is what the button of
	// the only one says, "" for the name of the command.
	Commands []string
	Label    string
	// May is false where this role only reads it.
	May bool
	// Command is whose key it is; Away rows are shown by a search alone.
	Command string
	Away    bool
}

// Option is a value to choose.
type Option struct{ Value, Words string }

// Information is what the program says of itself and of the profile.
type Information struct {
	Version, Revision, Licence string
	// Licences are those of what the program is made of, a line each.
	Licences string
	// Where the profile lies, its copies, its log, and what can be made again; "" where
	// nobody knows.
	Folder, Copies, Log, Cache string
}

// Model is the view model of Settings.
type Model struct {
	list.List[Row]
	p     services.Params
	about Information
	// Copies lists the copies of the database, newest first; nil where nobody keeps any.
	Copies func() ([]domain.Copy, error)
	// Starts says whether the window starts when its user signs in, and where that is said; nil where it
	// cannot.
	Starts func() (on bool, place string, err error)
	// Chosen is told what somebody chose for themselves; it holds at once.
	Chosen func(key domain.SettingKey, value string)
	// Commands are those that can have another key; nil for none. KeysChosen makes the keys on
	// the board hold.
	Commands   func() []Command
	KeysChosen func()
	done       []change // on this page, the newest last
}

// change is what Undo takes back: a choice of one's own, or with no key a decision.
type change struct {
	key    domain.SettingKey
	before string
	ofKeys bool // keys are the ones from before
	keys   map[string]keys.Key
}

// New returns the view model.
func New(p services.Params, about Information, changed func(list.Part)) *Model {
	m := &Model{List: list.New[Row](p.Base, changed), p: p, about: about, Chosen: func(domain.SettingKey, string) {}, KeysChosen: func() {}}
	m.Key = func(r *Row) string { return r.ID }
	m.Words = func(r *Row) map[string]string {
		return map[string]string{"": r.Name + " " + r.Shown + " " + r.About + " " + r.Hint + " " + r.In.Title()}
	}
	m.Read = m.rows
	return m
}

// Section returns the rows of a card that the search leaves.
func (m *Model) Section(s Section) (out []Row) {
	for _, r := range m.Page() {
		if r.In == s {
			out = append(out, r)
		}
	}
	return out
}

// finds reports whether the search leaves something with these words.
func (m *Model) finds(text string) bool {
	for _, word := range strings.Fields(domain.Fold(m.SearchText)) {
		if !strings.Contains(domain.Fold(text), word) {
			return false
		}
	}
	return true
}

// rows are the settings in the order of their sections.
func (m *Model) rows(ctx context.Context) (out []Row, err error) {
	out = append(out, m.roleRow())
	err = m.Params.Store.Read(ctx, func(q domain.Reader) error {
		for _, d := range setting.Listed() {
			value, err := setting.Read(q, d.Key)
			if err != nil && d.Kind != setting.Proxy { // a proxy that cannot be read is shown as it is
				return err
			}
			out = append(out, m.row(d, value))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, more := range []func(context.Context) ([]Row, error){
		m.dayRows, m.teamRows, m.serviceRows, m.noticeRows, m.mailRows, m.startRows, m.copyRows, m.readerRows, m.aboutRows, m.keyRows,
	} {
		rows, err := more(ctx)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

func (m *Model) roleRow() Row {
	d, _ := setting.Of(domain.SettingRole)
	role := m.Params.Desk.Actor().Role
	r := Row{
		Definition: d, In: Section(d.Section), ID: string(d.Key), Look: Segments, May: true,
		Name: words.SettingName(d.Key), About: words.SettingAbout(d.Key), Value: string(role), Shown: words.RoleWord(role),
		Commands: []string{"settings.role"}, Label: words.T("setting.button_passphrase"),
	}
	for _, one := range []domain.Role{domain.RoleViewer, domain.RoleOperator, domain.RoleAdmin} {
		r.Options = append(r.Options, Option{string(one), words.RoleWord(one)})
	}
	return r
}

// row is a setting that is changed by its value.
func (m *Model) row(d setting.Definition, value string) Row {
	r := Row{
		Definition: d, In: Section(d.Section), ID: string(d.Key), Value: value, Shown: words.SettingValue(d, value),
		Name: words.SettingName(d.Key), About: words.SettingAbout(d.Key), Hint: words.SettingHint(d), May: m.Params.Desk.May(d.Action),
	}
	var values []string
	switch d.Kind {
	case setting.Choice:
		r.Look, values = Segments, d.Choices
	case setting.Hour:
		r.Look = Menu
		for hour := range 24 {
			values = append(values, fmt.Sprint(hour))
		}
	case setting.Language:
		r.Look, values = Menu, append([]string{""}, words.Shipped().Tags()...)
	case setting.Proxy:
		r.Commands = []string{"settings.proxy"}
	default:
		r.Look = Entry
	}
	for _, v := range values {
		r.Options = append(r.Options, Option{v, words.SettingValue(d, v)})
	}
	return r
}

// Typed is the value as a person would type it into an entry.
func (r *Row) Typed() string {
	if r.Kind == setting.Silence && r.Value == strconv.Itoa(domain.SilenceNever) {
		return "never"
	}
	return r.Value
}

// Fault says why a value cannot be set, "" where it can.
func (r *Row) Fault(text string) string {
	if _, ok := r.Parse(text); !ok {
		return words.SettingWanted(r.Definition)
	}
	return ""
}

// Set changes a setting; the text is as people write it. One's own is a choice, others are
// decisions of the profile.
func (m *Model) Set(key domain.SettingKey, text string) {
	d, ok := setting.Of(key)
	if ok && d.Personal {
		m.choose(d, text, true)
		return
	}
	m.DecideThen(func(ctx context.Context) (domain.Decision, error) {
		return m.Params.Desk.SetSetting(ctx, key, text)
	}, func(domain.Decision) { m.done = append(m.done, change{}) }, m.then)
}

func (m *Model) then(error) { m.Reload() }

// choose changes what is one's own.
func (m *Model) choose(d setting.Definition, text string, undoable bool) {
	m.Decisions.Add(func(ctx context.Context) func() {
		before, after, err := m.Params.Desk.Choose(ctx, d.Key, text)
		return func() {
			if err != nil {
				m.Fail(err)
				m.Reload()
				return
			}
			if before == after {
				return
			}
			if undoable {
				m.done = append(m.done, change{key: d.Key, before: before})
			}
			m.Chosen(d.Key, after)
			text := words.T("setting.chosen", "setting", words.SettingName(d.Key), "value", words.SettingValue(d, after))
			if d.AtStart {
				text = words.T("setting.chosen_start", "setting", words.SettingName(d.Key), "value", words.SettingValue(d, after))
			}
			m.Say(text, false)
			m.Reload()
		}
	})
}

// Undo takes back what was changed last on this page, or else the last decision.
func (m *Model) Undo() {
	n := len(m.done)
	if n == 0 || m.done[n-1].key == "" && !m.done[n-1].ofKeys {
		m.done = m.done[:max(0, n-1)]
		m.List.Undo()
		return
	}
	last := m.done[n-1]
	m.done = m.done[:n-1]
	if last.ofKeys {
		m.keepKeys(last.keys, false)
		return
	}
	d, _ := setting.Of(last.key)
	m.choose(d, last.before, false)
}
