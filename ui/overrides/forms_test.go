package overrides_test

import (
	"testing"

	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"ruleForm": uitest.After("overrides", "overrides.new"),
	})
}
