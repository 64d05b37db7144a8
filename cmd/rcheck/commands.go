package main

import (
	"context"
	"flag"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// plain is a command without flags.
func plain(do action) func(*flag.FlagSet) action {
	return func(*flag.FlagSet) action { return do }
}

// commands are what rcheck can do, in the order of its help. Their words, flags and JSON
// are kept stable for scripts.
var commands = []command{
	{"jobs", "", "The jobs that wait for review, worst first. What else waits is said after them on standard error.", jobs},
	{
		"status",
		"",
		"Everything that waits, or nothing. It lists why nobody may say that everything was reviewed: runs, approvals, devices, messages, accounts, overdue runs.",
		status,
	},
	{"runs", "JOB", "The runs of a job, newest first.", runs},
	{"show", "RUN", "One run with all that the window shows of it. Status, times, source, objects, tickets, remarks, what is accepted, " +
		"the facts about its message, or the panel of Cove and Cloud Connect.", plain(show)},
	{"eml", "[MESSAGE]", "The original of a stored message, byte for byte.", eml},
	{"review", "JOB ...", "Mark every waiting run of these jobs as reviewed.", plain(reviewJobs)},
	{"success", "RUN", "Mark a run as success, for itself or with a rule for later ones.", success},
	{
		"accept-sender",
		"RUN",
		"The reports of this run's job come by another way from now on, and are believed without the check that they used to pass.",
		plain(acceptSender),
	},
	{"unmark", "JOB", "Return reviewed runs to the list (Admin).", unmark},
	{"undo", "[DECISION]", "Reverse your last decision, or a single one. 'rcheck journal' lists their ids.", plain(undo)},
	{"redo", "", "Take your last undo back, as long as you decided nothing else since.", plain(redo)},

	{"inbox", "", "Messages without an approved job.", plain(inbox)},
	{"join", "MESSAGE", "A message of the inbox, and later ones like it, are runs of a known job.", join},
	{"approve", "[MESSAGE...]", "Approve the jobs of messages. Every message of the same jobs is linked.", approve},
	{"delete", "MESSAGE ...", "Take messages out of the inbox, or bring them back.", discard},
	{"deleted", "", "The messages that were deleted (Admin). 'rcheck delete --restore' brings them back.", plain(deleted)},
	{"read", "FILE.eml ...", "What a report says, without storing it.", read},

	{"ticket", "", "The tickets, open ones first.", plain(tickets)},
	{"ticket new", "CODE", "Make a ticket, and link it.", ticketNew},
	{"ticket link", "CODE", "Link a ticket, also to later problems of the same job.", ticketLink},
	{"ticket unlink", "CODE", "Take a ticket off a run.", ticketUnlink},
	{"ticket edit", "CODE", "Change a ticket.", ticketEdit},
	{"ticket resolve", "CODE", "A ticket is dealt with. It stays on its runs and is linked to no new ones.", plain(ticketResolve)},
	{"ticket reopen", "CODE", "Follow a resolved ticket up again.", plain(ticketReopen)},
	{"remark", "[TEXT]", "The remarks, or a new one with this text.", remark},
	{"remark edit", "KEY", "Change a remark.", remarkEdit},
	{"remark delete", "KEY", "Delete a remark.", plain(remarkDelete)},
	{"accept", "[RUN]", "The accepted problems, or accept the problem of a run until it changes.", accept},

	{"overrides", "", "The rules that treat problems as success, and what each matched in 90 days.", plain(overrides)},
	{"overrides new", "", "Make an override.", overrideSave("overrides new")},
	{
		"overrides edit",
		"KEY",
		"Change what is given of an override. Waiting runs are judged again, reviewed ones are not.",
		overrideSave("overrides edit"),
	},
	{
		"overrides preview",
		"[KEY]",
		"What an override would have matched. It may be one that is there, with changes, or one that would be new; nothing is kept.",
		overridePreview,
	},
	{
		"overrides on",
		"KEY",
		"Switch an override on.",
		overrideAction(func(ctx context.Context, w *workspace.Workspace, key domain.DecisionID) (domain.Decision, error) {
			return w.Desk.EnableRule(ctx, key, true)
		}),
	},
	{
		"overrides off",
		"KEY",
		"Switch an override off.",
		overrideAction(func(ctx context.Context, w *workspace.Workspace, key domain.DecisionID) (domain.Decision, error) {
			return w.Desk.EnableRule(ctx, key, false)
		}),
	},
	{
		"overrides delete",
		"KEY",
		"Delete an override (Admin).",
		overrideAction(func(ctx context.Context, w *workspace.Workspace, key domain.DecisionID) (domain.Decision, error) {
			return w.Desk.DeleteRule(ctx, key)
		}),
	},

	{"daily", "[DATE]", "What every job did in the night that ends on DATE (without it: tonight), and what is expected.", plain(daily)},
	{"night", "", "When tonight begins and ends; or set the hour at which a night begins, and how its retries count.", night},
	{"schedule", "JOB", "Set the schedule of a job by hand, or learn it again.", scheduleJob},
	{
		"silence",
		"[JOB...]",
		"After how many days without a run jobs without a schedule are missed, or set it for the profile or for jobs.",
		silence,
	},
	{"archive", "JOB ...", "Take jobs out of every list, or bring them back (Admin).", archive},
	{"sign-off", "[DATE]", "Write the sign-off sheet of the night that ends on DATE (without it: today).", signOff},
	{"customers", "", "The customers with the number of their jobs.", plain(listCustomers)},
	{"customers import", "FILE.csv", "Take a list of customers over.", plain(customersImport)},
	{"customers export", "FILE.csv", "Write the list of customers into a file.", customersExport},

	{"account find", "ADDRESS", "The settings of a mailbox. They come from the DNS and the web server of its domain.", accountFind},
	{"account add", "imap|cove", "Add an account. The first one makes the profile; one of a name that is taken is refused.", accountAdd},
	{
		"account edit",
		"NAME",
		"Change what is given of an account (Admin). Another server, port or user, less protection, or another way to sign in asks for the password again: " +
			"the one that is kept is never sent elsewhere.",
		accountEdit,
	},
	{"log", "", "The last lines of the log of the profile, and a fault that ended the window.", showLog},
	{"account list", "", "The accounts with their state.", plain(accountList)},
	{"account folders", "NAME", "The folders of a mailbox with their counts; * marks those that are read.", plain(accountFolders)},
	{"account log", "NAME", "The last syncs of an account.", plain(accountLog)},
	{
		"account pause",
		"NAME",
		"Sync an account no longer, and say so everywhere (Admin).",
		plain(func(ctx context.Context, t *terminal, words []string) error {
			return t.accountPause(ctx, words[0], true)
		}),
	},
	{"account resume", "NAME", "Sync a paused account again (Admin).", plain(func(ctx context.Context, t *terminal, words []string) error {
		return t.accountPause(ctx, words[0], false)
	})},
	{
		"account trust",
		"NAME [AUTHSERV-ID...]",
		"Whose checks of senders are true for a mailbox, by the name in its Authentication-Results (Admin). " +
			"Without a name: what is trusted, and what the newest mails carry; \"" + domain.NamelessServer + "\" is a server that writes none.",
		accountTrust,
	},
	{"account remove", "NAME", "Remove an account (Admin). What it brought stays, or goes where nobody decided about it.", accountRemove},
	{"sync", "", "Fetch, read and store new reports.", syncAccounts},

	{
		"cove accounts",
		"[DEVICE...]",
		"What Cove and Cloud Connect tell of, with its state. DEVICE is a key or an account number.",
		plain(coveAccounts),
	},
	{"cove link", "[DEVICE...]", "Link devices to jobs; their runs are imported at once.", coveLink},
	{
		"cove unlink",
		"[DEVICE...]",
		"Unlink devices from their jobs.",
		deviceAction("cove unlink", func(ctx context.Context, w *workspace.Workspace, keys []domain.DeviceKey) (domain.Decision, error) {
			return w.Desk.UnlinkDevices(ctx, keys)
		}),
	},
	{
		"cove ignore",
		"[DEVICE...]",
		"Ask about devices no longer.",
		deviceAction("cove ignore", func(ctx context.Context, w *workspace.Workspace, keys []domain.DeviceKey) (domain.Decision, error) {
			return w.Desk.IgnoreDevices(ctx, keys, true)
		}),
	},
	{
		"cove ask",
		"[DEVICE...]",
		"Ask about ignored devices again.",
		deviceAction("cove ask", func(ctx context.Context, w *workspace.Workspace, keys []domain.DeviceKey) (domain.Decision, error) {
			return w.Desk.IgnoreDevices(ctx, keys, false)
		}),
	},
	{
		"cove moved",
		"[DEVICE...]",
		"The jobs of moved devices follow them to the other customer.",
		deviceAction("cove moved", func(ctx context.Context, w *workspace.Workspace, keys []domain.DeviceKey) (domain.Decision, error) {
			return w.Desk.ConfirmMove(ctx, keys, true)
		}),
	},
	{"device-rules", "", "How runs that come without a mail are judged. With flags: change what is given (Admin).", deviceRules},

	{
		"autotask",
		"",
		"How the connection with Autotask stands. Without a keychain, its credentials are read from " + autotaskSecretVariable + " and " + autotaskCodeVariable + ", by sync too.",
		plain(autotaskState),
	},
	{
		"proxy",
		"",
		"By which proxy Cove, Autotask, the sign-in of mailboxes and the look-up of settings go. " +
			"Without a keychain, its password is read from " + proxyVariable + ".",
		plain(proxyShow),
	},
	{
		"proxy set",
		"PROXY",
		"Choose it: host:port, perhaps with http://, https:// or socks5:// and user@ before it; system; or none (Admin).",
		proxySet,
	},
	{"settings list", "", "The settings of the profile that are changed by a value, and what holds.", plain(settingsList)},
	{"settings get", "KEY", "One setting.", plain(settingsGet)},
	{
		"settings set",
		"KEY VALUE",
		"Change a setting (Admin; the language: Operator, too). VALUE may be default. 'rcheck undo' reverses it.",
		plain(settingsSet),
	},
	{"autotask connect", "", "Connect the profile with a tenant (Admin).", autotaskConnect},
	{"autotask disconnect", "", "Forget the login (Admin). Tickets and mappings stay.", plain(autotaskDisconnect)},
	{"autotask map", "", "Say which company a customer is.", autotaskMap},
	{"autotask poll", "", "Ask how the tickets stand.", plain(autotaskPoll)},

	{"readers list", "", "Which reader reads what.", plain(listReaders)},
	{
		"readers show",
		"MAIL.eml|MESSAGE ...",
		"What a definition can address in a mail: labels, tables, sections, clauses, counts, times.",
		plain(showFacts),
	},
	{
		"readers propose",
		"MAIL.eml|MESSAGE ...",
		"A definition to begin with, of one or several mails of a sender. Best are a good one and a bad one. " +
			"What stays undecided is said on standard error.",
		plain(proposeDefinition),
	},
	{"readers test", "FILE.toml MAIL.eml ...", "What a definition makes of mails in files.", plain(testDefinition)},
	{"readers try", "FILE.toml", "What a definition would change among the stored messages.", plain(tryDefinition)},
	{"readers use", "FILE.toml", "Put a definition in use, and read what it concerns again.", changeDefinition("use")},
	{"readers remove", "FILE.toml", "Take a definition out of use again.", changeDefinition("remove")},
	{
		"readers again",
		"[MESSAGE...]",
		"Read stored messages again; without words or flags, those that the readers in use have not read.",
		readAgain,
	},

	{"words", "", "The words of the profile, or with --unknown those that kept reports from being decided.", listWords},
	{
		"words put",
		"CLASS WORD ...",
		"Put a word or phrase into a class: good, neutral, warning, failed or missed. Reports that it concerns are read again. " +
			"A word that the program knows as something worse is refused.",
		plain(wordsPut),
	},
	{"words remove", "WORD ...", "Take a word or phrase out of its class again, and read what it concerns again.", plain(wordsRemove)},
	{"prose list", "[SENDER]", "The prose that is understood of a sender, or of all.", plain(proseList)},
	{
		"prose learn",
		"RUN",
		"Understand the prose of this run's sender that stood in three accepted mails. Reports that it concerns are read again.",
		proseLearn,
	},
	{"prose forget", "SENDER [KEY...]", "Understand the prose of a sender no longer, or single lines of it.", plain(proseForget)},
	{"journal", "", "The decisions, newest first.", journal},
	{
		"journal verify",
		"",
		"Check that nobody changed the journal, or what it is shown by, by other means. It is made anew in a copy, which needs room on the disk.",
		plain(verifyJournal),
	},
	{
		"backup",
		"",
		"Copy the database and check the copy. " +
			"The last seven that are made so, or by themselves once a day, are kept in the folder backups of the profile.",
		backup,
	},
	{
		"restore",
		"[FILE]",
		"Say what putting a copy back would lose and save, and with --yes do it. " +
			"Without FILE it is the newest copy that is whole; what is replaced is kept.",
		restore,
	},
	{"rebuild", "", "Make everything decided anew from runs and journal (Admin).", plain(rebuild)},
	{
		"role",
		"[admin|operator|viewer]",
		"Show or change the role of the profile. Stepping up takes the passphrase in " + passphraseVariable + " where one is set.",
		plain(role),
	},
	{
		"passphrase",
		"",
		"Set the administrator's passphrase (Admin). The old one is read from " + passphraseVariable + ", the new one from " + newPassphraseVariable + ".",
		passphrase,
	},
	{"serve-demo", "", "Start the simulated servers and wait.", plain(serveDemo)},
}
