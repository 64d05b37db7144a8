package random

import (
	"fmt"
	"strings"
)

// inline is text with elements inside a line.
func (g generator) inline(depth int) string {
	var parts []string
	for range g.between(1, 4) {
		parts = append(parts, g.inlinePart(depth))
	}
	return strings.Join(parts, pick(g, " ", " ", ""))
}

func (g generator) inlinePart(depth int) string {
	const pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
	switch k := g.dice.Float64(); {
	case k < 0.45 || depth > 2:
		return g.words(1, 8)
	case k < 0.55:
		return "<b>" + g.inline(depth+1) + "</b>"
	case k < 0.60:
		return "<i>" + g.inline(depth+1) + "</i>"
	case k < 0.68:
		return fmt.Sprintf(`<span style="%s">%s</span>`, g.textStyle(), g.inline(depth+1))
	case k < 0.74:
		return "<br>"
	case k < 0.79:
		return fmt.Sprintf(`<font size="%d" color="%s">%s</font>`, g.between(1, 5), g.colour(), g.inline(depth+1))
	case k < 0.83:
		return fmt.Sprintf(`<a href="http://x.example/">%s</a>`, g.words(1, 3))
	case k < 0.86:
		return "<small>" + g.inline(depth+1) + "</small>"
	case k < 0.89:
		tag := pick(g, "sub", "sup")
		return "<" + tag + ">" + g.words(1, 1) + "</" + tag + ">"
	case k < 0.92:
		return "<code>" + g.words(1, 2) + "</code>"
	case k < 0.95:
		return fmt.Sprintf(`<img src="%s" width="%d" height="%d">`, pixel, g.between(4, 60), g.between(4, 40))
	default:
		return fmt.Sprintf(`<span style="display:inline-block;%s">%s</span>`, g.boxStyle(), g.words(1, 4))
	}
}

func (g generator) textStyle() string {
	d := draft{g: g}
	d.maybe(0.4, g.oneOf("font-size:%s", "10px", "12px", "18px", "9pt", "80%", "1.2em", "small"))
	d.maybe(0.3, func() string { return "color:" + g.colour() })
	d.maybe(0.2, func() string { return "background-color:" + g.colour() })
	d.maybe(0.2, func() string { return fmt.Sprintf("padding:%dpx %dpx", g.between(0, 4), g.between(0, 8)) })
	d.maybe(0.15, fixed("border:1px solid #999"))
	d.maybe(0.1, fixed("white-space:nowrap"))
	d.maybe(0.15, g.oneOf("line-height:%s", "1", "1.5", "20px", "150%"))
	d.maybe(0.1, g.oneOf("vertical-align:%s", "top", "middle", "bottom", "2px", "text-top"))
	d.maybe(0.2, fixed("font-weight:bold"))
	return strings.Join(d.parts, ";")
}

func (g generator) boxStyle() string {
	d := draft{g: g}
	d.maybe(0.3, g.textStyle)
	d.maybe(0.3, g.oneOf("margin:%s", "0", "4px", "10px 0", "0 0 8px 0", "5px 10px 15px"))
	d.maybe(0.3, g.oneOf("padding:%s", "0", "4px", "10px 6px", "2px 3px 2px 3px"))
	d.maybe(0.2, func() string {
		return fmt.Sprintf("border:%dpx %s %s", g.between(1, 3), pick(g, "solid", "dashed"), g.colour())
	})
	d.maybe(0.1, fixed("border-top:2px solid red"))
	d.maybe(0.15, g.oneOf("width:%s", "50%", "200px", "80%", "120px"))
	d.maybe(0.1, fixed("max-width:300px"))
	d.maybe(0.2, g.oneOf("text-align:%s", "left", "right", "center"))
	d.maybe(0.1, g.number("height:%dpx", 60, 120))
	d.maybe(0.1, fixed("margin:0 auto"))
	return strings.Join(d.parts, ";")
}
