package signature

import (
	"testing"
	"testing/fstest"

	"runchecks/domain"
	"runchecks/sync/message"
)

func TestTheSignaturesOfTheProgramHaveNoFault(t *testing.T) {
	if n := len(Shipped().products); n < 120 {
		t.Errorf("%d products", n)
	}
}

func TestAFaultySignatureIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"no name":           "[[product]]\nmarks = [\"My Backup\"]\n",
		"no mark":           "[[product]]\nname = \"My Backup\"\n",
		"a short mark":      "[[product]]\nname = \"My Backup\"\nmarks = [\"abc\"]\n",
		"a name twice":      "[[product]]\nname = \"A\"\nmarks = [\"My Backup\"]\n[[product]]\nname = \"A\"\nmarks = [\"Your Backup\"]\n",
		"a mark of two":     "[[product]]\nname = \"A\"\nmarks = [\"My Backup\"]\n[[product]]\nname = \"B\"\nmarks = [\"my backup\"]\n",
		"no domain":         "[[product]]\nname = \"A\"\ndomains = [\"localhost\"]\n",
		"an unknown key":    "[[product]]\nname = \"A\"\nmark = \"My Backup\"\n",
		"a domain of two":   "[[product]]\nname = \"A\"\ndomains = [\"a.example\"]\n[[product]]\nname = \"B\"\ndomains = [\"a.example\"]\n",
		"blanks in a mark":  "[[product]]\nname = \"A\"\nmarks = [\"My  Backup\"]\n",
		"something that is": "no TOML",
	} {
		if _, err := Load(fstest.MapFS{"x.toml": {Data: []byte(text)}}); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

const products = `
[[product]]
name = "Zebra Backup"
marks = ["Zebra Backup"]
domains = ["zebra.example"]
failed = ["completed with exceptions"]
[[product]]
name = "Zebra Backup for Mail"
marks = ["Zebra Backup for Mail"]
[[product]]
name = "Horse"
marks = ["Horse Vault"]
`

func TestAProductIsToldBySenderSubjectFooterAndLabel(t *testing.T) {
	s, err := Load(fstest.MapFS{"x.toml": {Data: []byte(products)}})
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		from, subject, text string
		want                string
		kinds               int
	}{
		"the subject":                      {"a@b.example", "ZEBRA BACKUP: SRV1 OK", "", "Zebra Backup", 1},
		"the sender's name":                {"Zebra Backup <a@b.example>", "SRV1 OK", "", "Zebra Backup", 1},
		"the address":                      {"a@mail.zebra.example", "SRV1 OK", "", "Zebra Backup", 1},
		"another address that ends so":     {"a@notzebra.example", "SRV1 OK", "", "", 0},
		"a footer":                         {"a@b.example", "SRV1 OK", "All went well.\n\nSent by Zebra Backup 4.1\n", "Zebra Backup", 1},
		"a footer that begins so":          {"a@b.example", "SRV1 OK", "All went well.\n\nZebra Backup 4.1 (build 7)\n", "Zebra Backup", 1},
		"a label":                          {"a@b.example", "SRV1 OK", "Product: Zebra Backup\n", "Zebra Backup", 1},
		"two kinds":                        {"a@b.example", "Zebra Backup: OK", "Product: Zebra Backup\n", "Zebra Backup", 2},
		"the longer name":                  {"a@b.example", "Zebra Backup for Mail: OK", "", "Zebra Backup for Mail", 1},
		"a longer name in the footer":      {"a@zebra.example", "Zebra Backup OK", "Zebra Backup for Mail\n", "Zebra Backup for Mail", 3},
		"a mention in a sentence":          {"a@b.example", "SRV1 OK", "The folder Zebra Backup was copied.\n", "", 0},
		"the name of a host":               {"a@b.example", "SRV1 OK", "horse vault.example\nHorse Vault-2 copied\n", "", 0},
		"a file":                           {"a@b.example", "SRV1 OK", "Horse Vault.vhdx\n", "", 0},
		"a part of a word":                 {"a@b.example", "My Zebra Backups", "", "", 0},
		"nothing":                          {"a@b.example", "SRV1 OK", "All went well.\n", "", 0},
		"two products in one subject, tie": {"a@b.example", "Horse Vault to Horse Vault", "", "Horse", 1},
	} {
		m := &message.Message{From: c.from, FromAddress: address(c.from), Subject: c.subject, Text: c.text}
		p, kinds := s.Of(m)
		got := ""
		if p != nil {
			got = p.Name
		}
		if got != c.want || kinds != c.kinds {
			t.Errorf("%s: %q by %d kinds, want %q by %d", name, got, kinds, c.want, c.kinds)
		}
	}
}

func address(from string) string {
	for i := range from {
		if from[i] == '<' {
			return from[i+1 : len(from)-1]
		}
	}
	return from
}

func TestASignatureNeverMakesAResultBetter(t *testing.T) {
	s, err := Load(fstest.MapFS{"x.toml": {Data: []byte(products)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, status := range []domain.Status{domain.Success, domain.Unknown, domain.Warning, domain.Missed, domain.Failed} {
		for subject, signed := range map[string]bool{
			"Zebra Backup: completed with exceptions": false, "Zebra Backup: OK": false, "Zebra Backup: Completed with Exceptions ": true,
		} {
			m := &message.Message{From: "a@b.example", FromAddress: "a@b.example", Subject: subject}
			if signed {
				m.Text = "Product: Zebra Backup\n"
			}
			r := []domain.Result{{Product: "Other", Kind: domain.KindRun, Status: status}, {Product: "Named", Status: domain.Success}}
			s.Apply(r, m, "Other")
			want := status
			if signed {
				want = domain.Failed
			}
			if r[0].Product != "Zebra Backup" || r[0].Status != want || r[1].Product != "Named" || r[1].Status != domain.Success {
				t.Errorf("%s, %s: %+v", status, subject, r)
			}
		}
	}
}

func BenchmarkOf(b *testing.B) {
	m := &message.Message{From: "Backup <a@b.example>", FromAddress: "a@b.example", Subject: "Backup of SRV1 OK",
		Text: "All went well.\n\nSent by nobody\n"}
	for b.Loop() {
		Shipped().Of(m)
	}
}
