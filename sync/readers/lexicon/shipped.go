package lexicon

import (
	"fmt"
	"sync"

	"runchecks/assets"
)

// Shipped returns the words of the program. They are part of it, so a fault in them is
// one of the build, which a test finds first.
var Shipped = sync.OnceValue(func() *Lexicon {
	files, err := assets.Lexicon()
	if err != nil {
		panic(fmt.Sprintf("the words of the program: %v", err))
	}
	l, faults := Load(files)
	if len(faults) > 0 {
		panic(fmt.Sprintf("the words of the program: %v", faults[0]))
	}
	return l
})
