package domain

import "time"

// Folder is how far one folder of an account has been fetched. It is written in
// the same transaction as the messages it stands for.
type Folder struct {
	Account     int64
	Name        string
	UIDValidity uint32
	// LastUID is the highest UID reached. Every mail up to it was fetched, but for
	// those below LowUID where that is not 0: a first sync goes from the newest mail
	// down to the oldest, and LowUID is the lowest it has reached.
	LastUID, LowUID uint32
	// Seen is what the server said of the folder before the last sync that reached
	// the end of it; zero before the first.
	Seen FolderMark
	// FirstSync is when the folder was first looked at; runs more than two days
	// older are imported as history (product.md, section 5).
	FirstSync time.Time
	// Since is how far back mails were fetched, on request or by a first sync that reached
	// elsewhere than FirstReachDays; zero is those.
	Since time.Time
	// Unkept is true where the server gave two values of UIDVALIDITY though nothing else
	// changed: it does not keep it, and UIDs say nothing from one visit to the next.
	Unkept bool
}

// FirstReachDays is how many days of history the first sync of a folder brings where
// nobody chose another number (product.md, section 5).
const FirstReachDays = 90

// FolderMark is what tells a mail server's folder with something new from one
// without (RFC 3501, section 2.3.1.1, and RFC 7162, section 3.1.2.1).
type FolderMark struct {
	UIDNext uint32 // 0 if the server does not say
	Mails   uint32 // how many there are
	ModSeq  uint64 // rises with every change; below 2^63, 0 if the server has none
}

// Same says that nothing came between two marks. Where the server gives neither
// UIDNEXT nor HIGHESTMODSEQ nobody can say that.
func (m FolderMark) Same(other FolderMark) bool {
	return m == other && (m.UIDNext != 0 || m.ModSeq != 0)
}

// FolderReader reads how far the folders of a mailbox have been fetched, and mails to be moved.
type FolderReader interface {
	Folder(account int64, name string) (Folder, error)
	// Moves lists mails that wait to be moved to the account's folder for them, by UID.
	Moves(account int64, folder string, uidValidity uint32, limit int) ([]uint32, error)
}

// FolderTx records how far the folders of a mailbox have been fetched, and mails to be moved.
type FolderTx interface {
	// PutFolder is CodeNotFound where the account was removed.
	PutFolder(Folder) error
	// DeleteFolders forgets how far an account has been fetched: it is another mailbox now.
	DeleteFolders(account int64) error
	// PutMove records that a mail is to be moved, in the transaction that stores it.
	PutMove(account int64, folder string, uidValidity, uid uint32) error
	// DeleteMoves drops the mails up to a UID, which were moved.
	DeleteMoves(account int64, folder string, uidValidity, upTo uint32) error
}
