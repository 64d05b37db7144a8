package facts

import (
	"strings"
	"testing"
)

func TestTextThatNobodySeesIsNoFact(t *testing.T) {
	for _, style := range []string{
		"display:none", "DISPLAY : none !important", "visibility:hidden", "visibility:collapse", "mso-hide:all", "opacity:0", "opacity:.01",
		"font-size:0", "font-size: 1px", "font-size:0.0em", "font:0/0 a", "line-height:0;font-size:0", "height:0;overflow:hidden",
		"height:0px; width:0px; overflow:hidden", "max-height:0;overflow:hidden", "width:0;overflow:hidden", "position:absolute;left:-9999px",
		"position:absolute; top:-5000px", "text-indent:-9999px", "margin-left:-10000px", "clip:rect(0,0,0,0);position:absolute",
		"clip-path:inset(50%)", "transform:scale(0)", "color:transparent", "color:rgba(0,0,0,0)", "color:#fff;background:#fff",
		"color:#ffffff;background-color:white", "color:white;background:#FFF", "color:#fefefe;background:white", "color:#fff",
		"color:rgb(255,255,255);background-color:rgb(255, 255, 255)",
	} {
		if got := shown(of("<p>seen</p><p style='" + style + "'>hid <b>den</b></p><p>end</p>")); got != "seen | end" {
			t.Errorf("%s: %s", style, got)
		}
	}
	for _, mail := range []string{
		"<body bgcolor=#ffffff><font color=white>hid</font></body>",
		"<body style='background:#fff'><p style='color:#fff'>hid</p></body>",
		"<table bgcolor=white><tr><td><font color='#FFFFFF'>hid</font></td></tr></table>",
		"<table bgcolor='#28a745'><tr><td style='color:#28a745'>hid</td></tr></table>",
		"<style>.x, .y {display:none} .z{color:red}</style><p class='big y'>hid</p>",
		"<style>p{margin:0}.x{display:none!important}</style><p class=x>hid</p>",
		"<div hidden>hid</div>", "<div style='height:0;overflow:hidden'><p>hid</p></div>",
		"<div style='font-size:0'><span>hid</span></div>", "<input type=hidden value=hid>", "<p style='display:none'>hid",
		"<p style='font-size:0'><img alt=hid></p>",
	} {
		if got := strings.Trim(shown(of(mail)), "{}"); strings.Contains(got, "hid") {
			t.Errorf("%s: %s", mail, got)
		}
	}
}

func TestTextThatIsSeenIsAFact(t *testing.T) {
	for _, mail := range []string{
		"<p style='color:#000'>seen</p>", "<p aria-hidden=true>seen</p>", "<td bgcolor='#28a745' style='color:#fff'>seen</td>",
		"<div style='font-size:0px'><table><tr><td style='font-size:13px'>seen</td></tr></table></div>", // as MJML writes every mail
		"<table><tr><td style='font-size:0'>&nbsp;<td>seen</table>", "<table><tr style='font-size:0'><td>&nbsp;<tr><td>seen</table>",
		"<div style='background:url(x.png)'><p style='color:white'>seen</p></div>", "<div class=head><p style='color:white'>seen</p></div>",
		"<style>h1{background:#080}</style><h1 style='color:white'>seen</h1>",
		"<style>@media only screen and (max-width:600px){.x{display:none}}</style><p class=x>seen</p>",
		"<p style='display:none'>hid<p>seen", "<div style='color:#fff'><div></div></div><p>seen</p>",
		"<div style='color:#fff'><table><tr><td><div style='color:red'>seen</div></td></tr></table></div>",
		"<p style='font-size:small'>seen</p>", "<p style='height:0'>seen</p>", "<p style='overflow:hidden;height:20px'>seen</p>",
		"<table bgcolor=black><tr><td style='color:white'>seen</td></tr></table>", "<p style='margin-left:-20px;left:-5px'>seen</p>",
		"<p style='color:#fff;background:linear-gradient(red,blue)'>seen</p>", "<p style='color:white;background:#fff url(x.png)'>seen</p>",
		"<table><tr><td style='color:white'><td style='color:red'>seen</table>",
	} {
		if got := shown(of(mail)); !strings.Contains(got, "seen") || strings.Contains(got, "hid") {
			t.Errorf("%s: %q", mail, got)
		}
	}
}
