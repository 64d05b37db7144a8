package reading

import (
	"net/url"
	"strings"

	"golang.org/x/net/html/atom"
)

// maxTarget bounds how much of a link's target is shown.
const maxTarget = 80

// target returns what has to be said about where a link leads, "" where its
// text says so already.
func target(href, text string) string {
	href = strings.Map(func(r rune) rune {
		if r < ' ' || !visible(r) {
			return -1
		}
		if r == '\\' {
			return '/'
		}
		return r
	}, strings.TrimSpace(href))
	if href == "" || strings.HasPrefix(href, "#") {
		return ""
	}
	text = cleanWords(text)
	if strings.HasPrefix(href, "//") {
		href = "https:" + href
	}
	scheme, rest, ok := strings.Cut(href, ":")
	if !ok || strings.ContainsAny(scheme, "/?#. ") {
		return "" // a target within a site that a mail does not have
	}
	switch strings.ToLower(scheme) {
	case "http", "https":
		host := hostOf(href)
		if host == "" {
			return short(href)
		}
		if host == hostOf(text) || host == hostOf("https://"+text) {
			return ""
		}
		return short(host)
	case "mailto", "tel":
		to, _, _ := strings.Cut(rest, "?")
		if plain, err := url.PathUnescape(to); err == nil {
			to = cleanWords(plain)
		}
		if strings.EqualFold(to, text) {
			return ""
		}
		return short(to)
	}
	return short(href)
}

// hostOf returns the host of an address without "www.", "" if there is none.
func hostOf(address string) string {
	if strings.ContainsAny(address, " \\") || len(address) > 8192 {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		_, rest, ok := strings.Cut(address, "://")
		if !ok {
			return ""
		}
		// Not a proper address; what a browser would take for the host.
		rest, _, _ = strings.Cut(rest, "/")
		rest, _, _ = strings.Cut(rest, "?")
		rest, _, _ = strings.Cut(rest, "#")
		rest = rest[strings.LastIndexByte(rest, '@')+1:]
		return "?" + cleanWords(rest)
	}
	if u.Scheme == "" || u.Host == "" {
		return ""
	}
	return cleanWords(strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."))
}

func short(s string) string {
	if text, over := cut(s, maxTarget); over {
		return text + "…"
	}
	return s
}

// remoteSource reports whether a picture's source is on the network.
func remoteSource(src string) bool {
	src = strings.ToLower(strings.TrimSpace(src))
	return strings.HasPrefix(src, "http:") || strings.HasPrefix(src, "https:") || strings.HasPrefix(src, "//")
}

// picture adds to the flow what stands for a picture: its name in brackets.
func (b *builder) picture(n *node, l look, f *flow) {
	src := strings.ToLower(strings.TrimSpace(n.get("src")))
	remote := remoteSource(src) || remoteSource(n.get("srcset"))
	if remote {
		b.page.RemotePictures++
	}
	if n.tag == atom.Input && !strings.EqualFold(n.get("type"), "image") || pixel(n) {
		return
	}
	alt := cleanWords(n.get("alt"))
	switch {
	case alt != "":
		f.text("[picture: "+alt+"]", l)
	case strings.HasPrefix(src, "cid:") || strings.HasPrefix(src, "data:"):
		f.text("[picture]", l)
	}
}

// pixel reports a picture that is there to be loaded, not to be seen.
func pixel(n *node) bool {
	style := strings.ReplaceAll(strings.ToLower(n.get("style")), " ", "")
	for _, side := range []string{"width", "height"} {
		switch strings.TrimSuffix(strings.TrimSpace(n.get(side)), "px") {
		case "0", "1":
			return true
		}
		if strings.HasPrefix(style, side+":1px") || strings.Contains(style, ";"+side+":1px") ||
			strings.HasPrefix(style, side+":0") || strings.Contains(style, ";"+side+":0") {
			return true
		}
	}
	return false
}
