package cove

import (
	"context"
	"encoding/json"
	"time"

	"runchecks/domain/wording"
)

// tenantSources are the names of the data sources of Microsoft 365 in the Reporting
// Service (cove-api.md, section 8.2).
var tenantSources = map[string]string{"D19": "Exchange", "D20": "OneDrive", "D05": "SharePoint", "D23": "Teams"}

// report asks the Reporting Service, which takes the visa as a bearer token and not
// in the body (cove-api.md, section 8.2).
func (c *Client) report(ctx context.Context, r request, result decodeResult) (Unavailable, error) {
	r.url = c.url("/reporting_api")
	return c.detail(ctx, r, func(r request) (*rpcFault, error) {
		return c.withVisa(ctx, r, func(r *request, v string) { r.bearer = v }, result)
	})
}

func (c *Client) tenantSessions(ctx context.Context, d Device, a access, since time.Time, tried wording.Phrase) (Sessions, error) {
	names := []string{}
	for _, code := range d.Active {
		if name := tenantSources[code]; name != "" {
			names = append(names, name)
		}
	}
	var out Sessions
	none, err := c.report(ctx, request{method: "EnumerateSessions", tried: tried, params: map[string]any{
		"accountToken": a.token,
		"filter": map[string]any{
			"SessionTypes": []string{"Backup"}, "DataSources": names,
			"CreatedAfter": max(0, since.Unix()), "CreatedBefore": c.calls.Now().Unix(),
		},
		"range": map[string]int{"Offset": 0, "Size": maxSessions},
	}}, repairable(&out.List, func(raw []byte) {
		var v struct {
			ID                           whole `json:"Id"`
			DataSourceType, Status, Type text
			StartTime, EndTime, Duration whole
			ErrorsCount                  whole
		}
		if len(out.List) >= maxSessions || json.Unmarshal(raw, &v) != nil || v.Type != "" && v.Type != "Backup" {
			return
		}
		s := newSession(v.ID, string(v.DataSourceType), string(v.Status), v.StartTime, v.EndTime)
		s.Errors = v.ErrorsCount
		if took := span(v.Duration); took > 0 {
			s.Duration = took
		}
		out.List = append(out.List, s)
	}))
	out.Unavailable, out.More = none, len(out.List) == maxSessions
	return out, err
}

func (c *Client) tenantErrors(ctx context.Context, a access, s Session, tried wording.Phrase) (SessionErrors, error) {
	var out SessionErrors
	none, err := c.report(ctx, request{method: "EnumerateSessionErrors", tried: tried, params: map[string]any{
		"accountToken":   a.token,
		"dataSourceType": tenantSources[s.Code],
		"filter":         map[string]any{"SessionId": s.ID, "SessionType": "Backup"},
		"range":          map[string]int{"Offset": 0, "Size": maxErrors},
	}}, repairable(&out.List, func(raw []byte) {
		var v struct {
			Timestamp, Count  whole
			Item, Description text
		}
		if len(out.List) >= maxErrors || json.Unmarshal(raw, &v) != nil {
			return
		}
		words, item := described(string(v.Description))
		if v.Item != "" {
			item = string(v.Item)
		}
		out.List = append(out.List, SessionError{
			Time: moment(v.Timestamp), Text: c.shown(words), Item: c.shown(item), Count: max(1, v.Count.Value),
		})
	}))
	out.Unavailable, out.More = none, len(out.List) == maxErrors
	return out, err
}

// described reads the description of an error, which is usually JSON inside a
// string and sometimes plain text.
func described(s string) (words, item string) {
	var inner struct {
		Description, Entity, Path text
	}
	if json.Unmarshal([]byte(s), &inner) != nil || inner.Description == "" {
		return s, ""
	}
	return string(inner.Description), string(inner.Entity)
}
