// Package definition reads report mails by definition files: TOML texts in which a
// technician says how to recognise one layout of mails and where its facts stand
// (product.md, section 7; docs/definitions.md tells the format). It holds the
// format, its checks, and the reader made of a file. Which files are in use is
// sync/library's.
//
// A definition guesses nothing: Success must be said by a place that it names, a
// word that it does not list counts as Unknown, and the worst of all places wins.
package definition

import "time"

// The limits. A file or mail beyond them is refused or read as Unknown, never as
// Success.
const (
	maxFile    = 64 << 10 // bytes of a definition
	maxRules   = 200
	maxPattern = 1000 // characters
	maxWords   = 500
	maxLine    = 8 << 10 // bytes of a line that are looked at
	maxObjects = 10_000  // a mail
	maxResults = 200     // a mail
	maxFound   = 500     // of an explanation
	timeLimit  = 500 * time.Millisecond
)
