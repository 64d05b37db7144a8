package random

import (
	"fmt"
	"strings"
)

func (g generator) blocks(depth int) string {
	var all strings.Builder
	for range g.between(1, g.size.blocks) {
		all.WriteString(g.block(depth))
	}
	return all.String()
}

// block is one block; deep down only those that do not nest further.
func (g generator) block(depth int) string {
	share := g.size.nestedTableShare
	if depth == 0 {
		share = g.size.tableShare
	}
	switch k := g.dice.Float64(); {
	case k < share && depth < g.size.tableDepth:
		return g.table(depth)
	case k < 0.04+share:
		return g.aroundBlock()
	case k < 0.08+share:
		return g.empty() + g.empty() + g.heading()
	case k < 0.50:
		return fmt.Sprintf("<p%s>%s</p>", g.styleAttribute(), g.inline(0))
	case k < 0.62:
		attribute := g.styleAttribute()
		if g.chance(0.6) || depth > 3 {
			return fmt.Sprintf("<div%s>%s</div>", attribute, g.inline(0))
		}
		return fmt.Sprintf("<div%s>%s</div>", attribute, g.blocks(depth+1))
	case k < 0.68:
		return g.heading()
	case k < 0.74:
		return g.list(depth)
	case k < 0.78:
		if depth < 3 {
			return "<center>" + g.blocks(depth+1) + "</center>"
		}
		return "<hr>"
	case k < 0.82:
		return fmt.Sprintf(`<div align="%s">%s</div>`, pick(g, "center", "right", "left"), g.blocksOrInline(depth))
	case k < 0.85:
		return "<blockquote>" + g.inline(0) + "</blockquote>"
	case k < 0.88:
		return "<pre>" + g.words(1, 3) + "\n  " + g.words(2, 4) + "</pre>"
	case k < 0.90:
		return "<hr>"
	case k < 0.93:
		return fmt.Sprintf(`<div style="float:%s;width:%dpx">%s</div><p>%s</p><div style="clear:both"></div>`,
			pick(g, "left", "right"), g.between(50, 200), g.words(2, 6), g.words(10, 40))
	default:
		return g.inline(0)
	}
}

func (g generator) heading() string {
	level := g.between(1, 4)
	return fmt.Sprintf("<h%d%s>%s</h%d>", level, g.styleAttribute(), g.words(1, 5), level)
}

// aroundBlock is a paragraph around a block, as mails write it. HTML ends the paragraph,
// empty, before the block, and begins another one behind it.
func (g generator) aroundBlock() string {
	inner := g.heading()
	if g.chance(0.3) {
		inner = pick(g, "<ul><li>", "<blockquote>", "<div>") + g.words(1, 5)
	}
	text := ""
	if g.chance(0.2) {
		text = g.words(1, 3)
	}
	return fmt.Sprintf("<p%s>%s%s</p>", g.styleAttribute(), text, inner)
}

// empty is a block that margins may collapse through, or nearly.
func (g generator) empty() string {
	if g.chance(0.4) {
		return ""
	}
	around := pick(g, "", "", "<div>", `<div style="margin:7px 0">`, `<div style="padding-top:1px">`)
	inner := pick(g, "p", "p", "div", "h2", "blockquote")
	out := around + fmt.Sprintf("<%s%s>%s</%s>", inner, g.styleAttribute(), pick(g, "", "", " ", "<span></span>"), inner)
	if around != "" {
		out += "</div>"
	}
	return out
}

func (g generator) list(depth int) string {
	tag := pick(g, "ul", "ol")
	var items strings.Builder
	for range g.between(1, 3) {
		if g.chance(0.8) {
			items.WriteString("<li>" + g.inline(0) + "</li>")
		} else {
			items.WriteString("<li>" + g.blocks(depth+2) + "</li>")
		}
	}
	return "<" + tag + ">" + items.String() + "</" + tag + ">"
}

func (g generator) blocksOrInline(depth int) string {
	if depth < 3 {
		return g.blocks(depth + 1)
	}
	return g.inline(0)
}

func (g generator) styleAttribute() string {
	if !g.chance(0.6) {
		return ""
	}
	if style := g.boxStyle(); style != "" {
		return ` style="` + style + `"`
	}
	return ""
}
