package layout

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Colour is a colour with straight alpha. Two colours are the same when they are
// equal with ==.
type Colour struct{ R, G, B, A uint8 }

// ParseColour reads the ways in which engines write a computed colour:
// #rrggbb, #rrggbbaa, rgb(1, 2, 3) and rgba(1, 2, 3, 0.5).
func ParseColour(text string) (Colour, error) {
	if digits, ok := strings.CutPrefix(text, "#"); ok {
		return parseHex(text, digits)
	}
	name, arguments, _ := strings.Cut(strings.TrimSuffix(text, ")"), "(")
	parts := strings.Split(arguments, ",")
	if (name != "rgb" || len(parts) != 3) && (name != "rgba" || len(parts) != 4) {
		return Colour{}, unreadable(text)
	}
	channels := [4]uint8{3: 255}
	for i, part := range parts {
		value, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if i == 3 {
			value *= 255
		}
		if err != nil || value < 0 || value > 255 {
			return Colour{}, unreadable(text)
		}
		channels[i] = uint8(math.Round(value))
	}
	return Colour{channels[0], channels[1], channels[2], channels[3]}, nil
}

func parseHex(text, digits string) (Colour, error) {
	if len(digits) == 6 {
		digits += "ff"
	}
	value, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 8 {
		return Colour{}, unreadable(text)
	}
	return Colour{uint8(value >> 24), uint8(value >> 16), uint8(value >> 8), uint8(value)}, nil
}

func unreadable(text string) error {
	return fmt.Errorf("read the colour %q: it is none of #rrggbb, #rrggbbaa, rgb(r, g, b) and rgba(r, g, b, a)", text)
}

// String writes #rrggbb, or #rrggbbaa for a colour that is not opaque.
func (c Colour) String() string {
	if c.A == 255 {
		return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	}
	return fmt.Sprintf("#%02x%02x%02x%02x", c.R, c.G, c.B, c.A)
}

// MarshalText and UnmarshalText make a colour a JSON string.
func (c Colour) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText accepts what ParseColour accepts.
func (c *Colour) UnmarshalText(text []byte) error {
	parsed, err := ParseColour(string(text))
	if err == nil {
		*c = parsed
	}
	return err
}
