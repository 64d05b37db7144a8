package main

import (
	"context"
	"flag"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/sync/workbench/pointing"
)

// plain is a command without flags.
func plain(do action) func(*flag.FlagSet) action {
	return func(*flag.FlagSet) action { return do }
}

// commands are what rcheck can do, in the order of its help. Their words, flags and JSON
// are kept stable for scripts.
var commands = []command{
	{
		words:   "jobs",
		about:   "The jobs that wait for review, worst first. What else waits is said after them on standard error.",
		example: "jobs --exit-code",
		prints:  []any{jobJSON{}},
		begin:   jobs,
	},
	{
		words: "status",
		about: "Everything that waits, or nothing. It lists why nobody may say that everything was reviewed: runs, approvals, " +
			"devices, messages, accounts, overdue runs.",
		example: "status --exit-code",
		prints:  []any{reasonJSON{}},
		begin:   status,
	},
	{
		words:   "search",
		follows: "WORD ...",
		about: "The jobs that a search finds, each with the newest run that hits: words, \"phrases\", -without, status: customer: " +
			"product: job: object: message: ticket: remark: is: since: before: silent: nosuccess:.",
		example: `search 'status:failed "offsite gateway" -customer:braam'`,
		prints:  []any{searchJSON{}},
		begin:   searchJobs,
	},
	{
		words:   "runs",
		follows: "JOB",
		about:   "The runs of a job, newest first.",
		example: "runs 12",
		prints:  []any{runJSON{}},
		begin:   runs,
	},
	{
		words:   "show",
		follows: "RUN",
		about: "One run with all that the window shows of it. Status, times, source, objects, tickets, remarks, what is accepted, " +
			"the facts about its message, or the panel of Cove and Cloud Connect.",
		example: "show 2923",
		prints:  []any{showJSON{}},
		begin:   plain(show),
	},
	{
		words:   "eml",
		follows: "[MESSAGE]",
		about:   "The original of a stored message, byte for byte.",
		example: "eml --run 2923 --out report.eml",
		prints:  []any{emlJSON{}},
		begin:   eml,
	},
	{
		words:   "review",
		follows: "JOB ...",
		about:   "Mark every waiting run of these jobs as reviewed.",
		example: "review 12 17",
		prints:  []any{decisionJSON{}},
		begin:   plain(reviewJobs),
	},
	{
		words:   "success",
		follows: "RUN",
		about:   "Mark a run as success, for itself or with a rule for later ones.",
		example: `success 2923 --scope job --for 1w --reason "disk is being replaced"`,
		prints:  []any{decisionJSON{}},
		begin:   success,
	},
	{
		words:   "accept-sender",
		follows: "RUN",
		about: "The reports of this run's job come by another way from now on, and are believed without the check that they used " +
			"to pass.",
		example: "accept-sender 2923",
		prints:  []any{decisionJSON{}},
		begin:   plain(acceptSender),
	},
	{
		words:   "unmark",
		follows: "JOB",
		about:   "Return reviewed runs to the list (Admin).",
		example: "unmark 12 --last",
		prints:  []any{decisionJSON{}},
		begin:   unmark,
	},
	{
		words:   "undo",
		follows: "[DECISION]",
		about:   "Reverse your last decision, or a single one. 'rcheck journal' lists their ids.",
		example: "undo",
		prints:  []any{decisionJSON{}, rereadJSON{}},
		begin:   plain(undo),
	},
	{
		words:   "redo",
		about:   "Take your last undo back, as long as you decided nothing else since.",
		example: "redo",
		prints:  []any{decisionJSON{}, rereadJSON{}},
		begin:   plain(redo),
	},

	{
		words:   "inbox",
		about:   "Messages without an approved job.",
		example: "inbox",
		prints:  []any{inboxJSON{}},
		begin:   plain(inbox),
	},
	{
		words:   "join",
		follows: "MESSAGE",
		about:   "A message of the inbox, and later ones like it, are runs of a known job.",
		example: "join 1234 --job 12",
		prints:  []any{decisionJSON{}, rereadJSON{}},
		begin:   join,
	},
	{
		words:   "approve",
		follows: "[MESSAGE...]",
		about:   "Approve the jobs of messages. Every message of the same jobs is linked.",
		example: "approve --all --customer Northwind",
		prints:  []any{decisionJSON{}},
		begin:   approve,
	},
	{
		words:   "delete",
		follows: "MESSAGE ...",
		about:   "Take messages out of the inbox, or bring them back.",
		example: "delete 1234",
		prints:  []any{decisionJSON{}},
		begin:   discard,
	},
	{
		words:   "deleted",
		about:   "The messages that were deleted (Admin). 'rcheck delete --restore' brings them back.",
		example: "deleted",
		prints:  []any{inboxJSON{}},
		begin:   plain(deleted),
	},
	{
		words:   "read",
		follows: "FILE.eml ...",
		about:   "What a report says, without storing it.",
		example: "read report.eml",
		prints:  []any{readJSON{}},
		begin:   read,
	},

	{
		words:   "ticket",
		about:   "The tickets, open ones first.",
		example: "ticket",
		prints:  []any{ticketJSON{}},
		begin:   plain(tickets),
	},
	{
		words:   "ticket new",
		follows: "CODE",
		about:   "Make a ticket, and link it.",
		example: `ticket new T20261123.0042 --job 12 --description "disk full" --review`,
		prints:  []any{decisionJSON{}},
		begin:   ticketNew,
	},
	{
		words:   "ticket link",
		follows: "CODE",
		about:   "Link a ticket, also to later problems of the same job.",
		example: "ticket link T20261123.0042 --job 17",
		prints:  []any{decisionJSON{}},
		begin:   ticketLink,
	},
	{
		words:   "ticket unlink",
		follows: "CODE",
		about:   "Take a ticket off a run.",
		example: "ticket unlink T20261123.0042 --run 2923",
		prints:  []any{decisionJSON{}},
		begin:   ticketUnlink,
	},
	{
		words:   "ticket edit",
		follows: "CODE",
		about:   "Change a ticket.",
		example: `ticket edit T20261123.0042 --description "disk of the NAS"`,
		prints:  []any{decisionJSON{}},
		begin:   ticketEdit,
	},
	{
		words:   "ticket resolve",
		follows: "CODE",
		about:   "A ticket is dealt with. It stays on its runs and is linked to no new ones.",
		example: "ticket resolve T20261123.0042",
		prints:  []any{decisionJSON{}},
		begin:   plain(ticketResolve),
	},
	{
		words:   "ticket reopen",
		follows: "CODE",
		about:   "Follow a resolved ticket up again.",
		example: "ticket reopen T20261123.0042",
		prints:  []any{decisionJSON{}},
		begin:   plain(ticketReopen),
	},
	{
		words:   "remark",
		follows: "[TEXT]",
		about:   "The remarks, or a new one with this text.",
		example: `remark "tape is changed by hand" --job 12`,
		prints:  []any{remarkJSON{}, decisionJSON{}},
		begin:   remark,
	},
	{
		words:   "remark edit",
		follows: "KEY",
		about:   "Change a remark.",
		example: `remark edit 01KAR3MARK --text "tape is changed on Fridays"`,
		prints:  []any{decisionJSON{}},
		begin:   remarkEdit,
	},
	{
		words:   "remark delete",
		follows: "KEY",
		about:   "Delete a remark.",
		example: "remark delete 01KAR3MARK",
		prints:  []any{decisionJSON{}},
		begin:   plain(remarkDelete),
	},
	{
		words:   "accept",
		follows: "[RUN]",
		about:   "The accepted problems, or accept the problem of a run until it changes.",
		example: `accept 2923 --until success,worse --note "new disk ordered"`,
		prints:  []any{acceptedJSON{}, decisionJSON{}},
		begin:   accept,
	},

	{
		words:   "overrides",
		about:   "The rules that treat problems as success, and what each matched in 90 days.",
		example: "overrides",
		prints:  []any{overrideJSON{}},
		begin:   plain(overrides),
	},
	{
		words:   "overrides new",
		about:   "Make an override.",
		example: `overrides new --job 12 --text "snapshot skipped" --status warning --until 2026-12-31`,
		prints:  []any{decisionJSON{}},
		begin:   overrideSave("overrides new"),
	},
	{
		words:   "overrides edit",
		follows: "KEY",
		about:   "Change what is given of an override. Waiting runs are judged again, reviewed ones are not.",
		example: `overrides edit 01KAOVERRIDE --reason "known for long"`,
		prints:  []any{decisionJSON{}},
		begin:   overrideSave("overrides edit"),
	},
	{
		words:   "overrides preview",
		follows: "[KEY]",
		about: "What an override would have matched. It may be one that is there, with changes, or one that would be new; " +
			"nothing is kept.",
		example: "overrides preview 01KAOVERRIDE --until never",
		prints:  []any{previewJSON{}},
		begin:   overridePreview,
	},
	{
		words:   "overrides on",
		follows: "KEY",
		about:   "Switch an override on.",
		example: "overrides on 01KAOVERRIDE",
		prints:  []any{decisionJSON{}},
		begin: overrideAction(func(ctx context.Context, w *workspace.Workspace, key domain.DecisionID) (domain.Decision, error) {
			return w.Desk.EnableRule(ctx, key, true)
		}),
	},
	{
		words:   "overrides off",
		follows: "KEY",
		about:   "Switch an override off.",
		example: "overrides off 01KAOVERRIDE",
		prints:  []any{decisionJSON{}},
		begin: overrideAction(func(ctx context.Context, w *workspace.Workspace, key domain.DecisionID) (domain.Decision, error) {
			return w.Desk.EnableRule(ctx, key, false)
		}),
	},
	{
		words:   "overrides delete",
		follows: "KEY",
		about:   "Delete an override (Admin).",
		example: "overrides delete 01KAOVERRIDE",
		prints:  []any{decisionJSON{}},
		begin: overrideAction(func(ctx context.Context, w *workspace.Workspace, key domain.DecisionID) (domain.Decision, error) {
			return w.Desk.DeleteRule(ctx, key)
		}),
	},

	{
		words:   "daily",
		follows: "[DATE]",
		about:   "What every job did in the night that ends on DATE (without it: tonight), and what is expected.",
		example: "daily yesterday",
		prints:  []any{dayJSON{}},
		begin:   plain(daily),
	},
	{
		words:   "night",
		about:   "When tonight begins and ends; or set the hour at which a night begins, and how its retries count.",
		example: "night --start 13",
		prints:  []any{nightJSON{}, decisionJSON{}},
		begin:   night,
	},
	{
		words:   "schedule",
		follows: "JOB",
		about:   "Set the schedule of a job by hand, or learn it again.",
		example: `schedule 12 --set "mon-fri 22:00; sat 10:00"`,
		prints:  []any{decisionJSON{}},
		begin:   scheduleJob,
	},
	{
		words:   "silence",
		follows: "[JOB...]",
		about:   "After how many days without a run jobs without a schedule are missed, or set it for the profile or for jobs.",
		example: "silence --days 20",
		prints:  []any{silenceJSON{}, decisionJSON{}},
		begin:   silence,
	},
	{
		words:   "archive",
		follows: "JOB ...",
		about:   "Take jobs out of every list, or bring them back (Admin).",
		example: "archive 12",
		prints:  []any{decisionJSON{}},
		begin:   archive,
	},
	{
		words:   "sign-off",
		follows: "[DATE]",
		about:   "Write the sign-off sheet of the night that ends on DATE (without it: today).",
		example: "sign-off yesterday --customer Northwind --out northwind.pdf",
		prints:  []any{signOffJSON{}},
		begin:   signOff,
	},
	{
		words:   "customers",
		about:   "The customers with the number of their jobs.",
		example: "customers",
		prints:  []any{customerJSON{}},
		begin:   plain(listCustomers),
	},
	{
		words:   "customers import",
		follows: "FILE.csv",
		about:   "Take a list of customers over.",
		example: "customers import customers.csv",
		prints:  []any{decisionJSON{}},
		begin:   plain(customersImport),
	},
	{
		words:   "customers export",
		follows: "FILE.csv",
		about:   "Write the list of customers into a file.",
		example: "customers export customers.csv",
		prints:  []any{fileWritten{}},
		begin:   customersExport,
	},

	{
		words:   "account find",
		follows: "ADDRESS",
		about:   "The settings of a mailbox. They come from the DNS and the web server of its domain.",
		example: "account find reports@example.com",
		prints:  []any{foundJSON{}},
		begin:   accountFind,
	},
	{
		words:   "account add",
		follows: "imap|cove",
		about:   "Add an account. The first one makes the profile; one of a name that is taken is refused.",
		example: "account add imap --name reports --host mail.example.com --user reports@example.com --secret-stdin",
		prints:  []any{accountJSON{}},
		begin:   accountAdd,
	},
	{
		words:   "account edit",
		follows: "NAME",
		about: "Change what is given of an account (Admin). Another server, port or user, less protection, or another way to sign " +
			"in asks for the password again: " +
			"the one that is kept is never sent elsewhere.",
		example: "account edit reports --folder INBOX --folder Backup",
		prints:  []any{accountJSON{}},
		begin:   accountEdit,
	},
	{
		words:   "log",
		about:   "The last lines of the log of the profile, and a fault that ended the window.",
		example: "log --lines 50",
		prints:  []any{logJSON{}},
		begin:   showLog,
	},
	{
		words:   "account list",
		about:   "The accounts with their state.",
		example: "account list",
		prints:  []any{accountJSON{}},
		begin:   plain(accountList),
	},
	{
		words:   "account folders",
		follows: "NAME",
		about:   "The folders of a mailbox with their counts; * marks those that are read.",
		example: "account folders reports",
		prints:  []any{folderJSON{}},
		begin:   plain(accountFolders),
	},
	{
		words:   "account log",
		follows: "NAME",
		about:   "The last syncs of an account.",
		example: "account log reports",
		prints:  []any{syncLogJSON{}},
		begin:   plain(accountLog),
	},
	{
		words:   "account pause",
		follows: "NAME",
		about:   "Sync an account no longer, and say so everywhere (Admin).",
		example: "account pause reports",
		prints:  []any{accountJSON{}},
		begin: plain(func(ctx context.Context, t *terminal, words []string) error {
			return t.accountPause(ctx, words[0], true)
		}),
	},
	{
		words:   "account resume",
		follows: "NAME",
		about:   "Sync a paused account again (Admin).",
		example: "account resume reports",
		prints:  []any{accountJSON{}},
		begin: plain(func(ctx context.Context, t *terminal, words []string) error {
			return t.accountPause(ctx, words[0], false)
		}),
	},
	{
		words:   "account trust",
		follows: "NAME [AUTHSERV-ID...]",
		about: "Whose checks of senders are true for a mailbox, by the name in its Authentication-Results (Admin). " +
			"Without a name: what is trusted, and what the newest mails carry; \"" + domain.NamelessServer + "\" is a server that writes none.",
		example: "account trust reports mx1.example.com",
		prints:  []any{trustJSON{}, decisionJSON{}},
		begin:   accountTrust,
	},
	{
		words:   "account remove",
		follows: "NAME",
		about:   "Remove an account (Admin). What it brought stays, or goes where nobody decided about it.",
		example: "account remove reports",
		prints:  []any{removedJSON{}},
		begin:   accountRemove,
	},
	{
		words:   "sync",
		about:   "Fetch, read and store new reports.",
		example: "sync --account reports",
		prints:  []any{syncJSON{}},
		begin:   syncAccounts,
	},

	{
		words:   "cove accounts",
		follows: "[DEVICE...]",
		about:   "What Cove and Cloud Connect tell of, with its state. DEVICE is a key or an account number.",
		example: "cove accounts",
		prints:  []any{deviceJSON{}},
		begin:   plain(coveAccounts),
	},
	{
		words:   "cove link",
		follows: "[DEVICE...]",
		about:   "Link devices to jobs; their runs are imported at once.",
		example: "cove link --all",
		prints:  []any{decisionJSON{}},
		begin:   coveLink,
	},
	{
		words:   "cove unlink",
		follows: "[DEVICE...]",
		about:   "Unlink devices from their jobs.",
		example: "cove unlink 123456",
		prints:  []any{decisionJSON{}},
		begin: deviceAction(
			"cove unlink",
			func(ctx context.Context, w *workspace.Workspace, keys []domain.DeviceKey) (domain.Decision, error) {
				return w.Desk.UnlinkDevices(ctx, keys)
			},
		),
	},
	{
		words:   "cove ignore",
		follows: "[DEVICE...]",
		about:   "Ask about devices no longer.",
		example: "cove ignore 123456",
		prints:  []any{decisionJSON{}},
		begin: deviceAction(
			"cove ignore",
			func(ctx context.Context, w *workspace.Workspace, keys []domain.DeviceKey) (domain.Decision, error) {
				return w.Desk.IgnoreDevices(ctx, keys, true)
			},
		),
	},
	{
		words:   "cove ask",
		follows: "[DEVICE...]",
		about:   "Ask about ignored devices again.",
		example: "cove ask 123456",
		prints:  []any{decisionJSON{}},
		begin: deviceAction(
			"cove ask",
			func(ctx context.Context, w *workspace.Workspace, keys []domain.DeviceKey) (domain.Decision, error) {
				return w.Desk.IgnoreDevices(ctx, keys, false)
			},
		),
	},
	{
		words:   "cove moved",
		follows: "[DEVICE...]",
		about:   "The jobs of moved devices follow them to the other customer.",
		example: "cove moved 123456",
		prints:  []any{decisionJSON{}},
		begin: deviceAction(
			"cove moved",
			func(ctx context.Context, w *workspace.Workspace, keys []domain.DeviceKey) (domain.Decision, error) {
				return w.Desk.ConfirmMove(ctx, keys, true)
			},
		),
	},
	{
		words:   "device-rules",
		about:   "How runs that come without a mail are judged. With flags: change what is given (Admin).",
		example: "device-rules --dead-failed 9 --keep-worse",
		prints:  []any{deviceRulesJSON{}, decisionJSON{}},
		begin:   deviceRules,
	},

	{
		words: "autotask",
		about: "How the connection with Autotask stands. Without a keychain, its credentials are read from " +
			"" + autotaskSecretVariable + " and " + autotaskCodeVariable + ", by sync too.",
		example: "autotask",
		prints:  []any{connectionJSON{}},
		begin:   plain(autotaskState),
	},
	{
		words: "proxy",
		about: "By which proxy Cove, Autotask, the sign-in of mailboxes and the look-up of settings go. " +
			"Without a keychain, its password is read from " + proxyVariable + ".",
		example: "proxy",
		prints:  []any{proxyJSON{}},
		begin:   plain(proxyShow),
	},
	{
		words:   "proxy set",
		follows: "PROXY",
		about:   "Choose it: host:port, perhaps with http://, https:// or socks5:// and user@ before it; system; or none (Admin).",
		example: "proxy set http://proxy.example.com:8080",
		prints:  []any{proxyJSON{}},
		begin:   proxySet,
	},
	{
		words:   "settings list",
		about:   "The settings of the profile that are changed by a value, and what holds.",
		example: "settings list",
		prints:  []any{settingJSON{}},
		begin:   plain(settingsList),
	},
	{
		words:   "settings get",
		follows: "KEY",
		about:   "One setting.",
		example: "settings get history.days",
		prints:  []any{settingJSON{}},
		begin:   plain(settingsGet),
	},
	{
		words:   "settings set",
		follows: "KEY VALUE",
		about:   "Change a setting (Admin; the language: Operator, too). VALUE may be default. 'rcheck undo' reverses it.",
		example: "settings set history.days 180",
		prints:  []any{decisionJSON{}},
		begin:   plain(settingsSet),
	},
	{
		words:   "autotask connect",
		about:   "Connect the profile with a tenant (Admin).",
		example: "autotask connect --user api@example.com --secret-env AUTOTASK_SECRET --code ABC123",
		prints:  []any{connectedJSON{}},
		begin:   autotaskConnect,
	},
	{
		words:   "autotask disconnect",
		about:   "Forget the login (Admin). Tickets and mappings stay.",
		example: "autotask disconnect",
		prints:  []any{connectedJSON{}},
		begin:   plain(autotaskDisconnect),
	},
	{
		words:   "autotask map",
		about:   "Say which company a customer is.",
		example: "autotask map --customer Northwind --company 1001",
		prints:  []any{decisionJSON{}},
		begin:   autotaskMap,
	},
	{
		words:   "autotask poll",
		about:   "Ask how the tickets stand.",
		example: "autotask poll",
		prints:  []any{changedJSON{}},
		begin:   plain(autotaskPoll),
	},

	{
		words:   "readers list",
		about:   "Which reader reads what.",
		example: "readers list",
		prints:  []any{readerJSON{}},
		begin:   plain(listReaders),
	},
	{
		words:   "readers show",
		follows: "MAIL.eml|MESSAGE ...",
		about:   "What a definition can address in a mail: labels, tables, sections, clauses, counts, times.",
		example: "readers show report.eml",
		prints:  []any{pointing.Shown{}},
		begin:   plain(showFacts),
	},
	{
		words:   "readers propose",
		follows: "MAIL.eml|MESSAGE ...",
		about: "A definition to begin with, of one or several mails of a sender. Best are a good one and a bad one. " +
			"What stays undecided is said on standard error.",
		example: "readers propose good.eml bad.eml > my-tool.toml",
		prints:  []any{proposalJSON{}},
		begin:   plain(proposeDefinition),
	},
	{
		words:   "readers test",
		follows: "FILE.toml MAIL.eml ...",
		about:   "What a definition makes of mails in files.",
		example: "readers test my-tool.toml good.eml bad.eml",
		prints:  []any{readJSON{}},
		begin:   plain(testDefinition),
	},
	{
		words:   "readers try",
		follows: "FILE.toml",
		about:   "What a definition would change among the stored messages.",
		example: "readers try my-tool.toml",
		prints:  []any{rereadJSON{}},
		begin:   plain(tryDefinition),
	},
	{
		words:   "readers use",
		follows: "FILE.toml",
		about:   "Put a definition in use, and read what it concerns again.",
		example: "readers use my-tool.toml",
		prints:  []any{decisionJSON{}, rereadJSON{}},
		begin:   changeDefinition("use"),
	},
	{
		words:   "readers remove",
		follows: "FILE.toml",
		about:   "Take a definition out of use again.",
		example: "readers remove my-tool.toml",
		prints:  []any{decisionJSON{}, rereadJSON{}},
		begin:   changeDefinition("remove"),
	},
	{
		words:   "readers again",
		follows: "[MESSAGE...]",
		about:   "Read stored messages again; without words or flags, those that the readers in use have not read.",
		example: "readers again --look",
		prints:  []any{rereadJSON{}, decisionJSON{}},
		begin:   readAgain,
	},

	{
		words:   "words",
		about:   "The words of the profile, or with --unknown those that kept reports from being decided.",
		example: "words --unknown",
		prints:  []any{ownWordJSON{}, unknownWordJSON{}},
		begin:   listWords,
	},
	{
		words:   "words put",
		follows: "CLASS WORD ...",
		about: "Put a word or phrase into a class: good, neutral, warning, failed or missed. Reports that it concerns are read again. " +
			"A word that the program knows as something worse is refused.",
		example: "words put neutral ARCHIVLAUF",
		prints:  []any{decisionJSON{}, rereadJSON{}},
		begin:   plain(wordsPut),
	},
	{
		words:   "words remove",
		follows: "WORD ...",
		about:   "Take a word or phrase out of its class again, and read what it concerns again.",
		example: "words remove ARCHIVLAUF",
		prints:  []any{decisionJSON{}, rereadJSON{}},
		begin:   plain(wordsRemove),
	},
	{
		words:   "prose list",
		follows: "[SENDER]",
		about:   "The prose that is understood of a sender, or of all.",
		example: "prose list",
		prints:  []any{proseJSON{}},
		begin:   plain(proseList),
	},
	{
		words:   "prose learn",
		follows: "RUN",
		about:   "Understand the prose of this run's sender that stood in three accepted mails. Reports that it concerns are read again.",
		example: "prose learn 2923 --look",
		prints:  []any{proseJSON{}, decisionJSON{}, rereadJSON{}},
		begin:   proseLearn,
	},
	{
		words:   "prose forget",
		follows: "SENDER [KEY...]",
		about:   "Understand the prose of a sender no longer, or single lines of it.",
		example: "prose forget reports@example.com",
		prints:  []any{decisionJSON{}, rereadJSON{}},
		begin:   plain(proseForget),
	},
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
		words:   "serve-demo",
		about:   "Start the simulated servers and wait.",
		example: "serve-demo",
		prints:  []any{workspace.DemoLogin{}},
		begin:   plain(serveDemo),
	},
}
