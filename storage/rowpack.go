package storage

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// tableRows are rows of a table as they were, column by column, so that they can be put back
// byte for byte, also where a text of them is no UTF-8.
type tableRows struct {
	table   string
	columns []string
	rows    [][]any // nil, int64, float64, string or []byte
}

// The kinds of a value in a packed row.
const (
	packedNull byte = iota
	packedInteger
	packedReal
	packedText
	packedBytes
)

// errPacked is a packed row that is cut short or none.
var errPacked = errors.New("the kept rows are damaged")

// packRows writes rows in one piece.
func packRows(list []tableRows) ([]byte, error) {
	b := binary.AppendUvarint(nil, uint64(len(list)))
	text := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	for _, t := range list {
		text(t.table)
		b = binary.AppendUvarint(b, uint64(len(t.columns)))
		for _, c := range t.columns {
			text(c)
		}
		b = binary.AppendUvarint(b, uint64(len(t.rows)))
		for _, row := range t.rows {
			for _, v := range row {
				switch v := v.(type) {
				case nil:
					b = append(b, packedNull)
				case int64:
					b = binary.AppendVarint(append(b, packedInteger), v)
				case float64:
					b = binary.BigEndian.AppendUint64(append(b, packedReal), math.Float64bits(v))
				case string:
					b = append(b, packedText)
					text(v)
				case []byte:
					b = append(b, packedBytes)
					text(string(v))
				default:
					return nil, fmt.Errorf("a value of %s is a %T", t.table, v)
				}
			}
		}
	}
	return b, nil
}

// unpackRows reads what packRows wrote. It allocates no more than what it was given allows.
func unpackRows(b []byte) (list []tableRows, err error) {
	number := func() int {
		n, used := binary.Uvarint(b)
		if used <= 0 || n > uint64(len(b)) {
			err = errPacked
			return 0
		}
		b = b[used:]
		return int(n)
	}
	text := func() string {
		n := number()
		if err != nil || n > len(b) {
			err = errPacked
			return ""
		}
		s := string(b[:n])
		b = b[n:]
		return s
	}
	value := func() any {
		if len(b) == 0 {
			err = errPacked
			return nil
		}
		kind := b[0]
		b = b[1:]
		switch kind {
		case packedNull:
			return nil
		case packedInteger:
			v, used := binary.Varint(b)
			if used <= 0 {
				err = errPacked
				return nil
			}
			b = b[used:]
			return v
		case packedReal:
			if len(b) < 8 {
				err = errPacked
				return nil
			}
			v := math.Float64frombits(binary.BigEndian.Uint64(b))
			b = b[8:]
			return v
		case packedText:
			return text()
		case packedBytes:
			return []byte(text())
		}
		err = errPacked
		return nil
	}
	for range number() {
		t := tableRows{table: text()}
		for range number() {
			t.columns = append(t.columns, text())
		}
		for n := number(); n > 0 && err == nil && len(t.columns) > 0; n-- {
			row := make([]any, 0, len(t.columns))
			for range t.columns {
				row = append(row, value())
			}
			t.rows = append(t.rows, row)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, err
}

// rowsOf reads whole rows, to be put back as they are.
func (x *tx) rowsOf(tried, table, where string, args ...any) (t tableRows, err error) {
	t.table = table
	s, err := x.prepared("SELECT * FROM " + table + " WHERE " + where)
	if err != nil {
		return t, storageError(tried, err)
	}
	rows, err := s.QueryContext(x.each, args...)
	if err != nil {
		return t, storageError(tried, err)
	}
	defer func() { _ = rows.Close() }()
	if t.columns, err = rows.Columns(); err != nil {
		return t, storageError(tried, err)
	}
	for rows.Next() {
		row := make([]any, len(t.columns))
		into := make([]any, len(row))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return t, storageError(tried, err)
		}
		t.rows = append(t.rows, row)
	}
	return t, storageError(tried, rows.Err())
}

// packedGone packs rows for the table gone.
func (x *tx) packedGone(tried string, list []tableRows) ([]byte, error) {
	b, err := packRows(list)
	if err != nil {
		return nil, storageError(tried, err)
	}
	return x.db.zstd.packed(b), nil
}

// unpackedGone is the way back.
func (x *tx) unpackedGone(packed []byte) ([]tableRows, error) {
	b, err := x.db.zstd.unpack.DecodeAll(packed, nil)
	if err == nil {
		var list []tableRows
		if list, err = unpackRows(b); err == nil {
			return list, nil
		}
	}
	return nil, &domain.Error{
		Code: domain.CodeStorage, Cause: err,
		Said: wording.Of("refusal.kept_damaged", err),
	}
}
