package cove

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// answer is the envelope of JSON-RPC. What stands in result was given to the
// callback that decoded it.
type answer struct {
	visa  string
	fault *rpcFault
}

// decodeResult reads the value of the member "result" off the decoder, all of it.
type decodeResult func(*json.Decoder) error

// into decodes the result into v, which is small.
func into(v any) decodeResult {
	return func(dec *json.Decoder) error { return dec.Decode(v) }
}

// rows calls row for each element of the list that stands in result.result, and
// total for each one in result.totalStatistics. The bytes are valid only during
// the call. A result that is null has no rows.
func rows(row, total func([]byte)) decodeResult {
	return func(dec *json.Decoder) error {
		if null, err := opens(dec, '{'); null || err != nil {
			return err
		}
		var part json.RawMessage // one buffer for all
		list := func(take func([]byte)) error {
			if null, err := opens(dec, '['); null || err != nil {
				return err
			}
			return eachElement(dec, func() error {
				part = part[:0]
				err := dec.Decode(&part)
				if err == nil {
					take(part)
				}
				return err
			})
		}
		return eachMember(dec, func(name string) error {
			switch {
			case name == "result":
				return list(row)
			case name == "totalStatistics" && total != nil:
				return list(total)
			default:
				return skip(dec)
			}
		})
	}
}

// decodeAnswer reads one answer, part by part. An error means that it is cut short,
// breaks a bound or is no answer at all.
func decodeAnswer(r io.Reader, result decodeResult) (answer, error) {
	var a answer
	from, err := opened(&bounded{r: r})
	if err != nil {
		return a, err
	}
	dec := json.NewDecoder(from)
	if err := expect(dec, '{'); err != nil {
		return a, err
	}
	some := false
	err = eachMember(dec, func(name string) error {
		switch name {
		case "visa":
			var v text
			err := dec.Decode(&v)
			a.visa = string(v)
			return err
		case "error":
			some = true
			return dec.Decode(&a.fault)
		case "result":
			some = true
			return result(dec)
		default:
			return skip(dec)
		}
	})
	if err == nil && !some {
		err = errors.New("neither a result nor an error is in it")
	}
	return a, err
}

// eachMember calls f behind the name of each member of an object whose opening
// brace has been read, up to its closing one.
func eachMember(dec *json.Decoder, f func(name string) error) error {
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		name, ok := t.(string)
		if !ok {
			return fmt.Errorf("%v in place of a name", t)
		}
		if err := f(name); err != nil {
			return err
		}
	}
	return expect(dec, '}')
}

// eachElement is eachMember for a list.
func eachElement(dec *json.Decoder, f func() error) error {
	for dec.More() {
		if err := f(); err != nil {
			return err
		}
	}
	return expect(dec, ']')
}

// opens reads an opening delimiter, or null in its place.
func opens(dec *json.Decoder, want json.Delim) (null bool, err error) {
	t, err := dec.Token()
	if err != nil || t == nil {
		return true, err
	}
	if t != want {
		return false, fmt.Errorf("%v in place of %v", t, want)
	}
	return false, nil
}

func expect(dec *json.Decoder, want json.Delim) error {
	t, err := dec.Token()
	if err != nil {
		if errors.Is(err, io.EOF) {
			return io.ErrUnexpectedEOF
		}
		return err
	}
	if t != want {
		return fmt.Errorf("%v in place of %v", t, want)
	}
	return nil
}

// skip reads one value, however long, without keeping it.
func skip(dec *json.Decoder) error {
	for depth := 0; ; {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}
