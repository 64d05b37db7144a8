package words

import (
	"fmt"
	"strconv"
	"strings"
	"sync"

	"runchecks/domain"
	"runchecks/domain/setting"
)

// settingNames are the sentences that name a setting; those about it begin with "about_".
var settingNames = map[domain.SettingKey][2]string{
	domain.SettingRole:        {"setting.role", "setting.about_role"},
	domain.SettingNightStart:  {"setting.night", "setting.about_night"},
	domain.SettingAttempts:    {"setting.attempts", "setting.about_attempts"},
	domain.SettingSilence:     {"setting.silence", "setting.about_silence"},
	domain.SettingSyncMinutes: {"setting.sync", "setting.about_sync"},
	domain.SettingFirstReach:  {"setting.reach", "setting.about_reach"},
	domain.SettingTeamKept:    {"setting.collected_kept", "setting.about_collected_kept"},
	domain.SettingProxy:       {"setting.proxy", "setting.about_proxy"},
	domain.SettingLanguage:    {"setting.language", "setting.about_language"},
	domain.SettingTheme:       {"setting.theme", "setting.about_theme"},
	domain.SettingRows:        {"setting.rows", "setting.about_rows"},
	domain.SettingScale:       {"setting.scale", "setting.about_scale"},
	domain.SettingCopies:      {"setting.copies", "setting.about_copies"},
	domain.SettingQuiet:       {"setting.quiet", "setting.about_quiet"},
	domain.SettingGoodNews:    {"setting.good", "setting.about_good"},
	domain.SettingDesktop:     {"setting.desktop", "setting.about_desktop"},
	domain.SettingUpdates:     {"setting.updates", "setting.about_updates"},
	domain.SettingTray:        {"setting.tray", "setting.about_tray"},

	domain.SettingKeepOriginals: {"setting.keep_originals", "setting.about_keep_originals"},
	domain.SettingKeepBodies:    {"setting.keep_bodies", "setting.about_keep_bodies"},
	domain.SettingKeepHistory:   {"setting.keep_history", "setting.about_keep_history"},
}

var sectionNames = map[setting.Section]string{
	setting.Profile:    "setting.section_profile",
	setting.Day:        "setting.section_day",
	setting.Sync:       "setting.section_sync",
	setting.Services:   "setting.section_services",
	setting.Notices:    "setting.section_notices",
	setting.Appearance: "setting.section_appearance",
	setting.Program:    "setting.section_program",
	setting.Backup:     "setting.section_backup",
	setting.Retention:  "setting.section_retention",
}

// choiceWords are the sentences that name the values of choices.
var choiceWords = map[domain.SettingKey]map[string]string{
	domain.SettingAttempts: {string(domain.JudgeLast): "setting.last", string(domain.JudgeWorst): "setting.worst"},
	domain.SettingTheme: {
		domain.ThemeSystem: "setting.theme_system", domain.ThemeLight: "setting.theme_light", domain.ThemeDark: "setting.theme_dark",
	},
	domain.SettingGoodNews: {domain.On: "setting.on", domain.Off: "setting.off"},
	domain.SettingDesktop:  {domain.On: "setting.on", domain.Off: "setting.off"},
	domain.SettingUpdates:  {domain.On: "setting.on", domain.Off: "setting.off"},
	domain.SettingTray:     {domain.On: "setting.on", domain.Off: "setting.off"},
	domain.SettingRows:     {domain.RowsComfortable: "setting.rows_comfortable", domain.RowsCompact: "setting.rows_compact"},
}

// SettingName is what people call a setting that they are shown.
func SettingName(key domain.SettingKey) string { return T(settingNames[key][0]) }

// SettingAbout says what a setting is for.
func SettingAbout(key domain.SettingKey) string { return T(settingNames[key][1]) }

