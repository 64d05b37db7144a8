package mailbox

import (
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
)

// listFrom returns the UID above which a folder is listed: what is new, and all of
// it while a first sync has not come to its end.
func listFrom(at domain.Folder) uint32 {
	if at.LowUID > 0 {
		return 0
	}
	return at.LastUID
}

// order picks what is still to be fetched of an ascending list and puts it in the
// order to fetch it in, so that one highest and one lowest UID say where it stands
// at any time: first what came after the highest, upwards, then what is left below
// the lowest, downwards. A folder that was never synced is fetched from the newest
// mail down. The returned folder is the one to go on from.
func order(at domain.Folder, heads []imap.Head) ([]imap.Head, domain.Folder) {
	if len(heads) == 0 {
		return nil, at
	}
	if at.LastUID == 0 {
		at.LastUID = heads[len(heads)-1].UID
		return reversed(heads), at
	}
	newer, _ := slices.BinarySearchFunc(heads, at.LastUID, func(h imap.Head, last uint32) int {
		if h.UID <= last {
			return -1
		}
		return 1
	})
	var older []imap.Head
	for _, h := range heads[:newer] {
		if h.UID < at.LowUID {
			older = append(older, h)
		}
	}
	return append(slices.Clone(heads[newer:]), reversed(older)...), at
}

func reversed(heads []imap.Head) []imap.Head {
	out := slices.Clone(heads)
	slices.Reverse(out)
	return out
}

// reached returns the folder after the next mail in that order.
func reached(at domain.Folder, uid uint32) domain.Folder {
	if uid > at.LastUID {
		at.LastUID = uid
	} else {
		at.LowUID = uid
	}
	return at
}

// finished returns the folder after everything in the list was fetched, or left out
// because it is too old. mark is what the server said before it gave the list.
func finished(at domain.Folder, listed []imap.Head, mark domain.FolderMark) domain.Folder {
	if len(listed) > 0 {
		at.LastUID = max(at.LastUID, listed[len(listed)-1].UID)
	}
	at.LowUID, at.Seen = 0, mark
	return at
}

// recent leaves out messages older than the first sync reaches.
func recent(heads []imap.Head, since time.Time) []imap.Head {
	var out []imap.Head
	for _, h := range heads {
		if h.Received.IsZero() || !h.Received.Before(since) {
			out = append(out, h)
		}
	}
	return out
}
