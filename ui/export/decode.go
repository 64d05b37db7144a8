package export

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// decode turns a text file into UTF-8 without a byte order mark and names the
// encoding it took: the one of the mark, else UTF-8 where the bytes are valid, else
// Windows-1252, of which Latin-1 is a part. Errors: a workbook or another file
// that is not text.
func decode(data []byte) (text, name string, err error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")) {
		return "", "", errors.New("this is a workbook, not a CSV: save it as CSV first")
	}
	text, name, err = decodeText(data)
	if err != nil {
		return "", "", err
	}
	if strings.IndexByte(text, 0) >= 0 {
		return "", "", errors.New("this is not a text file")
	}
	return text, name, nil
}

func decodeText(data []byte) (text, name string, err error) {
	with := func(e encoding.Encoding, name string) (string, string, error) {
		out, err := e.NewDecoder().Bytes(data)
		return string(out), name, err
	}
	switch {
	case bytes.HasPrefix(data, []byte(byteOrderMark)):
		return strings.ToValidUTF8(string(data[len(byteOrderMark):]), "\ufffd"), "UTF-8 with BOM", nil
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return with(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), "UTF-16LE")
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return with(unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM), "UTF-16BE")
	case utf8.Valid(data):
		return string(data), "UTF-8", nil
	default:
		return with(charmap.Windows1252, "Windows-1252")
	}
}
