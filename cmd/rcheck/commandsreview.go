package main

import (
	"context"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// reviewCommands are about what is done with the runs that wait, and what holds for later ones.
var reviewCommands = []command{
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
		about: "The jobs that a search finds, each with the newest run that hits: words, \"phrases\", status: customer: product: " +
			"job: object: message: ticket: remark: is: since: before: silent: nosuccess:. Behind --, a minus before one leaves out.",
		example: "search status:failed gateway -- -customer:braam",
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
}
