package cove

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"runchecks/domain/wording"
)

// nodeURL returns the address of the reporting service of a storage node from
// "HOST:port", and whether the node is the vendor's own. The port is dropped
// (cove-api.md, section 8.1) and TLS is used, except towards the loopback by a client
// whose own service is there in clear text.
func (c *Client) nodeURL(host string) (address string, local bool) {
	host = strings.ToLower(strings.TrimSpace(host))
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	if c.base.Scheme == "http" && loopback(name) {
		return "http://" + host + "/repserv_json", true
	}
	if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" || loopback(name) {
		return "", false
	}
	for _, own := range []string{".cloudbackup.management", ".backup.management"} {
		local = local || strings.HasSuffix(name, own)
	}
	return "https://" + name + "/repserv_json", local
}

// endpoint is the other way to the node of a device. No host is no error.
func (c *Client) endpoint(ctx context.Context, d Device, tried wording.Phrase) (string, error) {
	var host string
	f, err := c.call(ctx, request{
		method: "EnumerateAccountRemoteAccessEndpoints", params: map[string]any{"accountId": d.AccountID}, tried: tried,
	}, rows(func(raw []byte) {
		members(raw, func(name string, value []byte) {
			if u, err := url.Parse(scalar(value)); name == "WebRcgUrl" && err == nil && host == "" {
				host = u.Host
			}
		})
	}, nil))
	if f != nil || err != nil {
		return "", err
	}
	return host, nil
}

// ask asks a node without a visa, and with one only if the node refuses that and is
// the vendor's own: a visa opens the whole fleet (cove-api.md, section 10, row 12).
func (c *Client) ask(ctx context.Context, a access, r request, result decodeResult) (Unavailable, error) {
	r.url, r.node = a.node, true
	return c.detail(ctx, r, func(r request) (*rpcFault, error) {
		answer, err := c.send(ctx, r, result)
		if err != nil || answer.fault == nil || !answer.fault.stale() || !a.local {
			return answer.fault, err
		}
		if r.visa, err = c.current(ctx); err != nil {
			return nil, err
		}
		answer, err = c.send(ctx, r, result)
		return answer.fault, err
	})
}

// repairable is a row list that begins anew with each attempt.
func repairable[T any](list *[]T, row func([]byte)) decodeResult {
	decode := rows(row, nil)
	return func(dec *json.Decoder) error {
		*list = nil
		return decode(dec)
	}
}

func (c *Client) nodeSessions(ctx context.Context, d Device, a access, since time.Time, tried wording.Phrase) (Sessions, error) {
	var out Sessions
	none, err := c.ask(ctx, a, request{method: "QuerySessions", tried: tried, params: map[string]any{
		"accountId": d.AccountID, "account": a.name, "token": a.token,
		"query":   fmt.Sprintf("(Type & 1) == 1 and BackupStartTime >= %d", max(0, since.Unix())),
		"orderBy": "BackupStartTime DESC",
		"range":   map[string]int{"Offset": 0, "Size": maxSessions},
	}}, repairable(&out.List, func(raw []byte) {
		var v struct {
			ID                                  whole `json:"Id"`
			Plugin, PluginID                    text
			Status                              text
			BackupStartTime, StartTime, EndTime whole
			ErrorsCount, SelectedSize, SentSize whole
		}
		if len(out.List) >= maxSessions || json.Unmarshal(raw, &v) != nil {
			return
		}
		if !v.BackupStartTime.Known {
			v.BackupStartTime = v.StartTime
		}
		if v.Plugin == "" {
			v.Plugin = v.PluginID
		}
		s := newSession(v.ID, string(v.Plugin), string(v.Status), v.BackupStartTime, v.EndTime)
		s.Errors, s.Selected, s.Sent = v.ErrorsCount, v.SelectedSize, v.SentSize
		out.List = append(out.List, s)
	}))
	out.Unavailable, out.More = none, len(out.List) == maxSessions
	return out, err
}

func (c *Client) nodeErrors(ctx context.Context, a access, s Session, tried wording.Phrase) (SessionErrors, error) {
	var out SessionErrors
	none, err := c.ask(ctx, a, request{method: "QueryErrors", tried: tried, params: map[string]any{
		"accountId": a.account, "account": a.name, "token": a.token, "sessionId": s.ID,
		"query": fmt.Sprintf("SessionId == %d", s.ID), "orderBy": "Time DESC", "groupId": 0,
	}}, repairable(&out.List, func(raw []byte) {
		var v struct {
			Time, Code, Count whole
			Text, Filename    text
		}
		if len(out.List) >= maxErrors || json.Unmarshal(raw, &v) != nil {
			return
		}
		out.List = append(out.List, SessionError{
			Time: moment(v.Time), Code: v.Code, Text: c.shown(string(v.Text)), Item: c.shown(string(v.Filename)), Count: max(1, v.Count.Value),
		})
	}))
	out.Unavailable, out.More = none, len(out.List) == maxErrors
	return out, err
}

// maxShown bounds the text of one error, in bytes.
const maxShown = 4096

// shown bounds text that comes from a customer's machine and takes secrets out.
func (c *Client) shown(s string) string {
	if len(s) > maxShown {
		s = strings.ToValidUTF8(s[:maxShown], "") + "…"
	}
	return c.clean(s)
}
