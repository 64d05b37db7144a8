// Package setting says what each setting of a profile may be: its kind and bounds, what
// holds without it, who changes it, and where it stands. It reads what holds. Changing one
// is a decision (domain/review); what it is called is the interface's.
package setting

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/wording"
)

// Kind is what a value can be.
type Kind uint8

// The kinds.
const (
	Choice   Kind = iota + 1 // one of Choices
	Number                   // from Least to Most, in Unit
	Hour                     // 0 to 23
	Silence                  // days from Least to Most, or never
	Keep                     // days from Least to Most, or 0: for ever
	Proxy                    // as domain.ParseProxy reads it
	Language                 // an IETF tag, or nothing: that of the system
	Quiet                    // hours in which nobody is told, as domain.ParseQuiet reads them
	Own                      // what only a command of its own can read and write
)

// Section is the part of Settings that a setting stands in.
type Section string

// The sections, in the order of Sections.
const (
	Profile    Section = "profile"
	Day        Section = "day"
	Sync       Section = "sync"
	Services   Section = "services"
	Notices    Section = "notices"
	Appearance Section = "appearance"
	Program    Section = "program"
	Backup     Section = "backup"
	Retention  Section = "retention"
	// Internal is what the program keeps for itself: nobody is shown it.
	Internal Section = ""
)

// Sections lists the sections that people are shown, in their order.
func Sections() []Section {
	return []Section{Profile, Day, Sync, Services, Notices, Appearance, Program, Backup, Retention}
}

// Unit is what a number counts.
type Unit string

// The units. Each is a noun that people are shown.
const (
	Days    Unit = "day"
	Minutes Unit = "minute"
	Copies  Unit = "copy"
)

// Definition is all that the program knows of a setting.
type Definition struct {
	Key     domain.SettingKey
	Section Section
	Kind    Kind
	// Choices are the values of a choice, in the order in which people are shown them.
	Choices []string
	// Least and Most are the bounds of a number, both included.
	Least, Most int
	Unit        Unit
	// Default is what holds where nothing is stored.
	Default string
	// Action is what a role must be allowed to change it.
	Action rules.Action
	// Decided says that the journal holds it, so that a rebuild makes it anew.
	Decided bool
	// Personal says that it is no decision of the team: whoever sits at this computer chooses
	// it, in whatever role, and the journal does not hold it (review.Service.Choose).
	Personal bool
	// AtStart says that a change holds from the next start on.
	AtStart bool
}

