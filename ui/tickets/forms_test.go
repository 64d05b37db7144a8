package tickets_test

import (
	"testing"

	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"ticketForm": uitest.After("tickets", "tickets.new"),
		"editTicket": uitest.After("tickets", "tickets.change"),
	})
}
