package css

import "strings"

// DependsOnWidth reports whether a style sheet says different things at different
// widths, so that it must be read again when the window changes.
func DependsOnWidth(sheet string) bool {
	sheet = strings.ToLower(sheet)
	return strings.Contains(sheet, "@media") && strings.Contains(sheet, "width")
}

// mediaHolds answers a list of media conditions in lower case.
func mediaHolds(list string, width float64) bool {
	for _, query := range strings.Split(list, ",") {
		if queryHolds(query, width) {
			return true
		}
	}
	return false
}

func queryHolds(query string, width float64) bool {
	for _, part := range strings.Split(strings.Join(strings.Fields(query), " "), " and ") {
		part = strings.TrimPrefix(part, "only ")
		switch {
		case part == "not print":
		case part == "screen" || part == "all" || part == "":
		case strings.HasPrefix(part, "("):
			if !featureHolds(strings.Trim(part, "() "), width) {
				return false
			}
		default: // print, and what comes later
			return false
		}
	}
	return true
}

func featureHolds(feature string, width float64) bool {
	name, value, found := strings.Cut(feature, ":")
	if !found {
		return false
	}
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	switch name {
	case "max-width", "max-device-width":
		return width <= mediaPixels(value)
	case "min-width", "min-device-width":
		return width >= mediaPixels(value)
	case "prefers-color-scheme":
		return value == "light"
	}
	return false
}

// mediaPixels reads a length of a condition; em is that of the browser's own font size.
func mediaPixels(v string) float64 {
	if l, ok := ParseLength(v, 16, true); ok && l.Unit == Px {
		return l.Value
	}
	return 0
}
