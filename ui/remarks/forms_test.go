package remarks_test

import (
	"testing"

	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"editRemark": uitest.After("remarks", "remarks.change"),
	})
}
