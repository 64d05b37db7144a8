package message

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
)

func TestEveryCharsetOfSingleBytesIsDecodedAsTheLibraryDoes(t *testing.T) {
	var raw []byte
	for i := range 256 {
		raw = append(raw, "table "...)
		raw = append(raw, byte(i))
	}
	for _, enc := range charmap.All {
		want, err := enc.NewDecoder().Bytes(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got := decodeWith(enc, raw); got != string(want) {
			t.Errorf("%v: %q, the library says %q", enc, got, want)
		}
	}
}
