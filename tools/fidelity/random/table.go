package random

import (
	"fmt"
	"slices"
	"strings"
)

// table is a table whose attributes and styles contradict each other now and then,
// as they do in mails.
func (g generator) table(depth int) string {
	attributes, style := g.tableAttributes(), g.tableStyle()
	rows := g.rows(depth)
	body := ""
	if g.chance(0.1) {
		body = "<thead>" + rows[0] + "</thead><tbody>" + strings.Join(rows[1:], "") + "</tbody>"
	} else {
		body = strings.Join(rows, pick(g, "", "\n"))
	}
	caption := ""
	if g.chance(0.04) {
		caption = "<caption>" + g.words(1, 3) + "</caption>"
	}
	return fmt.Sprintf(`<table %s style="%s">%s%s</table>`, attributes, style, caption, body)
}

func (g generator) tableAttributes() string {
	d := draft{g: g}
	d.maybe(0.6, g.oneOf(`width="%s"`, "100%", "100%", "600", "300", "80%", "400"))
	d.maybe(0.6, g.oneOf(`cellspacing="%s"`, "0", "0", "0", "1", "4"))
	d.maybe(0.6, g.oneOf(`cellpadding="%s"`, "0", "0", "2", "5", "10"))
	d.maybe(0.5, g.oneOf(`border="%s"`, "0", "0", "1", "1", "3"))
	d.maybe(0.15, g.oneOf(`align="%s"`, "center", "center", "left", "right"))
	d.maybe(0.1, g.number(`height="%d"`, 100, 300))
	return strings.Join(d.parts, " ")
}

func (g generator) tableStyle() string {
	d := draft{g: g}
	d.maybe(0.45, fixed("border-collapse:collapse"))
	d.maybe(0.2, fixed("font-size:12px"))
	d.maybe(0.15, fixed("border:1px solid #999"))
	d.maybe(0.1, g.oneOf("width:%s", "97%", "500px", "auto"))
	d.maybe(0.1, g.oneOf("margin:%s", "10px 0", "0 auto", "8px"))
	d.maybe(0.05, fixed("table-layout:fixed"))
	return strings.Join(d.parts, ";")
}

// grid is the plan of a table that is being filled.
type grid struct {
	columns, rows int
	widths        []string // wanted by each column, "" for none
	asAttribute   bool     // the widths stand in attributes, not in styles
	cellStyle     []string // what every cell has
	taken         map[[2]int]bool
}

func (g generator) rows(depth int) []string {
	plan := grid{columns: g.between(1, g.size.columns), rows: g.between(1, g.size.rows), taken: map[[2]int]bool{}}
	for range plan.columns {
		plan.widths = append(plan.widths, pick(g, "", "", "", "20%", "1%", "85px", "120px", "50%", "30%"))
	}
	style := draft{g: g}
	style.maybe(0.5, fixed("padding: 2px 3px 2px 3px"))
	style.maybe(0.45, fixed("border: 1px solid #a7a9ac"))
	style.maybe(0.3, fixed("vertical-align: top"))
	style.maybe(0.3, fixed("font-family: Tahoma;font-size: 12px"))
	plan.cellStyle = style.parts
	plan.asAttribute = g.chance(0.3)
	var rows []string
	for row := range plan.rows {
		var cells []string
		for column := 0; column < plan.columns; {
			if plan.taken[[2]int{row, column}] {
				column++
				continue
			}
			across, down := g.span(plan, row, column)
			cells = append(cells, g.cell(plan, column, across, down, depth))
			column += across
		}
		d := draft{g: g}
		d.maybe(0.2, g.number(` style="height: %dpx"`, 10, 60))
		d.maybe(0.1, fixed(` bgcolor="#eef"`))
		d.maybe(0.05, fixed(` align="center"`))
		d.maybe(0.05, fixed(` valign="top"`))
		rows = append(rows, "<tr"+strings.Join(d.parts, "")+">"+strings.Join(cells, pick(g, "", "\n"))+"</tr>")
	}
	return rows
}

// span takes a place for the next cell, a larger one now and then.
func (g generator) span(plan grid, row, column int) (across, down int) {
	across, down = 1, 1
	if g.chance(0.12) {
		across = g.between(1, plan.columns-column)
	}
	if g.chance(0.08) {
		down = g.between(1, plan.rows-row)
	}
	for y := range down {
		for x := range across {
			if plan.taken[[2]int{row + y, column + x}] {
				across, down = 1, 1 // no room: cells must not overlap
			}
		}
	}
	for y := range down {
		for x := range across {
			plan.taken[[2]int{row + y, column + x}] = true
		}
	}
	return across, down
}

func (g generator) cell(plan grid, column, across, down, depth int) string {
	attributes, style := draft{g: g}, draft{g: g, parts: slices.Clone(plan.cellStyle)}
	if across > 1 {
		attributes.parts = append(attributes.parts, fmt.Sprintf(`colspan="%d"`, across))
	}
	if down > 1 {
		attributes.parts = append(attributes.parts, fmt.Sprintf(`rowspan="%d"`, down))
	}
	width := plan.widths[column]
	switch {
	case across > 1:
		style.maybe(0.15, g.oneOf("width:%s", "200px", "60%"))
	case width != "" && plan.asAttribute:
		attributes.maybe(0.6, fixed(`width="`+strings.TrimSuffix(width, "px")+`"`))
	case width != "":
		style.maybe(0.6, fixed("width:"+width))
	}
	attributes.maybe(0.15, fixed("nowrap"))
	attributes.maybe(0.2, g.oneOf(`align="%s"`, "left", "right", "center"))
	attributes.maybe(0.15, g.oneOf(`valign="%s"`, "top", "middle", "bottom", "baseline"))
	attributes.maybe(0.1, fixed(`bgcolor="#f3f4f4"`))
	style.maybe(0.1, g.number("height:%dpx", 20, 90))
	style.maybe(0.08, func() string {
		return "border-" + pick(g, "top", "left", "right", "bottom") + ":" + pick(g, "none", "3px solid red", "2px dashed blue")
	})
	style.maybe(0.06, fixed("padding:0 0 17px 15px"))
	content := g.cellContent(depth)
	tag := "td"
	if g.chance(0.1) {
		tag = "th"
	}
	return fmt.Sprintf(`<%s %s style="%s">%s</%s>`, tag, strings.Join(attributes.parts, " "), strings.Join(style.parts, ";"), content, tag)
}

func (g generator) cellContent(depth int) string {
	switch k := g.dice.Float64(); {
	case k < 0.07:
		return ""
	case k < 0.10:
		return "&nbsp;"
	case k < 0.55:
		return g.words(1, 3)
	case k < 0.85 || depth > 2:
		return g.inline(0)
	default:
		return g.blocks(depth + 1)
	}
}
