package chromium

import "testing"

func TestNothingInADocumentRunsOrFetches(t *testing.T) {
	for _, c := range []struct{ why, document, want string }{
		{"scripts go with their text", `a<script>if (a<b) x()</script>b`, `ab`},
		{"linked sheets and redirections go", `<link rel=stylesheet href=//x.example/a><meta http-equiv=refresh content="0;url=http://x.example">a`, `a`},
		{"pictures lose their address", `<img src=https://x.example/a width=3>`, `<img src="about:blank" width="3">`},
		{"also when the address is hidden", `<img src="&#104;ttp://x.example">`, `<img src="about:blank">`},
		{"and files of this machine", `<iframe src="file:///etc/passwd"></iframe>`, `<iframe src="about:blank"></iframe>`},
		{"pictures in the document stay", `<IMG SRC='data:image/gif;base64,AA'>`, `<IMG SRC='data:image/gif;base64,AA'>`},
		{"links stay for their colour", `<a href=http://x.example>a</a>`, `<a href=http://x.example>a</a>`},
		{"style attributes lose addresses", `<p style="background: url('http://x.example/a')">`, `<p style="background: url(about:blank)">`},
		{"style sheets too", `<style>@import "http://x.example";p>b{background:url( //x.example )}</style>`, `<style>p>b{background:url(about:blank)}</style>`},
		{"what shows without scripts as well", `<noscript><img src=//x.example></noscript>`, `<noscript><img src="about:blank"></noscript>`},
		{"broken markup stays as it is", `<!DOCTYPE html><p>a<b <i>c</p></td><!-- x`, `<!DOCTYPE html><p>a<b <i>c</p></td><!-- x`},
	} {
		if got := string(Harmless([]byte(c.document))); got != c.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", c.why, c.document, got, c.want)
		}
	}
}
