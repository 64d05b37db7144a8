package definition

import (
	"fmt"
	"strings"
)

// Problem is one fault of a definition.
type Problem struct {
	Line, Column int    // from 1; 0 where the fault has no place
	Key          string // the setting, for example "status[1].matches"
	Reason       string // a sentence that says what to write instead
}

// String tells the problem with its place.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.Reason
	}
	return fmt.Sprintf("line %d, column %d: %s", p.Line, p.Column, p.Reason)
}

// Invalid says why a file is no definition.
type Invalid struct {
	File     string
	Problems []Problem // by line
}

// Error tells all problems.
func (x *Invalid) Error() string {
	list := make([]string, len(x.Problems))
	for i, p := range x.Problems {
		list[i] = p.String()
	}
	return x.File + ": " + strings.Join(list, "\n")
}
