package mailbox

import (
	"math/rand/v2"
	"testing"

	"runchecks/domain"
	"runchecks/sync/imap"
)

// mailbox is a folder on a server, and how often each of its mails was fetched.
type mailbox struct {
	next    uint32
	heads   []imap.Head
	fetched map[uint32]int
}

func (m *mailbox) deliver(n int) {
	for range n {
		m.next++
		m.heads = append(m.heads, imap.Head{UID: m.next})
	}
}

// sync fetches at most limit mails, batches of a few at a time, and returns the folder
// as it was last stored.
func (m *mailbox) sync(at domain.Folder, limit int, rng *rand.Rand) domain.Folder {
	mark := domain.FolderMark{UIDNext: m.next + 1, Mails: uint32(len(m.heads))}
	var listed []imap.Head
	for _, h := range m.heads {
		if h.UID > listFrom(at) {
			listed = append(listed, h)
		}
	}
	stored := at
	heads, at := order(at, listed)
	for len(heads) > 0 {
		batch := heads[:min(len(heads), 1+rng.IntN(5))]
		if limit -= len(batch); limit < 0 {
			return stored // killed in the middle of a batch: nothing of it is kept
		}
		for _, h := range batch {
			m.fetched[h.UID]++
			at = reached(at, h.UID)
		}
		stored, heads = at, heads[len(batch):]
	}
	return finished(at, listed, mark)
}

func TestHoweverOftenASyncIsKilledEveryMailIsFetchedOnce(t *testing.T) {
	for seed := range uint64(500) {
		rng := rand.New(rand.NewPCG(seed, 0))
		m := &mailbox{fetched: map[uint32]int{}}
		var at domain.Folder
		for range 20 {
			m.deliver(rng.IntN(30))
			at = m.sync(at, rng.IntN(40), rng)
		}
		at = m.sync(at, 1000, rng)
		for _, h := range m.heads {
			if m.fetched[h.UID] != 1 {
				t.Fatalf("seed %d: UID %d of %d was fetched %d times; the folder stands at %+v", seed, h.UID, m.next, m.fetched[h.UID], at)
			}
		}
		if at.LowUID != 0 || at.LastUID != m.next {
			t.Fatalf("seed %d: the folder stands at %+v, the mailbox at %d", seed, at, m.next)
		}
	}
}

func TestAFirstSyncGoesFromTheNewestMailDownAndALaterOneUp(t *testing.T) {
	heads := []imap.Head{{UID: 3}, {UID: 5}, {UID: 9}}
	first, at := order(domain.Folder{}, heads)
	if first[0].UID != 9 || first[2].UID != 3 || at.LastUID != 9 {
		t.Errorf("first: %v, %+v", first, at)
	}
	later, _ := order(domain.Folder{LastUID: 3}, heads[1:])
	if later[0].UID != 5 || later[1].UID != 9 {
		t.Errorf("later: %v", later)
	}
}

func TestAnInterruptedFirstSyncTakesWhatIsNewBeforeWhatIsOld(t *testing.T) {
	heads := []imap.Head{{UID: 1}, {UID: 2}, {UID: 5}, {UID: 6}, {UID: 7}, {UID: 8}}
	got, _ := order(domain.Folder{LastUID: 6, LowUID: 5}, heads)
	var uids []uint32
	for _, h := range got {
		uids = append(uids, h.UID)
	}
	if len(uids) != 4 || uids[0] != 7 || uids[1] != 8 || uids[2] != 2 || uids[3] != 1 {
		t.Errorf("in the order %v", uids)
	}
}

func TestAFolderIsTheSameOnlyWhereTheServerCanTell(t *testing.T) {
	for _, c := range []struct {
		a, b domain.FolderMark
		same bool
	}{
		{domain.FolderMark{UIDNext: 5, Mails: 4}, domain.FolderMark{UIDNext: 5, Mails: 4}, true},
		{domain.FolderMark{ModSeq: 7, Mails: 4}, domain.FolderMark{ModSeq: 7, Mails: 4}, true},
		{domain.FolderMark{UIDNext: 5, Mails: 4}, domain.FolderMark{UIDNext: 6, Mails: 4}, false},
		{domain.FolderMark{UIDNext: 5, Mails: 4}, domain.FolderMark{UIDNext: 5, Mails: 5}, false},
		{domain.FolderMark{UIDNext: 5, ModSeq: 7}, domain.FolderMark{UIDNext: 5, ModSeq: 8}, false},
		{domain.FolderMark{Mails: 4}, domain.FolderMark{Mails: 4}, false},
	} {
		if c.a.Same(c.b) != c.same {
			t.Errorf("%+v and %+v: same is not %v", c.a, c.b, c.same)
		}
	}
}
