package dom

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Public identifiers of old documents (HTML standard, 13.2.6.4.1).
var (
	quirkyNames    = []string{"-//w3o//dtd w3 html strict 3.0//en//", "-/w3c/dtd html 4.0 transitional/en", "html"}
	quirkyPrefixes = []string{
		"+//silmaril//dtd html pro v0r11 19970101//", "-//as//dtd html 3.0 aswedit + extensions//",
		"-//advasoft ltd//dtd html 3.0 aswedit + extensions//", "-//ietf//dtd html", "-//metrius//dtd metrius presentational//",
		"-//microsoft//dtd internet explorer", "-//netscape comm. corp.//dtd", "-//o'reilly and associates//dtd html",
		"-//sq//dtd html 2.0 hotmetal + extensions//", "-//softquad software//dtd hotmetal pro", "-//softquad//dtd hotmetal pro",
		"-//spyglass//dtd html 2.0 extended//", "-//sun microsystems corp.//dtd hotjava", "-//w3c//dtd html 3", "-//w3c//dtd html 4.0 frameset//",
		"-//w3c//dtd html 4.0 transitional//", "-//w3c//dtd html experimental", "-//w3c//dtd w3 html 3.0//", "-//w3o//dtd w3 html 3.0//",
		"-//webtechs//dtd mozilla html",
	}
	html401Loose  = []string{"-//w3c//dtd html 4.01 frameset//", "-//w3c//dtd html 4.01 transitional//"}
	xhtml10Loose  = []string{"-//w3c//dtd xhtml 1.0 frameset//", "-//w3c//dtd xhtml 1.0 transitional//"}
	quirkySystems = []string{"http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd"}
)

// mode tells a document's mode from its doctype.
func mode(doctype *html.Node) Mode {
	var public, system string
	hasSystem := false
	for _, a := range doctype.Attr {
		switch a.Key {
		case "public":
			public = strings.ToLower(a.Val)
		case "system":
			system, hasSystem = strings.ToLower(a.Val), a.Val != ""
		}
	}
	starts := func(prefixes []string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(public, p) })
	}
	switch {
	case doctype.Data != "html", slices.Contains(quirkyNames, public), slices.Contains(quirkySystems, system), starts(quirkyPrefixes),
		!hasSystem && starts(html401Loose):
		return Quirks
	case starts(xhtml10Loose), hasSystem && starts(html401Loose):
		return LimitedQuirks
	}
	return Standards
}
