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
	Auth   *Authentication
	Reason string // why it is unmatched or unreadable, or was fetched in part, in words for people
}
