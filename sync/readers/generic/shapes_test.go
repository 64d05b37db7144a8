package generic

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// both reads a mail with the memory of shapes and without it.
func both(m *message.Message) (with, without []domain.Result, known int) {
	read := func(off bool) ([]domain.Result, int) {
		copy := message.Message{Subject: m.Subject, FromAddress: m.FromAddress, Text: m.Text, Date: m.Date}
		c := Reader{}.known().newCollector(&copy, reader.Env{Received: night})
		c.shapes.off = off
		c.read()
		results, _ := c.result()
		return append(
			results,
			domain.Result{Error: fmt.Sprint(c.said, c.others, c.fine, c.stated, c.compared, c.bad, c.logged)},
		), c.shapes.known
	}
	with, known = read(false)
	without, _ = read(true)
	return with, without, known
}

// linesOfSamples are the lines of every sample with text, and of the small mails.
func linesOfSamples(t *testing.T) []string {
	var lines []string
	for _, folder := range []string{"testdata", "../testdata/logs", "../testdata/mails", "../testdata/mails-2"} {
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			if len(raw) < 200<<10 {
				for line := range strings.Lines(string(raw)) {
					if line = strings.TrimSpace(line); line != "" && len(line) < 2*maxShape {
						lines = append(lines, line)
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return lines
}

// A log is read line by line, and what one line said is taken for what the next one says that
// differs in digits only. No result may depend on that.
func TestALineSaysTheSameWhetherOneOfItsShapeWasReadOrNot(t *testing.T) {
	random := rand.New(rand.NewSource(1))
	lines := linesOfSamples(t)
	random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	paths := []string{
		`D:\Data\project 3\drawings\plan-17.dwg`, "/srv/data/job12/file-345.tar.gz", `\\nas1\share7\a_22.vhdx`,
		"/var/lib/4711/pending", `C:\Temp\x1`,
		"/dev/sda1", `E:\2026\backup12.bak`, "/mnt/12-10-2025/copies", `F:\run\failed12\list`, "/opt/error/log2.txt",
	}
	numbers := []string{
		"(1234567 bytes)",
		"48211",
		"12 files",
		"0 errors",
		"4711 objects",
		"100000",
		"(65536)",
		"3 of 5",
		"12345678 B in 14 s",
		"",
	}
	digits := func(s string) string {
		b := []byte(s)
		for i := range b {
			if b[i] >= '0' && b[i] <= '9' && random.Intn(2) == 0 {
				b[i] = '0' + byte(random.Intn(10))
			}
		}
		return string(b)
	}
	known := 0
	verbs := []string{"copied", "saved", "backed up", "uploaded", "failed to read", "skipped", "completed in", "deleted", "verified"}
	for n := 1; len(lines) > 3; n++ {
		var text strings.Builder
		text.WriteString("Log of the night\n\nfirst\nsecond\n\n")
		take := lines[:3]
		lines = lines[3:]
		for i := range take {
			if random.Intn(2) == 0 {
				take[i] = verbs[random.Intn(len(verbs))]
			}
			if random.Intn(3) > 0 {
				take[i] += " " + paths[random.Intn(len(paths))]
			}
			if random.Intn(3) > 0 {
				take[i] += " " + numbers[random.Intn(len(numbers))]
			}
		}
		for range 90 {
			if random.Intn(3) > 0 {
				fmt.Fprintf(&text, "2026-01-02 03:%02d:00 ", random.Intn(60))
			}
			text.WriteString(digits(take[random.Intn(len(take))]) + "\n")
		}
		with, without, k := both(
			&message.Message{Subject: "Nightly backup of srv1", FromAddress: "a@example.com", Text: text.String(), Date: night},
		)
		if known += k; !reflect.DeepEqual(with, without) {
			t.Fatalf("with the memory %+v\nwithout it     %+v\nof\n%s", with, without, text.String())
		}
		if n == 600 {
			break
		}
	}
	t.Logf("%d lines were known by their shape", known)
	if known < 8_000 {
		t.Errorf("only %d lines were known by their shape", known)
	}
}

func TestTheShapeOfALineKeepsEveryDigitThatMayDecide(t *testing.T) {
	for _, x := range []struct{ line, shape string }{
		{`copied D:\Data\plan-17.dwg (1234567 bytes)`, `copied D:\Data\plan-11.dwg (1111111 bytes)`},
		{"saved /srv/data/job12/a.tar", "saved /srv/data/job11/a.tar"},
		{"copied 17 files", "copied 17 files"},
		{"copied 1234 files", "copied 1234 files"},
		{"copied 43210 of 54321", "copied 43210 of 54321"},
		{"copied 43210 of 1,200", "copied 43210 of 1,200"},
		{"copied 100000 files", "copied 100000 files"},
		{`saved "/srv/data/job12/a.tar"`, `saved "/srv/data/job12/a.tar"`},
		{"saved /srv/data/2026/a12.tar", "saved /srv/data/2026/a12.tar"},
		{"saved /srv/data/1-2/a12.tar", "saved /srv/data/1-2/a12.tar"},
		{`saved D:\x1`, `saved D:\x1`},
		{"srv12 saved", "srv12 saved"},
	} {
		if got, ok := appendShape(nil, x.line); !ok || string(got) != x.shape {
			t.Errorf("%s has the shape %s, %v", x.line, got, ok)
		}
	}
	for _, line := range []string{`{"status": 3}`, "a=1 b=2", "Größe 12345678"} {
		if _, ok := appendShape(nil, line); ok {
			t.Errorf("%s has a shape", line)
		}
	}
}
