package chromium

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Harmless removes from a document what runs or fetches: scripts, linked sheets,
// redirections, and every address that is not a data: address. Links stay, for
// they have a colour. Untouched tags keep their bytes: how a broken document is
// repaired is part of what is compared.
func Harmless(document []byte) []byte {
	var clean bytes.Buffer
	tokens := html.NewTokenizer(bytes.NewReader(document))
	inside := "" // the element whose text comes next, when it is no ordinary text
	for {
		kind := tokens.Next()
		raw := slices.Clone(tokens.Raw()) // Token spoils the tokenizer's own copy
		switch kind {
		case html.ErrorToken:
			clean.Write(raw)
			return clean.Bytes()
		case html.StartTagToken, html.SelfClosingTagToken:
			token := tokens.Token()
			inside = token.Data
			if inside == "noscript" {
				tokens.NextIsNotRawText() // without scripts its content is ordinary
			}
			clean.Write(harmlessTag(token, raw))
		case html.EndTagToken:
			if inside != "script" {
				clean.Write(raw)
			}
			inside = ""
		case html.TextToken:
			switch inside {
			case "script":
				continue
			case "style":
				raw = []byte(harmlessStyle(string(raw)))
			}
			clean.Write(raw)
		default:
			clean.Write(raw)
		}
	}
}

func harmlessTag(token html.Token, raw []byte) []byte {
	switch token.Data {
	case "script", "link", "base", "meta":
		return nil
	}
	changed := false
	for i, attribute := range token.Attr {
		value := attribute.Val
		switch attribute.Key {
		case "src", "background", "poster", "data", "srcset", "href", "xlink:href":
			link := token.Data == "a" || token.Data == "area"
			if !link && !strings.HasPrefix(strings.ToLower(strings.TrimSpace(value)), "data:") {
				value = "about:blank"
			}
		case "style":
			value = harmlessStyle(value)
		}
		changed = changed || value != attribute.Val
		token.Attr[i].Val = value
	}
	if !changed {
		return raw
	}
	return []byte(token.String())
}

var (
	styleAddress = regexp.MustCompile(`(?i)url\(\s*["']?([^)]*)\)`)
	styleImport  = regexp.MustCompile(`(?i)@import[^;]*;?`)
)

func harmlessStyle(css string) string {
	css = styleImport.ReplaceAllString(css, "")
	return styleAddress.ReplaceAllStringFunc(css, func(found string) string {
		if strings.HasPrefix(strings.ToLower(styleAddress.FindStringSubmatch(found)[1]), "data:") {
			return found
		}
		return "url(about:blank)"
	})
}
