package domain

import "runchecks/domain/wording"

// CoveAddress is the Management Service of Cove (cove-api.md, section 1).
const CoveAddress = "https://api.backup.management"

// FolderCount is a folder of a mailbox and how many messages are in it.
type FolderCount struct {
	Name  string
	Mails uint32
	// Counted is false where the folder was not asked about, or could not be opened.
	Counted bool
	// Gone is true where reports are read from it and the server has it no longer.
	Gone bool
}

// FoundMailbox is what was found out about the mailbox of an address.
type FoundMailbox struct {
	// Account has settings to go on with; a guess where Where has no code.
	Account Account
	// Where says where the settings were found, for people.
	Where wording.Phrase
	// Elsewhere is true where the server is in another domain than the address, and no
	// table of this program says that it belongs there.
	Elsewhere bool
	// SignIn is the provider of OAuth2 that keeps the mailbox, "" for none that is known.
	SignIn string
	// Tried says what was asked without an answer that can be used, for people.
	Tried []wording.Phrase
}
