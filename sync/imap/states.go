package imap

import (
	"context"
	"errors"
	"math"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// States asks for the states of many folders in one round trip (RFC 3501, section
// 6.3.10), without opening them. A folder that the server says nothing about is
// left out: Examine says why.
func (s *Session) States(ctx context.Context, folders []string) (map[string]State, error) {
	return asked(ctx, s, int64(len(folders))*wrapBytes, int64(len(folders)), func() (map[string]State, error) { return s.states(folders) })
}

func (s *Session) states(folders []string) (map[string]State, error) {
	asked := make([]*imapclient.StatusCommand, len(folders))
	for i, f := range folders {
		asked[i] = s.client.Status(f, &goimap.StatusOptions{NumMessages: true, UIDNext: true, UIDValidity: true, HighestModSeq: s.caps["CONDSTORE"]})
	}
	states := map[string]State{}
	for i, cmd := range asked {
		data, err := cmd.Wait()
		var no *goimap.Error
		if errors.As(err, &no) && no.Type != goimap.StatusResponseTypeBye {
			continue
		}
		if err != nil {
			return nil, fault("Asking "+s.peer+" for the state of the folders", s.conn.why(err))
		}
		if data.NumMessages == nil || data.UIDValidity == 0 {
			continue
		}
		states[folders[i]] = State{UIDValidity: data.UIDValidity, UIDNext: uint32(data.UIDNext), Exists: *data.NumMessages, ModSeq: data.HighestModSeq & math.MaxInt64}
	}
	return states, nil
}
