package export

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/words"
)

// Bounds of a file of customers.
const (
	MaxCustomerBytes = 20 << 20
	MaxCustomerRows  = 200_000
	MaxNameLength    = 200 // characters, for the name of a customer or a company
)

// Refusal is a line that was not taken over.
type Refusal struct {
	Line   int
	Text   string // the line as written, cut to 200 characters
	Reason string
}

// CustomerFile is what ReadCustomers found.
type CustomerFile struct {
	Rows    []rules.CustomerRow
	Refused []Refusal
	// Encoding is a name such as "UTF-8 with BOM" or "Windows-1252".
	Encoding string
	// Separator is a comma, a semicolon or a tab; 0 where the file is one column.
	Separator rune
	// Header reports whether the first line names the columns. Without it the first
	// column is the name and the others are not read.
	Header bool
}

// ReadCustomers reads a CSV of customers as people have them: whatever encoding,
// separator, line breaks, order of columns. Each line is either in Rows or, with the
// reason, in Refused; lines without any text are skipped. Errors: more than
// MaxCustomerBytes, a file that is not text, a header without a column for the name.
func ReadCustomers(data []byte) (CustomerFile, error) {
	if len(data) > MaxCustomerBytes {
		return CustomerFile{}, fmt.Errorf("read customers: the file has %d MB, more than the %d MB that can be read", len(data)>>20, MaxCustomerBytes>>20)
	}
	text, name, err := decode(data)
	if err != nil {
		return CustomerFile{}, fmt.Errorf("read customers: %w", err)
	}
	separator, text := declaredSeparator(text)
	if separator == 0 {
		separator = findSeparator(text)
	}
	in := customerReader{
		file:    CustomerFile{Encoding: name, Separator: rune(separator)},
		columns: bare,
		lines:   map[string]int{},
	}
	if err := in.read(newRecords(text, separator)); err != nil {
		return CustomerFile{}, fmt.Errorf("read customers: %w", err)
	}
	return in.file, nil
}

type customerReader struct {
	file    CustomerFile
	columns columns
	lines   map[string]int // folded name to the line that has it
}

func (c *customerReader) read(from *records) error {
	first, taken, beyond := true, 0, 0
	var cut record
	for {
		rec, ok := from.next()
		if !ok {
			break
		}
		if rec.blank() {
			continue
		}
		if first && !rec.unclosed {
			first = false
			header, err := c.header(rec)
			if err != nil {
				return err
			}
			if header {
				continue
			}
		}
		if taken == MaxCustomerRows {
			if beyond == 0 {
				cut = rec
			}
			beyond++
			continue
		}
		taken++
		row, reason := c.row(rec)
		if reason != "" {
			c.refuse(rec, reason)
			continue
		}
		c.file.Rows = append(c.file.Rows, row)
	}
	if beyond > 0 {
		c.refuse(cut, fmt.Sprintf("beyond the %d rows that can be read at once: %d rows from here on were not read", MaxCustomerRows, beyond))
	}
	return nil
}

func (c *customerReader) header(rec record) (bool, error) {
	found, known := findColumns(rec.fields)
	switch {
	case found.name >= 0:
		c.columns, c.file.Header = found, true
		return true, nil
	case known > 1 && known == len(rec.fields):
		return false, errors.New(`no column is named "customer" or "name"`)
	default:
		return false, nil
	}
}

func (c *customerReader) refuse(rec record, reason string) {
	c.file.Refused = append(c.file.Refused, Refusal{Line: rec.line, Text: words.Clip(rec.text, MaxNameLength), Reason: reason})
}

// row reads one record; reason says why it cannot be taken over.
func (c *customerReader) row(rec record) (row rules.CustomerRow, reason string) {
	if rec.unclosed {
		return row, "a quotation mark is opened here and never closed"
	}
	cell := func(column int) string {
		if column < 0 || column >= len(rec.fields) {
			return ""
		}
		return strings.TrimSpace(unguard(strings.TrimSpace(rec.fields[column])))
	}
	row = rules.CustomerRow{Line: rec.line, Name: cell(c.columns.name), CompanyName: cell(c.columns.companyName)}
	row.CompanyDesk = deskOf(cell(c.columns.companyDesk))
	key := domain.Fold(row.Name)
	if key == "" {
		return row, "the name is empty"
	}
	if reason := wrongName(row.Name); reason != "" {
		return row, "the name " + reason
	}
	if reason := wrongName(string(row.CompanyDesk)); reason != "" {
		return row, "the service desk " + reason
	}
	if reason := wrongName(row.CompanyName); reason != "" {
		return row, "the company's name " + reason
	}
	var ok bool
	if row.Active, ok = activeWord(cell(c.columns.active)); !ok {
		return row, fmt.Sprintf("active is %q, which is neither yes nor no", words.Clip(cell(c.columns.active), 40))
	}
	if id := cell(c.columns.companyID); id != "" {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil || n < 0 {
			return row, fmt.Sprintf("the company id is %q, which is not a whole number", words.Clip(id, 40))
		}
		row.CompanyID = n
	}
	if line, twice := c.lines[key]; twice {
		return row, fmt.Sprintf("duplicate of line %d", line)
	}
	c.lines[key] = rec.line
	return row, ""
}

// wrongName says what is wrong with a name, "" where nothing is.
func wrongName(name string) string {
	if utf8.RuneCountInString(name) > MaxNameLength {
		return fmt.Sprintf("is longer than %d characters", MaxNameLength)
	}
	for _, r := range name {
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029':
			return "has a line break; is a quotation mark missing?"
		case unicode.IsControl(r):
			return "has control characters"
		case r == utf8.RuneError:
			return "has characters that cannot be read; which encoding is the file in?"
		}
	}
	return ""
}

// activeWord reads yes or no; nil for no word, false for another one.
func activeWord(word string) (*bool, bool) {
	key := domain.Fold(word)
	yes := slices.Contains(yesWords, key)
	switch {
	case key == "":
		return nil, true
	case yes || slices.Contains(noWords, key):
		return &yes, true
	default:
		return nil, false
	}
}

// deskOf reads the service desk of a company: Autotask, where none is named.
func deskOf(word string) domain.DeskID {
	if strings.EqualFold(word, string(domain.DeskAutotask)) {
		return ""
	}
	return domain.DeskID(word)
}

// deskWord is the service desk of a row that has a company in one.
func deskWord(row rules.CustomerRow) string {
	if row.CompanyDesk == "" && row.CompanyID != 0 {
		return string(domain.DeskAutotask)
	}
	return string(row.CompanyDesk)
}

// WriteCustomers writes rows as CSV. ReadCustomers gives the same rows back, their
// lines counted anew, if their names are as it takes them: trimmed, distinct, within
// bounds, without control characters.
func WriteCustomers(w io.Writer, rows []rules.CustomerRow) error {
	out, err := newSheetWriter(w)
	if err != nil {
		return fmt.Errorf("write customers: %w", err)
	}
	if err := out.row("Customer", "Active", "Service desk company id", "Service desk company name", "Service desk"); err != nil {
		return fmt.Errorf("write customers: %w", err)
	}
	for _, row := range rows {
		active, id := "", ""
		if row.Active != nil {
			active = map[bool]string{true: "yes", false: "no"}[*row.Active]
		}
		if row.CompanyID != 0 {
			id = strconv.FormatInt(row.CompanyID, 10)
		}
		if err := out.row(row.Name, active, id, row.CompanyName, deskWord(row)); err != nil {
			return fmt.Errorf("write customers: %w", err)
		}
	}
	if err := out.close(); err != nil {
		return fmt.Errorf("write customers: %w", err)
	}
	return nil
}
