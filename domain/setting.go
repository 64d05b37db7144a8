package domain

// SettingKey names a setting of a profile. What a setting may be, what holds without it and
// who changes it is in domain/setting, for every key below.
type SettingKey string

// The settings that people choose.
const (
	SettingRole        SettingKey = "role"         // the role of the profile
	SettingPassphrase  SettingKey = "passphrase"   // the administrator's passphrase, sealed
	SettingNightStart  SettingKey = "night.start"  // the hour, 0 to 23, at which a night begins
	SettingAttempts    SettingKey = "attempts"     // an AttemptJudge
	SettingSilence     SettingKey = "silence.days" // days, SilenceNever for never
	SettingDeviceRules SettingKey = "devices"      // DeviceRules as JSON
	SettingSyncMinutes SettingKey = "sync.minutes" // how often the window syncs all accounts
	SettingFirstReach  SettingKey = "history.days" // how much history the first sync of a folder brings
	SettingTeamKept    SettingKey = "team.kept"    // after how many days what was collected for a team goes
	SettingCopies      SettingKey = "copies.kept"  // how many of the daily copies are kept
	// After how many days mails as they were fetched, what is shown of them, and runs go; 0 never.
	SettingKeepOriginals SettingKey = "keep.originals"
	SettingKeepBodies    SettingKey = "keep.bodies"
	SettingKeepHistory   SettingKey = "keep.history"
	SettingProxy         SettingKey = "proxy"    // by which proxy web services are asked, as Proxy.String writes it
	SettingLanguage      SettingKey = "language" // an IETF tag; none is the language of the system
	SettingTheme         SettingKey = "theme"    // ThemeSystem, ThemeLight or ThemeDark
	SettingRows          SettingKey = "rows"     // RowsComfortable or RowsCompact
	SettingScale         SettingKey = "scale"    // per cent
	SettingTrusted       SettingKey = "senders.trusted"
	SettingDeskLogin     SettingKey = "desk.login"
	SettingDeskNew       SettingKey = "desk.defaults"  // what a new ticket gets
	SettingNotices       SettingKey = "notices"        // the list of Notice as JSON
	SettingMailOut       SettingKey = "mail"           // MailOut as JSON
	SettingQuiet         SettingKey = "notice.quiet"   // the hours in which nobody is told, see ParseQuiet
	SettingGoodNews      SettingKey = "notice.good"    // On or Off
	SettingDesktop       SettingKey = "notice.desktop" // On or Off: whether the desktop is told, too
	SettingUpdates       SettingKey = "update.ask"     // On or Off: whether a newer version is asked for each day
	SettingTray          SettingKey = "tray"           // On or Off: whether the window leaves an icon behind when it is closed
)

// The settings in which the program keeps what it has to know at its next start.
const (
	// SettingRestored is set in a restored cache until what was reported since the copy has
	// been fetched again: then every decision is made again on top of it.
	SettingRestored SettingKey = "restored"
	// SettingJudged says which rules the waiting runs of devices were judged by.
	SettingJudged SettingKey = "devices.judged"
	// SettingDeskPending is a creation whose outcome is not known.
	SettingDeskPending SettingKey = "desk.pending"
	// SettingRetentionSeen are the ages whose preview somebody saw: nothing goes by others.
	SettingRetentionSeen SettingKey = "retention.seen"
	// SettingUpdateSeen is the serial of the newest list of versions that was seen.
	SettingUpdateSeen SettingKey = "update.seen"
	// SettingMaintained says when the database was last looked after, as JSON.
	SettingMaintained SettingKey = "maintained"
	// SettingViews are the saved views of Run Checks as JSON (domain/search).
	SettingViews SettingKey = "views"
	// SettingTold is what each notice was told last, as JSON by its name.
	SettingTold SettingKey = "notices.told"
	// SettingKeys are the keys that somebody chose, by the ids of commands, as JSON.
	SettingKeys         SettingKey = "keys"
	SettingDemoNow      SettingKey = "demo.now"
	SettingDemoApproved SettingKey = "demo.approved"
)

// SettingReader reads settings.
type SettingReader interface {
	// Setting is CodeNotFound where there is none.
	Setting(key SettingKey) (string, error)
}

// SettingTx changes settings.
type SettingTx interface {
	// PutSetting stores a setting; an empty value removes it.
	PutSetting(key SettingKey, value string) error
}
