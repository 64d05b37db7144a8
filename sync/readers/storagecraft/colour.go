package storagecraft

import (
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
)

type colour struct{ r, g, b int }

var (
	border = regexp.MustCompile(`(?i)border(?:-(?:top|left|right|bottom))?(?:-color)?\s*:\s*([^;]+)`)
	hex    = regexp.MustCompile(`(?i)#([0-9a-f]{6}|[0-9a-f]{3})\b`)
	rgb    = regexp.MustCompile(`(?i)rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})`)
)

// borderOf returns the colour of the border of a cell, or of an element in it.
func borderOf(cell *message.Cell) (colour, bool) {
	for _, style := range append([]string{cell.Style}, cell.Styles()...) {
		if !strings.Contains(strings.ToLower(style), "border") {
			continue
		}
		for _, g := range border.FindAllStringSubmatch(style, 8) {
			if c, ok := parse(g[1]); ok {
				return c, true
			}
		}
	}
	return colour{}, false
}

func parse(text string) (colour, bool) {
	if g := hex.FindStringSubmatch(text); g != nil {
		h := g[1]
		if len(h) == 3 {
			h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
		}
		n, err := strconv.ParseUint(h, 16, 32)
		return colour{int(n >> 16), int(n >> 8 & 255), int(n & 255)}, err == nil
	}
	if g := rgb.FindStringSubmatch(text); g != nil {
		var c colour
		c.r, _ = strconv.Atoi(g[1])
		c.g, _ = strconv.Atoi(g[2])
		c.b, _ = strconv.Atoi(g[3])
		return c, true
	}
	switch t := " " + strings.ToLower(text) + " "; {
	case strings.Contains(t, " red "):
		return colour{255, 0, 0}, true
	case strings.Contains(t, " orange "):
		return colour{255, 165, 0}, true
	case strings.Contains(t, " yellow "):
		return colour{255, 255, 0}, true
	}
	return colour{}, false
}

// meaning trusts the one known green alone. Reds are failures, yellows and oranges
// warnings; any other colour says nothing.
func meaning(c colour, ok bool) domain.Status {
	switch {
	case !ok:
		return domain.Unknown
	case c == colour{0x5D, 0xE0, 0x1B}:
		return domain.Success
	case c.r >= 150 && c.g < 110 && c.b < 110:
		return domain.Failed
	case c.r >= 180 && c.g >= 110 && c.b < 130:
		return domain.Warning
	}
	return domain.Unknown
}
