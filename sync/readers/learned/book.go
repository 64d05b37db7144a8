package learned

import (
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Book is what was learned of all senders, and whose answers about senders are trusted. A
// nil Book knows nothing. It is safe for concurrent use.
type Book struct {
	trusted map[int64][]domain.TrustedServer // by account
	senders map[string][]domain.Learned
}

// ReadBook reads what was learned; nil where that is nothing.
func ReadBook(q domain.Reader) (*Book, error) {
	list, err := q.LearnedProse("")
	if err != nil || len(list) == 0 {
		return nil, err
	}
	b := &Book{senders: map[string][]domain.Learned{}}
	for _, l := range list {
		b.senders[l.Sender] = append(b.senders[l.Sender], l)
	}
	b.trusted, err = Trusted(q)
	return b, err
}

// Trusted returns the servers whose answers about senders are trusted, by account.
func Trusted(q domain.Reader) (map[int64][]domain.TrustedServer, error) {
	byName, err := domain.TrustedServers(q)
	if err != nil || len(byName) == 0 {
		return nil, err
	}
	accounts, err := q.Accounts()
	if err != nil {
		return nil, err
	}
	out := map[int64][]domain.TrustedServer{}
	for _, a := range accounts {
		out[a.ID] = byName[domain.Fold(a.Name)]
	}
	return out, nil
}

// Of returns what is understood in a mail that came by an account, by the address in From
// and what the header says of it; nil for nothing.
func (b *Book) Of(account int64, address string, auth domain.Authentication) *Set {
	if b == nil || auth.Forwarded {
		return nil
	}
	all := b.senders[domain.ProseSender(address)]
	if len(all) == 0 {
		return nil
	}
	check, _ := rules.CheckSender(auth, b.trusted[account])
	return NewSet(rules.UnderstoodProse(all, check))
}

// Stale lists the messages that were last read with other readers than those of a
// fingerprint, or, of those of the given reader, with other prose than is understood in them now.
func Stale(q domain.Reader, fingerprint string, reader string) ([]int64, error) {
	ids, err := q.MessageIDs(fingerprint)
	if err != nil {
		return nil, err
	}
	b, err := ReadBook(q)
	if err != nil || b == nil {
		return ids, err
	}
	stale := map[int64]bool{}
	for _, id := range ids {
		stale[id] = true
	}
	var more []int64
	for sender := range b.senders {
		messages, err := q.SenderMessages(sender)
		if err != nil {
			return nil, err
		}
		for _, m := range messages {
			want := fingerprint
			if m.Reader == reader {
				want += b.Of(m.Account, sender, authOf(m)).Print()
			}
			switch now := m.Readers != want; {
			case now && !stale[m.ID]:
				more = append(more, m.ID)
			case !now:
				delete(stale, m.ID)
			}
		}
	}
	for _, id := range ids {
		if stale[id] {
			more = append(more, id)
		}
	}
	slices.Sort(more)
	return more, nil
}

// CountStale counts what Stale lists.
func CountStale(q domain.Reader, fingerprint string, reader string) (int, error) {
	if list, err := q.LearnedProse(""); err != nil || len(list) == 0 {
		if err != nil {
			return 0, err
		}
		return q.StaleMessages(fingerprint)
	}
	list, err := Stale(q, fingerprint, reader)
	return len(list), err
}

// authOf is what the header of a stored message says; nothing where nobody looked.
func authOf(m domain.Message) domain.Authentication {
	if m.Auth == nil {
		return domain.Authentication{}
	}
	return *m.Auth
}
