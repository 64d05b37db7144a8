package words

import (
	"strings"
	"testing"

	"runchecks/domain"
)

func TestEveryRemedyHasASentence(t *testing.T) {
	for _, code := range domain.Remedies() {
		got := Remedy(&domain.Error{Remedy: domain.Remedy{Code: code, Name: "Acme"}})
		if !strings.HasSuffix(got, ".") || strings.Contains(got, "{") {
			t.Errorf("%s: %q", code, got)
		}
	}
	if got := Remedy(&domain.Error{Message: "no"}); got != "" {
		t.Errorf("an error without a remedy: %q", got)
	}
}
