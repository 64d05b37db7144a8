package storage

import (
	"strings"
	"testing"

	"runchecks/domain"
)

func TestQueriesAboutDevicesNameEverySourceThatTellsOfThem(t *testing.T) {
	for _, from := range domain.DeviceSources() {
		for name, query := range map[string]string{"deviceSources": deviceSources, "sourceRuns": sourceRuns} {
			if !strings.Contains(query, "'"+string(from.Source)+"'") {
				t.Errorf("%s leaves out %s", name, from.Source)
			}
		}
		if from.Product == "" || from.Teller == "" || from.Thing == "" {
			t.Errorf("%s has no product, or no words", from.Source)
		}
	}
}
