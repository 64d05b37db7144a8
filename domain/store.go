package domain

import (
	"context"
	"time"
)

// Clock tells the time. The program uses SystemClock, tests a fixed one.
type Clock func() time.Time

// SystemClock is the computer's clock.
func SystemClock() time.Time { return time.Now() }

// Store is the cache. Read and Write are its only doors: fn sees one consistent
// state, and what it writes is kept whole or not at all. The Reader and Tx
// must not be used after fn returned. Errors carry CodeStorage, CodeNotFound or
// whatever fn returned.
type Store interface {
	Read(ctx context.Context, fn func(Reader) error) error
	// Write returns when what fn wrote outlives a power cut.
	Write(ctx context.Context, fn func(Tx) error) error
	// Refetchable is the same cache for what can be fetched or computed again: its Write
	// does not wait for the disk and refuses decisions with CodeInternal.
	Refetchable() Store
	// Flush returns when everything that was written so far outlives a power cut.
	Flush(ctx context.Context) error
	// Scratch is a copy of the cache, on which something is tried that must not change it;
	// close removes it.
	Scratch(ctx context.Context) (scratch Store, close func() error, err error)
	// Pack packs a message byte for byte for PutMessage. It takes longer than storing
	// what it returns, so it is no part of the transaction.
	Pack(raw []byte) Packed
}

// Packed is a message as the store keeps it.
type Packed []byte

// Reader reads the cache. Every list is one indexed query.
type Reader interface {
	CustomerReader
	JobReader
	RunReader
	PastReader
	AttemptReader
	ScheduleReader
	SenderReader
	MessageReader
	ReadingReader
	ProseReader
	OverrideReader
	TicketReader
	RemarkReader
	AcceptanceReader
	CauseReader
	JournalReader
	TeamReader
	DeviceReader
	SummaryReader
	AccountReader
	FolderReader
	SettingReader
}

// Tx reads and changes the cache in one transaction.
type Tx interface {
	Reader

	CustomerTx
	JobTx
	RunTx
	AttemptTx
	ScheduleTx
	SenderTx
	MessageTx
	ReadingTx
	ProseTx
	OverrideTx
	TicketTx
	RemarkTx
	AcceptanceTx
	CauseTx
	JournalTx
	TeamTx
	DeviceTx
	SummaryTx
	AccountTx
	FolderTx
	SettingTx
}
