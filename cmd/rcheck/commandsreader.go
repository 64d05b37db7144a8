package main

import (
	"runchecks/sync/workbench/pointing"
)

// readerCommands are about how mails are read, and the words of reports.
var readerCommands = []command{
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
}