// definitions are in the order in which people are shown them.
var definitions = []Definition{
	{Key: domain.SettingRole, Section: Profile, Kind: Own, Default: string(domain.RoleAdmin), Action: rules.ActSee},
	{Key: domain.SettingPassphrase, Section: Profile, Kind: Own, Action: rules.ActSettings},
	{
		Key: domain.SettingNightStart, Section: Day, Kind: Hour, Default: strconv.Itoa(rules.DefaultNightStart),
		Action: rules.ActSettings, Decided: true,
	},
	{
		Key: domain.SettingAttempts, Section: Day, Kind: Choice, Default: string(domain.JudgeLast),
		Choices: []string{string(domain.JudgeLast), string(domain.JudgeWorst)}, Action: rules.ActSettings, Decided: true,
	},
	{
		Key: domain.SettingSilence, Section: Day, Kind: Silence, Least: 1, Most: domain.SilenceMost, Unit: Days,
		Default: strconv.Itoa(domain.SilenceDefault), Action: rules.ActSettings, Decided: true,
	},
	{
		// A sync that is an hour old is not recent (rules.SyncIsRecent): one less often would
		// let nobody say that everything was reviewed.
		Key: domain.SettingSyncMinutes, Section: Sync, Kind: Number, Least: 2, Most: 45, Unit: Minutes, Default: "10",
		Action: rules.ActSettings, Decided: true,
	},
	{
		Key: domain.SettingFirstReach, Section: Sync, Kind: Number, Least: 1, Most: 3650, Unit: Days,
		Default: strconv.Itoa(domain.FirstReachDays), Action: rules.ActSettings, Decided: true,
	},
	{
		// Nothing is missed that is older than 30 days: whoever was away for so long needs no more.
		Key: domain.SettingTeamKept, Section: Sync, Kind: Number, Least: 31, Most: 3650, Unit: Days, Default: "180",
		Action: rules.ActSettings, Decided: true,
	},
	{Key: domain.SettingDeviceRules, Section: Services, Kind: Own, Action: rules.ActSettings, Decided: true},
	{Key: domain.SettingProxy, Section: Services, Kind: Proxy, Default: domain.Proxy{}.String(), Action: rules.ActSettings},
	{Key: domain.SettingTrusted, Section: Services, Kind: Own, Action: rules.ActSettings},
	{Key: domain.SettingDeskLogin, Section: Services, Kind: Own, Action: rules.ActSettings},
	{Key: domain.SettingDeskNew, Section: Services, Kind: Own, Action: rules.ActSettings},
	{Key: domain.SettingNotices, Section: Notices, Kind: Own, Action: rules.ActSettings},
	{Key: domain.SettingMailOut, Section: Notices, Kind: Own, Action: rules.ActSettings},
	{Key: domain.SettingQuiet, Section: Notices, Kind: Quiet, Default: domain.Quiet{}.String(), Action: rules.ActSee, Personal: true},
	{
		Key: domain.SettingGoodNews, Section: Notices, Kind: Choice, Default: domain.Off,
		Choices: []string{domain.Off, domain.On}, Action: rules.ActSee, Personal: true,
	},
	{
		Key: domain.SettingDesktop, Section: Notices, Kind: Choice, Default: domain.Off,
		Choices: []string{domain.Off, domain.On}, Action: rules.ActSee, Personal: true,
	},
	{
		Key: domain.SettingTheme, Section: Appearance, Kind: Choice, Default: domain.ThemeSystem,
		Choices: []string{domain.ThemeSystem, domain.ThemeLight, domain.ThemeDark}, Action: rules.ActSee, Personal: true,
	},
	{
		Key: domain.SettingRows, Section: Appearance, Kind: Choice, Default: domain.RowsComfortable,
		Choices: []string{domain.RowsComfortable, domain.RowsCompact}, Action: rules.ActSee, Personal: true,
	},
	{
		Key: domain.SettingScale, Section: Appearance, Kind: Choice, Default: "100",
		Choices: []string{"90", "100", "115", "130", "150"}, Action: rules.ActSee, Personal: true,
	},
	{Key: domain.SettingLanguage, Section: Appearance, Kind: Language, Action: rules.ActSee, Personal: true, AtStart: true},
	{
		Key: domain.SettingUpdates, Section: Program, Kind: Choice, Default: domain.Off,
		Choices: []string{domain.Off, domain.On}, Action: rules.ActSee, Personal: true,
	},
	{
		Key: domain.SettingTray, Section: Program, Kind: Choice, Default: domain.Off,
		Choices: []string{domain.Off, domain.On}, Action: rules.ActSee, Personal: true, AtStart: true,
	},
	{
		Key: domain.SettingCopies, Section: Backup, Kind: Number, Least: 1, Most: 100, Unit: Copies, Default: "7",
		Action: rules.ActSettings, Decided: true,
	},
	keeps(domain.SettingKeepOriginals, rules.LeastOriginals),
	keeps(domain.SettingKeepBodies, rules.LeastBodies),
	keeps(domain.SettingKeepHistory, rules.LeastHistory),
	{Key: domain.SettingRestored, Kind: Own},
	{Key: domain.SettingRetentionSeen, Kind: Own},
	{Key: domain.SettingMaintained, Kind: Own},
	{Key: domain.SettingUpdateSeen, Kind: Own},
	{Key: domain.SettingJudged, Kind: Own},
	{Key: domain.SettingDeskPending, Kind: Own},
	{Key: domain.SettingViews, Kind: Own},
	{Key: domain.SettingTold, Kind: Own},
	{Key: domain.SettingKeys, Kind: Own},
	{Key: domain.SettingDemoNow, Kind: Own},
	{Key: domain.SettingDemoApproved, Kind: Own},
}

// keeps is after how many days something goes, from least on; nothing goes without it.
func keeps(key domain.SettingKey, least int) Definition {
	return Definition{
		Key: key, Section: Retention, Kind: Keep, Least: least, Most: rules.MostRetention, Unit: Days, Default: "0",
		Action: rules.ActSettings, Decided: true,
	}
}

// All lists every setting, those of the program last.
func All() []Definition { return slices.Clone(definitions) }

