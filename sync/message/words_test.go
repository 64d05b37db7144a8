package message

import "testing"

func TestBase64IsDecodedAsFarAsItGoes(t *testing.T) {
	for in, want := range map[string]struct {
		text  string
		whole bool
	}{
		"QUJD":             {"ABC", true},
		"QUI=":             {"AB", true},
		"QUJD\r\nREVG\r\n": {"ABCDEF", true},
		"QUJD \t!REVG":     {"ABCDEF", true},
		"Q":                {"", false},
		"QQ":               {"A", false},
		"QUI":              {"AB", false},
		"QUJDRA":           {"ABCD", false},
		"zzzz~~~~":         {"\xcf\x3c\xf3", true},
		"~":                {"", true},
		"":                 {"", true},
	} {
		for _, before := range []string{"", "before "} {
			got, whole := appendBase64([]byte(before), []byte(in))
			if string(got) != before+want.text || whole != want.whole {
				t.Errorf("%q behind %q: %q, whole %v; want %q, %v", in, before, got, whole, want.text, want.whole)
			}
		}
	}
}
