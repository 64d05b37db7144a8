package imap

import (
	"context"
	"errors"
	"maps"
	"math"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// States asks for the states of many folders in one round trip (RFC 3501, section
// 6.3.10), without opening them. A folder that the server says nothing about is
// left out: Examine says why. read is how many folders it answered about, in their
// order: after an error the next one may be what the connection ended over.
func (s *Session) States(ctx context.Context, folders []string) (states map[string]State, read int, err error) {
	came, err := asked(ctx, s, int64(len(folders))*wrapBytes, int64(len(folders)), func() (answered, error) { return s.states(folders) })
	if err != nil {
		err = fault("Asking "+s.peer+" for the state of the folders", s.conn.why(err))
	}
	return came.states, came.read, err
}

// mostAgain is how many connections one question about many folders may cost.
const mostAgain = 3

// StatesOf asks for the states of many folders. Where the connection ends over one of
// them that one is left out, and the others are asked for on another connection, which
// again makes. The session to go on with is returned; the old one is closed then.
func StatesOf(
	ctx context.Context,
	s *Session,
	again func(context.Context) (*Session, error),
	folders []string,
) (*Session, map[string]State, error) {
	states := map[string]State{}
	for tries := 0; len(folders) > 0; tries++ {
		some, read, err := s.States(ctx, folders)
		maps.Copy(states, some)
		if err == nil {
			break
		}
		if ctx.Err() != nil || !Again(err) {
			return s, nil, err
		}
		next, dialErr := again(ctx)
		if dialErr != nil {
			return s, nil, dialErr
		}
		_ = s.Close() // it has ended
		if s = next; tries == mostAgain {
			break
		}
		folders = folders[min(read+1, len(folders)):]
	}
	return s, states, nil
}

type answered struct {
	states map[string]State
	read   int
}

func (s *Session) states(folders []string) (came answered, err error) {
	cmds := make([]*imapclient.StatusCommand, len(folders))
	for i, f := range folders {
		cmds[i] = s.client.Status(
			f,
			&goimap.StatusOptions{NumMessages: true, UIDNext: true, UIDValidity: true, HighestModSeq: s.caps["CONDSTORE"]},
		)
	}
	came.states = map[string]State{}
	for i, cmd := range cmds {
		data, err := cmd.Wait()
		var no *goimap.Error
		refused := errors.As(err, &no) && no.Type != goimap.StatusResponseTypeBye
		if err != nil && !refused {
			return came, err
		}
		came.read++
		if refused || data.NumMessages == nil || data.UIDValidity == 0 {
			continue
		}
		came.states[folders[i]] = State{
			UIDValidity: data.UIDValidity,
			UIDNext:     uint32(data.UIDNext),
			Exists:      *data.NumMessages,
			ModSeq:      data.HighestModSeq & math.MaxInt64,
		}
	}
	return came, nil
}
