package domain

// CoveAddress is the Management Service of Cove (cove.md, section 1).
const CoveAddress = "https://api.backup.management"

// FolderCount is a folder of a mailbox and how many messages are in it.
type FolderCount struct {
	Name  string
	Mails uint32
	// Counted is false where the folder was not asked about, or could not be opened.
	Counted bool
}
