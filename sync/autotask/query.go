package autotask

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"
	"slices"

	"runchecks/domain"
	"runchecks/domain/wording"
)

const (
	pageSize = 500 // the most that the service sends at once
	maxPages = 200 // of one query; more is a list without an end
	// chunk is how many ids one query names. The service takes 500 conditions.
	chunk = 200
)

// condition is one term of a filter; terms are joined by "and".
type condition struct {
	Op    string `json:"op"`
	Field string `json:"field"`
	Value any    `json:"value,omitempty"`
}

// search is the body of a query.
type search struct {
	Filter        []condition `json:"filter"`
	MaxRecords    int
	IncludeFields []string `json:",omitempty"`
}

// page is one answer to a query.
type page[T any] struct {
	Items       []T `json:"items"`
	PageDetails struct {
		NextPageURL text `json:"nextPageUrl"`
	} `json:"pageDetails"`
}

// one is the answer to a GET of one entity. Item is nil if the service sent null.
type one[T any] struct {
	Item *T `json:"item"`
}

// query asks for all pages of an entity, such as "Tickets", until visit returns
// false.
func query[T any](ctx context.Context, c *Client, entity string, s search, what wording.Phrase, visit func(T) bool) error {
	next := ""
	seen := map[string]bool{}
	for {
		p, err := queryPage[T](ctx, c, entity, s, what, next)
		if err != nil {
			return err
		}
		for _, item := range p.Items {
			if !visit(item) {
				return nil
			}
		}
		next = string(p.PageDetails.NextPageURL)
		if next == "" {
			return nil
		}
		if seen[next] || len(seen) >= maxPages {
			return domain.Refuse(domain.CodeNetwork, "fault.autotask_no_end", what, len(seen)+1, later)
		}
		seen[next] = true
	}
}

// queryPage asks for one page: the first, or the one at next. Later pages want the
// same POST with the same body; a GET is answered 405.
func queryPage[T any](ctx context.Context, c *Client, entity string, s search, what wording.Phrase, next string) (page[T], error) {
	r := request{method: http.MethodPost, url: c.base + entity + "/query",
		tried: wording.Of("fault.autotask_reading", what), right: wording.Of("fault.autotask_may_read", what),
	}
	if next != "" {
		if !sameServer(c.base, next) {
			return page[T]{}, domain.Refuse(domain.CodeNetwork, "fault.autotask_other_server", r.tried, isItThere)
		}
		r.url = next
	}
	body, err := json.Marshal(s)
	if err != nil {
		return page[T]{}, domain.Refuse(domain.CodeInternal, "fault.query_unwritten", r.tried)
	}
	r.body = body
	return read[page[T]](ctx, c, r)
}

// chunks splits ids into what one query may name.
func chunks(ids []int64) iter.Seq[[]int64] { return slices.Chunk(distinct(ids), chunk) }

// distinct returns the positive ids, each once, in the order given.
func distinct(ids []int64) []int64 {
	seen := make(map[int64]bool, len(ids))
	var out []int64
	for _, id := range ids {
		if id > 0 && !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
