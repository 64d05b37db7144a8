package veeam

import (
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/when"
)

// Reader reads every Veeam mail.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "veeam" }

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, env reader.Env) ([]domain.Result, bool) {
	if !mentioned(m) {
		return nil, false
	}
	cal := func() when.Calendar {
		return when.New(env.Hint(m), append([]string{m.Subject}, m.Lines()...)...)
	}
	if m.HTML != "" {
		if banners := findBanners(m); len(banners) > 0 {
			return reports(m, banners, cal()), true
		}
		if r, ok := alarm(m, cal()); ok {
			return []domain.Result{r}, true
		}
		if r, ok := tenants(m); ok {
			return []domain.Result{r}, true
		}
	}
	if r, ok := flattened(m, cal()); ok {
		return []domain.Result{r}, true
	}
	return nil, false
}

// mentioned is a cheap test that spares other mails the parsing: the product's
// name, or the words that every job report has.
func mentioned(m *message.Message) bool {
	for _, s := range []string{m.HTML, m.Text, m.Subject, m.From} {
		// Words that begin with a rare letter are found fastest.
		if strings.Contains(s, "Veeam") || strings.Contains(s, "job: ") && strings.Contains(s, " job: ") ||
			strings.Contains(s, "jobDescription") || strings.Contains(s, "veeam") || strings.Contains(s, "VEEAM") || strings.Contains(s, "ObjectsHeader") && strings.Contains(s, "processObjectsHeader") {
			return true
		}
	}
	return false
}
