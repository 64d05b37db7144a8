package words

import (
	"fmt"
	"sync"
	"sync/atomic"

	"runchecks/assets"
)

// spoken is the language of this process. It is the one thing that a process has once, as
// a locale is: what asks for a sentence has nothing else to do with languages.
var spoken atomic.Pointer[Language]

// Speak sets the language of the process. It is called at its start, before a sentence is
// worded: what has been worded stays as it is.
func Speak(l *Language) { spoken.Store(l) }

// Spoken is the language of the process, English until Speak was called.
func Spoken() *Language {
	if l := spoken.Load(); l != nil {
		return l
	}
	english, err := Shipped().Language("en")
	if err != nil {
		panic(fmt.Sprintf("the sentences of the program: %v", err))
	}
	spoken.CompareAndSwap(nil, english)
	return spoken.Load()
}

// T words a sentence in the language of the process; see Language.Text.
func T(id string, args ...any) string { return Spoken().Text(id, args...) }

// Shipped is the catalog of the program. It is part of it, so a fault in it is one of the
// build, which a test finds first.
var Shipped = sync.OnceValue(func() *Catalog {
	files, err := assets.Languages()
	if err != nil {
		panic(fmt.Sprintf("the sentences of the program: %v", err))
	}
	c, err := Open(files)
	if err != nil {
		panic(fmt.Sprintf("the sentences of the program: %v", err))
	}
	return c
})
