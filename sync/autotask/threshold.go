package autotask

import (
	"context"
	"net/http"
	"time"

	"runchecks/domain/wording"
)

// Threshold is how much of the tenant's allowance is used, by all integrations
// together. Passing Limit switches the API off for everybody until Used falls.
type Threshold struct {
	Limit, Used int64         // requests; a Limit of 0 was not told
	Frame       time.Duration // Used counts this long back
}

// Threshold asks for the allowance. It is the cheapest call that needs the
// credentials, so it is also how to try them.
func (c *Client) Threshold(ctx context.Context) (Threshold, error) {
	t, err := read[struct {
		Limit integer `json:"externalRequestThreshold"`
		Frame integer `json:"requestThresholdTimeframe"` // minutes
		Used  integer `json:"currentTimeframeRequestCount"`
	}](ctx, c, request{
		method: http.MethodGet, url: c.base + "ThresholdInformation",
		tried: wording.Of("fault.autotask_reading_allowance"), right: wording.Of("fault.autotask_may_allowance"),
	})
	if err != nil {
		return Threshold{}, err
	}
	// A frame beyond a year is not one.
	minutes := min(max(t.Frame.value, 0), 366*24*60)
	return Threshold{Limit: t.Limit.value, Used: t.Used.value, Frame: time.Duration(minutes) * time.Minute}, nil
}
