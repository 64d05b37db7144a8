package main

import "testing"

func TestReadUsesOneReaderAloneOrLeavesAProductOut(t *testing.T) {
	mail := "../../sync/readers/testdata/mails/kopia/snapshot-report-text-pst.eml"
	for _, x := range []struct {
		words []string
		kopia bool
	}{
		{[]string{"read", mail}, true},
		{[]string{"read", "--reader", "kopia", mail}, true},
		{[]string{"read", "--reader", "generic", mail}, false},
		{[]string{"read", mail, "--without", "Kopia"}, false},
		{[]string{"read", mail, "--without", "Veeam"}, true},
	} {
		results, _ := rcheck(t, exitGood, x.words...)[0]["results"].([]any)
		read := false
		for _, r := range results {
			read = read || r.(map[string]any)["reader"] == "kopia"
		}
		if read != x.kopia {
			t.Errorf("%v: read by its own reader %t, want %t: %v", x.words, read, x.kopia, results)
		}
	}
	for _, words := range [][]string{{"read", "--reader", "nobody", mail}, {"read", "--without", "nobody", mail}, {"read", "--reader", "kopia", "--without", "veeam", mail}} {
		rcheck(t, exitUsage, words...)
	}
}
