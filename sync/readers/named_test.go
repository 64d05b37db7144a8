package readers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/sync/message"
	"runchecks/sync/readers"
)

// managed are products whose reports are sent, and signed, by another one.
var managed = map[string]string{
	"Veeam Agent for Linux": "Veeam Backup & Replication", "Veeam Cloud Connect": "Veeam Backup & Replication",
	"Veeam Agent for Microsoft Windows": "Veeam Backup & Replication",
}

// With its own reader left out, a report has its product's name or none.
func TestNoSignatureNamesTheReportOfAnotherProduct(t *testing.T) {
	all := readers.Default()
	alone, _ := all.Only("generic")
	named, read := 0, 0
	for _, set := range []string{"mails", "mails-2"} {
		for _, s := range samplesOf(t, set, 41) {
			m, err := message.Decode(context.Background(), s.raw)
			if err != nil {
				t.Fatal(err)
			}
			r := alone.Read(t.Context(), m, readers.Env{Received: received, Location: time.UTC})
			for _, x := range r.Results {
				read++
				switch {
				case x.Product == "Other":
					t.Logf("%s (%s): %s", s.path, s.want.Product, x.Product)
				case s.want.Product == x.Product || strings.HasPrefix(s.want.Product, x.Product+" ") || managed[s.want.Product] == x.Product:
					named++
				default:
					t.Errorf("%s: %s, it is of %s", s.path, x.Product, s.want.Product)
				}
			}
		}
	}
	t.Logf("%d of %d results are named", named, read)
	if 2*named < read {
		t.Errorf("only %d of %d results are named", named, read)
	}
}