// settingHints are short words beside the field of a setting.
var settingHints = map[domain.SettingKey]string{
	domain.SettingNightStart:  "setting.hint_night",
	domain.SettingSilence:     "setting.hint_silence",
	domain.SettingSyncMinutes: "setting.hint_sync",
	domain.SettingFirstReach:  "setting.hint_reach",
	domain.SettingTeamKept:    "setting.hint_collected_kept",
	domain.SettingLanguage:    "setting.hint_language",
	domain.SettingCopies:      "setting.hint_copies",
	domain.SettingQuiet:       "setting.hint_quiet",

	domain.SettingKeepOriginals: "setting.hint_keep",
	domain.SettingKeepBodies:    "setting.hint_keep",
	domain.SettingKeepHistory:   "setting.hint_keep",
}

// SettingHint is what stands beside the field of a setting, "" for nothing: the unit of a
// number, and what it does in a word.
func SettingHint(d setting.Definition) string {
	if id := settingHints[d.Key]; id != "" {
		return T(id, "least", d.Least, "most", d.Most)
	}
	return ""
}

// SettingSection is the title of a section.
func SettingSection(s setting.Section) string { return T(sectionNames[s]) }

// SettingValue is what a value of a setting means.
func SettingValue(d setting.Definition, value string) string {
	n, err := strconv.Atoi(value)
	switch d.Kind {
	case setting.Hour:
		return fmt.Sprintf("%02d:00", n)
	case setting.Choice:
		if id := choiceWords[d.Key][value]; id != "" {
			return T(id)
		}
		if d.Key == domain.SettingScale && err == nil {
			return T("setting.percent", "n", n)
		}
	case setting.Silence:
		if n == domain.SilenceNever {
			return T("setting.never")
		}
		return T("setting.after", "days", Counted(n, "day"))
	case setting.Keep:
		if n == 0 {
			return T("setting.always")
		}
		return Count(n, string(d.Unit))
	case setting.Number:
		if err == nil {
			return Count(n, string(d.Unit))
		}
	case setting.Proxy:
		switch value {
		case "system":
			return T("setting.proxy_system")
		case "none":
			return T("setting.proxy_none")
		}
	case setting.Quiet:
		q, _ := domain.ParseQuiet(value)
		if q == (domain.Quiet{}) {
			return T("setting.quiet_none")
		}
		return T("setting.quiet_hours", "from", fmt.Sprintf("%02d:00", q.From), "to", fmt.Sprintf("%02d:00", q.To))
	case setting.Language:
		if value == "" {
			return T("setting.system_language", "language", LanguageName(Preferred("")))
		}
		return LanguageName(value)
	}
	return value
}

// SettingWanted says what a setting can be, where a value is none.
func SettingWanted(d setting.Definition) string {
	switch d.Kind {
	case setting.Choice:
		return T("setting.wanted_choice", "values", strings.Join(d.Choices, ", "))
	case setting.Hour:
		return T("setting.wanted_hour")
	case setting.Silence:
		return T("setting.wanted_silence", "most", d.Most)
	case setting.Keep:
		return T("setting.wanted_keep", "least", d.Least, "most", d.Most)
	case setting.Proxy:
		return T("setting.wanted_proxy")
	case setting.Quiet:
		return T("setting.wanted_quiet")
	case setting.Language:
		return T("setting.wanted_language", "values", strings.Join(Shipped().Tags(), ", "))
	default:
		return T("setting.wanted_number", "least", d.Least, "most", d.Most)
	}
}

// LanguageName is the name of a language in itself; a tag that is not shipped is itself.
func LanguageName(tag string) string {
	if name, ok := ownNames()[tag]; ok {
		return name
	}
	return tag
}

// ownNames are the names of the languages that the program has, each in its own words: all of
// its sentences are read for one of them.
var ownNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for _, tag := range Shipped().Tags() {
		if l, err := Shipped().Language(tag); err == nil {
			names[tag] = l.Text("setting.own_name")
		}
	}
	return names
})
