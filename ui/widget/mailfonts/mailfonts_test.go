package mailfonts

import (
	"sync"
	"testing"
)

func TestAnEmojiIsNoBoxWhereTheSystemHasNoFontForIt(t *testing.T) {
	s := &system{}
	s.once.Do(func() {}) // a system without fonts
	for _, r := range "✅❌🔴" {
		if s.find(r) == nil {
			t.Errorf("no face has %c", r)
		}
	}
	if s.find('\U0010FFFD') != nil {
		t.Error("a face for a letter that nobody has")
	}
}

// The layouts of several panes ask at the same time.
func TestFacesMayBeAskedForAtTheSameTime(*testing.T) {
	s := &system{}
	s.once.Do(func() {})
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() { s.find('✅') })
	}
	all.Wait()
}
