package storage

import "testing"

// On Windows a lock that is held by several cannot be made one of one's own: without giving it
// back first nobody would ever be the last, and the next start would take the profile for damaged.
func TestWhoeverLeavesGivesTheShareBackBeforeAskingToBeAlone(t *testing.T) {
	folder := t.TempDir()
	first := held(t, folder)
	second := held(t, folder)
	if last := left(t, first); last {
		t.Error("the first one to leave is taken for the last")
	}
	if last := left(t, second); !last {
		t.Error("nobody was the last")
	}
}

func held(t *testing.T, folder string) *hold {
	t.Helper()
	h, err := enter(t.Context(), folder, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.settle(); err != nil {
		t.Fatal(err)
	}
	return h
}

// left leaves, and says whether nobody else was there.
func left(t *testing.T, h *hold) (last bool) {
	t.Helper()
	err := h.leave(func(l bool) error {
		if last = l; h.lock.RLocked() {
			t.Error("the share is still held")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return last
}
