package collect

import (
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/ingest"
)

// maxBody bounds what the body of a piece may unpack to, whoever packed it.
const maxBody = 256 << 20

// packer packs and unpacks bodies. It is safe for concurrent use.
type packer struct {
	pack   *zstd.Encoder
	unpack *zstd.Decoder
}

var newPacker = sync.OnceValues(func() (packer, error) {
	pack, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return packer{}, err
	}
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithDecoderMaxMemory(maxBody))
	return packer{pack, unpack}, err
})

// deviceState is the body of a Device.
type deviceState struct {
	// Before is when the collector had asked the service before, zero for never.
	Before time.Time
	Source domain.Source
	Raw    []byte `json:",omitempty"` // what the service said
	Gone   bool   `json:",omitempty"` // it tells of the device no longer
}

// history is the body of a History.
type history struct {
	Runs []ingest.DeviceRun
	Why  string `json:",omitempty"` // they could not be read
	To   time.Time
}

// texts is the body of Texts.
type texts struct {
	Texts map[string]string `json:",omitempty"` // by the names of objects
	Why   string            `json:",omitempty"` // there are none
}

// packed is a value as the body of a piece.
func packed(value any) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("pack what was collected: %w", err)
	}
	with, err := newPacker()
	if err != nil {
		return nil, err
	}
	return with.pack.EncodeAll(text, nil), nil
}

// raw unpacks the body of a piece.
func (p Piece) raw() ([]byte, error) {
	with, err := newPacker()
	if err != nil {
		return nil, err
	}
	out, err := with.unpack.DecodeAll(p.Body, nil)
	if err != nil {
		return nil, &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.collected_damaged", p.Position), Cause: err}
	}
	return out, nil
}

// read unpacks the body of a piece into a value.
func (p Piece) read(into any) error {
	text, err := p.raw()
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.collected_damaged", p.Position), Cause: err}
	}
	return nil
}
