package domain

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Notice is a service of chat, push or mail that is told in numbers and fixed words what waits
// after a sync. Its address lets anybody write there, and is a secret: it is never here.
type Notice struct {
	Name string // unique whatever its case, chosen by a person
	// Service is the kind of service, the scheme of its address: "teams", "ntfy".
	Service string
	// About is what it is told; nothing is everything.
	About  []NewsKind `json:",omitempty"`
	Secret SecretSource
}

// NewsKind is something worth telling after a sync.
type NewsKind string

// The kinds of news.
const (
	NewsProblem NewsKind = "problems" // jobs wait with a problem
	NewsSilence NewsKind = "silence"  // a report did not come
	NewsFailed  NewsKind = "failed"   // an account cannot be synced
	NewsGood    NewsKind = "good"     // nothing of it waits any more; told only where somebody wants it
)

// NewsKinds lists what a notice can be about.
func NewsKinds() []NewsKind { return []NewsKind{NewsProblem, NewsSilence, NewsFailed} }

// Wants reports whether the notice is about a kind of news.
func (n Notice) Wants(kind NewsKind) bool {
	return len(n.About) == 0 || kind == NewsGood || slices.Contains(n.About, kind)
}

// Account is the notice as the keychain knows it.
func (n Notice) Account() Account {
	return Account{Name: "Notice " + n.Name, Kind: "notice", Host: n.Service, User: Fold(n.Name), Secret: n.Secret}
}

// Bounds of notices.
const (
	maxNotices    = 20
	maxNoticeName = 60 // bytes
)

// ReadNotices reads the notices of a profile, in the order of their names.
func ReadNotices(q SettingReader) (out []Notice, err error) {
	text, err := q.Setting(SettingNotices)
	if CodeOf(err) == CodeNotFound || err == nil && text == "" {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		return nil, Refuse(CodeDamaged, "refusal.notice_damaged").With(err, Remedy{})
	}
	return out, nil
}

// WithNotice is a list with a notice in it, in place of one of the same name.
func WithNotice(list []Notice, n Notice) ([]Notice, error) {
	n.Name = strings.TrimSpace(n.Name)
	list = WithoutNotice(list, n.Name)
	switch {
	case n.Name == "":
		return nil, Refuse(CodeInvalid, "refusal.notice_no_name")
	case len(n.Name) > maxNoticeName || strings.ContainsFunc(n.Name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return nil, Refuse(CodeInvalid, "refusal.notice_name")
	case len(list) >= maxNotices:
		return nil, Refuse(CodeInvalid, "refusal.notice_many", maxNotices)
	}
	list = append(list, n)
	slices.SortFunc(list, func(a, b Notice) int { return strings.Compare(Fold(a.Name), Fold(b.Name)) })
	return list, nil
}

// WithoutNotice is a list without the notice of a name.
func WithoutNotice(list []Notice, name string) []Notice {
	return slices.DeleteFunc(slices.Clone(list), func(n Notice) bool { return Fold(n.Name) == Fold(strings.TrimSpace(name)) })
}

// NoticeByName finds a notice whatever the case of its name; one that is not there is CodeNotFound.
func NoticeByName(list []Notice, name string) (Notice, error) {
	at := slices.IndexFunc(list, func(n Notice) bool { return Fold(n.Name) == Fold(strings.TrimSpace(name)) })
	if at < 0 {
		return Notice{}, Refuse(CodeNotFound, "refusal.notice_unknown", strings.TrimSpace(name))
	}
	return list[at], nil
}

// Standstill is how much waits for somebody, in numbers that tell nobody whose it is.
type Standstill struct {
	// Problems counts the jobs of which a run that is not good waits, Silent those whose
	// report did not come.
	Problems, Silent int
	// LatestProblem and LatestSilence are the highest ids of such runs, 0 without any.
	LatestProblem, LatestSilence int64
	// Failing are the ids of the accounts that cannot be relied on and are not paused, sorted.
	Failing []int64
}

// Told is what a notice was told last.
type Told struct {
	LatestProblem, LatestSilence int64   `json:",omitempty"`
	Failing                      []int64 `json:",omitempty"`
	// Bad is true where something bad was told since nothing waited.
	Bad bool `json:",omitempty"`
	// At is when something was told last, Failed since when telling fails, zero where it does not.
	At     time.Time `json:",omitzero"`
	Failed time.Time `json:",omitzero"`
	// Code classes why telling fails.
	Code Code `json:",omitempty"`
}

// ToldOnDesktop is the name by which what the desktop was told is kept: no notice has it.
const ToldOnDesktop = ""

// ReadTold reads what each notice was told last, by its name. What cannot be read was not told.
func ReadTold(q SettingReader) (map[string]Told, error) {
	out := map[string]Told{}
	text, err := q.Setting(SettingTold)
	if CodeOf(err) == CodeNotFound {
		return out, nil
	}
	if err == nil && json.Unmarshal([]byte(text), &out) != nil {
		out = map[string]Told{}
	}
	return out, err
}
