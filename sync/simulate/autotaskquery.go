package simulate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

type autotaskTerm struct {
	Op    string `json:"op"`
	Field string `json:"field"`
	Value any    `json:"value"`
}

type autotaskSearch struct {
	Filter        []autotaskTerm `json:"filter"`
	MaxRecords    int
	IncludeFields []string
}

// query answers one page: the first, or the one that the paging token names. A
// token is worth nothing with another body than that of the first page.
func (s *AutotaskServer) query(entity, paging string, body []byte) autotaskAnswer {
	var q autotaskSearch
	if err := json.Unmarshal(body, &q); err != nil || len(q.Filter) == 0 {
		return autotaskErrors(http.StatusInternalServerError, "A filter is needed.")
	}
	sum := sha256.Sum256(body)
	mark := hex.EncodeToString(sum[:8])
	from := 0
	if paging != "" {
		offset, of, _ := strings.Cut(paging, ".")
		n, err := strconv.Atoi(offset)
		if err != nil || of != mark {
			return autotaskErrors(http.StatusInternalServerError, "The page does not belong to this query.")
		}
		from = n
	}
	var rows []autotaskRow
	for _, row := range s.rows(entity) {
		ok, trouble := row.matches(q.Filter)
		if trouble != "" {
			return autotaskErrors(http.StatusInternalServerError, trouble)
		}
		if ok {
			rows = append(rows, row)
		}
	}
	size := s.opt.PageSize
	if q.MaxRecords > 0 {
		size = min(size, q.MaxRecords)
	}
	from = min(from, len(rows))
	to := min(from+size, len(rows))
	items := []map[string]any{}
	for _, row := range rows[from:to] {
		items = append(items, row.only(q.IncludeFields).wire(s.opt.Odd))
	}
	details := map[string]any{"count": len(items), "requestCount": size, "prevPageUrl": nil, "nextPageUrl": nil}
	if to < len(rows) {
		details["nextPageUrl"] = fmt.Sprintf("%sV1.0/%s/query/next?paging=%d.%s", s.ZoneURL(), entity, to, mark)
	}
	return autotaskJSON(map[string]any{"items": items, "pageDetails": details})
}

// rows returns what a list may show, by id.
func (s *AutotaskServer) rows(entity string) []autotaskRow {
	var rows []autotaskRow
	if entity == "Companies" {
		for _, id := range slices.Sorted(maps.Keys(s.companies)) {
			rows = append(rows, s.companies[id].row())
		}
		return rows
	}
	for _, id := range slices.Sorted(maps.Keys(s.tickets)) {
		if t := s.tickets[id]; !t.Hidden {
			rows = append(rows, t.row())
		}
	}
	return rows
}

// only returns the row with these fields; none named are all.
func (r autotaskRow) only(fields []string) autotaskRow {
	if len(fields) == 0 {
		return r
	}
	out := autotaskRow{}
	for _, f := range fields {
		if v, ok := r[f]; ok {
			out[f] = v
		}
	}
	return out
}

// matches reports whether the row meets all terms, or what is wrong with one.
func (r autotaskRow) matches(terms []autotaskTerm) (all bool, trouble string) {
	for _, t := range terms {
		met := false
		value, ok := r[t.Field]
		if !ok {
			return false, fmt.Sprintf("Unable to find %s in the Entity.", t.Field)
		}
		switch t.Op {
		case "exist":
			met = value != nil
		case "eq":
			met = compareAutotask(value, t.Value) == 0
		case "gte":
			met = value != nil && compareAutotask(value, t.Value) >= 0
		case "contains":
			v, _ := value.(string)
			w, _ := t.Value.(string)
			met = strings.Contains(strings.ToLower(v), strings.ToLower(w))
		case "in":
			list, _ := t.Value.([]any)
			if len(list) > 500 {
				return false, fmt.Sprintf("The query has %d conditions, more than 500.", len(list))
			}
			met = slices.ContainsFunc(list, func(w any) bool { return compareAutotask(value, w) == 0 })
		default:
			return false, fmt.Sprintf("The operator %s is not known.", t.Op)
		}
		if !met {
			return false, ""
		}
	}
	return true, ""
}

// compareAutotask compares a value of a row with one of a filter.
func compareAutotask(value, with any) int {
	switch v := value.(type) {
	case int64:
		if w, ok := with.(float64); ok {
			return int(max(-1, min(1, v-int64(w))))
		}
	case time.Time:
		if w, ok := with.(string); ok {
			if at, err := time.Parse(time.RFC3339, w); err == nil {
				return v.Compare(at)
			}
		}
	case string:
		if w, ok := with.(string); ok {
			return strings.Compare(strings.ToLower(v), strings.ToLower(w))
		}
	}
	return -1
}
