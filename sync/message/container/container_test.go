package container

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"
)

// tlv encodes a value; a length below zero is one that is not told beforehand.
func tlv(tag byte, parts ...string) string {
	content := strings.Join(parts, "")
	n := len(content)
	if n < 128 {
		return string([]byte{tag, byte(n)}) + content
	}
	return string([]byte{tag, 0x84, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) + content
}

func open(tag byte, parts ...string) string {
	return string([]byte{tag, 0x80}) + strings.Join(parts, "") + "\x00\x00"
}

func signed(kind []byte, encap string) string {
	return tlv(tagSequence, tlv(tagOID, string(kind)), tlv(tagExplicit, tlv(tagSequence, tlv(2, "\x01"), tlv(0x31), encap)))
}

func zlibOf(t testing.TB, s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestASignedMessageIsOpenedInEveryEncoding(t *testing.T) {
	data := tlv(tagOID, string(oidData))
	for _, x := range []struct {
		name, raw, want string
		err             error
	}{
		{"DER", signed(oidSigned, tlv(tagSequence, data, tlv(tagExplicit, tlv(tagOctets, "hello")))), "hello", nil},
		{"lengths not told", open(tagSequence, tlv(tagOID, string(oidSigned)), open(tagExplicit, open(tagSequence, tlv(2, "\x01"),
			open(0x31, open(tagSequence, tlv(tagOID, "\x2a"))), open(tagSequence, data, open(tagExplicit, open(tagOctetPieces, tlv(tagOctets,
				"hel"), tlv(tagOctets, "lo"))))))), "hello", nil},
		{"pieces of a told length", signed(oidSigned, tlv(tagSequence, data, tlv(tagExplicit, tlv(tagOctetPieces, tlv(tagOctets, "hel"),
			open(tagOctetPieces, tlv(tagOctets, "lo")))))), "hello", nil},
		{"letters around it", "-----BEGIN PKCS7-----\nMB8GCSqGSIb3DQEHAaASBBBoZWxsbyBoZWxsbyBoZWxs\n-----END PKCS7-----\n",
			"hello hello hell", nil},
		{"plain data", tlv(tagSequence, data, tlv(tagExplicit, tlv(tagOctets, "hello"))), "hello", nil},
		{"compressed (RFC 3274)", tlv(tagSequence, tlv(tagOID, string(oidCompressed)), tlv(tagExplicit, tlv(tagSequence, tlv(2, "\x00"),
			tlv(tagSequence, tlv(tagOID, "\x2a")), tlv(tagSequence, data, tlv(tagExplicit, tlv(tagOctets, zlibOf(t, "hello"))))))), "hello", nil},
		{"a compressed bomb", tlv(tagSequence, tlv(tagOID, string(oidCompressed)), tlv(tagExplicit, tlv(tagSequence, tlv(2, "\x00"),
			tlv(tagSequence), tlv(tagSequence, data, tlv(tagExplicit, tlv(tagOctets, zlibOf(t, strings.Repeat("a", 1<<20)))))))),
			strings.Repeat("a", 1000), ErrTooLarge},
		{"encrypted", tlv(tagSequence, tlv(tagOID, string(oidEnveloped)), tlv(tagExplicit, tlv(tagSequence))), "", ErrEncrypted},
		{"encrypted with a sum", tlv(tagSequence, tlv(tagOID, string(oidAuthEnveloped)), tlv(tagExplicit, tlv(tagSequence))), "", ErrEncrypted},
		{"certificates only", signed(oidSigned, tlv(tagSequence, data)), "", ErrEmpty},
		{"something else", tlv(tagSequence, tlv(tagOID, "\x2a\x03"), tlv(tagExplicit)), "", ErrMethod},
		{"cut off", signed(oidSigned, tlv(tagSequence, data, tlv(tagExplicit, tlv(tagOctets, "hello"))))[:41], "he", ErrDamaged},
		{"the longest lengths", "\x30\x88\xff\xff\xff\xff\xff\xff\xff\xff\x06\x88\x7f\xff\xff\xff\xff\xff\xff\xff", "", ErrDamaged},
		{"nothing", "", "", ErrDamaged},
	} {
		got, err := CMS([]byte(x.raw), 1000)
		if string(got) != x.want || !errors.Is(err, x.err) {
			t.Errorf("%s: %q, %v; want %q, %v", x.name, got, err, x.want, x.err)
		}
	}
	if got, err := CMS([]byte(signed(oidSigned, tlv(tagSequence, data, tlv(tagExplicit, tlv(tagOctets, "hello"))))),
		3); string(got) != "hel" || !errors.Is(err, ErrTooLarge) {
		t.Errorf("beyond the limit: %q, %v", got, err)
	}
}

// The examples of [MS-OXRTFCP], section 3.
func TestPackedRTFOfTheSpecificationIsUnpacked(t *testing.T) {
	for packed, want := range map[string]string{
		"2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c" +
			"090020627705b06c647d0a800fa0": "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
		"1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0": "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}",
	} {
		raw, err := hex.DecodeString(packed)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := unpackRTF(raw, 1000); err != nil || string(got) != want {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
		if got, err := unpackRTF(raw, 10); !errors.Is(err, ErrTooLarge) || len(got) != 10 {
			t.Errorf("beyond the limit: %q, %v", got, err)
		}
		if _, err := unpackRTF(raw[:len(raw)-6], 1000); !errors.Is(err, ErrDamaged) {
			t.Errorf("without its end: %v", err)
		}
	}
}

func TestRTFIsReadAsItsReaderSeesIt(t *testing.T) {
	for _, x := range []struct{ name, rtf, html, text string }{
		{"text", `{\rtf1\ansi\deff0{\fonttbl{\f0\fnil Arial;}}{\colortbl\red0;}\pard Backup {\b failed}\par on\tab SRV1\line\{x\}\\}`, "",
			"Backup failed\non\tSRV1\n{x}\\"},
		{"hidden text", `{\rtf1 a{\v hidden}b{\*\unknown c}{\*\generator d}}`, "", "ab"},
		{"a code page", `{\rtf1\ansi\ansicpg1251 \'ce\'ea}`, "", "Ок"},
		{"the character set of a " +
			"font", `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f0 gr\'fcn \f1 \'ce\'ea}`, "", "grün Ок"},
		{"Unicode", `{\rtf1\uc1 \u1054?\u1082? \uc2\u20?? \u-10179??\u-8704??}`, "", "Ок  😀"},
		{"HTML",
			`{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0 A;}}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 ` +
				`Backup {\*\htmltag84 <b>}\htmlrtf {\b \htmlrtf0 failed\htmlrtf }\htmlrtf0 ` +
				`{\*\htmltag92 </b>}{\*\htmltag84 &lt;}\htmlrtf <\htmlrtf0 gr\'fcn\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}}`,
			"<p>Backup <b>failed</b>&lt;grün</p>", ""},
		{"no RTF", `Backup OK`, "", ""},
		{"what never ends", `{\rtf1 a{\b b{\v c`, "", "ab"},
		{"braces without end", `{\rtf1 a` + strings.Repeat("{", 2000) + "b" + strings.Repeat("}", 2000) + "c}", "", "ac"},
	} {
		if html, text := readRTF([]byte(x.rtf)); html != x.html || text != x.text {
			t.Errorf("%s: %q, %q; want %q, %q", x.name, html, text, x.html, x.text)
		}
	}
}

// outlook writes a message of TNEF as [MS-OXTNEF] tells.
type outlook struct{ b bytes.Buffer }

func newOutlook() *outlook {
	o := &outlook{}
	o.number(tnefMagic)
	o.b.WriteString("\x01\x00")
	return o
}

func (o *outlook) number(n int) {
	o.b.Write(binary.LittleEndian.AppendUint32(nil, uint32(n)))
}

func (o *outlook) attribute(level byte, id int, content string) {
	o.b.WriteByte(level)
	o.number(id)
	o.number(len(content))
	o.b.WriteString(content)
	sum := uint16(0)
	for i := range len(content) {
		sum += uint16(content[i])
	}
	o.b.Write(binary.LittleEndian.AppendUint16(nil, sum))
}

type prop struct {
	kind, id int
	value    string
}

func propStream(list ...prop) string {
	o := &outlook{}
	o.number(len(list))
	for _, p := range list {
		o.number(p.kind | p.id<<16)
		if p.id >= 0x8000 {
			o.b.WriteString(strings.Repeat("g", 16))
			o.number(1)
			o.number(6)
			o.b.WriteString("a\x00b\x00\x00\x00\x00\x00")
		}
		if _, ok := fixed[uint16(p.kind)]; !ok {
			o.number(1)
			o.number(len(p.value))
		}
		o.b.WriteString(p.value + strings.Repeat("\x00", (4-len(p.value)%4)%4))
	}
	return o.b.String()
}

func wide(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s + "\x00")) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

func storedRTF(s string) string {
	o := &outlook{}
	o.number(len(s) + 12)
	o.number(len(s))
	o.number(0x414c454d)
	o.number(0)
	return o.b.String() + s
}

func TestAMessageOfOutlookIsOpened(t *testing.T) {
	inner := newOutlook()
	inner.attribute(1, attrProperties, propStream(prop{kindUnicode, propSubject, wide("Backup SRV2: failed")}, prop{kindUnicode,
		propBody, wide("The backup failed.")}, prop{kindString, propSMTP, "srv2@example.com\x00"}))
	o := newOutlook()
	o.attribute(1, 0x00089006, "\x00\x00\x01\x00")
	o.attribute(1, attrCodePage, "\xe3\x04\x00\x00\x00\x00\x00\x00") // 1251
	o.attribute(1, attrSubject, "\xce\xea\x00")
	o.attribute(1, attrProperties, propStream(prop{3, 0x3fde, "\xe9\xfd\x00\x00"}, prop{kindString, 0x8001, "named"}, prop{kindBinary,
		propHTML, "<p>Größe</p>"}, prop{kindBinary, propRTF, storedRTF(`{\rtf1 not this}`)}))
	o.attribute(2, attrRender, strings.Repeat("\x00", 14))
	o.attribute(2, attrTitle, "BACKUP~1.LOG\x00")
	o.attribute(2, attrData, "Backup OK")
	o.attribute(2, attrAttachment, propStream(prop{kindUnicode, propLongName, wide(`C:\x\backup night.log`)}, prop{kindString,
		propContentID, "id1\x00"}))
	o.attribute(2, attrRender, strings.Repeat("\x00", 14))
	o.attribute(2, attrAttachment, propStream(prop{kindObject, propData, strings.Repeat("i", 16) + inner.b.String()}))
	n, err := TNEF(o.b.Bytes(), 1000)
	if err != nil || n.Subject != "Ок" || n.HTML != "<p>Größe</p>" || n.Text != "" || n.Cut {
		t.Errorf("%+v, %v", n, err)
	}
	if len(n.Files) != 1 || n.Files[0].Name != "backup night.log" || string(n.Files[0].Content) != "Backup OK" ||
		n.Files[0].ContentID != "id1" {
		t.Errorf("%+v", n.Files)
	}
	if len(n.Notes) != 1 || n.Notes[0].Subject != "Backup SRV2: failed" || n.Notes[0].Text != "The backup failed." ||
		n.Notes[0].Address != "srv2@example.com" {
		t.Errorf("%+v", n.Notes)
	}
	if n, _ = TNEF(o.b.Bytes()[:o.b.Len()-40], 1000); !n.Cut {
		t.Error("half of it is taken for the whole")
	}
	if n, _ = TNEF(o.b.Bytes(), 5); !n.Cut || len(n.HTML)+len(n.Files[0].Content) > 5 {
		t.Errorf("beyond the limit: %+v", n)
	}
	rtf := newOutlook()
	rtf.attribute(1, attrProperties, propStream(prop{kindBinary, propRTF, storedRTF(`{\rtf1 Backup \b failed}`)}))
	if n, err = TNEF(rtf.b.Bytes(), 1000); err != nil || n.Text != "Backup failed" {
		t.Errorf("%+v, %v", n, err)
	}
	if _, err = TNEF([]byte("winmail"), 1000); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

func TestAFileInATextIsTakenOut(t *testing.T) {
	const cat = "begin 644 cat.txt\n#0V%T\n`\nend\n"
	for _, x := range []struct{ name, text, rest, file, content string }{
		{"one", "Log:\n" + cat + "Bye\n", "Log:\nBye\n", "cat.txt", "Cat"},
		{"with blanks for zeros", "begin 644 z\n#  $!\n \nend\n", "", "z", "\x00\x01\x01"},
		{"with a sum", "begin 644 cat.txt\n#0V%Tx\n`\nend\n", "", "cat.txt", "Cat"},
		{"a line that was damaged", "begin 644 cat.txt\n#0V%T\nQ0V%T??~~\n#0V%T\n`\nend\nBye", "Bye", "cat.txt", ""},
		{"none", "begin 644 of the works\nwe began\nend\n", "begin 644 of the works\nwe began\nend\n", "", ""},
		{"no mode", "begin work now\n#0V%T\nend\n", "begin work now\n#0V%T\nend\n", "", ""},
		{"an empty file", "begin 600 nothing\n`\nend\n", "", "nothing", ""},
		{"without an end", "a\nbegin 644 cat.txt\n#0V%T\nThis is prose.\n", "a\nThis is prose.\n", "cat.txt", ""},
	} {
		rest, files := UUDecode(strings.ReplaceAll(x.text, "\n", "\r\n"), 1000)
		if rest != strings.ReplaceAll(x.rest, "\n", "\r\n") || len(files) != min(1, len(x.file)) {
			t.Errorf("%s: %q, %d files; want %q", x.name, rest, len(files), x.rest)
			continue
		}
		if len(files) > 0 && (files[0].Name != x.file || (files[0].Err == nil) != (x.content != "") || files[0].Err == nil &&
			string(files[0].Content) != x.content) {
			t.Errorf("%s: %+v", x.name, files[0])
		}
	}
	if _, files := UUDecode(cat, 2); !errors.Is(files[0].Err, ErrTooLarge) {
		t.Error(files[0].Err)
	}
}
