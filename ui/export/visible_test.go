package export

import (
	"bytes"
	"io"
	"reflect"
	"strings"
	"testing"

	"runchecks/domain"
)

// hostileName commands a terminal and turns the reading direction.
const hostileName = "\x1b[2J\x1b]0;x\x07\u009b31m\u202eevil"

// poison puts the name into every text of a value, however deep it lies.
func poison(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() && v.String() != "" {
			v.SetString(v.String() + hostileName)
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			poison(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				poison(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i))
		}
	}
}

func TestNoSheetHoldsCharactersThatCommand(t *testing.T) {
	day := exampleDay(16)
	poison(reflect.ValueOf(&day))
	entry := domain.Decision{Kind: domain.DecideReview, Summary: hostileName, Actor: hostileName, Targets: []string{hostileName}}
	for name, write := range map[string]func(io.Writer) error{
		"sign-off": func(w io.Writer) error { return WriteSignOffCSV(w, day, amsterdam) },
		"customers": func(w io.Writer) error {
			return WriteCustomers(w, []CustomerRow{{Name: hostileName, CompanyName: hostileName}})
		},
		"audit log": func(w io.Writer) error { _, err := WriteJournal(w, journal(entry), amsterdam); return err },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "evil") {
			t.Errorf("%s: the name is missing", name)
		}
		if i := strings.IndexAny(b.String(), "\x1b\x07\u009b\u202e"); i >= 0 {
			t.Errorf("%s holds %q", name, b.String()[i:min(i+12, b.Len())])
		}
	}
}
