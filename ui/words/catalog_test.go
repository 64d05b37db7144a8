package words

import (
	"testing"
	"testing/fstest"
)

func catalog(t *testing.T, files map[string]string) *Catalog {
	t.Helper()
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, err := Open(m)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestASentenceIsWordedInItsPluralForm(t *testing.T) {
	c := catalog(t, map[string]string{
		"en/jobs.toml":   `left = { one = "{n} job is left", other = "{n} jobs are left" }`,
		"en/number.toml": `group = ","`,
		"pl/jobs.toml":   `left = { one = "{n} zadanie", few = "{n} zadania", many = "{n} zadań", other = "{n} zadania" }`,
		"pl/number.toml": `group = " "`,
	})
	for _, c2 := range []struct {
		language string
		n        int
		want     string
	}{
		{"en", 0, "0 jobs are left"},
		{"en", 1, "1 job is left"},
		{"en", 2, "2 jobs are left"},
		{"en", 12345, "12,345 jobs are left"},
		{"en", 10_000_001, "10,000,001 jobs are left"},
		{"pl", 1, "1 zadanie"},
		{"pl", 3, "3 zadania"},
		{"pl", 12, "12 zadań"},
		{"pl", 22, "22 zadania"},
	} {
		l, err := c.Language(c2.language)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Text("jobs.left", "n", c2.n); got != c2.want {
			t.Errorf("%s, %d: %q, want %q", c2.language, c2.n, got, c2.want)
		}
	}
}

func TestAPlaceholderTakesItsValue(t *testing.T) {
	l, err := catalog(t, map[string]string{"en/a.toml": `b = "{job} of {customer}, twice {job}"`}).Language("en")
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Text("a.b", "customer", "Braam {x}", "job", "SRV01"); got != "SRV01 of Braam {x}, twice SRV01" {
		t.Errorf("%q", got)
	}
	if got := l.Text("a.b", "job", "SRV01"); got != "SRV01 of {customer}, twice SRV01" {
		t.Errorf("a value is missing: %q", got)
	}
	if got := l.Text("a.c"); got != "a.c" {
		t.Errorf("a sentence is missing: %q", got)
	}
}

func TestAFaultOfASentenceIsSaidWithItsPlace(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`b = "{"`, `en/a.toml, b: "{" has a brace that names nothing`},
		{`b = "{a b}"`, `en/a.toml, b: "{a b}" has a brace that names nothing`},
		{`b = { one = "x" }`, `en/a.toml, b: the form other is missing`},
		{`b = { some = "x", other = "y" }`, `en/a.toml, b: "some" is no plural form with a text`},
		{`b = 3`, `en/a.toml, b: a sentence is a text, or a table of plural forms`},
	} {
		_, err := catalog(t, map[string]string{"en/a.toml": c.text}).Language("en")
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.text, err, c.want)
		}
	}
}

func TestALocaleFindsItsLanguage(t *testing.T) {
	c := catalog(t, map[string]string{"en/a.toml": "", "nl/a.toml": "", "de/a.toml": ""})
	for _, g := range []struct {
		wishes []string
		want   string
	}{
		{nil, "en"},
		{[]string{"C"}, "en"},
		{[]string{"nl_BE.UTF-8"}, "nl"},
		{[]string{"fr-FR", "de-AT", "nl"}, "de"},
		{[]string{"NL"}, "nl"},
	} {
		if got := c.Match(g.wishes...); got != g.want {
			t.Errorf("%v: %s, want %s", g.wishes, got, g.want)
		}
	}
}

func BenchmarkText(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		T("number.group")
	}
}
