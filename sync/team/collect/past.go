package collect

import (
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/ingest"
)

// past is what is stored of the past of a linked device, as answers about it: none where
// nothing is.
func past(q domain.Reader, d domain.Device, now time.Time) ([]Piece, error) {
	if d.State != domain.DeviceLinked || !d.Source.Devices().History {
		return nil, nil
	}
	list, err := q.SourceRuns(d.Job, d.Source, now.Add(-pastReach), now)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	told := history{To: now}
	var pieces []Piece
	for _, l := range list {
		run, err := q.Run(l.ID)
		if err != nil {
			return nil, err
		}
		if !strings.HasPrefix(string(run.Key), string(d.Key)+":") {
			continue // what was concluded here, such as that a device is gone, is concluded everywhere
		}
		stored, err := q.Summary(l.ID)
		if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
			return nil, err
		}
		if len(stored.Texts) > 0 {
			body, err := packed(texts{Texts: stored.Texts})
			if err != nil {
				return nil, err
			}
			pieces = append(pieces, Piece{Kind: Texts, About: string(run.Key), Key: string(run.Key), At: now, Body: body})
		}
		told.Runs = append(told.Runs, ingest.DeviceRun{
			Key: run.Key, At: run.At, Result: run.Result, Summary: stored.Summary, Raw: stored.Raw, Texts: stored.Wanted,
		})
	}
	body, err := packed(told)
	if err != nil {
		return nil, err
	}
	return append(pieces, Piece{
		Kind: History, About: string(d.Key), Key: fmt.Sprintf("%s %d", d.Key, now.UnixMilli()), At: now, Body: body,
	}), nil
}

// pastReach is how far back the past of a device is told.
const pastReach = 90 * 24 * time.Hour
