// Package export writes a copy of a mail for the system's browser that asks nothing of the
// network: our own tree printed again, with elements, attributes and declarations that can
// only style, pictures inlined, and a content policy that forbids everything else.
package export

import (
	"encoding/base64"
	"html"
	"slices"
	"strings"

	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/link"
)

// policy forbids all but inline styles and inlined pictures (Content Security Policy 3).
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"

// Picture returns the media type and content of a picture that the mail carries; false
// for another.
type Picture func(source string) (media string, content []byte, ok bool)

// widthOfRules answers the media conditions of the style sheets: a browser window is
// about so wide, in CSS pixels.
const widthOfRules = 1000

// HTML returns the copy. It keeps links to pages, as they are only followed by a click.
func HTML(doc *dom.Document, title string, picture Picture) []byte {
	var w writer
	w.picture = picture
	w.b.WriteString(doctypes[doc.Mode] + "<html")
	for _, a := range doc.HTML.Attrs {
		w.attribute("html", a)
	}
	w.b.WriteString(`><head><meta http-equiv="Content-Security-Policy" content="` + policy + `"><meta charset="utf-8">` +
		`<meta name="referrer" content="no-referrer"><title>` + html.EscapeString(title) + "</title>\n")
	w.sheet(doc)
	w.b.WriteString("</head>")
	w.node(doc.Body)
	w.b.WriteString("</html>\n")
	return []byte(w.b.String())
}

// doctypes keep the mode of the page. Browsers do not fetch what they name.
var doctypes = map[dom.Mode]string{
	dom.Standards:     "<!DOCTYPE html>\n",
	dom.LimitedQuirks: `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">` + "\n",
}

type writer struct {
	b       strings.Builder
	picture Picture
}

func (w *writer) sheet(doc *dom.Document) {
	rules := css.Parse(doc.Sheets, widthOfRules, limit.Default(), &limit.Cuts{}).Rules()
	if len(rules) == 0 {
		return
	}
	w.b.WriteString("<style>\n")
	for _, r := range rules {
		if d := declarations(r.Declarations); d != "" && !strings.ContainsAny(r.Selector, "<{}@\\") {
			w.b.WriteString(r.Selector + "{" + d + "}\n")
		}
	}
	w.b.WriteString("</style>\n")
}

// declarations prints what can only style: nothing that could name another file.
func declarations(ds []css.Declaration) string {
	var out []string
	for _, d := range ds {
		lower := strings.ToLower(d.Value)
		if strings.ContainsAny(d.Value, "<>\\{};@") || slices.ContainsFunc(fetching, func(f string) bool { return strings.Contains(lower, f) }) {
			continue
		}
		one := d.Property + ":" + d.Value
		if d.Important {
			one += " !important"
		}
		out = append(out, one)
	}
	return strings.Join(out, ";")
}

var fetching = []string{"url(", "image", "expression", "src(", "var("}

// elements that are printed; of others only the content is.
var elements = set(`body center font big small tt u s strike b i em strong code kbd samp pre p div span br hr h1 h2 h3 h4 h5 h6
	dfn var ul ol li dl dt dd blockquote sub sup a img table caption colgroup col thead tbody tfoot tr td th address mark ins del abbr cite q
	nobr wbr section article header footer main nav aside figure figcaption`)

// attributes that are printed as they are.
var attributes = set(`align valign bgcolor width height border cellpadding cellspacing nowrap colspan rowspan class id color face size
	text link bordercolor dir lang type start value noshade hspace vspace span alt title clear hidden
	leftmargin topmargin rightmargin bottommargin marginwidth marginheight`)

// instead are elements that only group, where the real ones would do something.
var instead = map[string]string{"form": "div", "fieldset": "div", "details": "div", "summary": "div", "legend": "div", "hgroup": "div", "search": "div", "dir": "ul", "menu": "ul"}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func (w *writer) node(n *dom.Node) {
	if n.Tag == "" {
		w.b.WriteString(html.EscapeString(n.Text))
		return
	}
	tag := n.Tag
	if other := instead[tag]; other != "" {
		tag = other
	}
	known := elements[tag]
	if known {
		w.b.WriteString("<" + tag)
		for _, a := range n.Attrs {
			w.attribute(tag, a)
		}
		w.b.WriteString(">")
	}
	switch {
	case tag == "pre" && len(n.Children) > 0 && strings.HasPrefix(n.Children[0].Text, "\n"):
		w.b.WriteString("\n") // the first one is not read
	case tag == "input" && n.Attr("type") != "hidden":
		w.b.WriteString(html.EscapeString(n.Attr("value")))
	}
	for _, c := range n.Children {
		w.node(c)
	}
	if known && !dom.Void(tag) {
		w.b.WriteString("</" + tag + ">")
	}
}

func (w *writer) attribute(tag string, a dom.Attr) {
	value := a.Value
	switch {
	case attributes[a.Name]:
	case a.Name == "style":
		if value = declarations(css.Declarations(value)); value == "" {
			return
		}
	case a.Name == "src" && tag == "img":
		media, content, ok := w.picture(value)
		if !ok {
			return
		}
		value = "data:" + media + ";base64," + base64.StdEncoding.EncodeToString(content)
	case a.Name == "href" && tag == "a":
		target, ok := link.Parse(value)
		if !ok || target.Mail {
			return
		}
		value = target.Address
		w.b.WriteString(` rel="noopener noreferrer nofollow" target="_blank"`)
	default:
		return
	}
	w.b.WriteString(" " + a.Name + `="` + html.EscapeString(value) + `"`)
}
