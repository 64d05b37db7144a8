package export

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// CustomerRow is short for what these tests read and write.
type CustomerRow = rules.CustomerRow

func read(t *testing.T, data string) CustomerFile {
	t.Helper()
	file, err := ReadCustomers([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func names(file CustomerFile) []string {
	var out []string
	for _, r := range file.Rows {
		out = append(out, r.Name)
	}
	return out
}

func yes() *bool { return new(true) }

func no() *bool { return new(false) }

func encoded(t *testing.T, text string, encode func(string) (string, error)) string {
	t.Helper()
	out, err := encode(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCustomersAreReadAsPeopleHaveThem(t *testing.T) {
	latin := charmap.Windows1252.NewEncoder().String
	little := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String
	big := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String
	rows := func(rows ...CustomerRow) []CustomerRow { return rows }
	for _, c := range []struct {
		name, data, encoding string
		separator            rune
		header               bool
		want                 []CustomerRow
	}{
		{"one column without a header", "Northwind\nContoso\n", "UTF-8", 0, false, rows(CustomerRow{Line: 1, Name: "Northwind"}, CustomerRow{Line: 2, Name: "Contoso"})},
		{"one column, commas in the names", "Customer\r\nNorthwind, Inc.\r\nContoso\r\n", "UTF-8", 0, true, rows(CustomerRow{Line: 2, Name: "Northwind, Inc."}, CustomerRow{Line: 3, Name: "Contoso"})},
		{"commas in all names", "Northwind, Inc.\nContoso, Ltd.\n", "UTF-8", 0, false, rows(CustomerRow{Line: 1, Name: "Northwind, Inc."}, CustomerRow{Line: 2, Name: "Contoso, Ltd."})},
		{"more columns without a header", "Northwind;x\nContoso;y\n", "UTF-8", ';', false, rows(CustomerRow{Line: 1, Name: "Northwind"}, CustomerRow{Line: 2, Name: "Contoso"})},
		{"German Excel", encoded(t, "Aktiv;Kunde\r\nja;Müller & Söhne\r\nnein;Übersee\r\n", latin), "Windows-1252", ';', true, rows(CustomerRow{Line: 2, Name: "Müller & Söhne", Active: yes()}, CustomerRow{Line: 3, Name: "Übersee", Active: no()})},
		{"Unicode text of Excel", encoded(t, "Klant\tActief\r\nDe Vries\tnee\r\n", little), "UTF-16LE", '\t', true, rows(CustomerRow{Line: 2, Name: "De Vries", Active: no()})},
		{"the other byte order", encoded(t, "Klant\tActief\r\nDe Vries\t1\r\n", big), "UTF-16BE", '\t', true, rows(CustomerRow{Line: 2, Name: "De Vries", Active: yes()})},
		{"byte order mark and old line ends", "\ufeffNAME,ACTIVE\rÅse,TRUE\r", "UTF-8 with BOM", ',', true, rows(CustomerRow{Line: 2, Name: "Åse", Active: yes()})},
		{"a declared separator", "sep=;\r\nCustomer;Active\r\nA, B;yes\r\n", "UTF-8", ';', true, rows(CustomerRow{Line: 3, Name: "A, B", Active: yes()})},
		{"quotes", "Customer,Note\r\n\"North \"\"wind\"\", Inc.\",\"two\r\nlines; really\"\r\nContoso,x\r\n", "UTF-8", ',', true, rows(CustomerRow{Line: 2, Name: `North "wind", Inc.`}, CustomerRow{Line: 4, Name: "Contoso"})},
		{"a closed quote that goes on", "Customer,Active\n\"North\"wind,yes\n", "UTF-8", ',', true, rows(CustomerRow{Line: 2, Name: "Northwind", Active: yes()})},
		{"Autotask columns", "Autotask_Company_ID;Autotask company name;Company\n29683;Northwind BV;Northwind\n;;Contoso\n", "UTF-8", ';', true, rows(CustomerRow{Line: 2, Name: "Northwind", CompanyID: 29683, CompanyName: "Northwind BV"}, CustomerRow{Line: 3, Name: "Contoso"})},
		{"a contact's name beside the customer", "Name,Customer\nJan,Northwind\n", "UTF-8", ',', true, rows(CustomerRow{Line: 2, Name: "Northwind"})},
		{"blank lines and short rows", "Customer,Active\n\n , \nNorthwind\n", "UTF-8", ',', true, rows(CustomerRow{Line: 4, Name: "Northwind"})},
		{"guarded formulas", "Customer,Active\n'=cmd,yes\n''+1,no\n's-Hertogenbosch,\n", "UTF-8", ',', true, rows(CustomerRow{Line: 2, Name: "=cmd", Active: yes()}, CustomerRow{Line: 3, Name: "'+1", Active: no()}, CustomerRow{Line: 4, Name: "'s-Hertogenbosch"})},
		{"nothing", "", "UTF-8", 0, false, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, c.data)
			if !reflect.DeepEqual(got.Rows, c.want) || len(got.Refused) > 0 {
				t.Errorf("rows %+v, refused %+v, want %+v", got.Rows, got.Refused, c.want)
			}
			if got.Encoding != c.encoding || got.Separator != c.separator || got.Header != c.header {
				t.Errorf(
					"took %s, %q, header %v, want %s, %q, %v",
					got.Encoding,
					got.Separator,
					got.Header,
					c.encoding,
					c.separator,
					c.header,
				)
			}
		})
	}
}

func TestEachLineThatIsNotTakenSaysWhy(t *testing.T) {
	for _, c := range []struct{ name, line, reason string }{
		{"no name", ",yes,1,", "the name is empty"},
		{"a name of nothing visible", "\u200b,yes,,", "the name is empty"},
		{"a long name", strings.Repeat("é", 201) + ",,,", "the name is longer than 200 characters"},
		{"a bell", "North\awind,,,", "the name has control characters"},
		{"a line break", "\"North\nwind\",,,", "the name has a line break; is a quotation mark missing?"},
		{"a damaged character", "North\ufffdwind,,,", "the name has characters that cannot be read; which encoding is the file in?"},
		{"a strange word for active", "Contoso,maybe,,", `active is "maybe", which is neither yes nor no`},
		{"a company id of letters", "Contoso,,abc,", `the company id is "abc", which is not a whole number`},
		{"a negative company id", "Contoso,,-4,", `the company id is "-4", which is not a whole number`},
		{"a long company name", "Contoso,,," + strings.Repeat("x", 201), "the company's name is longer than 200 characters"},
		{"a name that is there", "  NORTH \u00a0 star,,,", "duplicate of line 2"},
		{"an open quotation mark", "\"Contoso,,,", "a quotation mark is opened here and never closed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, "Customer,Active,Company ID,Autotask company\nNorth Star,,,\n"+c.line+"\nLast,,,\n")
			if len(got.Refused) != 1 || got.Refused[0].Line != 3 || got.Refused[0].Reason != c.reason {
				t.Fatalf("refused %+v, want line 3: %s", got.Refused, c.reason)
			}
			if want := []string{"North Star", "Last"}; !slices.Equal(names(got), want) {
				t.Errorf("rows %q, want %q", names(got), want)
			}
		})
	}
}

func TestAFileThatCannotBeReadIsRefusedAsAWhole(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"a workbook", "PK\x03\x04...", "save it as CSV"},
		{"an old workbook", "\xd0\xcf\x11\xe0...", "save it as CSV"},
		{"not text", "a\x00b", "not a text file"},
		{"no column for the name", "Active;Autotask company id\nyes;1\n", "no column is named"},
		{"too large", strings.Repeat("a", MaxCustomerBytes+1), "more than the 20 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := ReadCustomers([]byte(c.data)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

func TestRowsBeyondTheBoundAreReported(t *testing.T) {
	var b strings.Builder
	b.WriteString("Customer\n")
	for i := range MaxCustomerRows + 3 {
		fmt.Fprintf(&b, "c%d\n", i)
	}
	got := read(t, b.String())
	if len(got.Rows) != MaxCustomerRows || len(got.Refused) != 1 {
		t.Fatalf("%d rows, %d refused", len(got.Rows), len(got.Refused))
	}
	if r := got.Refused[0]; r.Line != MaxCustomerRows+2 || !strings.Contains(r.Reason, "3 rows from here on were not read") {
		t.Errorf("refused %+v", r)
	}
}

func TestManyOpenQuotationMarksAreReadInOnePass(t *testing.T) {
	got := read(t, "Customer,Note\n\"open\n"+strings.Repeat("x\"\"\"\",\"\"\n", 100_000))
	if len(got.Refused) != 100_000 || got.Refused[0].Line != 2 {
		t.Errorf("%d refused, first %+v", len(got.Refused), got.Refused[0])
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("abcXYZ =+-@'\"\",;|#éß東😀\t")
	text := func() string {
		runes := make([]rune, 1+random.IntN(12))
		for i := range runes {
			runes[i] = alphabet[random.IntN(len(alphabet)-1)]
		}
		return strings.TrimSpace(string(runes))
	}
	for range 500 {
		var rows []CustomerRow
		seen := map[string]bool{"": true}
		for range random.IntN(8) {
			name := text()
			if key := domain.Fold(name); seen[key] {
				continue
			} else {
				seen[key] = true
			}
			row := CustomerRow{
				Line:        len(rows) + 2,
				Name:        name,
				CompanyName: text(),
				CompanyID:   int64(random.IntN(3)) * random.Int64N(1<<60),
				CompanyDesk: []domain.DeskID{"", "halopsa help.example"}[random.IntN(2)],
			}
			if said := random.IntN(3); said > 0 {
				row.Active = new(said == 1)
			}
			rows = append(rows, row)
		}
		var b bytes.Buffer
		if err := WriteCustomers(&b, rows); err != nil {
			t.Fatal(err)
		}
		got := read(t, b.String())
		if !reflect.DeepEqual(got.Rows, rows) || len(got.Refused) > 0 {
			t.Fatalf("wrote %+v\nread %+v\nrefused %+v\nfile %q", rows, got.Rows, got.Refused, b.String())
		}
	}
}

func TestAListOpensInExcel(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCustomers(&b, []CustomerRow{{Name: "=HYPERLINK(1)", Active: yes(), CompanyID: 7, CompanyName: "-x"}}); err != nil {
		t.Fatal(err)
	}
	want := "\ufeffCustomer,Active,Service desk company id,Service desk company name,Service desk\r\n'=HYPERLINK(1),yes,7,'-x,autotask\r\n"
	if b.String() != want {
		t.Errorf("wrote %q, want %q", b.String(), want)
	}
}

func FuzzReadCustomers(f *testing.F) {
	for _, seed := range []string{"", "Customer;Active\nA;yes\n", "sep=\t\nname\ta\n", "\"a\n\"\"b,\"", "\xff\xfea\x00", "\xfe\xff", "'=x\r\r\n,\"", "a\xe9;\"\"\"\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := ReadCustomers(data)
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteCustomers(&b, file.Rows); err != nil {
			t.Fatal(err)
		}
		again, err := ReadCustomers(b.Bytes())
		if err != nil || len(again.Refused) > 0 || len(again.Rows) != len(file.Rows) {
			t.Fatalf("read back: %v, %+v, %+v", err, again, file)
		}
		for i, row := range file.Rows {
			row.Line = i + 2
			if !reflect.DeepEqual(row, again.Rows[i]) {
				t.Fatalf("row %+v came back as %+v", row, again.Rows[i])
			}
		}
	})
}

func BenchmarkReadCustomers(b *testing.B) {
	data := []byte("Customer,Active\n" + strings.Repeat("\"North\",yes\n", 200_000))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := ReadCustomers(data); err != nil {
			b.Fatal(err)
		}
	}
}

func TestATimeInACSVIsLocalAndTellsItsZone(t *testing.T) {
	at := time.Date(2026, 7, 1, 22, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		at   time.Time
		loc  *time.Location
		want string
	}{{at, amsterdam, "2026-07-02T00:30:00+02:00"}, {at, nil, "2026-07-01T22:30:00Z"}, {time.Time{}, amsterdam, ""}} {
		if got := stamp(c.at, c.loc); got != c.want {
			t.Errorf("%v in %v is %q, want %q", c.at, c.loc, got, c.want)
		}
	}
}
