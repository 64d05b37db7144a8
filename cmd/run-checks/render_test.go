package main

import (
	"context"
	"encoding/json"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/ui/mailview/snapshot"
)

const samples = "../../sync/readers/testdata/mails"

func rendered(t *testing.T, mail string) (words snapshot.Layout, width, height int) {
	t.Helper()
	folder := t.TempDir()
	r := rendering{mail: mail, width: 900, scale: 1, out: filepath.Join(folder, "page.png"), layout: filepath.Join(folder, "page.json")}
	if err := r.run(context.Background()); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(r.layout)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &words); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(r.out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.DecodeConfig(f)
	if err != nil {
		t.Fatal(err)
	}
	return words, picture.Width, picture.Height
}

func TestAMailIsRenderedWithoutAWindow(t *testing.T) {
	words, w, h := rendered(t, filepath.Join(samples, "veeam", "vbr-warning-sql-truncate.eml"))
	if w != 900 || float64(h) != words.Height || words.Width != 900 {
		t.Errorf("the picture is %dx%d, the page %gx%g", w, h, words.Width, words.Height)
	}
	if first := words.Words[0]; first.Text != "Backup" || first.Colour != "#ffffff" || first.W <= 0 || first.H <= 0 {
		t.Errorf("the first word is %+v", first)
	}
}

func TestAMailOfTextIsRenderedLineByLine(t *testing.T) {
	mail := filepath.Join(t.TempDir(), "text.eml")
	if err := os.WriteFile(mail, []byte("Subject: log\r\n\r\nBackup of  srv01\r\nfailed\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	words, _, _ := rendered(t, mail)
	var said []string
	for _, w := range words.Words {
		said = append(said, w.Text)
	}
	if got := strings.Join(said, "|"); got != "Backup|of|srv01|failed" {
		t.Errorf("the words are %s", got)
	}
	if words.Words[3].X != words.Words[0].X || words.Words[3].Y <= words.Words[0].Y {
		t.Errorf("the second line begins at %+v", words.Words[3])
	}
}

func TestRenderingSaysWhatItNeeds(t *testing.T) {
	for _, r := range []rendering{{mail: "none.eml", width: 900, scale: 1}, {mail: "none.eml", width: 0, scale: 1}, {mail: "none.eml", width: 900, scale: 100}} {
		if err := r.run(context.Background()); err == nil || !strings.HasPrefix(err.Error(), "render the mail: ") {
			t.Errorf("%+v gives %v", r, err)
		}
	}
}
