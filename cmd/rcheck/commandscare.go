package main

import (
	"runchecks/cmd/internal/workspace"
)

// careCommands are about the journal, copies, ages, roles and the program itself.
var careCommands = []command{
	{
		words:   "journal",
		about:   "The decisions, newest first.",
		example: "journal",
		prints:  []any{decisionJSON{}},
		begin:   journal,
	},
	{
		words: "journal verify",
		about: "Check that nobody changed the journal, or what it is shown by, by other means. It is made anew in a copy, which " +
			"needs room on the disk.",
		example: "journal verify",
		prints:  []any{journalCheckJSON{}},
		begin:   plain(verifyJournal),
	},
	{
		words: "backup",
		about: "Copy the database and check the copy. " +
			"The last seven that are made so, or by themselves once a day, are kept in the folder backups of the profile.",
		example: "backup --to /mnt/usb/run-checks.db",
		prints:  []any{copyJSON{}},
		begin:   backup,
	},
	{
		words:   "restore",
		follows: "[FILE]",
		about: "Say what putting a copy back would lose and save, and with --yes do it. " +
			"Without FILE it is the newest copy that is whole; what is replaced is kept.",
		example: "restore /mnt/usb/run-checks.db",
		prints:  []any{restoreJSON{}},
		begin:   restore,
	},
	{
		words: "retention",
		about: "Say what would go by the ages that are set (keep.originals, keep.bodies, keep.history) and, with --yes, take it out " +
			"(Admin). What waits for review never goes.",
		example: "retention",
		prints:  []any{retentionJSON{}},
		begin:   retention,
	},
	{
		words:   "retention undo",
		about:   "Bring back what went last, byte for byte: until the window is started, or something goes again (Admin).",
		example: "retention undo",
		prints:  []any{retentionJSON{}},
		begin:   plain(retentionUndo),
	},
	{
		words: "maintain",
		about: "Look after the database: look it through, copy it, take out what is older than its age, free room, and refresh what " +
			"queries are planned by. The window and 'rcheck sync' do what is due each day.",
		example: "maintain --if-due",
		prints:  []any{maintainJSON{}},
		begin:   maintain,
	},
	{
		words:   "profiles",
		about:   "The profiles of this computer, your own first; a star marks the one that is used. --profile opens one by its folder.",
		example: "profiles",
		prints:  []any{profileJSON{}},
		begin:   plain(listProfiles),
	},
	{
		words:   "profiles new",
		follows: "NAME",
		about:   "Make a further profile, with accounts, decisions and settings of its own.",
		example: "profiles new Northwind",
		prints:  []any{profileJSON{}},
		begin:   plain(newProfile),
	},
	{
		words: "update",
		about: "Ask whether there is a newer version, and what is new in it. It is asked only by this command, the answer has to be " +
			"signed, and nothing is installed.",
		example: "update",
		prints:  []any{updateJSON{}},
		begin:   plain(checkUpdate),
	},
	{
		words:   "rebuild",
		about:   "Make everything decided anew from runs and journal (Admin).",
		example: "rebuild",
		prints:  []any{rebuiltJSON{}},
		begin:   plain(rebuild),
	},
	{
		words:   "role",
		follows: "[admin|operator|viewer]",
		about: "Show or change the role of the profile. Stepping up takes the passphrase in " + passphraseVariable + " where one " +
			"is set.",
		example: "role viewer",
		prints:  []any{roleJSON{}},
		begin:   plain(role),
	},
	{
		words: "passphrase",
		about: "Set the administrator's passphrase (Admin). The old one is read from " + passphraseVariable + ", the new one " +
			"from " + newPassphraseVariable + ".",
		example: "passphrase",
		prints:  []any{decisionJSON{}},
		begin:   passphrase,
	},
	{
		words:   "export",
		follows: "jobs|runs|objects|journal",
		about: "What the profile holds, for another program: jobs, all their runs, the objects of these, or the decisions. " +
			"Runs and objects include the reviewed ones (Admin), the journal is everybody's (Admin).",
		example: "export runs --since -30d --format csv --out runs.csv",
		prints:  []any{exportedJob{}, exportedRun{}, exportedObject{}, exportedDecision{}, fileWritten{}},
		begin:   exportData,
	},
	{
		words: "doctor",
		about: "What Run Checks needs on this computer. Profile, database, copies, disk, clock, keychain, accounts and window: " +
			"each with what to do.",
		example: "doctor",
		prints:  []any{findingLine{}},
		begin:   plain(examine),
	},
	{
		words:   "completion",
		follows: "bash|zsh|fish|powershell",
		about:   "What lets a shell complete commands and flags. docs/terminal.md says where each shell wants it.",
		example: "completion bash > ~/.local/share/bash-completion/completions/rcheck",
		begin:   plain(completion),
	},
	{
		words:   "man",
		follows: "FOLDER",
		about:   "Write the manual pages into a folder, one for each command.",
		example: "man ~/.local/share/man/man1",
		prints:  []any{fileWritten{}},
		begin:   manual,
	},
	{
		words:   "licences",
		about:   "The licences of what the program is made of. With --json: the modules alone, without the texts.",
		example: "licences",
		prints:  []any{licenceJSON{}},
		begin:   plain(licences),
	},
	{
		words:   "serve-demo",
		about:   "Start the simulated servers and wait.",
		example: "serve-demo",
		prints:  []any{workspace.DemoLogin{}},
		begin:   plain(serveDemo),
	},
}
