package main

import (
	"context"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// accountCommands are about where reports come from.
var accountCommands = []command{

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
		words:  "desk",
		former: "autotask",
		about: "How the connection with the service desk stands. Without a keychain, its credentials are read from " +
			"" + deskSecretVariable + " and " + deskCodeVariable + ", by sync too.",
		example: "desk",
		prints:  []any{connectionJSON{}},
		begin:   plain(deskState),
	},
	{
		words: "proxy",
		about: "By which proxy Cove, the service desk, the sign-in of mailboxes and the look-up of settings go. " +
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
}
