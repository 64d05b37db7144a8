package layout

import (
	"testing"

	"runchecks/ui/mailview/style"
)

func TestListsCountInEveryNumbering(t *testing.T) {
	for _, c := range []struct {
		bullet style.Bullet
		number int
		want   string
	}{
		{style.Decimal, 12, "12. "}, {style.Decimal, -3, "-3. "}, {style.LowerAlpha, 1, "a. "}, {style.UpperAlpha, 28, "AB. "}, {style.UpperAlpha, 0, "0. "},
		{style.LowerRoman, 4, "iv. "}, {style.UpperRoman, 1994, "MCMXCIV. "}, {style.UpperRoman, 4000, "4000. "}, {style.Disc, 7, "\u2022"}, {style.NoBullet, 7, ""},
	} {
		if got := marker(c.bullet, c.number); got != c.want {
			t.Errorf("number %d with bullet %d is %q, want %q", c.number, c.bullet, got, c.want)
		}
	}
}