// Listed lists the settings that people change by a value.
func Listed() []Definition {
	return slices.DeleteFunc(All(), func(d Definition) bool { return d.Section == Internal || d.Kind == Own })
}

// Of returns the definition of a key; ok is false where there is none.
func Of(key domain.SettingKey) (d Definition, ok bool) {
	at := slices.IndexFunc(definitions, func(d Definition) bool { return d.Key == key })
	if at < 0 {
		return d, false
	}
	return definitions[at], true
}

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// Parse reads a value as people write it and returns it as it is stored; ok is false where
// it is none. Nothing and "default" are the default.
func (d Definition) Parse(text string) (value string, ok bool) {
	text = strings.TrimSpace(text)
	if d.Kind == Own {
		return "", false
	}
	if text == "" || domain.Fold(text) == "default" {
		return d.Default, true
	}
	switch d.Kind {
	case Choice:
		value = domain.Fold(text)
		return value, slices.Contains(d.Choices, value)
	case Number:
		n, err := strconv.Atoi(text)
		return strconv.Itoa(n), err == nil && n >= d.Least && n <= d.Most
	case Keep:
		if domain.Fold(text) == "always" {
			text = "0"
		}
		n, err := strconv.Atoi(text)
		return strconv.Itoa(n), err == nil && (n == 0 || n >= d.Least && n <= d.Most)
	case Hour:
		n, err := strconv.Atoi(strings.TrimSuffix(text, ":00"))
		return strconv.Itoa(n), err == nil && n >= 0 && n <= 23
	case Silence:
		n, err := domain.ParseSilence(text)
		if text == strconv.Itoa(domain.SilenceNever) { // as it is stored
			n, err = domain.SilenceNever, nil
		}
		return strconv.Itoa(n), err == nil && n != 0
	case Proxy:
		p, err := domain.ParseProxy(text)
		return p.String(), err == nil
	case Language:
		return text, languageTag.MatchString(text)
	case Quiet:
		q, ok := domain.ParseQuiet(text)
		return q.String(), ok
	}
	return "", false
}

// Wanted says in English what a value may be, for errors: "use 2 to 45".
func (d Definition) Wanted() wording.Phrase {
	switch d.Kind {
	case Choice:
		var choices []wording.Phrase
		for _, c := range d.Choices {
			choices = append(choices, wording.Of("text", c))
		}
		return wording.Of("refusal.want_choice", choices)
	case Number:
		return wording.Of("refusal.want_number", d.Least, d.Most)
	case Keep:
		return wording.Of("refusal.want_keep", d.Least, d.Most)
	case Hour:
		return wording.Of("refusal.want_hour")
	case Silence:
		return wording.Of("refusal.want_silence", d.Least, d.Most)
	case Proxy:
		return wording.Of("refusal.want_proxy")
	case Language:
		return wording.Of("refusal.want_language")
	case Quiet:
		return wording.Of("refusal.want_quiet")
	default:
		return wording.Of("refusal.want_command")
	}
}

// Read returns what holds: what is stored, or the default where nothing is, or something
// that this program did not write.
func Read(q domain.SettingReader, key domain.SettingKey) (string, error) {
	d, ok := Of(key)
	if !ok {
		return "", domain.Refuse(domain.CodeInvalid, "refusal.setting_unknown", string(key))
	}
	text, err := q.Setting(key)
	if err != nil && domain.CodeOf(err) == domain.CodeNotFound {
		return d.Default, nil
	}
	if err != nil || d.Kind == Own {
		return text, err
	}
	if d.Kind == Proxy { // one that somebody set is never passed by
		_, err := domain.ParseProxy(text)
		return text, err
	}
	if value, ok := d.Parse(text); ok {
		return value, nil
	}
	return d.Default, nil
}

// Int returns what holds for a setting of the kind Number or Keep.
func Int(q domain.SettingReader, key domain.SettingKey) (int, error) {
	text, err := Read(q, key)
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(text)
}

// Ages returns after how many days things go.
func Ages(q domain.SettingReader) (a domain.RetentionAges, err error) {
	for _, one := range []struct {
		key  domain.SettingKey
		into *int
	}{
		{domain.SettingKeepOriginals, &a.Originals}, {domain.SettingKeepBodies, &a.Bodies}, {domain.SettingKeepHistory, &a.History},
	} {
		if *one.into, err = Int(q, one.key); err != nil {
			return a, err
		}
	}
	return a, nil
}
