package domain

import (
	"fmt"
	"time"
)

// MessageState says what became of a message.
type MessageState string

// The states of a message.
const (
	MessageRead        MessageState = "read"        // a reader found at least one result
	MessageInformation MessageState = "information" // understood, but about no job
	MessageUnmatched   MessageState = "unmatched"   // no reader understood it
	MessageUnreadable  MessageState = "unreadable"  // it could not be decoded, or its reader failed
)

// MissingPrefix begins the keys of notes that stand for mails which a server listed and
// did not give.
const MissingPrefix = "missing:"

// MissingKey is the key of such a note: a mail that cannot be read has nothing but its
// place.
func MissingKey(account int64, folder string, validity, uid uint32) string {
	return fmt.Sprintf("%s%d:%d:%d:%s", MissingPrefix, account, validity, uid, folder)
}

// Message is one e-mail as fetched, without its body.
type Message struct {
	ID int64
	// Key is the natural key: the Message-ID, or a hash of the raw bytes where
	// that is missing or taken by another message.
	Key       string
	Account   int64
	Folder    string
	UID       uint32
	MessageID string
	Hash      string // SHA-256 of the raw bytes, hexadecimal
	From      string
	To        string
	Subject   string
	Date      time.Time // the Date header, zero where missing or unreadable
	Received  time.Time // the server's internal date
	Size      int64     // bytes of the original
	Reader    string
	// Readers identifies the set of readers that it was read with last, so that
	// those can be found which better readers have not seen yet.
	Readers string
	State   MessageState
	// Deleted is when it was taken out of the inbox, zero if it was not.
	Deleted time.Time
	// Auth is what its header says of its sender; nil where nobody looked yet. Where the
	// report was attached to the message, From, Subject and Date are the report's.
	Auth *Authentication
	// Content is how much of it is stored; less than all once its age took the rest.
	Content Content
	Reason  string // why it is unmatched or unreadable, or was fetched in part, in words for people
}

// MessageReader reads messages and the inbox.
type MessageReader interface {
	Message(id int64) (Message, error)
	// MessageByKey returns CodeNotFound where no message has the key.
	MessageByKey(key string) (Message, error)
	// RawMessage returns a message byte for byte, with CodeNotFound once its original went by its
	// age; ShownMessage what of it is shown, which may be less, as a message.
	RawMessage(id int64) ([]byte, error)
	ShownMessage(id int64) ([]byte, error)
	// MissingMessages lists the notes of mails of a folder that the server listed and did
	// not give, newest first, but for those that were deleted from the inbox.
	MissingMessages(account int64, folder string, limit int) ([]Message, error)
	// MessageRuns lists the runs that were read from a message, with their objects.
	MessageRuns(message int64) ([]Run, error)
	// Messages lists messages, newest first.
	Messages(f MessageFilter) ([]Message, error)
	// MessageIDs lists every message in the order in which they were stored; with
	// readers set only those last read with another set of readers.
	MessageIDs(readers string) ([]int64, error)
	// DeletedMessages lists what was deleted from the inbox, newest first.
	DeletedMessages(limit int) ([]InboxRow, error)
	// JobMessages lists the messages that a job's runs were read from.
	JobMessages(job int64) ([]int64, error)
	// SenderMessages lists the messages that the runs of a sender's jobs were read from.
	SenderMessages(sender string) ([]Message, error)
	// Inbox lists messages without an approved job, unmatched ones first, newest first.
	Inbox(limit int) ([]InboxRow, error)
	// PendingJobs lists the jobs that wait for approval and have a report that was not deleted,
	// the newest report first; Unplaced what is about no job, unmatched ones first.
	PendingJobs(limit int) ([]PendingJob, error)
	Unplaced(limit int) ([]Message, error)
	// InboxCount counts what the inbox asks for: pending jobs and messages about no
	// job; unmatched are those of them that nobody understood.
	InboxCount() (waiting, unmatched int, err error)
	// Approvals counts the jobs that wait for approval in the inbox and their runs.
	Approvals() (Approvals, error)
}

// MessageTx changes messages and the inbox.
type MessageTx interface {
	PutMessage(m Message, raw Packed) (int64, error)
	// DeleteMissing removes the note with a MissingKey, if there is one.
	DeleteMissing(key string) error
	// SetDeleted deletes messages from the inbox, or restores them with a zero time.
	SetDeleted(messages []int64, at time.Time) error
}
