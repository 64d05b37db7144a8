package words

import (
	"cmp"
	"os"
)

// Preferred is the shipped language for a choice, an IETF tag; without one it is that of the
// system, by LC_ALL, LC_MESSAGES or LANG, and English where it is not shipped.
func Preferred(chosen string) string {
	return Shipped().Match(cmp.Or(chosen, os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")))
}
