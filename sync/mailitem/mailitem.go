// Package mailitem makes of a raw mail the item that sync/ingest stores: it decodes the
// mail (sync/message), asks the readers (sync/readers) and what was learned of the sender,
// and settles times and sender. It neither fetches nor stores.
package mailitem

import (
	"cmp"
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/ingest"
	"runchecks/sync/message"
	"runchecks/sync/readers"
	"runchecks/sync/readers/generic"
	"runchecks/sync/readers/learned"
)

// Reading is what mails are read with.
type Reading struct {
	Readers  *readers.Registry
	Learned  *learned.Book
	Account  int64 // that the mails came by
	Location *time.Location
}

// Read decodes a raw mail and reads it. It never fails: what cannot be decoded or read
// becomes an item that says why.
func Read(ctx context.Context, with Reading, raw []byte, received time.Time) ingest.Item {
	registry, loc := with.Readers, with.Location
	item := ingest.Item{Raw: raw, Message: domain.Message{Size: int64(len(raw)), Received: received, Readers: registry.Fingerprint()}}
	m, err := message.Decode(ctx, raw)
	if m != nil {
		item.FromAddress = m.FromAddress
		item.Message.From, item.Message.To, item.Message.Subject = m.From, m.To, m.Subject
		item.Message.MessageID, item.Message.Date = m.MessageID, m.Date
		item.Message.Received = rules.ReceivedTime(m.Date, received)
	}
	if err != nil {
		item.Unreadable = err.Error()
		return item
	}
	auth := m.Authentication
	item.Message.Auth = &auth
	prose := with.Learned.Of(with.Account, m.FromAddress, auth)
	reading := registry.Read(ctx, m, readers.Env{Received: item.Message.Received, Location: loc, Learned: prose})
	if reading.Reader == generic.Name && reading.Of == m && ingest.HasRuns(reading.Results) {
		item.Message.Readers += prose.Print()
	}
	item.Results, item.Message.Reader = reading.Results, reading.Reader
	sent := m.Date
	if of := reading.Of; of != nil && of != m && of.FromAddress != "" {
		outer := item.Message
		item.Outer, item.FromAddress = &outer, of.FromAddress
		item.Message.From, item.Message.Subject, item.Message.Date = of.From, of.Subject, of.Date
		auth.Forwarded, auth.By, sent = true, cmp.Or(m.FromAddress, "somebody"), of.Date
	}
	if zone := rules.SenderZone(sent, item.Message.Received, loc); zone != loc {
		for i := range item.Results {
			x := &item.Results[i]
			x.Started, x.Ended = rules.InZone(x.Started, zone), rules.InZone(x.Ended, zone)
		}
	}
	switch {
	case reading.Failed:
		item.Unreadable, item.Results = reading.Reason, nil
	case len(reading.Results) == 0:
		item.Unmatched = reading.Reason
	}
	if !reading.Failed && (len(item.Results) == 0 || reading.Reader == generic.Name) {
		item.Words, item.Aside = generic.About(cmp.Or(reading.Of, m))
	}
	return item
}
