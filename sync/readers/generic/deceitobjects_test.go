package generic

import (
	"os"
	"strings"
	"testing"

	"runchecks/domain"
)

// Each of these mails lays its objects out in a way that is read, and hides something bad in
// it: the run is no success.
func TestNoLayoutOfObjectsHidesWhatWentWrong(t *testing.T) {
	text, err := os.ReadFile("testdata/objects-deceit.txt")
	if err != nil {
		t.Fatal(err)
	}
	mails := strings.Split(string(text), "##### ")[1:]
	if len(mails) < 40 {
		t.Fatalf("%d mails", len(mails))
	}
	for _, mail := range mails {
		name, rest, _ := strings.Cut(mail, "\n")
		subject, body, _ := strings.Cut(rest, "\n")
		t.Run(name, func(t *testing.T) {
			if status, r := judged(t, subject, body); status == domain.Success {
				t.Errorf("Success from %+v, objects %+v", r.Evidence, r.Objects)
			}
		})
	}
}
