package dom

// dropped are elements that are left out with all they contain: they run, fetch,
// embed or ask for input, or their text is not for the reader.
var dropped = set("script", "iframe", "object", "embed", "applet", "frame", "frameset", "audio", "video", "canvas",
	"svg", "math", "template", "link", "meta", "base", "title", "textarea", "select", "xml", "datalist", "dialog",
	"map", "area", "portal", "source", "track", "param")

// void elements have no content and no end tag (HTML standard, 13.1.2).
var void = set("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
	"wbr", "basefont", "bgsound", "frame", "keygen")

// formatting elements are opened again by the tree builder after every block that
// closed them (HTML standard, "active formatting elements").
var formatting = set("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")

func set(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// Void reports whether elements of a tag have no content.
func Void(tag string) bool { return void[tag] }

// boundary reports whether formatting does not reach out of an element.
func boundary(tag string) bool {
	switch tag {
	case "td", "th", "caption", "table":
		return true
	}
	return false
}

var (
	cells = []string{"td", "th"}
	// Rows and their groups also close what was left open in them.
	rowParts   = []string{"td", "th", "tr"}
	groupParts = []string{"td", "th", "tr", "tbody", "thead", "tfoot"}
	table      = []string{"table"}
	items      = []string{"li"}
	terms      = []string{"dd", "dt"}
	options    = []string{"option"}
	choice     = []string{"select"}
	inList     = []string{"ul", "ol", "table", "td", "th"}
	inTerms    = []string{"dl", "table", "td", "th"}
	para       = []string{"p"}
	inPara     = []string{"table", "td", "th", "li", "button", "caption"}
	inCell     = []string{"table", "td", "th"}
	anywhere   []string
)

// implied returns which open elements a start tag closes, and where the search for
// one stops.
func implied(tag string) (closes, stop []string) {
	switch tag {
	case "td", "th":
		return cells, table
	case "tr":
		return rowParts, table
	case "tbody", "thead", "tfoot":
		return groupParts, table
	case "li":
		return items, inList
	case "dd", "dt":
		return terms, inTerms
	case "option":
		return options, choice
	case "p", "div", "ul", "ol", "dl", "center", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr", "form",
		"address", "section", "article", "header", "footer":
		return para, inPara
	}
	return nil, nil
}

// endStop returns where the search for the start of an end tag stops.
func endStop(tag string) []string {
	switch tag {
	case "td", "th", "tr", "tbody", "thead", "tfoot":
		return table
	case "table", "body", "html":
		return anywhere
	}
	return inCell
}
